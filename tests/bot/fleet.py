"""A bot's delivery side as a process of its own: ticks until every edition has ended.

python fleet.py '{"base": …, "database": …, "at": …, "editions": 100, "lease": 3}'
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[2]))

from discord.http import HTTPClient, Route
from helpers import PagesComposer, QuietTeller
from runner import moving_clock, no_wait
from standin.server import TOKEN
from standin.world import BOT_ID

from bot.delivery.courier import Courier
from bot.delivery.pace import Pace
from bot.delivery.postman import DiscordPostman
from bot.delivery.rounds import Rounds
from bot.store.editions import count_editions
from bot.store.engine import Database
from summarizer.errors import StorageAway, StorageError

TICK = 0.5


async def run(case: dict) -> None:
    """Tick until all is sent; a database that is away is waited for."""
    Route.BASE = case["base"]
    database = await opened(case["database"])
    http = HTTPClient(asyncio.get_running_loop())
    await http.static_login(TOKEN)
    clock = moving_clock(case["at"])
    courier = Courier(
        database,
        DiscordPostman(http, BOT_ID, timeout=10, pace=Pace(10_000)),
        PagesComposer(1),
        QuietTeller(),
        worker=f"bot-{os.getpid()}",
        clock=clock,
        lease=timedelta(seconds=case["lease"]),
        pause=no_wait,
        checkpoint=killer(case.get("dies_at")),
    )
    rounds = Rounds(database, courier, clock=clock, most=20)
    sent = 0
    while sent < case["editions"]:
        await rounds.tick()
        await asyncio.sleep(TICK)
        try:
            sent = await database.aside(count_editions, "sent")
        except StorageError:
            continue
    await rounds.settle()
    await http.close()
    database.close()


async def opened(url: str) -> Database:
    """Open the database as soon as it answers: it may be starting again just now."""
    while True:
        try:
            return Database(url)
        except StorageAway:
            await asyncio.sleep(TICK)


def killer(message: int | None) -> Callable[[str], None]:
    """Return a checkpoint that kills this process before it sends so many messages."""
    begun = 0

    def checkpoint(step: str) -> None:
        nonlocal begun
        begun += step == "part 0 begun"
        if begun == message:
            os.kill(os.getpid(), signal.SIGKILL)

    return checkpoint


if __name__ == "__main__":
    asyncio.run(run(json.loads(sys.argv[1])))
