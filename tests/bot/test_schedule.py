"""When: every slot has one instant, in order, at both clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from bot.errors import Unusable
from bot.schedule import (
    Quiet,
    Slot,
    Timetable,
    next_slot,
    parse_days,
    parse_time,
    parse_times,
    say_days,
    slot_instant,
    slots_between,
)
from bot.zones import check_zone, find_zones, known_zones
from summarizer.tongue import ENGLISH, tongue_of

ZONES = sorted(known_zones().values())
DAILY = frozenset(range(1, 8))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "slot", "instant"),
    [
        ("Europe/Berlin", "2024-03-31T02:30", "2024-03-31T01:00"),
        ("Europe/Berlin", "2024-10-27T02:30", "2024-10-27T00:30"),
        ("Europe/Berlin", "2024-07-01T08:00", "2024-07-01T06:00"),
        ("America/New_York", "2024-03-10T02:30", "2024-03-10T07:00"),
        ("America/New_York", "2024-11-03T01:30", "2024-11-03T05:30"),
        ("Australia/Lord_Howe", "2024-10-06T02:10", "2024-10-05T15:30"),
        ("Pacific/Apia", "2011-12-30T08:00", "2011-12-30T10:00"),
        ("America/Santiago", "2024-09-08T00:00", "2024-09-08T04:00"),
    ],
)
def test_a_wall_time_has_the_instant_of_its_first_occurrence_or_of_the_gaps_end(
    zone: str, slot: str, instant: str
) -> None:
    assert slot_instant(Slot.parse(slot), zone) == utc(instant)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(ZONES), st.dates(date(1995, 1, 1), date(2035, 12, 31)), st.times())
@example("Europe/Berlin", date(2024, 3, 31), time(2, 59))
@example("America/Santiago", date(2024, 9, 8), time(0, 1))
@example("Pacific/Apia", date(2011, 12, 30), time(23, 59))
def test_an_instant_shows_its_wall_time_or_the_first_one_after_a_gap(
    zone: str, day: date, at: time
) -> None:
    slot = Slot(day, at.replace(second=0, microsecond=0))
    instant = slot_instant(slot, zone)
    local = instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    wall = datetime.combine(slot.day, slot.at)
    assert local >= wall
    if local != wall:
        before = (instant - timedelta(seconds=1)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        assert before < wall


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(ZONES), st.dates(date(2000, 1, 1), date(2035, 12, 1)))
def test_slots_keep_their_order(zone: str, day: date) -> None:
    slots = [
        Slot(day + timedelta(days=d), time(h, m))
        for d in (0, 1)
        for h in range(24)
        for m in (0, 30)
    ]
    instants = [slot_instant(slot, zone) for slot in slots]
    assert instants == sorted(instants)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(ZONES),
    st.integers(1996, 2034),
    st.sampled_from(["00:00", "02:30", "03:00", "23:59"]),
)
def test_a_year_of_ticks_gives_one_slot_a_day(zone: str, year: int, at: str) -> None:
    timetable = Timetable.of("1234567", (at,), zone)
    start, end = utc(f"{year}-01-10T00:00"), utc(f"{year}-12-20T00:00")
    whole = slots_between(timetable, start, end)
    days = [slot.day for slot, _ in whole]
    assert days == sorted(set(days)) and len(days) >= (end - start).days - 1
    middle = start + (end - start) / 3
    assert slots_between(timetable, start, middle) + slots_between(timetable, middle, end) == whole


def test_the_next_slot_is_found_over_a_weekend() -> None:
    friday = utc("2024-08-30T12:00")
    slot, instant = next_slot(Timetable.of("1", ("07:15",), "Asia/Tokyo"), friday)
    assert slot.key == "2024-09-02T07:15" and instant == utc("2024-09-01T22:15")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("7", "07:00"),
        ("07.30", "07:30"),
        ("7:30 pm", "19:30"),
        ("12am", "00:00"),
        ("18h30", "18:30"),
        ("noon", "12:00"),
        ("18 Uhr", "18:00"),
        ("9 p.m.", "21:00"),
    ],
)
def test_times_are_read_as_people_write_them(said: str, meant: str) -> None:
    assert f"{parse_time(said):%H:%M}" == meant


def test_several_times_are_sorted_and_come_once() -> None:
    assert parse_times("18:00, 7am and 07:00") == ("07:00", "18:00")


@pytest.mark.parametrize("said", ["25:00", "7:61", "soon", "", "13pm", "7:5", "-1", "٧٧"])
def test_what_is_no_time_is_refused_in_words(said: str) -> None:
    with pytest.raises(Unusable, match="not a time of day"):
        parse_times(said)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("", "1234567"),
        ("weekdays", "12345"),
        ("mon-fri", "12345"),
        ("Sat, sun", "67"),
        ("fri - mon", "1567"),
        ("tuesdays and thu", "24"),
        ("Wednesday", "3"),
    ],
)
def test_days_are_read_as_people_write_them(said: str, meant: str) -> None:
    assert parse_days(said) == meant


def test_what_is_no_day_is_refused() -> None:
    with pytest.raises(Unusable, match="not name any days"):
        parse_days("someday")


def test_days_are_said_as_people_say_them() -> None:
    assert say_days("12345", ENGLISH) == "on weekdays"
    assert say_days("135", ENGLISH) == "on Mondays, Wednesdays and Fridays"
    assert say_days("135", tongue_of("nl")) == "elke maandag, woensdag en vrijdag"


def test_quiet_hours_end_in_the_morning() -> None:
    quiet = Quiet.parse("22:00-07:00")
    assert quiet.ends(utc("2024-08-28T21:30"), "Europe/Berlin") == utc("2024-08-29T05:00")
    assert quiet.ends(utc("2024-08-28T03:30"), "Europe/Berlin") == utc("2024-08-28T05:00")
    assert quiet.ends(utc("2024-08-28T12:00"), "Europe/Berlin") == utc("2024-08-28T12:00")
    assert str(quiet) == "22:00-07:00"


MINUTES = st.integers(0, 24 * 60 - 1)


@given(MINUTES, MINUTES, MINUTES)
@example(22 * 60, 7 * 60, 22 * 60)
@example(22 * 60, 7 * 60, 7 * 60)
@example(9 * 60, 17 * 60, 9 * 60)
@example(9 * 60, 17 * 60, 17 * 60)
def test_quiet_hours_hold_from_their_first_minute_to_before_their_last(
    start: int, end: int, at: int
) -> None:
    assume(start != end)
    midnight = utc("2024-08-28T00:00")
    quiet = Quiet(*((midnight + timedelta(minutes=m)).time() for m in (start, end)))
    now = midnight + timedelta(minutes=at)
    held = (at - start) % 1440 < (end - start) % 1440
    left = timedelta(minutes=(end - at) % 1440 if held else 0)
    assert quiet.ends(now, "UTC") == now + left


def test_quiet_hours_that_end_in_a_gap_end_with_it() -> None:
    quiet = Quiet.parse("22:00-02:30")
    assert quiet.ends(utc("2024-03-31T00:30"), "Europe/Berlin") == utc("2024-03-31T01:00")


def test_quiet_hours_that_end_in_an_hour_that_comes_twice_end_the_first_time() -> None:
    quiet = Quiet.parse("22:00-02:30")
    assert quiet.ends(utc("2024-10-27T00:10"), "Europe/Berlin") == utc("2024-10-27T00:30")
    second_ten_past_two = utc("2024-10-27T01:10")
    assert quiet.ends(second_ten_past_two, "Europe/Berlin") == second_ten_past_two


@pytest.mark.parametrize("said", ["22:00", "7-7", "x-y", "1-2-3"])
def test_bad_quiet_hours_are_refused(said: str) -> None:
    with pytest.raises(Unusable):
        Quiet.parse(said)


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("munich", "Europe/Berlin"),
        ("Tokyo", "Asia/Tokyo"),
        ("san fran", "America/Los_Angeles"),
        ("são paulo", "America/Sao_Paulo"),
        ("new_york", "America/New_York"),
        ("köln", "Europe/Berlin"),
        ("berl", "Europe/Berlin"),
        ("bei", "Asia/Beirut"),
    ],
)
def test_zones_are_found_by_city(said: str, first: str) -> None:
    assert find_zones(said)[0] == first


def test_at_most_25_zones_are_offered() -> None:
    assert len(find_zones("a")) == 25


def test_a_zone_is_checked() -> None:
    assert check_zone("europe/berlin") == "Europe/Berlin"
    assert check_zone("Mumbai") == "Asia/Kolkata"
    for written in ("Etc/UTC", "GMT", "CET", "US/Pacific"):
        assert check_zone(written) == written, "as it stands in /etc/timezone"
    assert check_zone("EST") == check_zone("eastern time") == "America/New_York"
    with pytest.raises(Unusable, match="no such time zone"):
        check_zone("Atlantis")


def test_every_city_has_a_zone_that_exists() -> None:
    assert all(find_zones(zone)[0] == zone for zone in ZONES[:50])
    assert set(map(check_zone, ["Boston", "Geneva", "Busan"])) <= set(ZONES)
