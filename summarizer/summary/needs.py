"""What a sentence hangs on: another without which no reader knows who or what is meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from summarizer.salience.dangling import dangles
from summarizer.salience.features import Material
from summarizer.salience.openings import opens_dangling, same_person_first
from summarizer.salience.voice import answers
from summarizer.summary.leaning import hangs_on
from summarizer.summary.persons import Persons, names_by_kind
from summarizer.summary.referents import has_no_antecedent, they_speak

T = TypeVar("T")

LEANING = 0.55
"""From here a sentence cannot be understood without the one before ("They put it in…"). It
costs under 0.1 ROUGE-1 on single articles; a reader minds the other more."""
LEANING_OF_SEVERAL = 0.4
"""The same among several articles, which have enough to say without it: "Turnout is low in such
states". It costs nothing there."""
_COUNTED = re.compile(
    r"(?:\d+|One|Two|Three|Some|Many|Most) of (?:them|these|those)\b|"
    r"(?:All|Both|Each|None|Most|Several|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve)"
    r"(?: others?)? (?:(?:also|then|later|now) )?(?:was|were|is|are|has|have|had|will|would|could|"
    r"followed|walked|came|went|got|took|made|fled|fell|lost|won|[a-z]{3,}ed)\b"
)
"""A number of things of which the sentence before told: "All walked", "Eleven others followed"."""
_LABELLED = re.compile(r"[A-Z][a-z]+(?: [a-z]+){0,4}: [A-Z]")
"""A caption's own heading: "Young captain: Ida Holm was …"."""
FARTHEST = 3
"""Sentences above in which is looked for whom a "he", "she" or "they" means: their own words may
stand between."""
MISSING = -2
"""What a sentence hangs on is no candidate."""
ONE_ARTICLE = 2
"""Borders of the rows of one article: where it begins and ends."""


class WhenAsked(Sequence[T]):
    """A value per candidate, found when it is asked for: most never are."""

    def __init__(self, count: int, find: Callable[[int], T]) -> None:
        self._count, self._find = count, find
        self._known: dict[int, T] = {}

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, k: int) -> T:  # type: ignore[override]
        if k not in self._known:
            self._known[k] = self._find(k)
        return self._known[k]


class Needs(WhenAsked[int]):
    """Per candidate the one it hangs on, -1 for none, MISSING when that is no candidate."""

    def __init__(
        self, m: Material, rows: Sequence[int], texts: Sequence[str], barred: Sequence[bool]
    ) -> None:
        super().__init__(len(rows), self._needed)
        self._texts, self._rows = texts, rows
        self._place = {r: k for k, r in enumerate(rows)}
        # Nothing was left out before an article's first sentence, however it opens.
        self._starts = m.starts
        self._roots: dict[int, int] = dict.fromkeys(m.starts, -1)
        self._barred = barred
        # Of several articles the room decides (`several.py`): one need is not met by the others.
        self._persons = Persons(texts) if len(m.starts) == ONE_ARTICLE else None

    def _needed(self, k: int) -> int:
        if self._barred[k]:
            return -1
        root = self._root(self._rows[k])
        return root if root < 0 else self._place.get(root, MISSING)

    def _root(self, row: int) -> int:
        """Return the row that `row` hangs on; -1 for none."""
        root = self._roots.get(row)
        if root is None:
            self._roots[row] = root = self._found(row)
        return root

    def _found(self, row: int) -> int:
        if not leans(self._texts[row], several=self._persons is None):
            return self._introduction(row)
        before = row - 1
        if before in self._place and same_person_first(self._texts[row], self._texts[before]):
            root = self._root(before)
            return before if root == -1 else root
        return self._antecedent(row)

    def _antecedent(self, row: int) -> int:
        """The sentence above `row` that can tell who its "he" or "they" is; or MISSING."""
        text = self._texts[row]
        last = row - (1 if they_speak(text) else FARTHEST)
        start = max(s for s in self._starts if s < row)
        for above in range(row - 1, max(last, start) - 1, -1):
            if not has_no_antecedent(text, self._texts[above]):
                return above
        return MISSING

    def _introduction(self, row: int) -> int:
        """The sentence above `row` that tells who the one is whom it names by surname; or -1."""
        if self._persons is None:
            return -1
        tellers = map(self._persons.introductions, self._persons.strangers(row))
        return max((self._usable(rows, row) for rows in tellers), default=-1)

    def _usable(self, rows: Sequence[int], below: int) -> int:
        """The first of some sentences above another that may be used; or -1.

        One that a caption's label opens only where there is no other.
        """
        usable = [
            r for r in rows if r < below and r in self._place and not self._barred[self._place[r]]
        ]
        plain = (r for r in usable if not _LABELLED.match(self._texts[r]))
        return next(plain, next(iter(usable), -1))


def leans(text: str, *, several: bool = False) -> bool:
    """Return whether a sentence, of `several` articles or of one, needs the one before it."""
    if opens_dangling(text) or answers(text) or _COUNTED.match(text) or names_by_kind(text):
        return True
    if hangs_on(text):
        return True
    return dangles(text) >= (LEANING_OF_SEVERAL if several else LEANING)
