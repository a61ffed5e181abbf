"""What a source holds, but says of something or someone else."""

from __future__ import annotations

import pytest
from support.verdicts import assert_refused, verdict_on

from summarizer.check.align import align
from summarizer.check.misplaced import find_misplaced
from summarizer.check.report import Verdict
from summarizer.check.sources import read_sources
from summarizer.check.support import judge_words
from summarizer.check.tokens import tokenize
from summarizer.domain import Article

BRIDGE = Article(
    title="Bridge over the Lune to be closed",
    text=(
        "Kestrel Harbour will close its old road bridge on September 4 for 18 months, the council "
        "said on Monday. Repairs will cost $6.2 billion, and 6 of the 40 lanes stay open for 35 "
        "days in August. The fund that pays lent $900 million last year.\n\n"
        "Engineer Dora Whitlam said the steel had worn thin under the northern span. “We found a "
        "crack in the cable that nobody had seen before,” she told the council. Mayor Piet "
        "Adeyemi warned that the ferry could not carry every commuter.\n\n"
        "Pollution near the bridge fell by 40 percent in a trial of the Orca-3 filter. Adeyemi "
        "thanked drivers. Whitlam, a mother of two, has worked on small bridges in Norland. Large "
        "ships will pass as before. Whitlam was formerly chairwoman of the port. Police said that "
        "a boy had set the toll house on fire."
    ),
    language="en",
)


def verdict(sentence: str, article: Article = BRIDGE) -> Verdict:
    return verdict_on(sentence, article)


@pytest.mark.parametrize(
    ("false", "reason"),
    [
        ("The bridge will close for 35 months.", "says 35 months; the source says"),
        ("Repairs will cost $6.2 million.", "says 6.2 million; the source says 6.2 billion"),
        ("The bridge will close on September 6.", "says September 6; the source says September 4"),
        ("The trial was of the Orca-6 filter.", "says Orca-6; the source says Orca-3"),
        ("Whitlam has worked on large bridges in Norland.", "“large”; the source says “small”"),
        (
            "Engineer Dora Whitlam said: “We found a crack in the cable that nobody had "
            "painted before.”",
            "quotes “painted”",
        ),
        ("Whitlam warned that the ferry could not carry every commuter.", "Mayor Piet Adeyemi"),
        ("Adeyemi, a former governor, thanked drivers.", "calls Adeyemi “a former governor”"),
        ("The ferry could not carry every commuter, warned Whitlam.", "gives to Whitlam"),
        ("Whitlam was chairwoman of the port.", "leaves out “formerly”"),
        ("The court heard that a boy had set the toll house on fire.", "who heard it"),
        ("Magistrates were told that a boy had set the toll house on fire.", "who heard it"),
    ],
)
def test_what_the_source_says_of_something_else_is_refused_with_the_reason(
    false: str, reason: str
) -> None:
    assert_refused(false, BRIDGE, reason)


@pytest.mark.parametrize(
    "true",
    [
        "The bridge will close for 18 months from September 4.",
        "Repairs will cost $6.2 billion.",
        "Six lanes stay open in August.",
        "Pollution fell by 40% in a trial of the Orca-3 filter.",
        "Engineer Dora Whitlam said: “We found a crack in the cable.”",
        "Mayor Piet Adeyemi warned that the ferry could not carry every commuter.",
        "The mayor warned that the ferry could not carry every commuter.",
        "Whitlam, a mother of two, has worked in Norland.",
        "Dora Whitlam, an engineer, said the steel had worn thin.",
        "In Kestrel Harbour, the council said the bridge will close.",
    ],
)
def test_what_the_source_says_of_the_same_passes(true: str) -> None:
    found = verdict(true)
    assert found.borne_out, found.reasons


def test_a_place_need_not_be_said_to_be_one() -> None:
    article = Article(text="Fishing has been banned off Tavalu since the spring of last year.")
    assert verdict("Fishing has been banned off Tavalu, an island nation, since spring.", article)
    reasons = verdict("Fishing has been banned off Tavalu, an island.", article).reasons
    assert not [reason for reason in reasons if "calls" in reason]


def test_a_speaker_by_another_part_of_the_name_is_the_same() -> None:
    article = Article(
        text="Wei Lan arrived on Sunday. Trade between the two ports must grow, Lan said at dinner."
    )
    reasons = verdict("Wei said trade between the two ports must grow.", article).reasons
    assert not [reason for reason in reasons if "gives to" in reason]


def test_a_quotation_may_be_cut_and_explained_in_brackets() -> None:
    told = "Whitlam said: “We found a crack in the cable [of the bridge]… nobody had seen before.”"
    reasons = verdict(told).reasons
    assert not [reason for reason in reasons if "“We found" in reason or "these words" in reason]


def test_a_hearer_of_whom_the_source_speaks_may_hear() -> None:
    reasons = verdict("The council was told that nobody had seen the crack.").reasons
    assert not [reason for reason in reasons if "heard" in reason]


def test_a_number_is_shown_as_the_text_writes_it() -> None:
    found = verdict("Pollution near the bridge fell by 48 percent in a trial.")
    assert "48 percent; the source says 40 percent" in found.reasons[0]


@pytest.mark.parametrize(
    ("source", "true"),
    [
        ("Sales rose 7 per cent, from 40% to 7 million units.", "Sales rose 7%."),
        ("It won 5,000,000 dollars; 5 men had $9 each.", "It won $5 million."),
        ("A goal fell in the 18th minute, 18 fans cheered for 9 minutes.", "It took 18 minutes."),
        ("It lost 6 billion dollars. Of $9 it kept $6.", "It lost $6 billion."),
        ("Her run was 5km long, and 5 others ran 9 kilometres.", "Her run was 5 kilometres long."),
        ("In May 4 ships sank, and 3 in June.", "In May, 4 ships sank."),
    ],
)
def test_an_amount_may_be_written_another_way(source: str, true: str) -> None:
    sources = read_sources([Article(text=source)])
    alignment = align(tokenize(true), sources)
    words = judge_words(true, alignment, sources)
    assert not list(find_misplaced(true, alignment, words, sources))


def test_one_fault_is_told_once() -> None:
    found = verdict("Whitlam, a former governor, has worked on small bridges in Norland.")
    assert [reason for reason in found.reasons if "governor" in reason] == [
        "calls Whitlam “a former governor”, which the sources do not"
    ]
