"""Which editions there should be by now: from schedules and the clock to rows."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.schedule import Quiet, Timetable, next_slot, slots_between
from bot.store import schema
from bot.store.editions import insert_edition
from bot.store.engine import Database
from bot.store.nouns import Edition, Schedule
from bot.store.schedules import due_schedules

log = logging.getLogger(__name__)

LATE_AFTER = timedelta(minutes=10)
"""A briefing within ten minutes of its time is on time to its readers."""

LONGEST_LOOK_BACK = timedelta(days=31)
"""After a longer absence the slots before that are not even recorded as missed."""


def timetable_of(schedule: Schedule) -> Timetable:
    """Return when a schedule posts."""
    return Timetable.of(schedule.days, schedule.times, schedule.zone)


def begin_now(schedule: Schedule, now: datetime) -> Schedule:
    """Return the schedule as new or changed at `now`: earlier slots are not its."""
    _, due = next_slot(timetable_of(schedule), now)
    return replace(schedule, since=now, next_due=due)


def plan_editions(database: Database, now: datetime) -> int:
    """Insert the editions that are due and are not there yet, and return how many.

    Of several slots that passed, the newest is posted if it is inside the schedule's
    catch-up window; the others are recorded as missed.
    """

    def work(connection: sa.Connection) -> int:
        return sum(plan_schedule(connection, item, now) for item in due_schedules(connection, now))

    return database.change(work)


def plan_schedule(connection: sa.Connection, schedule: Schedule, now: datetime) -> int:
    """Plan one schedule up to `now` and move its `next_due` on."""
    timetable = timetable_of(schedule)
    after = max(schedule.since, now - LONGEST_LOOK_BACK)
    if schedule.next_due is not None:
        after = max(after, schedule.next_due - timedelta(microseconds=1))
    passed = slots_between(timetable, after, now)
    new = 0
    for index, (slot, instant) in enumerate(passed):
        newest = index == len(passed) - 1
        reason = why_missed(schedule, instant, now, newest)
        added = insert_edition(
            connection,
            schedule.id,
            slot.key,
            instant,
            now,
            state="missed" if reason else "due",
            late=not reason and now - posted_from(schedule, instant) > LATE_AFTER,
            error=reason,
        )
        new += added
        if added and reason:
            named = {"schedule": schedule.id, "slot": slot.key, "why": reason}
            log.warning("briefing missed", extra=named)
    connection.execute(
        sa.update(schema.schedules)
        .where(schema.schedules.c.id == schedule.id)
        .values(next_due=next_slot(timetable, now)[1])
    )
    return new


def posted_from(schedule: Schedule, instant: datetime) -> datetime:
    """Return the first moment at which a slot's edition may be posted."""
    if not schedule.quiet:
        return instant
    return Quiet.parse(schedule.quiet).ends(instant, schedule.zone)


def why_missed(schedule: Schedule, instant: datetime, now: datetime, newest: bool) -> str | None:
    """Return why a slot that passed is not posted any more, or None."""
    if not newest:
        return "a newer edition was due"
    if now - posted_from(schedule, instant) > window_of(schedule):
        hours = schedule.catch_up_hours
        return f"the bot was away for more than {f'{hours:g} hours' if hours else '10 minutes'}"
    return None


def is_over(schedule: Schedule, edition: Edition, now: datetime) -> bool:
    """Return whether an edition has passed its window."""
    return now - posted_from(schedule, edition.instant) > window_of(schedule)


def window_of(schedule: Schedule) -> timedelta:
    """Return how long after its time an edition is posted; never so short that none is."""
    return max(timedelta(hours=schedule.catch_up_hours), LATE_AFTER)


def quiet_until(schedule: Schedule, now: datetime) -> datetime | None:
    """Return when the schedule's quiet hours end, if `now` is in them."""
    if not schedule.quiet:
        return None
    end = Quiet.parse(schedule.quiet).ends(now, schedule.zone)
    return end if end > now else None


def add_edition_now(database: Database, schedule: Schedule, now: datetime) -> str:
    """Insert an edition for `/schedule run`, keyed by the second; return its slot."""
    slot = f"r{now:%y%m%dT%H%M%S}"
    with database.write() as connection:
        insert_edition(connection, schedule.id, slot, now, now)
    return slot


def slot_name(edition: Edition) -> str:
    """Return the local date and time of an edition, for readers."""
    if edition.slot.startswith("r"):
        return f"{edition.instant:%Y-%m-%d %H:%M} UTC, on demand"
    return edition.slot.replace("T", " ")
