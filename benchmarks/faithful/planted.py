"""A hundred inventions planted in true summaries: how many reach the reader?

    python benchmarks/faithful/planted.py [--plain]

Articles and summaries are our own (`planted_articles.py`). Prints how many inventions of
each kind are caught and how many true sentences are refused; writes
`benchmarks/results/planted.json`.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from planted_articles import ARTICLES, ORDERS

from summarizer.check import Embed, check_text
from summarizer.domain import Article

RESULT = Path(__file__).parents[1] / "results" / "planted.json"
MARK = re.compile(r"\[(\w+)\|([^|\]]*)\|([^\]]*)\]")


@dataclass(frozen=True, slots=True)
class Planted:
    """A sentence, true or with one invention of a kind."""

    article: Article
    sentence: str
    kind: str


def truth(marked: str) -> str:
    return MARK.sub(lambda found: found[2], marked)


def inventions(marked: str) -> Iterator[tuple[str, str]]:
    """Yield (kind, sentence) with one mark false and the others true."""
    for chosen in MARK.finditer(marked):
        yield (
            chosen[1],
            truth(marked[: chosen.start()]) + chosen[3] + truth(marked[chosen.end() :]),
        )


def all_planted() -> list[Planted]:
    """Return every true sentence (kind "true") and every invention."""
    found: list[Planted] = []
    for number, (title, text, sentences) in enumerate(ARTICLES):
        article = Article(text=text, title=title)
        for marked in sentences:
            found.append(Planted(article, truth(marked), "true"))
            found.extend(Planted(article, false, kind) for kind, false in inventions(marked))
        order, obeyed = ORDERS[number % len(ORDERS)]
        hidden = Article(text=f"{text}\n\n{order}", title=title)
        found.append(Planted(hidden, obeyed, "hidden instruction"))
    return found


def measure(embed: Embed | None) -> dict[str, dict[str, int]]:
    """Return, per kind, how many there are and how many the checker refuses."""
    total: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    for planted in all_planted():
        report = check_text(planted.sentence, [planted.article], embed=embed)
        total[planted.kind] += 1
        refused[planted.kind] += not report.borne_out
        if report.borne_out == (planted.kind != "true"):
            reasons = [reason for verdict in report.sentences for reason in verdict.reasons]
            print(f"  wrong ({planted.kind}): {planted.sentence} {reasons}")
    return {kind: {"sentences": total[kind], "refused": refused[kind]} for kind in sorted(total)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plain", action="store_true", help="without vectors")
    embed: Embed | None = None
    if not parser.parse_args().plain:
        from summarizer.models.encoder import open_embedder
        from summarizer.settings import Settings

        embed = open_embedder(Settings()).embed
    result = measure(embed)
    false = [counts for kind, counts in result.items() if kind != "true"]
    print(json.dumps(result, indent=1))
    print(
        f"inventions refused: {sum(c['refused'] for c in false)} of "
        f"{sum(c['sentences'] for c in false)}; true sentences refused: "
        f"{result['true']['refused']} of {result['true']['sentences']}"
    )
    if embed is not None:
        RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
