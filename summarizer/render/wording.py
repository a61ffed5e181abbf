"""What a digest says about itself, in words: dates, counts, credits, the ledger.

One wording for all formats, in the tongue that is given. Every string that leaves here is
cleaned.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, TypeVar

from summarizer.domain import (
    Article,
    Brief,
    Citation,
    Coverage,
    Digest,
    Dropped,
    Point,
    Rank,
    Story,
    Topic,
    Window,
)
from summarizer.lengths import count_words
from summarizer.moments import day_in
from summarizer.render.numbering import Numbering
from summarizer.render.safe import clean, safe_url
from summarizer.text.views import is_marked_opinion
from summarizer.told import fresh_points, shown_points, stories_telling
from summarizer.tongue import ENGLISH, Tongue

T = TypeVar("T")

SHOWN_NAMES = 3
"""Names shown for each reason in a short ledger; all of them with `explain`."""
UNTITLED_WORDS = 10
"""Words of the text that stand for a title where an article has none."""


def plural(count: int, noun: str, nouns: str | None = None) -> str:
    """Return "1 article", "5 articles", "1,200 articles"."""
    return f"{count:,} {noun if count == 1 else nouns or noun + 's'}"


def day_and_time(moment: datetime, tongue: Tongue) -> str:
    """Return "27 August 2024, 14:30 UTC"; the day alone at midnight, where no time was given."""
    if (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        return tongue.day(moment)
    moment = moment.astimezone(UTC)
    return tongue.say("{day}, {time} UTC", day=tongue.day(moment), time=tongue.clock(moment))


def window_words(window: Window, tongue: Tongue) -> str:
    """Return the time a digest speaks of: "27 to 29 August 2024"; empty when it is open."""
    since, until = (end and end.astimezone(window.place) for end in (window.since, window.until))
    if since and until:
        return tongue.days(since, until)
    if since:
        return tongue.say("since {moment}", moment=day_and_time(since, tongue))
    return tongue.say("until {moment}", moment=day_and_time(until, tongue)) if until else ""


FAR_APART = timedelta(days=7)
"""Stories further apart than this are not one morning's news, and each says its date."""


def when_words(
    story: Story, among: Sequence[Story], tongue: Tongue, window: Window | None = None
) -> str:
    """Return when a story was told: "18 June 2023"; empty where all are of the same days.

    "On Sunday" in an article of unknown age, beside dated ones, would pass for this Sunday.
    Where most are of unknown age, the line below the title says so.
    """
    told = when_told(story, among, window)
    if told is None:
        return ""
    if told.since and told.until:
        place = window.place if window else UTC
        return tongue.days(day_in(place, told.since), day_in(place, told.until))
    return tongue.say("undated")


def when_told(story: Story, among: Sequence[Story], window: Window | None = None) -> Window | None:
    """Return what is to be said of when a story was told: an open window of unknown age.

    None where nothing is. What came in after the digest's window says its date.
    """
    known = [one.last_seen for one in among if one.last_seen]
    if known and not story.last_seen:
        return Window() if 2 * len(known) >= len(among) else None
    if not known or not story.last_seen:
        return None
    since = window and window.since
    late = window and since and window.moment_of(story.last_seen) < since
    if not late and max(known) - min(known) <= FAR_APART:
        return None
    return Window(story.first_seen or story.last_seen, story.last_seen)


def points_of(story: Story, digest: Digest, *, in_full: bool) -> tuple[Point, ...]:
    """Return the points of a story that stand on the page; `in_full` also what was told above."""
    return story.points if in_full else shown_points(digest, story)


def all_told_above(story: Story, points: Sequence[Point], tongue: Tongue) -> str:
    """Return "Covered above.", for a story none of whose points the page shows, else nothing."""
    return tongue.say("Covered above.") if story.points and not points else ""


