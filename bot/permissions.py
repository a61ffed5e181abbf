"""Which permissions the bot needs where, and which of them are missing."""

from __future__ import annotations

import asyncio
from typing import Any

import discord

from bot.delivery.postman import Forbidden, Vanished, explain
from bot.store.nouns import Mode

BASE = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "embed_links": "Embed Links",
    "read_message_history": "Read Message History",
}
BY_MODE: dict[str, dict[str, str]] = {
    "channel": {},
    "thread": {
        "create_public_threads": "Create Public Threads",
        "send_messages_in_threads": "Send Messages in Threads",
    },
    "forum": {  # there Discord's screens name them otherwise
        "send_messages": "Create Posts",
        "send_messages_in_threads": "Send Messages in Posts",
    },
    "announcement": {},
    "dm": {},
}


SHOWN = {
    "read_messages": "View Channels",
    "send_messages_in_threads": "Send Messages in Threads",
}
"""What Discord calls a permission on its screens, where discord.py's name says another thing."""


def invite_permissions() -> discord.Permissions:
    """Return just what the bot asks for when it is invited; never Administrator."""
    return discord.Permissions(
        view_channel=True,
        send_messages=True,
        send_messages_in_threads=True,
        create_public_threads=True,
        embed_links=True,
        attach_files=True,
        read_message_history=True,
    )


LOOK_SECONDS = 10.0
"""Nobody who waits for an answer waits longer for what a notice, or a check, only adds."""


class Outside(Forbidden):
    """The bot is not in that private thread."""


async def find_channel(guild: discord.Guild, channel_id: int) -> Any:
    """Return a channel or thread of a server; Discord is asked for what is not in memory.

    That is a thread that was put away, and whatever is in a server that another process serves.
    A private thread stays in memory when the bot is removed from it, so it is asked for, too.

    Returns:
        None: it is not known just now.

    Raises:
        Forbidden: the bot cannot see it.
        Vanished: it is gone.
    """
    known = guild.get_channel_or_thread(channel_id)
    if known is not None and known.type is not discord.ChannelType.private_thread:
        return known
    try:
        async with asyncio.timeout(LOOK_SECONDS):
            return await guild.fetch_channel(channel_id)
    except discord.ClientException:  # it is in another server
        return None
    except Exception as error:
        problem = explain(error)
        if isinstance(problem, Forbidden) and must_be_private(guild, channel_id):
            problem = Outside("the bot is not in that private thread")
        if isinstance(problem, Forbidden | Vanished):
            raise problem from error
        return known


def must_be_private(guild: discord.Guild, channel_id: int) -> bool:
    """Return whether what the bot is not shown is a private thread: it sees all it could be in."""
    if guild.get_channel(channel_id) is not None:
        return False
    thread = guild.get_thread(channel_id)
    places = (*guild.text_channels, *guild.forums)  # a thread that was put away is not in memory
    around = (thread.parent,) if thread is not None else places
    have = [permissions_in(channel) for channel in around if channel is not None]
    return bool(have) and all(item is not None and item.view_channel for item in have)


def permissions_in(channel: Any, member: Any = None) -> discord.Permissions | None:
    """Return what the bot, as a `member` of the server, may do there; None: it is not known."""
    guild = getattr(channel, "guild", None)
    member = member or getattr(guild, "me", None)
    if guild is None or member is None:
        return None
    try:
        have: discord.Permissions = channel.permissions_for(member)
    except discord.ClientException:  # a thread has those of its channel, which is not known here
        return None
    return have


def missing_for(channel: Any, mode: Mode, member: Any = None) -> list[str]:
    """Return the names of the permissions that the bot lacks in a channel.

    Nothing is said of a channel that cannot be seen from here: the first delivery will. Where View
    Channel is missing, Discord takes all others away, so only that one is named.

    Args:
        channel: as discord.py has it.
        mode: how something is to be posted there.
        member: the bot in that server; None takes the one that is known.
    """
    have = permissions_in(channel, member)
    if have is None:
        return []
    if not have.view_channel:
        return [BASE["view_channel"]]
    wanted = BASE | BY_MODE[mode]
    if isinstance(channel, discord.Thread):
        wanted = wanted | {"send_messages_in_threads": "Send Messages in Threads"}
        wanted.pop("send_messages")
    if isinstance(channel, discord.VoiceChannel | discord.StageChannel):
        wanted = wanted | {"connect": "Connect"}
    return [name for flag, name in wanted.items() if not getattr(have, flag)]


def may_ping(channel: Any, role_id: int) -> bool:
    """Return whether the mention of a role pings anybody; True where that is not known."""
    have = permissions_in(channel)
    role = channel.guild.get_role(role_id) if have is not None else None
    return have is None or role is None or role.mentionable or have.mention_everyone


def invite_link(application_id: int) -> str:
    """Return the address at which a server's owner invites the bot."""
    return discord.utils.oauth_url(
        application_id,
        permissions=invite_permissions(),
        scopes=("bot", "applications.commands"),
    )
