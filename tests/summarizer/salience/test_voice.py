"""Who speaks in a sentence."""

from __future__ import annotations

import pytest

from summarizer.salience.voice import addresses, answers, speaks, tells_belief


@pytest.mark.parametrize(
    "text",
    [
        "Dear neighbours, you are part of this street, so behave like it.",
        "You can add a place to your posts from the settings page.",
        "I have asked the harbour master for the records of that night.",
        "Send your questions to the desk before noon.",
    ],
)
def test_a_letter_or_a_notice_is_not_the_papers_own_voice(text: str) -> None:
    assert addresses(text)


@pytest.mark.parametrize(
    "text",
    [
        "“You will have your bridge,” the mayor told the islanders.",
        "Henrik I of Soranthia opened the dam in 1911.",
        "Our ancestors in the Tarvan valley made tools of bone.",
        "The US sent two ships to the strait.",
        "I Oslo vedtok bystyret på mandag å stenge broen i ett år for biler.",
        "I Stockholm beslutade regeringen på måndagen att stänga bron i ett år.",
        "I ministri hanno approvato lunedì il piano per il ponte, che resta chiuso.",
    ],
)
def test_what_somebody_is_quoted_with_is_not_taken_for_an_address(text: str) -> None:
    assert not addresses(text)


def test_we_counts_where_several_outlets_tell_a_story() -> None:
    assert speaks("We think that the island should pull out of the treaty.")
    assert not speaks("“We think so too,” said Ilves.")


@pytest.mark.parametrize(
    "text",
    [
        "“That could very well be the case,” Ms. Okonjo said.",
        "“And it’s going to be completely useless,” Karsten said.",
    ],
)
def test_a_quotation_that_only_answers_needs_what_it_answers(text: str) -> None:
    assert answers(text)


@pytest.mark.parametrize(
    "text",
    [
        "“It is too early to say how the fire began,” the chief officer said.",
        "“The bridge is safe,” Reth said.",
        "“That is true,” he said of the report, “but the steel was sound in 2019.”",
    ],
)
def test_a_quotation_that_tells_its_own_subject_stands(text: str) -> None:
    assert not answers(text)


@pytest.mark.parametrize(
    ("text", "belief"),
    [
        ("For decades, many have believed that the river cannot flood the old town.", True),
        ("Yet for decades, many have stood by the belief that cold weather brings colds.", True),
        ("Just 20 years ago, many archaeologists believed that art began in a sudden leap.", True),
        ("It is commonly assumed that the bridge was built by the army.", True),
        ("Many had long believed that it was safe, but the inquiry found it was not.", False),
        ("Police believe that the fire was set, the chief officer said on Friday.", False),
        ("The tools are older than scientists had long believed.", False),
        ("Some experts thought that the talks would fail.", False),
    ],
)
def test_an_old_belief_is_not_told_as_if_it_stood(text: str, belief: bool) -> None:
    assert tells_belief(text) is belief
