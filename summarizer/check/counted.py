"""What a number counts or measures: the word, unit or sign that goes with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from summarizer.check.glyphs import is_wide
from summarizer.check.lexicon import synonymous
from summarizer.check.sources import SourceSentence
from summarizer.check.tokens import Token, stem
from summarizer.text.english import MAGNITUDES

SCALES = {stem(word): value for word, value in MAGNITUDES.items()}
WRITTEN = (
    frozenset(("%", "percent", "cent")),
    frozenset(("$", "dollar")),
    frozenset(("£", "pound")),
    frozenset(("€", "euro")),
    frozenset(("¥", "yen")),
)
"""Signs and the words for them."""

BETWEEN = 4
"""Tokens between a number and what it counts."""


def counted_by(tokens: Sequence[Token], place: int) -> Token | None:
    """Return the word that a number counts or measures: the next content word or unit."""
    if place > 0 and tokens[place - 1].kind == "sign":
        return tokens[place - 1]
    for token in tokens[place + 1 : place + 1 + BETWEEN]:
        if token.kind == "sign" or (token.content and token.kind == "word"):
            return token
        if token.kind == "number":
            return None
    return None


def same_thing(one: Token, other: Token | None) -> bool:
    """Return whether two counted words name one thing.

    In Chinese and Japanese, whose words run on, the same first character does: 人 of 五人死亡.
    """
    if other is None:
        return False
    if is_wide(one.text) and is_wide(other.text):
        return one.text[0] == other.text[0]
    return one.key == other.key or synonymous(one.key, other.key)


def numbers_in(sentences: Iterable[SourceSentence]) -> Iterator[tuple[Token, Token]]:
    """Yield the numbers of some sentences that count a thing, with the word for it."""
    for sentence in sentences:
        for place, token in enumerate(sentence.tokens):
            if token.kind == "number" and (noun := counted_by(sentence.tokens, place)) is not None:
                yield token, noun


def numbers_of(
    counted: Token | None, sentences: Iterable[SourceSentence]
) -> Iterator[tuple[Token, Token]]:
    """Yield the numbers that count a thing in some sentences, with the word for it there."""
    if counted is not None:
        yield from (found for found in numbers_in(sentences) if same_thing(counted, found[1]))


def amount(number: Token, counted: Token | None) -> str:
    """Return a number with what it counts, as it is written: "9 deaths", "$4", "7%"."""
    if counted is None:
        return number.text
    if counted.kind == "sign":
        return f"{number.text}%" if counted.text == "%" else f"{counted.text}{number.text}"
    if is_wide(counted.text):
        return number.text + counted.text[0]
    return f"{number.text} {counted.text}"
