"""How the salience weights are learned; see docs/models/salience.md.

One article: small networks score sentences, some of which read the whole article at once
(reader.py), and a set of two or three is worth the sum of its scores and what its own features
add (length, coverage, likeness). Training fits the
chances that this worth gives to the sets of a pool to those that their ROUGE gives
(listwise, after Cao et al., "Learning to Rank", 2007). Rewards are half the reference's,
half those of published systems' outputs: a second opinion on what matters, which steadies
the learning from one short reference. Before that, logistic regression tells which words
the reference uses.

Several articles: least squares for the share of a sentence's words that the reference
uses; logistic regression for which words and word pairs it uses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from corpus import Item, rouge_tokens
from numpy.typing import NDArray
from reader import Lesson, train_reader

from summarizer.domain import squeeze
from summarizer.lengths import count_words
from summarizer.salience.concepts import measure_concepts, measure_words
from summarizer.salience.features import Material, lay_out, measure
from summarizer.salience.model import (
    CLIP,
    NETWORK,
    Kinds,
    Linear,
    Weights,
    article_row,
    chance,
    read_weights,
    with_kind,
    with_places,
)
from summarizer.salience.own import measure_own
from summarizer.salience.reader import PARTS
from summarizer.salience.score import score_alone
from summarizer.salience.sets import NONE, measure_sets, sets_of, wording_chances
from summarizer.salience.terms import tokens
from summarizer.summary.candidates import Candidate
from summarizer.summary.start import from_start

Arrays = dict[str, NDArray[np.float32]]
OUTPUT = Path(__file__).parents[2] / "summarizer" / "data" / "salience.npz"

TEACHERS = {
    "cnndm": ("brio", "pegasus"),
    "train_cnndm": ("simcls",),
    "summeval": ("M22", "M23", "M17", "M20"),
    "newsroom": ("pegasus",),
}
LEADS = ("newsroom", "newsroom_human")
"""Data whose references, written by the outlets, repeat the lead more often than not."""
MEMBERS, READERS = 4, 2
"""Networks that see one sentence at a time, and that read the whole article."""
HIDDEN = 32
EPOCHS = 25
BATCH = 32
RATE = 2e-3
DROP = 0.3
KINDS = 16
"""Numbers that tell the kind of an article: where outlets write the news into the lead."""
SHARPNESS = 6.0
"""Chances of sets grow with exp(6 x (ROUGE-1 + ROUGE-2)). At 12 Newsroom loses 0.6 to 1."""
POOL_FIRST, POOL_BEST, POOL_OTHERS = 8, 5, 2
"""Sentences whose sets are learned from: the first, the best by reference, and any."""
FEW_OTHERS = 7
"""Any sentences beside the first ones, where the reference is not asked: `make_example`."""
SHRINK_SHARES, TRUST_TERMS = 30.0, 0.005
"""Of several articles: ridge for the shares of sentences, and the inverse of it for the chances of
terms. Chosen by squared error and log loss on clusters left out."""


@dataclass(slots=True)
class Example:
    """An item, and rewards of sets of its sentences.

    Attributes:
        leads: its outlets' own summaries are mostly the first sentence.
        material: the article.
        features: of all rows.
        used: per word whether the references use it, from 0 to 1.
        pool: the rows that the sets draw from.
        words: of each of them as it is shown.
        sets: places in `pool`.
        reward: per set.
    """

    leads: bool
    material: Material
    features: NDArray[np.float32]
    word_features: NDArray[np.float32]
    used: NDArray[np.float32]
    pool: NDArray[np.int64]
    words: NDArray[np.float32]
    sets: NDArray[np.int64]
    reward: NDArray[np.float32]


def material_of(item: Item) -> Material:
    articles = from_start(item.articles)
    texts = [[a.text_of(i) for i in range(len(a.sentences))] for a in articles]
    return lay_out(texts, [a.vectors for a in articles])


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
            table = np.zeros((len(rows) + 1, len(number)), np.float32)
            for r, row in enumerate(rows):
                for gram in _grams(row, n):
                    if gram in number:
                        table[r, number[gram]] += 1
            sizes = np.array([*(max(len(row) - n + 1, 0) for row in rows), 0])
            hits = np.minimum(table[sets].sum(1), most).sum(1) if number else 0.0
            out += 2 * hits / np.maximum(sizes[sets].sum(1) + most.sum(), 1) / len(references)
    return out


def _grams(row: Sequence[str], n: int) -> list[Any]:
    return list(row) if n == 1 else list(pairwise(row))


def make_example(item: Item, seed: int, *, blind: bool = False) -> Example | None:
    """Return the item's features and the rewards of sets from a pool of its sentences.

    Args:
        item: one article.
        seed: of the draw of its pool.
        blind: no sentence is in the pool for its own reward. Where those are, what lies low in
            the pools is mostly good, and more articles teach to leave the lead.
    """
    material = material_of(item)
    made = (Candidate(0, 0, squeeze(text), dated=True) for text in material.texts)
    shown = [candidate.full if candidate.usable else "" for candidate in made]
    usable = [r for r, text in enumerate(shown) if text]
    if len(usable) < 4:
        return None
    rows = [rouge_tokens(text) for text in shown]
    references = [rouge_tokens(text) for text in item.references]
    names = TEACHERS.get(item.dataset, tuple(item.systems) if item.dataset == "writers" else ())
    teachers = [rouge_tokens(item.systems[name]) for name in names if name in item.systems]
    pool, others = set(usable[:POOL_FIRST]), FEW_OTHERS
    if not blind:
        each = set_rewards(rows, np.arange(len(rows))[:, None], [*references[:3], *teachers])
        best = [int(r) for r in np.argsort(-each, kind="stable") if shown[int(r)]]
        pool, others = pool.union(best[:POOL_BEST]), POOL_OTHERS
    rest = [r for r in usable if r not in pool]
    rng = np.random.default_rng(seed)
    pool |= {int(r) for r in rng.permutation(rest)[:others]}
    chosen = np.array(sorted(pool))
    sets = sets_of(len(chosen), (2, 3))
    picked = [rows[i] for i in chosen]
    reward = set_rewards(picked, sets, references)
    if teachers:
        reward = np.asarray((reward + set_rewards(picked, sets, teachers)) / 2, np.float32)
    stems = [set(tokens(text)) for text in item.references]
    used = [np.mean([word in of for of in stems]) for word in material.terms.vocabulary]
    return Example(
        item.dataset in LEADS,
        material,
        with_places(measure(material)),
        measure_words(material),
        np.array(used, np.float32),
        chosen,
        np.array([count_words(shown[r]) for r in chosen], np.float32),
        sets,
        reward,
    )


def blind_examples(items: Sequence[Item], first_seed: int = 0) -> list[Example]:
    """Return what the items teach the networks for budgets in sentences."""
    made = (make_example(item, first_seed + k, blind=True) for k, item in enumerate(items))
    return [example for example in made if example is not None]


def train_council(
    examples: Sequence[Example], members: int = MEMBERS, readers: int = READERS
) -> Arrays:
    """Return the weights of the scorer of single articles."""
    import torch

    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    means = [example.material.vectors.mean(0) for example in examples]
    kinds = fit_kinds(np.stack(means))
    used = train_used(examples)
    lots = [_prepare(example, kinds, used) for example in examples]
    table = np.concatenate([lot.every[e.pool] for e, lot in zip(examples, lots, strict=True)])
    mean, spread = table.mean(0), table.std(0) + 1e-6
    table = np.concatenate([lot.sets for lot in lots])
    set_mean, set_spread = table.mean(0), table.std(0) + 1e-6
    _standardize(lots, (mean, spread), (set_mean, set_spread))
    lead = train_lead(examples, kinds)
    nets = _train_nets(torch, examples, lots, members, readers)
    return {
        "kinds.mean": kinds.mean,
        "kinds.axes": kinds.axes,
        **linear("used", used.mean, used.spread, used.weight, used.bias),
        **linear("lead", lead.mean, lead.spread, lead.weight, lead.bias),
        "single.mean": mean,
        "single.spread": spread,
        **{f"single.{key}": nets[key] for key in NETWORK},
        **{key: value for key, value in nets.items() if key.startswith("reader.")},
        **linear("sets", set_mean, set_spread, nets["sets"], 0.0),
    }


def train_few(
    single: Arrays, examples: Sequence[Example], members: int = MEMBERS, readers: int = READERS
) -> Arrays:
    """Return the networks for budgets in sentences, as "few.…".

    Args:
        single: what `train_council` made: its linear parts and standard scores are theirs too.
        examples: what to learn from, with blind pools.
    """
    import torch

    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    known = read_weights(with_unknown(single))
    lots = [_prepare(example, known.kinds, known.used) for example in examples]
    council, sets = known.single, known.sets
    _standardize(lots, (council.mean, council.spread), (sets.mean, sets.spread))
    nets = _train_nets(torch, examples, lots, members, readers)
    return {f"few.{key}": value for key, value in nets.items()}


@dataclass(slots=True)
class _Lot:
    """Inputs of an example: of all its sentences, and of its sets."""

    every: NDArray[np.float32]
    sets: NDArray[np.float32]


def _standardize(
    lots: Sequence[_Lot],
    rows: tuple[NDArray[np.float32], NDArray[np.float32]],
    sets: tuple[NDArray[np.float32], NDArray[np.float32]],
) -> None:
    """Bring the inputs to standard scores by the mean and spread of each."""
    for lot in lots:
        lot.every = np.clip((lot.every - rows[0]) / rows[1], -CLIP, CLIP)
        lot.sets = np.clip((lot.sets - sets[0]) / sets[1], -CLIP, CLIP)


def _train_nets(
    torch: Any, examples: Sequence[Example], lots: Sequence[_Lot], members: int, readers: int
) -> Arrays:
    """Return the networks, stacked, and the mean of what they say of sets."""
    lessons = [_lesson(e, lot) for e, lot in zip(examples, lots, strict=True)]
    nets = [_train_member(torch, examples, lots, seed) for seed in range(members)]
    nets += [train_reader(lessons, seed) for seed in range(readers)]
    return {
        **{key: np.stack([net[key] for net in nets]) for key in NETWORK},
        **{
            f"reader.{key}": np.stack([net[f"reader.{key}"] for net in nets[members:]])
            for key in PARTS
            if readers
        },
        "sets": np.mean([net["sets"] for net in nets], 0),
    }


def _prepare(e: Example, kinds: Kinds, used: Linear) -> _Lot:
    likely = chance(used(e.word_features))
    rows = with_kind(e.features, e.material.vectors, kinds)
    rows = np.concatenate([rows, wording_chances(e.material, likely)], 1)
    sets = measure_sets(e.material, e.pool, e.sets, e.words, likely)
    return _Lot(rows, sets)


def _lesson(e: Example, lot: _Lot) -> Lesson:
    return Lesson(lot.every, e.material.vectors, e.pool, e.sets, lot.sets, _goal(e))


def _goal(e: Example) -> NDArray[np.float32]:
    """The chance that each set shall have."""
    chances = np.exp(SHARPNESS * (e.reward - e.reward.max()))
    return np.asarray(chances / chances.sum(), np.float32)


def train_lead(examples: Sequence[Example], kinds: Kinds) -> Linear:
    """Return which articles are of a kind whose first sentence is the summary."""
    from sklearn.linear_model import LogisticRegression

    rows = [article_row(with_kind(e.features, e.material.vectors, kinds)) for e in examples]
    x = np.stack(rows)
    mean, spread = x.mean(0), x.std(0) + 1e-6
    fit = LogisticRegression(C=0.01, max_iter=300)
    fit.fit(np.clip((x - mean) / spread, -CLIP, CLIP), [e.leads for e in examples])
    bias = np.asarray(fit.intercept_[0], np.float32)
    return Linear(mean, spread, np.asarray(fit.coef_[0], np.float32), bias)


def train_used(examples: Sequence[Example]) -> Linear:
    """Return which words of one article a reference uses: logistic regression."""
    from sklearn.linear_model import LogisticRegression

    x = np.concatenate([e.word_features for e in examples])
    share = np.concatenate([e.used for e in examples])
    mean, spread = x.mean(0), x.std(0) + 1e-6
    drawn = np.random.default_rng(0).random(len(share)) < share
    fit = LogisticRegression(C=0.1, max_iter=200)
    fit.fit(np.clip((x - mean) / spread, -CLIP, CLIP), drawn)
    bias = np.asarray(fit.intercept_[0], np.float32)
    return Linear(mean, spread, np.asarray(fit.coef_[0], np.float32), bias)


def fit_kinds(means: NDArray[np.float32]) -> Kinds:
    """Return the main axes of the articles' mean vectors, each with its sign made certain."""
    mean = means.mean(0)
    _, _, rows = np.linalg.svd(means - mean, full_matrices=False)
    axes = rows[:KINDS].T
    axes = axes * np.sign(axes[np.abs(axes).argmax(0), np.arange(KINDS)])
    return Kinds(np.asarray(mean, np.float32), np.asarray(axes, np.float32))


