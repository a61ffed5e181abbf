"""Delivers in processes of its own, which die where a test says.

Reads one case per line as JSON on standard input, forks `copies` children for it, lets
them tick, and answers with their exit statuses: -9 for one that was killed.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[2]))

from discord.http import HTTPClient, Route
from helpers import PagesComposer, QuietTeller
from standin.server import TOKEN
from standin.world import BOT_ID

from bot.delivery.courier import Courier
from bot.delivery.pace import Pace
from bot.delivery.postman import DiscordPostman
from bot.delivery.rounds import Rounds
from bot.store.engine import Database


def moving_clock(start: str) -> Callable[[], datetime]:
    """A clock that starts at `start` and goes on."""
    begun, at = time.monotonic(), datetime.fromisoformat(start)
    return lambda: at + timedelta(seconds=time.monotonic() - begun)


def killer(step: str | None) -> Callable[[str], None]:
    """A checkpoint that kills this very process, as a power cut would."""

    def check(reached: str) -> None:
        if reached == step:
            os.kill(os.getpid(), signal.SIGKILL)

    return check


async def no_wait(_seconds: float) -> None:
    await asyncio.sleep(0)


async def run_case(case: dict) -> None:
    """Tick once and see everything through."""
    Route.BASE = case["base"]
    database = Database(case["database"])
    http = HTTPClient(asyncio.get_running_loop())
    await http.static_login(TOKEN)
    clock = moving_clock(case["at"])
    courier = Courier(
        database,
        DiscordPostman(http, BOT_ID, timeout=10, pace=Pace(10_000)),
        PagesComposer(case.get("pages", 2), more=case.get("more", "")),
        QuietTeller(),
        worker=f"worker-{os.getpid()}",
        clock=clock,
        lease=timedelta(seconds=case.get("lease", 180)),
        pause=no_wait,
        checkpoint=killer(case.get("kill_at")),
    )
    rounds = Rounds(database, courier, clock=clock, most=20)
    for _ in range(case.get("ticks", 1)):
        await rounds.tick()
        await rounds.settle()
    await http.close()
    database.close()


def run_copies(case: dict) -> list[int]:
    """Fork the case's children and return how each ended."""
    children = []
    for _ in range(case.get("copies", 1)):
        pid = os.fork()
        if pid == 0:
            status = 1
            try:
                asyncio.run(run_case(case))
                status = 0
            finally:
                os._exit(status)
        children.append(pid)
    return [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in children]


if __name__ == "__main__":
    for line in sys.stdin:
        sys.stdout.write(json.dumps(run_copies(json.loads(line))) + "\n")
        sys.stdout.flush()
