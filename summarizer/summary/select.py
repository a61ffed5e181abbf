"""Which sentences, in which form: a set under a budget, found greedily.

The worth of a set is the worth of the terms that it covers, each once, plus a bonus of
each sentence. Covering has diminishing returns, so taking the best ratio of worth to
length, and looking again only at what may have changed, is near the optimum and fast
(Lin and Bilmes, "A class of submodular functions for document summarization", 2011;
lazy evaluation after Minoux, 1978).
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

REDUNDANT = 0.85
"""Cosine above which one sentence repeats another and is not taken."""
RESTATED, SHARED = 0.7, 0.5
"""Cosine, and share of the shorter one's content words, that together mean the same said
again in other words."""
ALIKE, NEAR = 1.1, 0.6
"""Of several articles: cosine and that share added, and the least cosine, from which two sentences
tell the same news; outlets word it each in their way, so neither alone need be high."""
LEADS_ALIKE, LEADS_NEAR = 1.0, 0.55
"""The same of the first sentences of two articles: each outlet begins with the news."""
TOLD_ALIKE, TOLD_NEAR = 1.3, 0.58
"""The same of one article, whose sentences speak of one thing anyway: a lead and the standfirst's
or a caption's words for it."""
FULL = 7
"""Content words of a sentence that tells the news: of a shorter one a name or two is half."""
MOST_BROUGHT = 2
"""Sentences that one may bring along because it hangs on them."""


@dataclass(frozen=True, slots=True)
class Form:
    """A sentence whole or trimmed.

    Attributes:
        words: its length.
        terms: what it covers, as places in `Task.worth`, each once.
        bonus: what it is worth besides.
        kept: share of all this that counts.
    """

    words: int
    terms: NDArray[np.int64]
    bonus: float
    kept: float = 1.0


@dataclass(frozen=True, slots=True)
class Task:
    """What there is to choose from.

    Attributes:
        forms: per sentence its forms, best first; none where it must not be used.
        vectors: (n, d) float32 of length 1, to tell repetition.
        worth: worth of each term.
        needs: per sentence the one that it hangs on, or -1.
        power: worth is divided by words to this power: 0 where sentences are counted,
            towards 1 where words are.
    """

    forms: Sequence[Sequence[Form]]
    vectors: NDArray[np.float32]
    worth: NDArray[np.float32]
    needs: Sequence[int]
    power: float
    content: Sequence[frozenset[int]] = ()
    """Per sentence its content words, to tell restatements; may be left out."""
    several: bool = False
    """The sentences are of several articles, which tell the same news in their own words."""
    leads: Sequence[int] = ()
    """Per sentence, of several articles, the one that it begins, or -1; may be left out."""

    def without(self, gone: Collection[int]) -> Task:
        """Return the same task, in which some sentences must not be used."""
        return replace(self, forms=[() if k in gone else f for k, f in enumerate(self.forms)])


@dataclass(frozen=True, slots=True)
class Choice:
    """A chosen sentence and which of its forms."""

    sentence: int
    form: int


class _Draft:
    """The set so far."""

    def __init__(self, task: Task, words: int | None, sentences: int | None) -> None:
        self.task = task
        self.words = words
        self.sentences = sentences
        self.chosen: dict[int, int] = {}
        self.order: list[int] = []
        self.open = task.worth.copy()

    def offer(self, row: int) -> tuple[float, tuple[Choice, ...]] | None:
        """Return the value of taking `row` with what it needs, or None when it cannot be."""
        rows = self._with_needed(row)
        if rows is None or self._repeats(rows):
            return None
        if self.sentences is not None and len(rows) > self.sentences - len(self.order):
            return None
        bundle: list[Choice] = []
        left = self.words
        total, size = 0.0, 0
        for at in rows:
            best = self._best_form(at, left)
            if best is None:
                return None
            value, choice, used = best
            bundle.append(choice)
            total += value
            size += used
            left = None if left is None else left - used
        shared = total / len(rows) if self.task.power == 0 else total
        return float(shared / max(size, 1) ** self.task.power), tuple(bundle)

    def take(self, bundle: Sequence[Choice]) -> None:
        for choice in bundle:
            form = self.task.forms[choice.sentence][choice.form]
            self.chosen[choice.sentence] = choice.form
            self.order.append(choice.sentence)
            self.open[form.terms] = 0
            if self.words is not None:
                self.words -= form.words

    @property
    def full(self) -> bool:
        return (self.sentences is not None and len(self.order) >= self.sentences) or (
            self.words is not None and self.words <= 0
        )

    def _with_needed(self, row: int) -> list[int] | None:
        rows = [row]
        at = self.task.needs[row]
        while at >= 0 and at not in self.chosen:
            rows.append(at)
            if len(rows) > 1 + MOST_BROUGHT:
                return None
            at = self.task.needs[at]
        return None if any(not self.task.forms[at] for at in rows) else rows[::-1]

    def _repeats(self, rows: Sequence[int]) -> bool:
        return is_redundant(self.task, rows, self.order)

    def _best_form(self, row: int, left: int | None) -> tuple[float, Choice, int] | None:
        best: tuple[float, float, Choice, int] | None = None
        for number, form in enumerate(self.task.forms[row]):
            if left is not None and form.words > left:
                continue
            value = (float(self.open[form.terms].sum()) + form.bonus) * form.kept
            ratio = value / max(form.words, 1) ** self.task.power
            if best is None or ratio > best[0] + 1e-9:
                best = (ratio, value, Choice(row, number), form.words)
        return None if best is None else best[1:]


