"""What the commands work with, built once at the edge and handed in."""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from discord.http import HTTPClient

from bot.delivery.postman import Postman
from bot.errors import Busy
from bot.jobs import Selection
from bot.logins import Logins
from bot.newsroom import Newsroom
from bot.settings import BotSettings
from bot.store.desks import language_of, load_desk, note_language, save_desk
from bot.store.engine import Database
from bot.store.fleet import Process
from bot.store.nouns import Desk, Schedule, guild_owner, user_owner
from bot.store.subscriptions import (
    brought_by_bot,
    let_go,
    note_strays,
    orphans,
    subscribe,
    subscriptions_of,
)
from bot.tries import Tries
from bot.wire import Wire
from summarizer.archive.sources import OPERATOR, Source
from summarizer.domain import Article
from summarizer.errors import StorageError
from summarizer.lengths import LENGTHS
from summarizer.text.language import detect_language
from summarizer.tongue import AUTO, ENGLISH, Tongue, tongue_of

log = logging.getLogger(__name__)

DEFAULT_WORDS = 60
"""Words of one story in a digest: three sentences, a screen holds four such stories."""

BRIEF_WORDS = LENGTHS["medium"]

ADDING = timedelta(minutes=10)
"""Longer than a source is stored before who added it reads it."""

TELLING_HEADLINES = 50
"""Headlines in which the language of what is read is looked for."""


