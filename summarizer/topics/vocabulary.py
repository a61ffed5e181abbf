"""Lists of English words by what they do in a news sentence: `data/topic_vocabulary.txt`."""

from __future__ import annotations

from summarizer.text.english import MONTHS, WEEKDAYS
from summarizer.text.tables import lists_of

_LISTS = {name: frozenset(words) for name, words in lists_of("topic_vocabulary.txt").items()}

CLOSED = _LISTS["CLOSED"]
ADVERBS = _LISTS["ADVERBS"]
TITLES = _LISTS["TITLES"]
TITLE_PARTS = _LISTS["TITLE_PARTS"]
"""Words that belong to titles and to much else ("state of emergency", "defense")."""
PEOPLE = _LISTS["PEOPLE"]
"""Heads of phrases that say who, not what ("highest-ranking official")."""
SPEECH = _LISTS["SPEECH"]
MONTHS_AND_DAYS = _LISTS["MONTHS_AND_DAYS"].union(MONTHS, WEEKDAYS)
SEATS = _LISTS["SEATS"] | {
    "white house",
    "new delhi",
    "capitol hill",
    "downing street",
    "united states",
    "united state",
    "united kingdom",
}
"""Names that stand for a government rather than for a theme."""
ACTORS = _LISTS["ACTORS"]
"""Who acts and who reports; news on nearly every theme has them."""
VAGUE_ADJECTIVES = _LISTS["VAGUE_ADJECTIVES"]
"""Adjectives that do not make a theme of "talks", "issues" or "challenges"."""
VAGUE_HEADS = _LISTS["VAGUE_HEADS"]
"""Nouns that only carry what follows their "of": a label does not begin with them."""
HEADINGS = _LISTS["HEADINGS"]
"""Wide words that can stand over a column all the same when most of a theme is in them."""
LONELY = _LISTS["LONELY"]
"""Nouns that need a second word to name a theme: "the war" names none, "war in Ukraine" does."""
GENERIC = _LISTS["GENERIC"]
"""Words that say how news talks rather than what of; a topic is never made of these alone."""
IDLE_NOUNS = {"de": _LISTS["IDLE_NOUNS de"]}
"""Nouns by language that name no theme, where nouns are written like names."""
