"""The bot's database: SQLite by default, opened for several processes at once."""

from __future__ import annotations

import asyncio
import random
import re
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from bot.store import schema
from summarizer.archive.database import (
    CONNECT_SECONDS,
    ESCAPES,
    LOCKED_OUT,
    UNFOUND,
    is_locked_out,
    kind_of,
    read_url,
    shown_url,
    sqlite_path,
    use_write_ahead_log,
)
from summarizer.archive.files import find_file, make_place
from summarizer.archive.presence import Presence
from summarizer.errors import StorageAway, StorageError, reason_of

P = ParamSpec("P")
T = TypeVar("T")

FAULTS = (
    ("malformed", "is damaged", "Stop the bot and restore a backup: readout-bot restore FILE."),
    ("not a database", "is not a database", "Restore a backup: readout-bot restore FILE."),
    ("locked", "is locked by another process", "Work that was under way will be resumed."),
    ("readonly", "cannot be written", "Make the file and its folder writable for this user."),
)
"""What SQLite says of a file, what it means, what to do."""

BUSY_SECONDS = 15
"""How long a writer waits for another process's transaction; ours take milliseconds."""


CONFLICTS = ("40001", "40P01")
"""PostgreSQL's codes of a transaction that it ended since two waited for each other, or could
not be put in an order: nothing of it was done."""

CONFLICT_TRIES = 5
CONFLICT_SECONDS = 0.05
"""Longest wait before the next try, so that the two do not meet again at the same place."""


def try_database(url: str) -> str:
    """Return a database's address, without its password, once it is known that a bot could use it.

    Raises:
        StorageError: as for `Database`.
    """
    with tried(url) as connection:
        shown = read_url(url).render_as_string(hide_password=True)
        return shown if connection is not None else f"{shown}, which is made at the first start"


@contextmanager
def tried(url: str) -> Iterator[sa.Connection | None]:
    """Yield a connection to a database as a bot would find it; None: there is no file yet.

    Nothing is changed: no file is made, and an older one stays as it is.

    Raises:
        StorageError: as for `Database`.
    """
    engine = open_engine(url, set_up=wait_for_others)
    path = sqlite_path(engine.url)
    try:
        begun = path is None or find_file(path)
    except OSError as error:
        assert path is not None
        raise no_folder(path, reason_of(error)) from error
    if not begun:
        yield None
        return
    try:
        with told(url), engine.connect() as connection:
            writer = connection.execution_options(readout_writes=True)
            with writer.begin() as transaction:
                schema.PLAN.run(writer)
                yield writer
                transaction.rollback()
    finally:
        engine.dispose()


