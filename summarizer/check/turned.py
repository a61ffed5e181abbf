"""Small words that turn a statement round: "for" where the source says "against"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.check.align import Alignment
from summarizer.check.findings import SURE, Finding, fault_at, instead
from summarizer.check.sources import SourceSentence
from summarizer.check.tokens import beside, stem

PAIRS = (
    "for against", "with without", "up down", "before after", "over under", "in out",
    "more less", "more fewer", "most least", "above below", "inside outside", "all some",
    "former current",
)  # fmt: skip


def _table() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = {}
    for pair in PAIRS:
        one, other = pair.split()
        table.setdefault(stem(one), {})[stem(other)] = other
        table.setdefault(stem(other), {})[stem(one)] = one
    return table


TURNED = _table()
"""The key of each small word, to the keys of those that turn it round and how they are written."""


def find_turned(alignment: Alignment, evidence: Sequence[SourceSentence]) -> Iterator[Finding]:
    """Yield a small word where the evidence has its contrary between the same words."""
    keys = [token.key for token in alignment.tokens]
    for place, token in enumerate(alignment.tokens):
        contraries = TURNED.get(token.key)
        if contraries is None or place == 0:
            continue
        around = beside(keys, place)
        held = (
            key
            for sentence in evidence[:2]
            for where, key in enumerate(sentence.keys)
            if key in contraries and beside(sentence.keys, where) == around
        )
        turned = next(held, None)
        if turned is not None:
            yield fault_at("contrary", SURE, instead(token.text, contraries[turned]), token)
            return
