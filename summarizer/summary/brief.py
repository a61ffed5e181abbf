"""Sentences to cited points within a length budget."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from summarizer.domain import Article, Brief, Citation, EncodedArticle, Point, squeeze
from summarizer.errors import NothingToBrief
from summarizer.lengths import count_words, first_words
from summarizer.salience.score import Salience
from summarizer.summary.agree import find_agreeing
from summarizer.summary.candidates import Candidate, prepare, row_scores
from summarizer.summary.cut import cut_open
from summarizer.summary.few import choose_few
from summarizer.summary.fill import fill, picks_of
from summarizer.summary.order import readable_order, reading_order
from summarizer.summary.plans import Pick
from summarizer.summary.select import Task
from summarizer.summary.several import (
    choose_several,
    fill_several,
    has_room_for_people,
    opening_of,
)
from summarizer.summary.start import from_start, headline_of
from summarizer.summary.transcripts import Turn

DEFAULT_WORDS = 120
"""Budget when neither bound is given: a medium brief."""
MOST_ROUNDS = 4
"""How often points that lean on what is told elsewhere are chosen anew."""


def make_brief(
    articles: Sequence[EncodedArticle],
    *,
    title: str,
    words: int | None = None,
    sentences: int | None = None,
    model: str = "",
    first_told: bool = False,
) -> Brief:
    """Return a brief of one article, or of several on one event.

    Args:
        articles: what to brief, with their vectors.
        title: the brief's headline.
        words: most words; never exceeded. 120 when neither bound is given.
        sentences: most sentences. With `words`, both bounds hold.
        model: the name to credit.
        first_told: the first point may be shown elsewhere: no other leans on it, and
            `words` bounds what stands besides it.

    Raises:
        NothingToBrief: no article has a sentence.
        ValueError: a bound is below 1.
    """
    if (words is not None and words < 1) or (sentences is not None and sentences < 1):
        raise ValueError("a brief needs room for at least one word and one sentence")
    if words is None and sentences is None:
        words = DEFAULT_WORDS
    introduce = has_room_for_people(words)
    articles = from_start(articles)
    candidates, task, salience = prepare(articles, few=words is None)
    if not candidates:
        raise NothingToBrief("no article has a sentence", subject=title)
    picks = _picks(articles, candidates, task, salience, words, sentences, introduce)
    if first_told and picks:
        first = _first(candidates, picks, opened=salience.several)
        words = None if words is None else words + count_words(first.text)
        for _ in range(MOST_ROUNDS):
            picks = _picks(articles, candidates, task, salience, words, sentences, introduce)
            leaning = _leaning_on_first(candidates, task, picks, opened=salience.several)
            if not leaning:
                break
            candidates = [c.left_out() if k in leaning else c for k, c in enumerate(candidates)]
            task = task.without(leaning)
    if picks:
        points = _points(
            articles, candidates, task, picks, opened=salience.several, first_told=first_told
        )
    else:
        points = (_last_resort(articles, salience, words),)
    return Brief(title, points, tuple(a.article for a in articles), words, model)


def _first(candidates: Sequence[Candidate], picks: Sequence[Pick], *, opened: bool) -> Pick:
    """The pick that is read first."""
    order = reading_order([candidates[pick.candidate] for pick in picks], opened=opened)
    return picks[order[0]]


def _leaning_on_first(
    candidates: Sequence[Candidate], task: Task, picks: Sequence[Pick], *, opened: bool
) -> set[int]:
    """Picks that are not understood without the first one that is read."""
    if not picks:
        return set()
    first = _first(candidates, picks, opened=opened).candidate
    return {pick.candidate for pick in picks if task.needs[pick.candidate] == first}


def _picks(
    articles: Sequence[EncodedArticle],
    candidates: Sequence[Candidate],
    task: Task,
    salience: Salience,
    words: int | None,
    sentences: int | None,
    introduce: bool,
) -> list[Pick]:
    score = row_scores(salience, candidates, task)
    if salience.several:
        if words is not None:
            return fill_several(
                articles,
                candidates,
                task,
                salience,
                score,
                words=words,
                sentences=sentences,
                introduce=introduce,
            )
        best = opening_of(articles, salience, words=None)
        chosen = choose_several(candidates, task, words=None, sentences=sentences, best=best)
        return picks_of(candidates, chosen)
    if words is not None:
        headline = headline_of(articles[0].article)
        return fill(
            candidates,
            task,
            salience,
            score,
            words=words,
            sentences=sentences,
            headline=headline,
        )
    bound = sentences or len(candidates)
    return picks_of(candidates, choose_few(candidates, task, salience, score, bound))


def _points(
    articles: Sequence[EncodedArticle],
    candidates: Sequence[Candidate],
    task: Task,
    picks: Sequence[Pick],
    *,
    opened: bool,
    first_told: bool,
) -> tuple[Point, ...]:
    place = {pick.candidate: k for k, pick in enumerate(picks)}
    order = readable_order(
        [candidates[pick.candidate] for pick in picks],
        [place.get(task.needs[pick.candidate], -1) for pick in picks],
        opened=opened,
        first_told=first_told,
        heard=candidates,
    )
    return tuple(_point(articles, candidates[picks[k].candidate], picks[k]) for k in order)


def _point(articles: Sequence[EncodedArticle], candidate: Candidate, pick: Pick) -> Point:
    citation = articles[candidate.article].cite(candidate.index)
    if candidate.turn is not None:
        citation = _with_speaker(articles[candidate.article].article, candidate.turn, citation)
    text = squeeze(citation.quote) if pick.whole else pick.text
    found = find_agreeing(articles, candidate.article, candidate.index, text)
    citations = (citation, *(articles[a].cite(i) for a, i in found))
    return Point(text, citations, "verbatim" if pick.whole else "trimmed")


def _with_speaker(article: Article, turn: Turn, citation: Citation) -> Citation:
    """The citation of what somebody says in a talk, from their name on."""
    return Citation.at(article, turn.start, citation.end)


def _last_resort(
    articles: Sequence[EncodedArticle], salience: Salience, words: int | None
) -> Point:
    """The best sentence, or its first words, when none fits or none reads alone."""
    row = int(np.argmax(salience.score))
    article = int(salience.material.article[row])
    citation = articles[article].cite(row - salience.material.starts[article])
    text = squeeze(citation.quote)
    if words is None or count_words(text) <= words:
        return Point(text, (citation,))
    begun = first_words(text, words).rstrip(".,;:–—-，、；：。 ") or text.split()[0]
    return Point(cut_open(text, words) or f"{begun}…", (citation,), "trimmed")