class Database:
    """Transactions, and a thread of their own for callers on the event loop."""

    def __init__(self, url: str) -> None:
        """Open the database at `url` and bring it up to date.

        Raises:
            StorageAway: it does not answer now.
            StorageError: it cannot be opened, written or understood.
        """
        self.url = url
        self.engine = open_engine(url)
        make_folder(self.engine.url)
        self.presence = Presence(sqlite_path(self.engine.url))
        self.threads = ThreadPoolExecutor(1, thread_name_prefix="database")
        try:
            with self.write() as connection:
                schema.PLAN.run(connection)
            self.presence.hold()
            self.instance = self.remember("instance", secrets.token_hex(6))
        except BaseException:
            self.close()
            raise

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """Yield a connection for reading."""
        self.see_to_file()
        with told(self.url), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self, *, durable: bool = True) -> Iterator[sa.Connection]:
        """Yield a connection in a transaction that holds the write lock from its start.

        Args:
            durable: wait until the disk has it, so that it outlives a power cut. Without,
                it outlives the process alone, until a later durable write takes it along.

        Raises:
            StorageReplaced: another file took the place of the one that was opened.
            StorageError: the database does not answer or cannot be written.
        """
        self.see_to_file()
        with told(self.url), ExitStack() as stack:
            writer = stack.enter_context(self.begun(durable))
            if not self.presence.is_here():  # deleted in this very moment
                stack.close()
                self.see_to_file()
                writer = stack.enter_context(self.begun(durable))
            yield writer

    @contextmanager
    def begun(self, durable: bool) -> Iterator[sa.Connection]:
        """Yield a connection in a transaction that has the lock."""
        with self.engine.connect() as connection:
            if self.engine.dialect.name == "sqlite":
                raw = connection.connection.dbapi_connection
                raw.execute(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")  # type: ignore[union-attr]
            writer = connection.execution_options(readout_writes=True)
            with writer.begin():
                if not durable and self.engine.dialect.name == "postgresql":
                    writer.exec_driver_sql("SET LOCAL synchronous_commit TO OFF")
                yield writer

    def see_to_file(self) -> None:
        """Write the database's file anew where it was deleted.

        Raises:
            StorageReplaced: another file stands in its place: what is known here is of the old.
            StorageError: it cannot be written.
        """
        if self.presence.see_to():
            self.engine.dispose()

    def change(
        self, work: Callable[Concatenate[sa.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Do `work(connection, …)` in a transaction; again where another's was in its way.

        For changes of several rows: the server ends one of two that wait for each other.
        """
        for _ in range(CONFLICT_TRIES - 1):
            try:
                with self.write() as connection:
                    return work(connection, *args, **kwargs)
            except StorageAway as error:
                if not is_conflict(error):
                    raise
            time.sleep(random.uniform(0, CONFLICT_SECONDS))
        with self.write() as connection:
            return work(connection, *args, **kwargs)

    async def aside(
        self, work: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Do `work(database, …)` in the database's thread, so that the event loop goes on."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.threads, lambda: work(self, *args, **kwargs))

    def remember(self, key: str, value: str) -> str:
        """Keep `value` under `key` unless one is kept already; return the kept one."""
        with self.write() as connection:
            insert_new(connection, schema.meta, key=key, value=value)
            found = connection.execute(
                sa.select(schema.meta.c.value).where(schema.meta.c.key == key)
            )
            return str(found.scalar_one())

    def recall(self, key: str) -> str | None:
        """Return what is kept under `key`."""
        with self.read() as connection:
            return connection.execute(
                sa.select(schema.meta.c.value).where(schema.meta.c.key == key)
            ).scalar_one_or_none()

    def replace(self, key: str, value: str) -> None:
        """Keep `value` under `key`, whatever was there."""
        with self.write() as connection:
            insert_new(connection, schema.meta, key=key, value=value)
            connection.execute(
                sa.update(schema.meta).where(schema.meta.c.key == key).values(value=value)
            )

    def close(self) -> None:
        """Let the work in the thread end, then close every connection."""
        self.threads.shutdown(wait=True)
        self.presence.release()
        self.engine.dispose()


def is_conflict(error: StorageError) -> bool:
    """Return whether a server ended a transaction only since another one was in its way."""
    said = getattr(error.__cause__, "orig", None)
    return getattr(said, "sqlstate", None) in CONFLICTS


def make_folder(address: sa.URL) -> None:
    """Make the folder of a SQLite file."""
    if path := sqlite_path(address):
        try:
            make_place(path)
        except OSError as error:
            raise no_folder(path, reason_of(error)) from error


def no_folder(path: Path, why: str) -> StorageError:
    """Return what is told where no file can be made at `path`."""
    return StorageError(
        f"its folder cannot be made or used ({why})",
        subject=str(path),
        advice="Set READOUT_DATA_DIR, or READOUT_BOT_DATA_DIR for the bot's state alone, to a "
        "folder that can be written.",
    )


def wait_for_others(connection: sqlite3.Connection, _record: object) -> None:
    """Set one SQLite connection up that leaves the file as it is; transactions begin by us."""
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")


def prepare_connection(connection: sqlite3.Connection, record: object) -> None:
    """Set one SQLite connection up: several processes, and no loss when the power goes."""
    wait_for_others(connection, record)
    use_write_ahead_log(connection, BUSY_SECONDS)
    for pragma in ("synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def open_engine(
    url: str, set_up: Callable[[sqlite3.Connection, object], None] = prepare_connection
) -> sa.Engine:
    """Return an engine; SQLite with transactions that begin when we say so, in WAL mode.

    Args:
        url: the database's address.
        set_up: what is done to each new connection to a SQLite file.

    Raises:
        StorageError: the address is none.
    """
    try:
        # A server's restart leaves dead connections behind: each is tried before it is used.
        server = not url.startswith("sqlite")
        wait = {"connect_timeout": CONNECT_SECONDS} if server else {}
        engine = sa.create_engine(read_url(url), pool_pre_ping=server, connect_args=wait)
    except (sa.exc.ArgumentError, sa.exc.NoSuchModuleError, ImportError) as error:
        raise StorageError(
            "that is not a database address that can be used",
            subject="READOUT_BOT_DATABASE",
            advice="Leave it empty for SQLite, or give sqlite:///path or postgresql+psycopg://…; "
            + ESCAPES,
        ) from error
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", set_up)
        sa.event.listen(engine, "begin", begin_transaction)
    return engine


def begin_transaction(connection: sa.Connection) -> None:
    """Begin; a writer takes the lock at once, so it never fails half-way for want of it."""
    writes = connection.get_execution_options().get("readout_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def told(url: str) -> Iterator[None]:
    """Turn the database's complaints into words."""
    try:
        yield
    except sa.exc.DatabaseError as error:
        said = str(error.orig).strip().lower()
        ours = isinstance(error, sa.exc.IntegrityError | sa.exc.ProgrammingError)
        if ours and not is_locked_out(said):
            raise
        problem, advice = in_words(said, file=url.startswith("sqlite"))
        raise kind_of(error, said)(problem, subject=shown_url(url), advice=advice) from error


def in_words(said: str, *, file: bool) -> tuple[str, str]:
    """Return what a database's complaint means, and what to do about it."""
    for mark, problem, advice in FAULTS if file else (*LOCKED_OUT, UNFOUND):
        if re.search(mark, said):
            return problem, advice
    said = said.partition("\n")[0]
    if file:
        return said, "Make sure that the disk has room and that the file can be written."
    return (
        said or "it does not answer",
        "Make sure that the database server is running; work that was under way will be resumed.",
    )


def insert_new(connection: sa.Connection, table: sa.Table, **values: Any) -> bool:
    """Insert a row unless its key is there; return whether it was inserted."""
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    fresh = make(table).values(**values).on_conflict_do_nothing()
    # PostgreSQL's result of an INSERT tells no count unless it is asked to keep it.
    done = connection.execute(fresh, execution_options={"preserve_rowcount": True})
    return done.rowcount == 1
