"""Which sentences of other articles say the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.check.lexicon import exclusive, opposed
from summarizer.check.tokens import NEGATIONS, Token, tokenize
from summarizer.domain import EncodedArticle
from summarizer.salience.terms import FUNCTION_WORDS, tokens

SAME_MEANING = 0.62
"""Cosine from which a sentence of another article may say the same, given shared words."""
SHARED_WORDS = 0.4
"""Share of the shorter sentence's content words that both hold."""
MOST_PER_ARTICLE = 1
DENIED_WORDS = 4
"""How many words a denial bears on."""
_NUMBER = re.compile(r"\d[\d,.]*")


def find_agreeing(
    articles: Sequence[EncodedArticle], article: int, index: int
) -> list[tuple[int, int]]:
    """Return (article, index) of sentences elsewhere that say the same, one per article.

    Near in meaning, with shared content words, with no number where the other has
    a different one, and with nothing that the other denies.
    """
    vector = articles[article].vectors[index]
    text = articles[article].text_of(index)
    found: list[tuple[int, int]] = []
    for other, encoded in enumerate(articles):
        if other == article or not len(encoded.vectors):
            continue
        near = encoded.vectors @ vector
        best = int(near.argmax())
        if near[best] >= SAME_MEANING and _same_words(text, encoded.text_of(best)):
            found.append((other, best))
    return found


def _same_words(one: str, other: str) -> bool:
    numbers, others = set(_NUMBER.findall(one)), set(_NUMBER.findall(other))
    if numbers and others and not numbers & others:
        return False
    a = {word for word in tokens(one) if word not in FUNCTION_WORDS}
    b = {word for word in tokens(other) if word not in FUNCTION_WORDS}
    if len(a & b) < max(SHARED_WORDS * min(len(a), len(b)), 2):
        return False
    return not _contradict(tokenize(one), tokenize(other))


def _contradict(one: Sequence[Token], other: Sequence[Token]) -> bool:
    """Return whether one of two sentences denies, or says the contrary of, the other's words.

    "Closed" and "open" or "not closed", "Tuesday" and "Thursday". A word that both hold turns
    nothing round, and what is denied matters only where the other speaks of it.
    """
    keys, others = {t.key: t for t in one}, {t.key: t for t in other}
    if _denied(one) & others.keys() != _denied(other) & keys.keys():
        return True
    return any(
        # A name opposes no common word ("United", "separate"), a measure no other one.
        exclusive(a, b) if mine.upper and theirs.upper else opposed(a, b) and not mine.upper
        for a, mine in keys.items()
        if a not in others
        for b, theirs in others.items()
        if b not in keys and mine.upper == theirs.upper
    )


def _denied(tokens: Sequence[Token]) -> set[str]:
    """Return keys of the words that a denial bears on."""
    return {
        near.key
        for place, token in enumerate(tokens)
        if token.key in NEGATIONS
        for near in tokens[place + 1 : place + 1 + DENIED_WORDS]
        if near.content
    }
