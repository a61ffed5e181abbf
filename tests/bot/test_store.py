"""What is kept is kept: through crashes, two processes, backup and restore."""

from __future__ import annotations

import re
import sqlite3
import threading
import zlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from helpers import START, make_schedule, open_database
from standin.world import Channel
from support.postgres import Server

from bot.backup import back_up, file_of, restore_from
from bot.errors import may_pass
from bot.settings import BotSettings
from bot.store import desks, schema
from bot.store.desks import (
    Forgotten,
    forget,
    keep_snapshot,
    language_of,
    load_desk,
    load_snapshot,
    mark_left,
    note_language,
    save_desk,
    tell_once,
    tidy,
)
from bot.store.editions import (
    begin_part,
    claim,
    finish,
    insert_edition,
    last_editions,
    load_parts,
    store_parts,
)
from bot.store.engine import Database, insert_new, open_engine, try_database
from bot.store.nouns import Desk, Part
from bot.store.schedules import add_schedule, list_schedules, load_schedule
from bot.store.subscriptions import (
    brought_by_bot,
    clip,
    clippings_of,
    let_go,
    orphans,
    subscribe,
    subscriptions_of,
    unsubscribe,
)
from summarizer.archive.store import Archive
from summarizer.errors import NotFound, StorageAway, StorageError, StorageFull

CHANNEL = Channel(5, 7, 0, "news")
LEASE = timedelta(seconds=60)


@pytest.fixture
def database(database_url: str):
    """A database in SQLite, then one in PostgreSQL."""
    database = Database(database_url)
    yield database
    database.close()


def test_a_schedule_comes_back_as_it_was(database: Database) -> None:
    made = make_schedule(
        CHANNEL, times=("07:00", "18:30"), tags=("sea", "local"), quiet="22:00-07:00"
    )
    ident = add_schedule(database, made)
    assert load_schedule(database, ident) == replace(made, id=ident)
    assert list_schedules(database, made.owner) == [replace(made, id=ident)]
    assert list_schedules(database, "g999") == []


def test_processes_that_start_together_make_one_database(database_url: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(lambda _: Database(database_url), range(4)))
    assert len({item.instance for item in opened}) == 1
    for item in opened:
        item.close()


def test_a_database_of_a_newer_readout_is_not_touched(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    with database.write() as connection:
        connection.exec_driver_sql("INSERT INTO migrations VALUES (999, 'from the future')")
    database.close()
    with pytest.raises(StorageError, match="newer Readout"):
        open_database(tmp_path)


def test_a_database_that_cannot_be_opened_says_so_in_words(tmp_path: Path) -> None:
    (tmp_path / "bot.sqlite3").write_text("this is no database, it is a letter to a friend")
    with pytest.raises(StorageError, match="not a database"):
        open_database(tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="folder cannot be made"):
        Database(f"sqlite:///{tmp_path}/file/inner/bot.sqlite3")
    with pytest.raises(StorageError, match="not a database address"):
        Database("nonsense")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("readout@", "rumour@", "has no such user. Check the name"),
        ("?", "x?", "has no such database. Check the name"),
        ("readout@", "pg_monitor@", "does not let this user in"),
        (
            "readout@",
            "guest@",
            "does not give this user the rights it needs. Make the user the database's owner",
        ),
    ],
)
def test_a_server_that_lets_nobody_in_is_told_with_what_to_do(
    postgres: Server, old: str, new: str, said: str
) -> None:
    address = postgres.database()
    engine = open_engine(address)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP ROLE IF EXISTS guest")
        connection.exec_driver_sql("CREATE ROLE guest LOGIN")
    engine.dispose()
    with pytest.raises(StorageError, match=said) as caught:
        Database(address.replace(old, new))
    assert not may_pass(caught.value), "waiting helps nobody"


def test_a_trial_keeps_the_journal_mode_of_a_file(tmp_path: Path) -> None:
    open_database(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / "bot.sqlite3")) as file:
        file.execute("PRAGMA journal_mode=DELETE")
    before = (tmp_path / "bot.sqlite3").read_bytes()
    try_database(f"sqlite:///{tmp_path}/bot.sqlite3")
    assert (tmp_path / "bot.sqlite3").read_bytes() == before


