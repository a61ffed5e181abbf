"""Learn the salience weights and write summarizer/data/salience.npz.

    python benchmarks/quality/train.py --data DIR [--more MORE] [--events TABLE] [--keep KEPT]
        [--output FILE]

DIR holds the files that `SINGLE` names, `multinews.jsonl` and `xsum.jsonl`; MORE, which `more.py`
makes, further articles for the networks that choose by a number of sentences; TABLE, as `events.py`
tells, further events for what is said of several articles. With KEPT, a file of weights, only those
networks are learned and, where a TABLE is given, what is said of several articles; all others are
taken from it. Fixed seeds, one thread: on one machine the same data gives the same bytes. Where the
encoder computes in another number type (bfloat16 or float32, by the processor) other networks are
learned, which measure the same: docs/models/salience.md.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

import corpus
import events
import learn
import more
import stack
from learn import OUTPUT

from summarizer.models.encoder import open_embedder
from summarizer.settings import load_settings

SINGLE = ("cnndm", "summeval", "train_cnndm", "writers", "newsroom", "newsroom_human")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--more", type=Path, help="further articles; default: DIR/more.jsonl")
    parser.add_argument("--events", type=Path, help="table of further events")
    parser.add_argument("--keep", type=Path, help="weights of which all but those are kept")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    chosen = parser.parse_args()
    file = chosen.more or chosen.data / "more.jsonl"
    if not file.exists():
        parser.error(f"there is no file {file}: more.py makes it")
    named = [given for given in (chosen.keep, chosen.events) if given]
    corpus.need(parser, chosen.data, [*SINGLE, "multinews", "xsum"], *named)
    if chosen.events:
        events.check(parser, chosen.events)
    embedder = open_embedder(load_settings())
    items = [item for name in SINGLE for item in corpus.load(chosen.data, name, embedder)]
    clusters = corpus.load(chosen.data, "multinews", embedder)
    measured = corpus.load(chosen.data, "xsum", embedder)
    further = more.examples_of(file, embedder, [*items, *clusters, *measured])
    told = list(clusters)
    if chosen.events:
        told += events.load_events(chosen.events, embedder, beside=clusters)
    arrays = read(chosen.keep) if chosen.keep else learn_alone(items)
    if chosen.events or not chosen.keep:
        arrays |= learn.learn_several(told, arrays)
    own = learn.blind_examples(items)
    arrays |= learn.train_few(arrays, [*own, *further])
    named = sorted(arrays.items())
    np.savez_compressed(chosen.output, **{k: v.astype(kind_of(k)) for k, v in named})
    print(f"{chosen.output}: {len(own)} and {len(further)} articles, {len(told)} events")


def read(file: Path) -> learn.Arrays:
    """Return the arrays of a file of weights, without the networks for budgets in sentences."""
    with np.load(file) as table:
        return {name: table[name] for name in table.files if not name.startswith("few.")}


def learn_alone(items: list[corpus.Item]) -> learn.Arrays:
    """Return all that is said of one article, but for budgets in sentences."""
    made = {item.id: learn.make_example(item, seed) for seed, item in enumerate(items)}
    examples = [example for example in made.values() if example is not None]
    arrays = learn.train_council(examples)
    lots = stack.plan_lots(items, stack.learn_left_out(items, made))
    return arrays | stack.train_plans([lot for item in items for lot in lots[item.id]])


def kind_of(name: str) -> type[np.floating]:
    """Half precision for what is large: it changes a score by less than a thousandth."""
    return np.float16 if "reader." in name else np.float32


if __name__ == "__main__":
    main()
