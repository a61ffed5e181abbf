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
FEWEST_STEMS = 5
"""Beginnings that two endings have in common from which on they are endings of one word."""

Endings = frozenset[tuple[str, str]]


def endings_of(texts: Iterable[str]) -> Endings:
    """Return the pairs of endings that words of these texts change, in alphabetic order."""
    words = {word for text in texts for word in script_words(text.lower()) if word.isalpha()}
    found: dict[str, list[str]] = {}
    for word in sorted(words):
        for stem, ending in _cuts(word):
            found.setdefault(stem, []).append(ending)
    pairs = Counter(pair for endings in found.values() for pair in combinations(endings, 2))
    return frozenset(pair for pair, stems in pairs.items() if stems >= FEWEST_STEMS)


def _cuts(word: str) -> Iterable[tuple[str, str]]:
    for at in range(max(LEAST_STEM, len(word) - LONGEST_ENDING), len(word) + 1):
        yield word[:at], word[at:]


def is_form_of(one: str, other: str, endings: Endings) -> bool:
    """Return whether two phrases in lower case are forms of one, word by word."""
    words, others = one.split(), other.split()
    if len(words) != len(others):
        return False
    return all(
        a == b or any(pair in endings for pair in _endings_of_two(*sorted((a, b))))
        for a, b in zip(words, others, strict=True)
    )


def _endings_of_two(one: str, other: str) -> Iterable[tuple[str, str]]:
    ends = dict(_cuts(other))
    return ((ending, ends[stem]) for stem, ending in _cuts(one) if stem in ends)


def joined_forms(found: Mapping[str, Candidate], corpus: Corpus) -> dict[str, Candidate]:
    """Return the candidates with the forms of one name in other languages made one.

    Its plain form is the one with which most sentences and titles begin: so subjects stand. Where
    none does, it is the shortest.
    """
    forms = sorted(
        (c for c in found.values() if c.is_abroad and c.is_name),
        key=lambda c: (-len(c.sentences), c.key),
    )
    texts = [
        text
        for owner, encoded in enumerate(corpus.articles)
        if forms and corpus.language_of(owner) is not None
        for text in (encoded.article.title, *encoded.texts)
    ]
    endings = endings_of(texts)
    if not endings:
        return dict(found)
    kept: dict[str, list[Candidate]] = {}
    for candidate in forms:
        near = kept.setdefault(candidate.key[:LEAST_STEM], [])
        first = next((c for c in near if is_form_of(candidate.key, c.key, endings)), None)
        if first is None:
            near.append(candidate)
        else:
            first.join(candidate)
    openings = _openings(texts)
    for candidate in chain.from_iterable(kept.values()):
        begun = openings.get(candidate.key[:LEAST_STEM], Counter())
        plain = [form for form in begun if is_form_of(form.lower(), candidate.key, endings)]
        if plain or len(candidate.forms) > 1:
            every = {*plain, *candidate.forms}
            candidate.plain = min(every, key=lambda form: (-begun[form], len(form), form))
    merged = {id(c) for c in forms} - {id(c) for c in chain.from_iterable(kept.values())}
    return {key: c for key, c in found.items() if id(c) not in merged}


def _openings(texts: Sequence[str]) -> dict[str, Counter[str]]:
    """Return the names with which texts begin and how many do, by their first letters.

    A word that is written small elsewhere is none: "Polski rząd".
    """
    small = {word for text in texts for word in script_words(text)}
    found: dict[str, Counter[str]] = {}
    for text in texts:
        words = script_words(text[:LONGEST_OPENING])
        for size in range(1, MAX_WORDS + 1):
            name = " ".join(words[:size])
            if len(words) >= size and words[0].lower() not in small:
                found.setdefault(name[:LEAST_STEM].lower(), Counter())[name] += 1
    return found