def test_a_trial_finds_what_a_start_would_end_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="its folder cannot be made or used"):
        try_database(f"sqlite:///{tmp_path}/file/bot.sqlite3")
    open_database(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / "bot.sqlite3")) as file, file:
        file.execute("INSERT INTO migrations VALUES (99, 'of a later day')")
    with pytest.raises(StorageError, match="a newer Readout"):
        try_database(f"sqlite:///{tmp_path}/bot.sqlite3")


@pytest.mark.parametrize("url", ["sqlite:///file:{}", "sqlite:///file:{}?uri=true"])
def test_an_address_of_sqlites_own_is_refused_and_makes_no_file(tmp_path: Path, url: str) -> None:
    with pytest.raises(StorageError, match="give sqlite:///path"):
        Database(url.format(tmp_path / "state"))
    with pytest.raises(StorageError, match="Use sqlite:///path"):
        Archive(url.format(tmp_path / "state"))
    assert not list(tmp_path.iterdir())


def test_a_full_disk_is_told_as_one_that_may_have_room_again(tmp_path: Path) -> None:
    with closing(open_database(tmp_path)) as database:
        database.replace("kept", "before")
        with pytest.raises(StorageFull, match="full"), database.write() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
            for number in range(60):
                insert_new(connection, schema.meta, key=f"big {number}", value="x" * 4_096)
        with database.read() as connection:
            assert (
                connection.execute(sa.select(schema.meta.c.value)).scalars().all()[-1] == "before"
            )


def test_a_password_in_the_address_is_not_shown(tmp_path: Path) -> None:
    from bot.store.engine import told

    with pytest.raises(StorageError) as caught, told("postgresql://reader:hunter22@db/readout"):
        raise sa.exc.OperationalError("SELECT 1", {}, Exception("gone"))
    assert "hunter22" not in str(caught.value)


def test_an_edition_is_one_row_however_often_it_is_planned(database: Database) -> None:
    with database.write() as connection:
        new = [insert_edition(connection, 1, "2024-08-28T08:00", START, START) for _ in range(3)]
    assert new == [True, False, False]


def planned(database: Database) -> int:
    with database.write() as connection:
        insert_edition(connection, 1, "2024-08-28T08:00", START, START)
    ident = last_editions(database, 1)[0].id
    assert store_parts(database, ident, [Part(part=0, kind="message", nonce="n")], "first")
    return ident


def test_only_the_first_composition_counts(database: Database) -> None:
    ident = planned(database)
    assert not store_parts(database, ident, [Part(part=0, kind="message", nonce="m")], "second")
    assert [part.nonce for part in load_parts(database, ident)] == ["n"]
    assert last_editions(database, 1)[0].summary == "first"


def test_editions_of_long_ago_are_let_go_but_for_the_last_of_a_schedule(
    database: Database,
) -> None:
    for days in (100, 90, 3):
        at = START - timedelta(days=days)
        with database.write() as connection:
            insert_edition(connection, 1, f"{at:%Y-%m-%dT%H:%M}", at, at)
            insert_edition(connection, 2, f"{at:%Y-%m-%dT%H:%M}", at, at) if days > 3 else None
        for number in (1, 2):
            edition = last_editions(database, number)[0]
            finish(database, edition.id, "sent", at)
    tidy(database, START, forget_days=30, clip_days=30)
    slots = [[item.slot[:10] for item in last_editions(database, number)] for number in (1, 2)]
    assert slots == [["2024-08-25"], ["2024-05-30"]]


def test_of_many_that_claim_at_once_one_succeeds(database: Database) -> None:
    ident = planned(database)
    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(lambda n: claim(database, ident, f"w{n}", START, LEASE), range(8)))
    assert sum(won) == 1


def test_a_claim_that_ran_out_is_taken_over_and_the_first_may_send_no_more(
    database: Database,
) -> None:
    ident = planned(database)
    assert claim(database, ident, "first", START, LEASE)
    assert not claim(database, ident, "second", START + LEASE / 2, LEASE)
    assert claim(database, ident, "second", START + LEASE, LEASE)
    assert not begin_part(database, ident, 0, "first", START + LEASE, LEASE, 5)
    assert begin_part(database, ident, 0, "second", START + LEASE, LEASE, 5)


