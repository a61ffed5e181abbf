"""Groups by average linkage are those that SciPy finds, ties included."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from summarizer.topics.joining import groups_within


@pytest.mark.parametrize("count", [2, 3, 17, 90])
@pytest.mark.parametrize("decimals", [1, 2, 12])
def test_the_groups_are_those_of_scipy(count: int, decimals: int) -> None:
    chance = np.random.default_rng(count * 100 + decimals)
    for _ in range(20):
        distance = np.round(chance.random((count, count)), decimals)  # one decimal: many ties
        distance = np.triu(distance, 1) + np.triu(distance, 1).T
        tree = linkage(squareform(distance), method="average")
        for most in (0.2, 0.4, 0.5):
            expected: dict[int, list[int]] = {}
            for member, label in enumerate(fcluster(tree, most, criterion="distance").tolist()):
                expected.setdefault(label, []).append(member)
            assert groups_within(distance, most) == list(expected.values())


def test_one_alone_is_a_group() -> None:
    assert groups_within(np.zeros((1, 1)), 0.5) == [[0]]
