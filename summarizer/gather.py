"""From sources to stored articles: what is due is fetched, read and kept.

1. the sources whose time has come;
2. one conditional request each; unchanged answers end here;
3. the feed is parsed in the worker, and its new entries are read (`entries`);
4. what they gave is stored, in one transaction per source.

One bad source never stops the others: it becomes a line in the table.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event

from sqlalchemy import Connection

from summarizer.archive.articles import Outcome, content_hash, follow_headlines, save_article
from summarizer.archive.database import take_turn
from summarizer.archive.entries import first_tried, keep_shown, mark_seen, seen_entries
from summarizer.archive.sources import (
    Source,
    hold_source,
    keep_answer,
    keep_outcome,
    merge_source,
)
from summarizer.domain import Article, Dropped, make_id
from summarizer.entries import (
    RETRY_AGE,
    Chosen,
    Reader,
    Told,
    choose_entries,
    entry_name,
    excerpt_name,
    headlines,
    page_name,
    read_answer,
    read_entries,
)
from summarizer.errors import ReadoutError, SourceError, StorageError
from summarizer.sources.body import FetchFailed, Gone
from summarizer.sources.feeds import Entry, Feed, parse_feed
from summarizer.sources.files import read_paths
from summarizer.sources.politeness import Health, after_failure, after_success
from summarizer.sources.web import Fetched

AT_ONCE = 16
"""Sources fetched at the same time; memory stays at that many bodies."""

FILE_BYTES = 20_000_000

Progress = Callable[[int, int], None]

logger = logging.getLogger("readout.gather")


@dataclass(frozen=True, slots=True)
class Gathered:
    """What came of one source: counts of articles, or what went wrong in words.

    `kept_out` counts the pages that were not read, since their site's robots.txt asks for that.
    """

    source: Source
    new: int = 0
    changed: int = 0
    known: int = 0
    problems: tuple[Dropped, ...] = ()
    error: str | None = None
    kept_out: int = 0


async def gather(
    reader: Reader, sources: Sequence[Source], progress: Progress | None = None
) -> list[Gathered]:
    """Fetch the sources; return what came of each, in their order.

    Raises:
        StorageError: the archive cannot be written; what was stored before stays.
    """
    gate = asyncio.Semaphore(AT_ONCE)
    done = 0

    async def one(source: Source) -> Gathered:
        nonlocal done
        async with gate:
            result = await gather_source(reader, source)
        done += 1
        if progress is not None:
            progress(done, len(sources))
        return result

    tasks = [asyncio.create_task(one(source)) for source in sources]
    try:
        return [await task for task in tasks]
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def gather_source(reader: Reader, source: Source) -> Gathered:
    """Fetch one source and store what is new; its health is kept either way."""
    try:
        if source.kind == "feed":
            return await _gather_feed(reader, source)
        if source.kind == "page":
            return await _gather_page(reader, source)
        given_up = Event()
        try:
            return await asyncio.to_thread(_gather_folder, reader, source, given_up)
        finally:
            given_up.set()  # a thread cannot be stopped, and Ctrl-C would wait for it
    except StorageError:
        raise  # no fault of the source
    except ReadoutError as error:
        return _failed(reader, source, error)
    except Exception as error:  # a fault of ours: the others are read all the same
        logger.exception("%s could not be read (a fault in Readout)", source.shown)
        problem = SourceError(f"could not be read ({type(error).__name__})")
        return _failed(reader, source, problem)


@contextmanager
def _storing(reader: Reader, source: Source) -> Iterator[Connection]:
    """One transaction that keeps what a source brought.

    Raises:
        NotFound: the source was removed while it was fetched.
    """
    with reader.archive.begin() as connection:
        take_turn(connection, "articles")
        hold_source(connection, source.id)
        yield connection


def _failed(reader: Reader, source: Source, error: ReadoutError) -> Gathered:
    health = after_failure(
        source.health,
        reader.now,
        error.problem,
        spread=reader.spread(),
        retry_after=getattr(error, "retry_after", None),
        gone=isinstance(error, Gone),
    )
    with reader.archive.begin() as connection:
        health = keep_outcome(connection, source, health)
    return Gathered(replace(source, health=health), error=error.problem)


def _gathered(
    source: Source, counts: Counter[Outcome], problems: Sequence[Dropped] = ()
) -> Gathered:
    new, changed, known = counts["new"], counts["changed"], counts["known"]
    return Gathered(source, new, changed, known, tuple(problems))


def _healthy(reader: Reader, source: Source, fresh_for: float | None) -> Health:
    return after_success(source.health, reader.now, spread=reader.spread(), fresh_for=fresh_for)


# feeds


async def _gather_feed(reader: Reader, source: Source) -> Gathered:
    answer = await reader.fetcher.fetch(
        source.url, etag=source.etag, last_modified=source.last_modified
    )
    digest: str | None = hashlib.sha256(answer.body).hexdigest()
    if answer.status == 304 or digest == source.content_hash:
        return _unchanged(reader, source, answer)
    feed: Feed = await reader.worker.run(
        parse_feed, answer.body, url=answer.url, now=reader.now, charset=answer.charset
    )
    feed = _outward(reader, feed)
    source = replace(source, title=source.title or feed.title)
    chosen = choose_entries(reader, source, feed)
    told = await read_entries(
        reader, source, feed, chosen.read, address=answer.url, again=chosen.again
    )
    if chosen.more or any(one.later for one in told):
        # The next answer must be the whole feed again, changed or not: entries wait in it.
        answer, digest = replace(answer, etag=None, last_modified=None), None
    return _store(reader, source, answer, feed, digest, told, chosen)


def _unchanged(reader: Reader, source: Source, answer: Fetched) -> Gathered:
    health = _healthy(reader, source, max(answer.max_age or 0, source.ttl or 0))
    with reader.archive.begin() as connection:
        other = keep_answer(
            connection,
            source.id,
            title=source.title,
            etag=answer.etag or source.etag,
            last_modified=answer.last_modified or source.last_modified,
            content_hash=source.content_hash,
            moved_to=answer.moved_to,
            ttl=source.ttl,
        )
        health = _settle(connection, reader, source, health, other)
    return Gathered(replace(source, health=health))


def _settle(
    connection: Connection, reader: Reader, source: Source, health: Health, other: Source | None
) -> Health:
    """Keep how a source fares, which goes over into the other one where its address leads there."""
    if other is not None:
        return merge_source(connection, replace(source, health=health), other, reader.now)
    return keep_outcome(connection, source, health)


def _outward(reader: Reader, feed: Feed) -> Feed:
    """Take away links that lead inside: they are neither fetched nor shown to anybody."""
    entries = (
        replace(entry, url=None) if entry.url and reader.fetcher.refuses(entry.url) else entry
        for entry in feed.entries
    )
    told = (entry for entry in entries if entry.url or entry.title or entry.text)
    return replace(feed, entries=tuple(told))


def _store(
    reader: Reader,
    source: Source,
    answer: Fetched,
    feed: Feed,
    digest: str | None,
    told: Sequence[Told],
    chosen: Chosen,
) -> Gathered:
    counts: Counter[Outcome] = Counter()
    problems = []
    health = _healthy(reader, source, max(answer.max_age or 0, feed.ttl or 0))
    with _storing(reader, source) as connection:
        for one in told:
            identity = None
            if isinstance(one.article, Article):
                article = _as_known(one.article, chosen.again.get(one.entry))
                identity, outcome = _save(connection, reader, source, one, article)
                counts[outcome] += 1
                name = excerpt_name(one.entry) if article.fetched is None else None
                if name is not None:
                    told_now = make_id(one.entry.text)
                    mark_seen(connection, source.id, name, told_now, reader.now, again=True)
            else:
                problems.append(one.article)
            if not one.later or not _may_wait(connection, reader, source, one.entry):
                _mark(connection, reader, source, one.entry, identity)
        shown = headlines(feed, chosen.known, address=answer.url)
        counts["changed"] += follow_headlines(connection, shown, source.id)
        for entry in chosen.passed:
            _mark(connection, reader, source, entry, None)
        names = (name(entry) for entry in feed.entries for name in (entry_name, page_name))
        keep_shown(connection, source.id, filter(None, names), reader.now)
        other = keep_answer(
            connection,
            source.id,
            title=source.title,
            etag=answer.etag,
            last_modified=answer.last_modified,
            content_hash=digest,
            moved_to=answer.moved_to,
            ttl=feed.ttl,
        )
        health = _settle(connection, reader, source, health, other)
    gathered = _gathered(replace(source, health=health), counts, problems)
    return replace(gathered, kept_out=sum(one.kept_out for one in told))


def _as_known(article: Article, known: str | None) -> Article:
    """Return an article that no page names under the id that its entry had before, if any."""
    return replace(article, id=known) if known and article.url is None else article


def _save(
    connection: Connection, reader: Reader, source: Source, told: Told, article: Article
) -> tuple[str, Outcome]:
    fetched = article.fetched is not None  # from its own address: then its words are its own
    return save_article(
        connection,
        article,
        now=reader.now,
        source=source.id,
        via=None if fetched else told.via,
        earlier_via=told.via if fetched else None,
        place=told.place,
    )


def _may_wait(connection: Connection, reader: Reader, source: Source, entry: Entry) -> bool:
    """Return whether an entry's page may be tried again; one without a date, for a day."""
    if entry.published is not None:
        return reader.now - entry.published < RETRY_AGE
    first = first_tried(connection, source.id, page_name(entry) or entry_name(entry), reader.now)
    return reader.now - first < RETRY_AGE


