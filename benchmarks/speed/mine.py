"""Readout's jobs. Each maker sets up and warms, and returns the work that is timed."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from summarizer import Article, Summarizer
from summarizer.models.encoder import open_embedder
from summarizer.reading import HEAD_CHARACTERS, prepare
from summarizer.settings import Settings

Job = Callable[[], Any]
Sentences = list[list[str]]
Others = list[tuple[str, list[str]]]
"""Texts with their sentences, to warm with."""
WORDS = 120
NOW = datetime(2024, 8, 28, 6, tzinfo=UTC)
QUERIES = (
    "flood warnings,pension reform,the central bank raises interest rates,night flights,"
    "vaccine trial results,school closures in the north,trade agreement,ferry strike"
).split(",")
BATCH = 5_000


def _settings(**changes: Any) -> Settings:
    folder = Path(tempfile.mkdtemp(prefix="readout-speed-"))
    return Settings(_env_file=None, cache_dir=folder, data_dir=folder, **changes)  # type: ignore[call-arg]


def encode(_texts: list[str], sentences: Sentences, _others: Others) -> Job:
    return _encode(sentences, "auto")


def encode_float32(_texts: list[str], sentences: Sentences, _others: Others) -> Job:
    return _encode(sentences, "float32")


def _encode(sentences: Sentences, dtype: str) -> Job:
    embedder = open_embedder(_settings(dtype=dtype), use_cache=False)
    flat = [one for group in sentences for one in group]
    embedder.embed(flat[:64])
    return lambda: embedder.embed(flat)


def brief(texts: list[str], _sentences: Sentences, others: Others) -> Job:
    """Briefs of articles that were never seen."""
    summarizer = Summarizer(_settings(), use_cache=False)
    articles = [Article(text=text) for text in texts]
    for text, _ in others:
        summarizer.brief(Article(text=text), words=WORDS)
    return lambda: [summarizer.brief(article, words=WORDS).text for article in articles]


def brief_cached(texts: list[str], sentences: Sentences, others: Others) -> Job:
    """The same where the vectors lie in the cache; the rest is seen for the first time."""
    return _briefs([Article(text=text) for text in texts], texts, sentences, others)


def brief_stored(texts: list[str], sentences: Sentences, others: Others) -> Job:
    """The same of articles as an archive keeps them: their furniture, language, title known."""
    articles = [prepare(Article(text=text))[0] for text in texts]
    return _briefs(articles, texts, sentences, others)


def _briefs(articles: list[Article], texts: list[str], sentences: Sentences, others: Others) -> Job:
    summarizer = Summarizer(_settings())
    for text, group in (*zip(texts, sentences, strict=True), *others):
        head = text[text.index(group[0]) :][:HEAD_CHARACTERS].strip()
        summarizer.embedder.embed([head, *group])
    for text, _ in others:  # from the cache, too
        summarizer.brief(Article(text=text), words=WORDS)
    return lambda: [summarizer.brief(article, words=WORDS).text for article in articles]


class Timed:
    """Passes on to an encoder, and takes the time that it needs."""

    def __init__(self, inner: Any) -> None:
        self.inner, self.name, self.close = inner, inner.name, inner.close
        self.seconds = self.cpu_seconds = 0.0

    @property
    def dimension(self) -> int:
        return int(self.inner.dimension)

    def embed(self, texts: Sequence[str], progress: Any = None) -> Any:
        wall, cpu = time.perf_counter(), time.process_time()
        try:
            return self.inner.embed(texts, progress)
        finally:
            self.seconds += time.perf_counter() - wall
            self.cpu_seconds += time.process_time() - cpu


def digest(texts: list[str], _sentences: Sentences, _others: Others) -> Job:
    """The digest of articles that are all new, with the part of it that was encoding."""
    embedder = open_embedder(_settings(), use_cache=False)
    embedder.embed(["Warm up before the clock runs.", *texts[:16]])
    timed = Timed(embedder)
    summarizer = Summarizer(_settings(), embedder=timed)

    def work() -> dict[str, float]:
        made = summarizer.digest(_articles(texts))
        return {
            "encoding": timed.seconds,
            "encoding_cpu": timed.cpu_seconds,
            "stories": len(made.stories),
        }

    return work


def _articles(texts: list[str]) -> list[Article]:
    return [
        Article(text=text, source=f"Outlet {i % 10}", published=NOW + timedelta(minutes=i))
        for i, text in enumerate(texts)
    ]


def search(texts: list[str], _sentences: Sentences, _others: Others) -> Job:
    """Search by words and meaning in an archive of the given articles.

    The archive's vectors are made up, since comparing them costs the same; the queries are
    encoded in truth. The first search, which reads all vectors, is told apart.
    """
    from summarizer.archive.articles import save_article
    from summarizer.archive.vectors import store_vector
    from summarizer.library import Library

    settings = _settings()
    library = Library(settings)
    embedder = open_embedder(settings)
    chance = np.random.default_rng(7)
    stored = time.perf_counter()
    for start in range(0, len(texts), BATCH):
        rows = chance.standard_normal((BATCH, embedder.dimension), dtype=np.float32)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        with library.archive.begin() as connection:
            for number, text in enumerate(texts[start : start + BATCH]):
                article = Article(text=text, source=f"Outlet {number % 10}", published=NOW)
                name, _ = save_article(connection, article, now=NOW)
                store_vector(connection, name, rows[number], embedder.name)
    stored = time.perf_counter() - stored
    begun = time.perf_counter()
    library.search(QUERIES[0], embedder)
    first = time.perf_counter() - begun

    def work() -> dict[str, float]:
        times = []
        for query in QUERIES:
            start = time.perf_counter()
            library.search(query, embedder)
            times.append(time.perf_counter() - start)
        return {
            "seconds": statistics.median(times),
            "slowest": max(times),
            "first": first,
            "stored": stored,
        }

    return work


JOBS: dict[str, Callable[[list[str], Sentences, Others], Job]] = {
    "encode": encode,
    "encode_float32": encode_float32,
    "brief": brief,
    "brief_cached": brief_cached,
    "brief_stored": brief_stored,
    "digest": digest,
    "search": search,
}
