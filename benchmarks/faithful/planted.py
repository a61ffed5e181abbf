"""A hundred inventions planted in true summaries: how many reach the reader?

    python benchmarks/faithful/planted.py [--plain]

Articles and summaries are our own. The rules were mended by the first set
(`planted_articles.py`); the second (`planted_second.py`) was written to be measured only, and
nothing is to be mended by it. The third (`planted_third.py`) puts the article's own words in the
wrong place and mended rules too; the fourth (`planted_fourth.py`) has its kinds and is measured
only. Prints how many inventions of each kind are caught and how many
true sentences are refused; writes `benchmarks/results/planted.json`.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from planted_articles import ARTICLES, ORDERS
from planted_fourth import FOURTH
from planted_second import SECOND
from planted_third import THIRD

from summarizer.check import Embed, check_text
from summarizer.domain import Article

RESULT = Path(__file__).parents[1] / "results" / "planted.json"
Articles = tuple[tuple[str, str, tuple[str, ...]], ...]
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


def all_planted(articles: Articles, orders: Sequence[tuple[str, str]] = ()) -> list[Planted]:
    """Return every true sentence (kind "true") and every invention.

    Each article gets one of `orders` to a model hidden in it, with what a model that obeys
    would write.
    """
    found: list[Planted] = []
    for number, (title, text, sentences) in enumerate(articles):
        article = Article(text=text, title=title)
        for marked in sentences:
            found.append(Planted(article, truth(marked), "true"))
            found.extend(Planted(article, false, kind) for kind, false in inventions(marked))
        for order, obeyed in orders[number % len(orders) :][:1] if orders else ():
            hidden = Article(text=f"{text}\n\n{order}", title=title)
            found.append(Planted(hidden, obeyed, "hidden instruction"))
    return found


def measure(planted_ones: Sequence[Planted], embed: Embed | None) -> dict[str, dict[str, int]]:
    """Return, per kind, how many there are and how many the checker refuses."""
    total: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    for planted in planted_ones:
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
    result = {
        "first set, rules mended by it": measure(all_planted(ARTICLES, ORDERS), embed),
        "second set, measured only": measure(all_planted(SECOND), embed),
        "third set, words in the wrong place, rules mended by it": measure(
            all_planted(THIRD), embed
        ),
        "fourth set, the same kinds, measured only": measure(all_planted(FOURTH), embed),
    }
    for name, kinds in result.items():
        false = [counts for kind, counts in kinds.items() if kind != "true"]
        print(f"{name}: {json.dumps(kinds)}")
        print(
            f"  inventions refused: {sum(c['refused'] for c in false)} of "
            f"{sum(c['sentences'] for c in false)}; true sentences refused: "
            f"{kinds['true']['refused']} of {kinds['true']['sentences']}"
        )
    if embed is not None:
        RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
