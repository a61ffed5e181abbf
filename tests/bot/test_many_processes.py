"""Several bots on one PostgreSQL: every edition once, whoever dies."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from helpers import START, keep_schedule, texts
from standin import StandIn
from support.postgres import Server

from bot.store import schema
from bot.store.editions import count_editions, load_edition
from bot.store.engine import Database
from bot.store.nouns import OPEN_STATES
from summarizer.errors import StorageError

SCHEDULES = int(os.environ.get("READOUT_TEST_SCHEDULES", "60"))
"""Schedules due at once: few for a quick test; 1000 were tried (docs/scale.md)."""

LEASE_SECONDS = 15 if SCHEDULES < 1_000 else 25
"""Longer than a request may take (fleet.py), so that nobody is overtaken in the middle of one;
the bot's own (`READOUT_BOT_LEASE`) where many are due."""

DOOMED_LEASE_SECONDS = 4
"""What the others wait before they take over from the one that is killed."""

DIES_AT = 5
"""The message before which the first bot is killed, others of its editions in its hands."""

PATIENCE_SECONDS = 300.0
"""How long a test waits for what should take some: a machine may be busy."""

DUE = "2024-08-28T06:00:01+00:00"


Start = Callable[[dict], "subprocess.Popen[bytes]"]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts bots; none outlives the test."""
    bots: list[subprocess.Popen[bytes]] = []

    def run(case: dict) -> subprocess.Popen[bytes]:
        program = str(Path(__file__).parent / "fleet.py")
        bots.append(subprocess.Popen([sys.executable, program, json.dumps(case)]))
        return bots[-1]

    yield run
    for bot in bots:
        bot.kill()
        bot.wait()


async def sent_of(database: Database, count: int, seconds: float = PATIENCE_SECONDS) -> None:
    """Wait until so many editions are sent."""
    deadline = time.monotonic() + seconds
    while await database.aside(count_editions, "sent") < count:
        assert time.monotonic() < deadline
        await asyncio.sleep(0.05)


async def test_three_bots_post_each_edition_once_though_one_is_killed_and_the_database_restarts(
    fragile: Server, start: Start
) -> None:
    async with StandIn() as discord, AsyncExitStack() as stack:
        discord.remember_nonces = False  # nothing but the database keeps doubles away
        guild = discord.add_guild()
        channels = [discord.add_channel(guild) for _ in range(SCHEDULES)]
        database = stack.enter_context(closing(Database(fragile.database())))
        for channel in channels:
            keep_schedule(database, channel, START)
        case = {"base": discord.base, "database": database.url, "at": DUE}
        case |= {"editions": SCHEDULES, "lease": LEASE_SECONDS}
        doomed = start(case | {"dies_at": DIES_AT, "lease": DOOMED_LEASE_SECONDS})
        await until_it_holds_some(database, doomed.pid)
        fleet = [doomed, *(start(case) for _ in range(2))]
        await asyncio.to_thread(doomed.wait, PATIENCE_SECONDS)
        left = held_by(database, doomed.pid)
        assert left
        taking_over = asyncio.create_task(seconds_until_sent(database, left))
        await sent_of(database, SCHEDULES // 2)
        await asyncio.to_thread(restart, fragile)
        ends = await asyncio.gather(*(asyncio.to_thread(end, bot) for bot in fleet))
        assert ends == [-9, 0, 0]
        took = await taking_over
        print(f"{len(left)} editions of the killed bot were posted by others within {took:.0f} s")
        assert [texts(channel) for channel in channels] == [
            ["2024-08-28T08:00 page 1 of 1"]
        ] * SCHEDULES
        assert count_editions(database, "sent") == SCHEDULES


async def until_it_holds_some(
    database: Database, pid: int, seconds: float = PATIENCE_SECONDS
) -> None:
    """Wait until a bot, alive or not, has taken editions."""
    deadline = time.monotonic() + seconds
    while not await database.aside(held_by, pid):
        assert time.monotonic() < deadline
        await asyncio.sleep(0.05)


def held_by(database: Database, pid: int) -> list[int]:
    """The editions that a bot had taken and did not end."""
    table = schema.editions
    query = sa.select(table.c.id).where(
        table.c.lease_by == f"bot-{pid}", table.c.state.in_(OPEN_STATES)
    )
    with database.read() as connection:
        return list(connection.execute(query).scalars())


async def seconds_until_sent(database: Database, editions: list[int]) -> float:
    """Wait until these are sent, also while the database is away."""
    began = time.monotonic()
    left = list(editions)
    while left:
        try:
            edition = await database.aside(load_edition, left[0])
        except StorageError:
            edition = None
        if edition and edition.state == "sent":
            left.pop(0)
        else:
            await asyncio.sleep(0.05)
    return time.monotonic() - began


def end(bot: subprocess.Popen[bytes]) -> int:
    return bot.wait(PATIENCE_SECONDS)


def restart(server: Server) -> None:
    """Pull the plug on the database and start it again."""
    server.stop(3)  # SIGQUIT: at once, without a word to anybody
    server.start()
