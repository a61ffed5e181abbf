"""The article's own words in the wrong place: who did it, how surely, by how much, and when."""

from __future__ import annotations

import pytest
from support.verdicts import assert_refused, verdict_on

from summarizer.check.exchanged import exchanged
from summarizer.check.tokens import tokenize
from summarizer.domain import Article

MILL = Article(
    title="Mill at Corran sold",
    text=(
        "The Ostler family sold the paper mill at Corran to its rival Brightwater on Thursday. "
        "Foreman Ada Kling praised owner Piet Ostler. Brightwater paid €14 million and could also "
        "buy the forest behind the mill.\n\n"
        "Output rose to 90 tonnes from 70 tonnes in spring, more than ever before. The mill lies "
        "above the weir. The road may be closed on Monday. If prices fall, Brightwater would stop "
        "one of the machines. It is expected to hire eleven clerks.\n\n"
        "Five people were hurt in a fire there in 1990. Nine machines burned. Work began before "
        "the harvest. The workers want wages rather than shares. The council has postponed a vote "
        "on the bridge until Tuesday."
    ),
    language="en",
)


@pytest.mark.parametrize(
    ("false", "reason"),
    [
        ("Owner Piet Ostler praised foreman Ada Kling.", "in the place of"),
        ("Ada Kling was praised by Piet Ostler.", "in the place of"),
        ("Output rose to 70 tonnes from 90 tonnes in spring.", "puts 70 in the place of 90"),
        ("The workers want shares rather than wages.", "puts shares in the place of wages"),
        (
            "Output rose to 90 tonnes in spring, less than ever before.",
            "“less”; the source says “more”",
        ),
        ("Work began after the harvest.", "“after”; the source says “before”"),
        ("The mill lies below the weir.", "“below”; the source says “above”"),
        ("The road will be closed.", "only says may"),
        ("Brightwater will stop one of the machines.", "would be if"),
        ("It has hired eleven clerks.", "“expected to hire”"),
        ("Brightwater paid $14 million.", "says $14; the source says €14"),
        ("Brightwater paid 14 million pounds.", "says 14 million pounds; the source says €14"),
        ("Nine people were hurt in a fire there in 1990.", "the source says Five"),
        ("The road may be closed on Tuesday.", "says Tuesday; the source says Monday"),
    ],
)
def test_words_in_the_wrong_place_are_refused_with_the_reason(false: str, reason: str) -> None:
    assert_refused(false, MILL, reason)


@pytest.mark.parametrize(
    "true",
    [
        "Piet Ostler was praised by foreman Ada Kling.",
        "Output rose from 70 tonnes to 90 tonnes in spring.",
        "Output was more than ever before in spring.",
        "The road may be closed on Monday.",
        "Brightwater would stop one of the machines if prices fall.",
        "It is expected to hire eleven clerks.",
        "Brightwater paid 14 million euros.",
        "Five people were hurt in a fire there in 1990.",
        "The mill at Corran was sold on Thursday by the Ostler family.",
    ],
)
def test_the_same_in_another_order_finds_nothing(true: str) -> None:
    assert not verdict_on(true, MILL).reasons


RESERVOIR = Article(
    text=(
        "The growers say that drought, rather than waste, has emptied the reservoir. It is price "
        "instead of quality that worries the shops. Sande's decline began with the tax rather than "
        "the flood. The theatre lost 12 seats and the cinema 30."
    )
)


@pytest.mark.parametrize(
    "true",
    [
        "Drought, not waste, has emptied the reservoir, the growers say.",
        "It is price, not quality, that worries the shops.",
        "The cinema lost 30 seats and the theatre 12.",
    ],
)
def test_what_is_set_aside_or_left_to_a_gap_is_no_fault(true: str) -> None:
    assert verdict_on(true, RESERVOIR).borne_out


@pytest.mark.parametrize(
    ("false", "reason"),
    [
        ("Waste, not drought, has emptied the reservoir, the growers say.", "does not deny"),
        ("It is quality, not price, that worries the shops.", "does not deny"),
        ("Sande's decline began with the flood, not the tax.", "puts flood in the place of tax"),
        ("The cinema lost 12 seats and the theatre 30.", "says 12 seats"),
    ],
)
def test_the_contrary_of_what_is_set_aside_is_refused(false: str, reason: str) -> None:
    assert_refused(false, RESERVOIR, reason)


RENNER = Article(
    text=(
        "Minister Olga Renner told union leader Pavel Horak that the state should not subsidise "
        "the Karvan mine. Horak later told reporters that the miners would strike in March. The "
        "Commission urged Velia to close its oldest coal plant. A judge ordered the firm Steinbach "
        "to pay the families of Dorn. Chancellor Frank promised Sol a loan for the new hospital."
    )
)


