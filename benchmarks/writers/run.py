"""Have a real model write briefs, and count what became of its sentences.

    python benchmarks/writers/run.py MODEL [PATH ...] [--data DIR --sets cnndm:10 multinews:5]
        [--words 100] [--drafts FILE] [--details FILE]

MODEL is what READOUT_WRITER names: a preset, a folder or a downloaded model. Each PATH (after
MODEL, before the options) is one item, a file or a folder of articles on one event; `--sets`
takes items of the quality data, spread evenly over the file.
`--drafts` keeps what the model wrote, so that a second run reads it again instead of writing it:
a change of cleaning or checking is measured in seconds. `--details` writes drafts and briefs for
reading by eye; it holds article text and stays out of the project.

Prints a line per item, writes benchmarks/results/writers.json: an entry per model, counts and
costs only.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "quality"))

import corpus

from summarizer.domain import Article, Brief, EncodedArticle
from summarizer.models.base import Draft, Embedder, Task, Writer
from summarizer.models.encoder import open_embedder
from summarizer.models.writers import open_writer
from summarizer.models.writers.bench import peak_memory
from summarizer.reading import Ledger, encode
from summarizer.settings import load_settings
from summarizer.sources.files import read_paths
from summarizer.summary import make_brief
from summarizer.writing import rewrite_brief

RESULTS = Path(__file__).parents[1] / "results" / "writers.json"
SECONDS = 3_600.0
"""Longest time for one brief: what is measured is the model, not a busy machine."""
LARGEST = 10_000_000
"""Bytes of a file that is read."""

FATES = ("written", "kept", "trimmed", "replaced", "dropped", "added")


class Kept:
    """A writer whose drafts are kept in a file, by what was asked for.

    Args:
        writer: the model.
        path: the file; None keeps them in memory only.
    """

    def __init__(self, writer: Writer, path: Path | None) -> None:
        self._writer, self._path = writer, path
        self.drafts: dict[str, dict[str, Any]] = {}
        self.asked: list[str] = []
        if path is not None and path.exists():
            self.drafts = json.loads(path.read_text(encoding="utf-8"))

    @property
    def name(self) -> str:
        """The model's."""
        return self._writer.name

    @property
    def follows(self) -> bool:
        """As the model."""
        return self._writer.follows

    @property
    def room(self) -> int:
        """As the model."""
        return self._writer.room

    def load(self) -> None:
        """Nothing: with every draft kept, the model is not needed."""

    def write(self, task: Task, **more: Any) -> Draft:
        """Return the kept draft of a task, or have it written and keep it."""
        key = json.dumps([self._writer.name, task.instruction, task.text, task.words])
        if key not in self.drafts:
            processor, clock = time.process_time(), time.perf_counter()
            made = self._writer.write(task, **more)
            self.drafts[key] = {
                "text": made.text,
                "finished": made.finished,
                "tokens": made.tokens,
                "note": made.note,
                "cpu": time.process_time() - processor,
                "memory": peak_memory(),
                "seconds": time.perf_counter() - clock,
            }
            if self._path is not None:
                self._path.write_text(json.dumps(self.drafts), encoding="utf-8")
        self.asked.append(key)
        draft = self.drafts[key]
        return Draft(draft["text"], draft["finished"], draft["tokens"], draft["note"])

    def close(self) -> None:
        """Release the model."""
        self._writer.close()


def main() -> None:
    """Write, count and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model")
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--sets", nargs="*", default=[], metavar="NAME:COUNT")
    parser.add_argument("--words", type=int, default=100)
    parser.add_argument("--drafts", type=Path)
    parser.add_argument("--details", type=Path)
    parser.add_argument("--out", type=Path, default=RESULTS)
    chosen = parser.parse_args()
    settings = load_settings().model_copy(
        update={"writer": chosen.model, "writer_seconds": SECONDS}
    )
    opened = open_writer(settings)
    assert opened is not None
    writer, embedder = Kept(opened, chosen.drafts), open_embedder(settings)
    rows = []
    for name, articles in items(chosen.data, chosen.sets, chosen.paths, embedder):
        rows.append(row(name, articles, chosen.words, writer, embedder))
        counts = rows[-1]["counts"]
        print(name[-40:], *(f"{fate} {counts[fate]}" for fate in FATES), *rows[-1]["notices"])
        if chosen.details is not None:
            chosen.details.write_text(json.dumps(rows, indent=1, ensure_ascii=False))
    writer.close()
    found = summary(rows)
    print(json.dumps(found, indent=1))
    kept = json.loads(chosen.out.read_text()) if chosen.out.exists() else {}
    kept[writer.name] = found
    chosen.out.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def items(
    data: Path | None, sets: Sequence[str], paths: Sequence[Path], embedder: Embedder
) -> Iterator[tuple[str, tuple[EncodedArticle, ...]]]:
    """Yield (name, articles) of everything that is to be briefed."""
    for path in paths:
        found = [a for a in read_paths([path], max_bytes=LARGEST) if isinstance(a, Article)]
        yield path.name, tuple(encode(found, embedder, Ledger()))
    for asked in sets:
        name, _, count = asked.partition(":")
        assert data is not None, "--sets needs --data"
        stored = list(corpus.read_rows(data, name))
        step = max(len(stored) // int(count or len(stored)), 1)
        for key, documents, _, _ in stored[step // 2 :: step][: int(count or len(stored))]:
            articles = [Article(text=text, id=f"{key}-{i}") for i, text in enumerate(documents)]
            encoded = tuple(encode(articles, embedder, Ledger()))
            if encoded:
                yield f"{name}:{key}", encoded


def row(
    name: str,
    articles: tuple[EncodedArticle, ...],
    words: int,
    writer: Kept,
    embedder: Embedder,
) -> dict[str, Any]:
    """Return what became of one brief, with its text."""
    extract = make_brief(articles, title=name, words=words)
    writer.asked.clear()
    start = time.process_time()
    made = rewrite_brief(extract, writer, embed=embedder.embed)
    drafts = [writer.drafts[key] for key in writer.asked]
    return {
        "name": name,
        "counts": {fate: getattr(made, fate) for fate in FATES},
        "used": made.used,
        "notices": list(made.notices),
        "drafts": drafts,
        "cpu": sum(draft["cpu"] for draft in drafts),
        "seconds": sum(draft["seconds"] for draft in drafts),
        "own_cpu": time.process_time() - start,
        "tasks": [json.loads(key)[2] for key in writer.asked],
        "extract": shown(extract),
        "brief": shown(made.brief),
    }


def shown(brief: Brief) -> list[dict[str, Any]]:
    """Return the points of a brief with the spans that they cite."""
    return [
        {"text": p.text, "kind": p.kind, "cites": [c.quote for c in p.citations]}
        for p in brief.points
    ]


def summary(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the figures of one model."""
    counts: Counter[str] = Counter()
    for one in rows:
        counts.update(one["counts"])
    reasons = Counter(
        text.partition("(")[2].partition(")")[0]
        for one in rows
        if not one["used"]
        for text in one["notices"]
    )
    asked = max(sum(bool(one["drafts"]) for one in rows), 1)
    return {
        "briefs": len(rows),
        "briefs_used": sum(one["used"] for one in rows),
        "unused_because": dict(reasons),
        **{fate: counts[fate] for fate in FATES},
        "processor_seconds_per_brief": round(sum(one["cpu"] for one in rows) / asked, 1),
        "peak_memory_mb": round(
            max((draft["memory"] for one in rows for draft in one["drafts"]), default=0) / 1e6
        ),
    }


if __name__ == "__main__":
    main()
