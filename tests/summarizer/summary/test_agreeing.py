"""A point cites another article only where that says the same."""

from __future__ import annotations

import numpy as np
import pytest

from summarizer.domain import Article, EncodedArticle
from summarizer.summary.agree import find_agreeing
from summarizer.text.sentences import split_sentences

CLOSED = "The coastal railway between Harwick and Sande is closed after the landslide."


def encode(text: str) -> EncodedArticle:
    article = Article(text=text, id=text, source="test")
    vector = np.full((1, 4), 0.5, dtype=np.float32)  # as near in meaning as can be
    return EncodedArticle(article, split_sentences(article), vector, vector[0])


def agree(point: str, other: str, shown: str | None = None) -> bool:
    found = find_agreeing([encode(point), encode(other)], 0, 0, shown or point)
    assert found in ([(1, 0)], [])
    return bool(found)


@pytest.mark.parametrize(
    ("other", "agrees"),
    [
        ("The railway between Harwick and Sande is closed, the operator said.", True),
        ("The coastal railway is closed between Sande and Harwick.", True),
        ("The coastal railway between Harwick and Sande is open again.", False),
        ("The coastal railway between Harwick and Sande is not closed.", False),
        ("The railway between Harwick and Sande isn’t closed, the operator said.", False),
        ("The coastal railway between Harwick and Sande was never closed.", False),
    ],
)
def test_who_says_the_contrary_is_not_cited_as_agreeing(other: str, agrees: bool) -> None:
    assert agree(CLOSED, other) == agrees


def test_another_day_is_no_agreement() -> None:
    tuesday = "The council votes on the new bridge over the Ose on Tuesday."
    assert not agree(tuesday, "The council votes on the new bridge over the Ose on Thursday.")
    assert agree(tuesday, tuesday)


@pytest.mark.parametrize(
    ("point", "other"),
    [
        (  # another town
            "The old diesel buses are sold to a museum in Orlavik.",
            "The old diesel buses are sold to a museum in Brenna.",
        ),
        (
            "The old diesel buses were sold on Monday near Sandefell.",
            "The old diesel buses were sold on Monday near Sande.",
        ),
        (  # none
            "The old diesel buses are sold to a museum in Orlavik.",
            "The old diesel buses are sold to a museum in the spring.",
        ),
        (
            "The council of Marrowby voted on Monday to buy electric buses.",
            "The council of Tolgrave voted on Monday to buy electric buses.",
        ),
        (  # another count, with one number in common
            "The council voted 8 to 2 on Monday to buy 7 electric buses.",
            "The council voted 3 to 2 on Monday to buy 7 electric buses.",
        ),
        (
            "The council voted 8 to 2 on Monday to buy 7 electric buses.",
            "The council voted 8 to 2 on Monday to buy 8 electric buses.",
        ),
        (  # the same numbers of other things
            "Seven trams and nine buses burned in the depot at Sande.",
            "Nine trams and seven buses burned in the depot at Sande.",
        ),
        (
            "The motion to close the Sande depot fell by 7 to 19.",
            "The motion to close the Sande depot fell by 19 to 7.",
        ),
        (
            "The fire in the depot at Sande left 12 dead.",
            "The fire in the depot at Sande left 12 hurt.",
        ),
        ("The rebuilding of the quay costs $7 million.", "The rebuilding of the quay costs £7m."),
        ("Fares in Sande rise by 7% in spring.", "Fares in Sande rise by 7 crowns in spring."),
        (  # no number at all
            "The storm cut power to 4,200 homes around Harwick on Monday night.",
            "The storm cut power to homes around Harwick on Monday night.",
        ),
        (  # another person
            "Each bus costs too much, said mayor Ida Brandt of the council.",
            "Each bus costs too much, said mayor Jonas Pell of the council.",
        ),
        (
            "Ida Brandt was chosen on Monday to lead the harbour board.",
            "Jonas Brandt was chosen on Monday to lead the harbour board.",
        ),
        (  # the other way round
            "Harwick sued Sande on Monday over the ferry dues.",
            "Sande sued Harwick on Monday over the ferry dues.",
        ),
        (
            "The board voted for the bridge over the Ose on Monday.",
            "The board voted against the bridge over the Ose on Monday.",
        ),
        (  # not yet done
            "Governor Ida Brandt signed the harbour bill on Friday.",
            "Governor Ida Brandt intends to sign the harbour bill on Friday.",
        ),
        (  # other words of the same person
            "“The quay will be rebuilt before winter,” Ida Brandt said of the harbour.",
            "“Nobody asked the fishermen,” Ida Brandt said of the harbour and its quay.",
        ),
        (  # half of it
            "The harbour board of Sande raised the dues, moved the fish market to the old quay "
            "and named Ida Brandt its director.",
            "The harbour board of Sande, which Ida Brandt has long advised, raised the dues.",
        ),
    ],
)
def test_other_facts_in_the_same_words_are_no_agreement(point: str, other: str) -> None:
    assert not agree(point, other)