def _mark(
    connection: Connection, reader: Reader, source: Source, entry: Entry, identity: str | None
) -> None:
    for name in (entry_name(entry), page_name(entry)):
        if name is not None:
            mark_seen(connection, source.id, name, identity, reader.now)


# pages and folders


async def read_address(reader: Reader, address: str) -> Article:
    """Fetch one page and return its article, without storing it.

    Raises:
        ReadoutError: it cannot be fetched or holds no article.
    """
    answer = await reader.fetcher.fetch(address)
    return replace(await read_answer(reader, answer), fetched=reader.now)


async def _gather_page(reader: Reader, source: Source) -> Gathered:
    answer = await reader.fetcher.fetch(
        source.url, etag=source.etag, last_modified=source.last_modified
    )
    digest = hashlib.sha256(answer.body).hexdigest()
    if answer.status == 304 or digest == source.content_hash:
        return _unchanged(reader, source, answer)
    page = await read_answer(reader, answer)
    health = _healthy(reader, source, answer.max_age)
    with _storing(reader, source) as connection:
        _, outcome = save_article(connection, page, now=reader.now, source=source.id)
        other = keep_answer(
            connection,
            source.id,
            title=source.title or page.title,
            etag=answer.etag,
            last_modified=answer.last_modified,
            content_hash=digest,
            moved_to=answer.moved_to,
        )
        health = _settle(connection, reader, source, health, other)
    return _gathered(replace(source, health=health), Counter([outcome]))


