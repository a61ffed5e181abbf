"""The processes that serve one bot on one database: no server is served by two.

A process writes down which shards it serves and says every few seconds that it is there.
Another one that wants a shard of its waits until it is gone.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.shards import Shards
from bot.store import schema
from bot.store.engine import Database, insert_new

TABLE = schema.processes

BEAT = timedelta(seconds=10)
"""How often a process says that it is there."""

GONE_AFTER = timedelta(seconds=35)
"""After so long without a word a process counts as gone: three beats, and some patience."""

LOCK = 0x7265_6166
"""Held on PostgreSQL while shards are claimed, so that two do not look at the same time."""


@dataclass(frozen=True, slots=True)
class Process:
    """A process of the bot.

    Attributes:
        worker: its own id, as leases name it.
        application: of the bot that it serves.
        name: shown in /status.
        place: where its `pid` means something: machine and container.
    """

    worker: str
    application: int
    name: str
    place: str
    pid: int
    shards: Shards
    started_at: datetime
    seen_at: datetime


SIGNAL_0_ASKS = os.name == "posix"
"""On Windows it is no question: 0 is Ctrl-C there, and the other process would end."""


def this_place() -> str:
    """Return what tells this machine and container from others."""
    try:
        space = Path("/proc/self/ns/pid").stat().st_ino
    except OSError:
        space = 0
    return f"{socket.gethostname()[:40]}/{space}"


def has_ended(process: Process) -> bool:
    """Return whether it is certain that a process of this very machine is gone."""
    if process.place != this_place():
        return False
    if process.pid == os.getpid():
        return True
    if not SIGNAL_0_ASKS:
        return False
    try:
        os.kill(process.pid, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def claim_shards(
    database: Database,
    me: Process,
    now: datetime,
    ended: Callable[[Process], bool] = has_ended,
) -> Process | None:
    """Take the shards of `me`, unless another process serves one of them.

    Returns:
        The process that is in the way; None: they are ours.
    """
    with database.write(durable=False) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
        for other in present(connection, me.application, now):
            if other.worker == me.worker or not other.shards.overlaps(me.shards):
                continue
            if not ended(other):
                return other
            connection.execute(sa.delete(TABLE).where(TABLE.c.worker == other.worker))
        insert_new(connection, TABLE, **to_row(replace(me, seen_at=now)))
        return None


def beat(database: Database, me: Process, now: datetime) -> bool:
    """Say that `me` is there; False: it was thought gone, and its shards may be another's."""
    with database.write(durable=False) as connection:
        done = connection.execute(
            sa.update(TABLE).where(TABLE.c.worker == me.worker).values(seen_at=now)
        )
        return done.rowcount == 1


def leave(database: Database, me: Process) -> None:
    """Give the shards of `me` free."""
    with database.write(durable=False) as connection:
        connection.execute(sa.delete(TABLE).where(TABLE.c.worker == me.worker))


def fleet_of(database: Database, application: int, now: datetime) -> list[Process]:
    """Return the processes that serve a bot now, longest running first."""
    with database.read() as connection:
        return present(connection, application, now)


def present(connection: sa.Connection, application: int, now: datetime) -> list[Process]:
    """Return the processes of an application that were heard of lately."""
    query = sa.select(TABLE).where(
        TABLE.c.application == application, TABLE.c.seen_at > now - GONE_AFTER
    )
    rows = connection.execute(query.order_by(TABLE.c.started_at, TABLE.c.worker))
    return [from_row(row) for row in rows]


def to_row(process: Process) -> dict[str, Any]:
    """Return the columns of a process."""
    shards = process.shards
    return {
        "worker": process.worker,
        "application": process.application,
        "name": process.name[:64],
        "place": process.place,
        "pid": process.pid,
        "first_shard": shards.first,
        "last_shard": shards.last,
        "shard_count": shards.count,
        "started_at": process.started_at,
        "seen_at": process.seen_at,
    }


def from_row(row: Any) -> Process:
    """Return the process of a row."""
    return Process(
        worker=row.worker,
        application=row.application,
        name=row.name,
        place=row.place,
        pid=row.pid,
        shards=Shards(row.first_shard, row.last_shard, row.shard_count),
        started_at=row.started_at,
        seen_at=row.seen_at,
    )
