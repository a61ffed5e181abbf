"""A digest of what was gathered, for readers who read the last one.

1. the stored articles of the window;
2. those without a story are grouped, and linked to the stories of the days before;
   what was linked stays linked;
3. of each story, only what this audience was not told is left; where it reads of one topic
   alone, of the stories that speak of it;
4. the digest: new stories, stories that moved on, and a word for a quiet day;
5. kept as it was made, so that it can be shown again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo

import numpy as np

from summarizer.archive.articles import content_hash
from summarizer.archive.digests import (
    digest_of_day,
    keep_digest,
    last_digest,
    told_of,
    told_to,
)
from summarizer.archive.stories import active_stories, keep_story, load_story, stories_of
from summarizer.domain import (
    Article,
    Digest,
    EncodedArticle,
    Point,
    Story,
    Topic,
    Window,
)
from summarizer.errors import NotFound, NothingToBrief
from summarizer.follow import Told, untold
from summarizer.lead import choose_lead
from summarizer.library import Library
from summarizer.models.base import Embedder
from summarizer.moments import day_in
from summarizer.pipeline import (
    answered,
    ask,
    assemble,
    keep_first,
    newest,
    silence,
    speaking,
    tell_topics,
    within_its_room,
    write_below_topic,
    write_stories,
)
from summarizer.reading import Ledger, encode, inside, prepare, unique
from summarizer.stories import group_stories, rank_stories, title_story, without_refrains
from summarizer.stories.linking import ACTIVE_DAYS, LAST_MEMBERS, ActiveStory, link_stories
from summarizer.storyline import mark_changes, worth_telling
from summarizer.tongue import ENGLISH
from summarizer.version import VERSION
from summarizer.wish import Report, Wish, nothing

HERE = "here"
"""The audience of the command line."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What editions are made with: the library, the encoder, who reports progress."""

    library: Library
    embedder: Embedder
    report: Report = nothing


def make_edition(
    desk: Desk,
    wish: Wish,
    *,
    audience: str,
    now: datetime,
    sources: Sequence[str] | None = None,
    told_before: datetime | None = None,
    keep: bool = True,
    shown_again: bool = True,
    late_after: datetime | None = None,
    zone: tzinfo = UTC,
) -> Digest:
    """Return what is new to an audience in the window of the wish.

    Args:
        desk: what it is made with.
        wish: length, window, topic, limit.
        audience: who reads it ("here", a channel); what it was told is remembered.
        now: the moment of the edition.
        sources: ids of the sources that count; None takes all.
        told_before: only what was told before this moment counts as told; None takes `now`.
        keep: store the digest and what it told; False is a preview.
        shown_again: store the digest itself too, for `edition_of`; it takes the most room.
        late_after: tell also what came in late, first seen since the audience's last digest,
            if that is of this moment or later: of one that is not remembered nobody knows what
            it told, and of one of which nothing is remembered the window begins at this moment.
            None: the window alone.
        zone: of the readers, for the day that a quiet day names.

    Raises:
        StorageError: the archive cannot be read or written.
    """
    ledger = Ledger()
    to = audience, told_before or now
    with desk.library.archive.read() as connection:
        last = last_digest(connection, *to)
    if last is None and late_after is not None:
        wish = replace(wish, window=_from(wish.window, late_after))
    articles = desk.library.articles(wish.window, sources=sources)
    late = _late(desk.library, wish.window, last, late_after, now, sources)
    chosen = _choose(desk, articles, late, wish, to, ledger)
    encoded = encode(chosen, desk.embedder, ledger, desk.report)
    desk.report("grouping", 0, 1)
    stories = follow_stories(desk, encoded, now)
    encoded = without_refrains(encoded, stories)
    lately = [] if wish.topic is None else _said_lately(desk, encoded, sources, now)
    stories, others = _on_topic(desk, wish, stories, encoded, lately, now, ledger)
    told = _told(desk, to, stories)
    fresh, news = _news(stories, encoded, told, _read_before(desk, told, to, now), ledger)
    ranked = rank_stories(fresh, news, now=wish.now or newest(news))
    ranked, news = keep_first(ranked, news, wish.limit, ledger)
    written, topics, lead = _write(desk, wish, ranked, news, told, others, lately)
    silent = others and len(others) == len(encoded)
    word = silence(wish, len(others)) if silent else _quiet(last, zone)
    notices = () if written else (word,)
    made = assemble(written, topics, lead, news, wish, ledger, desk.embedder.name, VERSION, notices)
    if keep:
        with desk.library.archive.begin() as connection:
            day = f"{now:%Y-%m-%d}"
            keep_digest(connection, made, audience=audience, day=day, now=now, whole=shown_again)
    return made


