"""Opening the archive's database: SQLite by default, PostgreSQL by URL.

Every fault of the storage reaches the reader as a `StorageError` in words. SQLite runs
in WAL mode, so that the bot and the command line share one file; each change is one
transaction, so that a kill at any moment leaves the last complete one.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zlib import crc32

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    NoSuchModuleError,
    OperationalError,
    SQLAlchemyError,
)

from summarizer.archive.files import find_file, make_place, open_unwritable
from summarizer.archive.place import archive_path
from summarizer.archive.runs import has_runs, index_terms
from summarizer.errors import StorageAway, StorageError, StorageFull, reason_of

BUSY_SECONDS = 30
"""How long one process waits for another's write."""

RETRY_SECONDS = 0.02
"""How soon a process looks again whether the others have opened the file."""

CONNECT_SECONDS = 10
"""How long a database server may take to answer."""

LOG_BYTES = 65_536
"""What SQLite needs beside a file to open it: the log's index has 32 kB."""

READS = "readout_only_reads"
"""Mark of a connection that writes nothing."""

FULL = ("disk is full", "no space left")
"""What drivers say where the disk has no room."""

IO_ERROR = "disk i/o error"
NO_ROOM = (*FULL, IO_ERROR)
"""The same, with what SQLite says where the index of its log finds none: at the opening."""

HOW_TO_ENTER = "Set PGPASSWORD, or add a line to ~/.pgpass."
HOW_TO_MEND = "Check the name in the address, or create it."

LOCKED_OUT = (
    ("password authentication failed", "refuses the password", HOW_TO_ENTER),
    ("no password supplied", "asks for a password", HOW_TO_ENTER),
    ("not permitted to log in", "does not let this user in", "ALTER ROLE … LOGIN lets it in."),
    ('role ".*" does not exist', "has no such user", HOW_TO_MEND),
    ('database ".*" does not exist', "has no such database", HOW_TO_MEND),
    (r"pg_hba\.conf", "does not let this user in from here", "Add a line to its pg_hba.conf."),
    (
        "permission denied for",
        "does not give this user the rights it needs",
        "Make the user the database's owner.",
    ),
)
"""What PostgreSQL says to whom it does not let in, as below. None of it passes by itself."""

UNFOUND = ("failed to resolve host", "cannot be found", "Check the host name in the address.")

FAULTS = (
    *LOCKED_OUT,
    UNFOUND,
    ("connection is bad", "cannot be reached", "Make sure that the database server is running."),
    ("read-only transaction", "cannot be written", "Name the primary server, not a standby."),
    ("connection refused", "does not answer", "Make sure that the database server is running."),
    ("connection failed", "does not answer", "Make sure that the database server is running."),
    ("connection timeout", "does not answer", "Make sure that the database server is running."),
    ("terminating connection", "was restarted in the middle", "Try again; nothing was lost."),
    ("server closed the connection", "was restarted in the middle", "Try again; nothing was lost."),
    ("readonly", "cannot be written", "Make the file and its folder writable."),
    ("read-only", "cannot be written", "Make the file and its folder writable."),
    *((mark, "has no room on the disk", "Free some space; nothing was lost.") for mark in FULL),
    (IO_ERROR, "cannot be written to the disk", "Check the disk and its free space."),
    ("malformed", "is damaged", "Restore a backup (readout archive restore)."),
    ("not a database", "is not a Readout archive", "Restore a backup, or name another file."),
    ("unable to open", "cannot be opened", "Check that its folder exists and is writable."),
    ("locked", "is locked by another process", "Try again in a moment."),
)
"""What a driver says (a pattern), what it means, what to do; the first that fits."""


def archive_url(data_dir: Path) -> str:
    """Return the URL of the default archive in `data_dir`."""
    return sqlite_url(archive_path(data_dir))


def sqlite_url(path: Path) -> str:
    """Return the URL of a SQLite file, whatever signs its path holds ("%", "#", "?")."""
    return URL.create("sqlite", database=path.as_posix()).render_as_string()


