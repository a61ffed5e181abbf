"""Where a written sentence comes from: evidence sentences, copied runs, word by word.

Copied runs are the extractive fragments of Grusky et al. (2018, Newsroom); the word by
word alignment is Smith and Waterman's (1981) over word likeness.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from summarizer.check.lexicon import exclusive, kin, likeness, opposed, rarity, synonymous
from summarizer.check.sources import Sources, SourceSentence
from summarizer.check.tokens import Token

if TYPE_CHECKING:
    from numpy.typing import NDArray

EVIDENCE = 3
"""Source sentences that a written one is held against; fusions of more are rare in news."""

COSINE_WEIGHT = 6.0
"""What a cosine of 1 weighs against covered words (a rare word weighs about 6)."""

GAP = 0.35
"""Cost of leaving a word out of an alignment; two in a row must not sink a long match."""

SAME, SYNONYM, KIN, CONTRARY, SOFT, APART = 1.0, 0.8, 0.75, 0.4, 0.45, -0.3
"""What a pair of words adds to an alignment. Opposites stand in the same slot, so they pair."""

SOFT_COSINE = 0.5
"""Word vectors closer than this stand in for each other (about the top 2 % of pairs)."""


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens `first` to `last` (after) of the sentence that stand so in the sources."""

    first: int
    last: int
    sentence: int
    place: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """A written sentence held against its sources.

    Attributes:
        tokens: its tokens.
        evidence: numbers of the source sentences nearest to it, best first.
        cosines: (sentences,) cosine to each source sentence; empty without vectors.
        runs: copied runs in order.
        partners: token -> (source sentence, token) that it is paired with in the
            evidence, or None.
        coverage: share of its content (by rarity) that the first evidence holds.
        covered: share that all evidence together holds.
    """

    tokens: tuple[Token, ...]
    evidence: tuple[int, ...]
    cosines: NDArray[np.float32]
    runs: tuple[Run, ...]
    partners: tuple[tuple[int, int] | None, ...]
    coverage: float
    covered: float


def align(
    tokens: tuple[Token, ...], sources: Sources, cosines: NDArray[np.float32] | None = None
) -> Alignment:
    """Find the evidence for a sentence and pair its words with the evidence's.

    Args:
        tokens: the sentence's tokens.
        sources: what it may lean on.
        cosines: (sentences,) cosine of the sentence to each source sentence, or None.
    """
    if cosines is None:
        cosines = np.zeros(0, dtype=np.float32)
    weights = {token.key: rarity(token.text.lower()) for token in tokens if token.content}
    evidence, shares = _evidence(weights, sources, cosines)
    runs = copied_runs(tokens, sources, evidence)
    partners = _pair_up(tokens, [sources.sentences[number] for number in evidence], evidence)
    return Alignment(tokens, evidence, cosines, runs, partners, shares[0], shares[1])


def _evidence(
    weights: dict[str, float], sources: Sources, cosines: NDArray[np.float32]
) -> tuple[tuple[int, ...], tuple[float, float]]:
    """Choose evidence greedily by the weight of words that it newly covers, and by cosine."""
    total = sum(weights.values()) or 1.0
    open_keys = dict(weights)
    chosen: list[int] = []
    shares: list[float] = []
    extra = cosines * COSINE_WEIGHT if len(cosines) else np.zeros(len(sources.sentences))
    for turn in range(min(EVIDENCE, len(sources.sentences))):
        gains = np.zeros(len(sources.sentences))
        for key, weight in open_keys.items():
            for number in {number for number, _ in sources.where.get(key, ())}:
                gains[number] += weight
        gains += extra * (1.0 if turn == 0 else 0.5)
        gains[chosen] = -1.0
        best = int(np.argmax(gains))
        chosen.append(best)
        for key in sources.sentences[best].key_set:
            open_keys.pop(key, None)
        shares.append(1.0 - sum(open_keys.values()) / total)
    return tuple(chosen), (shares[0], shares[-1]) if shares else (0.0, 0.0)


