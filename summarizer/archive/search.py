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

from sqlalchemy import Connection, Float, Integer, column, func, literal_column, select, text

from summarizer.archive.articles import load_articles
from summarizer.archive.schema import article_sources, articles, story_articles
from summarizer.archive.vectors import VectorIndex
from summarizer.archive.words import search_words
from summarizer.domain import Article
from summarizer.text.sentences import split_sentences
from summarizer.text.words import content_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FUSION = 60
"""The constant of the cited paper."""

DEPTH = 200
"""Articles of each ranking that are fused."""

RANKED = 20_000
"""Matches that are ranked, the newest: a word like "said" stands in nine articles of ten, and
to rank 100,000 of them costs seconds where none of them is a better answer than the others."""

MEANING_FLOOR = 0.25
"""Cosine under which two texts have nothing to do with each other (MiniLM)."""

ALONE_FLOOR = 0.35
"""The same where no article holds any word of the query: the nearest of five hundred articles to
made-up words is at up to .30, to a real question in other words at .48 and more."""

FEW = 10
"""Where fewer articles hold all the words, articles with some of them are shown as well."""

PASSAGE_CHARACTERS = 240
LONGEST_PASSAGE = 320
"""Of several sentences together."""

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
) -> list[Hit]:
    """Return the articles that answer the query best, best first.

    Args:
        query: the reader's words; nothing in it has a special meaning.
        vector: (d,) unit vector of the query by the index's model.
        index: the vectors of the articles, brought up to date here; without it, or without
            a vector, words alone are looked for.
        only: which articles are searched.
        limit: at most so many hits.
    """
    by_words = _by_words(connection, query, only)
    by_meaning: list[str] = []
    if vector is not None and index is not None:
        index.refresh(connection)
        among = _filtered(connection, only)
        floor = MEANING_FLOOR if by_words else ALONE_FLOOR
        near = index.nearest(vector, DEPTH, floor=floor, among=among)
        by_meaning = [identity for identity, _ in near]
    scores: dict[str, float] = {}
    for ranking in (by_words, by_meaning):
        for rank, identity in enumerate(ranking, start=1):
            scores[identity] = scores.get(identity, 0.0) + 1.0 / (FUSION + rank)
    best = sorted(scores, key=lambda identity: (-scores[identity], identity))[:limit]
    words, meaning = set(by_words), set(by_meaning)
    hits = []
    for article in load_articles(connection, best):
        start, end = in_sentences(article, find_passage(article.text, query), query)
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
    terms = list(content_words(query) or re.findall(r"\w+", query))[:32]
    if not terms:
        return []
    if connection.dialect.name == "sqlite":
        return _by_fts(connection, terms, only)
    return search_words(connection, query, _conditions(only), DEPTH)


def _by_fts(connection: Connection, terms: Sequence[str], only: Filter) -> list[str]:
    """Articles with all terms first; where they are few, those with any of them follow."""
    quoted = [f'"{term}"' for term in terms]
    anything = " OR ".join(quoted)
    # With words that half the archive holds, an article has to hold a rarer one as well:
    # the others count for its rank, but alone they bring it in only where nothing else does.
    rare = [term for term in quoted if not _is_common(connection, term)]
    rarer = f"({' OR '.join(rare)}) AND ({anything})" if len(rare) < len(quoted) else anything
    found: dict[str, None] = {}
    for match in dict.fromkeys((" AND ".join(quoted), rarer if rare else anything, anything)):
        if len(found) < FEW:
            found.update(dict.fromkeys(_matching(connection, match, only)))
    return list(found)[:DEPTH]


def _is_common(connection: Connection, match: str) -> bool:
    """Return whether more articles hold the term than are ranked; looks at no more of them."""
    rows = text("SELECT rowid FROM articles_text WHERE articles_text MATCH :match LIMIT :most")
    matches = rows.columns(column("rowid", Integer)).subquery()
    counted = connection.scalar(
        select(func.count()).select_from(matches), {"match": match, "most": RANKED + 1}
    )
    return bool(counted and counted > RANKED)


