"""How the choice among plans for a word budget is learned; see docs/models/salience.md.

What a plan looks like hangs on the salience of its sentences, and a network is surer of the
articles that it was taught than of any other. So each article's plans are drafted with weights
that were learned without it (stacking, after Wolpert, "Stacked generalization", 1992), and the
plans that the product would weigh are ranked listwise by their ROUGE, as sets are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import corpus
import learn
import numpy as np
from corpus import Item, rouge_tokens
from learn import LEADS, SHARPNESS, Arrays, Example, set_rewards
from numpy.typing import NDArray

from summarizer.salience.model import CLIP, Weights, read_weights
from summarizer.summary.candidates import prepare, row_scores
from summarizer.summary.fill import draft
from summarizer.summary.plans import Pick
from summarizer.summary.start import from_start

FOLDS = 5
MEMBERS, READERS = 2, 1
"""Networks per fold: for these features two are as good as five."""
BUDGETS = (None, 30, 60, 100)
"""Words; None is the mean length of the references."""
SMALLEST = 8
"""Words of a reference below which its length is no budget."""
LEADS_COUNT = 2.0
"""What an article of `LEADS` counts: they are a quarter, and the lead is to be kept there."""
SHRINK = 3e-3
"""Weight of the squared weights in the loss."""


@dataclass(slots=True)
class PlanLot:
    """The plans of one article for one budget.

    Attributes:
        features: (plans, f).
        reward: (plans,) ROUGE-1 plus ROUGE-2, mean over the references.
        counts: weight of this lot.
    """

    features: NDArray[np.float32]
    reward: NDArray[np.float32]
    counts: float


def folds_of(items: Sequence[Item]) -> NDArray[np.int64]:
    """Return the fold of each item; what shares long sentences shares a fold."""
    leaders = np.array(corpus.groups(items))
    return np.random.default_rng(0).integers(0, FOLDS, len(items))[leaders]


def learn_left_out(items: Sequence[Item], made: Mapping[str, Example | None]) -> dict[str, Weights]:
    """Return, per item id, weights for single articles that were learned without it."""
    fold = folds_of(items)
    out: dict[str, Weights] = {}
    for number in range(FOLDS):
        inside = {item.id for item, f in zip(items, fold, strict=True) if f == number}
        examples = [e for key, e in made.items() if e is not None and key not in inside]
        arrays = learn.train_council(examples, members=MEMBERS, readers=READERS)
        out |= dict.fromkeys(inside, read_weights(learn.with_unknown(arrays)))
    return out


def plan_lots(items: Sequence[Item], weights: Mapping[str, Weights]) -> dict[str, list[PlanLot]]:
    """Return, per item id, the plans that its left-out weights draft."""
    return {item.id: _lots_of(item, weights[item.id]) for item in items}


def _lots_of(item: Item, weights: Weights) -> list[PlanLot]:
    candidates, task, salience = prepare(from_start(item.articles), weights)
    score = row_scores(salience, candidates, task)
    references = [rouge_tokens(text) for text in item.references]
    usual = round(float(np.mean([len(text.split()) for text in item.references])))
    lots = []
    for words in dict.fromkeys(budget or usual for budget in BUDGETS):
        if words < SMALLEST:
            continue
        plans, measure = draft(candidates, task, salience, score, words=words, sentences=None)
        if len(plans) < 2:
            continue
        rows = [rouge_tokens(as_shown(plan)) for plan in plans]
        reward = set_rewards(rows, np.arange(len(rows))[:, None], references)
        counts = LEADS_COUNT if item.dataset in LEADS else 1.0
        lots.append(PlanLot(measure(plans), reward, counts))
    return lots


def as_shown(plan: Sequence[Pick]) -> str:
    """Return a plan's text: its sentences in reading order, a line each."""
    return "\n".join(p.text for p in sorted(plan, key=lambda pick: pick.candidate))


def train_plans(lots: Sequence[PlanLot]) -> Arrays:
    """Return what each feature of a plan is worth: a convex problem, solved to its end."""
    import torch

    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    table = np.concatenate([lot.features for lot in lots])
    mean, spread = table.mean(0), table.std(0) + 1e-6
    most = max(len(lot.reward) for lot in lots)
    x = np.zeros((len(lots), most, table.shape[1]), np.float32)
    goal = np.zeros((len(lots), most), np.float32)
    real = np.zeros((len(lots), most), bool)
    for k, lot in enumerate(lots):
        size = len(lot.reward)
        x[k, :size] = np.clip((lot.features - mean) / spread, -CLIP, CLIP)
        chances = np.exp(SHARPNESS * (lot.reward - lot.reward.max()))
        goal[k, :size] = chances / chances.sum()
        real[k, :size] = True
    counts = np.array([lot.counts for lot in lots], np.float32)
    inputs, goals, there = torch.from_numpy(x), torch.from_numpy(goal), torch.from_numpy(real)
    share = torch.from_numpy(counts / counts.sum())
    weight = torch.zeros(table.shape[1], requires_grad=True)
    solver = torch.optim.LBFGS([weight], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        solver.zero_grad()
        worth = (inputs @ weight).masked_fill(~there, -1e9)
        chances = torch.log_softmax(worth, 1).masked_fill(~there, 0)
        value = -((chances * goals).sum(1) * share).sum() + SHRINK * (weight * weight).sum()
        value.backward()
        return value

    solver.step(loss)
    return learn.linear("plans", mean, spread, weight.detach().numpy(), 0.0)
