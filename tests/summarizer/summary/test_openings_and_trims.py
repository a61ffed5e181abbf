"""Which sentences stand alone, and what may be left out of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.salience.openings import opens_dangling, reads_alone
from summarizer.summary.trim import trim_sentence

DANGLING = [
    "He said the plan had failed.",
    "But they left before noon.",
    "This approach has failed twice.",
    "These concerns were raised in May.",
    "The two met again on Friday.",
    "Following their initial meeting, the two officials spoke to reporters.",
    "“We will win,” he said on Monday.",
    "“We will win.”",
    "Among those was a map of the harbour.",
    "With this in hand, the council met again.",
    "In a statement, she denied the charge.",
    "Another man was hurt.",
    "Many are children of the dockers.",
    "Some were without a coat in the frost.",
]
CLEAR = [
    "The council of Velmora met on Friday.",
    "However, the minister resigned on Monday.",
    "This week the council met twice.",
    "It is not clear whether the bridge will open.",
    "In his speech, Anders Holm promised lower fares.",
    "“We will win,” Mira Sands said on Monday.",
    "Those who stayed were safe.",
    "Among those gathered on Sunday was a captain of the harbour board.",
    "Among those aboard were two captains of the ferry line.",
    "Yet another storm hit the coast.",
    "Both Holm and Sands will stand again.",
    "Many have asked why the bridge is closed.",
    "Some say that the ferry will never sail.",
]


@pytest.mark.parametrize("text", DANGLING)
def test_a_sentence_whose_subject_was_named_before_dangles(text: str) -> None:
    assert opens_dangling(text)


@pytest.mark.parametrize("text", CLEAR)
def test_a_sentence_that_names_its_subject_does_not_dangle(text: str) -> None:
    assert not opens_dangling(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "VELMORA (AP) — The council voted to close the bridge.",
            "The council voted to close the bridge.",
        ),
        (
            "Velmora (CNN) The council voted to close the bridge.",
            "The council voted to close the bridge.",
        ),
        (
            "However, the council voted to close the bridge.",
            "The council voted to close the bridge.",
        ),
        (
            "The mayor, who took office in May, closed the bridge on Friday.",
            "The mayor closed the bridge on Friday.",
        ),
        (
            "The council closed the bridge on Friday (a holiday) for repairs.",
            "The council closed the bridge on Friday for repairs.",
        ),
        (
            "The storm reached the coast on Friday, bringing rain to three towns.",
            "The storm reached the coast on Friday.",
        ),
    ],
)
def test_a_part_that_only_adds_can_go(text: str, expected: str) -> None:
    assert expected in [trim.text for trim in trim_sentence(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor took bribes for years, according to two former clerks.",
        "The mayor took bribes for years, the prosecutor said.",
        "The firm, which does not sell cars, will open a plant in Harwick.",
        "The bridge will open in May, unless the steel comes late.",
        "Sands called the plan “bold, which is rare, and overdue in this town.”",
    ],
)
def test_what_changes_the_claim_or_who_makes_it_stays(text: str) -> None:
    assert trim_sentence(text) == []


@given(st.text(max_size=300))
def test_a_trim_only_leaves_words_out(text: str) -> None:
    for trim in trim_sentence(text):
        kept = " ".join(" ".join(text[s:e].split()) for s, e in trim.kept)
        assert "".join(trim.text.split()).lower() == "".join(kept.split()).lower()
        assert len(trim.text) < len(text)


@pytest.mark.parametrize(
    "text",
    [
        "Why did it fail?",
        "Key facts:",
        "By the numbers",
        "He said “no.",
        "",
        "Because the bridge was old.",
        "'It was no real gun.",
        "‘The tram didn’t stop at all.",
    ],
)
def test_questions_headings_and_cut_quotes_do_not_read_alone(text: str) -> None:
    assert not reads_alone(text)


@pytest.mark.parametrize(
    "text",
    [
        "'It was no real gun,' the captain said of the flare.",
        "‘It was the crew’s gun.’",
        "'We do not know...' the captain said of the flare.",
        "‘What a night (it was)!!’ the captain said to the crew.",
        "'Twas a night of storms, the captain said to the crew.",
    ],
)
def test_a_quotation_in_single_marks_reads_alone_where_it_ends(text: str) -> None:
    assert reads_alone(text)


def test_no_cut_leaves_a_stump() -> None:
    text = (
        "Her journey to the island holds great weight, as she is the first minister of transport "
        "to make the crossing in five years and the highest officer of the country to stay there "
        "for longer than a day since the harbour of Varn was closed to all large ships."
    )
    assert all(len(trim.text.split()) >= 15 for trim in trim_sentence(text))


def test_what_points_at_a_picture_is_shown_in_no_form() -> None:
    text = "Jon Holm (pictured) and his sister (right) were held in Harwick after the theft ."
    said = trim_sentence("The guard sent Ida Sze (say-AHN'-see) to the ward of the old port.")
    assert said[0].text == "The guard sent Ida Sze to the ward of the old port."
    shown = [trim.text for trim in trim_sentence(text)]
    assert shown[0] == "Jon Holm and his sister were held in Harwick after the theft."
    assert not any("(" in form or " ." in form for form in shown)
