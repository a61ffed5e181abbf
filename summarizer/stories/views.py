"""Columns: what an article thinks of the news, which reports of the same event tell as it was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from summarizer.domain import EncodedArticle
from summarizer.salience.quoted import ANY_QUOTED
from summarizer.salience.voice import speaks
from summarizer.text.english import WEEKDAY
from summarizer.text.views import is_marked_opinion

READ, LEAST = 25, 4
"""First sentences that tell what an article is, and how few tell nothing."""
VIEW = 0.4
"""Share of sentences in which a writer speaks or argues beyond that of those that report."""
REPORTED = -0.2
"""The same share of an article that reports an event by itself."""

_JUDGES = re.compile(
    r"\b(?:absurd(?:ly)?|shameful(?:ly)?|disgraceful(?:ly)?|hypocri(?:sy|tical)|ridiculous(?:ly)?"
    r"|laughabl[ey]|pathetic(?:ally)?|mendacious|farcical|despicable|idiotic|nonsense|no wonder"
    r"|(?:a|the) (?:good|bad|terrible|great|wrong) (?:thing|idea|one)(?= ?(?:[.,;:—–-]|$|for\b))"
    r"|something to behold|frankly|sadly|thankfully|mercifully)\b"
)
"""In small letters, a judgement that no paper reports as its own."""
_ARGUES = re.compile(
    r"[?!]|n['’]t\b|^(?:But|And|So|Yet|Or|Nor|Still)\b"
    r"|\b(?:[Ii]t|[Tt]hat|[Tt]here|[Hh]ere|[Ww]hat|[Hh]e|[Ss]he|[Tt]hey)['’](?:s|re|ve|ll|d)\b"
    r"|\b(?:should|must|ought|of course|indeed|surely|frankly|truth|wrong|after all"
    r"|worse|perhaps|obvious\w*|clearly|unfortunately|simply|so-called|supposedly|silly"
    r"|foolish\w*)\b"
)
"""What a paper says of no event by itself: advice, doubt, judgement, talk."""
_REPORTS = re.compile(
    rf"\b(?:said|says|told|tells|[Aa]ccording to|announced|reported|added|[Ss]pokes\w+"
    rf"|[Oo]fficials?|statement|{WEEKDAY})\b"
)
_HOLDS = re.compile(
    r"\b(?:call(?:s|ed|ing)|accus(?:es?|ed|ing)|describ(?:es?|ed|ing)|dismiss(?:es|ed|ing)?"
    r"|denounc(?:es?|ed|ing)|condemn(?:s|ed|ing)?|critici[sz](?:es?|ed|ing)|brand(?:s|ed|ing)"
    r"|label(?:s|l?ed|l?ing)|slam(?:s|med|ming)|reject(?:s|ed|ing)|deem(?:s|ed)|mock(?:s|ed|ing)"
    r"|argu(?:es?|ed|ing)|insist(?:s|ed|ing)?|warn(?:s|ed|ing)?|claim(?:s|ed|ing)|wr(?:ites|ote)"
    r"|thinks?|thought|believes?|believed|found|tweeted|posted|testified|complain(?:s|ed|ing))\b"
)
"""By which somebody is told to hold a view: "Olsen called the plan absurd"."""
_FIGURE = re.compile(r"\d")


def holds_view(one: EncodedArticle, *, own: int = 1) -> bool:
    """Return whether an article is a column: marked so, or, in English, written as one is.

    `own`: what a sentence counts in which the writer speaks of himself or to a reader.
    """
    return is_marked_opinion(one.article) or _share_of_views(one, own=own) > VIEW


def _share_of_views(one: EncodedArticle, *, own: int = 1) -> float:
    """Return how many more sentences argue than report, as a share of all, from -1 to 1."""
    texts = [one.text_of(k) for k in range(len(one.sentences[:READ]))]
    if one.article.language != "en" or len(texts) < LEAST:
        return 0.0
    worth = {"reports": -1, "speaks": own, "argues": 1, "states": 0}
    return sum(worth[_manner(text)] for text in texts) / len(texts)


@lru_cache(maxsize=4096)
def _manner(text: str) -> Literal["reports", "speaks", "argues", "states"]:
    if _is_reported(text):
        return "reports"
    if speaks(text):
        return "speaks"
    return "argues" if _argues(text) else "states"


def _argues(text: str) -> bool:
    return _ARGUES.search(text) is not None or _is_judged(text)


def _is_judged(text: str) -> bool:
    return _JUDGES.search(text.lower()) is not None


def judges(text: str) -> bool:
    """Return whether a sentence judges what happened, and nobody is named who does."""
    if not _is_judged(text) or _is_reported(text):
        return False
    return speaks(text) or _HOLDS.search(text) is None


def _is_reported(text: str) -> bool:
    """Return whether a sentence quotes, or says who said it or on which day."""
    return ANY_QUOTED.search(text) is not None or _REPORTS.search(text) is not None


def beside_reports(articles: Sequence[EncodedArticle]) -> list[bool]:
    """Return which of several articles are columns beside a report of the same event.

    Whoever only speaks of himself there, as in a letter or a firm's statement, is a source.
    """
    if len(articles) < 2 or not any(map(_reports, articles)):
        return [False] * len(articles)
    return [holds_view(one, own=0) for one in articles]


def _reports(one: EncodedArticle) -> bool:
    """Return whether an article tells what happened, in the words of those who know."""
    return not is_marked_opinion(one.article) and _share_of_views(one) < REPORTED


def thoughts(one: EncodedArticle, texts: Sequence[str]) -> frozenset[int]:
    """Return the places of those sentences of a column, `texts`, that are no facts to tell.

    All of what is marked as opinion; else what neither quotes nor names who said it or when, and
    either has no figure or argues with it.
    """
    marked = is_marked_opinion(one.article)
    return frozenset(k for k, text in enumerate(texts) if marked or not _is_fact(text))


def _is_fact(text: str) -> bool:
    if _is_reported(text):
        return True
    return _FIGURE.search(text) is not None and not speaks(text) and not _argues(text)
