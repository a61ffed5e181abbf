"""What columns say is told as no fact beside reports, and they come after them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.fake_encoder import encode

from summarizer.domain import EncodedArticle, Story
from summarizer.lead import choose_lead
from summarizer.render.wording import change_words
from summarizer.stories import rank_stories, title_story
from summarizer.summary import make_brief
from summarizer.text.sentences import split_sentences
from summarizer.tongue import ENGLISH

REPORT = (
    "Harwick council puts off the new timber pier",
    "The council of Harwick put off the new timber pier for a fourth year on Tuesday. "
    "Mayor Ida Holm said that the pier needs another study of the tides. "
    "The ferry company announced that its boats will land at Orlavik until then. "
    "Fishermen told the council that the old pier may not last the winter. "
    "A first study of the pier had cost the town two million crowns.",
)
COLUMN = (
    "Four years for a timber pier in Harwick",
    "Harwick once built piers; now it buries them under studies. "
    "What would the founders of the town say of a council that cannot drive a pile? "
    "They wouldn't have waited for the tides to be counted. "
    "The truth is that nobody in the council dares to sign for the pier. "
    "Orlavik, of course, laughs and takes the boats. "
    "We should stop counting and drive the first pile of the timber pier.",
)


def article(told: tuple[str, str], name: str, **facts: str) -> EncodedArticle:
    one = encode(told[1], name, title=told[0], language="en")
    one = replace(one, article=replace(one.article, **facts))
    return replace(one, sentences=split_sentences(one.article))


def of(one: EncodedArticle) -> Story:
    return Story(one.article.id, one.article.title, (one.article,))


@pytest.mark.parametrize("words", [20, 40, 60, 90, 130, 200])
def test_a_column_beside_a_report_is_told_as_no_fact(words: int) -> None:
    for story in (
        (article(REPORT, "a"), article(COLUMN, "b")),
        (article(COLUMN, "a"), article(REPORT, "b")),
    ):
        points = make_brief(story, title="Pier", words=words).points
        assert {c.article for point in points for c in point.citations[:1]} == {
            one.article.id for one in story if one.article.title == REPORT[0]
        }
        assert title_story(story) == REPORT[0]


@pytest.mark.parametrize(
    "marks",
    [
        {"source": "Velm Herald (Opinion)"},
        {"url": "https://news.example/opinion/2026/03/pier"},
        {"url": "https://opinion.news.example/2026/03/pier"},
        {"title": "Opinion: Harwick can wait for its pier"},
    ],
)
def test_what_an_outlet_marks_as_opinion_is_a_column_however_it_is_written(
    marks: dict[str, str],
) -> None:
    plain = (
        "Harwick can wait for its pier",
        "Piers of timber rot within thirty years in the tides of Harwick. "
        "A council that studies the tides of the bay saves its town a second pier. "
        "The boats land at Orlavik, which has room for all of them. "
        "Nobody in Harwick goes hungry for the want of a timber pier.",
    )
    story = article(REPORT, "a"), article(plain, "b", **marks)
    points = make_brief(story, title="Pier", words=200).points
    assert {point.citations[0].article for point in points} == {"a"}
    unmarked = article(REPORT, "a"), article(plain, "b")
    points = make_brief(unmarked, title="Pier", words=200).points
    assert {point.citations[0].article for point in points} == {"a", "b"}


@pytest.mark.parametrize("words", [30, 60, 120, 200])
def test_a_judgement_that_nobody_is_named_for_is_told_in_no_story(words: int) -> None:
    judged = (
        "Harwick waits for its pier",
        "The council of Harwick gave a farcical answer about its timber pier on the quay. "
        "The pier is closed for a fourth year, and that's a good thing for the gulls. "
        "Boats from Harwick land at Orlavik, where the quay has room for nine of them. "
        "“The study is absurd,” said Tom Olsen, a fisherman who lands his crab in Orlavik.",
    )
    points = make_brief((article(judged, "a"), article(REPORT, "b")), title="Pier", words=words)
    told = " ".join(point.text for point in points.points)
    assert "farcical" not in told
    assert "good thing" not in told
    if words == 200:
        assert "absurd,” said Tom Olsen" in told


@pytest.mark.parametrize(
    "told",
    [
        "Fishermen of Orlavik called the new study of the timber pier absurd.",
        "Two members of the opposition accused the council of hypocrisy over the timber pier.",
    ],
)
def test_a_judgement_is_told_where_somebody_is_named_for_it(told: str) -> None:
    judged = (
        "Harwick council puts off its timber pier",
        f"Harwick council put off its timber pier on Tuesday, officials said. {told} "
        "Boats from Harwick land at Orlavik, where the quay has room for nine of them.",
    )
    points = make_brief((article(judged, "a"), article(REPORT, "b")), title="Pier", words=200)
    assert told in " ".join(point.text for point in points.points)


def test_a_lone_column_comes_after_a_lone_report_and_does_not_lead() -> None:
    report, column = article(REPORT, "a"), article(COLUMN, "b")
    ranked = rank_stories([of(column), of(report)], [column, report], now=None)
    assert [story.title for story in ranked] == [REPORT[0], COLUMN[0]]
    lead = choose_lead([of(column), of(report)], [column, report])
    assert lead
    assert {point.citations[0].article for point in lead} == {"a"}


def test_a_story_that_is_opinion_alone_is_named_so() -> None:
    marked, plain = article(COLUMN, "a", source="Velm Herald - Opinion"), article(REPORT, "b")
    both = Story("c", "Pier", (marked.article, plain.article))
    assert change_words(of(marked), ENGLISH) == "opinion"
    assert change_words(replace(of(marked), change="update"), ENGLISH) == "opinion, updated"
    assert change_words(of(plain), ENGLISH) == change_words(both, ENGLISH) == ""
    poll = replace(of(plain), articles=(replace(plain.article, source="Opinion Research"),))
    assert change_words(poll, ENGLISH) == ""


def test_columns_alone_are_told_all_the_same() -> None:
    column = article(COLUMN, "a")
    assert make_brief([column], title="Pier", words=60).points
    assert make_brief([column, article(COLUMN, "b")], title="Pier", words=60).points
