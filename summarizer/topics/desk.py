"""Which sentences tell of a theme, so that no sentence serves as the only point of two."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from summarizer.salience.dangling import dangles
from summarizer.salience.substance import substance, tells
from summarizer.salience.voice import addresses
from summarizer.summary.beside import lacks_verb
from summarizer.summary.persons import Persons, called_by
from summarizer.topics.corpus import Corpus
from summarizer.topics.points import (
    MAX_POINTS,
    MOST_OF_ONE,
    Line,
    as_it_stands,
    choose_lines,
    clear_when,
)
from summarizer.topics.themes import Theme
from summarizer.topics.told import speaks_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

FAR = 0.33
"""Sentences with less than this share of the nearest one's cosine only mention the theme."""
ON_TOPIC = 0.6
"""The same share of the nearest one that was told above: rather than a riot's broken shop windows
under the name of a shop that burnt, a topic says where the fire was told."""
USED_ELSEWHERE = 0.45
"""What a sentence is still worth when an earlier topic quotes it."""
APT, BARELY_APT = 0.75, 0.65
"""Share of its cosine to the nearest theme that a sentence must have with this one: "combating
the trade of precursor chemicals" has .3 with trade and .6 with fentanyl."""
PASSING = 0.5
"""The same for a sentence of two subjects, where nothing is only about this one."""


LEANS = 0.6
"""What a sentence loses for each part that it leans on the one before: "The chaos has helped"."""
COMMENT = 0.4
"""What a sentence is still worth that only says what an event means."""
ASIDE = 0.6
"""What a sentence is still worth in which "I" or "you" stand, who are nobody above all outlets, or
that has no verb: a caption, a heading, a row."""
UNMET = 0.4
"""What a sentence is still worth that names by surname whom neither the page nor it introduces."""


class Rung(NamedTuple):
    """How strictly the sentences of a topic are chosen.

    Attributes:
        least: share of its cosine to the nearest theme that a sentence has with this one.
        fresh: only what no topic quotes so far.
        told: what the lead or a brief has told too.
        lists: mere enumerations too, of those that name the theme in full and, where `least`
            is more than nothing, are among the nearest to it.
        pairs: a sentence that leans on the one before too, with that; where both are of the
            theme, that is allowed on every rung.
        enough: lines with which to stop here; None for what a topic needs at least.
        most: lines at most.
    """

    least: float
    fresh: bool
    told: bool = False
    lists: bool = False
    pairs: bool = False
    enough: int | None = None
    most: int = MAX_POINTS


LADDER = (
    Rung(APT, fresh=True, enough=2),
    Rung(BARELY_APT, fresh=True),
    Rung(BARELY_APT, fresh=True, pairs=True),
    Rung(PASSING, fresh=True, pairs=True),
    Rung(PASSING, fresh=True, lists=True, most=1),
    Rung(BARELY_APT, fresh=True, told=True),
    Rung(-9.0, fresh=True, told=True, lists=True),
    Rung(BARELY_APT, fresh=False, told=True),
    Rung(-9.0, fresh=False, told=True, pairs=True),
)
"""Strictest first. A list is evidence of last resort, and of one topic only: the same
enumeration under three headings told nothing three times."""
LISTED = 3
"""Themes whose names stand in one enumeration, from which on a sentence only lists them."""
CROWDED = 3
"""Themes from which on a sentence is a list of them, and tells little of each."""


@dataclass(frozen=True, slots=True)
class _Pool:
    """What may be told of one theme.

    Attributes:
        theme: the theme.
        meaning: (n,) each sentence's cosine to it.
        near: the sentences that speak of it, the remote ones left out.
        words: its wordings, in lower case.
        known: those of `near` of which the lead or a brief has told what they say of it.
        voices: articles that speak of it.
        most: lines at most.
    """

    theme: Theme
    meaning: NDArray[np.float32]
    near: Sequence[int]
    words: frozenset[str]
    known: frozenset[int]
    voices: int
    most: int

    def on_topic(self) -> list[int]:
        """Return the sentences that are about as near to the theme as what was told of it."""
        least = ON_TOPIC * max((float(self.meaning[s]) for s in self.known), default=0.0)
        return [s for s in self.near if s in self.known or self.meaning[s] >= least]

    def naming(self, sentences: Sequence[int], share: float) -> list[int]:
        """Return those that name the theme in full, with this share of the nearest one's cosine."""
        named = set().union(*(m.sentences for m in self.theme.members if not m.lonely))
        least = share * max(float(self.meaning[s]) for s in self.near)
        return [s for s in sentences if s in named and self.meaning[s] >= least]

    def remoteness(self, sentence: int) -> tuple[float, int]:
        """Return what to sort sentences by, the nearest first."""
        return -float(self.meaning[sentence]), sentence


