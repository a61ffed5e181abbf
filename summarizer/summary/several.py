"""A brief of several articles on one event, as an editor leaves it.

What covers most of what the articles say is chosen by `select.choose`. On top of that: the
brief opens with the news (`best_opening`), and a sentence goes that tells next to nothing that
the others have not told, though its words may be other outlets' for the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from summarizer.domain import EncodedArticle
from summarizer.salience.score import Salience
from summarizer.summary.again import told_again, without_told
from summarizer.summary.candidates import Candidate
from summarizer.summary.fill import picks_of, top_up
from summarizer.summary.opening import Opening, best_opening
from summarizer.summary.persons import Persons, called_by
from summarizer.summary.plans import Pick
from summarizer.summary.select import Choice, Task, choose, is_redundant

NO_ROOM_FOR_PEOPLE = range(81, 110)
"""Budgets within which somebody may be named by surname alone who was not introduced: there the
sentence that introduces takes the room of news (0.4 ROUGE-1 at 85 words, 0.1 at 100 and at 108,
where we are least ahead). In 60 words another point is chosen, in 120 and more there is room for
both; neither costs anything."""
MOST_ROUNDS = 6
"""How often sentences are struck and the room filled anew."""


def fill_several(
    articles: Sequence[EncodedArticle],
    candidates: Sequence[Candidate],
    task: Task,
    salience: Salience,
    score: NDArray[np.float32],
    *,
    words: int,
    sentences: int | None,
    introduce: bool,
) -> list[Pick]:
    """Return what a brief of several articles tells within a number of words, in order of choice.

    Args:
        articles: what is briefed.
        candidates: article after article, in reading order.
        task: what each covers, hangs on and repeats.
        salience: of the articles.
        score: (n,) salience of each candidate.
        words, sentences: both bounds hold; `sentences` may be None.
        introduce: as `has_room_for_people`.
    """
    best = opening_of(articles, salience, words)
    chosen = choose_several(
        candidates, task, words=words, sentences=sentences, best=best, introduce=introduce
    )
    picks = _without_told(candidates, picks_of(candidates, chosen))
    apt = _all_known(candidates, picks) if introduce else None
    return top_up(candidates, task, score, picks, words=words, sentences=sentences, apt=apt)


def _without_told(candidates: Sequence[Candidate], picks: Sequence[Pick]) -> list[Pick]:
    """The same picks without what others of them tell; of a talk nothing is cut."""
    if any(candidates[pick.candidate].turn for pick in picks):
        return list(picks)
    cut = without_told([pick.text for pick in picks])
    return [
        pick if text == pick.text else Pick(pick.candidate, text, False)
        for pick, text in zip(picks, cut, strict=True)
    ]


def choose_several(
    candidates: Sequence[Candidate],
    task: Task,
    *,
    words: int | None,
    sentences: int | None,
    best: Opening | None,
    introduce: bool = True,
) -> list[Choice]:
    """Return what a brief of several articles tells, the opening first, within both bounds.

    `best` is what `opening_of` found for `words`; `introduce` as `has_room_for_people`.
    """
    opening = _opening(candidates, task, best, words)
    persons = Persons([candidate.text for candidate in candidates])
    first = [] if opening is None else [opening]
    for _ in range(MOST_ROUNDS):
        rest = _after(task, opening)
        used = 0 if opening is None else task.forms[opening.sentence][opening.form].words
        chosen = first + _more(rest, words, used, sentences, len(first))
        again = told_again(candidates, task, [choice.sentence for choice in chosen])
        needs = task.needs
        if introduce:
            needs, twins = _introduced(candidates, task, chosen, persons)
            again |= twins
        if not again and needs is task.needs:
            return chosen
        task = replace(task, needs=needs).without(again)
    return [c for c in chosen if c.sentence not in again and task.needs[c.sentence] not in again]


def has_room_for_people(words: int | None) -> bool:
    """Return whether everybody is introduced in a brief for which somebody asked for `words`."""
    return words not in NO_ROOM_FOR_PEOPLE


def _all_known(candidates: Sequence[Candidate], picks: Sequence[Pick]) -> Callable[[int], bool]:
    """Which sentences name nobody by surname alone whom no pick introduces."""
    persons = Persons([candidate.text for candidate in candidates])
    known = frozenset[str]().union(*(called_by(pick.text) for pick in picks))
    return lambda k: known.issuperset(persons.strangers(k))


def _introduced(
    candidates: Sequence[Candidate], task: Task, chosen: Sequence[Choice], persons: Persons
) -> tuple[Sequence[int], set[int]]:
    """What each sentence hangs on, once those that name strangers hang on who tells of them.

    Returns: `task.needs` itself where the chosen sentences introduce everybody whom they name; and
    those that another one tells in the same words with the whole name.
    """
    rows = [choice.sentence for choice in chosen]
    known = frozenset[str]().union(*(called_by(candidates[k].text) for k in rows))
    needs = list(task.needs)
    twins: set[int] = set()
    for k in rows[1:]:
        unknown = [name for name in persons.strangers(k) if name not in known]
        tellers = [n for name in unknown for n in persons.introductions(name)]
        free = [n for n in tellers if task.forms[n] and task.needs[n] < 0 and n not in rows]
        if any(is_redundant(task, [n], [k]) for n in free):
            twins.add(k)
        elif free and task.needs[k] < 0:
            needs[k] = min(free, key=lambda n: (_shortest(task, n), -_worth(task, n)))
    return (task.needs if needs == list(task.needs) else needs), twins


def _shortest(task: Task, row: int) -> int:
    """Words of the shortest form: who it is can be told in passing."""
    return min(form.words for form in task.forms[row])


def _worth(task: Task, row: int) -> float:
    """The most that a form of the sentence is worth for its length."""
    return max(
        float(task.worth[form.terms].sum() + form.bonus) / float(form.words**task.power)
        for form in task.forms[row]
    )


def opening_of(
    articles: Sequence[EncodedArticle], salience: Salience, words: int | None
) -> Opening | None:
    """Return what opens a brief of `articles` within `words` words."""
    starts = salience.material.starts
    scores = [salience.score[start:end] for start, end in pairwise(starts)]
    return best_opening(articles, words if words is not None else 10**6, scores)


def _opening(
    candidates: Sequence[Candidate], task: Task, best: Opening | None, words: int | None
) -> Choice | None:
    """The candidate that opens, in the form in which it does."""
    if best is None:
        return None
    for k, candidate in enumerate(candidates):
        if (candidate.article, candidate.index) != (best.article, best.index):
            continue
        fitting = [
            n for n, form in enumerate(task.forms[k]) if words is None or form.words <= words
        ]
        if not fitting:
            return None
        same = [n for n in fitting if candidate.texts[n] == best.text]
        return Choice(k, next(iter([*same, *fitting])))
    return None


def _more(
    task: Task, words: int | None, used: int, sentences: int | None, count: int
) -> list[Choice]:
    left = None if words is None else words - used
    most = None if sentences is None else sentences - count
    if (left is not None and left < 1) or (most is not None and most < 1):
        return []
    return choose(task, words=left, sentences=most)


def _after(task: Task, opening: Choice | None) -> Task:
    """The task that is left once the opening is chosen."""
    if opening is None:
        return task
    worth = task.worth.copy()
    worth[task.forms[opening.sentence][opening.form].terms] = 0
    gone = {
        k
        for k, forms in enumerate(task.forms)
        if k == opening.sentence or (forms and is_redundant(task, [k], [opening.sentence]))
    }
    needs = [-1 if needed == opening.sentence else needed for needed in task.needs]
    return replace(task, worth=worth, needs=needs).without(gone)
