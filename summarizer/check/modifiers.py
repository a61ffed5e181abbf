"""Whose a thing is: "a Russian spy ship" where the sources know a Danish one.

The name is said somewhere, and so is the thing; what tells is that the sources set another name
before the thing, and the written one only before something else, or where the thing is not told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.check.align import Alignment
from summarizer.check.exchanged import AUXILIARY
from summarizer.check.findings import SURE, Finding, differs
from summarizer.check.lexicon import named_places, places_in
from summarizer.check.sources import Sources
from summarizer.check.speakers import SAYING
from summarizer.check.tokens import CALENDAR, Token, content_keys, is_past

TELLING = 2
"""Words of a thing by which it is known: "spy ship", not "divers"."""

LIKE = 0.5
"""Share of a statement's other words that make it much the same."""

ENOUGH = 2
"""How many of these must hold: both names are places, the statement is much the same, the thing is
well known. Of 16,822 true sentences none is refused then."""

NO_THINGS = AUXILIARY | frozenset(
    "last this next early late earlier later ahead alone soon".split()
)
"""After a name these open a phrase of their own: "left Corran last week"."""

Span = tuple[int, int]


def find_modifiers(text: str, alignment: Alignment, sources: Sources) -> Iterator[Finding]:
    """Yield names before a thing that the sources only know of another name."""
    tokens = alignment.tokens
    for first, last in _names(text, tokens):
        name, thing = tokens[first:last], _thing(text, tokens, last)
        if not thing or not _known(name, sources):
            continue
        other = _other(name, thing, content_keys(tokens) - {t.key for t in name}, sources)
        if other is not None:
            said = text[name[0].start : tokens[last + len(thing) - 1].end]
            yield Finding("name", SURE, differs(said, other), name[0].start, name[-1].end)


def _names(text: str, tokens: Sequence[Token]) -> Iterator[Span]:
    """Yield runs of words with a capital; of a single word that opens the sentence, only places."""
    places = {place for first, last, _ in places_in(tokens) for place in range(first, last)}
    first = 0
    for place, token in enumerate(tokens):
        if not (token.upper and token.content and token.kind == "word"):
            first = place + 1
            continue
        joined = place + 1 < len(tokens) and text[token.end : tokens[place + 1].start] == " "
        if joined and tokens[place + 1].upper and tokens[place + 1].content:
            continue
        if (first or place or 0 in places) and token.key not in CALENDAR:
            yield first, place + 1
        first = place + 1


def _thing(text: str, tokens: Sequence[Token], last: int) -> tuple[str, ...]:
    """Return the keys of up to two nouns right behind a name."""
    found: list[str] = []
    for place in range(last, min(last + TELLING, len(tokens))):
        token = tokens[place]
        beside = text[tokens[place - 1].end : token.start] == " "
        if not beside or token.upper or not token.content or token.kind != "word":
            break
        form = token.text.lower()
        if form in NO_THINGS or is_past(form) or token.key in SAYING:
            break
        if form.endswith(("ly", "ing")):
            break
        found.append(token.key)
    return tuple(found)


def _known(name: Sequence[Token], sources: Sources) -> bool:
    return all(token.key in sources.keys for token in name) or not named_places(name).isdisjoint(
        sources.places
    )


def _other(
    name: Sequence[Token], thing: tuple[str, ...], stated: frozenset[str], sources: Sources
) -> str | None:
    """Return the thing with the name that the sources set before it.

    None where they may set the written name there: it stands in one sentence with the thing, and
    is not seen to belong to something else.
    """
    found: str | None = None
    rest = stated - {*thing}
    for number in sorted({number for number, _ in sources.where.get(thing[0], ())}):
        held = sources.sentences[number]
        if not held.key_set.issuperset(thing):
            continue
        like = len(rest & held.key_set) >= LIKE * len(rest)
        for first, last in _names(held.text, held.tokens):
            theirs = _thing(held.text, held.tokens, last)
            there = held.tokens[first:last]
            if _same(name, there, sources):
                if not theirs or not set(theirs).isdisjoint(thing):
                    return None
            elif theirs[: len(thing)] == thing:
                places = _is_place(name) and _is_place(there)
                if places + like + (len(thing) == TELLING) >= ENOUGH:
                    found = held.text[there[0].start : held.tokens[last + len(thing) - 1].end]
    return found


def _is_place(name: Sequence[Token]) -> bool:
    return [(0, len(name))] == [found[:2] for found in places_in(name)]


def _same(name: Sequence[Token], other: Sequence[Token], sources: Sources) -> bool:
    """Whether two names are one: of the same place, with a word in common, or written together."""
    if not named_places(name).isdisjoint(named_places(other)):
        return True
    return any(
        one.key == two.key or not {(one.key, two.key), (two.key, one.key)}.isdisjoint(sources.pairs)
        for one in name
        for two in other
    )
