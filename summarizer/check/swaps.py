"""A word of a written sentence that may stand in the place of another of its sources.

"Refinery" in the slot of "mine" is either another word for it or another thing. Tables of
synonyms know some; for the rest the word is put to the test: with a word of the evidence
in its place, does the sentence still say the same (then the two are alike in this
context), and does it come nearer to the evidence (then it was the word that led away)? A
small trained head weighs that with where the word stands and what is known of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from summarizer.check.align import Alignment
from summarizer.check.lexicon import likeness
from summarizer.check.sources import Sources
from summarizer.check.support import Support, WordSupport
from summarizer.check.tokens import Token

if TYPE_CHECKING:
    from numpy.typing import NDArray

PLAIN_SWAP_FEATURES = (
    *(f"support_{level.name.lower()}" for level in Support),
    "rarity", "nearest", "name", "number", "partner", "flanked", "contrary", "other",
    "slot", "slot_before", "slot_after", "slot_likeness",
    "after_article", "after_verb", "after_preposition", "before_preposition",
    "ly", "ed", "ing", "plural", "abstract", "new_words", "synonyms", "coverage",
)  # fmt: skip
SWAP_VECTOR_FEATURES = (
    "same_sense", "nearer", "slot_same_sense", "slot_nearer", "without", "nearer_without", "cosine",
)  # fmt: skip
SWAP_FEATURES = PLAIN_SWAP_FEATURES + SWAP_VECTOR_FEATURES

ARTICLES = frozenset(
    "the a an this that these those his her its their our my your some any no every each "
    "another".split()
)
AUXILIARIES = frozenset(
    "to he she they we i it who will would could can may might should must not was were is are be "
    "been has have had".split()
)
PREPOSITIONS = frozenset(
    "of in on at for from with by into about over after before against between under during "
    "through as".split()
)
ABSTRACT = ("tion", "ment", "ness", "ity", "ance")

REACH = 3
"""Tokens on either side that are compared to find a slot."""

SURE_SLOT, LIKELY_SLOT = 3, 2
"""Same tokens around a slot from which a known word is doubted, and a new one is held
against the word in it."""

MOST_SUBSTITUTES = 4
"""Words tried in a word's place."""

MOST_WORDS = 10
"""Words of a sentence that are put to the test; each costs up to five vectors."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the evidence that is surrounded as a written word is.

    Attributes:
        token: the word that stands there, None where there is no such place.
        before, after: how many tokens on either side are the same.
    """

    token: Token | None = None
    before: int = 0
    after: int = 0

    @property
    def score(self) -> int:
        """Same tokens on both sides."""
        return self.before + self.after


@dataclass(frozen=True, slots=True)
class Swap:
    """A word to be put to the test.

    Attributes:
        number: its place among the sentence's content words.
        slot: where the evidence has another word.
        forms: the sentence with each word of the evidence that is tried in its place, and last
            without the word.
    """

    number: int
    slot: Slot
    forms: tuple[str, ...]


def find_swaps(
    text: str, alignment: Alignment, words: Sequence[WordSupport], sources: Sources
) -> list[Swap]:
    """Return the words of a sentence that may stand in the place of others."""
    evidence = [sources.sentences[number].tokens for number in alignment.evidence]
    written = {token.key for token in alignment.tokens}
    free = [t for tokens in evidence for t in tokens if t.kind == "word" and _free(t, written)]
    places = {id(token): place for place, token in enumerate(alignment.tokens)}
    found: list[Swap] = []
    for number, word in enumerate(words):
        slot = find_slot(alignment.tokens, places[id(word.token)], evidence, written)
        known = word.support <= Support.ALIAS
        if known and (
            word.support == Support.ALIAS or slot.score < SURE_SLOT or word.token.kind != "word"
        ):
            continue
        tried = _substitutes(word, slot, free)
        start, end = word.token.start, word.token.end
        forms = tuple(text[:start] + other + text[end:] for other in (*tried, ""))
        found.append(Swap(number, slot, forms))
    return found[:MOST_WORDS]


def _free(token: Token, written: set[str]) -> bool:
    return token.content and token.key not in written


def _substitutes(word: WordSupport, slot: Slot, free: Sequence[Token]) -> tuple[str, ...]:
    tried: list[str] = []
    if slot.token is not None and slot.score >= LIKELY_SLOT:
        tried.append(slot.token.text)
    if word.partner is not None:
        tried.append(word.partner.text)
    if free:
        cosines = likeness([word.token.text.lower()], [t.text.lower() for t in free])[0]
        nearest = np.argsort(-cosines, kind="stable")[:MOST_SUBSTITUTES]
        tried += [free[place].text for place in nearest]
    return tuple(dict.fromkeys(tried))[:MOST_SUBSTITUTES]


