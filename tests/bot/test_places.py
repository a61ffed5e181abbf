"""Where schedules post: many at once, in odd places, and in places that change under them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from bot_in import Running, bot_in
from helpers import keep_schedule, open_database, texts
from standin import Fault, StandIn
from standin.interactions import Use
from standin.world import (
    CONNECT,
    FORUM,
    INVITED,
    NEWS,
    NEWS_THREAD,
    PRIVATE_THREAD,
    PUBLIC_THREAD,
    SEND,
    SEND_IN_THREADS,
    STAGE,
    TEXT,
    THREADS,
    VIEW,
    VOICE,
    Channel,
    Guild,
)

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


PLACES = {
    "voice": (VOICE, TEXT, {}),
    "stage": (STAGE, TEXT, {}),
    "a thread": (PUBLIC_THREAD, TEXT, {}),
    "a thread where only threads are written in": (PUBLIC_THREAD, TEXT, {"above": SEND}),
    "a thread that was put away": (PUBLIC_THREAD, TEXT, {"archived": True}),
    "a forum's post": (PUBLIC_THREAD, FORUM, {}),
    "an announcement's thread": (NEWS_THREAD, NEWS, {}),
    "a private thread with the bot": (PRIVATE_THREAD, TEXT, {}),
}
CLOSED = [
    (VOICE, TEXT, {"denied": CONNECT}, "it lacks Connect"),
    (STAGE, TEXT, {"denied": CONNECT}, "it lacks Connect"),
    (PUBLIC_THREAD, TEXT, {"locked": True}, "the thread there is archived or locked"),
    (PUBLIC_THREAD, TEXT, {"locked": True, "archived": True}, "archived or locked"),
    (PRIVATE_THREAD, TEXT, {"joined": False}, "the bot is not in that private thread"),
    (PUBLIC_THREAD, TEXT, {"above": VIEW}, "it lacks View Channel"),
    (PUBLIC_THREAD, TEXT, {"above": SEND_IN_THREADS}, "Send Messages in Threads"),
]


def invited(discord: StandIn) -> Guild:
    """A server that invited the bot, which is no administrator there."""
    guild = discord.add_guild(permissions=INVITED)
    discord.add_channel(guild)
    return guild


def place_in(
    discord: StandIn, guild: Guild, kind: int, parent: int, above: int = 0, **more: object
) -> Channel:
    """A place in a server; of the channel that a thread is in, `above` is denied."""
    place = discord.add_channel(guild, "place", kind)
    if kind in THREADS:
        channel = discord.add_channel(guild, "parent", parent)
        channel.denied, place.parent_id = above, channel.id
    for name, value in more.items():
        setattr(place, name, value)
    return place


def told(discord: StandIn) -> str:
    """What members were told by direct message."""
    return "".join(text for it in discord.channels.values() if it.recipient for text in texts(it))


async def scheduled(running: Running, place: Channel, here: bool) -> Use:
    """Set a schedule up for a place, `here` or from elsewhere."""
    if here:
        return await running.command("schedule add", place, times="7")
    return await running.command("schedule add", times="7", channel=place)


@asynccontextmanager
async def due_in(
    folder: Path, kind: int, parent: int, **more: object
) -> AsyncIterator[tuple[Running, Channel]]:
    """Run a bot with a briefing set up for a place before it started, past the briefing's time."""
    async with StandIn() as discord:
        place = place_in(discord, invited(discord), kind, parent, **more)
        database = open_database(folder)
        keep_schedule(database, place, times=("07:00",), zone="UTC")
        database.close()
        async with bot_in(discord, folder) as running:
            running.clock.to("2024-08-28T07:00:01")
            await running.see_through()
            yield running, place


