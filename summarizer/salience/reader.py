"""What a sentence is worth in the light of all others: a small transformer over an article.

The networks of `Council` see a sentence's features alone. A reader sees those and the encoder's
vectors of all sentences at once: one block of attention (after Vaswani et al., "Attention is all
you need", 2017, with the norms first), on frozen vectors as in Liu and Lapata, "Text
summarization with pretrained encoders" (2019). Trained in torch, run here in numpy.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
HEADS = 4
VECTOR_SCALE = 5.0
"""Parts of a vector of length 1 are small beside features by standard score."""
WINDOW = 128
"""Sentences that are read at once; longer texts part after part, so that cost grows with them."""


@dataclass(frozen=True, slots=True)
class Readers:
    """Networks of one shape; what they add to the scores of the council.

    Attributes (m networks, f features, e the encoder's axes, d inner axes):
        features, vectors, bias: (m, f, d), (m, e, d) and (m, d): a sentence's row.
        norms: (m, 3, 2, d), scale and shift of the norm of the row, before attention, before
            the inner layer.
        asks, asks_bias: (m, d, 3d) and (m, 3d): queries, keys and values.
        joins, joins_bias: (m, d, d) and (m, d): from the heads to the row.
        widens, widens_bias, narrows, narrows_bias: (m, d, 2d), (m, 2d), (m, 2d, d), (m, d).
        tells: (m, d): from the row to the score.
    """

    features: Matrix
    vectors: Matrix
    bias: Matrix
    norms: Matrix
    asks: Matrix
    asks_bias: Matrix
    joins: Matrix
    joins_bias: Matrix
    widens: Matrix
    widens_bias: Matrix
    narrows: Matrix
    narrows_bias: Matrix
    tells: Matrix

    def __call__(self, features: Matrix, vectors: Matrix) -> Matrix:
        """Return (n,) float32, the sum over the networks.

        Args:
            features: (n, f) by standard score.
            vectors: (n, e); with an encoder of another size nothing is added.
        """
        if vectors.shape[1] != self.vectors.shape[1]:
            return np.zeros(len(features), np.float32)
        parts = [
            self._read(features[at : at + WINDOW], vectors[at : at + WINDOW])
            for at in range(0, len(features), WINDOW)
        ]
        return np.concatenate(parts) if parts else np.zeros(0, np.float32)

    def _read(self, features: Matrix, vectors: Matrix) -> Matrix:
        # All networks at once, (m, n, d): half the calls of one after the other.
        row = np.maximum(features @ self.features + self.bias[:, None], 0)
        row = _norm(row + VECTOR_SCALE * vectors @ self.vectors, self.norms[:, 0])
        row = row + self._attend(_norm(row, self.norms[:, 1]))
        wide = _norm(row, self.norms[:, 2]) @ self.widens + self.widens_bias[:, None]
        row = row + np.maximum(wide, 0) @ self.narrows + self.narrows_bias[:, None]
        out = np.zeros(len(features), np.float32)
        for one, tells in zip(row, self.tells, strict=True):
            out += one @ tells
        return out

    def _attend(self, row: Matrix) -> Matrix:
        """What each sentence takes over from the others: (m, n, d)."""
        networks, count, width = row.shape
        size = width // HEADS
        asked = (row @ self.asks + self.asks_bias[:, None]).reshape(networks, count, 3, HEADS, size)
        query, key, value = asked.transpose(2, 0, 3, 1, 4)
        near = query @ key.transpose(0, 1, 3, 2) / np.float32(np.sqrt(size))
        near = np.exp(near - np.maximum.reduce(near, -1, keepdims=True))
        near /= np.add.reduce(near, -1, keepdims=True)
        taken = (near @ value).transpose(0, 2, 1, 3).reshape(networks, count, width)
        return np.asarray(taken @ self.joins + self.joins_bias[:, None], np.float32)


def _norm(row: Matrix, norm: Matrix) -> Matrix:
    """Each of (m, n, d) rows at mean 0 and spread 1, then scaled and shifted by (m, 2, d)."""
    width = np.float32(row.shape[-1])  # what `mean` does, without its questions
    centred = row - np.add.reduce(row, -1, keepdims=True) / width
    spread = np.add.reduce(centred * centred, -1, keepdims=True) / width
    spread = np.sqrt(spread + np.float32(1e-5))
    return np.asarray(centred / spread * norm[:, :1] + norm[:, 1:], np.float32)


PARTS = (
    "features", "vectors", "bias", "norms", "asks", "asks_bias", "joins", "joins_bias",
    "widens", "widens_bias", "narrows", "narrows_bias", "tells",
)  # fmt: skip
"""The arrays of `Readers` as they are stored, in its order."""
