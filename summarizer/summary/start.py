"""Where an article begins, below what its page or its writer puts before the news.

Scrapers hand over the caption of the first picture, a teaser or a byline as the article's first
sentences. The article itself then begins with its dateline ("AUSTIN (AP) — "), or right after
the credit that ends the caption ("(Reuters) A gas tanker exploded …"). What stands above is no
lead, whatever it says: a brief that opens with it opens beside the news.

Writers do the like: a scene, a thought, a look back, and the news in the fourth paragraph. An
editor's headline says what the news is; where the first sentences tell next to nothing of it,
the article begins at the one that tells most of it. That passes over what pages print above
articles, in whatever words: "Listen", "Share", the caption of a film on something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace

from summarizer.domain import Article, EncodedArticle, squeeze
from summarizer.salience.terms import content_tokens
from summarizer.summary.needs import leans
from summarizer.summary.opening import can_open
from summarizer.summary.persons import Persons
from summarizer.text.datelines import dateline_of
from summarizer.text.stamps import CREDIT
from summarizer.text.stopwords import is_foreign

LATEST = 4
"""Sentences above an article at most; a dateline further down is another article's."""
LEFT = 3
"""Sentences that must be left: of a notice of four there is nothing to spare."""
SCENE = 8
"""Sentences that a writer may put before the news."""
TOLD, FEW, UNTOLD = 0.5, 3, 0.34
"""Share of a headline's words, and how many, with which a sentence tells its news; and the share
with which all above it are still beside it."""
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
    last = len(encoded.sentences) - LEFT
    texts = [encoded.text_of(k) for k in range(max(0, min(LATEST + SCENE, last) + 1))]
    first = begins_at(texts[: LATEST + 1])
    first += beside(headline_of(encoded.article), texts[first : first + SCENE + 1])
    if not 0 < first <= last:
        return encoded
    return replace(encoded, sentences=encoded.sentences[first:], vectors=encoded.vectors[first:])


def headline_of(article: Article) -> frozenset[str]:
    """Return the content words of an English article's headline; none where no editor wrote it."""
    made = article.title_made or is_foreign(article.language)
    return frozenset() if made else content_tokens(article.title)


def beside(headline: Set[str], texts: Sequence[str]) -> int:
    """Return how many of an article's first sentences stand beside the news of its headline.

    The one below them tells what they tell of it, and more, and names nobody whom they introduce.

    Args:
        headline: its content words.
        texts: the first sentences.
    """
    if not headline:
        return 0
    above = frozenset[str]()
    for k, text in enumerate(texts):
        told = headline & content_tokens(text)
        if tells_news(len(told), len(headline)) and above <= told:
            plain = squeeze(text)
            met = Persons(texts[: k + 1], texts[k + 1 :])
            if can_open(plain) and not leans(plain) and not met.strangers(k):
                return k
        above |= told
        if not stands_beside(len(above), len(headline)):
            break
    return 0


def tells_news(told: int, headline: int) -> bool:
    """Return whether a text that holds `told` of a headline's words tells its news."""
    return told >= max(FEW, TOLD * headline)


def stands_beside(told: int, headline: int) -> bool:
    """Return whether a text that holds `told` of a headline's words tells next to nothing of it."""
    return told <= UNTOLD * headline


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
