"""What the source only has in the future, told as done."""

from __future__ import annotations

import pytest
from support.verdicts import assert_refused, verdict_on

from summarizer.domain import Article

VALLEY = Article(
    title="What the valley plans",
    text=(
        "The new library in Corran will open in May, the council said on Tuesday. It plans to sell "
        "the old town hall next year. A vote on the tram line is planned for June.\n\n"
        "Brightwater intends to build a second mill near Sande. Its chief executive, Tove Lind, is "
        "due to step down in December. The bridge at Dorn will soon be replaced by a tunnel. The "
        "board has sold two tugs to Holm. The ferry to Holm will sail on Friday; it sailed on "
        "Thursday, too."
    ),
    language="en",
)


@pytest.mark.parametrize(
    ("false", "only"),
    [
        ("The new library in Corran opened in May.", "“will open”"),
        ("The council sold the old town hall.", "“plans to sell”"),
        ("A vote on the tram line took place in June.", "“planned”"),
        ("A vote on the tram line was held in June.", "“planned”"),
        ("Brightwater built a second mill near Sande.", "“intends to build”"),
        ("Chief executive Tove Lind stepped down in December.", "“due to step”"),
        ("The bridge at Dorn was replaced by a tunnel.", "“will soon be replaced”"),
    ],
)
def test_a_plan_told_as_done_is_refused(false: str, only: str) -> None:
    assert_refused(false, VALLEY, f"as done what the source only says {only}")


@pytest.mark.parametrize(
    "true",
    [
        "The new library in Corran is to open in May.",
        "The council plans to sell the old town hall.",
        "A vote on the tram line is to take place in June.",
        "Brightwater is planning to build a second mill near Sande.",
        "The bridge at Dorn is to be replaced by a tunnel.",
        "The board sold two tugs to Holm.",
        "The ferry to Holm sailed on Thursday.",
    ],
)
def test_a_plan_and_a_deed_pass_as_what_they_are(true: str) -> None:
    assert verdict_on(true, VALLEY).borne_out
