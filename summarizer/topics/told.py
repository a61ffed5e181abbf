"""What the lead and the stories have told before the topics begin: a topic has more to add."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain

import numpy as np

from summarizer.domain import Citation, Point, Story
from summarizer.topics.corpus import Corpus
from summarizer.topics.points import SAME_STATEMENT, shared_words

NEARLY_ALIKE, ALIKE_AND_SHARED = 0.65, 1.1
"""Cosine from which a sentence may be the same news in another outlet's words, and what the cosine
and the share of the shorter one's content words that both hold make together where it is: a fire
told again has .76 and .45, a figure of a survey .78 and .37; two results of one census .72, .29."""


def told_above(
    corpus: Corpus, stories: Sequence[Story], lead: Sequence[Point] = ()
) -> dict[int, str]:
    """Return the sentences that were told, each with that part of its words that was.

    Of the sentence that a point was taken from, what the point shows. Of one that says the
    same elsewhere, all: be it that the point cites it, or that it is alike in meaning, or in
    meaning and words.
    """
    places = _places(corpus)
    told: dict[int, str] = {}
    for point in chain(lead, *(story.points for story in stories)):
        for place, citation in enumerate(point.citations):
            for number in _inside(places.get(citation.article, {}), citation):
                shown = corpus.texts[number] if place else point.text
                told[number] = f"{told[number]} {shown}" if number in told else shown
    return told | {number: corpus.texts[number] for number in _alike(corpus, told)}


def speaks_of(told: str, sentence: str, words: Collection[str]) -> bool:
    """Return whether what was told of a sentence has what it says of a theme.

    Args:
        told: the words that told it.
        sentence: the sentence itself.
        words: the theme's wordings, in lower case.
    """
    whole, part = sentence.lower(), told.lower()
    return any(word in part for word in words) or not any(word in whole for word in words)


def _places(corpus: Corpus) -> dict[str, dict[int, tuple[int, int]]]:
    """Return for each article its sentences' spans, by their numbers in the corpus."""
    found: dict[str, dict[int, tuple[int, int]]] = {}
    homes = zip(corpus.owner.tolist(), corpus.index.tolist(), strict=True)
    for number, (owner, index) in enumerate(homes):
        place = corpus.articles[owner].sentences[index]
        found.setdefault(place.article_id, {})[number] = (place.start, place.end)
    return found


def _inside(places: Mapping[int, tuple[int, int]], citation: Citation) -> Iterator[int]:
    """Yield the sentences that a citation reaches into."""
    for number, (start, end) in places.items():
        if start < citation.end and citation.start < end:
            yield number


def _alike(corpus: Corpus, told: Mapping[int, str]) -> Iterator[int]:
    """Yield the sentences that say the same as one that was told."""
    if not told:
        return
    known = sorted(told)
    likeness = corpus.vectors @ corpus.vectors[known].T
    for number, other in np.argwhere(likeness >= NEARLY_ALIKE).tolist():
        if number in told:
            continue
        near = float(likeness[number, other])
        text, above = corpus.texts[number], told[known[other]]
        if near >= SAME_STATEMENT or near + shared_words(text, above) >= ALIKE_AND_SHARED:
            yield number
