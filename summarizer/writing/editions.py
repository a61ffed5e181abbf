"""Writes the briefs of a whole digest anew, and says in it how that went."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace

from summarizer.check import Embed
from summarizer.domain import Digest, Story, make_id
from summarizer.models.base import Judge, Progress, Writer
from summarizer.wish import Report
from summarizer.writing.rewrite import Rewritten, Writing

STORIES = 5
"""Stories that are written anew, in rank order: those that a digest tells at full length."""


@dataclass(frozen=True, slots=True)
class RewrittenDigest:
    """A digest with briefs in a model's own words.

    Attributes:
        digest: the digest; its notices say how many sentences were repaired.
        briefs: one account per story that was written anew, in rank order.
    """

    digest: Digest
    briefs: tuple[Rewritten, ...]


@dataclass(frozen=True, slots=True)
class RewrittenStories:
    """Stories, the leading ones in a model's own words.

    Attributes:
        stories: all of them, in rank order.
        briefs: one account per story that was written anew, in rank order.
    """

    stories: tuple[Story, ...]
    briefs: tuple[Rewritten, ...]


def rewrite_digest(
    digest: Digest,
    writer: Writer,
    *,
    embed: Embed | None = None,
    judge: Judge | None = None,
    stop: threading.Event | None = None,
    progress: Report | None = None,
    stories: int = STORIES,
) -> RewrittenDigest:
    """Return the digest with its leading briefs in the writer's words.

    Args:
        digest: an extractive digest.
        writer: the model.
        embed, judge: as for `rewrite_brief`.
        stop: set it from another thread to cancel; what is not written stays extract.
        progress: called with (step, done, total) per token, over all stories.
        stories: how many stories are written anew.
    """
    made = rewrite_stories(
        digest.stories,
        writer,
        embed=embed,
        judge=judge,
        stop=stop,
        progress=progress,
        most=stories,
    )
    written = [story.brief.text for story in made.stories if story.brief is not None]
    by = [writer.name] if judge is None else [writer.name, judge.name]
    renewed = replace(
        digest,
        id=make_id(digest.id, *by, *written) if made.briefs else digest.id,
        stories=made.stories,
        notices=(*digest.notices, *notices_of(made.briefs, writer.name)),
    )
    return RewrittenDigest(renewed, made.briefs)


def rewrite_stories(
    stories: Sequence[Story],
    writer: Writer,
    *,
    embed: Embed | None = None,
    judge: Judge | None = None,
    stop: threading.Event | None = None,
    progress: Report | None = None,
    most: int = STORIES,
) -> RewrittenStories:
    """Return stories, the leading ones with a brief in the writer's words.

    Args:
        stories: stories with extractive briefs, in rank order.
        writer, embed, judge, stop, progress: as for `rewrite_digest`.
        most: how many are written anew.
    """
    chosen = [story for story in stories[:most] if story.brief is not None]
    writing = Writing(writer, judge, embed)
    made: dict[str, Rewritten] = {}
    for number, story in enumerate(chosen):
        assert story.brief is not None
        made[story.id] = writing.rewrite(
            story.brief, stop=stop, progress=_scaled(progress, number, len(chosen))
        )
        if stop is not None and stop.is_set():
            break
    told = tuple(
        replace(story, brief=made[story.id].brief) if story.id in made else story
        for story in stories
    )
    return RewrittenStories(told, tuple(made.values()))


def _scaled(progress: Report | None, number: int, count: int) -> Progress | None:
    if progress is None:
        return None
    return lambda done, total: progress("write", number * total + done, count * total)


def notices_of(briefs: tuple[Rewritten, ...], name: str) -> tuple[str, ...]:
    """Return what the reader of a digest should know of how it was written."""
    notices: list[str] = []
    used = [made for made in briefs if made.used]
    if used:
        written = sum(made.written for made in used)
        mended = sum(made.refused for made in used)
        held = (
            f"{mended} were not supported by the sources and were trimmed, replaced or left out"
            if mended
            else "all were supported by the sources"
        )
        notices.append(
            f"{name} wrote {len(used)} of {len(briefs)} briefs; of its {written} sentences {held}."
        )
        added = sum(made.added for made in used)
        if added:
            notices.append(
                f"Where {name} wrote little, the articles' own sentences follow: {added} of them."
            )
    unused = [made.notices[0] for made in briefs if not made.used and made.notices]
    return (*notices, *dict.fromkeys(unused))
