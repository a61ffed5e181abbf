"""Whether a sentence that leans on several source sentences mixes up what they say.

A model that joins two sentences likes to give the one's deed to the other's people: every
word is in the sources, and none of them says it. So within a clause, what the sources hold
must mostly be held by one of them; across clauses they may differ.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.check import Claim, Judge, Opinion
from summarizer.check.tokens import content_keys, tokenize
from summarizer.check.verdict import JOINED

HELD_BY_ONE = 0.7
"""Of a clause's words that the sources hold, the least that one of them must hold alone."""

CLAUSES = re.compile(
    r";\s|\s[–—-]+\s|,\s(?=(?:and|but|while|which|who|when|where|after|before|although|though"
    r"|because|since|as|with)\s)|\s(?=(?:but|while|although|because)\s)"
)
"""Where a new clause begins, which may rest on another source."""

DENIAL = re.compile(r"\b(?:not|no|never|none|nobody|nothing|neither|nor)\b|n['’]t\b", re.IGNORECASE)
ASKS = re.compile(r"\?[\"”’')\]]*\s*$")


def judge_fusion(claim: str, evidence: Sequence[str]) -> float:
    """Return 0 for a claim that mixes its evidence or asserts what it asks, else 1."""
    if not evidence:
        return 0.0
    words = content_keys(tokenize(claim))
    nearest = max(evidence, key=lambda text: len(content_keys(tokenize(text)) & words))
    if ASKS.search(nearest) and not ASKS.search(claim):
        return 0.0
    return 0.0 if any(_mixes(clause, evidence) for clause in CLAUSES.split(claim)) else 1.0


def with_fusions(judge: Judge | None) -> Judge:
    """Return a judge that asks `judge_fusion`, and the other one of what that lets pass."""

    def both(claims: Sequence[Claim]) -> list[Opinion]:
        scores = [judge_fusion(claim, evidence) for claim, evidence in claims]
        opinions = [Opinion(score, "" if score else JOINED) for score in scores]
        passed = [place for place, score in enumerate(scores) if score]
        if judge is not None and passed:
            heard = judge([claims[place] for place in passed])
            for place, opinion in zip(passed, heard, strict=True):
                opinions[place] = opinion
        return opinions

    return both


def _mixes(clause: str, evidence: Sequence[str]) -> bool:
    words = content_keys(tokenize(clause))
    held = [content_keys(tokenize(text)) & words for text in evidence]
    known = frozenset[str]().union(*held)
    # "The court was told it was not lost" from one who says that it is and one that it is not.
    alike = [one for one, text in zip(held, evidence, strict=True) if _denies(text)]
    asked = alike if alike and _denies(clause) else held
    return len(known) > 1 and max(map(len, asked)) < HELD_BY_ONE * len(known)


def _denies(text: str) -> bool:
    return DENIAL.search(text) is not None
