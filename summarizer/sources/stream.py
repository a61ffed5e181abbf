"""Standard input: is it rows or one article? Told by its first lines, which are not lost."""

from __future__ import annotations

import io
import json
import re
from typing import BinaryIO

_BLANK = b" \t\r\n\xef\xbb\xbf"
_FIELD = re.compile(rb'\{\s*"')


def tell_rows(stream: BinaryIO, max_bytes: int) -> tuple[bool, BinaryIO]:
    """Return whether a stream holds rows of JSON, and the stream from its beginning.

    A first row may be broken, or hold no text: the rows after it are rows all the same.

    Args:
        stream: bytes that can be read once.
        max_bytes: the longest line that is looked at.
    """
    read = line = stream.readline(max_bytes + 1)
    while line and not line.strip(_BLANK) and len(read) <= max_bytes:
        line = stream.readline(max_bytes + 1)
        read += line
    first = line.lstrip(_BLANK)
    rows = _is_row(first) or _FIELD.match(first) is not None
    if first.startswith(b"{") and not rows:  # a broken row, or a text with a brace
        line = stream.readline(max_bytes + 1)
        read += line
        rows = _is_row(line)
    return rows, io.BufferedReader(_Joined(read, stream))


def _is_row(line: bytes) -> bool:
    if not line.lstrip(_BLANK).startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(line.decode("utf-8-sig")), dict)
    except (ValueError, RecursionError):
        return False


class _Joined(io.RawIOBase):
    """Lines that were read already, then the rest of their stream."""

    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        self._first = io.BytesIO(first)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        # What is there now: to wait for a full buffer would hold rows back, 128 kB at a time
        # from Python 3.14 on.
        read_some = getattr(self._rest, "read1", self._rest.read)
        data = self._first.read(len(buffer)) or read_some(len(buffer))
        buffer[: len(data)] = data
        return len(data)
