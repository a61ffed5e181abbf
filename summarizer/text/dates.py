"""Explicit dates in running text and in the fields of feeds, pages and rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from summarizer.late import late
from summarizer.text.calendars import other_days, plain_digits
from summarizer.text.tables import lines_of

_MONTHS = {
    name: number
    for number, names in enumerate(lines_of("months.txt"), start=1)
    for name in names.split()
}

MONTH = "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True))
"""The months' names in many languages, as they stand in dates; a part of a pattern."""
_WORD = r"(?P<name>(?:[^\W\d_](?!(?-i:(?<=[a-z])[A-Z])))*[^\W\d_])"
"""What may be a month's name, up to a capital within: a pattern of all names takes long to make."""
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DATES = tuple(
    late(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d){_YEAR}-(?P<month>\d\d?)-(?P<day>\d\d?)(?!\d)",
        rf"(?:(?<![^\W\d_])|(?-i:(?<=[a-z])(?=[A-Z]))){_WORD}"
        r"\.?[ \u00a0]+(?P<day>\d\d?)(?:st|nd|rd|"
        rf"th)?,?[ \u00a0]+{_YEAR}(?!\d)",
        rf"(?<!\d)(?P<day>\d\d?)(?:st|nd|rd|th|er|\.|º)?[ \u00a0\-/]+(?:de |"
        rf"d['’])?(?P<name>[^\W\d_]+)\.?,?"
        rf"[ \u00a0\-/]+(?:de |del )?{_YEAR}(?!\d)",
        rf"{_YEAR}\s?年\s?(?P<month>\d\d?)\s?月\s?(?P<day>\d\d?)\s?日",
        rf"(?<!\d){_YEAR}[./]\s?(?P<month>\d\d?)[./]\s?(?P<day>\d\d?)(?!\d)",
        rf"(?<![\d.])(?P<day>\d\d?)\.\s?(?P<month>\d\d?)\.\s?{_YEAR}(?!\d)",
        rf"(?<![\d/.-])(?P<slash1>\d\d?)(?P<mark>[/.-])(?P<slash2>\d\d?)(?P=mark){_YEAR}(?!\d)",
    )
)

_ANY_YEAR = re.compile(r"(?:19|20)\d\d")

_TIME = re.compile(
    r"(?<![\d.,:/])(?P<hour>[01]?\d|2[0-3])"
    r"(?:[:.h時시](?P<minute>[0-5]\d)(?:[:分](?P<second>[0-5]\d))?|(?=\s?[ap]\.?m))"
    r"(?P<fraction>\.\d{1,9})?\s?(?P<half>[ap]\.?m\b\.?)?\s?\(?"
    r"(?P<zone>Z\b|(?:UTC|GMT)?\s?[+-]\d\d:?\d\d\b|(?:UTC|GMT|E[SD]?T|C[SD]?T|M[SD]T|P[SD]?T|BST|"
    r"CEST|CET|MEZ|MESZ"
    r"|EEST|EET|WEST|WET|MSK|IST|JST|KST|HKT|SGT|A[EC][SD]T|NZ[SD]T|SAST|EAT|CAT|WAT|PKT)\b)?",
    re.IGNORECASE,
)

_FIXED_ZONES = {
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 60, "BST": 60, "CET": 60, "CEST": 120,
    "MEZ": 60, "MESZ": 120, "WAT": 60, "CAT": 120, "SAST": 120, "EAT": 180, "PKT": 300,
    "NZST": 720, "NZDT": 780,
    "EET": 120, "EEST": 180, "MSK": 180, "IST": 330, "JST": 540, "KST": 540, "HKT": 480,
    "SGT": 480, "AEST": 600, "AEDT": 660, "ACST": 570, "ACDT": 630,
    "EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480,
    "PDT": -420,
}  # fmt: skip
_US_ZONES = {"ET": "America/New_York", "CT": "America/Chicago", "PT": "America/Los_Angeles"}
"""Zones of the United States that are named without their season."""

LARGEST_OFFSET = 14 * 60
"""Minutes; no zone is further from UTC, and what is further is a slip of the pen."""

TIME_REACH = 48
"""Characters after (or before) a date in which its time of day may stand."""

EARLIEST = 1990
"""Year; an older one on a news page is history, not when the page appeared. In a feed it is no day
either: systems fill an empty field with the first day they know (0001-01-01, 1970-01-01)."""

