"""Which lines of a scraped text are page furniture."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from summarizer.text.english import MONTH, WEEKDAY
from summarizer.text.line_features import NAMES, is_told, line_features, wording_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONGEST_REPEAT = 200
"""Characters; a longer line that repeats is a shared paragraph, not furniture."""

MOST_LINES = 200_000
"""Lines that are counted; a bound on memory, reached by some ten thousand articles."""


_OUTLET_BEHIND = re.compile(r" (?:[-–—|•]|::) (?=\w)")
"""Before the name of an outlet in a headline: "… – Harbour News"."""

_DAY = re.compile(rf"{MONTH}|{WEEKDAY}", re.IGNORECASE)


def line_key(line: str) -> str:
    """Return the form in which two lines count as the same one."""
    return re.sub(r"\W+|\d+", " ", line.lower()).strip()


def title_ends(line: str) -> list[int]:
    """Return where a headline may end before the name of its outlet."""
    return [match.start() for match in _OUTLET_BEHIND.finditer(line[:LONGEST_REPEAT])]


def without_outlet(title: str, repeated: Collection[str], text: str) -> str:
    """Return a headline without the end that others of its source have too.

    A speaker behind a dash stands in the text as well: "Ferries will run – Tolk".
    """
    words = f" {line_key(text)} "
    for end in title_ends(title):
        key = line_key(title[end:])
        if key in repeated and f" {key} " not in words and not _DAY.fullmatch(key):
            return title[:end]
    return title


class Repeats:
    """Counts short lines over several articles, and what stands behind a dash in their first.

    Those that repeat are furniture.

    Articles that share their longest line are copies of each other and count as one, so
    that a thousand copies of an article make none of its lines furniture.
    """

    NEEDED = 3
    """Articles in which a line must stand."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[int, ...]] = {}

    def add(self, text: str) -> None:
        """Count the lines of one article."""
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        longest = hash(max(lines, key=len, default=""))
        for line in lines:
            if len(line) <= LONGEST_REPEAT:
                self._count(line, longest)
        for end in title_ends(lines[0]) if lines else ():
            self._count(lines[0][end:], longest)

    def _count(self, line: str, longest: int) -> None:
        key = line_key(line)
        seen = self._seen.get(key, ())
        room = bool(seen) or len(self._seen) < MOST_LINES
        if key and room and len(seen) < self.NEEDED and longest not in seen:
            self._seen[key] = (*seen, longest)

    def lines(self) -> frozenset[str]:
        """Return the keys (see `line_key`) of the lines that repeat."""
        return frozenset(key for key, seen in self._seen.items() if len(seen) >= self.NEEDED)


