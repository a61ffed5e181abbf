"""Tells the owner of a schedule that it was paused, or that a briefing was refused, and why."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from functools import partial
from typing import Any, ParamSpec, TypeVar

import aiohttp
import discord

from bot.delivery.postman import Forbidden, NotDone, PostError, Postman, Rejected, Vanished
from bot.format.page import Line, Page, heading, to_message
from bot.format.safe import fit
from bot.format.words import moment, reason
from bot.office import Office
from bot.permissions import BASE, Outside, find_channel, missing_for
from bot.store.desks import tell_once
from bot.store.nouns import Schedule
from bot.store.schedules import list_schedules
from summarizer.domain import make_id
from summarizer.tongue import Tongue

log = logging.getLogger(__name__)
P = ParamSpec("P")
T = TypeVar("T")

Said = Callable[[Tongue], str]
Written = Callable[[Tongue], Page]
"""A notice, which each who is told has in a language of their own."""

WAITS = (0.5, 2.0, 8.0)
"""Seconds between tries of a notice."""


class OwnerTeller:
    """Tells by direct message who set something up; where that is closed, the server's owner.

    Where neither takes direct messages, the channel of a briefing of that server is told. Who
    left the server is told nothing of it.
    """

    def __init__(self, client: discord.Client, office: Office, postman: Postman) -> None:
        self.client = client
        self.office = office
        self.database = office.database
        self.postman = postman
        self.clock = office.clock

    async def tell_paused(self, schedule: Schedule, problem: PostError) -> None:
        """Say once why a schedule was paused, naming the missing permissions."""
        database = self.database
        key = f"paused:{schedule.id}:{schedule.since.isoformat()}"
        if not await database.aside(tell_once, key, self.clock()):
            return
        if schedule.mode == "dm":
            return  # who subscribed takes no messages, and it is nobody else's business
        guild = await self.guild_of(schedule.guild_id)
        forbidden = guild is not None and isinstance(problem, Forbidden)
        hindrance = None
        try:
            hindrance = await self.hindrance(schedule, guild) if guild and forbidden else None
        except Outside as outside:
            problem = outside
        write = partial(paused_page, schedule, problem, hindrance)
        await self.tell_of(schedule, guild, write, key)

    async def tell_failed(self, schedule: Schedule, problem: PostError) -> None:
        """Say, once a day, that a briefing was not posted, or not to its end, and why."""
        await self.tell_daily(schedule, "failed", partial(failed_page, schedule, problem))

    async def tell_plain(self, schedule: Schedule) -> None:
        """Say, once a day, that a briefing was posted as text; a member sees that of its own."""
        if schedule.mode != "dm":
            await self.tell_daily(schedule, "plain", partial(plain_page, schedule))

    async def tell_daily(self, schedule: Schedule, what: str, write: Written) -> None:
        """Tell something of a schedule once a day."""
        now = self.clock()
        key = f"{what}:{schedule.id}:{now:%Y-%m-%d}"
        if await self.database.aside(tell_once, key, now):
            await self.tell_of(schedule, await self.guild_of(schedule.guild_id), write, key)

    async def tell_of(
        self, schedule: Schedule, guild: discord.Guild | None, write: Written, key: str
    ) -> None:
        """Tell something of a schedule; never raises."""
        about = {"schedule": schedule.id, "notice": key}
        try:
            if schedule.mode == "dm":  # it is nobody else's business
                person = schedule.user_id or schedule.created_by
                told = await self.tell_first(schedule.owner, [person], write, key)
            else:
                told = await self.tell_server(
                    schedule.owner, guild, [schedule.created_by], write, key
                )
        except NotDone as error:
            log.warning("an owner was not told", extra=about | {"why": str(error)})
            return
        if not told:
            log.warning("nobody could be told", extra=about)

    async def tell_server(
        self,
        owner: str,
        guild: discord.Guild | None,
        people: Sequence[int | None],
        write: Written,
        key: str,
    ) -> bool:
        """Tell the first of these members, else the server's owner, else one of its channels.

        Args:
            owner: the server.
            guild: the same, as far as it is known.
            people: by id, the one who should know first.
            write: says it in a language.
            key: of the notice; the same twice is one message.

        Returns:
            Whether somebody was told.

        Raises:
            NotDone: Discord is away.
        """
        for person in dict.fromkeys(person for person in people if person):
            if not await self.postman.is_member(int(owner[1:]), person):
                continue
            if await self.tell_first(owner, [person], write, key):
                return True
        chief = guild.owner_id if guild is not None else None
        if chief not in people and await self.tell_first(owner, [chief], write, key):
            return True
        page = write(await self.office.tongue_for(owner, None))
        rows = await self.database.aside(list_schedules, owner)
        for channel in dict.fromkeys(row.channel_id for row in rows if row.channel_id):
            if await self.tell_in(channel, page, key):
                return True
        return False

    async def tell_first(
        self, owner: str, people: Sequence[int | None], write: Written, key: str
    ) -> bool:
        """Tell the first of these people whom a direct message reaches; return whether one did.

        Args:
            owner: whose things it is about.
            people: by id, the one who should know first.
            write: says it in a language.
            key: of the notice; the same twice is one message.

        Raises:
            NotDone: Discord is away.
        """
        for person in dict.fromkeys(person for person in people if person):
            try:
                channel = await self.patiently(self.postman.direct_channel, person)
            except (Forbidden, Vanished, Rejected):
                continue
            page = write(await self.office.tongue_for(owner, person))
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

    async def hindrance(self, schedule: Schedule, guild: discord.Guild) -> Said | None:
        """Return what says in one line what hinders the bot in the channel; None: not known.

        Raises:
            Outside: it is a private thread without the bot.
        """
        assert self.client.user is not None
        try:
            channel = await find_channel(guild, schedule.channel_id or 0)
        except Outside:
            raise
        except Forbidden:
            return partial(missing_line, [BASE["view_channel"]])
        except Vanished:
            return None
        member = guild.get_member(self.client.user.id) or await quietly(
            guild.fetch_member(self.client.user.id)
        )
        until = member.timed_out_until if member is not None else None
        if until is not None and until > self.clock():
            return partial(timed_out_line, moment(until))
        missing = missing_for(channel, schedule.mode, member)
        return partial(missing_line, missing) if missing else None


async def quietly(asked: Coroutine[Any, Any, T]) -> T | None:
    """Return what Discord answers, or None: a notice goes out without it."""
    try:
        return await asked
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        log.info("not known for a notice", extra={"why": type(error).__name__})
        return None


def timed_out_line(until: str, tongue: Tongue) -> str:
    """Return until when the bot may not write in a server."""
    return tongue.say("The bot is timed out in this server until {moment}.", moment=until)


def missing_line(missing: Sequence[str], tongue: Tongue) -> str:
    """Return which permissions are missing."""
    names = tongue.listed([reason(name, tongue) for name in missing])
    return tongue.say("Missing permissions: **{permissions}**.", permissions=names)


def paused_page(
    schedule: Schedule, problem: PostError, hindrance: Said | None, tongue: Tongue
) -> Page:
    """Return what the owner is told of a schedule that was paused."""
    number = schedule.id
    lines = [
        heading(tongue.say("Briefing #{number} is paused", number=number)),
        Line(
            tongue.say(
                "It could not be posted in {channel}: {problem}.",
                channel=f"<#{schedule.channel_id}>",
                problem=fit(reason(str(problem), tongue), 300),
            )
        ),
    ]
    if hindrance is not None:
        lines.append(Line(hindrance(tongue)))
    lines.append(
        Line(
            tongue.say(
                "Fix that, then use `/schedule resume schedule:{number}`; or choose another "
                "channel: `/schedule edit schedule:{number} channel:`.",
                number=number,
            )
        )
    )
    return Page(tuple(lines))


def failed_page(schedule: Schedule, problem: PostError, tongue: Tongue) -> Page:
    """Return what the owner is told of a briefing that was not posted, or not to its end."""
    number, why = schedule.id, fit(reason(str(problem), tongue), 300)
    said = tongue.say("It was not sent, or only in part: {problem}.", problem=why)
    if schedule.channel_id is not None:
        said = tongue.say(
            "It was not posted in {channel}, or only in part: {problem}.",
            channel=f"<#{schedule.channel_id}>",
            problem=why,
        )
    return Page(
        (
            heading(tongue.say("Briefing #{number} was not posted", number=number)),
            Line(said),
            Line(
                tongue.say(
                    "The next one comes at its usual time, with this one's news if none of it was "
                    "posted. To try now: `/schedule run schedule:{number}`. If it fails "
                    "again, tell whoever runs the bot: its log has Discord's own message.",
                    number=number,
                )
            ),
        )
    )


def plain_page(schedule: Schedule, tongue: Tongue) -> Page:
    """Return what the owner is told of a briefing that was posted as text."""
    return Page(
        (
            heading(tongue.say("Briefing #{number} was posted as plain text", number=schedule.id)),
            Line(
                tongue.say(
                    "Discord rejected its layout in {channel}. Only menus, buttons and perhaps "
                    "links are missing. The server's AutoMod, or Discord's filter for harmful "
                    "links, may be the cause; if not, tell whoever runs the bot: its log has "
                    "Discord's own message.",
                    channel=f"<#{schedule.channel_id}>",
                )
            ),
        )
    )
