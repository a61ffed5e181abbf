"""Other ways to choose sentences, each really run, by name.

Each takes an item and a bound (words, or sentences where words is None) and returns text.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from typing import Any

import numpy as np
from corpus import Item, rouge_tokens
from numpy.typing import NDArray

Peer = Callable[[Item, int | None, int], str]


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
    """Return the first sentences up to the bound; the last is cut to fill it."""
    if words is None:
        return " ".join(texts[:count])
    return " ".join(list(chain.from_iterable(text.split() for text in texts))[:words])


def lead(item: Item, words: int | None, count: int) -> str:
    """Lead-3, lead-n-words; of several articles the round-robin lead."""
    return cut(sentences_of(item), words, count)


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
    return " ".join(texts[row] for row in sorted(chosen))


def centrality(item: Item, words: int | None, count: int) -> str:
    """Nearest to the mean vector."""
    v = vectors_of(item)
    return _ranked(item, np.argsort(-(v @ v.mean(0)), kind="stable").tolist(), words, count)


def centroid_mmr(item: Item, words: int | None, count: int) -> str:
    """Nearest to the mean vector, with a lead prior and maximal marginal relevance."""
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
    return _ranked(item, order, words, count)


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


def sumy_peer(name: str) -> Peer:
    """A summarizer of the sumy package, on the same sentences."""

    def run(item: Item, words: int | None, count: int) -> str:
        from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
        from sumy.nlp.stemmers import Stemmer
        from sumy.utils import get_stop_words

        texts = sentences_of(item)
        tokenizer = _Words()
        document = ObjectDocumentModel([Paragraph([Sentence(text, tokenizer) for text in texts])])
        summarizer = _sumy_class(name)(Stemmer("english"))
        if hasattr(summarizer, "stop_words") and name not in ("Kl", "SumBasic"):
            summarizer.stop_words = get_stop_words("english")
        wanted = count if words is None else min(len(texts), words // 8 + 2)
        chosen = [str(sentence) for sentence in summarizer(document, wanted)]
        return cut(chosen, words, count)

    return run


class _Words:
    """sumy's tokenizer without its downloads."""

    language = "english"

    def to_words(self, text: str) -> tuple[str, ...]:
        import re

        return tuple(re.findall(r"[a-z]+", text.lower()))

    def to_sentences(self, text: str) -> tuple[str, ...]:
        return (text,)


MODULES = {"LexRank": "lex_rank", "TextRank": "text_rank", "SumBasic": "sum_basic"}


def _sumy_class(name: str) -> Any:
    from importlib import import_module

    module = import_module(f"sumy.summarizers.{MODULES.get(name, name.lower())}")
    return getattr(module, "KLSummarizer" if name == "Kl" else f"{name}Summarizer")


OWN: dict[str, Peer] = {
    "Lead": lead,
    "centrality": centrality,
    "centroid-MMR with position": centroid_mmr,
    "oracle": oracle,
}
SUMY = {
    f"sumy {name}": sumy_peer(name)
    for name in ("LexRank", "TextRank", "Lsa", "Luhn", "Kl", "SumBasic")
}
