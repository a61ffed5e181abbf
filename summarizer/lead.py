"""The one or two sentences that open a digest: the top stories at a glance."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from summarizer.domain import Citation, EncodedArticle, Point, Story, squeeze
from summarizer.salience.dangling import dangles
from summarizer.salience.openings import opens_dangling, reads_alone
from summarizer.salience.quoted import inside_quotations
from summarizer.summary.heads import head_end
from summarizer.summary.trim import trim_sentence

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_WORDS = 60
"""Words of the whole lead: what is read in a quarter of a minute."""
LONG_SENTENCE = 34
"""Words from which a shorter form of a lead sentence is looked for."""
MIN_WORDS = 9
SAME_DAYS = timedelta(days=7)
"""Between the newest articles of two stories that one lead tells: the week's news at most."""
FIRST_SENTENCES = 6
"""News tells what matters first; further down stands background."""
OLDER = 0.06
"""What each place down a story's articles costs: what was expected is old once it happened."""
LEANS = 0.2
"""What a sentence loses that cannot be understood without the one before it."""
SAME_STATEMENT = 0.82
"""Cosine from which a sentence elsewhere is cited as saying the same."""
MAX_CITATIONS = 4

_QUOTED = re.compile('[“"][^”"]{25,}[”"]')
_AHEAD = re.compile(r"\b(?:set to|scheduled to|expected to|due to (?:meet|hold|visit)|next week)\b")


@dataclass(frozen=True, slots=True)
class _Opening:
    encoded: EncodedArticle
    index: int
    text: str
    trimmed: bool
    worth: float


def choose_lead(
    stories: Sequence[Story], encoded: Sequence[EncodedArticle], *, words: int = MAX_WORDS
) -> tuple[Point, ...]:
    """Return one or two points that tell the top stories, within `words` words.

    Args:
        stories: in rank order.
        encoded: their articles (others are passed over).
        words: the most words of all points together.

    Returns: at most two points; none when no sentence can stand alone. The second is of
    another story of the same days; where there is none, the lead is one sentence.
    """
    by_id = {e.article.id: e for e in encoded}
    points: list[Point] = []
    room = words
    for story in stories[:3]:
        if points and not _of_the_same_days(stories[0], story):
            continue
        best = _best_opening(story, by_id, room)
        if best is None:
            continue
        points.append(_point(best, story, by_id))
        room -= len(best.text.split())
        if len(points) == 2 or room < MIN_WORDS:
            break
    return tuple(points)


def _of_the_same_days(top: Story, other: Story) -> bool:
    """Return whether two stories may stand side by side as today's news.

    "On Sunday" of a year ago beside "on Wednesday" of this week would be a lie. Where only
    one has a date, nobody knows; where neither has, the reader handed them over together.
    """
    newest = [
        max((a.published for a in story.articles if a.published), default=None)
        for story in (top, other)
    ]
    first, second = newest
    if first is None or second is None:
        return first is second
    return abs(first - second) <= SAME_DAYS


def _best_opening(story: Story, by_id: dict[str, EncodedArticle], room: int) -> _Opening | None:
    members = [by_id[a.id] for a in story.articles if a.id in by_id and len(by_id[a.id].sentences)]
    if not members:
        return None
    centre = np.mean([e.vector for e in members], axis=0)
    openings = [
        opening
        for rank, e in enumerate(members)
        for opening in _openings(e, centre, members, rank)
        if len(opening.text.split()) <= room
    ]
    if not openings:
        return None
    return max(openings, key=lambda o: (o.worth, -len(o.text), o.encoded.article.id))


def _openings(
    encoded: EncodedArticle,
    centre: NDArray[np.float32],
    members: Sequence[EncodedArticle],
    rank: int,
) -> list[_Opening]:
    found: list[_Opening] = []
    first = encoded.sentences[:FIRST_SENTENCES]
    quoted = inside_quotations(encoded.article, first)
    for index in range(len(first)):
        if index in quoted:
            continue
        form = _form(encoded.text_of(index))
        if form is None:
            continue
        text, trimmed = form
        worth = float(encoded.vectors[index] @ centre) + 0.4 * _said_elsewhere(
            encoded, index, members
        )
        worth -= 0.05 * index + OLDER * min(rank, 5)
        worth -= 0.15 * bool(_QUOTED.search(text)) + 0.1 * bool(_AHEAD.search(text) and rank)
        worth -= LEANS * dangles(text)
        worth -= 0.01 * max(0, len(text.split()) - LONG_SENTENCE)
        worth -= 0.0 if encoded.article.complete else 0.03
        found.append(_Opening(encoded, index, text, trimmed, worth))
    return found


def _said_elsewhere(
    encoded: EncodedArticle, index: int, members: Sequence[EncodedArticle]
) -> float:
    others = [e for e in members if e.article.id != encoded.article.id]
    if not others:
        return 0.5
    return float(np.mean([(e.vectors @ encoded.vectors[index]).max() for e in others]))


def _form(text: str) -> tuple[str, bool] | None:
    """Return the sentence as the lead would print it, and whether it was shortened."""
    plain = squeeze(text)
    whole = [(plain, False)] if _can_open(plain) else []
    shorter = [(t.text, True) for t in trim_sentence(text) if _can_open(t.text)]
    if whole and len(plain.split()) <= LONG_SENTENCE:
        return whole[0]
    fitting = [form for form in shorter if len(form[0].split()) <= LONG_SENTENCE]
    return next(iter(fitting or whole or shorter), None)


def _can_open(text: str) -> bool:
    count = len(text.split())
    if not MIN_WORDS <= count <= MAX_WORDS or text.startswith(("“", '"', "‘", "«", "„")):
        return False
    bare = text.startswith(("It ", "It’s ", "It's ", "There "))
    return text[-1] not in "?:…" and not bare and not head_end(text) and stands_alone(text)


def stands_alone(text: str) -> bool:
    """Return whether a sentence can be read without the one before it."""
    return reads_alone(text) and not opens_dangling(text)


def _point(opening: _Opening, story: Story, by_id: dict[str, EncodedArticle]) -> Point:
    own = opening.encoded
    vector = own.vectors[opening.index]
    citations = [_cite(own, opening.index)]
    for article in story.articles:
        other = by_id.get(article.id)
        if other is None or other is own or not len(other.sentences):
            continue
        likeness = other.vectors @ vector
        best = int(likeness.argmax())
        if likeness[best] >= SAME_STATEMENT and len(citations) < MAX_CITATIONS:
            citations.append(_cite(other, best))
    return Point(opening.text, tuple(citations), "trimmed" if opening.trimmed else "verbatim")


def _cite(encoded: EncodedArticle, index: int) -> Citation:
    place = encoded.sentences[index]
    return Citation.at(encoded.article, place.start, place.end)
