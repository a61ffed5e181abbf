"""Tells the owner of a schedule, once, that it was paused and why."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

import discord

from bot.delivery.courier import nonce_of
from bot.delivery.postman import Forbidden, PostError, Postman
from bot.format.page import Line, Page, to_message
from bot.format.safe import fit
from bot.permissions import missing_for
from bot.store.desks import tell_once
from bot.store.engine import Database
from bot.store.nouns import Schedule
from summarizer.domain import make_id

log = logging.getLogger(__name__)


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
        page = paused_page(schedule, problem, self.missing(schedule))
        for user_id in self.whom(schedule):
            try:
                channel = await self.postman.direct_channel(user_id)
                nonce = nonce_of(database.instance, schedule.id, int(make_id(key)[:6], 16))
                await self.postman.send(channel, to_message(page), nonce)
                return
            except PostError as error:
                log.info("could not be told", extra={"schedule": schedule.id, "why": str(error)})

    def missing(self, schedule: Schedule) -> list[str]:
        """Return the permissions that the bot lacks in the schedule's channel."""
        channel = self.client.get_channel(schedule.channel_id or 0)
        return missing_for(channel, schedule.mode) if channel else []

    def whom(self, schedule: Schedule) -> list[int]:
        """Return who is told: who set it up, else the server's owner."""
        guild = self.client.get_guild(schedule.guild_id or 0)
        owner = guild.owner_id if guild is not None else None
        people = [schedule.created_by, owner] if schedule.mode != "dm" else [owner]
        return [person for person in dict.fromkeys(people) if person]


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