def test_an_answer_is_kept_once_and_until_its_time(database: Database) -> None:
    view = {"kind": "brief"}
    keys = [
        keep_snapshot(database, "g1", view, "the answer", START, 14, of_member=9, of_server=9)
        for _ in range(3)
    ]
    assert len(set(keys)) == 3
    with database.read() as connection:
        count = connection.execute(sa.select(sa.func.count()).select_from(schema.answers))
        assert count.scalar_one() == 1
    assert load_snapshot(database, keys[0], START) == ("g1", view, "the answer")
    assert load_snapshot(database, keys[0], START + timedelta(days=15)) is None
    tidy(database, START + timedelta(days=15), forget_days=30, clip_days=30)
    assert load_snapshot(database, keys[0], START) is None


def test_what_members_ask_takes_a_bounded_room(database: Database) -> None:
    view = {"kind": "brief"}
    bounds = {"of_member": 3, "of_server": 5}
    posted = keep_snapshot(database, "g1", view, "briefing", START, 14, **bounds)
    shared = keep_snapshot(database, "g2", view, "answer 0", START, 14, asker=9, **bounds)
    for number in range(40):
        now = START + timedelta(minutes=number)
        asker = 1 + number % 2
        keep_snapshot(database, "g1", view, f"answer {number}", now, 14, asker=asker, **bounds)
    with database.read() as connection:
        kept = set(connection.execute(sa.select(schema.answers.c.body)).scalars())
    texts = {zlib.decompress(body).decode() for body in kept}
    assert texts == {"briefing", "answer 0", *(f"answer {n}" for n in range(35, 40))}
    assert load_snapshot(database, posted, START) and load_snapshot(database, shared, START)


def test_something_is_told_once(database: Database) -> None:
    assert [tell_once(database, "paused:1", START) for _ in range(3)] == [True, False, False]


def test_all_of_a_server_is_deleted_some_time_after_it_left(database: Database) -> None:
    for owner in ("g7", "g8"):
        save_desk(database, Desk(owner, "Asia/Tokyo"), START)
        subscribe(database, owner, "source", START, ours=True, by=1)
        clip(database, owner, "article", "A title", START)
        note_language(database, owner, 1, "de")
    add_schedule(database, make_schedule(CHANNEL))
    mark_left(database, "g7", START)
    assert tidy(database, START + timedelta(days=29), forget_days=30, clip_days=90) == []
    [forgotten] = tidy(database, START + timedelta(days=31), forget_days=30, clip_days=90)
    assert forgotten == Forgotten("g7", (1,))
    assert list_schedules(database, "g7") == [] and subscriptions_of(database, "g7") == []
    assert clippings_of(database, "g7") == [] and load_desk(database, "g7") == Desk("g7")
    assert len(subscriptions_of(database, "g8")) == 1
    assert [language_of(database, owner, 1) for owner in ("g7", "g8")] == [None, "de"]
    assert orphans(database) == [], "the other server still reads the source"
    assert forget(database, "g8") == Forgotten("g8", ())
    assert orphans(database) == ["source"]
    assert subscriptions_of(database, "g8") == []


def test_a_server_that_comes_back_in_time_keeps_everything(database: Database) -> None:
    save_desk(database, Desk("g7", "Asia/Tokyo"), START)
    mark_left(database, "g7", START)
    mark_left(database, "g7", None)
    assert tidy(database, START + timedelta(days=90), forget_days=30, clip_days=90) == []
    assert load_desk(database, "g7").zone == "Asia/Tokyo"


def test_a_source_goes_when_its_last_reader_goes_if_the_bot_brought_it(database: Database) -> None:
    subscribe(database, "g1", "theirs", START, ours=True, by=1)
    subscribe(database, "g2", "theirs", START, ours=False, by=1)
    subscribe(database, "g1", "house", START, ours=False, by=1)
    assert not unsubscribe(database, "g1", "house")
    assert not unsubscribe(database, "g2", "theirs")
    assert unsubscribe(database, "g1", "theirs")


def test_a_source_is_the_bots_until_its_last_reader_went_and_the_archive_let_it_go(
    database: Database,
) -> None:
    subscribe(database, "g1", "theirs", START, ours=True, by=1)
    subscribe(database, "g2", "theirs", START, ours=False, by=1)
    assert not unsubscribe(database, "g1", "theirs")
    assert brought_by_bot(database) == {"theirs"}, "it never becomes everybody's"
    assert unsubscribe(database, "g2", "theirs")
    assert brought_by_bot(database) == {"theirs"}, "the archive still has it"
    assert orphans(database) == ["theirs"]
    let_go(database, "theirs")
    assert brought_by_bot(database) == set() and orphans(database) == []


