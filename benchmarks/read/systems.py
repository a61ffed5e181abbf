"""Whose briefs are read, in whole sentences and the same room."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "quality"))

import peers
from corpus import Item

from summarizer.summary import make_brief
from summarizer.text.datelines import without_dateline

SLACK = 1.15
"""What a brief of whole sentences may be longer than its room."""
NEURAL = ("pegasus", "brio", "t0", "gpt3", "M22", "M23", "M17", "davinci-002")
"""Stored systems to take one from, at random."""


def ours(item: Item, words: int) -> str:
    """Return Readout's brief, a point a line."""
    brief = make_brief(item.articles, title="-", words=words)
    return "\n".join(point.text for point in brief.points)


def whole(item: Item, order: list[int], words: int) -> str:
    """Return the first sentences of `order` that fit, in reading order, at least one."""
    texts = peers.sentences_of(item)
    chosen: list[int] = []
    size = 0
    for row in order:
        length = len(texts[row].split())
        if chosen and size + length > SLACK * words:
            continue
        chosen.append(row)
        size += length
        if size >= words:
            break
    return "\n".join(texts[row] for row in sorted(chosen))


def lead(item: Item, words: int) -> str:
    """Return the first sentences; of several articles in turns."""
    texts = peers.sentences_of(item)
    kept: list[str] = []
    for text in texts:
        if kept and len(" ".join([*kept, text]).split()) > SLACK * words:
            break
        kept.append(text)
    return "\n".join(kept)


def plain(text: str) -> str:
    """Return a brief without the datelines that Readout takes off: they would give others away."""
    return "\n".join(without_dateline(line) for line in text.splitlines())


def briefs_of(
    item: Item, words: int, lexrank: peers.Outside, rng: random.Random
) -> Iterator[tuple[str, str]]:
    """Yield (system, brief) for each that is read."""
    yield "Readout", ours(item, words)
    yield "Lead", plain(lead(item, words))
    yield "LexRank", plain(whole(item, lexrank.order(item), words))
    yield "centroid-MMR", plain(whole(item, peers.mmr_order(item), words))
    stored = [name for name in NEURAL if item.systems.get(name)]
    if stored:
        name = rng.choice(stored)
        yield peers.stored_name(name), item.systems[name].strip()
