"""Trains what the checker ships with. Seeded: two runs write the same weights.

    python benchmarks/faithful/train.py words --data DIR     summarizer/data/check.words.npz
    python benchmarks/faithful/train.py scorer --data DIR    summarizer/data/check.model.npz

DIR holds `faithful/` and `quality/`. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from entity_data import read_entities
from faithful_data import Measurer, read_edits, read_rated, read_sentences, read_trusted, rows
from heads import ROUNDS, Head, train_joins, train_swaps, train_words
from numpy.typing import NDArray

from summarizer.check.entities import ENTITY_FEATURES
from summarizer.check.features import FEATURES, PLAIN_FEATURES
from summarizer.check.swaps import PLAIN_SWAP_FEATURES, SWAP_FEATURES
from summarizer.models.encoder import open_embedder
from summarizer.settings import Settings

OUT = Path(__file__).parents[2] / "summarizer" / "data"
WORD = re.compile(r"[^\W\d_]{2,}")
LEAST_ARTICLES = 3
AXES = 96
"""Of 384; they hold 64 % of the variance of the words' vectors in 2.3 MB."""

CUTS = {"words": 0.87, "joins": 0.64, "swaps": 0.82, "entities": 0.65}
PLAIN_JOINS_CUT = 0.68
"""Doubts over which a sentence is refused: chosen on held-out folds (run.py) for at most
.05 of true sentences refused with 35 % of the synonyms hidden."""


def cut_of(name: str, head: str) -> float:
    """Return the cut of a head; without vectors the one for joins is less sure of itself."""
    return PLAIN_JOINS_CUT if (name, head) == ("plain", "joins") else CUTS[head]


def texts_of(quality: Path) -> Iterator[str]:
    for path in sorted(quality.glob("*.jsonl")):
        for row in rows(path):
            yield from (row[key] for key in ("text", "reference") if isinstance(row.get(key), str))
            for document in [*(row.get("documents") or []), *(row.get("references") or [])]:
                yield document if isinstance(document, str) else document.get("text", "")


def train_vocabulary(data: Path) -> None:
    """Count words over news texts, and pack the encoder's vector of each."""
    seen: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    total = 0
    for text in texts_of(data / "quality"):
        total += 1
        found = WORD.findall(text)
        seen.update({word.lower() for word in found})
        small = {word for word in found if word[0].islower()}
        capital.update({word.lower() for word in found if word[0].isupper()} - small)
    words = sorted((w for w in seen if seen[w] >= LEAST_ARTICLES), key=lambda w: (-seen[w], w))
    vectors = open_embedder(Settings()).embed(words)
    centred = vectors - vectors.mean(axis=0)
    _, axes = np.linalg.eigh(np.cov(centred.T))
    short = centred @ axes[:, ::-1][:, :AXES]
    scaled = np.round(short * 127 / np.abs(short).max(axis=1, keepdims=True))
    share = np.array([seen[word] / total for word in words])
    np.savez_compressed(
        OUT / "check.words.npz",
        words=np.frombuffer("\n".join(words).encode(), dtype=np.uint8),
        vectors=scaled.astype(np.int8),
        rarity=np.clip(np.round(-np.log(share) * 16), 0, 255).astype(np.uint8),
        capital=np.array([round(15 * capital[w] / seen[w]) for w in words], dtype=np.uint8),
    )


def train_scorer(data: Path) -> None:
    """Train the heads with and without vectors, and the forest for entities."""
    packed: dict[str, NDArray[Any]] = {}
    faithful = data / "faithful"
    quality = data / "quality"
    examples = [*read_edits(faithful), *read_sentences(faithful)]
    examples += [*read_rated(quality), *read_trusted(quality)]
    everything = np.ones(len(examples), dtype=np.bool_)
    for name, features, swap_features, embed in (
        ("plain", PLAIN_FEATURES, PLAIN_SWAP_FEATURES, None),
        ("vectors", FEATURES, SWAP_FEATURES, open_embedder(Settings()).embed),
    ):
        measurer = Measurer(embed)
        rounds = measurer.measure_rounds(examples, ROUNDS)
        words = train_words(features, examples, rounds, everything)
        joins = train_joins(features, examples, rounds[0], everything)
        swaps = train_swaps(swap_features, measurer.measure_swaps(examples, ROUNDS), everything)
        for head, model in (("words", words), ("joins", joins), ("swaps", swaps)):
            packed |= {
                f"{name}.{head}.{key}": value
                for key, value in model.packed(cut_of(name, head)).items()
            }
    measured, false, _ = read_entities(faithful)
    entities = Head(ENTITY_FEATURES)
    entities.fit(entities.matrix(measured), false, np.ones(len(false)))
    packed |= {f"entities.{key}": v for key, v in entities.packed(CUTS["entities"]).items()}
    np.savez_compressed(OUT / "check.model.npz", **packed)  # type: ignore[arg-type]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["words", "scorer"])
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    (train_vocabulary if options.what == "words" else train_scorer)(options.data)


if __name__ == "__main__":
    main()
