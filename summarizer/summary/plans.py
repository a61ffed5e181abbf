"""What can be told of a plan for a word budget: inputs of the choice among plans.

A plan is chosen sentences of one article in the forms in which they would be shown. Which
plan is best hangs on what it covers, on how much of the room it fills and how much was cut
for that, and on whether the article is of a kind whose lead is its summary.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np

from summarizer.lengths import count_words
from summarizer.salience.features import Matrix, unit_row
from summarizer.salience.score import Salience
from summarizer.salience.terms import tokens
from summarizer.summary.candidates import Candidate, Valuer

BROKEN = "…"
"""Ends a sentence that was broken off."""
USUAL_LEAD = 2.0
"""Times the room from which the length of a lead makes no more difference."""


class Pick(NamedTuple):
    """A chosen sentence and its text.

    Attributes:
        candidate: which.
        text: the form to show.
        whole: the form is the sentence itself.
    """

    candidate: int
    text: str
    whole: bool


PLAN_FEATURES = 26


def each_once(plans: Iterable[list[Pick]]) -> list[list[Pick]]:
    """Return the plans that tell anything, without those that show the same as one before."""
    once: dict[frozenset[tuple[int, str]], list[Pick]] = {}
    for plan in plans:
        once.setdefault(frozenset((pick.candidate, pick.text) for pick in plan), plan)
    return [plan for plan in once.values() if plan]


def best_plan(
    plans: list[list[Pick]],
    salience: Salience,
    measure: Callable[[list[list[Pick]]], Matrix],
    bonus: Callable[[list[Pick]], float] = lambda _: 0.0,
) -> list[Pick]:
    """Return the plan that learned weights and a `bonus` in their measure put first.

    The first where there are no such weights.
    """
    if len(plans) < 2 or salience.plans is None:
        return plans[0] if plans else []
    worth = salience.plans(measure(plans)) + np.array([bonus(p) for p in plans], np.float32)
    return plans[int(worth.argmax())]


class PlanMeasure:
    """Measures plans of one article for one budget."""

    def __init__(
        self,
        candidates: Sequence[Candidate],
        salience: Salience,
        score: Matrix,
        *,
        first: int,
        words: int,
    ) -> None:
        """Get ready.

        Args:
            candidates: in reading order.
            salience: of the article.
            score: (n,) salience of each candidate.
            first: which of them is the article's first sentence.
            words: the budget.
        """
        self.candidates = candidates
        self.score = score - score.mean()
        self.scores = self.score.tolist()
        self.highest = max(self.scores)
        self.value = Valuer(salience)
        self.lead = salience.lead
        self.first = first
        self.words = words
        self.log = float(np.log1p(words))
        self.vectors = salience.material.vectors
        self.centre = unit_row(salience.material.means[0])
        self.opening = set(itertools.pairwise(_first_tokens(salience.material.texts, words)))
        self._opened: dict[str, frozenset[tuple[str, str]]] = {}

    def __call__(self, plans: Sequence[Sequence[Pick]]) -> Matrix:
        """Return (plans, 26) float32."""
        rows = [self._row(sorted(plan, key=lambda pick: pick.candidate)) for plan in plans]
        return np.array(rows, np.float32).reshape(len(rows), PLAN_FEATURES)

    def _row(self, plan: Sequence[Pick]) -> list[float]:
        at = [pick.candidate for pick in plan]
        sizes = [count_words(pick.text) for pick in plan]
        size, weights = sum(sizes), np.array(sizes)
        scores = [self.scores[k] for k in at]
        length = max(sum([len(self.value.tokens_of(pick.text)) for pick in plan]), 1)
        covered = self.value.covered(pick.text for pick in plan)
        salient = float(self.score[at] @ weights)
        filled = size / self.words
        lost = [
            whole - left
            for k, left in zip(at, sizes, strict=True)
            if (whole := self._size(k)) > left
        ]
        broken = sum(pick.text.endswith(BROKEN) for pick in plan)
        steps = [after - before for before, after in itertools.pairwise(at)]
        runs = steps.count(1) / max(len(steps), 1)
        holds = float(self.first in at)
        leads = self._size(self.first) / self.words if at[0] == self.first else 0.0
        rows = [self.candidates[k].index for k in at]
        middle = unit_row(weights @ self.vectors[rows])
        return [
            salient / self.words,
            salient / max(size, 1),
            covered / self.words,
            2 * covered / (length + self.words),
            covered / length,
            filled,
            filled * self.lead,
            holds,
            holds * self.lead,
            holds * self.log,
            runs,
            runs * self.lead,
            runs * self.log,
            len(at),
            broken,
            len(lost) - broken,
            sum(lost) / self.words,
            float(middle @ self.centre),
            float(middle @ self.vectors[self.candidates[self.first].index]),
            float(np.log1p(sum(rows) / len(rows))),
            max(scores) - self.highest,
            min(scores) - self.highest,
            scores[0] - self.scores[self.first],
            min(leads, USUAL_LEAD),
            max(steps, default=1),
            self.lead * self._opening_share(plan),
        ]

    def _size(self, k: int) -> int:
        """Words of a candidate at the full length at which it is shown."""
        return count_words(self.candidates[k].full)

    def _opening_share(self, plan: Sequence[Pick]) -> float:
        """Which share of the pairs in the article's first words the plan repeats."""
        repeated = frozenset[tuple[str, str]]().union(*(self._opening_in(p.text) for p in plan))
        return len(repeated) / max(len(self.opening), 1)

    def _opening_in(self, text: str) -> frozenset[tuple[str, str]]:
        """Which of those pairs a text repeats; plans hold the same few texts."""
        found = self._opened.get(text)
        if found is None:
            pairs = itertools.pairwise(self.value.tokens_of(text))
            self._opened[text] = found = frozenset(self.opening.intersection(pairs))
        return found


def _first_tokens(texts: Sequence[str], words: int) -> list[str]:
    """The stemmed words of the first `words` words of the texts."""
    found: list[str] = []
    for text in texts:
        held = text.split()
        if len(held) > words:
            return found + tokens(" ".join(held[:words]))
        found += tokens(text)  # known since its terms were numbered
        words -= len(held)
    return found
