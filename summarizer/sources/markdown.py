"""Markdown to plain paragraphs: marks, code, tables, pictures and what renders nothing go."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from itertools import pairwise
from textwrap import dedent
from typing import TYPE_CHECKING, Any

from summarizer.sources.flow import COMMIT

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

_UNSHOWN = re.compile(
    r"\[[^\]^][^\]]{0,300}\]:\s+(?:\S+|\{\{.*)|\{:[^{}]*\}|\{%[^{}]*%\}"
    r"|:::.*|!!!.*|\[!\w+\]|(?i:\[\[?_?toc_?\]?\])"
    r"|import\s(?:.{1,300}\sfrom\s)?['\"][^'\"]{1,300}['\"];?"
    r"|export\s+(?:const|default|let|function)\s.*"
)
"""Lines that name a link's target, say how to set what follows, or import what builds a page."""
_RAW = re.compile(
    r"<!--(?!.*-->.*\w)|<(script|style|pre|table|svg|iframe|video|audio|figcaption|textarea)\b"
    r"|\{%-?\s*(highlight|comment|codeblock)\b",
    re.IGNORECASE,
)
"""What opens a block without sentences, up to the line that ends it."""
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,100}\]:")
_BOLD_LINE = re.compile(r"(\*\*|__)(?=\S)(?:(?!\1).){1,100}\1:?")
_ANCHOR = re.compile(r"\[[^\]]{1,300}\]\(#[^)]{0,300}\)")
_TASK = re.compile(r"\A\[[ xX]\]\s+")
_TEMPLATED = re.compile(r"\]\([^()\n]{0,300}\{[{%][^\n]{0,300}?[}%]\}[^()\n]{0,300}\)")
"""The target of a link that a template fills in: its spaces would end the link."""
_LEFT = re.compile(
    r"(`[^`]*`)"  # code stays
    r"|\[\^[^\]\s]{1,100}\]"  # a footnote
    r"|\{%[^%]{0,500}%\}|\{\{[^{}]{0,500}\}\}|\{[:.#][^{}]{0,200}\}"  # layout
    r"|\[(?:\d{1,2}:)?\d{1,2}:\d\d\]\s?"  # where in a recording it was said
    r"|(?<!\S):[a-z][a-z0-9_+-]{1,40}:(?!\S)"  # a pictogram
    r"|!\[[^\[\]]{0,300}\]\[[^\[\]]{0,300}\]"  # a picture
    r"|\[([^\[\]]{1,300})\]\[[^\[\]]{0,300}\]"  # a link whose target stands in another file
    r"|(?<=[\u2e80-\uffff])\*\*|\*\*(?=[\u2e80-\uffff])"  # marks at no border of words
)
_PIECES = re.compile(
    r".{1,2000}(?:[.!?]\s|[\u3002\uff01\uff1f]|\Z)|.{1,2000}\s|.{1,2000}", re.DOTALL
)
"""Marks are sought within so many characters: what is never closed is sought to their end."""
_OPEN = re.compile(r"\[(?!(?:[^\[\]!]++|!(?:\[[^\[\]]*\]\([^()]*\))?)*+\](?:\([^()]*\)|[^(]|\Z))")
"""A bracket that is not closed, or holds others than those of pictures."""
_MOST, _MOST_OPEN = 100, 10
"""Brackets in a piece, and open ones; where more stand, none is read as a link."""
_BRACKETED = re.compile(r"\([^()\s]{1,2000}\)")

WIDEST = 120
"""Columns to which paragraphs are wrapped; in one with a longer line each line is whole."""

FULL, WIDE_FULL = 60, 18
"""Columns from which a line was wrapped, with the word that follows; characters of Chinese."""

WIDE = "\u2e80"
"""From here on scripts part words without spaces."""

_DEEPEST = 100
"""Blocks within blocks, and marks within marks, that are read."""


def plain_markdown(text: str) -> tuple[str, str]:
    """Return (title, text) of Markdown without its marks, a paragraph or list item a line.

    A heading is the title where nothing stands above it and no other is of its level, or where
    it is the only one of level one. The others are left out, as they are no sentences; so are
    code blocks, tables, images, footnotes, comments and what lays out a page. Wrapped lines are
    joined, links keep their words.
    """
    paragraphs: list[str] = []
    headings: list[tuple[int, str, bool]] = []
    tokens = _tokens(_TEMPLATED.sub(lambda match: match[0].replace(" ", "_"), dedent(text)))
    for place, token in enumerate(tokens):
        block = tokens[place - 1]  # what a paragraph's words follow
        if token.type != "inline" or not (lines := _lines(token)):
            continue
        if block.type == "heading_open" and not _is_ruled_off(block, token):
            headings.append((int(block.tag[1]), " ".join(lines), not paragraphs))
        elif block.type in ("heading_open", "paragraph_open"):
            if tokens[place - 2].type == "list_item_open":
                if not _ANCHOR.fullmatch(token.content):
                    paragraphs += [COMMIT.sub("", _TASK.sub("", line)) for line in lines]
            elif not _BOLD_LINE.fullmatch(token.content) or lines[0].endswith((".", "!", "?")):
                paragraphs += lines
    return _title(headings), "\n\n".join(filter(None, paragraphs))