def _matching(connection: Connection, match: str, only: Filter) -> list[str]:
    """Return the ids of the best of the newest `RANKED` articles that match.

    They are ranked before any text is read. A filter first narrows the numbers of the
    articles, so that the index passes over the rest at once.
    """
    found = select(
        literal_column("articles_text.rowid", Integer).label("number"),
        literal_column("bm25(articles_text, 4.0, 1.0)", Float).label("score"),
    ).select_from(text("articles_text"))
    asked: dict[str, Any] = {"match": match}
    if tests := _conditions(only):
        span = select(func.min(articles.c.row), func.max(articles.c.row)).where(*tests)
        asked["low"], asked["high"] = connection.execute(span).one()
        found = found.join(articles, text("articles_text.rowid = articles.row")).where(*tests)
        found = found.where(text("articles_text.rowid BETWEEN :low AND :high"))
    found = found.where(text("articles_text MATCH :match"))
    newest = found.order_by(text("articles_text.rowid DESC")).limit(RANKED).subquery()
    best = select(newest).order_by(newest.c.score).limit(DEPTH).subquery()
    query = select(articles.c.id).join(best, best.c.number == articles.c.row)
    return list(connection.scalars(query.order_by(best.c.score, articles.c.id), asked))


def _filtered(connection: Connection, only: Filter) -> list[str] | None:
    """Return the ids of the articles that the filter leaves; None for all."""
    tests = _conditions(only)
    return list(connection.scalars(select(articles.c.id).where(*tests))) if tests else None


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
    """Return the window of the text that holds most of the query's words, at word borders.

    Words count as the same when their stems are: "control" finds "controls".
    """
    stems = _stems(query)
    found = [m for m in re.finditer(r"\w+", body) if _stem(m.group()) in stems]
    if not found:
        return 0, _word_end(body, PASSAGE_CHARACTERS)
    best, most = found[0].start(), 0
    for i, first in enumerate(found):
        inside = {
            _stem(m.group())
            for m in found[i : i + 50]
            if m.end() <= first.start() + PASSAGE_CHARACTERS
        }
        if len(inside) > most:
            best, most = first.start(), len(inside)
    start = body.rfind(" ", 0, max(0, best - 60)) + 1 if best > 60 else 0
    return start, _word_end(body, start + PASSAGE_CHARACTERS)


def in_sentences(article: Article, window: tuple[int, int], query: str) -> tuple[int, int]:
    """Return the span of the sentences in a window: half of one says little, or the contrary.

    It begins with the first that holds a word of the query, and is little longer than a window.
    A window without a sentence, such as in page furniture, stays as it is.
    """
    stems = _stems(query)
    near = [s for s in split_sentences(article) if s.start < window[1] and s.end > window[0]]
    holding = (i for i, one in enumerate(near) if stems & _stems(article.text[one.start : one.end]))
    near = near[next(holding, 0) :]
    if not near:
        return window
    start, end = near[0].start, near[0].end
    for one in near[1:]:
        if one.end - start > LONGEST_PASSAGE:
            break
        end = one.end
    if end - start > 2 * PASSAGE_CHARACTERS:
        end = _word_end(article.text, start + 2 * PASSAGE_CHARACTERS)
    return start, end


def _stems(text: str) -> set[str]:
    return {_stem(word) for word in content_words(text) or re.findall(r"\w+", text)}


_ENDINGS = re.compile(r"(?<=\w{3})(?:ies|ing|ed|es|s|y|e|'s)$")


def _stem(word: str) -> str:
    return _ENDINGS.sub("", word.casefold())


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
    end = best.end
    if end - best.start > 2 * PASSAGE_CHARACTERS:
        end = _word_end(hit.article.text, best.start + 2 * PASSAGE_CHARACTERS)
    return replace(hit, start=best.start, end=end)


def _word_end(body: str, near: int) -> int:
    if near >= len(body):
        return len(body)
    space = body.rfind(" ", 0, near)
    return space if space > near - 40 and space > 0 else near
