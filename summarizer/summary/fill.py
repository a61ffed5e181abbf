"""A word budget for one article: what covers most of the news, and hardly a word unused.

Several plans are grown, each from another first sentence; one reads the article from its
top. A first sentence that does not fit comes in a shorter form, or cut at a phrase border
(`cut_sentence`): a lead of forty words is better told in thirty than replaced by the
fourth paragraph. So does the one that fits no more from the top. While a plan grows, a
sentence is worth the chances of the words that it covers and its salience; which plan is
shown, learned weights say (`plans.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import chain, filterfalse, islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from summarizer.lengths import count_words
from summarizer.salience.score import Salience
from summarizer.salience.substance import tells
from summarizer.salience.terms import content_tokens
from summarizer.summary.again import told_again
from summarizer.summary.candidates import Candidate, Valuer
from summarizer.summary.cut import SHORTEST, cut_open, cut_sentence
from summarizer.summary.needs import leans
from summarizer.summary.plans import Pick, PlanMeasure, best_plan, each_once
from summarizer.summary.select import Choice, Rivals, Task, is_redundant
from summarizer.summary.start import tells_news
from summarizer.summary.trim import STUMP, shorten_to

STARTS, TOPS = 5, 1
"""First sentences that a plan is grown from: the most salient, and the article's first."""
OPENING = 3
"""Sentences among which an article's lead is looked for."""
NEWS = 0.8
"""What a plan is worth, in the learned weights' measure, in which one of these sentences tells all
of the headline's news: texts without headlines could not teach them."""
ALONE = 0.6
"""Share of the room that a sentence must fill to be weighed as a plan of its own."""
UNUSED, UNUSED_SHARE = 12, 0.2
"""Words, and share of the room, that a plan may leave more than the fullest, whichever is more:
a shorter brief scores higher where the room is larger than a reference, but it was asked for."""
UNUSED_FOR_LEAD = 0.4
"""The same share for a plan that alone tells the article's first sentence."""
ENOUGH = 0.7
"""Share of the room from which a sound cut of the lead is not to be broken off instead."""
LOOKED_AT = 4
"""Sentences that are compared for each further place in a plan."""
SALIENT = 4.0
"""What a sentence's score counts for, against the chances of the words that it covers."""
ADJOINING = 0.5
"""What a sentence is worth more right after the one before it: it reads on."""
LEAST = 0.08
"""What a further sentence must add for each of its words; most add twice as much."""
EMPTY = 0.35
"""Share of the room that no brief leaves empty where the article's top tells more."""
TOP = 10
"""Sentences that are its top."""
USUAL_WORDS = 22
"""Words of a sentence that counts once."""
KEPT = 0.6
"""Share of a sentence that a cut must keep: less is a stump."""


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
    salience: Salience,
    score: NDArray[np.float32],
    *,
    words: int,
    sentences: int | None,
    headline: Set[str] = frozenset(),
) -> list[Pick]:
    """Return sentences of one article within `words` words, near to that bound.

    Args:
        candidates: in reading order.
        task: what each hangs on, and what repeats what.
        salience: of the article.
        score: (n,) salience of each candidate.
        words, sentences: both bounds hold; `sentences` may be None.
        headline: the content words of what an editor wrote above the article, if one did.
    """
    plans, measure = draft(candidates, task, salience, score, words=words, sentences=sentences)

    def bonus(plan: Sequence[Pick]) -> float:
        top = (content_tokens(pick.text) for pick in plan if pick.candidate < OPENING)
        told = max((len(words & headline) for words in top), default=0)
        return NEWS * told / len(headline) if tells_news(told, len(headline)) else 0.0

    return best_plan(plans, salience, measure, bonus)


def draft(
    candidates: Sequence[Candidate],
    task: Task,
    salience: Salience,
    score: NDArray[np.float32],
    *,
    words: int,
    sentences: int | None,
) -> tuple[list[list[Pick]], PlanMeasure]:
    """Return the plans to choose from, each once, and how to measure them; as `fill`."""
    first = _lead_of(candidates, task)
    measure = PlanMeasure(candidates, salience, score, first=first or 0, words=words)
    if first is None:
        return [], measure
    most = sentences or words
    shop = _Shop(candidates, task, measure.score, measure.value)
    plans = [shop.from_top(first, words, most)]
    starts = [*islice(shop.free(shop.order), STARTS), *islice(shop.free(), TOPS)]
    for k in dict.fromkeys(starts):
        plans.append(shop.grow(k, words, most))
        if ALONE * words < count_words(candidates[k].full) <= words:
            plans.append(_Plan(0, [shop.full(k)]))
    if (broken := shop.broken(first, words)) is not None:
        sound = shop.shortened(first, words, 0)
        if sound is None or sound.size < ENOUGH * words:
            plans.append(_Plan(0, [broken]))
    every = each_once(plan.picks for plan in plans)
    if every and all(_size(plan) < (1 - EMPTY) * words for plan in every):
        every = each_once([*every, shop.lengthened(every[0], words, most)])
    return _full(every, words, first, foreign=salience.material.function is not None), measure


