"""Which of several patterns stand in a text, told without searching for all.

Each alternative of a pattern has letters that it cannot do without, which lie within a word or
begin with one. Which of them a word holds is remembered; only alternatives of whose letters some
are in a word of the text are searched for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

SIZE = 4
"""Characters of a run: shorter ones are in every text, longer ones leave more letters out."""
Hint = tuple[str, int, re.Pattern[str] | None]
"""Letters, the number of their pattern, and the alternative that has them; None if it is they."""
KNOWN = 50_000
"""Words of which it is remembered what they hold."""
_RUN = re.compile(r"\w+")
_PIECE = re.compile(r"\\b|\\?.")


class Hints:
    r"""Numbers of the patterns that stand in a text.

    Args:
        patterns: alternatives between "|" of letters, "\b", groups and optional letters; each
            with some letters that are in every text that it matches.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        self._held = _Held()
        self._short: list[Hint] = []
        self._first: list[Hint] = []
        for number, pattern in enumerate(patterns):
            for alternative in alternatives(pattern):
                self._add(alternative, number)

    def _add(self, alternative: str, number: int) -> None:
        letters = needed(alternative)
        if not letters:
            raise ValueError(f"no letters that {alternative!r} always has")
        longest = max(letters.split(), key=len, default="")
        hint = letters, number, None if alternative == letters else re.compile(alternative)
        if alternative.startswith("^" + letters):
            self._first.append(hint)
        elif len(longest) >= SIZE:
            self._held.parts[longest[:SIZE]].append(hint)
        elif alternative == rf"\b{letters}\b" and letters.isalpha():
            self._held.words[letters].append(hint)
        else:
            self._short.append(hint)

    def of(self, text: str) -> set[int]:
        """Return the numbers of the patterns that stand in `text`."""
        hints = [hint for hint in self._first if text.startswith(hint[0])]
        hints += [hint for hint in self._short if hint[0] in text]
        for held in filter(None, map(self._held.__getitem__, text.split())):
            hints += [hint for hint in held if hint[0] in text]
        found: set[int] = set()
        for _, number, alternative in hints:
            if number not in found and (alternative is None or alternative.search(text)):
                found.add(number)
        return found


class _Held(dict[str, tuple[Hint, ...]]):
    """Word -> what a text with it may hold.

    Attributes:
        parts: by the run of four that lies within a word.
        words: by the whole word between its marks.
    """

    def __init__(self) -> None:
        self.parts: defaultdict[str, list[Hint]] = defaultdict(list)
        self.words: defaultdict[str, list[Hint]] = defaultdict(list)

    def __missing__(self, word: str) -> tuple[Hint, ...]:
        if len(self) > KNOWN:
            self.clear()
        parts, words = self.parts, self.words
        runs = [word[start : start + SIZE] for start in range(len(word) - SIZE + 1)]
        found = [hint for run in runs if run in parts for hint in parts[run]]
        for run in (word,) if word.isalpha() else _RUN.findall(word):
            if run in words:
                found += words[run]
        self[word] = held = tuple(found)
        return held


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
