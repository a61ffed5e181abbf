"""Tells the owner of a schedule that it was paused, or that a briefing was refused, and why."""

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
from bot.format.words import moment
from bot.permissions import BASE, missing_for
from bot.store.desks import tell_once
from bot.store.engine import Database
from bot.store.nouns import Schedule
from bot.store.schedules import list_schedules
from summarizer.domain import make_id

log = logging.getLogger(__name__)
P = ParamSpec("P")
T = TypeVar("T")

WAITS = (0.5, 2.0, 8.0)
"""Seconds between tries of a notice."""


class OwnerTeller:
    """Tells by direct message who set something up; where that is closed, the server's owner.

    Where neither takes direct messages, the channel of a briefing of that server is told.
    """

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
        forbidden = guild is not None and isinstance(problem, Forbidden)
        hindrance = await self.hindrance(schedule, guild) if guild and forbidden else None
        await self.tell_of(schedule, guild, paused_page(schedule, problem, hindrance), key)

    async def tell_failed(self, schedule: Schedule, problem: PostError) -> None:
        """Say, once a day, that a briefing was not posted, or not to its end, and why."""
        await self.tell_daily(schedule, "failed", failed_page(schedule, problem))

    async def tell_plain(self, schedule: Schedule) -> None:
        """Say, once a day, that a briefing was posted as text; a member sees that of its own."""
        if schedule.mode != "dm":
            await self.tell_daily(schedule, "plain", plain_page(schedule))

    async def tell_daily(self, schedule: Schedule, what: str, page: Page) -> None:
        """Tell something of a schedule once a day."""
        now = self.clock()
        key = f"{what}:{schedule.id}:{now:%Y-%m-%d}"
        if await self.database.aside(tell_once, self.database, key, now):
            await self.tell_of(schedule, await self.guild_of(schedule.guild_id), page, key)

    async def tell_of(
        self, schedule: Schedule, guild: discord.Guild | None, page: Page, key: str
    ) -> None:
        """Tell something of a schedule; never raises."""
        about = {"schedule": schedule.id, "notice": key}
        try:
            if schedule.mode == "dm":  # it is nobody else's business
                told = await self.tell_first([schedule.user_id or schedule.created_by], page, key)
            else:
                people = [schedule.created_by, guild.owner_id if guild is not None else None]
                told = await self.tell_server(schedule.owner, people, page, key)
        except NotDone as error:
            log.warning("an owner was not told", extra=about | {"why": str(error)})
            return
        if not told:
            log.warning("nobody could be told", extra=about)

    async def tell_server(
        self, owner: str, people: Sequence[int | None], page: Page, key: str
    ) -> bool:
        """Tell the first of these people, else the channel of one of the owner's briefings.

        Returns:
            Whether somebody was told.

        Raises:
            NotDone: Discord is away.
        """
        if await self.tell_first(people, page, key):
            return True
        rows = await self.database.aside(list_schedules, self.database, owner)
        for channel in dict.fromkeys(row.channel_id for row in rows if row.channel_id):
            if await self.tell_in(channel, page, key):
                return True
        return False

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

    async def hindrance(self, schedule: Schedule, guild: discord.Guild) -> str | None:
        """Return what hinders the bot in the schedule's channel, as one line; None: not known."""
        assert self.client.user is not None
        channel: Any = guild.get_channel_or_thread(schedule.channel_id or 0)
        try:
            channel = channel or await guild.fetch_channel(schedule.channel_id or 0)
        except discord.Forbidden:
            return missing_line([BASE["view_channel"]])
        except (discord.DiscordException, aiohttp.ClientError, OSError):
            return None
        member = guild.get_member(self.client.user.id) or await quietly(
            guild.fetch_member(self.client.user.id)
        )
        until = member.timed_out_until if member is not None else None
        if until is not None and until > self.clock():
            return f"The bot is in a time-out in this server until {moment(until)}."
        missing = missing_for(channel, schedule.mode, member)
        return missing_line(missing) if missing else None


async def quietly(asked: Coroutine[Any, Any, T]) -> T | None:
    """Return what Discord answers, or None: a notice goes out without it."""
    try:
        return await asked
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        log.info("not known for a notice", extra={"why": type(error).__name__})
        return None


def missing_line(missing: Sequence[str]) -> str:
    """Return which permissions are missing."""
    return f"Missing there: **{', '.join(missing)}**."


def place_of(schedule: Schedule) -> str:
    """Return where a schedule posts."""
    return f"<#{schedule.channel_id}>" if schedule.channel_id else "direct messages"


def paused_page(schedule: Schedule, problem: PostError, hindrance: str | None) -> Page:
    """Return what the owner is told of a schedule that was paused."""
    this = f"schedule:{schedule.id}"
    lines = [
        Line(f"## Briefing #{schedule.id} is paused", "head"),
        Line(f"It could not be posted in {place_of(schedule)}: {fit(str(problem), 300)}."),
    ]
    if hindrance:
        lines.append(Line(hindrance))
    lines.append(
        Line(
            f"Put that right, then use `/schedule resume {this}`; or choose another channel: "
            f"`/schedule edit {this} channel:`."
        )
    )
    return Page(tuple(lines))


def failed_page(schedule: Schedule, problem: PostError) -> Page:
    """Return what the owner is told of a briefing that was not posted, or not to its end."""
    return Page(
        (
            Line(f"## Briefing #{schedule.id} was not posted", "head"),
            Line(
                f"It did not come to {place_of(schedule)}, or not to its end: "
                f"{fit(str(problem), 300)}."
            ),
            Line(
                "The next one comes at its time, with the news of this one if nothing of it was "
                f"posted. To try at once: `/schedule run schedule:{schedule.id}`. If it fails "
                "again, tell whoever runs the bot: its log has Discord's own words."
            ),
        )
    )


def plain_page(schedule: Schedule) -> Page:
    """Return what the owner is told of a briefing that was posted as text."""
    return Page(
        (
            Line(f"## Briefing #{schedule.id} was posted as plain text", "head"),
            Line(
                f"Discord refused it in {place_of(schedule)} as it was made. Nothing is missing "
                "but menus, buttons and perhaps links. The server's AutoMod, or Discord's filter "
                "of harmful links, may be why; else tell whoever runs the bot: its log has "
                "Discord's own words."
            ),
        )
    )
