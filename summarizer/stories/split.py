"""Two events that look alike are not one: when a merge of clusters is undone.

A single threshold cannot tell two fires in one county from one fire told by two camps
of reporters. But articles of one event resemble each other clearly more than those of
the event next door, so a merge stands only if the two sides are nearly as similar to
each other as each is within itself. How nearly depends on how many articles there are
to judge by: what holds inside two of them is chance, what holds inside three is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summarizer.stories.linkage import Merge

LONE = 0.38
"""Similarity that a lone article has to reach to join another, or two. One number from few
pairs is mostly chance, and most articles of a day tell a story alone; the mean of more pairs
can be trusted further down."""

SURE_PAIR, SURE_TRIO = 0.34, 0.33
"""The same where all are dated within one day of each other, which speaks for one event, and
where all are long and no dates part them: the more two texts say, the less of what they share is
chance. Of 93 groups of undated full reports (Multi-News, twelve groups to a day) that finds .02
more of what belongs together at the same precision. Pairs of one day between 0.33 and 0.34 were
two events on most of 27 days of news; trios at 0.34 cost the stream of days .003 of F1."""

LONG_WORDS = 150
"""Words of a compared head from which an article is long; from 100 to 200 no figure of the
pools changes."""

NEAR_TWO, NEAR_MORE = 0.77, 0.85
"""Least share of the weaker side's mean inner similarity that the similarity between
the sides has to reach, where the smaller side has two articles, or more. Flat optimum:
0.05 either way changes F1 by less than 0.006."""

NEAR_ONE = 0.78
"""Least share of the similarity at which a group last grew that a lone article has to
reach to join it: groups fray gradually, another event comes with a drop."""


@dataclass(frozen=True, slots=True)
class _Node:
    members: tuple[int, ...]
    inner: float
    """Sum of the similarities of all pairs inside."""
    parts: tuple[_Node, _Node] | None = None
    between: float = 1.0

    @property
    def cohesion(self) -> float:
        count = len(self.members)
        return self.inner / (count * (count - 1) / 2) if count > 1 else 1.0


def events(
    merges: Sequence[Merge], days: NDArray[np.float64], lengths: NDArray[np.int64]
) -> list[tuple[int, ...]]:
    """Return the clusters that the merges leave, look-alikes apart.

    Args:
        merges: of average linkage, each after those it builds on.
        days: when each article was published, in days; nan where unknown.
        lengths: of each article's compared head, in words.
    """
    nodes = {i: _Node((i,), 0.0) for i in range(len(days))}
    for merge in merges:
        one, other = nodes[merge.one], nodes.pop(merge.other)
        pairs = len(one.members) * len(other.members)
        nodes[merge.one] = _Node(
            one.members + other.members,
            one.inner + other.inner + merge.similarity * pairs,
            (one, other),
            merge.similarity,
        )
    found: list[tuple[int, ...]] = []
    stack = list(nodes.values())
    while stack:
        node = stack.pop()
        if node.parts is None or is_one_event(node, days, lengths):
            found.append(tuple(sorted(node.members)))
        else:
            stack.extend(node.parts)
    return sorted(found)


def is_one_event(node: _Node, days: NDArray[np.float64], lengths: NDArray[np.int64]) -> bool:
    """Return whether the two parts of `node` tell the same event."""
    if node.parts is None:
        return True
    small, large = sorted(node.parts, key=lambda part: len(part.members))
    if len(small.members) == 1:
        if len(large.members) > 2:
            return node.between >= NEAR_ONE * large.between
        inside = list(node.members)
        if not _is_sure(days[inside], lengths[inside]):
            return node.between >= LONE
        return node.between >= (SURE_PAIR if len(large.members) == 1 else SURE_TRIO)
    near = NEAR_TWO if len(small.members) == 2 else NEAR_MORE
    return node.between >= near * min(small.cohesion, large.cohesion)


def _is_sure(days: NDArray[np.float64], lengths: NDArray[np.int64]) -> bool:
    """Return whether what so few articles share is hardly chance."""
    spread = days.max() - days.min()
    if np.isnan(spread):  # nobody says when
        return bool(lengths.min() >= LONG_WORDS)
    return bool(spread <= 1.0)
