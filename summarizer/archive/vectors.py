"""The vectors of all articles in memory, for search by meaning in one matrix product.

A row is an article's title and opening: 100,000 articles take 154 MB (on disk, as float16,
half of it; turned back for each query, they took ten times as long to compare). What was
stored since the last look is added, what was deleted taken out; nothing is read twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import Connection, Result, delete, exists, func, insert, select

from summarizer.archive.articles import load_articles
from summarizer.archive.database import take_turn
from summarizer.archive.schema import article_vectors, articles
from summarizer.domain import Article

if TYPE_CHECKING:
    from numpy.typing import NDArray

LOAD = 10_000
"""Rows read from the database at a time."""


class VectorIndex:
    """The vectors of one model. Safe to use from several threads.

    Args:
        model: name of the encoder; vectors of others are not compared.
    """

    def __init__(self, model: str) -> None:
        self.model = model
        self._lock = Lock()
        self._numbers: NDArray[np.int64] = np.zeros(0, np.int64)
        self._ids: list[str] = []
        self._places: dict[str, int] = {}
        self._matrix: NDArray[np.float32] = np.zeros((0, 0), np.float32)

    def __len__(self) -> int:
        return len(self._ids)

    def refresh(self, connection: Connection) -> None:
        """Take in what was stored and deleted since the last look."""
        mine = article_vectors.c.model == self.model
        with self._lock:
            last = int(self._numbers[-1]) if len(self._numbers) else 0
            query = (
                select(
                    article_vectors.c.number, article_vectors.c.article, article_vectors.c.vector
                )
                .where(mine, article_vectors.c.number > last)
                .order_by(article_vectors.c.number)
            )
            new = select(func.count()).where(mine, article_vectors.c.number > last)
            added = connection.scalar(new) or 0
            if added:
                self._add(connection.execute(query), added)
            count = connection.scalar(select(func.count()).where(mine)) or 0
            if count != len(self._ids):
                numbers = connection.scalars(select(article_vectors.c.number).where(mine)).all()
                self._keep(np.isin(self._numbers, np.asarray(numbers, np.int64)))

    def _add(self, rows: Result[Any], count: int) -> None:
        """Append `count` rows; the matrix is laid out once, so that memory has one copy."""
        old, numbers, ids = len(self._ids), list(self._numbers), list(self._ids)
        matrix = self._matrix
        for some in rows.partitions(LOAD):
            packed = np.frombuffer(b"".join(row.vector for row in some), np.float16)
            packed = packed.reshape(len(some), -1)
            if len(ids) == old:
                matrix = np.empty((old + count, packed.shape[1]), np.float32)
                if old:
                    matrix[:old] = self._matrix
            matrix[len(ids) : len(ids) + len(some)] = packed
            numbers.extend(row.number for row in some)
            ids.extend(row.article for row in some)
        self._matrix = matrix
        self._numbers, self._ids = np.array(numbers, np.int64), ids
        self._places = {identity: place for place, identity in enumerate(ids)}

    def _keep(self, wanted: NDArray[np.bool_]) -> None:
        self._matrix, self._numbers = self._matrix[wanted], self._numbers[wanted]
        self._ids = [identity for identity, keep in zip(self._ids, wanted, strict=True) if keep]
        self._places = {identity: place for place, identity in enumerate(self._ids)}

    def nearest(
        self,
        vector: NDArray[np.float32],
        depth: int,
        *,
        floor: float,
        among: Iterable[str] | None = None,
    ) -> list[tuple[str, float]]:
        """Return (article id, cosine) of the nearest articles, nearest first; ties by id.

        Args:
            vector: (d,) unit vector of what is looked for.
            depth: at most so many.
            floor: cosine under which nothing is near.
            among: ids of the articles that count; None takes all.
        """
        with self._lock:
            matrix, ids = self._matrix, self._ids
            places = None if among is None else self._rows(among)
        if places is not None:
            matrix = matrix[places]
        if not len(matrix):
            return []
        cosines = matrix @ vector
        near = np.flatnonzero(cosines >= floor)
        if len(near) > depth:
            cut = np.partition(cosines[near], -depth)[-depth]
            near = near[cosines[near] >= cut]
        named = ((ids[i if places is None else int(places[i])], float(cosines[i])) for i in near)
        return sorted(named, key=lambda found: (-found[1], found[0]))[:depth]

    def _rows(self, among: Iterable[str]) -> NDArray[np.int64]:
        found = [self._places[identity] for identity in among if identity in self._places]
        return np.array(sorted(found), np.int64)


def articles_without_vector(connection: Connection, model: str, limit: int) -> list[Article]:
    """Return articles that `model` has not encoded yet, newest first."""
    encoded = exists().where(
        article_vectors.c.article == articles.c.id, article_vectors.c.model == model
    )
    query = select(articles.c.id).where(~encoded).order_by(articles.c.row.desc()).limit(limit)
    return load_articles(connection, list(connection.scalars(query)))


def count_without_vector(connection: Connection, model: str) -> int:
    """Return how many articles `model` has not encoded yet."""
    encoded = select(func.count()).where(article_vectors.c.model == model)
    total = select(func.count()).select_from(articles)
    return (connection.scalar(total) or 0) - (connection.scalar(encoded) or 0)


def store_vector(
    connection: Connection, identity: str, vector: NDArray[np.float32], model: str
) -> None:
    """Keep the vector of an article's title and opening, as float16."""
    take_turn(connection, "vectors")  # so that their numbers come to be seen in order
    mine = article_vectors.c.article == identity
    connection.execute(delete(article_vectors).where(mine, article_vectors.c.model == model))
    connection.execute(
        insert(article_vectors).values(
            article=identity, model=model, vector=vector.astype("float16").tobytes()
        )
    )
