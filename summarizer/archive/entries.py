"""Which entries of a feed were seen, and what became of each: none comes in twice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from summarizer.archive.articles import parts_of
from summarizer.archive.database import take_turn
from summarizer.archive.schema import entries
from summarizer.domain import make_id


def seen_entries(connection: Connection, source: str, keys: Iterable[str]) -> dict[str, str | None]:
    """Return the keys of a feed's entries that it has shown before, each with its article's id.

    None stands for an entry that was passed over, or that held no article.
    """
    wanted = {make_id(key): key for key in keys}
    seen: dict[str, str | None] = {}
    for part in parts_of(wanted):
        query = select(entries.c.key, entries.c.article).where(
            entries.c.source == source, entries.c.key.in_(part)
        )
        seen |= {wanted[row.key]: row.article for row in connection.execute(query)}
    return seen


NOTED_EVERY = timedelta(days=30)
"""How often it is noted that a feed still shows an entry."""

GONE_FOR = timedelta(days=400)
"""After so long without being shown an entry is forgotten: more than a year, for what feeds
bring back on its day."""


def keep_shown(connection: Connection, source: str, keys: Iterable[str], now: datetime) -> None:
    """Note that a feed shows these entries now, and forget those that it shows no more."""
    of_source = entries.c.source == source
    for part in parts_of(make_id(key) for key in keys):
        still = of_source, entries.c.key.in_(part), entries.c.seen < now - NOTED_EVERY
        connection.execute(update(entries).where(*still).values(seen=now))
    connection.execute(delete(entries).where(of_source, entries.c.seen < now - GONE_FOR))


def first_tried(connection: Connection, source: str, key: str, now: datetime) -> datetime:
    """Return when an entry was first tried in vain: now, unless it was before."""
    name = f"tried\x1f{key}"
    mark_seen(connection, source, name, None, now)
    known = entries.c.source == source, entries.c.key == make_id(name)
    moment: datetime = connection.execute(select(entries.c.seen).where(*known)).scalar_one()
    return moment


def mark_seen(
    connection: Connection,
    source: str,
    key: str,
    article: str | None,
    now: datetime,
    *,
    again: bool = False,
) -> None:
    """Remember that the feed has shown this entry.

    Args:
        connection: of the archive.
        source: the feed's id.
        key: what the entry is known by.
        article: its article's id; of an excerpt that stands in for a page, its text's.
        now: aware.
        again: take the place of what was remembered before.
    """
    # The turn of articles: with one of their own, two who fetch would wait for each other.
    take_turn(connection, "articles")
    digest = make_id(key)
    if again:
        own = entries.c.source == source, entries.c.key == digest
        connection.execute(delete(entries).where(*own))
    known = select(entries.c.key).where(entries.c.source == source, entries.c.key == digest)
    if connection.execute(known).first() is None:
        connection.execute(
            insert(entries).values(source=source, key=digest, article=article, seen=now)
        )
