"""From the pages of an edition to its parts, for each mode of delivery (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any

from bot.format import limits
from bot.format.limits import size
from bot.format.page import V2_FLAG, Page, to_embed_message, to_message
from bot.format.safe import fit
from bot.store.nouns import Mode, Part


def arrange(
    mode: Mode, pages: Sequence[Page], *, short: Page, role: int | None = None
) -> tuple[Part, ...]:
    """Return what is to be done, in order.

    Args:
        mode: how the schedule delivers.
        pages: the briefing; one message each.
        short: the post under which a thread opens; its name is the thread's.
        role: mentioned once, in the first message.
    """
    if mode == "announcement":
        return published(pages, role)
    if mode == "thread":
        return threaded(pages, short, role)
    if mode == "forum":
        return forum_post(pages, short, role)
    return tuple(
        message(index, to_message(page, role=role if index == 0 else None))
        for index, page in enumerate(pages)
    )


def message(index: int, payload: dict[str, Any], *, in_thread: bool = False) -> Part:
    """Return the part that posts one message."""
    return Part(
        part=index, kind="message", payload=payload, place="thread" if in_thread else "target"
    )


def published(pages: Sequence[Page], role: int | None) -> tuple[Part, ...]:
    """All messages, then the publication of each to the channels that follow.

    Discord publishes few an hour: whoever reads the channel itself does not wait for that.
    """
    count = len(pages)
    posted = [
        message(index, to_embed_message(page, role=None if index else role))
        for index, page in enumerate(pages)
    ]
    published = [
        Part(part=count + index, kind="publish", payload={"of": index}) for index in range(count)
    ]
    return (*posted, *published)


def threaded(pages: Sequence[Page], short: Page, role: int | None) -> tuple[Part, ...]:
    """A short post, a thread under it, the briefing in the thread."""
    parts = [
        message(0, to_message(short, role=role)),
        Part(part=1, kind="thread", payload={"name": thread_name(short)}),
    ]
    parts += [
        message(2 + index, to_message(page), in_thread=True) for index, page in enumerate(pages)
    ]
    return tuple(parts)


def forum_post(pages: Sequence[Page], short: Page, role: int | None) -> tuple[Part, ...]:
    """A forum post that opens with the first message; the others follow in it."""
    first = {
        "name": thread_name(short),
        "auto_archive_duration": 1440,
        "message": to_message(pages[0], role=role),
    }
    rest = [
        message(1 + index, to_message(page), in_thread=True) for index, page in enumerate(pages[1:])
    ]
    return (Part(part=0, kind="forum", payload=first), *rest)


LATE = "late"
"""Where the payload of a first message keeps the line that names it late."""


def with_late_line(parts: Sequence[Part], line: str) -> tuple[Part, ...]:
    """Return the parts with a line kept beside the first message; without a line, as they are."""
    if not line:
        return tuple(parts)
    return replace(parts[0], payload=parts[0].payload | {LATE: line}), *parts[1:]


def dated(first: Part, *, late: bool) -> Part:
    """Return a first message as it is sent: where it is late, with its line under the title.

    A page leaves room for that; a plain text that is full to its end goes without.
    """
    payload = deepcopy(first.payload)
    line = payload.pop(LATE, None)
    if line and late:
        place, key = payload.get("message", payload), "content"
        full = size(place.get(key) or "") + size(line) >= limits.CONTENT
        if place.get("embeds"):
            place, key = place["embeds"][0], "description"
        elif (place.get("flags") or 0) & V2_FLAG:
            place = place["components"][-1]["components"][0]
        lines = place[key].split("\n")
        below = 2 if lines[0].startswith("<@&") else 1  # a plain text begins with who is called
        if not full:
            place[key] = "\n".join((*lines[:below], line, *lines[below:]))
    return replace(first, payload=payload)


def thread_name(page: Page) -> str:
    """Return the name of a thread: plain text, never empty."""
    return fit(page.name, limits.THREAD_NAME, escaped=False) or "Briefing"
