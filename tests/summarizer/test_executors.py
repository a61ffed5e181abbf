"""Work goes on wherever there is somebody to do it."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from pathlib import Path

import pytest
from support import tasks

from summarizer.cluster import is_the_clusters
from summarizer.executors import open_executor
from summarizer.settings import Settings
from summarizer.workers import SteadyExecutor, WorkerDied

PATIENCE_SECONDS = 120.0
"""How long a test waits for what should take some: a machine may be busy."""


@pytest.fixture
def steady() -> Iterator[SteadyExecutor]:
    executor = SteadyExecutor(2)
    yield executor
    executor.shutdown(cancel_futures=True)


def test_results_and_errors_come_back_to_who_asked(steady: SteadyExecutor) -> None:
    assert list(steady.map(tasks.double, range(20))) == [2 * n for n in range(20)]
    with pytest.raises(ValueError, match="broken"):
        steady.submit(tasks.fail, "broken").result()
    assert steady.submit(tasks.whoami).result() != os.getpid()


def test_a_worker_killed_in_the_middle_costs_time_not_work(
    steady: SteadyExecutor, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    dying = [steady.submit(tasks.die_first, str(tmp_path / str(n)), n) for n in range(2)]
    others = [steady.submit(tasks.double, n) for n in range(30)]
    assert [future.result() for future in dying] == [0, 1]
    assert [future.result() for future in others] == [2 * n for n in range(30)]
    assert "a worker process died" in caplog.text


def test_a_worker_killed_while_idle_is_replaced(steady: SteadyExecutor) -> None:
    os.kill(steady.submit(tasks.whoami).result(), signal.SIGKILL)
    assert [steady.submit(tasks.double, n).result() for n in range(4)] == [0, 2, 4, 6]


def test_where_no_process_can_be_started_that_is_said_and_nobody_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError("no semaphores here")

    monkeypatch.setattr("summarizer.workers.ProcessPoolExecutor", refused)
    with SteadyExecutor(2) as executor:
        futures = [executor.submit(tasks.double, n) for n in range(4)]
        for future in futures:
            with pytest.raises(WorkerDied, match=r"no semaphores here.*READOUT_WORKERS=0"):
                future.result(PATIENCE_SECONDS)


def test_a_task_that_kills_its_workers_is_told_and_harms_no_other() -> None:
    with SteadyExecutor(1) as executor:
        deadly = executor.submit(tasks.die, 0)
        harmless = executor.submit(tasks.double, 4)
        with pytest.raises(WorkerDied, match="enough memory"):
            deadly.result()
        assert harmless.result() == 8


def test_rested_workers_are_gone_and_come_back(steady: SteadyExecutor) -> None:
    before = steady.submit(tasks.whoami).result()
    steady.rest()
    assert not Path(f"/proc/{before}").exists()
    assert steady.submit(tasks.double, 1).result() == 2


def test_workers_end_with_a_parent_that_was_killed() -> None:
    code = (
        "import time\nfrom summarizer.workers import SteadyExecutor\nfrom support import tasks\n"
        "if __name__ == '__main__':\n"
        "    print(SteadyExecutor().submit(tasks.whoami).result(), flush=True)\n"
        "    time.sleep(600)\n"
    )
    folder = Path(__file__).parents[1]
    parent = subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": f"{folder}:{folder.parent}"},
    )
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    parent.kill()
    parent.communicate()
    wait_until(lambda: not alive(worker))


def test_a_scheduler_that_is_away_is_told_and_the_work_done_here(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with socket.socket() as silent:  # the port is taken, and nobody listens
        silent.bind(("127.0.0.1", 0))
        settings = Settings(dask_address=f"tcp://127.0.0.1:{silent.getsockname()[1]}")
        with caplog.at_level(logging.WARNING), open_executor(settings) as executor:
            assert list(executor.map(tasks.double, range(3))) == [0, 2, 4]
    assert "the work is done on this machine" in caplog.text


class Cluster:
    """A scheduler and workers on loopback, each a process of its own."""

    def __init__(self, workers: int, folder: Path) -> None:
        self.count, self.place = workers, folder / "scheduler.json"
        place = ("--scheduler-file", str(self.place))
        self.scheduler = self.dask("scheduler", "--host", "127.0.0.1", "--port", "0", *place)
        alone = ("--nthreads", "1", "--no-nanny", "--memory-limit", "0")
        scratch = ("--local-directory", str(folder))
        self.workers = [self.dask("worker", *place, *alone, *scratch) for _ in range(workers)]

    @property
    def address(self) -> str | None:
        """Where the scheduler listens; None before it has written it down."""
        try:
            return str(json.loads(self.place.read_text())["address"])
        except (OSError, ValueError):
            return None

    def dask(self, *arguments: str) -> subprocess.Popen[bytes]:
        folder = Path(__file__).parents[1]
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments, "--no-dashboard"],
            env=os.environ | {"PYTHONPATH": f"{folder}:{folder.parent}"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def close(self) -> None:
        for process in (self.scheduler, *self.workers):
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    pytest.importorskip("distributed")
    opened = Cluster(2, tmp_path)
    yield opened
    opened.close()


def join(cluster: Cluster) -> Executor:
    """Join a cluster once all its workers are there."""
    wait_until(lambda: cluster.address)
    executor = open_executor(Settings(dask_address=cluster.address))
    executor._client.wait_for_workers(cluster.count, timeout=PATIENCE_SECONDS)  # type: ignore[attr-defined]
    return executor


def test_a_cluster_loses_a_worker_then_its_scheduler_and_no_result(cluster: Cluster) -> None:
    with join(cluster) as executor:
        pids = set(executor.map(tasks.whoami, range(40)))
        assert pids <= {worker.pid for worker in cluster.workers}
        futures = [executor.submit(tasks.double, n) for n in range(200)]
        cluster.workers[0].kill()
        assert [future.result() for future in futures] == [2 * n for n in range(200)]
        futures = [executor.submit(tasks.double, n) for n in range(200)]
        executor._patience = 1.0  # type: ignore[attr-defined]
        cluster.scheduler.kill()
        assert [future.result() for future in futures] == [2 * n for n in range(200)]
        assert executor.submit(tasks.whoami).result() not in pids


class _LostAfterItsResult:
    """A future of Dask whose worker dies between its result and the look at its state."""

    status = "lost"

    async def _result(self, *, raiseit: bool) -> int:
        return 6


def test_a_result_whose_worker_dies_with_it_is_worked_out_at_home() -> None:
    cascade = pytest.importorskip("distributed.cfexecutor")._cascade_future
    stumbled: Future[int] = Future()

    async def report() -> None:
        await cascade(_LostAfterItsResult(), stumbled)

    asyncio.run(report())
    error = stumbled.exception()
    assert isinstance(error, TypeError)
    assert is_the_clusters(error)
    assert not is_the_clusters(TypeError("of the task"))


def alive(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


def wait_until(true: object, seconds: float = PATIENCE_SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.02)
