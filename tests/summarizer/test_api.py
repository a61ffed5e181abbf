"""The public face: what a caller of `Summarizer` is promised."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.fake_encoder import FakeEncoder

import summarizer as summarizer_package
from summarizer import Article, Digest, Dropped, Summarizer
from summarizer.domain import Brief, Citation, Coverage, Point
from summarizer.errors import NothingToBrief
from summarizer.render import render_digest
from summarizer.settings import Settings
from summarizer.version import VERSION

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2024, 9, 2, 7, 0, tzinfo=UTC)

FLOOD = (
    "Heavy rain burst the dam above Orlavik on Sunday night and flooded the lower town. "
    "Rescue workers counted 12 people dead on Monday morning. "
    "About 900 residents spent the night in the sports hall. "
    "The regional governor, Hanne Dufvel, called the flood the worst in fifty years."
)
FLOOD_TOO = (
    "A dam above the town of Orlavik burst on Sunday night after heavy rain. "
    "At least 12 people in the flooded lower town are dead, rescue workers said. "
    "Governor Hanne Dufvel promised help to every household in Orlavik."
)
BANK = (
    "The central bank of Lermonia left its interest rate unchanged at 4 percent on Monday. "
    "Its president, Ilse Mortag, said that inflation was falling as expected. "
    "Economists had been divided over a cut of a quarter point."
)
ARTICLES = (
    Article(text=FLOOD, title="Dam bursts above Orlavik", source="Gazette", published=NOW),
    Article(
        text=FLOOD_TOO,
        title="Orlavik flooded as dam bursts",
        source="Hill Post",
        published=NOW + timedelta(hours=2),
    ),
    Article(
        text=BANK,
        title="Lermonia leaves interest rate unchanged",
        source="Gazette",
        published=NOW - timedelta(days=3),
    ),
)


@pytest.fixture(scope="module")
def summarizer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Summarizer]:
    folder = tmp_path_factory.mktemp("readout")
    with Summarizer(Settings(cache_dir=folder, data_dir=folder), embedder=FakeEncoder()) as opened:
        yield opened


def every_citation_holds(points: Iterator[Point], articles: tuple[Article, ...]) -> bool:
    texts = {article.id: article.text for article in articles}
    return all(
        texts[c.article][c.start : c.end] == c.quote for point in points for c in point.citations
    )


def test_each_point_of_a_brief_cites_its_exact_place(summarizer: Summarizer) -> None:
    brief = summarizer.brief(ARTICLES[0], words=40)
    assert brief.points
    assert every_citation_holds(iter(brief.points), brief.articles)
    assert brief.text == " ".join(point.text for point in brief.points)


@pytest.mark.parametrize("words", [1, 5, 12, 25, 40, 120])
def test_a_word_budget_is_never_exceeded(summarizer: Summarizer, words: int) -> None:
    for told in (ARTICLES[0], list(ARTICLES[:2])):
        assert 0 < len(summarizer.brief(told, words=words).text.split()) <= words


def test_sentences_can_be_counted_instead(summarizer: Summarizer) -> None:
    assert len(summarizer.brief(ARTICLES[0], sentences=2).points) == 2


@pytest.mark.parametrize("wrong", [{"words": 0}, {"words": -3}, {"sentences": 0}])
def test_a_budget_that_makes_no_sense_is_refused(
    summarizer: Summarizer, wrong: dict[str, int]
) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        summarizer.brief(ARTICLES[0], **wrong)


def test_articles_without_a_sentence_cannot_be_briefed(summarizer: Summarizer) -> None:
    with pytest.raises(NothingToBrief):
        summarizer.brief(Article(text="   "))
    with pytest.raises(NothingToBrief, match="no article was given"):
        summarizer.brief([])


@pytest.mark.parametrize("method", ["brief", "briefs", "stories", "digest"])
def test_a_bare_text_is_told_what_it_should_be(summarizer: Summarizer, method: str) -> None:
    with pytest.raises(TypeError, match=r"use Article\(text=…\) of its text"):
        list(getattr(summarizer, method)("The council met on Monday."))


def test_articles_of_one_event_are_one_story(summarizer: Summarizer) -> None:
    stories = summarizer.stories(ARTICLES)
    groups = {frozenset(article.title for article in story.articles) for story in stories}
    assert groups == {
        frozenset({"Dam bursts above Orlavik", "Orlavik flooded as dam bursts"}),
        frozenset({"Lermonia leaves interest rate unchanged"}),
    }
    assert all(story.brief and story.rank for story in stories)


def test_no_storys_brief_is_longer_than_asked(summarizer: Summarizer) -> None:
    for story in summarizer.stories(ARTICLES, words=24):
        assert story.brief is not None
        assert len(story.brief.text.split()) <= 24


def test_a_digest_holds_what_it_cites_and_accounts_for_what_was_read(
    summarizer: Summarizer,
) -> None:
    digest = summarizer.digest(ARTICLES, dropped=[Dropped("x.txt", "empty")])
    assert every_citation_holds(digest.points(), digest.articles)
    coverage = digest.coverage
    assert (coverage.read, coverage.used) == (4, 3)
    assert coverage.dropped == (Dropped("x.txt", "empty"),)


def test_the_order_of_the_articles_does_not_matter(summarizer: Summarizer) -> None:
    one = summarizer.digest(ARTICLES)
    other = summarizer.digest(tuple(reversed(ARTICLES)))
    assert render_digest(one, "json") == render_digest(other, "json")


def test_since_leaves_out_what_came_before_and_says_so(summarizer: Summarizer) -> None:
    digest = summarizer.digest(ARTICLES, since="2024-09-01")
    assert {article.title for article in digest.articles} == {
        "Dam bursts above Orlavik",
        "Orlavik flooded as dam bursts",
    }
    [left] = digest.coverage.dropped
    assert "before the window" in left.reason


@pytest.mark.parametrize(
    "day",
    [
        date(2024, 9, 1),
        datetime.fromisoformat("2024-09-01"),
        datetime(2024, 9, 1, tzinfo=UTC),
        "2024-09-01",
    ],
)
def test_a_time_is_a_datetime_a_date_or_text(summarizer: Summarizer, day: date | str) -> None:
    assert summarizer.digest(ARTICLES, since=day).window.since == datetime(2024, 9, 1, tzinfo=UTC)
    early, late = summarizer.digest(ARTICLES, until=day), summarizer.digest(ARTICLES, since=day)
    assert (early.coverage.used, late.coverage.used) == (1, 2)


@pytest.mark.parametrize(
    ("wrong", "error", "says"),
    [
        ({"since": "last week"}, ValueError, "'last week' is not an ISO 8601 date or time"),
        ({"until": 5}, TypeError, "a time is a datetime, a date or text of ISO 8601, not int"),
        ({"words": "20"}, TypeError, "words is a whole number, not str"),
        ({"limit": 2.5}, TypeError, "limit is a whole number, not float"),
        ({"topic": ["dams"]}, TypeError, "a topic is a str, not list"),
    ],
)
def test_what_a_digest_cannot_be_asked_is_refused_clearly(
    summarizer: Summarizer, wrong: dict[str, Any], error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        summarizer.digest(ARTICLES, **wrong)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"text": FLOOD.encode()}, "an article's text is a str, not bytes"),
        ({"text": None}, "an article's text is a str, not NoneType"),
        ({"text": Path("flood.txt")}, "an article's text is a str, not .*Path"),
        ({"text": FLOOD, "title": None}, "an article's title is a str, not NoneType"),
        ({"text": FLOOD, "source": 5}, "an article's source is a str, not int"),
        ({"text": FLOOD, "published": 1725174000}, "a time is a datetime, a date or text"),
    ],
)
def test_an_article_of_something_else_is_refused_where_it_is_made(
    wrong: dict[str, Any], says: str
) -> None:
    with pytest.raises(TypeError, match=says):
        Article(**wrong)


@pytest.mark.parametrize("method", ["brief", "briefs", "stories", "digest"])
def test_one_article_may_be_given_alone_and_what_is_none_is_refused(
    summarizer: Summarizer, method: str
) -> None:
    asked = getattr(summarizer, method)
    alone, listed = asked(ARTICLES[0]), asked([ARTICLES[0]])
    assert (list(alone) == list(listed)) if method == "briefs" else alone == listed
    for wrong in (None, Path("flood.txt"), 5):
        with pytest.raises(TypeError, match="expected an Article, not a"):
            list(asked(wrong))


def test_settings_are_no_text() -> None:
    with pytest.raises(TypeError, match="settings are a Settings, not str"):
        Summarizer("short")  # type: ignore[arg-type]


def test_every_public_name_is_there_and_says_what_it_is() -> None:
    assert summarizer_package.__version__ == VERSION
    for name in summarizer_package.__all__:
        assert (getattr(summarizer_package, name).__doc__ or "").strip(), name


def test_an_article_without_a_date_is_kept_and_noted(summarizer: Summarizer) -> None:
    digest = summarizer.digest([Article(text=BANK)], since="2024-09-01")
    assert digest.coverage.used == 1
    assert "has no date" in digest.coverage.notes[0].reason


def test_a_limit_sends_the_other_stories_to_the_ledger(summarizer: Summarizer) -> None:
    digest = summarizer.digest(ARTICLES, limit=1)
    assert len(digest.stories) == 1
    assert digest.coverage.read == 3
    assert all("first 1" in item.reason for item in digest.coverage.dropped)


def test_a_topic_that_nobody_speaks_of_is_told(summarizer: Summarizer) -> None:
    digest = summarizer.digest(ARTICLES, topic="zebra breeding")
    assert digest.stories == digest.topics == ()
    assert digest.notices == ("None of the 3 articles mentions “zebra breeding”.",)
    assert digest.coverage.used == 0


def test_copies_are_credited_and_not_told_twice(summarizer: Summarizer) -> None:
    copy = replace(ARTICLES[0], id="copy", source="Wire Mirror", title="Dam bursts")
    [story] = summarizer.stories([ARTICLES[0], copy])
    assert len(story.articles) == 2
    assert len(story.copies) == 1
    assert set(story.outlets) == {"Gazette", "Wire Mirror"}


def test_a_thousand_copies_are_one_article(summarizer: Summarizer) -> None:
    digest = summarizer.digest([Article(text=FLOOD)] * 1_000)
    assert (digest.coverage.read, digest.coverage.used) == (1_000, 1)


def test_one_id_for_two_texts_loses_neither(summarizer: Summarizer) -> None:
    rows = [Article(id="7", text=FLOOD), Article(id="7", text=BANK)]
    digest = summarizer.digest(rows)
    assert {article.text for article in digest.articles} == {FLOOD, BANK}


def test_the_texts_of_a_caller_are_never_changed(summarizer: Summarizer) -> None:
    text = FLOOD + "\n\nLeave a comment\n\nYour email address will not be published.\n"
    digest = summarizer.digest([Article(text=text)])
    assert digest.articles[0].text == text
    assert not any("email" in point.text for point in digest.points())


def test_briefs_come_in_order_one_for_each_article(summarizer: Summarizer) -> None:
    given = [*ARTICLES, Article(text=" ", origin="blank.txt")]
    made = list(summarizer.briefs(iter(given), words=20))
    assert [type(item) for item in made] == [Brief, Brief, Brief, Dropped]
    assert [b.articles[0].title for b in made[:3] if isinstance(b, Brief)] == [
        article.title for article in ARTICLES
    ]


def test_several_threads_get_what_one_thread_gets(summarizer: Summarizer) -> None:
    alone = summarizer.digest(ARTICLES)
    with ThreadPoolExecutor(4) as pool:
        together: list[Digest] = list(pool.map(lambda _: summarizer.digest(ARTICLES), range(8)))
    assert all(digest == alone for digest in together)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(max_size=200), max_size=5), st.integers(1, 60))
def test_no_text_whatever_breaks_a_digest_or_a_citation(texts: list[str], words: int) -> None:
    with Summarizer(Settings(), embedder=FakeEncoder()) as summarizer:
        digest = summarizer.digest([Article(text=text) for text in texts], words=words)
    assert every_citation_holds(digest.points(), digest.articles)
    assert digest.coverage.read == len(texts)


def test_a_citation_that_does_not_hold_cannot_be_built() -> None:
    article = Article(text=FLOOD)
    wrong = Citation(article.id, 0, 5, "Light")
    with pytest.raises(ValueError, match="does not hold its quote"):
        Brief("t", (Point("Light", (wrong,)),), (article,), 10, "m")
    with pytest.raises(ValueError, match="4 characters"):
        Citation(article.id, 0, 5, "Heav")
    with pytest.raises(ValueError, match="equals its quote"):
        Point("Something else", (Citation.at(article, 0, 5),))
    for invented in ("Heavy snow fell.", "Rain heavy fell.", "No heavy rain."):
        with pytest.raises(ValueError, match="only leaves words out"):
            Point(invented, (Citation("a", 0, 16, "Heavy rain fell."),), "trimmed")
    Point("Rain fell!", (Citation("a", 0, 16, "Heavy rain fell."),), "trimmed")
    Point("昨夜の雨。", (Citation("a", 0, 7, "昨夜の強い雨。"),), "trimmed")
    with pytest.raises(ValueError, match="read 3 is not used 1"):
        Coverage(read=3, used=1)


@pytest.mark.model
@pytest.mark.parametrize(
    ("document", "said"),
    [("README.md", "the ferry to sande"), ("docs/models/check.md", "says ten million")],
)
def test_the_example_of_a_document_runs(
    capsys: pytest.CaptureFixture[str], document: str, said: str
) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    [example] = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    exec(compile(example, document, "exec"), {})
    assert said in capsys.readouterr().out.lower()
