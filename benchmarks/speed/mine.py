"""Readout's jobs. Each maker sets up and warms, and returns the work that is timed."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from summarizer import Article, Summarizer
from summarizer.models.encoder import open_embedder
from summarizer.settings import Settings

Job = Callable[[], Any]
Sentences = list[list[str]]
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


def encode(_texts: list[str], sentences: Sentences) -> Job:
    return _encode(sentences, "auto")


def encode_float32(_texts: list[str], sentences: Sentences) -> Job:
    return _encode(sentences, "float32")


def _encode(sentences: Sentences, dtype: str) -> Job:
    embedder = open_embedder(_settings(dtype=dtype), use_cache=False)
    flat = [one for group in sentences for one in group]
    embedder.embed(flat[:64])
    return lambda: embedder.embed(flat)


def brief(texts: list[str], _sentences: Sentences) -> Job:
    return _briefs(texts, use_cache=False)


def brief_cached(texts: list[str], _sentences: Sentences) -> Job:
    return _briefs(texts, use_cache=True)


def _briefs(texts: list[str], *, use_cache: bool) -> Job:
    summarizer = Summarizer(_settings(), use_cache=use_cache)
    articles = [Article(text=text) for text in texts]

    def work() -> list[str]:
        return [summarizer.brief(article, words=WORDS).text for article in articles]

    if use_cache:
        work()
    else:
        summarizer.brief(articles[0], words=WORDS)
    return work


def digest(texts: list[str], _sentences: Sentences) -> Job:
    """The digest of articles that are all new, and apart the pure encoding of the same texts."""
    embedder = open_embedder(_settings(), use_cache=False)
    embedder.embed(["Warm up before the clock runs."] * 2 + texts[:16])
    summarizer = Summarizer(_settings(), embedder=embedder)
    asked: list[str] = []

    class Noted:
        """Passes on to the encoder, and notes what it was asked for."""

        name, close, dimension = embedder.name, embedder.close, embedder.dimension

        def embed(self, wanted: Any, progress: Any = None) -> Any:
            asked.extend(wanted)
            return embedder.embed(wanted, progress)

    summarizer = Summarizer(_settings(), embedder=Noted())

    def work() -> dict[str, float]:
        start = time.perf_counter(), time.process_time()
        made = summarizer.digest(_articles(texts))
        took = time.perf_counter() - start[0], time.process_time() - start[1]
        start = time.perf_counter(), time.process_time()
        embedder.embed(asked)
        return {
            "seconds": took[0],
            "cpu_seconds": took[1],
            "encoding": time.perf_counter() - start[0],
            "encoding_cpu": time.process_time() - start[1],
            "stories": len(made.stories),
        }

    return work


def _articles(texts: list[str]) -> list[Article]:
    return [
        Article(text=text, source=f"Outlet {i % 10}", published=NOW + timedelta(minutes=i))
        for i, text in enumerate(texts)
    ]


def search(texts: list[str], _sentences: Sentences) -> Job:
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


JOBS: dict[str, Callable[[list[str], Sentences], Job]] = {
    "encode": encode,
    "encode_float32": encode_float32,
    "brief": brief,
    "brief_cached": brief_cached,
    "digest": digest,
    "search": search,
}
