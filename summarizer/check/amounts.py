"""Two numbers that have changed what they count, and an amount of another year.

"26 points from 21 games" for 21 points from 26 games, "£23 million in 2019" for "from £90 million
in 2019 to £23 million": one source sentence holds all of it, and joins it the other way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from summarizer.check.align import Alignment
from summarizer.check.counted import amount, counted_by, same_thing
from summarizer.check.crossed import Parts
from summarizer.check.findings import SURE, Finding, differs, fault_at
from summarizer.check.sources import Sources
from summarizer.check.tokens import Token

Counted = tuple[Token, Token]
"""A number, and the word or sign for what it counts."""

MOST = 8
"""Numbers of a sentence that are compared with each other; with more it is a table."""

OF_A_YEAR = frozenset("in since by for".split())
BEFORE_YEAR = 4
"""Tokens before the year in which its amount is looked for: "£90 million in 2019"."""


def find_amounts(text: str, alignment: Alignment, sources: Sources) -> Iterator[Finding]:
    """Yield numbers that the sources hold of what the next number counts, or of another year."""
    yield from _exchanged(alignment.tokens, sources)
    yield from _of_another_year(text, alignment.tokens, sources)


def _exchanged(tokens: Sequence[Token], sources: Sources) -> Iterator[Finding]:
    said = _counts(tokens)[:MOST]
    if len(said) < 2:
        return
    held = [_counts(sentence.tokens) for sentence in sources.sentences]
    for one, other in combinations(said, 2):
        turned = [(_as_rank(other[0], one[0]), one[1]), (_as_rank(one[0], other[0]), other[1])]
        if turned[0] == (one[0].key, one[1]) or _same(turned[0], other):
            continue  # the same number twice, or one thing counted twice
        if any(
            _same((pair[0].key, pair[1]), two) for pair in (one, other) for h in held for two in h
        ):
            continue
        for counts in held:
            if all(any(_same(pair, two) for two in counts) for pair in turned):
                right = next(two for two in counts if _same(turned[0], two))
                yield fault_at("number", SURE, differs(amount(*one), amount(*right)), one[0])
                return


def _counts(tokens: Sequence[Token]) -> list[Counted]:
    found = ((t, counted_by(tokens, n)) for n, t in enumerate(tokens) if t.kind == "number")
    return [(number, counted) for number, counted in found if counted is not None]


def _as_rank(number: Token, like: Token) -> str:
    """Return the key of a number as an ordinal if another is one: "12th minute", "12 minutes"."""
    return number.key.removesuffix("th") + ("th" if like.key.endswith("th") else "")


def _same(one: tuple[str, Token], other: Counted) -> bool:
    return one[0] == other[0].key and same_thing(one[1], other[1])


def _of_another_year(text: str, tokens: Sequence[Token], sources: Sources) -> Iterator[Finding]:
    said = Parts(text, tokens)
    for place, year in enumerate(tokens):
        mine = _amount_of_year(said, place)
        if mine is None:
            continue
        others = [
            _other_of_year(said, mine, Parts(held.text, held.tokens), where)
            for held, where in (
                (sources.sentences[n], w) for n, w in sources.where.get(year.key, ())
            )
            if tokens[mine].key in held.key_set
        ]
        if others and all(others):
            yield fault_at("number", SURE, differs(said.told(mine), others[0] or ""), tokens[mine])
            return


def _other_of_year(said: Parts, mine: int, held: Parts, where: int) -> str | None:
    """Return the other amount of the same sort that a source sentence joins with the year."""
    theirs = _amount_of_year(held, where)
    if theirs is None or held.sorts[theirs] != said.sorts[mine]:
        return None
    if held.tokens[theirs].key == said.tokens[mine].key:
        return None
    counted, also = said.counted(mine), held.counted(theirs)
    two = counted is not None and also is not None and not same_thing(counted, also)
    return None if two else held.told(theirs)


def _amount_of_year(parts: Parts, place: int) -> int | None:
    """Return the place of the number right before "in" and a year, or its month and year."""
    lead = place - 1
    while lead > 0 and parts.sorts[lead] in ("month", "day"):
        lead -= 1
    if parts.sorts[place] != "year" or lead < 0 or parts.tokens[lead].key not in OF_A_YEAR:
        return None
    for where in range(lead - 1, max(-1, lead - BEFORE_YEAR), -1):
        if parts.sorts[where] in ("year", "month", "day"):
            return None
        if parts.tokens[where].kind == "number":
            return where
    return None
