"""Editions and their deliveries: the rows that make a briefing be posted once.

Every change of state is one guarded UPDATE, so that any number of processes may try it
and one succeeds. One of them waits for the disk: `begin_part`, just before a message is
sent. It takes the others along; what a power cut takes back after it is found again by
looking for the message.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.store import schema
from bot.store.engine import Database, insert_new
from bot.store.nouns import OPEN_STATES, Edition, EditionState, Part

TABLE = schema.editions
PARTS = schema.deliveries


def from_row(row: Any) -> Edition:
    """Return the edition of a row."""
    return Edition(**row._mapping)


def insert_edition(
    connection: sa.Connection,
    schedule_id: int,
    slot: str,
    instant: datetime,
    now: datetime,
    *,
    state: EditionState = "due",
    late: bool = False,
    error: str | None = None,
) -> bool:
    """Insert an edition unless it is there; return whether it is new."""
    return insert_new(
        connection,
        TABLE,
        schedule_id=schedule_id,
        slot=slot,
        instant=instant,
        state=state,
        late=late,
        attempts=0,
        created_at=now,
        last_error=error,
        finished_at=now if state not in OPEN_STATES else None,
    )


def _change_in(
    connection: sa.Connection, edition_id: int, *guards: sa.ColumnElement[bool], **values: Any
) -> bool:
    """Change an edition if all guards let it through; return whether they do."""
    ours = TABLE.c.id == edition_id, *guards
    return connection.execute(sa.update(TABLE).where(*ours).values(**values)).rowcount == 1


def _change(
    database: Database, edition_id: int, *guards: sa.ColumnElement[bool], **values: Any
) -> bool:
    """Do `_change_in` in a transaction of its own, which does not wait for the disk."""
    with database.write(durable=False) as connection:
        return _change_in(connection, edition_id, *guards, **values)


def _is_free(now: datetime) -> sa.ColumnElement[bool]:
    """Nobody works on it, or whoever did is gone."""
    return sa.or_(TABLE.c.lease_until.is_(None), TABLE.c.lease_until <= now)


def _is_sent_by(worker: str) -> sa.ColumnElement[bool]:
    """The worker has claimed it, and no other took it over."""
    return sa.and_(TABLE.c.state == "sending", TABLE.c.lease_by == worker)


def _put(connection: sa.Connection, edition_id: int, parts: Sequence[Part]) -> None:
    rows = [asdict(part) | {"edition_id": edition_id} for part in parts]
    connection.execute(sa.insert(PARTS), rows)


CLOCK_DOUBT = timedelta(minutes=5)
"""How far the clocks of two machines may differ."""


def revive(connection: sa.Connection, schedule_id: int, slot: str, now: datetime) -> bool:
    """Make an edition due that was recorded as missed in the future: the clock was ahead then."""
    done = connection.execute(
        sa.update(TABLE)
        .where(
            TABLE.c.schedule_id == schedule_id,
            TABLE.c.slot == slot,
            TABLE.c.state == "missed",
            TABLE.c.finished_at > now + CLOCK_DOUBT,
        )
        .values(state="due", late=False, created_at=now, last_error=None, finished_at=None)
    )
    return done.rowcount == 1


def load_edition(database: Database, edition_id: int) -> Edition | None:
    """Return an edition, or None when it is gone."""
    with database.read() as connection:
        row = connection.execute(sa.select(TABLE).where(TABLE.c.id == edition_id)).one_or_none()
    return from_row(row) if row else None


def last_editions(database: Database, schedule_id: int, limit: int = 5) -> list[Edition]:
    """Return a schedule's editions, newest first."""
    query = sa.select(TABLE).where(TABLE.c.schedule_id == schedule_id)
    with database.read() as connection:
        rows = connection.execute(query.order_by(TABLE.c.instant.desc()).limit(limit))
        return [from_row(row) for row in rows]


def count_editions(database: Database, state: str) -> int:
    """Return how many editions are in `state`."""
    with database.read() as connection:
        return int(
            connection.execute(
                sa.select(sa.func.count()).select_from(TABLE).where(TABLE.c.state == state)
            ).scalar_one()
        )


