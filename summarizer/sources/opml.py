"""OPML: lists of feeds in and out, folders kept as tags."""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree as ET

from summarizer.domain import squeeze
from summarizer.errors import NoArticle, Refused, TooLarge
from summarizer.sources.decode import decode, tidy
from summarizer.sources.guard import parse_address

MAX_BYTES = 2_000_000
MAX_OUTLINES = 2_000
"""Feeds taken from one list; nobody reads more, and each costs a fetch."""

MAX_TITLE = 200


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of a list: its address, its title, its folders."""

    url: str
    title: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OutlineList:
    """What a list held: the feeds, and how many entries were left out for which reason."""

    outlines: tuple[Outline, ...]
    left_out: tuple[tuple[str, int], ...] = ()


def parse_opml(body: bytes, *, name: str = "OPML list") -> OutlineList:
    """Return the feeds of an OPML list, each address once, in order.

    Entities are not expanded and depth costs no recursion (listparser).

    Args:
        body: the list.
        name: what to call it in an error.

    Raises:
        TooLarge: over 2 MB.
        NoArticle: the bytes are no OPML.
        Unreadable: they are no text.
    """
    if len(body) > MAX_BYTES:
        raise TooLarge(f"is larger than {MAX_BYTES / 1e6:g} MB", subject=name)
    import listparser

    text = decode(body, subject=name)[0].encode("utf-8", "replace")
    try:
        read = listparser.parse(codecs.BOM_UTF8 + text)  # without the mark it takes é for two signs
    except Exception as error:  # whatever a hostile document provokes in the XML parser
        raise _not_opml(name) from error
    if not read.get("version") and not read.feeds:
        raise _not_opml(name)
    found: dict[str, Outline] = {}
    left_out = {"not an http or https address": 0, f"beyond the first {MAX_OUTLINES:,}": 0}
    for item in read.feeds:
        try:
            url = parse_address(str(item.url))
        except Refused:
            left_out["not an http or https address"] += 1
            continue
        if url not in found and len(found) >= MAX_OUTLINES:
            left_out[f"beyond the first {MAX_OUTLINES:,}"] += 1
            continue
        found.setdefault(url, Outline(url, _plain(item.title or ""), _tags(item)))
    return OutlineList(
        tuple(found.values()), tuple((why, count) for why, count in left_out.items() if count)
    )


def write_opml(outlines: Iterable[Outline], *, title: str, created: datetime) -> bytes:
    """Return an OPML 2.0 list; the first tag of a feed is its folder, the others categories."""
    root = ET.Element("opml", version="2.0")
    head = ET.SubElement(root, "head")
    ET.SubElement(head, "title").text = title
    ET.SubElement(head, "dateCreated").text = f"{created:%a, %d %b %Y %H:%M:%S} GMT"
    body = ET.SubElement(root, "body")
    folders: dict[str, ET.Element] = {}
    for outline in outlines:
        parent = body
        if outline.tags:
            name = outline.tags[0]
            if name not in folders:
                folders[name] = ET.SubElement(body, "outline", text=name, title=name)
            parent = folders[name]
        shown = outline.title or outline.url
        entry = ET.SubElement(
            parent, "outline", type="rss", text=shown, title=shown, xmlUrl=outline.url
        )
        if outline.tags[1:]:
            entry.set("category", ",".join(outline.tags[1:]))
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _tags(item: object) -> tuple[str, ...]:
    paths = reversed(getattr(item, "categories", ()))  # listparser puts the folders last
    names = (_plain(part) for path in paths for part in path)
    return tuple(dict.fromkeys(name for name in names if name))


def _plain(name: object) -> str:
    """Return a name as one line that every format can hold."""
    return squeeze(tidy(str(name)))[:MAX_TITLE]


def _not_opml(name: str) -> NoArticle:
    advice = "Export it again from your feed reader."
    return NoArticle("is not a list of feeds in OPML", subject=name, advice=advice)
