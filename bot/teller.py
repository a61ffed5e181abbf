"""Tells the owner of a schedule, once, that it was paused and why."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from datetime import datetime
from typing import Any, ParamSpec, TypeVar

import aiohttp
import discord

from bot.delivery.postman import Forbidden, NotDone, PostError, Postman, Rejected, Vanished
from bot.format.page import Line, Page, to_message
from bot.format.safe import fit
from bot.permissions import BASE, missing_for
from bot.store.desks import tell_once
from bot.store.engine import Database
from bot.store.nouns import Schedule
from summarizer.domain import make_id

log = logging.getLogger(__name__)
P = ParamSpec("P")
T = TypeVar("T")

WAITS = (0.5, 2.0, 8.0)
"""Seconds between tries of a notice."""


class OwnerTeller:
    """Tells by direct message; where that is closed, the server's owner."""

    def __init__(
        self,
        client: discord.Client,
        database: Database,
        postman: Postman,
        clock: Callable[[], datetime],
    ) -> None:
        self.client = client
        self.database = database
        self.postman = postman
        self.clock = clock

    async def tell_paused(self, schedule: Schedule, problem: PostError) -> None:
        """Say once why a schedule was paused, naming the missing permissions."""
        database = self.database
        key = f"paused:{schedule.id}:{schedule.since.isoformat()}"
        if not await database.aside(tell_once, database, key, self.clock()):
            return
        if schedule.mode == "dm":
            return  # who subscribed takes no messages, and it is nobody else's business
        guild = await self.guild_of(schedule.guild_id)
        missing = await self.missing(schedule, guild) if guild else []
        people = [schedule.created_by, guild.owner_id if guild is not None else None]
        page = paused_page(schedule, problem, missing)
        try:
            await self.tell_first(people, page, key)
        except NotDone as error:
            log.warning("an owner was not told", extra={"schedule": schedule.id, "why": str(error)})

    async def tell_first(self, people: Sequence[int | None], page: Page, key: str) -> bool:
        """Tell the first of these people whom a direct message reaches; return whether one did.

        Args:
            people: by id, the one who should know first.
            page: what to tell.
            key: of the notice; the same twice is one message.

        Raises:
            NotDone: Discord is away.
        """
        for person in dict.fromkeys(person for person in people if person):
            try:
                channel = await self.patiently(self.postman.direct_channel, person)
            except (Forbidden, Vanished, Rejected):
                continue
            if await self.tell_in(channel, page, key):
                return True
        return False

    async def tell_in(self, channel: int, page: Page, key: str) -> bool:
        """Tell in a channel; return whether it may be written to.

        Raises:
            NotDone: Discord is away.
        """
        nonce = "ro" + make_id("notice", self.database.instance, key, str(channel))
        try:
            await self.patiently(self.postman.send, channel, to_message(page), nonce)
        except (Forbidden, Vanished, Rejected) as error:
            log.info("could not be told", extra={"notice": key, "why": str(error)})
            return False
        return True

    async def patiently(self, work: Callable[P, Awaitable[T]], *args: P.args, **kw: P.kwargs) -> T:
        """Do a request, again where Discord stumbles."""
        for wait in WAITS:
            try:
                return await work(*args, **kw)
            except NotDone as error:
                await asyncio.sleep(max(wait, error.wait))
        return await work(*args, **kw)

    async def guild_of(self, guild_id: int | None) -> discord.Guild | None:
        """Return a server; asked for where another process has it in memory."""
        if guild_id is None:
            return None
        known = self.client.get_guild(guild_id)
        return known or await quietly(self.client.fetch_guild(guild_id, with_counts=False))

    async def missing(self, schedule: Schedule, guild: discord.Guild) -> list[str]:
        """Return the permissions that the bot lacks in the schedule's channel."""
        assert self.client.user is not None
        channel: Any = guild.get_channel_or_thread(schedule.channel_id or 0)
        try:
            channel = channel or await guild.fetch_channel(schedule.channel_id or 0)
        except discord.Forbidden:
            return [BASE["view_channel"]]
        except (discord.DiscordException, aiohttp.ClientError, OSError):
            return []
        member = guild.get_member(self.client.user.id) or await quietly(
            guild.fetch_member(self.client.user.id)
        )
        return missing_for(channel, schedule.mode, member)


async def quietly(asked: Coroutine[Any, Any, T]) -> T | None:
    """Return what Discord answers, or None: a notice goes out without it."""
    try:
        return await asked
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        log.info("not known for a notice", extra={"why": type(error).__name__})
        return None


def paused_page(schedule: Schedule, problem: PostError, missing: list[str]) -> Page:
    """Return what the owner is told."""
    where = f"<#{schedule.channel_id}>" if schedule.channel_id else "direct messages"
    what = fit(str(problem), 300)
    lines = [
        Line(f"## Briefing #{schedule.id} is paused", "head"),
        Line(f"It could not be posted in {where}: {what}."),
    ]
    if isinstance(problem, Forbidden) and missing:
        lines.append(Line(f"Missing there: **{', '.join(missing)}**."))
    lines.append(Line(f"Put that right, then use `/schedule resume schedule:{schedule.id}`."))
    return Page(tuple(lines))