@pytest.mark.parametrize(
    ("false", "reason"),
    [
        (
            "Horak urged the state not to subsidise the Karvan mine.",
            "has Horak say what the source says to them",
        ),
        (
            "Steinbach ordered the families of Dorn to pay.",
            "has Steinbach say what the source says",
        ),
        ("Sol has pledged a loan for the hospital to Frank.", "has Sol say what the source says"),
        ("Velia urged the Commission to close its oldest coal plant.", "has Velia say"),
        (
            "The Commission was urged by Velia to close its oldest coal plant.",
            "puts Commission in the place of Velia",
        ),
    ],
)
def test_who_is_told_is_not_who_says_it(false: str, reason: str) -> None:
    assert_refused(false, RENNER, reason)


@pytest.mark.parametrize(
    "true",
    [
        "Renner urged the state not to subsidise the Karvan mine.",
        "Horak told reporters that the miners would strike in March.",
        "Velia was urged by the Commission to close its oldest coal plant.",
        "Steinbach was ordered to pay the families of Dorn.",
        "Frank has pledged a loan for the hospital to Sol.",
    ],
)
def test_who_says_it_may_be_told_in_other_words(true: str) -> None:
    assert verdict_on(true, RENNER).borne_out


@pytest.mark.parametrize(
    "false", ["The school will be closed in May.", "May 3 is when the school will be closed."]
)
def test_the_month_of_may_leaves_nothing_in_doubt(false: str) -> None:
    source = Article(text="The council met. The school may be closed on May 3, its head said.")
    assert_refused(false, source, "only says may")


def test_may_at_the_head_of_a_sentence_is_a_wish() -> None:
    source = Article(text="The council met. The school may be closed soon, its head said.")
    assert not [
        r for r in verdict_on("May the school be closed soon.", source).reasons if "only says" in r
    ]


def test_an_amount_of_goods_has_not_the_currency_of_its_price() -> None:
    source = Article(text="The firm sold 1,200 tonnes for €12 million. In May 1,200 tonnes burned.")
    (reason,) = verdict_on("The firm sold 1,200 tonnes for $12 million.", source).reasons
    assert reason == "says $12; the source says €12"


@pytest.mark.parametrize(
    ("said", "held"),
    [
        ("Kling met Ostler at the mill.", "Ostler met Kling at the mill."),
        ("German chancellor Adler spoke.", "Adler, chancellor of the German state, spoke."),
        ("Kling, on the run, called police.", "After police called Kling she was on the run."),
        ("On Monday Kling thanked Ostler.", "Kling thanked Ostler on Monday."),
        ("People killed in the attack were named.", "The attack killed ten people."),
        ("2 of the 7 roofs have been mended.", "There are 7 roofs, of which 2 have been mended."),
    ],
)
def test_an_order_that_says_the_same_is_no_exchange(said: str, held: str) -> None:
    assert exchanged(tokenize(said), tokenize(held)) is None


@pytest.mark.parametrize(
    ("language", "source", "said", "sound"),
    [
        ("de", "Die Stadt kaufte 1200 Betten.", "Die Stadt kaufte 1.200 Betten.", True),
        ("de", "Die Stadt kaufte 1.200 Betten.", "Die Stadt kaufte 1200 Betten.", True),
        ("de", "Die Stadt kaufte 1.200 Betten.", "Die Stadt kaufte 1.300 Betten.", False),
        ("en", "The town bought 1,200 beds.", "The town bought 1.200 beds.", False),
        ("en", "Petrol costs $3.459 a gallon.", "Petrol costs $3,459 a gallon.", False),
        ("zh", "山洪已造成五人死亡。当地有九户居民被转移。", "山洪已造成九人死亡。", False),
    ],
)
def test_a_number_counts_by_its_value_and_by_what_it_counts(
    language: str, source: str, said: str, sound: bool
) -> None:
    assert verdict_on(said, Article(text=source, language=language)).borne_out is sound


CUP = Article(
    text="Mill Lane lost to Ferrow in the cup on Friday. The bakery chain Tollo acquired its rival "
    "Brisk in March. Ines Tarr was beaten by Oskar Lind in the vote. Lena Ashby replaced Karl "
    "Druse as coach.",
    language="en",
)


@pytest.mark.parametrize(
    ("sentence", "one", "other"),
    [
        ("{} was defeated by {} in the cup on Friday.", "Mill Lane", "Ferrow"),
        ("{} defeated {} in the cup on Friday.", "Ferrow", "Mill Lane"),
        ("{} lost to {} in the cup on Friday.", "Mill Lane", "Ferrow"),
        ("{} bought its rival {} in March.", "Tollo", "Brisk"),
        ("{} beat {} in the vote.", "Oskar Lind", "Ines Tarr"),
        ("{} lost to {} in the vote.", "Ines Tarr", "Oskar Lind"),
        ("{} was replaced by {} as coach.", "Karl Druse", "Lena Ashby"),
    ],
)
def test_deed_told_from_the_other_side_keeps_who_did_it(
    sentence: str, one: str, other: str
) -> None:
    assert verdict_on(sentence.format(one, other), CUP).borne_out
    assert not verdict_on(sentence.format(other, one), CUP).borne_out


def test_rise_by_an_amount_is_not_told_from_the_other_side() -> None:
    rise = Article(text="Output rose 20 tonnes in spring. The mill hired two.", language="en")
    assert_refused("Output was cut by 20 tonnes in spring.", rise, "the source says “rose”")
