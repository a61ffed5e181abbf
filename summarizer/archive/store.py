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

from summarizer.archive.database import open_database, reading, sqlite_url, told
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
        ours = self.path
        if not target.parent.is_dir():
            raise _not_written(target, f"there is no folder {target.parent}")
        if target.is_dir():
            raise _not_written(target, "it is a folder; name a file")
        if target.exists() and target.samefile(ours):
            raise _not_written(target, "it is the archive itself")
        try:
            with _beside(target) as copy:
                _copy_database(ours, copy)
                copy.replace(target)
        except OSError as error:
            raise _not_written(target, (error.strerror or str(error)).lower()) from error
        except sqlite3.Error as error:
            raise _not_written(target, str(error)) from error


def restore(backup: Path, url: str) -> Path | None:
    """Put a backup in the place of the archive at `url`.

    Until the very last step, one renaming, the archive is what it was; the backup itself is
    not touched.

    Returns:
        Where the old archive is kept, complete; None where there was none.

    Raises:
        StorageError: the backup is no Readout archive, or cannot be put in place.
    """
    target = _file_of(url)
    if not backup.is_file():
        raise StorageError("there is no such file", subject=str(backup))
    if target.exists() and backup.samefile(target):
        raise StorageError("is the archive itself", subject=str(backup))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _beside(target) as copy:
            _prove(backup)
            _copy_database(backup, copy)
            with Archive(sqlite_url(copy)):
                pass  # brings it up to date
            old = _keep_old(target)
            for part in LOGS:  # a log belongs to its file by name: the copy must not find it
                target.with_name(target.name + part).unlink(missing_ok=True)
            copy.replace(target)
    except OSError as error:
        problem = f"cannot be restored ({(error.strerror or str(error)).lower()})"
        raise StorageError(problem, subject=str(target)) from error
    except sqlite3.Error as error:
        raise StorageError(f"cannot be restored ({error})", subject=str(backup)) from error
    return old


LOGS = ("-wal", "-shm")
"""What SQLite keeps beside a file that is in use."""


def _not_written(target: Path, why: str) -> StorageError:
    return StorageError(f"the backup cannot be written ({why})", subject=str(target))


def _file_of(url: str) -> Path:
    engine = open_database(url)
    engine.dispose()
    if engine.dialect.name != "sqlite" or not engine.url.database:
        raise StorageError(
            "is not kept in a file", subject="archive", advice="Use the database's own tools."
        )
    return Path(engine.url.database)


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """Give a new file in the target's folder; what is left of it in the end is deleted."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f"{target.name}.")
    os.close(handle)
    try:
        yield Path(name)
    finally:
        for part in ("", *LOGS):
            Path(name + part).unlink(missing_ok=True)


def _copy_database(source: Path, copy: Path) -> None:
    """Copy one moment's state of a database, whoever uses it."""
    with closing(_opened(source)) as ours, closing(sqlite3.connect(copy)) as theirs:
        ours.backup(theirs)


def _opened(path: Path) -> sqlite3.Connection:
    """Open a database to read: one on a read-only disk too, where it has no log."""
    plain = sqlite3.connect(path)
    try:
        plain.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        plain.close()
        if path.with_name(f"{path.name}-wal").exists():
            raise
        return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    except sqlite3.Error:
        plain.close()
        raise
    return plain


def _prove(backup: Path) -> None:
    """Make sure that a file is a whole Readout archive.

    Raises:
        StorageError: it is not.
    """
    try:
        with closing(_opened(backup)) as file:
            tables = {row[0] for row in file.execute("SELECT name FROM sqlite_master")}
            sound = file.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
    except sqlite3.DatabaseError as error:
        raise StorageError("is not a Readout archive", subject=str(backup)) from error
    if not {"readout_schema", "articles"} <= tables:
        raise StorageError("is not a Readout archive", subject=str(backup))
    if not sound:
        raise StorageError("is damaged", subject=str(backup), advice="Restore an older backup.")


def _keep_old(target: Path) -> Path | None:
    """Keep the archive, its log included, under a name that is free; return it."""
    if not target.exists():
        return None
    number = 1
    while (old := _kept_name(target, number)).exists():
        number += 1
    for part in LOGS[:1]:
        log = target.with_name(target.name + part)
        if log.exists():
            shutil.copy2(log, old.with_name(old.name + part))
    try:
        os.link(target, old)  # no second copy of a large file
    except OSError:
        shutil.copy2(target, old)
    return old


def _kept_name(target: Path, number: int) -> Path:
    suffix = "" if number == 1 else f"-{number}"
    return target.with_name(f"{target.name}.before-restore{suffix}")
