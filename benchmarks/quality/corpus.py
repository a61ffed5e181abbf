"""Articles with references, split and encoded the way the product does it."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from summarizer.domain import Article, EncodedArticle
from summarizer.models.base import Embedder
from summarizer.reading import Ledger, encode

SAMPLES = 2000
"""Of a bootstrap."""
SETS = ("cnndm", "xsum", "newsroom", "newsroom_human", "summeval", "writers", "multinews")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to brief.

    Attributes:
        id: as in the data.
        dataset: the file it came from, without its ending.
        articles: one, or several on one event.
        references: what people wrote.
        systems: outputs of published systems by name.
    """

    id: str
    dataset: str
    articles: tuple[EncodedArticle, ...]
    references: tuple[str, ...]
    systems: dict[str, str]


def need(parser: argparse.ArgumentParser, folder: Path, names: Sequence[str], *files: Path) -> None:
    """End with a usage error where one of the sets in `folder`, or another file, is missing."""
    for file in (*(folder / f"{name}.jsonl" for name in names), *files):
        if not file.is_file():
            parser.error(f"there is no file {file}")


def read_rows(
    folder: Path, name: str
) -> Iterator[tuple[str, list[str], list[str], dict[str, str]]]:
    """Yield (id, documents, references, systems) for each row of `name`.jsonl."""
    with (folder / f"{name}.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            documents = [d for d in row.get("documents") or [row["text"]] if d.strip()]
            references = row.get("references") or [row["reference"]]
            systems = {key: _text(value) for key, value in (row.get("systems") or {}).items()}
            yield row["id"], documents, references, {k: v for k, v in systems.items() if v}


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and value:
        return _text(value[0])
    if isinstance(value, dict):
        return _text(value.get("summary") or value.get("text") or "")
    return ""


def load(folder: Path, name: str, embedder: Embedder, limit: int | None = None) -> list[Item]:
    """Return the items of one file; rows without a usable sentence are left out."""
    items: list[Item] = []
    for number, (key, documents, references, systems) in enumerate(read_rows(folder, name)):
        if limit is not None and number >= limit:
            break
        item = make_item(key, name, documents, references, embedder, systems)
        if item.articles:
            items.append(item)
    return items


def make_item(
    key: str,
    name: str,
    documents: Sequence[str],
    references: Sequence[str],
    embedder: Embedder,
    systems: dict[str, str] | None = None,
) -> Item:
    """Return one row split and encoded; without articles where none has a usable sentence."""
    articles = [Article(text=text, id=f"{key}-{i}") for i, text in enumerate(documents)]
    encoded = tuple(encode(articles, embedder, Ledger()))
    return Item(key, name, encoded, tuple(references), systems or {})


@cache
def _stemmer() -> object:
    from nltk.stem import porter

    return porter.PorterStemmer()


@cache
def _stem(word: str) -> str:
    return _stemmer().stem(word) if len(word) > 3 else word  # type: ignore[attr-defined]


def rouge_tokens(text: str) -> list[str]:
    """Return the stemmed tokens that the `rouge-score` package compares."""
    return [_stem(word) for word in re.findall(r"[a-z0-9]+", text.lower())]


def groups(items: Sequence[Item]) -> list[int]:
    """Number the items so that two that share long sentences have one number."""
    seen: dict[str, list[int]] = {}
    for k, item in enumerate(items):
        for article in item.articles:
            for i in range(len(article.sentences)):
                text = re.sub(r"\W+", "", article.text_of(i).lower())
                if len(text) > 50:
                    seen.setdefault(text, []).append(k)
    leader = list(range(len(items)))

    def find(k: int) -> int:
        while leader[k] != k:
            k = leader[k]
        return k

    for holders in seen.values():
        distinct = sorted(set(holders))
        if 1 < len(distinct) < 6:
            for other in distinct[1:]:
                a, b = find(distinct[0]), find(other)
                leader[max(a, b)] = min(a, b)
    return [find(k) for k in range(len(items))]


def apart(found: Sequence[Item], known: Sequence[Item]) -> list[Item]:
    """Return the items of `found` that share long sentences with none of `known`."""
    leaders = groups([*known, *found])
    taken = set(leaders[: len(known)])
    return [i for i, g in zip(found, leaders[len(known) :], strict=True) if g not in taken]


def interval(differences: Any) -> list[float]:
    """Return the mean with the 95 % interval of a bootstrap."""
    rng = np.random.default_rng(0)
    rows = rng.integers(0, len(differences), (SAMPLES, len(differences)))
    low, high = np.percentile(differences[rows].mean(1), [2.5, 97.5])
    return [round(float(x), 2) for x in (differences.mean(), low, high)]
