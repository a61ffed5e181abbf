"""What can be told of a set of sentences of one article: inputs of the choice among sets.

A sentence is worth more beside some than beside others: what counts is what the set
covers, how long it is, and how its sentences lie to one another. After Zhong et al.,
"Extractive Summarization as Text Matching" (2020), with features for their matching model.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from summarizer.salience.features import Material, Matrix, side_by_side, unit_row
from summarizer.salience.held import is_first_use
from summarizer.salience.terms import Terms

USUAL_WORDS = 45
"""Words of a summary by a person, about: expected ROUGE of a set is told against it."""
SMOOTHING = 40
"""The same for one sentence, which is a part of such a summary."""
NONE = -1
"""Fills up a set that is smaller than the largest."""


def sets_of(count: int, sizes: Sequence[int]) -> NDArray[np.int64]:
    """Return every set of `sizes` members out of `count`, as rows ended by NONE."""
    widest = max(sizes)
    rows = [
        (*members, *([NONE] * (widest - size)))
        for size in sizes
        for members in combinations(range(count), size)
    ]
    return np.array(rows, np.int64).reshape(len(rows), widest)


def wording_chances(m: Material, chance: Matrix) -> Matrix:
    """Return (n, 8) float32: how likely a summary uses what each sentence says.

    Args:
        m: one article.
        chance: (w,) chance of each word to be in a summary.
    """
    count = len(m.texts)
    per_row = partial(np.bincount, minlength=count)
    # Sums of so few chances are exact at double precision, in whatever order.
    worth = chance.astype(np.float64)[m.held.term]
    total, different = per_row(m.held.row, worth), per_row(m.held.row)
    telling = m.terms.tells[m.held.term]
    word, row, worth = m.held.term[telling], m.held.row[telling], worth[telling]
    fresh = is_first_use(word, len(chance))
    order = np.lexsort((-worth, row))
    best = worth[order]
    size = per_row(row)
    ends = np.cumsum(size)
    rank = np.arange(len(row)) - np.repeat(ends - size, size)
    top, first = rank < BEST, rank == 0
    columns = [
        total / np.maximum(different, 1),
        total,
        per_row(row, worth) / np.maximum(size, 1),
        per_row(row, worth),
        per_row(row[top], best[top]) / np.maximum(np.minimum(size, BEST), 1),
        per_row(row[first], best[first]),
        per_row(row, worth * fresh),
        2 * total / (per_row(m.held.said_in) + SMOOTHING),
    ]
    return side_by_side(columns)


BEST = 3
"""A sentence's likeliest words, whose mean is told of it."""


def measure_sets(
    m: Material,
    rows: NDArray[np.int64],
    sets: NDArray[np.int64],
    words: Matrix,
    chance: Matrix,
) -> Matrix:
    """Return (s, 15) float32: features of every set.

    Args:
        m: one article.
        rows: (k,) rows that the sets draw from, in reading order.
        sets: (s, 3) places in `rows`, ascending, ended by NONE.
        words: (k,) words of each row as it would be shown.
        chance: (w,) chance of each word to be in a summary.
    """
    if sets.shape[1] < 3:
        filler = np.full((len(sets), 3 - sets.shape[1]), NONE)
        sets = np.concatenate([sets, filler], 1)
    there = sets != NONE
    vectors = np.concatenate([m.vectors[rows], np.zeros((1, m.vectors.shape[1]), np.float32)])
    near = vectors @ vectors.T
    a, b, c = sets.T
    likeness = np.stack([near[a, b], near[a, c], near[b, c]], 1)
    size = np.append(words, 0)[sets].sum(1)
    middle = vectors[sets].sum(1)
    middle /= np.linalg.norm(middle, axis=1, keepdims=True) + 1e-9
    count = there.sum(1)
    place = np.where(there, np.append(rows, 0)[sets], 0)
    adjoining = ((place[:, 1:] == place[:, :-1] + 1) & there[:, 1:]).sum(1)
    columns = [
        likeness.max(1),
        likeness.sum(1) / 3,
        size / 50,
        (size / 50) ** 2,
        np.maximum(size - 60, 0) / 30,
        middle @ unit_row(m.vectors.mean(0)),
        middle @ m.vectors[0],
        adjoining,
        place[:, 0] == 0,
        np.log1p(place.max(1)),
        count == 2,
        count == 1,
        *_covered(m.terms, rows, sets, chance),
    ]
    return np.stack(columns, 1).astype(np.float32)


def _covered(
    terms: Terms, rows: NDArray[np.int64], sets: NDArray[np.int64], chance: Matrix
) -> list[Matrix]:
    """Expected ROUGE-1 of each set, the share of it that is not said twice, and per word."""
    holds = np.zeros((len(rows) + 1, len(chance)), np.float32)
    for k, row in enumerate(rows):
        holds[k, list(set(terms.words[row]))] = 1
    used = holds.any(0)
    holds, chance = holds[:, used], chance[used]
    once = holds[sets].max(1) @ chance
    each = np.append(holds @ chance, 0)[sets].sum(1)
    size = np.append([len(terms.words[row]) for row in rows], 0)[sets].sum(1)
    return [
        2 * once / (size + USUAL_WORDS),
        once / np.maximum(each, 1e-6),
        once / np.maximum(size, 1),
    ]
