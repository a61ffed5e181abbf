"""The three heads of the scorer and the forest for entities: how each is trained.

"words" learns what a changed word looks like (SummEdits, with a share of the synonyms
hidden in further rounds); "joins" learns what badly joined copies look like (QAGS on
CNN/DM, and with little weight SummEval and the outputs of two good systems); "swaps" learns,
word by word, which changed words of SummEdits made a sentence false.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from faithful_data import Example, SwapRow
from numpy.typing import NDArray

from summarizer.check.scoring import added_words

SEED = 20260101
TREES = 100
LEAF = 5
SWAP_TREES, SWAP_LEAF = 60, 15
ROUNDS = 4
"""The table as it is, and three with synonyms hidden."""

Rows = NDArray[np.float32]


class Head:
    """A forest of extremely randomized trees and a logistic regression, averaged."""

    def __init__(
        self, names: tuple[str, ...], trees: int = TREES, leaf: int = LEAF, *, seed: int = SEED
    ) -> None:
        from sklearn.ensemble import ExtraTreesClassifier
        from sklearn.linear_model import LogisticRegression

        self.names = names
        self.forest = ExtraTreesClassifier(
            trees, min_samples_leaf=leaf, max_features=0.4, random_state=seed
        )
        self.line = LogisticRegression(C=0.02, max_iter=2000)

    def matrix(self, measured: Sequence[dict[str, float]]) -> Rows:
        return np.array([[row[name] for name in self.names] for row in measured], np.float32)

    def fit(self, rows: Rows, false: NDArray[Any], weights: NDArray[Any]) -> Head:
        """Train on rows with 1 for a false sentence; both classes weigh the same."""
        balanced = weights * np.where(
            false == 1, weights[false == 0].sum() / weights[false == 1].sum(), 1.0
        )
        self.centre = np.average(rows, axis=0, weights=balanced)
        spread = np.sqrt(np.average((rows - self.centre) ** 2, axis=0, weights=balanced))
        self.spread = np.where(spread > 1e-9, spread, 1.0)
        self.forest.fit(rows, false, sample_weight=balanced)
        self.line.fit((rows - self.centre) / self.spread, false, sample_weight=balanced)
        return self

    def doubts(self, rows: Rows) -> NDArray[np.float64]:
        """Return (n,) how false each row looks, 0 to 1."""
        line = self.line.predict_proba((rows - self.centre) / self.spread)[:, 1]
        result: NDArray[np.float64] = (self.forest.predict_proba(rows)[:, 1] + line) / 2
        return result

    def packed(self, cut: float) -> dict[str, NDArray[Any]]:
        """Return the arrays that `summarizer.check.scoring` reads."""
        slope = self.line.coef_[0] / self.spread
        offset = self.line.intercept_[0] - float(slope @ self.centre)
        return {
            **pack_trees(self.forest),
            "slope": slope.astype(np.float32),
            "offset": np.array(offset, dtype=np.float32),
            "names": np.frombuffer(" ".join(self.names).encode("ascii"), dtype=np.uint8),
            "cut": np.array(cut, dtype=np.float32),
        }


def pack_trees(forest: Any) -> dict[str, NDArray[Any]]:
    """Lay the trees out in arrays; a leaf points at itself."""
    parts: dict[str, list[NDArray[Any]]] = {
        key: [] for key in ("feature", "left", "right", "threshold", "value")
    }
    roots: list[int] = []
    offset = 0
    for estimator in forest.estimators_:
        tree = estimator.tree_
        own = np.arange(tree.node_count)
        leaf = tree.children_left < 0
        share = tree.value[:, 0, 1] / tree.value[:, 0, :].sum(axis=1)
        roots.append(offset)
        parts["feature"].append(np.where(leaf, 0, tree.feature).astype(np.int16))
        parts["left"].append(np.where(leaf, own, tree.children_left).astype(np.int32) + offset)
        parts["right"].append(np.where(leaf, own, tree.children_right).astype(np.int32) + offset)
        parts["threshold"].append(tree.threshold.astype(np.float32))
        parts["value"].append(share.astype(np.float16))
        offset += tree.node_count
    packed = {key: np.concatenate(value) for key, value in parts.items()}
    packed["roots"] = np.array(roots, dtype=np.int32)
    return packed


def train_words(
    names: tuple[str, ...],
    examples: Sequence[Example],
    rounds: Sequence[Sequence[dict[str, float]]],
    use: NDArray[np.bool_],
    seed: int = SEED,
) -> Head:
    """Train the head for changed words on the examples that `use` marks."""
    head = Head(names, seed=seed)
    chosen = use & np.array([example.dataset == "edits" for example in examples])
    false = np.array([1 - example.label for example in examples])[chosen]
    rows = [head.matrix([m for m, c in zip(r, chosen, strict=True) if c]) for r in rounds]
    return head.fit(
        np.concatenate(rows), np.tile(false, len(rows)), np.ones(len(false) * len(rows))
    )


def train_joins(
    names: tuple[str, ...],
    examples: Sequence[Example],
    measured: Sequence[dict[str, float]],
    use: NDArray[np.bool_],
    seed: int = SEED,
) -> Head:
    """Train the head for badly joined copies on the examples that `use` marks.

    Only texts that add no word are taken, QAGS' own sentences aside: others are the other
    head's.
    """
    head = Head(names, seed=seed)
    added: dict[str, float] = {}
    for example, values in zip(examples, measured, strict=True):
        added[example.text_id] = added.get(example.text_id, 0.0) + added_words(values)
    chosen = use & np.array(
        [
            example.dataset == "cnndm"
            or (example.dataset == "rated" and added[example.text_id] == 0)
            for example in examples
        ]
    )
    weights = np.array([example.weight for example in examples])[chosen]
    false = np.array([1 - example.label for example in examples])[chosen]
    rows = head.matrix([m for m, c in zip(measured, chosen, strict=True) if c])
    return head.fit(rows, false, weights)


def train_swaps(
    names: tuple[str, ...], swaps: Sequence[SwapRow], use: NDArray[np.bool_], seed: int = SEED
) -> Head:
    """Train the head for single words on those of the examples that `use` marks."""
    chosen = [row for row in swaps if use[row.example]]
    head = Head(names, SWAP_TREES, SWAP_LEAF, seed=seed)
    return head.fit(
        head.matrix([row.features for row in chosen]),
        np.array([row.false for row in chosen]),
        np.array([row.weight for row in chosen]),
    )


def worst_words(head: Head, swaps: Sequence[SwapRow], turn: int, count: int) -> NDArray[np.float64]:
    """Return (count,) the doubt of each example's worst word in a round; 0 without any."""
    worst = np.zeros(count)
    chosen = [row for row in swaps if row.round == turn]
    if chosen:
        doubts = head.doubts(head.matrix([row.features for row in chosen]))
        np.maximum.at(worst, [row.example for row in chosen], doubts)
    return worst
