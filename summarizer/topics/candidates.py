"""Which noun phrases could name a theme: collected over all sentences, the idle ones left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from summarizer.topics.corpus import Corpus
from summarizer.topics.inflection import joined_forms
from summarizer.topics.lexicon import (
    is_common_word,
    is_generic,
    is_lonely,
    is_telling,
    rarity,
    use_of,
)
from summarizer.topics.phrases import Phrase, is_nationality, names_of, phrases_of, tokens_of
from summarizer.topics.vocabulary import SEATS

MAX_CANDIDATES = 700
"""Candidates that are compared with each other; the least spoken-of go first."""
MANY_SENTENCES = 2_000
"""From so many on, what stands in one sentence alone is no theme and carries none."""
COMMON_SHARE = 0.18
"""A phrase in more than this share of all sentences is what everything here is about."""
COMMON_SHARE_EVERYWHERE = 0.07
"""The same for a phrase that nearly every article has."""
EVERYWHERE = 0.9
FEW_SENTENCES = 5
"""A phrase in fewer sentences is not yet everywhere, however short the articles."""
FEW_ARTICLES = 3
"""Below this many articles, being in each of them says nothing."""
SPEAKER_SHARE = 0.3
"""From this share of "X said" on, a name is somebody who speaks, not what is spoken of."""
VENUE_SHARE = 0.7
"""From this share of "in X", "at X" on, a name is where things happen."""
NEAR_THE_TOP = 4
"""Sentences of an article in which it names whom it is about."""
MIN_RARITY = 0.33
"""A single ordinary word that stands in more texts (over 4%) is too wide to be a theme."""

_AT = frozenset({"in", "at", "from", "to", "near", "outside"})
_HOME_OF = re.compile(
    r"(?:[A-Z][\w.’'-]*[a-z.],? (?:(?:Democrat|Republican|Independent|Conservative|Liberal)s? )?"
    r"|[Pp]olice |[Cc]ourt |[Uu]niversity |[Cc]ity |[Tt]own |[Cc]ounty )of $"
)
"""What stands before a place that only says where somebody is from: "Zoe Lofgren of California"."""
_SEAT = re.compile(r"[A-Z]{1,3}-(?:[A-Z][a-z]*\.?|[A-Z]\.[A-Z]\.?)")
"""A politician's party and place: "D-Calif.", "R-Ky."."""

HALF_NAMES = frozenset(
    "united rovers albion wanderers athletic olympic irish english scottish welsh".split()
)
"""What several clubs are called, each with its town, and whose a thing is."""
STREETS = frozenset("avenue boulevard road lane highway".split())
_RUN_TOGETHER = re.compile(r"\b[a-z]{2,}[A-Z][a-z]{2,}|^minus-|\b[Vv]an(?: der)?$")
"""Two words that a page ran together, a number, a part of a name: "baAlaska", "minus-20"."""


@dataclass(slots=True)
class Candidate:
    """A phrase with all its mentions, while they are counted."""

    key: str
    forms: Counter[str] = field(default_factory=Counter)
    sentences: set[int] = field(default_factory=set)
    mentions: int = 0
    outer: int = 0
    listed: int = 0
    venue: int = 0
    speaks: int = 0
    names: int = 0
    person: bool = False
    linked: bool = False
    linked_listed: int = 0
    listed_in: set[int] = field(default_factory=set)
    abroad: int = 0
    plain: str = ""

    def add(self, phrase: Phrase, sentence: int, text: str) -> None:
        """Count one mention in a sentence of this number and text."""
        self.forms[phrase.text] += 1
        self.sentences.add(sentence)
        self.mentions += 1
        self.outer += phrase.outer
        self.listed += phrase.listed
        if phrase.listed:
            self.listed_in.add(sentence)
        home = phrase.name and _HOME_OF.search(text[: phrase.start]) is not None
        self.venue += phrase.before in _AT or home
        self.speaks += phrase.speaks
        self.names += phrase.name
        self.person |= phrase.person
        self.linked |= phrase.linked

    def join(self, other: Candidate) -> None:
        """Take in the mentions of another form of the same name."""
        self.forms += other.forms
        self.sentences |= other.sentences
        self.listed_in |= other.listed_in
        for count in ("mentions", "outer", "listed", "venue", "speaks", "names", "abroad"):
            setattr(self, count, getattr(self, count) + getattr(other, count))
        self.person |= other.person

    @property
    def form(self) -> str:
        """Its plain wording, else the most frequent, the first in the alphabet among equals."""
        return self.plain or min(self.forms.items(), key=lambda item: (-item[1], item[0]))[0]

    @property
    def is_name(self) -> bool:
        """Whether it is mostly written as a proper name."""
        return self.names * 2 > self.mentions

    @property
    def is_abroad(self) -> bool:
        """Whether only articles in other languages than English use it."""
        return self.abroad == self.mentions

    @property
    def words(self) -> tuple[str, ...]:
        """Its key's words."""
        return tuple(self.key.split())

    @property
    def lonely(self) -> bool:
        """Whether it is one ordinary word that names no theme without company ("military")."""
        return len(self.words) == 1 and not self.is_name and is_lonely(self.form.lower())

    @property
    def rarity(self) -> float:
        """Mean rarity of its words, 0 to 1."""
        return float(np.mean([rarity(word.lower()) for word in self.form.split()]))


