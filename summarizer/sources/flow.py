"""A page's text as browsers lay it out: lines of the source run together, code stands by itself."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from summarizer.domain import squeeze

UNSAID = ("script", "style", "noscript", "iframe", "template", "head")
"""Elements whose words no reader of the page sees."""

BLOCKS = tuple(
    "address article aside blockquote br caption dd div dl dt figcaption figure footer h1 h2 h3 h4 "
    "h5 h6 header hr li main nav ol p pre section table td th tr ul".split()
)
"""Elements that stand on lines of their own; words on both sides are not one word."""

_BLOCKS = ("p", "li", "dd", "dt", "blockquote", "td", "th")
_PARTS = ("caption", "thead", "tbody", "tfoot", "tr", "th", "td")
_BROKEN = re.compile(r"\s*[\n\r]\s*")
_CODE = re.compile(r"(?:^|[\s_-])(?:highlight|code|language|lang|brush|listing|terminal|shell)")

_HASH = r"`?(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{7,40}`?"
COMMIT = re.compile(rf"\A(?:\[{_HASH}\]|{_HASH}(?=:|\s[-–—]\s)):?\s*(?:[-–—]\s+)?")
"""What a change log names a change by, before its item says what was changed."""

LEAST_WORDS = 40
"""Words of paragraphs beside which code is no article: a page may be one `<pre>`."""


def lay_out(tree: Any) -> None:
    """Join the lines of paragraphs, and take blocks of code out, where prose stands beside them.

    A line break in the source is a space, as the extractor does not always see. Preformatted text
    keeps its lines.

    Args:
        tree: lxml's; it is changed.
    """
    words = 0
    flowing: set[Any] = set()
    for element in tree.iter():
        inside = element.getparent() in flowing
        if inside:
            element.tail = _joined(element.tail)
            words += len((element.tail or "").split())
        if element.tag != "pre" and (inside or element.tag in _BLOCKS):
            flowing.add(element)
            element.text = _joined(element.text)
            words += len((element.text or "").split())
    if words < LEAST_WORDS:
        return
    for element in list(tree.iter("pre")):
        if _is_code(element) and element.getparent() is not None:
            element.drop_tree()


def unfold_tables(tree: Any) -> None:
    """Turn tables that only lay a page out into boxes: an extractor reads no table.

    They are told by a cell of prose; a table of figures has none.

    Args:
        tree: lxml's; it is changed.
    """
    if next(tree.iter("td"), None) is None:
        return
    cell_of: dict[Any, Any] = {}
    words: Counter[Any] = Counter()
    for element in tree.iter("*"):
        parent = element.getparent()
        outer = cell_of.get(parent)
        own = element if element.tag in ("td", "th") else outer
        cell_of[element] = own
        words[outer] += len((element.tail or "").split())
        if element.tag not in ("a", *UNSAID):
            words[own] += len((element.text or "").split())
    prose = (cell for cell, count in words.items() if cell is not None and count >= LEAST_WORDS)
    tables = {table for cell in prose for table in cell.iterancestors("table")}
    parts = [e for e in tree.iter(*_PARTS) if next(e.iterancestors("table"), None) in tables]
    for element in (*tables, *parts):
        element.tag = "div"


def lines_in(tree: Any) -> list[str]:
    """Return the words that a reader sees, a line for each block.

    A line break in the source is a space, unless it is preformatted, or nothing but such breaks
    parts the text.

    Args:
        tree: lxml's; it is changed.
    """
    from lxml import etree

    etree.strip_elements(tree, etree.Comment, etree.ProcessingInstruction, *UNSAID, with_tail=False)
    plain = next(tree.iterdescendants(*BLOCKS), None) is None
    lines: list[list[str]] = [[]]
    kept = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        begins = event == "start"
        if element.tag == "pre":
            kept += 1 if begins else -1
        if element.tag in BLOCKS:
            lines.append([])
        words = (element.text if begins else element.tail) or ""
        first, *more = words.split("\n") if kept or plain else (words,)
        lines[-1].append(first)
        lines += ([line] for line in more)
    return [line for found in lines if (line := squeeze("".join(found)))]


def _joined(text: str | None) -> str | None:
    return _BROKEN.sub(" ", text) if text and ("\n" in text or "\r" in text) else text


def _is_code(element: Any) -> bool:
    """Return whether preformatted text is code, by what stands in it or what it is named."""
    parent = element.getparent()
    names = f"{element.get('class') or ''} {parent.get('class') if parent is not None else ''}"
    return element.find("code") is not None or _CODE.search(names.lower()) is not None
