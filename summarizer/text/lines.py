"""Lines and paragraphs of a text by their offsets; hard-wrapped lines are one paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from summarizer.characters import mostly_wide
from summarizer.domain import Span
from summarizer.text.abbreviations import INSIDE, SOMETIMES, TITLES

SPACE = " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006" + (
    "\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
"""White space as `str.strip` sees it."""

EDGES = SPACE + "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""What no sentence begins or ends with: white space and invisible characters."""

_LINE = re.compile(r"[^\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")

WRAP_WIDTHS = (40, 120)
"""Columns at which people and mail programs wrap; longer lines are whole paragraphs."""

WRAP_SHARE = 0.8
"""Share of line ends that must be explained by the next word not fitting."""

WIDE_WIDTHS = (18, 60)
"""Characters at which Chinese and Japanese are wrapped."""

MISSING = 2
"""Characters that a full line may lack."""

LEAST_FULL = 2
"""Full lines of a wrapped text."""

_ENDS_SENTENCE = re.compile(r"[.!?…:。！？।؟][\"'”’»)\]]*$")


_JOINT = re.compile(r"[.!?](?:(?<=[a-z,)”\"’].)|(?<=\d\d.))[”\"’]?,(?=[“\"‘(]?[A-Z])")
LEAST_JOINTS, JOINED_SHARE = 2, 1 / 8
"""Commas right between two sentences, and their share of the ends of sentences, from which a text
is taken for a list of strings that was written as one, as a scraper writes a page's paragraphs and
links into a table."""
_STOP = re.compile(r"[.!?][”\"’]?\s+[“\"‘(]?[A-Z]")
_LAST_WORD = re.compile(r"[^\W\d_]*\Z")
_SHORT = TITLES | SOMETIMES | INSIDE
LONGEST_SHORT = 12
"""Characters before a full stop in which an abbreviation is looked for."""
_AFTER_TITLE = re.compile(r"(?<=\w),(?=(?:The|This|It|He|She|They|In|On|At|An?) [a-z])")
_AROUND_LINK = re.compile(
    r"(?:(?<=[\s(])|^)(?:,\s?){0,8},(?=[\w“\"‘])|,+(?=[,.;:!?)])", re.MULTILINE
)
_FOR_SPACE = re.compile(r",(?=[^\W\d_]|[“\"‘(]\w)|(?<=[^\W\d_]),(?=\d)")


def without_joints(text: str) -> str:
    """Return `text` with its paragraphs on lines of their own where commas join them."""
    joints = _joints(text)
    if not joints:
        return text
    pieces = (text[start:end] for start, end in _between(joints, 0, len(text)))
    text = _AFTER_TITLE.sub("\n", "\n".join(pieces))
    return _FOR_SPACE.sub(" ", _AROUND_LINK.sub("", text))


def _joints(text: str) -> list[int]:
    """Return where the commas stand that join the paragraphs of a text; none in other texts."""
    joints = [m.end() - 1 for m in _JOINT.finditer(text) if not _is_short(text, m.start())]
    if len(joints) < LEAST_JOINTS or len(joints) < JOINED_SHARE * len(_STOP.findall(text)):
        return []
    return joints


def _is_short(text: str, stop: int) -> bool:
    """Return whether the full stop is an abbreviation's: "Holm Inc.,Velm"."""
    word = _LAST_WORD.search(text, max(0, stop - LONGEST_SHORT), stop)
    return text[stop] == "." and word is not None and word[0].lower() in _SHORT


def _between(joints: list[int], start: int, end: int) -> Iterator[Span]:
    for joint in joints[bisect_left(joints, start) : bisect_left(joints, end)]:
        yield start, joint
        start = joint + 1
    yield start, end


def trim(text: str, start: int, end: int) -> Span:
    """Return the span without white space and invisible characters at its ends."""
    while start < end and text[start] in EDGES:
        start += 1
    while end > start and text[end - 1] in EDGES:
        end -= 1
    return start, end


def line_spans(text: str) -> list[Span]:
    """Return the spans of the lines that hold more than white space, trimmed.

    Where commas join the paragraphs of a text, each is a line.
    """
    spans = (match.span() for match in _LINE.finditer(text))
    if joints := _joints(text):
        spans = (piece for span in spans for piece in _between(joints, *span))
    trimmed = (trim(text, *span) for span in spans)
    return [(start, end) for start, end in trimmed if start < end]


