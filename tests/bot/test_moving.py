"""From a file to PostgreSQL: all of the state, posted once, refused where something is."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from helpers import START, keep_schedule, make_schedule, open_database
from standin.world import Channel
from support.postgres import Server
from typer.testing import CliRunner

from bot.cli import app
from bot.delivery.marks import nonce_of
from bot.moving import TABLES, move_state
from bot.store.desks import (
    keep_snapshot,
    load_desk,
    load_snapshot,
    note_language,
    save_desk,
    tell_once,
)
from bot.store.editions import insert_edition, last_editions, load_parts, store_parts, take
from bot.store.engine import Database
from bot.store.nouns import Desk, Part
from bot.store.schedules import add_schedule, list_schedules, remove_schedule
from bot.store.subscriptions import clip, subscribe, subscriptions_of
from summarizer.archive.moving import copy_tables
from summarizer.errors import NotFound, StorageError

CHANNEL = Channel(5, 7, 0, "news")


def fill(folder: Path) -> Database:
    """A state with something in every table, and an edition whose posting has begun."""
    database = open_database(folder)
    save_desk(database, Desk("g7", "Asia/Tokyo", language="de"), START)
    note_language(database, "g7", 1, "de")
    subscribe(database, "g7", "source", START, tags=["sea"], ours=True, by=1)
    clip(database, "g7", "article", "A title — with “signs”", START)
    schedule = keep_schedule(database, CHANNEL, topic="ferries", tags=("sea",))
    gone = add_schedule(database, make_schedule(CHANNEL))
    remove_schedule(database, gone)
    with database.write() as connection:
        insert_edition(connection, schedule.id, "2024-08-28T08:00", START, START)
        for table, values in (
            ("orphans", {"source_id": "left"}),
            ("alarms", {"owner": "g7", "source_id": "s", "problem": "gone", "at": START}),
        ):
            connection.execute(sa.insert(next(t for t in TABLES if t.name == table)), values)
    [edition] = last_editions(database, schedule.id)
    take(database, edition.id, "w", START, timedelta(seconds=9))
    part = Part(part=0, kind="message", payload={"a": ["é", 1]}, nonce="n" * 20, first_try=START)
    assert store_parts(database, edition.id, [part], "two stories")
    keep_snapshot(
        database, "g7", {"kind": "brief"}, "answer", START, 14, asker=9, of_member=9, of_server=9
    )
    tell_once(database, "paused:1", START)
    return database


def rows(database: Database) -> dict[str, list]:
    with database.read() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(sa.select(table)))) for table in TABLES
        }


def test_all_of_the_state_is_moved_once_and_the_old_file_is_left_to_no_bot(
    tmp_path: Path, postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = fill(tmp_path)
    before, url, instance = rows(old), old.url, old.instance
    [edition] = last_editions(old, 1)
    nonce = nonce_of(instance, edition, 0)
    old.close()
    address = postgres.database()
    monkeypatch.setenv("READOUT_BOT_DATABASE", url)
    done = CliRunner().invoke(app, ["move", address])
    assert done.exit_code == 0, done.output
    assert "1 row of schedules" in done.output and "READOUT_BOT_DATABASE" in done.output
    assert not (tmp_path / "bot.sqlite3").exists() and (tmp_path / "bot.sqlite3.moved").exists()
    new = Database(address)
    assert rows(new) == before and all(before.values())
    assert load_desk(new, "g7").zone == "Asia/Tokyo" and subscriptions_of(new, "g7")
    [edition] = last_editions(new, 1)
    assert nonce_of(new.instance, edition, 0) == nonce, "what stands in a channel is known again"
    assert load_parts(new, edition.id)[0].payload == {"a": ["é", 1]}
    assert add_schedule(new, make_schedule(CHANNEL)) == 3, "no number comes a second time"
    new.close()
    with pytest.raises(NotFound, match="nothing to move"):
        move_state(url, address)


def test_a_move_that_was_ended_half_way_is_run_again(
    tmp_path: Path, postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = fill(tmp_path)
    before, url = rows(old), old.url
    old.close()
    address = postgres.database()

    def ended(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:  # in the middle of the rows
        patch.setattr("summarizer.archive.moving._go_on_counting", ended)
        with pytest.raises(KeyboardInterrupt):
            move_state(url, address)
    with monkeypatch.context() as patch:  # all rows are there, the file has its name still
        patch.setattr(Path, "rename", ended)
        with pytest.raises(KeyboardInterrupt):
            move_state(url, address)
    new = Database(address)
    add_schedule(new, make_schedule(CHANNEL))  # a bot runs there meanwhile
    again = move_state(url, address)
    assert (
        again.before and again.counts["schedules"] == 2 and not (tmp_path / "bot.sqlite3").exists()
    )
    assert {**rows(new), "schedules": before["schedules"]} == before
    assert len(list_schedules(new)) == 2
    new.close()


def test_nothing_is_moved_onto_something_or_away_from_a_running_bot(
    tmp_path: Path, postgres: Server
) -> None:
    old = fill(tmp_path)
    address = postgres.database()
    with pytest.raises(StorageError, match="it is in use"):
        move_state(old.url, address)
    old.close()
    with pytest.raises(StorageError, match="not a PostgreSQL address"):
        move_state(old.url, f"sqlite:///{tmp_path}/other.sqlite3")
    theirs = Database(address)
    save_desk(theirs, Desk("g1"), START)
    theirs.close()
    with pytest.raises(StorageError, match="it is not empty"):
        move_state(old.url, address)
    assert (tmp_path / "bot.sqlite3").exists()
    again = Database(old.url)
    assert load_snapshot(again, "nothing", START) is None and len(list_schedules(again)) == 1
    again.close()


def test_a_file_that_a_bot_went_on_with_is_not_taken_for_what_was_copied(
    tmp_path: Path, postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = fill(tmp_path)
    url = old.url
    old.close()
    address = postgres.database()
    bot: list[sqlite3.Connection] = []

    def copied(*given: Any) -> dict[str, int]:
        bot.append(sqlite3.connect(tmp_path / "bot.sqlite3"))
        bot[0].execute("SELECT count(*) FROM schedules").fetchone()
        return copy_tables(*given)

    with monkeypatch.context() as patch:  # it is started while the rows are copied
        patch.setattr("bot.moving.copy_tables", copied)
        with pytest.raises(StorageError, match="it is in use"):
            move_state(url, address)
    bot[0].execute("UPDATE editions SET state = 'sent'")
    bot[0].commit()
    bot[0].close()
    with pytest.raises(StorageError, match="has changed since"):
        move_state(url, address)
    assert (tmp_path / "bot.sqlite3").exists()
    assert move_state(url, postgres.database()).counts["schedules"] == 1
