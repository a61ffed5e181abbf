"""Texts that are no article, though they can be read: JSON, feeds, e-mails (pure)."""

from __future__ import annotations

import json
import re

_XML = re.compile(r"\s*<(?:\?xml|rss|feed|rdf:RDF|opml|urlset|sitemapindex)[\s>]", re.I)
_HEADERS = re.compile(r"(?:[A-Za-z][\w-]{1,60}:[ \t].*\n(?:[ \t]+\S.*\n)*){3,}")
_OPML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<opml[\s>]", re.I)
_OF_MAIL = re.compile(
    r"^(?:MIME-Version|Received|Message-ID|Return-Path|Content-Transfer-Encoding|DKIM-Signature):",
    re.I | re.M,
)
FEED = "a feed or other XML, not an article; 'readout sources add ADDRESS' follows a feed"
FEED_LIST = "a list of feeds, not an article; 'readout sources import FILE' adds them"

_HEAD = 20_000
"""Characters in which an e-mail's headers stand."""

_LONGEST = 5_000_000
"""Characters of JSON that are tried."""


def other_kind(text: str) -> str | None:
    """Return what a text is where it is no article, and what to do with it; else None."""
    if _XML.match(text):
        return FEED_LIST if _OPML.match(text) else FEED
    if is_json(text):
        return "JSON; rows are read from .jsonl in UTF-8, an object with a text on each line"
    headers = _HEADERS.match(text, 0, _HEAD)
    if headers is not None and _OF_MAIL.search(headers.group()):
        return "an e-mail or a page saved as one; save it as plain text or HTML"
    return None


def is_json(text: str) -> bool:
    """Return whether a text is an object of JSON, or a list or lines of them."""
    text = text.lstrip("\ufeff \t\r\n")
    if not text.startswith(("{", "[")):
        return False
    line = text.partition("\n")[0]
    return _is_object(line) or (len(text) <= _LONGEST and _is_object(text))


def _is_object(text: str) -> bool:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(found[0] if isinstance(found, list) and found else found, dict)