@dataclass(frozen=True)
class Trees:
    """Boosted decision trees over line features, as flat tables of (trees, nodes).

    A leaf points to itself, so that all lines walk all trees in the same few steps.

    Attributes:
        feature: which column a node looks at.
        threshold: a value up to it goes left.
        left, right: the next node.
        value: what a leaf adds to the log odds of furniture.
        depth: steps from the root to the deepest leaf.
        base: log odds before the first tree.
    """

    feature: NDArray[np.int16]
    threshold: NDArray[np.float32]
    left: NDArray[np.int16]
    right: NDArray[np.int16]
    value: NDArray[np.float32]
    depth: int
    base: float

    def odds(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the probability of furniture for each of n rows of features."""
        # All tables laid out in one row: `take` finds a place in half the time that a pair of
        # indices does.
        first, feature, following = self._laid_out
        line = np.arange(len(rows))[:, None] * rows.shape[1]
        node = np.broadcast_to(first, (len(rows), len(first)))
        for _ in range(self.depth):
            seen = rows.take(line + feature.take(node))
            node = following.take(2 * node + (seen <= self.threshold.take(node)))
        total = self.base + self.value.take(node).sum(axis=1)
        return np.asarray(1 / (1 + np.exp(-total)), np.float32)

    @cached_property
    def _laid_out(self) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
        """Where each tree begins, the columns, and of each node where right and left lead."""
        first = np.arange(len(self.feature)) * self.feature.shape[1]
        both = np.stack([self.right, self.left], -1).astype(np.intp)
        return first, self.feature.astype(np.intp), both + first[:, None, None]


@cache
def packaged_trees() -> Trees:
    """Return the trained model that ships with the package (benchmarks/cleaning/train.py)."""
    file = resources.files("summarizer") / "data" / "furniture.npz"
    with file.open("rb") as stream, np.load(stream, allow_pickle=False) as data:
        if tuple(data["names"].tolist()) != NAMES:
            raise RuntimeError("data/furniture.npz was trained for other line features")
        return Trees(
            feature=data["feature"],
            threshold=data["threshold"],
            left=data["left"],
            right=data["right"],
            value=data["value"],
            depth=int(data["depth"]),
            base=float(data["base"]),
        )


OUTSIDE = 0.4
"""Odds from which a line before the first or after the last paragraph is furniture."""

INSIDE = 0.7
"""The same between paragraphs, where a sub-head or a list item would be lost."""

ADDRESSED = 0.35
"""The same for a line between paragraphs that speaks to the reader of the site, in an
article that else speaks to nobody."""

SCRAPED = 0.75
"""Mean odds of the two worst of the first or last four lines, from which a text is taken
for a scrape (measured: at this value 0.9% of the lines of an article that was clean are
lost, mostly in lists of results, dates and prices, and no furniture stays for it)."""

UNWORDED = 0.8
"""What the odds of a line without any telling word, date or address count for in that."""

CLEAN_TEXT = 0.95
"""Odds that a line of a text that looks clean needs, with a wording that speaks for it."""

LISTED = 0.75
"""Share of a text's lines; where more look like furniture it is a list (results, dates,
prices), and only those go of which the model is `SURE`."""

SURE = 0.9

_EDGE = 4
_COLUMN = {name: index for index, name in enumerate(NAMES)}
_TELLING = [_COLUMN[name] for name in ("wordings", "date", "you", "ago", "web")]
_QUIET = 0.15


def find_furniture(
    lines: Sequence[str],
    *,
    repeated: Collection[str] = (),
    cautious: bool = False,
    asked: Collection[int] = (),
) -> tuple[NDArray[np.bool_], NDArray[np.float32]]:
    """Return which lines of a text are page furniture, and the model's odds of each.

    Losing a line of the body costs more than keeping one of the page. A text that shows
    no furniture at its ends is taken for clean and loses next to nothing.

    Args:
        lines: the text's paragraphs in order, white space squeezed.
        repeated: keys (`line_key`) of lines that other articles of the source share.
        cautious: take the text for clean. Then the odds are of lines whose wording is the page's,
            since no other can be furniture, and of paragraphs only where they speak to a reader; of
            the rest they are 0.
        asked: lines of which the odds are wanted all the same.
    """
    if not lines:
        return np.zeros(0, np.bool_), np.zeros(0, np.float32)
    looked_at: Sequence[int] = range(len(lines))
    if cautious:
        short = (k for k in looked_at if k in asked or not is_told(lines[k]))
        looked_at = [k for k in short if k in asked or wording_of(lines[k]).telling]
    odds = np.zeros(len(lines), np.float32)
    if not looked_at and not repeated:
        return np.zeros(len(lines), np.bool_), odds
    rows = line_features(lines, looked_at)
    odds[looked_at] = packaged_trees().odds(rows[looked_at])
    again = [len(line) <= LONGEST_REPEAT and line_key(line) in repeated for line in lines]
    return judge(rows, odds, cautious=cautious) | np.array(again, np.bool_), odds


def judge(
    rows: NDArray[np.float32], odds: NDArray[np.float32], *, cautious: bool = False
) -> NDArray[np.bool_]:
    """Return which lines are furniture, from their features and the model's odds."""
    first = rows[:, _COLUMN["first_long"]] > 0
    last = rows[:, _COLUMN["last_long"]] > 0
    worded = rows[:, _COLUMN["wordings"]] > 0
    spoken_to = rows[:, _COLUMN["you"]] > 0
    quiet = rows[:, _COLUMN["you_in_body"]] < _QUIET
    addressed = worded & spoken_to & quiet
    if cautious or not _scraped(rows, odds):
        sure = (odds >= CLEAN_TEXT) & (worded | spoken_to)
        return np.asarray(sure | (addressed & (odds >= 0.5)), np.bool_)
    inside = np.where(addressed, ADDRESSED, INSIDE)
    drop = odds >= np.where(first | last, OUTSIDE, inside)
    if drop.mean() > LISTED:
        drop &= odds >= SURE
    return np.asarray(drop, np.bool_)


def _scraped(rows: NDArray[np.float32], odds: NDArray[np.float32]) -> bool:
    """Return whether a text shows furniture at its beginning or its end."""
    telling = (rows[:, _TELLING] > 0).any(axis=1)
    if len(odds) < 2 or not (telling & (odds >= 0.5)).any():
        return False
    weighed = np.where(telling, odds, UNWORDED * odds)
    worst = (np.sort(edge)[-2:].mean() for edge in (weighed[:_EDGE], weighed[-_EDGE:]))
    return max(float(value) for value in worst) >= SCRAPED
