"""When: local dates and times to instants, right at both clock changes (pure).

A slot is a local date and wall time of a schedule. Its instant is the first occurrence
of that wall time; where the clocks skip it, the end of the gap. So each slot has one
instant, and slots keep their order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.errors import Unusable
from summarizer.tongue import Tongue

DAY = timedelta(days=1)
SEARCH_DAYS = 16
"""How far ahead the next slot can be: a weekly slot, with a day that a zone left out."""

MOST_TIMES = 12
"""Times in one schedule: hourly in the waking hours is a ticker, not a briefing."""


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A local date and wall time."""

    day: date
    at: time

    @property
    def key(self) -> str:
        """The slot as "YYYY-MM-DDTHH:MM", as editions are keyed."""
        return f"{self.day.isoformat()}T{self.at:%H:%M}"

    @classmethod
    def parse(cls, key: str) -> Slot:
        """Return the slot of a key."""
        moment = datetime.fromisoformat(key)
        return cls(moment.date(), moment.time())


@dataclass(frozen=True, slots=True)
class Timetable:
    """Days of the week (1 Monday to 7 Sunday), local wall times and their zone."""

    days: frozenset[int]
    times: tuple[time, ...]
    zone: str

    def __post_init__(self) -> None:
        ZoneInfo(self.zone)
        if not self.times or self.days.isdisjoint(range(1, 8)):
            raise ValueError("a timetable needs a day and a time")

    @classmethod
    def of(cls, days: str, times: Sequence[str], zone: str) -> Timetable:
        """Build one from the columns of a schedule.

        Raises:
            ValueError: no day or no time can be read in them.
            LookupError: this machine does not know the zone.
        """
        return cls(
            frozenset(int(day) for day in days),
            tuple(sorted(time.fromisoformat(text) for text in times)),
            zone,
        )

    def slots_on(self, day: date) -> Iterator[Slot]:
        """Yield the slots of a local date, in order."""
        if day.isoweekday() in self.days:
            for at in self.times:
                yield Slot(day, at)


def slot_instant(slot: Slot, zone: str) -> datetime:
    """Return the UTC instant of `slot`: its first occurrence, or the end of the gap."""
    place = ZoneInfo(zone)
    wall = datetime.combine(slot.day, slot.at, tzinfo=place)
    first = wall.astimezone(UTC)
    if first.astimezone(place).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return first
    return gap_end(wall.replace(fold=1).astimezone(UTC), first, place)


def gap_end(before: datetime, after: datetime, place: ZoneInfo) -> datetime:
    """Return the second in (before, after] at which the clocks of `place` went forward."""
    old = before.astimezone(place).utcoffset()
    low, high = int(before.timestamp()), int(after.timestamp())
    while high - low > 1:
        middle = (low + high) // 2
        if datetime.fromtimestamp(middle, place).utcoffset() == old:
            low = middle
        else:
            high = middle
    return datetime.fromtimestamp(high, UTC)


def slots_between(
    timetable: Timetable, after: datetime, until: datetime
) -> list[tuple[Slot, datetime]]:
    """Return the slots with an instant in (after, until], earliest first."""
    place = ZoneInfo(timetable.zone)
    day = after.astimezone(place).date() - DAY
    last = until.astimezone(place).date() + DAY
    found = []
    while day <= last:
        for slot in timetable.slots_on(day):
            instant = slot_instant(slot, timetable.zone)
            if after < instant <= until:
                found.append((slot, instant))
        day += DAY
    return found


def next_slot(timetable: Timetable, after: datetime) -> tuple[Slot, datetime]:
    """Return the first slot with an instant after `after`."""
    found = slots_between(timetable, after, after + 2 * DAY)
    return (found or slots_between(timetable, after, after + SEARCH_DAYS * DAY))[0]


