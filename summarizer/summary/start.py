"""Where an article begins, below what its page prints above it.

Scrapers hand over the caption of the first picture, a teaser or a byline as the article's first
sentences. The article itself then begins with its dateline ("AUSTIN (AP) — "), or right after
the credit that ends the caption ("(Reuters) A gas tanker exploded …"). What stands above is no
lead, whatever it says: a brief that opens with it opens beside the news.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from summarizer.domain import EncodedArticle
from summarizer.summary.heads import dateline_of
from summarizer.text.stamps import CREDIT

LATEST = 4
"""Sentences above an article at most; a dateline further down is another article's."""
LEFT = 3
"""Sentences that must be left: of a notice of four there is nothing to spare."""
_NAMED = r"(?:[A-Z0-9][\w.’'&-]*|of|the|via|for|and)"
_CREDITED = re.compile(
    rf"(?:\({_NAMED}(?:[ /,]{{1,3}}{_NAMED}){{0,8}}\)"
    rf"|(?:Photo(?:graph(?:er)?)?|Image|Picture|Credit)s?: {CREDIT.pattern})\s+(?=[“\"‘]?[A-Z])"
)
"""The end of the caption above, which is printed in one line with the sentence."""


def from_start(articles: Sequence[EncodedArticle]) -> list[EncodedArticle]:
    """Return the articles without the sentences above their own first one."""
    return [_from_start(e) for e in articles]


def _from_start(encoded: EncodedArticle) -> EncodedArticle:
    first = begins_at([encoded.text_of(k) for k in range(min(LATEST + 1, len(encoded.sentences)))])
    if not first or len(encoded.sentences) - first < LEFT:
        return encoded
    return replace(encoded, sentences=encoded.sentences[first:], vectors=encoded.vectors[first:])


def begins_at(texts: Sequence[str]) -> int:
    """Return which of an article's first sentences is its own first; 0 where nothing tells.

    The first sentence's own dateline or credit settles it. A credit counts only under one
    sentence, or under another credit: further down its picture may stand amid the text.
    """
    if not texts or dateline_of(texts[0]) or _CREDITED.match(texts[0]):
        return 0
    credited = 0
    for k, text in enumerate(texts[1 : LATEST + 1], 1):
        if dateline_of(text):
            return k
        if k == credited + 1 and _CREDITED.match(text):
            credited = k
    return credited
