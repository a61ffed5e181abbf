"""A story keeps its identity from day to day: today's groups meet the active stories.

The past is not grouped again, so an identity that readers have seen never changes: a
group of today either continues an active story and takes its id, or is a new one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from summarizer.domain import Copy, EncodedArticle, Story, make_id
from summarizer.stories.features import day_of, head_of, read_words
from summarizer.stories.graph import similarities
from summarizer.stories.grouping import make_story
from summarizer.stories.labels import title_story
from summarizer.stories.occasions import OPENING, are_fewer, dead_of, is_another, read_occasion

LINK = 0.38
"""Likeness from which a group continues a story, tuned on 100 days of dated news: lower
tells new events as updates, higher tells updates as new events."""

LINK_LONE = 0.42
"""The same for a lone article, whose likeness to one of ten is mostly chance below."""

FEWER_DEAD = 0.7
"""What is left of the likeness of a group to a story that counted more dead, of which it repeats no
count: the dead do not become fewer, and two attacks on one town share their words."""

MEMORY_DAYS = 30.0
"""Days over which a silent story loses a factor e of its likeness to what comes."""

ACTIVE_DAYS = 14.0
"""A story that was silent longer is over; what comes is a new one."""

LAST_MEMBERS = 10
"""Articles of a story that a new group is compared with: the newest, since stories move."""


@dataclass(frozen=True, slots=True)
class ActiveStory:
    """A story of an earlier edition that may go on.

    Attributes:
        id: its identity, kept for ever.
        members: its articles, newest last; the last ten count.
        last_seen: when its newest article appeared; None: it may always go on.
        title: what it was called.
    """

    id: str
    members: tuple[EncodedArticle, ...]
    last_seen: datetime | None = None
    title: str = ""


def link_stories(
    groups: Sequence[Story],
    active: Sequence[ActiveStory],
    encoded: Sequence[EncodedArticle],
) -> list[Story]:
    """Return today's stories: a group that continues an active story carries its id.

    A continuing story has `change` "update", a new one "new". Groups that continue the
    same story become one. Each group goes to the story it resembles most: the mean
    similarity of its articles to the nearest of the story's last ten, times
    exp(-(gap - 1) / 30) for `gap` days of silence, and 0.7 where the story counted more
    dead, if that is at least 0.38, or 0.42 for a lone article; never to a story whose
    event was another (`is_another`). The nearest, since a story moves on from its latest
    turn and not from all of them. A group that tells of another event and of the story is
    parted first.

    Args:
        groups: today's stories, as `group_stories` gives them.
        active: stories of earlier editions; one that was silent for more than 14 days
            is passed over.
        encoded: the articles of `groups`.
    """
    known = {one.article.id: one for one in encoded}
    ordered = sorted((story for story in active if story.members), key=lambda story: story.id)
    met = _meet(groups, ordered, known)
    parted = [part for place in range(len(groups)) for part in _part_new_event(met, place)]
    if len(parted) > len(groups):
        met = _meet(parted, ordered, known)
    target, groups = _targets(met), met.groups
    joined: dict[str, list[Story]] = {}
    taken = {story.id for story in active}
    for group, goal in zip(groups, target, strict=True):
        joined.setdefault(goal or _free(group.id, taken), []).append(group)
    continued = {goal for goal in target if goal}
    return [
        replace(
            _join(parts, known), id=identity, change="update" if identity in continued else "new"
        )
        for identity, parts in joined.items()
    ]


def _free(identity: str, taken: set[str]) -> str:
    """Return an id for a new story that no other has, even if its first article came again."""
    while identity in taken:
        identity = make_id(identity, "again")
    return identity


@dataclass(frozen=True, slots=True)
class _Meeting:
    """Today's groups beside the active stories, their articles and (groups, stories) likeness."""

    groups: Sequence[Story]
    stories: Sequence[ActiveStory]
    todays: Sequence[Sequence[EncodedArticle]]
    lasts: Sequence[Sequence[EncodedArticle]]
    likeness: NDArray[np.float64]


def _meet(
    groups: Sequence[Story], stories: Sequence[ActiveStory], known: dict[str, EncodedArticle]
) -> _Meeting:
    todays = [[known[a.id] for a in group.originals if a.id in known] for group in groups]
    lasts = [list(story.members[-LAST_MEMBERS:]) for story in stories]
    if not groups or not stories:
        return _Meeting(groups, stories, todays, lasts, np.zeros((len(groups), len(stories))))
    likeness = _likeness(todays, lasts) * _fading(groups, stories)
    return _Meeting(groups, stories, todays, lasts, likeness)


def _targets(met: _Meeting) -> list[str | None]:
    if not met.likeness.size:
        return [None] * len(met.groups)
    _part_other_events(met.likeness, met.todays, met.lasts)
    best = met.likeness.argmax(axis=1)
    least = [LINK_LONE if len(articles) == 1 else LINK for articles in met.todays]
    return [
        met.stories[column].id if met.likeness[row, column] >= least[row] else None
        for row, column in enumerate(best.tolist())
    ]


