"""Words of sentences as numbers: stemmed terms and pairs of neighbours."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from summarizer.text.runs import runs_in_order, words_by
from summarizer.text.scripts import is_grammar, needs_own_words, script_stem, script_words
from summarizer.text.stopwords import is_foreign, stop_words

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_PLAIN_WORD = re.compile(r"\w+(?:'\w+)*")
"""The same in a text without an underscore, and quicker."""
STEM_FROM = 4
"""Words shorter than this keep their ending, as in ROUGE."""

_AS_WRITTEN = frozenset(
    """a about after all also an and any are as at be because been before being both but by can
    could did do does for from had has have he her here him his how i if in into is it its just
    may me more most my new no not now of on one only or other our out over own said say says she
    should so some such than that the their them then there these they this those through to too
    under up us very was we were what when where which while who why will with would you your
    's s t""".split()
)


_LAST_OF_ENDINGS = "sdgye"


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Return the word without its commonest English endings, so that forms of one word meet.

    Of Russian, Greek and Arabic what `script_stem` leaves.
    """
    if not word.isascii():
        return script_stem(word)
    if len(word) < STEM_FROM or word[-1] not in _LAST_OF_ENDINGS or not word.isalpha():
        return word
    for ending, left in (("ies", "y"), ("sses", "ss"), ("ied", "y")):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + left
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "edly", "ed", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    if word.endswith("e") and len(word) > 4:
        word = word[:-1]
    return word


FUNCTION_WORDS = _AS_WRITTEN | {stem(word) for word in _AS_WRITTEN}
"""English words without meaning, as they are written and as `tokens` has them."""


def tokens(text: str) -> list[str]:
    """Return the stemmed words of `text` in order, in lower case."""
    return list(_tokens(text))


def content_tokens(text: str) -> frozenset[str]:
    """Return those of the `tokens` of an English text that carry meaning."""
    return frozenset(_tokens(text)) - FUNCTION_WORDS


@lru_cache(maxsize=1024)  # among several articles each is looked at by itself, too
def _tokens(text: str) -> tuple[str, ...]:
    if text.isascii() and "'" not in text and "_" not in text:
        return tuple(map(stem, runs_in_order(text)))
    plain = text.lower().replace("’", "'").replace("'s", " ")
    if needs_own_words(plain):
        return tuple(map(stem, script_words(plain)))
    found = _WORD.findall(plain) if "_" in plain else words_by(_PLAIN_WORD, plain)
    return tuple(map(stem, found))


@dataclass(frozen=True)
class Terms:
    """The terms of n sentences, numbered over all of them.

    Attributes:
        words: per sentence its words' numbers, in order.
        vocabulary: word of each number.
        content: per word number, whether it carries meaning.
    """

    words: tuple[tuple[int, ...], ...]
    vocabulary: tuple[str, ...]
    content: tuple[bool, ...]

    @property
    def pairs(self) -> tuple[tuple[int, ...], ...]:
        """Per sentence the numbers of its pairs of neighbours, in order."""
        return self._numbered_pairs[0]

    @property
    def pair_words(self) -> tuple[tuple[int, int], ...]:
        """Per pair number its two word numbers."""
        return self._numbered_pairs[1]

    @cached_property
    def tells(self) -> NDArray[np.bool_]:
        """(w,) `content` as an array."""
        return np.array(self.content, np.bool_)

    @cached_property  # of one article nobody asks
    def _numbered_pairs(self) -> tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, int], ...]]:
        of_pair: defaultdict[tuple[int, int], int] = defaultdict(itertools.count().__next__)
        pairs = [tuple(map(of_pair.__getitem__, itertools.pairwise(row))) for row in self.words]
        return tuple(pairs), tuple(of_pair)

    def telling(self, row: int) -> frozenset[int]:
        """Return the numbers of the content words of a sentence."""
        return frozenset([w for w in self.words[row] if self.content[w]])


def function_words(languages: Iterable[str | None]) -> frozenset[str]:
    """Return the function words of these languages, stemmed; None stands for English."""
    others = {language for language in languages if is_foreign(language)}
    known = frozenset().union(*map(stop_words, others))
    return FUNCTION_WORDS | known | {stem(word) for word in known}


def telling(words: Iterable[str], function: frozenset[str]) -> set[str]:
    """Return those of `words` that carry meaning; `function` as `function_words` has it."""
    return {
        word for word in words if word not in function and (word.isascii() or not is_grammar(word))
    }


def number_terms(texts: Sequence[str], function: frozenset[str] | None = None) -> Terms:
    """Return the terms of the given sentences.

    Args:
        texts: one per row.
        function: words that carry no meaning, as `function_words` has them; English if None.
    """
    function = FUNCTION_WORDS if function is None else function
    # A term that is looked up for the first time gets the next number.
    of_word: defaultdict[str, int] = defaultdict(itertools.count().__next__)
    words = [tuple(map(of_word.__getitem__, _tokens(text))) for text in texts]
    content = tuple(map(telling(of_word, function).__contains__, of_word))
    return Terms(tuple(words), tuple(of_word), content)
