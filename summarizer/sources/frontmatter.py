"""What a file says of itself before its text: a block of "key: value" lines; Markdown marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

_KEYS = frozenset({"title", "url", "source", "published", "author"})
_ALIASES = {
    "date": "published",
    "link": "url",
    "by": "author",
    "outlet": "source",
    "site": "source",
}
_FENCE = re.compile(r"\A\s*---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_PAIR = re.compile(r"([A-Za-z][\w-]{0,30})[ \t]*:[ \t]*(.*)")
_WEB = re.compile(r"https?://[^\s/?#@\\]+[^\s]*", re.IGNORECASE)

_IMAGE = re.compile(r"!\[[^\]\n]{0,300}\]\([^)\n]{0,2000}\)")
_LINK = re.compile(r"\[([^\]\n]{1,500})\]\([^)\n]{0,2000}\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^\n]{1,1000}?)(?<=\S)\1")
_EMPHASIS = re.compile(
    r"(?<![\w*])\*(?=\S)([^*\n]{1,1000}?)(?<=\S)\*(?!\w)|(?<!\w)_(?=\S)([^_\n]{1,1000}?)(?<=\S)_(?!\w)"
)
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)[ \t#]*$")
_MARK = re.compile(r"^ {0,3}(?:>[ \t]?|[-*+][ \t]+)")
_RULE = re.compile(r"^ {0,3}(?:[-*_=][ \t]*){3,}$")
_FENCED = re.compile(r"^ {0,3}(?:```|~~~)")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file says of itself; None where it is silent."""

    title: str | None = None
    url: str | None = None
    source: str | None = None
    published: str | None = None
    author: str | None = None


def split_front_matter(text: str) -> tuple[Facts, str]:
    """Return what the block between two "---" lines says, and the text after it.

    Only "key: value" lines are read; a block without a known key is left in the text.
    """
    match = _FENCE.match(text)
    pairs: dict[str, str] = {}
    for line in match[1].splitlines() if match else ():
        if pair := _PAIR.fullmatch(line.strip()):
            key = pair[1].lower()
            pairs[_ALIASES.get(key, key)] = _unquote(pair[2])
    known = {key: value for key, value in pairs.items() if key in _KEYS and value}
    if match is None or not known:
        return Facts(), text
    if not is_web(known.get("url", "")):
        known.pop("url", None)
    return Facts(**known), text[match.end() :]


def _unquote(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].strip()
    if value.startswith("[") and value.endswith("]"):
        return ", ".join(_unquote(part) for part in value[1:-1].split(","))
    return re.sub(r"\s#\s.*", "", value)


def is_web(address: str) -> bool:
    """Return whether `address` is a plain http or https address."""
    if not _WEB.fullmatch(address):
        return False
    try:
        return bool(urlsplit(address).hostname)
    except ValueError:  # a bracket that is never closed
        return False


def host_of(address: str | None) -> str | None:
    """Return the host of a web address without "www.", as the name of its outlet."""
    try:
        host = urlsplit(address or "").hostname or ""
    except ValueError:
        return None
    return host.removeprefix("www.") or None


def plain_markdown(text: str) -> tuple[str, str]:
    """Return (title, text) of Markdown without its marks.

    The first heading of level one is the title; lower headings are left out, as they
    are no sentences. Links keep their words, images and code blocks go.
    """
    title, kept, fenced = "", [], False
    for line in text.splitlines():
        if _FENCED.match(line):
            fenced = not fenced
            continue
        if fenced or _RULE.match(line):
            kept.append("")
        elif heading := _HEADING.match(line):
            if len(heading[1]) == 1 and not title:
                title = _inline(heading[2])
            kept.append("")
        else:
            kept.append(_inline(_MARK.sub("", line)))
    return title, "\n".join(kept)


def _inline(line: str) -> str:
    line = _LINK.sub(r"\1", _IMAGE.sub("", line))
    line = _STRONG.sub(r"\2", line)
    return _EMPHASIS.sub(lambda match: match[1] or match[2], line)
