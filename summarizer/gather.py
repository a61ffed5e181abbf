"""From sources to stored articles: what is due is fetched, read and kept.

1. the sources whose time has come;
2. one conditional request each; unchanged answers end here;
3. the feed is parsed in the worker, entries that it has shown before are passed over;
4. an entry that carries its article is taken as it is, others are fetched as pages;
5. the better of entry and page is stored, in one transaction per source.

One bad source never stops the others: it becomes a line in the table.
"""

from __future__ import annotations

import asyncio
import hashlib
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from summarizer.archive.articles import Outcome, mark_seen, save_article, seen_entries
from summarizer.archive.sources import Source, keep_answer, keep_health
from summarizer.archive.store import Archive
from summarizer.domain import Article, Dropped, count_words
from summarizer.errors import ReadoutError, StorageError
from summarizer.sources.body import FetchFailed, Gone
from summarizer.sources.feeds import Entry, Feed, parse_feed
from summarizer.sources.files import read_paths
from summarizer.sources.guard import shown_address
from summarizer.sources.pdf import read_document
from summarizer.sources.politeness import Health, after_failure, after_success
from summarizer.sources.web import Fetched, Fetcher
from summarizer.sources.worker import ParseWorker

AT_ONCE = 16
"""Sources fetched at the same time; memory stays at that many bodies."""

FIRST_ENTRIES, FIRST_AGE = 10, timedelta(days=2)
"""Of a feed that was just added: the ten newest entries of two days, so that nobody is
flooded with its past."""

MORE_ENTRIES = 50
"""New entries read in one later fetch; what is left comes with the next."""

SAME_LENGTH = 0.8
"""A page with at least this share of the words in the feed confirms that they are all."""

MIN_EXCERPT_WORDS = 15
"""A feed's summary shorter than this says nothing that could be briefed."""

FILE_BYTES = 20_000_000

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Gathered:
    """What came of one source: counts of articles, or what went wrong in words."""

    source: Source
    new: int = 0
    changed: int = 0
    known: int = 0
    problems: tuple[Dropped, ...] = ()
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """What gathering reads with: the archive, the web, the parser, the moment."""

    archive: Archive
    fetcher: Fetcher
    worker: ParseWorker
    now: datetime
    spread: Callable[[], float] = random.random


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
        return await asyncio.to_thread(_gather_folder, reader, source)
    except StorageError:
        raise  # no fault of the source
    except ReadoutError as error:
        return _failed(reader, source, error)


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
        keep_health(connection, source.id, health)
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
    digest = hashlib.sha256(answer.body).hexdigest()
    if answer.status == 304 or digest == source.content_hash:
        return _unchanged(reader, source, answer)
    feed: Feed = await reader.worker.run(
        parse_feed, answer.body, url=answer.url, now=reader.now, charset=answer.charset
    )
    feed = _outward(reader, feed)
    source = replace(source, title=source.title or feed.title)
    chosen, passed = _choose(reader, source, feed)
    read = [await _read_entry(reader, source, feed, entry) for entry in chosen]
    return _store(
        reader, source, answer, feed, digest, list(zip(chosen, read, strict=True)), passed
    )


def _unchanged(reader: Reader, source: Source, answer: Fetched) -> Gathered:
    health = _healthy(reader, source, answer.max_age)
    with reader.archive.begin() as connection:
        keep_answer(
            connection,
            source.id,
            title=source.title,
            etag=answer.etag or source.etag,
            last_modified=answer.last_modified or source.last_modified,
            content_hash=source.content_hash,
            moved_to=answer.moved_to,
        )
        keep_health(connection, source.id, health)
    return Gathered(replace(source, health=health))


def _outward(reader: Reader, feed: Feed) -> Feed:
    """Take away links that lead inside: they are neither fetched nor shown to anybody."""
    entries = (
        replace(entry, url=None) if entry.url and reader.fetcher.refuses(entry.url) else entry
        for entry in feed.entries
    )
    return replace(feed, entries=tuple(entry for entry in entries if entry.url or entry.title))


def _choose(reader: Reader, source: Source, feed: Feed) -> tuple[list[Entry], list[Entry]]:
    """Return (entries to read, entries to pass over for good), newest first.

    An entry that was read before is looked at again only when the feed carries its text:
    that costs no request and shows what was rewritten.
    """
    with reader.archive.begin() as connection:
        seen = seen_entries(connection, source.id, [_key(entry) for entry in feed.entries])
    unseen = [entry for entry in feed.entries if _key(entry) not in seen]
    if source.health.last_success is not None:
        again = [entry for entry in feed.entries if entry.full and seen.get(_key(entry))]
        return unseen[:MORE_ENTRIES] + again, []
    oldest = reader.now - FIRST_AGE
    recent = [e for e in unseen if e.published is None or e.published >= oldest]
    chosen = (recent or unseen[:1])[:FIRST_ENTRIES]
    return chosen, [entry for entry in unseen if entry not in chosen]


