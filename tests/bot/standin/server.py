"""The stand-in's HTTP side: every route the bot uses, limits as Discord enforces them."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Any

from aiohttp import web

from standin.checker import check_request
from standin.faults import Fault
from standin.gateway import Gateway
from standin.interactions import Interactions
from standin.world import (
    ADMINISTRATOR,
    APPLICATION_ID,
    BOT,
    CONNECT,
    DM,
    FORUM,
    NEEDS_TAG,
    NEWS,
    PUBLIC_THREAD,
    SEND,
    SEND_IN_THREADS,
    STAGE,
    TEXT,
    THREADS,
    VIEW,
    VOICE,
    Channel,
    Guild,
    message_json,
    snowflake,
)

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GaBcDe.abcdefghijklmnopqrstuvwxyz0123456789AB"


@dataclass
class Limits:
    """Rate limits; `second` is how long a second of Discord's takes here."""

    per_channel: int = 5
    channel_window: float = 5.0
    everywhere: int = 50
    second: float = 1.0
    enforced: bool = False


@dataclass
class Asked:
    """One request that came in."""

    method: str
    path: str
    body: Any
    at: float = field(default_factory=time.monotonic)


class Answer(Exception):
    """Leave a handler with an error of Discord's."""

    def __init__(self, status: int, code: int, words: str = "") -> None:
        super().__init__(words)
        self.response = web.json_response(
            {"code": code, "message": words or f"error {code}"}, status=status
        )