@dataclass(frozen=True, slots=True)
class Quiet:
    """Local hours in which nothing is posted, over midnight where start is after end."""

    start: time
    end: time

    @classmethod
    def parse(cls, text: str) -> Quiet:
        """Read "22:00-07:00" in the forms of `parse_time`.

        Raises:
            Unusable: that is no such pair.
        """
        parts = re.split(r"\s*(?:-|–|to|until)\s*", text.strip())
        if len(parts) != 2:
            raise Unusable(
                "quiet hours need a start and an end",
                subject=text,
                advice="For example 22:00-07:00.",
            )
        start, end = (parse_time(part) for part in parts)
        if start == end:
            raise Unusable("quiet hours cannot be the whole day", subject=text)
        return cls(start, end)

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"

    def covers(self, at: time) -> bool:
        """Return whether a wall time is quiet; the end is not."""
        if self.start < self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end

    def ends(self, now: datetime, zone: str) -> datetime:
        """Return `now`, or the moment at which the quiet hours that hold `now` end."""
        local = now.astimezone(ZoneInfo(zone))
        if not self.covers(local.time().replace(tzinfo=None)):
            return now
        day = local.date() if local.time() < self.end else local.date() + DAY
        # Of an hour that comes twice the first counts: in the second they are over.
        return max(now, slot_instant(Slot(day, self.end), zone))


TIME_FORM = re.compile(
    r"(?P<hour>\d{1,2})(?:\s*(?:[:.h]|uhr)\s*(?P<minute>\d{2})?)?\s*"
    r"(?P<half>a\.?m\.?|p\.?m\.?)?\s*(?:uhr|h|o'clock)?",
    re.IGNORECASE,
)
NAMED_TIMES = {"noon": time(12), "midday": time(12), "midnight": time(0)}


def parse_time(text: str) -> time:
    """Read a wall time: 7, 7:30, 07.30, 7am, 7:30 pm, 18h30, noon.

    Raises:
        Unusable: that is no time of day.
    """
    wanted = text.strip().lower()
    if wanted in NAMED_TIMES:
        return NAMED_TIMES[wanted]
    match = TIME_FORM.fullmatch(wanted)
    problem = Unusable(
        "that is not a time of day",
        subject=text.strip() or "time",
        advice="Write it as 07:30 or 7:30pm.",
    )
    if not match:
        raise problem
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            raise problem
        hour = hour % 12 + (12 if match["half"].startswith("p") else 0)
    if hour > 23 or minute > 59:
        raise problem
    return time(hour, minute)


def parse_times(text: str) -> tuple[str, ...]:
    """Read one or several wall times, with commas or "and" between; sorted, each once.

    Raises:
        Unusable: one of them is no time of day, or there are too many.
    """
    parts = [part for part in re.split(r"\s*(?:,|;|&|\band\b)\s*", text.strip()) if part]
    times = sorted({parse_time(part) for part in parts or [text]})
    if len(times) > MOST_TIMES:
        raise Unusable(f"at most {MOST_TIMES} times a day", subject="times")
    return tuple(f"{at:%H:%M}" for at in times)


DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NAMED_DAYS = {
    "": "1234567",
    "daily": "1234567",
    "every day": "1234567",
    "all": "1234567",
    "weekdays": "12345",
    "workdays": "12345",
    "weekends": "67",
    "weekend": "67",
}


def parse_days(text: str) -> str:
    """Read days of the week: daily, weekdays, weekends, mon-fri, "tue, thu".

    Returns:
        ISO weekday digits in order, "12345".

    Raises:
        Unusable: one of the words is no day.
    """
    wanted = text.strip().lower()
    if wanted in NAMED_DAYS:
        return NAMED_DAYS[wanted]
    days: set[int] = set()
    for part in re.split(r"\s*(?:,|;|&|\band\b|\s)\s*", re.sub(r"\s*[-–]\s*", "-", wanted)):
        first, _, last = part.partition("-")
        start = day_number(first, text)
        end = day_number(last, text) if last else start
        days |= {(start - 1 + step) % 7 + 1 for step in range((end - start) % 7 + 1)}
    return "".join(str(day) for day in sorted(days))


def day_number(word: str, text: str) -> int:
    """Return 1 to 7 for a day's name or its first letters (two at least)."""
    for number, name in enumerate(DAY_NAMES, 1):
        if len(word) >= 2 and (name.startswith(word) or word.rstrip("s") == name):
            return number
    raise Unusable(
        "that does not name any days",
        subject=text,
        advice="Write daily, weekdays, mon-fri or tue, thu.",
    )


def say_days(days: str, tongue: Tongue) -> str:
    """Return days as a reader would say them."""
    if days == "1234567":
        return tongue.say("every day")
    if days == "12345":
        return tongue.say("on weekdays")
    if days == "67":
        return tongue.say("at weekends")
    return tongue.say("on {days}", days=tongue.listed(tongue.weekdays(map(int, days))))
