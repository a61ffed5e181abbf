"""Where jobs are done: a process of its own that keeps the model warm, or a thread.

A worker that dies takes its job with it, not the bot: the job is given to a new one
once. A worker that takes too long is ended. After some idle minutes it ends by itself,
so that a quiet bot is small.
"""

from __future__ import annotations

import asyncio
import ctypes
import logging
import multiprocessing
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.sharedctypes import RawValue
from threading import Thread
from typing import Protocol, TypeAlias

from bot.errors import Busy
from bot.jobs import Bench, Job, Progress, Result, do
from summarizer.settings import Settings

log = logging.getLogger(__name__)

MakeBench = Callable[[], Bench]
Flag: TypeAlias = ctypes.c_byte
"""A byte that both processes see, without a lock that one might be killed with."""


class Workshop(Protocol):
    """Does one job at a time."""

    async def work(self, job: Job, report: Progress) -> Result:
        """Do a job; `report` is called on the event loop."""

    def cancel(self) -> None:
        """Let the job under way come to its end soon: nobody waits for all of it."""

    async def rest(self) -> None:
        """Let go of the model; the next job loads it again."""

    async def close(self) -> None:
        """End."""


def no_report(_step: str, _done: int, _total: int) -> None:
    """Report to nobody."""


class ThreadWorkshop:
    """Does jobs in a thread of this process: small machines, and tests.

    Args:
        make_bench: called in the thread.
        cancelled: set while the job under way should end; the bench may look at it.
    """

    def __init__(self, make_bench: MakeBench, cancelled: threading.Event | None = None) -> None:
        self.make_bench = make_bench
        self.cancelled = cancelled or threading.Event()
        self.bench: Bench | None = None
        self.executor: Executor = ThreadPoolExecutor(1, thread_name_prefix="worker")

    async def work(self, job: Job, report: Progress) -> Result:
        """Do a job in the thread."""
        self.cancelled.clear()
        loop = asyncio.get_running_loop()

        def tell(step: str, done: int, total: int) -> None:
            loop.call_soon_threadsafe(report, step, done, total)

        def run() -> Result:
            if self.bench is None:
                self.bench = self.make_bench()
            return do(job, self.bench, tell)

        return await loop.run_in_executor(self.executor, run)

    def cancel(self) -> None:
        """Let the job under way end soon."""
        self.cancelled.set()

    async def rest(self) -> None:
        """Drop the bench."""
        await asyncio.get_running_loop().run_in_executor(self.executor, self.clear)

    async def close(self) -> None:
        """Let the thread end after its job."""
        self.cancel()
        with suppress(RuntimeError):  # closed before
            self.executor.submit(self.clear)
        self.executor.shutdown(wait=False)

    def clear(self) -> None:
        """Close the bench, in the thread that works with it."""
        bench, self.bench = self.bench, None
        if bench is not None:
            bench.close()


_bench: Bench | None = None
_reports: Connection | None = None


def begin_worker(settings: Settings, reports: Connection, cancelled: Flag, timeout: float) -> None:
    """Set a worker process up; it ends with the bot, and only with it."""
    global _bench, _reports  # noqa: PLW0603 - a worker process has one of each
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal's Ctrl-C is the bot's to hear
    from summarizer.workers import end_with_parent

    end_with_parent()
    from bot.bench import SummarizerBench
    from bot.prose import SECONDS, open_prose

    seconds = min(SECONDS, timeout / 3)
    prose = open_prose(settings, seconds=seconds, cancelled=lambda: bool(cancelled.value))
    _bench = SummarizerBench(settings, prose)
    _reports = reports


def do_in_worker(job: Job) -> Result:
    """Do a job in the worker process."""
    assert _bench is not None and _reports is not None
    reports = _reports
    return do(job, _bench, lambda *step: reports.send(step))


class ProcessWorkshop:
    """Does jobs in a worker process.

    Args:
        settings: the summarizer's.
        timeout: seconds after which a job's worker is ended.
        initializer, function: how a worker begins and works; tests give their own.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        timeout: float,
        initializer: Callable[[Settings, Connection, Flag, float], None] = begin_worker,
        function: Callable[[Job], Result] = do_in_worker,
    ) -> None:
        self.settings = settings
        self.timeout = timeout
        self.initializer = initializer
        self.function = function
        self.context = multiprocessing.get_context("spawn")
        self.pool: ProcessPoolExecutor | None = None
        self.report: Progress = no_report
        self.cancelled: Flag = RawValue(ctypes.c_byte, 0)

    async def work(self, job: Job, report: Progress) -> Result:
        """Do a job in the worker; give it to a new one if the worker dies."""
        self.report = report
        self.cancelled.value = 0
        for last in (False, True):
            try:
                async with asyncio.timeout(self.timeout):
                    return await asyncio.wrap_future(self.submit(job))
            except BrokenProcessPool as error:
                await self.rest()
                log.warning("the worker process died")
                if last:
                    raise Busy(
                        "the worker process crashed twice on this", advice="Ask for fewer articles."
                    ) from error
            except TimeoutError as error:
                self.end_workers()
                await self.rest()
                raise Busy(
                    f"it took longer than {self.timeout:g} seconds",
                    advice="Ask for fewer articles, or a shorter period.",
                ) from error
        raise AssertionError("unreachable")

    def submit(self, job: Job) -> Future[Result]:
        """Hand a job to the worker; start one where there is none."""
        if self.pool is not None:
            return self.pool.submit(self.function, job)
        # A pipe, no queue: a worker that is killed takes a queue's lock with it.
        ours, theirs = self.context.Pipe(duplex=False)
        try:
            pool = ProcessPoolExecutor(
                1,
                mp_context=self.context,
                initializer=self.initializer,
                initargs=(self.settings, theirs, self.cancelled, self.timeout),
            )
            done = pool.submit(self.function, job)
        except OSError as error:  # no /dev/shm, or too many processes or open files
            ours.close()
            theirs.close()
            log.error("no worker process can be started (%s)", error)
            raise Busy(
                "no worker process can be started",
                advice="The log says why; READOUT_BOT_WORKER=thread works without one.",
            ) from error
        self.pool = pool
        theirs.close()  # the worker, which has begun, has its own end: ours ends with it
        loop = asyncio.get_running_loop()
        Thread(target=self.listen, args=(loop, ours), daemon=True).start()
        return done

    def listen(self, loop: asyncio.AbstractEventLoop, reports: Connection) -> None:
        """Pass the worker's progress on until it is gone."""
        with reports, suppress(EOFError, OSError, RuntimeError):  # RuntimeError: so is the loop
            while True:
                loop.call_soon_threadsafe(self.tell, reports.recv())

    def tell(self, step: tuple[str, int, int]) -> None:
        """Pass one step on to whoever waits for the job."""
        self.report(*step)

    def end_workers(self) -> None:
        """End the worker processes at once."""
        for process in list((getattr(self.pool, "_processes", None) or {}).values()):
            process.kill()

    def cancel(self) -> None:
        """Let the job under way end soon."""
        self.cancelled.value = 1

    async def rest(self) -> None:
        """End the worker; the next job starts one."""
        pool, self.pool = self.pool, None
        if pool is not None:
            await asyncio.to_thread(pool.shutdown, True, cancel_futures=True)

    async def close(self) -> None:
        """End the worker, whatever it is doing."""
        self.end_workers()
        await self.rest()
