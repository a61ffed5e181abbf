"""Texts of Western letters and marks, a byte for each character: read by tables, not by patterns.

A pattern asks each character what it is; a table tells it of all of them in one step. What a table
says comes from Python's own view of each character, so that both find the same.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable
from encodings import cp1252

_CHARACTERS = cp1252.decoding_table
_NUMBERS = codecs.charmap_build(_CHARACTERS)
_NONE = "\ufffe"
"""Stands in the table for a byte that is no character."""


def western(text: str) -> bytes | None:
    """Return `text` as one byte a character; None where it holds one of another alphabet.

    Typographic quotes, dashes and the letters of Western Europe are among those that have one.
    """
    if text.isascii():
        return text.encode()
    try:
        return codecs.charmap_encode(text, "strict", _NUMBERS)[0]
    except UnicodeEncodeError:
        return None


def is_western(text: str) -> bool:
    """Return whether `text` holds no character of another alphabet: what `western` can write."""
    return text.isascii() or western(text) is not None


def table(becomes: Callable[[str], str]) -> bytes:
    """Return the table for `bytes.translate` by which each character becomes another one."""
    made = (becomes(c) if c != _NONE else " " for c in _CHARACTERS)
    return b"".join(codecs.charmap_encode(c, "strict", _NUMBERS)[0] for c in made)


def read(text: bytes) -> str:
    """Return what `western` wrote."""
    if text.isascii():
        return text.decode()
    return codecs.charmap_decode(text, "strict", _CHARACTERS)[0]
