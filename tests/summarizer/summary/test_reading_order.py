"""In which order the points of a brief are read."""

from __future__ import annotations

import pytest

from summarizer.summary.brief import reading_order
from summarizer.summary.candidates import Candidate


def sentence(article: int, index: int) -> Candidate:
    return Candidate(article, index, "The old mill burned down on Monday night.", dated=True)


@pytest.mark.parametrize(
    ("chosen", "order"),
    [
        # What the article of the news tells right after it goes on; the others follow.
        ([(1, 0), (0, 0), (1, 3), (0, 2)], [0, 2, 1, 3]),
        # Background from its end does not stand before what others tell at their top.
        ([(1, 0), (0, 0), (1, 19), (0, 2)], [0, 1, 3, 2]),
        # The news opens wherever it stands in its article.
        ([(1, 2), (1, 0), (0, 0)], [0, 1, 2]),
    ],
)
def test_a_story_opens_with_its_news_and_ends_with_background(
    chosen: list[tuple[int, int]], order: list[int]
) -> None:
    assert reading_order([sentence(*one) for one in chosen], opened=True) == order
