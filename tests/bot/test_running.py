"""The bot as a process: starting, stopping, checking, and never telling its token."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import os
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from bot_in import bot_in, settings_for
from helpers import START, health_at, keep_schedule, open_database, texts, until
from news import FERRY
from standin import Fault, StandIn
from standin.server import TOKEN
from standin.world import (
    APPLICATION_ID,
    DM,
    FORUM,
    INVITED,
    PRIVATE_THREAD,
    PUBLIC_THREAD,
    SEND,
    SEND_IN_THREADS,
    TEXT,
    VIEW,
    Channel,
    snowflake,
)
from support.newspaper import newspaper
from support.postgres import Server

from bot.app import point_at
from bot.checkup import attempt, check_archive, discord_checks
from bot.errors import StartError
from bot.hold import hold
from bot.logins import Logins
from bot.logs import LineFormatter, Masker, set_up_logs
from bot.preview import is_address
from bot.run import build, run_once, secrets_of
from bot.settings import BotSettings, load_bot_settings
from bot.store.engine import try_database
from summarizer.errors import StorageFull
from summarizer.library import Library
from summarizer.settings import Settings

ROOT = Path(__file__).parents[2]


BROKEN = "postgresql+psycopg://me:hun@ter:hunter22@127.0.0.1/readout"
"""An address whose password breaks it: what stands where the port should be is a part of it."""


SERVED = {"READOUT_WRITER_URL": "http://127.0.0.1:9/v1", "READOUT_WRITER_MODEL": "pen"}


def environment(folder: Path, discord: StandIn | None = None, **more: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("READOUT_")}
    kept.pop("DISCORD_TOKEN", None)
    base = {
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "ignore",
        "READOUT_DATA_DIR": str(folder),
        "READOUT_CACHE_DIR": str(folder / "cache"),
        "READOUT_BOT_DATA_DIR": str(folder),
    }
    if discord is not None:
        base |= {
            "DISCORD_TOKEN": TOKEN,
            "READOUT_BOT_API_BASE": discord.base,
            "READOUT_BOT_GATEWAY": discord.gateway.url,
        }
    return kept | base | more


async def start(folder: Path, *args: str, **env: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *args, cwd=folder, env=env,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip


async def readout_bot(folder: Path, *args: str, **env: str) -> tuple[int, str, str]:
    process = await start(folder, *args, **env)
    async with asyncio.timeout(300):
        out, err = await process.communicate()
    assert TOKEN not in out.decode() + err.decode()
    assert "Traceback" not in err.decode()
    return process.returncode or 0, out.decode(), err.decode()


async def test_it_goes_online_posts_what_is_due_and_stops_cleanly_on_sigterm(
    tmp_path: Path,
) -> None:
    async with StandIn() as discord:
        channel = discord.add_channel(discord.add_guild())
        database = open_database(tmp_path)
        from summarizer.moments import utc_now

        now = utc_now()
        due = now - timedelta(minutes=2)
        keep_schedule(
            database, channel, due - timedelta(minutes=5), zone="UTC", times=(f"{due:%H:%M}",)
        )
        database.close()
        env = environment(tmp_path, discord, READOUT_BOT_STOP_SECONDS="60")
        process = await start(tmp_path, "run", **env)
        await discord.wait_for(lambda: channel.messages, 300)
        process.send_signal(signal.SIGTERM)
        _, err = await process.communicate()
        assert process.returncode == 0, err.decode()
        assert "was cut off" not in err.decode(), "it did not stop by itself"
        assert TOKEN not in err.decode()
        assert "No article came in" in texts(channel)[0] or "quiet day" in texts(channel)[0]
        assert discord.refused == []


async def test_a_model_that_works_on_in_a_thread_is_not_waited_for(tmp_path: Path) -> None:
    async with StandIn() as discord:
        channel = discord.add_channel(discord.add_guild())
        more = {"READOUT_BOT_WORKER": "thread", "READOUT_BOT_STOP_SECONDS": "60"}
        process = await asyncio.create_subprocess_exec(
            sys.executable, Path(__file__).with_name("stubborn.py"), cwd=tmp_path,
            env=environment(tmp_path, discord, **more),
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        assert process.stdout
        await until(lambda: discord.commands and discord.gateway.identifies)
        file = discord.interactions.attach("ferry.txt", FERRY.encode())
        use = await discord.interactions.command("brief", channel, files={"file": file})
        async with asyncio.timeout(30):
            assert await process.stdout.readline() == b"at work\n"
            process.send_signal(signal.SIGTERM)
            _, err = await process.communicate()
    assert process.returncode == 0 and "was cut off" not in err.decode()
    assert "the bot is being restarted" in use.text


async def test_no_key_or_password_of_the_settings_is_logged(tmp_path: Path) -> None:
    summarizer = Settings(
        _env_file=None,
        writer_key="sk-hunter22hunter22",
        database_url="postgresql+psycopg://me:hunter33%2Fx@db/archive",
        writer_url="http://me:hunter66@a.example/v1",
    )
    bot = BotSettings(
        _env_file=None,
        token=TOKEN,
        database="postgresql://me:hunter44@db/bot",
        api_base="http://me:hunter55@proxy.example/api",
    )
    mask = Masker(secrets_of(bot, summarizer))
    known = "sk-hunter22hunter22", "hunter33%2Fx", "hunter33/x", "hunter44", "hunter55", "hunter66"
    for secret in (TOKEN, *known):
        assert secret not in mask(f"it failed with {secret!r} in {secret}")


@pytest.mark.parametrize("form", ["text", "json"])
def test_that_discord_is_away_is_one_line_of_the_log_with_the_reason(form: str) -> None:
    stream = io.StringIO()
    root = logging.getLogger()
    before, level = root.handlers, root.level
    try:
        set_up_logs("info", form, [], stream)
        try:
            raise ConnectionRefusedError(111, "Connect call failed")
        except OSError:
            logging.getLogger("discord.shard").exception("Attempting a reconnect in 2s")
    finally:
        root.handlers = before
        root.setLevel(level)
    assert stream.getvalue().count("\n") == 1
    assert "Connect call failed" in stream.getvalue() and "Traceback" not in stream.getvalue()


async def test_a_wrong_token_is_said_in_words_and_ends(tmp_path: Path) -> None:
    async with StandIn() as discord:
        env = environment(tmp_path, discord, DISCORD_TOKEN=TOKEN.replace("a", "b"))
        code, _, err = await readout_bot(tmp_path, "run", **env)
        assert code == 2 and "Discord does not accept it" in err and "Reset the token" in err


async def test_a_bot_whose_logins_are_used_up_posts_and_waits_and_says_until_when(
    tmp_path: Path, port: int
) -> None:
    async with StandIn() as discord:
        discord.logins = {"remaining": 0, "reset_after": 3 * 3600 * 1000}
        channel = discord.add_channel(discord.add_guild())
        due = datetime.now(UTC) - timedelta(minutes=2)
        database = open_database(tmp_path)
        begun = due - timedelta(minutes=5)
        keep_schedule(database, channel, begun, zone="UTC", times=(f"{due:%H:%M}",))
        database.close()
        env = environment(tmp_path, discord, READOUT_BOT_HEALTH_PORT=str(port))
        process = await start(tmp_path, "run", **env)
        async with asyncio.timeout(300):
            status, said = await healthy(env)
            while "grants" not in said:
                status, said = await healthy(env)
            await discord.wait_for(lambda: channel.messages, 300)
            process.send_signal(signal.SIGTERM)
            _, err = await process.communicate()
        assert discord.gateway.identifies == []
    assert process.returncode == 0 and status == 503
    for text in (said, err.decode()):
        assert "Discord grants 0 more logins until " in text and "the next is at " in text


async def test_a_bot_that_waits_logs_in_once_discord_grants_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.app.LOOK_AGAIN", timedelta(milliseconds=10))
    async with StandIn() as discord:
        discord.add_channel(discord.add_guild())
        discord.logins = {"remaining": 0, "reset_after": 60_000}

        async def renew() -> None:
            await until(lambda: "logged in too often" in caplog.text)
            assert discord.gateway.identifies == []
            discord.logins = {"remaining": 400, "reset_after": 400}

        renewing = asyncio.create_task(renew())
        async with asyncio.timeout(60), bot_in(discord, tmp_path) as running:
            await renewing
            assert (
                "400 of 1,000; starting now means waiting" in (await running.command("status")).text
            )


@pytest.mark.parametrize(
    ("logins", "shards"),
    [
        ({"remaining": None}, ""),
        ({"reset_after": 10**18}, ""),
        ({"total": "many"}, "0/2"),
        ({"remaining": 1, "reset_after": 0}, "0/2"),
        ({"remaining": 0, "reset_after": 0}, ""),
    ],
)
async def test_no_login_is_asked_for_that_discord_may_not_grant(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, logins: dict[str, Any], shards: str
) -> None:
    async with StandIn() as discord:
        discord.logins |= logins
        settings = settings_for(discord, tmp_path, shards=shards)
        point_at(settings)
        bot = build(settings, Settings(_env_file=None, data_dir=tmp_path))
        stopping = asyncio.Event()
        running = asyncio.create_task(run_once(bot, TOKEN, stopping))
        async with asyncio.timeout(60):
            await until(
                lambda: (
                    running.done()
                    or "logged in too often" in caplog.text
                    or bool(discord.gateway.identifies)
                )
            )
            stopping.set()
            problem = await running
        assert problem is None or "answer to /gateway/bot cannot be read" in problem
        assert discord.gateway.identifies == []
        assert len(discord.requests("GET", "/gateway/bot")) == 1


def test_logins_are_spread_only_where_discord_has_few_left_to_grant() -> None:
    def wait(left: int, shards: int = 1, waited: int = 0) -> float:
        limit = {"total": 1000, "remaining": left, "reset_after": 20 * 3600 * 1000}
        logins = Logins.read(limit, START)
        return logins.wait(shards, timedelta(seconds=waited)).total_seconds()

    assert [wait(left) for left in (1000, 989, 500)] == [0, 0, 0], "eleven crashes cost nothing"
    assert [wait(left) for left in (499, 400, 100)] == [pytest.approx(144, 0.01), 180, 720]
    assert wait(400, waited=180) == 0
    assert wait(300, shards=100) == 3600, "never more than an hour while there are logins"
    assert wait(0, waited=99_999) == wait(99, shards=100) == 20 * 3600, "until they are renewed"


def newer_database(folder: Path) -> None:
    database = open_database(folder)
    with database.engine.begin() as connection:
        connection.exec_driver_sql("insert into migrations values (99, 'of a later year')")
    database.close()


@pytest.mark.parametrize(
    ("changes", "logins", "words"),
    [
        ({"DISCORD_TOKEN": TOKEN.replace("a", "b")}, 1, "Discord does not accept it"),
        ({"DISCORD_TOKEN": ""}, 0, "no token is set"),
        ({}, 0, "was written by a newer Readout"),
    ],
)
async def test_in_a_container_what_a_person_must_mend_is_said_and_waited_for(
    tmp_path: Path, port: int, changes: dict[str, str], logins: int, words: str
) -> None:
    if not changes:
        newer_database(tmp_path)
    async with StandIn() as discord:
        env = environment(tmp_path, discord, READOUT_BOT_HEALTH_PORT=str(port)) | changes
        process = await start(tmp_path, "run", "--hold", **env)
        assert process.stderr is not None
        async with asyncio.timeout(300):
            said = await process.stderr.readuntil(b"waiting")
            health = await healthy(env)
            process.send_signal(signal.SIGTERM)
            said += await process.stderr.read()
        assert await process.wait() == 2
        assert words in said.decode() and TOKEN not in said.decode()
        assert health[0] == 503 and words in health[1]
        assert len(discord.requests("GET", "/users/@me")) == logins


async def healthy(env: dict[str, str]) -> tuple[int, str]:
    """Ask until somebody listens."""
    return await health_at(int(env["READOUT_BOT_HEALTH_PORT"]))


def test_what_waits_for_a_person_tries_again_by_itself_in_the_end(
    capfd: pytest.CaptureFixture[str],
) -> None:
    hold(StartError("Discord does not accept it", subject="DISCORD_TOKEN"), seconds=0)
    assert "DISCORD_TOKEN: Discord does not accept it\n" in capfd.readouterr().err


WITHOUT_SIGNAL_HANDLERS = """
import asyncio, os, signal, sys
if sys.platform != "win32":
    from asyncio.unix_events import _UnixSelectorEventLoop
    del _UnixSelectorEventLoop.add_signal_handler, _UnixSelectorEventLoop.remove_signal_handler