@dataclass(frozen=True, slots=True)
class Desk:
    """What is known while the topics are written.

    Attributes:
        corpus: all sentences.
        crowd: (n,) how many themes each sentence speaks of.
        nearest: (n,) its cosine to the theme that it is nearest to.
        used: the sentences that a topic quotes already.
        home: the number of the theme that a sentence names in most words.
        listing: the sentences that only list themes.
        told: those that the lead or a story's brief has told, with its words: where others
            are apt, those come first.
        known: the surnames of those whom the page above names in full.
        persons: who is who in each article that was asked for.
    """

    corpus: Corpus
    crowd: NDArray[np.float64]
    nearest: NDArray[np.float32]
    used: set[int]
    home: dict[int, int]
    listing: set[int]
    told: Mapping[int, str]
    known: frozenset[str] = frozenset()
    persons: dict[int, Persons] = field(default_factory=dict)

    def suits(
        self, sentence: int, meaning: NDArray[np.float32], rung: Rung, known: Collection[int]
    ) -> bool:
        """Return whether a sentence is about the theme, unquoted, and none of the `known`."""
        listing = sentence in self.listing or self.crowd[sentence] > CROWDED
        about = meaning[sentence] >= rung.least * self.nearest[sentence]
        if listing and not rung.lists:
            return False
        old = (rung.fresh and sentence in self.used) or (not rung.told and sentence in known)
        return bool((about or listing) and not old)

    def choose(
        self,
        theme: Theme,
        sentences: Sequence[int],
        meaning: NDArray[np.float32],
        fewest: int,
        beside: int = 0,
    ) -> list[Line]:
        """Return the lines that tell most of a theme, chosen as strictly as it allows.

        Args:
            theme: what they are to tell of.
            sentences: numbers of the sentences that speak of it.
            meaning: (n,) each sentence's cosine to it.
            fewest: lines that it needs; where that is more than one, none comes as a pair.
            beside: lines that it has besides; with enough of them, nothing is told again.

        Returns: none where all there is stands under another topic already.
        """
        pool = self._pool(theme, sentences, meaning)
        apt = pool.on_topic()
        lines = self._climb(pool, apt, fewest, beside)
        if not lines and beside < fewest and len(apt) < len(pool.near):
            lines = self._climb(pool, pool.near, fewest, beside)
        unheard = all(self.names_a_stranger(line.sentence, lines) for line in lines)
        if unheard and not beside and (rest := sorted(pool.known, key=pool.remoteness)):
            lines = self._as_it_stands(rest[0])
        if not lines and len(theme.hits) == 1:
            lines = self._as_it_stands(theme.hits[0])
        known = self.of_the_known(lines, fewest)
        lines = self.that_tell(known, max(fewest - beside, 0))
        return lines if any(line.sentence not in self.used for line in lines) else []

    def of_the_known(self, lines: Sequence[Line], fewest: int) -> list[Line]:
        """Return the lines without those on somebody unheard of, while enough of them stay."""
        return _without(
            lines, fewest, lambda line, kept: self.names_a_stranger(line.sentence, kept)
        )

    def that_tell(self, lines: Sequence[Line], fewest: int) -> list[Line]:
        """Return the lines without those that only comment, while enough of them stay."""
        texts = self.corpus.texts
        return _without(lines, fewest, lambda line, _: not tells(texts[line.sentence]))

    def names_a_stranger(self, sentence: int, beside: Sequence[Line] = ()) -> bool:
        """Return whether somebody is named by surname alone whom the page does not introduce.

        Args:
            sentence: its number.
            beside: lines of the same topic.
        """
        owner = int(self.corpus.owner[sentence])
        if owner not in self.persons:
            own = np.flatnonzero(self.corpus.owner == owner).tolist()
            self.persons[owner] = Persons([self.corpus.texts[s] for s in own])
        named = self.persons[owner].strangers(int(self.corpus.index[sentence]))
        known = self.known.union(*(called_by(line.text) for line in beside))
        return any(name not in known for name in named)

    def is_aside(self, sentence: int) -> bool:
        """Return whether somebody unnamed says a sentence, or it states nothing."""
        text = self.corpus.texts[sentence]
        english = self.corpus.language(sentence) is None
        return addresses(text) or (english and lacks_verb(text))

    def _pool(self, theme: Theme, sentences: Sequence[int], meaning: NDArray[np.float32]) -> _Pool:
        """Return what may be told of a theme, and what is known of it."""
        nearest = max(float(meaning[s]) for s in sentences)
        near = [s for s in sentences if meaning[s] >= FAR * nearest]
        near = near if len(near) > 1 else list(sentences)
        words = frozenset(form.lower() for member in theme.members for form in member.forms)
        return _Pool(
            theme=theme,
            meaning=meaning,
            near=near,
            words=words,
            known=frozenset(s for s in near if s in self.told and self._is_told(s, words)),
            voices=len({int(self.corpus.owner[s]) for s in sentences}),
            most=4 if len(sentences) >= 8 else 3 if len(sentences) >= 4 else 2,
        )

    def _climb(self, pool: _Pool, near: Sequence[int], fewest: int, beside: int) -> list[Line]:
        """Return the lines of the strictest rung that has enough of them, else of the last."""
        leaning = {s for s in near if _points_back(self.corpus.texts[s], s, pool.theme)}
        pairs = {s for s in near if self._may_bring(s - 1, pool.theme)}
        close = {s for s in pairs if s - 1 in pool.theme.hits}
        lines: list[Line] = []
        for rung in LADDER:
            if rung.told and beside >= fewest:
                break
            numbers = [s for s in near if self.suits(s, pool.meaning, rung, pool.known)]
            if rung.lists:
                numbers = pool.naming(numbers, APT if rung.least > 0 else 0.0)
            lines = choose_lines(
                self.corpus,
                numbers,
                np.array([_worth(self, s, pool.meaning, pool.known) for s in numbers]),
                must_hold=pool.words,
                most=min(pool.most, fewest if rung.told else rung.most),
                pairs=() if fewest > 1 else pairs if rung.pairs else close,
                leaning=leaning,
                of_one=MOST_OF_ONE if pool.voices > 1 else MAX_POINTS,
            )
            if len(lines) >= (rung.enough or fewest):
                break
        return lines

    def _as_it_stands(self, sentence: int) -> list[Line]:
        """Return the only sentence of a theme."""
        only = clear_when(self.corpus, sentence, as_it_stands(self.corpus, sentence))
        return [only] if only else []

    def _is_told(self, sentence: int, words: Collection[str]) -> bool:
        return speaks_of(self.told[sentence], self.corpus.texts[sentence], words)

    def _may_bring(self, before: int, theme: Theme) -> bool:
        """Return whether a sentence may come along: unquoted, untold, and of no other theme."""
        if before in self.used or before in self.told:
            return False
        return not self.crowd[before] or before in theme.hits


