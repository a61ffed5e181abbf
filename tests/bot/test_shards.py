"""Several processes with one token: each serves its servers, and no server is served twice."""

from __future__ import annotations

import asyncio
import itertools
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from bot_in import Running, bot_in, settings_for
from helpers import START, health_at, keep_schedule, open_database, texts
from news import ARTICLES
from standin import StandIn
from standin.server import TOKEN
from standin.world import APPLICATION_ID, PUBLIC_THREAD, VIEW, Channel

from bot.app import point_at
from bot.errors import StartError
from bot.run import build, run_once
from bot.shards import ALL, Shards, unserved
from bot.store.fleet import GONE_AFTER, Process, beat, claim_shards, fleet_of, leave, this_place
from summarizer.moments import utc_now
from summarizer.settings import Settings

FERRY_URL = ARTICLES[0].url
NOBODYS_PID = 2**22 + 1
ELSEWHERE = Process("w1", APPLICATION_ID, "morning", "other/1", 5, ALL, START, START)


@pytest.mark.parametrize(
    ("text", "shards"),
    [("", ALL), ("0-3/8", Shards(0, 3, 8)), (" 5 / 8 ", Shards(5, 5, 8)), ("0/1", Shards(0, 0, 1))],
)
def test_a_range_of_shards_is_read(text: str, shards: Shards) -> None:
    assert Shards.parse(text) == shards


@pytest.mark.parametrize("text", ["3", "4-2/8", "0-8/8", "a-b/8", "0-3", "0/0", "-1/8"])
def test_what_is_no_range_is_refused_in_words(text: str) -> None:
    with pytest.raises(StartError, match=r"READOUT_BOT_SHARDS: .* is not a range of shards"):
        Shards.parse(text)


def test_ranges_overlap_where_a_server_could_be_served_twice() -> None:
    left, right = Shards(0, 3, 8), Shards(4, 7, 8)
    assert not left.overlaps(right) and not right.overlaps(left)
    assert left.overlaps(Shards(3, 5, 8)) and left.overlaps(ALL) and ALL.overlaps(left)
    assert left.overlaps(Shards(9, 9, 16)), "another count deals the servers out anew"


def test_shards_without_a_process_are_named() -> None:
    assert unserved([Shards(0, 3, 8), Shards(5, 7, 8)]) == [4]
    assert unserved([ALL]) == unserved([]) == []


def test_shards_are_one_processes_until_it_leaves_or_is_gone(database_url: str) -> None:
    from bot.store.engine import Database

    database = Database(database_url)
    me = replace(ELSEWHERE, worker="w2")
    assert claim_shards(database, ELSEWHERE, START) is None
    assert claim_shards(database, me, START) == ELSEWHERE
    other_bot = replace(me, worker="w3", application=5)
    assert claim_shards(database, other_bot, START) is None, "another token is another bot"
    later = START + GONE_AFTER - timedelta(seconds=1)
    assert claim_shards(database, me, later) is not None
    assert beat(database, ELSEWHERE, later)
    assert claim_shards(database, me, later + timedelta(seconds=30)) is not None
    assert claim_shards(database, me, later + GONE_AFTER) is None
    leave(database, me)
    assert claim_shards(database, ELSEWHERE, later + GONE_AFTER) is None
    database.close()


