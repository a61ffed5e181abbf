"""How each word of a written sentence is supported: copied, meant, near, contrary or new."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from summarizer.check.abroad import is_known_abroad
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
from summarizer.check.restated import other_form, restated_places
from summarizer.check.sources import Sources
from summarizer.check.tokens import (
    MONTH_KEYS,
    NEGATIONS,
    POINTING,
    STOPWORDS,
    Token,
    beside,
    stem,
)

NEAR = 0.5
"""Word vectors closer than this speak of the same thing, more or less."""


USUALLY, SOMETIMES = 0.5, 0.25
"""Share of articles that write a word with a capital only, from which it is taken for a name
on its own and beside another capital ("the Bank", "the World Bank")."""


JOINING = frozenset("consequently furthermore meanwhile moreover nevertheless nonetheless".split())
"""Words that stand with a capital more often than not, and are no name."""

LONGEST_LY = 6
"""Letters of names like "Reilly"; adverbs of so few are known to news."""

LEAST_HALF, LONGEST_WORD = 3, 30
"""Letters before the hyphen of a word that may be written as one, and of that word."""

REACH = 3
"""Tokens on either side that make a word's context."""


class Support(IntEnum):
    """How a word is supported, best first."""

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
        support: how it is supported.
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


def judge_words(text: str, alignment: Alignment, sources: Sources) -> tuple[WordSupport, ...]:
    """Return the support of every content word of an aligned sentence."""
    judge = _Judge(text, alignment, sources)
    content = [place for place, token in enumerate(alignment.tokens) if token.content]
    cosines = likeness(
        [alignment.tokens[place].text.lower() for place in content],
        [token.text.lower() for token in judge.evidence],
    )
    nearest = cosines.max(axis=1).tolist() if cosines.size else [0.0] * len(content)
    return tuple(map(judge.judge, content, nearest))


class _Judge:
    """A sentence beside its evidence: what each of its words is asked against."""

    def __init__(self, text: str, alignment: Alignment, sources: Sources) -> None:
        self.alignment, self.sources = alignment, sources
        held = [sources.sentences[number] for number in alignment.evidence]
        self.evidence = [token for one in held for token in one.tokens if token.content]
        self.held = frozenset(token.key for token in self.evidence)
        self.written = frozenset(token.key for token in alignment.tokens)
        self.aliased = _aliased(alignment.tokens, sources)
        self.aliased |= restated_places(text, alignment.tokens, held)

    def judge(self, place: int, nearest: float) -> WordSupport:
        """Return the support of the word at a place; `nearest` as in `WordSupport`."""
        token = self.alignment.tokens[place]
        support = self._support(place, token, nearest)
        partner, flanked = self._partner(place)
        turned = support > Support.EVIDENCE
        return WordSupport(
            token=token,
            support=support,
            name=is_name(token, place, self.alignment.tokens, self.sources),
            partner=partner,
            contrary=self._turned(place, opposed, flanked) if turned else None,
            other=self._turned(place, exclusive, flanked) if turned else None,
            nearest=nearest,
            rarity=rarity(token.text.lower()),
            flanked=flanked,
        )

    def _support(self, place: int, token: Token, nearest: float) -> Support:
        if token.key in self.sources.keys:
            return Support.EVIDENCE if token.key in self.held else Support.SOURCES
        if (
            place in self.aliased
            or token.key in self.sources.initials
            or _counted_otherwise(token, self.sources)
            or _written_apart(token.key, self.sources)
        ):
            return Support.ALIAS
        if token.kind == "number":
            return Support.NONE
        if not synonym_groups().get(token.key, frozenset()).isdisjoint(self.sources.groups):
            return Support.SYNONYM
        like = any(kin(token.key, source.key) for source in self.evidence)
        if like or is_known_abroad(token, self.sources):
            return Support.KIN
        return Support.NEAR if nearest >= NEAR else Support.NONE

    def _partner(self, place: int) -> tuple[Token | None, bool]:
        """Return the other word in a word's slot, and whether the same words flank the two."""
        token, found = self.alignment.tokens[place], self.alignment.partners[place]
        if found is None:
            return None, False
        number, where = found
        sentence = self.sources.sentences[number]
        if sentence.keys[where] == token.key:
            return None, False
        around = beside([one.key for one in self.alignment.tokens], place)
        return sentence.tokens[where], bool(around) and around == beside(sentence.keys, where)

    def _turned(self, place: int, turns: Callable[[str, str], bool], flanked: bool) -> Token | None:
        """Return a word of the evidence that the token turns round, said of the same thing.

        They say it of the same thing when a content word is near both, or when they are partners
        and `flanked` or the evidence has a pronoun there: "Rovers won", "they lost". Partners alone
        need not: "cuts the drive", "ten stations get lifts".
        """
        own, partner = self.alignment.tokens, self.alignment.partners[place]
        near = context(own, place)
        for number in self.alignment.evidence:
            tokens = self.sources.sentences[number].tokens
            for where, source in enumerate(tokens):
                if source.key in self.written or not turns(own[place].key, source.key):
                    continue
                if _denied_here(tokens, where) != _denied_here(own, place):
                    continue  # "unknown" and "not yet known" say the same
                if _told_from_other_side(own, place, tokens, where):
                    continue
                paired = partner == (number, where) and (flanked or _points_back(tokens, where))
                if paired or near & context(tokens, where):
                    return source
        return None


