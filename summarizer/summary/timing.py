"""Which sentences time has overtaken, among several articles on one event.

Of an event that has happened, "will meet next week" is stale: the reports that came after
say what was. And "last month" in an article that nobody has dated tells no reader when.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from summarizer.domain import EncodedArticle
from summarizer.salience.done import is_done
from summarizer.salience.times import deictic_time, looks_ahead

STALE = 0.3
"""What a sentence that looks ahead keeps of its worth once the event is past."""
UNDATED = 0.4
"""What "last month" keeps in an article without a date."""
PARTIAL = 0.8
"""What a sentence keeps that stands in a preview behind an access notice."""
LATER = timedelta(hours=12)
"""An article that is older than the newest by this, or more, may be overtaken."""
LEAD = 3
"""Sentences in which an article says whether it announces or reports."""


def worth_kept(
    articles: Sequence[EncodedArticle], texts: Sequence[Sequence[str]]
) -> list[list[float]]:
    """Return per article and sentence, `texts`, which share of its worth it keeps, 0 to 1."""
    overtaken = _overtaken(articles, texts)
    kept = []
    for article, rows, past in zip(articles, texts, overtaken, strict=True):
        undated = article.article.published is None
        share = 1.0 if article.article.complete else PARTIAL
        kept.append(
            [
                share
                * (STALE if past and looks_ahead(text) else 1.0)
                * (UNDATED if undated and deictic_time(text) else 1.0)
                for text in rows
            ]
        )
    return kept


def _overtaken(articles: Sequence[EncodedArticle], texts: Sequence[Sequence[str]]) -> list[bool]:
    """Per article: it announces what most of the others, or later ones, report."""
    if len(texts) == 1:
        return [False]  # by nobody
    announces = [_announces(rows) for rows in texts]
    reports = [not a and bool(rows) for a, rows in zip(announces, texts, strict=True)]
    dates = [a.article.published for a in articles]
    newest = max((date for date in dates if date is not None), default=None)
    out = []
    for announced, date in zip(announces, dates, strict=True):
        old = date is not None and newest is not None and newest - date >= LATER
        unknown = date is None or newest is None
        outnumbered = sum(reports) > sum(announces)
        out.append(announced and any(reports) and (old or (unknown and outnumbered)))
    for place, rows in enumerate(texts):
        if out[place] or dates[place] not in (None, *_older(dates, newest)):
            continue
        others = [text for k, told in enumerate(texts) if k != place for text in told]
        out[place] = any(is_done(text, others) for text in rows[:LEAD])
    return out


def _older(dates: Sequence[datetime | None], newest: datetime | None) -> list[datetime]:
    """The dates of articles that later ones may have overtaken."""
    return [date for date in dates if date and newest and newest - date >= LATER]


def _announces(rows: Sequence[str]) -> bool:
    """Whether an article's opening looks ahead more than it tells."""
    opening = rows[:LEAD]
    if not opening:
        return False
    ahead = sum(looks_ahead(text) for text in opening)
    return ahead > 0 and (looks_ahead(opening[0]) or ahead * 2 > len(opening))
