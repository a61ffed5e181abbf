"""How the readers are learned: `summarizer/salience/reader.py` in torch; see learn.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from summarizer.salience.reader import HEADS, VECTOR_SCALE
from summarizer.salience.sets import NONE

WIDTH = 32
HIDDEN = 32
EPOCHS = 12
BATCH = 32
RATE = 3e-3
DECAY = 2e-2
DROP, DROP_INSIDE = 0.3, 0.2
MOST = 70
"""Sentences of an article that are read while learning; few have more."""
PACKED_ANEW = 6
"""Epochs after which other articles share a batch."""


@dataclass(slots=True)
class Lesson:
    """One article, ready to be learned from.

    Attributes:
        features: (n, f) by standard score.
        vectors: (n, e).
        pool: rows that the sets draw from.
        sets: (s, 3) places in `pool`.
        measured: (s, g) features of the sets by standard score.
        goal: (s,) the chance that each set shall have.
    """

    features: NDArray[np.float32]
    vectors: NDArray[np.float32]
    pool: NDArray[np.int64]
    sets: NDArray[np.int64]
    measured: NDArray[np.float32]
    goal: NDArray[np.float32]


class Reader(nn.Module):
    """A network of the council, and a block of attention that adds to its score."""

    def __init__(self, features: int, vectors: int, sets: int) -> None:
        super().__init__()
        self.inner = nn.Linear(features, HIDDEN)
        self.outer = nn.Linear(HIDDEN, 1, bias=False)
        self.direct = nn.Linear(features, 1, bias=False)
        self.whole = nn.Linear(sets, 1, bias=False)
        self.features = nn.Linear(features, WIDTH)
        self.vectors = nn.Linear(vectors, WIDTH, bias=False)
        self.norm = nn.LayerNorm(WIDTH)
        self.block = nn.TransformerEncoderLayer(
            WIDTH, HEADS, 2 * WIDTH, DROP_INSIDE, batch_first=True, norm_first=True
        )
        self.tells = nn.Linear(WIDTH, 1, bias=False)
        for layer in (self.direct, self.whole, self.tells):
            nn.init.zeros_(layer.weight)
        self.drop, self.drop_inside = nn.Dropout(DROP), nn.Dropout(DROP_INSIDE)

    def forward(self, x: Any, vectors: Any, empty: Any) -> Any:
        """Return (articles, n): the scores of sentences; `empty` marks the filled-up rows."""
        alone = self.outer(self.drop(torch.relu(self.inner(self.drop(x)))))
        alone = (alone + self.direct(self.drop(x))).squeeze(-1)
        row = torch.relu(self.features(self.drop(x)))
        row = self.norm(row + VECTOR_SCALE * self.vectors(self.drop(vectors)))
        row = self.block(row, src_key_padding_mask=empty)
        return alone + self.tells(self.drop_inside(row)).squeeze(-1)


def train_reader(lessons: Sequence[Lesson], seed: int) -> dict[str, NDArray[np.float32]]:
    """Return the arrays of one network: the council's, and those of `Readers` as "reader.…"."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    first = lessons[0]
    net = Reader(first.features.shape[1], first.vectors.shape[1], first.measured.shape[1])
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * -(-len(lessons) // BATCH)
    plan = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps + 1)
    sizes = np.array([len(lesson.features) for lesson in lessons])
    packs: list[tuple[Any, ...]] = []
    for epoch in range(EPOCHS):
        if epoch % PACKED_ANEW == 0:
            # Articles of about one length share a batch: less is filled up.
            order = np.argsort(sizes + 15 * rng.random(len(sizes)), kind="stable")
            packs = [
                _pack([lessons[i] for i in order[a : a + BATCH]])
                for a in range(0, len(order), BATCH)
            ]
        for number in rng.permutation(len(packs)):
            loss = _loss(net, *packs[number])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            plan.step()
    return _arrays(net)


def _loss(
    net: Reader, x: Any, vectors: Any, empty: Any, sets: Any, measured: Any, goal: Any, real: Any
) -> Any:
    score = net(x, vectors, empty)
    # The last column stands for "none" in sets of two: it must count for nothing.
    score = score * (torch.arange(score.shape[1]) < score.shape[1] - 1)
    picked = torch.gather(score, 1, sets.flatten(1)).reshape(sets.shape)
    total = picked.sum(-1) + net.whole(measured).squeeze(-1)
    chances = torch.log_softmax(total.masked_fill(~real, -1e9), 1).masked_fill(~real, 0)
    return -(chances * goal).sum(1).mean()


def _pack(lessons: Sequence[Lesson]) -> tuple[Any, ...]:
    """One batch, filled up to the longest article and the most sets."""
    last = max(max(min(len(o.features), MOST), int(o.pool.max()) + 1) for o in lessons)
    count = max(len(o.sets) for o in lessons)
    shape = (len(lessons), last + 1)
    x = np.zeros((*shape, lessons[0].features.shape[1]), np.float32)
    vectors = np.zeros((*shape, lessons[0].vectors.shape[1]), np.float32)
    empty = np.ones(shape, bool)
    sets = np.full((len(lessons), count, 3), last)
    measured = np.zeros((len(lessons), count, lessons[0].measured.shape[1]), np.float32)
    goal = np.zeros((len(lessons), count), np.float32)
    real = np.zeros((len(lessons), count), bool)
    for b, lesson in enumerate(lessons):
        n, s = min(len(lesson.features), last), len(lesson.sets)
        x[b, :n], vectors[b, :n], empty[b, :n] = lesson.features[:n], lesson.vectors[:n], False
        sets[b, :s] = np.where(lesson.sets == NONE, last, lesson.pool[lesson.sets])
        measured[b, :s], goal[b, :s], real[b, :s] = lesson.measured, lesson.goal, True
    return tuple(map(torch.from_numpy, (x, vectors, empty, sets, measured, goal, real)))


def _arrays(net: Reader) -> dict[str, NDArray[np.float32]]:
    block = net.block
    attention = block.self_attn
    norms = [torch.stack([n.weight, n.bias]) for n in (net.norm, block.norm1, block.norm2)]
    found = {
        "inner": net.inner.weight.T,
        "inner_bias": net.inner.bias,
        "outer": net.outer.weight[0],
        "direct": net.direct.weight[0],
        "sets": net.whole.weight[0],
        "reader.features": net.features.weight.T,
        "reader.vectors": net.vectors.weight.T,
        "reader.bias": net.features.bias,
        "reader.norms": torch.stack(norms),
        "reader.asks": attention.in_proj_weight.T,
        "reader.asks_bias": attention.in_proj_bias,
        "reader.joins": attention.out_proj.weight.T,
        "reader.joins_bias": attention.out_proj.bias,
        "reader.widens": block.linear1.weight.T,
        "reader.widens_bias": block.linear1.bias,
        "reader.narrows": block.linear2.weight.T,
        "reader.narrows_bias": block.linear2.bias,
        "reader.tells": net.tells.weight[0],
    }
    return {name: array.detach().numpy().copy() for name, array in found.items()}
