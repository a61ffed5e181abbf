"""How a schedule posts: which mode fits its channel, and whether the bot may."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.answers import Reply
from bot.delivery.postman import Forbidden, Vanished
from bot.errors import Unusable
from bot.permissions import BASE, Outside, find_channel, missing_for, permissions_in
from bot.store.nouns import Mode, Schedule

Channel = app_commands.AppCommandChannel | app_commands.AppCommandThread

NATURAL: dict[Any, Mode] = {
    discord.ChannelType.forum: "forum",
    discord.ChannelType.news: "announcement",
}
"""How a channel is posted in where nothing is said; others: "channel"."""

MISFITS = {
    "forum": ("a forum post needs a forum", "Choose one as the channel."),
    "announcement": ("only an announcement channel can publish", "Choose one as the channel."),
    "thread": ("no thread can be opened there", "Choose a text channel."),
    "channel": ("in a forum, a briefing has to be a forum post", ""),
}
"""What is said of a mode that does not fit its channel, and what to do."""


def fits(mode: Mode, kind: discord.ChannelType | None) -> bool:
    """Return whether a mode can be in a channel of some type; None: it is not known."""
    types = discord.ChannelType
    if mode == "forum" or kind is types.forum:
        return mode == "forum" and kind is types.forum
    if mode == "announcement":
        return kind is types.news
    return mode != "thread" or kind in (None, types.text, types.news)


async def checked_mode(reply: Reply, schedule: Schedule, given: dict[str, Any]) -> Mode:
    """Return the mode that was given, if it fits the channel, else the natural one.

    Raises:
        Unusable: the mode does not fit, or permissions are missing there.
    """
    place = given.get("channel")
    channel = await channel_of(reply, schedule, place)
    kind = channel.type if channel is not None else getattr(place, "type", None)
    mode = schedule.mode
    if "mode" not in given and not (schedule.id and fits(mode, kind)):
        mode = NATURAL.get(kind, "channel")
    if not fits(mode, kind):
        raise misfit(mode, kind)
    check_rights(channel, mode)
    return mode


def check_rights(channel: Any, mode: Mode) -> None:
    """Refuse a channel that the bot may not post in.

    Args:
        channel: as discord.py has it; None: it is not known here.
        mode: how it is to be posted in.

    Raises:
        Unusable: permissions are missing there, it is a forum and was none, or the other way
            round, it wants a tag on each post, or is locked.
    """
    is_forum = isinstance(channel, discord.ForumChannel)
    if channel is not None and is_forum is not (mode == "forum"):
        raise misfit(mode, channel.type)
    if is_forum and channel.flags.require_tag:
        raise Unusable(
            "that forum requires a tag on every post, and a briefing has none",
            advice="Allow posts without tags in the forum's settings, or choose another channel.",
        )
    if missing := missing_for(channel, mode):
        raise lacking(missing)
    have = permissions_in(channel)
    if getattr(channel, "locked", False) and not (have and have.manage_threads):
        raise Unusable("the thread there is archived or locked", advice="Choose a text channel.")


def misfit(mode: Mode, kind: discord.ChannelType | None) -> Unusable:
    """Return what says that a mode does not fit a type of channel."""
    problem, advice = MISFITS["channel" if kind is discord.ChannelType.forum else mode]
    return Unusable(problem, subject="mode", advice=advice)


def lacking(missing: list[str]) -> Unusable:
    """Return what says that permissions are missing in a channel."""
    return Unusable(
        f"the bot is not allowed to post there; it lacks {', '.join(missing)}",
        advice="Give it these permissions in the channel's settings.",
    )


async def channel_of(reply: Reply, schedule: Schedule, place: Channel | None = None) -> Any:
    """Return the channel that a schedule posts in; None: it is not known just now.

    Args:
        reply: to whoever sets the schedule up.
        schedule: as it was.
        place: where it is to post instead.

    Raises:
        Unusable: the bot cannot see it, or it is gone.
    """
    here = reply.interaction
    channel_id = schedule.channel_id if place is None else place.id
    if reply.guild is None or channel_id is None:
        return None
    seen = here.channel if channel_id == here.channel_id else place
    private = getattr(seen, "type", None) is discord.ChannelType.private_thread
    return await channel_in(reply.guild, channel_id, private=private)


async def channel_in(guild: discord.Guild, channel_id: int, *, private: bool = False) -> Any:
    """Return a channel of a server; None: it is not known just now.

    Args:
        guild: the server.
        channel_id: in it.
        private: it is known to be a private thread.

    Raises:
        Unusable: the bot cannot see it, or it is gone.
    """
    try:
        return await find_channel(guild, channel_id)
    except Vanished:
        raise Unusable(
            "the channel no longer exists", advice="Choose one as the channel."
        ) from None
    except Forbidden as error:
        if private or isinstance(error, Outside):
            raise Unusable(
                "the bot is not in that private thread", advice="Mention it there, then try again."
            ) from None
        raise lacking([BASE["view_channel"]]) from None
