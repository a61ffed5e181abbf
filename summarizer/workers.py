"""Worker processes of this machine that are replaced when they die."""

from __future__ import annotations

import logging
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import wait as wait_for
from typing import Any, TypeVar

from summarizer.errors import ReadoutError, reason_of

log = logging.getLogger("readout.executors")

T = TypeVar("T")

TRIES = 3
"""Workers that may die over one task before the task is to blame."""


class WorkerDied(ReadoutError):
    """Several workers died over the same task, or none can be started."""


@dataclass(slots=True, eq=False)
class Task:
    """A call, and who waits for it."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    keywords: dict[str, Any]
    future: Future[Any] = field(default_factory=Future)
    tries: int = 0


class SteadyExecutor(Executor):
    """Worker processes that live until they are told to rest, and are replaced when they die.

    A task that was under way in a worker that died is begun again in a new one. Workers are
    started at the first task, and end by themselves when this process is gone.

    Args:
        workers: processes at once.
    """

    def __init__(self, workers: int = 1) -> None:
        self.workers = workers
        self._lock = threading.RLock()
        self._free = threading.Condition(self._lock)
        self._waiting: deque[Task] = deque()
        self._under_way: set[Task] = set()
        self._pool: ProcessPoolExecutor | None = None
        self._closed = False

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Return the future of `fn(*args, **kwargs)`.

        It fails with `WorkerDied` when three workers in a row died over it, and where no
        process can be started.
        """
        task = Task(fn, args, kwargs)
        with self._lock:
            if self._closed:
                raise RuntimeError("this executor was shut down")
            self._waiting.append(task)
            self._hand_out()
        return task.future

    def rest(self) -> None:
        """End the workers once they are idle; the next task starts new ones."""
        with self._free:
            self._free.wait_for(lambda: not self._under_way and not self._waiting)
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=True)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more tasks; with `wait`, return when all are done and the workers ended."""
        with self._free:
            self._closed = True
            if cancel_futures:
                while self._waiting:
                    self._waiting.popleft().future.cancel()
            if not wait:
                return
        self.rest()

    def _hand_out(self) -> None:
        """Give the workers what they have room for.

        No more: then only tasks that were under way are suspected when a worker dies.
        """
        while self._waiting and len(self._under_way) < self.workers:
            task = self._waiting.popleft()
            if task.tries or task.future.set_running_or_notify_cancel():
                self._begin(task)
        if not self._under_way and not self._waiting:
            self._free.notify_all()

    def _begin(self, task: Task) -> None:
        task.tries += 1
        self._under_way.add(task)
        for _ in range(2):
            try:
                pool = self._pool = self._pool or _new_pool(self.workers)
                inner = pool.submit(task.function, *task.arguments, **task.keywords)
            except BrokenProcessPool:  # a worker died while there was nothing to do
                self._pool = None
                continue
            except OSError as error:  # no /dev/shm, or too many processes or open files
                self._pool = None
                self._under_way.discard(task)
                task.future.set_exception(
                    WorkerDied(
                        f"no worker process can be started ({reason_of(error)})",
                        advice="Readout works without any where READOUT_WORKERS=0.",
                    )
                )
                return
            inner.add_done_callback(partial(self._ended, task, pool))
            return
        raise AssertionError("a new pool is never broken")

    def _ended(self, task: Task, pool: ProcessPoolExecutor, inner: Future[Any]) -> None:
        error = inner.exception()
        with self._lock:
            self._under_way.discard(task)
            if isinstance(error, BrokenProcessPool):
                if self._pool is pool:
                    self._pool = None
                    log.warning("a worker process died; its work is begun again in a new one")
                if task.tries < TRIES:
                    self._waiting.appendleft(task)
                    self._hand_out()
                    return
                error = WorkerDied(
                    f"{TRIES} worker processes died over the same task",
                    advice="Check that the machine has enough memory.",
                )
            self._hand_out()
        settle(task.future, inner, error)


def settle(future: Future[Any], done: Future[Any], error: BaseException | None) -> None:
    """Hand an outcome on to who waits for it."""
    if error is not None:
        future.set_exception(error)
    else:
        future.set_result(done.result())


def _new_pool(workers: int) -> ProcessPoolExecutor:
    # Spawned: a fork of a process with torch's threads in it hangs sooner or later.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=end_with_parent)


def end_with_parent() -> None:
    """End this worker process when its parent is gone, however it went."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait_for([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()
