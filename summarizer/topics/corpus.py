"""The articles as one flat table of sentences, in an order that no caller can change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from summarizer.domain import EncodedArticle, Story
from summarizer.salience.quoted import inside_quotations
from summarizer.summary.beside import beside_the_text
from summarizer.summary.transcripts import talk_in
from summarizer.text.language import detect_language
from summarizer.text.stopwords import is_foreign

if TYPE_CHECKING:
    from numpy.typing import NDArray

READ_SENTENCES = 3_000
"""Sentences that are read for themes. In a small feed that is all of them; of a thousand
articles the first three each, where news tells what it is about. Reading costs .3 ms a
sentence, encoding .5 ms: reading all of a large feed would double its price."""
FEWEST_READ = 2
"""Sentences of each article that are read however many articles there are."""
TOLD = 600
"""Characters from which on an article in English is known to be."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """All sentences of all articles that are no copies of others.

    Attributes:
        articles: newest first, then by id.
        story: for each article, the index of its story.
        story_ids: the stories' ids.
        copies: for each article, the ids of its near copies.
        texts: every sentence.
        vectors: (n, d) their vectors, rows of length 1.
        owner: (n,) each sentence's article.
        index: (n,) its place in the article.
        unread: for each article, the text behind the sentences that are here.
        inside: the sentences that lie within a quotation which another one opened.
    """

    articles: tuple[EncodedArticle, ...]
    story: NDArray[np.int64]
    story_ids: tuple[str, ...]
    copies: tuple[tuple[str, ...], ...]
    texts: tuple[str, ...]
    vectors: NDArray[np.float32]
    owner: NDArray[np.int64]
    index: NDArray[np.int64]
    unread: tuple[str, ...] = ()
    inside: frozenset[int] = frozenset()

    def language(self, sentence: int) -> str | None:
        """Return the language of a sentence's article, as `language_of` has it."""
        return self.language_of(int(self.owner[sentence]))

    def language_of(self, owner: int) -> str | None:
        """Return the language of an article; None for English or what is not known.

        Of a long text nobody fails to tell English: what cannot be told is another language.
        """
        article = self.articles[owner].article
        language = article.language
        if language is None and len(article.text) >= TOLD and detect_language(article.text) is None:
            return "und"
        return language if is_foreign(language) else None


def build_corpus(
    articles: Sequence[EncodedArticle], stories: Sequence[Story], *, most: int | None = None
) -> Corpus:
    """Lay out `articles`; what `stories` knows as a copy stands behind its original.

    Args:
        articles: with their vectors.
        stories: how they were grouped.
        most: sentences to take in all, the first ones of each article; None for every one.
    """
    copies: dict[str, list[str]] = {}
    story_of: dict[str, str] = {}
    for story in stories:
        story_of.update(dict.fromkeys((a.id for a in story.articles), story.id))
        for copy in story.copies:
            copies.setdefault(copy.of, []).append(copy.article.id)
    behind = {name for names in copies.values() for name in names}
    once = {e.article.id: e for e in articles if e.article.id not in behind}
    chosen = sorted(once.values(), key=_newest_first)
    own = [story_of.get(e.article.id, e.article.id) for e in chosen]
    ids = tuple(sorted(set(own)))
    place = {name: number for number, name in enumerate(ids)}
    counts = _counts(chosen, most)
    filled = [e.vectors[:n] for e, n in zip(chosen, counts, strict=True) if n]
    return Corpus(
        articles=tuple(chosen),
        story=np.array([place[name] for name in own], dtype=np.int64),
        story_ids=ids,
        copies=tuple(tuple(sorted(copies.get(e.article.id, []))) for e in chosen),
        texts=tuple(e.text_of(i) for e, n in zip(chosen, counts, strict=True) for i in range(n)),
        vectors=np.vstack(filled) if filled else np.zeros((0, 1), np.float32),
        owner=np.repeat(np.arange(len(chosen)), counts).astype(np.int64),
        index=np.array([i for n in counts for i in range(n)], dtype=np.int64),
        unread=tuple(_text_behind(e, n) for e, n in zip(chosen, counts, strict=True)),
        inside=_inside(chosen, counts),
    )


def _inside(articles: Sequence[EncodedArticle], counts: Sequence[int]) -> frozenset[int]:
    """Return the numbers of the sentences that are no article's own words by themselves.

    They lie within a quotation opened before them, or stand beside the text.
    """
    found: set[int] = set()
    first = 0
    beside = beside_the_text(articles, [e.texts for e in articles], counts)
    for encoded, count, aside in zip(articles, counts, beside, strict=True):
        quoted = inside_quotations(encoded.article, encoded.sentences[:count])
        talk = talk_in(encoded, encoded.texts)
        unnamed = talk.unnamed if talk else frozenset[int]()
        found.update(first + index for index in quoted | aside | unnamed if index < count)
        first += count
    return frozenset(found)


def _counts(articles: Sequence[EncodedArticle], most: int | None) -> list[int]:
    """Return how many of its sentences each article brings in."""
    counts = [len(e.sentences) for e in articles]
    if most is None or sum(counts) <= most:
        return counts
    each = max(FEWEST_READ, most // len(articles))
    return [min(each, count) for count in counts]


def _text_behind(encoded: EncodedArticle, count: int) -> str:
    """Return the text of an article from sentence `count` on."""
    if count >= len(encoded.sentences):
        return ""
    return encoded.article.text[encoded.sentences[count].start : encoded.sentences[-1].end]


def _newest_first(encoded: EncodedArticle) -> tuple[float, str]:
    published = encoded.article.published
    return (-published.timestamp() if published else 0.0, encoded.article.id)
