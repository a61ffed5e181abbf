"""Where schedules post: many at once, in odd places, and in places that change under them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from bot_in import Running, bot_in
from helpers import texts
from standin import Fault, StandIn
from standin.world import FORUM, PUBLIC_THREAD, TEXT, VOICE, Channel

HOURS = ",".join(str(hour) for hour in range(7, 19))


async def test_as_many_schedules_as_may_be_post_once_at_each_of_their_times(
    running: Running,
) -> None:
    running.bench.quiet = True
    for number in range(25):
        use = await running.command("schedule add", times=HOURS, topic=f"topic {number}")
        assert "Set up" in use.text, use.text
    use = await running.command("schedule add", times="8")
    assert "at most 25" in use.text
    listed = await running.command("schedule list")
    assert "25 schedules" in listed.text
    for hour in (7, 8):
        running.clock.to(f"2024-08-28T{hour:02}:00:01")
        await running.see_through()
        await running.see_through()
    said = texts(running.channel)
    assert len(said) == 50
    assert all(sum(f"topic {n} ·" in text for text in said) == 2 for n in range(25))


async def test_two_schedules_of_one_place_and_time_both_post(running: Running) -> None:
    await running.read_site()
    for topic in ("ferries", "bridges"):
        await running.command("schedule add", times="7", topic=topic)
    running.clock.to("2024-08-28T07:00:01")
    await running.see_through()
    assert len(texts(running.channel)) == 2


@pytest.mark.parametrize("kind", [VOICE, PUBLIC_THREAD])
async def test_a_voice_channels_chat_and_a_thread_are_posted_in(tmp_path: Path, kind: int) -> None:
    async with StandIn() as discord:
        guild = discord.add_guild()
        text = discord.add_channel(guild)
        place = discord.add_channel(guild, "lounge", kind)
        if kind == PUBLIC_THREAD:
            place.owner_id, place.parent_id = 77, text.id
        async with bot_in(discord, tmp_path) as running:
            await running.read_site()
            use = await running.command("schedule add", place, times="7")
            assert f"in <#{place.id}>" in use.text
            running.clock.to("2024-08-28T07:00:01")
            await running.see_through()
            assert len(texts(place)) == 1
            place.forbidden["send"] = 50083  # locked and put away
            running.clock.to("2024-08-29T07:00:01")
            await running.see_through()
            assert len(texts(place)) == 1
            told = [c for c in discord.channels.values() if c.recipient]
            assert "paused" in "".join(texts(told[0]))


async def test_a_channel_that_is_made_anew_is_chosen_and_the_schedule_goes_on(
    running: Running,
) -> None:
    await running.read_site()
    await running.command("schedule add", times="7")
    [guild] = running.discord.guilds.values()
    del running.discord.channels[running.channel.id]
    running.clock.to("2024-08-28T07:00:01")
    await running.see_through()
    anew = running.discord.add_channel(guild)
    use = await running.command("schedule edit", anew, schedule="1", days="daily")
    assert "paused" in use.text and "/schedule resume" in use.text
    use = await running.command("schedule edit", anew, schedule="1", channel=anew)
    assert "next:" in use.text and "paused" not in use.text
    running.clock.to("2024-08-29T07:00:01")
    await running.see_through()
    assert len(texts(anew)) == 1


async def test_what_a_person_paused_is_only_moved(running: Running) -> None:
    await running.command("schedule add", times="7")
    await running.command("schedule pause", schedule="1")
    [guild] = running.discord.guilds.values()
    other = running.discord.add_channel(guild, "other")
    use = await running.command("schedule edit", schedule="1", channel=other)
    assert "paused" in use.text and "/schedule resume" in use.text
    running.clock.to("2024-08-28T07:00:01")
    await running.see_through()
    assert texts(other) == []


async def test_where_a_new_zone_brings_a_local_time_again_the_next_day_is_announced(
    running: Running,
) -> None:
    await running.read_site()
    await running.command("schedule add", times="8")
    running.clock.to("2024-08-28T08:00:01")
    await running.see_through()
    use = await running.command("schedule edit", schedule="1", zone="New York")
    tomorrow = int(datetime(2024, 8, 29, 12, tzinfo=UTC).timestamp())
    assert f"next: <t:{tomorrow}:f>" in use.text
    for day, posts in ((28, 1), (29, 2)):
        running.clock.to(f"2024-08-{day}T12:00:01")
        await running.see_through()
        assert len(texts(running.channel)) == posts


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """What Discord refuses is put off at once."""
    monkeypatch.setattr("bot.delivery.courier.QUICK_TRIES", 1)


async def hindered(
    running: Running, *faults: Fault, kind: int = TEXT, mode: str | None = None
) -> Channel:
    """Let faults of Discord hinder a briefing; return another place to move its schedule to."""
    await running.read_site()
    wishes = {"mode": mode} if mode else {}
    await running.command("schedule add", times="7", **wishes)
    [guild] = running.discord.guilds.values()
    other = running.discord.add_channel(guild, "other", kind)
    running.clock.to("2024-08-28T07:00:01")
    running.discord.faults += faults
    await running.see_through()
    return other


NO_THREAD = r"POST /channels/\d+/messages/\d+/threads$"


async def posted_after_a_move(running: Running, other: Channel) -> tuple[list[str], list[str]]:
    """Move the schedule to another place; return what comes to stand in the old and the new."""
    await running.command("schedule edit", schedule="1", channel=other)
    running.discord.faults.clear()
    for _ in range(2):
        running.clock.at += timedelta(minutes=20)
        await running.see_through()
    found = [
        [
            text
            for channel in running.discord.channels.values()
            if place.id in (channel.id, channel.parent_id)
            for text in texts(channel)
        ]
        for place in (running.channel, other)
    ]
    return found[0], found[1]


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("kind", [TEXT, FORUM])
@pytest.mark.parametrize("arrived", [False, True])
async def test_a_schedule_that_moves_while_its_briefing_waits_posts_once(
    running: Running, kind: int, arrived: bool
) -> None:
    # Discord is away, or has the message and cannot say so.
    fault = Fault(r"POST /channels/\d+/messages$", status=503, after=arrived)
    other = await hindered(running, fault, kind=kind)
    old, new = await posted_after_a_move(running, other)
    assert (len(old), len(new)) == ((1, 0) if arrived else (0, 1))


@pytest.mark.usefixtures("hasty")
async def test_where_nobody_can_tell_yet_a_moved_briefing_is_looked_for_in_the_old_place(
    running: Running,
) -> None:
    other = await hindered(
        running,
        Fault(r"POST /channels/\d+/messages$", status=503, after=True),
        Fault(r"GET /channels/\d+/messages$", status=503, times=9),
    )
    old, new = await posted_after_a_move(running, other)
    assert (len(old), len(new)) == (1, 0)


@pytest.mark.usefixtures("hasty")
async def test_a_briefing_of_which_a_part_is_out_is_completed_where_it_began(
    running: Running,
) -> None:
    other = await hindered(running, Fault(NO_THREAD, status=503), mode="thread")
    assert len(texts(running.channel)) == 1
    old, new = await posted_after_a_move(running, other)
    assert len(old) == 2 and new == []


@pytest.mark.usefixtures("hasty")
async def test_the_old_place_of_a_moved_schedule_may_go_while_a_briefing_is_half_out_there(
    running: Running,
) -> None:
    other = await hindered(running, Fault(NO_THREAD, status=503), mode="thread")
    await running.command("schedule edit", schedule="1", channel=other)
    del running.discord.channels[running.channel.id]
    running.clock.at += timedelta(minutes=20)
    await running.see_through()
    running.clock.to("2024-08-29T07:00:01")
    await running.see_through()
    assert len(texts(other)) == 1