def _choose(
    desk: Desk,
    articles: Sequence[Article],
    late: Sequence[Article],
    wish: Wish,
    to: tuple[str, datetime],
    ledger: Ledger,
) -> list[Article]:
    """Return what an audience was not told of a window's articles, and of those that came late."""
    with desk.library.archive.read() as connection:
        known = told_of(connection, *to, [*articles, *late])
    fresh = inside(unread(articles, known, ledger), wish.window, ledger)
    return [*fresh, *unread(late, known, ledger)]


def _on_topic(
    desk: Desk,
    wish: Wish,
    stories: list[Story],
    encoded: Sequence[EncodedArticle],
    lately: Sequence[str],
    now: datetime,
    ledger: Ledger,
) -> tuple[list[Story], list[EncodedArticle]]:
    """Return the stories told by what speaks of a wish's topic, and the articles that do not.

    Without a topic, all of them and none.
    """
    if wish.topic is None:
        return stories, []
    asked = ask(wish, encoded, stories, desk.embedder, lately)
    kept, others = speaking(asked, wish, encoded, ledger)
    return follow_stories(desk, kept, now), others  # titled by those that speak of it


def _write(
    desk: Desk,
    wish: Wish,
    ranked: Sequence[Story],
    news: Sequence[EncodedArticle],
    told: dict[str, Told],
    others: Sequence[EncodedArticle],
    lately: Sequence[str],
) -> tuple[list[Story], tuple[Topic, ...], tuple[Point, ...]]:
    """Return the stories with their briefs, the topics and the lead.

    Of a wish for a topic, the topic alone, with what `others`, which do not speak of it, are
    told apart by; how rare its words are, the sentences of `lately` tell too.
    """
    model = desk.embedder.name
    if wish.topic is None:
        written = write_stories(ranked, news, wish.words, model, desk.report)
        written = [mark_changes(story, told.get(story.id), desk.embedder) for story in written]
        lead = choose_lead(written, news)
        fitted = within_its_room(written, lead, news, wish.words)
        written = [
            story if story is first else mark_changes(story, told.get(story.id), desk.embedder)
            for first, story in zip(written, fitted, strict=True)
        ]
        return written, tell_topics(news, written, lead, desk.embedder), lead
    written = write_below_topic(ranked, news, wish, model, desk.report)
    written = [mark_changes(story, told.get(story.id), desk.embedder) for story in written]
    answer = ask(wish, [*news, *others], ranked, desk.embedder, lately) if news else None
    return written, *answered(answer, written, news)


def _from(window: Window, moment: datetime) -> Window:
    """Return the part of a window that lies at or after a moment."""
    later = moment if window.since is None else max(window.since, moment)
    return replace(window, since=later)


LATE_DAYS = 3
"""Days after which what comes in late is no news any more."""

STORING = timedelta(hours=1)
"""What was being stored while the last digest was made was fetched before it, and not in it."""


def _late(
    library: Library,
    window: Window,
    last: datetime | None,
    late_after: datetime | None,
    now: datetime,
    sources: Sequence[str] | None,
) -> list[Article]:
    """Return what appeared before the window, and was first seen since the last digest."""
    if last is None or late_after is None or last < late_after:
        return []
    oldest = now - timedelta(days=LATE_DAYS)
    if window.since is None or window.since <= oldest:
        return []
    seen = max(last - STORING, window.since)
    return library.latecomers((oldest, window.since), seen=seen, sources=sources)


LATELY, MOST_LATELY = timedelta(days=3), 200
"""How far back, and in how many articles, it is looked up how rare the words of a topic are."""


def _said_lately(
    desk: Desk, encoded: Sequence[EncodedArticle], sources: Sequence[str] | None, now: datetime
) -> list[str]:
    """Return the sentences of the last days' newest other articles."""
    window = Window(now - LATELY, now)
    articles = desk.library.articles(window, sources=sources, limit=MOST_LATELY)
    told = {e.article.id for e in encoded}
    drafts = [prepare(article) for article in articles if article.id not in told]
    return [sentence.of(article) for article, sentences in drafts for sentence in sentences]


def unread(
    articles: Iterable[Article], known: set[tuple[str, str]], ledger: Ledger
) -> Iterator[Article]:
    """Yield the articles that no earlier digest was made from, in this wording."""
    for article in articles:
        if (article.id, content_hash(article.text)) in known:
            ledger.drop(article, "was in an earlier digest")
        else:
            yield article


