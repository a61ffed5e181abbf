"""A bot's workshop in a process that a test kills: prints its worker's pid, then waits."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from bot.jobs import Job, SearchJob
from bot.workshop import ProcessWorkshop, no_report
from summarizer.settings import Settings


def pid_of_worker(_job: Job) -> int:
    return os.getpid()


async def main() -> None:
    """Work once, and hold on."""
    settings = Settings(_env_file=None, data_dir=Path.cwd(), cache_dir=Path.cwd())
    workshop = ProcessWorkshop(settings, timeout=600, function=pid_of_worker)
    print(await workshop.work(SearchJob("pid", ()), no_report), flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
