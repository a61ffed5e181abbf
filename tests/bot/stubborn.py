"""The bot as a process whose model, in a thread, works for minutes and hears of no end."""

from __future__ import annotations

import sys
import time
from typing import Any

import bot.run
from bot.__main__ import main


class Stubborn:
    """A bench that is never done with a brief."""

    def __init__(self, *_: object) -> None:
        pass

    def brief(self, *_: object) -> Any:
        """Say so, and work on."""
        print("at work", flush=True)
        time.sleep(600)


if __name__ == "__main__":
    bot.run.SummarizerBench = Stubborn  # type: ignore[assignment, misc]
    sys.argv = ["readout-bot", "run"]
    main()