def _full(plans: list[list[Pick]], words: int, first: int, *, foreign: bool) -> list[list[Pick]]:
    """The plans that leave hardly more room than the fullest: the bound says what is wanted.

    Where none of them tells the article's first sentence, those that do and leave more take their
    place: a sentence that happens to fit is no reason to keep the news back.

    In other languages what a plan is worth was not learned, so that an article shorter than the
    bound leaves no more unused than its own length excuses.
    """
    sizes = [_size(plan) for plan in plans]
    most = max(sizes, default=0)
    words = min(words, most) if foreign else words

    def within(unused: float) -> list[int]:
        return [k for k, size in enumerate(sizes) if size >= most - unused]

    told = [any(pick.candidate == first for pick in plan) for plan in plans]
    full = within(max(UNUSED, UNUSED_SHARE * words))
    if not any(told[k] for k in full):
        full = [k for k in within(UNUSED_FOR_LEAD * words) if told[k]] or full
    return [plans[k] for k in full]


def _size(plan: Sequence[Pick]) -> int:
    return sum(count_words(pick.text) for pick in plan)


def _lead_of(candidates: Sequence[Candidate], task: Task) -> int | None:
    """The article's first sentence; where a line above it leans on the headline, not that.

    Nor one that hangs on a sentence that cannot be shown: "The answer is no".
    """
    usable = [k for k, candidate in enumerate(candidates) if candidate.usable]
    upright = (k for k in usable if k < OPENING and not leans(candidates[k].full))
    free = (k for k in usable if task.needs[k] < 0)
    return next(chain(upright, free, usable), None)


class _Offer(NamedTuple):
    """A pick with what it says: the same in every plan but for what a plan has told."""

    pick: Pick
    size: int
    words: Mapping[str, float]
    salient: float

    def says(self, told: Set[str]) -> float:
        """What the pick adds by itself to what is told."""
        new = filterfalse(told.__contains__, self.words)
        return sum(map(self.words.__getitem__, new)) + self.salient


@dataclass(slots=True)
class _Plan:
    """Sentences so far, and the words that they cover."""

    left: int
    picks: list[Pick] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    told: set[str] = field(default_factory=set)

    def take(self, offer: _Offer) -> None:
        self.picks.append(offer.pick)
        self.taken.add(offer.pick.candidate)
        self.left -= offer.size
        self.told.update(offer.words)


