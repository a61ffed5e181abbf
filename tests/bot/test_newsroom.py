"""Questions are answered in turns, equal ones once, and a worker may die."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from fakes import FakeBench
from helpers import until
from news import ARTICLES

from bot.errors import Busy
from bot.jobs import BriefJob, DigestJob, Job, SearchJob, Selection, job_key
from bot.newsroom import MOST_OF_ONE, Newsroom
from bot.run import make_workshop
from bot.settings import BotSettings
from bot.workshop import ProcessWorkshop, ThreadWorkshop, no_report
from summarizer.errors import NothingToBrief
from summarizer.settings import Settings


def brief(words: int) -> BriefJob:
    return BriefJob(ARTICLES[:1], words)


class Room:
    """A newsroom whose work waits for the test."""

    def __init__(self, **more: Any) -> None:
        self.bench = FakeBench()
        self.room = Newsroom(ThreadWorkshop(lambda: self.bench), **more)

    def hold(self) -> None:
        self.bench.gate.clear()

    def go(self) -> None:
        self.bench.gate.set()

    @property
    def order(self) -> list[int]:
        return [job.words for job in self.bench.done]


async def ask_all(room: Newsroom, questions: list[tuple[str, Job]]) -> list[asyncio.Task[Any]]:
    """Ask in this order; return the tasks once all are in line."""
    tasks = []
    for asker, job in questions:
        tasks.append(asyncio.create_task(room.ask(asker, job)))
        await asyncio.sleep(0)
    return tasks


async def test_askers_take_turns() -> None:
    held = Room()
    held.hold()
    tasks = await ask_all(
        held.room,
        [("ann", brief(n)) for n in (20, 21, 22, 23)] + [("bob", brief(30)), ("cem", brief(40))],
    )
    held.go()
    await asyncio.gather(*tasks)
    assert held.order == [20, 30, 40, 21, 22, 23] or held.order == [20, 21, 30, 40, 22, 23]
    await held.room.close()


async def test_the_same_question_is_computed_once_and_kept() -> None:
    held = Room()
    held.hold()
    tasks = await ask_all(held.room, [(f"asker {n}", brief(50)) for n in range(10)])
    held.go()
    answers = await asyncio.gather(*tasks)
    again = await held.room.ask("later", brief(50))
    assert held.order == [50]
    assert all(answer is answers[0] for answer in (*answers, again))
    await held.room.close()


async def test_who_stops_waiting_leaves_the_queue_and_nobody_else_does() -> None:
    held = Room()
    held.hold()
    first, gone, shared, other = await ask_all(
        held.room, [("a", brief(1)), ("b", brief(2)), ("c", brief(3)), ("d", brief(3))]
    )
    gone.cancel()
    shared.cancel()
    await asyncio.gather(gone, shared, return_exceptions=True)
    held.go()
    await asyncio.gather(first, other)
    assert held.order == [1, 3]
    await held.room.close()


async def test_a_full_queue_declines_kindly() -> None:
    held = Room(limit=2)
    held.hold()
    tasks = await ask_all(held.room, [("a", brief(n)) for n in range(3)])
    with pytest.raises(Busy, match="questions are waiting"):
        await held.room.ask("late", brief(99))
    held.go()
    await asyncio.gather(*tasks)
    await held.room.close()


async def test_a_briefing_is_never_declined_for_a_full_queue() -> None:
    held = Room(limit=2)
    held.hold()
    tasks = await ask_all(held.room, [("a", brief(n)) for n in range(3)])
    due = asyncio.create_task(held.room.ask("schedule:1", brief(99), must=True))
    await asyncio.sleep(0)
    held.go()
    await asyncio.gather(*tasks, due)
    assert held.order.index(99) < 3, "and it takes its turn"
    await held.room.close()


async def test_one_asker_does_not_fill_the_queue_for_all() -> None:
    held = Room(limit=500)
    held.hold()
    tasks = await ask_all(held.room, [("ann", brief(n)) for n in range(MOST_OF_ONE + 1)])
    with pytest.raises(Busy, match=f"you have {MOST_OF_ONE} questions waiting"):
        await held.room.ask("ann", brief(99))
    bob = asyncio.create_task(held.room.ask("bob", brief(77)))
    await asyncio.sleep(0)
    held.go()
    await asyncio.gather(*tasks, bob)
    await held.room.close()


async def test_an_error_reaches_everybody_who_waits_and_is_not_kept() -> None:
    held = Room()
    held.bench.problem = NothingToBrief("no article came in")
    held.hold()
    tasks = await ask_all(held.room, [("a", brief(1)), ("b", brief(1))])
    held.go()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(item) for item in results] == [NothingToBrief, NothingToBrief]
    held.bench.problem = None
    assert (await held.room.ask("a", brief(1))).stories
    await held.room.close()


async def test_progress_reaches_everybody_who_waits() -> None:
    held = Room()
    held.bench.steps = 3
    held.hold()
    heard: dict[str, list[int]] = {"a": [], "b": []}
    tasks = [
        asyncio.create_task(
            held.room.ask(name, brief(1), lambda _s, done, _t, name=name: heard[name].append(done))
        )
        for name in heard
    ]
    await until(lambda: all(len(row) == 3 for row in heard.values()))
    held.go()
    await asyncio.gather(*tasks)
    await held.room.close()


async def test_closing_tells_who_waits() -> None:
    held = Room()
    held.hold()
    tasks = await ask_all(held.room, [("a", brief(1)), ("b", brief(2))])
    await asyncio.sleep(0)
    closing = asyncio.create_task(held.room.close())
    results = await asyncio.gather(*tasks, return_exceptions=True)
    held.go()
    await closing
    assert all(isinstance(item, Busy) for item in results)


async def test_an_idle_workshop_rests() -> None:
    held = Room(idle_seconds=0.01)
    await held.room.ask("a", brief(1))
    workshop = held.room.workshop
    assert isinstance(workshop, ThreadWorkshop)
    await until(lambda: workshop.bench is None)
    await until(lambda: held.bench.closed == 1)
    assert (await held.room.ask("a", brief(2))).stories
    await held.room.close()
    await until(lambda: held.bench.closed == 2)


def test_jobs_are_told_apart_by_all_that_matters() -> None:
    selection = Selection(("s",))
    jobs = [
        brief(1), brief(2), BriefJob(ARTICLES[1:2], 1), DigestJob(1, selection),
        DigestJob(1, selection, topic="x"), DigestJob(1, Selection(("t",))), SearchJob("x", ("s",)),
    ]  # fmt: skip
    assert len({job_key(job) for job in jobs}) == len(jobs)
    assert job_key(brief(1)) == job_key(brief(1))


# A worker process; what it does stands here, so that it can be found by name there.


def begin(_settings: Settings, reports: Any, cancelled: Any, _timeout: float) -> None:
    globals()["reports"] = reports
    globals()["cancelled"] = cancelled


def work(job: Job) -> str:
    assert isinstance(job, SearchJob)
    globals()["reports"].send(("reading", 1, 2))
    match job.query:
        case "pid":
            return str(os.getpid())
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "die reporting":
            os.write(globals()["reports"].fileno(), b"half")
            os.kill(os.getpid(), signal.SIGKILL)
        case "hang":
            threading.Event().wait()
        case "write":
            globals()["reports"].send(("write", 1, 2))
            while not globals()["cancelled"].value:
                threading.Event().wait(0.002)
        case "fail":
            raise NothingToBrief("no article came in", advice="Wait.")
    return job.query


async def test_a_worker_process_works_reports_dies_hangs_and_is_replaced() -> None:
    workshop = ProcessWorkshop(
        Settings(_env_file=None), timeout=600, initializer=begin, function=work
    )
    heard: list[tuple[str, int, int]] = []

    async def ask(query: str) -> str:
        return await workshop.work(SearchJob(query, ()), lambda *step: heard.append(step))

    first = await ask("pid")
    assert await ask("pid") == first and int(first) != os.getpid()
    with pytest.raises(NothingToBrief, match="no article") as caught:
        await ask("fail")
    assert caught.value.advice == "Wait."
    for query in ("die", "die reporting"):
        with pytest.raises(Busy, match="crashed twice"):
            await ask(query)
    second = await ask("pid")
    assert second != first
    writing = asyncio.create_task(ask("write"))
    await until(lambda: ("write", 1, 2) in heard)
    workshop.cancel()
    assert await writing == "write", "what is cancelled ends by itself"
    assert await ask("pid") == second
    workshop.timeout = 0.5
    with pytest.raises(Busy, match="longer than"):
        await ask("hang")
    workshop.timeout = 600
    assert await ask("pid") != second
    assert ("reading", 1, 2) in heard
    async with asyncio.timeout(60):
        await workshop.close()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
async def test_the_worker_of_a_bot_that_was_killed_ends_too(
    tmp_path: Path, how: signal.Signals
) -> None:
    bot = await asyncio.create_subprocess_exec(
        sys.executable, Path(__file__).with_name("orphan.py"), cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    assert bot.stdout
    worker = int(await bot.stdout.readline())
    if how is signal.SIGINT:  # as a terminal sends it, to all of them
        os.kill(worker, how)
    bot.kill()
    async with asyncio.timeout(60):
        _, told = await bot.communicate()  # ends with the last process that has its output
    assert b"Traceback" not in told and b"SpawnProcess" not in told


async def test_where_no_process_can_be_started_the_asker_and_the_log_hear_why(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError("no semaphores here")

    workshop = ProcessWorkshop(
        Settings(_env_file=None), timeout=600, initializer=begin, function=work
    )
    with monkeypatch.context() as patch:
        patch.setattr("bot.workshop.ProcessPoolExecutor", refused)
        with pytest.raises(Busy, match="READOUT_BOT_WORKER=thread"):
            await workshop.work(SearchJob("pid", ()), no_report)
    assert "no semaphores here" in caplog.text
    assert int(await workshop.work(SearchJob("pid", ()), no_report)) != os.getpid()
    await workshop.close()


def test_where_processes_have_no_memory_to_share_a_thread_works(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError("/dev/shm")

    monkeypatch.setattr("bot.workshop.RawValue", refused)
    made = make_workshop(BotSettings(_env_file=None), Settings(_env_file=None))
    assert isinstance(made, ThreadWorkshop)
    assert "/dev/shm" in caplog.text


async def test_room_is_made_before_each_job() -> None:
    made: list[int] = []
    own = Room(make_room=lambda: made.append(len(own.order)))
    await own.room.ask("ann", brief(1))
    await own.room.ask("ann", brief(2))
    await own.room.close()
    assert made == [0, 1]
