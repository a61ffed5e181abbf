"""Health and figures on loopback: /healthz for a supervisor, /metrics for Prometheus."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiohttp import web

from bot.store.editions import count_editions
from bot.store.engine import Database
from summarizer.errors import StorageError

LOOPBACK = "127.0.0.1"
STALE_TICKS = 4
"""Ticks that may be missed before the bot calls itself unwell."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


async def listen(port: int, pages: Mapping[str, Handler]) -> web.AppRunner:
    """Serve pages, by their paths, on loopback alone.

    Raises:
        OSError: the port is taken.
    """
    app = web.Application()
    for path, answer in pages.items():
        app.router.add_get(path, answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, LOOPBACK, port).start()
    except BaseException:
        await runner.cleanup()
        raise
    return runner


def health_answer(problems: Sequence[str]) -> web.Response:
    """Return 200 with "ok", or 503 with what is wrong."""
    body = {"status": "unwell" if problems else "ok", "problems": problems}
    return web.json_response(body, status=503 if problems else 200)


async def wait_unwell(problem: str, seconds: float, port: int, asked: asyncio.Event) -> None:
    """Wait so many seconds, or until it is asked to stop; /healthz on `port` (0: none) says why."""

    async def health(_request: web.Request) -> web.Response:
        return health_answer([problem])

    async with AsyncExitStack() as open_pages:
        if port:
            with suppress(OSError, OverflowError):
                runner = await listen(port, {"/healthz": health})
                open_pages.push_async_callback(runner.cleanup)
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await asked.wait()


@dataclass(frozen=True, slots=True)
class Vitals:
    """What health is judged by.

    Attributes:
        connected: every shard has a session.
        last_tick: when the schedules were last looked at.
        latency: seconds of a heartbeat there and back.
        guilds: servers that are served.
        waiting: questions in the queue.
        computed: jobs done since the start.
        under_way: deliveries in progress.
        waits: why it does not log in yet; empty where it does.
    """

    connected: bool
    last_tick: datetime | None
    latency: float
    guilds: int
    waiting: int
    computed: int
    under_way: int
    waits: str = ""


class StatusServer:
    """Serves health on loopback.

    Args:
        vitals: tells how the bot fares now.
        clock: tells the time.
        tick: seconds between two looks at the schedules.
    """

    def __init__(
        self,
        database: Database,
        vitals: Callable[[], Vitals],
        clock: Callable[[], datetime],
        tick: float,
    ) -> None:
        self.database = database
        self.vitals = vitals
        self.clock = clock
        self.tick = tick
        self.runner: web.AppRunner | None = None
        self.port = 0

    async def start(self, port: int) -> None:
        """Listen on loopback alone."""
        self.runner = await listen(port, {"/healthz": self.health, "/metrics": self.metrics})
        self.port = self.runner.addresses[0][1]

    async def stop(self) -> None:
        """Stop listening."""
        if self.runner is not None:
            await self.runner.cleanup()
            self.runner = None

    async def health(self, _request: web.Request) -> web.Response:
        """Answer 200 with "ok", or 503 with what is wrong."""
        return health_answer(await self.problems())

    async def problems(self) -> list[str]:
        """Return what is wrong, in words."""
        vitals = self.vitals()
        waits = f": {vitals.waits}" if vitals.waits else ""
        found = [] if vitals.connected else [f"not connected to Discord{waits}"]
        late = timedelta(seconds=self.tick * STALE_TICKS)
        if vitals.last_tick is None or self.clock() - vitals.last_tick > late:
            found.append("the schedules were not looked at for a while")
        try:  # to write: a full disk still reads
            await self.database.aside(Database.replace, "checked", str(self.clock()))
        except StorageError as error:
            found.append(str(error))
        return found

    async def metrics(self, _request: web.Request) -> web.Response:
        """Answer with the figures in Prometheus' form, by its own library."""
        try:
            from prometheus_client import CollectorRegistry, Gauge, generate_latest
        except ImportError:
            return web.Response(status=501, text="Install readout[metrics] for this page.\n")
        registry = CollectorRegistry()
        for name, help_text, value in await self.figures():
            Gauge(f"readout_{name}", help_text, registry=registry).set(value)
        body = generate_latest(registry)
        return web.Response(body=body, headers={"Content-Type": "text/plain; version=0.0.4"})

    async def figures(self) -> list[tuple[str, str, float]]:
        """Return name, meaning and value of each figure."""
        vitals = self.vitals()
        rows: list[tuple[str, str, float]] = [
            ("connected", "1 when every shard has a session", float(vitals.connected)),
            ("gateway_latency_seconds", "A heartbeat there and back", vitals.latency),
            ("guilds", "Servers that are served", vitals.guilds),
            ("questions_waiting", "Questions in the queue of the model", vitals.waiting),
            ("jobs_done", "Jobs that the model has done since the start", vitals.computed),
            ("deliveries_under_way", "Editions being composed or posted", vitals.under_way),
        ]
        for state in ("sent", "failed", "missed", "skipped", "sending", "planned", "due"):
            count = await self.database.aside(count_editions, state)
            rows.append((f"editions_{state}", f"Editions that are {state}", count))
        return rows
