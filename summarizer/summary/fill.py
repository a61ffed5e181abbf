"""A word budget for one article: the most salient first, and hardly a word unused.

Sentences come in the order of their salience. One that does not fit gives way to a
shorter form of itself, or to a whole sentence of nearly its salience, or is cut at a
phrase border (`cut_sentence`): a lead of forty words is better told in thirty than
replaced by the fourth paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summarizer.domain import count_words
from summarizer.summary.candidates import Candidate
from summarizer.summary.cut import SHORTEST, cut_sentence
from summarizer.summary.select import Choice, Task, is_redundant
from summarizer.summary.trim import shorten_to

NEAR_SALIENCE = 0.5
"""How much less salient a whole sentence may be than one that would have to be cut."""
FILLS = 0.6
"""Share of the room that such a whole sentence must fill."""
LOOKED_AT = 4
"""Sentences tried, best first, before room is left unused."""
KEPT = 0.4
"""Share of a sentence that a cut must keep: less is a stump."""
SHORT = 70
"""Words: a budget up to this holds two or three sentences, and the first must place the news."""
LEAD_GRACE = 5.0
"""How much less salient than the best an article's first sentence may be, to open a short
brief. Against 2, it saves 0.4 to 0.8 ROUGE-1 on Newsroom and costs 0.1 on CNN/DailyMail."""


@dataclass(frozen=True, slots=True)
class Pick:
    """A chosen sentence and its text.

    Attributes:
        candidate: which.
        text: the form to show.
        whole: the form is the sentence itself.
    """

    candidate: int
    text: str
    whole: bool


def picks_of(candidates: Sequence[Candidate], chosen: Sequence[Choice]) -> list[Pick]:
    """Return choices with their texts."""
    return [
        Pick(
            c.sentence, candidates[c.sentence].texts[c.form], c.form == candidates[c.sentence].whole
        )
        for c in chosen
    ]


def fill(
    candidates: Sequence[Candidate],
    task: Task,
    score: NDArray[np.float32],
    *,
    words: int,
    sentences: int | None,
) -> list[Pick]:
    """Return sentences of one article within `words` words, near to that bound.

    Args:
        candidates: in reading order.
        task: their forms and what each hangs on.
        score: (n,) their salience.
        words, sentences: both bounds hold; `sentences` may be None.
    """
    if words <= SHORT and candidates and candidates[0].index == 0 and candidates[0].texts:
        score = score.copy()
        score[0] += LEAD_GRACE
    order = [int(k) for k in np.argsort(-score, kind="stable")]
    picks: list[Pick] = []
    left = words
    while left >= SHORTEST and (sentences is None or len(picks) < sentences):
        taken = {pick.candidate for pick in picks}
        ready = [k for k in order if _may_come(k, candidates, task, taken)][:LOOKED_AT]
        pick = _next(ready, candidates, score, left, first=not picks)
        if pick is None:
            break
        picks.append(pick)
        left -= count_words(pick.text)
    return picks


def top_up(
    candidates: Sequence[Candidate],
    task: Task,
    score: NDArray[np.float32],
    picks: list[Pick],
    *,
    words: int,
    sentences: int | None,
) -> list[Pick]:
    """Return `picks` with one more sentence, cut to the room that they leave, if one can be."""
    left = words - sum(count_words(pick.text) for pick in picks)
    if left < max(SHORTEST, words // 10) or (sentences is not None and len(picks) >= sentences):
        return picks
    taken = {pick.candidate for pick in picks}
    order = [int(k) for k in np.argsort(-score, kind="stable")]
    for k in [k for k in order if _may_come(k, candidates, task, taken)][:LOOKED_AT]:
        if (pick := _shortened(k, candidates[k], left)) is not None:
            return [*picks, pick]
    return picks


def _may_come(k: int, candidates: Sequence[Candidate], task: Task, taken: set[int]) -> bool:
    if k in taken or not candidates[k].texts:
        return False
    if task.needs[k] >= 0 and task.needs[k] not in taken:
        return False
    return not is_redundant(task, [k], sorted(taken))


def _next(
    ready: Sequence[int],
    candidates: Sequence[Candidate],
    score: NDArray[np.float32],
    left: int,
    *,
    first: bool,
) -> Pick | None:
    """The best that fits: whole or trimmed, else cut, unless a whole one is nearly as good."""
    for place, k in enumerate(ready):
        if (fitting := _fitting(k, candidates[k], left)) is not None:
            return fitting
        for other in ready[place + 1 :]:
            near = not first and score[other] >= score[k] - NEAR_SALIENCE
            pick = _fitting(other, candidates[other], left)
            if near and pick is not None and count_words(pick.text) >= FILLS * left:
                return pick
        if (pick := _shortened(k, candidates[k], left, 0 if first else KEPT)) is not None:
            return pick
    return None


def _fitting(k: int, candidate: Candidate, left: int) -> Pick | None:
    """The longest form within `left` words."""
    texts = sorted(enumerate(candidate.texts), key=lambda pair: -count_words(pair[1]))
    for number, text in texts:
        if count_words(text) <= left:
            return Pick(k, text, number == candidate.whole)
    return None


def _shortened(k: int, candidate: Candidate, left: int, share: float = KEPT) -> Pick | None:
    """The longest shortening within `left` words, if it keeps enough of the sentence."""
    longest = candidate.texts[-1]
    least = max(SHORTEST, share * count_words(longest))
    cuts = []
    if (trim := shorten_to(longest, left)) is not None:
        cuts.append(trim.text)
    cuts += [cut for text in candidate.texts if (cut := cut_sentence(text, left)) is not None]
    cuts = [cut for cut in cuts if least <= count_words(cut) <= left]
    return Pick(k, max(cuts, key=count_words), False) if cuts else None
