"""The database's file is deleted or replaced under the running bot: it notices, and says so."""

from __future__ import annotations

import asyncio
import shutil
import signal
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from bot_in import bot_in
from helpers import START, keep_schedule, open_database, texts
from standin import StandIn
from standin.world import Channel
from test_running import environment, start

from bot.store.desks import load_desk, save_desk
from bot.store.editions import last_editions
from bot.store.nouns import Desk
from bot.store.schedules import list_schedules
from summarizer.errors import StorageError, StorageReplaced
from summarizer.moments import utc_now

CHANNEL = Channel(5, 7, 0, "news")


def take_away(folder: Path, whole_folder: str) -> None:
    """Delete the database, in one of the ways of people in a hurry."""
    if whole_folder == "folder":
        shutil.rmtree(folder)
    elif whole_folder == "renamed folder":
        folder.rename(folder.with_name("old"))
        folder.mkdir()
    elif whole_folder == "file alone":  # its log stays behind
        (folder / "bot.sqlite3").unlink()
    else:
        for file in folder.glob("bot.sqlite3*"):
            file.unlink()
        if whole_folder == "empty file":
            (folder / "bot.sqlite3").touch()


@pytest.mark.parametrize("how", ["files", "file alone", "folder", "renamed folder", "empty file"])
async def test_a_deleted_database_is_written_anew_and_no_post_is_lost_or_doubled(
    tmp_path: Path, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    async with StandIn() as discord:
        channel = discord.add_channel(discord.add_guild())
        async with bot_in(discord, folder) as running:
            keep_schedule(running.bot.database, channel)
            running.clock.to("2024-08-28T06:00")
            await running.see_through()
            take_away(folder, how)
            await running.see_through()
            running.clock.to("2024-08-29T06:00")
            await running.see_through()
            assert len(texts(channel)) == 2
            use = await running.command("status")
            assert "⚠️ The bot's state file was deleted while it was in use" in use.text
            assert "nothing is lost" in caplog.text and str(folder) in caplog.text
            assert str(folder) not in use.text
        async with bot_in(discord, folder, clock=running.clock) as running:
            assert [item.state for item in last_editions(running.bot.database, 1)] == ["sent"] * 2
            await running.see_through()
            assert len(texts(channel)) == 2, "all is known at the next start"


def test_what_is_changed_after_the_file_was_deleted_is_kept(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    save_desk(database, Desk("g1", "Asia/Tokyo"), START)
    with database.write():
        take_away(tmp_path, "files")  # in the middle of a change
    save_desk(database, Desk("g2", "Europe/Rome"), START)
    database.close()
    with closing(open_database(tmp_path)) as again:
        assert [load_desk(again, name).zone for name in ("g1", "g2")] == [
            "Asia/Tokyo",
            "Europe/Rome",
        ]


def test_of_two_processes_both_go_on_with_the_one_file_that_was_written(tmp_path: Path) -> None:
    first, second = open_database(tmp_path), open_database(tmp_path)
    save_desk(first, Desk("g1", "Asia/Tokyo"), START)
    take_away(tmp_path, "files")
    save_desk(first, Desk("g2", "Europe/Rome"), START)
    with pytest.raises(StorageReplaced):  # and is started anew on the file that the first wrote
        save_desk(second, Desk("g3", "Europe/Paris"), START)
    with pytest.raises(StorageReplaced):
        load_desk(second, "g1")
    first.close()
    second.close()
    assert not list(tmp_path.glob("*.replaced*")), "it is no stranger's file"
    with closing(open_database(tmp_path)) as again:
        assert load_desk(again, "g2").zone == "Europe/Rome"


def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_posted_without_record(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    database = open_database(folder)
    shutil.rmtree(folder)
    folder.write_text("in the way")
    with pytest.raises(StorageError, match="deleted while it was in use and cannot be rewritten"):
        save_desk(database, Desk("g1", "Asia/Tokyo"), START)
    folder.unlink()
    save_desk(database, Desk("g1", "Asia/Tokyo"), START)
    assert load_desk(database, "g1").zone == "Asia/Tokyo"
    database.close()


def test_a_replaced_database_is_not_mixed_with_what_was_known_and_the_old_one_is_kept(
    tmp_path: Path,
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    with closing(open_database(other)) as database:
        save_desk(database, Desk("g1", "Asia/Tokyo"), START)
    database = open_database(tmp_path)
    save_desk(database, Desk("g1", "Europe/Rome"), START)
    (other / "bot.sqlite3").replace(tmp_path / "bot.sqlite3")
    for _ in range(2):
        with pytest.raises(StorageReplaced, match=r"contents are in bot\.sqlite3\.replaced"):
            load_desk(database, "g1")
    database.close()
    with closing(sqlite3.connect(tmp_path / "bot.sqlite3.replaced")) as kept:
        assert kept.execute("SELECT zone FROM desks").fetchone() == ("Europe/Rome",)
    with closing(open_database(tmp_path)) as again:
        assert load_desk(again, "g1").zone == "Asia/Tokyo"


async def test_the_process_starts_anew_on_a_replaced_database_and_posts_from_it(
    tmp_path: Path,
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    async with StandIn() as discord:
        channel = discord.add_channel(discord.add_guild())
        due = utc_now() - timedelta(minutes=2)
        with closing(open_database(other)) as database:
            keep_schedule(
                database, channel, due - timedelta(minutes=5), zone="UTC", times=(f"{due:%H:%M}",)
            )
        process = await start(tmp_path, "run", **environment(tmp_path, discord))
        async with asyncio.timeout(300):
            await discord.gateway.ready.wait()
        (other / "bot.sqlite3").replace(tmp_path / "bot.sqlite3")
        await discord.wait_for(lambda: channel.messages, 300)
        process.send_signal(signal.SIGTERM)
        _, err = await process.communicate()
        said = err.decode()
        assert process.returncode == 0 and "Traceback" not in said, said
        assert "the database was replaced; starting anew" in said
        assert len(texts(channel)) == 1
    with closing(open_database(tmp_path)) as database:
        assert len(list_schedules(database)) == 1
