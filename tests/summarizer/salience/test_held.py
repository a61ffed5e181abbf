"""Which sentence holds which word, counted in flat arrays as in plain sets."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from summarizer.salience.features import NAMES as FEATURES
from summarizer.salience.features import WORDING_NAMES, lay_out, measure
from summarizer.salience.held import first_uses, held_by

ROWS = st.lists(st.lists(st.integers(0, 9), max_size=12), max_size=6)


@given(ROWS)
def test_each_row_holds_its_terms_once_with_how_often(rows: list[list[int]]) -> None:
    held = held_by(rows)
    found = list(zip(held.row.tolist(), held.term.tolist(), held.times.tolist(), strict=True))
    assert found == [
        (r, t, n) for r, row in enumerate(rows) for t, n in sorted(Counter(row).items())
    ]


@given(ROWS, st.integers(0, 6), st.integers(0, 6))
def test_a_part_of_the_rows_is_as_if_they_were_all(rows: list[list[int]], a: int, b: int) -> None:
    start, end = sorted((min(a, len(rows)), min(b, len(rows))))
    part, alone = held_by(rows).between(start, end), held_by(rows[start:end])
    for name in ("said", "said_in", "term", "row", "times"):
        assert getattr(part, name).tolist() == getattr(alone, name).tolist()


@given(st.lists(st.integers(0, 9), max_size=30))
def test_the_first_use_of_a_key_is_where_it_stands_first(keys: list[int]) -> None:
    expected = [keys.index(key) if key in keys else -1 for key in range(10)]
    assert first_uses(np.array(keys, np.int64), 10).tolist() == expected


def test_what_an_article_says_again_is_counted_over_its_sentences() -> None:
    texts = ["Harwick bridge opened.", "Harwick bridge opened there.", "Cod is dear."]
    table = measure(lay_out([texts], [np.eye(3, dtype=np.float32)]))
    seen = {name: table[:, FEATURES.index(name)].tolist() for name in WORDING_NAMES}
    assert seen["pair_frequency"] == [1.0, np.float32(2 / 3), 0.0]
    assert seen["new_names"] == [1.0, 0.0, 1.0]
    assert seen["once"] == [0.0, 0.0, 1.0]
    assert seen["shared_lead"] == [1.0, 1.0, 0.0]
    assert seen["peak"] == [np.float32(2 / 3), np.float32(2 / 3), np.float32(1 / 3)]
