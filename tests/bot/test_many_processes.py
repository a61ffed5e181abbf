"""Several bots on one PostgreSQL: every edition once, whoever dies."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers import START, keep_schedule, texts
from standin import StandIn
from support.postgres import Server, why_not

from bot.store.editions import count_editions
from bot.store.engine import Database

SCHEDULES = int(os.environ.get("READOUT_TEST_SCHEDULES", "60"))
"""Schedules due at once: few for a quick test; 1000 were tried (docs/scale.md)."""

LEASE_SECONDS = 4
DUE = "2024-08-28T06:00:01+00:00"


@pytest.fixture
def fragile() -> Iterator[Server]:
    """A PostgreSQL that may be stopped, as no other test uses it."""
    problem = why_not()
    if problem:
        pytest.skip(problem)
    server = Server("fsync=on", "synchronous_commit=on")
    yield server
    server.close()


async def sent_of(database: Database, count: int, seconds: float = 120.0) -> None:
    """Wait until so many editions are sent."""
    deadline = time.monotonic() + seconds
    while await database.aside(count_editions, database, "sent") < count:
        assert time.monotonic() < deadline
        await asyncio.sleep(0.05)


async def test_three_bots_post_each_edition_once_though_one_is_killed_and_the_database_restarts(
    fragile: Server,
) -> None:
    async with StandIn() as discord:
        discord.remember_nonces = False  # nothing but the database keeps doubles away
        guild = discord.add_guild()
        channels = [discord.add_channel(guild) for _ in range(SCHEDULES)]
        database = Database(fragile.database())
        for channel in channels:
            keep_schedule(database, channel, START)
        case = {"base": discord.base, "database": database.url, "at": DUE}
        case |= {"editions": SCHEDULES, "lease": LEASE_SECONDS}
        fleet = [start(case) for _ in range(3)]
        await sent_of(database, SCHEDULES // 4)
        fleet[0].kill()
        await sent_of(database, SCHEDULES // 2)
        await asyncio.to_thread(restart, fragile)
        ends = await asyncio.gather(*(asyncio.to_thread(end, bot) for bot in fleet))
        assert ends == [-9, 0, 0]
        assert [texts(channel) for channel in channels] == [
            ["2024-08-28T08:00 page 1 of 1"]
        ] * SCHEDULES
        assert count_editions(database, "sent") == SCHEDULES
        database.close()


def start(case: dict) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, str(Path(__file__).parent / "fleet.py"), json.dumps(case)],
        stderr=subprocess.DEVNULL,
    )


def end(bot: subprocess.Popen[bytes]) -> int:
    return bot.wait(180)


def restart(server: Server) -> None:
    """Pull the plug on the database and start it again."""
    server.stop(3)  # SIGQUIT: at once, without a word to anybody
    server.start()
