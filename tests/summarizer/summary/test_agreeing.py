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
    found = find_agreeing([encode(CLOSED), encode(other)], 0, 0)
    assert found == ([(1, 0)] if agrees else [])


def test_another_day_is_no_agreement() -> None:
    tuesday = encode("The council votes on the new bridge over the Ose on Tuesday.")
    thursday = encode("The council votes on the new bridge over the Ose on Thursday.")
    assert find_agreeing([tuesday, thursday], 0, 0) == []
    assert find_agreeing([tuesday, tuesday], 0, 0) == [(1, 0)]
