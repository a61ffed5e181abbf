"""Backup and restore of the bot's state."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from bot.store.engine import Database, copy_database, open_read_only
from summarizer.archive.database import sqlite_url
from summarizer.errors import NotFound, StorageError


def file_of(url: str) -> Path:
    """Return the file of a database address.

    Raises:
        StorageError: it is no SQLite file.
    """
    address = sa.make_url(url)
    if address.get_backend_name() != "sqlite" or not address.database:
        raise StorageError(
            "is not kept in a file",
            subject="the bot's database",
            advice="Use the database server's own tools.",
        )
    return Path(address.database)


def back_up(database: Path, target: Path) -> None:
    """Copy the database, which may be in use, to `target`.

    Raises:
        NotFound: there is no database yet.
        StorageError: it cannot be read or written.
    """
    if not database.exists():
        raise NotFound("there is no database yet", subject=str(database))
    copy_database(database, target)


def restore_from(backup: Path, database: Path) -> Path | None:
    """Put a backup in the database's place; return where the old one is kept.

    Raises:
        NotFound: there is no backup.
        StorageError: the backup is none of ours, or the bot is running.
    """
    if not backup.exists():
        raise NotFound("there is no such file", subject=str(backup))
    check_backup(backup)
    kept = None
    if database.exists():
        settle(database)
        kept = database.with_name(database.name + ".before-restore")
        copy_database(database, kept)
    database.parent.mkdir(parents=True, exist_ok=True)
    copy_database(backup, database)
    Database(sqlite_url(database)).close()
    return kept


def check_backup(backup: Path) -> None:
    """Raise StorageError unless a file is a backup of the bot's state."""
    try:
        with closing(open_read_only(backup)) as file:
            file.execute("SELECT count(*) FROM editions").fetchone()
            file.execute("SELECT max(number) FROM migrations").fetchone()
    except sqlite3.Error as error:
        raise StorageError("is no backup of the bot's state", subject=str(backup)) from error


def settle(database: Path) -> None:
    """Leave WAL mode, which works only while nobody else has the file open.

    Raises:
        StorageError: the bot, or another program, has it open.
    """
    problem = StorageError(
        "it is in use", subject=str(database), advice="Stop the bot, then restore again."
    )
    try:
        with closing(sqlite3.connect(database, timeout=1)) as file:
            mode = file.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.Error as error:
        raise problem from error
    if mode != ("delete",):
        raise problem