def read_url(url: str) -> URL:
    """Return a database's address.

    Raises:
        ArgumentError: it is none, or one of SQLite's own that is written to: such a file would
            have no folder made, be readable by all and be in no backup. Nothing of it is named:
            what stands where the port should be is often a piece of a password with an @ and a
            colon in it.
    """
    try:
        read = make_url(url)
    except ValueError:
        raise ArgumentError("that is not a database address") from None
    own = read.get_backend_name() == "sqlite" and (read.database or "").startswith("file:")
    if own and not {("uri", "true"), ("mode", "ro")} <= set(read.query.items()):
        raise ArgumentError("that is an address of SQLite's own")
    return read


def shown_url(url: str) -> str:
    """Return a database's address without its password; nothing of what is no address."""
    try:
        return read_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return "***"


ESCAPES = "in a password write %40 for @, %3A for a colon and %2F for a slash."


def open_database(url: str) -> Engine:
    """Return an engine for `url`; the folder of a SQLite file is made.

    Raises:
        StorageError: the URL is malformed, its driver is missing, or nothing can be opened.
    """
    try:
        parsed = read_url(url)
        if path := sqlite_path(parsed):
            make_place(path)
        engine = create_engine(parsed, **_options(parsed))
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise _no_address() from error
    except OSError as error:
        raise _no_folder(parsed, error) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _tune_sqlite)
        event.listen(engine, "begin", _begin_immediate)
    return engine


def is_begun(url: str) -> bool:
    """Return whether there is a database; of a server's it is assumed. Nothing is made.

    Raises:
        StorageError: the URL is malformed, or no file can be made or written there.
    """
    try:
        parsed = read_url(url)
    except ArgumentError as error:
        raise _no_address() from error
    path = sqlite_path(parsed)
    try:
        return path is None or find_file(path)
    except OSError as error:
        raise _no_folder(parsed, error) from error


def _no_address() -> StorageError:
    return StorageError(
        "is not a database address that can be used",
        subject="READOUT_DATABASE_URL",
        advice="Use sqlite:///path or, with the extra 'postgres', postgresql+psycopg://…; "
        + ESCAPES,
    )


def _no_folder(parsed: URL, error: OSError) -> StorageError:
    return StorageError(
        f"the folder cannot be made or used ({reason_of(error)})",
        subject=str(parsed.database),
        advice="Set READOUT_DATA_DIR to a writable folder.",
    )


def sqlite_path(address: URL) -> Path | None:
    """Return the file of a SQLite database; None for a server's, and where no path is named.

    A "file:" address is no path: its folder is made by whoever wrote it.
    """
    named = address.database or ""
    if address.get_backend_name() != "sqlite" or not named or named.startswith((":", "file:")):
        return None
    return Path(named)


def database_file(address: URL, name: str) -> Path:
    """Return the file of a SQLite database that is to be copied or replaced as a whole.

    Args:
        address: of the database.
        name: what to call it in an error.

    Raises:
        StorageError: it is in memory or on a server.
    """
    path = sqlite_path(address)
    if path is None:
        raise StorageError(
            "is not kept in a file",
            subject=name,
            advice="For a database server, use its own tools.",
        )
    return path


def _options(parsed: URL) -> dict[str, Any]:
    if parsed.get_backend_name() == "sqlite":
        if parsed.database and _only_readable(Path(parsed.database)):
            return {"creator": lambda: open_unwritable(Path(parsed.database or ""))}
        return {"connect_args": {"timeout": BUSY_SECONDS, "check_same_thread": False}}
    connecting = {"connect_timeout": CONNECT_SECONDS, "application_name": "readout"}
    return {"pool_pre_ping": True, "connect_args": connecting}


