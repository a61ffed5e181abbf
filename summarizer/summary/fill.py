"""A word budget for one article: what covers most of the news, and hardly a word unused.

Several plans are grown, each from another first sentence, and the best is kept. A
sentence that does not fit comes in a shorter form, or cut at a phrase border
(`cut_sentence`): a lead of forty words is better told in thirty than replaced by the
fourth paragraph. A plan is worth the chances of the words that it covers and the salience
of its sentences.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from itertools import chain, islice

import numpy as np
from numpy.typing import NDArray

from summarizer.domain import count_words
from summarizer.summary.candidates import Candidate, Valuer, leans
from summarizer.summary.cut import SHORTEST, cut_open, cut_sentence
from summarizer.summary.select import Choice, Rivals, Task, is_redundant
from summarizer.summary.trim import shorten_to

STARTS = 4
"""First sentences that a plan is grown from: the most salient, and the article's first."""
LOOKED_AT = 4
"""Sentences that are compared for each further place in a plan."""
SALIENT = 4.0
"""What a sentence's score counts for, against the chances of the words that it covers."""
SHORT = 70
"""Words: a budget up to this holds two or three sentences, and the first must place the news."""
LEAD_GRACE = 4.0
"""How much less salient than the best an article's first sentence may be, to open a short
brief of an article of a kind whose first sentence is its summary."""
LEAD_FROM, LEAD_OVER = 0.15, 0.2
"""Chance of being of that kind from which the grace begins, and over which it grows."""
ADJOINING = 0.5
"""What a sentence is worth more right after the one before it: it reads on."""
SHORT_LEADS, LONG_LEADS = 0.2, 0.6
"""Least share of that grace, whatever the kind, in a short brief and in a longer one, which has
room for the lead besides. At 0.3, short briefs of hired writers' articles gain 0.8 ROUGE-1 over
0, and those of CNN/DailyMail lose as much or more."""
LEAD_RUN = 4.0
"""What it is worth besides where the lead is the article's own summary."""
LEAST = 0.08
"""What a further sentence must add for each of its words; most add twice as much."""
USUAL_WORDS = 22
"""Words of a sentence that counts once."""
KEPT = 0.6
"""Share of a sentence that a cut must keep: less is a stump."""


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
    value: Valuer,
    *,
    lead: float,
    words: int,
    sentences: int | None,
) -> list[Pick]:
    """Return sentences of one article within `words` words, near to that bound.

    Args:
        candidates: in reading order.
        task: what each hangs on, and what repeats what.
        score: (n,) their salience.
        value: what texts cover.
        lead: chance that the first sentence is the article's own summary.
        words, sentences: both bounds hold; `sentences` may be None.
    """
    score = score - (score.mean() if len(score) else 0.0)
    first = _lead_of(candidates)
    leads = min(max((lead - LEAD_FROM) / LEAD_OVER, 0.0), 1.0)
    leads = max(leads, LONG_LEADS if words > SHORT else SHORT_LEADS)
    if first is not None:
        score[first] += LEAD_GRACE * leads
    shop = _Shop(candidates, task, score, value, leads)
    starts = dict.fromkeys([*islice(shop.free(shop.order), STARTS), *islice(shop.free(), 1)])
    most = sentences or words
    plans = [shop.grow(k, words, most) for k in starts]
    plans = [plan for plan in plans if plan.picks]
    return max(plans, key=lambda plan: plan.worth).picks if plans else []


def _lead_of(candidates: Sequence[Candidate]) -> int | None:
    """The article's first sentence; where a line above it leans on the headline, not that."""
    usable = [k for k, candidate in enumerate(candidates[:3]) if candidate.usable]
    upright = (k for k in usable if not leans(candidates[k].texts[-1]))
    return next(chain(upright, usable), None)


@dataclass(frozen=True, slots=True)
class _Offer:
    """A pick with what it says: the same in every plan but for what a plan has told."""

    pick: Pick
    size: int
    words: Sequence[tuple[str, float]]
    salient: float

    def says(self, told: Set[str]) -> float:
        """What the pick adds by itself to what is told."""
        return sum([worth for word, worth in self.words if word not in told]) + self.salient


@dataclass(slots=True)
class _Plan:
    """Sentences so far, the words that they cover, and what that is worth."""

    left: int
    picks: list[Pick] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    worth: float = 0.0

    def take(self, offer: _Offer, gain: float) -> None:
        self.picks.append(offer.pick)
        self.taken.add(offer.pick.candidate)
        self.left -= offer.size
        self.told.update(word for word, _ in offer.words)
        self.worth += gain


