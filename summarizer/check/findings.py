"""What may be wrong with a sentence: kinds, weights, words for the reader."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.check.tokens import Token

KINDS = (
    "number", "count", "name", "date", "quotation", "speaker", "negation", "contrary",
    "kind", "roles", "doubt", "word",
)  # fmt: skip

SURE, LIKELY, WEAK = 0.9, 0.6, 0.3
"""Weights of findings; how often each was right on the development data, roughly."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the sources do not bear out.

    Attributes:
        kind: one of `KINDS`.
        weight: 0 to 1, how surely the sentence is false for it.
        reason: for the reader.
        start, end: where in the sentence.
    """

    kind: str
    weight: float
    reason: str
    start: int
    end: int


def differs(said: str, held: str) -> str:
    """Return a reason: one amount, day or place is written where the source has another."""
    return f"says {said}; the source says {held}"


def instead(said: str, held: str) -> str:
    """Return a reason: one word is written where the source has another."""
    return differs(f"“{said}”", f"“{held}”")


def leaves_out(word: str) -> str:
    """Return a reason: the source has a word without which more is said."""
    return f"leaves out “{word}”, which the source says"


def fault_at(kind: str, weight: float, reason: str, token: Token) -> Finding:
    """Return a finding at a token's place."""
    return Finding(kind, weight, reason, token.start, token.end)
