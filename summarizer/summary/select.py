"""Which sentences: the best set under a budget, found greedily."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

REDUNDANT = 0.80
"""Cosine above which one sentence repeats another."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A sentence in one of its forms.

    Attributes:
        sentence: its row among all sentences.
        words: length of this form.
        form: 0 is the whole sentence, 1 and up its trims.
    """

    sentence: int
    words: int
    form: int


@dataclass(frozen=True, slots=True)
class Task:
    """What there is to choose from.

    Attributes:
        gain: (n,) what each sentence is worth.
        similar: (n, n) cosines.
        forms: per sentence the length in words of each form, whole first; empty when
            the sentence must not be used.
        needs: per sentence the row of the one it hangs on, or -1.
    """

    gain: NDArray[np.float32]
    similar: NDArray[np.float32]
    forms: Sequence[Sequence[int]]
    needs: Sequence[int] = field(default=())


def choose(task: Task, *, words: int | None, sentences: int | None) -> list[Choice]:
    """Return the chosen sentences, best first, within both bounds."""
    chosen: list[Choice] = []
    used = 0
    while sentences is None or len(chosen) < sentences:
        best: tuple[float, list[Choice]] | None = None
        left = None if words is None else words - used
        room = None if sentences is None else sentences - len(chosen)
        for row in range(len(task.gain)):
            bundle = _bundle(task, row, chosen, left, room)
            if bundle is None:
                continue
            value = _value(task, bundle, chosen, budget=words is not None)
            if best is None or value > best[0]:
                best = (value, bundle)
        if best is None or best[0] <= 0:
            break
        chosen += best[1]
        used = sum(choice.words for choice in chosen)
    return chosen


def _bundle(
    task: Task, row: int, chosen: Sequence[Choice], left: int | None, room: int | None
) -> list[Choice] | None:
    """The sentence with those it hangs on, in forms that fit; None when they do not."""
    have = {choice.sentence for choice in chosen}
    rows: list[int] = []
    at = row
    while at >= 0 and at not in have:
        rows.append(at)
        if not task.forms[at] or len(rows) > 2:
            return None
        at = task.needs[at] if task.needs else -1
    if not rows or (room is not None and len(rows) > room):
        return None
    bundle = []
    for at in reversed(rows):
        fitting = [
            Choice(at, size, form)
            for form, size in enumerate(task.forms[at])
            if left is None or size <= left
        ]
        if not fitting:
            return None
        bundle.append(fitting[0])
        if left is not None:
            left -= fitting[0].words
    return bundle


def _value(
    task: Task, bundle: Sequence[Choice], chosen: Sequence[Choice], *, budget: bool
) -> float:
    total = 0.0
    for choice in bundle:
        others = [c.sentence for c in chosen]
        overlap = float(task.similar[choice.sentence, others].max()) if others else 0.0
        if overlap > REDUNDANT:
            return -1.0
        total += float(task.gain[choice.sentence]) - 0.3 * overlap
    return total / len(bundle)
