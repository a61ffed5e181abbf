"""What a full stop may follow without ending a sentence."""

from __future__ import annotations

from summarizer.text.tables import by_language, lists_of

_LISTS = {name: frozenset(words) for name, words in lists_of("abbreviations.txt").items()}

TITLES = _LISTS["TITLES"] | _LISTS["CAPITALISED"]
"""A name follows: never the end of a sentence."""

BEFORE_NUMBER = _LISTS["BEFORE_NUMBER"]
"""A number or a date follows; before anything else they end sentences like other words."""

INSIDE = _LISTS["INSIDE"]
"""Mostly in the middle; they end a sentence only before a word that opens one."""

SOMETIMES = _LISTS["SOMETIMES"] | _LISTS["STATES"]
"""They end a sentence only before a word that opens one ("the U.S. He", not "U.S. Senate")."""

OF_ENGLISH = _LISTS["CAPITALISED"] | _LISTS["STATES"]
"""Of both, what is a word of other languages where it is written small: "hon", "det", "ind"."""

OPENERS = _LISTS["OPENERS"]
"""Words that, capitalised after a doubtful full stop, open a new sentence."""

ABROAD = by_language("abbreviations.txt", "inside")
"""By language, what the sentence goes on after: titles, and what stands before a name or number."""

OPENERS_ABROAD = by_language("abbreviations.txt", "opening")
"""By language, words that open a new sentence, beside those above."""

SPEECH = _LISTS["SPEECH"]
"""After a question or an exclamation in quotes, a name with one of these goes on with it."""

ORDINAL_LANGUAGES = frozenset("de da nb no nn fi is cs sk pl hu hr sr sl et lv tr lb".split())
"""Where "28." before a word is "28th"."""
