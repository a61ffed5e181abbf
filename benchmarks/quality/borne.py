"""Is a text supported, by code alone: do its words stand in the source, in that order?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.domain import Article, Brief

_END = re.compile(r"(?<=[.!?])[\"”’']?\s+(?=[A-Z0-9\"“‘'])")


def words_of(text: str) -> list[str]:
    """Return the words and numbers of a text, in lower case, without marks."""
    return re.findall(r"[^\W_]+", text.lower())


def share_quoted(text: str, sentences: Sequence[Sequence[str]]) -> float:
    """Return the share of a text's sentences that a source holds, words left out at most.

    Args:
        text: what a system wrote, a sentence a line; else it is split here.
        sentences: the sources' sentences, an article at a time.

    A sentence counts when all its words stand in one sentence of a source, or in two that
    follow each other, in that order; so no word of it was added, changed or moved. What is
    put in other words does not count, true or not: this measures quoting, which is all
    that can be proved without judging meaning.
    """
    parts = text.splitlines() if "\n" in text else _END.split(text.strip())
    told = [words for part in parts if (words := words_of(part))]
    rows = [[words_of(sentence) for sentence in article] for article in sentences]
    windows = [a + b for row in rows for a, b in zip(row, [*row[1:], []], strict=True)]
    held = [any(_within(words, window) for window in windows) for words in told]
    return sum(held) / max(1, len(held))


def _within(words: Sequence[str], window: Sequence[str]) -> bool:
    rest = iter(window)
    return all(word in rest for word in words)


def verify(brief: Brief, articles: Sequence[Article]) -> None:
    """Check one of our briefs: every quote stands at its span, every point within its quote.

    Raises:
        ValueError: a point is not supported by what it cites.
    """
    by_id = {article.id: article for article in articles}
    for point in brief.points:
        for citation in point.citations:
            if not citation.holds_in(by_id[citation.article]):
                raise ValueError(f"a citation is not exact: {citation}")
        if not _within(words_of(point.text), words_of(point.citations[0].quote)):
            raise ValueError(f"a point says what its quote does not: {point.text}")
