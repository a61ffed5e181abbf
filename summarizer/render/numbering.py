"""Which number a citation carries, and what stands around the words that it cites."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from summarizer.characters import UNSPACED_RUN, joined, mark_gap
from summarizer.domain import Article, Citation, Point
from summarizer.render.safe import clean_piece

CONTEXT_CHARS = 220
"""Characters shown on each side of a quote: about a sentence and a half."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """Articles by number, from 1, in the order in which they were given.

    Attributes:
        articles: id of each article, with the article.
        numbers: id of each article, with its number.
    """

    articles: Mapping[str, Article]
    numbers: Mapping[str, int]

    @classmethod
    def over(cls, articles: Iterable[Article]) -> Numbering:
        """Number `articles`; one that comes twice keeps its first number."""
        by_id: dict[str, Article] = {}
        for article in articles:
            by_id.setdefault(article.id, article)
        return cls(by_id, {key: number for number, key in enumerate(by_id, start=1)})

    def of(self, article_id: str) -> int | None:
        """Return the number of an article; None for one that is not in the list."""
        return self.numbers.get(article_id)

    def of_point(self, point: Point) -> tuple[int, ...]:
        """Return the numbers that `point` cites, in the order of its citations, each once."""
        return tuple(self.numbers[key] for key in point.articles)

    def cited(self, points: Iterable[Point]) -> set[int]:
        """Return the numbers that any of `points` cites."""
        return {number for point in points for number in self.of_point(point)}


LONG_RUN = 5
"""So many numbers in a row are told by their first and last."""


def in_runs(numbers: Iterable[int]) -> list[str]:
    """Return numbers as they are shown, in their order: (9, 1, 2, 3, 4, 5) as "9", "1–5"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown: list[str] = []
    for run in runs:
        shown += map(str, run) if len(run) < LONG_RUN else [f"{run[0]}–{run[-1]}"]
    return shown


def marks(numbers: Iterable[int]) -> str:
    """Return citation marks: (1, 3) as "[1][3]"; a long run as "[27–200]"."""
    return "".join(f"[{shown}]" for shown in in_runs(numbers))


def cited_prose(points: Sequence[Point], shown: Callable[[Point], str]) -> str:
    """Return points as running text; `shown` gives one with its marks."""
    gaps = ("", *(joined(one.text, other.text) for one, other in pairwise(points)))
    return "".join(f"{gap}{shown(point)}" for gap, point in zip(gaps, points, strict=True))


def with_marks(point: Point, numbering: Numbering) -> str:
    """Return a point with the marks of its sources."""
    return f"{point.text}{mark_gap(point.text, ' ')}{marks(numbering.of_point(point))}"


@dataclass(frozen=True, slots=True)
class Context:
    """A quote as it stands in its article: `before`, `quote` and `after`, cleaned."""

    before: str
    quote: str
    after: str


def in_context(article: Article, citation: Citation) -> Context:
    """Return the quote with what stands around it.

    Page furniture is never shown: the context stays within the span of the article's
    body that holds the quote.
    """
    text = article.text
    low, high = _room(article, citation)
    before, after = text[low : citation.start], text[citation.end : high]
    if before and low and _cut_inside_word(text, low):
        before = re.sub(r"^\S*", "", before, count=1)
    if after and high < len(text) and _cut_inside_word(text, high):
        after = re.sub(r"\S*$", "", after, count=1)
    return Context(
        ("… " if low else "") + clean_piece(before) if before.strip() else "",
        clean_piece(citation.quote),
        clean_piece(after).rstrip() + (" …" if high < len(text) else "") if after.strip() else "",
    )


def _cut_inside_word(text: str, place: int) -> bool:
    """Return whether a cut at `place` leaves half a word; scripts without spaces show none."""
    return (
        not text[place - 1].isspace()
        and not text[place].isspace()
        and not UNSPACED_RUN.match(text, place)
    )


def _room(article: Article, citation: Citation) -> tuple[int, int]:
    """Return the span that may be shown around a citation."""
    low = max(0, citation.start - CONTEXT_CHARS)
    high = min(len(article.text), citation.end + CONTEXT_CHARS)
    if article.body is None:
        return low, high
    for start, end in article.body:
        if start <= citation.start and citation.end <= end:
            return max(low, start), min(high, end)
    return citation.start, citation.end
