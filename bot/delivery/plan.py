"""Which editions there should be by now: from schedules and the clock to rows."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from bot.schedule import Quiet, Timetable, next_slot, slots_between
from bot.store import schema
from bot.store.editions import insert_edition, revive, shorten_leases
from bot.store.engine import Database
from bot.store.nouns import OPEN_STATES, Edition, Schedule
from bot.store.schedules import due_schedules
from summarizer.tongue import Tongue

log = logging.getLogger(__name__)

LATE_AFTER = timedelta(minutes=10)
"""A briefing within ten minutes of its time is on time to its readers."""

LONGEST_LOOK_BACK = timedelta(days=31)
"""After a longer absence the slots before that are not even recorded as missed."""

AHEAD = timedelta(days=1, hours=1)
"""What is noted for later than this was noted while the clock was ahead: no wait is so long."""


def timetable_of(schedule: Schedule) -> Timetable:
    """Return when a schedule posts."""
    return Timetable.of(schedule.days, schedule.times, schedule.zone)


def begin_now(schedule: Schedule, now: datetime, had: Collection[str] = ()) -> Schedule:
    """Return the schedule as new or changed at `now`: earlier slots are not its.

    Args:
        schedule: it.
        now: the moment.
        had: the slots of its editions. Where its zone was changed, the local time of one of today
            may come again; it is posted once.
    """
    timetable = timetable_of(schedule)
    slot, due = next_slot(timetable, now)
    while slot.key in had:
        slot, due = next_slot(timetable, due)
    return replace(schedule, since=now, next_due=due)


def busiest_day(schedules: Sequence[Schedule]) -> int:
    """Return the most briefings that fall on one day of the week."""
    return max(sum(len(it.times) for it in schedules if day in it.days) for day in "1234567")


def doubled(one: Schedule, other: Schedule) -> tuple[str, ...]:
    """Return the local times at which two schedules bring the same news to one place."""

    def brings(schedule: Schedule) -> tuple[object, ...]:
        place = schedule.owner, schedule.guild_id, schedule.channel_id, schedule.zone
        return (*place, (schedule.topic or "").casefold(), frozenset(schedule.tags))

    if brings(one) != brings(other) or not set(one.days) & set(other.days):
        return ()
    return tuple(time for time in one.times if time in other.times)


END_OF_TIME = datetime(9998, 1, 1, tzinfo=UTC)


def plan_editions(database: Database, now: datetime, lease: timedelta) -> int:
    """Insert the editions that are due and are not there yet, and return how many.

    Of several slots that passed, the newest is posted if it is inside the schedule's
    catch-up window; the others are recorded as missed. No edition is held for longer than a
    lease.
    """

    def work(connection: sa.Connection) -> int:
        shorten_leases(connection, now + lease)
        return sum(plan_schedule(connection, *item, now) for item in readable(connection, now))

    return database.change(work)


def readable(connection: sa.Connection, until: datetime) -> Iterator[tuple[Schedule, Timetable]]:
    """Yield the active schedules that are due by `until`, each with when it posts.

    One that no time can be read from, such as of a zone that this machine does not know, keeps
    none of the others back.
    """
    for schedule in due_schedules(connection, until):
        try:
            timetable = timetable_of(schedule)
        except (ValueError, LookupError) as error:
            named = {"schedule": schedule.id, "why": str(error)}
            log.error("a schedule cannot be read", extra=named)
        else:
            yield schedule, timetable


def put_clock_right(database: Database, now: datetime) -> int:
    """Undo what was put off while the clock was ahead; return how many schedules that concerns.

    Else a machine that woke up in a later year for a minute would not post until then. What
    was posted stays posted, so that a clock which is behind makes nothing come twice.
    """

    def work(connection: sa.Connection) -> int:
        connection.execute(
            sa.update(schema.editions)
            .where(
                schema.editions.c.state.in_(OPEN_STATES),
                schema.editions.c.next_try > now + AHEAD,
            )
            .values(next_try=None)
        )
        changed = 0
        for schedule, timetable in readable(connection, END_OF_TIME):
            due = next_slot(timetable, now)[1]
            if schedule.next_due is not None and schedule.next_due > due:
                set_next_due(connection, schedule, due)
                changed += 1
        return changed

    return database.change(work)


def set_next_due(connection: sa.Connection, schedule: Schedule, due: datetime) -> None:
    """Note when a schedule is to be looked at again."""
    table = schema.schedules
    connection.execute(sa.update(table).where(table.c.id == schedule.id).values(next_due=due))


def plan_schedule(
    connection: sa.Connection, schedule: Schedule, timetable: Timetable, now: datetime
) -> int:
    """Plan one schedule up to `now` and move its `next_due` on."""
    after = now - LONGEST_LOOK_BACK
    if schedule.since < now + AHEAD:
        after = max(after, schedule.since)
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
            late=not reason and is_late(schedule, instant, now),
            error=reason,
        ) or (reason is None and revive(connection, schedule.id, slot.key, now))
        new += added
        if added and reason:
            named = {"schedule": schedule.id, "slot": slot.key, "why": reason}
            log.warning("briefing missed", extra=named)
    set_next_due(connection, schedule, next_slot(timetable, now)[1])
    return new


def posted_from(schedule: Schedule, instant: datetime) -> datetime:
    """Return the first moment at which a slot's edition may be posted."""
    if not schedule.quiet:
        return instant
    return Quiet.parse(schedule.quiet).ends(instant, schedule.zone)


def is_late(schedule: Schedule, instant: datetime, now: datetime) -> bool:
    """Return whether what is posted now of a slot comes late to its readers."""
    return now - posted_from(schedule, instant) > LATE_AFTER


def why_missed(schedule: Schedule, instant: datetime, now: datetime, newest: bool) -> str | None:
    """Return why a slot that passed is not posted any more, or None."""
    if not newest:
        return "a newer edition was due"
    if now - posted_from(schedule, instant) > window_of(schedule):
        if hours := schedule.catch_up_hours:
            return f"the bot was away for more than {hours:g} hours"
        return "the bot was away for more than 10 minutes"
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


def slot_name(edition: Edition, tongue: Tongue) -> str:
    """Return the local date and time of an edition, for readers."""
    if edition.slot.startswith("r"):
        return tongue.say("{moment} UTC, on demand", moment=tongue.stamp(edition.instant))
    return tongue.stamp(datetime.fromisoformat(edition.slot))
