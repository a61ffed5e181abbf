"""Desks (a server's or member's settings), answers kept for their buttons, notices."""

from __future__ import annotations

import hashlib
import secrets
import zlib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.store import schema
from bot.store.engine import Database, insert_new
from bot.store.nouns import Desk
from bot.store.subscriptions import leave, subscriptions_of
from summarizer.archive.database import take_turn


def load_desk(database: Database, owner: str) -> Desk:
    """Return what `owner` has set, or the defaults."""
    with database.read() as connection:
        row = connection.execute(
            sa.select(schema.desks).where(schema.desks.c.owner == owner)
        ).one_or_none()
    return Desk(owner, row.zone, row.words, row.private, row.language) if row else Desk(owner)


def save_desk(database: Database, desk: Desk, now: datetime) -> None:
    """Keep a desk's settings."""
    values = {
        "zone": desk.zone,
        "words": desk.words,
        "private": desk.private,
        "language": desk.language,
        "left_at": None,
    }
    with database.write() as connection:
        insert_new(connection, schema.desks, owner=desk.owner, created_at=now, **values)
        connection.execute(
            sa.update(schema.desks).where(schema.desks.c.owner == desk.owner).values(**values)
        )


def note_language(database: Database, owner: str, user_id: int, language: str | None) -> None:
    """Note the language of who set something up for an owner; None: it is none of ours."""
    table = schema.managers
    this = sa.and_(table.c.owner == owner, table.c.user_id == user_id)
    with database.write() as connection:
        connection.execute(sa.delete(table).where(this))
        if language is not None:
            insert_new(connection, table, owner=owner, user_id=user_id, language=language)


def language_of(database: Database, owner: str, user_id: int) -> str | None:
    """Return the language that was noted of a member, if one was."""
    table = schema.managers
    query = sa.select(table.c.language).where(table.c.owner == owner, table.c.user_id == user_id)
    with database.read() as connection:
        return connection.execute(query).scalar_one_or_none()


def mark_left(database: Database, owner: str, now: datetime | None) -> None:
    """Note that the bot was removed from a server, or (None) that it is back."""
    with database.write() as connection:
        insert_new(connection, schema.desks, owner=owner, private=False, created_at=now or EPOCH)
        connection.execute(
            sa.update(schema.desks).where(schema.desks.c.owner == owner).values(left_at=now)
        )


def note_servers(
    database: Database, present: Collection[str], serves: Callable[[int], bool], now: datetime
) -> None:
    """Note what became of servers while the bot was offline: Discord does not tell it then.

    Args:
        database: the bot's.
        present: the owners' keys of the servers that the bot is in now.
        serves: says of a server's id whether it would be among them.
        now: when those that are missing count as left.
    """
    tables = (schema.desks, schema.subscriptions, schema.schedules, schema.clippings)
    known = sa.union(*(sa.select(table.c.owner) for table in tables))
    away = sa.select(schema.desks.c.owner).where(schema.desks.c.left_at.is_not(None))
    with database.read() as connection:
        servers = {item for item in connection.execute(known).scalars() if item.startswith("g")}
        left = set(connection.execute(away).scalars())
    for owner in left.intersection(present):
        mark_left(database, owner, None)
    for owner in servers - left:
        if owner not in present and serves(int(owner[1:])):
            mark_left(database, owner, now)


EPOCH = datetime.fromisoformat("2000-01-01T00:00:00+00:00")


@dataclass(frozen=True, slots=True)
class Forgotten:
    """An owner whose data was deleted, and what the archive should now forget.

    Attributes:
        schedules: ids, under which it is kept what readers were told.
    """

    owner: str
    schedules: tuple[int, ...]


OF_OWNERS = (
    schema.schedules,
    schema.clippings,
    schema.snapshots,
    schema.alarms,
    schema.managers,
    schema.desks,
)


def forget(database: Database, owner: str) -> Forgotten:
    """Delete all that is kept of an owner; sources that nobody reads now become orphans."""
    reads = [item.source_id for item in subscriptions_of(database, owner)]
    mine = sa.select(schema.schedules.c.id).where(schema.schedules.c.owner == owner)

    def work(connection: sa.Connection) -> tuple[int, ...]:
        for source_id in reads:
            leave(connection, owner, source_id)
        schedules = tuple(connection.execute(mine).scalars())
        editions = sa.select(schema.editions.c.id).where(
            schema.editions.c.schedule_id.in_(schedules)
        )
        ids = list(connection.execute(editions).scalars())
        for table, column in ((schema.deliveries, "edition_id"), (schema.editions, "id")):
            connection.execute(sa.delete(table).where(table.c[column].in_(ids)))
        for table in OF_OWNERS:
            connection.execute(sa.delete(table).where(table.c.owner == owner))
        return schedules

    return Forgotten(owner, database.change(work))


EDITION_DAYS = 60
"""Days that the rows of editions are kept, but for each schedule's last, which /schedule list
shows; longer than any slot could be planned again."""


