"""Which sentences of other articles say the same."""

from __future__ import annotations

import math
from collections.abc import Sequence

from summarizer.check.lexicon import exclusive, opposed
from summarizer.check.tokens import NEGATIONS, Token, tokenize
from summarizer.domain import EncodedArticle
from summarizer.salience.terms import (
    content_tokens,
    function_words,
    telling,
)
from summarizer.summary.bearing import bears_out
from summarizer.text.scripts import denies, script_words
from summarizer.text.stopwords import is_foreign

SAME_MEANING = 0.62
"""Cosine from which a sentence of another article may say the same, given shared words."""
SHARED_WORDS = 0.4
"""Share of the shorter sentence's content words that both hold."""
SHARED_FOREIGN = 0.9
"""The same in other languages, of whose meaning the packaged encoder tells little: "over forty
aftershocks" and "over ninety" share half of their words in Chinese."""
DENIED_WORDS = 4
"""How many words a denial bears on."""


def find_agreeing(
    articles: Sequence[EncodedArticle], article: int, index: int, shown: str
) -> list[tuple[int, int]]:
    """Return (article, index) of sentences elsewhere that say the same, one per article.

    Near in meaning, with shared content words, with the numbers and names that the reader is
    shown, and with nothing that the other denies.

    Args:
        articles: of the story.
        article, index: the sentence that a point is taken from.
        shown: what the point shows of it.
    """
    vector = articles[article].vectors[index]
    found: list[tuple[int, int]] = []
    for other, encoded in enumerate(articles):
        if other == article or not len(encoded.vectors):
            continue
        near = encoded.vectors @ vector
        best = int(near.argmax())
        if near[best] >= SAME_MEANING and _says_the_same(
            shown, encoded.text_of(best), encoded.article.language
        ):
            found.append((other, best))
    return found


def _says_the_same(shown: str, other: str, language: str | None) -> bool:
    return (
        same_words(shown, other, language)
        and not _contradict(tokenize(shown), tokenize(other))
        and bears_out(shown, other)
    )


def same_words(one: str, other: str, language: str | None) -> bool:
    """Return whether the words of two sentences of `language` allow them to say the same."""
    if is_foreign(language):
        # Every form counts: "rose" is not "will rise".
        function = function_words([language])
        a, b = (frozenset(telling(script_words(text.lower()), function)) for text in (one, other))
        share = SHARED_FOREIGN if denies(one) == denies(other) else math.inf
    else:
        a, b = map(content_tokens, (one, other))
        share = SHARED_WORDS
    return len(a & b) >= max(share * max(min(len(a), len(b)), 1), 2)


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
