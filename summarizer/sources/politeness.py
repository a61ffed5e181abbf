"""When a source is asked again (pure: times and numbers in, times out)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

State = Literal["active", "paused", "retired"]

SOONEST, LATEST = timedelta(minutes=30), timedelta(hours=24)
"""No feed is asked more often than every half hour, none less than daily."""

FIRST_BACKOFF = timedelta(minutes=5)
JITTER = 0.1
"""Share of the wait that is spread, so that a thousand feeds do not come due at once."""

FAILURES_TO_PAUSE = 11
"""In a row: with doubling from five minutes to a day, about three days of silence. After that
it is asked once a day: a server without a network for a week loses none of its sources."""

ALARM_EVERY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Health:
    """How a source fares.

    Attributes:
        state: active, paused (failed too long and is asked once a day; or by a person, and is
            not asked) or retired (410).
        failures: in a row.
        next_check: when it is asked again; None when it is not.
        last_success, last_try: moments, or None.
        last_error: in words, of the last failure; None after a success.
        last_alarm: when a person was last told.
    """

    state: State = "active"
    failures: int = 0
    next_check: datetime | None = None
    last_success: datetime | None = None
    last_try: datetime | None = None
    last_error: str | None = None
    last_alarm: datetime | None = None


def after_success(
    health: Health, now: datetime, *, spread: float, fresh_for: float | None = None
) -> Health:
    """Return the health after a good answer.

    Args:
        spread: a random number in 0..1, for the jitter.
        fresh_for: seconds that the server or feed says the answer stays good.
    """
    asked = min(fresh_for or 0.0, LATEST.total_seconds())  # some name more than a clock can tell
    wait = max(SOONEST, timedelta(seconds=asked))
    return Health(
        next_check=now + wait * (1 + JITTER * spread),
        last_success=now,
        last_try=now,
        last_alarm=health.last_alarm,
    )


def after_failure(
    health: Health,
    now: datetime,
    error: str,
    *,
    spread: float,
    retry_after: float | None = None,
    gone: bool = False,
) -> Health:
    """Return the health after a failure: wait twice as long each time, at most a day.

    Args:
        error: what went wrong, in words.
        spread: a random number in 0..1, for the jitter.
        retry_after: seconds that the server asked to wait.
        gone: the server said 410; the source is retired at once.
    """
    failures = health.failures + 1
    wait = min(FIRST_BACKOFF * 2 ** min(failures - 1, 10), LATEST) * (1 + JITTER * spread)
    if retry_after is not None:
        wait = max(wait, timedelta(seconds=retry_after))
    state: State = "active"
    if gone:
        state = "retired"
    elif failures >= FAILURES_TO_PAUSE:
        state = "paused"
    return Health(
        state=state,
        failures=failures,
        next_check=None if gone else now + wait,
        last_success=health.last_success,
        last_try=now,
        last_error=error,
        last_alarm=now if state == "paused" and _was_told(health) else health.last_alarm,
    )


def _was_told(health: Health) -> bool:
    """Return whether a person knows that a source is paused; it is told once, not at each try."""
    told, tried = health.last_alarm, health.last_try
    return health.state == "paused" and bool(told and tried and told >= tried)


def after_move(health: Health, now: datetime, address: str) -> Health:
    """Return the health of a source whose address leads to another one's for good.

    It is no alarm: nothing stops coming in.
    """
    return Health(
        state="retired",
        last_success=health.last_success,
        last_try=now,
        last_error=f"its address now leads to {address}, which is read as well",
        last_alarm=now,
    )


def alarm_due(health: Health, now: datetime) -> bool:
    """Return whether a person should be told now that a source stopped.

    Each stop is told once, and none within a day of the last alarm.
    """
    if health.state == "active" or health.last_try is None:
        return False
    if health.last_alarm is None:
        return True
    return health.last_alarm < health.last_try and now - health.last_alarm >= ALARM_EVERY


def is_held(health: Health) -> bool:
    """Return whether it was a person who paused the source, not its failures."""
    return health.state == "paused" and health.failures < FAILURES_TO_PAUSE


def by_hand(health: Health, now: datetime, *, paused: bool) -> Health:
    """Return the health after a person paused or resumed the source; that is no alarm."""
    if paused:
        return replace(health, state="paused", failures=0, next_check=None, last_alarm=now)
    return replace(health, state="active", failures=0, next_check=now, last_error=None)