def open_editions(database: Database, now: datetime, limit: int = 2_000) -> list[Edition]:
    """Return the editions that somebody may work on now, in the order of their turns.

    First those whose process is gone in the middle: their readers have waited longest.
    """
    query = sa.select(TABLE).where(
        TABLE.c.state.in_(OPEN_STATES),
        sa.or_(TABLE.c.next_try.is_(None), TABLE.c.next_try <= now),
        _is_free(now),
    )
    with database.read() as connection:
        begun = sa.case((TABLE.c.lease_until.is_not(None), 0), else_=1)
        rows = connection.execute(query.order_by(begun, TABLE.c.instant, TABLE.c.id).limit(limit))
        return [from_row(row) for row in rows]


def next_open(database: Database, after: datetime) -> datetime | None:
    """Return the earliest moment after one at which an open edition may be worked on again.

    That is its next try, or the end of a lease, for its process may be gone by then.
    """
    ends = (TABLE.c.next_try, TABLE.c.lease_until)
    query = sa.select(*(sa.func.min(sa.case((end > after, end))) for end in ends))
    with database.read() as connection:
        row = connection.execute(query.where(TABLE.c.state.in_(OPEN_STATES))).one()
    return min((moment for moment in row if moment is not None), default=None)


def shorten_leases(connection: sa.Connection, until: datetime) -> None:
    """Let no lease run longer than until then: one that does was taken while a clock was ahead.

    Whose process works renews it in time; one that is gone is taken over as ever.
    """
    connection.execute(
        sa.update(TABLE)
        .where(TABLE.c.state.in_(OPEN_STATES), TABLE.c.lease_until > until + CLOCK_DOUBT)
        .values(lease_until=until)
    )


def take(database: Database, edition_id: int, worker: str, now: datetime, lease: timedelta) -> bool:
    """Take a due edition for composing; return whether it is ours."""
    return _change(
        database,
        edition_id,
        TABLE.c.state == "due",
        _is_free(now),
        lease_until=now + lease,
        lease_by=worker,
        attempts=TABLE.c.attempts + 1,
    )


def store_parts(database: Database, edition_id: int, parts: Sequence[Part], summary: str) -> bool:
    """Keep what an edition will post; only the first composition counts.

    Returns:
        Whether this was the first.
    """
    with database.write(durable=False) as connection:
        first = _change_in(
            connection,
            edition_id,
            TABLE.c.state == "due",
            state="planned",
            summary=summary,
            attempts=0,
            last_error=None,
            next_try=None,
            lease_until=None,
            lease_by=None,
        )
        if first:
            _put(connection, edition_id, parts)
        return first


def put_parts(database: Database, edition_id: int, worker: str, parts: Sequence[Part]) -> bool:
    """Put other parts in the place of an edition's, while the claim is the worker's.

    Returns:
        Whether it still is.
    """
    with database.write() as connection:
        ours = _change_in(connection, edition_id, _is_sent_by(worker), lease_by=worker)
        if ours:
            connection.execute(sa.delete(PARTS).where(PARTS.c.edition_id == edition_id))
            _put(connection, edition_id, parts)
        return ours


def compose_anew(database: Database, edition_id: int) -> None:
    """Take back what an edition was to post, unless somebody works on it or some of it is out."""
    out = sa.exists().where(PARTS.c.edition_id == edition_id, PARTS.c.sent_at.is_not(None))
    idle = TABLE.c.state == "planned", TABLE.c.lease_until.is_(None), ~out
    with database.write() as connection:
        if _change_in(connection, edition_id, *idle, state="due", next_try=None):
            connection.execute(sa.delete(PARTS).where(PARTS.c.edition_id == edition_id))


