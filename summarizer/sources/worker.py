"""Parsing in a process that can be killed.

A page or feed made to hurt keeps its parser busy for minutes or takes gigabytes, and a
thread cannot be stopped. So hostile bytes go to one long-lived worker process with a
memory limit; a task that outlasts its time ends with the process, and the next task
starts a new one. So does a task that comes after a long rest: an idle process is let go.
"""

from __future__ import annotations

import asyncio
import importlib
import multiprocessing
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Self

from summarizer.errors import ReadoutError, Unreadable

TASK_SECONDS = 10.0
"""Of the processor's time: an honest page of 3 MB takes under two, on a busy machine, too."""

PATIENCE = 6
"""Times as long by the clock, for a task that waits for the processor, or for something else."""

START_SECONDS = 30.0
"""For the process to start and import, once."""

REST_SECONDS = 100.0
"""Without a task, after which the process ends: it holds 90 MB and starts in a second. Longer
than the minute between a bot's looks at what is due."""

MEMORY_BYTES = 2_000_000_000
"""Address space of the worker; parsing an honest page takes a tenth of it."""


_TIMED = hasattr(signal, "setitimer")
"""Whether the system can end a process after so much of the processor's time."""

NEEDED = ("feedparser", "summarizer.sources.feeds", "summarizer.text.clean")
"""What every feed takes to be read."""


class ParserEnded(Unreadable):
    """The bytes took the parser's process down, or all of its time: everybody waited for them."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    value: Any = None
    error: ReadoutError | None = None
    crash: str = ""
    ended: bool = False


class ParseWorker:
    """Runs functions of this package on untrusted bytes, one at a time, killable.

    Functions and their values must be picklable; functions are named by where they live,
    not sent. Use as an async context manager.

    Args:
        seconds: of the processor's time that one task may take; by the clock `PATIENCE` times as
            many. By the clock alone where the system has no such timer.
        rest: seconds without a task after which the process is let go.
    """

    def __init__(self, seconds: float = TASK_SECONDS, rest: float = REST_SECONDS) -> None:
        self._seconds = seconds
        self._rest = rest
        self._alarm: asyncio.TimerHandle | None = None
        self._resting: asyncio.Task[None] | None = None
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._turn = asyncio.Lock()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
        with suppress(AttributeError, ValueError):  # none is there, or it is ending
            self._process.kill()  # type: ignore[union-attr]  # a task under way ends with it
        async with self._turn:
            await asyncio.to_thread(self._stop)

    async def run(self, function: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """Return `function(*args, **named)`, computed in the worker.

        Raises:
            ReadoutError: what the function raised, or `Unreadable` when it took too long,
                too much memory, or brought the process down.
        """
        await self._turn.acquire()
        if self._alarm is not None:
            self._alarm.cancel()
        work = asyncio.ensure_future(asyncio.to_thread(self._ask, function, args, named))
        # Whoever asked may be cancelled; the next one's turn comes only when this answer is
        # there, or it would get it as its own.
        work.add_done_callback(self._done)
        outcome = await asyncio.shield(work)
        if outcome.error is not None:
            raise outcome.error
        if outcome.crash:
            raise (ParserEnded if outcome.ended else Unreadable)(outcome.crash)
        return outcome.value

    def _done(self, _: object) -> None:
        """Give the turn on, and let the process go when nobody takes it for long."""
        self._turn.release()
        loop = asyncio.get_running_loop()
        self._alarm = loop.call_later(self._rest, self._fall_asleep)

    def rest(self) -> None:
        """Let the process go now, unless it works: memory is needed elsewhere.

        Call it on the loop of the tasks.
        """
        if self._process is None or self._turn.locked():
            return
        if self._alarm is not None:
            self._alarm.cancel()
        self._fall_asleep()

    def _fall_asleep(self) -> None:
        self._resting = asyncio.create_task(self._let_go())

    async def _let_go(self) -> None:
        async with self._turn:
            await asyncio.to_thread(self._stop)

    def _ask(
        self, function: Callable[..., Any], args: tuple[Any, ...], named: dict[str, Any]
    ) -> _Outcome:
        pipe = self._started()
        if pipe is None:
            return _Outcome(crash="could not be read: the parser does not start")
        try:
            pipe.send((self._seconds, function, args, named))
            if pipe.poll(self._seconds * (PATIENCE if _TIMED else 1)):
                outcome: _Outcome = pipe.recv()
                return outcome
        except (EOFError, OSError):
            ended = self._stop()
            if not _TIMED or ended != -signal.SIGPROF:
                return _Outcome(
                    crash="could not be read: it is too much for the parser", ended=True
                )
        self._stop()
        return _Outcome(crash=f"could not be read within {self._seconds:g} seconds", ended=True)

    def _started(self) -> Connection | None:
        if self._process is not None and self._process.is_alive() and self._pipe is not None:
            return self._pipe
        self._stop()
        context = multiprocessing.get_context("spawn")
        try:
            ours, theirs = context.Pipe()
        except OSError:  # no more files may be open
            return None
        process = context.Process(target=_serve, args=(theirs,), daemon=True)
        try:
            process.start()
        except OSError:  # no memory, or no more processes, for the moment
            ours.close()
            return None
        finally:
            theirs.close()
        self._process, self._pipe = process, ours
        try:
            ready = ours.poll(START_SECONDS) and ours.recv() == "ready"
        except (EOFError, OSError):  # it was ended while it started
            ready = False
        if not ready:
            self._stop()  # else its late "ready" would be taken for the answer to a task
            return None
        return ours

    def _stop(self) -> int | None:
        """End the process, if there is one; return how it ended, below zero by which signal."""
        ended = None
        if self._process is not None:
            self._process.kill()
            self._process.join()
            ended = self._process.exitcode
            self._process.close()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None
        return ended


def _serve(pipe: Connection) -> None:
    """The worker's life: take a task, answer, until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(ImportError, ValueError, OSError):  # no such limits on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    for name in NEEDED:  # now, so that no task's time goes by with it
        with suppress(ImportError):
            importlib.import_module(name)
    pipe.send("ready")
    while True:
        try:
            seconds, function, args, named = pipe.recv()
        except (EOFError, OSError):
            return
        _allow(seconds)
        outcome = _outcome(function, args, named)
        _allow(0)
        pipe.send(outcome)


def _allow(seconds: float) -> None:
    """Have the system end this process after so much of the processor's time; 0 sets no end."""
    if _TIMED:
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _outcome(
    function: Callable[..., Any], args: tuple[Any, ...], named: dict[str, Any]
) -> _Outcome:
    try:
        return _Outcome(value=function(*args, **named))
    except ReadoutError as error:
        return _Outcome(error=error)
    except MemoryError:
        return _Outcome(crash="could not be read: it takes too much memory")
    except Exception as error:  # a parser's own fault on bytes nobody foresaw
        return _Outcome(crash=f"could not be read ({type(error).__name__})")
