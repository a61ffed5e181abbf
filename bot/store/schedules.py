"""Schedules in the database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.store import schema
from bot.store.engine import Database
from bot.store.nouns import OPEN_STATES, Schedule

TABLE = schema.schedules


def to_row(schedule: Schedule) -> dict[str, Any]:
    """Return the columns of a schedule, without its id."""
    values = {item.name: getattr(schedule, item.name) for item in fields(schedule)}
    del values["id"]
    return values | {"times": ",".join(schedule.times), "tags": list(schedule.tags)}


def from_row(row: Any) -> Schedule:
    """Return the schedule of a row."""
    values = dict(row._mapping)
    values["times"] = tuple(values["times"].split(","))
    values["tags"] = tuple(values["tags"])
    return Schedule(**values)


def add_schedule(
    database: Database,
    schedule: Schedule,
    check: Callable[[Sequence[Schedule]], None] = lambda _mine: None,
) -> int:
    """Keep a new schedule and return its id.

    Args:
        database: the bot's.
        schedule: the new one.
        check: is shown what its owner has already; what it raises keeps the new one out.
    """
    with database.write() as connection:
        check(_of_owner(connection, schedule.owner))
        done = connection.execute(sa.insert(TABLE).values(**to_row(schedule)).returning(TABLE.c.id))
        return int(done.scalar_one())


def change_schedule(
    database: Database, schedule_id: int, change: Callable[[Schedule], Schedule]
) -> Schedule | None:
    """Change a schedule as it is at this moment, so that of two who change it neither is undone.

    Returns:
        The schedule as it is now; None: it is gone.
    """

    def work(connection: sa.Connection) -> Schedule | None:
        query = sa.select(TABLE).where(TABLE.c.id == schedule_id)
        row = connection.execute(query.with_for_update()).one_or_none()
        if row is None:
            return None
        changed = change(from_row(row))
        values = to_row(changed)
        connection.execute(sa.update(TABLE).where(TABLE.c.id == schedule_id).values(**values))
        return changed

    return database.change(work)


def remove_schedule(database: Database, schedule_id: int) -> None:
    """Delete a schedule and its editions."""
    editions = schema.editions
    ids = sa.select(editions.c.id).where(editions.c.schedule_id == schedule_id)

    def work(connection: sa.Connection) -> None:
        connection.execute(
            sa.delete(schema.deliveries).where(schema.deliveries.c.edition_id.in_(ids))
        )
        connection.execute(sa.delete(editions).where(editions.c.schedule_id == schedule_id))
        connection.execute(sa.delete(TABLE).where(TABLE.c.id == schedule_id))

    database.change(work)


def drop_roles(database: Database, gone: Callable[[Schedule], bool]) -> int:
    """Let schedules mention nobody whose role is gone; return how many that concerns.

    Args:
        database: the bot's.
        gone: says of a schedule with a role whether that is gone.
    """

    def work(connection: sa.Connection) -> int:
        query = sa.select(TABLE).where(TABLE.c.role_id.is_not(None))
        ids = [row.id for row in connection.execute(query) if gone(from_row(row))]
        if ids:
            connection.execute(sa.update(TABLE).where(TABLE.c.id.in_(ids)).values(role_id=None))
        return len(ids)

    return database.change(work)


def load_schedule(database: Database, schedule_id: int) -> Schedule | None:
    """Return a schedule, or None when it is gone."""
    with database.read() as connection:
        row = connection.execute(sa.select(TABLE).where(TABLE.c.id == schedule_id)).one_or_none()
    return from_row(row) if row else None


def list_schedules(database: Database, owner: str | None = None) -> list[Schedule]:
    """Return an owner's schedules, or all, oldest first."""
    with database.read() as connection:
        return _of_owner(connection, owner)


def _of_owner(connection: sa.Connection, owner: str | None) -> list[Schedule]:
    query = sa.select(TABLE).order_by(TABLE.c.id)
    if owner is not None:
        query = query.where(TABLE.c.owner == owner)
    return [from_row(row) for row in connection.execute(query)]


def due_schedules(connection: sa.Connection, now: datetime) -> list[Schedule]:
    """Return the active schedules with a slot at or before `now`.

    Those of a server that removed the bot wait: mostly it is invited again soon.
    """
    desks = schema.desks
    left = sa.exists().where(desks.c.owner == TABLE.c.owner, desks.c.left_at.is_not(None))
    query = sa.select(TABLE).where(TABLE.c.state == "active", TABLE.c.next_due <= now, ~left)
    return [from_row(row) for row in connection.execute(query.order_by(TABLE.c.id))]


def next_due(database: Database, after: datetime) -> datetime | None:
    """Return the earliest instant after a moment at which any schedule is due."""
    due = TABLE.c.next_due
    query = sa.select(sa.func.min(due)).where(TABLE.c.state == "active", due > after)
    with database.read() as connection:
        found: datetime | None = connection.execute(query).scalar_one()
    return found


def pause_schedule(database: Database, schedule_id: int, reason: str | None, now: datetime) -> bool:
    """Pause a schedule and let go of what it still had to post.

    Returns:
        Whether it was active until now.
    """
    editions = schema.editions

    def work(connection: sa.Connection) -> bool:
        done = connection.execute(
            sa.update(TABLE)
            .where(TABLE.c.id == schedule_id, TABLE.c.state == "active")
            .values(state="paused", pause_reason=reason)
        )
        connection.execute(
            sa.update(editions)
            .where(editions.c.schedule_id == schedule_id, editions.c.state.in_(OPEN_STATES[:2]))
            .values(state="missed", last_error="the schedule was paused", finished_at=now)
        )
        return done.rowcount == 1

    return database.change(work)