def count_of(articles: Sequence[Article], tongue: Tongue) -> str:
    """Return "5 articles from 4 outlets"; outlets are counted only where they are named."""
    named = {clean(article.source) for article in articles if article.source}
    unnamed = sum(not article.source for article in articles)
    count = articles_count(len(articles), tongue)
    if not named:
        return count
    told = tongue.count(
        "{articles} from {n} outlet", "{articles} from {n} outlets", len(named), articles=count
    )
    if not unnamed:
        return told
    return tongue.count(
        "{told} and {n} unnamed source", "{told} and {n} unnamed sources", unnamed, told=told
    )


def articles_count(n: int, tongue: Tongue) -> str:
    """Return "5 articles"."""
    return tongue.count("{n} article", "{n} articles", n)


def heading_words(digest: Digest, tongue: Tongue) -> str:
    """Return the line below the title: window and counts."""
    count = count_of(digest.articles, tongue) if digest.articles else ""
    undated = sum(article.published is None for article in digest.articles)
    if 2 * undated > len(digest.articles):
        some = undated < len(digest.articles)
        count = (
            tongue.count("{count}, {n} undated", "{count}, {n} undated", undated, count=count)
            if some
            else tongue.say("{count}, undated", count=count)
        )
    parts = [window_words(digest.window, tongue), count]
    return " · ".join(part for part in parts if part)


def title_of(article: Article, tongue: Tongue = ENGLISH) -> str:
    """Return the article's title, or its first words where it has none."""
    title = clean(article.title)
    if title:
        return title
    words = clean(article.text[:400]).split()
    opening = " ".join(words[:UNTITLED_WORDS])
    return f"{opening} …" if len(words) > UNTITLED_WORDS else opening or tongue.say("Untitled")


def facts_of(article: Article, tongue: Tongue) -> list[str]:
    """Return what is known of an article: outlet, author, date, and what to beware of."""
    facts = [clean(article.source)] if article.source else []
    if article.author:
        facts.append(tongue.say("by {author}", author=clean(article.author)))
    if article.published:
        facts.append(day_and_time(article.published, tongue))
    if not article.complete:
        facts.append(tongue.say("preview only"))
    if article.title_made:
        facts.append(tongue.say("title made from its text"))
    return facts


def size_words(article: Article, tongue: Tongue) -> str:
    """Return "id 3f…, 2,400 characters, language de"."""
    said = tongue.count(
        "id {id}, {n} characters",
        "id {id}, {n} characters",
        len(article.text),
        id=clean(article.id),
    )
    language = article.language
    return f"{said}, {tongue.say('language {code}', code=language)}" if language else said


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
    return [Credit(name, tuple(a), tuple(sorted(b))) for name, (a, b) in numbers.items()]


def credits_of(
    story: Story, numbering: Numbering, tongue: Tongue
) -> list[tuple[str, list[Credit]]]:
    """Return who tells and who copies a story, each with its label; nobody is left out."""
    told, copied = told_by(story, numbering), copied_by(story, numbering)
    both = ((tongue.say("Reported by"), told), (tongue.say("Copied by"), copied))
    return [(label, found) for label, found in both if found]


def colon(tongue: Tongue) -> str:
    """Return the colon as this language sets it: the French leave a gap before it."""
    return tongue.say(":")


def _add(numbers: list[int], number: int | None) -> None:
    if number is not None and number not in numbers:
        numbers.append(number)


def change_words(story: Story, tongue: Tongue) -> str:
    """Return what the story's change is called, and "opinion" if it is; "" if simply new."""
    said = {"update": tongue.say("updated"), "same": tongue.say("nothing new")}
    words = [tongue.say("opinion")] if is_opinion(story) else []
    return ", ".join([*words, *([said[story.change]] if story.change in said else [])])


def is_opinion(story: Story) -> bool:
    """Return whether those who tell a story all mark it as their opinion."""
    return all(map(is_marked_opinion, story.originals))


def changed(story: Story, tongue: Tongue) -> str:
    """Return "Changed: …" of what moved in a story since it was told; empty where nothing did."""
    note = tongue.again(clean(story.note))
    return tongue.say("Changed: {note}", note=note) if story.note else ""


