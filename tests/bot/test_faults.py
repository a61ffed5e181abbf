"""What can go wrong between the bot and Discord, and that readers do not notice it."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from pathlib import Path

import pytest
from bot_in import Running, bot_in
from helpers import START, Clock, texts, until
from news import ARTICLES
from standin import Fault, StandIn
from standin.world import FORUM, NEWS

from bot.store.desks import mark_left
from bot.store.schedules import list_schedules

FERRY_URL = ARTICLES[0].url
CALLBACK = r"POST /interactions/"
EDIT = r"PATCH /webhooks/"


async def reconnected(running: Running) -> None:
    """Wait for the next session or resumption, then see that a command is answered."""
    async with asyncio.timeout(60):
        await running.discord.gateway.ready.wait()
    use = await running.command("brief", link=FERRY_URL)
    assert "electric ferries" in use.text


@pytest.mark.parametrize("code", [1000, 4000, 4007, 4009])
async def test_a_closed_gateway_is_reconnected(running: Running, code: int) -> None:
    await running.discord.gateway.close_with(code)
    await reconnected(running)


async def test_a_dropped_connection_is_resumed(running: Running) -> None:
    await running.discord.gateway.drop()
    await reconnected(running)
    assert running.discord.gateway.resumes == 1


async def test_a_reconnect_that_discord_asks_for_is_done_and_resumed(running: Running) -> None:
    await running.discord.gateway.ask_reconnect()
    await reconnected(running)
    assert running.discord.gateway.resumes == 1


async def test_an_invalid_session_is_begun_anew(running: Running) -> None:
    await running.discord.gateway.invalidate()
    await reconnected(running)
    assert len(running.discord.gateway.identifies) == 2


async def test_a_gateway_that_stops_acknowledging_is_left_and_found_again(tmp_path: Path) -> None:
    async with StandIn() as discord:
        discord.add_channel(discord.add_guild())
        discord.gateway.interval = 0.1
        async with bot_in(discord, tmp_path, heartbeat_timeout=0.4) as running:
            discord.gateway.acknowledge = False
            discord.gateway.ready.clear()
            async with asyncio.timeout(30):
                await discord.gateway.ready.wait()
            discord.gateway.acknowledge = True
            use = await running.command("brief", link=FERRY_URL)
            assert "electric ferries" in use.text


async def test_start_up_work_is_done_once_however_often_it_reconnects(running: Running) -> None:
    rounds = running.bot.rounds
    await running.discord.gateway.invalidate()
    await reconnected(running)
    assert running.bot.rounds is rounds
    assert len(running.discord.requests("PUT", "/commands")) == 1


async def test_no_privileged_intent_is_asked_for(running: Running) -> None:
    assert running.discord.gateway.identifies[0]["intents"] == 1


INTERACTION_FAULTS = {
    "the acknowledgement gets a 500": Fault(CALLBACK, 500),
    "the acknowledgement got through, but a 502 came back": Fault(CALLBACK, 502, after=True),
    "the acknowledgement got through, but the connection was cut": Fault(CALLBACK, after=True),
    "the answer gets a 500": Fault(EDIT, 500),
    "the answer gets a 503 twice": Fault(EDIT, 503, times=2),
    "the answer's connection is cut": Fault(EDIT, times=2),
    "the answer is limited": Fault.route_limit(EDIT, 0.05),
    "the answer comes back as a page": Fault(EDIT, 502, body="<html>bad gateway</html>"),
    "discord is slow": Fault(CALLBACK, delay=0.3),
}


@pytest.mark.parametrize("name", INTERACTION_FAULTS)
async def test_a_fault_around_an_answer_is_not_noticed(running: Running, name: str) -> None:
    fault = INTERACTION_FAULTS[name]
    running.discord.faults.append(Fault(**{**vars(fault), "hits": 0}))
    use = await running.command("brief", link=FERRY_URL)
    assert "electric ferries" in use.text
    assert len(running.discord.requests("POST", "/callback")) <= 2


async def test_who_waits_for_an_answer_is_told_that_the_bot_stops(
    running: Running, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.app.LAST_WORDS", 0.1)
    await running.read_site()
    reached = asyncio.Event()

    async def read_for_ever(_address: str) -> None:
        reached.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(running.wire, "read", read_for_ever)
    running.bench.gate.clear()
    computed = await running.use.command("digest", running.channel)
    await until(lambda: running.bot.office.newsroom.current)
    fetched = await running.use.command("brief", running.channel, link="https://slow.example/a")
    await reached.wait()
    await running.bot.close()
    for use in (computed, fetched):
        assert "the bot is being restarted" in use.text and use.ephemeral
    assert not [row for row in caplog.records if row.levelname == "ERROR"]


async def test_an_interaction_that_is_gone_is_let_go_quietly(
    running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    running.discord.faults.append(Fault(CALLBACK, 404, 10062))
    use = await running.use.command("brief", running.channel, link=FERRY_URL)
    second = await running.command("brief", link=FERRY_URL)
    assert "electric ferries" in second.text and not use.edits
    assert not [item for item in caplog.records if item.levelno >= logging.ERROR]


@pytest.mark.parametrize(("status", "code"), [(404, 10015), (401, 50027)])
async def test_a_token_that_ran_out_is_let_go(
    running: Running, caplog: pytest.LogCaptureFixture, status: int, code: int
) -> None:
    caplog.set_level("INFO", "bot.answers")
    running.bench.gate.clear()  # nothing is answered before it is known whose token it is
    use = await running.use.command("brief", running.channel, link=FERRY_URL)
    running.discord.faults.append(Fault(rf"{EDIT}\d+/{use.token}/", status, code, times=9))
    running.bench.gate.set()
    await until(lambda: "came too late" in caplog.text)
    second = await running.command("brief", link=ARTICLES[1].url)
    assert "electric ferries" in second.text.lower() and not use.edits
    assert not [item for item in caplog.records if item.exc_info]


@pytest.mark.usefixtures("impatient")
async def test_progress_is_shown_when_it_takes_longer(running: Running) -> None:
    running.bench.steps = 40
    running.bench.gate.clear()
    use = await running.use.command("brief", running.channel, link=FERRY_URL)
    async with asyncio.timeout(60):
        while "40 of 40" not in use.text:
            use.changed.clear()
            await use.changed.wait()
    assert use.text.startswith("⏳ Reading the article · Reading closely")
    running.bench.gate.set()
    assert "electric ferries" in (await use.answered()).text
    shown = len(use.edits)
    await running.command("help")
    assert len(use.edits) == shown, "nothing is shown after the answer"


@pytest.mark.parametrize("mode", ["channel", "thread", "forum", "announcement", "dm"])
async def test_a_briefing_is_posted_in_every_mode(tmp_path: Path, mode: str) -> None:
    kinds = {"forum": FORUM, "announcement": NEWS}
    async with StandIn() as discord:
        guild = discord.add_guild()
        discord.add_channel(guild)
        place = discord.add_channel(guild, "place", kinds.get(mode, 0))
        async with bot_in(discord, tmp_path) as running:
            await running.read_site()
            if mode == "dm":
                await running.command("subscribe", times="8")
            else:
                await running.command("schedule add", times="8", channel=place, mode=mode)
            running.clock.to("2024-08-28T08:00")
            await running.see_through()
            posted = [text for channel in discord.channels.values() for text in texts(channel)]
            posted = [text for text in posted if "## Your briefings" not in text]
            assert len(posted) == (2 if mode == "thread" else 1)
            assert "Briefing · Wednesday, 28 August" in posted[0]
            assert "Council buys two electric ferries" in posted[-1]
            if mode == "announcement":
                assert place.published == list(place.messages)
                assert all(message["embeds"] for message in place.messages.values())


async def test_a_late_briefing_says_so(running: Running) -> None:
    await running.read_site()
    await running.command("schedule add", times="8")
    running.clock.to("2024-08-28T11:00")
    await running.see_through()
    assert "Late: it was due <t:1724832000:f>" in texts(running.channel)[0]


@pytest.mark.parametrize("mode", ["channel", "thread", "forum", "announcement"])
async def test_a_briefing_made_in_time_that_discord_keeps_back_says_that_it_is_late(
    tmp_path: Path, mode: str
) -> None:
    kinds = {"forum": FORUM, "announcement": NEWS}
    async with StandIn() as discord:
        place = discord.add_channel(discord.add_guild(), "place", kinds.get(mode, 0))
        async with bot_in(discord, tmp_path) as running:
            await running.read_site()
            await running.command("schedule add", times="8", channel=place, mode=mode)
            away = Fault(r"POST /channels/", 503, times=10_000, headers={"Retry-After": "60"})
            discord.faults.append(away)
            for time in ("08:00", "08:05"):
                running.clock.to(f"2024-08-28T{time}")
                await running.see_through()
            away.times = 0
            running.clock.to("2024-08-28T11:00")
            await running.see_through()
            posted = [text for channel in discord.channels.values() for text in texts(channel)]
            assert "\n-# Late: it was due <t:1724832000:f>\n" in posted[0]
            assert "Council buys two electric ferries" in posted[-1]


@pytest.mark.parametrize("little_news", ["note", "skip"])
async def test_a_day_with_little_news(running: Running, little_news: str) -> None:
    running.bench.quiet = True
    await running.read_site()
    await running.command("schedule add", times="8", little_news=little_news)
    running.clock.to("2024-08-28T08:00")
    await running.see_through()
    posted = texts(running.channel)
    assert len(posted) == (1 if little_news == "note" else 0)
    assert all("A quiet day" in text and "Next:" in text for text in posted)


async def test_the_owner_is_told_once_which_permission_is_missing(running: Running) -> None:
    await running.read_site()
    await running.command("schedule add", times="8")
    running.channel.forbidden["send"] = 50013
    guild = running.bot.get_guild(running.channel.guild_id)
    role = guild.default_role
    role._permissions = 1 << 10
    for day in (28, 29):
        running.clock.to(f"2024-08-{day}T08:00")
        await running.see_through()
    told = texts(running.discord.direct(77))
    assert len(told) == 1
    assert "Briefing #1 is paused" in told[0] and "Missing permissions: **Send Messages" in told[0]
    assert (
        "⏸️ paused"
        in (
            await running.command("schedule list", running.discord.channels[running.channel.id])
        ).text
    )


async def test_the_owner_is_told_once_that_the_channel_is_gone(running: Running) -> None:
    await running.read_site()
    await running.command("schedule add", times="8")
    del running.discord.channels[running.channel.id]
    for day in (28, 29):
        running.clock.to(f"2024-08-{day}T08:00")
        await running.see_through()
    [told] = texts(running.discord.direct(77))
    assert "the channel no longer exists" in told and "/schedule resume" in told


async def test_who_subscribed_and_closed_messages_is_nobody_elses_business(
    running: Running,
) -> None:
    await running.read_site()
    await running.command("subscribe", times="8", by=55)
    running.discord.forbidden_users.add(55)
    running.clock.to("2024-08-28T08:00")
    await running.see_through()
    assert texts(running.discord.direct(1)) == [], "the server's owner is not told"


async def test_a_stop_in_the_middle_of_a_delivery_loses_and_doubles_nothing(
    tmp_path: Path,
) -> None:
    async with StandIn() as discord:
        channel = discord.add_channel(discord.add_guild())
        discord.faults.append(Fault(r"POST /channels/\d+/messages$", 500, delay=60))
        async with bot_in(discord, tmp_path, stop_seconds=0.2) as running:
            await running.read_site()
            await running.command("schedule add", times="8")
            running.clock.to("2024-08-28T08:00")
            assert running.bot.rounds
            await running.bot.rounds.tick()
            async with asyncio.timeout(60):
                while not discord.faults[0].hits:  # noqa: ASYNC110 - the request hangs
                    await asyncio.sleep(0.01)
        assert texts(channel) == []
        async with bot_in(discord, tmp_path, clock=running.clock) as running:
            running.clock.to("2024-08-28T08:02")
            await running.see_through()
            assert len(texts(channel)) == 1


async def test_a_server_that_removed_the_bot_is_forgotten_after_some_time(running: Running) -> None:
    await running.read_site()
    await running.command("schedule add", times="8")
    gateway = running.discord.gateway
    guild_id = running.channel.guild_id
    await gateway.dispatch("GUILD_DELETE", {"id": str(guild_id)})
    async with asyncio.timeout(60):
        while running.bot.get_guild(guild_id) is not None:
            await running.command("help", running.discord.direct(5))
    await running.command("help", running.discord.direct(5))
    running.clock.to("2024-10-15T08:00")
    await running.bot.tidy()
    assert list_schedules(running.bot.database) == []
    assert running.wire.known == {} and running.wire.forgotten == ["schedule-1"]
    assert running.wire.tidied, "nor do articles stay longer than READOUT_KEEP_DAYS"


async def test_a_server_that_invites_the_bot_again_gets_its_briefings_as_before(
    running: Running,
) -> None:
    await running.read_site()
    await running.command("schedule add", times="8")
    guild = running.discord.guilds[running.channel.guild_id]
    running.channel.forbidden["send"] = 50001
    await running.discord.gateway.dispatch("GUILD_DELETE", {"id": str(guild.id)})
    async with asyncio.timeout(60):
        while running.bot.get_guild(guild.id) is not None:
            await running.command("help", running.discord.direct(5))
    await running.command("help", running.discord.direct(5))
    running.clock.to("2024-08-28T08:00")
    await running.see_through()
    assert not running.bench.done and not running.discord.direct(77).messages, "nobody is told"
    running.channel.forbidden.clear()
    running.clock.to("2024-08-28T09:00")
    created = guild.as_json(running.discord.channels)
    del created["unavailable"]  # as of a server that is new
    await running.discord.gateway.dispatch("GUILD_CREATE", created)
    async with asyncio.timeout(60):
        while running.bot.get_guild(guild.id) is None:
            await running.command("help", running.discord.direct(5))
    await until(lambda: bool(texts(running.channel)))
    assert "Late" in texts(running.channel)[0], "it does not wait for the next look"
    listed = await running.command("schedule list")
    assert "next: <t:1724918400:f>" in listed.text, "that is tomorrow"
    running.clock.to("2024-08-29T08:00")
    await running.see_through()
    assert len(texts(running.channel)) == 2


async def test_a_server_that_invited_the_bot_while_it_reconnected_gets_its_briefings(
    running: Running,
) -> None:
    await running.read_site()
    await running.command("schedule add", times="8")
    mark_left(running.bot.database, f"g{running.channel.guild_id}", running.clock())
    await running.discord.gateway.invalidate()
    running.clock.to("2024-08-28T08:00")
    async with asyncio.timeout(60):
        while not texts(running.channel):
            await asyncio.sleep(0.01)
            await running.see_through()


async def test_a_server_that_removed_the_bot_while_it_was_offline_is_forgotten_too(
    tmp_path: Path,
) -> None:
    async with StandIn() as discord:
        gone = discord.add_guild()
        discord.add_channel(gone)
        stays = discord.add_channel(discord.add_guild("Elsewhere"))
        async with bot_in(discord, tmp_path) as running:
            await running.command("schedule add", times="8")
            await running.command("schedule add", stays, times="8")
        del discord.guilds[gone.id]
        async with bot_in(discord, tmp_path) as running:
            await running.bot.tidy()
            running.clock.to("2024-10-15T08:00")
            await running.bot.tidy()
            [kept] = list_schedules(running.bot.database)
            assert kept.owner == f"g{stays.guild_id}"


async def test_a_server_that_invited_the_bot_again_while_it_was_offline_keeps_everything(
    tmp_path: Path,
) -> None:
    async with StandIn() as discord:
        channel = discord.add_channel(discord.add_guild())
        async with bot_in(discord, tmp_path) as running:
            await running.command("schedule add", times="8")
            mark_left(running.bot.database, f"g{channel.guild_id}", running.clock())
        later = Clock(START + timedelta(days=60))
        async with bot_in(discord, tmp_path, clock=later) as running:
            await running.bot.tidy()
            assert len(list_schedules(running.bot.database)) == 1


async def test_a_gateway_that_refuses_the_first_connection_is_tried_again(tmp_path: Path) -> None:
    async with StandIn() as discord:
        discord.add_channel(discord.add_guild())
        discord.gateway.refuse = 1
        async with bot_in(discord, tmp_path) as running:
            use = await running.command("brief", link=FERRY_URL)
            assert "electric ferries" in use.text
