"""Times as people type them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from summarizer.cli.moments import home_zone, read_moment
from summarizer.settings import Settings

AUCKLAND, ANGELES = ZoneInfo("Pacific/Auckland"), ZoneInfo("America/Los_Angeles")
NOW = datetime(2024, 8, 29, 14, 30, tzinfo=UTC)


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-08-27", at(2024, 8, 27)),
        ("2024-08-27T14:00", at(2024, 8, 27, 14)),
        ("2024-08-27 14:00:05", at(2024, 8, 27, 14, 0, 5)),
        ("2024-08-27T14:00Z", at(2024, 8, 27, 14)),
        ("2024-08-27T14:00+02:00", at(2024, 8, 27, 12)),
        ("now", NOW),
        ("today", at(2024, 8, 29)),
        ("Yesterday", at(2024, 8, 28)),
        ("3 days ago", at(2024, 8, 26, 14, 30)),
        ("a week ago", at(2024, 8, 22, 14, 30)),
        ("1 hour ago", at(2024, 8, 29, 13, 30)),
        ("last 2 weeks", at(2024, 8, 15, 14, 30)),
        ("12h", at(2024, 8, 29, 2, 30)),
        ("7d", at(2024, 8, 22, 14, 30)),
        ("  30 minutes   ago ", at(2024, 8, 29, 14)),
    ],
)
def test_moments_are_read(text: str, moment: datetime) -> None:
    assert read_moment(text, NOW) == moment


@pytest.mark.parametrize(
    "text", ["", "soon", "3", "3 fortnights ago", "2024-13-01", "27/08/2024", "days ago ago"]
)
def test_what_is_no_moment_is_refused_with_examples(text: str) -> None:
    with pytest.raises(ValueError, match="yesterday"):
        read_moment(text, NOW)


@pytest.mark.parametrize("text", ["999999 years ago", "0001-01-01", "0001-01-01T00:00+14:00"])
def test_before_all_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="too far in the past"):
        read_moment(text, NOW)


def test_days_begin_at_the_readers_midnight_wherever_now_was_told() -> None:
    there = NOW.astimezone(timezone(timedelta(hours=13)))
    assert read_moment("today", there) == at(2024, 8, 29)
    assert read_moment("today", NOW, AUCKLAND) == at(2024, 8, 29, 12)
    assert read_moment("yesterday", NOW, ANGELES) == at(2024, 8, 28, 7)
    assert read_moment("2024-01-27", NOW, ANGELES) == at(2024, 1, 27, 8), "in that day's own offset"
    assert read_moment("2024-08-27 14:00", NOW, AUCKLAND) == at(2024, 8, 27, 2)
    assert read_moment("2024-08-27T14:00Z", NOW, AUCKLAND) == at(2024, 8, 27, 14)


def test_hours_are_hours_over_a_change_of_the_clocks() -> None:
    after = datetime(2024, 11, 3, 10, tzinfo=UTC)
    assert read_moment("12h", after, ANGELES) == at(2024, 11, 2, 22)


def test_the_zone_is_that_of_the_settings_or_of_the_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert home_zone(Settings(zone="Pacific/Auckland")) == AUCKLAND
    monkeypatch.setattr("tzlocal.get_localzone_name", lambda: "America/Los_Angeles")
    assert home_zone(Settings(zone="")) == ANGELES
    monkeypatch.setattr("tzlocal.get_localzone_name", lambda: None)
    assert home_zone(Settings(zone="")).key == "UTC"
    with pytest.raises(ValidationError, match="not a time zone that this machine knows"):
        Settings(zone="Mars/Base")


@settings(deadline=None)
@given(st.text(max_size=30))
def test_any_text_is_a_moment_in_utc_or_refused(text: str) -> None:
    try:
        moment = read_moment(text, NOW)
    except ValueError:
        return
    assert moment.utcoffset() == timedelta(0)


def test_a_moment_that_is_beyond_all_years_in_utc_is_refused() -> None:
    with pytest.raises(ValueError, match="too far in the future"):
        read_moment("9999-12-31T23:00-12:00", NOW)
