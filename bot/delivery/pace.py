"""At most so many requests a second, whatever asks for them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable


class Pace:
    """Gives each caller its moment, evenly spaced, after a small burst.

    Args:
        per_second: rate that is never passed in any second after the burst.
        clock: seconds that only go forward.
    """

    def __init__(self, per_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.gap = 1 / per_second
        self.clock = clock
        self.next_at = 0.0

    async def turn(self) -> None:
        """Wait for this caller's moment."""
        now = self.clock()
        wait = self.next_at - now
        self.next_at = max(self.next_at, now) + self.gap
        if wait > 0:
            await asyncio.sleep(wait)
