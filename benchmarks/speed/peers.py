"""The peers' jobs, in a virtual environment of their own: nothing of Readout is imported.

Sentences are given to them, split as Readout splits them, at no cost, but where it says "from
plain text". Each maker sets up and warms, and returns the work that is timed.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from typing import Any

import numpy as np

Job = Callable[[], Any]
Sentences = list[list[str]]
Others = list[tuple[str, list[str]]]
"""Texts with their sentences, to warm with."""
MODEL = os.environ.get("READOUT_SPEED_MODEL", "")
SENTENCES = 4
"""Sentences of a brief: about the 120 words that Readout is asked for."""


def sentence_transformers(_texts: list[str], sentences: Sentences, _others: Others) -> Job:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(MODEL, device="cpu")
    flat = [one for group in sentences for one in group]
    model.encode(flat[:64], show_progress_bar=False)
    return lambda: model.encode(flat, show_progress_bar=False)


def plain_transformers(_texts: list[str], sentences: Sentences, _others: Others) -> Job:
    """Batches of 32 in the order given, padded, mean of the last hidden states."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    model = AutoModel.from_pretrained(MODEL).eval()
    tokenizer = AutoTokenizer.from_pretrained(MODEL)
    flat = [one for group in sentences for one in group]

    def work() -> Any:
        rows = []
        with torch.no_grad():
            for start in range(0, len(flat), 32):
                batch = tokenizer(
                    flat[start : start + 32],
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


class Lines:
    """A tokenizer for sumy that needs no download: a sentence a line, words by a pattern."""

    def to_sentences(self, text: str) -> list[str]:
        return text.split("\n")

    def to_words(self, text: str) -> list[str]:
        return re.findall(r"[^\W\d_]+", text.lower())


def lexrank_of(sentences: list[str]) -> list[str]:
    from sumy.nlp.stemmers import Stemmer
    from sumy.parsers.plaintext import PlaintextParser
    from sumy.summarizers.lex_rank import LexRankSummarizer

    lines = "\n".join(" ".join(one.split()) for one in sentences)
    document = PlaintextParser.from_string(lines, Lines()).document
    return [str(one) for one in LexRankSummarizer(Stemmer("english"))(document, SENTENCES)]


def lexrank(_texts: list[str], sentences: Sentences, others: Others) -> Job:
    for _, group in others:
        lexrank_of(group)
    return lambda: [lexrank_of(group) for group in sentences]


def lexrank_plain(texts: list[str], _sentences: Sentences, others: Others) -> Job:
    """sumy as its own README has it: from plain text, with NLTK's tokenizer and stop words.

    NLTK's "punkt_tab" must be where `NLTK_DATA` says.
    """
    from sumy.nlp.stemmers import Stemmer
    from sumy.nlp.tokenizers import Tokenizer
    from sumy.parsers.plaintext import PlaintextParser
    from sumy.summarizers.lex_rank import LexRankSummarizer
    from sumy.utils import get_stop_words

    tokenizer, summarizer = Tokenizer("english"), LexRankSummarizer(Stemmer("english"))
    summarizer.stop_words = get_stop_words("english")

    def of(text: str) -> list[str]:
        document = PlaintextParser.from_string(text, tokenizer).document
        return [str(one) for one in summarizer(document, SENTENCES)]

    for text, _ in others:
        of(text)
    return lambda: [of(text) for text in texts]


def bert_extractive(texts: list[str], _sentences: Sentences, others: Others) -> Job:
    """bert-extractive-summarizer on the same encoder; it splits sentences itself."""
    import transformers

    for gone in ("TransfoXLModel", "TransfoXLTokenizer"):  # imported by it, not used here
        if not hasattr(transformers, gone):
            setattr(transformers, gone, None)
    from summarizer.sbert import SBertSummarizer  # its package happens to have our name

    model = SBertSummarizer(MODEL)
    for text, _ in others:
        model(text, num_sentences=SENTENCES)
    return lambda: [model(text, num_sentences=SENTENCES) for text in texts]


def pipeline(_texts: list[str], sentences: Sentences, _others: Others) -> Job:
    """What a person would put together: encode, cluster, LexRank per cluster."""
    from sentence_transformers import SentenceTransformer
    from sklearn.cluster import AgglomerativeClustering

    model = SentenceTransformer(MODEL, device="cpu")
    model.encode(sentences[0], show_progress_bar=False)
    lexrank_of(sentences[0])

    def work() -> dict[str, float]:
        start = time.perf_counter()
        vectors = model.encode([s for group in sentences for s in group], show_progress_bar=False)
        encoding = time.perf_counter() - start
        ends = np.cumsum([len(group) for group in sentences])[:-1]
        means = np.stack([part.mean(0) for part in np.split(vectors, ends)])
        labels = AgglomerativeClustering(
            n_clusters=None, distance_threshold=0.35, metric="cosine", linkage="average"
        ).fit_predict(means)
        members: dict[int, list[int]] = {}
        for place, label in enumerate(labels):
            members.setdefault(int(label), []).append(place)
        for places in members.values():
            lexrank_of([s for place in places[:5] for s in sentences[place]])
        return {"encoding": encoding, "stories": len(members)}

    return work


JOBS: dict[str, Callable[[list[str], Sentences, Others], Job]] = {
    "sentence_transformers": sentence_transformers,
    "plain_transformers": plain_transformers,
    "lexrank": lexrank,
    "lexrank_plain": lexrank_plain,
    "bert_extractive": bert_extractive,
    "pipeline": pipeline,
}
