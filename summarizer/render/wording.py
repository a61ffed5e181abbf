"""What a digest says about itself, in words: dates, counts, credits, the ledger.

One wording for all formats. Every string that leaves here is cleaned.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from summarizer.domain import (
    Article,
    Brief,
    Coverage,
    Digest,
    Dropped,
    Point,
    Rank,
    Story,
    Topic,
    Window,
    count_words,
)
from summarizer.render.numbering import Numbering
from summarizer.render.safe import clean, safe_url
from summarizer.told import fresh_points, shown_points, stories_telling

T = TypeVar("T")

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SHOWN_NAMES = 3
"""Names shown for each reason in a short ledger; all of them with `explain`."""
UNTITLED_WORDS = 10
"""Words of the text that stand for a title where an article has none."""


def plural(count: int, noun: str, nouns: str | None = None) -> str:
    """Return "1 article", "5 articles", "1,200 articles"."""
    return f"{count:,} {noun if count == 1 else nouns or noun + 's'}"


def day(moment: datetime) -> str:
    """Return "27 August 2024"."""
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def day_and_time(moment: datetime) -> str:
    """Return "27 August 2024, 14:30 UTC"; the day alone at midnight, where no time was given."""
    if (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        return day(moment)
    return f"{day(moment)}, {moment.hour:02}:{moment.minute:02} UTC"


def window_words(window: Window) -> str:
    """Return the time a digest speaks of: "27 to 29 August 2024"; empty when it is open."""
    since, until = window.since, window.until
    if since and until:
        return _between(since, until)
    if since:
        return f"since {day_and_time(since)}"
    return f"until {day_and_time(until)}" if until else ""


def _between(since: datetime, until: datetime) -> str:
    if since.date() == until.date():
        return day(since)
    if (since.year, since.month) == (until.year, until.month):
        return f"{since.day} to {day(until)}"
    if since.year == until.year:
        return f"{since.day} {MONTHS[since.month - 1]} to {day(until)}"
    return f"{day(since)} to {day(until)}"


FAR_APART = timedelta(days=7)
"""Stories further apart than this are not one morning's news, and each says its date."""


def when_words(story: Story, among: Sequence[Story]) -> str:
    """Return when a story was told: "18 June 2023"; empty where all are of the same days.

    "On Sunday" in an article of unknown age, beside dated ones, would pass for this Sunday.
    Where most are of unknown age, the line below the title says so.
    """
    told = when_told(story, among)
    if told is None:
        return ""
    return _between(told.since, told.until) if told.since and told.until else "undated"


def when_told(story: Story, among: Sequence[Story]) -> Window | None:
    """Return what is to be said of when a story was told: an open window of unknown age.

    None where nothing is.
    """
    known = [one.last_seen for one in among if one.last_seen]
    if known and not story.last_seen:
        return Window() if 2 * len(known) >= len(among) else None
    if not known or max(known) - min(known) <= FAR_APART or not story.last_seen:
        return None
    return Window(story.first_seen or story.last_seen, story.last_seen)


def points_of(story: Story, digest: Digest, *, in_full: bool) -> tuple[Point, ...]:
    """Return the points of a story that stand on the page; `in_full` also what the lead tells."""
    return story.points if in_full else shown_points(digest, story)


def count_of(articles: Sequence[Article]) -> str:
    """Return "5 articles from 4 outlets"; outlets are counted only where they are named."""
    named = {clean(article.source) for article in articles if article.source}
    unnamed = sum(not article.source for article in articles)
    count = plural(len(articles), "article")
    if not named:
        return count
    outlets = plural(len(named), "outlet")
    if unnamed:
        outlets += f" and {plural(unnamed, 'unnamed source')}"
    return f"{count} from {outlets}"


def heading_words(digest: Digest) -> str:
    """Return the line below the title: window and counts."""
    count = count_of(digest.articles) if digest.articles else ""
    undated = sum(article.published is None for article in digest.articles)
    if 2 * undated > len(digest.articles):
        count += f", {undated:,} undated" if undated < len(digest.articles) else ", undated"
    parts = [window_words(digest.window), count]
    return " · ".join(part for part in parts if part)


