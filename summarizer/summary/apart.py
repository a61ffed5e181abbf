"""The brief of one story as it can be made in another process: asked and answered by value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.domain import Brief, EncodedArticle, Point
from summarizer.summary.brief import make_brief


@dataclass(frozen=True, slots=True)
class Ask:
    """What `make_brief` is asked for."""

    articles: Sequence[EncodedArticle]
    title: str
    words: int
    model: str
    first_told: bool


Answer = tuple[tuple[Point, ...], int | None]
"""A brief's points and length: its articles are known to who asked, and need not come back."""


def answer(ask: Ask) -> Answer:
    """Return the points and the length of the brief that is asked for."""
    brief = make_brief(
        ask.articles,
        title=ask.title,
        words=ask.words,
        model=ask.model,
        first_told=ask.first_told,
    )
    return brief.points, brief.length


def brief_of(ask: Ask, answered: Answer) -> Brief:
    """Return the brief that was answered."""
    points, length = answered
    return Brief(ask.title, points, tuple(a.article for a in ask.articles), length, ask.model)