def _train_member(
    torch: Any, examples: Sequence[Example], lots: Sequence[_Lot], seed: int
) -> Arrays:
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    width = lots[0].every.shape[1]
    inner = torch.nn.Linear(width, HIDDEN)
    outer = torch.nn.Linear(HIDDEN, 1, bias=False)
    direct = torch.nn.Linear(width, 1, bias=False)
    whole = torch.nn.Linear(lots[0].sets.shape[1], 1, bias=False)
    torch.nn.init.zeros_(direct.weight)
    torch.nn.init.zeros_(whole.weight)
    drop = torch.nn.Dropout(DROP)
    every = [layer.parameters() for layer in (inner, outer, direct, whole)]
    optimizer = torch.optim.AdamW([p for layer in every for p in layer], lr=RATE, weight_decay=1e-2)
    batches = -(-len(examples) // BATCH)
    plan = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=EPOCHS * batches + 1)
    for epoch in range(EPOCHS):
        if epoch % 5 == 0:
            order = rng.permutation(len(examples))
            packs = [
                _pack(torch, examples, lots, order[a : a + BATCH])
                for a in range(0, len(order), BATCH)
            ]
        for number in rng.permutation(len(packs)):
            x, sets, features, goal, real = packs[number]
            score = (outer(drop(torch.relu(inner(drop(x))))) + direct(drop(x))).squeeze(-1)
            # The last column stands for "none" in sets of two: it must count for nothing.
            score = score * (torch.arange(score.shape[1]) < score.shape[1] - 1)
            picked = torch.gather(score, 1, sets.flatten(1)).reshape(sets.shape)
            total = picked.sum(-1) + whole(features).squeeze(-1)
            chances = torch.log_softmax(total.masked_fill(~real, -1e9), 1).masked_fill(~real, 0)
            loss = -(chances * goal).sum(1).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            plan.step()
    return {
        "inner": inner.weight.detach().numpy().T.copy(),
        "inner_bias": inner.bias.detach().numpy().copy(),
        "outer": outer.weight.detach().numpy()[0].copy(),
        "direct": direct.weight.detach().numpy()[0].copy(),
        "sets": whole.weight.detach().numpy()[0].copy(),
    }


