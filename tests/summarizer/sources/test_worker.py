"""The process that parses: let go when it is idle, and no answer goes to the wrong task."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import time

import pytest

from summarizer.sources.worker import ParseWorker


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


async def test_the_answer_of_a_task_given_up_is_not_taken_for_the_next_one_s() -> None:
    async with ParseWorker() as worker:
        await worker.run(os.getpid)
        given_up = asyncio.create_task(worker.run(time.sleep, 0.2))
        await asyncio.sleep(0)
        given_up.cancel()
        with pytest.raises(asyncio.CancelledError):
            await given_up
        assert await worker.run(len, "news") == 4
