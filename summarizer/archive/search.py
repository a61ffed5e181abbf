"""Search in the archive: by words (full text), by meaning (vectors), fused.

The two rankings are joined by reciprocal rank fusion (Cormack, Clarke and Büttcher,
SIGIR 2009): each article scores the sum of 1 / (60 + rank), so that neither scale has
to be compared with the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, select, text, update

from summarizer.archive.articles import load_articles
from summarizer.archive.schema import article_sources, articles, story_articles
from summarizer.domain import Article

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FUSION = 60
"""The constant of the cited paper."""

DEPTH = 200
"""Articles of each ranking that are fused."""

MEANING_FLOOR = 0.25
"""Cosine under which two texts have nothing to do with each other (MiniLM)."""

PASSAGE_CHARACTERS = 240


@dataclass(frozen=True, slots=True)
class Filter:
    """Which articles are searched: by time, by sources' ids, by a story's id."""

    since: datetime | None = None
    until: datetime | None = None
    sources: tuple[str, ...] = ()
    story: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found.

    Attributes:
        article: the article.
        score: of the fused ranking; higher is better.
        start, end: offsets of the passage to show, in `article.text`.
        by: "words", "meaning" or "both".
    """

    article: Article
    score: float
    start: int
    end: int
    by: str

    @property
    def passage(self) -> str:
        """The passage, as it stands in the article."""
        return self.article.text[self.start : self.end]


def search(
    connection: Connection,
    query: str,
    vector: NDArray[np.float32] | None,
    *,
    model: str = "",
    only: Filter = Filter(),
    limit: int = 10,
) -> list[Hit]:
    """Return the articles that answer the query best, best first.

    Args:
        query: the reader's words; nothing in it has a special meaning.
        vector: (d,) unit vector of the query by encoder `model`; None searches by words alone.
        model: the encoder whose stored vectors are compared.
        only: which articles are searched.
        limit: at most so many hits.
    """
    by_words = _by_words(connection, query, only)
    by_meaning = _by_meaning(connection, vector, model, only) if vector is not None else []
    scores: dict[str, float] = {}
    for ranking in (by_words, by_meaning):
        for rank, identity in enumerate(ranking, start=1):
            scores[identity] = scores.get(identity, 0.0) + 1.0 / (FUSION + rank)
    best = sorted(scores, key=lambda identity: (-scores[identity], identity))[:limit]
    words, meaning = set(by_words), set(by_meaning)
    hits = []
    for article in load_articles(connection, best):
        start, end = find_passage(article.text, query)
        by = (
            "both"
            if article.id in words & meaning
            else "words"
            if article.id in words
            else "meaning"
        )
        hits.append(Hit(article, scores[article.id], start, end, by))
    return hits


def _by_words(connection: Connection, query: str, only: Filter) -> list[str]:
    terms = re.findall(r"\w+", query)[:32]
    if not terms:
        return []
    if connection.dialect.name == "sqlite":
        return _by_fts(connection, terms, only)
    return _by_postgres(connection, query, only)


def _by_fts(connection: Connection, terms: Sequence[str], only: Filter) -> list[str]:
    """All terms first; where no article holds them all, any of them."""
    quoted = [f'"{term}"' for term in terms]
    for joined in (" AND ".join(quoted), " OR ".join(quoted)):
        ranked = (
            select(articles.c.id)
            .join(text("articles_text"), text("articles_text.rowid = articles.row"))
            .where(text("articles_text MATCH :match"), *_conditions(only))
            .order_by(text("bm25(articles_text, 4.0, 1.0)"), articles.c.id)
            .limit(DEPTH)
        )
        found = list(connection.scalars(ranked, {"match": joined}))
        if found:
            return found
    return []


def _by_postgres(connection: Connection, query: str, only: Filter) -> list[str]:
    document = func.to_tsvector("simple", articles.c.title + " " + articles.c.text)
    asked = func.websearch_to_tsquery("simple", query)
    ranked = (
        select(articles.c.id)
        .where(document.op("@@")(asked), *_conditions(only))
        .order_by(func.ts_rank(document, asked).desc(), articles.c.id)
        .limit(DEPTH)
    )
    return list(connection.scalars(ranked))


def _by_meaning(
    connection: Connection, vector: NDArray[np.float32], model: str, only: Filter
) -> list[str]:
    """Exact search: one matrix product over the stored vectors of the filtered articles."""
    import numpy as np

    query = (
        select(articles.c.id, articles.c.vector)
        .where(articles.c.model == model, articles.c.vector.is_not(None), *_conditions(only))
        .order_by(articles.c.id)
    )
    rows = connection.execute(query).all()
    if not rows:
        return []
    matrix = np.frombuffer(b"".join(row.vector for row in rows), np.float16)
    cosines = matrix.reshape(len(rows), -1).astype(np.float32) @ vector
    best = np.argsort(-cosines, kind="stable")[:DEPTH]
    return [rows[i].id for i in best if cosines[i] >= MEANING_FLOOR]


def _conditions(only: Filter) -> list[Any]:
    moment = func.coalesce(articles.c.published, articles.c.fetched)
    tests: list[Any] = []
    if only.since is not None:
        tests.append(moment >= only.since)
    if only.until is not None:
        tests.append(moment < only.until)
    if only.sources:
        carried = select(article_sources.c.article).where(
            article_sources.c.source.in_(only.sources)
        )
        tests.append(articles.c.id.in_(carried))
    if only.story is not None:
        members = select(story_articles.c.article).where(story_articles.c.story == only.story)
        tests.append(articles.c.id.in_(members))
    return tests


def find_passage(body: str, query: str) -> tuple[int, int]:
    """Return the window of the text that holds most of the query's words, at word borders."""
    terms = {term.casefold() for term in re.findall(r"\w+", query)}
    found = [m for m in re.finditer(r"\w+", body) if m.group().casefold() in terms]
    if not found:
        return 0, _word_end(body, PASSAGE_CHARACTERS)
    best, most = found[0].start(), 0
    for i, first in enumerate(found):
        inside = {
            m.group().casefold()
            for m in found[i : i + 50]
            if m.end() <= first.start() + PASSAGE_CHARACTERS
        }
        if len(inside) > most:
            best, most = first.start(), len(inside)
    start = body.rfind(" ", 0, max(0, best - 60)) + 1 if best > 60 else 0
    return start, _word_end(body, start + PASSAGE_CHARACTERS)


def _word_end(body: str, near: int) -> int:
    if near >= len(body):
        return len(body)
    space = body.rfind(" ", 0, near)
    return space if space > near - 40 and space > 0 else near


def articles_without_vector(connection: Connection, model: str, limit: int) -> list[Article]:
    """Return articles that `model` has not encoded yet, newest first."""
    query = (
        select(articles.c.id)
        .where((articles.c.model.is_(None)) | (articles.c.model != model))
        .order_by(articles.c.row.desc())
        .limit(limit)
    )
    return load_articles(connection, list(connection.scalars(query)))


def store_vector(
    connection: Connection, identity: str, vector: NDArray[np.float32], model: str
) -> None:
    """Keep the vector of an article's title and opening, as float16."""
    connection.execute(
        update(articles)
        .where(articles.c.id == identity)
        .values(vector=vector.astype("float16").tobytes(), model=model)
    )
