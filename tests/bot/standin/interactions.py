"""Members using the bot: commands, buttons, menus; and how the bot answered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import web

from standin.world import (
    ALL_PERMISSIONS,
    APPLICATION_ID,
    GROUP,
    Channel,
    Role,
    message_json,
    snowflake,
    user,
)

if TYPE_CHECKING:
    from standin.server import StandIn

V2 = 1 << 15
KINDS = {"sub": 1, "group": 2, str: 3, int: 4, bool: 5, float: 10}


@dataclass
class Use:
    """One interaction, from the member's press to the bot's last edit."""

    id: int
    token: str
    channel: Channel | None
    acknowledged: bool = False
    kind: int = 0
    data: dict[str, Any] | None = None
    edits: list[dict[str, Any]] = field(default_factory=list)
    more: list[dict[str, Any]] = field(default_factory=list)
    """What was said beside the answer."""

    gone: bool = False
    """Whether the answer was deleted."""

    changed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def ephemeral(self) -> bool:
        """Whether only the asker sees the answer."""
        seen = self.message if self.gone else self.data or {}
        return bool((seen.get("flags") or 0) & 64)

    @property
    def message(self) -> dict[str, Any]:
        """The answer as it stands now; where it was deleted, what was said instead."""
        if self.gone:
            return self.more[-1] if self.more else {}
        if self.edits:
            return self.edits[-1]
        return (self.data or {}) if self.kind in (4, 7) else {}

    @property
    def text(self) -> str:
        """All the words of the answer."""
        return words_of(self.message)

    @property
    def told_beside(self) -> list[str]:
        """What the asker alone was told beside the answer."""
        return [words_of(item) for item in self.more if (item.get("flags") or 0) & 64]

    async def answered(self, seconds: float = 60.0) -> Use:
        """Wait for an answer with words in it that is not a progress note, or for one beside it."""
        return await self.until(
            lambda: self.more or (self.text and not is_progress(self.message)), seconds
        )

    async def settled(self, seconds: float = 60.0) -> Use:
        """Wait for any acknowledgement."""
        return await self.until(lambda: self.acknowledged, seconds)

    async def until(self, reached: Callable[[], Any], seconds: float = 60.0) -> Use:
        """Wait until the answer is as wanted."""
        async with asyncio.timeout(seconds):
            while not reached():
                self.changed.clear()
                await self.changed.wait()
        return self

    def custom_ids(self) -> list[str]:
        """Every custom id in the answer."""
        return list(ids_of(self.message.get("components")))

    def button(self, start: str) -> str:
        """The first custom id that starts so."""
        return next(item for item in self.custom_ids() if item.startswith(start))


def is_progress(message: dict[str, Any]) -> bool:
    """Whether a message only says that work goes on."""
    return "⏳" in words_of(message)


def words_of(message: dict[str, Any]) -> str:
    """All the words of a message."""
    parts = [message.get("content") or ""]
    parts += [
        embed.get("title", "") + embed.get("description", "")
        for embed in message.get("embeds") or ()
    ]
    parts += texts_of(message.get("components"))
    return "\n".join(part for part in parts if part)


def texts_of(components: Any) -> list[str]:
    """The text displays in components."""
    found = []
    for item in components or ():
        if item.get("type") == 10:
            found.append(item["content"])
        found += texts_of(item.get("components"))
    return found


def ids_of(components: Any) -> list[str]:
    """The custom ids in components."""
    found = []
    for item in components or ():
        if item.get("custom_id"):
            found.append(item["custom_id"])
        found += ids_of(item.get("components"))
        if item.get("accessory"):
            found += ids_of([item["accessory"]])
    return found


class Interactions:
    """Sends interactions through the gateway and takes the bot's answers."""

    def __init__(self, discord: StandIn) -> None:
        self.discord = discord
        self.uses: dict[str, Use] = {}
        self.files: dict[str, bytes] = {}
        self.own_app = False
        """Whether members use the bot that they installed for themselves, wherever they are."""

    async def serve_file(self, request: web.Request) -> web.Response:
        """Serve an attachment."""
        return web.Response(body=self.files[request.match_info["name"]])

    def attach(self, name: str, body: bytes) -> dict[str, Any]:
        """Keep an attachment and return it as Discord writes one."""
        self.files[name] = body
        url = f"http://{self.discord.host}/files/{name}"
        return {
            "id": str(snowflake()),
            "filename": name,
            "size": len(body),
            "url": url,
            "proxy_url": url,
            "content_type": "text/plain",
        }

    async def command(
        self,
        path: str,
        channel: Channel | None = None,
        /,
        *,
        by: int = 77,
        locale: str = "en-US",
        permissions: str = ALL_PERMISSIONS,
        files: dict[str, dict[str, Any]] | None = None,
        **options: Any,
    ) -> Use:
        """Let a member use a command: `command("schedule add", channel, times="8")`."""
        data = self.command_data(path, options, files or {})
        return await self.send(2, data, channel, by, permissions=permissions, locale=locale)

    async def complete(
        self,
        path: str,
        focused: str,
        channel: Channel | None = None,
        /,
        *,
        locale: str = "en-US",
        **options: Any,
    ) -> list[dict[str, Any]]:
        """Return what a member is offered while typing into an option."""
        data = self.command_data(path, options, {}, focused)
        use = await self.send(4, data, channel, 77, locale=locale)
        await use.settled()
        return (use.data or {}).get("choices") or []

    def command_data(
        self, path: str, options: dict[str, Any], files: dict[str, Any], focused: str = ""
    ) -> dict[str, Any]:
        """Return an interaction's data for a command."""
        names = path.split()
        rows: list[dict[str, Any]] = []
        resolved: dict[str, Any] = {}
        for name, value in options.items():
            row = {
                "name": name.replace("_", "-"),
                "type": KINDS.get(type(value), 3),
                "value": value,
            }
            if isinstance(value, Channel):
                assert value.type in self.types_of(names, name), "Discord does not offer it"
                row |= {"type": 7, "value": str(value.id)}
                channel = value.as_json() | {"permissions": ALL_PERMISSIONS}
                resolved.setdefault("channels", {})[str(value.id)] = channel
            if isinstance(value, Role):
                row |= {"type": 8, "value": str(value.id)}
                resolved.setdefault("roles", {})[str(value.id)] = value.as_json()
            if name == focused:
                row["focused"] = True
            rows.append(row)
        for name, file in files.items():
            rows.append({"name": name, "type": 11, "value": file["id"]})
            resolved.setdefault("attachments", {})[file["id"]] = file
        for depth in range(len(names) - 1, 0, -1):
            kind = 1 if depth == len(names) - 1 else 2
            rows = [{"name": names[depth], "type": kind, "options": rows}]
        return {
            "id": str(snowflake()),
            "name": names[0],
            "type": 1,
            "options": rows,
            "resolved": resolved,
        }

    def types_of(self, names: list[str], option: str) -> list[int]:
        """Return the types of channels that a command's option offers."""
        options = self.discord.commands
        for name in (*names, option):
            [found] = [item for item in options if item["name"] == name.replace("_", "-")]
            options = found.get("options", ())
        return found["channel_types"]

    async def message_menu(
        self, name: str, channel: Channel, content: str, by: int = 77, **more: Any
    ) -> Use:
        """Let a member use a message's context menu; `more` is of the message."""
        target = snowflake()
        message = message_json(channel, target, {"content": content})
        message |= {"author": user(88, "writer")} | more
        data = {
            "id": str(snowflake()),
            "name": name,
            "type": 3,
            "target_id": str(target),
            "resolved": {"messages": {str(target): message}},
        }
        return await self.send(2, data, channel, by)

    async def press(
        self,
        custom_id: str,
        channel: Channel,
        *,
        by: int = 77,
        values: list[str] | None = None,
        message: dict[str, Any] | None = None,
        locale: str = "en-US",
    ) -> Use:
        """Let a member press a button, or choose from a menu."""
        data: dict[str, Any] = {"custom_id": custom_id, "component_type": 3 if values else 2}
        if values:
            data["values"] = values
        pressed = shown(channel, custom_id, values, message)
        return await self.send(3, data, channel, by, message=pressed, locale=locale)

    async def send(
        self,
        kind: int,
        data: dict[str, Any],
        channel: Channel | None,
        by: int,
        *,
        message: dict[str, Any] | None = None,
        permissions: str = ALL_PERMISSIONS,
        locale: str = "en-US",
    ) -> Use:
        """Send one interaction."""
        ident = snowflake()
        use = Use(ident, f"token-{ident}", channel)
        self.uses[use.token] = use
        member = user(by, f"member{by}")
        packet: dict[str, Any] = {
            "id": str(ident),
            "application_id": str(APPLICATION_ID),
            "type": kind,
            "token": use.token,
            "version": 1,
            "data": data,
            "locale": locale,
            "app_permissions": ALL_PERMISSIONS,
            "entitlements": [],
            "attachment_size_limit": 10_000_000,
        }
        if channel is not None and channel.guild_id:
            packet |= {
                "guild_id": str(channel.guild_id),
                "guild_locale": "en-US",
                "context": 0,
                "authorizing_integration_owners": (
                    {"1": str(by)} if self.own_app else {"0": str(channel.guild_id)}
                ),
                "member": {
                    "user": member,
                    "roles": [],
                    "permissions": permissions,
                    "deaf": False,
                    "mute": False,
                    "flags": 0,
                    "joined_at": "2024-01-01T00:00:00+00:00",
                },
            }
        else:
            channel = channel or self.discord.direct(by)
            packet |= {
                "user": member,
                "context": 2 if channel.type == GROUP else 1,
                "authorizing_integration_owners": {"1": str(by)},
            }
        packet |= {"channel_id": str(channel.id), "channel": channel.as_json()}
        if message is not None:
            packet["message"] = message
        await self.discord.gateway.dispatch("INTERACTION_CREATE", packet)
        return use

    async def callback(self, ident: str, token: str, body: dict[str, Any]) -> web.StreamResponse:
        """Take the first answer to an interaction."""
        use = self.uses[token]
        if use.acknowledged:
            return web.json_response({"code": 40060, "message": "already acknowledged"}, status=400)
        use.acknowledged = True
        use.kind, use.data = body["type"], body.get("data")
        use.changed.set()
        told = {"id": ident, "type": 2, "response_message_loading": body["type"] == 5}
        return web.json_response({"interaction": told})

    async def original(self, method: str, token: str, body: Any) -> web.StreamResponse:
        """Show or change the answer."""
        use = self.uses.get(token)
        if use is None or not use.acknowledged:
            return web.json_response({"code": 10015, "message": "Unknown Webhook"}, status=404)
        if use.gone:
            return web.json_response({"code": 10008, "message": "Unknown Message"}, status=404)
        if method == "DELETE":
            use.gone = True
            return web.Response(status=204)
        if method == "PATCH":
            code = use.channel.refuses(body) if use.channel and use.channel.refuses else 0
            if not code and (use.message.get("flags") or 0) & ~(body.get("flags") or 0) & V2:
                code = 50035  # a message in components v2 stays one
            if code:
                return web.json_response({"code": code, "message": "refused"}, status=400)
            use.edits.append(body)
            use.changed.set()
        channel = use.channel or self.discord.direct(77)
        return web.json_response(message_json(channel, use.id, use.message))

    async def follow_up(self, token: str, body: dict[str, Any]) -> web.StreamResponse:
        """Say more, beside the answer."""
        use = self.uses.get(token)
        if use is None or not use.acknowledged:
            return web.json_response({"code": 10015, "message": "Unknown Webhook"}, status=404)
        if use.kind == 5 and not use.edits and not use.gone:
            return await self.original("PATCH", token, body)  # as Discord does, for all to see
        use.more.append(body)
        use.changed.set()
        channel = use.channel or self.discord.direct(77)
        return web.json_response(message_json(channel, snowflake(), body))


def shown(
    channel: Channel, custom_id: str, values: list[str] | None, message: dict[str, Any] | None
) -> dict[str, Any]:
    """Return the message that a pressed component stands on."""
    if message is not None:
        made = message_json(channel, snowflake(), {"flags": 1 << 15} | message)
        if "asked_by" in message:
            made["flags"] = (1 << 15) | (made["flags"] & 64)
            made["interaction_metadata"] = {
                "id": str(snowflake()),
                "type": 2,
                "user": user(message["asked_by"], "asker"),
                "authorizing_integration_owners": {},
            }
        return made
    item: dict[str, Any] = {"type": 2, "style": 2, "label": "x", "custom_id": custom_id}
    if values:
        options = [{"label": value, "value": value} for value in values]
        item = {"type": 3, "custom_id": custom_id, "options": options}
    row = {"type": 1, "components": [item]}
    return message_json(channel, snowflake(), {"components": [row], "flags": 1 << 15})
