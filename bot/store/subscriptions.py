"""Who reads which source, and which articles members brought."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from bot.store import schema
from bot.store.engine import Database, insert_new
from bot.store.nouns import Clipping, Subscription

TABLE = schema.subscriptions
ORPHANS = schema.orphans


def subscribe(
    database: Database,
    owner: str,
    source_id: str,
    now: datetime,
    *,
    tags: Sequence[str] = (),
    ours: bool,
    by: int | None,
) -> bool:
    """Let an owner read a source; return whether it is new to them."""

    def work(connection: sa.Connection) -> bool:
        taken_up = connection.execute(sa.delete(ORPHANS).where(ORPHANS.c.source_id == source_id))
        return insert_new(
            connection,
            TABLE,
            owner=owner,
            source_id=source_id,
            tags=list(tags),
            ours=ours or taken_up.rowcount == 1,
            added_by=by,
            added_at=now,
        )

    return database.change(work)


def tag(
    database: Database, owner: str, source_id: str, tags: Sequence[str], most: int
) -> tuple[str, ...]:
    """Add tags to a source that an owner reads, so many at most; return those that it has."""
    this = sa.and_(TABLE.c.owner == owner, TABLE.c.source_id == source_id)

    def work(connection: sa.Connection) -> tuple[str, ...]:
        query = sa.select(TABLE.c.tags).where(this).with_for_update()
        known = connection.execute(query).scalar_one_or_none() or []
        kept = tuple(dict.fromkeys((*known, *tags)))[:most]
        if list(kept) != known:
            connection.execute(sa.update(TABLE).where(this).values(tags=list(kept)))
        return kept

    return database.change(work)


def unsubscribe(database: Database, owner: str, source_id: str) -> bool:
    """Let an owner read a source no more.

    Returns:
        Whether nobody reads it now and the bot had put it into the archive: it is to be
        removed there, then to be `let_go`.
    """
    return database.change(leave, owner, source_id)


def leave(connection: sa.Connection, owner: str, source_id: str) -> bool:
    """Do `unsubscribe` within a transaction."""
    this = TABLE.c.source_id == source_id
    ours = connection.execute(sa.select(TABLE.c.ours).where(this, TABLE.c.ours)).first()
    connection.execute(sa.delete(TABLE).where(this, TABLE.c.owner == owner))
    if ours is None:
        return False
    # Whoever still reads it inherits it: a source that is no owner's is everybody's.
    left = connection.execute(sa.update(TABLE).where(this).values(ours=True)).rowcount
    if not left:
        insert_new(connection, ORPHANS, source_id=source_id)
    return not left


def let_go(database: Database, source_id: str) -> bool:
    """Note that the archive has let a source go; return whether somebody reads it by now."""
    with database.write() as connection:
        connection.execute(sa.delete(ORPHANS).where(ORPHANS.c.source_id == source_id))
        query = sa.select(TABLE.c.owner).where(TABLE.c.source_id == source_id)
        return connection.execute(query.limit(1)).first() is not None


def note_strays(database: Database, added: Sequence[str]) -> None:
    """Note which of the sources that the bot added nobody reads: the archive is to let them go."""

    def work(connection: sa.Connection) -> None:
        read = set(connection.execute(sa.select(TABLE.c.source_id)).scalars())
        for source_id in added:
            if source_id not in read:
                insert_new(connection, ORPHANS, source_id=source_id)

    database.change(work)


def orphans(database: Database) -> list[str]:
    """Return the sources that the archive has still to let go."""
    with database.read() as connection:
        return list(connection.execute(sa.select(ORPHANS.c.source_id)).scalars())


def subscriptions_of(database: Database, owner: str) -> list[Subscription]:
    """Return what an owner reads, oldest first."""
    query = sa.select(TABLE).where(TABLE.c.owner == owner).order_by(TABLE.c.added_at)
    with database.read() as connection:
        return [
            Subscription(
                row.owner, row.source_id, tuple(row.tags), row.ours, row.added_by, row.added_at
            )
            for row in connection.execute(query)
        ]


def brought_by_bot(database: Database) -> set[str]:
    """Return the ids of the sources that some owner had the bot add: no others may read them."""
    ours = sa.select(TABLE.c.source_id).where(TABLE.c.ours)
    with database.read() as connection:
        found = connection.execute(ours.union(sa.select(ORPHANS.c.source_id)))
        return set(found.scalars())


def clip(database: Database, owner: str, article_id: str, title: str, now: datetime) -> None:
    """Remember an article that a member brought."""
    table = schema.clippings
    with database.write() as connection:
        connection.execute(
            sa.delete(table).where(table.c.owner == owner, table.c.article_id == article_id)
        )
        insert_new(connection, table, owner=owner, article_id=article_id, title=title, at=now)


def clippings_of(database: Database, owner: str, limit: int = 100) -> list[Clipping]:
    """Return the articles that an owner's members brought, newest first."""
    table = schema.clippings
    query = sa.select(table).where(table.c.owner == owner).order_by(table.c.at.desc())
    with database.read() as connection:
        rows = connection.execute(query.limit(limit))
        return [Clipping(row.article_id, row.title) for row in rows]
