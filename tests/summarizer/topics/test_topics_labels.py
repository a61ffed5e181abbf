"""The editor's topics of the example articles, by which the benchmark measures."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from summarizer.domain import Article, squeeze
from summarizer.sources.files import read_paths
from summarizer.text.sentences import split_sentences

ROOT = Path(__file__).parents[3]
LABELS = ROOT / "benchmarks" / "topics" / "labels.json"


def test_each_labelled_sentence_of_the_example_articles_stands_in_them() -> None:
    if not LABELS.is_file():
        pytest.skip("the benchmarks are not part of this install")
    marks = set()
    for article in read_paths([ROOT / "seeds"], max_bytes=1_000_000):
        assert isinstance(article, Article)
        for one in split_sentences(article):
            said = squeeze(article.text[one.start : one.end]).encode()
            marks.add((one.start, one.end, hashlib.sha256(said).hexdigest()[:12]))
    labels = json.loads(LABELS.read_text("utf-8"))
    (example,) = [group for group in labels if group["group"] == "example"]
    rows = [row for topic in example["topics"] for row in topic["sentences"]]
    assert not [row for row in rows if tuple(row[1:]) not in marks]
