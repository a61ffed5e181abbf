"""How well page furniture is told from the article, on sites the model has not seen.

    python benchmarks/cleaning/run.py --data DIR [--output benchmarks/results/cleaning.json]

DIR holds `lines_scraped.jsonl` and `articles.jsonl`. The model is trained afresh in five
folds split by domain; each page is judged by the model that saw nothing of its site, then
by the whole of `clean_text`'s rules. Token F1 is against the true body, averaged over pages.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np
from cleaning_data import FOLDS, VIEW, Page, fit, read_pages, tabulate

from summarizer.text import clean, furniture
from summarizer.text.furniture import Trees
from summarizer.text.words import words

OUTPUT = Path(__file__).parents[1] / "results" / "cleaning.json"
Judge = Callable[[Sequence[str]], list[bool]]


def token_f1(found: Sequence[str], true: Sequence[str]) -> float:
    both = sum((Counter(found) & Counter(true)).values())
    return 2 * both / max(len(found) + len(true), 1)


def tokens(lines: Sequence[str]) -> list[str]:
    return [token for line in lines for token in words(line)]


def with_model(trees: Trees, *, cautious: bool) -> Judge:
    """Judge by the package's own rules over a model that has not seen the site."""

    def judge(lines: Sequence[str]) -> list[bool]:
        original = furniture.packaged_trees
        furniture.packaged_trees = lambda: trees  # type: ignore[assignment]
        try:
            return clean._judge(lines, (), cautious=cautious)
        finally:
            furniture.packaged_trees = original

    return judge


def keep_all(lines: Sequence[str]) -> list[bool]:
    return [False] * len(lines)


def five_words_and_a_stop(lines: Sequence[str]) -> list[bool]:
    """Judge by the rule of the C4 corpus: five words and closing punctuation."""
    return [len(x.split()) < 5 or not x.rstrip("\"'”’»)").endswith((".", "!", "?")) for x in lines]


def measure(pages: Sequence[tuple[Page, list[bool]]]) -> dict[str, float]:
    scores, kept_lost, body, dropped, around = [], 0, 0, 0, 0
    chars_lost, lines_lost = [], []
    for page, drop in pages:
        if not page.body:
            continue
        left = [line for line, d in zip(page.lines, drop, strict=True) if not d]
        scores.append(token_f1(tokens(left), tokens(page.body)))
        pairs = list(zip(page.lines, page.labels, drop, strict=True))
        mine = [(len(line), d) for line, label, d in pairs if label == "keep"]
        body += len(mine)
        kept_lost += sum(d for _, d in mine)
        around += sum(label == "drop" for _, label, _ in pairs)
        dropped += sum(d for _, label, d in pairs if label == "drop")
        chars_lost.append(sum(n for n, d in mine if d) / max(sum(n for n, _ in mine), 1))
        lines_lost.append(sum(d for _, d in mine) / max(len(mine), 1))
    return {
        "pages": len(scores),
        "token_f1": round(fmean(scores), 4),
        "body_lines_lost": round(kept_lost / max(body, 1), 4),
        "body_lines_lost_per_page": round(fmean(lines_lost), 4),
        "body_characters_lost_per_page": round(fmean(chars_lost), 4),
        "furniture_dropped": round(dropped / max(around, 1), 4),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--output", type=Path, default=OUTPUT)
    arguments = parser.parse_args()
    pages = read_pages(arguments.data)
    table = tabulate(pages)
    folds = np.array([page.fold for page in pages])[table.page]
    results: dict[str, list[tuple[Page, list[bool]]]] = defaultdict(list)
    for fold in range(FOLDS):
        trees = fit(table, folds != fold)
        judges = {
            "keep all": keep_all,
            "five words and a stop": five_words_and_a_stop,
            "ours": with_model(trees, cautious=False),
            "ours, cautious": with_model(trees, cautious=True),
        }
        for page in pages:
            if page.fold == fold and page.view in (VIEW, "crop", "gold"):
                for name, judge in judges.items():
                    results[f"{page.view}: {name}"].append((page, judge(page.lines)))
    report: dict[str, Any] = {name: measure(found) for name, found in sorted(results.items())}
    ours = results[f"{VIEW}: ours"]
    for language in ("en", "de", "es", "ja"):
        some = [(page, drop) for page, drop in ours if page.language == language]
        report[f"{VIEW}: ours [{language}]"] = measure(some)
    keep = [(page, drop) for page, drop in results[f"{VIEW}: keep all"] if page.language == "en"]
    report[f"{VIEW}: keep all [en]"] = measure(keep)
    for name, row in report.items():
        print(f"{name:36}", "  ".join(f"{key} {value}" for key, value in row.items()))
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