def listings(themes: Sequence[Theme]) -> set[int]:
    """Return the sentences that enumerate what at least `LISTED` themes are about."""
    counts: Counter[int] = Counter()
    for theme in themes:
        counts.update(set().union(*(member.listed_in for member in theme.members)))
    return {sentence for sentence, count in counts.items() if count >= LISTED}


def _without(
    lines: Sequence[Line], fewest: int, fails: Callable[[Line, Sequence[Line]], bool]
) -> list[Line]:
    """Return the lines, but from the last on those that fail beside the rest, down to `fewest`."""
    kept = list(lines)
    for line in reversed(lines):
        if len(kept) > fewest and fails(line, kept):
            kept.remove(line)
    return kept


def _points_back(text: str, sentence: int, theme: Theme) -> bool:
    """Return whether a sentence names the theme only as "the call": one that was told before."""
    here = [m for m in theme.members if sentence in m.sentences]
    if not here or not all(m.lonely for m in here):
        return False
    words = "|".join(re.escape(form) for m in here for form in m.forms)
    return (
        re.search(
            rf"\b(?:the|that|this|those|these) (?:{words})\b(?! (?:of|for|on|in|between|to)\b)",
            text,
            re.I,
        )
        is not None
    )


def _worth(
    desk: Desk, sentence: int, meaning: NDArray[np.float32], known: Collection[int]
) -> float:
    """How telling a sentence is for a topic: near to it, about little else, not yet quoted."""
    encoded = desk.corpus.articles[int(desk.corpus.owner[sentence])]
    near = 0.15 + max(0.0, float(meaning[sentence]))
    alone = 1 / (1 + 0.35 * max(0.0, float(desk.crowd[sentence]) - 1))
    fresh = USED_ELSEWHERE if sentence in desk.used or sentence in known else 1.0
    whole = 1.0 if encoded.article.complete else 0.95
    met = UNMET if desk.names_a_stranger(sentence) else 1.0
    upright = 1 - LEANS * dangles(desk.corpus.texts[sentence])
    says = COMMENT + (1 - COMMENT) * substance(desk.corpus.texts[sentence])
    told = ASIDE if desk.is_aside(sentence) else 1.0
    return near * alone * fresh * whole * met * upright * says * told