def _pack(
    torch: Any, examples: Sequence[Example], lots: Sequence[_Lot], which: NDArray[np.int64]
) -> tuple[Any, ...]:
    """One batch: sentences, sets as columns of them, their features, goals, and which are real."""
    batch = [(examples[i], lots[i]) for i in which]
    most = max(len(e.pool) for e, _ in batch) + 1
    count = max(len(e.sets) for e, _ in batch)
    x = np.zeros((len(batch), most, lots[0].every.shape[1]), np.float32)
    sets = np.full((len(batch), count, 3), most - 1)
    features = np.zeros((len(batch), count, lots[0].sets.shape[1]), np.float32)
    goal = np.zeros((len(batch), count), np.float32)
    real = np.zeros((len(batch), count), bool)
    for b, (e, lot) in enumerate(batch):
        size = len(e.sets)
        x[b, : len(e.pool)] = lot.every[e.pool]
        sets[b, :size] = np.where(e.sets == NONE, most - 1, e.sets)
        features[b, :size] = lot.sets
        goal[b, :size] = _goal(e)
        real[b, :size] = True
    return tuple(torch.from_numpy(array) for array in (x, sets, features, goal, real))


@dataclass(slots=True)
class Cluster:
    """Features and targets of an item of several articles."""

    material: Material
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
        material,
        with_places(measure(material)),
        np.array(share, np.float32),
        word,
        np.array([name in used for name in names]),
        pair,
        np.array([(names[a], names[b]) in used_pairs for a, b in material.terms.pair_words]),
    )


