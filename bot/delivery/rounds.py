"""The alarm clock: `Rounds.tick` looks what is due and sees to it.

It rings every so often, by a clock that nobody sets: a machine whose time is put back by an
hour would else not look for an hour. APScheduler rings at the next moment at which something
is due, and keeps nothing: what is due is in the database.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.delivery.courier import Courier
from bot.delivery.plan import plan_editions, put_clock_right
from bot.signals import end_tasks
from bot.store.editions import CLOCK_DOUBT, next_open, open_editions
from bot.store.engine import Database
from bot.store.schedules import next_due
from summarizer.errors import StorageError

log = logging.getLogger(__name__)


async def is_sure() -> bool:
    """Take the clock at its word."""
    return True


class Rounds:
    """Ticks; keeps the deliveries under way and how long ago the last tick was.

    Args:
        most: deliveries under way at once; what others left behind comes on top.
        fetched: set once the news of the time before the start has come in: what was due then
            is not made from what was read before; None waits for nothing.
        sure: says whether the time is known; where it is not, nothing is planned.
    """

    def __init__(
        self,
        database: Database,
        courier: Courier,
        *,
        clock: Callable[[], datetime],
        most: int,
        fetched: asyncio.Event | None = None,
        sure: Callable[[], Awaitable[bool]] = is_sure,
    ) -> None:
        self.sure = sure
        self.fetched = fetched
        self.database = database
        self.courier = courier
        self.clock = clock
        self.most = most
        self.waiting: deque[int] = deque()
        self.under_way: dict[int, asyncio.Task[None]] = {}
        self.last_tick: datetime | None = None
        self.looked_at: datetime | None = None
        self.alarm: AsyncIOScheduler | None = None
        self.ringing: asyncio.Task[None] | None = None
        self.ticking = asyncio.Lock()
        self.stopped = False

    async def tick(self) -> None:
        """Plan what is due and start every delivery that is not under way here."""
        async with self.ticking:
            if self.stopped:
                return
            try:
                await self.look()
            except StorageError as error:  # the next tick comes; whoever rang is told nothing
                log.error("the database does not answer", extra={"why": str(error)})

    async def look(self) -> None:
        """Do one tick.

        Raises:
            StorageError: the database does not answer.
        """
        if not await self.sure():
            log.warning("the clock is in doubt; nothing is planned until Discord tells the time")
            return
        now = self.clock()
        if self.looked_at is None or now < self.looked_at - CLOCK_DOUBT:
            await self.put_clock_right(now)
        self.looked_at = now
        await self.database.aside(plan_editions, now, self.courier.lease)
        found = await self.database.aside(open_editions, now)
        new = [item for item in found if item.id not in self.under_way]
        left = [item.id for item in new if item.lease_by]
        self.waiting = deque(item.id for item in new if not item.lease_by)
        for edition_id in left:
            self.start_one(edition_id)
        self.begin()
        self.last_tick = now
        await self.set_next(now)

    async def put_clock_right(self, now: datetime) -> None:
        """Undo what was put off while the clock was ahead: at the start, and when it went back."""
        changed = await self.database.aside(put_clock_right, now)
        if changed:
            said = "the clock was ahead for a while, or is behind now"
            log.warning(said, extra={"schedules": changed})

    def begin(self) -> None:
        """Begin with those whose turn it is, as long as there are places.

        What another process left behind in the middle is begun at once by `look`: its readers
        do not wait behind hundreds of editions that only became due.
        """
        while self.waiting and len(self.under_way) < self.most and not self.stopped:
            self.start_one(self.waiting.popleft(), after=self.fetched)

    def start_one(self, edition_id: int, after: asyncio.Event | None = None) -> None:
        """Begin one delivery, unless it is under way."""
        if edition_id not in self.under_way:
            self.under_way[edition_id] = asyncio.create_task(self.deliver(edition_id, after))

    async def deliver(self, edition_id: int, after: asyncio.Event | None = None) -> None:
        """Deliver one edition, `after` something; its errors end here."""
        try:
            if after is not None:
                await after.wait()
            await self.courier.deliver(edition_id)
        except StorageError as error:  # taken up again when its lease has run out
            why = {"edition": edition_id, "why": str(error)}
            log.error("a delivery waits for the database", extra=why)
        except Exception:
            log.exception("a delivery failed", extra={"edition": edition_id})
        finally:
            self.under_way.pop(edition_id, None)
            self.begin()

    async def settle(self) -> None:
        """Wait until nothing is under way."""
        while self.under_way:
            await asyncio.wait(list(self.under_way.values()))

    def start(self, every: timedelta) -> None:
        """Begin to tick: at once, every so often, and at the next due moment."""
        self.alarm = AsyncIOScheduler(timezone="UTC")
        self.alarm.start()
        self.ringing = asyncio.create_task(self.keep_ticking(every.total_seconds()))

    async def keep_ticking(self, seconds: float) -> None:
        """Tick again and again; an error is noted, never the end of it."""
        while True:
            try:
                await self.tick()
            except Exception:
                log.exception("the schedules could not be looked at")
            await asyncio.sleep(seconds)

    async def set_next(self, now: datetime) -> None:
        """Ring at the next due moment, so that 08:00 is 08:00 and not a tick later."""
        if self.alarm is None:
            return
        moments = [await self.database.aside(look, now) for look in (next_due, next_open)]
        ahead = [moment for moment in moments if moment is not None]
        if ahead and self.alarm is not None:
            self.alarm.add_job(
                self.tick,
                "date",
                run_date=datetime.now(UTC) + (min(ahead) - now),
                id="next",
                replace_existing=True,
                misfire_grace_time=None,
            )

    async def stop(self, seconds: float) -> None:
        """Stop ticking; give deliveries under way a little time, then let them go.

        One that is let go is claimed again after a restart: nothing of it is lost.
        """
        if self.alarm is not None:
            self.alarm.remove_all_jobs()
        async with self.ticking:
            self.stopped = True
            self.waiting.clear()
        if self.ringing is not None:
            self.ringing.cancel()
        if self.alarm is not None:
            self.alarm.shutdown(wait=False)
            self.alarm = None
        await end_tasks(self.under_way.values(), seconds)