from bot.signals import listen_for_signals

async def wait():
    asked = asyncio.Event()
    listen_for_signals(asked.set)
    os.kill(os.getpid(), signal.{name})
    await asyncio.wait_for(asked.wait(), 60)

asyncio.run(wait())
"""


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_a_loop_that_takes_no_signal_handlers_as_on_windows_is_stopped_all_the_same(
    name: str,
) -> None:
    code = WITHOUT_SIGNAL_HANDLERS.format(name=name)
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", code], env=env, check=True, timeout=300)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"DISCORD_TOKEN": ""}, "no token is set"),
        ({"DISCORD_TOKEN": "abc"}, "does not look like a bot token"),
        ({"READOUT_BOT_ZONE": "Atlantis/Town"}, "READOUT_BOT_ZONE=Atlantis/Town: there is no such"),
        ({"READOUT_BOT_API_BASE": "discord.com/api"}, "READOUT_BOT_API_BASE: 'discord.com/api' is"),
        (
            {"READOUT_BOT_GATEWAY": "https://x.example"},
            "not an address such as wss://gateway.discord",
        ),
        ({"READOUT_BOT_TICK": "-3"}, "READOUT_BOT_TICK"),
        ({"READOUT_BOT_DATABASE": "nonsense"}, "not a database address"),
        ({"READOUT_BOT_DATABASE": BROKEN}, "in a password write %40 for @"),
        ({"READOUT_DATABASE_URL": BROKEN}, "in a password write %40 for @"),
        ({"READOUT_BOT_SHARDS": "8-3/4"}, "not a range of shards"),
        ({"READOUT_WRITER": "server"}, "a server needs an address and a model"),
        ({"READOUT_ENCODER": "/nowhere/\x1b[2Jmodel"}, "READOUT_ENCODER=/nowhere/model"),
        ({"READOUT_WRITER": "/nowhere/pen"}, "READOUT_WRITER=/nowhere/pen: there is no such"),
        ({"READOUT_WRITER": "server"} | SERVED | {"READOUT_JUDGE": "a/b"}, "READOUT_JUDGE=a/b: "),
        (
            {"READOUT_BOT_API_BASE": "http://me:hunter22@h:99999"},
            "BASE: 'h:99999' is not an address",
        ),
        ({"READOUT_BOT_API_BASE": "http://me:hunter22@[h"}, "BASE: '[h' is not an address"),
    ],
)
async def test_what_is_wrong_at_start_is_said_in_words(
    tmp_path: Path, changes: dict[str, str], words: str
) -> None:
    env = environment(tmp_path) | {"DISCORD_TOKEN": TOKEN} | changes
    code, _, err = await readout_bot(tmp_path, "run", **env)
    assert code == 2 and words in err and "ter22" not in err


def test_the_state_is_beside_the_archive_unless_it_lies_where_it_always_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    home, data = tmp_path / "home" / "readout", tmp_path / "data"
    assert load_bot_settings().data_dir == home
    (tmp_path / ".env").write_text(f"READOUT_DATA_DIR={data}\n")
    assert load_bot_settings().data_dir == data
    for folder in (home, data):
        folder.mkdir(parents=True)
        (folder / "bot.sqlite3").touch()
        assert load_bot_settings().data_dir == folder
    monkeypatch.setenv("READOUT_BOT_DATA_DIR", str(tmp_path / "other"))
    assert load_bot_settings().data_dir == tmp_path / "other"


async def test_settings_are_read_from_a_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DISCORD_TOKEN=short\nREADOUT_BOT_LOG_LEVEL=INFO\n")
    code, _, err = await readout_bot(tmp_path, "run", **environment(tmp_path))
    assert code == 2 and "does not look like a bot token" in err


@pytest.mark.parametrize("command", [("bot", "run"), ("summarizer", "archive", "status")])
async def test_a_settings_file_that_is_no_text_is_told_in_words(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    """As Windows PowerShell's >> writes it."""
    (tmp_path / ".env").write_text(f"DISCORD_TOKEN={TOKEN}\n", encoding="utf-16")
    done = await asyncio.create_subprocess_exec(
        sys.executable, "-m", *command, cwd=tmp_path, env=environment(tmp_path),
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    err = (await done.communicate())[1].decode()
    assert done.returncode in (1, 2) and ".env: is not UTF-8 text. Save it as UTF-8" in err
    assert "Traceback" not in err and "fault in Readout" not in err and TOKEN not in err


async def test_the_invitation_asks_for_just_what_is_needed(tmp_path: Path) -> None:
    async with StandIn() as discord:
        code, out, _ = await readout_bot(tmp_path, "invite", **environment(tmp_path, discord))
    assert code == 0
    assert f"client_id={APPLICATION_ID}" in out and "permissions=309237763072" in out
    assert int("309237763072") & (1 << 3) == 0, "never Administrator"


async def test_check_tries_everything_without_going_online(tmp_path: Path) -> None:
    async with StandIn() as discord:
        discord.add_guild()
        code, out, err = await readout_bot(tmp_path, "check", **environment(tmp_path, discord))
        assert discord.gateway.identifies == [] and err == ""
    made = [name for _, _, names in os.walk(tmp_path) for name in names]
    assert "bot.sqlite3" not in made and "readout.db" not in made, "it only looks"
    lines = out.splitlines()
    assert [line.split(":")[0] for line in lines[:9]] == [
        "✓ time zone", "✓ shards", "✓ database", "✓ archive", "✓ model", "✓ writer", "✓ judge",
        "✓ token", "✓ gateway",
    ]  # fmt: skip
    assert "1 shard," in lines[8]
    assert "lacks View Channels, Send Messages" in lines[9], "as Discord's screens name them"
    assert code == 1, "the stand-in's server gives no permissions"


async def test_check_names_the_schedules_that_could_not_post_now(tmp_path: Path) -> None:
    async with StandIn() as discord:
        guild = discord.add_guild("Harbour", permissions=INVITED)
        fine, mute, hidden = (discord.add_channel(guild, name) for name in ("a", "b", "c"))
        mute.denied, hidden.denied = SEND, VIEW
        gone = Channel(snowflake(), guild.id, TEXT, "d")
        database = open_database(tmp_path)
        for channel in (fine, mute, hidden, gone, fine):
            keep_schedule(database, channel)
        keep_schedule(database, Channel(1, 2, TEXT, "of a server without the bot"))
        keep_schedule(database, mute, state="paused")
        keep_schedule(database, Channel(1, None, DM, ""), mode="dm", user_id=77, owner="u77")
        database.close()
        before = (tmp_path / "bot.sqlite3").read_bytes()
        point_at(settings := settings_for(discord, tmp_path))
        found = [row for row in await discord_checks(settings) if row[0].startswith("schedule")]
    assert [name for name, *_ in found] == [
        "schedule #2 in 'Harbour'", "schedule #3 in 'Harbour'", "schedule #4 in 'Harbour'",
        "schedules",
    ]  # fmt: skip
    problems = [problem for _, problem, _ in found]
    assert "it lacks Send Messages" in problems[0] and "it lacks View Channel" in problems[1]
    assert "the channel no longer exists" in problems[2]
    assert found[3][1:] == ("", "2 can post")
    assert (tmp_path / "bot.sqlite3").read_bytes() == before, "it only looks"


async def test_check_knows_the_channels_of_threads_and_what_became_a_forum(tmp_path: Path) -> None:
    async with StandIn() as discord:
        guild = discord.add_guild("Harbour", permissions=INVITED)
        parent = discord.add_channel(guild)
        parent.denied = SEND_IN_THREADS
        mute = discord.add_channel(guild, "mute", PUBLIC_THREAD)
        left = discord.add_channel(guild, "left", PRIVATE_THREAD)
        mute.parent_id, left.parent_id, left.joined = parent.id, parent.id, False
        forum, plain, away = (discord.add_channel(guild, it, FORUM) for it in ("d", "e", "f"))
        plain.type = TEXT
        database = open_database(tmp_path)
        for channel, mode in [(mute, "channel"), (left, "channel"), (forum, "channel"),
                              (plain, "forum"), (away, "forum")]:  # fmt: skip
            keep_schedule(database, channel, mode=mode)
        database.close()
        point_at(settings := settings_for(discord, tmp_path))
        found = [row[1:] for row in await discord_checks(settings) if row[0].startswith("sched")]
    assert "Send Messages in Threads" in found[0][0]
    assert "the bot is not in that private thread" in found[1][0]
    assert "a briefing has to be a forum post" in found[2][0]
    assert "a forum post needs a forum" in found[3][0]
    assert found[4:] == [("", "1 can post")]


async def test_check_does_not_say_that_a_schedule_can_post_whose_channel_is_not_known_now(
    tmp_path: Path,
) -> None:
    async with StandIn() as discord:
        guild = discord.add_guild(permissions=INVITED)
        thread = discord.add_channel(guild, "thread", PUBLIC_THREAD)
        thread.parent_id = discord.add_channel(guild).id
        database = open_database(tmp_path)
        keep_schedule(database, thread)
        database.close()
        discord.faults.append(Fault(rf"GET /channels/{thread.id}$", 400, times=9))
        point_at(settings := settings_for(discord, tmp_path))
        found = [row for row in await discord_checks(settings) if row[0].startswith("schedule")]
    assert found == []


def test_check_counts_one_source_as_one(tmp_path: Path) -> None:
    (tmp_path / "clippings").mkdir()
    settings = Settings(data_dir=tmp_path)
    with Library(settings) as library:
        library.add([str(tmp_path / "clippings")])
    assert check_archive(settings) == "0 articles, 1 source"


def test_check_leaves_a_file_without_tables_as_it_is(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "readout.db")) as file:
        file.executescript("PRAGMA journal_mode = WAL; PRAGMA user_version = 1")
    shutil.copy(tmp_path / "readout.db", tmp_path / "bot.sqlite3")
    before = (tmp_path / "readout.db").read_bytes()
    assert "brought up to date at the start" in check_archive(Settings(data_dir=tmp_path))
    assert try_database(f"sqlite:///{tmp_path}/bot.sqlite3").endswith("bot.sqlite3")
    assert (tmp_path / "readout.db").read_bytes() == before
    assert (tmp_path / "bot.sqlite3").read_bytes() == before