def paragraph_spans(text: str) -> list[Span]:
    """Return the spans of the paragraphs, trimmed and in order.

    A line is a paragraph, unless the text is hard-wrapped: then lines that were broken
    because the next word did not fit belong together.
    """
    return list(_paragraphs(text))


@lru_cache(maxsize=4)  # asked in turn for an article's furniture, title and sentences
def _paragraphs(text: str) -> tuple[Span, ...]:
    return tuple(_joined(text, line_spans(text)))


def _joined(text: str, lines: list[Span]) -> list[Span]:
    width = _wrap_width(text, lines)
    if width is None:
        wide = _wide_width(text, lines)
        return lines if wide is None else _unwrapped(text, lines, wide)
    joined = [lines[0]]
    for line in lines[1:]:
        if _adjacent(text, joined[-1], line) and _full(text, joined[-1], line, width):
            joined[-1] = (joined[-1][0], line[1])
        else:
            joined.append(line)
    return joined


def _wide_width(text: str, lines: list[Span]) -> int | None:
    """Return at how many characters Chinese or Japanese is wrapped, or None when it is not.

    A line takes what fits; a character or two may be missing where a mark may not begin the next.
    """
    width = max((end - start for start, end in lines), default=0)
    if text.isascii() or not WIDE_WIDTHS[0] <= width <= WIDE_WIDTHS[1]:
        return None
    pairs = _adjacent_pairs(text, lines)
    full = [pair for pair in pairs if _is_full(text, pair[0], width)]
    if len(full) < LEAST_FULL or _mid_breaks(text, full) * 3 < len(full):
        return None
    return width if len(full) >= WRAP_SHARE * _mid_breaks(text, pairs) else None


def _adjacent_pairs(text: str, lines: list[Span]) -> list[tuple[Span, Span]]:
    return [pair for pair in pairwise(lines) if _adjacent(text, *pair)]


def _is_full(text: str, line: Span, width: int) -> bool:
    start, end = line
    return end - start >= width - MISSING and mostly_wide(text[start:end])


def _unwrapped(text: str, lines: list[Span], width: int) -> list[Span]:
    paragraphs: list[Span] = lines[:1]
    for line, following in pairwise(lines):
        if _is_full(text, line, width) and _adjacent(text, line, following):
            paragraphs[-1] = (paragraphs[-1][0], following[1])
        else:
            paragraphs.append(following)
    return paragraphs


def _adjacent(text: str, first: Span, second: Span) -> bool:
    """Return whether no blank line stands between two lines."""
    return len(_BREAK.findall(text, first[1], second[0])) == 1


def _line_start(text: str, span: Span) -> int:
    """Return where the last line of a span begins."""
    return max(span[0], text.rfind("\n", span[0], span[1]) + 1)


def _full(text: str, first: Span, second: Span, width: int) -> bool:
    """Return whether the first word of the second line did not fit on the first."""
    word_end = second[0]
    limit = min(second[1], second[0] + width)
    while word_end < limit and text[word_end] not in SPACE:
        word_end += 1
    used = first[1] - _line_start(text, first)
    return used + 1 + (word_end - second[0]) > width


def _wrap_width(text: str, lines: list[Span]) -> int | None:
    """Return the width at which the text is wrapped, or None when it is not."""
    width = max((end - start for start, end in lines), default=0)
    if not WRAP_WIDTHS[0] <= width <= WRAP_WIDTHS[1]:
        return None
    pairs = _adjacent_pairs(text, lines)
    full = [pair for pair in pairs if _full(text, *pair, width)]
    runs_on = sum(text[second[0]].islower() for _, second in full)
    if len(full) < max(1, WRAP_SHARE * _mid_breaks(text, pairs)):
        return None
    if _mid_breaks(text, full) * 3 < len(full) or runs_on * 4 < len(full):
        return None
    return width


def _mid_breaks(text: str, pairs: list[tuple[Span, Span]]) -> int:
    """Count the line ends that do not close a sentence: a wrapped text fills those lines."""
    return sum(not _ENDS_SENTENCE.search(text, start, end) for (start, end), _ in pairs)
