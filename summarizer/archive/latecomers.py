"""Articles that came in long after their own date: a feed was away, or dates its items late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, Float, exists, select, type_coerce

from summarizer.archive.articles import article_of, located
from summarizer.archive.schema import appeared, article_sources, articles, sources, versions
from summarizer.domain import Article

SETTLED = timedelta(days=1)
"""What a source brings sooner after it was added is its backlog, and no news."""


def latecomers(
    connection: Connection,
    *,
    seen: datetime,
    since: datetime,
    until: datetime,
    among: Sequence[str] | None = None,
    paths: bool = False,
) -> list[Article]:
    """Return articles of an earlier time that were first seen of late, newest first.

    Args:
        connection: to the archive.
        seen: stored for the first time at this moment or later.
        since: appeared from this moment on.
        until: appeared before this moment.
        among: ids of sources that must carry them; None takes all. What only a source that was
            added less than a day earlier brought is left out.
        paths: as in `located`.
    """
    # By numbers: the two databases have no common way to add an hour to a moment.
    age = type_coerce(articles.c.fetched, Float) - type_coerce(sources.c.added, Float)
    carried = exists().where(
        article_sources.c.article == articles.c.id,
        article_sources.c.source == sources.c.id,
        age >= SETTLED.total_seconds(),
        *([] if among is None else [sources.c.id.in_(among)]),
    )
    known = exists().where(versions.c.article == articles.c.id, versions.c.fetched < seen)
    query = (
        select(articles)
        .where(articles.c.fetched >= seen, appeared >= since, appeared < until, carried, ~known)
        .order_by(appeared.desc(), articles.c.id)
    )
    found = [article_of(row) for row in connection.execute(query)]
    return located(connection, found, paths=paths)
