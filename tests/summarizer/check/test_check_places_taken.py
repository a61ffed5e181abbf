"""A number, a place, a word of a quotation or a relative that stands in another's place."""

from __future__ import annotations

import pytest
from support.verdicts import assert_refused, verdict_on

from summarizer.check.report import Verdict
from summarizer.domain import Article

FLOOD = Article(
    title="Flood in the Orlo valley",
    text=(
        "The flood swept away at least two bridges on Friday and left over 40 families without "
        "water. Seven of them were taken to a school. Three rivers rose above the old mark.\n\n"
        "Most of the new Peruvian engineers are now under thirty. A team from Kenya has built "
        "pumps, and one from Peru has lent them.\n\n"
        "The water board warned of a “slow chemical leak that could reach the wells before "
        "winter”. Leaks are common there, and the board pays for repair teams. Ada Quell, who "
        "runs the board, came with her son Robin. Her husband, Marek, stayed at home."
    ),
    language="en",
)


def verdict(sentence: str) -> Verdict:
    return verdict_on(sentence, FLOOD)


@pytest.mark.parametrize(
    ("false", "reason"),
    [
        (
            "The flood swept away at least three bridges and left over 40 families without water.",
            "says three; the source says two",
        ),
        (
            "The flood swept away at least two bridges and left over seven families without water.",
            "says seven; the source says 40",
        ),
        (
            "Most of the new Kenyan engineers are now under thirty.",
            "says Kenyan; the source says Peruvian",
        ),
        (
            "The board warned of a “slow chemical repair that could reach the wells before "
            "winter”.",
            "quotes “repair”; the source says “leak”",
        ),
        ("Quell came with her daughter Robin.", "says “daughter Robin”; the source says “son”"),
        ("Her wife Marek stayed at home.", "says “wife Marek”; the source says “husband”"),
    ],
)
def test_what_takes_the_place_of_another_is_refused_with_the_reason(
    false: str, reason: str
) -> None:
    assert_refused(false, FLOOD, reason)


@pytest.mark.parametrize(
    "true",
    [
        "The flood swept away at least two bridges and left over 40 families without water.",
        "Three rivers rose above the old mark.",
        "Most of the new engineers are now under thirty.",
        "A team from Kenya has built pumps.",
        "The board warned of a “slow chemical leak that could reach the wells”.",
        "Quell came with her son Robin.",
        "Her husband Marek stayed at home.",
    ],
)
def test_what_stands_in_its_own_place_passes(true: str) -> None:
    found = verdict(true)
    assert found.borne_out, found.reasons


@pytest.mark.parametrize(
    ("source", "true"),
    [
        (
            "The flood swept away at least two bridges on Friday. By Sunday the flood swept away "
            "at least three bridges.",
            "The flood swept away at least three bridges.",
        ),
        (
            "Most of the new UK engineers are now under thirty. British firms want more.",
            "Most of the new British engineers are now under thirty.",
        ),
        ("Marek came with his son. His father Marek had built it.", "Her husband Marek came."),
        ("Her husband died in May. The wife of Marek died in June.", "His wife died in June."),
    ],
)
def test_what_the_sources_say_too_is_not_in_anothers_place(source: str, true: str) -> None:
    found = verdict_on(true, Article(text=source, language="en"))
    said = ("says three", "says British", "says “husband Marek”", "says “wife died”")
    assert not [reason for reason in found.reasons if reason.startswith(said)]
