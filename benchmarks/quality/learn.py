"""How the salience weights are learned; see docs/models/salience.md.

One article: a small network scores sentences; the chance of a set of three grows with
the sum of its scores, and training raises the expected ROUGE of sets so drawn (minimum
risk). Rewards are half the reference's, half those of published systems' outputs: a
second opinion on what matters, which steadies the learning from one short reference.

Several articles: least squares for the share of a sentence's words that the reference
uses; logistic regression for which words and word pairs it uses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import Any

import numpy as np
from corpus import Item, rouge_tokens
from numpy.typing import NDArray

from summarizer.salience.concepts import measure_concepts
from summarizer.salience.features import Material, lay_out, measure
from summarizer.salience.model import CLIP, Kinds, with_kind, with_places
from summarizer.salience.terms import tokens

Arrays = dict[str, NDArray[np.float32]]

TEACHERS = {
    "cnndm": ("brio", "pegasus"),
    "train_cnndm": ("simcls",),
    "summeval": ("M22", "M23", "M17", "M20"),
    "newsroom": ("pegasus",),
}
MEMBERS = 5
HIDDEN = 32
EPOCHS = 25
BATCH = 32
RATE = 2e-3
DROP = 0.3
KINDS = 16
"""Numbers that tell the kind of an article: with them Newsroom loses 0.1 instead of 0.4."""


@dataclass(slots=True)
class Example:
    """Features of an item, and rewards of sets of its sentences."""

    features: NDArray[np.float32]
    kind: NDArray[np.float32]
    pool: NDArray[np.int64]
    sets: NDArray[np.int64]
    reward: NDArray[np.float32]


def material_of(item: Item) -> Material:
    texts = [[a.text_of(i) for i in range(len(a.sentences))] for a in item.articles]
    return lay_out(texts, [a.vectors for a in item.articles])


def set_rewards(
    rows: Sequence[Sequence[str]], sets: NDArray[np.int64], references: Sequence[Sequence[str]]
) -> NDArray[np.float32]:
    """ROUGE-1 plus ROUGE-2 F of each set of rows, mean over the references."""
    out = np.zeros(len(sets), np.float32)
    for reference in references:
        for n in (1, 2):
            wanted = Counter(_grams(reference, n))
            number = {gram: i for i, gram in enumerate(wanted)}
            most = np.array(list(wanted.values()), np.float32)
            table = np.zeros((len(rows), len(number)), np.float32)
            for r, row in enumerate(rows):
                for gram in _grams(row, n):
                    if gram in number:
                        table[r, number[gram]] += 1
            sizes = np.array([max(len(row) - n + 1, 0) for row in rows])
            hits = np.minimum(table[sets].sum(1), most).sum(1) if number else 0.0
            out += 2 * hits / np.maximum(sizes[sets].sum(1) + most.sum(), 1) / len(references)
    return out


def _grams(row: Sequence[str], n: int) -> list[Any]:
    return list(row) if n == 1 else list(pairwise(row))


def make_example(item: Item, seed: int) -> Example | None:
    """Return the item's features and the rewards of sets of three from a pool of sentences."""
    material = material_of(item)
    count = len(material.texts)
    if count < 4:
        return None
    rows = [rouge_tokens(text) for text in material.texts]
    references = [rouge_tokens(text) for text in item.references]
    names = TEACHERS.get(item.dataset, tuple(item.systems) if item.dataset == "writers" else ())
    teachers = [rouge_tokens(item.systems[name]) for name in names if name in item.systems]
    alone = np.arange(count)[:, None]
    each = set_rewards(rows, alone, [*references[:3], *teachers])
    pool = set(range(min(8, count))) | set(np.argsort(-each, kind="stable")[:6].tolist())
    rest = [i for i in range(count) if i not in pool]
    rng = np.random.default_rng(seed)
    pool |= set(rng.permutation(rest)[:3].tolist())
    chosen = np.array(sorted(pool))
    sets = np.array(list(combinations(range(len(chosen)), 3)))
    picked = [rows[i] for i in chosen]
    reward = set_rewards(picked, sets, references)
    if teachers:
        reward = (reward + set_rewards(picked, sets, teachers)) / 2
    kind = material.vectors.mean(0)
    return Example(with_places(measure(material)), kind, chosen, sets, reward)


def train_council(examples: Sequence[Example], members: int = MEMBERS) -> Arrays:
    """Return the weights of the scorer of single articles."""
    import torch

    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    kinds = fit_kinds(np.stack([example.kind for example in examples]))
    examples = [replace(e, features=with_kind(e.features, e.kind[None], kinds)) for e in examples]
    table = np.concatenate([example.features for example in examples])
    mean, spread = table.mean(0), table.std(0) + 1e-6
    nets = [_train_member(torch, examples, mean, spread, seed) for seed in range(members)]
    stacked = {key: np.stack([net[key] for net in nets]) for key in nets[0]}
    return {
        "kinds.mean": kinds.mean,
        "kinds.axes": kinds.axes,
        "single.mean": mean,
        "single.spread": spread,
        **{f"single.{key}": value for key, value in stacked.items()},
    }


def fit_kinds(means: NDArray[np.float32]) -> Kinds:
    """Return the main axes of the articles' mean vectors, each with its sign made certain."""
    mean = means.mean(0)
    _, _, rows = np.linalg.svd(means - mean, full_matrices=False)
    axes = rows[:KINDS].T
    axes = axes * np.sign(axes[np.abs(axes).argmax(0), np.arange(KINDS)])
    return Kinds(np.asarray(mean, np.float32), np.asarray(axes, np.float32))


