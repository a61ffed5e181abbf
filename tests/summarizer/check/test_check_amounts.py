"""Numbers of the source's other things, years and sentences; months of another event."""

from __future__ import annotations

import pytest
from support.verdicts import assert_refused, verdict_on

from summarizer.domain import Article

CLUB = Article(
    text="Sallow, who have lost six of their last eight games, have 21 points from 26 matches. "
    "Coach Ruud Hale said the team had 64 percent of the ball and two shots on goal. One goal was "
    "a penalty in the 55th minute; another fell with 12 minutes left.\n\nThe reserves of the club "
    "fell from £90 million in 2019 to £23 million. The captain of the ferry that took the team "
    "home was questioned by the police for five hours after it ran aground. Rescuers took all "
    "players to the shore within three hours. The yard of Sallow made 300 boats with 20 workers in "
    "2019. The league paid Sallow 4 million euros in May 2019 and 6 million euros in 2021.",
    language="en",
)
LOAN = Article(
    text="Greta Pohl, the finance minister, visited Oslo in April to discuss a loan. In July she "
    "met the president of the bank, Nils Aas, in Lisbon. The loan of 40 million euros was granted "
    "in September. Her adviser, Jon Marek, resigned in May because of the terms.",
    language="en",
)


@pytest.mark.parametrize(
    ("false", "reason"),
    [
        ("Sallow have 26 points from 21 matches.", "says 26 points; the source says 21 points"),
        (
            "The team had 64 shots on goal and two percent of the ball.",
            "says 64 shots; the source says two shots",
        ),
        (
            "A penalty in the 12th minute was followed by a goal with 55 minutes left.",
            "says 12th minute; the source says 55th minute",
        ),
        (
            "Reserves of the club stood at £23 million in 2019 and are now at £90 million.",
            "says £23; the source says £90",
        ),
        (
            "Sallow were paid 6 million euros in 2019.",
            "says 6 million; the source says 4 million",
        ),
        (
            "Police questioned the captain of the ferry for three hours.",
            "says three hours; the source says five hours",
        ),
    ],
)
def test_a_number_of_something_else_is_refused(false: str, reason: str) -> None:
    assert_refused(false, CLUB, reason)


@pytest.mark.parametrize(
    "true",
    [
        "From 26 matches, Sallow have 21 points.",
        "The team had two shots on goal, with 64 percent of the ball.",
        "A penalty in the 55th minute was followed by a goal 12 minutes from the end.",
        "Reserves of the club stood at £90 million in 2019 and are now at £23 million.",
        "The police questioned the captain of the ferry for five hours.",
        "All players were on the shore in three hours.",
        "The yard of Sallow made 300 boats in 2019.",
        "The league paid Sallow 4 million euros in 2019.",
    ],
)
def test_the_same_numbers_in_their_place_are_not_doubted_for_it(true: str) -> None:
    reasons = verdict_on(true, CLUB).reasons
    assert not [reason for reason in reasons if any(letter.isdigit() for letter in reason)]


@pytest.mark.parametrize(
    ("false", "reason"),
    [
        (
            "She met Nils Aas, the president of the bank, in Lisbon in April.",
            "says April; the source says July",
        ),
        ("The loan of 40 million euros was granted in May.", "says May; the source says September"),
        ("Jon Marek resigned in July because of the terms.", "says July; the source says May"),
    ],
)
def test_the_month_of_another_event_is_refused(false: str, reason: str) -> None:
    assert_refused(false, LOAN, reason)


@pytest.mark.parametrize(
    "true",
    [
        "Pohl met the president of the bank in Lisbon in July.",
        "In May Jon Marek resigned over the terms of the loan that was granted in September.",
        "Pohl was in Oslo for talks in April.",
    ],
)
def test_the_month_of_its_own_event_is_not_doubted(true: str) -> None:
    reasons = verdict_on(true, LOAN).reasons
    assert not [reason for reason in reasons if reason.startswith("says ")]