def collect(corpus: Corpus) -> dict[str, Candidate]:
    """Return every noun phrase of the corpus with its mentions, by key."""
    found: dict[str, Candidate] = {}
    for number, text in enumerate(corpus.texts):
        language = corpus.language(number)
        tokens = tokens_of(text) if language is None else names_of(text, language)
        phrases = list(phrases_of(tokens, text))
        for phrase in phrases:
            candidate = found.get(phrase.key)
            if candidate is None:
                candidate = found[phrase.key] = Candidate(phrase.key)
            candidate.add(phrase, number, text)
            candidate.abroad += language is not None
        for phrase in phrases:
            if phrase.linked and phrase.listed:
                for inner in phrases:
                    if inner.end == phrase.end and not inner.linked:
                        found[inner.key].linked_listed += 1
    found = joined_forms(found, corpus)
    for candidate in found.values():
        if candidate.is_abroad:
            candidate.sentences -= _in_passing(candidate.sentences, corpus)
    return {key: candidate for key, candidate in found.items() if candidate.sentences}


def _in_passing(sentences: Iterable[int], corpus: Corpus) -> set[int]:
    """Return the sentences that are an article's only ones of their kind, and far from its top.

    Of other languages than English nobody tells "Ziel" from "Zoll", but for how it is told.
    """
    told = Counter(int(corpus.owner[s]) for s in sentences)
    return {
        s for s in sentences if told[int(corpus.owner[s])] == 1 and corpus.index[s] >= NEAR_THE_TOP
    }


def choose_candidates(corpus: Corpus) -> list[Candidate]:
    """Return the phrases that could name a theme, most spoken-of first."""
    found = collect(corpus)
    people = _people(found.values())
    alone = len(corpus.texts) >= MANY_SENTENCES
    told = (c for c in found.values() if not alone or len(c.sentences) > 1)
    kept = [c for c in told if _could_name(c, corpus, people)]
    kept = _without_fragments(kept)
    kept.sort(key=lambda c: (-_weight(c, corpus), c.key))
    return kept[:MAX_CANDIDATES]


def _weight(candidate: Candidate, corpus: Corpus) -> float:
    hits = list(candidate.sentences)
    articles = len(set(corpus.owner[hits].tolist()))
    stories = len(set(corpus.story[corpus.owner[hits]].tolist()))
    return (articles + stories + 0.3 * len(hits)) * (0.3 + candidate.rarity)


def _people(candidates: Iterable[Candidate]) -> frozenset[str]:
    """Return the words that are somebody's name here: of full names and of surnames alone."""
    pool = [c for c in candidates if c.is_name]
    alone = {c.key: c for c in pool if len(c.words) == 1}
    speakers = {key for key, c in alone.items() if c.speaks}
    surnames = alone.keys() - HALF_NAMES - {c.words[0] for c in pool if len(c.words) > 1}
    full = [
        c
        for c in pool
        if c.person
        or _is_full_name(c.words, speakers)
        or (not c.is_abroad and _goes_by_surname(c, alone, surnames))
    ]
    return frozenset(word for c in full for word in c.words if len(word) > 1)


def _is_full_name(words: tuple[str, ...], alone: set[str]) -> bool:
    """Return whether a name begins or ends with one that speaks: not "South China Sea"."""
    return len(words) in {2, 3} and not alone.isdisjoint({words[0], words[-1]})


def _goes_by_surname(c: Candidate, alone: Collection[str], surnames: Collection[str]) -> bool:
    """Return whether the second of two words stands alone here, and the first one never does.

    "Petr Cech" is Cech, "Inter Milan" is Inter as well; neither word is one of the language's own.

    Args:
        c: a name.
        alone: names of one word.
        surnames: those with which no longer name begins, and that no club adds to its town's.
    """
    if len(c.words) != 2 or c.words[0] in alone or c.words[1] not in surnames:
        return False
    written = c.form.split()
    return all(
        word[1:].islower() and not is_common_word(word.lower()) for word in written
    ) and not is_nationality(written[0].lower())


