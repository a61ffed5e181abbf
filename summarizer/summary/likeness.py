"""How alike sentences are, for telling what is said twice.

The packaged encoder knows English. Any two sentences of a Hindi or an Arabic article are near to it
(median cosines of .6 to .85, of English .2 to .3), so that all but one would pass for repeats. What
all sentences of such an article have in common says nothing of what two of them have: it is taken
off their vectors, and the words that two sentences share weigh as much as what is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np

from summarizer.domain import EncodedArticle
from summarizer.salience.features import Material, Matrix, without_shared
from summarizer.salience.score import is_abroad

MEANING, WORDS = 0.5, 0.5
"""Shares of the cosine of what two sentences mean and of that of their words."""


def likeness_rows(articles: Sequence[EncodedArticle], m: Material, rows: Sequence[int]) -> Matrix:
    """Return (rows, d) float32 of length 1, of which the products tell repetition.

    The vectors themselves where all articles are English.
    """
    foreign = [is_abroad(e) for e in articles]
    if not any(foreign):
        return np.asarray(m.vectors[list(rows)], np.float32)
    left = np.concatenate(
        [
            _apart(m.vectors[s:e]) if other else m.vectors[s:e]
            for s, e, other in zip(m.starts, m.starts[1:], foreign, strict=False)
        ]
    )
    left = left[list(rows)]
    known = np.array([not foreign[a] for a in m.article[list(rows)].tolist()], np.float32)
    # An English row has no words here: to one of its kind it is as near as it means the same.
    meaning = np.maximum(known, np.float32(MEANING)) ** 0.5
    words = (1 - known) * np.float32(WORDS) ** 0.5
    both = [left * meaning[:, None], _words(m, rows) * words[:, None]]
    return np.asarray(np.concatenate(both, 1), np.float32)


def _apart(vectors: Matrix) -> Matrix:
    """The rows without what all of them have in common, at length 1."""
    return vectors if len(vectors) < 2 else without_shared(vectors)[0]


def _words(m: Material, rows: Sequence[int]) -> Matrix:
    """(rows, words) float32 of length 1: the content words of each sentence, each once."""
    told = [list(m.terms.telling(r)) for r in rows]
    place = {word: k for k, word in enumerate(dict.fromkeys(chain.from_iterable(told)))}
    table = np.zeros((len(told), len(place)), np.float32)
    for k, words in enumerate(told):
        table[k, [place[word] for word in words]] = 1
    return np.asarray(
        table / np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1), np.float32
    )
