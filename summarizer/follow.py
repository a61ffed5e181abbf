"""What is new since the last edition (pure: what was told in, what is new out).

A reader of yesterday's digest should not be told the same again: sentences that say what
was told are taken out before the brief is made, and where a number moved, both are named.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from summarizer.domain import EncodedArticle
from summarizer.salience.openings import opens_dangling
from summarizer.text.english import MAGNITUDES, MONTHS, WEEKDAY
from summarizer.text.stopwords import stop_words
from summarizer.text.tolls import places_of, toll_value, tolls_of
from summarizer.text.words import content_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

SAME_STATEMENT = 0.80
"""Cosine from which a sentence says what was told, if it brings no number of its own."""

SAME_SUBJECT = 0.62
"""Cosine from which two sentences with different numbers may count the same thing."""

MIN_SHARED_WORDS = 3
"""Content words that two such sentences share, besides the counted noun."""

SAME_FIGURE = 0.68
"""Cosine from which a sentence says what was told if its numbers were told with it and each
of its words somewhere: an offer of 3 percent that was rejected may be accepted next."""

SAME_TOLL = 0.4
"""The same for a toll ("21 people dead"), which a story tells in many wordings."""

NEW_WORDS = 1
"""Content words that a repeated toll may hold and that nobody told yet."""

_OF_TOLLS = frozenset(
    """death toll rose risen rises reached climbed stood stands dead died killed people persons
    residents victims bodies injured wounded hurt missing counted confirmed number""".split()
)
"""Words that tell a toll and nothing else."""

NO_NOUNS = frozenset("last next earlier later previously".split())
"""Words that follow a number and tell when: "fell to 473,000 last week"."""

MAX_CHANGES = 3

_COUNTED = re.compile(
    r"(?<![\w.,])(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)"
    r"(?:\s+(?P<scale>hundred|thousand|million|billion|trillion|percent|per cent))?"
    r"\s+(?P<noun>[^\W\d_]{3,})"
)
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_THOUSANDS = re.compile(r",(?=\d{3}(?!\d))")

_ANYBODY = r"(?:Menschen|Personen|Tote|Todesopfer)\b"
"""Nouns of German that name no people."""


@dataclass(frozen=True, slots=True)
class Told:
    """What an audience was told of one story: m texts with their (m, d) unit vectors."""

    texts: tuple[str, ...]
    vectors: NDArray[np.float32]


def untold(encoded: EncodedArticle, told: Told) -> EncodedArticle | None:
    """Return the article without the sentences that say what was told; None if all do.

    A sentence that leans on one that was taken out goes with it.
    """
    if not told.texts:
        return encoded
    likeness = encoded.vectors @ told.vectors.T
    words = {word for text in told.texts for word in content_words(text)}
    keep: list[int] = []
    dropped_before = False
    for index in range(len(encoded.sentences)):
        text = encoded.text_of(index)
        repeated = _says_the_same(text, likeness[index], told.texts, words)
        leans = dropped_before and opens_dangling(text)
        dropped_before = repeated or leans
        if not dropped_before:
            keep.append(index)
    if not keep:
        return None
    if len(keep) == len(encoded.sentences):
        return encoded
    return replace(
        encoded,
        sentences=tuple(encoded.sentences[i] for i in keep),
        vectors=encoded.vectors[np.asarray(keep)],
    )


def _says_the_same(
    text: str, likeness: NDArray[np.float32], told: Sequence[str], words: Collection[str]
) -> bool:
    """Return whether a sentence says nothing that was not told; `words`: all that were told."""
    numbers, tolls = _numbers(text), _toll_values(text)
    new = set(content_words(text)) - set(words)
    for index in np.flatnonzero(likeness >= SAME_TOLL):
        before = told[int(index)]
        if not numbers <= _numbers(before):
            continue
        figures_told = bool(numbers) and not new and likeness[index] >= SAME_FIGURE
        toll_told = bool(tolls) and tolls.items() <= _toll_values(before).items()
        toll_told = toll_told and len(new - _OF_TOLLS) <= NEW_WORDS
        if likeness[index] >= SAME_STATEMENT or figures_told or toll_told:
            return True
    return False


def _numbers(text: str) -> set[str]:
    """Return the numbers of a text as digits, of those in words its tolls: "1200" of "1,200"."""
    digits = {_THOUSANDS.sub("", number) for number in _DIGITS.findall(text)}
    return digits | set(map(str, _toll_values(text).values()))


def _toll_values(text: str) -> dict[str, int]:
    return {kind: toll_value(number) for kind, number in tolls_of(text).items()}


@dataclass(frozen=True, slots=True)
class Moved:
    """A count that changed: of what, from and to which number, in which of the new texts."""

    noun: str
    was: str
    now: str
    row: int

    def __str__(self) -> str:
        return f"{self.noun}: was {self.was}, now {self.now}"


def moved_counts(
    told: Told, texts: Sequence[str], vectors: NDArray[np.float32]
) -> tuple[Moved, ...]:
    """Return the counts that moved since they were last told, at most three, tolls first.

    Two sentences count the same thing when they are alike, share content words, and each
    holds one number of the same noun. Tolls are compared whatever their wording.

    Args:
        told: what was told of the story before, oldest first.
        texts: what is told of it now.
        vectors: (n, d) unit vectors of `texts`.
    """
    if not told.texts or not texts:
        return ()
    found = {moved.noun: moved for moved in _moved_tolls(told.texts, texts)}
    likeness = vectors @ told.vectors.T
    for row, text in enumerate(texts):
        tolls = tolls_of(text).values()
        now = {noun: number for noun, number in counted(text).items() if number not in tolls}
        latest: dict[str, str] = {}
        for column in np.flatnonzero(likeness[row] >= SAME_SUBJECT):
            before = told.texts[int(column)]
            if _shared(text, before) >= MIN_SHARED_WORDS:
                latest |= counted(before)
        for noun in sorted(now.keys() & latest.keys()):
            if value_of(now[noun]) != value_of(latest[noun]):
                found.setdefault(noun, Moved(noun, latest[noun], now[noun], row))
    return tuple(found.values())[:MAX_CHANGES]


def _moved_tolls(told: Sequence[str], texts: Sequence[str]) -> list[Moved]:
    """Return the tolls that are not what they last were; the dead do not become fewer.

    Those of one people or place are no count of those of another: a war has two sides.
    """
    found: dict[str, Moved] = {}
    before = [(tolls_of(text), text) for text in told]
    for row, text in enumerate(texts):
        for kind, now in tolls_of(text).items():
            was = now
            for tolls, old in before:
                if kind in tolls and not _are_others(old, tolls[kind], text, now):
                    was = tolls[kind]
            fell = kind == "dead" and toll_value(now) < toll_value(was)
            if toll_value(now) != toll_value(was) and not fell:
                found.setdefault(kind, Moved(kind, was, now, row))
    return list(found.values())


def _are_others(one: str, number: str, other: str, second: str) -> bool:
    """Return whether two sentences count those of two peoples, or in two places."""
    (people, places), (others, elsewhere) = _whose(one, number), _whose(other, second)
    if people != others:
        return True
    return bool(places and elsewhere) and places.isdisjoint(elsewhere)


def _whose(text: str, number: str) -> tuple[str, set[str]]:
    """Return the people ("230 Palestinians"), if one is named, and the places of a toll."""
    stated = rf"(?i:\b{re.escape(number)}\b)"
    found = re.search(rf"{stated}(?: (?!{WEEKDAY}|{_ANYBODY})([A-Z]\w+))?([^,.;:]*)", text)
    return (found[1] or "", places_of(found[2])) if found else ("", set())


def lead_with(texts: Sequence[str], rows: Sequence[int]) -> list[int]:
    """Return the order of an update's points: first those that hold what changed, as `rows`.

    A point that leans on the one before it ("He added that ...") goes where that one goes.
    """
    groups: list[list[int]] = []
    for row, text in enumerate(texts):
        if groups and opens_dangling(text):
            groups[-1].append(row)
        else:
            groups.append([row])
    place = {row: number for number, row in enumerate(rows)}
    ordered = sorted(groups, key=lambda group: min(place.get(row, len(place)) for row in group))
    return [row for group in ordered for row in group]


def counted(text: str) -> dict[str, str]:
    """Return what a text counts: noun -> number as written; a noun counted twice is left out."""
    found: dict[str, str] = {}
    doubled: set[str] = set()
    for match in _COUNTED.finditer(text):
        noun = match["noun"].lower()
        if noun in MONTHS or noun in NO_NOUNS or noun in stop_words("en"):
            continue
        number = f"{match['number']} {match['scale']}" if match["scale"] else match["number"]
        if found.get(noun, number) != number:
            doubled.add(noun)
        found[noun] = number
    return {noun: number for noun, number in found.items() if noun not in doubled}


def value_of(number: str) -> float:
    """Return what a number is, as `counted` gives it: 1200 of "1,200" and of "1.2 thousand"."""
    digits, _, scale = number.partition(" ")
    return round(float(digits.replace(",", "")) * MAGNITUDES.get(scale, 1), 3)


def _shared(one: str, other: str) -> int:
    return len(set(content_words(one)) & set(content_words(other)))