def copied_runs(
    tokens: Sequence[Token], sources: Sources, evidence: Sequence[int]
) -> tuple[Run, ...]:
    """Cut the sentence into the longest runs that stand in one source sentence."""
    preference = {number: -place for place, number in enumerate(evidence)}
    runs: list[Run] = []
    first = 0
    while first < len(tokens):
        best: tuple[int, int, int, int] | None = None
        for number, place in sources.where.get(tokens[first].key, ()):
            keys = sources.sentences[number].keys
            length = 1
            while (
                first + length < len(tokens)
                and place + length < len(keys)
                and tokens[first + length].key == keys[place + length]
            ):
                length += 1
            rank = (length, preference.get(number, -EVIDENCE), -number, -place)
            if best is None or rank > best:
                best = rank
        if best is None:
            first += 1
            continue
        runs.append(Run(first, first + best[0], -best[2], -best[3]))
        first += best[0]
    return tuple(runs)


def _pair_up(
    tokens: Sequence[Token], evidence: Sequence[SourceSentence], numbers: Sequence[int]
) -> tuple[tuple[int, int] | None, ...]:
    """Pair each token with its best partner over the evidence sentences, best sentence first."""
    partners: list[tuple[int, int] | None] = [None] * len(tokens)
    found: set[int] = set()  # those whose partner is the same word
    for sentence, number in zip(evidence, numbers, strict=True):
        for left, right in local_alignment(pair_scores(tokens, sentence.tokens)):
            same = tokens[left].key == sentence.keys[right]
            if partners[left] is None or (same and left not in found):
                partners[left] = (number, right)
                if same:
                    found.add(left)
    return tuple(partners)


def pair_scores(tokens: Sequence[Token], others: Sequence[Token]) -> NDArray[np.float64]:
    """Return (n, m) what pairing each two tokens is worth."""
    cosines = likeness([t.text.lower() for t in tokens], [t.text.lower() for t in others])
    scores = np.full(cosines.shape, APART)
    scores[cosines >= SOFT_COSINE] = SOFT
    for row, token in enumerate(tokens):
        for column, other in enumerate(others):
            if token.key == other.key:
                scores[row, column] = SAME if token.content else 0.5
            elif token.content and other.content and token.kind == other.kind:
                scores[row, column] = max(scores[row, column], _relation(token, other))
    return scores


def _relation(token: Token, other: Token) -> float:
    if token.kind == "number":
        return CONTRARY
    if synonymous(token.key, other.key):
        return SYNONYM
    if opposed(token.key, other.key) or exclusive(token.key, other.key):
        return CONTRARY
    return KIN if kin(token.key, other.key) else APART


def local_alignment(scores: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Return the pairs of the best local alignment (Smith-Waterman, linear gaps)."""
    rows, columns = scores.shape
    table = np.zeros((rows + 1, columns + 1))
    index = np.arange(1, columns + 1) * GAP
    for row in range(1, rows + 1):
        best = np.maximum(table[row - 1, :-1] + scores[row - 1], table[row - 1, 1:] - GAP)
        best = np.maximum(best, 0.0)
        # A gap along the row: the best earlier cell less its distance, by a running maximum.
        table[row, 1:] = np.maximum(best, np.maximum.accumulate(best + index) - index)
    return _trace(table, scores)


def _trace(table: NDArray[np.float64], scores: NDArray[np.float64]) -> list[tuple[int, int]]:
    row, column = divmod(int(np.argmax(table)), table.shape[1])
    pairs: list[tuple[int, int]] = []
    while row > 0 and column > 0 and table[row, column] > 0:
        here = table[row, column]
        if abs(here - table[row - 1, column - 1] - scores[row - 1, column - 1]) < 1e-9:
            if scores[row - 1, column - 1] > APART:
                pairs.append((row - 1, column - 1))
            row, column = row - 1, column - 1
        elif abs(here - table[row - 1, column] + GAP) < 1e-9:
            row -= 1
        else:
            column -= 1
    return pairs[::-1]
