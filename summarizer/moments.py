"""Moments and days: aware and in UTC, or as a reader's time zone has them.

Midnight in UTC stands for a day without a time: that day, wherever the reader is (`is_day`).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, tzinfo


def utc_now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


def as_utc(moment: object) -> datetime | None:
    """Return an aware UTC datetime; ISO 8601 text is parsed, a naive time is taken as UTC.

    A date stands for its midnight.

    Raises:
        ValueError: the text is not an ISO 8601 date or time.
        TypeError: it is neither text nor a date nor a time.
    """
    if moment is None or moment == "":
        return None
    if isinstance(moment, str):
        try:
            moment = datetime.fromisoformat(moment.strip())
        except ValueError:
            said = f"{moment!r} is not an ISO 8601 date or time such as 2024-08-28T07:00:00Z"
            raise ValueError(said) from None
    if not isinstance(moment, date):
        kind = type(moment).__name__
        raise TypeError(f"a time is a datetime, a date or text of ISO 8601, not {kind}")
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day, tzinfo=UTC)
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC)


def is_day(moment: datetime) -> bool:
    """Return whether a moment stands for its whole day: it is midnight in UTC."""
    return moment.astimezone(UTC).time() == time()


def day_in(zone: tzinfo, appeared: datetime) -> date:
    """Return the day on which something appeared to a reader in a zone."""
    return appeared.astimezone(UTC if is_day(appeared) else zone).date()
