"""Times as a person types them: "2024-08-27", "yesterday", "3 days ago", "12h"."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from summarizer.settings import Settings

UTC_ZONE = ZoneInfo("UTC")
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


def home_zone(settings: Settings) -> ZoneInfo:
    """Return the reader's time zone: the settings', else the machine's, else UTC."""
    from tzlocal import get_localzone_name

    with suppress(ValueError, LookupError, OSError):  # the machine's TZ may hold anything
        return ZoneInfo(settings.zone or get_localzone_name() or "UTC")
    return UTC_ZONE


def read_moment(text: str, now: datetime, zone: ZoneInfo = UTC_ZONE) -> datetime:
    """Return the moment that `text` names, in `zone`; days begin at midnight there.

    Args:
        text: what a person typed.
        now: the present moment.
        zone: the person's; a time that says no other is in it.

    Raises:
        ValueError: no moment can be read in `text`.
    """
    words = " ".join(text.lower().split())
    here = now.astimezone(zone)
    midnight = here.replace(hour=0, minute=0, second=0, microsecond=0)
    named = {"now": here, "today": midnight, "yesterday": midnight - timedelta(days=1)}
    if words in named:
        return named[words]
    found = _AGO.fullmatch(words)
    if found and found[2] in UNITS:
        return _ago(found[1], UNITS[found[2]], now, text).astimezone(zone)
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"{text!r} is not {FORMS}") from None
    if moment.year < FIRST_YEAR:
        raise ValueError(f"{text!r} is too far in the past")
    try:
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=zone)
        return moment.astimezone(UTC).astimezone(zone)
    except OverflowError:
        raise ValueError(f"{text!r} is too far in the future") from None


def _ago(count: str | None, unit: timedelta, now: datetime, text: str) -> datetime:
    number = int(count) if count and count.isdigit() else 1
    try:
        return (now - number * unit).astimezone(UTC)
    except OverflowError:
        raise ValueError(f"{text!r} is too far in the past") from None
