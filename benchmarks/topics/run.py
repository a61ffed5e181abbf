"""Topics against an editor's: coverage, purity, labels, empty and double ones, repeated points.

Run: python -m benchmarks.topics.run --data DIR [--seeds DIR]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from summarizer.domain import Article, EncodedArticle, Point, Topic, squeeze
from summarizer.lead import choose_lead
from summarizer.models.encoder import open_embedder
from summarizer.pipeline import find_stories, tell_topics, within_its_room, write_stories
from summarizer.reading import Ledger, encode
from summarizer.settings import load_settings
from summarizer.sources.files import read_paths
from summarizer.text.sentences import split_sentences
from summarizer.told import is_told_again

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
RESULTS = ROOT / "benchmarks" / "results" / "topics.json"
MOST_BYTES = 10_000_000
WORDS = 120
"""Words of a full brief: the digest's own default. Topics stand below briefs."""
Label = dict[str, Any]


def fingerprint(text: str) -> str:
    """Return what a sentence is known by in `labels.json`."""
    return hashlib.sha256(squeeze(text).encode("utf-8")).hexdigest()[:12]


def articles_of(group: Label, data: Path, seeds: Path) -> list[Article]:
    """Return a group's articles; none when their texts are not at hand."""
    if group["kind"] == "stories":
        return from_rows(data, set(group["articles"]))
    folder = ROOT / "seeds" if group["kind"] == "example" else seeds
    if not folder.is_dir():
        return []
    read = read_paths([folder], max_bytes=MOST_BYTES)
    return [article for article in read if isinstance(article, Article)]


def from_rows(data: Path, wanted: set[str]) -> list[Article]:
    """Return the stories' rows with the wanted ids."""
    found: list[Article] = []
    for path in sorted((data / "stories").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            if row.get("id") in wanted:
                found.append(article_of(row))
    return found


def article_of(row: dict[str, Any]) -> Article:
    """Return a row as an article; the data writes "None" where a field is not known."""
    known = {key: value for key, value in row.items() if value not in {"None", None, ""}}
    return Article(
        text=known.get("text") or known["title"],
        id=known["id"],
        title=known.get("title", ""),
        source=known.get("source"),
        published=known.get("published"),
    )


def measure(group: Label, encoded: Sequence[EncodedArticle], embedder: Any) -> Label:
    """Return the figures of one group."""
    stories = find_stories(encoded)
    stories = write_stories(stories, encoded, WORDS, embedder.name)
    lead = choose_lead(stories, encoded)
    stories = within_its_room(stories, lead, encoded, WORDS)
    began = time.perf_counter()
    topics = tell_topics(encoded, stories, lead, embedder)
    seconds = time.perf_counter() - began
    marks = {t["label"]: {row[3] for row in t["sentences"]} for t in group["topics"]}
    names = {t["label"]: t["names"] for t in group["topics"]}
    met: dict[str, list[Topic]] = {}
    strays: list[str] = []
    for topic in topics:
        label = best_match(topic, marks, names)
        if label is None:
            strays.append(topic.label)
        else:
            met.setdefault(label, []).append(topic)
    pairs = [(label, topic) for label, found in met.items() for topic in found]
    inside = [p for label, topic in pairs for p in hits(topic, marks[label])]
    named = [is_named(topic, names[label]) for label, topic in pairs]
    return {
        "group": group["group"],
        "articles": len(encoded),
        "stories": len(stories),
        "topics": [topic.label for topic in topics],
        "coverage": len(met) / len(marks),
        "missed": sorted(set(marks) - set(met)),
        "purity": sum(inside) / max(1, len(inside)),
        "labels": sum(named) / max(1, len(named)),
        "strays": strays,
        "twice": sum(len(found) - 1 for found in met.values()),
        "empty": sum(not t.points for t in topics)
        + len(topics)
        - len({t.label.casefold() for t in topics}),
        "again": told_again(topics),
        **told_above(topics, [*lead, *(p for story in stories for p in story.points)]),
        "seconds": round(seconds, 2),
    }


def told_again(topics: Sequence[Topic]) -> int:
    """Return how many points quote a sentence that a topic above quotes as well."""
    seen: set[str] = set()
    again = 0
    for topic in topics:
        own = {fingerprint(point.citations[0].quote) for point in topic.points}
        again += len(own & seen)
        seen |= own
    return again


def told_above(topics: Sequence[Topic], told: Sequence[Point]) -> dict[str, int]:
    """Return how many points, and how many whole topics, repeat what the page has told."""
    old = [[is_told_again(p, told, topic.label) for p in topic.points] for topic in topics]
    return {"repeats": sum(map(sum, old)), "above": sum(all(points) for points in old)}


def hits(topic: Topic, marks: set[str]) -> list[bool]:
    """Return for each point whether its sentence belongs to the editor's topic.

    Of a point that brings the sentence before it along, the last one counts.
    """
    return [fingerprint(last_sentence(point.citations[0].quote)) in marks for point in topic.points]


def last_sentence(quote: str) -> str:
    """Return the last sentence of a quote."""
    article = Article(text=quote)
    return split_sentences(article)[-1].of(article)


def is_named(topic: Topic, names: Sequence[str]) -> bool:
    """Return whether the label holds one of the topic's names."""
    return any(name in topic.label.lower() for name in names)


def best_match(topic: Topic, marks: dict[str, set[str]], names: dict[str, list[str]]) -> str | None:
    """Return the editor's topic that this one is, or None."""

    def likeness(label: str) -> tuple[float, str]:
        inside = hits(topic, marks[label])
        share = sum(inside) / max(1, len(inside))
        return (0.6 * is_named(topic, names[label]) + share, label)

    best = max(marks, key=likeness)
    return best if likeness(best)[0] >= 0.5 else None


def main() -> None:
    """Measure every group whose texts are at hand, print a table, write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seeds", type=Path, help="the five real articles")
    parser.add_argument("--out", type=Path, default=RESULTS)
    arguments = parser.parse_args()
    seeds = arguments.seeds or arguments.data.parent / "seeds"
    embedder = open_embedder(load_settings())
    rows: list[Label] = []
    print(
        f"{'group':12} articles coverage purity labels strays twice empty again repeats above"
        " seconds"
    )
    for group in json.loads((HERE / "labels.json").read_text("utf-8")):
        articles = articles_of(group, arguments.data, seeds)
        if not articles:
            print(f"{group['group']:12} its texts are not here")
            continue
        row = measure(group, encode(articles, embedder, Ledger()), embedder)
        rows.append(row)
        print(
            f"{row['group']:12} {row['articles']:8} {row['coverage']:8.2f} {row['purity']:6.2f} "
            f"{row['labels']:6.2f} {len(row['strays']):6} {row['twice']:5} {row['empty']:5} "
            f"{row['again']:5} {row['repeats']:7} {row['above']:5} {row['seconds']:7.2f}"
        )
        print(f"  found:  {', '.join(row['topics'])}")
        print(f"  missed: {', '.join(row['missed']) or 'none'}")
    embedder.close()
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
