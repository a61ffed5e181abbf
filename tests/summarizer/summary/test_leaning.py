"""Points that only make sense after a sentence that was left out."""

from __future__ import annotations

import pytest

from summarizer.summary.leaning import hangs_on, hangs_on_all, hides_speaker
from summarizer.summary.needs import leans


@pytest.mark.parametrize(
    "text",
    [
        "Despite the quarrel, both sides have expressed a wish to keep the ferry running.",
        "“She was suffering,” Holm wrote.",
        "But for one afternoon, it felt like the year of the great storm.",
        "Yes, that is a large increase for a harbour of this size.",
        "To answer that question, the warden looked at the books of the harbour.",
        "To end this, the harbour board closed the quay of Velm.",
        "Upon arrival they found that the fire was large.",
        "Instead the dog set fire to the kitchen of the ferry.",
        "For one, efforts to find the source of the leak have failed.",
        "The statements followed the second day of talks on the harbour.",
        "The move comes after two winters without a ferry.",
        "Hundreds were held near the harbour that evening, the local activist said.",
        "Moments later, Holm wrote about the ferry.",
        "The next morning, two divers went down to the wreck.",
        "Forty-eight hours earlier, Holm had won her first race.",
        "A few days before, two boats had been stolen.",
        "Back on Harwick, Holm said that he wished the ferry well.",
        "Back in Marvell, Holm said that he wished the ferry well.",
        "In response, the harbour board closed the quay.",
        "“Already did that this morning,” Mr. Holm said in response.",
        "The most recent theft was on Monday at a shop in Harwick, the police said.",
        "The next fire was in Velm.",
        "The mission, originally named Northern Light, will now be called Holm.",
        "The suspect, who lives in Velm, was seen on the quay.",
        "Similar rows of cars have been seen at the other ports.",
        "At least not when the ferry is full.",
        "At least that is what the captains of Velm say.",
        "At one point, Holm told the mayor to leave the hall.",
        "Hours later she was dismissed as captain of the ferry.",
        "Then came the storm, which took the pier.",
        "So she sold the boat to the harbour board.",
        "The answer, of course, would be no.",
        "The judge agreed, throwing out the claim of the harbour board.",
        "Dockers in Velm have been wondering the same thing, said Holm.",
        "In another trial, the pair are accused of theft.",
        "Regarding the ferry, the senior Harbour Board official highlighted the cost of fuel.",
        "Holm had counted on winning all three.",
        "(The harbour board owns the ferry, too.)",
        "It is open whether the talks in Velm will bring anything new on this front.",
        "Poor towns on the coast cannot pay for those rescue boats.",
        "In that case, the harbour board would have to sell the pier.",
        "Concerns include the state of the pier and the price of a ticket.",
        "The couple married in Velm two years ago.",
        "A board in Velm is testing whether its readers can do just this by showing them a button.",
    ],
)
def test_a_point_that_hangs_on_what_was_left_out_is_known(text: str) -> None:
    assert hangs_on(text)
    assert leans(text)


@pytest.mark.parametrize(
    "text",
    [
        "Norway and Sweden said both sides have agreed to keep the ferry running.",
        "“The council will never sell this harbour to anybody,” Holm wrote.",
        "“Yes,” said Ida Holm, who has led the harbour board of Brenna for eleven years.",
        "The follow-up report names three harbours.",
        "The next ferry to Velm sails at noon.",
        "Back in July, Holm was still the captain of the ferry.",
        "To mark this summer, the harbour board opened the old quay of Velm.",
        "To show that the quay is safe, the mayor of Velm walked to its end.",
        "The company, Harwick Lines, has two ferries.",
        "Ten years later, a storm took the ferry.",
        "A local activist said hundreds were held near the harbour.",
        "So far, ninety people have been found.",
        "The verdict against Holm was read out on Monday.",
        "Holm agreed to sell both boats, and refused to say why.",
        "An official told the board on Monday that the count was wrong, the official said.",
        "Harwick, Velm and Brenna wanted a ferry, and all three have one now.",
        "The police stopped three boats and searched all three.",
        "The storm took the east of the dunes, and no wall is planned on that front.",
        "(Brenna) The harbour board sold its ferry (and the quay).",
        "Holm has two boats, and those boats are for sale.",
        "Holm gave a coat to those passengers who had lost theirs.",
        "Rain, hail and snow fell, and these showers closed the pier.",
        "The couple who married on the ferry own it now.",
        "The couple from Harwick was found on the pier on Monday.",
        "Velm bought twelve trams in 2019, but these vehicles broke down.",
        "The harbour board will scrap its ferries; those boats are forty years old.",
        "The council banned scooters from the quay and did exactly that for bicycles in May.",
        "Similar to the old ferry, the new one takes ninety cars.",
    ],
)
def test_a_point_that_says_of_whom_it_speaks_hangs_on_nothing(text: str) -> None:
    assert not hangs_on(text)


def test_a_he_at_the_end_hides_who_speaks_unless_somebody_was_named() -> None:
    assert hides_speaker("The ferry Gibe was later taken to safety, he added.")
    assert not hides_speaker("Marta Holm will rebuild the ferry, she said.")
    assert not hides_speaker("The ferry was safe, Holm said.")
    assert hides_speaker("The mayor, she said, had known of it for years.")


def test_a_statement_whose_speaker_is_a_he_is_read_behind_whoever_that_is() -> None:
    assert hangs_on("Both ports will open again before the winter, she said.")
    assert hangs_on("The harbour board, he added, had been told of the cracks in May.")
    assert not hangs_on("Both ports will open again before the winter, Ida Holm said.")


def test_what_all_have_said_is_not_told_by_the_one_sentence_before() -> None:
    assert hangs_on_all("The statements followed the second day of talks on the harbour.")
    assert hangs_on_all("But the remarks came after two winters without a ferry.")
    assert not hangs_on_all("The statement followed a day of talks.")
    assert not hangs_on_all("The reports name three harbours.")
