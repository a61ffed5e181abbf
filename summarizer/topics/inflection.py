"""The forms of one name in languages that inflect them: "Polska", "Polski", "w Polsce".

Which endings a language changes, its own texts tell: two are forms of one word where many
beginnings stand with both. No list, no stemmer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, combinations
from typing import TYPE_CHECKING

from summarizer.text.scripts import script_words
from summarizer.topics.corpus import Corpus
from summarizer.topics.phrases import MAX_WORDS

if TYPE_CHECKING:
    from summarizer.topics.candidates import Candidate

LEAST_STEM, LONGEST_ENDING = 4, 3
"""Letters that forms of one word share at least, and in which they differ at most."""
LONGEST_OPENING = 80
"""Characters in which the name that opens a sentence ends."""
FEWEST_STEMS, WORDS_A_STEM = 5, 2_000
"""Beginnings that two endings have in common from which on they are endings of one word, and words
for each such beginning: of more words more are alike by chance."""
LEAST_SHARE = 0.1
"""Share of the words with the rarer ending that have to be met with the other as well: "Marke" and
"Markt" is .04 in German, "Lech" and "Lechia" .03 in Polish, "Китай" and "Китая" .10 in Russian."""
MOST_ENDINGS = 100
"""Endings of one beginning, of which languages have up to forty: more are codes, no words."""

Endings = frozenset[tuple[str, str]]


def endings_of(texts: Iterable[str]) -> Endings:
    """Return the pairs of endings that words of these texts change, in alphabetic order."""
    words = {word for text in texts for word in script_words(text.lower()) if word.isalpha()}
    found: dict[str, list[str]] = {}
    for word in sorted(words):
        for stem, ending in _cuts(word):
            found.setdefault(stem, []).append(ending)
    met = [endings for endings in found.values() if len(endings) <= MOST_ENDINGS]
    single = Counter(chain.from_iterable(met))
    pairs = Counter(pair for endings in met for pair in combinations(endings, 2))
    fewest = max(FEWEST_STEMS, len(words) / WORDS_A_STEM)
    return frozenset(
        (one, other)
        for (one, other), stems in pairs.items()
        if stems >= max(fewest, LEAST_SHARE * min(single[one], single[other]))
    )


def _cuts(word: str) -> Iterable[tuple[str, str]]:
    for at in range(max(LEAST_STEM, len(word) - LONGEST_ENDING), len(word) + 1):
        yield word[:at], word[at:]


class Forms:
    """The words of one language's names, each by the first of those that it is a form of."""

    def __init__(self, endings: Iterable[tuple[str, str]]) -> None:
        self._others: dict[str, list[str]] = {}
        for one, other in sorted(endings):
            self._others.setdefault(one, []).append(other)
            self._others.setdefault(other, []).append(one)
        self._rank: dict[str, int] = {}
        self._heads: dict[str, str] = {}

    def head_of(self, name: str) -> str:
        """Return a name in lower case with each word as the first form of it that was asked for."""
        return " ".join(map(self._head, name.split()))

    def _head(self, word: str) -> str:
        if word not in self._heads:
            known = [form for form in self._forms_of(word) if form in self._rank]
            if not known:
                self._rank[word] = len(self._rank)
            self._heads[word] = min(known, key=self._rank.__getitem__, default=word)
        return self._heads[word]

    def _forms_of(self, word: str) -> Iterable[str]:
        return (stem + end for stem, own in _cuts(word) for end in self._others.get(own, ()))


def joined_forms(found: Mapping[str, Candidate], corpus: Corpus) -> dict[str, Candidate]:
    """Return the candidates with the forms of one name in another language made one.

    Its plain form is the one with which most sentences and titles begin: so subjects stand. Where
    none does, it is the shortest. What only adds an s to another form is none.
    """
    forms: dict[str | None, list[Candidate]] = {}
    for c in sorted(found.values(), key=lambda c: (-len(c.sentences), c.key)):
        if c.is_abroad and c.is_name:
            forms.setdefault(corpus.language(min(c.sentences)), []).append(c)
    texts: dict[str | None, list[str]] = {language: [] for language in forms}
    for owner, encoded in enumerate(corpus.articles):
        if (language := corpus.language_of(owner)) in texts:
            texts[language] += encoded.article.title, *encoded.texts
    merged = {c.key for language, own in forms.items() for c in _join(own, texts[language])}
    return {key: c for key, c in found.items() if key not in merged}


def _join(forms: Sequence[Candidate], texts: Sequence[str]) -> list[Candidate]:
    """Join the forms of one name in one language, and return those that others took in."""
    endings = endings_of(texts)
    if not endings:
        return []
    words = Forms(endings)
    merged: list[Candidate] = []
    kept: dict[str, Candidate] = {}
    for candidate in forms:
        first = kept.setdefault(words.head_of(candidate.key), candidate)
        if first is not candidate:
            first.join(candidate)
            merged.append(candidate)
    openings = _openings(texts, words)
    for head, candidate in kept.items():
        begun = openings.get(head, Counter())
        every = {*begun, *candidate.forms}
        if begun or len(every) > 1:
            plain = {form for form in every if form[-1] != "s" or form[:-1] not in every}
            candidate.plain = min(plain, key=lambda form: (-begun[form], len(form), form))
    return merged


def _openings(texts: Sequence[str], words: Forms) -> dict[str, Counter[str]]:
    """Return the names with which texts begin and how many do, by what they are forms of.

    A word that is written small elsewhere is none: "Polski rząd".
    """
    small = {word for text in texts for word in script_words(text)}
    found: dict[str, Counter[str]] = {}
    for text in texts:
        opening = script_words(text[:LONGEST_OPENING])[:MAX_WORDS]
        if opening and opening[0].lower() not in small:
            for size in range(1, len(opening) + 1):
                name = " ".join(opening[:size])
                found.setdefault(words.head_of(name.lower()), Counter())[name] += 1
    return found