def _with_own(cluster: Cluster, weights: Weights) -> Cluster:
    own = measure_own(cluster.material, lambda m: score_alone(m, weights))
    return replace(
        cluster,
        features=np.concatenate([cluster.features, own.rows], 1),
        words=np.concatenate([cluster.words, own.words], 1),
        pairs=np.concatenate([cluster.pairs, own.pairs], 1),
    )


def learn_several(items: Sequence[Item], single: Arrays) -> Arrays:
    """Return the weights for several articles, learned from the items that hold several."""
    return train_several([make_cluster(i) for i in items if len(i.articles) > 1], single)


def train_several(clusters: Sequence[Cluster], single: Arrays) -> Arrays:
    """Return the weights for several articles: sentences, words and pairs.

    Args:
        clusters: what to learn from.
        single: the weights of the scorer of single articles, which is asked first.
    """
    from sklearn.linear_model import LogisticRegression, Ridge

    known = read_weights(with_unknown(single))
    clusters = [_with_own(cluster, known) for cluster in clusters]
    x = np.concatenate([c.features for c in clusters])
    y = np.concatenate([c.share for c in clusters])
    weight = np.concatenate([np.full(len(c.share), 1 / len(c.share)) for c in clusters])
    mean, spread = x.mean(0), x.std(0) + 1e-6
    ridge = Ridge(alpha=SHRINK_SHARES)
    ridge.fit(np.clip((x - mean) / spread, -CLIP, CLIP), y, sample_weight=weight)
    out = linear("several", mean, spread, ridge.coef_, ridge.intercept_)
    for name, field, used in (("words", "words", "word_used"), ("pairs", "pairs", "pair_used")):
        x = np.concatenate([getattr(c, field) for c in clusters])
        y = np.concatenate([getattr(c, used) for c in clusters])
        mean, spread = x.mean(0), x.std(0) + 1e-6
        fit = LogisticRegression(C=TRUST_TERMS, max_iter=300)
        fit.fit(np.clip((x - mean) / spread, -CLIP, CLIP), y)
        out |= linear(name, mean, spread, fit.coef_[0], fit.intercept_[0])
    return out


def with_unknown(single: Arrays) -> Arrays:
    """Return the weights for single articles with empty ones for several, to be read."""
    unknown = np.zeros(1, np.float32)
    later = {
        f"{name}.{key}": unknown
        for name in ("several", "words", "pairs")
        for key in ("mean", "spread", "weight", "bias")
    }
    return {key: np.asarray(value, np.float32) for key, value in single.items()} | later


def linear(name: str, mean: Any, spread: Any, weight: Any, bias: Any) -> Arrays:
    """Return the arrays of a linear part under its name."""
    parts = {"mean": mean, "spread": spread, "weight": weight, "bias": bias}
    return {f"{name}.{key}": np.asarray(value, np.float32) for key, value in parts.items()}
