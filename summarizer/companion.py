"""A second process that takes a part of the work: for plain Python on a machine of two cores.

Threads do not help there, since only one of them runs Python at a time. The process is this
package's own program, not a fork, which torch's threads forbid, nor one of `multiprocessing`,
which would run the caller's script anew. It is a help and never a need: what it does not
bring back is done here.
"""

from __future__ import annotations

import importlib
import logging
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any, Generic, Protocol, TypeVar

from summarizer.models.hardware import usable_cpus

log = logging.getLogger("readout.executors")

CHUNK = 4
"""Items that go over at once: some tens of milliseconds of work."""
AHEAD = 2
"""Chunks that are over there at once: while this process's Python runs it lets go only every 5 ms,
for which the other one would wait several times a chunk."""

PATIENCE = 10.0
"""Seconds that are waited for a chunk when all else is done; then it is done here."""

T = TypeVar("T")
R = TypeVar("R")

_START = (
    "import sys; sys.path[:] = {path!r}; from summarizer.companion import serve; serve({needed!r})"
)


class Share(Protocol):
    """Computes a function of many items."""

    def __call__(
        self,
        function: Callable[[T], R],
        items: Sequence[T],
        progress: Callable[[int], None],
        meanwhile: Callable[[], None] = ...,
        /,
    ) -> list[R]:
        """Return `function` of each item, in order.

        Args:
            function: a module's function, pure, of one argument that can be pickled.
            items: its arguments.
            progress: called with the number of items that are done.
            meanwhile: other work, done here first, while a second process is at the items.
        """
        ...


def nothing_else() -> None:
    """No other work."""


def alone(
    function: Callable[[T], R],
    items: Sequence[T],
    progress: Callable[[int], None],
    meanwhile: Callable[[], None] = nothing_else,
) -> list[R]:
    """Compute all items here: a `Share`."""
    meanwhile()
    made: list[R] = []
    for item in items:
        progress(len(made))
        made.append(function(item))
    progress(len(made))
    return made


@contextmanager
def companion(needed: str, *, wanted: bool = True) -> Iterator[Share]:
    """Yield a `Share` between this process and a second one, which ends with the block.

    It is `alone` where none is wanted, one CPU may be used, or Python cannot be started.

    Args:
        needed: the module that the work needs; it is imported while this process goes on.
        wanted: whether there is enough work.
    """
    process = _started(needed) if wanted and usable_cpus() > 1 else None
    if process is None:
        yield alone
        return
    second = _Second(process)
    try:
        yield second.share
    finally:
        second.close()


def _started(needed: str) -> subprocess.Popen[bytes] | None:
    # A program with Python in it (frozen, or a server's) would only start itself once more.
    if getattr(sys, "frozen", False) or not Path(sys.executable or "").stem.startswith("python"):
        return None
    with suppress(OSError):  # no memory, or no right
        return subprocess.Popen(  # noqa: S603 - this Python, no one else's words
            [sys.executable, "-c", _START.format(path=sys.path, needed=needed)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    return None


class _Second:
    """The second process, as this one sees it."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._feeder: threading.Thread | None = None

    def share(
        self,
        function: Callable[[T], R],
        items: Sequence[T],
        progress: Callable[[int], None],
        meanwhile: Callable[[], None] = nothing_else,
    ) -> list[R]:
        """Take items from the first on, while the other process takes them from the last."""
        job = _Job(function, items)
        self._feeder = threading.Thread(target=self._feed, args=(job,), name="readout-companion")
        self._feeder.start()
        try:
            meanwhile()
            while (place := job.first()) is not None:
                progress(len(job.made))
                job.made[place] = function(items[place])
        finally:
            job.stop()
        self._feeder.join(PATIENCE)
        if self._feeder.is_alive():
            self._process.kill()  # a late answer would be taken for the next one
            self._feeder.join()
        for place in range(len(items)):
            if place not in job.made:
                progress(len(job.made))
                job.made[place] = function(items[place])
        progress(len(items))
        return [job.made[place] for place in range(len(items))]

    def close(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.wait()
        if self._feeder is not None:
            self._feeder.join()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what was not sent any more
                if pipe is not None:
                    pipe.close()

    def _feed(self, job: _Job[Any, Any]) -> None:
        sent, answers = self._process.stdin, self._process.stdout
        assert sent is not None
        assert answers is not None
        over: deque[range] = deque()
        try:
            while True:
                while len(over) < AHEAD and (chunk := job.last()):
                    # In one piece: each write may wait for the interpreter.
                    sent.write(pickle.dumps((job.function, [job.items[k] for k in chunk])))
                    sent.flush()
                    over.append(chunk)
                if not over:
                    return
                made = pickle.load(answers)  # noqa: S301 - our own process
                job.made.update(zip(over.popleft(), made, strict=True))
        except Exception as error:  # whatever it is, the rest is done here
            log.debug("the second process does not answer: %r", error)
            self._process.kill()  # what is still over there would be taken for a later answer


class _Job(Generic[T, R]):
    """Items of which two threads take, each from its end.

    Attributes:
        made: the results so far, by the items' places.
    """

    def __init__(self, function: Callable[[T], R], items: Sequence[T]) -> None:
        self.function, self.items = function, items
        self.made: dict[int, R] = {}
        self._begin, self._end = 0, len(items)
        self._lock = threading.Lock()

    def first(self) -> int | None:
        """Take the first item that is left; None when there is none."""
        with self._lock:
            if self._begin == self._end:
                return None
            self._begin += 1
            return self._begin - 1

    def last(self) -> range:
        """Take the last items that are left; none when there is none."""
        with self._lock:
            stop, self._end = self._end, max(self._begin, self._end - CHUNK)
            return range(self._end, stop)

    def stop(self) -> None:
        """Leave nothing to take."""
        with self._lock:
            self._end = self._begin


def serve(needed: str) -> None:
    """The second process's life: take a chunk, answer, until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started it ends it
    questions, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what is printed is no answer
    importlib.import_module(needed)
    asked: SimpleQueue[Any] = SimpleQueue()
    # Who asks is not kept waiting by an answer that is longer than the pipe.
    threading.Thread(target=_listen, args=(questions, asked), daemon=True).start()
    while (chunk := asked.get()) is not None:
        function, items = chunk
        answers.write(pickle.dumps([function(item) for item in items]))
        answers.flush()


def _listen(questions: IO[bytes], asked: SimpleQueue[Any]) -> None:
    """Take over what comes in, as it comes; None at the end, or where it cannot be read."""
    with suppress(Exception):  # the end of the pipe, for the most part
        while True:
            asked.put(pickle.load(questions))  # noqa: S301 - our own process
    asked.put(None)
