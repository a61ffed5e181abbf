"""Salience of every sentence of one or several articles."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from summarizer.domain import EncodedArticle


def score_sentences(articles: Sequence[EncodedArticle]) -> list[NDArray[np.float32]]:
    """Return one array per article: (n,) float32, how much each sentence tells.

    Comparable across the given articles; higher is more. What other articles also say
    counts for a sentence.
    """
    whole = [a.vectors for a in articles if len(a.sentences)]
    if not whole:
        return [np.zeros(0, np.float32) for _ in articles]
    centre = np.mean([v.mean(0) for v in whole], axis=0)
    centre /= max(float(np.linalg.norm(centre)), 1e-9)
    return [_score_one(article, centre) for article in articles]


def _score_one(article: EncodedArticle, centre: NDArray[np.float32]) -> NDArray[np.float32]:
    count = len(article.sentences)
    if count == 0:
        return np.zeros(0, np.float32)
    position = np.arange(count)
    lead = 1.0 / (1.0 + 0.5 * position)
    words = np.array([len(article.text_of(i).split()) for i in range(count)])
    length = np.minimum(words / 20.0, 1.0)
    score = (article.vectors @ centre) * 0.8 + 0.5 * lead + 0.2 * length
    return np.asarray(score, np.float32)
