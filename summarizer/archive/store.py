"""`Archive`: one database that holds what was read, opened and brought up to date."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Self

from sqlalchemy import Connection

from summarizer.archive.database import open_database, reading, told
from summarizer.archive.migrations import migrate
from summarizer.errors import StorageError


class Archive:
    """An open archive. Safe to use from several threads and, by file, several processes.

    Args:
        url: sqlite:///path or another SQLAlchemy address; tables are made or migrated.

    Raises:
        StorageError: it cannot be opened, read or written; in words.
    """

    def __init__(self, url: str) -> None:
        self.engine = open_database(url)
        try:
            migrate(self.engine)
        except StorageError:
            self.engine.dispose()
            raise

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """One transaction: all of it is kept, or nothing."""
        with told(self.engine), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One look at a single moment's state; waits for no writer, and writes nothing."""
        with told(self.engine), reading(self.engine) as connection:
            yield connection

    def close(self) -> None:
        """Release the connections."""
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
        if self.engine.dialect.name != "sqlite" or not self.engine.url.database:
            raise StorageError(
                "is not kept in a file", subject="archive", advice="Use the database's own tools."
            )
        return Path(self.engine.url.database)

    def backup(self, target: Path) -> None:
        """Write a complete copy while others read and write; an old file is replaced whole.

        Raises:
            StorageError: the copy cannot be written.
        """
        try:
            handle, name = tempfile.mkstemp(dir=target.parent, prefix=target.name)
            os.close(handle)
            with (
                closing(sqlite3.connect(self.path)) as ours,
                closing(sqlite3.connect(name)) as copy,
            ):
                ours.backup(copy)
            Path(name).replace(target)
        except (OSError, sqlite3.Error) as error:
            raise StorageError(
                f"the backup cannot be written ({error})", subject=str(target)
            ) from error


def restore(backup: Path, url: str) -> None:
    """Put a backup in the place of the archive at `url`; the old file is kept beside it.

    Raises:
        StorageError: the backup is no Readout archive, or cannot be put in place.
    """
    with Archive(f"sqlite:///{backup}"):
        pass  # opens and migrates: proves that it is one
    target = Path(open_database(url).url.database or "")
    try:
        for part in ("", "-wal", "-shm"):  # the log belongs to the file, by its name
            old = target.with_name(target.name + part)
            if old.exists():
                old.replace(target.with_name(target.name + ".before-restore" + part))
        shutil.copy2(backup, target)
    except OSError as error:
        raise StorageError(f"cannot be restored ({error.strerror})", subject=str(target)) from error
