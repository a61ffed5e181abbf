"""`Archive`: one database that holds what was read, opened and brought up to date."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Self

from sqlalchemy import Connection

from summarizer.archive.database import (
    database_file,
    open_database,
    reading,
    sqlite_path,
    sqlite_url,
    told,
)
from summarizer.archive.files import open_to_read, put_back, write_copy
from summarizer.archive.migrations import migrate, rehearse
from summarizer.archive.presence import Presence
from summarizer.errors import StorageError, StorageReplaced


def is_outdated(url: str) -> bool:
    """Return whether an archive's tables are yet to be made or brought up to date; it stays so.

    Raises:
        StorageError: as for `Archive`.
    """
    engine = open_database(url)
    try:
        return rehearse(engine)
    finally:
        engine.dispose()


class Archive:
    """An open archive. Safe to use from several threads and, by file, several processes.

    Args:
        url: sqlite:///path or another SQLAlchemy address; tables are made or migrated.

    Raises:
        StorageError: it cannot be opened, read or written; in words.
    """

    def __init__(self, url: str) -> None:
        self.engine = open_database(url)
        self.presence = Presence(sqlite_path(self.engine.url))
        self.opened = 0
        """How often another file was taken up: what was remembered of one is untrue of the next."""
        try:
            self._take_up()
        except StorageError:
            self.close()
            raise

    def _take_up(self) -> None:
        migrate(self.engine)
        self.presence.hold()
        self.opened += 1

    def _see_to_file(self) -> None:
        """Have the file that counts open: the one that was, or what stands in its place now.

        Raises:
            StorageError: the file is gone and cannot be written, or is none of ours now.
        """
        try:
            anew = self.presence.see_to()
        except StorageReplaced:
            self.engine.dispose()
            self._take_up()
        else:
            if anew:
                self.engine.dispose()

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """One transaction: all of it is kept, or nothing."""
        self._see_to_file()
        with told(self.engine), ExitStack() as stack:
            connection = stack.enter_context(self.engine.begin())
            if not self.presence.is_here():  # deleted in this very moment
                stack.close()
                self._see_to_file()
                connection = stack.enter_context(self.engine.begin())
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One look at a single moment's state; waits for no writer, and writes nothing."""
        self._see_to_file()
        with told(self.engine), reading(self.engine) as connection:
            yield connection

    def close(self) -> None:
        """Release the connections."""
        self.presence.release()
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """The file of a SQLite archive.

        Raises:
            StorageError: the archive is not a file.
        """
        return database_file(self.engine.url, "archive")

    def backup(self, target: Path) -> None:
        """Write a complete copy while others read and write; an old file is replaced whole.

        Raises:
            StorageError: the copy cannot be written.
        """
        write_copy(self.path, target)


def restore(backup: Path, url: str) -> Path | None:
    """Put a backup in the place of the archive at `url`; return where the old one is kept.

    Raises:
        StorageError: the backup is no Readout archive, the archive is in use, or cannot be
            written.
    """
    engine = open_database(url)
    engine.dispose()
    return put_back(backup, database_file(engine.url, "archive"), prove=_prove, renew=_renew)


def _renew(copy: Path) -> None:
    with Archive(sqlite_url(copy)):
        pass  # opening brings it up to date


def _prove(backup: Path) -> None:
    """Make sure that a file is a whole Readout archive.

    Raises:
        StorageError: it is not.
    """
    try:
        with closing(open_to_read(backup)) as file:
            tables = {row[0] for row in file.execute("SELECT name FROM sqlite_master")}
            sound = file.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
    except sqlite3.DatabaseError as error:
        raise StorageError("is not a Readout archive", subject=str(backup)) from error
    if not {"readout_schema", "articles"} <= tables:
        raise StorageError("is not a Readout archive", subject=str(backup))
    if not sound:
        raise StorageError("is damaged", subject=str(backup), advice="Restore an older backup.")
