"""Full-text search on PostgreSQL: a table of word vectors beside the articles.

The words are cut and folded here, as SQLite's FTS5 does it (letters and digits, lower
case, no diacritics), so that the server's locale does not decide what is found. The index is a GIN
index; titles weigh four times the text, as on SQLite. Scripts that it does not cut stand in the
same vectors by the terms of `runs`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Index,
    MetaData,
    Table,
    func,
    literal,
    literal_column,
    select,
)
from sqlalchemy.dialects.postgresql import TSVECTOR, insert

from summarizer.archive.runs import index_terms, without_runs
from summarizer.archive.schema import articles

INDEXED_CHARACTERS = 100_000
"""Characters of a text whose words are found. PostgreSQL refuses word vectors over one
megabyte; the longest feature articles have half of this."""

RULES: Any = literal_column("'english'::regconfig")
"""Cuts words to their stems as SQLite's porter does, and passes over the commonest."""

TITLE: Any = literal_column("'A'::\"char\"")
BODY: Any = literal_column("'D'::\"char\"")
WEIGHTS = "{0.25, 0.25, 0.25, 1.0}"
"""Of the labels D, C, B, A."""

BY_LENGTH = 1
"""ts_rank's normalization: divided by 1 + the logarithm of the text's length."""

article_words = Table(
    "article_words",
    MetaData(),
    Column("row", BigInteger, ForeignKey(articles.c.row, ondelete="CASCADE"), primary_key=True),
    Column("words", TSVECTOR, nullable=False),
    Index("article_words_index", "words", postgresql_using="gin"),
)


def split_words(text: str) -> list[str]:
    """Return the words of a text as they are indexed: folded, without diacritics."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in apart if not unicodedata.combining(c))
    return re.findall(r"[^\W_]+", plain)


TERMS: Any = literal_column("'simple'::regconfig")
"""Leaves the terms of `runs` as they are."""


def index_words(connection: Connection, row: int, title: str, text: str) -> None:
    """Index an article's words; what was indexed of it before is replaced."""
    text = text[:INDEXED_CHARACTERS]
    vector = _vector(title, TITLE).op("||")(_vector(text, BODY))
    fresh = insert(article_words).values(row=row, words=vector)
    connection.execute(
        fresh.on_conflict_do_update(index_elements=["row"], set_={"words": fresh.excluded.words})
    )


def _vector(text: str, label: Any) -> Any:
    # Without what `runs` cuts: a whole clause is no word that anybody asks for.
    words: Any = func.to_tsvector(RULES, " ".join(split_words(without_runs(text))))
    if terms := index_terms(text):
        words = words.op("||")(func.to_tsvector(TERMS, terms))
    return func.setweight(words, label)


def search_words(
    connection: Connection, expressions: Iterable[str], tests: Sequence[Any], limit: int
) -> list[str]:
    """Return the ids of the articles that one of the expressions finds, best first.

    Args:
        connection: to PostgreSQL.
        expressions: of `to_tsquery`; the first that finds anything decides.
        tests: conditions on the articles.
        limit: at most so many.
    """
    for expression in dict.fromkeys(expressions):
        asked = func.to_tsquery(RULES, literal(expression))
        rank = func.ts_rank(
            literal_column(f"'{WEIGHTS}'::real[]"), article_words.c.words, asked, BY_LENGTH
        )
        ranked = (
            select(articles.c.id)
            .join(article_words, article_words.c.row == articles.c.row)
            .where(article_words.c.words.op("@@")(asked), *tests)
            .order_by(rank.desc(), articles.c.id)
            .limit(limit)
        )
        found = list(connection.scalars(ranked))
        if found:
            return found
    return []
