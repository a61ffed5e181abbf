"""Learn the weights for several articles from further events, too; all other weights stay.

    python benchmarks/quality/events.py --data DIR --events FILE [--output WEIGHTS]

DIR holds `multinews.jsonl`. FILE is a table of Multi-News (`row_id`, `document`, `summary`,
`split`), tabs between columns: `results/sample/sample_100_seed42.tsv`, on GitHub in
`girasella/multi-news-ai4stem-polito-master` at 455518c. What is of the test part, and what shares
long sentences with an event that is measured, is left out. Of WEIGHTS, which is written anew, only
what is said of several articles changes. Fixed order, one thread: on one machine the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

import corpus
import learn
from corpus import Item
from learn import OUTPUT

from summarizer.models.base import Embedder
from summarizer.models.encoder import open_embedder
from summarizer.settings import load_settings

BETWEEN = "|||||"
"""What stands between two articles of an event."""
MEASURED = "test"
"""The part of Multi-News that events to measure are drawn from."""
LONGEST_FIELD = 10**8


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--events", type=Path, required=True)
    parser.add_argument("--output", type=Path, default=OUTPUT)
    chosen = parser.parse_args()
    corpus.need(parser, chosen.data, ["multinews"], chosen.events, chosen.output)
    check(parser, chosen.events)
    embedder = open_embedder(load_settings())
    own = corpus.load(chosen.data, "multinews", embedder)
    further = load_events(chosen.events, embedder, beside=own)
    with np.load(chosen.output) as kept:
        arrays = {name: kept[name] for name in kept.files}
    learned = learn.learn_several([*own, *further], arrays)
    arrays |= {name: value.astype(np.float32) for name, value in learned.items()}
    np.savez_compressed(chosen.output, **dict(sorted(arrays.items())))
    print(f"{chosen.output}: {len(own)} events and {len(further)} further ones")


def check(parser: argparse.ArgumentParser, file: Path) -> None:
    """End with a usage error where a table lacks a column."""
    with file.open(encoding="utf-8", newline="") as lines:
        head = next(csv.reader(lines, delimiter="\t"), [])
    missing = {"row_id", "document", "summary", "split"} - set(head)
    if missing:
        parser.error(f"{file} has no column {', '.join(sorted(missing))}")


def load_events(file: Path, embedder: Embedder, *, beside: Sequence[Item]) -> list[Item]:
    """Return the events of `file` of several articles, but for those that share with `beside`."""
    made = [
        corpus.make_item(key, "events", own, [told], embedder) for key, own, told in _rows(file)
    ]
    return corpus.apart([item for item in made if len(item.articles) > 1], beside)


def _rows(file: Path) -> Iterator[tuple[str, list[str], str]]:
    csv.field_size_limit(LONGEST_FIELD)
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            documents = [text for text in row["document"].split(BETWEEN) if text.strip()]
            if row["split"] != MEASURED and len(documents) > 1:
                yield f"event-{row['row_id']}", documents, row["summary"].lstrip("– ")


if __name__ == "__main__":
    main()