def unread_articles(
    library: Library, window: Window, *, sources: Sequence[str] | None, before: datetime
) -> list[Article]:
    """Return the window's articles that no digest told here before a moment; writes nothing."""
    articles = library.articles(window, sources=sources)
    with library.archive.read() as connection:
        known = told_of(connection, HERE, before, articles)
    return list(unread(articles, known, Ledger()))


def was_told(library: Library, before: datetime) -> bool:
    """Return whether a digest was made here before that moment."""
    with library.archive.read() as connection:
        return last_digest(connection, HERE, before) is not None


def edition_of(library: Library, day: str) -> Digest | None:
    """Return the digest that was made here on that day (ISO date), as it was."""
    with library.archive.read() as connection:
        return digest_of_day(connection, HERE, day)


def follow_stories(desk: Desk, encoded: Sequence[EncodedArticle], now: datetime) -> list[Story]:
    """Return the stories of these articles, new ones linked to the days before and stored."""
    with desk.library.archive.read() as connection:
        placed = stories_of(connection, [e.article.id for e in encoded])
    unplaced = [e for e in encoded if e.article.id not in placed]
    if unplaced:
        active = _active(desk, now)
        linked = link_stories(group_stories(unplaced), active, unplaced)
        with desk.library.archive.begin() as connection:
            for story in linked:
                keep_story(connection, story, now)
            placed = stories_of(connection, [e.article.id for e in encoded])
    return _gathered(encoded, placed)


def _active(desk: Desk, now: datetime) -> list[ActiveStory]:
    """Return the stories that new articles may go on with."""
    with desk.library.archive.read() as connection:
        found = active_stories(connection, now - timedelta(days=ACTIVE_DAYS), LAST_MEMBERS)
    rows = [(identity, title, members) for identity, (title, members) in found.items()]
    everyone = {article.id: article for _, _, members in rows for article in members}
    known = {e.article.id: e for e in encode(everyone.values(), desk.embedder, Ledger())}
    return [
        ActiveStory(
            id=identity,
            members=tuple(known[a.id] for a in members if a.id in known),
            last_seen=max((a.published for a in members if a.published), default=None),
            title=title,
        )
        for identity, title, members in rows
    ]


def _gathered(encoded: Sequence[EncodedArticle], placed: dict[str, str]) -> list[Story]:
    """Return a `Story` per stored identity, with the window's articles in it.

    Where several groups of today go on with one story, its title is made of all of them.
    """
    groups: dict[str, list[EncodedArticle]] = {}
    for e in encoded:
        groups.setdefault(placed[e.article.id], []).append(e)
    stories = []
    for identity, members in sorted(groups.items()):
        parts = group_stories(members)
        articles = tuple(article for part in parts for article in part.originals)
        copies = tuple(copy for part in parts for copy in part.copies)
        seen = [e.article.published for e in members if e.article.published]
        title = parts[0].title
        if len(parts) > 1:
            told = {article.id for part in parts for article in part.originals}
            title = title_story([e for e in members if e.article.id in told])
        stories.append(
            replace(
                parts[0],
                id=identity,
                title=title,
                articles=articles,
                copies=copies,
                first_seen=min(seen, default=None),
                last_seen=max(seen, default=None),
            )
        )
    return stories


def _told(desk: Desk, to: tuple[str, datetime], stories: Iterable[Story]) -> dict[str, Told]:
    """Return what an audience was told of stories before a moment, by their ids."""
    with desk.library.archive.read() as connection:
        texts = told_to(connection, *to, [story.id for story in stories])
    flat = [text for told in texts.values() for text in told]
    if not flat:
        return {}
    vectors = desk.embedder.embed(flat)
    found, row = {}, 0
    for story, told in texts.items():
        found[story] = Told(tuple(told), vectors[row : row + len(told)])
        row += len(told)
    return found


def _read_before(
    desk: Desk, told: dict[str, Told], to: tuple[str, datetime], now: datetime
) -> dict[str, Told]:
    """Return, of each story that was told before, what the articles of that time say.

    What stood in them is no news, though no brief had room for it.
    """
    if not told:
        return {}
    since = now - timedelta(days=ACTIVE_DAYS)
    with desk.library.archive.read() as connection:
        active = active_stories(connection, since, LAST_MEMBERS, among=told, told=to)
    old = {identity: members for identity, (_, members) in active.items()}
    everyone = [article for members in old.values() for article in members]
    by_id = {e.article.id: e for e in encode(everyone, desk.embedder, Ledger())}
    found = {}
    for identity, members in old.items():
        parts = [by_id[a.id] for a in members if a.id in by_id]
        texts = [e.text_of(i) for e in parts for i in range(len(e.sentences))]
        before = told[identity]
        vectors = np.concatenate([before.vectors, *(e.vectors for e in parts)])
        found[identity] = Told((*before.texts, *texts), vectors)
    return found