def _keep_file(connection: Connection, reader: Reader, source: Source, article: Article) -> Outcome:
    """Store a file's article; one that was deleted with its days stays so while it lies there."""
    name = f"{article.origin}\x1f{content_hash(article.text)}"
    seen = seen_entries(connection, source.id, [name])
    if name in seen and seen[name] is None:
        return "known"
    identity, outcome = save_article(connection, article, now=reader.now, source=source.id)
    mark_seen(connection, source.id, name, identity, reader.now)
    return outcome


def _gather_folder(reader: Reader, source: Source, given_up: Event) -> Gathered:
    """Read a watched folder again; what did not change is known by its words.

    When it is given up in the middle, what was read until then is stored.
    """
    if not Path(source.url).is_dir():
        raise FetchFailed("the folder does not exist", subject=source.url)
    counts: Counter[Outcome] = Counter()
    problems: list[Dropped] = []
    for read in read_paths([source.url], max_bytes=FILE_BYTES):
        if given_up.is_set():
            return _gathered(source, counts, problems)
        if isinstance(read, Dropped):
            problems.append(read)
            continue
        with _storing(reader, source) as connection:
            counts[_keep_file(connection, reader, source, read)] += 1
    health = _healthy(reader, source, None)
    with reader.archive.begin() as connection:
        health = keep_outcome(connection, source, health)
    return _gathered(replace(source, health=health), counts, problems)