def _title(headings: list[tuple[int, str, bool]]) -> str:
    """Return the title among headings: level, words, and whether nothing stood above each."""
    tops = [words for level, words, _ in headings if level == 1]
    if len(tops) == 1 or not headings:
        return "".join(tops)
    level, words, first = headings[0]
    alone = sum(other <= level for other, _, _ in headings) == 1
    return words if first and (alone or level == 1) else ""


def _is_ruled_off(heading: Token, inline: Token) -> bool:
    """Return whether what a line of marks below makes a heading is prose."""
    return heading.markup in "-=" and ("\n" in inline.content or inline.content.endswith("."))


def _tokens(text: str) -> list[Token]:
    """Return the tokens of a text; code that is never closed is read as text."""
    env: dict[str, Any] = {}
    tokens = _parser().parse(f"{text}\n", env)
    last = tokens[-1] if tokens else None
    if last and last.type == "fence" and last.map:
        start, end = last.map
        if last.content.count("\n") == end - start - 1:  # no line after it closes it
            tokens += _parser("fence").parse(last.content, env)
    return tokens


@cache
def _parser(*without: str) -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST})
    parser.enable(["table", "strikethrough"]).disable(without)
    # What holds no sentences goes; of other HTML the words are text like any.
    parser.block.ruler.at(
        "html_block", _pass_over, {"alt": ["paragraph", "reference", "blockquote"]}
    )
    parser.core.ruler.at("inline", _read_inline)
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # none is kept
    parser.parse("a")  # it orders its rules at the first text, which threads must not share
    return parser


def _pass_over(state: StateBlock, number: int, end: int, silent: bool) -> bool:
    """Pass over the block on line `number` if it holds no sentences, as a rule of the parser.

    Of one without an end only the first line is passed over.
    """
    start = state.bMarks[number] + state.tShift[number]
    line = state.src[start : state.eMarks[number]].rstrip()
    raw = _RAW.match(line)
    footnote = _FOOTNOTE.match(line)
    if not (raw or footnote or _UNSHOWN.fullmatch(line)):
        return False
    if silent:
        return True
    state.line = number + 1
    if raw:
        mark = f"</{raw[1]}" if raw[1] else f"end{raw[2]}" if raw[2] else "-->"
        state.line += bisect_left(state.eMarks, _find(state, mark, start), number, end - 1) - number
    while footnote and state.line < end and not state.isEmpty(state.line):
        state.line += 1
    return True


def _find(state: StateBlock, mark: str, start: int) -> int:
    """Return where `mark` stands from `start` on, or -1; what is nowhere is sought once."""
    if mark not in state.env:
        found = re.compile(re.escape(mark), re.IGNORECASE).search(state.src, start)
        if found:
            return found.start()
        state.env[mark] = None
    return -1


def _read_inline(state: StateCore) -> None:
    """Read the marks within paragraphs, their lines joined, as a rule of the parser."""
    for token in state.tokens:
        if token.type == "inline":
            token.children = []
            for piece in _PIECES.findall(_unwrapped(token.content)):
                linked = piece.count("[") <= _MOST and len(_OPEN.findall(piece)) <= _MOST_OPEN
                parser = state.md if linked else _parser("link", "image")
                token.children += parser.inline.parse(piece, parser, state.env, [])


def _lines(paragraph: Token) -> list[str]:
    """Return the lines of a paragraph without its marks."""
    text, product = "", False
    for token in paragraph.children or ():
        if token.type == "em_open":
            product = text[-1:].isdigit()  # "2*3*4" is no "234"
        if token.type in ("em_open", "em_close") and product:
            text += token.markup
        elif token.type == "code_inline":
            text += f"`{token.content.strip()}`"
        elif token.type in ("softbreak", "hardbreak"):
            text += "\n"
        elif token.type == "html_inline":
            text += " " if token.content.lower().startswith("<br") else ""
        elif token.type == "text":
            text += token.content
    text = _LEFT.sub(lambda match: match[1] or match[2] or "", text)
    return [" ".join(line.split()) for line in text.split("\n") if re.search(r"\w", line)]


def _unwrapped(text: str) -> str:
    """Return a paragraph with its lines joined where they were wrapped.

    A line that is short or asks for a break, and all of a paragraph with one too long to be
    wrapped, stand by themselves unless the next one goes on in lower case. Where no spaces part
    words, none is added.
    """
    lines = [line.lstrip() for line in text.split("\n") if line.strip()]
    wrapped = all(len(_BRACKETED.sub("", line)) <= WIDEST for line in lines)
    parts: list[str] = []
    for before, line in pairwise(lines):
        whole = before.rstrip(" \\")
        wide = whole[-1:] >= WIDE
        word = _BRACKETED.sub("", line.split(maxsplit=1)[0])
        full = len(before) + 1 + len(word) > (WIDE_FULL if wide else FULL)
        linked = before.count("[") > before.count("]")  # the words of a link go on
        broken = before.endswith(("  ", "\\"))
        if line[0].islower() or (wrapped and (full or linked) and not broken):
            parts += (whole, "" if wide and line[0] >= WIDE else " ")
        else:
            parts += (before, "\n")
    return "".join([*parts, *lines[-1:]])
