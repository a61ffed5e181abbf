"""Doubt that the evidence has and the sentence drops: "may be closed" told as "will be closed"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from summarizer.check.align import Alignment
from summarizer.check.findings import SURE, WEAK, Finding, fault_at
from summarizer.check.sources import SourceSentence
from summarizer.check.speakers import SAYING
from summarizer.check.tokens import MODALS, Token, stems

DOUBTS = frozenset("may might could allegedly alleged reportedly".split())
DROPPED = frozenset("may might could allegedly".split())
"""Of these, those without which the same words are another statement. People who judged
summaries mostly let "reportedly" go."""

CERTAIN = frozenset("will is are was were has have had".split())
CERTAIN_FOR = frozenset(("may", "might"))
"""What the former can stand for; "could" is also the past of "can"."""

AIMS = stems("intend plan expect prepare seek want hope likely threaten propose due set")
"""Words after which, with "to", a thing has not happened."""


def find_dropped_doubts(
    alignment: Alignment, evidence: Sequence[SourceSentence]
) -> Iterator[Finding]:
    """Yield where the nearest evidence doubts or supposes what is stated as a fact."""
    said = alignment.tokens
    if not evidence or any(_doubting(said, place) for place in range(len(said))):
        return
    held = evidence[0].tokens
    for found in (_dropped(said, held), _supposed(said, held)):
        if found is not None:
            stated, doubt = found
            yield _finding(SURE, stated, doubt)
            return
    yield from _perhaps_dropped(said, held)


def _finding(weight: float, stated: Token, doubt: str) -> Finding:
    reason = f"states as a fact what the source only says {doubt}"
    return fault_at("doubt", weight, reason, stated)


def _doubting(said: Sequence[Token], place: int) -> bool:
    """Whether a word leaves the statement in doubt; the month of May does not."""
    token = said[place]
    if token.text == "May" and (place or any(after.kind == "number" for after in said[1:2])):
        return False
    return token.key in MODALS or token.text.lower() in MODALS


def _claims(token: Token) -> bool:
    """Whether a word leaves a statement to somebody: "he says", "they hope"."""
    return token.key in SAYING or token.key in AIMS


def _dropped(said: Sequence[Token], held: Sequence[Token]) -> tuple[Token, str] | None:
    """Return where the words around a doubt follow each other, or stand around a certainty."""
    following = {(one.key, other.key): other for one, other in pairwise(said)}
    certain = {
        (one.key, other.key): other
        for one, sure, other in zip(said, said[1:], said[2:], strict=False)
        if sure.text.lower() in CERTAIN and one.content
    }
    left_to_others = any(_claims(token) for token in said)
    for before, doubt, after in zip(held, held[1:], held[2:], strict=False):
        form = doubt.text.lower()
        if form == "allegedly" and left_to_others:
            continue
        if form not in DROPPED or doubt.upper or not (before.content or after.content):
            continue
        around = before.key, after.key
        stated = following.get(around)
        if stated is None and form in CERTAIN_FOR:
            stated = certain.get(around)
        if stated is not None:
            return stated, form
    return None


def _supposed(said: Sequence[Token], held: Sequence[Token]) -> tuple[Token, str] | None:
    """Return what "will" be, where it only "would" be if something else were so."""
    if _supposes(said) or not _supposes(held):
        return None
    would = {
        (one.key, other.key)
        for one, doubt, other in zip(held, held[1:], held[2:], strict=False)
        if doubt.text.lower() == "would"
    }
    for one, sure, other in zip(said, said[1:], said[2:], strict=False):
        if sure.text.lower() == "will" and (one.key, other.key) in would:
            return sure, "would be if"
    return None


def _supposes(tokens: Sequence[Token]) -> bool:
    forms = {token.text.lower() for token in tokens}
    return bool(forms & {"if", "unless"}) or any(token.text == "Should" for token in tokens)


def _perhaps_dropped(said: Sequence[Token], held: Sequence[Token]) -> Iterator[Finding]:
    """Yield where a word after a doubt is stated, whatever stands around it."""
    stated = {token.key: token for token in reversed(said) if token.content}
    for where, token in enumerate(held):
        after = [other for other in held[where + 1 : where + 4] if other.content]
        if token.text.lower() not in DOUBTS or token.upper or not after:
            continue
        if after[0].key in stated:
            yield _finding(WEAK, stated[after[0].key], token.text)
            return
