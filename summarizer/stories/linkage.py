"""Average linkage on a sparse graph of similarities, in rounds of whole-array work.

In each round every cluster finds the one it resembles most; pairs that choose each
other merge. For average linkage this gives the same tree as merging one pair at a time
(reciprocal nearest neighbours; Murtagh, "A survey of recent advances in hierarchical
clustering algorithms", 1983), in tens of rounds instead of thousands of steps. Pairs
that the graph does not hold count with one assumed similarity.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Graph:
    """Similarities of `size` things: `weight[k]` is that of `first[k]` and `second[k]`.

    Each pair stands once, first < second. `absent` is the similarity of any other pair.
    """

    size: int
    first: NDArray[np.int64]
    second: NDArray[np.int64]
    weight: NDArray[np.float64]
    absent: float = 0.0


@dataclass(frozen=True, slots=True)
class Merge:
    """Clusters named by their smallest member: `other` went into `one` at `similarity`."""

    one: int
    other: int
    similarity: float


@dataclass(slots=True)
class _State:
    first: NDArray[np.int64]
    second: NDArray[np.int64]
    total: NDArray[np.float64]
    pairs: NDArray[np.float64]
    sizes: NDArray[np.float64]
    merges: list[Merge] = field(default_factory=list)


def average_linkage(graph: Graph, threshold: float) -> list[Merge]:
    """Return the merges at or above `threshold`, each after those it builds on.

    Ties go to the cluster with the smaller smallest member.
    """
    state = _State(
        graph.first,
        graph.second,
        graph.weight.astype(np.float64),
        np.ones(len(graph.first)),
        np.ones(graph.size),
    )
    rounds = 0
    while len(state.first):
        means = _means(state, graph.absent)
        if rounds & (rounds - 1) == 0:  # rounds 0, 1, 2, 4, 8, ...: it saves work, no more
            _keep_live(state, means, threshold, graph.size)
            means = _means(state, graph.absent)
        into = _reciprocal(state, means, threshold, graph.size)
        if not len(into[0]):
            break
        _merge(state, *into, graph.size)
        rounds += 1
    return state.merges


def _means(state: _State, absent: float) -> NDArray[np.float64]:
    possible = state.sizes[state.first] * state.sizes[state.second]
    return (state.total + (possible - state.pairs) * absent) / possible


def _keep_live(state: _State, means: NDArray[np.float64], threshold: float, size: int) -> None:
    """Drop the edges of clusters that can merge no more.

    An average never exceeds its largest part, so a cluster that no chain of edges at
    the threshold ties to another stays as it is, and so does an edge between two chains.
    """
    strong = means >= threshold
    live = components(size, state.first[strong], state.second[strong])
    same = live[state.first] == live[state.second]
    for name in ("first", "second", "total", "pairs"):
        setattr(state, name, getattr(state, name)[same])


def components(size: int, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return for each of `size` things the smallest thing that edges tie it to."""
    label = np.arange(size)
    while True:
        low = np.minimum(label[first], label[second])
        before = label.copy()
        np.minimum.at(label, label[first], low)
        np.minimum.at(label, label[second], low)
        label = label[label]
        if np.array_equal(before, label):
            return label


def _reciprocal(
    state: _State, means: NDArray[np.float64], threshold: float, size: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Return (one, other, similarity) of the pairs that choose each other."""
    strong = means >= threshold
    if not strong.any():
        none = np.zeros(0, np.int64)
        return none, none, np.zeros(0)
    first, second, means = state.first[strong], state.second[strong], means[strong]
    here = np.concatenate([first, second])
    there = np.concatenate([second, first])
    both = np.concatenate([means, means])
    order = np.lexsort((there, -both, here))
    heads = np.r_[True, here[order][1:] != here[order][:-1]]
    chosen = order[heads]
    best = np.full(size, -1, np.int64)
    best[here[chosen]] = there[chosen]
    value = np.zeros(size)
    value[here[chosen]] = both[chosen]
    one = np.flatnonzero(best >= 0)
    one = one[(best[best[one]] == one) & (one < best[one])]
    return one, best[one], value[one]


def _merge(
    state: _State,
    one: NDArray[np.int64],
    other: NDArray[np.int64],
    similarity: NDArray[np.float64],
    size: int,
) -> None:
    state.merges += [
        Merge(a, b, s)
        for a, b, s in zip(one.tolist(), other.tolist(), similarity.tolist(), strict=True)
    ]
    state.sizes[one] += state.sizes[other]
    state.sizes[other] = 0
    new = np.arange(size)
    new[other] = one
    grown = np.zeros(size, bool)
    grown[one] = grown[other] = True
    # Edges of clusters that did not grow stay as they are; the others are summed anew.
    moved = grown[state.first] | grown[state.second]
    first, second = new[state.first[moved]], new[state.second[moved]]
    low, high = np.minimum(first, second), np.maximum(first, second)
    outside = low != high
    keys = low[outside] * size + high[outside]
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]]) if len(keys) else keys
    sums = [
        np.add.reduceat(values[moved][outside][order], starts) if len(starts) else np.zeros(0)
        for values in (state.total, state.pairs)
    ]
    first, second = np.divmod(keys[starts], size)
    state.first = np.concatenate([state.first[~moved], first])
    state.second = np.concatenate([state.second[~moved], second])
    state.total = np.concatenate([state.total[~moved], sums[0]])
    state.pairs = np.concatenate([state.pairs[~moved], sums[1]])
