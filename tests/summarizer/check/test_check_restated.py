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


MATCH = Article(
    text="Rangers at Colm Fell cleared a trail of 12 km in 2.5 hours on Sunday. They carried 12 "
    "bags of gravel, each of 38 kg, and laid 640 metres of planks. A lorry drove at 30 mph. Rain "
    "of 14 mm fell on the hut before 10pm. The park has $5m for such work.\n\nHadley beat "
    "Norsworth 3-0 and are second in the league. In the second quarter the club earned 7.2 "
    "million crowns, and it put a third of that into its hall. In the harbour it was 41F. "
    "The mast of the new 5G network stands in the park.",
    language="en",
)


@pytest.mark.parametrize(
    ("sentence", "true", "false"),
    [
        ("Each bag of gravel weighed {}.", "38kg", "38km"),
        ("Rangers cleared a trail of {} in 2.5 hours on Sunday.", "12km", "12kg"),
        ("They laid {} of planks.", "640m", "640km"),
        ("A lorry drove at {}.", "30mph", "30 km/h"),
        ("Rain of {} fell on the hut.", "14mm", "14cm"),
        ("Rain of 14 mm fell on the hut before {}.", "22:00", "20:00"),
        ("The park has {} for such work.", "$5 million", "£5m"),
        ("The park has {} for such work.", "$5M", "$5B"),
        ("Hadley beat Norsworth {}.", "3–0", "0-3"),
        ("Hadley are {} in the league.", "2nd", "3rd"),
        ("In {} the club earned 7.2m crowns.", "Q2", "Q3"),
        ("The club put {} of that into its hall.", "1/3", "1/4"),
        ("In the harbour it was {}.", "41°F", "41C"),
    ],
)
def test_short_unit_says_what_its_word_says(sentence: str, true: str, false: str) -> None:
    assert verdict_on(sentence.format(true), MATCH).borne_out, true
    assert not verdict_on(sentence.format(false), MATCH).borne_out, false


@pytest.mark.parametrize(
    "sentence",
    [
        "The park has 5 million dollars for such work.",
        "The mast of the new 5g network stands in the park.",
        "The trail of 12 kilometres was cleared by rangers at Colm Fell on Sunday.",
    ],
)
def test_same_amount_in_another_order_or_spelling_is_no_fault(sentence: str) -> None:
    reasons = verdict_on(sentence, MATCH).reasons
    assert not any(
        "; the source says" in reason or "in the place of" in reason for reason in reasons
    )


def test_a_score_is_no_fraction() -> None:
    article = Article(
        text="Harwick lost 1-3 to Sande, and half of the fans left early.", language="en"
    )
    assert not verdict_on("A third of the fans left early.", article).borne_out
    article = Article(text="Harwick lost to Sande, and a third of the fans left.", language="en")
    assert not verdict_on("Harwick lost 1-3 to Sande.", article).borne_out
