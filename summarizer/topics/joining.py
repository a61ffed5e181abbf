"""Groups by average linkage: two are joined while they are near on average.

The nearest-neighbour chain of Müllner ("Modern hierarchical, agglomerative clustering
algorithms", 2011), with the ties of SciPy's `linkage`, whose import costs more than the work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def groups_within(distance: NDArray[np.float64], most: float) -> list[list[int]]:
    """Return the members of each group, groups and members in ascending order.

    Args:
        distance: (n, n), of which the upper triangle counts.
        most: mean distance up to which two groups are one.
    """
    far = np.triu(distance, 1)
    far += far.T
    np.fill_diagonal(far, np.inf)
    size = np.ones(len(far), np.int64)
    home = list(range(len(far)))
    chain: list[int] = []
    for _ in range(len(far) - 1):
        one, other, near = _next_pair(far, size, chain)
        if near <= most:
            _join(home, one, other)
        mean = (size[one] * far[one] + size[other] * far[other]) / (size[one] + size[other])
        far[other] = far[:, other] = mean
        far[one] = far[:, one] = np.inf
        far[other, other] = np.inf
        size[one], size[other] = 0, size[one] + size[other]
    groups: dict[int, list[int]] = {}
    for member in range(len(far)):
        groups.setdefault(_root(home, member), []).append(member)
    return list(groups.values())


def _next_pair(
    far: NDArray[np.float64], size: NDArray[np.int64], chain: list[int]
) -> tuple[int, int, float]:
    """Follow the chain to two that are each other's nearest; the smaller number first."""
    if not chain:
        chain.append(int(np.flatnonzero(size)[0]))
    while True:
        last = chain[-1]
        before = chain[-2] if len(chain) > 1 else -1
        nearest = int(far[last].argmin())
        if before >= 0 and far[last, nearest] >= far[last, before]:
            chain[-2:] = []
            return min(last, before), max(last, before), float(far[last, before])
        chain.append(nearest)


def _root(home: list[int], member: int) -> int:
    while home[member] != member:
        home[member] = home[home[member]]
        member = home[member]
    return member


def _join(home: list[int], one: int, other: int) -> None:
    first, second = sorted((_root(home, one), _root(home, other)))
    home[second] = first