class _Shop:
    """What a plan can take. All plans ask the same of the same few sentences."""

    def __init__(
        self,
        candidates: Sequence[Candidate],
        task: Task,
        score: NDArray[np.float32],
        value: Valuer,
        leads: float,
    ) -> None:
        self.adjoining = ADJOINING + LEAD_RUN * leads
        self.candidates = candidates
        self.task = task
        self.score = score
        self.value = value
        self.order = [int(k) for k in np.argsort(-score, kind="stable")]
        self.rivals = Rivals(task)
        self._forms: dict[int, list[_Offer]] = {}
        self._short: dict[tuple[int, int], _Offer | None] = {}

    def free(self, order: Iterable[int] | None = None) -> Iterator[int]:
        """Yield the usable candidates that hang on no other, in this order."""
        for k in range(len(self.candidates)) if order is None else order:
            if self.candidates[k].usable and self.task.needs[k] < 0:
                yield k

    def grow(self, first: int, words: int, most: int) -> _Plan:
        """Return the plan that begins with `first`; empty where it cannot be cut to fit."""
        plan = _Plan(words)
        offer = self.fitting(first, words)
        if offer is None and (pick := _opening(first, self.candidates[first], words)) is not None:
            offer = self.offer(pick)
        if offer is None:
            return plan
        plan.take(offer, offer.says(plan.told))
        while plan.left >= SHORTEST and len(plan.picks) < most:
            best = self.best(plan)
            if best is None:
                break
            plan.take(*best)
        return plan

    def best(self, plan: _Plan) -> tuple[_Offer, float] | None:
        """Return what adds most to the plan, and how much, of the next few sentences."""
        ready = (k for k in self.order if self.may_come(k, plan.taken))
        best: tuple[_Offer, float] | None = None
        found = 0
        for k in islice(ready, 2 * LOOKED_AT):
            offer = self.fitting(k, plan.left) or self.shortened(k, plan.left)
            if offer is None:
                continue
            says = offer.says(plan.told)
            # Room is no reason to take what says nothing: "Comments are closed."
            if says > LEAST * offer.size:
                found += 1
                gain = says + self.adjoining * (k - 1 in plan.taken)  # it reads on
                if best is None or gain > best[1]:
                    best = offer, gain
            if found == LOOKED_AT:
                break
        return best

    def may_come(self, k: int, taken: Set[int]) -> bool:
        if k in taken or not self.candidates[k].usable:
            return False
        needed = self.task.needs[k]
        return (needed < 0 or needed in taken) and self.rivals.of(k).isdisjoint(taken)

    def fitting(self, k: int, left: int) -> _Offer | None:
        """The longest form within `left` words."""
        forms = self._forms.get(k)
        if forms is None:
            whole = self.candidates[k].whole
            picks = (Pick(k, t, n == whole) for n, t in enumerate(self.candidates[k].texts))
            forms = sorted(map(self.offer, picks), key=lambda offer: -offer.size)
            self._forms[k] = forms
        return next((offer for offer in forms if offer.size <= left), None)

    def shortened(self, k: int, left: int) -> _Offer | None:
        """The longest shortening within `left` words, if it keeps enough of the sentence."""
        if (k, left) not in self._short:
            pick = _shortened(k, self.candidates[k], left)
            self._short[k, left] = None if pick is None else self.offer(pick)
        return self._short[k, left]

    def offer(self, pick: Pick) -> _Offer:
        size = count_words(pick.text)
        salient = SALIENT * float(self.score[pick.candidate]) * (size / USUAL_WORDS)
        return _Offer(pick, size, self.value.words_of(pick.text), salient)


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
    ready = (k for k in order if _may_come(k, candidates, task, taken))
    for k in islice(ready, LOOKED_AT):
        if (pick := _shortened(k, candidates[k], left)) is not None:
            return [*picks, pick]
    return picks


def _may_come(k: int, candidates: Sequence[Candidate], task: Task, taken: set[int]) -> bool:
    if k in taken or not candidates[k].usable:
        return False
    if task.needs[k] >= 0 and task.needs[k] not in taken:
        return False
    return not is_redundant(task, [k], sorted(taken))


def _opening(k: int, candidate: Candidate, left: int) -> Pick | None:
    """A first sentence cut to fit; where no border is sound, broken off with a mark."""
    if (pick := _shortened(k, candidate, left, 0)) is not None:
        return pick
    text = cut_open(candidate.texts[-1], left)
    return None if text is None else Pick(k, text, False)


def _shortened(k: int, candidate: Candidate, left: int, share: float = KEPT) -> Pick | None:
    """The longest shortening within `left` words, if it keeps enough of the sentence."""
    longest = candidate.texts[-1]
    least = max(SHORTEST, share * count_words(longest))
    if left < least:
        return None
    cuts = []
    if (trim := shorten_to(longest, left)) is not None:
        cuts.append(trim.text)
    cuts += [cut for text in candidate.texts if (cut := cut_sentence(text, left)) is not None]
    cuts = [cut for cut in cuts if least <= count_words(cut) <= left]
    return Pick(k, max(cuts, key=count_words), False) if cuts else None
