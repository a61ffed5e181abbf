"""How long a text is: the words that budgets are counted in, whatever its script."""

from __future__ import annotations

import math
from bisect import bisect_right
from functools import lru_cache

from summarizer.characters import HAN, KANA, SOUTHEAST, UNSPACED_RUN
from summarizer.late import late
from summarizer.western import is_western, table, western

LENGTHS = {"short": 50, "medium": 120, "long": 250}
"""Named lengths of a brief, in words."""

LENGTHS_TOLD = "short ({short} words), medium ({medium}), long ({long})".format(**LENGTHS)

_CHARACTERS_A_WORD = (
    (late(f"[{HAN}]"), 0.6),
    (late(f"[{KANA}]"), 0.3),
    (late(f"[{SOUTHEAST}]"), 0.22),
)
"""What one character counts in scripts that put no space between words. A text of so many words
says as much as an English one of that length: 100 English words are some 165 characters of Chinese,
250 of Japanese, 450 of Thai."""


def count_words(text: str) -> int:
    """Return the number of words, the unit of every length budget.

    White space parts them; a mark that stands alone ("–", "«", "%") is none. Chinese, Japanese,
    Thai, Lao, Khmer and Burmese have no spaces: there words are counted by their characters, so
    that a budget buys as much news as in English.
    """
    return _count_cached(text) if len(text) <= CACHED_LENGTH else _count_any(text)


_MARK = late(r"(?:[^\w\s]|_)+")
_SPOKEN = table(lambda c: "x" if c.isalnum() else " " if c.isspace() else "-")
_MARKS = bytes(b for b in range(256) if _SPOKEN[b] == ord("-"))

CACHED_LENGTH = 1_000
"""Characters of a sentence: whole texts are not asked for again, and would fill memory."""


@lru_cache(maxsize=4096)  # a brief's few sentences are asked for again and again
def _count_cached(text: str) -> int:
    return _count_any(text)


def _count_any(text: str) -> int:
    plain = western(text)
    if plain is not None:
        return len(plain.translate(_SPOKEN, _MARKS).split())
    spaced = len(_MARK.sub("", UNSPACED_RUN.sub(" ", text)).split())
    if UNSPACED_RUN.search(text) is None:
        return spaced
    written = sum(len(script.findall(text)) * share for script, share in _CHARACTERS_A_WORD)
    return spaced + math.ceil(written)


def first_words(text: str, most: int) -> str:
    """Return the beginning of `text` that `count_words` finds to have `most` words or fewer.

    At least one word or character, however small `most` is.
    """
    words = text.split()
    if is_western(text) or UNSPACED_RUN.search(text) is None:
        return " ".join(words[: max(most, 1)])
    plain = " ".join(words)
    end = bisect_right(range(len(plain)), most, key=lambda k: count_words(plain[:k]))
    return plain[: max(end - 1, 1)]