def test_a_source_that_is_read_again_before_the_archive_let_it_go_is_kept(
    database: Database,
) -> None:
    subscribe(database, "g1", "theirs", START, ours=True, by=1)
    assert unsubscribe(database, "g1", "theirs")
    subscribe(database, "g2", "theirs", START, ours=False, by=1)
    assert orphans(database) == [] and brought_by_bot(database) == {"theirs"}
    assert unsubscribe(database, "g2", "theirs")


def test_two_owners_who_drop_one_source_in_the_same_instant_both_do_so_the_first_time(
    postgres: Server,
) -> None:
    """Each has deleted its own row before either looks for the other's: a sure deadlock."""
    url = postgres.database()
    both = [Database(url), Database(url)]
    for owner in ("g1", "g2"):
        subscribe(both[0], owner, "s1", START, ours=True, by=1)
    deleted = threading.Barrier(2)
    waited = set()

    def wait(connection: sa.Connection, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("DELETE FROM subscriptions") and connection.engine not in waited:
            waited.add(connection.engine)
            deleted.wait(60)

    for database in both:
        sa.event.listen(database.engine, "after_cursor_execute", wait)
    with ThreadPoolExecutor() as threads:
        done = threads.map(unsubscribe, both, ("g1", "g2"), ("s1", "s1"))
        assert sorted(done) == [False, True], "the last to leave is told that nobody reads it"
    assert orphans(both[0]) == ["s1"] and subscriptions_of(both[0], "g1") == []
    for database in both:
        database.close()


def test_an_answer_that_is_kept_again_while_another_process_drops_it_is_still_there(
    postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgres.database()
    first, second = Database(url), Database(url)
    keep = partial(keep_snapshot, owner="g1", view={}, days=14, of_server=99)
    keep(first, answer="a digest", now=START, asker=5, of_member=1)
    inside, dropped = threading.Event(), threading.Event()
    insert = desks.insert_new

    def slowly(connection: sa.Connection, table: sa.Table, **values: Any) -> bool:
        new = insert(connection, table, **values)
        if connection.engine is second.engine:
            inside.set()
            dropped.wait(0.3)  # the other may go on now, if nothing keeps it
        return new

    monkeypatch.setattr(desks, "insert_new", slowly)
    with ThreadPoolExecutor() as threads:
        again = threads.submit(
            keep, second, answer="a digest", now=START - timedelta(days=1), asker=6, of_member=9
        )
        inside.wait(60)
        later = START + timedelta(hours=1)
        other = threads.submit(keep, first, answer="another", now=later, asker=5, of_member=1)
        other.add_done_callback(lambda _: dropped.set())
        assert load_snapshot(first, again.result(), START) is not None
    first.close()
    second.close()


@pytest.mark.parametrize("name", ["state", "50%20 #1 ?x=y é"])
def test_a_backup_while_the_bot_writes_is_whole_and_can_be_restored(
    tmp_path: Path, name: str
) -> None:
    url = BotSettings(_env_file=None, data_dir=tmp_path / name).database_url
    database = Database(url)
    path, copy = file_of(url), tmp_path / name / "copy.sqlite3"
    assert path == tmp_path / name / "bot.sqlite3" and path.exists()
    save_desk(database, Desk("g1", "Asia/Tokyo"), START)
    with database.engine.connect():
        back_up(path, copy)
    save_desk(database, Desk("g1", "Europe/Berlin"), START)
    with pytest.raises(StorageError, match="in use"):
        restore_from(copy, path)
    assert load_desk(database, "g1").zone == "Europe/Berlin"
    database.close()
    kept = restore_from(copy, path)
    database = Database(url)
    assert load_desk(database, "g1").zone == "Asia/Tokyo"
    database.close()
    assert kept
    with closing(sqlite3.connect(kept)) as old:
        assert old.execute("SELECT zone FROM desks").fetchone() == ("Europe/Berlin",)


def test_a_damaged_database_is_no_hindrance_to_a_backup_and_replaces_none(tmp_path: Path) -> None:
    path, copy = tmp_path / "bot.sqlite3", tmp_path / "copy.sqlite3"
    database = open_database(tmp_path)
    save_desk(database, Desk("g1", "Asia/Tokyo"), START)
    back_up(path, copy)
    database.close()
    path.write_bytes(b"no database any more" * 500)
    path.with_name("bot.sqlite3-wal").write_bytes(b"nor is this a log of it")
    with pytest.raises(StorageError, match="damaged"):
        back_up(path, copy)
    kept = restore_from(copy, path)
    assert kept and kept.read_bytes() == b"no database any more" * 500
    with closing(open_database(tmp_path)) as database:
        assert load_desk(database, "g1").zone == "Asia/Tokyo"


def test_each_restore_keeps_what_was_there_whatever_the_file_is_called(tmp_path: Path) -> None:
    path, copy = tmp_path / "bot.sqlite3", tmp_path / "of May #1?100%20.sqlite3"
    for number, zone in enumerate(("Asia/Tokyo", "Europe/Rome", "Europe/Paris")):
        database = open_database(tmp_path)
        save_desk(database, Desk("g1", zone), START)
        database.close()
        if number == 0:
            back_up(path, copy)
        else:
            kept = restore_from(copy, path)
            assert kept
            with closing(sqlite3.connect(kept)) as old:
                assert old.execute("SELECT zone FROM desks").fetchone() == (zone,)
    assert len(list(tmp_path.glob("*.before-restore*"))) == 2 and not list(tmp_path.glob("*.part*"))


def test_a_backup_of_a_newer_readout_leaves_the_state_as_it_is(tmp_path: Path) -> None:
    path, copy = tmp_path / "bot.sqlite3", tmp_path / "copy"
    database = open_database(tmp_path)
    save_desk(database, Desk("g1", "Asia/Tokyo"), START)
    database.close()
    back_up(path, copy)
    with closing(sqlite3.connect(copy)) as newer, newer:
        newer.execute("INSERT INTO migrations VALUES (9999, 'of tomorrow')")
    with pytest.raises(StorageError, match=rf"{re.escape(str(copy))}: .* newer Readout"):
        restore_from(copy, path)
    with pytest.raises(StorageError, match="itself"):
        restore_from(path, path)
    assert not list(tmp_path.glob("*.part*")) + list(tmp_path.glob("*before-restore*"))
    database = open_database(tmp_path)
    assert load_desk(database, "g1").zone == "Asia/Tokyo"
    database.close()


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "postgresql+psycopg://db/bot"])
def test_what_is_no_file_is_not_backed_up_as_one(url: str) -> None:
    with pytest.raises(StorageError, match="not kept in a file"):
        file_of(url)


