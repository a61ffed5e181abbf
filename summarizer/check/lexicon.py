"""What the checker knows of words: synonyms, opposites, kinds, names of places, likeness.

The tables are our own and live in `summarizer/data/check.*`; they are read at first
use. Likeness of two words is the cosine of their packaged vectors: MiniLM's vector of
the word alone, less the mean, cut to the leading axes (made by
`benchmarks/faithful/train.py words`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from summarizer.check.tokens import Token, stem
from summarizer.text.irregular import BASES
from summarizer.text.tables import lines_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONGEST_NAME = 5
"""Words in the longest name of the table of places."""

SHORTEST_ROOT = 4
"""Letters that two words of one family share at least: "invest", "investor"."""

ROOT_SHARE = 0.6
"""Of the longer word; with a smaller share "contract" and "control" were kin."""


def _groups(name: str) -> dict[str, frozenset[int]]:
    """Return stem -> numbers of the lines of a table that hold it."""
    groups: dict[str, set[int]] = {}
    for number, line in enumerate(lines_of(name)):
        for word in line.split():
            groups.setdefault(stem(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in groups.items()}


@cache
def synonym_groups() -> dict[str, frozenset[int]]:
    """Return stem -> numbers of the groups of synonyms that it stands in."""
    return _groups("check.synonyms.txt")


@cache
def opposites() -> dict[str, frozenset[str]]:
    """Return stem -> stems that say the contrary."""
    table: dict[str, set[str]] = {}
    for line in lines_of("check.antonyms.txt"):
        left, right = ({stem(word) for word in side.split()} for side in line.split("|"))
        for one, others in ((left, right), (right, left)):
            for word in one:
                table.setdefault(word, set()).update(others - one)
    return {word: frozenset(others) for word, others in table.items()}


@cache
def kinds() -> dict[str, frozenset[int]]:
    """Return stem -> numbers of the kinds whose members exclude each other."""
    return _groups("check.alternatives.txt")


@cache
def _places() -> dict[tuple[str, ...], int]:
    table: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(lines_of("check.places.txt")):
        for name in line.split("|"):
            table[tuple(part.replace(".", "") for part in name.split())] = number
    return table


def place_called(name: str) -> int | None:
    """Return the number of the place that a name stands for: one for Spain and the Spanish."""
    return _places().get(tuple(name.lower().replace(".", "").split()))


def places_in(tokens: Sequence[Token]) -> list[tuple[int, int, int]]:
    """Return (first token, after last token, number of the place), longest names first found."""
    table = _places()
    folded = [_fold(token) for token in tokens]
    found: list[tuple[int, int, int]] = []
    place = 0
    while place < len(tokens):
        for length in range(min(LONGEST_NAME, len(tokens) - place), 0, -1):
            number = table.get(tuple(folded[place : place + length]))
            if number is not None and not _pronoun(tokens, place, length):
                found.append((place, place + length, number))
                place += length
                break
        else:
            place += 1
    return found


def named_places(tokens: Sequence[Token]) -> frozenset[int]:
    """Return the numbers of the places that tokens name."""
    return frozenset(number for *_, number in places_in(tokens))


def _fold(token: Token) -> str:
    return token.text.lower().replace(".", "").replace("’", "'")


def _pronoun(tokens: Sequence[Token], place: int, length: int) -> bool:
    """Whether a lone small "us", "is" or "la" is meant rather than the country or body."""
    token = tokens[place]
    if length > 1 or len(token.text) > 2 or token.text.isupper() or "." in token.text:
        return False
    return not (token.key == "us" and place > 0 and tokens[place - 1].key == "the")


def synonymous(first: str, second: str) -> bool:
    """Return whether two stems may stand for each other in a careful rewrite."""
    groups = synonym_groups()
    if second in opposites().get(first, ()):
        return False
    return not groups.get(first, frozenset()).isdisjoint(groups.get(second, ()))


def opposed(first: str, second: str) -> bool:
    """Return whether two stems say the contrary of each other."""
    return second in opposites().get(first, ())


def exclusive(first: str, second: str) -> bool:
    """Return whether two stems are of one kind and differ ("Thursday", "Friday")."""
    if first == second or synonymous(first, second):
        return False
    table = kinds()
    return not table.get(first, frozenset()).isdisjoint(table.get(second, ()))


def kin(first: str, second: str) -> bool:
    """Return whether two stems come of one root: "invest" and "investor"."""
    shared = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        shared += 1
    return shared >= SHORTEST_ROOT and shared >= ROOT_SHARE * max(len(first), len(second))


@dataclass(frozen=True, slots=True)
class WordVectors:
    """Packaged vectors of common words.

    Attributes:
        rows: word -> row.
        vectors: (n, d) whole numbers, their vectors up to length.
        lengths: (n,) of those rows.
        rarity: (n,) -log of the share of news articles that hold the word.
        capital: (n,) share of the articles with the word that only write it with a capital.
        unseen: the rarity of a word that is not in the table.
    """

    rows: dict[str, int]
    vectors: NDArray[np.int8]
    lengths: NDArray[np.float32]
    rarity: NDArray[np.float32]
    capital: NDArray[np.float32]
    unseen: float

    def of_length_one(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return (len(rows), d) of these rows' vectors at length 1."""
        unit: NDArray[np.float32] = self.vectors[rows].astype(np.float32)
        unit /= self.lengths[rows, None]
        return unit


@cache
def word_vectors() -> WordVectors:
    """Return the packaged word vectors."""
    with resources.files("summarizer.data").joinpath("check.words.npz").open("rb") as file:
        packed = np.load(file)
        words = bytes(packed["words"]).decode("utf-8").split("\n")
        vectors = packed["vectors"]
        rarity = packed["rarity"].astype(np.float32) / 16.0
        capital = packed["capital"].astype(np.float32) / 15.0
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors, dtype=np.int32)).astype(np.float32)
    rows = {word: row for row, word in enumerate(words)}
    return WordVectors(rows, vectors, lengths, rarity, capital, float(rarity.max()) + 1.0)


def rarity(word: str) -> float:
    """Return how rare a lower-case word is in news: 0 for "the", about 9 for the unseen."""
    table = word_vectors()
    row = table.rows.get(word)
    return table.unseen if row is None else float(table.rarity[row])


def name_share(word: str) -> float:
    """Return how surely a lower-case word is a name: 1 for "paris" and for the unseen."""
    table = word_vectors()
    row = table.rows.get(word)
    return 1.0 if row is None else float(table.capital[row])


@lru_cache(maxsize=8192)
def _row(word: str) -> int:
    table = word_vectors()
    row = table.rows.get(word)
    if row is None:
        row = table.rows.get(BASES.get(word, word))
    return -1 if row is None else row


def likeness(words: Sequence[str], others: Sequence[str]) -> NDArray[np.float32]:
    """Return (len(words), len(others)) cosines of word vectors; 0 where a word is unknown."""
    table = word_vectors()
    left = np.array([_row(word) for word in words], dtype=np.int64)
    right = np.array([_row(word) for word in others], dtype=np.int64)
    if not len(left) or not len(right):
        return np.zeros((len(left), len(right)), dtype=np.float32)
    cosines: NDArray[np.float32] = table.of_length_one(left) @ table.of_length_one(right).T
    cosines[left < 0, :] = 0.0
    cosines[:, right < 0] = 0.0
    return cosines
