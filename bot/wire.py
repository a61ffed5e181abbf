"""What comes in from outside: pages, feeds, lists; in a thread with a loop of its own.

Fetching and storing are the summarizer's (`summarizer.library`); here they are kept off
the bot's event loop, with one fetcher and one parsing process for all.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Thread
from typing import Any, Protocol, TypeVar

from summarizer.archive.articles import load_articles, newest_headlines, save_article
from summarizer.archive.digests import forget_audience
from summarizer.archive.presence import Mishap
from summarizer.archive.sources import (
    Source,
    due_sources,
    let_go_source,
    list_sources,
    put_back_source,
)
from summarizer.domain import Article, Dropped
from summarizer.entries import Reader
from summarizer.errors import NoArticle
from summarizer.gather import Gathered, gather, read_address
from summarizer.library import Added, Library
from summarizer.settings import Settings

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Headline:
    """An article by its title, for autocomplete."""

    article_id: str
    title: str


class Wire(Protocol):
    """The archive and the way to the web, for the bot."""

    async def read(self, address: str) -> Article:
        """Fetch and store one page. Raises `ReadoutError`s."""

    async def read_file(self, name: str, body: bytes) -> Article:
        """Read and store an attached file. Raises `ReadoutError`s."""

    async def add(self, address: str, *, by: str | None = None) -> Added:
        """Find and store a source by its web address, brought by the bot of that state."""

    async def import_opml(
        self, body: bytes, *, most: int, by: str | None = None
    ) -> tuple[list[Added], int]:
        """Store so many feeds of a list, and count the others. Raises `ReadoutError`s."""

    async def export_opml(self, sources: Sequence[Source]) -> bytes:
        """Return feeds as a list."""

    async def let_go(self, source_id: str) -> Source | None:
        """Delete a source unless it is the operator's too; return it. Its articles stay."""

    async def put_back(self, source: Source) -> None:
        """Store a source again if it was deleted meanwhile."""

    async def sources(self) -> list[Source]:
        """Return every source of the archive."""

    async def articles(self, ids: Sequence[str]) -> list[Article]:
        """Return stored articles in this order; unknown ids are left out."""

    async def headlines(self, sources: Sequence[str], limit: int) -> list[Headline]:
        """Return the newest articles of sources."""

    async def fetch_due(self, only: Sequence[str] | None = None) -> list[Gathered]:
        """Fetch what is due, or these sources now."""

    async def alarms(self) -> list[Source]:
        """Return the sources whose stopping a person should hear of now; each is told once."""

    async def forget_told(self, audience: str, at: datetime | None = None) -> None:
        """Forget what an audience was told, all of it or by the edition of a moment."""

    async def forget_old(self) -> None:
        """Delete articles that are older than the days that are set."""

    def mishap(self) -> Mishap | None:
        """Return when the archive's file was last found missing or replaced, and what was done."""

    def make_room(self) -> None:
        """Let memory go that only reading needs, unless something is read right now."""

    async def close(self) -> None:
        """End."""


