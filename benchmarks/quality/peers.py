"""Other ways to choose sentences, each really run, by name.

Each takes an item and a bound (words, or sentences where words is None) and returns text.
"""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from corpus import Item, rouge_tokens
from numpy.typing import NDArray
from outside import NAMES
from peer_env import python_of

Peer = Callable[[Item, int | None, int], str]
OUTSIDE = Path(__file__).with_name("outside.py")
MARKS = ",;:—–"
"""Marks at which a clause may end."""
CORPUS = 100
"""Documents of which lexrank learns how rare a word is."""


def sentences_of(item: Item) -> list[str]:
    """All sentences; of several articles in turns: every first, every second."""
    return [item.articles[a].text_of(i) for a, i in _turns(item)]


def vectors_of(item: Item) -> NDArray[np.float32]:
    """Vectors in the order of `sentences_of`."""
    return np.stack([item.articles[a].vectors[i] for a, i in _turns(item)])


def _turns(item: Item) -> list[tuple[int, int]]:
    longest = max(len(article.sentences) for article in item.articles)
    return [
        (a, i)
        for i in range(longest)
        for a, article in enumerate(item.articles)
        if i < len(article.sentences)
    ]


def cut(texts: list[str], words: int | None, count: int) -> str:
    """Return the first sentences up to the bound, a line each; the last is cut to fill it."""
    if words is None:
        return "\n".join(texts[:count])
    kept: list[str] = []
    room = words
    for text in texts:
        part = text.split()[:room]
        if not part:
            break
        kept.append(" ".join(part))
        room -= len(part)
    return "\n".join(kept)


def lead(item: Item, words: int | None, count: int) -> str:
    """Lead-3, lead-n-words; of several articles the round-robin lead."""
    return cut(sentences_of(item), words, count)


def lead_whole(item: Item, words: int | None, count: int) -> str:
    """The lead as it can be shown: the first sentences that fit whole within the bound.

    Only a first sentence that is longer than the bound is cut, anywhere.
    """
    texts = sentences_of(item)
    if words is None:
        return cut(texts, None, count)
    return cut(texts[: max(_fitting(texts, words), 1)], words, count)


def lead_clauses(item: Item, words: int | None, count: int) -> str:
    """The lead in whole sentences, and of the next one what fits up to one of its inner marks.

    A first sentence that is longer than the bound is cut anywhere.
    """
    texts = sentences_of(item)
    fitting = len(texts) if words is None else _fitting(texts, words)
    if words is None or not 0 < fitting < len(texts):
        return cut(texts, words, count)
    left = words - sum(len(text.split()) for text in texts[:fitting])
    part = texts[fitting].split()[:left]
    end = max((k for k, word in enumerate(part, 1) if word[-1] in MARKS), default=0)
    return cut([*texts[:fitting], " ".join(part[:end]).rstrip(MARKS + " ")], words, count)


def _fitting(texts: Sequence[str], words: int) -> int:
    """How many of the first texts fit whole within so many words."""
    sizes = itertools.accumulate(len(text.split()) for text in texts)
    return sum(size <= words for size in sizes)


def _ranked(item: Item, order: list[int], words: int | None, count: int) -> str:
    """The first of `order` within the bound, in reading order; the last is cut to fill it."""
    texts = sentences_of(item)
    chosen: list[int] = []
    size = 0
    for row in order:
        if len(chosen) >= count if words is None else size >= words:
            break
        chosen.append(row)
        size += len(texts[row].split())
    if words is not None and chosen and size > words:
        last = chosen[-1]
        texts[last] = " ".join(texts[last].split()[: len(texts[last].split()) - (size - words)])
    return "\n".join(texts[row] for row in sorted(chosen))


def centrality(item: Item, words: int | None, count: int) -> str:
    """Nearest to the mean vector."""
    v = vectors_of(item)
    return _ranked(item, np.argsort(-(v @ v.mean(0)), kind="stable").tolist(), words, count)


def centroid_mmr(item: Item, words: int | None, count: int) -> str:
    """Nearest to the mean vector, with a lead prior and maximal marginal relevance."""
    return _ranked(item, mmr_order(item), words, count)


def mmr_order(item: Item) -> list[int]:
    """Return the sentences' numbers as `centroid_mmr` ranks them."""
    v = vectors_of(item)
    worth = v @ (v.mean(0) / np.linalg.norm(v.mean(0)))
    place = np.array([i for _, i in _turns(item)])
    worth = worth + 0.5 / (1 + place)
    order: list[int] = []
    near = np.zeros(len(v))
    for _ in range(min(len(v), 60)):
        value = 0.7 * worth - 0.3 * near
        value[order] = -np.inf
        best = int(value.argmax())
        order.append(best)
        near = np.maximum(near, v @ v[best])
    return order


