"""A word budget for several articles on one event: a few ways to choose, and the best of them.

What a sentence's salience weighs against what it covers, how dear length is, and whether the
articles' leads are favoured: no one setting is the best for every event. So each way makes a
plan, and learned weights say which is shown, as for one article (`plans.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from summarizer.domain import EncodedArticle, count_words
from summarizer.salience.features import Matrix, unit_row
from summarizer.salience.score import Salience
from summarizer.salience.terms import tokens
from summarizer.summary.candidates import SENTENCE_WORTH, Candidate, Finder
from summarizer.summary.fill import picks_of, top_up
from summarizer.summary.plans import Pick, best_plan, each_once
from summarizer.summary.select import Form, Task
from summarizer.summary.several import choose_several, opening_of

EVENT_FEATURES = 13


@dataclass(frozen=True, slots=True)
class Way:
    """How to choose.

    Attributes:
        salience: weight of a sentence's salience, per word, against what it covers.
        power: what a plan is worth is divided by its words to this power.
        lead: added to the salience of each article's first sentence.
    """

    salience: float
    power: float
    lead: float


WAYS = (Way(0.7, 0.9, 0.0), Way(0.5, 1.05, 0.0), Way(0.4, 0.9, 0.1))
"""The first is the one that is best on average of those with one setting for all."""


def fill_event(
    articles: Sequence[EncodedArticle],
    candidates: Sequence[Candidate],
    task: Task,
    salience: Salience,
    score: NDArray[np.float32],
    *,
    words: int,
    sentences: int | None,
) -> list[Pick]:
    """Return sentences of several articles within `words` words, in the order of choice.

    Args:
        articles: what is briefed.
        candidates: article after article, in reading order.
        task: what each covers, hangs on and repeats.
        salience: of the articles.
        score: (n,) salience of each candidate.
        words, sentences: both bounds hold; `sentences` may be None.
    """
    plans = draft_event(
        articles, candidates, task, salience, score, words=words, sentences=sentences
    )
    return best_plan(
        plans, salience, lambda drafted: measure_event(candidates, salience, drafted, words)
    )


def draft_event(
    articles: Sequence[EncodedArticle],
    candidates: Sequence[Candidate],
    task: Task,
    salience: Salience,
    score: NDArray[np.float32],
    *,
    words: int,
    sentences: int | None,
) -> list[list[Pick]]:
    """Return the plan of each way, each once; as `fill_event`."""
    plans = []
    best = opening_of(articles, salience, words)
    for way in WAYS:
        weighed = _in_that_way(candidates, task, way)
        chosen = choose_several(candidates, weighed, words=words, sentences=sentences, best=best)
        picks = picks_of(candidates, chosen)
        plans.append(top_up(candidates, task, score, picks, words=words, sentences=sentences))
    return each_once(plans)


def _in_that_way(candidates: Sequence[Candidate], task: Task, way: Way) -> Task:
    share = way.salience / SENTENCE_WORTH
    if share == 1 and not way.lead:
        return replace(task, power=way.power)
    forms = [
        [
            Form(
                form.words,
                form.terms,
                form.bonus * share + way.salience * way.lead * form.words * (candidate.index == 0),
                form.kept,
            )
            for form in row
        ]
        for candidate, row in zip(candidates, task.forms, strict=True)
    ]
    return replace(task, forms=forms, power=way.power)


def measure_event(
    candidates: Sequence[Candidate],
    salience: Salience,
    plans: Sequence[Sequence[Pick]],
    words: int,
) -> Matrix:
    """Return (plans, 13) float32: what can be told of each plan for `words` words."""
    m = salience.material
    find = Finder(m.terms)
    content = np.array(m.terms.content, bool)
    centre = unit_row(m.vectors.mean(0))
    out = np.zeros((len(plans), EVENT_FEATURES), np.float32)
    for k, plan in enumerate(plans):
        held = np.unique(np.concatenate([find.of_text(pick.text) for pick in plan]))
        word, pair = held[held < find.offset], held[held >= find.offset] - find.offset
        covered = float(salience.words[word].sum())
        cited = [candidates[pick.candidate] for pick in plan]
        rows = [m.starts[c.article] + c.index for c in cited]
        sizes = np.array([count_words(pick.text) for pick in plan])
        length = sum(len(tokens(pick.text)) for pick in plan)
        place = np.array([c.index for c in cited])
        score = salience.score[rows]
        out[k] = (
            100 * float(salience.words[word][content[word]].sum()) / words,
            100 * covered / words,
            100 * float(salience.pairs[pair].sum()) / words,
            2 * covered / (length + words),
            float(score @ sizes) / words,
            score.min(),
            (place == 0).mean(),
            100 * len(plan) / words,
            len({c.article for c in cited}) / len(plan),
            unit_row(sizes @ m.vectors[rows]) @ centre,
            sizes.sum() / words,
            np.log1p(place).mean(),
            sizes.mean() / 30,
        )
    return out
