"""Runs one contestant once, in a process of its own, and tells what it took as JSON.

    python worker.py MODULE JOB INPUT.json [VECTORS.npy]

MODULE is `mine` (Readout) or `peers`; INPUT holds "texts" and "sentences" (a list per text,
the same for everybody), and "others": the same of articles that are not measured. A job is set up
and warmed first, for briefs with the others; only its work is timed.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


def peak_mb() -> float:
    """The most memory that this program held; what its parent held is not counted."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024
    except (OSError, IndexError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def cpu_seconds() -> float:
    """CPU time of this program and of the children that have ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


@contextmanager
def weighed() -> Iterator[list[float]]:
    """Keep the most MB that this program and its children held together, looked at ten times a
    second, in the list's one place; children that were not there add nothing."""
    most = [0.0]
    done = threading.Event()

    def look() -> None:
        while not done.wait(0.1):
            children = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii")
            most[0] = max(most[0], sum(map(resident_mb, ["self", *children.split()])))

    watch = threading.Thread(target=look)
    if Path(f"/proc/self/task/{os.getpid()}/children").is_file():
        watch.start()
    try:
        yield most
    finally:
        done.set()
        if watch.is_alive():
            watch.join()


def resident_mb(process: str) -> float:
    """What a process holds just now; nothing once it has ended."""
    try:
        pages = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]
    except OSError:
        return 0.0
    return int(pages) * resource.getpagesize() / 2**20


def main() -> None:
    module, name, given = sys.argv[1:4]
    payload = json.loads(Path(given).read_text(encoding="utf-8"))
    if module == "mine":  # as the command line and the bot do
        from summarizer.threads import multiply_alone

        multiply_alone()
    job = importlib.import_module(module).JOBS[name](
        payload["texts"], payload["sentences"], payload["others"]
    )
    with weighed() as together:
        wall, cpu = time.perf_counter(), cpu_seconds()
        made = job()
        found: dict[str, Any] = {
            "seconds": time.perf_counter() - wall,
            "cpu_seconds": cpu_seconds() - cpu,
        }
    found["peak_mb"] = max(peak_mb(), together[0])
    if len(sys.argv) > 4:
        import numpy as np

        np.save(sys.argv[4], made)
    elif isinstance(made, dict):
        found |= made
    print(json.dumps(found))


if __name__ == "__main__":
    main()
