"""What a site's robots.txt lets a reader read (RFC 9309; pure: text in, answers out).

The standard library's parser takes the first rule that fits and not the longest, knows no
wildcards and one group of each name alone: it reads pages that the site asks not to read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

_AGENT = re.compile(r"[a-z_-]+", re.IGNORECASE)
_ESCAPED = re.compile(r"%([0-9a-fA-F]{2})")
_UNRESERVED = re.compile(r"[\w.~-]", re.ASCII)
_ASCII = "".join(map(chr, range(0x21, 0x7F)))


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules that hold for one reader: (pattern, allowed); where there is none, all is."""

    rules: tuple[tuple[str, bool], ...] = ()

    def allows(self, url: str) -> bool:
        """Return whether the address may be read: the longest rule that fits decides."""
        parts = urlsplit(url)
        path = _plain(f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}")
        fitting = ((len(rule), allowed) for rule, allowed in self.rules if _fits(rule, path))
        return max(fitting, default=(0, True))[1]


def parse_robots(text: str, agent: str) -> Rules:
    """Return what holds for `agent`: the groups that name it, else those of everybody.

    Args:
        text: the file.
        agent: the reader's product name, such as "readout".
    """
    named: list[tuple[str, bool]] = []
    common: list[tuple[str, bool]] = []
    found, open_group = False, False
    holders: list[list[tuple[str, bool]]] = []
    for line in text.removeprefix("\ufeff").splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if key == "user-agent":
            holders = holders if open_group else []
            open_group = True
            match = _AGENT.match(value)
            if value == "*":
                holders.append(common)
            elif match and match[0].lower() == agent.lower():
                found = True
                holders.append(named)
        elif colon and key in ("allow", "disallow"):
            open_group = False
            if value:
                for holder in holders:
                    holder.append((_plain(value), key == "allow"))
    return Rules(tuple(named if found else common))


def _plain(path: str) -> str:
    """Return a path in one writing: what need not be escaped is not, the rest in capitals."""

    def one(match: re.Match[str]) -> str:
        character = chr(int(match[1], 16))
        return character if _UNRESERVED.fullmatch(character) else match[0].upper()

    return _ESCAPED.sub(one, quote(path, safe=_ASCII, errors="replace"))


def _fits(rule: str, path: str) -> bool:
    """Return whether a rule fits a path: "*" is anything, "$" at its end the path's end.

    Part after part is looked for, so that no rule costs more than the path's length.
    """
    ends = rule.endswith("$")
    first, *rest = rule.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    if not rest:
        return len(path) == len(first) if ends else True
    place = len(first)
    for part in rest[:-1]:
        place = path.find(part, place)
        if place < 0:
            return False
        place += len(part)
    if ends:
        return path.endswith(rest[-1]) and len(path) - len(rest[-1]) >= place
    return path.find(rest[-1], place) >= 0
