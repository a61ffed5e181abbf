"""Names of a sentence that another sentence puts in each other's place.

"Apple was bought by Beats" for "Apple bought Beats", "from Oslo to Berlin" for "from Berlin to
Oslo", "Smith in Rome and Jones in Paris" for "Smith in Paris and Jones in Rome": each has the
other's words and names, and says something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.check.tokens import CALENDAR, Token

LINKS = frozenset(("in", "at", "near", "from", "to", "for", "by", "with", "against", "of", "on"))
"""Small words that tie a name to what stands before it."""
REACH = 3
"""Words between a verb and the name before or after it."""

Tie = tuple[str, str, str]


def crossed(said: Sequence[Token], held: Sequence[Token]) -> bool:
    """Return whether the names of one sentence stand crosswise in the other."""
    return _ties_crossed(set(_ties(said)), set(_ties(held))) or _voice_turned(said, held)


def _ties(tokens: Sequence[Token]) -> Iterator[Tie]:
    """Yield each name after a small word, and what it is tied to: the last name before it.

    Where no name stands before it, it is tied to nothing: "from Berlin".
    """
    last = ""
    for place, token in enumerate(tokens):
        if not _names(token):
            continue
        if place and tokens[place - 1].key in LINKS:
            small = tokens[place - 1].key
            yield last, small, token.key
            yield "", small, token.key
        else:
            last = token.key


def _ties_crossed(said: set[Tie], held: set[Tie]) -> bool:
    """Return whether two ties of one sentence have each other's names in the other sentence."""
    only, others = said - held, held - said
    for one, small, name in only:
        for other, beside, second in only:
            if name == second or (one, small) == (other, beside):
                continue
            if (one, small, second) in others and (other, beside, name) in others:
                return True
    return False


def _voice_turned(said: Sequence[Token], held: Sequence[Token]) -> bool:
    """Return whether who does a thing in one sentence has it done to them in the other."""
    others = [token.key for token in held]
    for place, verb in enumerate(said):
        if not _verb(verb) or others.count(verb.key) != 1:
            continue
        there = others.index(verb.key)
        voices = _passive(said, place), _passive(held, there)
        before, after = _beside(said, place)
        first, second = _beside(held, there)
        if not (before and after and first and second) or voices[0] == voices[1]:
            continue
        if not before.isdisjoint(first) and not after.isdisjoint(second) and before != after:
            return True
    return False


def _beside(tokens: Sequence[Token], place: int) -> tuple[set[str], set[str]]:
    """Return the keys of the names shortly before and shortly after a word."""
    before = {t.key for t in tokens[max(0, place - REACH) : place] if _names(t)}
    after = {t.key for t in tokens[place + 1 : place + 1 + REACH] if _names(t)}
    return before, after


def _passive(tokens: Sequence[Token], place: int) -> bool:
    """Return whether a verb is told with "by" right after it: "was bought by"."""
    return any(token.key == "by" for token in tokens[place + 1 : place + 2])


def _verb(token: Token) -> bool:
    return token.kind == "word" and token.content and not token.upper


def _names(token: Token) -> bool:
    return token.upper and token.content and token.kind == "word" and token.key not in CALENDAR
