"""A machine whose clock is wrong, set or stopped posts what is due by Discord's."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from bot_in import Running, bot_in
from helpers import START, Clock, texts
from standin import StandIn
from standin.faults import Fault

from bot.clock import DiscordClock

DAY = timedelta(days=1)


class Times:
    """The real time, and a machine that has another."""

    def __init__(self, off: timedelta = timedelta()) -> None:
        self.now, self.off, self.stopped = START, off, timedelta()

    def machine(self) -> datetime:
        return self.now + self.off

    def steady(self) -> float:
        return (self.now - START - self.stopped).total_seconds()

    def to(self, text: str) -> None:
        self.now = datetime.fromisoformat(f"{text}+00:00")


@asynccontextmanager
async def bot_by(times: Times, discord: StandIn, folder: Path) -> AsyncIterator[Running]:
    """The bot at 05:00 UTC, with a schedule for 08:00 in Berlin: 06:00 UTC."""
    discord.clock = lambda: times.now
    discord.add_channel(discord.add_guild())
    clock = DiscordClock("127.0.0.1", times.machine, times.steady)
    async with bot_in(discord, folder, clock=clock) as running:  # type: ignore[arg-type]
        running.clock = Clock(START)
        await running.read_site()
        await running.command("schedule add", times="8", zone="Europe/Berlin")
        yield running


def posted(running: Running) -> list[str]:
    return [text.split("\n")[0] for text in texts(running.channel)]


@pytest.mark.parametrize("away", [False, True], ids=["", "while Discord is away"])
async def test_a_clock_that_jumps_a_day_ahead_posts_nothing_of_tomorrow(
    tmp_path: Path, away: bool
) -> None:
    times = Times()
    async with StandIn() as discord, bot_by(times, discord, tmp_path) as running:
        times.to("2024-08-28T06:00:01")
        await running.see_through()
        first = len(posted(running))
        assert first
        times.to("2024-08-28T06:30")
        times.off = DAY
        if away:
            discord.faults.append(Fault(r"GET /gateway$", 503, times=20))
            await running.see_through()
            discord.faults.clear()
        await running.see_through()
        assert len(posted(running)) == first, "that is tomorrow's"
        times.off = timedelta()
        await running.see_through()
        assert len(posted(running)) == first
        times.to("2024-08-29T06:00:01")
        await running.see_through()
        assert len(posted(running)) > first


@pytest.mark.parametrize("off", [-400 * DAY, DAY, 400 * DAY])
async def test_a_machine_that_starts_with_a_wrong_clock_posts_at_the_right_time(
    tmp_path: Path, off: timedelta, caplog: pytest.LogCaptureFixture
) -> None:
    times = Times(off)
    async with StandIn() as discord, bot_by(times, discord, tmp_path) as running:
        await running.see_through()
        assert posted(running) == []
        times.to("2024-08-28T06:00:01")
        await running.see_through()
        first = len(posted(running))
        assert first
        times.off = timedelta()  # put right
        await running.see_through()
        assert len(posted(running)) == first
    assert [record.seconds_ahead for record in caplog.records if "is wrong" in record.message] == [
        off.total_seconds()
    ]


async def test_an_answer_that_came_hours_late_delays_no_briefing(tmp_path: Path) -> None:
    times = Times()
    async with StandIn() as discord, bot_by(times, discord, tmp_path) as running:
        discord.clock = lambda: times.now - timedelta(hours=3)
        await running.command("schedule list")
        discord.clock = lambda: times.now
        times.to("2024-08-28T06:00:01")
        await running.see_through()
        assert posted(running)


@pytest.mark.parametrize("age", [0, 3600])
async def test_answers_that_a_cache_on_the_way_kept_tell_the_time_by_their_age(
    tmp_path: Path, age: int
) -> None:
    times = Times()
    async with StandIn() as discord, bot_by(times, discord, tmp_path) as running:
        discord.age = age
        times.off = DAY
        await running.see_through()
        assert posted(running) == [], "that is tomorrow's"
        times.to("2024-08-28T06:00:01")
        await running.see_through()
        assert posted(running)


async def test_a_date_beyond_all_calendars_is_passed_over() -> None:
    clock = DiscordClock("discord.example", lambda: START)
    headers = {"Date": f"Wed, 28 Aug {10**30} 05:00:00 GMT"}
    answer: Any = SimpleNamespace(
        url=SimpleNamespace(host="discord.example"), response=SimpleNamespace(headers=headers)
    )
    await clock.hear(answer, answer, answer)
    assert clock() == START


async def test_a_machine_that_slept_over_the_time_posts_late_once(tmp_path: Path) -> None:
    times = Times()
    async with StandIn() as discord, bot_by(times, discord, tmp_path) as running:
        times.to("2024-08-28T08:00")
        times.stopped = timedelta(hours=3)  # no clock but the machine's went on
        await running.see_through()
        first = posted(running)
        assert first
        await running.see_through()
        assert posted(running) == first
