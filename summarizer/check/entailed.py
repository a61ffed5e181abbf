"""An entailment model as a judge: does a sentence follow from its evidence?"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from summarizer.characters import join_sentences
from summarizer.check.report import Claim, Judge, Opinion
from summarizer.check.scoring import REFUSE

Entail = Callable[[Sequence[tuple[str, str]]], Sequence[float | None]]
"""Pairs of (premise, claim) to how likely each claim follows, 0 to 1; None where that cannot be
told, because the claim is too long for the model."""

NOT_ENTAILED = "the entailment model finds it not supported"
TOO_LONG = "it is too long for the entailment model, which was not asked"


def judge_by(entail: Entail) -> Judge:
    """Return a judge of an entailment model.

    The premise is the evidence, the nearest sentence first, so that a model whose window is
    short loses the least of it.
    """

    def judge(claims: Sequence[Claim]) -> list[Opinion]:
        pairs = [(join_sentences(evidence), claim) for claim, evidence in claims]
        return [_opinion(chance) for chance in entail(pairs)]

    return judge


def _opinion(chance: float | None) -> Opinion:
    if chance is None:
        return Opinion(1.0, TOO_LONG)
    return Opinion(float(chance), NOT_ENTAILED if chance < REFUSE else "")