class _Shop:
    """What a plan can take. All plans ask the same of the same few sentences."""

    def __init__(
        self,
        candidates: Sequence[Candidate],
        task: Task,
        score: NDArray[np.float32],
        value: Valuer,
    ) -> None:
        self.candidates = candidates
        self.task = task
        self.score = score
        self.value = value
        order = np.argsort(-score, kind="stable").tolist()
        self.order = [k for k in order if candidates[k].usable]
        self.rivals = Rivals(task)
        self._full: dict[int, _Offer] = {}
        self._shorter: dict[int, list[_Offer]] = {}
        self._short: dict[tuple[int, int, float], _Offer | None] = {}
        self._grown: set[frozenset[Pick]] = set()

    def free(self, order: Iterable[int] | None = None) -> Iterator[int]:
        """Yield the usable candidates that hang on no other, in this order."""
        for k in range(len(self.candidates)) if order is None else order:
            if self.candidates[k].usable and self.task.needs[k] < 0:
                yield k

    def grow(self, first: int, words: int, most: int) -> _Plan:
        """Return the plan that begins with `first`; empty where it cannot be cut to fit.

        Empty also where it comes upon the picks of a plan that was grown before: the two would
        go on alike, and end the same.
        """
        plan = _Plan(words)
        best = self.fitting(first, words) or self.opening(first, words)
        while best is not None:
            plan.take(best)
            picks = frozenset(plan.picks)
            if picks in self._grown:
                return _Plan(words)
            self._grown.add(picks)
            more = plan.left >= SHORTEST and len(plan.picks) < most
            best = self.best(plan) if more else None
        return plan

    def from_top(self, first: int, words: int, most: int) -> _Plan:
        """Return the plan that tells the article from its top, cut where it is full."""
        plan = _Plan(words)
        for k in range(first, len(self.candidates)):
            if plan.left < SHORTEST or len(plan.picks) >= most:
                break
            if k != first and not (self.may_come(k, plan.taken) and tells(self.candidates[k].text)):
                continue
            fits = count_words(self.candidates[k].full) <= plan.left
            least = STUMP if plan.picks else 0.0
            offer = self.offer(self.full(k)) if fits else self.shortened(k, plan.left, least)
            if offer is None and not plan.picks:
                offer = self.opening(k, plan.left)
            if offer is not None:
                plan.take(offer)
            if not fits:
                break
        return plan

    def full(self, k: int) -> Pick:
        """The sentence at the full length at which it is shown."""
        candidate = self.candidates[k]
        return Pick(k, candidate.full, candidate.full_is_whole)

    def opening(self, k: int, left: int) -> _Offer | None:
        """A first sentence cut to fit; where no border is sound, broken off with a mark."""
        if (offer := self.shortened(k, left, 0)) is not None:
            return offer
        return None if (pick := self.broken(k, left)) is None else self.offer(pick)

    def broken(self, k: int, left: int) -> Pick | None:
        """A sentence that is too long, broken off with a mark."""
        text = self.candidates[k].full
        cut = cut_open(text, left) if count_words(text) > left else None
        return None if cut is None else Pick(k, cut, False)

    def best(self, plan: _Plan) -> _Offer | None:
        """Return what adds most to the plan, of the next few sentences that may come."""
        barred: set[int] = set()
        # Whether one may come is asked of the best alone: it takes the most patterns.
        while (best := self._most(plan, barred)) is not None:
            if self.may_come(best.pick.candidate, plan.taken):
                return best
            barred.add(best.pick.candidate)
        return None

    def _most(self, plan: _Plan, barred: Set[int]) -> _Offer | None:
        taken, told = plan.taken, plan.told
        ready = (k for k in self.order if k not in taken and k not in barred)
        best, most = None, 0.0
        found = 0
        for k in islice(ready, 2 * LOOKED_AT):
            offer = self.fitting(k, plan.left)
            if offer is None:
                continue
            says = offer.says(told)
            # Room is no reason to take what says nothing: "Comments are closed."
            if says > LEAST * offer.size:
                found += 1
                gain = says + ADJOINING * (k - 1 in taken)  # it reads on
                if best is None or gain > most:
                    best, most = offer, gain
            if found == LOOKED_AT:
                break
        return best

    def lengthened(self, picks: Sequence[Pick], words: int, most: int) -> list[Pick]:
        """Return a plan gone on with down the article's top: the room was asked for."""
        plan = _Plan(words)
        for pick in picks:
            plan.take(self.offer(pick))
        for k in range(min(TOP, len(self.candidates))):
            if plan.left < SHORTEST or len(plan.picks) >= most:
                break
            offer = self.fitting(k, plan.left) if self.may_come(k, plan.taken) else None
            if offer is not None and offer.size >= SHORTEST:
                plan.take(offer)
        return plan.picks

    def may_come(self, k: int, taken: Set[int]) -> bool:
        if k in taken or not self.candidates[k].usable:
            return False
        if not self.rivals.of(k).isdisjoint(taken):
            return False
        needed = self.task.needs[k]
        return needed < 0 or needed in taken

    def fitting(self, k: int, left: int) -> _Offer | None:
        """The sentence, or the longest of its shorter forms within `left` words."""
        offer = self._full.get(k)
        if offer is None:
            self._full[k] = offer = self.offer(self.full(k))
        if offer.size <= left:
            return offer
        if k not in self._shorter:
            picks = (Pick(k, text, False) for text in self.candidates[k].texts[:-1])
            offers = map(self.offer, picks)
            self._shorter[k] = sorted(offers, key=lambda offer: -offer.size)
        return next((o for o in self._shorter[k] if o.size <= left), None)

    def shortened(self, k: int, left: int, share: float) -> _Offer | None:
        """The longest shortening within `left` words, if it keeps enough of the sentence."""
        key = (k, left, share)
        if key not in self._short:
            pick = _shortened(k, self.candidates[k], left, share)
            self._short[key] = None if pick is None else self.offer(pick)
        return self._short[key]

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
    apt: Callable[[int], bool] | None = None,
) -> list[Pick]:
    """Return `picks` with one more sentence, cut to the room that they leave, if one can be.

    It is an `apt` one, where that is asked. Never with one that tells again what they told, nor
    one beside which one of them would.
    """
    left = words - sum(count_words(pick.text) for pick in picks)
    if left < max(SHORTEST, words // 10) or (sentences is not None and len(picks) >= sentences):
        return picks
    taken = [pick.candidate for pick in picks]
    order = [int(k) for k in np.argsort(-score, kind="stable")]
    ready = (k for k in order if (apt is None or apt(k)) and _may_come(k, candidates, task, taken))
    for k in islice(ready, LOOKED_AT):
        if (pick := _shortened(k, candidates[k], left)) is not None:
            return [*picks, pick]
    return picks


def _may_come(k: int, candidates: Sequence[Candidate], task: Task, taken: Sequence[int]) -> bool:
    if k in taken or not candidates[k].usable:
        return False
    if task.needs[k] >= 0 and task.needs[k] not in taken:
        return False
    return not is_redundant(task, [k], taken) and not told_again(candidates, task, [*taken, k])


def _shortened(k: int, candidate: Candidate, left: int, share: float = KEPT) -> Pick | None:
    """The longest shortening within `left` words, if it keeps enough of the sentence."""
    if candidate.turn is not None:  # a cut could take the speaker's name
        return None
    longest = candidate.full
    least = max(SHORTEST, share * count_words(longest))
    if left < least:
        return None
    cuts = []
    if (trim := shorten_to(longest, left)) is not None:
        if count_words(trim.text) == left:  # no cut is longer
            return Pick(k, trim.text, False)
        cuts.append(trim.text)
    cuts += [cut for text in candidate.texts if (cut := cut_sentence(text, left)) is not None]
    cuts = [cut for cut in cuts if least <= count_words(cut) <= left]
    return Pick(k, max(cuts, key=count_words), False) if cuts else None
