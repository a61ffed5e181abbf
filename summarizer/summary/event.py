"""A word budget for several articles on one event: a few ways to choose, and what they agree on.

What a sentence's salience weighs against what it covers, and how dear length is: no one setting
is the best for every event, and which plan is the best cannot be told beforehand (weights that
were learned from 91 events chose no better than the first way). What every way would tell is the
least likely to be chance, so the plan is shown that has most in common with the others (after
Kumar and Byrne, "Minimum Bayes-risk decoding for statistical machine translation", 2004).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.domain import EncodedArticle
from summarizer.salience.score import Salience
from summarizer.salience.terms import tokens
from summarizer.summary.again import without_told
from summarizer.summary.candidates import SENTENCE_WORTH, Candidate
from summarizer.summary.fill import picks_of, top_up
from summarizer.summary.persons import Persons
from summarizer.summary.plans import Pick
from summarizer.summary.select import Form, Task
from summarizer.summary.several import all_known, choose_several, opening_of


@dataclass(frozen=True, slots=True)
class Way:
    """How to choose.

    Attributes:
        salience: weight of a sentence's salience, per word, against what it covers.
        power: what a plan is worth is divided by its words to this power.
    """

    salience: float
    power: float


WAYS = (Way(0.5, 0.95), Way(0.5, 1.05), Way(0.3, 0.95))
"""The first settles it where two are as good. Eight ways are no better than three."""


def draft_event(
    articles: Sequence[EncodedArticle],
    candidates: Sequence[Candidate],
    task: Task,
    salience: Salience,
    score: NDArray[np.float32],
    *,
    words: int,
    sentences: int | None,
    introduce: bool,
) -> list[list[Pick]]:
    """Return the plan of each way: sentences of several articles, in the order of choice.

    Args:
        articles: what is briefed.
        candidates: article after article, in reading order.
        task: what each covers, hangs on and repeats.
        salience: of the articles.
        score: (n,) salience of each candidate.
        words, sentences: both bounds hold; `sentences` may be None.
        introduce: nobody is named by surname alone who is not introduced.
    """
    plans = []
    best = opening_of(articles, salience, words)
    persons = Persons([candidate.text for candidate in candidates])
    for way in WAYS:
        weighed = _in_that_way(task, way)
        chosen = choose_several(
            candidates, weighed, words=words, sentences=sentences, best=best, introduce=introduce
        )
        picks = _without_told(candidates, picks_of(candidates, chosen))
        known = all_known(persons, picks) if introduce else _anybody
        plans.append(
            top_up(candidates, task, score, picks, words=words, sentences=sentences, apt=known)
        )
    return [plan for plan in plans if plan]


def _anybody(_: int) -> bool:
    return True


def _without_told(candidates: Sequence[Candidate], picks: Sequence[Pick]) -> list[Pick]:
    """The same picks without what others of them tell; of a talk nothing is cut."""
    if any(candidates[pick.candidate].turn for pick in picks):
        return list(picks)
    cut = without_told([pick.text for pick in picks])
    return [
        pick if text == pick.text else Pick(pick.candidate, text, False)
        for pick, text in zip(picks, cut, strict=True)
    ]


def _in_that_way(task: Task, way: Way) -> Task:
    share = way.salience / SENTENCE_WORTH
    forms = [
        [Form(form.words, form.terms, form.bonus * share, form.kept) for form in row]
        for row in task.forms
    ]
    return replace(task, forms=forms, power=way.power)


def most_agreed(plans: Sequence[list[Pick]]) -> list[Pick]:
    """Return the plan that has most words and pairs in common with the others; the first of equals.

    Two ways that lead to the same plan speak for it.
    """
    if not plans:
        return []
    told = [tokens(" ".join(pick.text for pick in plan)) for plan in plans]
    counts = [(Counter(row), Counter(pairwise(row))) for row in told]
    shared = [sum(_alike(one, other) for other in counts) for one in counts]
    return plans[max(range(len(plans)), key=lambda k: round(shared[k], 6))]


def _alike(one: Sequence[Counter[Any]], other: Sequence[Counter[Any]]) -> float:
    """ROUGE-1 plus ROUGE-2 F of one text to another."""
    return sum(
        2 * (a & b).total() / max(a.total() + b.total(), 1) for a, b in zip(one, other, strict=True)
    )
