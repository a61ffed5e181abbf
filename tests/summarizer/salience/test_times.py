"""Which sentences tell a time that needs their article's date, and which look ahead."""

from __future__ import annotations

import pytest

from summarizer.salience.times import deictic_spans, deictic_time, looks_ahead

DEICTIC = [
    "The two councils are set to meet in Harwick next week.",
    "Prices fell last month.",
    "Sands has led the party since early last year.",
    "The minister leaves tomorrow.",
    "The vote comes later this year.",
    "In November of the previous year the bridge was closed.",
    "The bridge was closed last November.",
    "This week the council met twice.",
    "The ferry sank three days ago.",
    "A call is planned in the coming weeks.",
]
ABSOLUTE = [
    "The council met on Monday.",
    "Holm sat next to the mayor.",
    "It rained in the last week of May.",
    "The vote is next Tuesday, August 27.",
    "Sands left the party in May 2020.",
    "This approach failed.",
    "It was the last day of the fair.",
]


@pytest.mark.parametrize("text", DEICTIC)
def test_a_time_that_only_its_article_dates_is_deictic(text: str) -> None:
    assert deictic_time(text)
    assert deictic_spans(text)


@pytest.mark.parametrize("text", ABSOLUTE)
def test_a_time_that_stands_by_itself_is_not_deictic(text: str) -> None:
    assert not deictic_time(text)


@pytest.mark.parametrize(
    "text",
    [
        "The two councils are set to hold talks in Harwick.",
        "Sands will travel to Harwick.",
        "The vote is next week.",
        "The upcoming visit is the third.",
        "A call between the mayors is being planned.",
        "Sands is to visit Harwick in May.",
        "The mayors spoke of a call “in the coming weeks.”",
    ],
)
def test_what_is_still_to_come_looks_ahead(text: str) -> None:
    assert looks_ahead(text)


@pytest.mark.parametrize(
    "text",
    [
        "The councils held talks in Harwick.",
        "The will of the people was clear.",
        "Will Sands sang on Friday.",
        "The issue is to the point.",
        "“We will win,” Sands said.",
        "The next day the ferry sank.",
    ],
)
def test_what_has_happened_does_not_look_ahead(text: str) -> None:
    assert not looks_ahead(text)