def titled(digest: Digest, tongue: Tongue) -> str:
    """Return the digest's title."""
    return tongue.again(clean(digest.title))


Section = Literal["stories", "topics", "sources"]


def section(name: Section, count: int, tongue: Tongue) -> str:
    """Return the heading of a section of `count` entries."""
    one, many = {
        "stories": (tongue.say("Story"), tongue.say("Stories")),
        "topics": (tongue.say("Topic"), tongue.say("Topics")),
        "sources": (tongue.say("Source"), tongue.say("Sources")),
    }[name]
    return many if count > 1 else one


def notices_of(digest: Digest, tongue: Tongue) -> list[str]:
    """Return what the reader should know before reading."""
    return [tongue.again(clean(notice)) for notice in digest.notices]


def unnamed_topic(digest: Digest) -> str:
    """Return the topic that was asked for, where the title does not name it; empty else."""
    topic = clean(digest.query or "")
    return topic if topic not in clean(digest.title) else ""


MANY_STORIES = 6
"""Stories from which on a topic names those that touch it: it is how they hang together."""
MOST_PLACES = 8
NOTED_COUNT = re.compile(r"(?:all [\d,]+|both|[\d,]+ of [\d,]+) articles?", re.IGNORECASE)


def topic_count(topic: Topic, digest: Digest, tongue: Tongue) -> str:
    """Return "4 of 5 articles", "all 5 articles" or "both articles"; of many stories also which.

    The topic's note counts copies, and of a topic that was asked for also the articles
    that are silent about it: where it says a count, that one counts.
    """
    where, count = _where(topic, digest, tongue), _count(topic, digest, tongue)
    return f"{count} · {where}" if where else count


def _count(topic: Topic, digest: Digest, tongue: Tongue) -> str:
    noted = _noted_count(topic)[0]
    if noted:
        return tongue.again(noted[:1].lower() + noted[1:])
    total = len(digest.articles)
    spoken = len(topic.articles)
    if spoken == total > 1:
        if total == 2:
            return tongue.say("both articles")
        return tongue.count("all {n} articles", "all {n} articles", total)
    return tongue.count(
        "{spoken} of {n} article", "{spoken} of {n} articles", total, spoken=tongue.number(spoken)
    )


def _where(topic: Topic, digest: Digest, tongue: Tongue) -> str:
    """Return "stories 3, 5 and 12", where there are so many that a reader would search."""
    places = [n for n, story in enumerate(digest.stories, start=1) if story.id in topic.stories]
    if len(digest.stories) < MANY_STORIES or len(places) < 2 or digest.query is not None:
        return ""
    named = [str(place) for place in places[:MOST_PLACES]]
    return tongue.say("stories {places}", places=_listed(named, len(places) - len(named), tongue))


def _listed(names: Sequence[str], more: int, tongue: Tongue) -> str:
    """Return "3, 5 and 12", or "3, 5, 12 and 4 more"."""
    rest = [tongue.count("{n} more", "{n} more", more)] if more else []
    return tongue.listed([*names, *rest])


def topic_points(topic: Topic, digest: Digest, *, in_full: bool = False) -> tuple[Point, ...]:
    """Return the points of a topic that stand on the page; `in_full` also what was told above."""
    return topic.points if in_full else fresh_points(digest, topic)


def told_above(topic: Topic, digest: Digest, tongue: Tongue) -> str:
    """Return "Covered above, in story 2.", for a topic of which the page shows no point."""
    if not topic.points:
        return ""
    places = [str(place) for place in stories_telling(digest, topic)]
    if not places:
        return tongue.say("Covered above.")
    if len(places) == 1:
        return tongue.say("Covered above, in story {place}.", place=places[0])
    return tongue.say("Covered above, in stories {places}.", places=tongue.listed(places))


