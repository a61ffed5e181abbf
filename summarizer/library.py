"""What was gathered, and what can be asked of it: the archive's public face.

The command line and the bot use the same code: sources come and go, what is due is
fetched, stored articles are searched and digested.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any, Self, TypeVar

from summarizer.api import Summarizer
from summarizer.archive import articles as stored_articles
from summarizer.archive import sources as stored_sources
from summarizer.archive.database import archive_url
from summarizer.archive.growth import Growth, growth_of
from summarizer.archive.latecomers import latecomers
from summarizer.archive.search import Filter, Hit, passage_by_meaning, search
from summarizer.archive.sources import Source, SourceKind
from summarizer.archive.store import Archive
from summarizer.archive.stories import is_story, load_story, stories_of
from summarizer.archive.vectors import (
    VectorIndex,
    articles_without_vector,
    count_without_vector,
    store_vector,
)
from summarizer.domain import Article, Story, Window
from summarizer.entries import Reader
from summarizer.errors import NotFound, ReadoutError, Refused, StorageError
from summarizer.gather import Gathered, Progress, gather, read_address
from summarizer.lengths import LENGTHS
from summarizer.lookup import find_source, no_address, path_of
from summarizer.models.base import Embedder
from summarizer.moments import utc_now
from summarizer.reading import head_of, prepare
from summarizer.settings import Settings
from summarizer.sources.guard import shown_address
from summarizer.sources.opml import Outline, OutlineList, parse_opml, write_opml
from summarizer.sources.politeness import alarm_due, by_hand, is_held
from summarizer.sources.web import Fetcher
from summarizer.sources.worker import ParseWorker

logger = logging.getLogger("readout.library")

Clock = Callable[[], datetime]
Result = TypeVar("Result")

ENCODE_BATCH = 256
"""Articles encoded in one go when the search by meaning catches up."""

STORY_HITS = 10
"""Articles among which the first one of a story is looked for by words."""


@dataclass(frozen=True, slots=True)
class Added:
    """A source that was added, or known before, or could not be; `tags` as a list files it."""

    address: str
    source: Source | None = None
    new: bool = False
    error: str | None = None
    tags: tuple[str, ...] = ()
    cause: ReadoutError | None = None
    """What `error` says, where one was raised."""


def _no_story(name: str, advice: str) -> NotFound:
    return NotFound("no digest has had such a story", subject=name, advice=advice)


class Library:
    """Sources and articles of one archive. Use as a context manager.

    Args:
        settings: where the archive is, whom site owners may write to, which hosts are allowed.
        clock: tells the time.
        paths: give of articles in watched folders the whole path as `origin`, for those who may
            see this machine's; else only the file's name.

    Raises:
        StorageError: the archive cannot be opened.
    """

    def __init__(self, settings: Settings, *, clock: Clock = utc_now, paths: bool = False) -> None:
        self.settings = settings
        self.paths = paths
        self._clock = clock
        self._vectors: dict[tuple[str, int], VectorIndex] = {}
        self.archive = Archive(settings.database_url or archive_url(settings.data_dir))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.archive.close()

    # sources

    def add(self, addresses: Sequence[str], *, tags: Sequence[str] = ()) -> list[Added]:
        """Add feeds, sites and pages by address, folders by path; each is looked at first."""
        addresses = list(dict.fromkeys(addresses))
        folders = [a for a in addresses if (path := path_of(a)) is not None and path.is_dir()]
        added = [self._keep(path, "folder", Path(path).resolve().name, tags) for path in folders]

        rest = [address for address in addresses if address not in folders]
        wrong = {address: why for address in rest if (why := no_address(address)) is not None}
        added += [Added(address, error=str(why)) for address, why in wrong.items()]
        asked = [address for address in rest if address not in wrong]

        async def work(reader: Reader) -> list[Added]:
            return [await self.add_address(reader, address, tags=tags) for address in asked]

        return added + (self.run(work) if asked else [])

    async def add_address(
        self,
        reader: Reader,
        address: str,
        *,
        tags: Sequence[str] = (),
        brought_by: str | None = None,
    ) -> Added:
        """Add one source by its web address, never by a path: members of a server may ask.

        An address that cannot be read is not kept. `brought_by` as in `Source`.

        Raises:
            StorageError: the archive cannot be written, whatever the address.
        """
        try:
            found = await find_source(reader, address)
            kept = self._keep(found.url, found.kind, found.title, tags, brought_by)
            return replace(kept, address=address)
        except StorageError:
            raise
        except ReadoutError as error:
            error.subject = error.subject or shown_address(address)
            return Added(address, error=str(error), cause=error)

    def _keep(
        self,
        url: str,
        kind: SourceKind,
        title: str,
        tags: Sequence[str],
        brought_by: str | None = None,
    ) -> Added:
        with self.archive.begin() as connection:
            source, new = stored_sources.add_source(
                connection,
                url,
                now=self._clock(),
                kind=kind,
                title=title,
                tags=tags,
                brought_by=brought_by,
            )
        return Added(url, source, new)

    def remove(self, name: str) -> Source:
        """Remove a source by id, address or title; its articles stay.

        Raises:
            NotFound: there is no such source.
        """
        with self.archive.begin() as connection:
            source = stored_sources.get_source(connection, name)
            stored_sources.remove_source(connection, source.id)
        return source

    def sources(self) -> list[Source]:
        """Return all sources by title."""
        with self.archive.read() as connection:
            return stored_sources.list_sources(connection)

    def hold(self, name: str, *, paused: bool) -> Source:
        """Pause a source, or let it be fetched again; return it.

        Raises:
            NotFound: there is no such source.
        """
        now = self._clock()
        with self.archive.begin() as connection:
            source = stored_sources.get_source(connection, name)
            health = by_hand(source.health, now, paused=paused)
            stored_sources.keep_health(connection, source.id, health)
        return replace(source, health=health)

    def alarms(self, now: datetime | None = None) -> list[Source]:
        """Return the sources whose stopping a person should hear of now, and remember it.

        Each stop is told once, and of no source twice within a day.
        """
        moment = now or self._clock()
        with self.archive.begin() as connection:
            stopped = [
                s for s in stored_sources.list_sources(connection) if alarm_due(s.health, moment)
            ]
            for source in stopped:
                told = replace(source.health, last_alarm=moment)
                stored_sources.keep_health(connection, source.id, told)
        return stopped

    def chosen(self, names: Sequence[str], tags: Sequence[str]) -> tuple[str, ...] | None:
        """Return the ids of the named sources and of those with one of the tags.

        None stands for all: neither names nor tags were given.

        Raises:
            NotFound: a name is no source, or no source has any of the tags.
        """
        if not names and not tags:
            return None
        with self.archive.read() as connection:
            named = [stored_sources.get_source(connection, name) for name in names]
            every = stored_sources.list_sources(connection)
        tagged = [source for source in every if set(tags) & set(source.tags)]
        if tags and not tagged:
            raise NotFound(
                "no source has this tag",
                subject=", ".join(tags),
                advice="See 'readout sources list'.",
            )
        return tuple(dict.fromkeys(source.id for source in (*named, *tagged)))

    def import_opml(
        self,
        body: bytes,
        *,
        name: str = "OPML list",
        most: int | None = None,
        named: bool = True,
        brought_by: str | None = None,
    ) -> tuple[list[Added], OutlineList]:
        """Add the feeds of an OPML list without fetching them; folders become tags.

        Addresses that would be refused at the first fetch are refused here, each by itself.

        Args:
            body: the list.
            name: what to call it in an error.
            most: feeds that are stored; those after them are not looked at. None: all.
            named: keep the list's names and folders as titles and tags of the sources, which all
                who read the archive share.
            brought_by: as in `Source`.

        Raises:
            NoArticle, TooLarge: the list cannot be read.
        """
        listed = parse_opml(body, name=name)
        fetcher = self._fetcher()
        added: list[Added] = []
        stored = 0
        for outline in listed.outlines:
            if stored == most:
                break
            try:
                fetcher.check(outline.url)
                title, tags = (outline.title, outline.tags) if named else ("", ())
                kept = self._keep(outline.url, "feed", title, tags, brought_by)
                added.append(replace(kept, tags=outline.tags))
                stored += 1
            except Refused as error:
                added.append(Added(outline.url, error=str(error)))
        return added, listed

    def export_opml(self, sources: Sequence[Source] | None = None) -> bytes:
        """Return the feeds among `sources`, or all, as an OPML list."""
        chosen = self.sources() if sources is None else sources
        outlines = [Outline(s.url, s.title, s.tags) for s in chosen if s.kind == "feed"]
        return write_opml(outlines, title="Readout sources", created=self._clock())

    # fetching

    def fetch(
        self,
        *,
        everything: bool = False,
        names: Sequence[str] = (),
        tags: Sequence[str] = (),
        progress: Progress | None = None,
    ) -> list[Gathered]:
        """Fetch the sources that are due, or the named ones, or everything.

        Args:
            everything: due or not, but not what a person paused.
            names: ids, addresses or titles; they are fetched whether due or not.
            tags: of the others, only those with one of these tags.
            progress: called with (sources done, sources in all).

        Raises:
            NotFound: a name is no source, or nothing has the tags.
        """
        wanted = self.chosen(names, tags)
        with self.archive.read() as connection:
            if names or everything:
                chosen = stored_sources.list_sources(connection)
            else:
                chosen = stored_sources.due_sources(connection, self._clock())
        if not names:
            chosen = [s for s in chosen if s.health.state != "retired" and not is_held(s.health)]
        if wanted is not None:
            chosen = [source for source in chosen if source.id in wanted]

        async def work(reader: Reader) -> list[Gathered]:
            return await gather(reader, chosen, progress)

        results = self.run(work) if chosen else []
        self.forget_old()
        return results

    def read(self, address: str) -> Article:
        """Fetch one page and return its article, without storing it.

        Raises:
            ReadoutError: it cannot be fetched or holds no article.
        """

        async def work(reader: Reader) -> Article:
            return await read_address(reader, address)

        return self.run(work)

    def run(self, work: Callable[[Reader], Coroutine[Any, Any, Result]]) -> Result:
        """Run async work with a reader; for callers without an event loop."""

        async def whole() -> Result:
            async with self.reader() as reader:
                return await work(reader)

        return asyncio.run(whole())

    @asynccontextmanager
    async def reader(self) -> AsyncIterator[Reader]:
        """Open what gathering reads with; for callers that have an event loop."""
        async with self._fetcher() as fetcher, ParseWorker() as worker:
            yield Reader(self.archive, fetcher, worker, self._clock())

    def _fetcher(self) -> Fetcher:
        hosts = (host.strip().lower() for host in self.settings.allow_hosts.split(","))
        return Fetcher(
            contact=self.settings.contact or None,
            allow_hosts=frozenset(host for host in hosts if host),
        )

    def forget_old(self) -> None:
        """Delete what is older than the days that the settings keep."""
        if self.settings.keep_days:
            with self.archive.begin() as connection:
                stored_articles.forget_before(
                    connection, self._clock() - timedelta(days=self.settings.keep_days)
                )

    # what was kept

    def articles(
        self, window: Window, *, sources: Sequence[str] | None = None, limit: int | None = None
    ) -> list[Article]:
        """Return the stored articles of a window, newest first, at most `limit`."""
        with self.archive.read() as connection:
            since, until = (
                end and end.astimezone(window.place) for end in (window.since, window.until)
            )
            return stored_articles.articles_between(
                connection, since, until, sources=sources, limit=limit, paths=self.paths
            )

    def latecomers(
        self,
        window: tuple[datetime, datetime],
        *,
        seen: datetime,
        sources: Sequence[str] | None = None,
    ) -> list[Article]:
        """Return what appeared in (from, until) and was first seen at a moment or later."""
        with self.archive.read() as connection:
            since, until = window
            return latecomers(
                connection, seen=seen, since=since, until=until, among=sources, paths=self.paths
            )

    def count(self) -> int:
        """Return how many articles are stored."""
        with self.archive.read() as connection:
            return stored_articles.count_articles(connection)

    def growth(self) -> Growth | None:
        """Return how fast the archive grows; None where it is no file, or holds nothing."""
        return growth_of(self.archive, self._clock())

    def search(
        self,
        query: str,
        embedder: Embedder | None,
        *,
        only: Filter | None = None,
        limit: int = 10,
        most: int | None = None,
        progress: Progress | None = None,
    ) -> list[Hit]:
        """Return the stored articles that answer the query best, by words and by meaning.

        Args:
            query: what is looked for, in words.
            embedder: the encoder; None searches by words alone.
            only: which articles are searched.
            limit: at most so many hits.
            most: at most about so many articles are encoded for it, the newest; what is left
                is found by words until later searches come to it. None: all.
            progress: is told how many are encoded.

        Raises:
            NotFound: the story that they should be of is none.
        """
        if only is not None and only.story is not None:
            with self.archive.read() as connection:
                if not is_story(connection, only.story):
                    raise _no_story(only.story, "Give its id, from a digest's JSON.")
        vector = index = None
        if embedder is not None:
            try:
                self.index(embedder, progress, most=most)
            except StorageError as error:  # what was encoded before can still be searched
                logger.warning("%s Articles that came in since are found by words alone.", error)
            known = embedder.name, self.archive.opened
            index = self._vectors.setdefault(known, VectorIndex(embedder.name))
            vector = embedder.embed([query])[0]
        with self.archive.read() as connection:
            hits = search(
                connection,
                query,
                vector,
                index=index,
                only=only or Filter(),
                limit=limit,
                paths=self.paths,
            )
        if embedder is None or vector is None:
            return hits
        return [
            passage_by_meaning(hit, vector, embedder.embed) if hit.by == "meaning" else hit
            for hit in hits
        ]

    def index(
        self, embedder: Embedder, progress: Progress | None = None, *, most: int | None = None
    ) -> int:
        """Encode the articles that the encoder has not seen, newest first; return how many.

        After `most` of them, rounded up to whole batches, the others are left.
        """
        with self.archive.read() as connection:
            left = count_without_vector(connection, embedder.name)
        count = 0
        while most is None or count < most:
            with self.archive.read() as connection:
                batch = articles_without_vector(connection, embedder.name, ENCODE_BATCH)
            if not batch:
                return count
            heads = [head_of(*prepare(article)) for article in batch]
            vectors = embedder.embed(heads)
            with self.archive.begin() as connection:
                for article, vector in zip(batch, vectors, strict=True):
                    store_vector(connection, article.id, vector, embedder.name)
            count += len(batch)
            if progress is not None:
                progress(min(count, left), max(left, count))
        return count

    def story(
        self,
        name: str,
        summarizer: Summarizer,
        *,
        words: int | None = None,
        zone: tzinfo = UTC,
    ) -> Story:
        """Return a stored story with its articles, newest first, as it stands.

        Args:
            name: the story's id, or words of it; of several the one that they fit best.
            summarizer: writes the brief, and searches.
            words: of the brief, at most.
            zone: of the reader, whose days they are.

        Raises:
            NotFound: there is none.
            NothingToBrief: none of its articles holds a sentence.
        """
        from summarizer.storyline import as_it_stands

        with self.archive.read() as connection:
            known = is_story(connection, name)
        identity = name if known else self._story_on(name, summarizer.embedder)
        with self.archive.read() as connection:
            found = replace(load_story(connection, identity, paths=self.paths), change="new")
        return as_it_stands(
            found,
            summarizer.embedder,
            words=words or LENGTHS[summarizer.settings.length],
            zone=zone,
            report=summarizer.report,
        )

    def _story_on(self, query: str, embedder: Embedder) -> str:
        hits = self.search(query, embedder, limit=STORY_HITS) if query.strip() else []
        with self.archive.read() as connection:
            placed = stories_of(connection, [hit.article.id for hit in hits])
        for hit in hits:
            if hit.article.id in placed:
                return placed[hit.article.id]
        raise _no_story(query, "Name its id, or words of it; 'readout search' finds articles.")

    def export_rows(self) -> Iterator[str]:
        """Yield every stored article as a row of JSON, newest first; each ends in a line feed."""
        with self.archive.read() as connection:
            yield from stored_articles.each_row(connection)

    @property
    def where(self) -> str:
        """Where the archive is, without a password."""
        return self.archive.engine.url.render_as_string(hide_password=True)
