"""A page's text as browsers lay it out: lines of the source run together, code stands by itself."""

from __future__ import annotations

import re
from typing import Any

_BLOCKS = ("p", "li", "dd", "dt", "blockquote")
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


def _joined(text: str | None) -> str | None:
    return _BROKEN.sub(" ", text) if text and ("\n" in text or "\r" in text) else text


def _is_code(element: Any) -> bool:
    """Return whether preformatted text is code, by what stands in it or what it is named."""
    parent = element.getparent()
    names = f"{element.get('class') or ''} {parent.get('class') if parent is not None else ''}"
    return element.find("code") is not None or _CODE.search(names.lower()) is not None
