"""What a writing model words or spells otherwise than its source, and what it gets wrong there."""

from __future__ import annotations

import pytest
from support.verdicts import verdict_on

from summarizer.check import check_text
from summarizer.domain import Article

HARBOUR = Article(
    text="The harbour of Sundvik has modernised its quay, 120 metres long, and cancelled the fee "
    "for ferries. Captain Ola Brandt won the regatta for the fifth consecutive year after a "
    "play-off on 4 and 5 June. The club denied a cover-up of the 2016-17 accounts. The Café Lind "
    "opens at 7pm, the ticket office at 5 am. Boats struggle to find crews, and prices rise. "
    "His boat, the Iron Crow, is for sale.\n\n"
    "The singer Ida Holm, who owns a rifle, will fight a fine on may 30.",
    language="en",
)


@pytest.mark.parametrize(
    ("sentence", "true", "false"),
    [
        ("The quay is 120 {} long.", "meters", "miles"),
        ("Ola Brandt won the regatta {} consecutive years.", "five", "six"),
        ("The play-off was on June {}.", "4th and 5th", "6th and 7th"),
        ("The club denied a cover-up of the 2016-{} accounts.", "2017", "2018"),
        ("The Cafe\u0301 Lind opens at {}.", "7 p.m.", "7am"),
        ("The ticket office opens at {}.", "5am", "5 pm"),
        ("{}, prices rise.", "Furthermore", "Felicia"),
        ("{}, boats struggle to find crews.", "Interestingly", "Kimberly"),
        ("Ida Holm will fight a fine on {} 30.", "May", "March"),
    ],
)
def test_a_sentence_is_kept_in_other_words_and_refused_with_others(
    sentence: str, true: str, false: str
) -> None:
    kept = verdict_on(sentence.format(true), HARBOUR)
    assert kept.borne_out
    assert not kept.reasons
    assert not verdict_on(sentence.format(false), HARBOUR).borne_out


@pytest.mark.parametrize(
    "sentence",
    [
        "Modernization of the quay has cancelled the fee for ferries.",
        "The boat Ironcrow is for sale.",
        "Not only do boats struggle to find crews, but prices rise.",
    ],
)
def test_spelling_hyphens_and_what_only_adds_are_no_inventions(sentence: str) -> None:
    assert verdict_on(sentence, HARBOUR).borne_out


@pytest.mark.parametrize(
    "sentence",
    [
        "The fair ends on the 5th of June.",
        "The fair is on June 4th and 5th.",
        "The boat race is on the 9th.",
        "The race came after third-degree burns.",
        "In 2016 - 17 boats took part.",
    ],
)
def test_a_day_of_a_month_is_known_however_it_is_told(sentence: str) -> None:
    source = Article(
        text="The fair is on the 4th and 5th of June. The boat race is on July 9th. The race came "
        "after May fires and third-degree burns. In 2016, 17 boats took part.",
        language="en",
    )
    assert verdict_on(sentence, source).borne_out


def test_the_reason_names_the_whole_hour() -> None:
    source = Article(text="The office opens at 11:30am in Sundvik.", language="en")
    [reason] = verdict_on("The office opens at 11:30pm in Sundvik.", source).reasons
    assert reason == "says 11:30 pm; the source says 11:30 am"


def test_a_wider_word_is_none_of_another_kind() -> None:
    for wider in ("The artist Ida Holm owns a rifle.", "The singer Ida Holm owns a gun."):
        assert "source says" not in " ".join(verdict_on(wider, HARBOUR).reasons)


def test_the_numbers_of_a_list_are_no_numbers_of_its_sentences() -> None:
    first, second = "The club denied a cover-up.", "Boats struggle to find crews."
    listed = f"Two points:\n1. {first}\n2. {second}"
    verdicts = check_text(listed, [HARBOUR]).sentences[1:]
    assert [(v.text, v.borne_out) for v in verdicts] == [(first, True), (second, True)]
    assert [listed[v.start : v.end] for v in verdicts] == [first, second]


def test_not_only_denies_what_the_source_says_only_of() -> None:
    source = Article(text="Only 12 members of the club came to the meeting.", language="en")
    for adding in ("only", "just"):
        assert not verdict_on(f"Not {adding} 12 members came to the meeting.", source).borne_out


def test_an_hour_may_share_its_half_of_the_day_with_the_next() -> None:
    source = Article(
        text="The store will be open from 7 to 9pm on Sunday. It opens at 7am on other days.",
        language="en",
    )
    assert verdict_on("The store will be open from 7pm to 9pm on Sunday.", source).borne_out


def test_two_rows_are_not_taken_for_each_other() -> None:
    source = Article(
        text="Holm took five straight wins, and lost three consecutive games.", language="en"
    )
    assert not verdict_on("Holm took three straight wins.", source).borne_out
