"""The digest of a topic that the reader names: by its words and by its meaning.

Words find what meaning misses ("export controls" in a sentence about six other things),
meaning finds what words miss ("semiconductors" where the article says "chips"). Where both
are silent, the answer is None: silence is told, never filled.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import numpy as np

from summarizer.characters import capitalised
from summarizer.domain import EncodedArticle, Story, Topic
from summarizer.stories.graph import trust_in_meaning
from summarizer.text.scripts import script_stem, script_words
from summarizer.topics.corpus import Corpus, build_corpus
from summarizer.topics.differences import note_of
from summarizer.topics.find import article_ids
from summarizer.topics.labels import MAX_LABEL
from summarizer.topics.lexicon import key_of, rarity, same_thing
from summarizer.topics.phrases import tokens_of
from summarizer.topics.points import as_it_stands, choose_lines, point_of
from summarizer.topics.themes import Embed
from summarizer.topics.vocabulary import CLOSED

if TYPE_CHECKING:
    from numpy.typing import NDArray

MEANING = 0.47
"""Cosine from which a sentence speaks of the topic though it shares no word with it."""
MEANING_WITH_WORDS = 0.42
"""The same where some, not all, of the topic's words stand in the sentence."""
SOME_WORDS = 0.5
"""Share of the topic's words, weighed by rarity, that is "some"."""
ALL_WORDS = 0.99
MAX_LINES = 8
PARTS_OF = 32
"""Sentences, nearest in meaning first, that are also compared part by part."""
PART = 0.52
"""Cosine from which a part of a sentence speaks of the topic: parts are short, and nearer."""


def ask_topic(
    query: str,
    query_vector: NDArray[np.float32],
    articles: Sequence[EncodedArticle],
    stories: Sequence[Story],
    *,
    words: int = 120,
    embed: Embed | None = None,
    lately: Sequence[str] = (),
) -> Topic | None:
    """Return what the articles say on `query`, or None when they are silent about it.

    Args:
        query: the topic in the reader's words ("export controls").
        query_vector: (d,) its vector, length 1, of the articles' kind.
        articles: all articles with their vectors.
        stories: how they were grouped.
        words: the most words of all points together.
        embed: turns parts of long sentences into vectors; without it only whole
            sentences are compared.
        lately: sentences of the days before, which tell nothing here but how rare a word is:
            where few articles are left to tell of, each of their words looks common.
    """
    corpus = build_corpus(articles, stories)
    if not corpus.texts or not query.strip():
        return None
    said = shares_of(corpus, query, lately)
    meaning = trusted(corpus, meaning_of(corpus, query_vector, embed))
    speaks = speaks_of(said, meaning)
    if not speaks.any():
        return None
    numbers = np.flatnonzero(speaks).tolist()
    worth = (np.clip(meaning, 0, 1) + 0.5 * said)[numbers]
    asked = [word for word in query.lower().split() if word not in CLOSED and len(word) > 2]
    keep = [*asked, *sorted(set().union(*(same_thing(key_of(word)) for word in asked)))]
    held = [word for word in keep if any(word in corpus.texts[n].lower() for n in numbers)]
    lines = choose_lines(corpus, numbers, worth, must_hold=held, most=MAX_LINES, words=words)
    if not lines:
        lines = [as_it_stands(corpus, numbers[int(worth.argmax())])]
    owners = sorted(set(corpus.owner[numbers].tolist()))
    return Topic(
        label=capitalised(" ".join(query.split()))[:MAX_LABEL],
        points=tuple(point_of(corpus, line, numbers) for line in lines),
        articles=article_ids(corpus, owners),
        stories=tuple(sorted({corpus.story_ids[corpus.story[o]] for o in owners})),
        note=note_of(corpus, owners, numbers),
    )


def speaks_of(said: NDArray[np.float64], meaning: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which sentences speak of a topic, from the words and the meaning they share."""
    by_words = said >= ALL_WORDS
    by_both = (said >= SOME_WORDS) & (meaning >= MEANING_WITH_WORDS)
    return by_words | by_both | (meaning >= MEANING)


def shares_of(corpus: Corpus, query: str, lately: Sequence[str] = ()) -> NDArray[np.float64]:
    """Return (n,) which share of the topic's words, weighed by rarity, each sentence holds.

    How rare a word is, the sentences of `lately` tell too.
    """
    weights = {
        key_of(token.text): 0.2 + rarity(token.lower)
        for token in tokens_of(query)
        if token.kind != "mark" and token.lower not in CLOSED
    }
    meant = [same_thing(key) for key in weights]
    holds = _holds(corpus.texts, meant)
    scarce = _scarcity(np.hstack([holds, _holds(lately, meant)]))
    weight = np.array(list(weights.values())) * (scarce if scarce.any() else 1)
    total = float(weight.sum())
    shares = np.asarray(weight @ holds / total) if total > 0 else np.zeros(len(corpus.texts))
    return np.maximum(shares, _shares_elsewhere(corpus, query))


def _holds(texts: Sequence[str], meant: Sequence[Collection[str]]) -> NDArray[np.float64]:
    """Return (k, n) which of k words, each with those for the same thing, each text holds."""
    holds = np.zeros((len(meant), len(texts)))
    for number, text in enumerate(texts):
        lower = text.lower().replace("-", "").replace(".", "")
        if any(key[:5] in lower for group in meant for key in group):
            keys = {key_of(token.text) for token in tokens_of(text)}
            holds[:, number] = [not keys.isdisjoint(group) for group in meant]
    return holds


def _shares_elsewhere(corpus: Corpus, query: str) -> NDArray[np.float64]:
    """Return (n,) which share of the topic's words a sentence in another language holds."""
    shares = np.zeros(len(corpus.texts))
    asked = set(map(script_stem, script_words(query.lower())))
    for number, text in enumerate(corpus.texts):
        if asked and corpus.language(number) is not None:
            held = asked.intersection(map(script_stem, script_words(text.lower())))
            shares[number] = len(held) / len(asked)
    return shares


def trusted(corpus: Corpus, meaning: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return (n,) the meaning, as far as the encoder can tell each sentence's language apart.

    To it every sentence of a Russian article is near to every Russian topic.
    """
    return meaning * trust_in_meaning(corpus.articles)[corpus.owner]


def _scarcity(holds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return (k,) how little each word is used here: 1 in no sentence, 0 in every one."""
    count = holds.shape[1]
    return np.asarray(1 - np.log1p(holds.sum(axis=1)) / np.log1p(count))


def meaning_of(
    corpus: Corpus, query_vector: NDArray[np.float32], embed: Embed | None
) -> NDArray[np.float64]:
    """Return (n,) how near each sentence, or its nearest part, is to the topic."""
    meaning = (corpus.vectors @ query_vector).astype(np.float64)
    if embed is None:
        return meaning
    nearest = np.argsort(-meaning, kind="stable")[:PARTS_OF].tolist()
    parts = [(n, part) for n in nearest for part in parts_of(corpus.texts[n])]
    if not parts:
        return meaning
    likeness = np.asarray(embed([part for _, part in parts])) @ query_vector
    for (number, _), value in zip(parts, likeness.tolist(), strict=True):
        meaning[number] = max(meaning[number], value - (PART - MEANING))
    return meaning


def parts_of(text: str) -> list[str]:
    """Return the parts of a long sentence between commas, dashes and "and", if it has several."""
    if len(text.split()) < 14:
        return []
    pieces = text.replace(" and ", ", ").replace(" – ", ", ").replace(";", ",").split(", ")
    return [piece.strip() for piece in pieces if len(piece.split()) >= 3]
