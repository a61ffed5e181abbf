"""A second process takes a part of the work, and nobody can tell from the results."""

from __future__ import annotations

import math
import os
import signal
import threading
from pathlib import Path

import pytest
from support import tasks
from support.fake_encoder import FakeEncoder

from summarizer import Article, Summarizer, companion, pipeline
from summarizer.domain import Digest


@pytest.fixture(autouse=True)
def two_cpus(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(companion, "usable_cpus", lambda: 2)


OTHERS: set[str] = set()
"""What earlier tests have started."""


@pytest.fixture(autouse=True)
def _count_from_here() -> None:
    OTHERS.clear()
    OTHERS.update(children())


def children() -> list[str]:
    listed = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii")
    return [pid for pid in listed.split() if pid not in OTHERS]


def feeders() -> list[str]:
    return [t.name for t in threading.enumerate() if t.name == "readout-companion"]


def test_both_processes_work_and_the_results_are_in_order(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    items = [("", "")] * 100
    items[0], items[-1] = (str(pipe), "rb"), (str(pipe), "wb")
    told: list[int] = []
    with companion.companion("math") as share:
        assert share is not companion.alone
        pids = share(tasks.meet, items, told.append)
        assert share(tasks.double, range(1000), told.append) == [2 * n for n in range(1000)]
    assert pids[0] == os.getpid() != pids[-1]
    assert told[0] == 0
    assert told.count(100) >= 1
    assert told[-1] == 1000
    assert not children()
    assert not feeders()


@pytest.mark.parametrize("what", [signal.SIGKILL, signal.SIGSTOP])
def test_what_the_other_does_not_bring_back_is_done_here(
    what: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(companion, "PATIENCE", 0.0)
    told: list[int] = []
    numbers = list(range(1000))
    with companion.companion("math") as share:
        os.kill(int(children()[0]), what)
        assert share(tasks.double, numbers, told.append) == [2 * n for n in numbers]
        unsendable = share(lambda n: n + 1, numbers, told.append)
    assert unsendable == [n + 1 for n in numbers]
    assert told[-1] == 1000
    assert not children()
    assert not feeders()


def test_what_could_not_be_sent_whole_leaves_no_answer_for_the_next_to_take() -> None:
    def wait() -> None:
        for thread in threading.enumerate():
            if thread.name == "readout-companion":
                thread.join()

    items: list[object] = [*range(3 * companion.CHUNK)]
    items[-companion.CHUNK - 1] = threading.Lock()  # the last ones are over there already
    with companion.companion("math") as share:
        assert share(repr, items, lambda _done: None, wait) == [repr(item) for item in items]
        assert share(tasks.double, range(100), lambda _done: None) == [2 * n for n in range(100)]


def test_an_error_is_the_same_as_without_the_other(tmp_path: Path) -> None:
    with (
        pytest.raises(ValueError, match=r"domain|nonnegative"),  # as this Python says it
        companion.companion("math") as share,
    ):
        share(math.sqrt, [*range(100), -1, *range(100)], lambda _done: None)
    assert not children()
    assert not feeders()


def test_who_breaks_off_leaves_nothing_behind() -> None:
    def stop(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), companion.companion("math") as share:
        share(tasks.double, range(1000), stop)
    assert not children()
    assert not feeders()


def test_other_work_is_done_here_while_the_second_process_is_at_the_items(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    os.mkfifo(seen)

    def other() -> None:
        seen.read_bytes()  # ends when the second process has come to the last item
        done_by.append(os.getpid())

    done_by: list[int] = []
    items = [("", "")] * 99 + [(str(seen), "wb")]
    with companion.companion("math") as share:
        done_by += share(tasks.meet, items, lambda _done: None, other)[-1:]
    assert done_by[0] == os.getpid() != done_by[1]
    called: list[str] = []
    companion.alone(
        math.sqrt, [4], lambda _done: called.append("item"), lambda: called.append("other")
    )
    assert called[0] == "other"


@pytest.mark.parametrize("cpus", [1, 2])
def test_none_is_started_where_it_cannot_help(cpus: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(companion, "usable_cpus", lambda: cpus)
    with companion.companion("math", wanted=cpus == 1) as share:
        assert share is companion.alone
        assert not children()


def test_a_program_with_python_in_it_is_not_started_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/usr/bin/uwsgi")
    with companion.companion("math") as share:
        assert share is companion.alone


def test_a_digest_is_the_same_to_the_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    towns = [f"{a}{b}" for a in ("Nor", "Vel", "Kar", "Tos") for b in ("by", "holm", "ford")]
    articles = [
        Article(
            text=f"{town} opened {town}hall near {town}gate with {town}ers on {town}day. "
            f"{town}mayor thanked {town}smiths for {number} {town}stones, he said. "
            f"{town}folk had asked for {town}lamps since {town}fire in {1900 + number}.",
            source=f"The {town} Times",
        )
        for number, town in enumerate(towns, 20)
    ]

    def made(least: int) -> tuple[Digest, list[tuple[str, int, int]]]:
        told: list[tuple[str, int, int]] = []
        monkeypatch.setattr(pipeline, "MANY", least)
        summarizer = Summarizer(embedder=FakeEncoder(), progress=lambda *step: told.append(step))
        return summarizer.digest(articles), told

    (one, told), (two, told_two) = made(1000), made(2)
    assert one == two
    assert repr(one) == repr(two)
    writing = [done for step, done, total in told_two if step == "writing" and total > 1]
    assert writing == sorted(writing)
    assert writing[-1] == len(one.stories) > 6
    assert {step for step, _, _ in told} == {step for step, _, _ in told_two}
    assert not children()
