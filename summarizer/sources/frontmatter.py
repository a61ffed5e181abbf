"""What a file says of itself before its text: a block of "key: value" or "key = value" lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

LONGEST_TITLE, LONGEST_NAME = 500, 200
"""Characters of a headline, and of an outlet's or authors' names, of whatever comes in: each is
written wherever the article is."""

_KEYS = frozenset({"title", "url", "source", "published", "author"})
_ALIASES = {
    "headline": "title",
    "date": "published",
    "created": "published",
    "created_at": "published",
    "date_published": "published",
    "datepublished": "published",
    "posted": "published",
    "pubdate": "published",
    "publish_date": "published",
    "publishdate": "published",
    "published_at": "published",
    "link": "url",
    "canonical_url": "url",
    "original_url": "url",
    "by": "author",
    "authors": "author",
    "author_name": "author",
    "byline": "author",
    "outlet": "source",
    "publication": "source",
    "site": "source",
    "site_name": "source",
}
_FENCE = re.compile(
    r"\A\s*(?:(?P<rule>---|\+\+\+)|```(?:toml|yaml))[ \t]*\n(?P<block>.{0,20000}?)\n"
    r"(?:(?(rule)(?P=rule)|```)|\.\.\.)[ \t]*(?:\n|\Z)",
    re.DOTALL,
)
_UNFENCED = re.compile(r"\A\s*(?P<block>title:(?:.{1,1000}\n){2,20})(?:[ \t]*\n|\Z)", re.IGNORECASE)
"""Such lines alone, the title first, with a blank line below."""
_PAIR = re.compile(r"([A-Za-z][\w-]{0,30})[ \t]*[:=][ \t]*(.*)")
_PART = re.compile(r"[ \t]*(?:-[ \t]+)?(?:name[ \t]*:[ \t]*)?(.*)")
_TRIPLE = ('"""', "'''")
"""What TOML sets around a value of several lines."""
_WEB = re.compile(r"https?://[^\s/?#@\\]+[^\s]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file says of itself; None where it is silent."""

    title: str | None = None
    url: str | None = None
    source: str | None = None
    published: str | None = None
    author: str | None = None


def split_front_matter(text: str) -> tuple[Facts, str]:
    """Return what the block above a text says, and the text below it.

    The block stands between two lines of "---" (YAML) or "+++" (TOML), or opens the text with
    its title. Of each key the first value counts, with the lines that are indented below it; a
    block without a known key is left in the text.
    """
    match = _FENCE.match(text) or _UNFENCED.match(text)
    if match is None:
        return Facts(), text
    pairs = _pairs(match["block"])
    if match.re is _UNFENCED and len(pairs) < len(match["block"].splitlines()):
        return Facts(), text  # a text whose first line says "Title:"
    known: dict[str, str] = {}
    for given, parts in pairs:
        key = _ALIASES.get(given, given)
        if key in _KEYS and (value := _value(parts, listed=key == "author")):
            known.setdefault(key, value)
    if not known:
        return Facts(), text
    if not is_web(known.get("url", "")):
        known.pop("url", None)
    for key, most in (("title", LONGEST_TITLE), ("source", LONGEST_NAME), ("author", LONGEST_NAME)):
        if key in known:
            known[key] = known[key][:most]
    return Facts(**known), text[match.end() :]


def _pairs(block: str) -> list[tuple[str, list[str]]]:
    """Return the keys of a block in order, and the lines of the value of each."""
    pairs: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        pair = _PAIR.fullmatch(line.rstrip())
        if pairs and _is_open(pairs[-1][1]):
            pairs[-1][1].append(line.strip())
        elif pair is not None:
            pairs.append((pair[1].lower().replace("-", "_"), [pair[2].strip()]))
        elif pairs and line[:1] in (" ", "\t", "-") and (part := _PART.fullmatch(line.rstrip())):
            pairs[-1][1].append(part[1])
    return pairs


def _is_open(lines: list[str]) -> bool:
    """Return whether a value in brackets or three quotation marks goes on below these lines."""
    if lines[0].startswith("["):
        return not lines[-1].endswith("]")
    return lines[0].startswith(_TRIPLE) and "".join(lines).count(lines[0][:3]) == 1


def _value(lines: list[str], *, listed: bool) -> str:
    """Return the value that stands on one line or several: a folded text, or a list of names."""
    first, *more = lines
    if first in (">", ">-", "|", "|-"):
        first = ""
    if listed and not first:
        # Of a list of people, what else is said of each is passed over.
        return ", ".join(_unquote(part) for part in more if part and not _PAIR.fullmatch(part))
    return _unquote(" ".join(part for part in (first, *more) if part))


def _unquote(value: str) -> str:
    value = value.strip()
    for mark in _TRIPLE:
        value = value.removeprefix(mark).removesuffix(mark).strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].strip()
    if value.startswith("[") and value.endswith("]"):
        return ", ".join(filter(None, map(_unquote, value[1:-1].split(","))))
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
