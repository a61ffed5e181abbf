"""How much of what language models write does the checker refuse, of what is true and what is not?

    python benchmarks/faithful/outside.py --data DIR [--half dev|test]

DIR holds clones of two public repositories, by which no head was trained:
`FaithBench` (vectara, cf89797; CC BY-NC-SA 4.0), summaries of ten models of 2024 with annotated
spans, chosen for being hard to judge, and `benchmark_llm_summarization` (Tiiiger, 4e87890), news
summaries of text-davinci-002 and of freelance writers without labels. Articles are parted in
halves: rules were mended by "dev". What the writers' tidying drops ("Here is a summary:") is left
out. Prints, per half and label, how many sentences there are and how many are refused.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from summarizer.check import check_text
from summarizer.domain import Article
from summarizer.models.encoder import open_embedder
from summarizer.settings import Settings
from summarizer.writing.tidy import sentences_of, tidy

Labelled = tuple[str, str, str, list[dict[str, Any]]]
"""Name of the set, article, summary, annotations."""


def half_of(article: str) -> str:
    return "test" if int(hashlib.sha256(article.encode()).hexdigest(), 16) % 2 else "dev"


def read(folder: Path) -> Iterator[Labelled]:
    for path in sorted(folder.glob("FaithBench/data_for_release/*.json")):
        for sample in json.loads(path.read_text(encoding="utf-8"))["samples"]:
            yield "FaithBench", sample["source"], sample["summary"], sample["annotations"]
    path = folder / "benchmark_llm_summarization" / "pairwise_evaluation_results.json"
    for pair in json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []:
        yield "text-davinci-002", pair["article_text"], pair["text-davinci-002_summary"], []
        yield "freelance writers", pair["article_text"], pair["writer_summary"], []


def label_of(notes: list[dict[str, Any]], start: int, end: int) -> str:
    """Return the gravest label of the spans that a sentence shares a character with."""
    labels = {
        label.partition(".")[0]
        for note in notes
        if note["summary_start"] < end and note["summary_end"] > start
        for label in note["label"]
    }
    return next((name for name in ("Unwanted", "Benign", "Questionable") if name in labels), "none")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--half", choices=("dev", "test"))
    asked = parser.parse_args()
    embed = open_embedder(Settings()).embed
    total: Counter[tuple[str, str, str]] = Counter()
    refused: Counter[tuple[str, str, str]] = Counter()
    seen: set[tuple[str, str]] = set()
    for name, article, summary, notes in read(asked.data):
        half = half_of(article)
        if (article, summary) in seen or asked.half not in (None, half):
            continue
        seen.add((article, summary))
        for verdict in check_text(summary, [Article(text=article)], embed=embed).sentences:
            if sentences_of(tidy(verdict.text), finished=True):
                key = (name, half, label_of(notes, verdict.start, verdict.end))
                total[key] += 1
                refused[key] += not verdict.borne_out
    for key in sorted(total):
        share = refused[key] / total[key]
        print(f"{', '.join(key)}: {refused[key]} of {total[key]} refused ({share:.3f})")


if __name__ == "__main__":
    main()
