"""The parsing process: everybody gets the answer to what they asked, or words."""

from __future__ import annotations

import asyncio
import errno
import multiprocessing
import os
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from summarizer.errors import Unreadable
from summarizer.sources.worker import ParseWorker


@pytest.fixture
async def own() -> AsyncIterator[ParseWorker]:
    async with ParseWorker(seconds=120) as worker:
        yield worker


async def test_who_is_cancelled_leaves_no_answer_for_the_next(
    own: ParseWorker, tmp_path: Path
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    first = asyncio.create_task(own.run(Path.read_text, pipe))
    writer = await asyncio.to_thread(pipe.open, "w")  # the worker reads now, and waits
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    others = [asyncio.create_task(own.run(str.upper, f"other {n}")) for n in range(3)]
    await asyncio.sleep(0)
    writer.write("of the first")
    writer.close()
    assert await asyncio.gather(*others) == ["OTHER 0", "OTHER 1", "OTHER 2"]


async def test_a_process_that_starts_too_late_is_not_asked(
    own: ParseWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as hurried:
        hurried.setattr("summarizer.sources.worker.START_SECONDS", 0)
        with pytest.raises(Unreadable, match="does not start"):
            await own.run(str.upper, "first")
    assert await own.run(str.upper, "second") == "SECOND"


async def test_a_machine_without_room_for_the_process_is_no_end_of_it(
    own: ParseWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(_: object) -> None:
        raise OSError(errno.ENOMEM, "Cannot allocate memory")

    with monkeypatch.context() as full:
        full.setattr("multiprocessing.context.SpawnProcess._Popen", staticmethod(no_room))
        with pytest.raises(Unreadable, match="does not start"):
            await own.run(str.upper, "first")
    assert await own.run(str.upper, "second") == "SECOND"


async def test_leaving_does_not_wait_for_a_task_under_way(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    async with ParseWorker(seconds=3600) as worker:
        endless = asyncio.create_task(worker.run(Path.read_text, pipe))
        writer = await asyncio.to_thread(pipe.open, "w")
    with pytest.raises(Unreadable):
        await endless
    writer.close()


async def test_who_waits_for_a_busy_machine_is_not_given_up() -> None:
    async with ParseWorker(seconds=0.2) as worker:
        await worker.run(time.sleep, 0.25)  # by the clock it is late, and it has done nothing yet


async def until_gone() -> None:
    async with asyncio.timeout(30):
        while multiprocessing.active_children():  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0.01)


async def test_an_idle_parser_is_let_go_and_the_next_task_starts_another() -> None:
    async with ParseWorker(rest=0.0) as worker:
        first = await worker.run(os.getpid)
        assert first != os.getpid()
        await until_gone()
        assert await worker.run(os.getpid) not in (first, os.getpid())
    assert multiprocessing.active_children() == []


async def test_a_parser_at_work_is_not_let_go() -> None:
    async with ParseWorker(rest=60.0) as worker:
        assert await worker.run(os.getpid) == await worker.run(os.getpid)


async def test_a_parser_makes_room_at_once_but_never_in_the_middle(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    async with ParseWorker(seconds=120, rest=600.0) as worker:
        task = asyncio.create_task(worker.run(Path.read_text, pipe))
        writer = await asyncio.to_thread(pipe.open, "w")  # the worker reads now, and waits
        worker.rest()
        with writer:
            writer.write("read to the end")
        assert await task == "read to the end"
        worker.rest()
        await until_gone()
        assert await worker.run(os.getpid) != os.getpid()