def _news(
    stories: Sequence[Story],
    encoded: Sequence[EncodedArticle],
    told: dict[str, Told],
    read: dict[str, Told],
    ledger: Ledger,
) -> tuple[list[Story], list[EncodedArticle]]:
    """Return the stories with something untold, and their articles without what was told."""
    by_id = {e.article.id: e for e in encoded}
    fresh: list[Story] = []
    news: list[EncodedArticle] = []
    for story in stories:
        before = told.get(story.id)
        if before is None:
            fresh.append(replace(story, change="new"))
            news.extend(by_id[a.id] for a in story.articles)
            continue
        left = [untold(by_id[a.id], read.get(story.id, before)) for a in story.articles]
        rest = [e for e in left if e is not None and worth_telling(e, by_id[e.article.id], before)]
        for article in story.articles:
            if article.id not in {e.article.id for e in rest}:
                ledger.drop(article, "adds nothing to an earlier digest")
        if rest:
            ids = {e.article.id for e in rest}
            fresh.append(
                replace(
                    story,
                    change="update",
                    articles=tuple(a for a in story.articles if a.id in ids),
                    copies=tuple(c for c in story.copies if c.article.id in ids and c.of in ids),
                )
            )
            news.extend(rest)
    return fresh, news


def _quiet(last: datetime | None, zone: tzinfo) -> str:
    if last is None:
        return "A quiet day: no article came in."
    return f"A quiet day: nothing new since the digest of {ENGLISH.day(last.astimezone(zone))}."


def whole_story(
    desk: Desk, article: Article, around: Iterable[Article], *, sources: Sequence[str]
) -> Story:
    """Return the story of an article with all that tells it, before and after; without a brief.

    Nothing is stored. What editions placed in it is in it; near copies are not.

    Args:
        desk: the library and the encoder.
        article: one that tells the story.
        around: the news of its days, among which the story is looked for.
        sources: ids; of what is stored, what one of them carries.

    Raises:
        NothingToBrief: the article holds no sentence.
    """
    ledger = Ledger()
    encoded = encode(unique([article, *around], ledger), desk.embedder, ledger, desk.report)
    placed = _placed_by_day(encoded)
    if article.id not in placed:
        raise NothingToBrief("has no usable sentence", subject=article.title)
    identity = placed[article.id]
    mine = [one for one, story in placed.items() if story == identity]
    stored: dict[str, Article] = {}
    with desk.library.archive.read() as connection:
        for known in sorted(set(stories_of(connection, mine).values())):
            with suppress(NotFound):  # what a member brought, no source carries
                whole = load_story(connection, known, sources=sources)
                stored |= {one.id: one for one in whole.articles}
    by_id = {e.article.id: e for e in encoded}
    more = [one for one in stored.values() if one.id not in by_id]
    by_id |= {e.article.id: e for e in encode(more, desk.embedder, ledger)}
    members = [one for one in by_id if one in stored or placed.get(one) == identity]
    [story] = _gathered([by_id[one] for one in members], dict.fromkeys(members, identity))
    return replace(story, articles=story.originals)


def _placed_by_day(encoded: Iterable[EncodedArticle]) -> dict[str, str]:
    """Return the story id of each article, as editions of each day would have placed them."""
    days: dict[date, list[EncodedArticle]] = {}
    for e in encoded:
        moment = e.article.published or e.article.fetched
        days.setdefault(day_in(UTC, moment) if moment else date.min, []).append(e)
    stories: dict[str, Story] = {}
    members: dict[str, list[EncodedArticle]] = {}
    for _, todays in sorted(days.items()):
        known = {e.article.id: e for e in todays}
        active = [
            ActiveStory(one, tuple(members[one]), story.last_seen, story.title)
            for one, story in stories.items()
        ]
        for story in link_stories(group_stories(todays), active, todays):
            stories[story.id] = story
            members.setdefault(story.id, []).extend(known[a.id] for a in story.articles)
    return {e.article.id: story for story, several in members.items() for e in several}


def window_of(since: datetime | None, until: datetime | None, now: datetime) -> Window:
    """Return the window that was asked for; by default the last 24 hours."""
    return Window(since or (until or now) - timedelta(days=1), until)
