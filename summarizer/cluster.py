"""Work on a Dask cluster (extra `cluster`), and at home once the cluster is gone."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future
from typing import Any, TypeVar

from summarizer.errors import ReadoutError
from summarizer.workers import Task, settle

log = logging.getLogger("readout.executors")

T = TypeVar("T")

CONNECT_SECONDS = 5.0
"""How long a scheduler may take to answer."""

PATIENCE_SECONDS = 15.0
"""How long a scheduler or all workers may be away before the work is done at home: longer than
a worker takes to be started again by a supervisor."""

LOOK_SECONDS = 0.5

RETRIES = 3
"""Workers that may fail at a task before it is done at home."""


def join_cluster(address: str, home: Executor) -> Executor | None:
    """Return an executor of the cluster at `address`; None, with a warning, if it is away.

    Args:
        address: of a Dask scheduler, such as tcp://10.0.0.5:8786 or tls://….
        home: who works when the cluster is gone.
    """
    try:
        from distributed import Client
    except ImportError:
        _warn(address, "the extra 'cluster' is not installed")
        return None
    try:
        client: Any = Client(  # type: ignore[no-untyped-call]
            address, timeout=CONNECT_SECONDS, set_as_default=False
        )
    except (OSError, TimeoutError, ValueError) as error:
        reason = str(error).partition("\n")[0] or type(error).__name__
        _warn(address, reason[:200])
        return None
    return ClusterExecutor(client, home, address)


def _warn(address: str, reason: str) -> None:
    log.warning("Dask at %s cannot be used (%s): the work is done on this machine", address, reason)


class ClusterExecutor(Executor):
    """Does tasks on a cluster; should the cluster go, what is left of them is done at home.

    Args:
        client: a connected `distributed.Client`; closed with this.
        home: the executor for then; shut down with this.
        address: what a reader knows the cluster by.
    """

    def __init__(self, client: Any, home: Executor, address: str) -> None:
        self._client, self._home, self._address = client, home, address
        self._far: Executor = client.get_executor(pure=False, retries=RETRIES)
        self._patience = PATIENCE_SECONDS
        self._lock = threading.RLock()
        self._open: set[Task] = set()
        self._gone = False
        self._closed = threading.Event()
        threading.Thread(target=self._watch, name="cluster-watch", daemon=True).start()

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Return the future of `fn(*args, **kwargs)`."""
        task = Task(fn, args, kwargs)
        task.future.set_running_or_notify_cancel()
        with self._lock:
            if self._closed.is_set():
                raise RuntimeError("this executor was shut down")
            self._open.add(task)
            if self._gone:
                self._do_at_home(task)
                return task.future
        try:
            inner = self._far.submit(fn, *args, **kwargs)
            inner.add_done_callback(lambda done: self._came_back(task, done))
        except Exception as error:
            self._give_up(f"{type(error).__name__}: {error}")
        return task.future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster; with `wait`, when all tasks are done."""
        if wait and not cancel_futures:
            for task in list(self._open):
                task.future.exception()
        self._closed.set()
        self._client.close()
        self._home.shutdown(wait=wait, cancel_futures=cancel_futures)

    def _came_back(self, task: Task, inner: Future[Any]) -> None:
        if inner.cancelled():
            self._give_up("the connection was lost")
            return
        error = inner.exception()
        if error is not None and is_the_clusters(error):
            log.warning("a task failed on the cluster (%s); it is done on this machine", error)
            self._do_at_home(task)
            return
        if self._finish(task):
            settle(task.future, inner, error)

    def _finish(self, task: Task) -> bool:
        """Return whether this is the first answer to a task."""
        with self._lock:
            first = task in self._open
            self._open.discard(task)
            return first

    def _give_up(self, reason: str) -> None:
        with self._lock:
            if self._gone or self._closed.is_set():
                return
            self._gone = True
            _warn(self._address, reason)
            for task in list(self._open):
                self._do_at_home(task)

    def _do_at_home(self, task: Task) -> None:
        def ended(done: Future[Any]) -> None:
            if self._finish(task):
                settle(task.future, done, done.exception())

        self._home.submit(task.function, *task.arguments, **task.keywords).add_done_callback(ended)

    def _watch(self) -> None:
        """Give up when the scheduler, or every worker, has been away for too long."""
        well = time.monotonic()
        while not self._closed.wait(LOOK_SECONDS):
            problem = self._problem() if self._open else ""
            if not problem:
                well = time.monotonic()
            elif time.monotonic() - well > self._patience:
                self._give_up(problem)
                return

    def _problem(self) -> str:
        if self._client.status != "running":
            return "its scheduler does not answer"
        try:
            workers = self._client.scheduler_info().get("workers")
        except Exception as error:
            return f"its scheduler does not answer ({type(error).__name__})"
        return "" if workers else "it has no workers"


def is_the_clusters(error: BaseException) -> bool:
    """Whether an error tells of the cluster, not of the task."""
    if isinstance(error, ReadoutError):
        return False
    ours = isinstance(error, OSError | CancelledError | ImportError)
    return ours or type(error).__module__.startswith("distributed") or _raised_by_dask(error)


def _raised_by_dask(error: BaseException) -> bool:
    """Whether Dask's own code raised an error.

    Its executor takes a result for an error where the worker that holds it dies between two of
    its looks, and stumbles over that.
    """
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    module = place.tb_frame.f_globals.get("__name__", "") if place is not None else ""
    return str(module).startswith("distributed.")
