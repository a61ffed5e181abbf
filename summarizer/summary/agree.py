"""Which sentences of other articles say the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.domain import EncodedArticle
from summarizer.salience.terms import FUNCTION_WORDS, tokens

SAME_MEANING = 0.62
"""Cosine from which a sentence of another article may say the same, given shared words."""
SHARED_WORDS = 0.4
"""Share of the shorter sentence's content words that both hold."""
MOST_PER_ARTICLE = 1
_NUMBER = re.compile(r"\d[\d,.]*")


def find_agreeing(
    articles: Sequence[EncodedArticle], article: int, index: int
) -> list[tuple[int, int]]:
    """Return (article, index) of sentences elsewhere that say the same, one per article.

    Near in meaning, with shared content words, and with no number where the other has
    a different one.
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
    return len(a & b) >= max(SHARED_WORDS * min(len(a), len(b)), 2)
