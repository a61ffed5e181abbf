"""The brief of one story as it can be made in another process: asked and answered by value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.domain import Brief, EncodedArticle, Point
from summarizer.summary.brief import make_brief


@dataclass(frozen=True, slots=True)
class Ask:
    """What `make_brief` is asked for.

    Attributes:
        whole: words up to which one sentence may go that `words` would break off ("…").
    """

    articles: Sequence[EncodedArticle]
    title: str
    words: int
    model: str
    first_told: bool
    whole: int = 0


Answer = tuple[tuple[Point, ...], int | None]
"""A brief's points and length: its articles are known to who asked, and need not come back."""


def answer(ask: Ask) -> Answer:
    """Return the points and the length of the brief that is asked for."""
    brief = _made(ask, ask.words)
    if ask.whole > ask.words and _is_broken_off(brief):
        longer = _made(ask, ask.whole, sentences=1)
        brief = brief if _is_broken_off(longer) else longer
    return brief.points, brief.length


def _made(ask: Ask, words: int, sentences: int | None = None) -> Brief:
    return make_brief(
        ask.articles,
        title=ask.title,
        words=words,
        sentences=sentences,
        model=ask.model,
        first_told=ask.first_told,
    )


def _is_broken_off(brief: Brief) -> bool:
    return any(p.kind == "trimmed" and p.text.endswith("…") for p in brief.points)


def brief_of(ask: Ask, answered: Answer) -> Brief:
    """Return the brief that was answered."""
    points, length = answered
    return Brief(ask.title, points, tuple(a.article for a in ask.articles), length, ask.model)
