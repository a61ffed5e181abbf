"""The official fake of the encoder: hashed words, so that like texts have like vectors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.domain import Article, EncodedArticle
from summarizer.models.base import Progress
from summarizer.reading import head_of
from summarizer.text.sentences import split_sentences

DIMENSION = 256


class FakeEncoder:
    """Bags of words hashed into 256 places; deterministic, no model, microseconds."""

    name = "fake-encoder"
    dimension = DIMENSION

    def __init__(self) -> None:
        self.seen = 0
        """Texts encoded so far."""

    def embed(self, texts: Sequence[str], progress: Progress | None = None) -> NDArray[np.float32]:
        """Return (n, 256) float32, rows of length 1."""
        self.seen += len(texts)
        rows = np.zeros((len(texts), DIMENSION), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in re.findall(r"\w+", text.lower()):
                place = int.from_bytes(blake2b(word.encode(), digest_size=4).digest(), "big")
                row[place % DIMENSION] += 1.0 if len(word) > 3 else 0.2
            if not row.any():
                row[0] = 1.0
        if progress is not None:
            progress(len(texts), len(texts))
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)

    def close(self) -> None:
        """Release nothing."""


def encoded(article: Article) -> EncodedArticle:
    """Return an article with its sentences and the fake encoder's vectors."""
    sentences = split_sentences(article)
    texts = [head_of(article, sentences), *(sentence.of(article) for sentence in sentences)]
    vectors = FakeEncoder().embed(texts)
    return EncodedArticle(article, sentences, vectors[1:], vectors[0])


def encode(text: str, name: str, **facts: Any) -> EncodedArticle:
    """Return a text of the outlet of that name, encoded; keywords as in `Article`."""
    return encoded(Article(text=text, id=name, source=name, **facts))
