"""Which words stand in a text: the cheap question before an expensive pattern.

A pattern for one of thirty words looks at each character of a sentence; whether the
sentence holds one of them at all is a set's intersection. Nearly all sentences end there.
"""

from __future__ import annotations

import re
from functools import lru_cache

_RUN = re.compile(r"\w+")


@lru_cache(maxsize=1024)
def runs_in_order(text: str) -> tuple[str, ...]:
    """Return the runs of letters and digits in `text`, in lower case, in order."""
    return tuple(_RUN.findall(text.lower()))


@lru_cache(maxsize=1024)  # asked by every cue of a sentence or a line, then by no other
def word_runs(text: str) -> frozenset[str]:
    """Return the runs of letters and digits in `text`, in lower case."""
    return frozenset(runs_in_order(text))
