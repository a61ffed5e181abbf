"""Which lines of a scraped text are page furniture."""

from __future__ import annotations

import re

LONGEST_REPEAT = 200
"""Characters; a longer line that repeats is a shared paragraph, not furniture."""

MOST_LINES = 200_000
"""Lines that are counted; a bound on memory, reached by some ten thousand articles."""


def line_key(line: str) -> str:
    """Return the form in which two lines count as the same one."""
    return re.sub(r"\W+|\d+", " ", line.lower()).strip()


class Repeats:
    """Counts short lines over several articles; those that repeat are furniture.

    Articles that share their longest line are copies of each other and count as one, so
    that a thousand copies of an article make none of its lines furniture.
    """

    NEEDED = 3
    """Articles in which a line must stand."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[int, ...]] = {}

    def add(self, text: str) -> None:
        """Count the lines of one article."""
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        longest = hash(max(lines, key=len, default=""))
        for line in lines:
            key = line_key(line)
            if not key or len(line) > LONGEST_REPEAT:
                continue
            seen = self._seen.get(key, ())
            if len(seen) < self.NEEDED and longest not in seen:
                if seen or len(self._seen) < MOST_LINES:
                    self._seen[key] = (*seen, longest)

    def lines(self) -> frozenset[str]:
        """Return the keys (see `line_key`) of the lines that repeat."""
        return frozenset(key for key, seen in self._seen.items() if len(seen) >= self.NEEDED)