def claim(
    database: Database, edition_id: int, worker: str, now: datetime, lease: timedelta
) -> bool:
    """Claim a composed edition for sending, or one whose sender is gone.

    Returns:
        Whether it is ours until `now + lease`.
    """
    gone = sa.and_(TABLE.c.state == "sending", TABLE.c.lease_until <= now)
    return _change(
        database,
        edition_id,
        sa.or_(TABLE.c.state == "planned", gone),
        state="sending",
        lease_until=now + lease,
        lease_by=worker,
        attempts=TABLE.c.attempts + 1,
    )


def begin_part(
    database: Database,
    edition_id: int,
    part: int,
    worker: str,
    now: datetime,
    lease: timedelta,
    place: int,
) -> bool:
    """Write down, before the request, that a part is about to be sent, and to which channel.

    Returns:
        False when the claim is no longer ours: then nothing may be sent.
    """
    with database.write() as connection:
        if not _change_in(connection, edition_id, _is_sent_by(worker), lease_until=now + lease):
            return False
        connection.execute(
            sa.update(PARTS)
            .where(
                PARTS.c.edition_id == edition_id,
                PARTS.c.part == part,
                PARTS.c.first_try.is_(None),
            )
            .values(first_try=now, channel_id=place)
        )
        return True


def end_part(
    database: Database,
    edition_id: int,
    part: int,
    now: datetime,
    channel_id: int | None,
    message_id: int | None,
) -> None:
    """Record that a part is out."""
    with database.write(durable=False) as connection:
        connection.execute(
            sa.update(PARTS)
            .where(PARTS.c.edition_id == edition_id, PARTS.c.part == part)
            .values(sent_at=now, channel_id=channel_id, message_id=message_id)
        )


def load_parts(database: Database, edition_id: int) -> list[Part]:
    """Return an edition's parts in order."""
    query = sa.select(PARTS).where(PARTS.c.edition_id == edition_id).order_by(PARTS.c.part)
    with database.read() as connection:
        rows = [dict(row._mapping) for row in connection.execute(query)]
    for row in rows:
        del row["edition_id"]
    return [Part(**row) for row in rows]


def finish(
    database: Database,
    edition_id: int,
    state: EditionState,
    now: datetime,
    error: str | None = None,
    *,
    worker: str | None = None,
) -> bool:
    """End an open edition; with `worker`, only while the claim is its own.

    Returns:
        Whether this call ended it.
    """
    ours = [TABLE.c.lease_by == worker] if worker else []
    return _change(
        database,
        edition_id,
        TABLE.c.state.in_(OPEN_STATES),
        *ours,
        state=state,
        last_error=error,
        finished_at=now,
        lease_until=None,
        next_try=None,
    )


def recall(database: Database, edition_id: int, why: str) -> None:
    """Note that an edition was posted that was recorded as missed."""
    _change(database, edition_id, TABLE.c.state == "missed", state="sent", last_error=why)


def put_off(
    database: Database,
    edition_id: int,
    worker: str,
    now: datetime,
    until: datetime,
    error: str | None,
) -> None:
    """Give an edition back that is ours or nobody's now, to be tried again at `until`."""
    _change(
        database,
        edition_id,
        TABLE.c.state.in_(OPEN_STATES),
        sa.or_(TABLE.c.lease_by == worker, _is_free(now)),
        state=sa.case((TABLE.c.state == "sending", "planned"), else_=TABLE.c.state),
        next_try=until,
        lease_until=None,
        lease_by=None,
        last_error=error,
    )


def hold(database: Database, edition_id: int, until: datetime) -> None:
    """Let an untouched edition wait until a moment, such as the end of quiet hours."""
    _change(
        database,
        edition_id,
        TABLE.c.state.in_(("due", "planned")),
        TABLE.c.lease_until.is_(None),
        next_try=until,
    )


def renew(
    database: Database, edition_id: int, worker: str, now: datetime, lease: timedelta
) -> bool:
    """Lengthen a lease that is still ours; return whether it is."""
    return _change(
        database,
        edition_id,
        TABLE.c.state.in_(OPEN_STATES),
        TABLE.c.lease_by == worker,
        lease_until=now + lease,
    )
