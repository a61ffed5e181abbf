"""The time: the machine's, unless Discord's answers tell of another.

Each answer of Discord's carries its time. A machine whose clock is a day off would post
tomorrow's briefing today, and none tomorrow; one without a battery starts in the year in
which it was built. Between two answers a clock that nobody sets goes on.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from types import SimpleNamespace

import aiohttp

from summarizer.moments import utc_now

log = logging.getLogger(__name__)

MOST_OFF = timedelta(minutes=5)
"""A machine's clock that is nearer to Discord's than this counts as right."""

HOLDS = timedelta(minutes=10)
"""How long an answer is believed that says that the machine's clock is wrong: it may have lain
in a machine that slept, and the clock between two answers may be as bad as the other."""


def since_boot() -> float:
    """Return seconds that go on while the machine sleeps, where the system counts such."""
    counter = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if counter is None else time.clock_gettime(counter)


class DiscordClock:
    """Tells the time. Hand `hear` to the trace of the client's requests.

    Args:
        host: whose answers are heard.
        machine: the machine's time.
        steady: seconds that only go forward.
    """

    def __init__(
        self,
        host: str,
        machine: Callable[[], datetime] = utc_now,
        steady: Callable[[], float] = since_boot,
    ) -> None:
        self.host, self.machine, self.steady = host, machine, steady
        self.heard: tuple[datetime, float] | None = None
        """What Discord said last, and when that was by the clock that nobody sets."""

        self.wrong = False
        """Whether the machine's clock is known to be off."""

    def __call__(self) -> datetime:
        """Return the time."""
        now, told = self.machine(), self.discords()
        return now if told is None or abs(now - told) <= MOST_OFF else told

    def discords(self) -> datetime | None:
        """Return Discord's time by its last answer; None before the first."""
        if self.heard is None:
            return None
        moment, at = self.heard
        return moment + timedelta(seconds=self.steady() - at)

    def in_doubt(self) -> bool:
        """Return whether only Discord's next answer can tell the time.

        The machine's clock was set or put right, or the machine slept and no clock counted
        that; or it is wrong, and Discord's last answer is old.
        """
        told = self.discords()
        if self.heard is None or told is None:
            return False
        wrong = abs(self.machine() - told) > MOST_OFF
        return wrong != self.wrong or (wrong and told - self.heard[0] > HOLDS)

    async def hear(
        self,
        _session: aiohttp.ClientSession,
        _context: SimpleNamespace,
        request: aiohttp.TraceRequestEndParams,
    ) -> None:
        """Take the time out of an answer: its date, and the age that a cache on the way tells."""
        headers = request.response.headers
        if request.url.host != self.host:
            return
        try:
            moment = parsedate_to_datetime(headers["Date"])
            moment += timedelta(seconds=int(headers.get("Age", "0")))
        except (LookupError, ValueError, OverflowError):
            return
        self.heard = (moment.replace(tzinfo=moment.tzinfo or UTC), self.steady())
        off = self.machine() - self.heard[0]
        wrong = abs(off) > MOST_OFF
        if wrong and not self.wrong:
            said = "the machine's clock is wrong; Discord's time is taken"
            log.warning(said, extra={"seconds_ahead": round(off.total_seconds())})
        elif self.wrong and not wrong:
            log.info("the machine's clock is right again")
        self.wrong = wrong
