"""Which words stand in a text: the cheap question before an expensive pattern.

A pattern for one of thirty words looks at each character of a sentence; whether the
sentence holds one of them at all is a set's intersection. Nearly all sentences end there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_RUN = re.compile(r"\w+")


KNOWN = 20_000
"""Words that an `AnyOf` remembers."""


class AnyOf(dict[str, bool]):
    """Whether a text holds one of some words, which are runs of letters in lower case.

    What each word of a text holds, with the marks around it, is remembered: texts share words.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)

    def __missing__(self, word: str) -> bool:
        if len(self) > KNOWN:
            self.clear()
        runs = [word] if word.isalpha() else _RUN.findall(word)
        self[word] = held = not self._words.isdisjoint(runs)
        return held

    def stands_in(self, lower: str) -> bool:
        """Return whether `lower`, a text in lower case, holds one of the words."""
        return any(map(self.__getitem__, lower.split()))


@lru_cache(maxsize=1024)  # asked by every cue of a sentence, then by no other
def word_runs(text: str) -> frozenset[str]:
    """Return the runs of letters and digits in `text`, in lower case."""
    return frozenset(_RUN.findall(text.lower()))
