"""Average linkage in rounds gives what merging one pair at a time gives."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from summarizer.stories.linkage import Graph, Merge, average_linkage, components
from summarizer.stories.split import events


def complete(table: np.ndarray) -> Graph:
    first, second = np.triu_indices(len(table), 1)
    return Graph(len(table), first, second, table[first, second])


def clusters(size: int, merges: list[Merge]) -> set[frozenset[int]]:
    groups = {i: {i} for i in range(size)}
    for merge in merges:
        groups[merge.one] |= groups.pop(merge.other)
    return {frozenset(group) for group in groups.values()}


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 40), st.integers(0, 10_000), st.floats(0.2, 0.9))
def test_the_clusters_are_those_of_scipy(size, seed, threshold):
    rows = np.random.default_rng(seed).normal(size=(size, 4))
    rows /= np.linalg.norm(rows, axis=1)[:, None]
    table = (rows @ rows.T + 1) / 2
    distance = 1 - (table + table.T) / 2
    np.fill_diagonal(distance, 0)
    labels = fcluster(
        linkage(squareform(distance, checks=False), "average"), 1 - threshold, "distance"
    )
    expected = {frozenset(np.flatnonzero(labels == label).tolist()) for label in set(labels)}
    assert clusters(size, average_linkage(complete(1 - distance), threshold)) == expected


def test_a_pair_that_was_not_compared_counts_with_the_assumed_similarity():
    graph = Graph(3, np.array([0, 1]), np.array([1, 2]), np.array([0.9, 0.6]), absent=0.0)
    assert clusters(3, average_linkage(graph, 0.4)) == {frozenset({0, 1}), frozenset({2})}
    assert clusters(3, average_linkage(graph, 0.25)) == {frozenset({0, 1, 2})}


def test_no_edges_give_no_merges():
    none = np.zeros(0, np.int64)
    assert average_linkage(Graph(4, none, none, np.zeros(0)), 0.3) == []


def test_a_component_is_named_by_its_smallest_member():
    edges = np.array([4, 2, 5]), np.array([2, 1, 6])
    assert components(7, *edges).tolist() == [0, 1, 1, 3, 1, 5, 5]


def camps(
    between: float, inside: float = 0.7, sizes: tuple[int, int] = (4, 4)
) -> list[tuple[int, ...]]:
    total = sum(sizes)
    table = np.full((total, total), between)
    table[: sizes[0], : sizes[0]] = inside
    table[sizes[0] :, sizes[0] :] = inside
    return events(average_linkage(complete(table), 0.3), np.full(total, np.nan), np.full(total, 50))


@pytest.mark.parametrize(("between", "found"), [(0.65, 1), (0.5, 2), (0.2, 2)])
def test_two_tight_camps_are_one_event_only_if_as_near_as_each_is_within(between, found):
    assert len(camps(between)) == found


def test_a_lone_article_joins_a_pair_on_the_threshold_but_not_a_tight_group():
    assert len(camps(0.4, sizes=(2, 1))) == 1
    assert len(camps(0.4, sizes=(4, 1))) == 2
    assert len(camps(0.6, sizes=(4, 1))) == 1


def pair(similarity: float, days: float, words: int = 50) -> int:
    merges = [Merge(0, 1, similarity)]
    return len(events(merges, np.array([0.0, days]), np.full(2, words)))


def test_two_lone_articles_need_more_likeness_unless_they_are_of_one_day() -> None:
    assert pair(0.39, days=np.nan) == pair(0.39, days=6.0) == 1
    assert pair(0.36, days=0.5) == 1
    assert pair(0.36, days=np.nan) == pair(0.36, days=6.0) == 2


def test_two_long_reports_need_less_likeness_unless_their_dates_part_them() -> None:
    assert pair(0.36, days=np.nan, words=200) == 1
    assert pair(0.36, days=6.0, words=200) == 2
    assert pair(0.32, days=np.nan, words=200) == 2