def _key(entry: Entry) -> str:
    """Name an entry: feeds were seen that give all their items one id."""
    return "\x1f".join((entry.key, entry.url or "", entry.title if not entry.url else ""))


async def _read_entry(
    reader: Reader, source: Source, feed: Feed, entry: Entry
) -> Article | Dropped:
    """Return the entry's article: its own text, its page's, whichever holds more."""
    if entry.full or entry.url is None:
        return _article(entry, source, feed, complete=entry.full)
    try:
        answer = await reader.fetcher.fetch(entry.url, obey_robots=True)
        page = await read_answer(reader, answer)
    except StorageError:
        raise
    except ReadoutError as error:
        return _article(entry, source, feed, complete=False, why=error.problem)
    share = count_words(page.text) / max(1, count_words(entry.text))
    if share < 1:  # far less than the feed's excerpt: a log-in wall or a notice
        complete = page.complete and share >= SAME_LENGTH
        return _article(entry, source, feed, complete=complete)
    return replace(
        page,
        title=entry.title or page.title,
        url=page.url or entry.url,
        source=source.title or feed.title or page.source,
        author=page.author or entry.author or None,
        published=entry.published or page.published,
        fetched=reader.now,
    )


async def read_answer(reader: Reader, answer: Fetched) -> Article:
    """Return the article of a fetched page or document, parsed in the worker."""
    article: Article = await reader.worker.run(
        read_document, answer.body, url=answer.url, origin=shown_address(answer.url)
    )
    return article


def _article(
    entry: Entry, source: Source, feed: Feed, *, complete: bool, why: str = ""
) -> Article | Dropped:
    text = entry.text
    if count_words(text) < MIN_EXCERPT_WORDS:
        reason = f"its page: {why}" if why else "the feed gives no text and no page"
        return Dropped(entry.title or entry.url or "entry", reason)
    return Article(
        text=text,
        title=entry.title,
        url=entry.url,
        source=source.title or feed.title or None,
        author=entry.author or None,
        published=entry.published,
        language=feed.language,
        complete=complete,
        origin=shown_address(entry.url) if entry.url else None,
    )


def _store(
    reader: Reader,
    source: Source,
    answer: Fetched,
    feed: Feed,
    digest: str,
    read: Sequence[tuple[Entry, Article | Dropped]],
    passed: Sequence[Entry],
) -> Gathered:
    counts: Counter[Outcome] = Counter()
    problems = []
    health = _healthy(reader, source, max(answer.max_age or 0, feed.ttl or 0))
    with reader.archive.begin() as connection:
        for entry, article in read:
            identity = None
            if isinstance(article, Article):
                identity, outcome = save_article(
                    connection, article, now=reader.now, source=source.id
                )
                counts[outcome] += 1
            else:
                problems.append(article)
            mark_seen(connection, source.id, _key(entry), identity, reader.now)
        for entry in passed:
            mark_seen(connection, source.id, _key(entry), None, reader.now)
        keep_answer(
            connection,
            source.id,
            title=source.title,
            etag=answer.etag,
            last_modified=answer.last_modified,
            content_hash=digest,
            moved_to=answer.moved_to,
        )
        keep_health(connection, source.id, health)
    return _gathered(replace(source, health=health), counts, problems)


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
    with reader.archive.begin() as connection:
        _, outcome = save_article(connection, page, now=reader.now, source=source.id)
        keep_answer(
            connection,
            source.id,
            title=source.title or page.title,
            etag=answer.etag,
            last_modified=answer.last_modified,
            content_hash=digest,
            moved_to=answer.moved_to,
        )
        keep_health(connection, source.id, health)
    return _gathered(replace(source, health=health), Counter([outcome]))


def _gather_folder(reader: Reader, source: Source) -> Gathered:
    """Read a watched folder again; what did not change is known by its words."""
    if not Path(source.url).is_dir():
        raise FetchFailed("the folder is not there", subject=source.url)
    counts: Counter[Outcome] = Counter()
    problems = []
    for read in read_paths([source.url], max_bytes=FILE_BYTES):
        if isinstance(read, Dropped):
            problems.append(read)
            continue
        with reader.archive.begin() as connection:
            _, outcome = save_article(connection, read, now=reader.now, source=source.id)
        counts[outcome] += 1
    health = _healthy(reader, source, None)
    with reader.archive.begin() as connection:
        keep_health(connection, source.id, health)
    return _gathered(replace(source, health=health), counts, problems)
