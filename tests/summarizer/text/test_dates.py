from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.dates import find_dates, read_date


@pytest.mark.parametrize(
    ("line", "when"),
    [
        ("Mar. 4, 2025Updated 10:49 p.m. ET", datetime(2025, 3, 5, 3, 49, tzinfo=UTC)),
        ("July 4, 2025 at 9am PT", datetime(2025, 7, 4, 16, tzinfo=UTC)),
        ("Updated 5:04 PM EDT, Wed July 2, 2025", datetime(2025, 7, 2, 21, 4, tzinfo=UTC)),
        ("Published 04.03.2025, 19:35 Uhr", datetime(2025, 3, 4, 19, 35, tzinfo=UTC)),
        ("Posted on March 3rd, 2025 by Admin", datetime(2025, 3, 3, tzinfo=UTC)),
        ("4 de marzo de 2025", datetime(2025, 3, 4, tzinfo=UTC)),
        ("le 4 août 2025 à 12h30", datetime(2025, 8, 4, 12, 30, tzinfo=UTC)),
        ("2025年3月4日 21時37分", datetime(2025, 3, 4, 21, 37, tzinfo=UTC)),
        ("2025-03-04T08:15:00+02:00", datetime(2025, 3, 4, 6, 15, tzinfo=UTC)),
        ("25/12/2025", datetime(2025, 12, 25, tzinfo=UTC)),
    ],
)
def test_explicit_dates_are_read_with_their_time(line: str, when: datetime) -> None:
    assert [date.when for date in find_dates(line)] == [when]


@pytest.mark.parametrize(
    "line", ["2 hours ago", "Nov. 5 election", "31/02/2025", "March 3, 1851", "", "Room 20250304x"]
)
def test_what_is_no_full_date_gives_none(line: str) -> None:
    assert find_dates(line) == []


@pytest.mark.parametrize(
    ("value", "when"),
    [
        ("Tue, 04 Mar 2025 08:15:00 GMT", datetime(2025, 3, 4, 8, 15, tzinfo=UTC)),
        ("2025-03-04", datetime(2025, 3, 4, tzinfo=UTC)),
        ("2025-03-04T08:15:00Z", datetime(2025, 3, 4, 8, 15, tzinfo=UTC)),
        ("March 4, 2025", datetime(2025, 3, 4, tzinfo=UTC)),
        (1741076100, datetime(2025, 3, 4, 8, 15, tzinfo=UTC)),
        (1741076100000, datetime(2025, 3, 4, 8, 15, tzinfo=UTC)),
    ],
)
def test_fields_of_many_forms_are_read(value: object, when: datetime) -> None:
    assert read_date(value) == when


@pytest.mark.parametrize("value", [None, "", "soon", True, [], {}, -5, 1e30, "x" * 200])
def test_fields_without_a_date_give_none(value: object) -> None:
    assert read_date(value) is None


@given(st.text(max_size=120) | st.integers() | st.floats())
def test_any_field_can_be_asked(value: object) -> None:
    when = read_date(value)
    assert when is None or when.tzinfo is not None


@pytest.mark.parametrize(
    ("value", "when"),
    [
        ("Tue, 04 Mar 2025 08:15:00 CET", datetime(2025, 3, 4, 7, 15, tzinfo=UTC)),
        ("Tue, 08 Jul 2025 00:15:00 CEST", datetime(2025, 7, 7, 22, 15, tzinfo=UTC)),
        ("Tue, 04 Mar 2025 08:15:00 JST", datetime(2025, 3, 3, 23, 15, tzinfo=UTC)),
        ("Tue, 04 Mar 2025 08:15:00 EST", datetime(2025, 3, 4, 13, 15, tzinfo=UTC)),
        ("4 March 2025 08:15 CET", datetime(2025, 3, 4, 7, 15, tzinfo=UTC)),
        ("March 4, 2025 8:15 p.m. NZDT", datetime(2025, 3, 4, 7, 15, tzinfo=UTC)),
        ("Tue, 04 Mar 2025 08:15 PM EST", datetime(2025, 3, 5, 1, 15, tzinfo=UTC)),
        ("Tue, 04 Mar 2025 08:15:00 +05:30", datetime(2025, 3, 4, 2, 45, tzinfo=UTC)),
        ("2025-03-04 08:15 SAST", datetime(2025, 3, 4, 6, 15, tzinfo=UTC)),
        ("Di, 04 Mar 2025 08:15:00 +0100", datetime(2025, 3, 4, 7, 15, tzinfo=UTC)),
        ("Tue Mar 4 08:15:00 CET 2025", datetime(2025, 3, 4, 7, 15, tzinfo=UTC)),
        ("Tue Mar 04 08:15:00 2025", datetime(2025, 3, 4, 8, 15, tzinfo=UTC)),
        ("1741076100", datetime(2025, 3, 4, 8, 15, tzinfo=UTC)),
    ],
)
def test_a_field_s_zone_is_heard(value: str, when: datetime) -> None:
    assert read_date(value) == when


@pytest.mark.parametrize("value", ["0001-01-01T00:00:00Z", "0001-01-01", "0000-00-00 00:00:00"])
def test_the_first_day_that_a_system_knows_is_no_date(value: str) -> None:
    assert read_date(value) is None


@pytest.mark.parametrize(
    "text",
    [
        "2024年8月29日",
        "２０２４年８月２９日",
        "令和6年8月29日",
        "2024년 8월 29일",
        "29 สิงหาคม 2567",
        "29 ส.ค. 2567",
        "29 Αυγούστου 2024",
        "29 أغسطس 2024",
        "٢٩ أغسطس ٢٠٢٤",
        "२९ अगस्त २०२४",
        "29 באוגוסט 2024",
    ],
)
def test_dates_of_other_scripts_are_read_where_they_stand(text: str) -> None:
    [found] = find_dates(f"NHK: {text}.")
    assert (found.when.year, found.when.month, found.when.day) == (2024, 8, 29)
    assert (found.start, found.end) == (5, 5 + len(text))


@pytest.mark.parametrize("text", ["31 มิถุนายน 2567", "2024년 13월 1일", "ประชุม 29 สิงหาคม"])
def test_what_is_no_whole_date_of_another_script_is_none(text: str) -> None:
    assert find_dates(text) == []


@pytest.mark.parametrize(
    "written",
    ["2024-08-28 10:00 +9999", "August 28, 2024 10:00 -25:00", "Wed, 28 Aug 2024 10:00:00 +9999"],
)
def test_an_offset_that_no_zone_has_costs_the_offset_and_not_the_date(written: str) -> None:
    assert read_date(written) == datetime(2024, 8, 28, 10, tzinfo=UTC)
    [found] = find_dates(written)
    assert found.when == datetime(2024, 8, 28, 10, tzinfo=UTC)


def test_a_number_beyond_all_floats_is_no_date() -> None:
    assert read_date(10**400) is None