@dataclass(slots=True)
class Office:
    """The bot's parts, and a few answers that need several of them."""

    settings: BotSettings
    database: Database
    wire: Wire
    newsroom: Newsroom
    clock: Callable[[], datetime]
    http: HTTPClient
    ring: Callable[[], Awaitable[None]]
    """Looks at once at what is due: after a schedule was changed or run by hand."""

    tries: Tries = field(default_factory=Tries)
    language: str = ENGLISH.code
    """Of a server that has not chosen one (/settings): a code, or "auto"."""

    writer_host: str = ""
    """Of the server that puts briefs into words; empty: whatever writes is on this machine."""

    process: Process | None = None
    postman: Postman | None = None

    desks: dict[str, Desk] = field(default_factory=dict)
    last_asked: dict[int, datetime] = field(default_factory=dict)
    application_id: int = 0
    answers: set[asyncio.Task[Any]] = field(default_factory=set)
    """Those that somebody waits for."""

    logins: Logins | None = None
    started: datetime | None = None

    async def desk(self, owner: str) -> Desk:
        """Return what an owner has set."""
        if owner not in self.desks:
            self.desks[owner] = await self.database.aside(load_desk, owner)
        return self.desks[owner]

    def known_desk(self, owner: str) -> Desk:
        """Return what an owner has set as far as it is in memory; never waits."""
        return self.desks.get(owner) or Desk(owner)

    async def save_desk(self, desk: Desk) -> None:
        """Keep what an owner has set."""
        await self.database.aside(save_desk, desk, self.clock())
        self.desks[desk.owner] = desk

    async def zone(self, owner: str) -> str:
        """Return the time zone of an owner."""
        return (await self.desk(owner)).zone or self.settings.zone

    async def tongue(
        self, owner: str, articles: Sequence[Article] = (), chosen: str | None = None
    ) -> Tongue:
        """Return the language in which an owner is addressed, beside these articles.

        Where it is to be the articles' own, and there are none, the headlines of what the owner
        reads tell it.

        Args:
            owner: a server or a member.
            articles: what is told of.
            chosen: a language that counts instead of the one that the owner has set.
        """
        chosen = chosen or (await self.desk(owner)).language or self.language
        if chosen == AUTO and not articles:
            newest = await self.wire.headlines(await self.reads(owner), TELLING_HEADLINES)
            text = "\n".join(item.title for item in newest)
            articles = [Article(text=text, language=detect_language(text))] if text else ()
        return await asyncio.to_thread(tongue_of, chosen, articles)

    def known_tongue(self, owner: str) -> Tongue:
        """Return that language as far as it is in memory; needs no database."""
        return tongue_of(self.known_desk(owner).language or self.language)

    async def tongue_for(self, owner: str, person: int | None) -> Tongue:
        """Return the language in which a person (None: a channel) is told of an owner's things.

        It is the one that they chose in direct messages, else that of their Discord when they
        set something up there, else the owner's.
        """
        own = None
        if person is not None:
            own = (await self.desk(user_owner(person))).language
            own = own or await self.database.aside(language_of, owner, person)
        try:
            return await self.tongue(owner, chosen=own)
        except StorageError as error:  # the archive, whose headlines tell it where none is chosen
            log.warning("the language of a notice is not known", extra={"why": str(error)})
            return self.known_tongue(owner)

    async def hear(self, owner: str, person: int, own: str | None) -> None:
        """Note the language of who sets something up; None: it is none that is spoken here."""
        await self.database.aside(note_language, owner, person, own)

    async def speak_as(self, owner: str, own: str | None, host: str) -> None:
        """Address a member who has chosen no language in that of their Discord.

        Args:
            owner: the member.
            own: the code of that language; None: it is not spoken here, so the host's counts.
            host: the server where they subscribed.
        """
        mine = await self.desk(owner)
        language = own or (await self.desk(host)).language
        if mine.language is None and language is not None:
            await self.save_desk(replace(mine, language=language))

    async def reads(self, owner: str, tags: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return the ids of the sources that an owner reads.

        Who has none reads the house's: those that were added on the command line.
        """
        mine = await self.database.aside(subscriptions_of, owner)
        if mine:
            chosen = (item for item in mine if not tags or set(tags) & set(item.tags))
            return tuple(item.source_id for item in chosen)
        members = await self.database.aside(brought_by_bot)
        house = [
            item
            for item in await self.wire.sources()
            if item.brought_by == OPERATOR or (item.brought_by is None and item.id not in members)
        ]
        return tuple(item.id for item in house if not tags or set(tags) & set(item.tags))

    async def note_strays(self) -> None:
        """Note which sources nobody got: the bot was killed while it added them.

        So it is too where its state was put back to a moment before that.
        """
        before = self.clock() - ADDING
        added = [
            item.id
            for item in await self.wire.sources()
            if item.brought_by == self.database.instance and item.added and item.added < before
        ]
        await self.database.aside(note_strays, added)

    async def let_go(self) -> None:
        """Take out of the archive what nobody reads any more; what fails is done later.

        What somebody began to read in this very moment is put back; see `read_from_now`.
        """
        for source_id in await self.database.aside(orphans):
            try:
                gone = await self.wire.let_go(source_id)
                read = await self.database.aside(let_go, source_id)
                if read and gone is not None:
                    await self.wire.put_back(gone)
            except StorageError as error:
                log.warning("a source is still to be removed", extra={"why": str(error)})
                return

    async def read_from_now(
        self, owner: str, source: Source, tags: Sequence[str], *, new: bool, by: int
    ) -> bool:
        """Let an owner read a source; return whether it is new to them.

        The source may have been let go since it was found: whoever of the two comes second
        sees what the other did, and puts it back.
        """
        ours = new or source.brought_by == self.database.instance
        added = await self.database.aside(
            subscribe, owner, source.id, self.clock(), tags=tags, ours=ours, by=by
        )
        await self.wire.put_back(source)
        return added

    async def selection(
        self, owner: str, since: datetime | None, until: datetime | None = None
    ) -> Selection:
        """Return an owner's articles of a time."""
        sources = await self.reads(owner)
        return Selection(sources, since, until, self.settings.max_articles)

    async def reads_of(self, schedule: Schedule) -> tuple[str, ...]:
        """Return the sources of a schedule: its server's where it has one, else its owner's."""
        owner = guild_owner(schedule.guild_id) if schedule.guild_id else schedule.owner
        return await self.reads(owner, schedule.tags)

    def cool_down(self, user_id: int) -> None:
        """Count a question that needs the model.

        Raises:
            Busy: the member asked one a moment ago.
        """
        now = self.clock()
        before = self.last_asked.get(user_id)
        if before is not None:
            passed = (now - before).total_seconds()  # below 0: the clock was put back
            left = self.settings.cooldown - passed
            if left > 0 and passed >= 0:
                later = ENGLISH.count(
                    "Please ask again in {n} second.",
                    "Please ask again in {n} seconds.",
                    math.ceil(left),
                )
                raise Busy("one question at a time", advice=later)
        self.last_asked[user_id] = now
        if len(self.last_asked) > 10_000:
            self.last_asked = {user_id: now}
