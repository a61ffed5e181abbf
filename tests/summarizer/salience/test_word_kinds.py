"""Features that are counted from kinds of words are those that patterns would count."""

from __future__ import annotations

import re

import pytest

from summarizer.salience.features import lay_out, measure
from summarizer.salience.surface import _WORDS, _WORDS_ANY_CASE, SURFACE_NAMES

SENTENCES = (
    "He said on Monday that we will meet them, although it is due to rain.",
    "Police found two dead; the court charged a man, according to researchers.",
    "Plans to rebuild were announced last week, but nobody told us.",
    "IT'S YOURS, THEY SAID.",
    "The plan showed what the study revealed while she signed the report.",
    "A set of plates is going to the museum this month.",
)
PATTERNS = {
    "speech": r"\b(?:said|says|told|added|according to|stated|wrote|tweeted|announced)\b",
    "future": r"\b(?:will|plans? to|expected to|set to|due to|going to|scheduled)\b",
    "time": r"\b(?:Monday|last (?:week|month|year|night)|this (?:week|month|year|morning))\b",
    "contrast": r"(?i)\b(?:but|however|although|though|despite|while|yet)\b",
}


def _column(name: str) -> list[float]:
    import numpy as np

    vectors = np.eye(len(SENTENCES), 8, dtype=np.float32)
    table = measure(lay_out([list(SENTENCES)], [vectors]))
    column: list[float] = table[:, SURFACE_NAMES.index(name)].tolist()
    return column


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_a_phrase_or_a_word_counts_as_its_pattern_does(name: str) -> None:
    expected = [float(bool(re.search(PATTERNS[name], text))) for text in SENTENCES]
    assert _column(name) == expected


def test_persons_and_findings_are_counted() -> None:
    sizes = [len(text.split()) for text in SENTENCES]
    persons = [round(share * size) for share, size in zip(_column("person"), sizes, strict=True)]
    thirds = [round(share * size) for share, size in zip(_column("third"), sizes, strict=True)]
    assert persons == [1, 0, 1, 0, 0, 0]
    assert thirds == [3, 0, 0, 2, 1, 0]
    assert _column("finding") == [0, 5, 0, 0, 5, 0]


def test_no_word_is_of_two_kinds() -> None:
    words = [
        word
        for kinds in (_WORDS, _WORDS_ANY_CASE)
        for line in kinds.values()
        for word in line.split()
    ]
    assert len({word.lower() for word in words}) == len(words)
