"""Which of several patterns may stand in a text, told without searching for any.

Each alternative of a pattern has letters that it cannot do without. A text is cut into its
runs of four characters once; patterns of whose letters none is among them stand nowhere.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

SIZE = 4
"""Characters of a run: shorter ones are in every text, longer ones leave more letters out."""
_RUN = re.compile(r"\w+")
_PIECE = re.compile(r"\\b|\\?.")


class Hints:
    r"""Numbers of the patterns that may stand in a text: never too few, seldom too many.

    Args:
        patterns: alternatives between "|" of letters, "\b", groups and optional letters; each
            with some letters that are in every text that it matches.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        self._long: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        self._short: list[tuple[str, int]] = []
        self._words: defaultdict[str, list[int]] = defaultdict(list)
        self._first: list[tuple[str, int]] = []
        for number, pattern in enumerate(patterns):
            for alternative in alternatives(pattern):
                self._add(alternative, number)

    def _add(self, alternative: str, number: int) -> None:
        letters = needed(alternative)
        if not letters:
            raise ValueError(f"no letters that {alternative!r} always has")
        if alternative.startswith("^" + letters):
            self._first.append((letters, number))
        elif len(letters) >= SIZE:
            self._long[letters[:SIZE]].append((letters, number))
        elif alternative == rf"\b{letters}\b" and letters.isalpha():
            self._words[letters].append(number)
        else:
            self._short.append((letters, number))

    def of(self, text: str) -> set[int]:
        """Return the numbers of the patterns that may stand in `text`."""
        found = {number for letters, number in self._first if text.startswith(letters)}
        found.update([number for letters, number in self._short if letters in text])
        for word in self._words.keys() & _RUN.findall(text):
            found.update(self._words[word])
        runs = {text[start : start + SIZE] for start in range(len(text) - SIZE + 1)}
        for run in self._long.keys() & runs:
            found.update([number for letters, number in self._long[run] if letters in text])
        return found


def alternatives(pattern: str) -> list[str]:
    """Cut a pattern at the "|" that stand in no group."""
    found, depth = [""], 0
    for piece in _PIECE.findall(pattern):
        depth += (piece in ("(", "[")) - (piece in (")", "]"))
        if piece == "|" and not depth:
            found.append("")
        else:
            found[-1] += piece
    return found


def needed(alternative: str) -> str:
    """Return the longest run of letters that stands in all that an alternative matches."""
    runs, depth = [""], 0
    pieces = _PIECE.findall(alternative)
    for piece, following in zip(pieces, [*pieces[1:], ""], strict=True):
        depth += (piece in ("(", "[")) - (piece in (")", "]"))
        plain = len(piece) == 1 and piece not in "()[]{}?*+.^$|" and not depth
        if plain and following not in ("?", "*", "{"):
            runs[-1] += piece
        else:
            runs.append("")
    return max(runs, key=len)
