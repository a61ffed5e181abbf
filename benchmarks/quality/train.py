"""Learn the salience weights and write summarizer/data/salience.npz.

    python benchmarks/quality/train.py --data DIR [--output FILE]

DIR holds the files that `SINGLE` names and `multinews.jsonl`. Fixed seeds, one
thread: on one machine the same data gives the same bytes. Where the encoder computes in
another number type (bfloat16 or float32, by the processor) other networks are learned, which
measure the same: docs/models/salience.md.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

import corpus
import learn
import stack

from summarizer.models.encoder import open_embedder
from summarizer.settings import load_settings

SINGLE = ("cnndm", "summeval", "train_cnndm", "writers", "newsroom", "newsroom_human")
OUTPUT = Path(__file__).parents[2] / "summarizer" / "data" / "salience.npz"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--output", type=Path, default=OUTPUT)
    chosen = parser.parse_args()
    embedder = open_embedder(load_settings())
    items = [item for name in SINGLE for item in corpus.load(chosen.data, name, embedder)]
    clusters = corpus.load(chosen.data, "multinews", embedder)
    write(chosen.output, items, clusters)


def write(output: Path, items: list[corpus.Item], clusters: list[corpus.Item]) -> None:
    made = {item.id: learn.make_example(item, seed) for seed, item in enumerate(items)}
    examples = [example for example in made.values() if example is not None]
    arrays = learn.train_council(examples)
    lots = stack.plan_lots(items, stack.learn_left_out(items, made))
    arrays |= stack.train_plans([lot for item in items for lot in lots[item.id]])
    several = [item for item in clusters if len(item.articles) > 1]
    joint = [learn.make_cluster(item) for item in several]
    arrays |= learn.train_several(joint, arrays)
    np.savez_compressed(output, **{k: v.astype(kind_of(k)) for k, v in sorted(arrays.items())})
    print(f"{output}: {len(examples)} articles, {len(several)} clusters")


def kind_of(name: str) -> type[np.floating]:
    """Half precision for what is large: it changes a score by less than a thousandth."""
    return np.float16 if name.startswith("reader.") else np.float32


if __name__ == "__main__":
    main()
