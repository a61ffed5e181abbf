"""What the gate measures of briefs and digests; every figure is better when it is larger."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from summarizer import Article, Digest, Summarizer
from summarizer.domain import Brief, Point
from summarizer.salience.openings import opens_dangling

REPEATED = 0.86
"""Cosine from which two points of one brief say the same."""


def fingerprint(paths: Iterable[Path]) -> str:
    """Return a hash of files: figures hold for these texts only."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def share(tests: Iterable[bool]) -> float:
    """Return the share of true values."""
    values = list(tests)
    return round(sum(values) / max(1, len(values)), 3)


def exact(points: Iterable[Point], articles: Iterable[Article]) -> list[bool]:
    """Tell for each citation whether its quote stands at its span."""
    texts = {article.id: article.text for article in articles}
    return [texts[c.article][c.start : c.end] == c.quote for p in points for c in p.citations]


def holds(brief: Brief, facts: Sequence[str]) -> list[bool]:
    """Tell for each fact, given as words of which one must stand there, whether it is told."""
    return [bool(re.search(fact, brief.text)) for fact in facts]


def dangling(briefs: Iterable[Brief]) -> list[bool]:
    """Tell for each point whether it opens on something that was left out."""
    told = []
    for brief in briefs:
        before = None
        for point in brief.points:
            cited = point.citations[0]
            follows = (
                before is not None
                and before.article == cited.article
                and (0 <= cited.start - before.end <= 2)
            )
            told.append(opens_dangling(point.text) and not follows)
            before = cited
    return told


def repeated(briefs: Iterable[Brief], summarizer: Summarizer) -> list[bool]:
    """Tell for each point whether one before it in its brief says the same."""
    told = []
    for brief in briefs:
        vectors = summarizer.embedder.embed([point.text for point in brief.points])
        likeness = vectors @ vectors.T
        told += [bool((likeness[i, :i] >= REPEATED).any()) for i in range(len(vectors))]
    return told


def briefs_of(digest: Digest) -> list[Brief]:
    """Return the briefs of a digest's stories."""
    return [story.brief for story in digest.stories if story.brief]
