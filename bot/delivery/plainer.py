"""What Discord refused as it stood, in a plainer form (pure).

First as text with nothing but the button by which it is found; then without addresses, too:
Discord refuses messages for links that it holds to be harmful. No form goes without that button:
by it alone a briefing is known to stand in its channel once a backup is put back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from bot.delivery.arrange import LATE
from bot.format import limits
from bot.format.limits import size
from bot.format.page import NO_MENTIONS, V2_FLAG, text_display
from bot.store.nouns import Part
from summarizer.domain import make_id

NO_PREVIEWS = 1 << 2
"""The flag of a message whose links show no pictures of their pages."""

LINK = re.compile(r"\[((?:\\.|[^\[\]\\])+)\]\(https?://[^\s()]+\)")
"""A link as `bot.format.safe` writes it."""


def plainer(parts: Sequence[Part], at: int) -> tuple[Part, ...] | None:
    """Return what is to be done with one message in a plainer form, numbered anew.

    Args:
        parts: of an edition, in order; those after `at` are not out.
        at: the part that was refused.

    Returns:
        None: it is as plain as can be, or no message.
    """
    refused = parts[at]
    message = message_of(refused)
    if message is None:
        return None
    plain = without_addresses(message) if is_text(message) else as_text(message, refused.nonce)
    if plain is None:
        return None
    pieces = [as_part(refused, index, piece) for index, piece in enumerate(plain)]
    more = len(pieces) - 1
    later: list[Part] = []
    for part in parts[at + 1 :]:
        of = part.payload.get("of")
        if of is None or of < at:
            later.append(part)
        elif of == at:
            later += [replace(part, payload={"of": at + index}) for index in range(more + 1)]
        else:
            later.append(replace(part, payload={"of": of + more}))
    return tuple(
        replace(part, part=index) for index, part in enumerate((*parts[:at], *pieces, *later))
    )


def is_plain(part: Part) -> bool:
    """Return whether a part is a message in a plainer form."""
    message = message_of(part)
    return message is not None and is_text(message)


def message_of(part: Part) -> dict[str, Any] | None:
    """Return the message that a part posts, if it posts one."""
    if part.kind == "forum":
        message: dict[str, Any] = part.payload["message"]
        return message
    return part.payload if part.kind == "message" else None


def is_text(message: dict[str, Any]) -> bool:
    """Return whether a message is text already, a button aside."""
    return not message.get("embeds") and not (message.get("flags") or 0) & V2_FLAG


def as_text(message: dict[str, Any], nonce: str) -> list[dict[str, Any]]:
    """Return a message as text with its mark, in as many messages as that takes."""
    texts = [message.get("content") or ""]
    texts += [embed.get("description") or "" for embed in message.get("embeds") or ()]
    texts += [str(item["content"]) for item in walk(message.get("components")) if is_words(item)]
    marks = [item for item in walk(message.get("components")) if is_mark(item, nonce)]
    row = [{"type": 1, "components": marks[-1:]}] if marks else []
    pieces = pack("\n".join(text for text in texts if text).split("\n"), limits.CONTENT)
    line = {LATE: message[LATE]} if LATE in message else {}
    return [
        {
            "content": piece,
            "components": row,
            "flags": NO_PREVIEWS,
            "allowed_mentions": NO_MENTIONS if index else message["allowed_mentions"],
        }
        | ({} if index else line)
        for index, piece in enumerate(pieces)
    ]


def without_addresses(message: dict[str, Any]) -> list[dict[str, Any]] | None:
    """Return a text without its addresses; None where it has none."""
    words = LINK.sub(r"\1", message["content"])
    return None if words == message["content"] else [message | {"content": words}]


def plainer_answers(message: dict[str, Any], said: str, *, boxed: bool) -> Iterator[dict[str, Any]]:
    """Yield an answer that Discord refused in plainer forms: it is one message, whatever is lost.

    First without addresses, then as text alone, cut where it is long.

    Args:
        message: in components v2.
        said: to be said below of what may be missing.
        boxed: it takes the place of a message in components v2, which can be no other kind.
    """
    note = f"-# {said}"
    bare = without_links(message["components"])
    if bare != message["components"]:
        yield message | {"components": [*bare, text_display(note)]}
    lines = [line for item in walk(bare) if is_words(item) for line in item["content"].split("\n")]
    pieces = pack(lines, limits.CONTENT - size(note) - 3)
    text = "\n".join([pieces[0], *(["…"] if len(pieces) > 1 else []), note])
    if boxed:
        yield message | {"components": [text_display(text)]}
    else:
        flags = (message.get("flags") or 0) & ~V2_FLAG
        yield message | {"flags": flags, "components": [], "content": text}


def without_links(components: Any) -> list[dict[str, Any]]:
    """Return components with the addresses taken out of their texts."""
    return [
        item | {"content": LINK.sub(r"\1", item["content"])}
        if is_words(item)
        else item | {"components": without_links(item["components"])}
        if "components" in item
        else item
        for item in components
    ]


def as_part(refused: Part, index: int, message: dict[str, Any]) -> Part:
    """Return a piece of a refused part: the first in its place, others as messages after it.

    The first keeps the nonce, by which the edition is known to stand in its channel.
    """
    nonce = refused.nonce if not index else "ro" + make_id("piece", refused.nonce, str(index))
    message = message | {"components": marked_anew(message["components"], refused.nonce, nonce)}
    if refused.kind == "forum" and not index:
        return replace(refused, payload=refused.payload | {"message": message}, **NOT_TRIED)
    place = "thread" if refused.kind == "forum" else refused.place
    return replace(refused, kind="message", place=place, payload=message, nonce=nonce, **NOT_TRIED)


NOT_TRIED: dict[str, Any] = {"first_try": None, "channel_id": None}


def marked_anew(components: Any, before: str, nonce: str) -> Any:
    """Return components with another nonce in their custom ids."""
    return [
        row
        | {
            "components": [
                item | {"custom_id": item["custom_id"].replace(before, nonce)}
                for item in row["components"]
            ]
        }
        for row in components
    ]


def walk(components: Any) -> Iterator[dict[str, Any]]:
    """Yield every component, however deep."""
    for item in components or ():
        yield item
        yield from walk(item.get("components"))


def is_words(component: dict[str, Any]) -> bool:
    """Return whether a component is a text."""
    return bool(component.get("type") == 10)


def is_mark(component: dict[str, Any], nonce: str) -> bool:
    """Return whether a component is a button that a message is found by."""
    return component.get("type") == 2 and nonce in component.get("custom_id", "")


def pack(lines: Sequence[str], limit: int) -> list[str]:
    """Return lines in texts of at most `limit`; a heading stays with the line after it.

    No line is longer: `bot.format` makes them so.
    """
    units: list[str] = []
    for before, line in pairwise(("", *lines)):
        joins = units and before.startswith("#") and size(f"{units[-1]}\n{line}") <= limit
        if joins:
            units[-1] += f"\n{line}"
        else:
            units.append(line)
    texts: list[str] = []
    for unit in units:
        if texts and size(f"{texts[-1]}\n{unit}") <= limit:
            texts[-1] += f"\n{unit}"
        else:
            texts.append(unit)
    return texts
