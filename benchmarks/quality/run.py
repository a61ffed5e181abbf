"""Score briefs against references, beside peers that are really run.

    python benchmarks/quality/run.py --data DIR [--more FILE] [--events FILE] [--peers] [--limit N]
        [--sets NAME ...]

The shipped weights were taught by further articles (`more.py`) and events (`events.py`), too: of
those, ours learns only where their files are named, or lie in DIR as `more.jsonl` and `events.tsv`.
`--peers` runs the packages of `outside.py` too, in an environment of their own, which is made
where it is missing (READOUT_PEERS names its folder).

Ours is scored on items that its weights were not learned from: the weights are learned
anew five times, each time without a fifth of the items, by the recipe of `train.py`.
Prints a table, writes benchmarks/results/quality.json. Each figure is ROUGE F with
stemming by the `rouge-score` package (mean over references, best over none); differences
are to Lead, with 95 % intervals of a paired bootstrap.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

import itertools

import borne
import corpus
import events
import learn
import more
import peers
import stack
from corpus import Item, interval
from train import SINGLE

from summarizer.models.encoder import open_embedder
from summarizer.salience import score as scoring
from summarizer.salience.model import Weights, read_weights
from summarizer.settings import load_settings
from summarizer.summary import make_brief

RESULTS = Path(__file__).parents[1] / "results" / "quality.json"
TASKS: dict[str, list[int | None]] = {
    "cnndm": [None, 0, 30, 60, 100],
    "newsroom": [None, 0, 30, 60, 100],
    "writers": [None, 0, 60],
    "xsum": [None, 0, 60],
    "summeval": [None, 0],
    "newsroom_human": [None, 0],
    "multinews": [200, 100],
}
"""Bounds per set: None is three sentences (one for XSum), 0 the reference's own words."""
SHOWN_WITH_PEERS = (None, 0, 200, 100)
"""At the other bounds only the leads stand beside ours: the rest takes minutes."""
Run = Callable[[Item, int | None, int], str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--more", type=Path, help="further articles to learn from")
    parser.add_argument("--peers", action="store_true", help="run other packages too")
    parser.add_argument("--limit", type=int, help="score only the first items of each set")
    parser.add_argument("--peer-items", type=int, help="run them on the first items only")
    parser.add_argument("--members", type=int, default=learn.MEMBERS, help="networks per fold")
    parser.add_argument("--out", type=Path, default=RESULTS)
    parser.add_argument("--events", type=Path, help="further events to learn from")
    parser.add_argument("--sets", nargs="*", default=list(TASKS), choices=list(TASKS))
    chosen = parser.parse_args()
    wanted = dict.fromkeys([*SINGLE, "multinews", "xsum"])
    named = [file for file in (chosen.more, chosen.events) if file]
    corpus.need(parser, chosen.data, list(wanted), *named)
    articles = chosen.more or if_there(chosen.data / "more.jsonl")
    table = chosen.events or if_there(chosen.data / "events.tsv")
    if table:
        events.check(parser, table)
    embedder = open_embedder(load_settings())
    items = {name: corpus.load(chosen.data, name, embedder) for name in wanted}
    known = [item for name in items for item in items[name]]
    further = more.examples_of(articles, embedder, known) if articles else []
    added = events.load_events(table, embedder, beside=items["multinews"]) if table else []
    learn.MEMBERS, learn.READERS = chosen.members, max(chosen.members // 2, 1)
    results = score_all(
        items,
        chosen.sets,
        with_peers=chosen.peers,
        limit=chosen.limit,
        peer_items=chosen.peer_items,
        further=further,
        several=added,
    )
    results |= {"further_articles": len(further), "further_events": len(added)}
    results["members_per_fold"] = chosen.members
    chosen.out.parent.mkdir(exist_ok=True)
    chosen.out.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


def if_there(file: Path) -> Path | None:
    """Return the file of what is learned besides; None, and a line on stderr, where none is."""
    if file.exists():
        return file
    print(f"no {file.name}: ours learns from less than the shipped weights did", file=sys.stderr)
    return None


def score_all(
    items: dict[str, list[Item]],
    sets: Sequence[str],
    *,
    with_peers: bool,
    limit: int | None,
    peer_items: int | None = None,
    further: Sequence[learn.Example] = (),
    several: Sequence[Item] = (),
) -> dict[str, Any]:
    """Return every figure, printing each line as it is known; the rest as `hold_out`."""
    outside = peers.open_outside(spread(items, sets)) if with_peers else {}
    ahead = peers.ask_ahead(outside.values(), list(jobs(items, sets, limit, peer_items)))
    weights = hold_out(items, further, several)
    ahead.join()
    systems = dict(peers.OWN) | outside
    out: dict[str, Any] = {"data": {name: len(items[name]) for name in sets}, "results": {}}
    for name in sets:
        chosen = items[name][:limit]
        for bound in TASKS[name]:
            label = f"{name}, {describe(name, bound)}"
            others = beside(systems, bound)
            out["results"][label] = score_task(chosen, bound, weights, others, label, peer_items)
    for peer in outside.values():
        peer.close()
    return out


def beside(systems: dict[str, peers.Peer], bound: int | None) -> dict[str, peers.Peer]:
    """Return what stands beside ours at a bound; by sentences all leads are one."""
    if bound is None:
        both = (peers.lead_whole, peers.lead_clauses)
        return {name: run for name, run in systems.items() if run not in both}
    return systems if bound in SHOWN_WITH_PEERS else peers.LEADS


def jobs(
    items: dict[str, list[Item]], sets: Sequence[str], limit: int | None, peer_items: int | None
) -> Iterator[tuple[Item, int | None, int]]:
    """Yield (item, words, count) of everything that the outside peers will be asked."""
    for name in sets:
        for item in items[name][:limit][:peer_items]:
            for bound in TASKS[name]:
                if bound in SHOWN_WITH_PEERS:
                    yield item, words_for(item, bound), count_for(item)


def words_for(item: Item, bound: int | None) -> int | None:
    """Return the words of a bound: 0 stands for the mean of the references."""
    if bound != 0:
        return bound
    return round(float(np.mean([len(r.split()) for r in item.references])))


def count_for(item: Item) -> int:
    """Return the sentences of a brief that is bound by sentences."""
    return 1 if item.dataset == "xsum" else 3


def spread(items: dict[str, list[Item]], sets: Sequence[str]) -> list[Item]:
    """Return the first items of every set in turns."""
    turns = itertools.zip_longest(*(items[name] for name in sets))
    return [item for turn in turns for item in turn if item is not None]


def describe(name: str, bound: int | None) -> str:
    if bound is None:
        return "1 sentence" if name == "xsum" else "3 sentences"
    return f"{bound} words" if bound else "as long as the reference"


def hold_out(
    items: dict[str, list[Item]],
    further: Sequence[learn.Example],
    several: Sequence[Item] = (),
) -> dict[str, Weights]:
    """Return, per item id, weights learned without it and what shares sentences with it.

    Args:
        items: per set.
        further: what the networks for budgets in sentences learn from, besides.
        several: events of several articles each, which are learned from throughout.
    """
    every = [item for name in items for item in items[name]]
    fold = stack.folds_of(every)
    taught = [item for name in SINGLE for item in items[name]]
    made = {item.id: learn.make_example(item, k) for k, item in enumerate(taught)}
    blind = {item.id: learn.make_example(item, k, blind=True) for k, item in enumerate(taught)}
    clusters = {i.id: learn.make_cluster(i) for i in items["multinews"] if len(i.articles) > 1}
    always = [learn.make_cluster(item) for item in several]
    parts: list[dict[str, Any]] = []
    apart = [
        {item.id for item, f in zip(every, fold, strict=True) if f == number}
        for number in range(stack.FOLDS)
    ]
    for inside in apart:
        examples = [e for key, e in made.items() if e is not None and key not in inside]
        arrays = learn.train_council(examples, learn.MEMBERS, learn.READERS)
        examples = [e for key, e in blind.items() if e is not None and key not in inside]
        arrays |= learn.train_few(arrays, [*examples, *further], learn.MEMBERS, learn.READERS)
        kept = [c for key, c in clusters.items() if key not in inside] + always
        arrays |= learn.train_several(kept, arrays)
        parts.append({key: np.asarray(a, np.float32) for key, a in arrays.items()})
    return _with_plans(items, apart, parts)


def _with_plans(
    items: dict[str, list[Item]], apart: Sequence[set[str]], parts: Sequence[dict[str, Any]]
) -> dict[str, Weights]:
    """Return the weights per item, with those of plans, of which it has taught none either."""
    left_out = {key: read_weights(p) for ids, p in zip(apart, parts, strict=True) for key in ids}
    lots = stack.plan_lots([item for name in SINGLE for item in items[name]], left_out)
    out: dict[str, Weights] = {}
    for inside, part in zip(apart, parts, strict=True):
        taught = [lot for key, found in lots.items() if key not in inside for lot in found]
        arrays = stack.train_plans(taught)
        learned = {k: np.asarray(a, np.float32) for k, a in arrays.items()}
        out |= dict.fromkeys(inside, read_weights(part | learned))
    return out


def score_task(
    items: Sequence[Item],
    bound: int | None,
    weights: dict[str, Weights],
    systems: dict[str, peers.Peer],
    label: str,
    peer_items: int | None = None,
) -> dict[str, Any]:
    def ours(item: Item, words: int | None, count: int) -> str:
        original = scoring.load_weights
        scoring.load_weights = lambda: weights[item.id]  # type: ignore[assignment]
        try:
            bounds = {"sentences": count} if words is None else {"words": words}
            brief = make_brief(item.articles, title="-", **bounds)
        finally:
            scoring.load_weights = original
        borne.verify(brief, [one.article for one in item.articles])
        return "\n".join(point.text for point in brief.points)

    stored = sorted({name for item in items for name in item.systems}) if bound is None else []
    runs: dict[str, Run] = {"Readout": ours, **systems}
    runs |= {peers.stored_name(n): lambda item, w, c, n=n: item.systems.get(n, "") for n in stored}
    table = {
        name: score_system(
            run, items[: peer_items if isinstance(run, peers.Outside) else None], bound
        )
        for name, run in runs.items()
    }
    lead = table["Lead"]["each"]
    print(f"\n{label} ({len(items)} items)")
    for name, figures in table.items():
        each = figures.pop("each")
        figures["to_lead"] = [interval(each[:, k] - lead[: len(each), k]) for k in range(3)]
        print(line(name, figures), flush=True)
    return table


def score_system(run: Run, items: Sequence[Item], bound: int | None) -> dict[str, Any]:
    from rouge_score import rouge_scorer

    scorer = rouge_scorer.RougeScorer(["rouge1", "rouge2", "rougeL"], use_stemmer=True)
    each, sizes, repeats, quoted, seconds = [], [], [], [], 0.0
    for item in items:
        words = words_for(item, bound)
        begin = clock(run)
        text = run(item, words, count_for(item))
        seconds += clock(run) - begin
        quoted.append(borne.share_quoted(text, sources_of(item)))
        marks = [scorer.score(reference, text) for reference in item.references]
        each.append([100 * np.mean([m[k].fmeasure for m in marks]) for k in marks[0]])
        sizes.append(len(text.split()))
        repeats.append(repetition(text))
    table = np.array(each)
    return {
        "items": len(items),
        "rouge": [round(float(x), 2) for x in table.mean(0)],
        "words": round(float(np.mean(sizes)), 1),
        "repeated_pairs": round(float(np.mean(repeats)), 4),
        "quoted": round(float(np.mean(quoted)), 4),
        "ms": round(1000 * seconds / len(items), 2),
        "each": table,
    }


def clock(run: Run) -> float:
    """Return the processor seconds used so far by what `run` does, wherever that is."""
    return run.cpu if isinstance(run, peers.Outside) else time.process_time()


def sources_of(item: Item) -> list[list[str]]:
    return [[one.text_of(i) for i in range(len(one.sentences))] for one in item.articles]


def repetition(text: str) -> float:
    """Share of word pairs that stood in the text before."""
    row = corpus.rouge_tokens(text)
    pairs = list(itertools.pairwise(row))
    return 1 - len(set(pairs)) / max(len(pairs), 1)


def line(name: str, figures: dict[str, Any]) -> str:
    rouge = " ".join(f"{x:6.2f}" for x in figures["rouge"])
    first = figures["to_lead"][0]
    return (
        f"  {name:28} {rouge}  R1 to lead {first[0]:+6.2f} [{first[1]:+.2f}, {first[2]:+.2f}]"
        f"  {figures['words']:6.1f} words  repeats {figures['repeated_pairs']:.3f}"
        f"  quoted {figures['quoted']:.2f}  {figures['ms']:8.2f} ms"
    )


if __name__ == "__main__":
    main()
