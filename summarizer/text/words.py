"""Words and content words of a text: shared by all who compare texts.

Everything comes back in a plain form that two texts share when they mean the same:
lower case, straight quotes, no possessive "'s", no dots in initials. "US" and "U.S."
become "u.s.", never the pronoun "us".
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib import resources

from summarizer.characters import UNSPACED
from summarizer.text.runs import words_by
from summarizer.text.scripts import MARKS, pieces_of
from summarizer.text.stopwords import stop_words

CACHED_LENGTH = 4_000
"""Longer texts are not cached: they are rarely asked for twice and would fill memory."""

CACHE_SIZE = 16_384

_WRITTEN = {
    "'": "‘’‚‛`´",
    '"': "“”„‟«»",
    "-": "‐‑‒–—―−",
    "...": "…",
    " ": "\u00a0\u202f\u2009",
    "": "\u00ad\u200b\u200c\u200d\u2060\ufeff",
}
_QUOTES = {sign: written for written, signs in _WRITTEN.items() for sign in signs}
"""What is written in place of each sign; no such writing holds one of the signs."""

_TOKEN = re.compile(
    rf"(?P<initials>(?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?![\w{MARKS}]))?)"
    r"|(?P<number>\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|m|bn|k)?(?![^\W_]))"
    rf"|(?P<word>[\w{MARKS}]+(?:'[\w{MARKS}]+)*)"
)
_SIMPLE = re.compile(rf"[\w{MARKS}]+(?:'[\w{MARKS}]+)*")
_ASCII = re.compile(r"\w+(?:'\w+)*")
"""The same in a text without those signs, and quicker."""
_DIGIT = re.compile(r"\d")
_WITHIN = re.compile(r"\.\w")
"""Without one of these a text has neither numbers nor initials."""
_UNSPACED = re.compile(f"[{UNSPACED}]+")

_PRONOUN_BEFORE = frozenset(
    """about around at behind between by contact email follow for give help join let tell to
    with""".split()
)
"""What stands before the pronoun when a line is all in capitals ("JOIN US")."""


def normalise(text: str) -> str:
    """Return `text` in NFC with straight quotes and plain dashes, without invisible characters."""
    text = unicodedata.normalize("NFC", text)
    if text.isascii():
        return text.replace("`", "'")
    for sign in set(text) & _QUOTES.keys():
        text = text.replace(sign, _QUOTES[sign])
    return text


def words(text: str) -> tuple[str, ...]:
    """Return the words of `text` in order, in lower case.

    Hyphens part words; "China's" gives "china"; "U.S." and "US" give "u.s.", other
    initials lose their dots. Scripts without spaces give overlapping pieces.
    """
    return _words_cached(text) if len(text) <= CACHED_LENGTH else _words(text)


def content_words(text: str) -> tuple[str, ...]:
    """Return `words(text)` without function words and single letters, in order.

    The function words are those of English and the common others.
    """
    return _content_cached(text) if len(text) <= CACHED_LENGTH else _content(text)


@lru_cache(maxsize=CACHE_SIZE)
def _words_cached(text: str) -> tuple[str, ...]:
    return _words(text)


@lru_cache(maxsize=CACHE_SIZE)
def _content_cached(text: str) -> tuple[str, ...]:
    return _content(text)


def _words(text: str) -> tuple[str, ...]:
    text = normalise(text)
    shouted = text == text.upper() and text != text.lower()
    unspaced = not text.isascii() and _UNSPACED.search(text) is not None
    found: list[str] = []
    if not (shouted or unspaced or _DIGIT.search(text) or _WITHIN.search(text)):
        written = [  # most are plain
            token if token.islower() and token.isalpha() else _plain(token, found, shouted)
            for token in (words_by(_ASCII, text) if text.isascii() else _SIMPLE.findall(text))
        ]
        return tuple(filter(None, written))
    for initials, number, token in _TOKEN.findall(text):
        if initials:
            found.append(_initials(initials))
        elif number:
            found.append(number.lower())
        elif unspaced and _UNSPACED.match(token):
            found.extend(pieces_of(token))
        else:
            found.append(_plain(token, found, shouted))
    return tuple(filter(None, found))


def _initials(token: str) -> str:
    letters = token.replace(".", "").lower()
    return "u.s." if letters in ("us", "usa") else letters


def _plain(token: str, before: list[str], shouted: bool) -> str:
    if token in ("US", "USA") and not (shouted and before and before[-1] in _PRONOUN_BEFORE):
        return "u.s."
    token = token.lower()
    if "'" not in token and "_" not in token:
        return token
    token = token.strip("_'")
    if token.endswith("'s"):
        base = token[:-2]
        return "u.s." if base == "us" and not shouted else base
    return token


def _content(text: str) -> tuple[str, ...]:
    stops = stop_words()
    return tuple(
        word
        for word in words(text)
        if word not in stops and (len(word) > 1 or word.isdigit() or not word.isascii())
    )


@cache
def common_words() -> frozenset[str]:
    """Return some thousands of English words that news mostly writes in lower case."""
    table = resources.files("summarizer") / "data" / "common_words.txt"
    return frozenset(table.read_text("utf-8").split())
