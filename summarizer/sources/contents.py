"""A name for what files hold, found without reading articles out of them."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from summarizer.domain import Dropped
from summarizer.sources.listing import ROWS, TEXT, words_for

_UNDATED = TEXT | ROWS
"""What is read alike on any day. A page's date is none that is still to come on the day on which
it is read, and a file of another ending may be a page."""


def name_contents(found: Iterable[str | Dropped], *, max_bytes: int, today: date) -> str | None:
    """Return a name of what is read from files: equal names stand for equal articles only.

    It does not tell which packages read them: whoever keeps what was made asks that too.

    Args:
        found: what `list_files` returned.
        max_bytes: the largest file that is read.
        today: the day on which it is read, where this machine is.

    Returns:
        32 hex digits; None where something can be read only once: standard input, a pipe.
    """
    digest = hashlib.sha256(f"{max_bytes}".encode())
    dated = False
    for item in found:
        if isinstance(item, Dropped):
            state: str | None = item.reason
        elif item == "-":
            return None
        else:
            state = _state(Path(item), max_bytes)
            dated = dated or Path(item).suffix.lower() not in _UNDATED
        if state is None:
            return None
        digest.update(repr((item, state)).encode("utf-8", "surrogatepass"))
    if dated:
        digest.update(today.isoformat().encode())
    return digest.hexdigest()[:32]


def _state(path: Path, max_bytes: int) -> str | None:
    """Return a name of what one file holds, or why it cannot be read; None for what is no file."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return None
        if status.st_size > max_bytes and path.suffix.lower() not in ROWS:
            return f"{status.st_size} bytes, left out"
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError) as error:
        return words_for(error)