def _train_member(
    torch: Any, examples: Sequence[Example], mean: Any, spread: Any, seed: int
) -> Arrays:
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    width = len(mean)
    inner = torch.nn.Linear(width, HIDDEN)
    outer = torch.nn.Linear(HIDDEN, 1, bias=False)
    direct = torch.nn.Linear(width, 1, bias=False)
    torch.nn.init.zeros_(direct.weight)
    drop = torch.nn.Dropout(DROP)
    every = [*inner.parameters(), *outer.parameters(), *direct.parameters()]
    optimizer = torch.optim.AdamW(every, lr=RATE, weight_decay=1e-2)
    batches = -(-len(examples) // BATCH)
    plan = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=EPOCHS * batches + 1)
    for epoch in range(EPOCHS):
        if epoch % 5 == 0:
            order = rng.permutation(len(examples))
            packs = [
                _pack(torch, [examples[i] for i in order[a : a + BATCH]], mean, spread)
                for a in range(0, len(order), BATCH)
            ]
        for number in rng.permutation(len(packs)):
            x, member, reward, real = packs[number]
            score = outer(drop(torch.relu(inner(drop(x))))) + direct(drop(x))
            total = torch.bmm(member, score).squeeze(-1).masked_fill(~real, -1e9)
            loss = -(torch.softmax(total, 1) * reward).sum(1).mean() * 10
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            plan.step()
    return {
        "inner": inner.weight.detach().numpy().T.copy(),
        "inner_bias": inner.bias.detach().numpy().copy(),
        "outer": outer.weight.detach().numpy()[0].copy(),
        "direct": direct.weight.detach().numpy()[0].copy(),
    }


def _pack(torch: Any, batch: Sequence[Example], mean: Any, spread: Any) -> tuple[Any, ...]:
    most, sets = max(len(e.pool) for e in batch), max(len(e.sets) for e in batch)
    x = np.zeros((len(batch), most, len(mean)), np.float32)
    member = np.zeros((len(batch), sets, most), np.float32)
    reward = np.zeros((len(batch), sets), np.float32)
    real = np.zeros((len(batch), sets), bool)
    for b, e in enumerate(batch):
        x[b, : len(e.pool)] = np.clip((e.features[e.pool] - mean) / spread, -CLIP, CLIP)
        for column in range(e.sets.shape[1]):
            member[b, np.arange(len(e.sets)), e.sets[:, column]] = 1
        reward[b, : len(e.sets)] = e.reward
        real[b, : len(e.sets)] = True
    return tuple(torch.from_numpy(array) for array in (x, member, reward, real))


@dataclass(slots=True)
class Cluster:
    """Features and targets of an item of several articles."""

    features: NDArray[np.float32]
    share: NDArray[np.float32]
    words: NDArray[np.float32]
    word_used: NDArray[np.bool_]
    pairs: NDArray[np.float32]
    pair_used: NDArray[np.bool_]


def make_cluster(item: Item) -> Cluster:
    material = material_of(item)
    reference = Counter(rouge_tokens(item.references[0]))
    share = []
    for text in material.texts:
        row = rouge_tokens(text)
        hits = sum((Counter(row) & reference).values())
        share.append(hits / max(len(row), 1))
    ours = tokens(item.references[0])
    used, used_pairs = set(ours), set(pairwise(ours))
    word, pair = measure_concepts(material)
    names = material.terms.vocabulary
    return Cluster(
        with_places(measure(material)),
        np.array(share, np.float32),
        word,
        np.array([name in used for name in names]),
        pair,
        np.array([(names[a], names[b]) in used_pairs for a, b in material.terms.pair_words]),
    )


def train_several(clusters: Sequence[Cluster]) -> Arrays:
    """Return the weights for several articles: sentences, words and pairs."""
    from sklearn.linear_model import LogisticRegression, Ridge

    x = np.concatenate([c.features for c in clusters])
    y = np.concatenate([c.share for c in clusters])
    weight = np.concatenate([np.full(len(c.share), 1 / len(c.share)) for c in clusters])
    mean, spread = x.mean(0), x.std(0) + 1e-6
    ridge = Ridge(alpha=3).fit(np.clip((x - mean) / spread, -CLIP, CLIP), y, sample_weight=weight)
    out = _linear("several", mean, spread, ridge.coef_, ridge.intercept_)
    for name, field, used in (("words", "words", "word_used"), ("pairs", "pairs", "pair_used")):
        x = np.concatenate([getattr(c, field) for c in clusters])
        y = np.concatenate([getattr(c, used) for c in clusters])
        mean, spread = x.mean(0), x.std(0) + 1e-6
        fit = LogisticRegression(C=0.1, max_iter=300)
        fit.fit(np.clip((x - mean) / spread, -CLIP, CLIP), y)
        out |= _linear(name, mean, spread, fit.coef_[0], fit.intercept_[0])
    return out


def _linear(name: str, mean: Any, spread: Any, weight: Any, bias: Any) -> Arrays:
    parts = {"mean": mean, "spread": spread, "weight": weight, "bias": bias}
    return {f"{name}.{key}": np.asarray(value, np.float32) for key, value in parts.items()}
