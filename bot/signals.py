"""Being asked to stop, whatever the system, and ending what is under way."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterable
from typing import Any

NAMES = ("SIGTERM", "SIGINT", "SIGBREAK")
"""The last is Ctrl-Break and a closed window; only Windows has it."""


def listen_for_signals(stop: Callable[[], None]) -> None:
    """Call `stop` in the running event loop when the process is asked to end."""
    loop = asyncio.get_running_loop()
    for number in (getattr(signal, name) for name in NAMES if hasattr(signal, name)):
        try:
            loop.add_signal_handler(number, stop)
        except NotImplementedError:  # no loop of Windows has it
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop))


async def end_tasks(tasks: Iterable[asyncio.Task[Any]], seconds: float) -> None:
    """Give tasks a little time to come to their end; those that do not are cancelled."""
    waited = set(tasks)
    if not waited:
        return
    _, late = await asyncio.wait(waited, timeout=seconds)
    for task in late:
        task.cancel()
    await asyncio.gather(*late, return_exceptions=True)
