"""The sources made ready to be asked: which words, numbers and names they hold, and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from summarizer.check.lexicon import named_places, synonym_groups
from summarizer.check.orders import addresses_model
from summarizer.check.tokens import FOLDED, METRE, Token, number_key, tokenize
from summarizer.domain import Article, Citation, Sentence
from summarizer.text.language import detect_language
from summarizer.text.sentences import split_sentences
from summarizer.text.stopwords import is_foreign

NAME_LINKS = frozenset("of the and for de la le du van von der bin al el di".split())
"""Small words that stand inside names and are left out of initials."""

LONGEST_INITIALS = 6

ORDER_REACH = 3
"""Sentences after an order to a model that are taken for its content."""

POINTS_GROUP = frozenset("da de el es hr hu id it nl pt ro sl sr tr vi".split())
"""Languages that write 1200 as "1.200"."""

ROOT = 4
"""Letters by which a word is known whatever its ending; of shorter ones, all but the last."""

_PLAIN = FOLDED | str.maketrans("–—", "--")

SPACED_NUMBER = re.compile(
    r"(?<![\d.,])(?:\d{1,3}(?:(?:, |[ \u00a0\u202f])\d{3})+|\d+\. \d{1,2})(?!\d)"
)
"""Numbers as tokenized corpora and some newspapers write them: "235, 000", "10 000", "7. 8"."""


@dataclass(frozen=True, slots=True)
class SourceSentence:
    """A sentence that a summary may lean on.

    Attributes:
        article: number of its article among the sources.
        start, end: offsets into the article's text.
        text: its text.
        tokens: its tokens, offsets into `text`.
        keys: their keys, in order.
        key_set: the same as a set.
        places: numbers of the places that it names.
    """

    article: int
    start: int
    end: int
    text: str
    tokens: tuple[Token, ...]
    keys: tuple[str, ...]
    key_set: frozenset[str]
    places: frozenset[int]


@dataclass(frozen=True, slots=True)
class Sources:
    """All that a summary may lean on.

    Attributes:
        articles: the articles.
        sentences: their sentences in reading order.
        keys: every key, titles included.
        title_keys: the keys of each title.
        groups: synonym groups of every key.
        pairs, triples: neighbouring keys within a sentence.
        where: key -> (sentence, token) places.
        places: every place named, titles included.
        initials: initials of names written out ("un" for "United Nations").
        upper: keys that stand with a capital somewhere inside a sentence.
        spaced: keys of numbers that are written with a space inside.
        points: a point before three digits groups them, in all that is read with these.
        language: what all articles are written in, where that is one other than English.
        roots: of texts in such a language, what the other forms of their names begin with.
        folded: the texts in lower case with plain quotes and single spaces, for quotations.
    """

    articles: tuple[Article, ...]
    sentences: tuple[SourceSentence, ...]
    keys: frozenset[str]
    title_keys: tuple[frozenset[str], ...]
    groups: frozenset[int]
    pairs: frozenset[tuple[str, str]]
    triples: frozenset[tuple[str, str, str]]
    where: dict[str, list[tuple[int, int]]]
    places: frozenset[int]
    initials: frozenset[str]
    upper: frozenset[str]
    spaced: frozenset[str]
    points: bool
    language: str | None
    roots: frozenset[str]
    folded: str


def read_sources(articles: Sequence[Article]) -> Sources:
    """Split the articles into sentences and index what they hold."""
    found = [
        (number, place, place.of(article))
        for number, article in enumerate(articles)
        for place in _telling(article)
    ]
    return _indexed(tuple(articles), found)


def read_citations(citations: Sequence[Citation], articles: Sequence[Article]) -> Sources:
    """Index the cited passages, in order, as the only sentences that there are."""
    numbers = {article.id: number for number, article in enumerate(articles)}
    found = [
        (
            numbers[cited.article],
            Sentence(cited.article, index, cited.start, cited.end),
            cited.quote,
        )
        for index, cited in enumerate(citations)
    ]
    return _indexed(tuple(articles), found)


def _telling(article: Article) -> list[Sentence]:
    """Return the sentences that speak to readers, not to a model that reads them.

    What follows an order in its paragraph is still the order's.
    """
    telling: list[Sentence] = []
    ordered: int | None = None
    left = 0
    for sentence in split_sentences(article):
        if addresses_model(sentence.of(article)):
            ordered, left = sentence.paragraph, ORDER_REACH
        elif sentence.paragraph == ordered and left:
            left -= 1
        else:
            telling.append(sentence)
    return telling


def _points_group(articles: Sequence[Article]) -> bool:
    """Return whether a point before three digits groups them in any of the articles."""
    return any(
        (article.language or detect_language(article.text)) in POINTS_GROUP for article in articles
    )


def _other_language(articles: Sequence[Article]) -> str | None:
    """Return what all articles are written in, where that is one language other than English."""
    found = {article.language or detect_language(article.text) for article in articles}
    language = found.pop() if len(found) == 1 else None
    return language if is_foreign(language) else None


def root(word: str) -> str:
    """Return a lower-case word of an inflected language without what an ending may change.

    Russian writes "Артём" as "Артем", too.
    """
    word = word.replace("ё", "е")
    return word[:ROOT] if len(word) > ROOT else word[: max(len(word) - 1, 2)]


def _source_sentence(text: str, article: int, place: Sentence, points: bool) -> SourceSentence:
    """Return a sentence ready to be compared; `points` as `_points_group` says of its articles."""
    tokens = tokenize(text, points)
    keys = tuple(token.key for token in tokens)
    return SourceSentence(
        article, place.start, place.end, text, tokens, keys, frozenset(keys), named_places(tokens)
    )


def _indexed(articles: tuple[Article, ...], found: Sequence[tuple[int, Sentence, str]]) -> Sources:
    """Index sentences that are already split: each one's article by number, place and text."""
    points = _points_group(articles)
    language = _other_language(articles)
    sentences = tuple(
        _source_sentence(text, number, place, points) for number, place, text in found
    )
    where: dict[str, list[tuple[int, int]]] = {}
    pairs: set[tuple[str, str]] = set()
    triples: set[tuple[str, str, str]] = set()
    for number, sentence in enumerate(sentences):
        keys = sentence.keys
        for place, key in enumerate(keys):
            where.setdefault(key, []).append((number, place))
        pairs.update(pairwise(keys))
        triples.update(zip(keys, keys[1:], keys[2:], strict=False))
    titles = [tokenize(article.title, points) for article in articles if not article.title_made]
    spaced = frozenset(
        number_key(float("".join(found.group().replace(",", "").split())))
        for article in articles
        for found in SPACED_NUMBER.finditer(article.text)
    )
    keys_held = frozenset(where) | spaced | {token.key for title in titles for token in title}
    places = [*(sentence.places for sentence in sentences), *map(named_places, titles)]
    groups = synonym_groups()
    return Sources(
        articles=articles,
        sentences=sentences,
        keys=keys_held,
        title_keys=tuple(frozenset(token.key for token in title) for title in titles),
        groups=frozenset(number for key in keys_held for number in groups.get(key, ())),
        pairs=frozenset(pairs),
        triples=frozenset(triples),
        where=where,
        places=frozenset().union(*places),
        initials=frozenset(_initials([*(s.tokens for s in sentences), *titles])),
        upper=frozenset(
            token.key for s in sentences for token in s.tokens[1:] if token.upper and token.content
        ),
        spaced=spaced,
        points=points,
        language=language,
        roots=frozenset(root(t.text.lower()) for s in sentences for t in s.tokens if t.upper)
        if language
        else frozenset(),
        folded=fold(
            " ".join([*(article.title for article in articles), *(s.text for s in sentences)])
        ),
    )


def read_metres(tokens: tuple[Token, ...], sources: Sources) -> tuple[Token, ...]:
    """Return the tokens with "640m" read as metres where the sources have these and no 640m."""
    read = list(tokens)
    for place, (number, unit) in enumerate(pairwise(tokens), start=1):
        held = (number.key, METRE) in sources.pairs and (number.key, unit.key) not in sources.pairs
        if unit.text == "m" and held:
            read[place] = replace(unit, key=METRE)
    return tuple(read)


def fold(text: str) -> str:
    """Return `text` in lower case with plain quotes, plain dashes and single spaces."""
    return " ".join(text.translate(_PLAIN).lower().split())


def _initials(titles: Iterable[Sequence[Token]]) -> set[str]:
    """Return the initials of every run of two or more capitalized words."""
    found: set[str] = set()
    for tokens in titles:
        run: list[str] = []
        for token in [*tokens, None]:
            if token is not None and token.upper and token.kind == "word":
                run.append(token.text[0].lower())
            elif token is None or token.text.lower() not in NAME_LINKS:
                for first in range(len(run)):
                    for last in range(first + 2, min(len(run), first + LONGEST_INITIALS) + 1):
                        found.add("".join(run[first:last]))
                run = []
    return found