def _denied_here(tokens: Sequence[Token], place: int) -> bool:
    return any(token.key in NEGATIONS for token in tokens[max(0, place - REACH) : place])


def _told_from_other_side(
    own: Sequence[Token], place: int, held: Sequence[Token], where: int
) -> bool:
    """Whether two opposites say the same: "Sande beat Harwick" and "Harwick lost to Sande".

    Either the names have changed places, or one of the two is told with "by".
    """
    mine, theirs = _sides(own, place), _sides(held, where)
    if _told_with_by(own, place) == _told_with_by(held, where):
        theirs = theirs[::-1]
    return all(not one.isdisjoint(other) for one, other in zip(mine, theirs, strict=True))


def _sides(tokens: Sequence[Token], place: int) -> list[set[str]]:
    sides = tokens[max(0, place - REACH) : place], tokens[place + 1 : place + 1 + REACH]
    return [{token.key for token in side if token.content and token.upper} for side in sides]


def _told_with_by(tokens: Sequence[Token], place: int) -> bool:
    return any(token.key == "by" for token in tokens[place + 1 : place + 3])


def _points_back(tokens: Sequence[Token], place: int) -> bool:
    return any(token.text.lower() in POINTING for token in tokens[max(0, place - REACH) : place])


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
    if place == 0 and (lower in JOINING or _is_adverb(lower)):
        return False
    if token.upper:
        opens = place == 0 or not tokens[place - 1].upper
        return name_share(lower) >= (USUALLY if opens else SOMETIMES)
    return token.key in sources.upper and name_share(lower) >= USUALLY


def _is_adverb(word: str) -> bool:
    """Whether a lower-case word is an adjective with "ly": "additionally", not "Kimberly"."""
    return word[-2:] == "ly" and len(word) > LONGEST_LY and name_share(word[:-2]) < USUALLY


def _counted_otherwise(token: Token, sources: Sources) -> bool:
    """Return whether the sources have "18 minutes" for "the 18th minute", or the reverse.

    Of a single figure "the 4th" alone is known, for a day of a month.
    """
    if token.kind != "number":
        return False
    other = other_form(token.key)
    long = len(token.key.strip("#th")) > 1
    return other in sources.keys and (long or (token.text[0].isdigit() and _is_day(other, sources)))


def _is_day(key: str, sources: Sources) -> bool:
    """Return whether the sources have a number as the day of a month: "June 4", "4 of June"."""
    return any(
        (month, key) in sources.pairs
        or (key, month) in sources.pairs
        or (key, "of", month) in sources.triples
        for month in MONTH_KEYS
    )


def _written_apart(key: str, sources: Sources) -> bool:
    """Return whether the sources have a word in two: "play-off" for "playoff"."""
    if len(key) > LONGEST_WORD:
        return False
    halves = ((key[:cut], key[cut:]) for cut in range(LEAST_HALF, len(key) - 1))
    return any(
        (stem(first), second) in sources.pairs for first, second in halves if first not in STOPWORDS
    )


def _aliased(tokens: tuple[Token, ...], sources: Sources) -> frozenset[int]:
    """Return the places of tokens that the sources name otherwise, or write as one word."""
    named = [(first, last) for first, last, number in places_in(tokens) if number in sources.places]
    joined = [
        (place, place + 2)
        for place, (one, other) in enumerate(pairwise(tokens))
        if one.content and len(one.key) >= LEAST_HALF and one.key + other.key in sources.keys
    ]
    return frozenset(place for first, last in (*named, *joined) for place in range(first, last))