class LibraryWire:
    """A wire over the summarizer's library."""

    def __init__(self, settings: Settings, clock: Callable[[], datetime]) -> None:
        self.settings = settings
        self.clock = clock
        self.library = Library(settings, clock=clock)
        self.loop = asyncio.new_event_loop()
        self.thread = Thread(target=self.loop.run_forever, name="wire", daemon=True)
        self.stack = AsyncExitStack()
        self.base: Reader | None = None
        self.thread.start()

    async def there(self, work: Coroutine[Any, Any, T]) -> T:
        """Do `work` on the wire's loop and wait for it on ours."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self.loop))

    async def reader(self) -> Reader:
        """Return a reader of now; called on the wire's loop."""
        if self.base is None:
            self.base = await self.stack.enter_async_context(self.library.reader())
        return replace(self.base, now=self.clock())

    def mishap(self) -> Mishap | None:
        """Return what happened to the archive's file."""
        return self.library.archive.presence.happened

    def make_room(self) -> None:
        """Let the parser rest."""

        def rest() -> None:
            if self.base is not None:
                self.base.worker.rest()

        with suppress(RuntimeError):  # the bot ends, and its loop is closed
            self.loop.call_soon_threadsafe(rest)

    async def read(self, address: str) -> Article:
        """Fetch and store one page."""

        async def work() -> Article:
            reader = await self.reader()
            return self.store(await read_address(reader, address))

        return await self.there(work())

    def store(self, article: Article) -> Article:
        """Keep an article and return it as it is kept."""
        with self.library.archive.begin() as connection:
            kept, _ = save_article(connection, article, now=self.clock())
            return load_articles(connection, [kept])[0]

    async def read_file(self, name: str, body: bytes) -> Article:
        """Read and store an attached file, by the code that reads files."""
        from bot.attachments import read_attached

        async def work() -> Article:
            reader = await self.reader()
            read = await reader.worker.run(read_attached, name, body)
            if isinstance(read, Dropped):
                raise NoArticle(read.reason, subject=name[:100])
            # What a member's file says of its address and outlet is nobody's word but the member's.
            own = replace(read, id="", url=None, source=name[:100])
            return self.store(replace(own, origin=name[:200], fetched=self.clock()))

        return await self.there(work())

    async def add(self, address: str, *, by: str | None = None) -> Added:
        """Find and store a source by its web address; a path is no address."""

        async def work() -> Added:
            return await self.library.add_address(await self.reader(), address, brought_by=by)

        return await self.there(work())

    async def import_opml(
        self, body: bytes, *, most: int, by: str | None = None
    ) -> tuple[list[Added], int]:
        """Store so many feeds of a list, and count the others; its names are no other server's."""
        added, listed = await asyncio.to_thread(
            self.library.import_opml, body, most=most, named=False, brought_by=by
        )
        return added, len(listed.outlines) - len(added)

    async def export_opml(self, sources: Sequence[Source]) -> bytes:
        """Return feeds as a list."""
        return self.library.export_opml(sources)

    async def let_go(self, source_id: str) -> Source | None:
        """Delete a source that is not the operator's."""
        return await asyncio.to_thread(self.with_archive, let_go_source, source_id)

    async def put_back(self, source: Source) -> None:
        """Store a source again that is gone."""
        await asyncio.to_thread(self.with_archive, put_back_source, source, now=self.clock())

    async def look(self, work: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Call `work(connection, …)`, which changes nothing; it waits for nobody who writes."""

        def looked() -> T:
            with self.library.archive.read() as connection:
                return work(connection, *args, **kwargs)

        return await asyncio.to_thread(looked)

    def with_archive(self, work: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Call `work(connection, …)` in a transaction of the archive."""
        with self.library.archive.begin() as connection:
            return work(connection, *args, **kwargs)

    async def sources(self) -> list[Source]:
        """Return every source."""
        return await self.look(list_sources)

    async def articles(self, ids: Sequence[str]) -> list[Article]:
        """Return stored articles."""
        return await self.look(load_articles, ids)

    async def headlines(self, sources: Sequence[str], limit: int) -> list[Headline]:
        """Return the newest articles of sources."""
        found = await self.look(newest_headlines, sources, limit)
        return [Headline(name, title) for name, title in found]

    async def fetch_due(self, only: Sequence[str] | None = None) -> list[Gathered]:
        """Fetch what is due, or these sources now."""

        async def work() -> list[Gathered]:
            reader = await self.reader()
            with self.library.archive.read() as connection:
                chosen = (
                    due_sources(connection, self.clock())
                    if only is None
                    else [item for item in list_sources(connection) if item.id in only]
                )
            return await gather(reader, chosen) if chosen else []

        return await self.there(work())

    async def alarms(self) -> list[Source]:
        """Return the sources whose stopping a person should hear of now."""
        return await asyncio.to_thread(self.library.alarms)

    async def forget_told(self, audience: str, at: datetime | None = None) -> None:
        """Forget what an audience was told, all of it or by the edition of a moment."""
        await asyncio.to_thread(self.with_archive, forget_audience, audience, at)

    async def forget_old(self) -> None:
        """Delete articles that are older than the days that are set."""
        await asyncio.to_thread(self.library.forget_old)

    async def close(self) -> None:
        """End the parsing process, the fetcher and the thread."""
        await self.there(self.stack.aclose())
        self.loop.call_soon_threadsafe(self.loop.stop)
        await asyncio.to_thread(self.thread.join, 5)
        if not self.thread.is_alive():  # a database that is away may hold it a little longer
            self.loop.close()
        self.library.archive.close()
