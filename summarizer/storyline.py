"""One story: where it stands, and what each day added."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, tzinfo

import numpy as np

from summarizer.domain import Article, Brief, EncodedArticle, Story
from summarizer.errors import NothingToBrief
from summarizer.follow import Told, lead_with, moved_counts, untold
from summarizer.models.base import Embedder
from summarizer.moments import day_in
from summarizer.pipeline import brief_together
from summarizer.reading import Ledger, encode
from summarizer.summary import make_brief
from summarizer.wish import Report, nothing

MOST_OF_STORY = 100
"""Articles, not counting copies, with which a story is told; one that goes on has hundreds."""

DAY_WORDS = 50
"""Of a day's brief in a story that is told from day to day."""


def as_it_stands(
    story: Story,
    embedder: Embedder,
    *,
    words: int,
    zone: tzinfo = UTC,
    report: Report = nothing,
) -> Story:
    """Return a story with a brief of the last day that brought news, led by what moved until then.

    A brief of it all would tell yesterday's toll beside today's. Its articles stand newest first;
    of a long story, the newest alone.

    Args:
        story: with all its articles.
        embedder: the encoder.
        words: of the brief, at most.
        zone: of the reader, whose days they are.
        report: is told how many articles are encoded.

    Raises:
        NothingToBrief: none of its articles holds a sentence.
    """
    story = _newest(story)
    encoded = encode(reversed(story.originals), embedder, Ledger(), report)
    if not encoded:
        raise NothingToBrief("has no usable sentence", subject=story.title)
    news, before = _last_turn(encoded, zone)
    brief = brief_together(news, embedder.name, words=words)
    return mark_changes(replace(story, title=brief.title, brief=brief), before, embedder)


def _newest(story: Story) -> Story:
    """Return a story with its newest articles, newest first, and the copies of those."""
    newest_first = sorted(
        story.originals,
        key=lambda a: (-(a.published.timestamp() if a.published else 0.0), a.id),
    )
    kept = newest_first[:MOST_OF_STORY]
    have = {one.id for one in kept}
    copies = tuple(copy for copy in story.copies if copy.of in have)
    copied = {copy.article.id for copy in copies}
    kept += [one for one in story.articles if one.id in copied]
    return replace(story, articles=tuple(kept), copies=copies)


def _last_turn(
    encoded: Sequence[EncodedArticle], zone: tzinfo
) -> tuple[list[EncodedArticle], Told | None]:
    """Return the articles of the last day with news, and what was said before it."""
    days = _by_day(encoded, zone)
    while len(days) > 1:
        _, news = days.pop()
        earlier = [e for _, members in days for e in members]
        texts = tuple(e.text_of(row) for e in earlier for row in range(len(e.sentences)))
        before = Told(texts, np.concatenate([e.vectors for e in earlier]))
        left = [(untold(e, before), e) for e in news]
        if any(rest is not None and worth_telling(rest, e, before) for rest, e in left):
            return news, before
    return days[0][1], None


def _by_day(
    encoded: Iterable[EncodedArticle], zone: tzinfo
) -> list[tuple[date, list[EncodedArticle]]]:
    """Return each day's articles, oldest first; undated ones come before all others."""
    days: dict[date, list[EncodedArticle]] = {}
    for e in encoded:
        appeared = e.article.published
        days.setdefault(day_in(zone, appeared) if appeared else date.min, []).append(e)
    return sorted(days.items())


@dataclass(frozen=True, slots=True)
class StoryDay:
    """What one day added to a story: its date, its articles, and a brief of what was new."""

    day: date
    articles: tuple[Article, ...]
    brief: Brief | None


def story_by_day(
    articles: Iterable[Article],
    title: str,
    embedder: Embedder,
    *,
    words: int = DAY_WORDS,
    zone: tzinfo = UTC,
) -> list[StoryDay]:
    """Return a story from day to day, oldest first; each day tells what no earlier day told.

    Args:
        articles: of the story, in any order; undated ones are left out.
        title: of the story.
        embedder: for what is told twice.
        words: of each day's brief, at most.
        zone: of the reader, whose days they are.
    """
    dated = [article for article in articles if article.published]
    told: list[str] = []
    found = []
    for day, members in _by_day(encode(dated, embedder, Ledger()), zone):
        before = Told(tuple(told), np.asarray(embedder.embed(told))) if told else None
        left = [untold(e, before) if before else e for e in members]
        rest = [e for e in left if e is not None and e.sentences]
        brief = make_brief(rest, title=title, words=words, model=embedder.name) if rest else None
        told += [point.text for point in brief.points] if brief else []
        found.append(StoryDay(day, tuple(e.article for e in members), brief))
    return found


NEW_SHARE = 0.25
"""An article of a told story is news if at least this share of its opening sentences is
untold, or a count moved: one sentence in a wording of its own is no news."""

OPENING = 6
"""Sentences at the head of an article, where its news stands."""


def worth_telling(rest: EncodedArticle, whole: EncodedArticle, told: Told) -> bool:
    """Return whether what is untold of an article is news to readers who were told before."""
    opening = {sentence.index for sentence in whole.sentences[:OPENING]}
    left = [row for row, sentence in enumerate(rest.sentences) if sentence.index in opening]
    if len(left) >= NEW_SHARE * len(opening):
        return bool(left)
    return bool(moved_counts(told, [rest.text_of(row) for row in left], rest.vectors[left]))


def mark_changes(story: Story, before: Told | None, embedder: Embedder) -> Story:
    """Return a story led by what moved since its readers were told of it, and with a note of that.

    Args:
        story: with its brief, if it has one.
        before: what they were told; None stands for nothing.
        embedder: for what counts the same.
    """
    if before is None or story.brief is None:
        return story
    texts = [point.text for point in story.brief.points]
    moved = moved_counts(before, texts, np.asarray(embedder.embed(texts)))
    order = lead_with(texts, [one.row for one in moved])
    brief = replace(story.brief, points=tuple(story.brief.points[row] for row in order))
    return replace(story, brief=brief, note="; ".join(map(str, moved)))