class StandIn:
    """Discord on loopback. `async with StandIn() as discord:` and point the bot at it."""

    def __init__(self) -> None:
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.gateway = Gateway(self.guilds, self.channels)
        self.interactions = Interactions(self)
        self.faults: list[Fault] = []
        self.asked: list[Asked] = []
        self.refused: list[str] = []
        self.clock: Callable[[], datetime] | None = None
        """What its answers are dated by; None: the real time."""

        self.age: int | None = None
        """How many seconds a cache before it kept each answer; None: there is none."""

        self.commands: list[dict[str, Any]] = []
        self.limits = Limits()
        self.shards = 1
        self.logins = {"remaining": 999, "reset_after": 0}
        self.remember_nonces = True
        self.forbidden_users: set[int] = set()
        self.limited = 0
        self.posted = asyncio.Condition()
        self.everywhere: deque[float] = deque()
        self.by_channel: dict[str, deque[float]] = defaultdict(deque)
        self.runner: web.AppRunner | None = None
        self.base = ""

    async def __aenter__(self) -> StandIn:
        app = web.Application(middlewares=[self.middleware], client_max_size=50_000_000)
        app.router.add_get("/gateway-socket", self.gateway.serve)
        app.router.add_get("/gateway-socket/", self.gateway.serve)
        app.router.add_get("/files/{name}", self.interactions.serve_file)
        app.router.add_route("*", "/api/v10/{path:.*}", self.route)
        self.runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self.runner.setup()
        site = web.TCPSite(self.runner, "127.0.0.1", 0)
        await site.start()
        port = self.runner.addresses[0][1]
        self.host = f"127.0.0.1:{port}"
        self.base = f"http://{self.host}/api/v10"
        self.gateway.url = f"ws://{self.host}/gateway-socket"
        return self

    async def __aexit__(self, error: object, *_: object) -> None:
        await self.gateway.shut()
        assert self.runner is not None
        await self.runner.cleanup()
        if error is None:
            assert self.refused == [], "what Discord's document does not allow"

    # What a test sets up and looks at.

    def add_guild(self, name: str = "The Ferry Office", *, permissions: str | None = None) -> Guild:
        """Add a server."""
        guild = Guild(snowflake(), name)
        if permissions is not None:
            guild.permissions = permissions
        self.guilds[guild.id] = guild
        return guild

    def add_channel(self, guild: Guild, name: str = "news", kind: int = TEXT) -> Channel:
        """Add a channel to a server."""
        channel = Channel(snowflake(), guild.id, kind, name)
        self.channels[channel.id] = channel
        guild.channels.append(channel.id)
        return channel

    def requests(self, method: str, part: str) -> list[Asked]:
        """Return the requests whose path holds `part`."""
        return [item for item in self.asked if item.method == method and part in item.path]

    async def wait_for(self, done: Any, seconds: float = 60.0) -> None:
        """Wait until `done()` holds; it is looked at after each request."""
        async with asyncio.timeout(seconds), self.posted:
            await self.posted.wait_for(done)

    # Requests.

    @web.middleware
    async def middleware(self, request: web.Request, handler: Any) -> web.StreamResponse:
        """Turn `Answer`s into answers."""
        try:
            response = await handler(request)
        except Answer as answer:
            response = answer.response
        if self.clock is not None:
            made = self.clock() - timedelta(seconds=self.age or 0)
            response.headers["Date"] = format_datetime(made, usegmt=True)
        if self.age is not None:
            response.headers["Age"] = str(self.age)
        if response.content_type == "application/json":
            response.headers["Content-Type"] = "application/json"  # as Discord: no charset
        return response

    async def route(self, request: web.Request) -> web.StreamResponse:
        """Check, limit, perhaps fail, then do one request."""
        path = "/" + request.match_info["path"]
        body = await read_body(request)
        self.asked.append(Asked(request.method, path, body))
        fault = next((item for item in self.faults if item.applies(request.method, path)), None)
        if fault is not None:
            fault.hits += 1
            if fault.delay:
                await asyncio.sleep(fault.delay)
            if not fault.after and (fault.status or not fault.delay):
                return await self.fail(request, fault)
        response = await self.checked(request, path, body)
        async with self.posted:
            self.posted.notify_all()
        if fault is not None and fault.after:
            return await self.fail(request, fault)
        return response

    async def fail(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        """Answer as the fault says, or cut the connection."""
        if not fault.status:
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        if isinstance(fault.body, str):
            return web.Response(
                status=fault.status,
                text=fault.body,
                content_type="text/html",
                headers=fault.headers,
            )
        body = fault.body or {"code": fault.code, "message": f"error {fault.code}"}
        return web.json_response(body, status=fault.status, headers=fault.headers)

    async def checked(self, request: web.Request, path: str, body: Any) -> web.StreamResponse:
        """Check the request against the document, then do it."""
        interaction = path.startswith(("/interactions/", "/webhooks/"))
        if not interaction and request.headers.get("Authorization") != f"Bot {TOKEN}":
            return web.json_response({"message": "401: Unauthorized", "code": 0}, status=401)
        checked = body
        if isinstance(body, dict):
            checked = {key: value for key, value in body.items() if key != "files"}
        problems = check_request(request.method, path, checked, dict(request.query))
        if problems:
            self.refused += [f"{request.method} {path}: {line}" for line in problems]
            return web.json_response({"code": 50035, "message": problems[0]}, status=400)
        limited = None if interaction else self.limit(request.method, path)
        return limited or await self.do(request.method, path, body, request)

    def limit(self, method: str, path: str) -> web.StreamResponse | None:
        """Refuse what comes too fast."""
        if not self.limits.enforced:
            return None
        now = time.monotonic()
        if not has_room(self.everywhere, now, self.limits.everywhere, self.limits.second):
            return self.too_fast(0.1 * self.limits.second, everywhere=True)
        if method == "POST" and path.endswith("/messages"):
            window = self.limits.channel_window * self.limits.second
            if not has_room(self.by_channel[path], now, self.limits.per_channel, window):
                return self.too_fast(window - (now - self.by_channel[path][0]), everywhere=False)
        return None

    def too_fast(self, wait: float, *, everywhere: bool) -> web.StreamResponse:
        """A 429."""
        self.limited += 1
        body = {"message": "slow down", "retry_after": max(0.01, wait), "global": everywhere}
        return web.json_response(body, status=429, headers={"Via": "1.1 google"})

    async def do(
        self, method: str, path: str, body: Any, request: web.Request
    ) -> web.StreamResponse:
        """Do one checked request."""
        parts = path.strip("/").split("/")
        match (method, *parts):
            case ("GET", "users", "@me"):
                return web.json_response(BOT)
            case ("GET", "oauth2", "applications", "@me") | ("GET", "applications", "@me"):
                return web.json_response(self.application())
            case ("GET", "gateway", "bot"):
                return web.json_response(self.gateway_bot())
            case ("GET", "users", "@me", "guilds"):
                rows = [{"id": str(item.id), "name": item.name} for item in self.guilds.values()]
                return web.json_response(rows)
            case ("POST", "users", "@me", "channels"):
                return web.json_response(self.direct(int(body["recipient_id"])).as_json())
            case ("GET", "applications", _, "commands"):
                return web.json_response(self.commands)
            case ("PUT", "applications", _, "commands"):
                return web.json_response(self.register(body))
            case ("POST", "interactions", ident, token, "callback"):
                return await self.interactions.callback(ident, token, body)
            case ("PATCH" | "GET" | "DELETE", "webhooks", _, token, "messages", "@original"):
                return await self.interactions.original(method, token, body)
            case ("POST", "webhooks", _, token):
                return await self.interactions.follow_up(token, body)
            case ("GET", "guilds", ident):
                told = self.guild(ident).as_json(self.channels)
                for part in ("channels", "threads", "members"):  # the gateway alone tells these
                    del told[part]
                return web.json_response(told)
            case ("GET", "guilds", ident, "channels"):
                return web.json_response(self.guild(ident).as_json(self.channels)["channels"])
            case ("GET", "guilds", ident, "members", member):
                if int(member) in self.guild(ident).left:
                    raise Answer(404, 10007, "Unknown Member")
                return web.json_response(self.guild(ident).as_json(self.channels)["members"][0])
            case ("GET", "guilds", ident, "threads", "active"):
                rows = [row for row in self.channels.values() if row.type == PUBLIC_THREAD]
                rows = [row for row in rows if row.guild_id == int(ident)]
                return web.json_response(
                    {"threads": [row.as_json() for row in rows], "members": []}
                )
        if parts[0] == "channels":
            return self.in_channel(method, parts, body, request)
        raise Answer(404, 0, "404: Not Found")

    def in_channel(
        self, method: str, parts: list[str], body: Any, request: web.Request
    ) -> web.StreamResponse:
        """Do a request about a channel."""
        channel = self.channels.get(int(parts[1]))
        if channel is None:
            raise Answer(404, 10003, "Unknown Channel")
        match (method, *parts[2:]):
            case ("GET",):
                self.check_may_see(channel)
                return web.json_response(channel.as_json())
            case ("GET", "messages"):
                self.check_may_see(channel)
                return web.json_response(self.history(channel, request))
            case ("GET", "messages", ident):
                check_may_read(channel)
                return web.json_response(message_in(channel, int(ident)))
            case ("POST", "messages"):
                return self.post(channel, body)
            case ("POST", "messages", ident, "threads"):
                return self.thread(channel, int(ident), body["name"])
            case ("POST", "messages", ident, "crosspost"):
                return self.crosspost(channel, int(ident))
            case ("POST", "threads"):
                return self.forum_post(channel, body)
            case ("GET", "threads", "archived", "public"):
                check_may_read(channel)
                return web.json_response({"threads": [], "members": [], "has_more": False})
            case ("PATCH", "messages", ident):
                return web.json_response(channel.messages[int(ident)])
        raise Answer(404, 0, "404: Not Found")

    def post(self, channel: Channel, body: dict[str, Any]) -> web.StreamResponse:
        """Post a message; the same nonce again gives the same message."""
        self.check_may_post(channel)
        if code := channel.forbidden.get("send"):
            raise Answer(403, code)
        if channel.recipient in self.forbidden_users:
            raise Answer(403, 50007, "Cannot send messages to this user")
        refuse_what(channel, body)
        nonce = str(body.get("nonce") or "")
        if body.get("enforce_nonce") and self.remember_nonces and nonce in channel.nonces:
            return web.json_response(message_in(channel, channel.nonces[nonce]))
        made = snowflake()
        channel.messages[made] = message_json(channel, made, body)
        if nonce:
            channel.nonces[nonce] = made
        return web.json_response(channel.messages[made])

    def check_may_see(self, channel: Channel) -> None:
        """Refuse a channel that the bot cannot see; of a voice channel, one it may not join."""
        if code := channel.forbidden.get("view"):
            raise Answer(403, code)
        needed = (VIEW, CONNECT) if channel.type in (VOICE, STAGE) else (VIEW,)
        if not channel.joined or not self.may(channel, *needed):
            raise Answer(403, 50001, "Missing Access")

    def check_may_post(self, channel: Channel) -> None:
        """Refuse what the bot is not allowed to post there; a message wakes a thread that is not "
        "locked."""
        self.check_may_see(channel)
        if channel.type == FORUM:
            raise Answer(400, 50008, "Cannot send messages in a non-text channel")
        if not self.may(channel, SEND_IN_THREADS if channel.type in THREADS else SEND):
            raise Answer(403, 50013, "Missing Permissions")
        if channel.locked:
            raise Answer(400, 160005, "Thread is locked")
        channel.archived = False

    def may(self, channel: Channel, *permissions: int) -> bool:
        """Return whether the bot has these permissions in a channel; a thread is as its channel."""
        guild = self.guilds.get(channel.guild_id or 0)
        if guild is None:
            return True
        have = int(guild.permissions)
        if channel.type in THREADS and channel.parent_id in self.channels:
            channel = self.channels[channel.parent_id]
        allowed = have & ~channel.denied
        return bool(have & ADMINISTRATOR) or all(allowed & item for item in permissions)

    def history(self, channel: Channel, request: web.Request) -> list[dict[str, Any]]:
        """Return messages after an id, as Discord does: the oldest page, newest first.

        None, and no error, without the permission to read the history.
        """
        if "read" in channel.forbidden:
            return []
        after = int(request.query.get("after", 0))
        rows = sorted(item for item in channel.messages if item > after)
        page = rows[: int(request.query.get("limit", 50))]
        return [channel.messages[item] for item in reversed(page)]

    def thread(self, channel: Channel, message_id: int, name: str) -> web.StreamResponse:
        """Open the thread of a message."""
        if code := channel.forbidden.get("thread"):
            raise Answer(403, code)
        if channel.type not in (TEXT, NEWS):
            raise Answer(400, 50024)
        message_in(channel, message_id)
        if message_id in self.channels:
            raise Answer(400, 160004, "A thread has already been created for this message")
        made = Channel(
            message_id, channel.guild_id, PUBLIC_THREAD, name, channel.id, int(BOT["id"])
        )
        made.refuses = channel.refuses
        self.channels[made.id] = made
        return web.json_response(made.as_json(), status=201)

    def forum_post(self, channel: Channel, body: dict[str, Any]) -> web.StreamResponse:
        """Open a forum post."""
        if channel.type != FORUM:
            raise Answer(400, 50024, "Cannot execute action on this channel type")
        if channel.flags & NEEDS_TAG and not body.get("applied_tags"):
            raise Answer(400, 40067, "A tag is required to create a forum post in this channel")
        if code := channel.forbidden.get("send"):
            raise Answer(403, code)
        refuse_what(channel, body["message"])
        made = Channel(
            snowflake(), channel.guild_id, PUBLIC_THREAD, body["name"], channel.id, int(BOT["id"])
        )
        made.refuses = channel.refuses
        self.channels[made.id] = made
        made.messages[made.id] = message_json(made, made.id, body["message"])
        return web.json_response(made.as_json() | {"message": made.messages[made.id]}, status=201)

    def crosspost(self, channel: Channel, message_id: int) -> web.StreamResponse:
        """Publish an announcement."""
        if channel.type != NEWS:
            raise Answer(400, 50024)
        if message_id in channel.published:
            raise Answer(400, 40033, "This message has already been crossposted")
        message = message_in(channel, message_id)
        channel.published.append(message_id)
        return web.json_response(message)

    def guild(self, ident: str) -> Guild:
        """Return a server."""
        found = self.guilds.get(int(ident))
        if found is None:
            raise Answer(404, 10004, "Unknown Guild")
        return found

    def direct(self, user_id: int) -> Channel:
        """Return the direct messages with a member."""
        for channel in self.channels.values():
            if channel.recipient == user_id:
                return channel
        made = Channel(snowflake(), None, DM, "", recipient=user_id)
        self.channels[made.id] = made
        return made

    def register(self, body: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Replace the application's commands."""
        base = {"application_id": str(APPLICATION_ID), "version": "1", "type": 1, "description": ""}
        self.commands = [base | item | {"id": str(snowflake())} for item in body]
        for item in self.commands:
            if item.get("default_member_permissions") is not None:
                item["default_member_permissions"] = str(item["default_member_permissions"])
        return self.commands

    def application(self) -> dict[str, Any]:
        """Return the bot's application."""
        return {
            "id": str(APPLICATION_ID),
            "name": "Readout",
            "icon": None,
            "description": "",
            "bot_public": True,
            "bot_require_code_grant": False,
            "verify_key": "00",
            "owner": BOT,
            "team": None,
            "flags": 0,
            "summary": "",
        }

    def gateway_bot(self) -> dict[str, Any]:
        """Return where the gateway is."""
        limit = {"total": 1000, "max_concurrency": 1} | self.logins
        return {"url": self.gateway.url, "shards": self.shards, "session_start_limit": limit}


def refuse_what(channel: Channel, message: dict[str, Any]) -> None:
    """Refuse a message that its channel does not take; a thread is as its channel."""
    if channel.refuses is not None and (code := channel.refuses(message)):
        raise Answer(400, code)


def check_may_read(channel: Channel) -> None:
    """Refuse what is of the history of a channel where that may not be read."""
    if code := channel.forbidden.get("read"):
        raise Answer(403, code)


def message_in(channel: Channel, message_id: int) -> dict[str, Any]:
    """Return a message that was posted in a channel, unless it was deleted since."""
    if message_id not in channel.messages:
        raise Answer(404, 10008, "Unknown Message")
    return channel.messages[message_id]


async def read_body(request: web.Request) -> Any:
    """Return a request's JSON; files of a multipart body are added as `files`."""
    if not request.body_exists:
        return None
    if not request.content_type.startswith("multipart/"):
        return await request.json()
    body: dict[str, Any] = {}
    files = {}
    async for part in await request.multipart():
        if part.name == "payload_json":
            body = await part.json()
        else:
            files[part.filename] = bytes(await part.read())
    return body | {"files": files}


def has_room(times: deque[float], now: float, most: int, window: float) -> bool:
    """Return whether one more fits into the window, and count it."""
    while times and times[0] <= now - window:
        times.popleft()
    if len(times) >= most:
        return False
    times.append(now)
    return True
