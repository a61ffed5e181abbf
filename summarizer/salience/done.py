"""What one report announces and another tells as done: "will meet" and "met".

Rules over surface forms, for English: the same verb, and names in common.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from summarizer.salience.times import looks_ahead
from summarizer.text.irregular import FORMS
from summarizer.text.runs import word_runs

SAME_NAMES = 2
"""Names that what is announced and what is done share: "will meet" and "met" are of many."""
_COMING = re.compile(
    r"\b(?:[Ww]ill|(?:is|are|was|were) (?:set|due|scheduled|expected|slated) to)"
    r"(?: also| then| later)? (?P<verb>[A-Z]?[a-z]+)"
)
_HEADLINED = re.compile(
    r"\b(?:Will|will|(?:[Ss]et |[Dd]ue |[Ee]xpected )?[Tt]o) (?P<verb>[A-Z]?[a-z]+)"
)
"""The same in a headline: "Holm to Meet Envoy"."""
_SLIGHT = frozenset("be have do make take give get go come see say keep put".split())
"""Verbs that many unlike things are told with."""
_NAME = re.compile(r"(?<![.!?“\"] )(?<!^)\b[A-Z][\w’'-]*[a-z]\b")


def is_done(text: str, others: Iterable[str], *, headline: bool = False) -> bool:
    """Return whether one of `others` tells as done what a text, or a headline, announces.

    A sentence that looks ahead itself tells nothing as done.
    """
    pattern = _HEADLINED if headline else _COMING
    verbs = {match["verb"].lower() for match in pattern.finditer(text)} - _SLIGHT
    if not verbs:
        return False
    pasts = {past for verb in verbs for past in _pasts(verb)}
    names = _names(text)
    return any(
        not pasts.isdisjoint(word_runs(other))
        and len(names & _names(other)) >= SAME_NAMES
        and not looks_ahead(other)
        for other in others
    )


def _pasts(verb: str) -> tuple[str, ...]:
    """Return the forms that tell a verb as done, some of which no writer would use."""
    if verb in FORMS:
        return tuple(form for form in FORMS[verb] if not form.endswith(("s", "ing")))
    if verb.endswith("e"):
        return (f"{verb}d",)
    return f"{verb}ed", f"{verb}{verb[-1]}ed", f"{verb[:-1]}ied"


def _names(text: str) -> frozenset[str]:
    return frozenset(_NAME.findall(text))
