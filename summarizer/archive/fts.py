"""Full-text search on SQLite: FTS5, by words and by what `runs` cuts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    Connection,
    Float,
    Integer,
    column,
    func,
    literal_column,
    select,
    table,
    text,
)

from summarizer.archive.schema import articles

RANKED = 20_000
"""Matches that are ranked, the newest: a word like "said" stands in nine articles of ten, and
to rank 100,000 of them costs seconds where none of them is a better answer than the others."""

FEW = 10
"""Where fewer articles hold all the words, articles with some of them are shown as well."""

WORDS, RUNS = "articles_text", "articles_runs"
"""The indexes: of words between spaces, and of what `runs` cuts."""


def search_index(
    connection: Connection,
    index: str,
    whole: str,
    parts: Sequence[str],
    tests: Sequence[Any],
    limit: int,
) -> list[str]:
    """Return the ids of the articles that match, best first.

    Args:
        connection: to SQLite.
        index: `WORDS` or `RUNS`.
        whole: what is looked for first, an expression of FTS5. Where few articles match,
            those with all the parts follow, then those with any.
        parts: what of it says something by itself.
        tests: conditions on the articles.
        limit: at most so many.
    """
    anything = " OR ".join(parts)
    # With words that half the archive holds, an article has to hold a rarer one as well:
    # the others count for its rank, but alone they bring it in only where nothing else does.
    rare = [part for part in parts if not _is_common(connection, index, part)]
    rarer = f"({' OR '.join(rare)}) AND ({anything})" if len(rare) < len(parts) else anything
    found: dict[str, None] = {}
    for match in dict.fromkeys((whole, " AND ".join(parts), rarer if rare else anything, anything)):
        if len(found) < FEW:
            found.update(dict.fromkeys(_matching(connection, index, match, tests, limit)))
    return list(found)[:limit]


def _is_common(connection: Connection, index: str, match: str) -> bool:
    """Return whether more articles hold the term than are ranked; looks at no more of them."""
    rows = select(column("rowid", Integer)).select_from(table(index))
    matches = rows.where(text(f"{index} MATCH :match")).limit(RANKED + 1).subquery()
    counted = connection.scalar(select(func.count()).select_from(matches), {"match": match})
    return bool(counted and counted > RANKED)


def _matching(
    connection: Connection, index: str, match: str, tests: Sequence[Any], limit: int
) -> list[str]:
    """Return the ids of the best of the newest `RANKED` articles that match.

    They are ranked before any text is read. A filter first narrows the numbers of the
    articles, so that the index passes over the rest at once.
    """
    found = select(
        literal_column(f"{index}.rowid", Integer).label("number"),
        literal_column(f"bm25({index}, 4.0, 1.0)", Float).label("score"),
    ).select_from(table(index))
    asked: dict[str, Any] = {"match": match}
    if tests:
        span = select(func.min(articles.c.row), func.max(articles.c.row)).where(*tests)
        asked["low"], asked["high"] = connection.execute(span).one()
        found = found.join(articles, text(f"{index}.rowid = articles.row")).where(*tests)
        found = found.where(text(f"{index}.rowid BETWEEN :low AND :high"))
    found = found.where(text(f"{index} MATCH :match"))
    newest = found.order_by(text(f"{index}.rowid DESC")).limit(RANKED).subquery()
    best = select(newest).order_by(newest.c.score).limit(limit).subquery()
    query = select(articles.c.id).join(best, best.c.number == articles.c.row)
    return list(connection.scalars(query.order_by(best.c.score, articles.c.id), asked))
