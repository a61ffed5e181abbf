"""How many logins Discord still grants the bot, and how long a start waits for its turn (pure).

Discord resets the token of a bot that logs in more often than it grants (mostly 1,000 times a
day). What starts a bot again whenever it ends may do so every few seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from discord.types.gateway import SessionStartLimit

NOTHING = timedelta(0)
MOMENT = timedelta(seconds=5)
"""Where none is left and all are said to be granted now: until it is asked again."""

SPARE = 0.5
"""Of what is granted: as long as so much is left, no start waits."""

LONGEST_TURN = timedelta(hours=1)
"""As long as there are logins for one more start, it waits no longer; each shard logs in."""


@dataclass(frozen=True, slots=True)
class Logins:
    """What Discord answered.

    Attributes:
        total: what it grants until the next renewal.
        left: how many of them.
        renewed: when all are granted again.
        asked: when that was answered.
    """

    total: int
    left: int
    renewed: datetime
    asked: datetime

    @classmethod
    def read(cls, limit: SessionStartLimit, now: datetime) -> Logins:
        """Read the `session_start_limit` of /gateway/bot.

        Raises:
            LookupError, TypeError, ValueError, OverflowError: it is none.
        """
        until = timedelta(milliseconds=max(0, int(limit["reset_after"])))
        return cls(int(limit["total"]), int(limit["remaining"]), now + until, now)

    @property
    def scarce(self) -> bool:
        """Return whether starts wait for their turns."""
        return self.left < self.total * SPARE

    def wait(self, shards: int, waited: timedelta = NOTHING) -> timedelta:
        """Return how much longer a start of so many shards waits.

        Those of all processes count, which start together after a power cut. Where logins are
        scarce, what is left is spread over the time until all are granted again, so that a bot
        that crashes for ever never uses them up.
        """
        until = self.renewed - self.asked
        if self.left < shards:
            return max(until, MOMENT)
        if not self.scarce:
            return NOTHING
        return max(NOTHING, min(LONGEST_TURN, until * (shards / self.left)) - waited)