def find_slot(
    tokens: Sequence[Token], place: int, evidence: Sequence[Sequence[Token]], written: set[str]
) -> Slot:
    """Return the place of the evidence whose surroundings are most like those of a token.

    Args:
        tokens: the written sentence's.
        place: which of them.
        evidence: the tokens of each evidence sentence.
        written: keys of `tokens`; a word that the sentence holds is in no one's place.
    """
    keys = [token.key for token in tokens]
    best = Slot()
    for held in evidence:
        for where, token in enumerate(held):
            if not _free(token, written):
                continue
            before = same_keys(keys[:place][::-1], [t.key for t in held[:where]][::-1])
            after = same_keys(keys[place + 1 :], [t.key for t in held[where + 1 :]])
            if before + after > best.score:
                best = Slot(token, before, after)
    return best


def same_keys(keys: Sequence[str], others: Sequence[str]) -> int:
    """Return how many leading keys are the same, at most `REACH`; both ending counts as one."""
    for count, (one, other) in enumerate(zip(keys[:REACH], others[:REACH], strict=False)):
        if one != other:
            return count
    shared = min(len(keys), len(others), REACH)
    return shared + (len(keys) == len(others) == shared < REACH)


def measure_swaps(
    swaps: Sequence[Swap], alignment: Alignment, words: Sequence[WordSupport]
) -> list[dict[str, float]]:
    """Return the plain features of each word that is put to the test."""
    places = {id(token): place for place, token in enumerate(alignment.tokens)}
    levels = [word.support for word in words]
    shared = {
        "new_words": float(sum(level >= Support.NEAR for level in levels)),
        "synonyms": float(levels.count(Support.SYNONYM)),
        "coverage": alignment.coverage,
    }
    return [
        _known(words[swap.number])
        | _place(alignment.tokens, places[id(words[swap.number].token)])
        | _slot(words[swap.number].token, swap.slot)
        | shared
        for swap in swaps
    ]


def _known(word: WordSupport) -> dict[str, float]:
    text = word.token.text.lower()
    return {
        **{f"support_{level.name.lower()}": float(word.support == level) for level in Support},
        "rarity": word.rarity,
        "nearest": word.nearest,
        "name": float(word.name),
        "number": float(word.token.kind == "number"),
        "partner": float(word.partner is not None),
        "flanked": float(word.flanked),
        "contrary": float(word.contrary is not None),
        "other": float(word.other is not None),
        "ly": float(text.endswith("ly")),
        "ed": float(text.endswith("ed")),
        "ing": float(text.endswith("ing")),
        "plural": float(text.endswith("s")),
        "abstract": float(text.endswith(ABSTRACT)),
    }


def _place(tokens: Sequence[Token], place: int) -> dict[str, float]:
    before = tokens[place - 1].text.lower() if place else ""
    after = tokens[place + 1].text.lower() if place + 1 < len(tokens) else ""
    return {
        "after_article": float(before in ARTICLES),
        "after_verb": float(before in AUXILIARIES),
        "after_preposition": float(before in PREPOSITIONS),
        "before_preposition": float(after in PREPOSITIONS or not after),
    }


def _slot(token: Token, slot: Slot) -> dict[str, float]:
    alike = -0.2
    if slot.token is not None:
        alike = float(likeness([token.text.lower()], [slot.token.text.lower()])[0, 0])
    return {
        "slot": float(slot.score),
        "slot_before": float(slot.before),
        "slot_after": float(slot.after),
        "slot_likeness": alike,
    }


def measure_swap_vectors(
    forms: NDArray[np.float32],
    vector: NDArray[np.float32],
    evidence: NDArray[np.float32],
    cosine: float,
) -> dict[str, float]:
    """Return the features of one word that need vectors.

    Args:
        forms: (k + 1, d) vectors of the sentence with each substitute, last without the word.
        vector: (d,) vector of the sentence.
        evidence: (e, d) vectors of the evidence.
        cosine: the sentence's highest cosine to a source sentence.
    """
    same = forms @ vector
    gains = (forms @ evidence.T).max(axis=1) - float((evidence @ vector).max())
    tried = len(forms) - 1
    return {
        "same_sense": float(same[:-1].max()) if tried else -1.0,
        "nearer": float(gains[:-1].max()) if tried else 0.0,
        "slot_same_sense": float(same[0]) if tried else -1.0,
        "slot_nearer": float(gains[0]) if tried else 0.0,
        "without": float(same[-1]),
        "nearer_without": float(gains[-1]),
        "cosine": cosine,
    }
