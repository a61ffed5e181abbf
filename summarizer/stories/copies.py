"""Near copies: the same text told twice, be it syndicated, shortened or framed anew.

Two articles are copies when the shorter one's word 5-shingles mostly stand in the
longer one (containment; Broder, "On the resemblance and containment of documents",
1997). Candidates come from a sample of one shingle hash in four (FracMinHash), the
verdict from all of them.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from summarizer.domain import Article
from summarizer.lengths import count_words
from summarizer.stories.features import body_of, day_of
from summarizer.text.scripts import needs_own_words, script_words

SHINGLE = 5
SAMPLE = 4
"""One hash in four is looked up; a copy of 60 words still shares a dozen."""

CONTAINED = 0.5
"""Share of the shorter text's shingles that a copy holds. Shared wire paragraphs
between different articles stay below it."""

SHORT_WORDS = 60
SHORT_CONTAINED = 0.8
"""Under 60 words a quotation alone can be half of the text, so more is asked."""

LEAST_SHARED = 3
"""Sampled shingles that two texts must share to be looked at."""

MAX_DAYS = 7.0
"""Further apart two texts are two editions: weekly statistics read alike."""

POSTING = 64
"""A shingle held by more texts than this is compared with its first 64 holders only:
all near copies of one text meet there, and a thousand copies cost no million pairs."""

MAX_WORDS = 4_000
"""Words of a text that are compared."""

_WORD = re.compile(r"\w+")
_PRIMES = np.array(
    [
        0x9E3779B97F4A7C15,
        0xC2B2AE3D27D4EB4F,
        0x165667B19E3779F9,
        0xD6E8FEB86659FD93,
        0xFF51AFD7ED558CCD,
    ],
    dtype=np.uint64,
)


class _Codes(dict[str, int]):
    """Word -> a 32-bit number that depends on the word alone."""

    def __missing__(self, word: str) -> int:
        code = self[word] = crc32(word.encode("utf-8", "surrogatepass"))
        return code


@dataclass(frozen=True, slots=True)
class Shingled:
    """A text as sorted distinct shingle hashes, with its length in words."""

    hashes: NDArray[np.uint64]
    words: int


def shingle(texts: Sequence[str]) -> list[Shingled]:
    """Return the shingles of each text; a text under five words is one shingle."""
    codes = _Codes()
    numbers = array("Q")
    lengths: list[int] = []
    words: list[int] = []
    for text in texts:
        found = _words(text.lower())[:MAX_WORDS]
        # Padding gives each text at least one shingle, and none that reaches into the next.
        numbers.extend(map(codes.__getitem__, found))
        numbers.extend(repeat(0, max(0, SHINGLE - len(found))))
        lengths.append(len(found))
        words.append(count_words(text) if needs_own_words(text) else len(found))
    hashes = _hashes(np.frombuffer(numbers, np.uint64))
    shingled: list[Shingled] = []
    start = 0
    for length, count in zip(lengths, words, strict=True):
        padded = max(SHINGLE, length)
        own = hashes[start : start + padded - SHINGLE + 1] if length else hashes[:0]
        shingled.append(Shingled(np.unique(own), count))
        start += padded
    return shingled


def _words(text: str) -> list[str]:
    return script_words(text) if needs_own_words(text) else _WORD.findall(text)


def _hashes(words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return one hash for each run of five words, in order."""
    count = max(0, len(words) - SHINGLE + 1)
    total = np.zeros(count, np.uint64)
    for offset in range(SHINGLE):
        part = (words[offset : offset + count] + np.uint64(1)) * _PRIMES[offset]
        total = (total ^ (part >> np.uint64(29))) * _PRIMES[0] + part
    return total ^ (total >> np.uint64(32))


def containment(first: Shingled, second: Shingled) -> float:
    """Return the share of the smaller set of shingles that stands in the larger."""
    small = min(len(first.hashes), len(second.hashes))
    if not small:
        return 0.0
    shared = np.intersect1d(first.hashes, second.hashes, assume_unique=True)
    return len(shared) / small


def candidate_pairs(shingled: Sequence[Shingled]) -> NDArray[np.int64]:
    """Return (m, 2) pairs, first < second, that share enough sampled shingles."""
    sampled = [_sample(one) for one in shingled]
    owner = np.repeat(np.arange(len(sampled)), [len(hashes) for hashes in sampled])
    hashes = np.concatenate(sampled) if sampled else np.zeros(0, np.uint64)
    order = np.lexsort((owner, hashes))
    owner, hashes = owner[order], hashes[order]
    first_of_run = np.r_[True, hashes[1:] != hashes[:-1]] if len(hashes) else np.zeros(0, bool)
    run_start = np.flatnonzero(first_of_run)[np.cumsum(first_of_run) - 1]
    place = np.arange(len(hashes)) - run_start
    counted = [np.zeros(0, np.int64)]
    for step in range(min(POSTING, int(place.max(initial=0)))):
        later = np.flatnonzero(place > step)
        counted.append(owner[run_start[later] + step] * len(sampled) + owner[later])
    keys, shared = np.unique(np.concatenate(counted), return_counts=True)
    needed = np.array([min(LEAST_SHARED, max(1, len(hashes) // 2)) for hashes in sampled], np.int64)
    first, second = np.divmod(keys, max(1, len(sampled)))
    enough = shared >= np.minimum(needed[first], needed[second]) if len(keys) else shared > 0
    return np.column_stack([first[enough], second[enough]])


def _sample(one: Shingled) -> NDArray[np.uint64]:
    if one.words < SHORT_WORDS:
        return one.hashes
    sampled: NDArray[np.uint64] = one.hashes[one.hashes % np.uint64(SAMPLE) == 0]
    return sampled


def find_copies(articles: Sequence[Article]) -> dict[int, int]:
    """Return copy -> original as positions in `articles`.

    The longest of a set of copies is its original; among equals the earliest, then the
    first. Only originals that are not copies themselves appear as values.
    """
    texts = [body_of(article) for article in articles]
    shingled = shingle(texts)
    order = sorted(range(len(articles)), key=lambda i: _standing(articles[i], shingled[i].words, i))
    ranked = [shingled[i] for i in order]
    original: dict[int, int] = {}
    for one, other in candidate_pairs(ranked).tolist():
        if other in original or one in original:
            continue
        if _is_copy(articles[order[one]], ranked[one], articles[order[other]], ranked[other]):
            original[other] = one
    return {order[copy]: order[first] for copy, first in original.items()}


def _standing(article: Article, words: int, position: int) -> tuple[int, float, int]:
    day = day_of(article.published) if article.published else float("inf")
    return (-words, day, position)


def _is_copy(first: Article, one: Shingled, second: Article, other: Shingled) -> bool:
    gap = abs(day_of(first.published) - day_of(second.published))
    if gap > MAX_DAYS:
        return False
    short = min(one.words, other.words) < SHORT_WORDS
    needed = SHORT_CONTAINED if short and not _same_title(first, second) else CONTAINED
    return containment(one, other) >= needed


def _same_title(first: Article, second: Article) -> bool:
    one, other = (" ".join(_WORD.findall(a.title.lower())) for a in (first, second))
    return bool(one) and one == other and not (first.title_made or second.title_made)
