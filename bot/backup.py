"""Backup and restore of the bot's state."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.store.engine import Database, open_engine
from summarizer.archive.database import database_file, sqlite_url
from summarizer.archive.files import open_to_read, put_back, write_copy
from summarizer.errors import NotFound, StorageError


def file_of(url: str) -> Path:
    """Return the file of a database address.

    Raises:
        StorageError: it is no SQLite file, or no address at all.
    """
    return database_file(open_engine(url).url, "the bot's database")


def back_up(database: Path, target: Path) -> None:
    """Copy the database, which may be in use, to `target`.

    Raises:
        NotFound: there is no database yet.
        StorageError: it is damaged, or the copy cannot be written.
    """
    if not database.exists():
        raise NotFound("there is no database yet", subject=str(database))
    try:
        with closing(open_to_read(database)) as file:
            sound = file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    except sqlite3.Error:
        sound = False
    if not sound:  # the last good backup is not replaced by a bad one
        raise StorageError("the database is damaged", subject=str(database))
    write_copy(database, target)


def restore_from(backup: Path, database: Path) -> Path | None:
    """Put a backup in the database's place; return where the old one is kept.

    Raises:
        StorageError: the backup is none of ours, or the bot is running.
    """
    return put_back(
        backup,
        database,
        prove=check_backup,
        renew=lambda copy: Database(sqlite_url(copy)).close(),
    )


def check_backup(backup: Path) -> None:
    """Raise StorageError unless a file is a backup of the bot's state."""
    try:
        with closing(open_to_read(backup)) as file:
            file.execute("SELECT count(*) FROM editions").fetchone()
            file.execute("SELECT max(number) FROM migrations").fetchone()
    except sqlite3.Error as error:
        raise StorageError("is not a backup of the bot's state", subject=str(backup)) from error
