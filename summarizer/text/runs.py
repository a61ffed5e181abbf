"""Which words stand in a text: the cheap question before an expensive pattern.

A pattern for one of thirty words looks at each character of a sentence; whether the
sentence holds one of them at all is a set's intersection. Nearly all sentences end there.
"""

from __future__ import annotations

import re
from functools import lru_cache

from summarizer.western import read, table, western

_RUN = re.compile(r"\w+")


def _in_run(character: str) -> bool:
    return character.isalnum() or character == "_"


_RUNS = table(lambda c: c if _in_run(c) else " ")
_LOWER_RUNS = table(lambda c: c.lower() if _in_run(c) else " ")
_WITH_APOSTROPHES = table(lambda c: c if _in_run(c) or c == "'" else " ")
_APOSTROPHE = ord("'")


def runs_of(text: str) -> list[str]:
    """Return the runs of letters and digits in `text` in order, as they are written."""
    plain = western(text)
    return _RUN.findall(text) if plain is None else read(plain.translate(_RUNS)).split()


def words_by(pattern: re.Pattern[str], text: str) -> list[str]:
    r"""Return what `pattern` finds: runs of letters and digits, parts of them, single apostrophes.

    Args:
        pattern: `\w+` with more such runs behind an apostrophe each; where no apostrophe is, it
            finds the runs.
        text: any.
    """
    plain = western(text)
    if plain is None:
        return pattern.findall(text)
    if _APOSTROPHE not in plain:
        return read(plain.translate(_RUNS)).split()
    found: list[str] = []
    for piece in read(plain.translate(_WITH_APOSTROPHES)).split():
        if "'" in piece:
            found += pattern.findall(piece)
        else:
            found.append(piece)
    return found


@lru_cache(maxsize=1024)
def runs_in_order(text: str) -> tuple[str, ...]:
    """Return the runs of letters and digits in `text`, in lower case, in order."""
    plain = western(text)
    if plain is None:
        return tuple(_RUN.findall(text.lower()))
    return tuple(read(plain.translate(_LOWER_RUNS)).split())


@lru_cache(maxsize=1024)  # asked by every cue of a sentence or a line, then by no other
def word_runs(text: str) -> frozenset[str]:
    """Return the runs of letters and digits in `text`, in lower case."""
    return frozenset(runs_in_order(text))
