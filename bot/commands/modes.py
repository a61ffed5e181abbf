"""How a schedule posts: which mode fits its channel, and whether the bot may."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.answers import Reply
from bot.errors import Unusable
from bot.permissions import missing_for
from bot.store.nouns import Mode, Schedule

Channel = app_commands.AppCommandChannel | app_commands.AppCommandThread

NATURAL: dict[Any, Mode] = {
    discord.ChannelType.forum: "forum",
    discord.ChannelType.news: "announcement",
}
"""How a channel is posted in where nothing is said; others: "channel"."""

MISFITS = {
    "forum": ("a forum post needs a forum", "Choose one as channel."),
    "announcement": ("only an announcement channel can publish", "Choose one as channel."),
    "thread": ("no thread can be opened there", "Choose a text channel as channel."),
    "channel": ("in a forum a briefing is a forum post", ""),
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


def checked_mode(reply: Reply, schedule: Schedule, given: dict[str, Any]) -> Mode:
    """Return the mode that was given, if it fits the channel, else the natural one.

    Raises:
        Unusable: the mode does not fit, or permissions are missing there.
    """
    channel = channel_of(reply, schedule, given.get("channel"))
    kind = channel.type if channel is not None else getattr(given.get("channel"), "type", None)
    mode = schedule.mode
    if "mode" not in given and not (schedule.id and fits(mode, kind)):
        mode = NATURAL.get(kind, "channel")
    if not fits(mode, kind):
        problem, advice = MISFITS["channel" if kind is discord.ChannelType.forum else mode]
        raise Unusable(problem, subject="mode", advice=advice)
    check_rights(channel, mode)
    return mode


def check_rights(channel: Any, mode: Mode) -> None:
    """Refuse a channel that the bot may not post in.

    Args:
        channel: as discord.py has it; None: it is not known here.
        mode: how it is to be posted in.

    Raises:
        Unusable: permissions are missing there, or it wants a tag on each post.
    """
    if isinstance(channel, discord.ForumChannel) and channel.flags.require_tag:
        raise Unusable(
            "that forum wants a tag on each post, and a briefing has none",
            advice="Let it take posts without tags (the forum's settings), or choose another.",
        )
    missing = missing_for(channel, mode)
    if missing:
        raise Unusable(
            f"the bot may not post there; it lacks {', '.join(missing)}",
            advice="Give it these permissions in the channel's settings.",
        )


def channel_of(reply: Reply, schedule: Schedule, place: Channel | None) -> Any:
    """Return the channel that a schedule posts in, as far as it is known here."""
    if place is not None:
        return place.resolve()
    here = reply.interaction
    if schedule.channel_id == here.channel_id:
        return here.channel
    return here.guild.get_channel_or_thread(schedule.channel_id or 0) if here.guild else None
