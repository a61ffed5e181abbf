"""How fast an archive grows, and how long its disk will do."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta

from summarizer.archive.articles import came_in, count_articles
from summarizer.archive.database import sqlite_path
from summarizer.archive.store import Archive

GROWTH_TIME = timedelta(days=30)
"""By what came in of late it is told how fast an archive grows."""


@dataclass(frozen=True, slots=True)
class Growth:
    """How fast an archive grows, by the articles of the last 30 days.

    Attributes:
        size: bytes of its file.
        a_day: articles that came in a day.
        days_left: until its disk is full, if nothing is deleted; None: none came in.
    """

    size: int
    a_day: float
    days_left: float | None


def growth_of(archive: Archive, now: datetime) -> Growth | None:
    """Return how fast an archive grows; None where it is no file, or holds nothing."""
    path = sqlite_path(archive.engine.url)
    with archive.read() as connection:
        count = count_articles(connection)
        first, new = came_in(connection, now - GROWTH_TIME)
    if path is None or not count:
        return None
    size = path.stat().st_size
    a_day = new / max(1.0, min(GROWTH_TIME, now - first) / timedelta(days=1))
    room = shutil.disk_usage(path.parent).free
    return Growth(size, a_day, room / (size / count * a_day) if a_day else None)
