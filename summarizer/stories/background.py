"""How common a word is in news at large: the frozen background table.

Word weights from the articles at hand would fail where all of them speak of one
subject: the words that tell its events apart would look common. So the weights come
from a table that ships with the package and changes only with its version.
"""

from __future__ import annotations

import gzip
import math
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

TABLE = "word_frequencies.txt.gz"
"""Made by benchmarks/stories/build_table.py; its first line is `version documents`."""

_ENDING = re.compile(r"(?<=\w{3})(?:ies|ing|ers|ed|es|er|ly|s|e|y)$")

UNSEEN = 0.5
"""Documents that a word outside the table is taken to occur in."""


@dataclass(frozen=True, slots=True)
class Background:
    """Weights of words.

    Attributes:
        version: of the table; thresholds are tuned for one version.
        weights: word -> log((documents + 1) / (its documents + 0.5)).
        stems: stem -> the weight of a document holding any of its words.
        names: words that news mostly writes with a capital ("Beijing").
        unseen: the weight of a word that is not in the table.
    """

    version: int
    weights: dict[str, float]
    stems: dict[str, float]
    names: frozenset[str]
    unseen: float

    def weight(self, word: str) -> float:
        """Return the weight of `word`, in nats."""
        return self.weights.get(word, self.unseen)

    def stem_weight(self, stem: str) -> float:
        """Return the weight of the words of one stem, in nats."""
        return self.stems.get(stem, self.unseen)


def stem_of(word: str) -> str:
    """Return `word` without a common English ending: "voted", "votes" and "voting" meet.

    Crude on purpose: it has to give the same for words of one event, not to be right.
    """
    return _ENDING.sub("", word)


@cache
def background() -> Background:
    """Return the packaged table, read once."""
    packed = (resources.files("summarizer") / "data" / TABLE).read_bytes()
    head, *lines = gzip.decompress(packed).decode("utf-8").splitlines()
    version, documents = (int(part) for part in head.split())
    counts: dict[str, int] = {}
    names: set[str] = set()
    for line in lines:
        count, words = line.split(" ", 1)
        for entry in words.split(" "):
            word = entry.removeprefix("^")
            counts[word] = int(count)
            if entry != word:
                names.add(word)
    top = math.log(documents + 1)
    weights = {word: top - math.log(count + UNSEEN) for word, count in counts.items()}
    stems = {stem: top - math.log(n + UNSEEN) for stem, n in _by_stem(counts, documents).items()}
    unseen = top - math.log(UNSEEN)
    return Background(version, weights, stems, frozenset(names), unseen)


def _by_stem(counts: dict[str, int], documents: int) -> dict[str, float]:
    """Return in how many documents any word of a stem stands, were they independent."""
    without: dict[str, float] = {}
    for word, count in counts.items():
        stem = stem_of(word)
        without[stem] = without.get(stem, 1.0) * (1 - count / documents)
    return {stem: documents * (1 - share) for stem, share in without.items()}
