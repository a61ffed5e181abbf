"""What one report announces and another tells as done: "will meet" and "met".

Rules over surface forms, for English: the same verb, and names in common.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from summarizer.salience.times import looks_ahead
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
_IRREGULAR = dict(
    pair.split(":")
    for pair in "meet:met hold:held speak:spoke leave:left win:won lose:lost fly:flew begin:began "
    "send:sent sell:sold buy:bought build:built fight:fought choose:chose rise:rose fall:fell "
    "shut:shut cut:cut run:ran sit:sat write:wrote pay:paid drop:dropped plan:planned set:set "
    "ban:banned bring:brought tell:told draw:drew throw:threw quit:quit stop:stopped".split()
)
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
    if verb in _IRREGULAR:
        return (_IRREGULAR[verb],)
    return (f"{verb}d",) if verb.endswith("e") else (f"{verb}ed", f"{verb[:-1]}ied")


def _names(text: str) -> frozenset[str]:
    return frozenset(_NAME.findall(text))
