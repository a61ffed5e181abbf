"""How much a sentence leans on what stood before it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.salience.dangling import dangles
from summarizer.salience.openings import opens_dangling

LEANS = [
    "The mayor’s office put it in the “near future.”",
    "Holm and Sands had agreed on this when they met in Harwick in May.",
    "Other key points on the agenda include the harbour and the bridge.",
    "The queue at the ferry is longer than that.",
    "It was postponed on Monday.",
    "Both sides also agreed to hold further talks.",
    "The discussion occurred during a long meeting in Harwick.",
    "The statements followed a visit of two days.",
    "This approach has failed twice.",
    "“We will win,” he added.",
    "Around this time, she left the council.",
    "In talks in Harwick, the two sides made clear that many differences remain.",
    "The celebrity couple announced the birth of a son.",
    "Before his fall, few if any of the captains of Harwick’s old port had heard of Ida Holm.",
]
STANDS = [
    "The council of Velmora met on Friday.",
    "The mayor’s office said that it would wait.",
    "In his speech, Anders Holm promised lower fares.",
    "Mira Sands told the council that she would resign.",
    "More than 200 people died in Harwick.",
    "The government is not expected to fall.",
    "Prices in Velmora rose faster than those of Harwick.",
    "Holm and Sands praised each other.",
    "However, the minister resigned on Monday.",
    "Velmora and Tarn agreed a quota after talks between the two countries.",
    "The rescue group Harbour Aid found two more boats.",
]


@pytest.mark.parametrize("text", LEANS)
def test_what_points_outside_its_sentence_dangles(text: str) -> None:
    assert dangles(text) >= 0.5


@pytest.mark.parametrize("text", STANDS)
def test_what_names_all_that_it_speaks_of_stands_alone(text: str) -> None:
    assert dangles(text) <= 0.15


def test_more_reasons_for_doubt_weigh_more() -> None:
    one = dangles("The council also met the ferry owners of Harwick.")
    two = dangles("The council also met the other owners in Harwick.")
    assert 0 < one < two < 1


@given(st.text(max_size=200))
def test_the_measure_keeps_its_bounds_and_never_spares_a_dangling_opening(text: str) -> None:
    value = dangles(text)
    assert 0 <= value <= 1
    if text.strip() and opens_dangling(" ".join(text.split())):
        assert value >= 0.9


@pytest.mark.parametrize("speaker", ["The White House", "The government", "Holm's office"])
def test_a_speaker_s_word_on_an_event_told_before_leans(speaker: str) -> None:
    assert dangles(f"{speaker} said the talks would happen in May.") >= 0.55
    assert dangles(f"{speaker} said the talks on the ferry would happen in May.") < 0.55