FUTURE_GRACE = timedelta(minutes=10)
"""A clock may be this far ahead; a later date is taken as now, or it would lead for ever."""


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: when, and the span that says so."""

    when: datetime
    start: int
    end: int


def find_dates(text: str, *, day_first: bool = False) -> list[FoundDate]:
    """Return the explicit dates (day, month and year) in a short text, in order.

    A time of day near a date counts with it, also glued to it ("Aug. 28, 2024Updated
    10:49 p.m. ET"). A time without a zone is taken as UTC, a date without a time as
    midnight. 03/04/2024 is the fourth of March, with `day_first` the third of April.
    """
    found: list[FoundDate] = []
    if not text.isascii():
        text = plain_digits(text)
        others = other_days(text)
        found += [_timed(text, *other) for other in others if other[0].year >= EARLIEST]
    if not _ANY_YEAR.search(text):
        return found
    for pattern in _DATES:
        for match in pattern.finditer(text):
            taken = any(one.start < match.end() and match.start() < one.end for one in found)
            day = None if taken else _day(match, day_first)
            if day is not None:
                found.append(_timed(text, day, match.start(), match.end()))
    return sorted(found, key=lambda one: one.start)


def _day(match: re.Match[str], day_first: bool) -> datetime | None:
    parts = match.groupdict()
    if parts.get("slash1"):
        first, second = int(parts["slash1"]), int(parts["slash2"])
        swapped = first > 12 or ((day_first or parts["mark"] == "-") and second <= 12)
        month, day = (second, first) if swapped else (first, second)
    else:
        day = int(parts["day"])
        named = parts.get("name")
        month = _MONTHS.get(named.lower(), 0) if named else int(parts["month"])
    try:
        when = datetime(int(parts["year"]), month, day, tzinfo=UTC)
    except ValueError:
        return None
    return when if when.year >= EARLIEST else None


def _timed(text: str, day: datetime, start: int, end: int) -> FoundDate:
    after = _TIME.search(text, end, min(len(text), end + TIME_REACH))
    before = None
    if after is None:
        before = _TIME.search(text, max(0, start - TIME_REACH), start)
    time = after or before
    if time is None:
        return FoundDate(day, start, end)
    hour = int(time["hour"])
    half = (time["half"] or "").lower()[:1]
    if half:
        if not 1 <= hour <= 12:
            return FoundDate(day, start, end)
        hour = hour % 12 + (12 if half == "p" else 0)
    when = day.replace(hour=hour, minute=int(time["minute"] or 0), second=int(time["second"] or 0))
    when = when.replace(tzinfo=_zone((time["zone"] or "").upper())).astimezone(UTC)
    return FoundDate(when, min(start, time.start()), max(end, time.end()))


def _zone(name: str) -> tzinfo:
    name = name.strip()
    if sign := re.search(r"([+-])(\d\d):?(\d\d)", name):
        minutes = int(sign[2]) * 60 + int(sign[3])
        if minutes > LARGEST_OFFSET:
            return UTC
        return timezone(timedelta(minutes=-minutes if sign[1] == "-" else minutes))
    if name in _US_ZONES:
        from zoneinfo import ZoneInfo

        return ZoneInfo(_US_ZONES[name])
    return timezone(timedelta(minutes=_FIXED_ZONES.get(name, 0)))


def not_ahead(when: datetime | None, now: datetime) -> datetime | None:
    """Return `when`, or `now` where it lies further ahead than a clock may be."""
    return now if when is not None and when > now + FUTURE_GRACE else when


def read_date(value: object) -> datetime | None:
    """Return the time that a field holds, or None: ISO 8601, RFC 2822, an epoch, or words."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _epoch(value)
    if not isinstance(value, str) or len(value) > 100:
        return None
    return (
        _iso(value.strip())
        or _mail(value)
        or next((one.when for one in find_dates(_UNIX.sub(r"\1 \3 \2", value))), None)
        or (_epoch(float(value)) if _SECONDS.fullmatch(value.strip()) else None)
    )


_UNIX = re.compile(r"\b([A-Z][a-z]{2} +\d\d?) +(\d\d:\d\d:\d\d(?: [A-Z]{1,5})?) +(\d{4})\s*$")
"""As programs write it: "Tue Mar  4 08:15:00 CET 2025"."""

_SECONDS = re.compile(r"[0-9]{10}(?:[0-9]{3})?")


def _epoch(seconds: float) -> datetime | None:
    try:
        if seconds > 1e11:
            seconds /= 1000
        return datetime.fromtimestamp(seconds, UTC) if seconds > 0 else None
    except (ValueError, OverflowError, OSError):
        return None


def _iso(value: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value)
        if moment.year == 1:  # what systems write that know none
            return None
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


_HALF = re.compile(r"\d\s?[ap]\.?m\b", re.IGNORECASE)
_COLON = re.compile(r"([+-]\d\d):(\d\d)\s*$")
_ZONE_NAME = re.compile(r"\b([A-Z]{2,5})\)?\s*$")


def _mail(value: str) -> datetime | None:
    from email.utils import parsedate_to_datetime

    if "," not in value and "+" not in value and "GMT" not in value:
        return None
    if _HALF.search(value):  # mail counts to 24, and would pass over a "p.m."
        return None
    try:
        moment = parsedate_to_datetime(_COLON.sub(r"\1\2", value))
        if moment.tzinfo is None:  # mail knows the zones of the United States alone
            name = _ZONE_NAME.search(value)
            moment = moment.replace(tzinfo=_zone(name[1]) if name else UTC)
        return moment.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
