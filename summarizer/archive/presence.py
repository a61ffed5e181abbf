"""Whether a database's file is still the one that was opened, and what to do where it is not.

A file that is deleted under a running program goes on as long as it is open: SQLite writes to
it without a word, and all of it is gone when the program ends. So before each change the file
is looked for. Where it is gone, it is written anew from what is still open, and nothing is
lost; where another file stands in its place, that one counts, and the old one is kept beside.
"""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
from contextlib import ExitStack, closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock

from summarizer.archive.files import LOGS, beside, copy_open, free_name
from summarizer.errors import StorageError, StorageReplaced, reason_of

log = logging.getLogger("readout.archive")

Identity = tuple[int, int]
"""Device and inode."""

Mishap = tuple[datetime, str]
"""When a file was found missing or replaced, and what was done, in words."""

WAIT_SECONDS = 15
"""How long others may hold the lock of a file that is to be written anew."""


class Presence:
    """Watches the file of one database. Safe to use from several threads.

    Args:
        path: of the file; None: the database is no file, and always there.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.opened: Identity | None = None
        self.happened: Mishap | None = None
        """The last, if there was one."""

        self._replaced = ""
        self._logs: dict[Path, Identity | None] = {}
        self._lock = RLock()
        self._holders: tuple[sqlite3.Connection, ...] = ()

    def hold(self) -> None:
        """Keep the file that stands there now open; it is the one that counts."""
        self.release()
        if self.path is None or not os.access(self.path.parent, os.W_OK):
            return
        with suppress(sqlite3.Error):  # without it nothing is watched, and all else goes on
            before = identity(self.path)
            with ExitStack() as undo:
                turn = undo.enter_context(closing(_opened(self.path)))
                self._holders = (turn, _opened(self.path))
                undo.pop_all()
            if identity(self.path) == before:
                self.opened = before
            logs = [self.path.with_name(self.path.name + part) for part in LOGS]
            self._logs = {log: identity(log) for log in logs}

    def release(self) -> None:
        """Let go of the file."""
        for holder in self._holders:
            holder.close()
        self._holders, self.opened, self._replaced = (), None, ""

    def is_here(self) -> bool:
        """Return whether the file that was opened still stands in its place."""
        if self.path is None or self.opened is None:
            return True
        return not self._replaced and identity(self.path) == self.opened

    def see_to(self) -> bool:
        """Write a file that is gone anew; return whether that was needed.

        Raises:
            StorageReplaced: another file stands in its place; what was open is kept beside it.
            StorageError: the file is gone, and cannot be written.
        """
        with self._lock:
            if self.is_here():
                return False
            assert self.path is not None
            try:
                if not self._replaced:
                    self._drop_logs()
                    if _is_blank(self.path):
                        self._write_anew(self.path)
            except (OSError, sqlite3.Error) as error:
                reason = reason_of(error)
                raise StorageError(
                    f"was deleted while it was in use and cannot be rewritten ({reason})",
                    subject=str(self.path),
                    advice="Make its folder writable, or make sure that the disk has room; "
                    "nothing is lost as long as the program runs.",
                ) from error
            if not self.is_here():
                self._replaced = self._replaced or self._kept_aside(self.path)
                raise StorageReplaced(
                    self._replaced,
                    subject=str(self.path),
                    advice="Stop the program before you change a database.",
                )
            return True

    def _drop_logs(self) -> None:
        """Take away the old file's log: SQLite would play it into whatever has the name now."""
        for name, ours in self._logs.items():
            if ours and identity(name) == ours:
                name.unlink(missing_ok=True)

    def _write_anew(self, path: Path) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        turn, whole = self._holders
        turn.execute("BEGIN IMMEDIATE")  # who else has the old file open now writes nothing to it
        try:
            if not _is_blank(path):
                return  # another process was faster
            with beside(path) as copy:
                copy_open(whole, copy)
                _sign(copy, self.opened)
                for part in ("", *LOGS):  # a log belongs to its file by name
                    path.with_name(path.name + part).unlink(missing_ok=True)
                if not _put(copy, path):
                    return
        finally:
            turn.execute("ROLLBACK")
        self.hold()
        self._say("was deleted while it was in use; it was rewritten, nothing is lost")

    def _kept_aside(self, path: Path) -> str:
        """Keep what was open under a name that is free, and return what is to be said."""
        if _signature(path) == _mark(self.opened):
            problem = "was deleted while it was in use; another process rewrote it"
            self._say(problem)
            return problem
        problem = "was replaced by another file while it was in use"
        with suppress(OSError, sqlite3.Error):
            turn, whole = self._holders
            if shutil.disk_usage(path.parent).free > 2 * _size(turn):
                old = free_name(path, "replaced")
                copy_open(whole, old)
                problem = (
                    "was replaced by another file while it was in use; its earlier contents are "
                    f"in {old.name}"
                )
        self._say(problem)
        return problem

    def _say(self, what: str) -> None:
        self.happened = (datetime.now(UTC), what)
        log.error("%s: %s", self.path, what)


def identity(path: Path) -> Identity | None:
    """Return which file stands at a path; None for none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino)


def _mark(opened: Identity | None) -> int:
    """Return the number by which a copy tells which file it was made of."""
    return opened[1] % 2**31 if opened else 0


def _sign(copy: Path, opened: Identity | None) -> None:
    """Write into a copy which file it was made of: who else had that one open knows it again."""
    with closing(sqlite3.connect(copy)) as file:
        file.execute(f"PRAGMA user_version={_mark(opened)}")


def _signature(path: Path) -> int:
    return _asked(path, "PRAGMA user_version") or 0


def _asked(path: Path, query: str) -> int | None:
    """Return the number that a database answers; None where the file is no database."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as file:
            return int(file.execute(query).fetchone()[0])
    except sqlite3.Error:
        return None


def _put(copy: Path, path: Path) -> bool:
    """Give a file its name; return False where another has it by now."""
    try:
        os.link(copy, path)
    except FileExistsError:
        return False
    except OSError:  # a disk without links
        copy.replace(path)
    return True


def _opened(path: Path) -> sqlite3.Connection:
    holder = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=rw", uri=True, timeout=WAIT_SECONDS,
        isolation_level=None, check_same_thread=False,
    )  # fmt: skip
    try:
        holder.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        holder.close()
        raise
    return holder


def _is_blank(path: Path) -> bool:
    """Return whether no database is at a path: nothing, or what opening a missing file leaves."""
    return not path.exists() or _asked(path, "SELECT count(*) FROM sqlite_master") == 0


def _size(connection: sqlite3.Connection) -> int:
    pages, size = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in _SIZE)
    return int(pages) * int(size)


_SIZE = ("page_count", "page_size")
