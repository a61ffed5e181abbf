"""Search in the archive: by words (full text), by meaning (vectors), fused.

The two rankings are joined by reciprocal rank fusion (Cormack, Clarke and Büttcher,
SIGIR 2009): each article scores the sum of 1 / (60 + rank), so that neither scale has
to be compared with the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from summarizer.archive.articles import carried_by, load_articles
from summarizer.archive.fts import RUNS, WORDS, search_index
from summarizer.archive.passages import Sought, find_passage, in_sentences, shortened
from summarizer.archive.runs import POSTGRESQL, SQLITE, Wanted, expressions, read_query
from summarizer.archive.schema import appeared_before, appeared_since, articles, story_articles
from summarizer.archive.vectors import VectorIndex
from summarizer.archive.words import search_words, split_words
from summarizer.domain import Article
from summarizer.text.scripts import common_beginning
from summarizer.text.sentences import split_sentences
from summarizer.text.words import content_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FUSION = 60
"""The constant of the cited paper."""

DEPTH = 200
"""Articles of each ranking that are fused."""

MEANING_FLOOR = 0.25
"""Cosine under which two texts have nothing to do with each other (MiniLM)."""

ALONE_FLOOR = 0.35
"""The same where no article holds any word of the query: the nearest of five hundred articles to
made-up words is at up to .30, to a real question in other words at .48 and more."""

SENTENCES_READ = 40
"""Of an article, to find the one that answers best; news stands at the top."""


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
    index: VectorIndex | None = None,
    only: Filter = Filter(),
    limit: int = 10,
    paths: bool = False,
) -> list[Hit]:
    """Return the articles that answer the query best, best first.

    Args:
        query: the reader's words; nothing in it has a special meaning.
        vector: (d,) unit vector of the query by the index's model.
        index: the vectors of the articles, brought up to date here; without it, or without
            a vector, words alone are looked for.
        only: which articles are searched.
        limit: at most so many hits.
        paths: as in `load_articles`.
    """
    by_words = _by_words(connection, query, only)
    by_meaning: list[str] = []
    if vector is not None and index is not None:
        index.refresh(connection)
        among = _filtered(connection, only)
        floor = MEANING_FLOOR if by_words else ALONE_FLOOR
        near = index.nearest(vector, DEPTH, floor=floor, among=among)
        by_meaning = [identity for identity, _ in near]
    scores = _fused((by_words, by_meaning))
    best = sorted(scores, key=lambda identity: (-scores[identity], identity))[:limit]
    words, meaning = set(by_words), set(by_meaning)
    hits, sought = [], Sought.of(query)
    for article in load_articles(connection, best, paths=paths):
        start, end = in_sentences(article, find_passage(article.text, sought), sought)
        by = "meaning" if article.id not in words else "both" if article.id in meaning else "words"
        hits.append(Hit(article, scores[article.id], start, end, by))
    return hits


def _by_words(connection: Connection, query: str, only: Filter) -> list[str]:
    """Return the ids of the articles that hold words of the query, best first."""
    tests = _conditions(only)
    rest, runs = read_query(query)
    if connection.dialect.name == "sqlite":
        rankings = _by_fts(connection, rest, runs, tests)
    else:
        rankings = _by_vectors(connection, rest, runs, tests)
    return _both_first(rankings)[:DEPTH]


def _by_fts(
    connection: Connection, rest: str, runs: Sequence[Wanted], tests: Sequence[Any]
) -> list[list[str]]:
    terms = [_quoted(word) for word in (content_words(rest) or re.findall(r"\w+", rest))[:32]]
    asked = [(WORDS, " AND ".join(terms), terms)] if terms else []
    if runs:
        whole, parts = expressions(runs, SQLITE)
        asked.append((RUNS, whole, parts))
    return [search_index(connection, *one, tests, DEPTH) for one in asked]


def _quoted(word: str) -> str:
    begun = common_beginning(word)
    return f'"{begun}"*' if begun else f'"{word}"'


def _by_vectors(
    connection: Connection, rest: str, runs: Sequence[Wanted], tests: Sequence[Any]
) -> list[list[str]]:
    asked: list[tuple[str, ...]] = []
    if words := split_words(rest)[:32]:
        terms = [f"{begun}:*" if (begun := common_beginning(word)) else word for word in words]
        asked.append((" & ".join(terms), " | ".join(terms)))
    if runs:
        whole, parts = expressions(runs, POSTGRESQL)
        asked.append((whole, " & ".join(parts), " | ".join(parts)))
    return [search_words(connection, one, tests, DEPTH) for one in asked]


def _both_first(rankings: Sequence[Sequence[str]]) -> list[str]:
    """Return what all rankings hold, then the rest; by reciprocal rank."""
    scores = _fused(rankings)
    everywhere = set(scores).intersection(*rankings)
    return sorted(scores, key=lambda one: (one not in everywhere, -scores[one], one))


def _fused(rankings: Sequence[Sequence[str]]) -> dict[str, float]:
    scores: dict[str, float] = {}
    for ranking in rankings:
        for rank, identity in enumerate(ranking, start=1):
            scores[identity] = scores.get(identity, 0.0) + 1.0 / (FUSION + rank)
    return scores


def _filtered(connection: Connection, only: Filter) -> list[str] | None:
    """Return the ids of the articles that the filter leaves; None for all."""
    tests = _conditions(only)
    return list(connection.scalars(select(articles.c.id).where(*tests))) if tests else None


def _conditions(only: Filter) -> list[Any]:
    tests: list[Any] = []
    if only.since is not None:
        tests.append(appeared_since(only.since))
    if only.until is not None:
        tests.append(appeared_before(only.until))
    if only.sources:
        tests.append(carried_by(only.sources))
    if only.story is not None:
        members = select(story_articles.c.article).where(story_articles.c.story == only.story)
        tests.append(articles.c.id.in_(members))
    return tests


def passage_by_meaning(
    hit: Hit, vector: NDArray[np.float32], embed: Callable[[list[str]], NDArray[np.float32]]
) -> Hit:
    """Return the hit with the sentence that is nearest to the query as its passage.

    Args:
        hit: an article that holds few or none of the query's words.
        vector: (d,) unit vector of the query.
        embed: texts to (n, d) unit vectors.
    """
    sentences = split_sentences(hit.article)[:SENTENCES_READ]
    if not sentences:
        return hit
    texts = [hit.article.text[one.start : one.end] for one in sentences]
    best = sentences[int((embed(texts) @ vector).argmax())]
    return replace(hit, start=best.start, end=shortened(hit.article.text, best.start, best.end))
