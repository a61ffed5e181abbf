"""A model that goes in circles is stopped; one that repeats a name is not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from summarizer.models.writers.stops import Watch, loops


@given(st.lists(st.integers(0, 9), min_size=4, max_size=30), st.lists(st.integers(0, 9)))
def test_a_phrase_said_three_times_is_a_circle(phrase: list[int], before: list[int]) -> None:
    assert loops([*before, *phrase * 3])


@given(st.lists(st.integers(), unique=True, max_size=200))
def test_words_that_are_all_different_are_no_circle(words: list[int]) -> None:
    assert not loops(words)


def test_a_short_echo_is_no_circle() -> None:
    assert not loops([1, 2, 3, 7, 7, 7])


def test_time_runs_out() -> None:
    now = iter([0.0, 1.0, 99.0])
    watch = Watch(0, 10, stop=None, seconds=5, progress=None, clock=lambda: next(now))
    assert not watch.look([1])
    assert watch.look([1, 2])
    assert watch.reason == "it took too long"
