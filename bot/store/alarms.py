"""Sources that stopped, kept until who manages them was told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.store import schema
from bot.store.engine import Database, insert_new

TABLE = schema.alarms


@dataclass(frozen=True, slots=True)
class Alarm:
    """A source of an owner that stopped.

    Attributes:
        problem: one line of our own Markdown.
        by: the member who added the source; None where that is not known.
    """

    owner: str
    source_id: str
    problem: str
    by: int | None


def note_alarm(database: Database, source_id: str, problem: str, now: datetime) -> int:
    """Keep, for everybody who reads a source, that it stopped; return how many that is."""
    read = schema.subscriptions

    def work(connection: sa.Connection) -> int:
        owners = connection.execute(
            sa.select(read.c.owner).where(read.c.source_id == source_id)
        ).scalars()
        return sum(
            insert_new(connection, TABLE, owner=owner, source_id=source_id, problem=problem, at=now)
            for owner in list(owners)
        )

    return database.change(work)


def untold_alarms(database: Database) -> dict[str, list[Alarm]]:
    """Return what is still to be told, by owner; of sources that they still read."""
    read = schema.subscriptions
    query = sa.select(TABLE, read.c.added_by).join(
        read, sa.and_(read.c.owner == TABLE.c.owner, read.c.source_id == TABLE.c.source_id)
    )
    found: dict[str, list[Alarm]] = {}
    with database.read() as connection:
        for row in connection.execute(query.order_by(TABLE.c.owner, TABLE.c.source_id)):
            alarm = Alarm(row.owner, row.source_id, row.problem, row.added_by)
            found.setdefault(row.owner, []).append(alarm)
    return found


def drop_alarms(database: Database, owner: str) -> None:
    """Note that an owner was told."""
    with database.write() as connection:
        connection.execute(sa.delete(TABLE).where(TABLE.c.owner == owner))