def _part_new_event(met: _Meeting, place: int) -> list[Story]:
    """Return a group as it is, or parted into what goes on with its nearest story and what is new.

    New is what tells another event, and what is nearer to it than to the story.
    """
    group, articles = met.groups[place], met.todays[place]
    if len(articles) < 2 or not met.stories:
        return [group]
    nearest = int(met.likeness[place].argmax())
    if met.likeness[place, nearest] < LINK:
        return [group]
    last = met.lasts[nearest]
    past = read_occasion(last)
    signs = [is_another(one, past) for one in articles]
    if not any(signs):
        return [group]
    new = [one for one, sign in zip(articles, signs, strict=True) if sign]
    new_dead, most = dead_of(new, OPENING), max(past.dead, default=0)
    to_new, to_last = (similarities(articles, those).max(axis=1) for those in (new, last))
    sides: tuple[list[EncodedArticle], list[EncodedArticle]] = ([], [])
    for one, sign, is_nearer in zip(articles, signs, (to_new > to_last).tolist(), strict=True):
        told = dead_of([one], OPENING) - new_dead
        goes_on = not told.isdisjoint(past.dead) or max(told, default=0) > most
        sides[sign or (is_nearer and not goes_on)].append(one)
    return [_only(group, side) for side in sides] if all(sides) else [group]


def _only(group: Story, members: Sequence[EncodedArticle]) -> Story:
    """Return the story of some of a group's articles, with their copies."""
    ids = {one.article.id for one in members}
    heads = [read_words(head_of(one.article)) for one in members]
    return make_story(members, heads, tuple(copy for copy in group.copies if copy.of in ids))


def _likeness(
    todays: Sequence[Sequence[EncodedArticle]], lasts: Sequence[Sequence[EncodedArticle]]
) -> NDArray[np.float64]:
    """Return (groups, stories) how near the articles of a group come to a story on average."""
    rows = [one for group in todays for one in group]
    columns = [one for last in lasts for one in last]
    if not rows:
        return np.zeros((len(todays), len(lasts)))
    nearest = np.maximum.reduceat(similarities(rows, columns), _starts(lasts), axis=1)
    found = np.zeros((len(todays), len(lasts)))
    told = [i for i, group in enumerate(todays) if group]
    sums = np.add.reduceat(nearest, _starts([todays[i] for i in told]), axis=0)
    found[told] = sums / np.array([len(todays[i]) for i in told])[:, None]
    return found


def _part_other_events(
    likeness: NDArray[np.float64],
    todays: Sequence[Sequence[EncodedArticle]],
    lasts: Sequence[Sequence[EncodedArticle]],
) -> None:
    """Lower, in place, the (groups, stories) likeness of a group to a story of other events."""
    near = likeness >= LINK
    columns = np.flatnonzero(near.any(axis=0)).tolist()
    past = {column: read_occasion(lasts[column]) for column in columns}
    for row, column in np.argwhere(near).tolist():
        if any(is_another(one, past[column]) for one in todays[row]):
            likeness[row, column] = 0.0
        elif are_fewer(dead_of(todays[row], OPENING), past[column].dead):
            likeness[row, column] *= FEWER_DEAD


def _starts(runs: Sequence[Sequence[EncodedArticle]]) -> NDArray[np.int64]:
    """Return where each of consecutive runs begins; none of them is empty."""
    lengths = np.array([len(run) for run in runs], np.int64)
    return np.cumsum(lengths) - lengths


def _fading(groups: Sequence[Story], active: Sequence[ActiveStory]) -> NDArray[np.float64]:
    """Return (groups, stories) what silence leaves of likeness; 0 for a story that is over."""
    starts = np.array([day_of(group.first_seen) for group in groups])
    ends = np.array([day_of(story.last_seen) for story in active])
    gap = np.nan_to_num(starts[:, None] - ends[None, :], nan=0.0)
    faded = np.exp(-np.maximum(0.0, gap - 1.0) / MEMORY_DAYS)
    return np.where(gap > ACTIVE_DAYS, 0.0, faded)


def _join(parts: Sequence[Story], known: dict[str, EncodedArticle]) -> Story:
    if len(parts) == 1:
        return parts[0]
    articles = sorted(
        (article for part in parts for article in part.originals),
        key=lambda a: (-(a.published.timestamp() if a.published else 0.0), a.id),
    )
    copies: tuple[Copy, ...] = tuple(copy for part in parts for copy in part.copies)
    seen = sorted(t for part in parts for t in (part.first_seen, part.last_seen) if t)
    members = [known[article.id] for article in articles if article.id in known]
    return replace(
        parts[0],
        title=title_story(members) or parts[0].title,
        articles=tuple(articles),
        copies=copies,
        first_seen=seen[0] if seen else None,
        last_seen=seen[-1] if seen else None,
    )