@pytest.mark.parametrize("folder", ["file/data", "d" * 300])
def test_check_finds_a_folder_in_which_no_archive_can_be_made(tmp_path: Path, folder: str) -> None:
    (tmp_path / "file").touch()
    _, problem, _ = attempt("archive", lambda: check_archive(Settings(data_dir=tmp_path / folder)))
    assert "the folder cannot be made or used" in problem and "READOUT_DATA_DIR" in problem


async def test_check_without_discord_says_so(tmp_path: Path) -> None:
    env = environment(tmp_path) | {
        "READOUT_BOT_ZONNE": "Europe/Vienna",
        "DISCORD_TOKEN": TOKEN,
        "READOUT_BOT_API_BASE": "http://127.0.0.1:9",
        "READOUT_ENCODER": "/nowhere/model",
    }
    code, out, _ = await readout_bot(tmp_path, "check", **env)
    assert code == 1 and "Discord cannot be reached" in out
    assert "✗ model: /nowhere/model" in out and "✓ database" in out, "none stops the others"
    assert (
        "READOUT_BOT_ZONNE is not a setting and has no effect; did you mean READOUT_BOT_ZONE?"
        in out
    )


async def test_a_terminal_without_such_signs_is_told_in_words(tmp_path: Path) -> None:
    env = environment(tmp_path) | {
        "READOUT_BOT_API_BASE": "http://127.0.0.1:9",
        "READOUT_ENCODER": "/nowhere/木",
        "PYTHONIOENCODING": "latin-1:strict",
    }
    code, out, _ = await readout_bot(tmp_path, "check", **env)
    assert code == 1 and "FAULT model: /nowhere/?: there is no" in out and "ok database" in out


