"""Names of a sentence that another sentence ties to each other's things.

"From Oslo to Berlin" for "from Berlin to Oslo", "Smith in Rome and Jones in Paris" for "Smith in
Paris and Jones in Rome": each has the other's words and names, and says something else. Who does
what to whom is told apart by `summarizer.check.exchanged`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.check.tokens import CALENDAR, Token

LINKS = frozenset(("in", "at", "near", "from", "to", "for", "by", "with", "against", "of", "on"))
"""Small words that tie a name to what stands before it."""

Tie = tuple[str, str, str]


def crossed(said: Sequence[Token], held: Sequence[Token]) -> bool:
    """Return whether the names of one sentence stand crosswise in the other."""
    return _ties_crossed(set(_ties(said)), set(_ties(held)))


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


def _names(token: Token) -> bool:
    return token.upper and token.content and token.kind == "word" and token.key not in CALENDAR
