"""Answers as they are kept and shown again: a digest as JSON, and how it is looked at."""

from __future__ import annotations

import asyncio
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.answers import Reply
from bot.errors import Expired
from bot.format.cards import (
    Keys,
    brief_pages,
    digest_pages,
    evidence_pages,
    sources_pages,
    stories_pages,
    with_pager,
)
from bot.format.page import Page, note
from bot.format.safe import fit
from bot.office import Office
from bot.store.desks import keep_snapshot, load_snapshot
from summarizer.domain import Digest
from summarizer.render import render_digest
from summarizer.render.jsonin import read_digest
from summarizer.tongue import ENGLISH, Tongue

OF_MEMBER = 100
"""Answers of one member whose buttons work, some .03 to .1 MB each: a day's heavy use."""

OF_SERVER = 1_000
"""The same of all members of one server together; briefings that were posted do not count."""


@dataclass(frozen=True, slots=True)
class View:
    """How an answer is looked at.

    Attributes:
        kind: "digest", "brief", "story", "stories", "sources" or "evidence".
        asker: who may change the message; 0: it belongs to everybody.
        words: length of a story's brief.
        topic: what was asked for.
        title: instead of the digest's own.
        notes: lines under the title.
        point: of the first story's brief; for "evidence".
    """

    kind: str
    asker: int = 0
    words: int = 60
    topic: str | None = None
    title: str = ""
    notes: tuple[str, ...] = ()
    point: int = 0

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> View:
        """Return a kept view."""
        return cls(**{**data, "notes": tuple(data["notes"])})


@dataclass(frozen=True, slots=True)
class Shown:
    """A kept answer."""

    key: str
    owner: str
    view: View
    digest: Digest

    def pages(self, tongue: Tongue, mark: str = "") -> list[Page]:
        """Return the pages of the answer."""
        return pages_of(self.view, self.digest, Keys(self.key, mark), tongue)


def pages_of(view: View, digest: Digest, keys: Keys, tongue: Tongue) -> list[Page]:
    """Return a digest as it is looked at."""
    if view.kind == "sources":
        pages = sources_pages(digest, tongue=tongue)
    elif view.kind == "stories":
        pages = stories_pages(digest.stories, keys, tongue=tongue)
    elif view.kind in ("brief", "story", "evidence") and digest.stories and digest.stories[0].brief:
        story = digest.stories[0]
        brief = replace(digest.stories[0].brief, length=view.words)  # JSON does not keep it
        if view.kind == "evidence":
            chosen = brief.points[view.point : view.point + 1]
            return evidence_pages(chosen or brief.points, story.articles, tongue=tongue)
        notes = (*view.notes, *(fit(tongue.again(text), 300) for text in digest.notices))
        pages = brief_pages(brief, keys, notes=notes, story=story, tongue=tongue)
    else:
        pages = digest_pages(digest, keys, title=view.title, notes=view.notes, tongue=tongue)
    return pages or [note(tongue.say("There is nothing to show."))]


async def keep(office: Office, owner: str, view: View, digest: Digest) -> Shown:
    """Keep an answer for its buttons."""
    body = await asyncio.to_thread(render_digest, digest, "json")
    key = await office.database.aside(
        keep_snapshot,
        owner,
        asdict(view),
        body,
        office.clock(),
        office.settings.answer_days,
        asker=view.asker,
        of_member=OF_MEMBER,
        of_server=OF_SERVER,
    )
    return Shown(key, owner, view, digest)


async def recall(office: Office, key: str) -> Shown:
    """Return a kept answer.

    Raises:
        Expired: it is no longer kept.
    """
    found = await office.database.aside(load_snapshot, key, office.clock())
    if found is None:
        days = office.settings.answer_days
        raise Expired(
            "the buttons of this answer have expired",
            advice=ENGLISH.count(
                "They work for {n} day, on your last {most} answers. Ask again for a new one.",
                "They work for {n} days, on your last {most} answers. Ask again for a new one.",
                days,
                most=OF_MEMBER,
            ),
        )
    owner, view, body = found
    digest = await asyncio.to_thread(read_digest, body)
    return Shown(key, owner, View.from_json(view), digest)


async def show(reply: Reply, shown: Shown, number: int = 0) -> None:
    """Show one page of a kept answer."""
    pages = shown.pages(await reply.speak_of(shown.digest.articles))
    number = max(0, min(number, len(pages) - 1))
    page = pages[number]
    if number < len(pages) - 1 and shown.view.kind in ("digest", "brief", "story"):
        page = replace(page, rows=pages[-1].rows)
    await reply.show(with_pager(page, Keys(shown.key), number, len(pages)))


async def show_new(reply: Reply, view: View, digest: Digest) -> None:
    """Keep an answer and show its first page."""
    view = replace(view, asker=reply.asker)
    await show(reply, await keep(reply.office, reply.owner, view, digest))
