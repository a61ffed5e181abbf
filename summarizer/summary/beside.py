"""Sentences that stand beside an article's text: captions, transcripts in capitals, scraps.

None of them is a point of a brief, whatever it says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.domain import EncodedArticle, count_words
from summarizer.text.captions import captions_of
from summarizer.text.verbs import finite_verbs

LOUDEST = 0.34
"""Share of sentences in capitals up to which they are a programme's transcript; a text that is in
capitals throughout is printed so."""
SHOUT = 12
"""Characters of a shout: "FIFA won." is none."""
SCRAP = 10
"""Words of a scrap: a list's item, a label, a heading without its own line."""
_HAS_VERB = re.compile(r"[’'](?:s|re|d|ll|ve|m)\b|[“\"”?]|^(?:They|We|He|She|You|I)\b")
"""Contractions, and pronouns whose verb a list of forms may miss."""


def beside_the_text(articles: Sequence[EncodedArticle]) -> list[frozenset[int]]:
    """Return per article the places of its sentences that stand beside its text."""
    loud = _shouted(articles)
    return [
        captions_of(e.article, e.sentences) | loud[k] | _scraps(e) for k, e in enumerate(articles)
    ]


def _shouted(articles: Sequence[EncodedArticle]) -> list[frozenset[int]]:
    found = [
        frozenset(k for k in range(len(e.sentences)) if _shouts(e.text_of(k))) for e in articles
    ]
    count = sum(len(e.sentences) for e in articles)
    loud = sum(map(len, found)) <= LOUDEST * count
    return found if loud else [frozenset()] * len(articles)


def _shouts(text: str) -> bool:
    return len(text) >= SHOUT and text.isupper()


def _scraps(encoded: EncodedArticle) -> frozenset[int]:
    if encoded.article.language != "en":
        return frozenset()
    return frozenset(k for k in range(len(encoded.sentences)) if is_scrap(encoded.text_of(k)))


def is_scrap(text: str) -> bool:
    """Return whether a few English words tell nothing ("Sixty votes up and down the country").

    A verb is told from its form, so in doubt a sentence is none.
    """
    size = count_words(text)
    return size <= SCRAP and not _HAS_VERB.search(text) and finite_verbs(text) == 0
