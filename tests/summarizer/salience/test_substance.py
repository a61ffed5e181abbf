"""Which sentences only say what an event means, and which tails may go."""

from __future__ import annotations

import pytest

from summarizer.salience.done import is_done
from summarizer.salience.substance import comment_tail, head_of, substance, tells

COMMENTS = [
    "The talks underscore the shared commitment of both ports to closer cooperation.",
    "This partnership marks a pivotal moment in the relationship between the towns.",
    "The council’s approach to the drought has emphasized responsible management.",
    "Discussions on housing and transport highlight the importance of dialogue.",
    "Each meeting holds significant weight for the future of the valley.",
    "The focus has also been on exploring avenues for collaboration.",
    "The purpose of this long-awaited visit is to navigate a complex relationship.",
    "The journey serves as a testament to the resilience of the community.",
    "The dialogue touched upon a broad spectrum of issues.",
    "A main priority for the mayor is the return of talks between the two harbours.",
    "The goal of the board was to keep everybody content.",
    "The task of the new board is to bring the islands together.",
]
NEWS = [
    "Holm signed the lease on Monday.",
    "The goal of the match came from Holm in the last minute.",
    "The goal was disallowed after the referee had watched the film.",
    "The goal was a header from the edge of the box.",
    "The objective of the brigade, a mill by the quay, was taken at dawn.",
    "Visits to the island are often cancelled by the fog, the harbour master of Velm said in 2019.",
    "Plans are in place for a meeting of the two mayors.",
    "The approach road to the bridge was closed after a lorry caught fire.",
    "The decision reflects a vote of 61 to 12 in the chamber on Tuesday, Holm said.",
    "Both sides agreed to open the ferry to lorries from May.",
    "The talks collapsed after four hours when Brenna’s envoy walked out.",
    "“This marks a pivotal moment in our relationship,” Holm said.",
    "Three people were killed when the roof of the market fell.",
    "Der Besuch unterstreicht die Bedeutung der Zusammenarbeit.",
]


@pytest.mark.parametrize("text", COMMENTS)
def test_a_sentence_about_what_things_mean_has_little_substance(text: str) -> None:
    assert substance(text) < 0.55


@pytest.mark.parametrize("text", NEWS)
def test_what_somebody_did_or_said_or_counted_has_all_of_it(text: str) -> None:
    assert substance(text) > 0.9


def test_names_and_numbers_behind_the_verb_make_a_comment_tell_more() -> None:
    bare = substance("The visit marks a turning point in the relationship.")
    counted = substance("The visit marks the first in 12 years by a mayor of Harwick.")
    assert bare < counted


def test_a_comment_of_a_day_or_a_month_tells_something() -> None:
    assert tells("In May, the two mayors navigated their differences over the ties of the ports.")
    assert not tells("The two mayors navigated their differences over the ties of the ports.")


def test_what_is_so_as_a_rule_tells_less_than_what_was() -> None:
    rule = substance("Earlier visits by envoys often included a walk along the quay.")
    news = substance("The visit by the envoy included a walk along the quay.")
    assert rule < 0.6 < news


def test_the_head_of_a_phrase_is_the_noun_before_its_first_preposition() -> None:
    assert head_of("The recent discussions on repatriation") == "discussion"
    assert head_of("Both authorities") == "authority"
    assert head_of("Mayor Ida Holm") == ""


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "The two ports agreed to share a pilot from May, underscoring the depth of their ties.",
            "The two ports agreed to share a pilot from May",
        ),
        (
            "Talks touched on a joint ferry line along the coast, signalling a willingness to work "
            "together.",
            "Talks touched on a joint ferry line along the coast",
        ),
        (
            "The council will publish its contracts with the port, a significant step towards "
            "openness.",
            "The council will publish its contracts with the port",
        ),
        (
            "The towns are set to hold talks in Harwick next week, as both sides seek to navigate "
            "their difficult relationship.",
            "The towns are set to hold talks in Harwick next week",
        ),
    ],
)
def test_a_comment_behind_a_comma_is_found(text: str, left: str) -> None:
    tail = comment_tail(text)
    assert tail is not None
    assert text[: tail[0]] == left


@pytest.mark.parametrize(
    "text",
    [
        # Who says so, what was counted, what was done, and to whom.
        "The bridge was closed to lorries in May, reflecting concerns that it may fall, Holm said.",
        "The ferry carried fewer people in the spring, reflecting a drop of 12 percent.",
        "The mayor sold the land in the harbour in spring, raising 3 million euros for the school.",
        "Police searched the offices of the port on Monday, suggesting that a leak was known.",
        "The court threw out the claim of the port, a move to end years of argument.",
        "The deal covers building boats, mending nets, strengthening ties, and training pilots.",
        # Nothing is left without it.
        "She spoke, underscoring the depth of their ties.",
    ],
)
def test_a_tail_that_tells_something_stays(text: str) -> None:
    assert comment_tail(text) is None


def test_what_was_announced_is_done_where_the_same_persons_did_it() -> None:
    deeds = ["Mayor Ida Holm met envoy Per Sands for two hours on the island of Velm."]
    assert is_done("Mayor Holm will meet Per Sands from Monday.", deeds)
    assert is_done("The Mayor: Holm to Meet Sands in Velm", deeds, headline=True)
    assert not is_done("Mayor Holm will meet the fishermen of Brenna.", deeds)
    assert not is_done("Mayor Holm will sue Per Sands.", deeds)
    still = ["Mayor Ida Holm met nobody, but is set to meet Per Sands in Velm."]
    assert not is_done("Mayor Holm will meet Per Sands from Monday.", still)