def is_redundant(task: Task, rows: Sequence[int], chosen: Sequence[int]) -> bool:
    """Return whether one of `rows` says what one of `chosen` says."""
    if not chosen:
        return False
    near = task.vectors[list(rows)] @ task.vectors[list(chosen)].T
    if near.max() > REDUNDANT:
        return True
    if not task.content or near.max() < LEADS_NEAR:
        return False
    return any(
        _restates(task, float(near[i, j]), rows[int(i)], chosen[int(j)])
        for i, j in np.argwhere(near >= LEADS_NEAR)
    )


def _restates(task: Task, near: float, row: int, other: int) -> bool:
    """Whether two sentences of that cosine say the same in other words."""
    one, two = task.content[row], task.content[other]
    shared = _shared(one, two)
    if near >= RESTATED and shared >= SHARED:
        return True
    if _both_lead(task, row, other) and near + shared >= LEADS_ALIKE:
        return True
    full = task.several and min(len(one), len(two)) >= FULL
    return full and near >= NEAR and near + shared >= ALIKE


def _both_lead(task: Task, row: int, other: int) -> bool:
    """Whether two sentences begin two articles."""
    return bool(task.leads) and -1 != task.leads[row] != task.leads[other] != -1


class Rivals:
    """Per sentence those that say the same, of one or other of which only one is taken."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._near = task.vectors @ task.vectors.T
        self._close: dict[int, list[int]] = {}
        for row, other in np.argwhere(self._near >= TOLD_NEAR).tolist():
            self._close.setdefault(row, []).append(other)
        self._found: dict[int, frozenset[int]] = {}

    def of(self, row: int) -> frozenset[int]:
        """Return the sentences that say what `row` says, as `is_redundant` tells it."""
        found = self._found.get(row)
        if found is None:
            close = self._close.get(row, ())
            found = frozenset([k for k in close if k != row and self._restates(row, k)])
            self._found[row] = found
        return found

    def _restates(self, row: int, other: int) -> bool:
        near = float(self._near[row, other])
        if near > REDUNDANT:
            return True
        content = self._task.content
        if not content:
            return False
        shared = _shared(content[row], content[other])
        return (near >= RESTATED and shared >= SHARED) or near + shared >= TOLD_ALIKE


def _shared(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / max(min(len(one), len(other)), 1)


def choose(task: Task, *, words: int | None, sentences: int | None) -> list[Choice]:
    """Return the chosen sentences, in the order of choice, within both bounds."""
    draft = _Draft(task, words, sentences)
    queue: list[tuple[float, int, int]] = []
    for row in range(len(task.forms)):
        if (offer := draft.offer(row)) is not None:
            queue.append((-offer[0], row, 0))
    heapq.heapify(queue)
    turn = 0
    while queue and not draft.full:
        _, row, seen = heapq.heappop(queue)
        if row in draft.chosen:
            continue
        offer = draft.offer(row)
        if offer is None:
            continue
        if seen < turn and queue and -offer[0] > queue[0][0] + 1e-9:
            heapq.heappush(queue, (-offer[0], row, turn))
            continue
        before = set(draft.chosen)
        draft.take(offer[1])
        turn += 1
        # What hung on a sentence that is now there may be had for less, so its old
        # value is no upper bound: look at it afresh.
        for other in _freed(task, draft, before):
            if (offer := draft.offer(other)) is not None:
                heapq.heappush(queue, (-offer[0], other, turn))
    return [Choice(row, draft.chosen[row]) for row in draft.order]


def _freed(task: Task, draft: _Draft, before: set[int]) -> list[int]:
    """Sentences that hang on one that has just been taken."""
    return [
        other
        for other, needed in enumerate(task.needs)
        if needed in draft.chosen and needed not in before and other not in draft.chosen
    ]
