"""SQLite files as wholes: copied while others use them, and put back in place."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from summarizer.errors import StorageError, StorageFull, reason_of

LOGS = ("-wal", "-shm")
"""What SQLite keeps beside a file that is in use."""

IN_USE_SECONDS = 1.0
"""How long a restore waits for others to let go of the file."""


def make_place(path: Path) -> None:
    """Make a database's folder and file, for their owner alone, where there are none.

    It holds what somebody reads, and addresses with their keys.

    Raises:
        OSError: the folder cannot be made.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(OSError):  # it is there; or SQLite will say why it cannot be
        path.touch(mode=0o600, exist_ok=False)


def find_file(path: Path) -> bool:
    """Return whether a database's file is there; nothing is made. One without a byte is none.

    Raises:
        OSError: its folder cannot be made or written, or has no room, or may not be looked into.
    """
    begun = path.exists() and path.stat().st_size > 0
    folder = next(place for place in path.absolute().parents if place.exists())
    wrong = None
    if not folder.is_dir():
        wrong = errno.ENOTDIR
    elif not os.access(folder, os.W_OK | os.X_OK):
        wrong = errno.EACCES
    elif not shutil.disk_usage(folder).free:
        wrong = errno.ENOSPC
    if wrong is not None:
        raise OSError(wrong, os.strerror(wrong), str(folder))
    return begun


def write_copy(source: Path, target: Path) -> None:
    """Write a complete copy while others read and write; an old file is replaced whole.

    Raises:
        StorageError: the copy cannot be written.
    """
    if not target.parent.is_dir():
        raise _not_written(target, f"there is no folder {target.parent}")
    if target.is_dir():
        raise _not_written(target, "it is a folder; name a file")
    if target.exists() and target.samefile(source):
        raise _not_written(target, "it is the original itself")
    try:
        with beside(target) as copy:
            _copy_database(source, copy)
            copy.replace(target)
    except OSError as error:
        raise _not_written(target, reason_of(error)) from error
    except sqlite3.Error as error:
        raise _not_written(target, str(error)) from error


def put_back(
    backup: Path,
    target: Path,
    *,
    prove: Callable[[Path], None],
    renew: Callable[[Path], None],
) -> Path | None:
    """Put a backup in the place of a file that nobody uses, damaged or whole.

    Until the very last step, one renaming, the file is what it was; the backup itself is
    not touched.

    Args:
        backup: the copy to put back.
        target: in whose place.
        prove: raises a StorageError unless the backup is what it should be.
        renew: brings a file of an older version up to date.

    Returns:
        Where the old file is kept, complete; None where there was none, or an empty one.

    Raises:
        StorageError: the backup is none, somebody uses the file, or it cannot be written.
    """
    if not backup.is_file():
        raise StorageError("there is no such file", subject=str(backup))
    if target.exists() and backup.samefile(target):
        raise StorageError("is the original itself", subject=str(backup))
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with beside(target) as copy:
            prove(backup)
            _copy_database(backup, copy)
            _renew(renew, copy, backup)
            refuse_in_use(target, "Stop the bot and whatever else uses it, then restore again.")
            old = _keep_old(target)
            for part in LOGS:  # a log belongs to its file by name: the copy must not find it
                target.with_name(target.name + part).unlink(missing_ok=True)
            copy.replace(target)
    except OSError as error:
        problem = f"cannot be restored ({reason_of(error)})"
        raise StorageError(problem, subject=str(target)) from error
    except sqlite3.Error as error:
        raise StorageError(f"cannot be restored ({error})", subject=str(backup)) from error
    return old


def _renew(renew: Callable[[Path], None], copy: Path, backup: Path) -> None:
    """Bring a copy up to date; what its tables lack is told of the backup, which stays."""
    try:
        renew(copy)
    except StorageFull:
        raise
    except StorageError as error:
        error.subject = str(backup)
        raise


def open_to_read(path: Path) -> sqlite3.Connection:
    """Open a database to read: one on a read-only disk too, where it has no log."""
    plain = sqlite3.connect(path)
    try:
        plain.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        plain.close()
        if path.with_name(f"{path.name}-wal").exists():
            raise
        return open_unwritable(path)
    except sqlite3.Error:
        plain.close()
        raise
    return plain


def open_unwritable(path: Path) -> sqlite3.Connection:
    """Open a file that nobody writes to, and beside which no log can be made."""
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(address, uri=True, check_same_thread=False)


def _not_written(target: Path, why: str) -> StorageError:
    return StorageError(f"the backup cannot be written ({why})", subject=str(target))


@contextmanager
def beside(target: Path) -> Iterator[Path]:
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
    with closing(open_to_read(source)) as ours:
        copy_open(ours, copy)


def copy_open(source: sqlite3.Connection, copy: Path) -> None:
    """Copy one moment's state of an open database."""
    with closing(sqlite3.connect(copy)) as theirs:
        source.backup(theirs)


def refuse_in_use(target: Path, advice: str) -> None:
    """Raise StorageError where others have a file open: what they write would be lost.

    Only the last one who has it open can leave WAL mode. A damaged file has no mode to
    leave, and is what a backup is for.
    """
    if not target.exists():
        return
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(target)) as file:
        try:
            file.execute(f"PRAGMA busy_timeout={int(IN_USE_SECONDS * 1000)}")
            file.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise StorageError(
                    "it is in use",
                    subject=str(target),
                    advice=advice,
                ) from error


def _keep_old(target: Path) -> Path | None:
    """Keep a file, its log included, under a name that is free; return it.

    None for a file without a byte, as opening an address makes one.
    """
    if not target.exists() or not target.stat().st_size:
        return None
    old = free_name(target, "before-restore")
    for part in LOGS[:1]:
        log = target.with_name(target.name + part)
        if log.exists():
            shutil.copy2(log, old.with_name(old.name + part))
    try:
        os.link(target, old)  # no second copy of a large file
    except OSError:
        shutil.copy2(target, old)
    return old


def free_name(target: Path, ending: str) -> Path:
    """Return a name beside a file that no other has: "name.ending", "name.ending-2"."""
    number, name = 1, f"{target.name}.{ending}"
    while (free := target.with_name(name if number == 1 else f"{name}-{number}")).exists():
        number += 1
    return free
