"""Function words by language, for telling content from grammar and languages apart.

They stand in `data/stopwords.txt`.
"""

from __future__ import annotations

from functools import cache

from summarizer.text.tables import lists_of

MEANING = "meaning in English"
"""The list of function words elsewhere that carry meaning in an English text."""


@cache
def _by_language() -> dict[str, tuple[str, ...]]:
    return lists_of("stopwords.txt")


@cache
def stop_words(language: str | None = None) -> frozenset[str]:
    """Return the function words of one language; of English and the others for None.

    None leaves out other languages' words that mean something else in English
    ("die", "was", "man" stand in English texts too, but only "die" carries content).
    """
    lists = _by_language()
    if language is not None:
        return frozenset(lists.get(language, ()))
    return frozenset().union(*lists.values()).difference(lists[MEANING]).union(lists["en"])


@cache
def languages_of() -> dict[str, tuple[str, ...]]:
    """Return, for every function word, the languages that use it."""
    table: dict[str, list[str]] = {}
    for language, words in _by_language().items():
        if language != MEANING:
            for word in dict.fromkeys(words):
                table.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in table.items()}


def listed_languages() -> tuple[str, ...]:
    """Return the languages whose function words are known, those of most news first."""
    return tuple(language for language in _by_language() if language != MEANING)


def is_foreign(language: str | None) -> bool:
    """Return whether `language` is not English; what nobody can tell is taken for English."""
    return language is not None and language != "en"
