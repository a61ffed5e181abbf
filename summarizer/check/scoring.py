"""From features and findings to one number: the packaged, trained scorer.

A forest of extremely randomized trees (Geurts et al. 2006) and a logistic regression
over the sentence's features, averaged; trained by `benchmarks/faithful/train.py` and packed into
`summarizer/data/check.model.npz`; read and run with numpy alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

WHOLE, SHORT = 0.999, 10
EXCERPT_DOUBT = 0.8
"""A short sentence whose content stands in one source sentence has few joins to judge, and
the head for joins learned mostly from long ones: it refused 6 of 77 planted true ones."""

REFUSE = 0.5
"""Scores below are not supported: where `as_score` puts the cut."""

MODEL_FILE = "check.model.npz"


@dataclass(frozen=True, slots=True)
class Head:
    """A trained head. Trees lie in arrays; a node whose `left` is itself is a leaf.

    Attributes:
        names: the features, in the order of the trees.
        roots: (trees,) node number of each root.
        feature, left, right: (nodes,) which feature is asked, where to go.
        threshold: (nodes,) go left when the feature is at most this.
        value: (nodes,) share of false sentences that came this way.
        slope, offset: the logistic regression.
        cut: the value over which a sentence is refused.
    """

    names: tuple[str, ...]
    roots: NDArray[np.int32]
    feature: NDArray[np.int16]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    threshold: NDArray[np.float32]
    value: NDArray[np.float32]
    slope: NDArray[np.float32]
    offset: float
    cut: float

    def doubt(self, features: dict[str, float]) -> float:
        """Return how false a sentence looks, 0 to 1."""
        row = np.array([features.get(name, 0.0) for name in self.names], dtype=np.float32)
        nodes = self.roots
        while True:
            lower = row[self.feature[nodes]] <= self.threshold[nodes]
            following = np.where(lower, self.left[nodes], self.right[nodes])
            if np.array_equal(following, nodes):
                break
            nodes = following
        line = 1.0 / (1.0 + math.exp(-float(np.clip(self.slope @ row + self.offset, -30, 30))))
        return (float(self.value[nodes].mean()) + line) / 2


@cache
def load_head(name: str) -> Head:
    """Return a packaged head: "vectors.words", "plain.joins", "entities" and so on."""
    with resources.files("summarizer.data").joinpath(MODEL_FILE).open("rb") as file:
        packed: Any = np.load(file)
        part = {
            key.removeprefix(name + "."): packed[key]
            for key in packed.files
            if key.startswith(name + ".")
        }
    return Head(
        names=tuple(bytes(part["names"]).decode("ascii").split()),
        roots=part["roots"],
        feature=part["feature"],
        left=part["left"],
        right=part["right"],
        threshold=part["threshold"],
        value=part["value"].astype(np.float32),
        slope=part["slope"],
        offset=float(part["offset"]),
        cut=float(part["cut"]),
    )


def as_score(doubt: float, cut: float) -> float:
    """Return 1 less doubt, bent so that a doubt at the cut gives 0.5."""
    if doubt <= cut:
        return 1.0 - 0.5 * doubt / cut
    return 0.5 * (1.0 - doubt) / (1.0 - cut)


def score_of(features: dict[str, float], *, vectors: bool, copied: bool) -> float:
    """Return how well a sentence is supported by its features, 0 to 1.

    Args:
        features: from `summarizer.check.features`.
        vectors: they hold the vector features.
        copied: the text puts together words of its sources and adds none; then it is
            how the pieces join that tells, else which words were changed.
    """
    head = load_head(("vectors" if vectors else "plain") + (".joins" if copied else ".words"))
    doubt = head.doubt(features)
    if copied and is_excerpt(features):
        doubt *= EXCERPT_DOUBT
    return as_score(doubt, head.cut)


def swap_scores(swaps: Sequence[dict[str, float]], *, vectors: bool) -> list[float]:
    """Return, per word that is put to the test, how surely it means what the sources say.

    Args:
        swaps: features from `summarizer.check.swaps`.
        vectors: they hold the vector features.
    """
    head = load_head(("vectors" if vectors else "plain") + ".swaps")
    return [as_score(head.doubt(features), head.cut) for features in swaps]


def added_words(features: dict[str, float]) -> float:
    """Return how many words of a sentence its sources do not hold in that form."""
    return features.get("new", 0.0) + features.get("aliases", 0.0)


def is_excerpt(features: dict[str, float]) -> bool:
    """Return whether one source sentence holds every content word of a short sentence."""
    return features["coverage"] > WHOLE and features["words"] <= SHORT