def tidy(database: Database, now: datetime, *, forget_days: int, clip_days: int) -> list[Forgotten]:
    """Delete what is past its time: servers long left, old answers, clippings, editions.

    Returns:
        The owners that were forgotten.
    """
    gone_before = now - timedelta(days=forget_days)
    with database.read() as connection:
        gone = list(
            connection.execute(
                sa.select(schema.desks.c.owner).where(schema.desks.c.left_at <= gone_before)
            ).scalars()
        )
    forgotten = [forget(database, owner) for owner in gone]
    old = now - timedelta(days=EDITION_DAYS)
    editions = schema.editions.c
    ended = sa.select(editions.id).where(editions.finished_at < old)
    newest = sa.select(sa.func.max(editions.id)).group_by(editions.schedule_id)
    clipped = schema.clippings.c.at < now - timedelta(days=clip_days)
    with database.write() as connection:
        take_turn(connection, ANSWERS)
        connection.execute(sa.delete(schema.clippings).where(clipped))
        connection.execute(sa.delete(schema.snapshots).where(schema.snapshots.c.expires_at < now))
        connection.execute(sa.delete(schema.answers).where(schema.answers.c.expires_at < now))
        connection.execute(
            sa.delete(schema.deliveries).where(schema.deliveries.c.edition_id.in_(ended))
        )
        connection.execute(
            sa.delete(schema.editions).where(editions.finished_at < old, editions.id.not_in(newest))
        )
        connection.execute(sa.delete(schema.notices).where(schema.notices.c.told_at < old))
    return forgotten


ANSWERS = "answers"
"""What one process changes at a time: else one drops an answer that another just keeps again."""


def keep_snapshot(
    database: Database,
    owner: str,
    view: dict[str, Any],
    answer: str,
    now: datetime,
    days: int,
    *,
    asker: int = 0,
    of_member: int,
    of_server: int,
) -> str:
    """Keep an answer (a digest as JSON) for its buttons; return the snapshot's id.

    Equal answers are kept once.

    Args:
        database: the bot's.
        owner: in whose server, or direct messages, it stands.
        view: how it is looked at.
        answer: what is looked at.
        now: the moment.
        days: how long it is kept.
        asker: the member who asked; 0: it was posted, and no later answer takes its place.
        of_member, of_server: how many answers of one member, and of all members of one server,
            are kept; the oldest go first.
    """
    key = secrets.token_hex(6)
    expires = now + timedelta(days=days)
    body = zlib.compress(answer.encode())
    digest = hashlib.sha256(answer.encode()).hexdigest()
    with database.write() as connection:
        take_turn(connection, ANSWERS)
        insert_new(connection, schema.answers, id=digest, body=body, expires_at=expires)
        connection.execute(
            sa.update(schema.answers)
            .where(schema.answers.c.id == digest, schema.answers.c.expires_at < expires)
            .values(expires_at=expires)
        )
        connection.execute(
            sa.insert(schema.snapshots).values(
                id=key, owner=owner, view=view, answer=digest, expires_at=expires, asker=asker
            )
        )
        if asker:
            table = schema.snapshots.c
            drop_oldest(connection, table.asker == asker, of_member)
            drop_oldest(connection, sa.and_(table.owner == owner, table.asker > 0), of_server)
    return key


def drop_oldest(connection: sa.Connection, which: sa.ColumnElement[bool], most: int) -> None:
    """Delete the oldest of some snapshots, beyond so many, and what nobody looks at any more."""
    table, answers = schema.snapshots.c, schema.answers.c
    query = sa.select(table.id, table.answer).where(which)
    newest_first = query.order_by(table.expires_at.desc(), table.id).offset(most)
    doomed = connection.execute(newest_first).all()
    if not doomed:
        return
    ids, bodies = [row.id for row in doomed], {row.answer for row in doomed}
    connection.execute(sa.delete(schema.snapshots).where(table.id.in_(ids)))
    looked_at = sa.exists().where(table.answer == answers.id)
    connection.execute(sa.delete(schema.answers).where(answers.id.in_(bodies), ~looked_at))


def load_snapshot(
    database: Database, key: str, now: datetime
) -> tuple[str, dict[str, Any], str] | None:
    """Return (owner, view, answer) of a snapshot, or None once it has expired."""
    query = (
        sa.select(schema.snapshots.c.owner, schema.snapshots.c.view, schema.answers.c.body)
        .join(schema.answers, schema.answers.c.id == schema.snapshots.c.answer)
        .where(schema.snapshots.c.id == key, schema.snapshots.c.expires_at > now)
    )
    with database.read() as connection:
        row = connection.execute(query).one_or_none()
    return (row.owner, row.view, zlib.decompress(row.body).decode()) if row else None


def tell_once(database: Database, key: str, now: datetime) -> bool:
    """Return whether `key` is told for the first time; from then on it is not."""
    with database.write() as connection:
        return insert_new(connection, schema.notices, key=key, told_at=now)
