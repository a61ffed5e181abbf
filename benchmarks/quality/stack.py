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
from learn import LEADS, SHARPNESS, Arrays, Cluster, Example, set_rewards
from numpy.typing import NDArray

from summarizer.salience.model import CLIP, Weights, read_weights
from summarizer.summary.candidates import prepare, row_scores
from summarizer.summary.event import draft_event, measure_event
from summarizer.summary.fill import draft
from summarizer.summary.plans import Pick

FOLDS = 5
MEMBERS = 2
"""Networks per fold: for these features two are as good as five."""
BUDGETS = (None, 30, 60, 100)
"""Words; None is the mean length of the references."""
SMALLEST = 8
"""Words of a reference below which its length is no budget."""
LEADS_COUNT = 2.0
"""What an article of `LEADS` counts: they are a quarter, and the lead is to be kept there."""
SHRINK, SHRINK_EVENTS = 3e-3, 3e-2
"""Weight of the squared weights in the loss; of events there are few to learn from."""
SHARPNESS_EVENTS = 10.0
"""As `SHARPNESS`: plans of one event lie nearer to one another."""
EVENT_BUDGETS = (100, 200)
"""Words."""


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
        arrays = learn.train_council(examples, members=MEMBERS)
        out |= dict.fromkeys(inside, read_weights(learn.with_unknown(arrays)))
    return out


def plan_lots(items: Sequence[Item], weights: Mapping[str, Weights]) -> dict[str, list[PlanLot]]:
    """Return, per item id, the plans that its left-out weights draft."""
    return {item.id: _lots_of(item, weights[item.id]) for item in items}


def _lots_of(item: Item, weights: Weights) -> list[PlanLot]:
    candidates, task, salience = prepare(item.articles, weights)
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


def event_lots(items: Sequence[Item], weights: Mapping[str, Weights]) -> dict[str, list[PlanLot]]:
    """Return, per item id, the plans of several articles that its left-out weights draft."""
    out: dict[str, list[PlanLot]] = {}
    for item in items:
        lots = out.setdefault(item.id, [])
        candidates, task, salience = prepare(item.articles, weights[item.id])
        score = row_scores(salience, candidates, task)
        references = [rouge_tokens(text) for text in item.references]
        for words in EVENT_BUDGETS:
            plans = draft_event(
                item.articles, candidates, task, salience, score, words=words, sentences=None
            )
            if len(plans) < 2:
                continue
            rows = [rouge_tokens(as_shown(plan)) for plan in plans]
            reward = set_rewards(rows, np.arange(len(rows))[:, None], references)
            lots.append(PlanLot(measure_event(candidates, salience, plans, words), reward, 1.0))
    return out


def learn_events(items: Sequence[Item], made: Mapping[str, Cluster], single: Arrays) -> Arrays:
    """Return what each feature of a plan for several articles is worth.

    Args:
        items: of several articles each.
        made: their features and targets by id.
        single: the weights of the scorer of single articles.
    """
    fold = folds_of(items)
    left_out: dict[str, Weights] = {}
    for number in range(FOLDS):
        inside = {item.id for item, f in zip(items, fold, strict=True) if f == number}
        arrays = learn.train_several([c for key, c in made.items() if key not in inside], single)
        known = {k: np.asarray(a, np.float32) for k, a in (single | arrays).items()}
        left_out |= dict.fromkeys(inside, read_weights(known))
    lots = event_lots(items, left_out)
    return train_events([lot for item in items for lot in lots[item.id]])


def train_events(lots: Sequence[PlanLot]) -> Arrays:
    """Return what each feature of a plan for several articles is worth."""
    return train_plans(lots, "events", shrink=SHRINK_EVENTS, sharpness=SHARPNESS_EVENTS)


def as_shown(plan: Sequence[Pick]) -> str:
    """Return a plan's text: its sentences in reading order, a line each."""
    return "\n".join(p.text for p in sorted(plan, key=lambda pick: pick.candidate))


def train_plans(
    lots: Sequence[PlanLot],
    name: str = "plans",
    *,
    shrink: float = SHRINK,
    sharpness: float = SHARPNESS,
) -> Arrays:
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
        chances = np.exp(sharpness * (lot.reward - lot.reward.max()))
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
        value = -((chances * goals).sum(1) * share).sum() + shrink * (weight * weight).sum()
        value.backward()
        return value

    solver.step(loss)
    return learn.linear(name, mean, spread, weight.detach().numpy(), 0.0)