@pytest.mark.parametrize(
    ("point", "other"),
    [
        (
            "Twelve people died in the fire at the Sande depot on Monday.",
            "On Monday 12 people died when the depot at Sande burned down in a fire.",
        ),
        (
            "The quay will cost 1.5 million crowns, the harbour board said.",
            "The harbour board put the cost of the quay at 1,500,000 crowns.",
        ),
        (
            "Unemployment in Sande fell to 5.8% in June.",
            "In June unemployment fell to 5.8 percent in Sande, the lowest in years.",
        ),
        (
            "Wang Yi met Jonas Pell in Sande on Monday for talks about trade.",
            "Mr. Wang and Mr. Pell met in Sande on Monday for trade talks.",
        ),
        (
            "U.S. officials met the harbour board on Monday.",
            "American officials met the harbour board on Monday.",
        ),
        (
            "The World Health Organization praised the clinic in Sande.",
            "The WHO praised the clinic in Sande on Monday.",
        ),
        (
            "The bridge at Terre Bluff, Indiana, was closed on Monday.",
            "The bridge at Terre Bluff, Ind., was closed on Monday.",
        ),
        (
            "“The quay will be rebuilt and the fishermen paid before winter comes,” Brandt said.",
            "“The quay,” she said, “will be rebuilt and the fishermen paid before winter comes.”",
        ),
        (
            "Governor Ida Brandt signed the harbour bill on Friday.",
            "On Friday the harbour bill was signed by Gov. Brandt, a week after the vote.",
        ),
    ],
)
def test_the_same_facts_in_another_form_are_cited(point: str, other: str) -> None:
    assert agree(point, other)


def test_what_a_point_leaves_out_need_not_be_borne_out() -> None:
    whole = (
        "The council of Sande voted on Monday to buy 7 buses, mayor Ida Brandt told the Mercury."
    )
    other = "The council of Sande voted on Monday to buy 7 buses."
    assert agree(whole, other, shown="The council of Sande voted on Monday to buy 7 buses.")
    longer = "The council of Sande voted on Monday to buy 7 buses for 310 thousand crowns each."
    assert not agree(longer, other)


@pytest.mark.parametrize(
    ("point", "same", "crosswise"),
    [
        (
            "Harwick bought Sandefell for three million crowns.",
            "Sandefell was bought by Harwick for three million crowns.",
            "Harwick was bought by Sandefell for three million crowns.",
        ),
        (
            "The company moved its office from Orlavik to Brenna.",
            "The company moved its office to Brenna from Orlavik.",
            "The company moved its office from Brenna to Orlavik.",
        ),
        (
            "Brandt was born in Orlavik and Lindqvist in Brenna.",
            "Lindqvist was born in Brenna and Brandt in Orlavik.",
            "Lindqvist was born in Orlavik and Brandt in Brenna.",
        ),
    ],
)
def test_names_in_each_others_place_are_no_agreement(point: str, same: str, crosswise: str) -> None:
    assert agree(point, same)
    assert not agree(point, crosswise)
