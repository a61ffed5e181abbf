"""robots.txt as RFC 9309 reads it, in time that no rule can stretch (pure).

Own code, since libraries make a regular expression of each rule: `/*a*a*a*a*b` against an address
of many a's, both a site's to choose, took minutes in which nothing else of the process went on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

EVERYBODY = "*"
_KEPT = "/%~:?#[]@!$&'()*+,;=-._"
_ESCAPED = re.compile(r"%([0-9A-Fa-f]{2})")
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


@dataclass(frozen=True, slots=True)
class Robots:
    """What a site asks of one robot: its rules, the longest first, of equal ones "allow" first.

    Attributes:
        rules: patterns of paths, each with whether it allows.
    """

    rules: tuple[tuple[str, bool], ...] = ()

    def allows(self, url: str) -> bool:
        """Return whether an address may be fetched: the first rule that fits decides."""
        parts = urlsplit(url)
        path = _same_writing(f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}")
        return next((allowed for rule, allowed in self.rules if _fits(rule, path)), True)


def read_robots(text: str, robot: str) -> Robots:
    """Return the rules for a robot: of all groups that name it, else of those for everybody.

    Args:
        text: the file.
        robot: its name, such as "readout".
    """
    found: dict[str, dict[tuple[str, bool], None]] = {}
    group: list[str] = []
    named = True  # the line before named a robot too: both have the rules that follow
    for field, value in _lines(text):
        if field == "user-agent":
            group = [*group, value.lower()] if named else [value.lower()]
            found.setdefault(value.lower(), {})  # a group without rules allows all
            named = True
        elif field != "sitemap":  # which stands outside the groups
            named = False
            for name in group if value and field in ("allow", "disallow") else ():
                found[name][_same_writing(value), field == "allow"] = None
    rules = found.get(robot.lower(), found.get(EVERYBODY, {}))
    return Robots(tuple(sorted(rules, key=lambda rule: (-len(rule[0]), not rule[1]))))


def _lines(text: str) -> Iterable[tuple[str, str]]:
    for line in text.splitlines():
        field, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield field.strip().lower(), value.strip()


def _same_writing(path: str) -> str:
    """Return a path or pattern in one writing: é and %C3%A9, a and %61 are the same."""

    def written(match: re.Match[str]) -> str:
        sign = chr(int(match[1], 16))
        return sign if sign in _PLAIN else match[0].upper()

    return _ESCAPED.sub(written, quote(path, safe=_KEPT, errors="replace"))


def _fits(rule: str, path: str) -> bool:
    """Return whether a rule fits the beginning of a path, or all of it where it ends in "$".

    Each piece between two asterisks is taken where it comes first: no later place could let more
    follow.
    """
    ends = rule.endswith("$")
    first, *rest = rule.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    last = rest.pop() if rest and ends else None
    for piece in rest:
        at = path.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    if not ends:
        return True
    return at == len(path) if last is None else path.endswith(last, at)
