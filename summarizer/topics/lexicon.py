"""What kind of word is this? A small lexicon of our own, counted from news.

The table `data/topic_words.tsv.gz` (built by `benchmarks/topics/build_words.py`) says of
27,000 English words in how many of 13,642 news texts each stands, and how often it behaves
as noun, modifier, verb or adjective among function words. No tagger is needed: telling a
noun phrase from its surroundings asks for less than full parsing.
"""

from __future__ import annotations

import gzip
import math
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Literal

from summarizer.text.tables import lines_of
from summarizer.topics.vocabulary import ADVERBS, CLOSED, GENERIC, LONELY, TITLES, VAGUE_ADJECTIVES

Kind = Literal["noun", "adjective", "verb", "other"]

TABLE = "topic_words.tsv.gz"
FIELDS = "topic_domains.txt"
SYNONYMS = "topic_synonyms.txt"
GIVEN_NAME_SHARE = 0.06
"""Of a word's texts, the share in which it opens a speaker's name: "donald" .7, "rights" .02."""


@dataclass(frozen=True, slots=True)
class Use:
    """How news uses a word: counts of texts and of uses."""

    texts: int = 0
    noun: int = 0
    modifier: int = 0
    verb: int = 0
    adjective: int = 0
    all: int = 0
    given: int = 0


UNSEEN = Use()


@cache
def _table() -> tuple[int, dict[str, str]]:
    """The number of texts, and each word's counts as they stand in the file: few are asked for."""
    packed = resources.files("summarizer").joinpath("data", TABLE).read_bytes()
    lines = gzip.decompress(packed).decode("utf-8").splitlines()
    total = int(lines[0].split("\t")[1])
    return total, dict([line.split("\t", 1) for line in lines[1:]])


@cache
def fields() -> dict[str, str]:
    """Return the field of the news that a word's key belongs to, where it has one."""
    lines = [line.split() for line in lines_of(FIELDS)]
    return {key_of(word): words[0] for words in lines for word in words}


@cache
def _synonyms() -> dict[str, frozenset[str]]:
    groups = [frozenset(map(key_of, line.split())) for line in lines_of(SYNONYMS)]
    return {key: group for group in groups for key in group}


def same_thing(key: str) -> frozenset[str]:
    """Return the keys of words that news uses for the same thing as `key`, itself included."""
    return _synonyms().get(key, frozenset()) | {key}


@lru_cache(maxsize=65536)
def use_of(word: str) -> Use:
    """Return how news uses the lower-case `word`; all zero when it is not in the table."""
    counts = _table()[1].get(word)
    return UNSEEN if counts is None else Use(*map(int, counts.split("\t")))


@lru_cache(maxsize=65536)
def rarity(word: str) -> float:
    """Return how rare `word` is in news: 0 (in every text) to 1 (in none of 13,642)."""
    total, texts = _table()[0], use_of(word).texts
    return math.log((total + 1) / (texts + 1)) / math.log(total + 1)


@lru_cache(maxsize=65536)
def is_common_word(word: str) -> bool:
    """Return whether `word`, capitalised at a sentence's start, is still an ordinary word."""
    use = use_of(word)
    return word in CLOSED or use.all >= max(3, 0.4 * use.texts)


@lru_cache(maxsize=65536)
def is_given_name(word: str) -> bool:
    """Return whether `word` (lower case) is a person's given name."""
    use = use_of(word)
    return use.given >= 2 and use.given >= GIVEN_NAME_SHARE * use.texts and word not in TITLES


@lru_cache(maxsize=65536)
def shape_of(word: str) -> tuple[Kind, bool]:  # noqa: PLR0911
    """Return a lower-case word's kind by itself, and whether its neighbours may overrule it."""
    if word in CLOSED or word in ADVERBS:
        return "other", False
    use = use_of(word)
    if use.all < 4:
        return _shape_by_ending(word), False
    nominal, total = use.noun + use.modifier, max(1, use.noun + use.modifier + use.verb)
    if word.endswith("ly") and use.noun < 0.1 * use.all:
        return "other", False
    if word.endswith("ing"):
        return _shape_of_participle(use), False
    if word.endswith("ed") and len(word) > 4:
        return _shape_of_participle(use), False
    if use.verb > nominal and use.verb >= 0.04 * use.all:
        return "verb", nominal >= 0.1 * total
    if use.noun < 0.2 * (use.noun + use.modifier + use.adjective):
        return "adjective", False
    return "noun", use.verb >= 0.15 * total


@lru_cache(maxsize=65536)
def is_telling(word: str) -> bool:
    """Return whether a lower-case word says something of the subject of a text."""
    return not is_generic(word) and word not in CLOSED and word not in VAGUE_ADJECTIVES


@lru_cache(maxsize=65536)
def is_generic(word: str) -> bool:
    """Return whether a word, in either number, says how news talks rather than what of."""
    return word in GENERIC or key_of(word) in _GENERIC_KEYS


@lru_cache(maxsize=65536)
def is_lonely(word: str) -> bool:
    """Return whether a word, in either number, names no theme without a second one.

    So do words for who does some work: of "photographer" an article tells something else.
    """
    key = key_of(word)
    return key in _LONELY_KEYS or key.endswith(_WORKERS)


@lru_cache(maxsize=65536)
def leans_noun(word: str) -> bool:
    """Return whether a word that is mostly a verb is a noun often enough ("call", "support")."""
    use = use_of(word)
    return use.noun + use.modifier >= 0.35 * (use.noun + use.modifier + use.verb)


def _shape_of_participle(use: Use) -> Kind:
    if use.noun >= 0.15 * use.all:
        return "noun"
    return "adjective" if use.modifier >= 0.25 * use.all else "verb"


def _shape_by_ending(word: str) -> Kind:
    if word.endswith(("ing", "ed", "ize", "ise", "izes", "ises", "ify", "ifies")):
        return "verb"
    if word.endswith("ly"):
        return "other"
    if word.endswith(
        ("al", "ous", "ive", "ful", "less", "ible", "able", "ary", "ic", "ian", "ese")
    ):
        return "adjective"
    if "-" in word:
        last = word.rsplit("-", 1)[1]
        return (
            "adjective"
            if use_of(last).noun < use_of(last).all * 0.2 or word.endswith("-level")
            else "noun"
        )
    return "noun"


@lru_cache(maxsize=65536)
def key_of(word: str) -> str:
    """Return the form under which a word's variants meet: lower case, singular, no hyphen."""
    plain = word.lower().replace("-", "").replace(".", "").replace("’", "").replace("'", "")
    if len(plain) > 4 and plain.endswith("ies"):
        return plain[:-3] + "y"
    if len(plain) > 3 and plain.endswith("s") and not plain.endswith(("ss", "us", "is")):
        return plain[:-2] if plain.endswith(("sses", "shes", "ches", "xes")) else plain[:-1]
    return plain


_WORKERS = ("grapher", "ologist", "ician", "onomist", "keeper", "maker", "writer", "worker")
_GENERIC_KEYS = frozenset(key_of(word) for word in GENERIC)
_LONELY_KEYS = frozenset(key_of(word) for word in LONELY)
