"""What the stand-in knows: servers, channels, members, messages."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

NEEDS_TAG = 1 << 4
"""A forum's flag: a post without one of its tags is refused."""

BOT_ID = 900_000_000_000_000_001
APPLICATION_ID = 900_000_000_000_000_002
EPOCH_MS = 1_420_070_400_000

TEXT, DM, VOICE, GROUP, NEWS, STAGE, FORUM = 0, 1, 2, 3, 5, 13, 15
NEWS_THREAD, PUBLIC_THREAD, PRIVATE_THREAD = 10, 11, 12
THREADS = (NEWS_THREAD, PUBLIC_THREAD, PRIVATE_THREAD)
ALL_PERMISSIONS = str((1 << 50) - 1)
ADMINISTRATOR, VIEW, SEND, CONNECT, SEND_IN_THREADS = 1 << 3, 1 << 10, 1 << 11, 1 << 20, 1 << 38
INVITED = str(309237763072 | CONNECT)
"""What the bot has in a server that invited it: what it asks for, and what everybody has."""

_counter = itertools.count(1)


def snowflake() -> int:
    """Return a new id of now."""
    return ((int(time.time() * 1000) - EPOCH_MS) << 22) | (next(_counter) & 0x3FFFFF)


def user(user_id: int, name: str, *, bot: bool = False) -> dict[str, Any]:
    """Return a user as Discord writes one."""
    return {
        "id": str(user_id),
        "username": name,
        "discriminator": "0",
        "global_name": name.capitalize(),
        "avatar": None,
        "bot": bot,
    }


BOT = user(BOT_ID, "readout", bot=True)


@dataclass
class Channel:
    """A channel, thread or forum, with its messages by id."""

    id: int
    guild_id: int | None
    type: int
    name: str
    parent_id: int | None = None
    owner_id: int | None = None
    recipient: int | None = None
    flags: int = 0
    denied: int = 0
    """The permissions that are taken from everybody here."""
    locked: bool = False
    archived: bool = False
    joined: bool = True
    """Whether the bot is in a private thread."""
    messages: dict[int, dict[str, Any]] = field(default_factory=dict)
    nonces: dict[str, int] = field(default_factory=dict)
    published: list[int] = field(default_factory=list)
    forbidden: dict[str, int] = field(default_factory=dict)
    """What is refused here: "send", "read", "view" or "thread" to Discord's code."""
    refuses: Callable[[dict[str, Any]], int] | None = None
    """Of a message that comes here, Discord's code with which it is refused; 0: it is taken."""

    def as_json(self) -> dict[str, Any]:
        """Return the channel as Discord writes one."""
        data: dict[str, Any] = {
            "id": str(self.id),
            "type": self.type,
            "name": self.name,
            "position": 0,
            "permission_overwrites": self.overwrites(),
            "nsfw": False,
            "flags": self.flags,
            "topic": None,
            "parent_id": str(self.parent_id) if self.parent_id else None,
        }
        if self.type == DM:
            return {
                "id": str(self.id),
                "type": DM,
                "last_message_id": None,
                "recipients": [user(self.recipient or 0, "member")],
            }
        data["guild_id"] = str(self.guild_id)
        if self.type in (VOICE, STAGE):
            data |= {"bitrate": 64_000, "user_limit": 0}
        if self.type in THREADS:
            data |= {
                "owner_id": str(self.owner_id or 1),
                "message_count": len(self.messages),
                "member_count": 1,
                "rate_limit_per_user": 0,
                "thread_metadata": {
                    "archived": self.archived,
                    "auto_archive_duration": 1440,
                    "archive_timestamp": "2024-08-28T00:00:00+00:00",
                    "locked": self.locked,
                },
            }
        return data

    def overwrites(self) -> list[dict[str, Any]]:
        """Return what is denied here, as Discord writes it."""
        everybody = {"id": str(self.guild_id), "type": 0, "allow": "0"}
        return [everybody | {"deny": str(self.denied)}] if self.denied else []


@dataclass
class Role:
    """A role, as a member chooses one in an option."""

    id: int
    name: str = "readers"
    mentionable: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the role as Discord writes one."""
        return {
            "id": str(self.id),
            "name": self.name,
            "permissions": "0",
            "position": 1,
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "managed": False,
            "mentionable": self.mentionable,
            "flags": 0,
        }


@dataclass
class Guild:
    """A server."""

    id: int
    name: str
    permissions: str = ALL_PERMISSIONS
    channels: list[int] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    left: set[int] = field(default_factory=set)
    """Members who left, or were banned."""
    time_out: str | None = None
    """Until when the bot is in a time-out."""

    def as_json(self, channels: dict[int, Channel]) -> dict[str, Any]:
        """Return GUILD_CREATE's data."""
        role = {
            "id": str(self.id),
            "name": "@everyone",
            "permissions": self.permissions,
            "position": 0,
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "managed": False,
            "mentionable": False,
            "flags": 0,
        }
        member = {
            "user": BOT,
            "roles": [],
            "joined_at": "2024-01-01T00:00:00+00:00",
            "deaf": False,
            "mute": False,
            "flags": 0,
            "communication_disabled_until": self.time_out,
        }
        known = [channels[item] for item in self.channels]
        threads = [item for item in known if item.type in THREADS]
        seen = [item for item in threads if item.joined and not item.archived]
        return {
            "id": str(self.id),
            "name": self.name,
            "owner_id": "1",
            "roles": [role, *(one.as_json() for one in self.roles)],
            "emojis": [],
            "features": [],
            "channels": [item.as_json() for item in known if item not in threads],
            "threads": [item.as_json() for item in seen],
            "members": [member],
            "member_count": 2,
            "large": False,
            "unavailable": False,
            "premium_tier": 0,
            "preferred_locale": "en-US",
            "verification_level": 0,
            "default_message_notifications": 0,
            "explicit_content_filter": 0,
            "mfa_level": 0,
            "nsfw_level": 0,
            "system_channel_flags": 0,
            "stickers": [],
            "presences": [],
            "voice_states": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "joined_at": "2024-01-01T00:00:00+00:00",
            "afk_timeout": 300,
            "premium_progress_bar_enabled": False,
            "soundboard_sounds": [],
        }


def message_json(channel: Channel, message_id: int, body: dict[str, Any]) -> dict[str, Any]:
    """Return a message as Discord answers one."""
    return {
        "id": str(message_id),
        "channel_id": str(channel.id),
        "author": BOT,
        "content": body.get("content") or "",
        "embeds": body.get("embeds") or [],
        "components": body.get("components") or [],
        "flags": body.get("flags") or 0,
        "timestamp": "2024-08-28T08:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "pinned": False,
        "type": 0,
        "nonce": body.get("nonce"),
        "allowed_mentions": body.get("allowed_mentions"),
    }
