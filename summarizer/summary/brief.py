"""Sentences to cited points within a length budget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from summarizer.domain import Brief, Citation, EncodedArticle, Point, count_words, squeeze
from summarizer.errors import NothingToBrief
from summarizer.salience import score_sentences
from summarizer.salience.openings import opens_dangling, reads_alone
from summarizer.summary.select import Choice, Task, choose
from summarizer.summary.trim import trim_sentence

MAX_CANDIDATES = 400
DEFAULT_WORDS = 120


@dataclass(frozen=True, slots=True)
class _Candidate:
    article: int
    index: int
    forms: tuple[str, ...]
    needs: int


def make_brief(
    articles: Sequence[EncodedArticle],
    *,
    title: str,
    words: int | None = None,
    sentences: int | None = None,
    model: str = "",
) -> Brief:
    """Return a brief of one article, or of several on one event.

    Args:
        articles: what to brief, with their vectors.
        title: the brief's headline.
        words: most words; never exceeded. 120 when neither bound is given.
        sentences: most sentences. With `words`, both bounds hold.
        model: the name to credit.

    Raises:
        NothingToBrief: no article has a sentence.
        ValueError: a bound is below 1.
    """
    if (words is not None and words < 1) or (sentences is not None and sentences < 1):
        raise ValueError("a brief needs room for at least one word and one sentence")
    if words is None and sentences is None:
        words = DEFAULT_WORDS
    candidates, task = _prepare(articles)
    if not candidates:
        raise NothingToBrief("no article has a sentence", subject=title)
    chosen = choose(task, words=words, sentences=sentences)
    if chosen:
        points = _points(articles, candidates, chosen)
    else:
        points = (_last_resort(articles, candidates, task, words or DEFAULT_WORDS),)
    return Brief(title, points, tuple(a.article for a in articles), words, model)


def _prepare(articles: Sequence[EncodedArticle]) -> tuple[list[_Candidate], Task]:
    salience = score_sentences(articles)
    rows = [(a, i) for a, article in enumerate(articles) for i in range(len(article.sentences))]
    gains = np.concatenate([*salience, np.zeros(0, np.float32)])
    if len(rows) > MAX_CANDIDATES:
        keep = np.sort(np.argsort(-gains, kind="stable")[:MAX_CANDIDATES])
        rows = [rows[k] for k in keep]
        gains = gains[keep]
    where = {row: k for k, row in enumerate(rows)}
    candidates = [_candidate(articles[a], a, i, where) for a, i in rows]
    if rows:
        vectors = np.stack([articles[a].vectors[i] for a, i in rows])
    else:
        vectors = np.zeros((0, 1), np.float32)
    forms = [tuple(count_words(form) for form in c.forms) for c in candidates]
    task = Task(gains, vectors @ vectors.T, forms, [c.needs for c in candidates])
    return candidates, task


def _candidate(
    article: EncodedArticle, number: int, index: int, where: dict[tuple[int, int], int]
) -> _Candidate:
    text = article.text_of(index)
    if not reads_alone(text):
        return _Candidate(number, index, (), -1)
    forms = (text, *(trim.text for trim in trim_sentence(text)))
    if not opens_dangling(text):
        return _Candidate(number, index, forms, -1)
    before = where.get((number, index - 1), -1)
    return _Candidate(number, index, forms if before >= 0 else (), before)


def _points(
    articles: Sequence[EncodedArticle], candidates: Sequence[_Candidate], chosen: Sequence[Choice]
) -> tuple[Point, ...]:
    order = sorted(
        chosen, key=lambda c: (candidates[c.sentence].article, candidates[c.sentence].index)
    )
    return tuple(_point(articles, candidates[c.sentence], c.form) for c in order)


def _point(articles: Sequence[EncodedArticle], candidate: _Candidate, form: int) -> Point:
    article = articles[candidate.article]
    sentence = article.sentences[candidate.index]
    citation = Citation.at(article.article, sentence.start, sentence.end)
    if form == 0:
        return Point(squeeze(citation.quote), (citation,))
    return Point(candidate.forms[form], (citation,), "trimmed")


def _last_resort(
    articles: Sequence[EncodedArticle],
    candidates: Sequence[_Candidate],
    task: Task,
    words: int,
) -> Point:
    """The first words of the best sentence, when no whole one fits."""
    best = candidates[int(np.argmax(task.gain))]
    article = articles[best.article]
    sentence = article.sentences[best.index]
    citation = Citation.at(article.article, sentence.start, sentence.end)
    tokens = citation.quote.split()
    if len(tokens) <= words:
        return Point(squeeze(citation.quote), (citation,))
    return Point(" ".join(tokens[:words]).rstrip(".,;:") + "…", (citation,), "trimmed")
