"""The stand-in's gateway: hello, identify, resume, dispatch, and its ways to misbehave."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from standin.world import APPLICATION_ID, BOT, Channel, Guild

HELLO, ACK, DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID = 10, 11, 0, 1, 2, 6, 7, 9


@dataclass
class Session:
    """One gateway session; it outlives its connections."""

    id: str
    socket: web.WebSocketResponse | None = None
    shard: tuple[int, int] = (0, 1)
    sequence: int = 0
    sent: list[dict[str, Any]] = field(default_factory=list)


class Gateway:
    """Accepts connections; `dispatch` sends an event to the sessions that it is for."""

    def __init__(self, guilds: dict[int, Guild], channels: dict[int, Channel]) -> None:
        self.guilds = guilds
        self.channels = channels
        self.sessions: dict[str, Session] = {}
        self.newest: Session | None = None
        self.identifies: list[dict[str, Any]] = []
        self.resumes = 0
        self.opened = 0
        self.heartbeats = 0
        self.acknowledge = True
        self.interval = 30.0
        self.refuse = 0
        self.token_ok = True
        self.ready = asyncio.Event()
        self.url = ""

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Handle one connection until it closes."""
        if self.refuse:
            self.refuse -= 1
            return web.Response(status=503)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        hello = {"heartbeat_interval": int(self.interval * 1000)}
        await socket.send_json({"op": HELLO, "d": hello, "s": None, "t": None})
        async for frame in socket:
            if frame.type != WSMsgType.TEXT:
                break
            await self.handle(socket, json.loads(frame.data))
        return socket

    async def handle(self, socket: web.WebSocketResponse, packet: dict[str, Any]) -> None:
        """Answer one packet."""
        if packet["op"] == HEARTBEAT:
            self.heartbeats += 1
            if self.acknowledge:
                await socket.send_json({"op": ACK, "d": None, "s": None, "t": None})
        elif packet["op"] == IDENTIFY:
            self.identifies.append(packet["d"])
            await self.begin(socket, packet["d"])
        elif packet["op"] == RESUME:
            await self.resume(socket, packet["d"])

    async def begin(self, socket: web.WebSocketResponse, data: dict[str, Any]) -> None:
        """Open a session and say READY, then every server."""
        if not self.token_ok:
            await socket.close(code=4004, message=b"Authentication failed.")
            return
        number, count = data.get("shard", [0, 1])
        self.opened += 1
        session = Session(f"session-{self.opened}", socket, (number, count))
        self.sessions[session.id] = session
        self.newest = session
        served = [item for item in self.guilds if (item >> 22) % count == number]
        ready = {
            "v": 10,
            "user": BOT,
            "guilds": [{"id": str(item), "unavailable": True} for item in served],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "shard": [number, count],
            "application": {"id": str(APPLICATION_ID), "flags": 0},
        }
        await self.send(session, "READY", ready)
        for item in served:
            guild = self.guilds[item]
            await self.send(session, "GUILD_CREATE", guild.as_json(self.channels))
        self.ready.set()

    async def resume(self, socket: web.WebSocketResponse, data: dict[str, Any]) -> None:
        """Go on with a session: what was missed, then RESUMED."""
        session = self.sessions.get(data["session_id"])
        if session is None:
            await socket.send_json({"op": INVALID, "d": False, "s": None, "t": None})
            return
        self.resumes += 1
        session.socket = socket
        self.newest = session
        for packet in session.sent:
            if packet["s"] > (data.get("seq") or 0):
                await socket.send_json(packet)
        await self.send(session, "RESUMED", {})
        self.ready.set()

    async def send(self, session: Session, event: str, data: dict[str, Any]) -> None:
        """Dispatch to one session; kept for a resume where nobody listens."""
        session.sequence += 1
        packet = {"op": DISPATCH, "t": event, "s": session.sequence, "d": data}
        session.sent.append(packet)
        if session.socket is not None and not session.socket.closed:
            with suppress(ConnectionError):  # it is just leaving, and comes back for the packet
                await session.socket.send_json(packet)

    async def dispatch(self, event: str, data: dict[str, Any]) -> None:
        """Send an event to every session of the shard that it belongs to, as Discord does."""
        assert self.newest is not None, "nobody has identified"
        about = data.get("guild_id") or (data["id"] if event.startswith("GUILD_") else 0)
        for session in list(self.sessions.values()):
            number, count = session.shard
            if (int(about) >> 22) % count == number:
                await self.send(session, event, data)

    async def close_with(self, code: int) -> None:
        """Close the connection with a code; 4007 and 4009 end the session too."""
        assert self.newest is not None and self.newest.socket is not None
        self.ready.clear()
        if code in (4007, 4009):
            self.sessions.pop(self.newest.id, None)
        await self.newest.socket.close(code=code)

    async def drop(self) -> None:
        """Cut the connection without a word."""
        assert self.newest is not None and self.newest.socket is not None
        self.ready.clear()
        transport = self.newest.socket._req.transport
        transport.abort()

    async def ask_reconnect(self) -> None:
        """Ask the client to come again."""
        assert self.newest is not None and self.newest.socket is not None
        self.ready.clear()
        await self.newest.socket.send_json({"op": RECONNECT, "d": None, "s": None, "t": None})

    async def invalidate(self) -> None:
        """End the session for good."""
        assert self.newest is not None and self.newest.socket is not None
        self.ready.clear()
        self.sessions.pop(self.newest.id, None)
        await self.newest.socket.send_json({"op": INVALID, "d": False, "s": None, "t": None})

    async def shut(self) -> None:
        """Close every socket."""
        for session in self.sessions.values():
            if session.socket is not None and not session.socket.closed:
                await session.socket.close(code=1000)