def test_a_process_that_died_on_this_machine_is_not_waited_for(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    dead = replace(ELSEWHERE, place=this_place(), pid=NOBODYS_PID)
    assert claim_shards(database, dead, START) is None
    assert claim_shards(database, replace(ELSEWHERE, worker="w2"), START) is None
    assert [item.worker for item in fleet_of(database, APPLICATION_ID, START)] == ["w2"]
    assert not beat(database, dead, START)
    database.close()


def test_no_process_is_ended_by_the_question_whether_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.fleet.SIGNAL_0_ASKS", False)
    monkeypatch.setattr("os.kill", lambda *_: pytest.fail("Windows would have ended it"))
    database = open_database(tmp_path)
    other = replace(ELSEWHERE, place=this_place(), pid=NOBODYS_PID)
    assert claim_shards(database, other, START) is None
    me = replace(ELSEWHERE, worker="w2")
    assert claim_shards(database, me, START) is not None, "it is waited for"
    assert claim_shards(database, me, START + GONE_AFTER) is None
    database.close()


def channels_on(discord: StandIn, count: int) -> dict[int, Channel]:
    """A channel on each shard."""
    found: dict[int, Channel] = {}
    while len(found) < count:
        guild = discord.add_guild(f"Server {len(discord.guilds)}")
        found.setdefault((guild.id >> 22) % count, discord.add_channel(guild))
    return found


def spread_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let ids of new servers fall on different shards, though they are made in one moment."""
    numbers = (number * (number + 1) // 2 << 22 for number in itertools.count(1))
    monkeypatch.setattr("standin.server.snowflake", lambda: next(numbers))


async def test_two_processes_with_ranges_serve_each_their_servers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spread_ids(monkeypatch)
    async with StandIn() as discord, AsyncExitStack() as stack:
        places = channels_on(discord, 4)
        bots = [
            await stack.enter_async_context(
                bot_in(discord, tmp_path, shards=part, process_name=name)
            )
            for part, name in (("0-1/4", "left"), ("2-3/4", "right"))
        ]
        identified = sorted(item["shard"] for item in discord.gateway.identifies)
        assert identified == [[0, 4], [1, 4], [2, 4], [3, 4]]
        for shard, place in places.items():
            use = await bots[0].command("brief", place, link=FERRY_URL)
            assert "electric ferries" in use.text and len(use.edits) == 1
            assert len(bots[shard // 2].bench.done) > len(bots[1 - shard // 2].bench.done)
            for bot in bots:
                bot.bench.done.clear()
                bot.bot.office.newsroom.kept.clear()
            status = (await bots[0].command("status", place)).text
            name = "left" if shard < 2 else "right"
            assert f"This server: shard {shard}, served by {name} (" in status
            assert "shards 0–1 of 4" in status and "shards 2–3 of 4" in status
        direct = await bots[0].command("status")
        assert "served by" in direct.text


async def test_one_process_serves_all_the_shards_that_discord_asks_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spread_ids(monkeypatch)
    async with StandIn() as discord:
        discord.shards = 2
        places = channels_on(discord, 2)
        async with bot_in(discord, tmp_path) as running:
            assert sorted(item["shard"] for item in discord.gateway.identifies) == [[0, 2], [1, 2]]
            for shard, place in places.items():
                text = (await running.command("status", place)).text
                assert f"This server: shard {shard}, served by" in text and "⚠️" not in text


async def test_a_range_without_a_process_is_named_in_status(tmp_path: Path) -> None:
    async with StandIn() as discord:
        discord.add_channel(discord.add_guild())
        count = 2
        mine = (next(iter(discord.guilds)) >> 22) % count
        async with bot_in(discord, tmp_path, shards=f"{mine}/{count}") as running:
            text = (await running.command("status")).text
            assert f"⚠️ no process serves shard {1 - mine}" in text


async def test_a_second_process_stands_by_and_takes_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[Process | None] = []

    def look(*args: Any) -> Process | None:
        looks.append(claim_shards(*args))
        return looks[-1]

    monkeypatch.setattr("bot.app.claim_shards", look)
    async with StandIn() as discord:
        channel = discord.add_channel(discord.add_guild())
        database = open_database(tmp_path)
        assert claim_shards(database, ELSEWHERE, START) is None
        begun = asyncio.Event()

        async def second() -> None:
            async with bot_in(discord, tmp_path) as running:
                begun.set()
                use = await running.command("brief", channel, link=FERRY_URL)
                assert "electric ferries" in use.text

        task = asyncio.create_task(second())
        async with asyncio.timeout(60):
            while len(looks) < 4:  # noqa: ASYNC110 - it looks by itself
                await asyncio.sleep(0.01)
        assert not begun.is_set() and discord.gateway.identifies == []
        leave(database, ELSEWHERE)
        await task
        database.close()


async def test_one_that_stands_by_says_so_and_stops_at_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, port: int
) -> None:
    async with StandIn() as discord:
        discord.add_channel(discord.add_guild())
        database = open_database(tmp_path)
        now = utc_now()
        other = replace(ELSEWHERE, started_at=now, seen_at=now)
        assert claim_shards(database, other, now) is None
        settings = settings_for(discord, tmp_path, stop_seconds=20, health_port=port)
        point_at(settings)
        bot = build(settings, Settings(_env_file=None, data_dir=tmp_path))
        bot.standby_seconds = 3600.0
        stopping = asyncio.Event()
        running = asyncio.create_task(run_once(bot, TOKEN, stopping))
        await discord.wait_for(lambda: discord.requests("GET", "/oauth2/applications/@me"))
        async with asyncio.timeout(60):
            status, said = await health_at(port)
        assert status == 503 and "standing by until morning (5) is gone" in said
        stopping.set()
        async with asyncio.timeout(60):
            assert await running is None
        assert discord.gateway.identifies == []
        assert "was cut off" not in caplog.text
        database.close()


async def test_two_bots_with_one_token_and_no_common_database_give_one_answer(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with StandIn() as discord, AsyncExitStack() as stack:
        discord.add_channel(discord.add_guild())
        bots: list[Running] = []
        for name in ("one", "two"):
            (tmp_path / name).mkdir()
            bots.append(await stack.enter_async_context(bot_in(discord, tmp_path / name)))
        uses = [await bots[0].command("brief", link=item.url) for item in ARTICLES]
        await bots[0].command("help")
        assert [len(use.edits) for use in uses] == [1, 1, 1]
        assert sum(len(bot.bench.done) for bot in bots) == 3
        assert "give each its own READOUT_BOT_SHARDS" in caplog.text


async def test_a_process_whose_shards_another_took_goes_offline(tmp_path: Path) -> None:
    async with StandIn() as discord:
        discord.add_channel(discord.add_guild())
        async with bot_in(discord, tmp_path) as running:
            me = running.bot.office.process
            assert me
            leave(running.bot.database, me)
            assert claim_shards(running.bot.database, ELSEWHERE, START) is None
            await running.bot.beat()
            async with asyncio.timeout(60):
                while not running.bot.is_closed():  # noqa: ASYNC110 - it closes itself
                    await asyncio.sleep(0.01)


async def test_what_is_done_once_for_all_is_done_by_one_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spread_ids(monkeypatch)
    async with StandIn() as discord, AsyncExitStack() as stack:
        channels_on(discord, 2)
        bots = [
            await stack.enter_async_context(bot_in(discord, tmp_path, shards=part))
            for part in ("0/2", "1/2")
        ]
        assert [await bot.bot.leads() for bot in bots].count(True) == 1


async def test_the_permission_of_a_server_that_another_process_serves_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spread_ids(monkeypatch)
    async with StandIn() as discord:
        places = channels_on(discord, 2)
        async with bot_in(discord, tmp_path, shards="0/2") as running:
            for place, view in ((places[1], None), (places[1], 50001)):
                discord.guilds[place.guild_id or 0].permissions = str(1 << 10)
                place.forbidden = {"send": 50013} | ({"view": view} if view else {})
                keep_schedule(running.bot.database, place, running.clock())
            running.clock.to("2024-08-28T06:00")
            places[1].forbidden.pop("view")
            await running.see_through()
            told = texts(discord.direct(77))
            assert len(told) == 2
            assert all("Missing permissions: **Send Messages" in text for text in told)


async def test_of_a_thread_that_another_process_serves_it_is_told_that_it_is_paused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spread_ids(monkeypatch)
    async with StandIn() as discord:
        place = channels_on(discord, 2)[1]
        guild = discord.guilds[place.guild_id or 0]
        guild.permissions = str(VIEW)
        thread = discord.add_channel(guild, "aside", PUBLIC_THREAD)
        thread.parent_id = place.id
        async with bot_in(discord, tmp_path, shards="0/2") as running:
            keep_schedule(running.bot.database, thread, running.clock())
            running.clock.to("2024-08-28T06:00")
            await running.see_through()
            [told] = texts(discord.direct(77))
            assert "is paused" in told and "/schedule resume" in told
