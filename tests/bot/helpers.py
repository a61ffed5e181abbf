"""Official fakes of the bot's seams, and short ways to set things up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
from standin.interactions import words_of
from standin.world import Channel

from bot.delivery.arrange import arrange
from bot.delivery.courier import Composed
from bot.delivery.marks import NONCE_HOLE
from bot.delivery.plan import begin_now
from bot.format.page import Button, Line, Page, note
from bot.store.engine import Database
from bot.store.nouns import Edition, Schedule, guild_owner
from bot.store.schedules import add_schedule
from summarizer.errors import ModelMissing, ReadoutError

START = datetime(2024, 8, 28, 5, 0, tzinfo=UTC)


class PagesComposer:
    """Writes editions of so many pages without a model; `broken` tries fail first."""

    def __init__(self, pages: int = 2, broken: int = 0, more: str = "") -> None:
        self.pages = pages
        self.more = more
        self.broken = broken
        self.composed: list[str] = []
        self.withdrawn: list[str] = []
        self.problem: ReadoutError = ModelMissing("there is no model", subject="models/tiny")

    async def compose(self, schedule: Schedule, edition: Edition) -> Composed:
        self.composed.append(edition.slot)
        if len(self.composed) <= self.broken:
            raise self.problem
        if self.pages == 0:
            return Composed((), "little news")
        late = " late" if edition.late else ""
        pages = [
            page(f"{edition.slot} page {number} of {self.pages}{late}{self.more}")
            for number in range(1, self.pages + 1)
        ]
        parts = arrange(schedule.mode, pages, short=page("short post"), role=schedule.role_id)
        return Composed(parts, "two stories")

    async def apologise(self, schedule: Schedule, edition: Edition, problem: str) -> Composed:
        return Composed(arrange("channel", [page(f"sorry: {problem}")], short=note("")), problem)

    async def withdraw(self, schedule: Schedule, edition: Edition) -> None:
        self.withdrawn.append(edition.slot)


def page(text: str) -> Page:
    """A page with a marked button."""
    button = Button("Sources", f"ro:src:abc:0.{NONCE_HOLE}")
    return Page((Line(text),), ((button,),), name=text)


class QuietTeller:
    """Keeps what it was asked to tell."""

    def __init__(self) -> None:
        self.told: list[tuple[int, str]] = []
        self.failed: list[tuple[int, str]] = []
        self.plain: list[int] = []

    async def tell_failed(self, schedule: Schedule, problem: Exception) -> None:
        self.failed.append((schedule.id, str(problem)))

    async def tell_plain(self, schedule: Schedule) -> None:
        self.plain.append(schedule.id)

    async def tell_paused(self, schedule: Schedule, problem: Exception) -> None:
        self.told.append((schedule.id, str(problem)))


def open_database(folder: Path, name: str = "bot") -> Database:
    return Database(f"sqlite:///{folder / name}.sqlite3")


def make_schedule(channel: Channel, now: datetime = START, **changes: Any) -> Schedule:
    """A schedule at 08:00 Berlin time in a channel, created at `now`."""
    base = Schedule(
        owner=guild_owner(channel.guild_id or 0),
        guild_id=channel.guild_id,
        channel_id=channel.id,
        created_by=77,
        created_at=now,
        zone="Europe/Berlin",
        since=now,
    )
    return begin_now(replace(base, **changes), now)


def keep_schedule(
    database: Database, channel: Channel, now: datetime = START, **changes: Any
) -> Schedule:
    """Make a schedule and keep it."""
    schedule = make_schedule(channel, now, **changes)
    return replace(schedule, id=add_schedule(database, schedule))


def texts(channel: Channel) -> list[str]:
    """What stands in a channel, oldest first."""
    return [words_of(channel.messages[item]) for item in sorted(channel.messages)]


async def until(done: Callable[[], bool]) -> None:
    """Let the loop run until `done()`."""
    async with asyncio.timeout(60):
        while not done():  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0.001)


async def health_at(port: int) -> tuple[int, str]:
    """Ask for the health page until somebody listens."""
    async with aiohttp.ClientSession() as web:
        while True:
            try:
                async with web.get(f"http://127.0.0.1:{port}/healthz") as answer:
                    return answer.status, await answer.text()
            except aiohttp.ClientConnectorError:
                await asyncio.sleep(0.01)


class Clock:
    """A clock that a test moves."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def to(self, text: str) -> None:
        """Move to "2024-08-28T06:00" UTC."""
        self.at = datetime.fromisoformat(text).replace(tzinfo=UTC)