def oracle(item: Item, words: int | None, count: int) -> str:
    """The ceiling: greedy choice by the reference itself."""
    texts = sentences_of(item)
    rows = [rouge_tokens(text) for text in texts]
    reference = rouge_tokens(item.references[0])
    order: list[int] = []
    best = 0.0
    while len(order) < (count if words is None else 40):
        values = [
            -1.0 if k in order else _overlap([*order, k], rows, reference) for k in range(len(rows))
        ]
        top = int(np.argmax(values))
        if values[top] <= best:
            break
        best = values[top]
        order.append(top)
        if words is not None and sum(len(texts[k].split()) for k in order) >= words:
            break
    return _ranked(item, order, words, count)


def _overlap(chosen: list[int], rows: list[list[str]], reference: list[str]) -> float:
    from learn import set_rewards

    picked = [rows[k] for k in sorted(chosen)]
    return float(set_rewards(picked, np.arange(len(picked))[None], [reference])[0])


class Outside:
    """A peer of another environment: a process that ranks sentences (see `outside.py`).

    Attributes:
        cpu: processor seconds of all jobs so far.
        peak_mb: the most memory that the process held, its packages included.
    """

    def __init__(
        self, name: str, python: Path, corpus: Sequence[Sequence[str]], *, whole: bool = False
    ) -> None:
        self.name = name
        self.cpu = 0.0
        self.peak_mb = 0
        self._turn = threading.Lock()
        self._known: dict[tuple[str, int | None, int], tuple[list[int], float]] = {}
        self._process = subprocess.Popen(
            [str(python), str(OUTSIDE), name, *(["--whole"] if whole else [])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=_plain_environment(),
        )
        self._send({"corpus": corpus})

    def __call__(self, item: Item, words: int | None, count: int) -> str:
        """Return the peer's choice within the bound, as `Peer`."""
        order, cpu = self.ask(item, words, count)
        self.cpu += cpu
        return _ranked(item, order, words, count)

    def ask(self, item: Item, words: int | None, count: int) -> tuple[list[int], float]:
        """Return the sentences' numbers, best first, and the seconds that it took, once."""
        by_bound = self.name == "bert-extractive-summarizer"
        key = (item.id, words, count) if by_bound else (item.id, None, 0)
        with self._turn:
            if key not in self._known:
                self._send({"texts": sentences_of(item), "words": words, "count": count})
                self._known[key] = self._answer(item.id)
            return self._known[key]

    def order(self, item: Item) -> list[int]:
        """Return the sentences' numbers, best first."""
        return self.ask(item, None, 3)[0]

    def _send(self, message: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(message) + "\n")
        self._process.stdin.flush()

    def _answer(self, key: str) -> tuple[list[int], float]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.name} died at item {key}: run outside.py by hand to see why")
        answer = json.loads(line)
        self.peak_mb = answer["peak_mb"]
        return answer["order"], answer["cpu"]

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


def _plain_environment() -> dict[str, str]:
    """Return the environment without our packages' path, which hides another `summarizer`."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


def open_outside(items: Sequence[Item]) -> dict[str, Outside]:
    """Start every peer of the other environment.

    Args:
        items: lexrank learns how rare words are from the first `CORPUS` of them.
    """
    corpus = [sentences_of(item) for item in items[:CORPUS]]
    chosen = python_of()
    return {name: Outside(name, chosen, corpus if name == "lexrank" else []) for name in NAMES}


def ask_ahead(
    outside: Iterable[Outside], jobs: Sequence[tuple[Item, int | None, int]]
) -> threading.Thread:
    """Let the peers work while weights are learned; their answers are kept until asked for.

    Args:
        outside: the peers, which take turns.
        jobs: (item, words, count) of every task.
    """

    def work() -> None:
        for peer in outside:
            for item, words, count in jobs:
                peer.ask(item, words, count)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


LEADS: dict[str, Peer] = {
    "Lead": lead,
    "Lead, whole sentences": lead_whole,
    "Lead, whole clauses": lead_clauses,
}
OWN: dict[str, Peer] = LEADS | {
    "centrality": centrality,
    "centroid-MMR with position": centroid_mmr,
    "oracle": oracle,
}
SUMMEVAL = {
    "M0": "Lead-3",
    "M1": "NeuSum (extractive)",
    "M2": "BanditSum (extractive)",
    "M5": "RNES (extractive)",
    "M8": "pointer-generator",
    "M9": "Fast-abs-rl",
    "M10": "Bottom-Up",
    "M11": "Improve-abs",
    "M12": "Unified-ext-abs",
    "M13": "ROUGESal",
    "M14": "Multi-task Ent+QG",
    "M15": "closed-book decoder",
    "M17": "T5",
    "M20": "GPT-2 zero-shot",
    "M22": "BART",
    "M23": "PEGASUS",
}
"""SummEval's systems by the numbers of its paper (Fabbri et al. 2021). The extractive ones
were trained on the 290,000 articles of CNN/DailyMail."""


def stored_name(name: str) -> str:
    """Return how the tables call a stored system."""
    return f"stored: {SUMMEVAL.get(name, name)}"
