"""Which story first: how many outlets report it, how new, how central."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from summarizer.domain import Article, EncodedArticle, Rank, Story
from summarizer.stories.labels import UNFIT, penalty

HALF_LIFE_DAYS = 1.0
"""A story a day older than `now` counts half."""

OLDEST_HALVINGS = 20.0
"""Recency falls no further, so that old stories are still told apart by the rest."""

CENTRAL_LEAST = 0.5
"""Centrality lies between this and 1: a story unlike the others may lead."""

UNREPORTED = 0.5
"""Outlets for which one counts that reports nothing: it asks, advises, reviews or holds a view."""

_HOST = re.compile(r"^[a-z]+://(?:www\.)?([^/:?#]+)", re.IGNORECASE)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’")
"""Whoever is quoted may say "I", and ask."""
_OF_THE_NEWS = re.compile(
    r"!(?= [a-z])"
    r"|^(?:Video|Letter|Opinion polls?|Analysis|Review)(?= (?!(?:of|on|by|from|to|in|for)\b)[a-z])"
)
"""A "!" within a name, and what names no kind of article: "Video shows …", "Letter bomb …"."""
_EDITION = re.compile(r"\s*(?:\([^)]*\)|[-–—|:/].*)$")
_SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "gov", "net", "ne", "or", "org"})


def rank_stories(
    stories: Sequence[Story],
    encoded: Sequence[EncodedArticle],
    *,
    now: datetime | None,
) -> list[Story]:
    """Return `stories` with their `rank`, best first; ties by newest, then id.

    Args:
        stories: of one edition.
        encoded: their articles.
        now: the moment against which a story is recent; None counts all as new.
    """
    vectors = {one.article.id: one.vector for one in encoded}
    centres = [_centre([vectors[a.id] for a in s.originals if a.id in vectors]) for s in stories]
    central = _centrality(centres)
    ranked = [
        replace(story, rank=_rank(story, likeness, now))
        for story, likeness in zip(stories, central, strict=True)
    ]
    return sorted(ranked, key=_standing)


def publisher(article: Article) -> str:
    """Return one name for all feeds of a publisher: the site's domain, else the outlet.

    "Example News (World)" and "Example News - Sport" are one publisher.
    """
    match = _HOST.match(article.url or "")
    if match:
        parts = match[1].lower().strip(".").split(".")
        keep = 3 if len(parts) > 2 and parts[-2] in _SECOND_LEVEL and len(parts[-1]) == 2 else 2
        return ".".join(parts[-keep:])
    name = article.outlet
    return (_EDITION.sub("", name) or name).casefold().strip()


def _rank(story: Story, likeness: float, now: datetime | None) -> Rank:
    outlets = len({publisher(article) for article in story.originals})
    coverage = math.log2(1 + (outlets if outlets > 1 or _reports(story) else UNREPORTED))
    recency = _recency(story.last_seen, now)
    centrality = CENTRAL_LEAST + (1 - CENTRAL_LEAST) * likeness
    return Rank(outlets, coverage, recency, centrality, coverage * recency * centrality)


def _reports(story: Story) -> bool:
    """Return whether a headline of the story states what happened, as far as there is one."""
    return any(
        article.title_made or penalty(_OF_THE_NEWS.sub("", _QUOTED.sub(" ", article.title))) < UNFIT
        for article in story.originals
    )


def _recency(last: datetime | None, now: datetime | None) -> float:
    if last is None or now is None:
        return 1.0
    days = max(0.0, (now - last).total_seconds() / 86_400)
    return float(0.5 ** min(OLDEST_HALVINGS, days / HALF_LIFE_DAYS))


def _centre(vectors: Sequence[NDArray[np.float32]]) -> NDArray[np.float32] | None:
    if not vectors:
        return None
    total = np.sum(np.stack(vectors), axis=0, dtype=np.float64)
    length = max(1e-9, float(np.linalg.norm(total)))
    return np.asarray(total / length, np.float32)


def _centrality(centres: Sequence[NDArray[np.float32] | None]) -> list[float]:
    """Return how much each story resembles the mean of all, 0 to 1; 1 for a lone one."""
    whole = _centre([centre for centre in centres if centre is not None])
    if whole is None:
        return [0.0] * len(centres)
    return [
        0.0 if centre is None else round(min(1.0, max(0.0, float(centre @ whole))), 6)
        for centre in centres
    ]


def _standing(story: Story) -> tuple[float, float, str]:
    score = story.rank.score if story.rank else 0.0
    newest = story.last_seen.timestamp() if story.last_seen else 0.0
    return (-round(score, 9), -newest, story.id)
