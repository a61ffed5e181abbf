"""Which language a text is written in: by script, then by its function words.

No download and no model: on news paragraphs function words decide (they are a third
to a half of all words), and most scripts belong to one language or to a few.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache
from itertools import chain
from string import ascii_letters, digits

from summarizer.characters import HAN, HANGUL, KANA, THAI
from summarizer.text.runs import words_by
from summarizer.text.stopwords import is_foreign, languages_of, listed_languages

SAMPLE = 4_000
"""Characters looked at: enough for a sure answer, little enough to cost nothing."""

_SCRIPTS = (
    ("ja", re.compile(f"[{KANA}]+")),
    ("ko", re.compile(f"[{HANGUL}]+")),
    ("zh", re.compile(f"[{HAN}]+")),
    ("th", re.compile(f"[{THAI}]+")),
    ("hi", re.compile("[\u0904-\u0963\u0966-\u097f]+")),
    ("bn", re.compile("[\u0980-\u09fe]+")),
    ("ta", re.compile("[\u0b80-\u0bff]+")),
    ("te", re.compile("[\u0c00-\u0c7f]+")),
    ("he", re.compile("[\u05d0-\u05ea]+")),
    ("el", re.compile("[\u0370-\u03ff]+")),
    ("ka", re.compile("[\u10a0-\u10ff]+")),
    ("hy", re.compile("[\u0531-\u0587]+")),
    ("ar", re.compile("[\u0620-\u06ff]+")),
    ("ru", re.compile("[\u0400-\u04ff]+")),
    ("en", re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+")),
)

_NOT_LATIN = re.compile("[\u0370-\u1dff\u2c00-\uffff]")
"""Characters among which are those of all other scripts."""
_LATIN = dict(_SCRIPTS)["en"].pattern.removesuffix("+")
_TWO_LATIN = re.compile(f"{_LATIN}[^{_LATIN[1:-1]}]*{_LATIN}")

_NO_LETTERS = re.compile(r"[\d_]")
_WORD = re.compile(r"\w+(?:'\w+)?")
"""A word, once digits are gone: to look for letters alone takes twice the time."""

_LETTERS = {
    "uk": "іїєґ",
    "ru": "ыэё",
    "bg": "ъщ",
    "de": "ßäöü",
    "fr": "çœéêèàùû",
    "es": "ñ¿¡",
    "pt": "ãõçê",
    "sv": "åäö",
    "da": "æøå",
    "nb": "æøå",
    "fi": "äö",
    "pl": "łąęśżźćń",
    "cs": "ěřůčžš",
    "tr": "ğışç",
    "ro": "șțăşţ",
    "hu": "őűáé",
    "vi": "ơưđạảấầẩẫậắằẵặẹẻẽếềệỉịọỏốồổộớờợụủứừửữựỳỵỷỹ",
    "it": "àèìòù",
}
"""Letters that speak for a language (each hit counts like a rare function word)."""
_SPECIAL = frozenset("".join(_LETTERS.values()))

_PERSIAN = re.compile("[پچژگ]")
_MIN_SCORE = 0.08
_MIN_WORDS = 4


def detect_language(text: str) -> str | None:
    """Return the ISO 639-1 code of the language of `text`, or None when it cannot be told.

    Reads the first `SAMPLE` characters. Chinese, Japanese, Korean, Thai, Greek, Hebrew
    and their like are told by script, some twenty others by function words and letters.
    """
    return _language_of(text[:SAMPLE])


def in_english(text: str) -> bool:
    """Return whether a text is English; what nobody can tell is taken for English."""
    return not is_foreign(detect_language(text))


@lru_cache(maxsize=4096)  # of the sample alone: whole texts in a cache are never let go
def _language_of(sample: str) -> str | None:
    there = ascii_letters + digits + "_" if sample.isascii() else "".join(set(sample))
    script = _script(sample, there)
    if script in ("en", "ru"):
        return _by_words(sample, there, cyrillic=script == "ru")
    if script == "ar":
        return "fa" if len(_PERSIAN.findall(sample)) > len(sample) / 120 else "ar"
    return script


def _script(sample: str, there: str) -> str | None:
    """Return a language of the script of most of `sample`; `there` has each of its characters."""
    # Most scripts are in no text, and need no counting.
    if not _NOT_LATIN.search(there):
        return "en" if _TWO_LATIN.search(sample) else None
    counts = {
        name: sum(map(len, pattern.findall(sample))) if pattern.search(there) else 0
        for name, pattern in _SCRIPTS
    }
    # A han character says more than a letter, and kana among han means Japanese.
    if counts["ja"] * 8 > counts["zh"] and counts["ja"] > 0:
        counts["ja"] += counts["zh"]
        counts["zh"] = 0
    counts["zh"] *= 2
    counts["ja"] *= 2
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] >= 2 else None


def _by_words(sample: str, there: str, *, cyrillic: bool) -> str | None:
    lowered = sample.lower()
    plain = lowered.replace("’", "'")
    for sign in _NO_LETTERS.findall(there):
        plain = plain.replace(sign, " ")
    found = words_by(_WORD, plain)
    if len(found) < _MIN_WORDS:
        return None
    scores: defaultdict[str, float] = defaultdict(float)
    votes = _votes()
    for language, vote in chain.from_iterable(filter(None, map(votes.get, found))):
        scores[language] += vote
    special = _SPECIAL.intersection(there.lower())
    for language, letters in _LETTERS.items() if special else ():
        hits = sum([lowered.count(letter) for letter in letters if letter in special])
        scores[language] += min(hits, len(found)) / 6
    family = {"ru", "uk", "bg"}
    ranked = [
        (score, language) for language, score in scores.items() if (language in family) == cyrillic
    ]
    if not ranked:
        return None
    score, language = max(ranked, key=lambda found: (found[0], -_order()[found[1]]))
    return language if score / len(found) >= _MIN_SCORE else None


@cache
def _order() -> dict[str, int]:
    """Return the place of each language among the lists: of equals the first is the likeliest."""
    return {language: place for place, language in enumerate(listed_languages())}


@cache
def _votes() -> dict[str, list[tuple[str, float]]]:
    """For every function word, which languages it speaks for, and how much."""
    return {
        word: [(language, 1 / len(owners) ** 0.5) for language in owners]
        for word, owners in languages_of().items()
    }