def title_of(article: Article) -> str:
    """Return the article's title, or its first words where it has none."""
    title = clean(article.title)
    if title:
        return title
    words = clean(article.text[:400]).split()
    opening = " ".join(words[:UNTITLED_WORDS])
    return f"{opening} …" if len(words) > UNTITLED_WORDS else opening or "Untitled"


def facts_of(article: Article) -> list[str]:
    """Return what is known of an article: outlet, author, date, and what to beware of."""
    facts = [clean(article.source)] if article.source else []
    if article.author:
        facts.append(f"by {clean(article.author)}")
    if article.published:
        facts.append(day_and_time(article.published))
    if not article.complete:
        facts.append("preview only")
    if article.title_made:
        facts.append("title made from its text")
    return facts


def place_of(article: Article) -> str:
    """Return where a reader finds the article: its address, else its path; may be empty."""
    return safe_url(article.url) or clean(article.origin or "")


@dataclass(frozen=True, slots=True)
class Credit:
    """An outlet with the numbers of its articles in one story; `of` if they are copies.

    The name is empty for articles whose outlet is not known: their numbers speak for them.
    """

    name: str
    numbers: tuple[int, ...]
    of: tuple[int, ...] = ()


def told_by(story: Story, numbering: Numbering) -> list[Credit]:
    """Return who tells the story, in the story's order, each outlet once, copies apart.

    Nobody, where no outlet is named and the points cite every article already.
    """
    numbers: dict[str, list[int]] = {}
    for article in story.originals or story.articles:
        mine = numbers.setdefault(clean(article.source or ""), [])
        _add(mine, numbering.of(article.id))
    cited = numbering.cited(story.brief.points) if story.brief else set()
    if set(numbers) == {""} and cited.issuperset(numbers[""]):
        return []
    return [Credit(name, tuple(found)) for name, found in numbers.items()]


def copied_by(story: Story, numbering: Numbering) -> list[Credit]:
    """Return who carries copies of the story's articles, and of which ones."""
    numbers: dict[str, tuple[list[int], list[int]]] = {}
    for copy in story.copies:
        mine, originals = numbers.setdefault(clean(copy.article.source or ""), ([], []))
        _add(mine, numbering.of(copy.article.id))
        _add(originals, numbering.of(copy.of))
    return [Credit(name, tuple(a), tuple(b)) for name, (a, b) in numbers.items()]


def _add(numbers: list[int], number: int | None) -> None:
    if number is not None and number not in numbers:
        numbers.append(number)


def change_words(story: Story) -> str:
    """Return what the story's change is called; nothing for one that is simply new."""
    return {"update": "updated", "same": "nothing new"}.get(story.change, "")


MANY_STORIES = 6
"""Stories from which on a topic names those that touch it: it is how they hang together."""
MOST_PLACES = 8
NOTED_COUNT = re.compile(r"(?:all [\d,]+|both|[\d,]+ of [\d,]+) articles?", re.IGNORECASE)


def topic_count(topic: Topic, digest: Digest) -> str:
    """Return "4 of 5 articles", "all 5 articles" or "both articles"; of many stories also which.

    The topic's note counts copies, and of a topic that was asked for also the articles
    that are silent about it: where it says a count, that one counts.
    """
    where = _where(topic, digest)
    return f"{_count(topic, digest)} · {where}" if where else _count(topic, digest)


def _count(topic: Topic, digest: Digest) -> str:
    noted = _noted_count(topic)[0]
    if noted:
        return noted[:1].lower() + noted[1:]
    total = len(digest.articles)
    spoken = len(topic.articles)
    if spoken == total > 1:
        return "both articles" if total == 2 else f"all {plural(total, 'article')}"
    return f"{spoken:,} of {plural(total, 'article')}"


def _where(topic: Topic, digest: Digest) -> str:
    """Return "stories 3, 5 and 12", where there are so many that a reader would search."""
    places = [n for n, story in enumerate(digest.stories, start=1) if story.id in topic.stories]
    if len(digest.stories) < MANY_STORIES or len(places) < 2 or digest.query is not None:
        return ""
    named = [str(place) for place in places[:MOST_PLACES]]
    return f"stories {enumerated(named, len(places) - len(named))}"


