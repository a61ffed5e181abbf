"""Which sentences tell of a theme, so that no sentence serves as the only point of two."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from summarizer.topics.corpus import Corpus
from summarizer.topics.points import MAX_POINTS, Line, as_it_stands, choose_lines, clear_when
from summarizer.topics.themes import Theme

if TYPE_CHECKING:
    from numpy.typing import NDArray

FAR = 0.33
"""Sentences with less than this share of the nearest one's cosine only mention the theme."""
USED_ELSEWHERE = 0.45
"""What a sentence is still worth when an earlier topic quotes it."""
APT, BARELY_APT = 0.75, 0.65
"""Share of its cosine to the nearest theme that a sentence must have with this one: "combating
the trade of precursor chemicals" has .3 with trade and .6 with fentanyl."""
PASSING = 0.5
"""The same for a sentence of two subjects, where nothing is only about this one."""


class Rung(NamedTuple):
    """How strictly the sentences of a topic are chosen.

    Attributes:
        least: share of its cosine to the nearest theme that a sentence has with this one.
        fresh: only what no topic quotes so far.
        lists: mere enumerations too.
        pairs: a sentence that leans on the one before too, with that; where both are of the
            theme, that is allowed on every rung.
        enough: lines with which to stop here; None for what a topic needs at least.
        most: lines at most.
    """

    least: float
    fresh: bool
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
    Rung(BARELY_APT, fresh=False),
    Rung(-9.0, fresh=False, pairs=True),
)
"""Strictest first. A list is evidence of last resort, and of one topic only: the same
enumeration under three headings told nothing three times."""
LISTED = 3
"""Themes whose names stand in one enumeration, from which on a sentence only lists them."""
CROWDED = 3
"""Themes from which on a sentence is a list of them, and tells little of each."""


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
        briefed: those that a story's brief quotes: where others are apt, those come first.
    """

    corpus: Corpus
    crowd: NDArray[np.float64]
    nearest: NDArray[np.float32]
    used: set[int]
    home: dict[int, int]
    listing: set[int]
    briefed: frozenset[int] = frozenset()

    def suits(self, sentence: int, meaning: NDArray[np.float32], rung: Rung) -> bool:
        """Return whether a sentence is about the theme and unquoted."""
        listing = sentence in self.listing or self.crowd[sentence] > CROWDED
        about = meaning[sentence] >= rung.least * self.nearest[sentence]
        if listing and not rung.lists:
            return False
        told = rung.fresh and sentence in self.used
        known = rung.fresh and rung.least >= BARELY_APT and sentence in self.briefed
        return bool((about or listing) and not told and not known)

    def choose(
        self,
        theme: Theme,
        sentences: Sequence[int],
        meaning: NDArray[np.float32],
        fewest: int,
    ) -> list[Line]:
        """Return the lines that tell most of a theme, chosen as strictly as it allows.

        Args:
            theme: what they are to tell of.
            sentences: numbers of the sentences that speak of it.
            meaning: (n,) each sentence's cosine to it.
            fewest: lines that it needs; where that is more than one, none comes as a pair.

        Returns: none where all there is stands under another topic already.
        """
        nearest = max(float(meaning[s]) for s in sentences)
        near = [s for s in sentences if meaning[s] >= FAR * nearest]
        near = near if len(near) > 1 else list(sentences)
        words = {form.lower() for member in theme.members for form in member.forms}
        most = 4 if len(sentences) >= 8 else 3 if len(sentences) >= 4 else 2
        leaning = {s for s in near if _points_back(self.corpus.texts[s], s, theme)}
        pairs = {s for s in near if self._may_bring(s - 1, theme)}
        close = {s for s in pairs if s - 1 in theme.hits}
        lines: list[Line] = []
        for rung in LADDER:
            numbers = [s for s in near if self.suits(s, meaning, rung)]
            lines = choose_lines(
                self.corpus,
                numbers,
                np.array([_worth(self, s, meaning) for s in numbers]),
                must_hold=words,
                most=min(most, rung.most),
                pairs=() if fewest > 1 else pairs if rung.pairs else close,
                leaning=leaning,
            )
            if len(lines) >= (rung.enough or fewest):
                break
        if not lines and len(theme.hits) == 1:
            only = clear_when(self.corpus, theme.hits[0], as_it_stands(self.corpus, theme.hits[0]))
            lines = [only] if only else []
        return lines if any(line.sentence not in self.used for line in lines) else []

    def _may_bring(self, before: int, theme: Theme) -> bool:
        """Return whether a sentence may come along: unquoted, and of no other theme."""
        return before not in self.used and (not self.crowd[before] or before in theme.hits)


def listings(themes: Sequence[Theme]) -> set[int]:
    """Return the sentences that enumerate what at least `LISTED` themes are about."""
    counts: Counter[int] = Counter()
    for theme in themes:
        counts.update(set().union(*(member.listed_in for member in theme.members)))
    return {sentence for sentence, count in counts.items() if count >= LISTED}


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


def _worth(desk: Desk, sentence: int, meaning: NDArray[np.float32]) -> float:
    """How telling a sentence is for a topic: near to it, about little else, not yet quoted."""
    encoded = desk.corpus.articles[int(desk.corpus.owner[sentence])]
    near = 0.15 + max(0.0, float(meaning[sentence]))
    alone = 1 / (1 + 0.35 * max(0.0, float(desk.crowd[sentence]) - 1))
    fresh = USED_ELSEWHERE if sentence in desk.used else 1.0
    whole = 1.0 if encoded.article.complete else 0.95
    return near * alone * fresh * whole
