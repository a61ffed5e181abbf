"""What a page has told above: no reader meets the same sentence twice.

A digest keeps every point; a page leaves out what its lead and stories have just said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from summarizer.domain import Citation, Digest, Point, Story, Topic

SAME_PART = 0.5
"""Share of the words of a point from which another of the same sentence tells that part of it."""

RESTATED = 0.8
"""Share of a point's longer words and numbers that another has, from which it says no more."""

_TELLING = re.compile(r"\d[\d.,]*\d|\d|[^\W\d_]{4,}")
_WORDS = re.compile(r"\w+")
_LEANS = re.compile(r"\W*(?:he|she|it|they|his|her|its|their|this|these|those)\b", re.IGNORECASE)
_DENIES = re.compile(r"\b(?:no|not|never|nor)\b|n['’]t\b")


def shown_lead(digest: Digest) -> tuple[Point, ...]:
    """Return what a page puts on top: nothing where the answer that follows begins with it."""
    answered = digest.query is not None and any(
        _is_told(point, digest.lead) for topic in digest.topics[:1] for point in topic.points
    )
    return () if answered else digest.lead


def shown_points(digest: Digest, story: Story) -> tuple[Point, ...]:
    """Return the points of a story's brief that a page shows below what stands above it.

    That is the answer, where the reader asked for a topic, else the lead: it is not said again,
    be it word for word or nearly so. What else a story says does not lean on the lead; of an
    answer, what is leant on is said again. No story says word for word what its title has said.
    With nothing left, all is shown; of a story of which an answer told all, nothing.
    """
    headed = tuple(p for p in story.points if not _is_heading(p.text, story.title))
    points = headed or story.points
    if digest.query is not None:
        return _besides(points, [point for topic in digest.topics for point in topic.points])
    told = digest.lead
    left = [p for p in points if not _is_told(p, told) and not _restates(p, told)]
    return tuple(left) or points


def _besides(points: Sequence[Point], told: Sequence[Point]) -> tuple[Point, ...]:
    """Return the points that `told` has not told, each with the one above that it leans on."""
    left: list[Point] = []
    for point in reversed(points):
        if not is_told_again(point, told) or (left and _LEANS.match(left[-1].text)):
            left.append(point)
    return tuple(reversed(left))


def _is_heading(text: str, title: str) -> bool:
    """Return whether a point is its story's title word for word."""
    words = _WORDS.findall(text.casefold())
    return bool(words) and words == _WORDS.findall(title.casefold())


def fresh_points(digest: Digest, topic: Topic) -> tuple[Point, ...]:
    """Return the points of a topic that neither the lead nor a story above has told.

    None, where all of them were told: a page then says where. All, where the reader asked
    for the topic: its answer stands above the stories.
    """
    if digest.query is not None:
        return topic.points
    told = [*digest.lead, *(point for story in digest.stories for point in story.points)]
    return tuple(p for p in topic.points if not is_told_again(p, told, topic.label))


def stories_telling(digest: Digest, topic: Topic) -> tuple[int, ...]:
    """Return the places, from 1, of the stories that tell a point of the topic."""
    return tuple(
        place
        for place, story in enumerate(digest.stories, start=1)
        if any(is_told_again(p, story.points, topic.label) for p in topic.points)
    )


def is_told_again(point: Point, told: Sequence[Point], label: str = "") -> bool:
    """Return whether one of `told` has told a point: from its sentence, or in nearly its words.

    Of a sentence that was told in part, that part counts which speaks of `label`.
    """
    own, words = point.citations[0], _words(point.text)
    about = _words(label) & words
    for other in told:
        same = any(_same_place(cited, own) for cited in other.citations)
        shared = words & _words(other.text) if same else frozenset()
        if same and (len(shared) >= SAME_PART * len(words) or (about and about <= shared)):
            return True
    return _restates(point, told)


def _is_told(point: Point, told: Iterable[Point]) -> bool:
    """Return whether one of `told` was taken from the same sentence."""
    return any(_same_place(other.citations[0], point.citations[0]) for other in told)


def _same_place(one: Citation, other: Citation) -> bool:
    return (one.article, one.start, one.end) == (other.article, other.start, other.end)


def _restates(point: Point, told: Iterable[Point]) -> bool:
    """Return whether a point tells next to nothing that one of `told` has not; no number."""
    own = _words(point.text)
    numbers = {word for word in own if word[0].isdigit()}
    for other in told:
        known = _words(other.text)
        held = numbers <= known and len(own & known) >= RESTATED * max(len(own), 1)
        if held and _denials(other.text) == _denials(point.text):
            return True
    return False


def _denials(text: str) -> int:
    return len(_DENIES.findall(text.casefold()))


@lru_cache(maxsize=4096)  # each topic of a page is held against all that stands above it
def _words(text: str) -> frozenset[str]:
    """Return the longer words and the numbers of a text, in lower case."""
    return frozenset(_TELLING.findall(text.casefold()))