def topic_note(topic: Topic, tongue: Tongue) -> str:
    """Return the topic's note without its count, which is said beside the label."""
    rest = tongue.again(_noted_count(topic)[1])
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


def rank_words(rank: Rank, tongue: Tongue) -> str:
    """Return the parts of a rank: their product is the score."""
    return tongue.say(
        "rank {score:.2f} = coverage {coverage:.2f} ({outlets}) × recency {recency:.2f} "
        "× centrality {centrality:.2f}",
        score=rank.score,
        coverage=rank.coverage,
        outlets=tongue.count("{n} outlet", "{n} outlets", rank.outlets),
        recency=rank.recency,
        centrality=rank.centrality,
    )


def how_words(point: Point, index: int, tongue: Tongue) -> str:
    """Return how the citation number `index` of a point, from 0, was used."""
    if index:
        return tongue.say("says the same")
    return {
        "verbatim": tongue.say("word for word"),
        "trimmed": tongue.say("shortened, no word added"),
        "written": tongue.say("written by the model"),
    }[point.kind]


def span_words(citation: Citation, tongue: Tongue) -> str:
    """Return "characters 120-240"."""
    return tongue.say("characters {start}-{end}", start=citation.start, end=citation.end)


def place_words(point: Point, numbering: Numbering, tongue: Tongue) -> list[str]:
    """Return one line per citation of a point: number, span, and how it was used."""
    lines = []
    for index, citation in enumerate(point.citations):
        number, where = numbering.of(citation.article), span_words(citation, tongue)
        lines.append(f"[{number}] {where}, {how_words(point, index, tongue)}")
    return lines


def coverage_words(coverage: Coverage, tongue: Tongue) -> str:
    """Return "7 articles read, 5 used, 2 left out."."""
    return tongue.count(
        "{n} article read, {used} used, {left} left out.",
        "{n} articles read, {used} used, {left} left out.",
        coverage.read,
        used=tongue.number(coverage.used),
        left=tongue.number(len(coverage.dropped)),
    )


def ledger(entries: Sequence[Dropped], tongue: Tongue, *, in_full: bool) -> list[tuple[str, str]]:
    """Return (names, reason) lines: one per entry, or one per reason with a few names."""
    if in_full:
        return [(clean(entry.name), tongue.again(clean(entry.reason))) for entry in entries]
    by_reason: dict[str, list[str]] = {}
    for entry in entries:
        by_reason.setdefault(clean(entry.reason), []).append(clean(entry.name))
    return [(_some(names, tongue), tongue.again(reason)) for reason, names in by_reason.items()]


def ledgers(coverage: Coverage, tongue: Tongue, *, in_full: bool) -> list[tuple[str, str, str]]:
    """Return (label, names, reason) of what was left out, then of what is to be noted."""
    both = ((tongue.say("Left out"), coverage.dropped), (tongue.say("Note"), coverage.notes))
    return [
        (label, *line) for label, found in both for line in ledger(found, tongue, in_full=in_full)
    ]


def _some(names: Sequence[str], tongue: Tongue) -> str:
    if len(names) <= SHOWN_NAMES + 1:
        return ", ".join(names)
    return _listed(names[:SHOWN_NAMES], len(names) - SHOWN_NAMES, tongue)


def footer_words(model: str, version: str, tongue: Tongue) -> str:
    """Return the line at the end: who chose the words."""
    name = f"Readout {clean(version)}".rstrip()
    return with_model(name, model, tongue) if model else name


def with_model(what: str, model: str, tongue: Tongue) -> str:
    """Return who chose the words: "118 words of 120, with all-MiniLM-L6-v2"."""
    return tongue.say("{what}, with {model}", what=what, model=clean(model))


def length_words(brief: Brief, tongue: Tongue) -> str:
    """Return "118 words, asked for 120"."""
    text = tongue.count("{n} word", "{n} words", count_words(brief.text))
    if not brief.length:
        return text
    return tongue.say("{words} of {length}", words=text, length=tongue.number(brief.length))