def _only_readable(path: Path) -> bool:
    """Return whether an archive is there that is complete, where no log can be made beside it.

    SQLite opens a file in WAL mode only where it may make one. Where there is none, nobody
    is writing, and the file alone is the archive.
    """
    if not path.is_file() or path.with_name(f"{path.name}-wal").exists():
        return False
    return not os.access(path.parent, os.W_OK) or _is_full(path.parent)


def _is_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < LOG_BYTES
    except OSError:
        return False


def _tune_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy's BEGIN below is the only one
    cursor = connection.cursor()
    use_write_ahead_log(connection, BUSY_SECONDS)
    # The triggers of the second index call functions of ours.
    connection.create_function("readout_terms", 1, index_terms, deterministic=True)
    connection.create_function("readout_has_runs", 1, has_runs, deterministic=True)
    for pragma in ("synchronous=NORMAL", "foreign_keys=ON", "trusted_schema=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def use_write_ahead_log(connection: sqlite3.Connection, seconds: float) -> None:
    """Keep the file in WAL mode, waiting up to `seconds` for others who are opening it.

    SQLite's own time limit does not hold here: of two processes that open a new file in the
    same moment, it tells one at once that the file is locked.

    Raises:
        sqlite3.OperationalError: the file was locked all the time, or cannot be opened.
    """
    until = time.monotonic() + seconds
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            # The extended codes carry the plain one in their last byte.
            busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not busy or time.monotonic() >= until:
                raise
            time.sleep(RETRY_SECONDS)
        else:
            return


def _begin_immediate(connection: Connection) -> None:
    """Take the write lock at the start: two writers then wait instead of failing.

    Who only reads waits for nobody, and sees the state of one moment.
    """
    only_reads = connection.get_execution_options().get(READS)
    connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One transaction that writes nothing, and sees one moment's state from end to end."""
    options: dict[str, Any] = {READS: True}
    if engine.dialect.name == "postgresql":
        options |= {"isolation_level": "REPEATABLE READ"}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


def take_turn(connection: Connection, what: str) -> None:
    """Wait until nobody else changes `what`, and keep it until the transaction ends.

    On SQLite every transaction has the only lock already. On PostgreSQL two processes that
    look whether something is stored, and then store it, would both find nothing.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(crc32(what.encode()))))


@contextmanager
def told(engine: Engine) -> Iterator[None]:
    """Turn what the database raises inside into a `StorageError` in words."""
    try:
        yield
    except SQLAlchemyError as error:
        raise storage_error(engine, error) from error


def storage_error(engine: Engine, error: SQLAlchemyError) -> StorageError:
    """Return the error in words; the address is shown without its password."""
    said = str(error.orig if isinstance(error, DatabaseError) else error).lower()
    path = sqlite_path(engine.url)
    subject = str(path or engine.url.render_as_string(hide_password=True))
    if "readonly" in said and path and _is_full(path.parent):
        said = "disk is full"
    kind = kind_of(error, said)
    for mark, problem, advice in FAULTS:
        if re.search(mark, said):
            return kind(problem, subject=subject, advice=advice)
    return kind(
        "the database refused the request",
        subject=subject,
        advice="Run 'readout doctor', which looks at the archive too.",
    )


def kind_of(error: SQLAlchemyError, said: str) -> type[StorageError]:
    """Return which `StorageError` it is; `said` is what the driver said, in lower case."""
    if is_away(error, said):
        return StorageAway
    return StorageFull if any(mark in said for mark in NO_ROOM) else StorageError


def is_away(error: SQLAlchemyError, said: str) -> bool:
    """Return whether the same request may succeed in a moment, with nothing changed.

    A server counts as away whatever else it says on connecting: it starts, it restarts, it has
    no place left. A file is away only while another process keeps it locked.
    """
    if not isinstance(error, OperationalError) or is_locked_out(said):
        return False
    return not isinstance(error.orig, sqlite3.Error) or "locked" in str(error.orig)


def is_locked_out(said: str) -> bool:
    """Return whether a server does not let this user in; `said` as for `kind_of`."""
    return any(re.search(mark, said) for mark, *_ in LOCKED_OUT)
