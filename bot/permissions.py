"""Which permissions the bot needs where, and which of them are missing."""

from __future__ import annotations

from typing import Any

import discord

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


def missing_for(channel: Any, mode: Mode, member: Any = None) -> list[str]:
    """Return the names of the permissions that the bot lacks in a channel.

    Nothing is said of a channel that cannot be seen from here: the first delivery will. Where View
    Channel is missing, Discord takes all others away, so only that one is named.

    Args:
        channel: as discord.py has it.
        mode: how something is to be posted there.
        member: the bot in that server; None takes the one that is known.
    """
    guild = getattr(channel, "guild", None)
    member = member or getattr(guild, "me", None)
    if guild is None or member is None:
        return []
    have = channel.permissions_for(member)
    if not have.view_channel:
        return [BASE["view_channel"]]
    wanted = BASE | BY_MODE[mode]
    if isinstance(channel, discord.Thread):
        wanted = wanted | {"send_messages_in_threads": "Send Messages in Threads"}
        wanted.pop("send_messages")
    return [name for flag, name in wanted.items() if not getattr(have, flag)]


def may_ping(channel: Any, role_id: int) -> bool:
    """Return whether the mention of a role pings anybody; True where that is not known."""
    guild = getattr(channel, "guild", None)
    if guild is None or guild.me is None:
        return True
    role = guild.get_role(role_id)
    if role is None or role.mentionable:
        return True
    return bool(channel.permissions_for(guild.me).mention_everyone)


def invite_link(application_id: int) -> str:
    """Return the address at which a server's owner invites the bot."""
    return discord.utils.oauth_url(
        application_id,
        permissions=invite_permissions(),
        scopes=("bot", "applications.commands"),
    )
