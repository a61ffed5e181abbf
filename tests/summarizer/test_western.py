"""What tables find in a text is what patterns find in it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.salience.surface import SURFACE_NAMES, surface_of
from summarizer.text.runs import runs_in_order, runs_of, words_by
from summarizer.western import is_western, read, western

RUN = re.compile(r"\w+")
WORD = re.compile(r"\w+(?:'\w+)*")
TEXTS = st.text(st.sampled_from("aZé 9²_ß½Œ'“”‘’\"(\u00a0\t…–—€.,漢Яİſ\u0301\x81")) | st.text()


@given(TEXTS)
def test_runs_are_those_that_the_pattern_finds(text: str) -> None:
    assert runs_of(text) == RUN.findall(text)
    assert words_by(WORD, text) == WORD.findall(text)


@given(st.text(st.sampled_from("aZéßŒŸ 9_'“”")))
def test_runs_in_lower_case_are_those_of_the_text_in_lower_case(text: str) -> None:
    assert list(runs_in_order(text)) == RUN.findall(text.lower())


@given(TEXTS)
def test_a_western_text_is_read_back_as_it_was_written(text: str) -> None:
    plain = western(text)
    assert is_western(text) == (plain is not None)
    assert plain is None or (read(plain) == text and len(plain) == len(text))


@pytest.mark.parametrize(
    ("text", "western_one"),
    [
        ("", True),
        ("A “quoted” café – for 5 € …", True),
        ("The Łódź mill", False),
        ("北京", False),
        ("a\x81b", False),
    ],
)
def test_typographic_marks_and_western_letters_are_western(text: str, western_one: bool) -> None:
    assert is_western(text) is western_one


@given(TEXTS)
def test_digits_and_capitals_are_counted_as_their_patterns_would(text: str) -> None:
    found = dict(zip(SURFACE_NAMES, surface_of(text), strict=True))
    size = max(len(text.split()), 1)
    if is_western(text):
        assert found["digits"] == len(re.findall(r"\d", text)) / size
        assert found["capitals"] == len(re.findall(r"\s[“\"'(]?[A-Z]", text)) / size
