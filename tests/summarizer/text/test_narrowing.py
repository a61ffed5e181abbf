"""What goes from a lead so that its statement fits a title, and what a title is not made of."""

import pytest

from summarizer.text.narrowing import subject_alone
from summarizer.text.titles import LONGEST_TITLE, fullest_cut, make_title


@pytest.mark.parametrize(
    ("lead", "title"),
    [
        (
            "A ferryman who had been held by the harbour guard of Saltmarsh since the spring was "
            "released on Monday in exchange for two lighthouse keepers.",
            "A ferryman was released in exchange for two lighthouse keepers",
        ),
        (
            "The last three stewards accused of painting the mayor’s rowing boat green were "
            "convicted Friday of mischief, the court in Harwick said.",
            "The last three stewards were convicted of mischief",
        ),
        (
            "Ida Brenholt, 52, whose love of every kind of kite filled the columns of the Harwick "
            "Post for more than thirty years, died on Tuesday in Norwick.",
            "Ida Brenholt died on Tuesday in Norwick",
        ),
        (
            "Lesser tide pools—ponds that the sea leaves behind when it goes out in autumn—aren’t "
            "rare on the coast of Norland, where children look for crabs in them.",
            "Lesser tide pools aren’t rare on the coast of Norland",
        ),
        (
            "Working as a warden on the salt island, home to the last grey heron, Emil Ras was "
            "determined to keep every boat away from the nests.",
            "Emil Ras was determined to keep every boat away from the nests",
        ),
        (
            "A day after the harbour board released five young ferrymen on bail, their families "
            "showed mixed feelings about what had come so late.",
            "The harbour board released five young ferrymen on bail",
        ),
    ],
)
def test_a_title_keeps_the_statement(lead: str, title: str) -> None:
    made = make_title(lead, "en")
    assert made == title
    assert len(made) <= LONGEST_TITLE


@pytest.mark.parametrize(
    "lead",
    [
        "SALTMARSH, Norland—The harbour board opened its new pier on Monday.",
        "SALTMARSH, Norland â\x80\x94 The harbour board opened its new pier on Monday.",
    ],
)
def test_a_title_has_no_dateline(lead: str) -> None:
    assert make_title(lead, "en") == "The harbour board opened its new pier on Monday"


@pytest.mark.parametrize(
    "sentence",
    [
        "People who have had both of their shots can go out without a mask.",
        "A keeper who was told that the lamp is broken and the boat sank.",
        "The harbour board of Saltmarsh has closed the ferry line.",
    ],
)
def test_what_is_said_of_some_only_is_not_said_of_all(sentence: str) -> None:
    assert subject_alone(sentence) == sentence


@pytest.mark.parametrize(
    "opening",
    [
        "(CNN) Do you remember the plan for a tunnel below the harbour?",
        "[Update, posted at 5:22 p.m.]",
        "They become even more surprising when one hears who painted them.",
        "If you have rowed to the island, you have seen the heron.",
        "“You are going to see a number of things on that island,” says its warden.",
    ],
)
def test_what_states_nothing_is_no_title(opening: str) -> None:
    news = "Norwick’s harbour board opened its new pier on Monday."
    assert make_title(f"{opening}\n\n{news}", "en") == news[:-1]


def test_a_headline_is_cut_where_it_still_says_what_happened() -> None:
    long = (
        "Harbour board of Norwick votes to close the old ferry line during a stormy night session"
    )
    assert fullest_cut(long) == "Harbour board of Norwick votes to close the old ferry line"
    assert fullest_cut("Harbour board of Norwick and the many old ferry lines of the coast") != ""


def test_a_quotation_that_a_title_breaks_off_is_closed() -> None:
    lead = (
        'The keeper of the lamp has "a hole in his old rowing boat that will never be mended by '
        'anybody in Harwick," a neighbour told the harbour board as he asked for a new one.'
    )
    assert make_title(lead, "en").count('"') == 2


@pytest.mark.parametrize(
    ("language", "lead", "title"),
    [
        (
            "es",
            "El consejo del puerto de Velmora, con su presidenta Marta Quiles, vende dos barcos de "
            "la naviera municipal.",
            "El consejo del puerto de Velmora, con su presidenta Marta Quiles, vende dos…",
        ),
        (
            "de",
            "Der Streit um den „Plan B“ der Regierung ist am Montag in Velm vor dem obersten "
            "Gericht weitergegangen.",
            "Der Streit um den „Plan B“ der Regierung ist am Montag in Velm vor dem obersten…",
        ),
    ],
)
def test_a_lead_of_another_language_is_cut_with_a_mark_at_no_function_word(
    language: str, lead: str, title: str
) -> None:
    assert make_title(lead, language) == title
