"""The trained weights, and what they make of features. See docs/models/salience.md."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from io import BytesIO

import numpy as np

from summarizer.salience.features import NAMES, Matrix, mean_row
from summarizer.salience.reader import PARTS, Readers

WEIGHTS = "salience.npz"
CLIP = 5.0
"""Standard deviations beyond which a feature says no more: texts unlike all those learned from."""
NETWORK = ("inner", "inner_bias", "outer", "direct")
"""What is learned of a `Council`, as it is stored, in its order."""
OPENING = 6
"""Places at the start of an article that have a weight of their own."""


def _standard(features: Matrix, mean: Matrix, spread: Matrix) -> Matrix:
    """Standard scores, cut off: `numpy.clip` asks more questions than these rows take."""
    score = (features - mean) / spread
    return np.asarray(np.maximum(np.minimum(score, CLIP), -CLIP), np.float32)


@dataclass(frozen=True, slots=True)
class Linear:
    """Features by standard score and a weight each."""

    mean: Matrix
    spread: Matrix
    weight: Matrix
    bias: Matrix

    def __call__(self, features: Matrix) -> Matrix:
        """Return (n,) or (n, outputs) float32."""
        score = _standard(features, self.mean, self.spread)
        return np.asarray(score @ self.weight + self.bias, np.float32)


@dataclass(frozen=True, slots=True)
class Kinds:
    """What kind of article it is, as few numbers: its mean vector along the main axes.

    Attributes:
        mean: (d,) mean over the articles learned from.
        axes: (d, k) their principal axes.
    """

    mean: Matrix
    axes: Matrix

    def __call__(self, vectors: Matrix) -> Matrix:
        """Return (k,) float32; zeros where another encoder's vectors have another size."""
        if vectors.shape[1] != len(self.mean):
            return np.zeros(self.axes.shape[1], np.float32)
        return np.asarray((mean_row(vectors) - self.mean) @ self.axes, np.float32)


@dataclass(frozen=True, slots=True)
class Council:
    """Small networks of one hidden layer, with a direct way past it; their mean speaks.

    Attributes:
        mean, spread: (f,) of the features.
        inner, inner_bias: (members, f, h) and (members, h).
        outer, direct: (members, h) and (members, f).
    """

    mean: Matrix
    spread: Matrix
    inner: Matrix
    inner_bias: Matrix
    outer: Matrix
    direct: Matrix

    def standard(self, features: Matrix) -> Matrix:
        """Return the features by standard score."""
        return _standard(features, self.mean, self.spread)

    def __call__(self, features: Matrix) -> Matrix:
        """Return (n,) float32."""
        return self.heard(self.standard(features))

    def heard(self, score: Matrix) -> Matrix:
        """Return (n,) float32 of features by standard score."""
        hidden = np.maximum(score @ self.inner + self.inner_bias[:, None, :], 0)
        out = np.einsum("mnh,mh->n", hidden, self.outer) + score @ self.direct.sum(0)
        return np.asarray(out / len(self.outer), np.float32)


@dataclass(frozen=True, slots=True)
class Weights:
    """All trained parts.

    Attributes:
        kinds: further columns for `single`: what kind of article it is.
        used: chances of words of one article, before the logistic function.
        single: sentences of one article.
        lead: whether an article is of a kind whose first sentence is its summary, before the
            logistic function.
        sets: what a set of its sentences is worth besides the sum of theirs.
        several: sentences of several articles: the share of words that a summary uses.
        words, pairs: chances of terms of several articles, before the logistic function.
        plans: what a plan for a number of words of one article is worth; None where it has
            not been learned.
        readers: the last networks of `single` read the whole article too; None for no such.
        few: the same weights with networks, and a worth of sets, that were taught for budgets
            in sentences; None where none were.
    """

    kinds: Kinds
    used: Linear
    single: Council
    lead: Linear
    sets: Linear
    several: Linear
    words: Linear
    pairs: Linear
    plans: Linear | None = None
    readers: Readers | None = None
    few: Weights | None = None

    def score(self, features: Matrix, vectors: Matrix) -> Matrix:
        """Return (n,) float32, the salience of the sentences of one article."""
        standard = self.single.standard(features)
        score = self.single.heard(standard)
        if self.readers is None:
            return score
        added = self.readers(standard, vectors)
        return np.asarray(score + added / len(self.single.outer), np.float32)


def with_places(features: Matrix) -> Matrix:
    """Return `features` with a column for each of the first places, and the place's logarithm."""
    place = features[:, NAMES.index("index")]
    marks = place[:, None] == np.arange(OPENING)[None]
    return np.concatenate([features, marks, np.log1p(place)[:, None]], 1).astype(np.float32)


def with_kind(features: Matrix, vectors: Matrix, kinds: Kinds) -> Matrix:
    """Return `features` of one article with the columns of its kind."""
    of_its_kind = kinds(vectors)
    every = np.broadcast_to(of_its_kind, (len(features), len(of_its_kind)))
    return np.concatenate([features, every], 1)


def article_row(rows: Matrix) -> Matrix:
    """Return (2f,) float32: the features of an article's first sentence, and their means."""
    return np.concatenate([rows[0], mean_row(rows)]).astype(np.float32)


def chance(score: Matrix) -> Matrix:
    """The logistic function."""
    return np.asarray(1 / (1 + np.exp(-np.maximum(np.minimum(score, 30), -30))), np.float32)


@cache
def load_weights() -> Weights:
    """Return the packaged weights, read once."""
    data = resources.files("summarizer.data").joinpath(WEIGHTS).read_bytes()
    with np.load(BytesIO(data)) as table:
        part = {name: table[name].astype(np.float32) for name in table.files}
    return read_weights(part)


def read_weights(part: dict[str, Matrix]) -> Weights:
    """Return weights from their arrays by name ("words.mean")."""
    linear = ("mean", "spread", "weight", "bias")
    weights = Weights(
        Kinds(
            part.get("kinds.mean", np.zeros(1, np.float32)),
            part.get("kinds.axes", np.zeros((1, 0), np.float32)),
        ),
        Linear(*(part[f"used.{name}"] for name in linear)),
        Council(
            part["single.mean"],
            part["single.spread"],
            *(part[f"single.{name}"] for name in NETWORK),
        ),
        Linear(*(part[f"lead.{name}"] for name in linear)),
        Linear(*(part[f"sets.{name}"] for name in linear)),
        Linear(*(part[f"several.{name}"] for name in linear)),
        Linear(*(part[f"words.{name}"] for name in linear)),
        Linear(*(part[f"pairs.{name}"] for name in linear)),
        Linear(*(part[f"plans.{name}"] for name in linear)) if "plans.weight" in part else None,
        _readers(part, "reader."),
    )
    return replace(weights, few=_few(part, weights)) if "few.sets" in part else weights


def _readers(part: dict[str, Matrix], prefix: str) -> Readers | None:
    if f"{prefix}tells" not in part:
        return None
    return Readers(*(part[prefix + name] for name in PARTS))


def _few(part: dict[str, Matrix], weights: Weights) -> Weights:
    """The weights for budgets in sentences: the features of `single`, networks of their own."""
    single, sets = weights.single, weights.sets
    networks = (part[f"few.{name}"] for name in NETWORK)
    return replace(
        weights,
        single=Council(single.mean, single.spread, *networks),
        sets=Linear(sets.mean, sets.spread, part["few.sets"], sets.bias),
        readers=_readers(part, "few.reader."),
    )
