"""The articles as one flat table of sentences, in an order that no caller can change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from summarizer.domain import EncodedArticle, Story

if TYPE_CHECKING:
    from numpy.typing import NDArray

MIN_SENTENCE_WORDS = 4


@dataclass(frozen=True, slots=True)
class Corpus:
    """All sentences of all articles that are no copies of others.

    Attributes:
        articles: newest first, then by id.
        story: for each article, the index of its story.
        story_ids: the stories' ids.
        copies: for each article, the ids of its near copies.
        texts: every sentence.
        vectors: (n, d) their vectors, rows of length 1.
        owner: (n,) each sentence's article.
        index: (n,) its place in the article.
    """

    articles: tuple[EncodedArticle, ...]
    story: NDArray[np.int64]
    story_ids: tuple[str, ...]
    copies: tuple[tuple[str, ...], ...]
    texts: tuple[str, ...]
    vectors: NDArray[np.float32]
    owner: NDArray[np.int64]
    index: NDArray[np.int64]


def build_corpus(articles: Sequence[EncodedArticle], stories: Sequence[Story]) -> Corpus:
    """Lay out `articles`; what `stories` knows as a copy stands behind its original."""
    copies: dict[str, list[str]] = {}
    story_of: dict[str, str] = {}
    for story in stories:
        story_of.update(dict.fromkeys((a.id for a in story.articles), story.id))
        for copy in story.copies:
            copies.setdefault(copy.of, []).append(copy.article.id)
    behind = {name for names in copies.values() for name in names}
    once = {e.article.id: e for e in articles if e.article.id not in behind}
    chosen = sorted(once.values(), key=_newest_first)
    own = [story_of.get(e.article.id, e.article.id) for e in chosen]
    ids = tuple(sorted(set(own)))
    place = {name: number for number, name in enumerate(ids)}
    counts = [len(e.sentences) for e in chosen]
    filled = [e.vectors for e in chosen if len(e.sentences)]
    return Corpus(
        articles=tuple(chosen),
        story=np.array([place[name] for name in own], dtype=np.int64),
        story_ids=ids,
        copies=tuple(tuple(sorted(copies.get(e.article.id, []))) for e in chosen),
        texts=tuple(e.text_of(i) for e in chosen for i in range(len(e.sentences))),
        vectors=np.vstack(filled) if filled else np.zeros((0, 1), np.float32),
        owner=np.repeat(np.arange(len(chosen)), counts).astype(np.int64),
        index=np.array([i for n in counts for i in range(n)], dtype=np.int64),
    )


def _newest_first(encoded: EncodedArticle) -> tuple[float, str]:
    published = encoded.article.published
    return (-published.timestamp() if published else 0.0, encoded.article.id)