def enumerated(names: Sequence[str], more: int = 0) -> str:
    """Return "3, 5 and 12", or "3, 5, 12 and 4 more"."""
    *first, last = [*names, f"{more} more"] if more else names
    return f"{', '.join(first)} and {last}" if first else last


def topic_points(topic: Topic, digest: Digest, *, in_full: bool = False) -> tuple[Point, ...]:
    """Return the points of a topic that stand on the page; `in_full` also what was told above."""
    return topic.points if in_full else fresh_points(digest, topic)


def told_above(topic: Topic, digest: Digest) -> str:
    """Return "Told above, in story 2.", for a topic of which the page shows no point."""
    if not topic.points:
        return ""
    places = [str(place) for place in stories_telling(digest, topic)]
    if not places:
        return "Told above."
    many = "stories" if len(places) > 1 else "story"
    return f"Told above, in {many} {enumerated(places)}."


def topic_note(topic: Topic) -> str:
    """Return the topic's note without its count, which is said beside the label."""
    rest = _noted_count(topic)[1]
    return rest[:1].upper() + rest[1:]


def _noted_count(topic: Topic) -> tuple[str, str]:
    """Return the count that opens the topic's note, and what else it says."""
    note = clean(topic.note)
    first, _, rest = note.partition("; ")
    if NOTED_COUNT.fullmatch(first.rstrip(".")):
        return first.rstrip("."), rest
    return "", note


def in_order(digest: Digest, stories: T, topics: T) -> tuple[T, T]:
    """Return the parts on stories and on topics in the order a reader wants them.

    Who asked for a topic reads its answer first, then the stories it belongs to.
    """
    return (topics, stories) if digest.query else (stories, topics)


def rank_words(rank: Rank) -> str:
    """Return the parts of a rank: their product is the score."""
    return (
        f"rank {rank.score:.2f} = coverage {rank.coverage:.2f} ({plural(rank.outlets, 'outlet')})"
        f" × recency {rank.recency:.2f} × centrality {rank.centrality:.2f}"
        f" × relevance {rank.relevance:.2f}"
    )


KIND_WORDS = {
    "verbatim": "word for word",
    "trimmed": "shortened, no word added",
    "written": "written by the model",
}


def place_words(point: Point, numbering: Numbering) -> list[str]:
    """Return one line per citation of a point: number, span, and how it was used."""
    lines = []
    for index, citation in enumerate(point.citations):
        how = KIND_WORDS[point.kind] if index == 0 else "says the same"
        number = numbering.of(citation.article)
        lines.append(f"[{number}] characters {citation.start}-{citation.end}, {how}")
    return lines


def coverage_words(coverage: Coverage) -> str:
    """Return "7 articles read, 5 used, 2 left out."."""
    left = len(coverage.dropped)
    return f"{plural(coverage.read, 'article')} read, {coverage.used:,} used, {left:,} left out."


def ledger(entries: Sequence[Dropped], *, in_full: bool) -> list[tuple[str, str]]:
    """Return (names, reason) lines: one per entry, or one per reason with a few names."""
    if in_full:
        return [(clean(entry.name), clean(entry.reason)) for entry in entries]
    by_reason: dict[str, list[str]] = {}
    for entry in entries:
        by_reason.setdefault(clean(entry.reason), []).append(clean(entry.name))
    return [(_some(names), reason) for reason, names in by_reason.items()]


def _some(names: Sequence[str]) -> str:
    if len(names) <= SHOWN_NAMES + 1:
        return ", ".join(names)
    return f"{', '.join(names[:SHOWN_NAMES])} and {len(names) - SHOWN_NAMES:,} more"


def footer_words(model: str, version: str) -> str:
    """Return the line at the end: who chose the words."""
    name = f"Readout {clean(version)}".rstrip()
    return f"{name}, with {clean(model)}" if model else name


def length_words(brief: Brief) -> str:
    """Return "118 words, asked for 120"."""
    text = plural(count_words(brief.text), "word")
    return f"{text} of {brief.length:,}" if brief.length else text
