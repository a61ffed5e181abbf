"""One complete briefing in the channel, whatever dies, stutters or doubles.

Each process here is a real one, speaks to the stand-in through real sockets and is
killed with SIGKILL. The names of the tests are the lines of docs/faults.md.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from helpers import keep_schedule, open_database, texts
from standin import Fault, StandIn
from standin.world import FORUM, NEWS, TEXT, Channel

from bot.backup import back_up, restore_from
from bot.store.editions import last_editions, load_parts

DUE = "2024-08-28T06:00:01+00:00"
LATER = "2024-08-28T06:09:00+00:00"
CREATED = datetime(2024, 8, 28, 5, 0, tzinfo=UTC)
KINDS = {"channel": TEXT, "announcement": NEWS, "forum": FORUM, "thread": TEXT, "dm": TEXT}
SEND = r"POST /channels/\d+/messages$"


class Runner:
    """The process that forks the processes."""

    def __init__(self) -> None:
        path = Path(__file__).parent / "runner.py"
        self.process = subprocess.Popen(
            [sys.executable, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    async def run(self, **case: Any) -> list[int]:
        """Run a case; return how each process ended."""
        return await asyncio.to_thread(self.ask, case)

    def ask(self, case: dict[str, Any]) -> list[int]:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(case) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def close(self) -> None:
        self.process.communicate()


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    runner = Runner()
    yield runner
    runner.close()


class Stage:
    """A server with one schedule, its database, and what readers see."""

    def __init__(
        self, discord: StandIn, folder: Path, mode: str = "channel", **changes: Any
    ) -> None:
        self.discord = discord
        guild = discord.add_guild()
        self.channel = discord.add_channel(guild, kind=KINDS[mode])
        database = open_database(folder)
        if mode == "dm":
            changes |= {"user_id": 77}
        self.schedule = keep_schedule(database, self.channel, CREATED, mode=mode, **changes)
        self.url = database.url
        database.close()
        self.folder = folder

    def case(self, at: str, **more: Any) -> dict[str, Any]:
        return {"base": self.discord.base, "database": self.url, "at": at, **more}

    def back_up(self) -> None:
        back_up(self.folder / "bot.sqlite3", self.folder / "backup")

    def restore(self) -> None:
        restore_from(self.folder / "backup", self.folder / "bot.sqlite3")

    def read(self) -> list[str]:
        """Everything that readers see, in every place, oldest first."""
        return [text for place in self.places() for text in texts(place)]

    def places(self) -> list[Channel]:
        return list(self.discord.channels.values())

    def outcome(self) -> tuple[str, list[int | None]]:
        database = open_database(self.folder)
        edition = last_editions(database, self.schedule.id)[0]
        parts = [part.message_id for part in load_parts(database, edition.id)]
        database.close()
        return edition.state, parts


@pytest.fixture
def mode() -> str:
    return "channel"


@pytest.fixture
async def stage(tmp_path: Path, mode: str) -> AsyncIterator[Stage]:
    async with StandIn() as discord:
        yield Stage(discord, tmp_path, mode)


WHOLE = {
    "channel": ["2024-08-28T08:00 page 1 of 2", "2024-08-28T08:00 page 2 of 2"],
    "announcement": ["2024-08-28T08:00 page 1 of 2", "2024-08-28T08:00 page 2 of 2"],
    "forum": ["2024-08-28T08:00 page 1 of 2", "2024-08-28T08:00 page 2 of 2"],
    "dm": ["2024-08-28T08:00 page 1 of 2", "2024-08-28T08:00 page 2 of 2"],
    "thread": ["short post", "2024-08-28T08:00 page 1 of 2", "2024-08-28T08:00 page 2 of 2"],
}
STEPS = [
    "taken",
    "composed",
    "stored",
    "unclaimed",
    "claimed",
    "part 0 begun",
    "part 0 sent",
    "part 0 recorded",
    "part 1 begun",
    "part 1 sent",
    "part 1 recorded",
    "all sent",
]
LATER_STEPS = {
    "channel": [],
    "dm": [],
    "forum": [],
    "announcement": ["part 2 begun", "part 2 sent", "part 3 begun", "part 3 sent"],
    "thread": ["part 2 begun", "part 2 sent", "part 3 begun", "part 3 sent"],
}


KILLS = [(mode, step, False) for mode in WHOLE for step in STEPS + LATER_STEPS[mode]]
KILLS += [("channel", step, True) for step in STEPS]


@pytest.mark.parametrize(("mode", "step", "remembered"), KILLS)
async def test_a_process_killed_at_any_step_leaves_one_complete_briefing(
    runner: Runner, stage: Stage, mode: str, step: str, remembered: bool
) -> None:
    assert await runner.run(**stage.case(DUE, kill_at=step)) == [-9]
    stage.discord.remember_nonces = remembered
    assert await runner.run(**stage.case(LATER)) == [0]
    assert stage.read() == WHOLE[mode]
    assert stage.discord.refused == []
    state, parts = stage.outcome()
    assert state == "sent" and None not in parts
    if mode == "announcement":
        assert sorted(stage.channel.published) == sorted(stage.channel.messages)


LINK = " [more](https://marrowby.example/ferries)"


def nothing_linked(message: dict[str, Any]) -> int:
    return 240000 if "https://" in str(message) else 0


def nothing_in_boxes(message: dict[str, Any]) -> int:
    return 50035 if (message.get("flags") or 0) & 1 << 15 else 0


PLAIN_KILLS = [
    ("channel", "made plainer", nothing_in_boxes),
    ("channel", "part 0 sent", nothing_in_boxes),
    ("forum", "part 0 sent", nothing_linked),
    ("thread", "part 2 sent", nothing_linked),
]


@pytest.mark.parametrize(("mode", "step", "refuses"), PLAIN_KILLS)
async def test_a_process_killed_while_it_posts_in_a_plainer_form_leaves_one_complete_briefing(
    runner: Runner, stage: Stage, mode: str, step: str, refuses: Any
) -> None:
    stage.channel.refuses = refuses
    assert await runner.run(**stage.case(DUE, kill_at=step, more=LINK)) == [-9]
    stage.discord.remember_nonces = False
    assert await runner.run(**stage.case(LATER, more=LINK)) == [0]
    more = " more" if refuses is nothing_linked else LINK
    assert stage.read() == [text + more if "page" in text else text for text in WHOLE[mode]]


@pytest.mark.parametrize("mode", ["channel", "forum"])
async def test_a_plain_briefing_that_was_posted_after_the_backup_is_not_posted_again(
    runner: Runner, stage: Stage, mode: str
) -> None:
    stage.channel.refuses = nothing_linked
    stage.back_up()
    assert await runner.run(**stage.case(DUE, more=LINK)) == [0]
    stage.restore()
    stage.discord.remember_nonces = False
    assert await runner.run(**stage.case(LATER, more=LINK, pages=3)) == [0]
    assert stage.read() == [f"{text} more" for text in WHOLE[mode]]


@pytest.mark.parametrize("mode", list(WHOLE))
async def test_a_briefing_that_was_posted_after_the_backup_is_not_posted_again(
    runner: Runner, stage: Stage, mode: str
) -> None:
    stage.back_up()
    assert await runner.run(**stage.case(DUE)) == [0]
    stage.restore()
    stage.discord.remember_nonces = False
    assert await runner.run(**stage.case(LATER, pages=3)) == [0]
    assert stage.read() == WHOLE[mode], "nothing more, though another text was made"
    assert stage.outcome()[0] == "sent"
    assert await runner.run(**stage.case("2024-08-29T06:00:01+00:00")) == [0]
    assert "2024-08-29T08:00 page 1 of 2" in stage.read()


SOON, TOO_LATE = "2024-08-28T06:20:00+00:00", "2024-08-28T13:00:00+00:00"
BACKUPS = [(mode, step, SOON) for mode in WHOLE for step in ("taken", "stored", "part 0 recorded")]
BACKUPS += [("channel", step, TOO_LATE) for step in ("taken", "stored", "part 0 recorded")]


@pytest.mark.parametrize(("mode", "step", "at"), BACKUPS)
async def test_a_backup_that_was_made_in_the_middle_of_a_briefing_doubles_nothing(
    runner: Runner, stage: Stage, mode: str, step: str, at: str
) -> None:
    await runner.run(**stage.case(DUE, kill_at=step))
    stage.back_up()
    assert await runner.run(**stage.case(LATER)) == [0]
    stage.restore()
    stage.discord.remember_nonces = False
    assert await runner.run(**stage.case(at)) == [0]
    assert stage.read() == WHOLE[mode]
    assert stage.outcome()[0] == "sent"


@pytest.mark.parametrize("mode", list(WHOLE))
async def test_after_a_backup_of_days_ago_it_is_known_what_was_posted_last(
    runner: Runner, stage: Stage
) -> None:
    stage.back_up()
    for day in (28, 29):
        await runner.run(**stage.case(f"2024-08-{day}T06:00:01+00:00"))
    stage.restore()
    await runner.run(**stage.case("2024-08-30T06:00:01+00:00"))
    database = open_database(stage.folder)
    rows = {row.slot[8:10]: row.state for row in last_editions(database, stage.schedule.id)}
    database.close()
    assert rows == {"28": "missed", "29": "sent", "30": "sent"}, "no news from before the 29th"


async def test_a_late_briefing_is_posted_where_the_history_may_not_be_read(
    runner: Runner, stage: Stage
) -> None:
    stage.channel.forbidden["read"] = 50001
    assert await runner.run(**stage.case(LATER)) == [0]
    assert stage.read() == WHOLE["channel"]


async def test_a_late_briefing_waits_until_discord_tells_whether_it_was_posted(
    runner: Runner, stage: Stage
) -> None:
    stage.discord.faults.append(Fault(r"GET /channels/\d+/messages", 503, times=20))
    assert await runner.run(**stage.case(LATER)) == [0]
    assert stage.read() == []
    stage.discord.faults.clear()
    assert await runner.run(**stage.case("2024-08-28T06:20:00+00:00")) == [0]
    assert stage.read() == [f"{text} late" for text in WHOLE["channel"]]


async def test_a_briefing_whose_time_is_over_asks_discord_no_more_often_than_one_that_waits(
    runner: Runner, stage: Stage
) -> None:
    await runner.run(**stage.case(DUE, kill_at="taken"))
    stage.discord.faults.append(Fault(r"GET /channels/\d+/messages", 503, times=100))
    assert await runner.run(**stage.case(TOO_LATE)) == [0]
    asked = [one.path for one in stage.discord.asked if "messages" in one.path]
    assert await runner.run(**stage.case(TOO_LATE, ticks=5)) == [0]
    assert [one.path for one in stage.discord.asked if "messages" in one.path] == asked
    stage.discord.faults.clear()
    assert await runner.run(**stage.case("2024-08-28T13:30:00+00:00")) == [0]
    assert stage.outcome()[0] == "missed" and stage.read() == []


@pytest.mark.parametrize("mode", list(WHOLE))
async def test_four_processes_at_once_post_one_briefing(
    runner: Runner, stage: Stage, mode: str
) -> None:
    stage.discord.remember_nonces = False
    assert await runner.run(**stage.case(DUE, copies=4)) == [0, 0, 0, 0]
    assert stage.read() == WHOLE[mode]


@pytest.mark.parametrize("step", ["part 0 begun", "part 0 sent", "part 1 sent"])
async def test_two_processes_finish_what_a_killed_one_began_once(
    runner: Runner, stage: Stage, step: str
) -> None:
    await runner.run(**stage.case(DUE, kill_at=step))
    stage.discord.remember_nonces = False
    assert await runner.run(**stage.case(LATER, copies=2)) == [0, 0]
    assert stage.read() == WHOLE["channel"]


async def test_a_process_that_only_seems_gone_is_not_overtaken_while_its_lease_runs(
    runner: Runner, stage: Stage
) -> None:
    await runner.run(**stage.case(DUE, kill_at="part 0 begun"))
    await runner.run(**stage.case("2024-08-28T06:01:00+00:00"))
    assert stage.read() == []


FAULTS = {
    "429 for the route": [Fault.route_limit(SEND, 0.05, times=2)],
    "429 for everything": [Fault.global_limit(SEND, 0.05, times=2)],
    "429 from before Discord": [Fault.cloudflare(SEND, times=2)],
    "503": [Fault(SEND, 503, times=2)],
    "503 although it was posted": [Fault(SEND, 503, times=2, after=True)],
    "connection cut": [Fault(SEND, times=2)],
    "connection cut although it was posted": [Fault(SEND, times=2, after=True)],
    "an answer that is no JSON": [Fault(SEND, 200, body="<html>", after=True)],
}


@pytest.mark.parametrize("name", FAULTS)
async def test_a_fault_in_between_leaves_one_complete_briefing(
    runner: Runner, stage: Stage, name: str
) -> None:
    stage.discord.faults += [Fault(**{**vars(fault), "hits": 0}) for fault in FAULTS[name]]
    assert await runner.run(**stage.case(DUE)) == [0]
    assert stage.read() == WHOLE["channel"]


@pytest.mark.parametrize("status", [500, 502])
@pytest.mark.parametrize("done", [False, True], ids=["not done", "done"])
async def test_a_server_error_leaves_one_complete_briefing(
    runner: Runner, stage: Stage, status: int, done: bool
) -> None:
    stage.discord.faults.append(Fault(SEND, status, after=done))
    assert await runner.run(**stage.case(DUE)) == [0]
    assert stage.read() == WHOLE["channel"]


@pytest.mark.parametrize("mode", ["forum"])
async def test_a_forum_post_whose_answer_was_lost_is_found_and_not_opened_again(
    runner: Runner, stage: Stage
) -> None:
    stage.discord.faults.append(Fault(r"POST /channels/\d+/threads$", after=True))
    assert await runner.run(**stage.case(DUE)) == [0]
    assert stage.read() == WHOLE["forum"]


DELETED = {
    "channel": WHOLE["channel"][1:],
    "announcement": WHOLE["announcement"][1:],
    "dm": WHOLE["dm"][1:],
    "thread": WHOLE["thread"][1:],
}


@pytest.mark.parametrize("mode", DELETED)
async def test_a_message_that_somebody_deleted_at_once_does_not_come_again_and_pauses_nothing(
    runner: Runner, stage: Stage, mode: str
) -> None:
    await runner.run(**stage.case(DUE, kill_at="part 0 sent"))
    for place in stage.places():
        place.messages.clear()
    assert await runner.run(**stage.case(LATER)) == [0]
    assert stage.read() == DELETED[mode]
    assert stage.outcome()[0] == "sent"
    assert await runner.run(**stage.case("2024-08-29T06:00:01+00:00")) == [0]
    assert "2024-08-29T08:00 page 1 of 2" in stage.read(), "the schedule goes on"


@pytest.mark.parametrize("mode", ["announcement", "thread"])
async def test_a_message_that_somebody_deleted_before_the_next_step_pauses_nothing(
    runner: Runner, stage: Stage, mode: str
) -> None:
    step = "part 0 recorded" if mode == "thread" else "part 1 recorded"
    await runner.run(**stage.case(DUE, kill_at=step))
    del stage.channel.messages[min(stage.channel.messages)]
    assert await runner.run(**stage.case(LATER)) == [0]
    assert stage.read() == DELETED[mode]
    assert stage.outcome()[0] == "sent"


@pytest.mark.parametrize("mode", ["forum", "thread"])
@pytest.mark.parametrize("end", ["deleted", "locked"])
async def test_a_thread_that_somebody_ends_while_its_briefing_is_posted_pauses_nothing(
    runner: Runner, stage: Stage, mode: str, end: str
) -> None:
    step = "part 1 recorded" if mode == "thread" else "part 0 recorded"
    await runner.run(**stage.case(DUE, kill_at=step))
    [thread] = [place for place in stage.places() if place is not stage.channel]
    if end == "deleted":
        del stage.discord.channels[thread.id]
    else:
        thread.forbidden = {"send": 160005}
    assert await runner.run(**stage.case(LATER)) == [0]
    stays = mode == "thread" or end == "locked"
    assert stage.read() == (WHOLE[mode][:1] if stays else [])
    assert stage.outcome()[0] == "sent"
    assert await runner.run(**stage.case("2024-08-29T06:00:01+00:00")) == [0]
    assert "2024-08-29T08:00 page 2 of 2" in stage.read(), "the schedule goes on"


async def test_discord_away_for_minutes_is_waited_out(runner: Runner, stage: Stage) -> None:
    stage.discord.faults.append(Fault(SEND, 503, times=6))
    for minute in (0, 5, 15, 40):
        await runner.run(**stage.case(f"2024-08-28T06:{minute:02}:01+00:00"))
    assert stage.read() == WHOLE["channel"]


async def test_without_the_right_to_look_nothing_is_posted_twice(
    runner: Runner, stage: Stage
) -> None:
    await runner.run(**stage.case(DUE, kill_at="part 1 sent"))
    stage.channel.forbidden["read"] = 50001
    stage.discord.remember_nonces = False
    await runner.run(**stage.case(LATER))
    assert stage.read() == WHOLE["channel"]
    assert stage.outcome()[0] == "failed"


@pytest.mark.parametrize("step", ["part 0 begun", "part 0 sent", "part 1 sent"])
async def test_without_the_right_to_look_a_briefing_is_completed_while_discord_knows_its_nonce(
    runner: Runner, stage: Stage, step: str
) -> None:
    stage.channel.forbidden["read"] = 50001
    await runner.run(**stage.case(DUE, kill_at=step, lease=20))
    assert await runner.run(**stage.case("2024-08-28T06:01:00+00:00", lease=20)) == [0]
    assert stage.read() == WHOLE["channel"]
    assert stage.outcome()[0] == "sent"


CHANGES = {
    # zone: (day of the change, wall time in the hour that is skipped or doubled)
    "Europe/Berlin forward": ("Europe/Berlin", "2024-03-31", "02:30", "2024-03-31T00:55:00"),
    "Europe/Berlin back": ("Europe/Berlin", "2024-10-27", "02:30", "2024-10-26T23:55:00"),
    "America/New_York forward": ("America/New_York", "2024-03-10", "02:30", "2024-03-10T06:55:00"),
    "America/New_York back": ("America/New_York", "2024-11-03", "01:30", "2024-11-03T05:25:00"),
    "Australia/Lord_Howe forward": (
        "Australia/Lord_Howe",
        "2024-10-06",
        "02:10",
        "2024-10-05T15:25:00",
    ),
    "Australia/Lord_Howe back": (
        "Australia/Lord_Howe",
        "2024-04-07",
        "01:45",
        "2024-04-06T14:30:00",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
async def test_a_clock_change_posts_one_briefing_with_two_processes(
    runner: Runner, tmp_path: Path, name: str
) -> None:
    zone, day, at, before = CHANGES[name]
    start = datetime.fromisoformat(before).replace(tzinfo=UTC)
    async with StandIn() as discord:
        guild = discord.add_guild()
        channel = discord.add_channel(guild)
        database = open_database(tmp_path)
        keep_schedule(database, channel, start, zone=zone, times=(at,))
        url = database.url
        database.close()
        for step in range(0, 100, 15):
            moment = datetime.fromtimestamp(start.timestamp() + step * 60, UTC).isoformat()
            case = {"base": discord.base, "database": url, "at": moment, "copies": 2, "pages": 1}
            assert await runner.run(**case) == [0, 0]
        assert [text.removesuffix(" late") for text in texts(channel)] == [
            f"{day}T{at} page 1 of 1"
        ]