@pytest.mark.model
async def test_preview_needs_no_token(tmp_path: Path) -> None:
    from news import BAKERY

    (tmp_path / "ferry.txt").write_text(f"Council buys ferries\n\n{FERRY}")
    (tmp_path / "bakery.txt").write_text(f"Bread from acorns\n\n{BAKERY}")
    page = tmp_path / "page.html"
    async with newspaper() as paper:
        paper.add("A bridge for Lindmouth", feed_words=140, hours_ago=2)
        env = environment(tmp_path, READOUT_ALLOW_HOSTS=paper.host)
        code, out, _ = await readout_bot(
            tmp_path, "preview", str(tmp_path), paper.url("feed"), "--html", str(page), **env
        )
    assert "A bridge for Lindmouth" in out and paper.host in out, "of a feed, with its links"
    assert code == 0 and "41 million crowns" in out and "[ More on a story… ▾ ]" in out
    assert "<article" in page.read_text() and "41 million crowns" in page.read_text()


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("bbc.com", True),
        ("bbc.com/news/index.html", True),
        ("bbc.com?page=a.txt", True),
        ("HTTPS://bbc.com", True),
        ("127.0.0.1:8000/feed", True),
        ("localhost:8000/feed", True),
        ("новости.рф", True),
        ("notes.md", False),
        ("articles/ferry.html", False),
        ("ferry.tar/notes.txt", False),
        ("localhost", False),
    ],
)
def test_what_is_no_path_and_reads_like_an_address_is_one(
    text: str, address: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ferry.tar").mkdir()
    (tmp_path / "ferry.tar" / "notes.txt").touch()
    assert is_address(text) is address


async def test_preview_of_nothing_says_so(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    code, _, err = await readout_bot(
        tmp_path, "preview", str(tmp_path / "empty.txt"), **environment(tmp_path)
    )
    assert code == 2 and "empty.txt" in err


@pytest.mark.parametrize("address", ["nonsense", BROKEN])
async def test_a_backup_of_no_database_says_so(tmp_path: Path, address: str) -> None:
    env = environment(tmp_path, READOUT_BOT_DATABASE=address)
    code, _, err = await readout_bot(tmp_path, "backup", "copy", **env)
    assert code == 2 and "not a database address" in err and "ter22" not in err


async def test_backup_and_restore_by_command(tmp_path: Path) -> None:
    open_database(tmp_path).close()
    copy = str(tmp_path / "copy")
    env = environment(tmp_path)
    code, _, said = await readout_bot(tmp_path, "backup", copy, **env)
    assert code == 0
    assert "bot.sqlite3" in said  # of which folder, so that nobody keeps another bot's copy
    code, _, err = await readout_bot(tmp_path, "restore", copy, **env)
    assert code == 0 and "before-restore" in err
    assert f"{tmp_path}/bot.sqlite3, from {copy}" in err


NO_ROOM = 'ulimit -f 0; exec "$@"'
"""The next byte for any file is refused, as on a full disk."""


async def test_a_start_on_a_full_disk_is_to_be_tried_again(tmp_path: Path) -> None:
    open_database(tmp_path).close()
    process = await asyncio.create_subprocess_exec(
        "sh", "-c", NO_ROOM, "sh", sys.executable, "-m", "bot", "run", cwd=tmp_path,
        env=environment(tmp_path) | {"DISCORD_TOKEN": TOKEN},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    _, err = await process.communicate()
    assert process.returncode == 1, "not 2, after which nobody starts it again"
    assert "Make sure that the disk has room" in err.decode() and "Traceback" not in err.decode()


async def test_a_disk_that_fills_up_makes_the_bot_unwell(tmp_path: Path, port: int) -> None:
    async with StandIn() as discord:
        discord.add_channel(discord.add_guild())
        env = environment(tmp_path, discord, READOUT_BOT_HEALTH_PORT=str(port))
        process = await start(tmp_path, "run", **env)
        async with asyncio.timeout(300):
            await discord.gateway.ready.wait()
            limit = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (0, limit[1]))
            async with (
                aiohttp.ClientSession() as web,
                web.get(f"http://127.0.0.1:{port}/healthz") as answer,
            ):
                assert (
                    answer.status == 503
                    and "Make sure that the disk has room" in await answer.text()
                )
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, limit)
            process.send_signal(signal.SIGTERM)
            _, err = await process.communicate()
        assert process.returncode == 0 and b"Traceback" not in err


async def test_a_health_port_that_is_taken_keeps_no_briefing_back(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        async with StandIn() as discord:
            channel = discord.add_channel(discord.add_guild())
            port = taken.getsockname()[1]
            async with bot_in(discord, tmp_path, health_port=port) as running:
                keep_schedule(running.bot.database, channel)
                running.clock.to("2024-08-28T06:00")
                await running.see_through()
                assert len(texts(channel)) == 1
    assert "the health page could not be opened" in caplog.messages


async def test_a_chore_that_finds_no_database_is_one_line_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    tried = asyncio.Event()

    async def chore() -> None:
        tried.set()
        raise StorageFull("database or disk is full", subject="bot.sqlite3")

    async with StandIn() as discord:
        discord.add_channel(discord.add_guild())
        async with bot_in(discord, tmp_path) as running:
            task = asyncio.create_task(running.bot.every(3600, chore))
            await tried.wait()
            await asyncio.sleep(0)
            task.cancel()
    [line] = [row for row in caplog.records if row.message == "the database does not answer"]
    assert line.exc_info is None and "disk is full" in line.__dict__["why"]


async def test_health_and_figures_are_on_loopback(tmp_path: Path) -> None:
    pytest.importorskip("prometheus_client")
    async with StandIn() as discord:
        discord.add_channel(discord.add_guild())
        async with bot_in(discord, tmp_path) as running, aiohttp.ClientSession() as web:
            await running.bot.serve_status(0)
            await running.see_through()
            server = running.bot.status_server
            assert server
            base = f"http://127.0.0.1:{server.port}"
            async with web.get(f"{base}/healthz") as answer:
                assert (answer.status, await answer.json()) == (
                    200,
                    {"status": "ok", "problems": []},
                )
            async with web.get(f"{base}/metrics") as answer:
                text = await answer.text()
            assert "readout_guilds 1.0" in text and "readout_editions_sent 0.0" in text
            running.clock.to("2024-09-28T08:00")
            async with web.get(f"{base}/healthz") as answer:
                assert answer.status == 503
                assert "not looked at for a while" in (await answer.text())


def formatted(message: str, *args: object, form: str = "text", **extra: object) -> str:
    stream = io.StringIO()
    root = logging.getLogger()
    before = (root.handlers, root.level)
    set_up_logs("info", form, [TOKEN], stream)
    try:
        logging.getLogger("bot.test").info(message, *args, extra=extra)
    finally:
        root.handlers = before[0]
        root.setLevel(before[1])
    return stream.getvalue()


def test_a_log_line_has_pairs_and_no_secret() -> None:
    line = formatted("used %s", TOKEN, guild=5, command="schedule add")
    assert TOKEN not in line
    assert line.rstrip().endswith('used ••• guild=5 command="schedule add"')


def test_a_json_log_line_is_one_object() -> None:
    row = json.loads(formatted("used", form="json", guild=5))
    assert row["message"] == "used" and row["guild"] == 5 and row["level"] == "info"


@pytest.mark.parametrize(
    "text",
    [
        f"Authorization: Bot {TOKEN}",
        "PATCH /webhooks/123/aW50ZXJhY3Rpb246MTIzNDU2Nzg5/messages/@original",
        "{'Authorization': 'Bearer abcdefghijklmnopqrstuvwxyz'}",
        "Cookie: session=abcdefgh",
    ],
)
def test_whatever_is_a_secret_is_masked(text: str) -> None:
    shown = Masker([])(text)
    assert "•••" in shown
    for part in (TOKEN, "aW50ZXJhY3Rpb246MTIzNDU2Nzg5", "abcdefghijklmnopqrstuvwxyz", "session="):
        assert part not in shown


def test_a_traceback_has_no_secret() -> None:
    formatter = LineFormatter(Masker([TOKEN]), as_json=False)
    try:
        raise ValueError(f"bad {TOKEN}")
    except ValueError:
        record = logging.LogRecord("x", 40, "f", 1, "failed", None, sys.exc_info())
    assert TOKEN not in formatter.format(record) and "ValueError" in formatter.format(record)


@pytest.mark.parametrize("as_json", [False, True])
def test_no_log_line_moves_the_cursor_of_who_reads_it(as_json: bool) -> None:
    record = logging.LogRecord("x", 40, "f", 1, "a source stopped", None, None)
    record.why = "\x1b]0;title\x07\x9b31mred\u202eder\u2028end"
    line = LineFormatter(Masker([]), as_json=as_json).format(record)
    assert line.isprintable() and "red" in line
    assert as_json is False or json.loads(line)["why"] == record.why


def test_the_settings_do_not_show_the_token() -> None:
    settings = BotSettings(_env_file=None, token=TOKEN)
    assert TOKEN not in repr(settings) + str(settings.model_dump())


async def test_a_database_that_is_not_up_yet_is_waited_for_and_one_that_left_lets_it_stop(
    tmp_path: Path, fragile: Server
) -> None:
    async with StandIn() as discord:
        discord.add_channel(discord.add_guild())
        url = fragile.database()
        fragile.stop()
        env = environment(tmp_path, discord, READOUT_BOT_DATABASE=url, READOUT_DATABASE_URL=url)
        process = await start(tmp_path, "run", **env)
        assert process.stderr is not None
        async with asyncio.timeout(300):
            waiting = await process.stderr.readline()
            assert b"offline; trying again" in waiting and b"postgresql" in waiting
            await asyncio.to_thread(fragile.start)
            await discord.gateway.ready.wait()
            await asyncio.to_thread(fragile.stop, signal.SIGQUIT)
            process.send_signal(signal.SIGTERM)
            _, err = await process.communicate()
        await asyncio.to_thread(fragile.start)
        assert process.returncode == 0, err.decode()


async def test_a_database_server_that_lets_the_bot_not_in_ends_it_at_once(
    tmp_path: Path, postgres: Server
) -> None:
    url = postgres.database().replace("readout@", "rumour:hunter22@")
    env = environment(tmp_path) | {"DISCORD_TOKEN": TOKEN, "READOUT_BOT_DATABASE": url}
    code, _, err = await readout_bot(tmp_path, "run", **env)
    assert code == 2 and "has no such user. Check the name" in err and "hunter22" not in err


async def test_a_first_connection_that_fails_is_tried_again(tmp_path: Path) -> None:
    async with StandIn() as discord:
        discord.add_channel(discord.add_guild())
        discord.faults.append(Fault(r"GET /users/@me", 503))
        process = await start(tmp_path, "run", **environment(tmp_path, discord))
        async with asyncio.timeout(300):
            await discord.gateway.ready.wait()
        process.send_signal(signal.SIGTERM)
        _, err = await process.communicate()
        assert "offline; trying again" in err.decode() and TOKEN not in err.decode()
