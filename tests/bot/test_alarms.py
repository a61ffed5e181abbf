"""A source that stopped: who manages it is told, once, by a way that is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from bot_in import Running
from helpers import START, texts
from standin import Fault

from bot.wire import LibraryWire
from summarizer.archive.sources import add_source, keep_health
from summarizer.errors import StorageAway
from summarizer.settings import Settings
from summarizer.sources.politeness import Health

STOPPED = Health("paused", failures=11, last_try=START, last_error="it answers with status 404")


@pytest.fixture
async def running(running: Running) -> Running:
    await running.read_site()
    return running


def stop_source(running: Running, number: int = 0) -> None:
    source = list(running.wire.known.values())[number]
    running.wire.stopped.append(replace(source, health=STOPPED))


async def test_who_added_a_source_is_told_that_it_stopped(running: Running) -> None:
    stop_source(running)
    await running.bot.poll()
    await running.bot.poll()
    [told] = texts(running.discord.direct(77))
    assert "## A source has stopped · The Ferry Office" in told
    assert "Island Wire: no answer after 11 failures, tried once a day; it answers with" in told
    assert "/sources health" in told


async def test_it_is_told_in_the_language_of_who_added_it(running: Running) -> None:
    await running.command("sources add", address="https://b.example/feed", locale="de", by=78)
    stop_source(running, 1)
    running.wire.known["https://b.example/feed"] = running.wire.stopped[0]
    await running.bot.poll()
    [told] = texts(running.discord.direct(78))
    assert "## Eine Quelle ist verstummt" in told and "wird einmal am Tag gefragt" in told


async def test_several_that_stop_at_once_are_one_message(running: Running) -> None:
    await running.command("sources add", address="https://b.example/feed")
    stop_source(running, 0)
    stop_source(running, 1)
    await running.bot.poll()
    [told] = texts(running.discord.direct(77))
    assert "2 sources have stopped" in told and told.count("⏸️") == 2


async def test_where_that_member_takes_no_messages_the_servers_owner_is_told(
    running: Running,
) -> None:
    running.discord.forbidden_users.add(77)
    stop_source(running)
    await running.bot.poll()
    assert len(texts(running.discord.direct(1))) == 1


async def test_where_nobody_takes_messages_the_channel_of_a_briefing_is_told(
    running: Running,
) -> None:
    await running.command("schedule add", times="8")
    running.discord.forbidden_users |= {77, 1}
    stop_source(running)
    await running.bot.poll()
    assert "A source has stopped" in texts(running.channel)[0]


async def test_an_alarm_waits_while_discord_is_away(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.teller.WAITS", ())
    running.discord.faults.append(Fault(r"POST /users/@me/channels", times=1))
    stop_source(running)
    await running.bot.poll()
    assert texts(running.discord.direct(77)) == []
    await running.bot.poll()
    assert len(texts(running.discord.direct(77))) == 1


async def test_an_alarm_outlives_a_database_that_is_away(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise StorageAway("it does not answer", subject="the bot's database")

    stop_source(running)
    with monkeypatch.context() as patch:
        patch.setattr("bot.alarms.note_alarm", away)
        with pytest.raises(StorageAway):
            await running.bot.poll()
    await running.bot.poll()
    assert len(texts(running.discord.direct(77))) == 1


async def test_each_server_that_reads_it_is_told(running: Running) -> None:
    other = running.discord.add_channel(running.discord.add_guild("Elsewhere"))
    await running.command("sources add", other, address="https://wire.example/feed", by=78)
    stop_source(running)
    await running.bot.poll()
    assert len(texts(running.discord.direct(77))) == len(texts(running.discord.direct(78))) == 1


async def test_a_source_that_was_removed_meanwhile_is_not_spoken_of(running: Running) -> None:
    stop_source(running)
    await running.command("sources remove", source="Island Wire")
    await running.bot.poll()
    assert texts(running.discord.direct(77)) == []


async def test_the_archive_says_once_a_day_at_most_that_a_source_stopped(tmp_path: Path) -> None:
    now = START
    wire = LibraryWire(Settings(_env_file=None, data_dir=tmp_path), lambda: now)
    with wire.library.archive.begin() as connection:
        source, _ = add_source(connection, "https://a.example/feed", now=now, kind="feed")
        keep_health(connection, source.id, STOPPED)
    assert [item.id for item in await wire.alarms()] == [source.id]
    now = START + timedelta(hours=1)
    assert await wire.alarms() == []
    await wire.close()
