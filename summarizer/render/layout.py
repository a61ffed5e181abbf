"""Words onto lines of so many columns: wide characters, hanging indents, styles."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Literal

from summarizer.characters import PAIRED
from summarizer.late import late

Style = Literal["plain", "title", "heading", "headline", "dim", "cite", "warn"]
Run = tuple[str, Style]
Line = tuple[Run, ...]

GLUE = "\u00a0"
"""A space at which no line is broken: it keeps "[1]" at the word that it belongs to."""

_SGR = {
    "title": "1",
    "heading": "1;36",
    "headline": "1",
    "dim": "2",
    "cite": "36",
    "warn": "33",
}
_NEVER_FIRST = frozenset("、。，．！？；：）」』】》〉〕…・ー々％”’!?,.;:)]}")
_NEVER_LAST = frozenset("（「『【《〈〔“‘([{")
_TIGHT = late(r"(?<=«) | (?=»)")
"""French sets a space within its quotation marks, at which no line is broken."""
_CLUSTER = re.compile(
    "(?:.[\u0300-\u036f\u200d\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]*"
    "(?:(?<=\u200d).[\u0300-\u036f\u200d\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]*)*)",
    re.DOTALL,
)
MIN_WIDTH = 24
"""Narrower than this nothing reads well; lines are then a little too long instead."""


def cells(text: str) -> int:
    """Return how many terminal columns `text` takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


@dataclass(slots=True)
class _Unit:
    """Runs between which no line may be broken, and whether a space stands before them."""

    runs: list[Run]
    spaced: bool

    @property
    def width(self) -> int:
        return sum(cells(text) for text, _ in self.runs)


def wrap(runs: Iterable[Run], width: int, *, first: str = "", rest: str = "") -> list[Line]:
    """Break `runs` into lines of at most `width` columns.

    `first` and `rest` indent the first and the other lines. An address longer than a line
    stays whole, so that it can be clicked or copied.
    """
    room = max(width, MIN_WIDTH) - max(cells(first), cells(rest))
    lines: list[list[Run]] = [[]]
    used = 0
    tight = [(_TIGHT.sub(GLUE, text) if "»" in text else text, style) for text, style in runs]
    for unit in _split_wide(_units(tight), room):
        gap = 1 if unit.spaced and used else 0
        if used and used + gap + unit.width > room:
            lines.append([])
            used = gap = 0
        if gap:
            lines[-1].append((" ", unit.runs[0][1] if unit.runs[0][1] != "cite" else "plain"))
        lines[-1].extend(unit.runs)
        used += gap + unit.width
    return [
        ((first if index == 0 else rest, "plain"), *_merge(line))
        for index, line in enumerate(lines)
    ]


def fill(text: str, width: int, indent: str = "") -> str:
    """Return a paragraph in lines of at most `width` columns, each behind `indent`."""
    if not text.isascii() and _WIDE_OR_UNSPACED.search(text):
        lines = wrap([(text, "plain")], width, first=indent, rest=indent)
        return "\n".join("".join(piece for piece, _ in line) for line in lines)
    return textwrap.fill(text, width, initial_indent=indent, subsequent_indent=indent)


_WIDE_OR_UNSPACED = late(f"[{PAIRED}]")


def _units(runs: Iterable[Run]) -> Iterator[_Unit]:
    """Yield unbreakable units: words, and single characters of scripts without spaces."""
    current = _Unit([], spaced=False)
    for text, style in runs:
        for piece in re.findall(r" |[^ ]+", text):
            if piece == " ":
                if current.runs:
                    yield current
                current = _Unit([], spaced=True)
                continue
            parts = _break_script(piece)
            for index, part in enumerate(parts):
                if index and current.runs:
                    yield current
                    current = _Unit([], spaced=False)
                current.runs.append((part, style))
    if current.runs:
        yield current


def _break_script(piece: str) -> list[str]:
    """Split a piece between Chinese or Japanese characters, as their typesetting allows."""
    if piece.isascii() or not any(_is_ideograph(character) for character in piece):
        return [piece]
    parts = [piece[0]]
    for before, after in pairwise(piece):
        breakable = _is_ideograph(before) or _is_ideograph(after)
        if breakable and before not in _NEVER_LAST and after not in _NEVER_FIRST:
            parts.append(after)
        else:
            parts[-1] += after
    return parts


def _is_ideograph(character: str) -> bool:
    """Return whether lines may break at it: wide letters, but not Hangul, which has spaces."""
    if character < "\u2e80" or "\uac00" <= character <= "\ud7a3":
        return False
    return unicodedata.east_asian_width(character) in "WF" and (
        unicodedata.category(character)[0] in "LP"
    )


def _split_wide(units: Iterable[_Unit], room: int) -> Iterator[_Unit]:
    """Cut units that no line can hold; addresses stay whole."""
    for unit in units:
        whole = "".join(text for text, _ in unit.runs)
        if unit.width <= room or "://" in whole:
            yield unit
            continue
        for part in _between_marks(unit):
            yield from [part] if part.width <= room else _cut(part, room)


def _between_marks(unit: _Unit) -> Iterator[_Unit]:
    """Cut a unit where one citation mark follows another: never within a number."""
    runs: list[Run] = []
    spaced = unit.spaced
    for text, style in unit.runs:
        for part in re.split(r"(?<=\])(?=\[)", text):
            if runs and runs[-1][0].endswith("]") and part.startswith("["):
                yield _Unit(runs, spaced)
                runs, spaced = [], False
            runs.append((part, style))
    yield _Unit(runs, spaced)


def _cut(unit: _Unit, room: int) -> Iterator[_Unit]:
    """Cut a unit between characters."""
    spaced = unit.spaced
    for text, style in unit.runs:
        for part in _chunks(text, room):
            yield _Unit([(part, style)], spaced)
            spaced = False


def _chunks(text: str, room: int) -> Iterator[str]:
    part, used = "", 0
    for cluster in _CLUSTER.findall(text):
        size = cells(cluster)
        if part and used + size > room:
            yield part
            part, used = "", 0
        part += cluster
        used += size
    if part:
        yield part


def _merge(line: Sequence[Run]) -> Iterator[Run]:
    """Join neighbours of one style, so that the painted line has few escapes."""
    for style, group in groupby(line, key=itemgetter(1)):
        yield "".join(text for text, _ in group), style


def paint(lines: Iterable[Line], *, colour: bool) -> str:
    """Return the lines as text, with ANSI styles if `colour`; ends in a line feed."""
    return "".join(_paint_line(line, colour) + "\n" for line in lines)


def _paint_line(line: Line, colour: bool) -> str:
    plain = "".join(text for text, _ in line)
    if not colour or not plain.strip():
        return plain.replace(GLUE, " ").rstrip()
    painted = (
        f"\x1b[{_SGR[style]}m{text}\x1b[0m" if style != "plain" and text else text
        for text, style in line
    )
    return "".join(painted).replace(GLUE, " ").rstrip()
