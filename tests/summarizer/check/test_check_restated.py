"""Amounts in another notation than the source's, wrong ones beside them, and what is worked out."""

from __future__ import annotations

import pytest
from support.verdicts import verdict_on

from summarizer.domain import Article

CITY = Article(
    text="The city of Orlund had 487,300 inhabitants at the end of last year. Some 61,850 of them "
    "are older than 65. The port handled 3.87 million containers, and its 1,960 workers got a "
    "bonus of €480 each. Rents rose by 20 percent in five years. A quarter of the tenants pay half "
    "of their income.\n\nA tram line of 18 kilometres, which took 30 months to build, was opened "
    "in August 2023; in January 2024 it was shut for 14 days. A ride takes 90 minutes by bus. The "
    "council has 80 members, 33 of whom are women. The fine rose from 60 euros to 75 euros. In "
    "the first half of the season the club won 80 percent of its games; a ticket costs a quarter "
    "less than before.",
    language="en",
)


@pytest.mark.parametrize(
    ("sentence", "true", "false"),
    [
        ("Rents rose by a {} in five years.", "fifth", "third"),
        ("Of the tenants, {}% pay half of their income.", "25", "35"),
        ("It took {} and a half years to build the tram line of 18 kilometres.", "two", "three"),
        ("In January 2024 it was shut for {} weeks.", "two", "three"),
        ("A ride by bus takes an {}.", "hour and a half", "hour"),
    ],
)
def test_an_amount_that_the_source_holds_in_another_notation_is_not_doubted(
    sentence: str, true: str, false: str
) -> None:
    assert not _doubts(sentence, true)
    assert _doubts(sentence, false)


@pytest.mark.parametrize(
    ("sentence", "amount"),
    [
        ("Orlund has nearly {} inhabitants.", "490,000"),
        ("The port handled about {} million containers.", "3.9"),
        ("The other {} members of the council are men.", "47"),
        ("The fine rose by {} euros to 75 euros.", "15"),
        ("The club won {}% of its games in the first half of the season.", "50"),
        ("A ticket costs {} cents less than before.", "25"),
    ],
)
def test_what_is_rounded_or_worked_out_is_held_by_no_source(sentence: str, amount: str) -> None:
    assert _doubts(sentence, amount)


def _doubts(sentence: str, amount: str) -> list[str]:
    """Return the reasons that name an amount of a sentence."""
    reasons = verdict_on(sentence.format(amount), CITY).reasons
    return [reason for reason in reasons if amount.split(maxsplit=1)[0] in reason.split(";")[0]]
