"""How often the bot logged in of late: one that crashes again and again waits before the next.

Discord takes 1,000 logins a day, and resets the token of a bot that had more. What starts a
bot again whenever it ends may do so every few seconds.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

log = logging.getLogger(__name__)

DAY = timedelta(days=1)
FREE = 5
"""Logins within a day after which no start waits: a machine that is set up, a bad evening."""

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
"""Some 35 logins a day at most: enough room for a bot of many shards, each of which logs in."""


class Starts:
    """The logins of a process, and of those before it, in a file of the data folder.

    One that a person ended does not count. Where the file cannot be written, nothing is counted.
    """

    def __init__(self, folder: Path, shards: str) -> None:
        """Read and write the file of these shards (as set; empty: all) in a folder."""
        name = "-".join(["starts", *shards.replace("/", "-").split()])
        self.file = folder / f"{name}.txt"

    def recent(self, now: datetime) -> list[datetime]:
        """Return the logins of the last day, oldest first."""
        found = []
        with suppress(OSError, UnicodeDecodeError):
            for line in self.file.read_text("ascii").splitlines():
                with suppress(ValueError, TypeError):
                    at = datetime.fromisoformat(line)
                    found += [at] if now - DAY < at <= now else []
        return sorted(found)

    def note(self, now: datetime) -> None:
        """Note a login."""
        self.keep([*self.recent(now), now])

    def forget(self, at: datetime, now: datetime) -> None:
        """Take a login back: a person, or who acts for one, ended what began with it."""
        self.keep([item for item in self.recent(now) if item != at])

    def keep(self, times: list[datetime]) -> None:
        """Write the file."""
        try:
            self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.file.write_text("".join(f"{at.isoformat()}\n" for at in times), "ascii")
        except OSError as error:
            log.debug("logins are not counted", extra={"why": str(error)})

    def wait(self, now: datetime) -> timedelta:
        """Return how long the next login should wait: twice as long each time, up to an hour."""
        recent = self.recent(now)
        over = len(recent) - FREE
        if over < 0:
            return timedelta(0)
        pause = min(LONGEST_WAIT, FIRST_WAIT * (1 << min(over, 10)))
        return max(timedelta(0), recent[-1] + pause - now)