@pytest.mark.parametrize("here", [True, False], ids=["here", "chosen"])
async def test_whatever_has_a_text_is_posted_in(tmp_path: Path, here: bool) -> None:
    async with StandIn() as discord:
        guild = invited(discord)
        places = {
            name: place_in(discord, guild, kind, parent, **more)
            for name, (kind, parent, more) in PLACES.items()
        }
        async with bot_in(discord, tmp_path) as running:
            await running.read_site()
            for name, place in places.items():
                use = await scheduled(running, place, here)
                assert f"in <#{place.id}>" in use.text, name
            running.clock.to("2024-08-28T07:00:01")
            await running.see_through()
            assert {name: len(texts(place)) for name, place in places.items()} == dict.fromkeys(
                places, 1
            )
            assert not told(discord)


@pytest.mark.parametrize("here", [True, False], ids=["here", "chosen"])
async def test_where_nothing_could_be_posted_the_reason_is_told_at_once(
    tmp_path: Path, here: bool
) -> None:
    async with StandIn() as discord:
        guild = invited(discord)
        places = [
            (place_in(discord, guild, kind, parent, **more), words)
            for kind, parent, more, words in CLOSED
        ]
        async with bot_in(discord, tmp_path) as running:
            for place, words in places:
                assert words in (await scheduled(running, place, here)).text
            assert "nothing is scheduled" in (await running.command("schedule list")).text


async def test_a_page_of_a_proxy_closes_no_place(tmp_path: Path) -> None:
    async with StandIn() as discord:
        place = place_in(discord, invited(discord), PUBLIC_THREAD, TEXT, archived=True)
        discord.faults.append(Fault(r"GET /channels/\d+$", 403, body="<html>Attention</html>"))
        async with bot_in(discord, tmp_path) as running:
            assert "Set up" in (await scheduled(running, place, here=False)).text
        assert discord.faults[0].hits == 1


async def test_a_place_that_is_closed_to_the_bot_pauses_its_briefing_and_says_why(
    tmp_path: Path,
) -> None:
    async with StandIn() as discord:
        guild = invited(discord)
        voice = place_in(discord, guild, VOICE, TEXT)
        thread = place_in(discord, guild, PUBLIC_THREAD, TEXT)
        private = place_in(discord, guild, PRIVATE_THREAD, TEXT)
        async with bot_in(discord, tmp_path) as running:
            await running.read_site()
            for place in (voice, thread, private):
                await running.command("schedule add", place, times="7")
            voice.denied, thread.locked, private.joined = CONNECT, True, False
            await discord.gateway.dispatch("CHANNEL_UPDATE", voice.as_json())
            running.clock.to("2024-08-28T07:00:01")
            await running.see_through()
            assert told(discord).count("is paused") == 3
            assert (
                "the bot is not allowed to post there.\nMissing permissions: **Connect**"
                in told(discord)
            )
            assert "the thread there is archived or locked" in told(discord)
            assert "the bot is not in that private thread" in told(discord)
            use = await running.command("schedule resume", schedule="3")
            assert "the bot is not in that private thread" in use.text
            assert not (texts(voice) or texts(thread) or texts(private))


@pytest.mark.parametrize(
    ("hidden", "words"),
    [
        (False, "could not be posted in <#{place}>: the bot is not in that private thread"),
        (True, "Missing permissions: **View Channel**"),
    ],
)
async def test_a_private_thread_that_the_bot_left_is_told_from_a_channel_that_it_cannot_see(
    tmp_path: Path, hidden: bool, words: str
) -> None:
    unseen = {"above": VIEW * hidden, "joined": False}
    async with due_in(tmp_path, PRIVATE_THREAD, TEXT, **unseen) as (running, place):
        assert words.format(place=place.id) in told(running.discord)
        use = await running.command("schedule resume", schedule="1")
        assert ("not in that private thread" in use.text) is not hidden


async def test_a_post_put_away_in_a_forum_that_the_bot_cannot_see_is_no_private_thread(
    tmp_path: Path,
) -> None:
    async with due_in(tmp_path, PUBLIC_THREAD, FORUM, above=VIEW, archived=True) as (running, _):
        assert "Missing permissions: **View Channel**" in told(running.discord)
        use = await running.command("schedule resume", schedule="1")
        assert "it lacks View Channel" in use.text


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
