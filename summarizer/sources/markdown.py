"""Markdown to plain paragraphs: marks, code, tables, pictures and what renders nothing go."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise
from textwrap import dedent

from summarizer.sources.flow import COMMIT

_FENCE = re.compile(r"(?:[-*+]\s+)?(`{3,}|~{3,})(?!.*`)")
_HEADING = re.compile(r"(#{1,6})(?:[ \t]+(.*))?")
_UNDERLINE = re.compile(r"=+|-{2,}")
_RULE = re.compile(r"(?:[-*_=][ \t]*){3,}")
_QUOTE = re.compile(r" {0,3}>[ \t]?")
_ITEM = re.compile(r"(?:[-*+]|(\d{1,9})[.)])(?:[ \t]+(?:\[[ xX]\][ \t]+)?(.*))?")
_ROW = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_DEFINITION = re.compile(r"\[([^\]\n^][^\]\n]{0,300})\]:\s*\S.*")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,100}\]:.*")
_UNSHOWN = re.compile(
    r":::.*|!!!.*|\[!\w+\]|(?i:\[\[?_?toc_?\]?\])|\{:[^{}]*\}"
    r"|import\s(?:.{1,300}\sfrom\s)?['\"][^'\"]{1,300}['\"];?"
    r"|export\s+(?:const|default|let|function)\s.*"
)
"""Lines that say how to set what follows, or import what a page is built with."""
_RAW = re.compile(r"<(script|style|pre|table|svg|iframe|video|audio|figcaption|textarea)\b", re.I)
_LIQUID = re.compile(r"\{%-?\s*(highlight|comment|codeblock)\b")
_BOLD_LINE = re.compile(r"(\*\*|__)(?=\S)(?:(?!\1).){1,100}\1:?")
_ANCHOR = re.compile(r"\[[^\]]{1,300}\]\(#[^)]{0,300}\)")

_CODE = re.compile(r"(?<!`)(`++)([^\n]{1,1000}?)(?<!`)\1(?!`)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_TARGET = r"(?:\((?:[^()]++|\([^()]*+\))*+\)|\[[^\[\]]{0,300}\])"
_IMAGE = re.compile(rf"!\[[^\]]{{0,500}}\]{_TARGET}")
_LINK = re.compile(rf"\[((?:[^\[\]]++|\[[^\[\]]*+\]){{0,100}}+)\]{_TARGET}")
_SHORT = re.compile(r"\[([^\[\]]{1,300})\]")
_NOTE = re.compile(r"\[\^[^\]\s]{1,100}\]")
_ADDRESS = re.compile(r"<((?:https?://|mailto:)[^\s<>]{1,2000})>")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<!--.{0,2000}?-->|</?[A-Za-z][\w.-]*(?:\s[^<>]*)?/?>")
_LAYOUT = re.compile(r"\{%[^%]{0,500}%\}|\{\{[^{}]{0,500}\}\}|\{[:.#][^{}]{0,200}\}")
_STRONG = re.compile(r"(\*\*|__|~~)(?=\S)((?:(?!\1)[^\n]){1,1000})(?<=\S)\1")
_EMPHASIS = re.compile(
    r"(?<![\w*])\*(?=\S)([^*\n]{1,1000}?)(?<=\S)\*(?!\w)|(?<!\w)_(?=\S)([^_\n]{1,1000}?)(?<=\S)_(?!\w)"
)
_TIME = re.compile(r"\[(?:\d{1,2}:)?\d{1,2}:\d\d\]\s?")
"""Where in a recording it was said."""
_PICTOGRAM = re.compile(r"(?<!\S):[a-z][a-z0-9_+-]{1,40}:(?!\S)")
_HELD = re.compile("\ue000(\\d+)\ue001")
_BRACKETED = re.compile(r"\([^()\s]{1,2000}\)")

WIDEST = 120
"""Columns to which paragraphs are wrapped; in one with a longer line each line is whole."""

FULL, WIDE_FULL = 60, 18
"""Columns from which a line was wrapped, with the word that follows; characters of Chinese."""

WIDE = "\u2e80"
"""From here on scripts part words without spaces."""

_DEEPEST = 8
"""Quotations within quotations that are read."""


def plain_markdown(text: str) -> tuple[str, str]:
    """Return (title, text) of Markdown without its marks, a paragraph or list item a line.

    A heading is the title where nothing stands above it and no other is of its level, or where
    it is the only one of level one. The others are left out, as they are no sentences; so are
    code blocks, tables, images, footnotes, comments and what lays out a page. Wrapped lines are
    joined, links keep their words.
    """
    reader = _Reader(dedent(text).split("\n"))
    reader.read()
    return reader.title(), "\n\n".join(reader.paragraphs)


class _Reader:
    """One pass over the lines; `paragraphs` holds what was read."""

    def __init__(self, lines: list[str]) -> None:
        self.paragraphs: list[str] = []
        self._lines = lines
        self._headings: list[tuple[int, str, bool]] = []
        """Level, words, and whether nothing stood above."""
        self._open: list[str] = []
        """The lines of the paragraph that is read."""
        self._content: int | None = None
        """The column at which a list item's words begin; None outside lists."""
        self._item = False
        """Whether the open paragraph is the first of a list item."""
        self._broken = False
        """Whether the last line asked for a break."""
        self._unclosed: set[str] = set()
        """Ends that no later line holds."""
        self._labels = {
            match[1].casefold()
            for line in lines
            if (match := _DEFINITION.fullmatch(line.strip())) is not None
        }

    def title(self) -> str:
        if not self._headings:
            return ""
        tops = [words for level, words, _ in self._headings if level == 1]
        if len(tops) == 1:
            return tops[0]
        level, words, first = self._headings[0]
        alone = sum(other <= level for other, _, _ in self._headings) == 1
        return words if first and (alone or level == 1) else ""

    def read(self) -> None:
        number = 0
        while number < len(self._lines):
            number = self._line(number)
        self._close()

    def _line(self, number: int) -> int:
        """Read a line, or the block that begins there; return the number of the next one."""
        line = self._lines[number].expandtabs(4)
        for _ in range(_DEEPEST):
            if not (quoted := _QUOTE.match(line)):
                break
            line = line[quoted.end() :]
        bare = line.strip()
        indent = len(line) - len(line.lstrip())
        if not bare:
            self._close()
            return number + 1
        if (after := self._skipped(number, bare)) is not None:
            self._close()
            return after
        if not self._open and not (self._content is not None and _ITEM.fullmatch(bare)):
            if indent >= 4 + (self._content or 0):
                return number + 1  # code
            self._content = self._content if indent else None
        if self._broken and not bare[0].islower():
            self._close()
        self._words(bare.removesuffix("\\"), indent)
        self._broken = line.endswith(("  ", "\\"))
        return number + 1

    def _skipped(self, number: int, bare: str) -> int | None:
        """Return the line after a block that holds no sentences, or None where none begins."""
        after = None
        if fence := _FENCE.match(bare):
            after = self._after_code(number, fence[1])
        elif bare.startswith("<!--") and "-->" not in bare[:-3]:
            after = self._after(number, "-->")
        elif raw := _RAW.match(bare):
            after = self._after(number, f"</{raw[1].lower()}")
        elif liquid := _LIQUID.match(bare):
            after = self._after(number, f"end{liquid[1]}")
        elif _FOOTNOTE.fullmatch(bare):
            after = self._after_indented(number + 1)
        elif _DEFINITION.fullmatch(bare) or _UNSHOWN.fullmatch(bare):
            after = number + 1
        elif "|" in bare and self._is_ruled(number + 1):
            after = self._after_rows(number + 2)
        return after

    def _after(self, number: int, end: str) -> int:
        """Return the line after the first one from `number` on that holds `end`.

        Of a block without an end only the first line is passed over.
        """
        if end not in self._unclosed:
            for place in range(number, len(self._lines)):
                if end in self._lines[place].lower():
                    return place + 1
            self._unclosed.add(end)
        return number + 1

    def _after_code(self, number: int, fence: str) -> int:
        """Return the line after the code that a fence on line `number` opens, or after that line.

        A closing fence is as long and says nothing.
        """
        if fence not in self._unclosed:
            for place in range(number + 1, len(self._lines)):
                line = self._lines[place].lstrip("> \t").rstrip()
                if line.startswith(fence) and not line.strip(fence[0]):
                    return place + 1
            self._unclosed.add(fence)
        return number + 1

    def _after_indented(self, number: int) -> int:
        while number < len(self._lines) and self._lines[number].startswith(("    ", "\t")):
            number += 1
        return number

    def _is_ruled(self, number: int) -> bool:
        if number >= len(self._lines):
            return False
        line = self._lines[number].lstrip("> \t").rstrip()
        return "|" in line and _ROW.fullmatch(line) is not None

    def _after_rows(self, number: int) -> int:
        while number < len(self._lines) and "|" in self._lines[number]:
            number += 1
        return number

    def _words(self, bare: str, indent: int) -> None:
        heading = _HEADING.fullmatch(bare)
        if heading is not None and indent < 4:
            self._close()
            words = heading[2] or ""
            bare = words.rstrip("#")
            self._head(len(heading[1]), words if bare[-1:].strip() else bare)
        elif _UNDERLINE.fullmatch(bare) and self._is_headline():
            words = " ".join(self._open)
            self._open = []
            self._head(1 if bare[0] == "=" else 2, words)
        elif _RULE.fullmatch(bare):
            self._close()
        elif (item := _ITEM.fullmatch(bare)) and self._begins_item(item):
            self._close()
            words = item[2] or ""
            self._content = indent + len(bare) - len(words)
            self._item = True
            self._open = [words] if words and not _ANCHOR.fullmatch(words) else []
        else:
            self._open.append(bare)

    def _is_headline(self) -> bool:
        """Return whether the open paragraph may be a heading that the next line underlines."""
        return len(self._open) == 1 and not self._item and not self._open[0].endswith(".")

    def _begins_item(self, item: re.Match[str]) -> bool:
        """Return whether a line begins an item: "2016. It …" in a paragraph is wrapped."""
        if not self._open or self._content is not None:
            return True
        return bool(item[2]) and item[1] in (None, "1")

    def _head(self, level: int, words: str) -> None:
        words = self._inline(words)
        self._content = None
        if words:
            self._headings.append((level, words, not self.paragraphs))

    def _close(self) -> None:
        """Take the open paragraph over; one that is all bold and no sentence is a heading."""
        lines, item = self._open, self._item
        self._open, self._item, self._broken = [], False, False
        headed = len(lines) == 1 and not item and _BOLD_LINE.fullmatch(lines[0])
        for line in _unwrapped(lines):
            words = COMMIT.sub("", self._inline(line)) if item else self._inline(line)
            if words and not (headed and words[-1] not in ".!?"):
                self.paragraphs.append(words)

    def _inline(self, line: str) -> str:
        held: list[str] = []

        def hold(words: str) -> str:
            held.append(words)
            return f"\ue000{len(held) - 1}\ue001"

        def shown(match: re.Match[str]) -> str:
            return match[1] if match[1].casefold() in self._labels else match[0]

        line = line.replace("\ue000", "").replace("\ue001", "")
        line = _CODE.sub(lambda match: hold(f"`{match[2].strip()}`"), line)
        line = _ESCAPE.sub(lambda match: hold(match[1]), line)
        line = _TAG.sub("", _BREAK.sub(" ", _ADDRESS.sub(r"\1", line)))
        line = _LINK.sub(r"\1", _NOTE.sub("", _IMAGE.sub("", _LAYOUT.sub("", line))))
        line = _STRONG.sub(r"\2", _SHORT.sub(shown, line) if self._labels else line)
        line = _EMPHASIS.sub(lambda match: match[1] or match[2], line)
        parts = _HELD.split(_PICTOGRAM.sub("", line))  # unescaped alone: "&#xe000;" holds nothing
        parts[::2] = map(unescape, parts[::2])
        parts[1::2] = (held[int(part)] for part in parts[1::2])
        line = "".join(parts)
        return " ".join(_TIME.sub("", line).split())


def _unwrapped(lines: list[str]) -> list[str]:
    """Return a paragraph's lines joined where they were wrapped.

    A line that is short, and all of a paragraph with one too long to be wrapped, stand by
    themselves unless the next one goes on in lower case. Where no spaces part words, none is added.
    """
    wrapped = all(len(_BRACKETED.sub("", line)) <= WIDEST for line in lines)
    whole = [lines[:1]] if lines else []
    for before, line in pairwise(lines):
        wide = before[-1:] >= WIDE
        word = _BRACKETED.sub("", line.split(maxsplit=1)[0])
        full = len(before) + 1 + len(word) > (WIDE_FULL if wide else FULL)
        linked = before.count("[") > before.count("]")  # the words of a link go on
        if line[0].islower() or (wrapped and (full or linked)):
            whole[-1].append(line if wide and line[0] >= WIDE else f" {line}")
        else:
            whole.append([line])
    return ["".join(parts) for parts in whole]
