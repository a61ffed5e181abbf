"""Make the file of further articles that the networks for budgets in sentences learn from.

    python benchmarks/quality/more.py ARTICLES.csv TEST_URLS.txt more.jsonl

ARTICLES.csv holds articles of CNN/DailyMail in their original case (id, article, highlights);
TEST_URLS.txt the addresses of the data's test part, of which an id is the SHA-1: none of those is
written, nor a transcript, which has a notice for a reference. Where both come from stands in
docs/models/salience.md. Prints how many were written and the file's SHA-256.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import corpus
import learn

from summarizer.models.base import Embedder

NOTICE = "This page includes the show Transcript"
FIRST_SEED = 10_000
"""Of the draws of their pools, so that they are others than those of the articles of `train.py`."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("articles", "test_urls", "output"):
        parser.add_argument(name, type=Path)
    chosen = parser.parse_args()
    corpus.need(parser, chosen.output.parent, [], chosen.articles, chosen.test_urls)
    urls = chosen.test_urls.read_text(encoding="utf-8").split()
    test = {hashlib.sha1(url.encode()).hexdigest() for url in urls}
    with chosen.articles.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["id"] not in test]
    kept = [
        {
            "id": f"more-{row['id']}",
            "text": as_printed(row["article"]),
            "reference": as_printed(row["highlights"]),
            "source": "cnndm",
        }
        for row in rows
        if NOTICE not in row["highlights"]
    ]
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in kept)
    chosen.output.write_text(text, encoding="utf-8")
    print(len(kept), hashlib.sha256(chosen.output.read_bytes()).hexdigest())


def as_printed(text: str) -> str:
    """Return a text without spaces before its marks, and with one behind "(CNN)"."""
    text = re.sub(r"\(CNN\)(?=\S)", "(CNN) ", text)
    return " ".join(re.sub(r" ([.?!,;])(?=\s|$)", r"\1", text).split())


def examples_of(
    file: Path, embedder: Embedder, known: Sequence[corpus.Item]
) -> list[learn.Example]:
    """Return what the file's articles teach, without those that share long sentences with `known`.

    Args:
        file: as this script writes it.
        embedder: the encoder.
        known: what is learned from and measured.
    """
    more = corpus.load(file.parent, file.stem, embedder)
    return learn.blind_examples(corpus.apart(more, known), FIRST_SEED)


if __name__ == "__main__":
    main()
