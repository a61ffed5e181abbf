"""How a digest speaks of times and counts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from summarizer.domain import Article, Coverage, Digest, Story, Window
from summarizer.render import wording
from summarizer.tongue import ENGLISH


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("window", "words"),
    [
        (Window(), ""),
        (Window(at(2024, 8, 27), at(2024, 8, 27, 18)), "27 August 2024"),
        (Window(at(2024, 8, 27), at(2024, 8, 29)), "27 to 29 August 2024"),
        (Window(at(2024, 8, 27), at(2024, 9, 2)), "27 August to 2 September 2024"),
        (Window(at(2023, 6, 18), at(2024, 8, 29)), "18 June 2023 to 29 August 2024"),
        (Window(since=at(2024, 8, 27, 9, 5)), "since 27 August 2024, 09:05 UTC"),
        (Window(until=at(2024, 8, 27)), "until 27 August 2024"),
        (Window(since=at(2024, 8, 27, 7), zone="America/Los_Angeles"), "since 27 August 2024"),
        (
            Window(since=at(2024, 8, 27, 9, 5), zone="America/Los_Angeles"),
            "since 27 August 2024, 09:05 UTC",
        ),
        (
            Window(at(2024, 8, 26, 12), at(2024, 8, 27, 11), zone="Pacific/Auckland"),
            "27 August 2024",
        ),
    ],
)
def test_a_window_is_said_as_people_say_it(window: Window, words: str) -> None:
    assert wording.window_words(window, ENGLISH) == words


@pytest.mark.parametrize(
    ("sources", "words"),
    [
        ([], "0 articles"),
        (["A"], "1 article from 1 outlet"),
        (["A", "B", "A"], "3 articles from 2 outlets"),
        (["A", None, None], "3 articles from 1 outlet and 2 unnamed sources"),
        ([None, None], "2 articles"),
    ],
)
def test_outlets_are_counted_only_where_they_are_known(
    sources: list[str | None], words: str
) -> None:
    articles = [Article(text=f"Text {n}.", source=name) for n, name in enumerate(sources)]
    assert wording.count_of(articles, ENGLISH) == words


def test_an_article_without_a_title_is_called_by_its_first_words() -> None:
    assert wording.title_of(Article(text="A few words.")) == "A few words."
    long = Article(text="one two three four five six seven eight nine ten eleven twelve")
    assert wording.title_of(long) == "one two three four five six seven eight nine ten …"


def test_a_story_of_unknown_age_beside_dated_ones_says_so() -> None:
    old = Story("old", "Bridge closed", (Article(text="The bridge closed on Sunday."),))
    dated = Article(text="The bridge opened on Friday.", published=at(2024, 8, 27))
    new = Story(
        "new", "Bridge open", (dated,), first_seen=dated.published, last_seen=dated.published
    )
    assert wording.when_words(old, [new, old], ENGLISH) == "undated"
    assert wording.when_words(new, [new, old], ENGLISH) == ""
    assert wording.when_words(old, [old], ENGLISH) == ""
    assert wording.when_words(old, [new, old, old], ENGLISH) == "", (
        "the line below the title says it once"
    )


@pytest.mark.parametrize(
    ("dated", "words"),
    [(0, "3 articles, undated"), (1, "3 articles, 2 undated"), (2, "3 articles")],
)
def test_a_digest_of_mostly_undated_articles_says_so_once(dated: int, words: str) -> None:
    articles = tuple(
        Article(text=f"Text {n}.", published=at(2029, 3, 5) if n < dated else None)
        for n in range(3)
    )
    digest = Digest(
        id="d",
        title="News",
        window=Window(),
        lead=(),
        stories=(),
        topics=(),
        articles=articles,
        coverage=Coverage(3, 3),
        model="m",
        version="1",
    )
    assert wording.heading_words(digest, ENGLISH) == words
