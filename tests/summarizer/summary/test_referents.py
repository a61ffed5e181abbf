"""Whom a pronoun means stands right before it, or the sentence is not told."""

from __future__ import annotations

import pytest
from support.fake_encoder import encode

from summarizer.summary import make_brief
from summarizer.summary.candidates import prepare
from summarizer.summary.referents import has_no_antecedent


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("A harbour report praised the new pier.", "They also said that fares would fall."),
        ("But this letter stressed the cost.", "They told the board that fares would fall."),
        ("“I never want to see that ship again.”", "She added that the sea had been calm."),
        ("The old wall is made of oak.", "He also sold the boat to a museum."),
        ("“It was dark and cold out there.”", "But he said the ship had sailed on time."),
    ],
)
def test_a_pronoun_without_an_antecedent_of_its_number_and_kind_is_known(
    before: str, text: str
) -> None:
    assert has_no_antecedent(text, before)


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("A harbour report by two officials praised the pier.", "They said that fares would fall."),
        ("The board praised the pier.", "They said that fares would fall."),
        ("The White House praised the pier.", "They said that fares would fall."),
        ("A week after the storm, dockers praised the pier.", "They said that fares would fall."),
        ("A ship has sunk, local media say.", "They say that it was new."),
        ("Holm and Tolk met on the quay.", "They told nobody."),
        ("Two boats sank.", "They were built in Velm."),
        ("“I saw it,” Ida Holm said.", "She added that the sea had been calm."),
        ("The ball came from Øland.", "He scored again after the break."),
        ("The 34-year-old left the ship.", "He was held on the quay."),
        ("An official gave an interview.", "She told of a leak."),
        ("The captain slept.", "He had sailed for two days."),
        ("A report praised the pier.", "The board said that fares would fall."),
    ],
)
def test_in_doubt_there_is_an_antecedent(before: str, text: str) -> None:
    assert not has_no_antecedent(text, before)


def test_they_who_said_so_are_not_told_behind_a_statement() -> None:
    article = encode(
        "Norland and Velmark held talks on the ferries of the strait in Brenna on Monday. "
        "A Norland statement stressed some hope for the talks on the tolls of the strait. "
        "They also said that the envoy Ida Holm would soon sail to Velmark for more talks. "
        "The tolls of the strait were doubled in March of this year. ",
        "courier",
    )
    for words in (30, 60, 200):
        told = make_brief([article], title="Talks", words=words).text
        assert "They" not in told


def test_she_hangs_on_the_sentence_that_names_her_not_on_the_quotation_between() -> None:
    article = encode(
        "The ferry line of Brenna has had a hard winter with many storms. "
        "Ida Holm, who leads it, told the board about the night of the wreck. "
        "“It was dark and it was cold.” "
        "She has asked the town for a second ship and for four lifeboats. ",
        "courier",
    )
    candidates, task, _ = prepare([article])
    she = next(k for k, c in enumerate(candidates) if c.text.startswith("She"))
    assert candidates[task.needs[she]].text.startswith("Ida Holm")
