"""What each of several articles holds to be its own news: further inputs for an event.

The scorer of single articles has seen ten times more articles than the one for several;
its opinion of each article by itself, by sentence, word and pair, is passed on.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from summarizer.salience.features import Material, Matrix, lay_out
from summarizer.salience.held import Held, held_by

Alone = Callable[[Material], tuple[Matrix, Matrix]]
"""Scores of the rows of one article, and the chance of each of its words."""
UNSEEN = -5.0
"""Score of a term that no sentence holds; below that of any sentence."""


@dataclass(frozen=True, slots=True)
class Own:
    """Features to add to those of `measure` and `measure_concepts`.

    Attributes:
        rows: (n, 3) score against the article's mean, rank as a share, share of the best.
        words: (w, 6) and
        pairs: (p, 6) chances, and the scores of the sentences that hold the term.
    """

    rows: Matrix
    words: Matrix
    pairs: Matrix


def measure_own(m: Material, alone: Alone) -> Own:
    """Return what the articles of `m`, each by itself, hold to be their news."""
    number = {word: i for i, word in enumerate(m.terms.vocabulary)}
    rows = np.zeros((len(m.texts), 3), np.float32)
    highest = np.zeros(len(number), np.float32)
    total = np.zeros(len(number), np.float32)
    articles = 0
    for start, end in itertools.pairwise(m.starts):
        if end <= start:
            continue
        articles += 1
        article = lay_out([m.texts[start:end]], [m.vectors[start:end]], m.function)
        score, chances = alone(article)
        order = np.argsort(np.argsort(-score, kind="stable"), kind="stable")
        rows[start:end] = np.stack(
            [score - score.mean(), order / len(score), np.exp(score - score.max())], 1
        )
        held = np.array([number[word] for word in article.terms.vocabulary], np.int64)
        highest[held] = np.maximum(highest[held], chances)
        total[held] += chances
    mean = total / max(articles, 1)
    words = [highest, mean, np.log(highest + 1e-3)]
    both = np.array(m.terms.pair_words, np.int64).reshape(-1, 2)
    a, b = both[:, 0], both[:, 1]
    pairs = [
        highest[a] * highest[b],
        np.minimum(highest[a], highest[b]),
        np.minimum(mean[a], mean[b]),
    ]
    return Own(
        rows,
        np.concatenate([np.stack(words, 1), _holders(m.held, rows, len(number))], 1),
        np.concatenate([np.stack(pairs, 1), _holders(held_by(m.terms.pairs), rows, len(both))], 1),
    )


def _holders(held: Held, rows: Matrix, count: int) -> Matrix:
    """Return (count, 3): best score of the rows that hold a term, sum and mean of their shares."""
    term, holder = held.term, held.row
    best = np.full(count, UNSEEN, np.float32)
    np.maximum.at(best, term, rows[holder, 0])
    total = np.bincount(term, rows[holder, 2], minlength=count)
    used = np.bincount(term, minlength=count)
    return np.stack([best, total, total / np.maximum(used, 1)], 1).astype(np.float32)
