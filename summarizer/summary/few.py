"""A few sentences of one article: the best set of them, judged as a whole.

All sets of two and three of the most salient sentences are weighed. A third sentence is
left out where it adds less than the room that it takes: a bound is no order to fill it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from summarizer.lengths import count_words
from summarizer.salience.score import Salience
from summarizer.salience.sets import NONE, measure_sets, sets_of
from summarizer.summary.candidates import Candidate, Valuer
from summarizer.summary.select import Choice, Task, is_redundant

POOL = 10
"""Most salient sentences whose sets are weighed: 165 sets, under a millisecond."""
WEIGHED = 3
"""Most sentences of a set that is weighed as a whole; further ones come by their salience."""


def choose_few(
    candidates: Sequence[Candidate],
    task: Task,
    salience: Salience,
    score: NDArray[np.float32],
    sentences: int,
) -> list[Choice]:
    """Return at most `sentences` sentences of one article, in the order to take them.

    Args:
        candidates: in reading order.
        task: what each hangs on, and what repeats what.
        salience: of the article.
        score: (n,) salience of each candidate.
        sentences: the bound; of three, two may be given.
    """
    usable = [k for k, candidate in enumerate(candidates) if candidate.usable]
    pool = _pool(usable, task, score)
    if not pool:
        return []
    chosen = _best_set(candidates, task, salience, score, pool, min(sentences, WEIGHED))
    while len(chosen) < sentences and sentences > WEIGHED:
        ready = [k for k in usable if k not in chosen and _may_follow(k, task, chosen)]
        if not ready:
            break
        chosen.append(max(ready, key=lambda k: score[k]))
    value = Valuer(salience)
    return [Choice(k, value.best_form(candidates[k].texts)) for k in chosen]


def _may_follow(k: int, task: Task, chosen: Sequence[int]) -> bool:
    needed = task.needs[k]
    return (needed < 0 or needed in chosen) and not is_redundant(task, [k], chosen)


def _pool(usable: Sequence[int], task: Task, score: NDArray[np.float32]) -> list[int]:
    """The most salient sentences with what they hang on, in reading order."""
    pool: set[int] = set()
    for k in sorted(usable, key=lambda k: -score[k]):
        if len(pool) >= POOL:
            break
        pool.add(k)
        if task.needs[k] in usable:
            pool.add(task.needs[k])
    return sorted(pool)


def _best_set(
    candidates: Sequence[Candidate],
    task: Task,
    salience: Salience,
    score: NDArray[np.float32],
    pool: Sequence[int],
    most: int,
) -> list[int]:
    """The set of the highest worth among those whose sentences can stand together."""
    most = min(most, len(pool))
    sizes = (2, 3) if most == WEIGHED else (most,)
    while True:
        sets = sets_of(len(pool), sizes)
        sound = _sound(sets, task, pool)
        if sound.any():
            break
        if sizes[0] == 1:
            return []
        sizes = (sizes[0] - 1,)
    sets = sets[sound]
    worth = np.append(score[list(pool)], 0)[sets].sum(1)
    if salience.sets is not None and sets.shape[1] > 1:
        m = salience.material
        rows = np.array([candidates[k].index for k in pool])
        words = np.array([count_words(candidates[k].full) for k in pool], np.float32)
        worth = worth + salience.sets(measure_sets(m, rows, sets, words, salience.words))
    best = sets[int(worth.argmax())]
    return [pool[i] for i in best if i != NONE]


def _sound(sets: NDArray[np.int64], task: Task, pool: Sequence[int]) -> NDArray[np.bool_]:
    """Which sets hold what their sentences hang on and say nothing twice."""
    sound = np.ones(len(sets), bool)
    for i, k in enumerate(pool):
        needed = task.needs[k]
        if needed >= 0:
            held = (sets == pool.index(needed)).any(1) if needed in pool else False
            sound &= ~(sets == i).any(1) | held
    for i, j in combinations(range(len(pool)), 2):
        if is_redundant(task, [pool[i]], [pool[j]]):
            sound &= ~((sets == i).any(1) & (sets == j).any(1))
    return sound
