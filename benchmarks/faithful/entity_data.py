"""EntFA's entities, measured by the checker's own code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from faithful_data import rows
from numpy.typing import NDArray

from summarizer.check.align import align
from summarizer.check.entities import measure_entity
from summarizer.check.sources import read_sources
from summarizer.check.tokens import tokenize
from summarizer.domain import Article


def read_entities(
    faithful: Path,
) -> tuple[list[dict[str, float]], NDArray[np.int64], list[tuple[str, bool]]]:
    """Return features, 1 where the source does not hold the entity, (article, string found)."""
    measured: list[dict[str, float]] = []
    false: list[int] = []
    found: list[tuple[str, bool]] = []
    for row in rows(faithful / "faithful_entities.jsonl"):
        sources = read_sources([Article(text=row["text"])])
        summary: Any = row["summary"]
        alignment = align(tokenize(summary), sources)
        for entity in row["entities"]:
            span = (entity["start"], entity["end"])
            measured.append(measure_entity(summary, span, alignment, sources))
            false.append(int(entity["label"] != "Non-hallucinated"))
            found.append((row["text"], entity["ent"].lower() in row["text"].lower()))
    return measured, np.array(false), found
