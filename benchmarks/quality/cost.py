"""What each system costs: processor seconds and peak memory, each in a fresh process.

    python benchmarks/quality/cost.py --data DIR [--items 50]

From an article's text to three sentences, the encoding counted where a system encodes, the
loading of packages and models and the first article not. Outside peers get the sentences
split; the rest split them. Writes benchmarks/results/quality_cost.json.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import corpus
from corpus import Item

RESULTS = Path(__file__).parents[1] / "results" / "quality_cost.json"
SETS = {"cnndm": (None, 3), "multinews": (200, 3)}
"""What is briefed: single articles in three sentences, several in 200 words."""
OURS = ("Readout", "Lead", "centrality", "centroid-MMR with position")
Work = Callable[[Any, "int | None", int], object]


class NoVectors:
    """Stands for the encoder where a system needs none."""

    name = "none"

    def embed(self, texts: list[str], progress: Any = None) -> Any:
        import numpy as np

        return np.ones((len(texts), 1), np.float32)


def main() -> None:
    """Measure every system in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--items", type=int, default=50)
    parser.add_argument("--worker", choices=OURS, help=argparse.SUPPRESS)
    parser.add_argument("--set", choices=list(SETS), default="cnndm", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.worker:
        print(json.dumps(work(chosen.worker, chosen.data, chosen.set, chosen.items)))
        return
    figures = {name: measure_all(chosen.data, name, chosen.items) for name in SETS}
    RESULTS.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def measure_all(data: Path, name: str, count: int) -> dict[str, dict[str, float]]:
    """Return the figures of every system on one set, printing each as it is known."""
    out = {}
    for system in OURS:
        command = [sys.executable, __file__, "--data", str(data), "--items", str(count)]
        done = subprocess.run(
            [*command, "--worker", system, "--set", name], check=True, capture_output=True
        )
        out[system] = json.loads(done.stdout.splitlines()[-1])
        show(name, system, out[system])
    items = corpus.load(data, name, NoVectors(), count)  # type: ignore[arg-type]
    for system, figures in outside(items, *SETS[name]):
        out[system] = figures
        show(name, system, figures)
    return out


def show(name: str, system: str, figures: dict[str, float]) -> None:
    print(
        f"{name:10} {system:28} {figures['ms']:9.1f} ms  {figures['peak_mb']:6.0f} MB", flush=True
    )


def outside(items: list[Item], words: int | None, count: int) -> Any:
    """Yield (name, figures) of each outside peer, which runs alone."""
    import peers
    from outside import NAMES
    from peer_env import python_of

    for name in NAMES:
        texts = [peers.sentences_of(item) for item in items] if name == "lexrank" else []
        peer = peers.Outside(name, python_of(), texts, whole=True)
        peer(items[0], words, count)
        before = peer.cpu
        for item in items[1:]:
            peer(item, words, count)
        peer.close()
        ms = 1000 * (peer.cpu - before) / (len(items) - 1)
        yield name, {"ms": round(ms, 2), "peak_mb": peer.peak_mb}


def work(system: str, data: Path, name: str, count: int) -> dict[str, float]:
    """Run one of our own systems here, from texts on."""
    words, sentences = SETS[name]
    with tempfile.TemporaryDirectory() as folder:
        embedder = NoVectors() if system == "Lead" else open_encoder(folder)
        brief = system_of(system)
        rows = list(corpus.read_rows(data, name))[:count]
        begin = 0.0
        for number, (key, documents, _, _) in enumerate(rows):
            if number == 1:
                begin = time.process_time()
            brief(item_of(name, key, documents, embedder), words, sentences)
        used = time.process_time() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"ms": round(1000 * used / (len(rows) - 1), 2), "peak_mb": peak}


def open_encoder(folder: str) -> Any:
    from summarizer.models.encoder import open_embedder
    from summarizer.settings import Settings

    settings = Settings(_env_file=None, cache_dir=Path(folder), data_dir=Path(folder))
    return open_embedder(settings, use_cache=False)


def item_of(name: str, key: str, documents: list[str], embedder: Any) -> Item:
    from summarizer.domain import Article
    from summarizer.reading import Ledger, encode

    articles = [Article(text=text, id=f"{key}-{i}") for i, text in enumerate(documents)]
    return Item(key, name, tuple(encode(articles, embedder, Ledger())), (), {})


def system_of(system: str) -> Work:
    if system != "Readout":
        import peers

        return peers.OWN[system]
    from summarizer.summary import make_brief

    def ours(item: Item, words: int | None, count: int) -> object:
        bounds = {"sentences": count} if words is None else {"words": words}
        return make_brief(item.articles, title="-", **bounds)

    return ours


if __name__ == "__main__":
    main()