def test_what_is_no_backup_is_not_restored(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="no such file"):
        restore_from(tmp_path / "nothing", tmp_path / "bot.sqlite3")
    (tmp_path / "letter").write_text("dear friend")
    with pytest.raises(StorageError, match="not a backup"):
        restore_from(tmp_path / "letter", tmp_path / "bot.sqlite3")
    with pytest.raises(NotFound, match="no database yet"):
        back_up(tmp_path / "bot.sqlite3", tmp_path / "copy")


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (
            lambda file: file.write_bytes(b"no database " * 1000),
            "is not a database. Restore a backup",
        ),
        (lambda file: overwrite(file, 4096), "is damaged. Stop the bot and restore a backup"),
    ],
)
def test_a_damaged_file_is_told_from_a_full_disk(tmp_path: Path, damage, words: str) -> None:
    open_database(tmp_path).close()
    damage(tmp_path / "bot.sqlite3")
    with pytest.raises(StorageError) as caught:
        open_database(tmp_path)
    assert words in str(caught.value)


def overwrite(file: Path, start: int) -> None:
    """Write nonsense over all pages but those before `start`."""
    body = file.read_bytes()
    file.write_bytes(body[:start] + b"\x77" * (len(body) - start))


def test_a_file_that_another_program_holds_is_told_from_a_full_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.engine.BUSY_SECONDS", 0)
    database = open_database(tmp_path)
    with closing(sqlite3.connect(tmp_path / "bot.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageAway, match="is locked by another process"):
            database.replace("key", "value")
    database.close()
