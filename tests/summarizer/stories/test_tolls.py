"""Where reports of one event count its dead differently, the newest count alone is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from support.fake_encoder import encode

from summarizer.domain import EncodedArticle
from summarizer.stories import title_story
from summarizer.summary import make_brief

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
FIRST = (
    "Ferry sinks off Velm, at least 12 dead",
    "At least 12 people died when a ferry sank off the coast of Velm, the coast guard said. "
    "The ship had left Orlavik with ninety passengers and a load of timber. "
    "Divers searched the hull until dark and will go on in the morning. "
    "The company said that the ferry had been inspected in spring.",
)
SECOND = (
    "Velm ferry sank with 15 dead, coast guard says",
    "A ferry with ninety passengers sank off the coast of Velm, killing 15 people. "
    "Fishermen who were the first at the place pulled thirty passengers out of the water. "
    "The company said that nobody had reported a fault of the engine. "
    "The coast guard sent six ships and two helicopters.",
)
LAST = (
    "Divers search the hull of the ferry that sank off Velm",
    "The toll of the ferry that sank off the coast of Velm has risen to 17, the coast guard said. "
    "Four of the crew were questioned by the harbour police in Orlavik. "
    "Prime Minister Ida Holm promised an inquiry into the safety of old ferries. "
    "Relatives of the passengers gathered with candles at the quay.",
)


def report(told: tuple[str, str], name: str, hours: int | None = None) -> EncodedArticle:
    """A report, so many hours after noon; without a date if they are None."""
    one = encode(told[1], name, title=told[0])
    published = None if hours is None else NOON + timedelta(hours=hours)
    return replace(one, article=replace(one.article, published=published))


def told_of(*story: EncodedArticle, words: int) -> str:
    title = title_story(story)
    points = make_brief(story, title=title, words=words).points
    return " ".join([title, *(point.text for point in points)])


@pytest.mark.parametrize("words", [30, 60, 120, 200])
@pytest.mark.parametrize("hours", [(None, None, None), (0, 3, 30), (30, 3, 0)])
def test_the_highest_toll_alone_is_told_where_none_takes_it_back(
    words: int, hours: tuple[int | None, ...]
) -> None:
    pages = zip((FIRST, SECOND, LAST), "abc", hours, strict=True)
    # Even the last report's "at least 12" says nothing against 17.
    told = told_of(*(report(*page) for page in pages), words=words)
    assert "12" not in told
    assert "15" not in told
    assert "17" in told


@pytest.mark.parametrize("words", [30, 60, 120, 200])
def test_a_later_report_that_opens_on_fewer_dead_corrects_the_older_ones(words: int) -> None:
    told = told_of(report(SECOND, "a", 30), report(LAST, "b", 0), words=words)
    assert "17" not in told
    assert "15" in told


@pytest.mark.parametrize(
    "kept",
    [
        "Officials had put the toll at 12 in the night.",
        "Three of the 17 dead were children from one school in Orlavik.",
        "A storm last year killed 40 people on the same coast of Velm.",
        "Two people died in a hospital of Orlavik on the day after.",
        "Ice killed 30 horses in the hills above the coast of Velm.",
    ],
)
def test_older_tolls_told_as_such_parts_of_the_dead_and_other_dead_are_told(kept: str) -> None:
    last = LAST[0], f"{LAST[1]} {kept}"
    told = told_of(report(FIRST, "a", 0), report(last, "b", 30), words=200)
    assert kept in told


@pytest.mark.parametrize("words", [60, 120])
def test_more_bodies_than_were_counted_leave_no_lower_toll(words: int) -> None:
    found = (
        "Divers found 17 bodies in the ferry that sank off the coast of Velm, the coast guard said."
    )
    last = LAST[0], found + LAST[1][LAST[1].index(" Four of the crew") :]
    told = told_of(report(FIRST, "a", 0), report(last, "b", 5), words=words)
    assert "17 bodies" in told
    assert "12 people" not in told


WAR = "More than 60,000 people have been killed in the war so far, the ministry said."


@pytest.mark.parametrize("counts", ["", "The fire on board killed 12 people. "])
def test_the_dead_of_a_whole_war_are_not_those_of_its_last_attack(counts: str) -> None:
    opened = report((FIRST[0], f"{FIRST[1]} {WAR}"), "a", 0)
    last = LAST[0], LAST[1][LAST[1].index("Four of the crew") :]
    below = report((last[0], f"{last[1]} {counts}{WAR}"), "b", 5)
    for story in ((opened, report(FIRST, "b", 5)), (opened, below)):
        told = told_of(*story, words=200)
        assert "12 people" in told
        assert "60,000" in told
