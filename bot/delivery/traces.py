"""Where a briefing belongs, and whether it, or a part of it, stands there already."""

from __future__ import annotations

from datetime import datetime

from bot.delivery.marks import nonce_of
from bot.delivery.postman import Forbidden, Postman, Vanished
from bot.store.editions import CLOCK_DOUBT
from bot.store.nouns import Edition, Part, Schedule


async def target(postman: Postman, schedule: Schedule) -> int:
    """Return the channel of a schedule."""
    if schedule.mode == "dm":
        return await postman.direct_channel(schedule.user_id or schedule.created_by)
    if schedule.channel_id is None:
        raise Vanished("the schedule has no channel")
    return schedule.channel_id


async def home_of(postman: Postman, schedule: Schedule, first: Part) -> int:
    """Return the channel in which an edition was begun, else that of its schedule."""
    return first.channel_id or await target(postman, schedule)


async def stands(postman: Postman, instance: str, schedule: Schedule, edition: Edition) -> bool:
    """Return whether an edition's first message is in its channel.

    Args:
        postman: who looks.
        instance: of the database that the edition is on.
        schedule: the edition's.
        edition: any, posted or not.

    Raises:
        PostError: that cannot be told.
    """
    nonce = nonce_of(instance, edition, 0)
    look = postman.find_post if schedule.mode == "forum" else postman.find
    place = await target(postman, schedule)
    return await look(place, nonce, edition.instant - CLOCK_DOUBT) is not None


async def find(postman: Postman, part: Part, place: int, since: datetime) -> int | None:
    """Look for a part that may be out. Threads and publications need no look."""
    since -= CLOCK_DOUBT
    try:
        if part.kind == "message":
            return await postman.find(place, part.nonce, since)
        if part.kind == "forum":
            return await postman.find_post(place, part.nonce, since)
    except Forbidden as error:
        raise Forbidden(
            "the bot cannot tell whether its briefing was posted, because it is not allowed to "
            "read the channel's history; it will not post it twice"
        ) from error
    return None


async def find_of_backup(postman: Postman, part: Part, place: int, since: datetime) -> int | None:
    """Look for a part that nobody is known to have sent; unreadable channels hinder nothing."""
    try:
        return await find(postman, part, place, since)
    except Forbidden:
        return None
