"""One digest three ways: here, by two Dask workers, and by two of which one is killed.

    python benchmarks/cluster/digest.py [--data DIR] [--articles 1000]

The scheduler and the workers are processes of this machine on loopback; the worker is
killed with SIGKILL when half of the sentences have come back. The three digests must be the
same byte for byte. Results also go to benchmarks/results/cluster.json.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks" / "speed")]

import articles as corpus  # noqa: E402

from summarizer import Article, Summarizer  # noqa: E402
from summarizer.render import render_digest  # noqa: E402
from summarizer.settings import Settings  # noqa: E402

RESULTS = ROOT / "benchmarks" / "results" / "cluster.json"
START = datetime(2024, 8, 28, 6, tzinfo=UTC)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, help="folder of articles; else they are generated")
    options.add_argument("--articles", type=int, default=1000)
    chosen = options.parse_args()
    items = read(chosen.data, chosen.articles)
    rows = {"here": run(items, "")}
    with cluster() as (address, _):
        rows["two workers"] = run(items, address)
    with cluster() as (address, workers):
        rows["two workers, one killed"] = run(items, address, halfway=lambda: kill(workers[0]))
    report(rows, len(items))


def read(folder: Path | None, count: int) -> list[Article]:
    """Return the articles, ten minutes apart, from ten outlets."""
    texts = corpus.load(folder, count)
    return [
        Article(text=text, source=f"Outlet {i % 10}", published=START + timedelta(minutes=10 * i))
        for i, text in enumerate(texts)
    ]


def run(
    items: list[Article], address: str, halfway: Callable[[], None] | None = None
) -> dict[str, object]:
    """Return how long a digest took and what it is, with an empty cache."""
    events: list[str] = []
    encoding = [0.0, 0.0]

    def progress(step: str, done: int, total: int) -> None:
        if step != "encoding":
            return
        encoding[0] = encoding[0] or time.perf_counter()
        encoding[1] = time.perf_counter()
        if halfway is not None and not events and done * 2 >= total:
            halfway()
            events.append(f"killed after {done} of {total} sentences")

    with tempfile.TemporaryDirectory() as cache:
        settings = Settings(cache_dir=Path(cache), dask_address=address)
        started = time.perf_counter()
        with Summarizer(settings, progress=progress) as machine:
            digest = machine.digest(items)
        took = time.perf_counter() - started
    body = render_digest(digest, "json").encode()
    return {
        "seconds": round(took, 2),
        "encoding_seconds": round(encoding[1] - encoding[0], 2),
        "sha256": hashlib.sha256(body).hexdigest(),
        "bytes": len(body),
        "events": events,
    }


@contextmanager
def cluster() -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Start a scheduler and two workers with one CPU thread each."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    scheduler = dask("scheduler", "--host", "127.0.0.1", "--port", str(port))
    once = ("--nthreads", "1", "--no-nanny", "--memory-limit", "0")
    workers = [dask("worker", address, *once) for _ in range(2)]
    try:
        wait_for_workers(address, 2)
        yield address, workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def dask(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments, "--no-dashboard"],
        env=os.environ | {"PYTHONPATH": str(ROOT), "READOUT_THREADS": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def wait_for_workers(address: str, count: int) -> None:
    from distributed import Client

    with Client(address, timeout=30, set_as_default=False) as client:
        client.wait_for_workers(count, timeout=60)


def kill(worker: subprocess.Popen[bytes]) -> None:
    worker.send_signal(signal.SIGKILL)


def report(rows: dict[str, dict[str, object]], count: int) -> None:
    same = len({row["sha256"] for row in rows.values()}) == 1
    for name, row in rows.items():
        print(f"{name:26} {row['seconds']:>8} s  encoding {row['encoding_seconds']:>8} s", end="")
        print(f"  {str(row['sha256'])[:12]}  {'; '.join(row['events'])}")  # type: ignore[arg-type]
    print(f"{count} articles: the digests are {'the same byte for byte' if same else 'DIFFERENT'}")
    RESULTS.parent.mkdir(exist_ok=True)
    found = {
        "articles": count,
        "same": same,
        "machine": f"{os.cpu_count()} CPUs, {platform.processor() or platform.machine()}",
        "runs": rows,
    }
    RESULTS.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    sys.exit(0 if same else 1)


if __name__ == "__main__":
    main()
