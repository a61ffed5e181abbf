"""The contestants. Each function does its job once warm and returns what it made.

Every contestant runs in a process of its own, so that its peak memory is its own and no
library's threads or caches help another.
"""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

Job = Callable[[], Any]
WORDS = 120


def sentences_of(texts: Sequence[str]) -> list[list[str]]:
    """Split every text with Readout's splitter: all contestants get the same sentences."""
    from summarizer import Article
    from summarizer.text.sentences import split_sentences

    articles = [Article(text=text) for text in texts]
    return [[one.of(article) for one in split_sentences(article)] for article in articles]


def model_path() -> str:
    from summarizer.models.files import find_model

    return str(find_model("packaged").path)


def _settings(folder: str) -> Any:
    from summarizer.settings import Settings

    return Settings(_env_file=None, cache_dir=Path(folder), data_dir=Path(folder))


# Encoding: (texts) -> a job that returns (n, 384).


def encode_readout(texts: list[str]) -> Job:
    from summarizer.models.encoder import open_embedder

    embedder = open_embedder(_settings(tempfile.mkdtemp()), use_cache=False)
    embedder.embed(texts[:64])
    return lambda: embedder.embed(texts)


def encode_readout_float32(texts: list[str]) -> Job:
    from summarizer.models.encoder import open_embedder

    settings = _settings(tempfile.mkdtemp()).model_copy(update={"dtype": "float32"})
    embedder = open_embedder(settings, use_cache=False)
    embedder.embed(texts[:64])
    return lambda: embedder.embed(texts)


def encode_sentence_transformers(texts: list[str]) -> Job:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(model_path(), device="cpu")
    model.encode(texts[:64], show_progress_bar=False)
    return lambda: model.encode(texts, show_progress_bar=False)


def encode_transformers(texts: list[str]) -> Job:
    """The snippet of the model's own page: 32 texts a batch, in the order given."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    model = AutoModel.from_pretrained(model_path()).eval()
    tokenizer = AutoTokenizer.from_pretrained(model_path())

    def work() -> np.ndarray:
        rows = []
        with torch.no_grad():
            for start in range(0, len(texts), 32):
                batch = tokenizer(
                    texts[start : start + 32],
                    padding=True,
                    truncation=True,
                    max_length=256,
                    return_tensors="pt",
                )
                hidden = model(**batch).last_hidden_state
                mask = batch["attention_mask"].unsqueeze(-1)
                pooled = (hidden * mask).sum(1) / mask.sum(1)
                rows.append(torch.nn.functional.normalize(pooled, dim=1).numpy())
        return np.concatenate(rows)

    return work


# Briefs: (texts) -> a job that briefs each text by itself.


def _briefs(texts: list[str], *, use_cache: bool) -> Job:
    from summarizer import Article, Summarizer

    summarizer = Summarizer(_settings(tempfile.mkdtemp()), use_cache=use_cache)
    articles = [Article(text=text) for text in texts]

    def work() -> list[str]:
        return [summarizer.brief(article, words=WORDS).text for article in articles]

    if use_cache:
        work()
    else:
        summarizer.brief(Article(text=texts[0]), words=WORDS)
    return work


def brief_readout(texts: list[str]) -> Job:
    return _briefs(texts, use_cache=False)


def brief_readout_cached(texts: list[str]) -> Job:
    return _briefs(texts, use_cache=True)


class _Words:
    """A tokenizer for sumy that needs no download: Readout's sentences, a pattern's words."""

    def to_sentences(self, text: str) -> list[str]:
        return sentences_of([text])[0]

    def to_words(self, text: str) -> list[str]:
        return re.findall(r"[^\W\d_]+", text.lower())


def _lexrank(text: str, count: int) -> list[str]:
    from sumy.nlp.stemmers import Stemmer
    from sumy.parsers.plaintext import PlaintextParser
    from sumy.summarizers.lex_rank import LexRankSummarizer

    document = PlaintextParser.from_string(text, _Words()).document
    return [str(one) for one in LexRankSummarizer(Stemmer("english"))(document, count)]


def brief_sumy(texts: list[str]) -> Job:
    _lexrank(texts[0], 4)
    return lambda: [_lexrank(text, 4) for text in texts]


# Digests: (texts) -> a job that returns a digest of all.


def digest_readout(texts: list[str]) -> Job:
    """Returns the seconds that went into encoding, by the wrapped encoder's own clock."""
    from summarizer import Article, Summarizer
    from summarizer.models.encoder import open_embedder

    class Timed:
        def __init__(self, inner: Any) -> None:
            self.inner, self.seconds = inner, 0.0
            self.name = inner.name
            self.close = inner.close

        @property
        def dimension(self) -> int:
            return int(self.inner.dimension)

        def embed(self, texts: Sequence[str], progress: Any = None) -> Any:
            start = time.perf_counter()
            try:
                return self.inner.embed(texts, progress)
            finally:
                self.seconds += time.perf_counter() - start

    settings = _settings(tempfile.mkdtemp())
    timed = Timed(open_embedder(settings, use_cache=False))
    timed.embed(["Warm up before the clock runs."])
    summarizer = Summarizer(settings, embedder=timed)

    def work() -> dict[str, float]:
        timed.seconds = 0.0
        digest = summarizer.digest([Article(text=text) for text in texts])
        return {"encoding": timed.seconds, "stories": len(digest.stories)}

    return work


def digest_plain(texts: list[str]) -> Job:
    """What a person would put together: encode, cluster, LexRank per cluster."""
    from sentence_transformers import SentenceTransformer
    from sklearn.cluster import AgglomerativeClustering

    model = SentenceTransformer(model_path(), device="cpu")
    model.encode(texts[:2], show_progress_bar=False)

    def work() -> dict[str, float]:
        groups = sentences_of(texts)
        start = time.perf_counter()
        flat = [one for group in groups for one in group]
        vectors = model.encode(flat, show_progress_bar=False)
        encoding = time.perf_counter() - start
        ends = np.cumsum([len(group) for group in groups])[:-1]
        means = np.stack([part.mean(0) for part in np.split(vectors, ends)])
        labels = AgglomerativeClustering(
            n_clusters=None, distance_threshold=0.35, metric="cosine", linkage="average"
        ).fit_predict(means)
        for label in set(labels):
            joined = "\n\n".join(texts[i] for i in np.flatnonzero(labels == label)[:5])
            _lexrank(joined, 4)
        return {"encoding": encoding, "stories": len(set(labels))}

    return work


PEERS: dict[str, dict[str, Callable[[list[str]], Job]]] = {
    "encode": {
        "readout": encode_readout,
        "readout, float32": encode_readout_float32,
        "sentence-transformers": encode_sentence_transformers,
        "transformers": encode_transformers,
    },
    "brief": {
        "readout, new article": brief_readout,
        "readout, cached vectors": brief_readout_cached,
        "sumy LexRank": brief_sumy,
    },
    "digest": {"readout": digest_readout, "sentence-transformers + sklearn + sumy": digest_plain},
}
