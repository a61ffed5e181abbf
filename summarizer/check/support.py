"""How each word of a written sentence is borne out: copied, meant, near, contrary or new."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from summarizer.check.align import Alignment
from summarizer.check.lexicon import (
    exclusive,
    kin,
    likeness,
    name_share,
    opposed,
    places_in,
    rarity,
    synonym_groups,
)
from summarizer.check.sources import Sources
from summarizer.check.tokens import NEGATIONS, Token

NEAR = 0.5
"""Word vectors closer than this speak of the same thing, more or less."""


USUALLY, SOMETIMES = 0.5, 0.25
"""Share of articles that write a word with a capital only, from which it is taken for a name
on its own and beside another capital ("the Bank", "the World Bank")."""


REACH = 3
"""Tokens on either side that make a word's context."""


class Support(IntEnum):
    """How a word is borne out, best first."""

    EVIDENCE = 0
    SOURCES = 1
    ALIAS = 2
    SYNONYM = 3
    KIN = 4
    NEAR = 5
    NONE = 6


@dataclass(frozen=True, slots=True)
class WordSupport:
    """What is known of one content word.

    Attributes:
        token: the word.
        support: how it is borne out.
        name: it is written like a name.
        partner: the source word in its slot, when the alignment pairs it with another.
        contrary: a word of the evidence that says the opposite.
        other: a word of the evidence of the same exclusive kind.
        nearest: cosine of the nearest word in the evidence, 0 to 1.
        rarity: how rare it is in news, about 0 to 9.
        flanked: its partner stands between the same words as it does.
    """

    token: Token
    support: Support
    name: bool
    partner: Token | None
    contrary: Token | None
    other: Token | None
    nearest: float
    rarity: float
    flanked: bool = False

    @property
    def new(self) -> bool:
        """The word stands nowhere in the sources, under no name."""
        return self.support > Support.ALIAS


def judge_words(alignment: Alignment, sources: Sources) -> tuple[WordSupport, ...]:
    """Return the support of every content word of an aligned sentence."""
    tokens = alignment.tokens
    content = [place for place, token in enumerate(tokens) if token.content]
    evidence = [
        token
        for number in alignment.evidence
        for token in sources.sentences[number].tokens
        if token.content
    ]
    keys = frozenset(token.key for token in evidence)
    cosines = likeness(
        [tokens[place].text.lower() for place in content],
        [token.text.lower() for token in evidence],
    )
    aliased = _aliased(tokens, sources)
    written = frozenset(token.key for token in tokens)
    judged = []
    for row, place in enumerate(content):
        nearest = float(cosines[row].max()) if cosines.size else 0.0
        judged.append(_judge(place, alignment, sources, evidence, keys, aliased, written, nearest))
    return tuple(judged)


def _judge(
    place: int,
    alignment: Alignment,
    sources: Sources,
    evidence: list[Token],
    keys: frozenset[str],
    aliased: frozenset[int],
    written: frozenset[str],
    nearest: float,
) -> WordSupport:
    token = alignment.tokens[place]
    support = _support(place, token, sources, evidence, keys, aliased, nearest)
    partner = _partner(place, alignment, sources)
    contrary = other = None
    if support > Support.EVIDENCE:
        contrary = _turned(place, alignment, sources, written, opposed)
        other = _turned(place, alignment, sources, written, exclusive)
    name = is_name(token, place, alignment.tokens, sources)
    return WordSupport(
        token=token,
        support=support,
        name=name,
        partner=partner,
        contrary=contrary,
        other=other,
        nearest=nearest,
        rarity=rarity(token.text.lower()),
        flanked=partner is not None and _flanked(place, alignment, sources),
    )


def _flanked(place: int, alignment: Alignment, sources: Sources) -> bool:
    """Return whether the words before and after are those of the partner, edges aside."""
    found = alignment.partners[place]
    assert found is not None
    keys = [token.key for token in alignment.tokens]
    number, where = found
    held = sources.sentences[number].keys
    return (
        place > 0
        and where > 0
        and keys[place - 1] == held[where - 1]
        and keys[place + 1 : place + 2] == list(held[where + 1 : where + 2])
    )


def _turned(
    place: int,
    alignment: Alignment,
    sources: Sources,
    written: frozenset[str],
    turns: Callable[[str, str], bool],
) -> Token | None:
    """Return a word of the evidence that the token turns round, said of the same thing.

    The two say it of the same thing when they are partners in the alignment or when
    a content word stands beside both.
    """
    key = alignment.tokens[place].key
    near = context(alignment.tokens, place)
    for number in alignment.evidence:
        tokens = sources.sentences[number].tokens
        for where, source in enumerate(tokens):
            if source.key in written or not turns(key, source.key):
                continue
            if _denied_here(tokens, where) != _denied_here(alignment.tokens, place):
                continue  # "unknown" and "not yet known" say the same
            if alignment.partners[place] == (number, where) or near & context(tokens, where):
                return source
    return None


def _denied_here(tokens: Sequence[Token], place: int) -> bool:
    return any(token.key in NEGATIONS for token in tokens[max(0, place - REACH) : place])


def context(tokens: Sequence[Token], place: int) -> set[str]:
    """Return the keys of the content words within `REACH` tokens."""
    around = (*tokens[max(0, place - REACH) : place], *tokens[place + 1 : place + 1 + REACH])
    return {token.key for token in around if token.content and token.kind != "sign"}


def is_name(token: Token, place: int, tokens: tuple[Token, ...], sources: Sources) -> bool:
    """Return whether a token is written as a name, or is one in the sources.

    A capital says little where a sentence opens; there the word's habits in news decide.
    """
    if token.kind != "word":
        return False
    lower = token.text.lower()
    if token.upper:
        opens = place == 0 or not tokens[place - 1].upper
        return name_share(lower) >= (USUALLY if opens else SOMETIMES)
    return token.key in sources.upper and name_share(lower) >= USUALLY


def _support(
    place: int,
    token: Token,
    sources: Sources,
    evidence: list[Token],
    keys: frozenset[str],
    aliased: frozenset[int],
    nearest: float,
) -> Support:
    if token.key in sources.keys:
        return Support.EVIDENCE if token.key in keys else Support.SOURCES
    if place in aliased or token.key in sources.initials or _counted_otherwise(token, sources):
        return Support.ALIAS
    if token.kind == "number":
        return Support.NONE
    return _likeness(token, sources, evidence, nearest)


def _counted_otherwise(token: Token, sources: Sources) -> bool:
    """Return whether the sources have "18 minutes" for "the 18th minute", or the reverse."""
    if token.kind != "number":
        return False
    other = token.key.removesuffix("th") if token.key.endswith("th") else token.key + "th"
    return other in sources.keys and len(token.key.strip("#th")) > 1


def _likeness(token: Token, sources: Sources, evidence: list[Token], nearest: float) -> Support:
    if not synonym_groups().get(token.key, frozenset()).isdisjoint(sources.groups):
        return Support.SYNONYM
    if any(kin(token.key, source.key) for source in evidence):
        return Support.KIN
    return Support.NEAR if nearest >= NEAR else Support.NONE


def _aliased(tokens: tuple[Token, ...], sources: Sources) -> frozenset[int]:
    """Return the places of tokens that name a place which the sources name otherwise."""
    return frozenset(
        place
        for first, last, number in places_in(tokens)
        if number in sources.places
        for place in range(first, last)
    )


def _partner(place: int, alignment: Alignment, sources: Sources) -> Token | None:
    found = alignment.partners[place]
    if found is None:
        return None
    token = sources.sentences[found[0]].tokens[found[1]]
    return None if token.key == alignment.tokens[place].key else token
