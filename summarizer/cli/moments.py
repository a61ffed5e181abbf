"""Times as a person types them: "2024-08-27", "yesterday", "3 days ago", "12h"."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

UNITS = {
    "m": timedelta(minutes=1),
    "min": timedelta(minutes=1),
    "minute": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "hour": timedelta(hours=1),
    "d": timedelta(days=1),
    "day": timedelta(days=1),
    "w": timedelta(weeks=1),
    "week": timedelta(weeks=1),
    "month": timedelta(days=30),
    "year": timedelta(days=365),
}
FIRST_YEAR = 1900
"""No article is older, and a day before the first of all days is none."""

FORMS = "a date or time (2024-08-27, 2024-08-27T14:00), 'yesterday', '3 days ago' or '12h'"

_AGO = re.compile(r"(?:last\s+)?(\d{1,6}|an?)?\s*([a-z]+?)s?(?:\s+ago)?", re.ASCII)


def read_moment(text: str, now: datetime) -> datetime:
    """Return the moment that `text` names, in UTC; days begin at midnight UTC.

    Args:
        text: what a person typed.
        now: the present moment.

    Raises:
        ValueError: no moment can be read in `text`.
    """
    words = " ".join(text.lower().split())
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    named = {"now": now, "today": midnight, "yesterday": midnight - timedelta(days=1)}
    if words in named:
        return named[words]
    found = _AGO.fullmatch(words)
    if found and found[2] in UNITS:
        return _ago(found[1], UNITS[found[2]], now, text)
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"{text!r} is not {FORMS}") from None
    if moment.year < FIRST_YEAR:
        raise ValueError(f"{text!r} is before all time")
    try:
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError:
        raise ValueError(f"{text!r} is after all time") from None


def _ago(count: str | None, unit: timedelta, now: datetime, text: str) -> datetime:
    number = int(count) if count and count.isdigit() else 1
    try:
        return (now - number * unit).astimezone(UTC)
    except OverflowError:
        raise ValueError(f"{text!r} is before all time") from None
