"""Vectors on disk, so that what was encoded once is never encoded again.

One SQLite file in the cache folder, shared by all processes and threads. A cache may
never be the reason that a digest is not made: whatever is wrong with the file or the
disk costs at most its use, and is said once through the `readout.cache` logger.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from summarizer.errors import reason_of

log = logging.getLogger("readout.cache")

FILE_NAME = "vectors.sqlite3"
KEY_BYTES = 16
_SCHEMA = 1
_CHUNK = 500
"""Keys in one SELECT; SQLite's oldest limit on bound values is 999."""
_BUSY_SECONDS = 20.0
_ROOM = 0.9
"""Share of the limit that is kept when old vectors make room, so that it is seldom needed."""
_MB = 1_000_000

T = TypeVar("T")


def text_key(revision: str, text: str) -> bytes:
    """Return the key of a text under a model: 128 bits, so that chance never mixes two up."""
    digest = hashlib.blake2b(revision.encode(), digest_size=KEY_BYTES)
    digest.update(b"\0")
    digest.update(text.encode("utf-8", "surrogatepass"))
    return digest.digest()


class VectorCache:
    """A bounded store of bytes by key; the oldest go first. Safe for threads and processes.

    Nothing is opened before the first `fetch` or `store`. No method raises for a fault of
    the file or the disk.

    Args:
        folder: where the file lies; made when needed.
        limit_mb: largest size of the file in MB (10^6 bytes), at least 1.
    """

    def __init__(self, folder: Path, limit_mb: int) -> None:
        self.path = folder / FILE_NAME
        self._limit = max(1, limit_mb) * _MB
        self._lock = threading.Lock()
        self._db: sqlite3.Connection | None = None
        self._owner = 0
        self._file: tuple[int, int] | None = None
        self._off = False
        self._read_only = False
        self._said: set[str] = set()

    def fetch(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return what is stored under the keys; those without an entry are left out."""
        return self._guarded(lambda db: _select(db, keys), {})

    def store(self, entries: Mapping[bytes, bytes]) -> None:
        """Keep the entries; those that are there already stay as they are."""
        if entries and not self._read_only:
            self._guarded(lambda db: self._insert(db, entries), None)

    def close(self) -> None:
        """Close the file; a later call opens it again."""
        with self._lock:
            self._drop()

    def _guarded(self, work: Callable[[sqlite3.Connection], T], fallback: T) -> T:
        """Run `work`; mend the file or go on without it when that fails."""
        with self._lock:
            for _ in range(3):  # once more with a new file when this one was broken
                try:
                    db = self._open()
                    return fallback if db is None else work(db)
                except (sqlite3.Error, OSError) as error:
                    if not self._recover(error):
                        return fallback
            return fallback

    def _open(self) -> sqlite3.Connection | None:
        if self._off:
            return None
        if self._db is not None and self._owner == os.getpid():
            return self._db
        self._db = None  # after a fork the parent's connection is not ours to use or close
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._file = _identity(self.path)
        self._db = _connect(self.path)
        self._file = self._file or _identity(self.path)
        self._owner = os.getpid()
        return self._db

    def _insert(self, db: sqlite3.Connection, entries: Mapping[bytes, bytes]) -> None:
        if self._read_only:
            return
        size = sum(len(value) + 2 * KEY_BYTES + 32 for value in entries.values())
        with db:
            db.execute("BEGIN IMMEDIATE")
            self._make_room(db, size)
            db.executemany(
                "INSERT OR IGNORE INTO vectors (key, vector) VALUES (?, ?)", entries.items()
            )
        if _file_bytes(db) > self._limit:
            db.executescript("PRAGMA incremental_vacuum")  # `execute` would free one page only

    def _make_room(self, db: sqlite3.Connection, size: int) -> None:
        used = _used_bytes(db)
        if used + size <= self._limit:
            return
        count = db.execute("SELECT count(*) FROM vectors").fetchone()[0]
        surplus = used + size - int(self._limit * _ROOM)
        number = min(count, -(-surplus * max(1, count) // max(1, used)))
        db.execute(
            "DELETE FROM vectors WHERE id IN (SELECT id FROM vectors ORDER BY id LIMIT ?)",
            (number,),
        )

    def _recover(self, error: Exception) -> bool:
        """Say what is wrong and go on as well as can be; True when a second try makes sense."""
        text = str(error).lower()
        if _is_corrupt(error, text):
            return self._set_aside()
        if "full" in text or "disk i/o" in text or "too large" in text:
            self._read_only = True
            self._say("cannot grow (the disk is full): new vectors are not kept")
            self._drop()
            return False
        if "locked" in text or "busy" in text:
            self._say("is locked by another process: it was not used for part of this run")
            return False
        self._drop()
        return self._fall_back(error)

    def _fall_back(self, error: Exception) -> bool:
        """Read a file that cannot be written; else go on without. True to read once more."""
        if not self._read_only and self.path.is_file():
            self._read_only = True
            with suppress(sqlite3.Error, OSError):
                self._db = _connect_reading(self.path)
                self._owner = os.getpid()
                self._say("is read-only: vectors that are not in it are computed on each run")
                return True
        self._off = True
        self._say(f"cannot be used ({reason_of(error)}): vectors are computed on each run")
        return False

    def _set_aside(self) -> bool:
        """Put the damaged file aside, unless another process did so and has begun a new one."""
        self._drop()
        aside = self.path.with_name(FILE_NAME + ".damaged")
        try:
            with _alone(self.path):
                if self._file is None or _identity(self.path) != self._file:
                    return True
                # The file last: who opens a new one beside an old log throws the log away.
                for tail in ("-wal", "-shm"):
                    self.path.with_name(FILE_NAME + tail).unlink(missing_ok=True)
                self.path.replace(aside)
        except OSError as error:
            self._off = True
            self._say(f"is damaged and cannot be replaced ({reason_of(error)}): it is not used")
            return False
        self._say(f"was damaged: it was set aside as {aside.name}, a new one was begun")
        return True

    def _drop(self) -> None:
        if self._db is not None and self._owner == os.getpid():
            with suppress(sqlite3.Error):
                self._db.close()
        self._db = None

    def _say(self, what: str) -> None:
        if what not in self._said:
            self._said.add(what)
            log.warning("the cache %s %s", self.path, what)


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells the file at `path` from one that takes its place; None: there is none."""
    try:
        state = path.stat()
    except FileNotFoundError:
        return None
    return state.st_dev, state.st_ino


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Keep other processes from setting the same file aside meanwhile, where that can be had."""
    with path.with_name(FILE_NAME + ".lock").open("wb") as file:
        with suppress(ImportError, OSError):  # not on Windows, not on every network disk
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _connect(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        if _version(db) != _SCHEMA:
            _create(db)
        return _tuned(db)
    except BaseException:
        db.close()
        raise


def _create(db: sqlite3.Connection) -> None:
    """Make the table, unless another process did so while this one waited for its turn."""
    db.execute("PRAGMA auto_vacuum = INCREMENTAL")
    with db:
        db.execute("BEGIN IMMEDIATE")
        if _version(db) == _SCHEMA:
            return
        db.execute("DROP TABLE IF EXISTS vectors")
        db.execute(
            "CREATE TABLE vectors "
            "(id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, vector BLOB NOT NULL)"
        )
        db.execute(f"PRAGMA user_version = {_SCHEMA:d}")


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _tuned(db: sqlite3.Connection) -> sqlite3.Connection:
    with suppress(sqlite3.OperationalError):  # another process is just doing so
        db.execute("PRAGMA journal_mode = WAL")
    # Losing the last entries with the power is fine; waiting for the disk each time is not.
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute("PRAGMA journal_size_limit = 4000000")
    return db


def _connect_reading(path: Path) -> sqlite3.Connection:
    """Open a file that cannot be written, if need be without the side files of its log."""
    address = f"{path.resolve().as_uri()}?mode=ro"
    try:
        return _probed(address)
    except sqlite3.Error:
        return _probed(f"{address}&immutable=1")


def _probed(address: str) -> sqlite3.Connection:
    db = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
    try:
        db.execute("SELECT id FROM vectors LIMIT 1").fetchone()
    except BaseException:
        db.close()
        raise
    return db


def _select(db: sqlite3.Connection, keys: Sequence[bytes]) -> dict[bytes, bytes]:
    found: dict[bytes, bytes] = {}
    for start in range(0, len(keys), _CHUNK):
        part = keys[start : start + _CHUNK]
        marks = ",".join("?" * len(part))
        rows: Iterable[tuple[bytes, bytes]] = db.execute(
            f"SELECT key, vector FROM vectors WHERE key IN ({marks})",  # noqa: S608 - marks only
            part,
        )
        found.update(rows)
    return found


def _used_bytes(db: sqlite3.Connection) -> int:
    free = db.execute("PRAGMA freelist_count").fetchone()[0]
    return _file_bytes(db) - int(free) * _page_size(db)


def _file_bytes(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA page_count").fetchone()[0]) * _page_size(db)


def _page_size(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA page_size").fetchone()[0])


def _is_corrupt(error: Exception, text: str) -> bool:
    if not isinstance(error, sqlite3.DatabaseError):
        return False
    return "malformed" in text or "not a database" in text or "no such table" in text