def _could_name(  # noqa: PLR0911
    c: Candidate, corpus: Corpus, people: frozenset[str]
) -> bool:
    if len(c.form) > 40 or len(c.form) < 2 or (not c.outer and len(c.words) > 3):
        return False
    if c.is_name and (c.person or set(c.words) <= people or c.key in SEATS):
        return False
    within = c.linked and " in " in c.form
    if within and all(is_lonely(word) or is_generic(word) for word in c.words):
        return False  # "blaze in temperatures"
    if _SEAT.fullmatch(c.form) or _RUN_TOGETHER.search(c.form) or _is_half_a_name(c):
        return False
    if c.is_name and c.speaks >= SPEAKER_SHARE * c.mentions:
        return False
    if set(c.words) & people and not _is_matter_of_a_person(c):
        return False
    venue = c.venue >= VENUE_SHARE * c.mentions
    if c.is_name and venue and not c.listed and not c.linked_listed:
        return False
    if len(c.words) == 1 and not c.is_name and not _is_telling_word(c):
        return False
    return not _is_everywhere(c, corpus) and not (c.is_name and _is_the_subject(c, corpus))


def _is_half_a_name(c: Candidate) -> bool:
    """Return whether a name is anybody's ("Doctor", "United"), or only says where.

    "American Boulevard" is in every town, and what happened there has nothing in common.
    """
    last = c.form.lower().split()[-1]
    if not c.is_name or len(c.words) > 1:
        return c.is_name and last in STREETS
    return is_lonely(last) or last in HALF_NAMES


def _is_the_subject(c: Candidate, corpus: Corpus) -> bool:
    """Return whether every article of a digest of one event names it near its beginning."""
    articles = len(corpus.articles)
    if len(corpus.story_ids) > 1 or len(corpus.texts) < 2 * NEAR_THE_TOP * max(2, articles):
        return False
    early = {int(corpus.owner[s]) for s in c.sentences if corpus.index[s] < NEAR_THE_TOP}
    return len(early) == articles


def _is_matter_of_a_person(c: Candidate) -> bool:
    """Return whether it is "Mueller report" rather than "Blinken trip" or "diplomat Wang Yi"."""
    last = c.form.split()[-1]
    return len(c.words) == 2 and last.islower() and is_telling(last) and len(c.sentences) > 1


def _is_telling_word(c: Candidate) -> bool:
    word = c.form.lower()
    use = use_of(word)
    nouns = use.noun >= 3 or use.all < 4
    return nouns and (c.lonely or rarity(word) >= MIN_RARITY) and not is_generic(word)


def _is_everywhere(c: Candidate, corpus: Corpus) -> bool:
    articles = len(corpus.articles)
    count = len(c.sentences)
    share = count / len(corpus.texts)
    if count < FEW_SENTENCES:
        return False
    if articles < FEW_ARTICLES:
        return share > 2 * COMMON_SHARE
    spread = len(set(corpus.owner[list(c.sentences)].tolist())) / articles
    often = count > 1.5 * articles and share > COMMON_SHARE_EVERYWHERE
    return share > COMMON_SHARE or (spread >= EVERYWHERE and often)


def _without_fragments(candidates: list[Candidate]) -> list[Candidate]:
    """Leave out what only ever stands inside one longer phrase ("South China").

    A nationality in front makes no longer phrase: of "U.S. tariffs", "tariffs" stays. Of "Saudi
    Arabia", which is one name, all of it does.
    """
    longest: dict[tuple[str, ...], int] = {}
    known = {c.words: c for c in candidates}
    one_name = {c.words for c in candidates if _is_led(c) and _is_one_name(c, known)}
    torn = {words[1:] for words in one_name}
    whole = [
        c
        for c in candidates
        if c.words not in torn
        and (c.words in one_name or not (_is_led(c) and c.words[1:] in known))
    ]
    for c in whole:
        for size in range(1, len(c.words)):
            for start in range(len(c.words) - size + 1):
                part = c.words[start : start + size]
                longest[part] = max(longest.get(part, 0), len(c.sentences))
    return [c for c in whole if c.outer or len(c.sentences) > longest.get(c.words, 0)]


def _is_one_name(c: Candidate, known: Mapping[tuple[str, ...], Candidate]) -> bool:
    """Return whether what follows a nationality never stands without it, in capitals."""
    rest = known.get(c.words[1:])
    return rest is not None and c.is_name and rest.is_name and rest.mentions <= c.mentions


def _is_led(c: Candidate) -> bool:
    return is_nationality(c.form.split()[0].lower())
