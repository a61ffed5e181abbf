"""Waiting instead of ending, where a supervisor would start the bot again at once.

A container engine restarts whatever ends, some of them without a pause. What a wrong token or
setting, or a database of a newer version, needs is a person; until then each start is one more
refused login, of which Discord bears so many from one address.
"""

from __future__ import annotations

import asyncio
import os
import sys

from bot.signals import listen_for_signals
from bot.status import wait_unwell
from summarizer.errors import ReadoutError

HOLD_SECONDS = 3600.0
"""After so long it is tried once more: Discord may have been wrong."""


def hold(error: ReadoutError, seconds: float = HOLD_SECONDS) -> None:
    """Say what is wrong, then wait to be stopped, or so many seconds; /healthz says it too."""
    sys.stderr.write(
        f"readout-bot: {error}\n"
        "readout-bot: waiting, because a restart would change nothing: fix it, then start it "
        f"again. It exits by itself in {seconds / 60:.0f} minutes.\n"
    )
    sys.stderr.flush()
    asyncio.run(_wait(error, seconds))


async def _wait(error: ReadoutError, seconds: float) -> None:
    asked = asyncio.Event()
    listen_for_signals(asked.set)
    port = os.environ.get("READOUT_BOT_HEALTH_PORT", "")  # the settings may be what is wrong
    await wait_unwell(str(error), seconds, int(port) if port.isdecimal() else 0, asked)
