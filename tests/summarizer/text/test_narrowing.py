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
        (
            "(The Harwick Reporter) Ilka Brenholt, whose kites hung in every school of the island "
            "and whose songs were on the radio, on records and in films, has died. She was 88. "
            "Brenholt fell ill at her home in Velm, her son said.",
            "Ilka Brenholt has died",
        ),
        (
            "More than two days after the order to leave was given for the island town of Fort "
            "Harwick, Alta., rescuers are still looking for the keeper of the lighthouse.",
            "Rescuers are still looking for the keeper of the lighthouse",
        ),
        (
            "Pilot Emil Ras, 18, from Saltmarsh, Norland, was found beside the wreck of a rowing "
            "boat in the summer of 1995 by a warden.",
            "Pilot Emil Ras was found beside the wreck of a rowing boat in the summer of 1995",
        ),
        (
            "Ilka Brenholt fell from the pier of Saltmarsh in the night, her son and daughter, Ola "
            "and Mira Brenholt, told the Harwick Post.",
            "Ilka Brenholt fell from the pier of Saltmarsh in the night",
        ),
        (
            "Dec 17 (Reuters) - A last run on the ferries could make the crossing of Tuesday the "
            "fullest of the year, the board of the harbour said on Monday.",
            "A last run on the ferries could make the crossing of Tuesday the fullest…",
        ),
        (
            "“My son served on the ferry for four years. In Velm. He loved it. We all did. Now "
            "look at us.” Mira Tolk waves.",
            "My son served on the ferry for four years",
        ),
        (
            "— The harbour board of Saltmarsh will sell two of its three ferries to a firm from "
            "Velm, which wants to rebuild them.",
            "The harbour board of Saltmarsh will sell two of its three ferries to a firm",
        ),
    ],
)
def test_a_title_keeps_the_statement(lead: str, title: str) -> None:
    made = make_title(lead, "en")
    assert made == title
    assert len(made) <= LONGEST_TITLE


@pytest.mark.parametrize(
    ("lead", "half"),
    [
        (
            "Paying the warden 50,000 Norland crowns ($2.4, £1.6) did not help, but when she gave "
            "him a second purse, the gate of the harbour was opened to her.",
            "£1.6) did",
        ),
        (
            "A family of Harwick is thanking the brave old terrier known as Captain for his swift "
            "barking that saved their son from the tide.",
            "known",
        ),
        (
            "Divers on Monday told the board about a wreck with a ferry-sized, barnacled hull from "
            "the northern yards that sank a century ago.",
            "ferry-sized",
        ),
        (
            "The warden of Harwick is telling a hall full of ferrymen and their wives a sad, but "
            "familiar, story about the autumn storms of his youth.",
            "a sad",
        ),
        (
            "When Emil Ras, chief warden of the harbour board, stood before the parliament of "
            "Norland a few weeks ago, he asked for patience.",
            "Chief warden",
        ),
        (
            "Rule 667, as the much discussed order of the harbour board is mostly known here, "
            "would give the ferry of Saltmarsh back its old name.",
            "is mostly known here",
        ),
        (
            "The team came second but the last change at the northern pier between Emil Ras and "
            "his brother Ola was not made in time.",
            "but the last change at the northern pier",
        ),
        (
            "Harbour warden Ilka Brenholt of Saltmarsh answered that the ferry is 'fine for sheep "
            "but not for anybody who wants to arrive'.",
            "'fine",
        ),
        (
            "Saltmarsh-based ferry builder Ilka Brenholt of the Norland Boat Yard went on the "
            "radio last night to speak for a bridge.",
            "Yard",
        ),
    ],
)
def test_a_title_is_not_cut_within_what_belongs_together(lead: str, half: str) -> None:
    made = make_title(lead, "en")
    assert not made.startswith(half)
    assert not made.endswith(half)


def test_a_title_keeps_the_noun_that_could_be_a_verb() -> None:
    lead = (
        "The budget of the harbour board just took a pretty big hit -- the Courier has learned "
        "that nine of its tugs ran aground on one morning."
    )
    assert make_title(lead, "en").endswith("took a pretty big hit")


def test_a_title_does_not_lose_the_sign_of_a_number() -> None:
    lead = "-5 degrees were measured in Harwick on Monday, the coldest day of the year."
    assert make_title(lead, "en").startswith("-5 degrees")


def test_a_title_does_not_lose_the_day_that_its_article_asks_for() -> None:
    lead = (
        "When the ferry to Sande put out before the dawn of a Sunday morning last April, "
        "its crew found a seal asleep on the car deck and a town that wanted to keep it."
    )
    assert "of a last" not in make_title(lead, "en")


@pytest.mark.parametrize(
    "first",
    [
        "Indeed, for the harbour board it became the reason for a ban on rowing boats.",
        "Some of these boats are listed in a report on the ferries of Norland.",
        "The warden said on Sunday that the ferry would be...",
        "At heart, the board of the harbour does not want a new pier.”",
        "Brenholt added: “It is plainly wrong that the ferry is to be sold.”",
    ],
)
def test_a_title_is_not_made_of_what_goes_on_or_breaks_off(first: str) -> None:
    made = make_title(f"{first} Ilka Brenholt opened the new pier on Monday.", "en")
    assert made == "Ilka Brenholt opened the new pier on Monday"


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
