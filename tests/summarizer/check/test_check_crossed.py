"""Numbers and dates that the source has in a clause on something else."""

from __future__ import annotations

import pytest
from support.verdicts import assert_refused, verdict_on

from summarizer.domain import Article

VALLEY = Article(
    title="Year in the valley",
    text=(
        "Harwick has 12 schools, while Sande has 40. The library will open in May and the "
        "swimming pool in September, the council said.\n\n"
        "Ida Moen, 34, broke an arm in the crash; Tor Vik, 51, was unhurt. Exports rose by 4 "
        "percent last year and imports fell by 7 percent.\n\n"
        "The mill was built in 1904 and the weir in 1931. Brightwater employs 300 people in "
        "Corran and 90 in Holm. Tickets cost 12 euros for adults and 5 euros for children."
    ),
    language="en",
)


@pytest.mark.parametrize(
    ("false", "reason"),
    [
        ("Harwick has 40 schools, while Sande has 12.", "says 40 schools; the source says 12"),
        ("The library will open in September.", "says September; the source says May"),
        ("The swimming pool will open in May.", "says May; the source says September"),
        ("Ida Moen, 51, broke an arm in the crash.", "says 51; the source says 34"),
        ("Exports rose by 7 percent last year.", "says 7 percent; the source says 4 percent"),
        ("The mill was built in 1931.", "says 1931; the source says 1904"),
        ("Brightwater employs 90 people in Corran.", "says 90 people; the source says 300"),
        ("Brightwater employs 300 people in Holm.", "says 300 people; the source says 90"),
        ("Tickets cost 5 euros for adults.", "says 5 euros; the source says 12 euros"),
    ],
)
def test_a_value_of_the_neighbouring_clause_is_refused(false: str, reason: str) -> None:
    assert_refused(false, VALLEY, reason)


@pytest.mark.parametrize(
    "true",
    [
        "Harwick has 12 schools and Sande has 40.",
        "The swimming pool will open in September.",
        "The library will open in May.",
        "Tor Vik, 51, was unhurt in the crash.",
        "Imports fell by 7 percent last year.",
        "The weir was built in 1931.",
        "Brightwater employs 90 people in Holm.",
        "Brightwater employs 300 people.",
        "Brightwater employs 90 people.",
        "Tickets cost 5 euros for children.",
    ],
)
def test_a_value_of_the_own_clause_is_not_doubted_for_it(true: str) -> None:
    values = ("says 12 ", "says 40", "says May", "says Sept", "says 51;", "says 7 ", "says 1931;")
    reasons = verdict_on(true, VALLEY).reasons
    assert not [reason for reason in reasons if reason.startswith((*values, "says 5 "))]


def test_another_sentence_that_says_the_like_bears_the_value_out() -> None:
    later = Article(
        text="The mill was built in 1904 and the weir in 1931. The old mill burned down and was "
        "built again in 1931.",
        language="en",
    )
    assert verdict_on("The mill was built again in 1931.", later).borne_out


@pytest.mark.parametrize(
    ("source", "true"),
    [
        (
            "The harbour board of Sande bought the northern ferry in 2011 and sold it in 2019.",
            "The harbour board of Sande parted with the northern ferry in 2019.",
        ),
        (
            "The old stone library of Velm opened in May and closed in September.",
            "The old stone library of Velm shut in September.",
        ),
        (
            "The warden arrives in Velm on Wednesday for talks on fishing and leaves on Thursday.",
            "The warden will stay in Velm for talks on fishing until Thursday.",
        ),
        (
            "The old bridge of Harwick was built in 1904; its successor was built in 1931.",
            "The bridge of Harwick beside the old one was built in 1931.",
        ),
        (
            "Clinics in the city of Velm treated 60 people on Monday, and 12 remained on Tuesday.",
            "Some people were still in clinics in the city of Velm on Tuesday.",
        ),
    ],
)
def test_a_clause_without_a_subject_of_its_own_speaks_of_the_one_before(
    source: str, true: str
) -> None:
    reasons = verdict_on(true, Article(text=source, language="en")).reasons
    assert not [
        r for r in reasons if r.startswith(("says 2019", "says Sept", "says T", "says 1931"))
    ]


def test_a_clause_without_a_subject_of_its_own_has_a_date_of_its_own() -> None:
    mill = Article(text="The mill was built in 1904 and burned down in 1931.", language="en")
    assert_refused("The mill was built in 1931.", mill, "says 1931; the source says 1904")
