"""Talks that set who speaks on a line of its own: the name is joined to what is said below it.

Otherwise a sentence of a talk would stand in a digest without who said it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from summarizer.late import late
from summarizer.text.notices import is_sign

LONGEST = 60
"""Characters of a speaker's name, with what they are."""

SPEAKERS, TURNS = 2, 6
"""Names that come again, and lines with one of them, from which it is a talk."""

DENSE = 0.25
"""Share of a text's lines that are such names."""

SPOKEN = 1 / 3
"""Share of the turns that ask, or speak of oneself or to another, where no colons tell names."""

_NAME = late(
    r"[^\W\d_a-zß-öø-ÿ][\w.’'-]*"
    r"(?: (?:[^\W\d_a-zß-öø-ÿ][\w.’'-]*|of|the|de|la|van|von|der|and)){0,4}"
    r"(?:, [A-Z][A-Z ]{1,30}| ?[(\[][^()\[\]]{1,30}[)\]])?\s?:?"
)
_ENDS = (".", "!", "?", "”", '"', "…", "—", "–")
_ITEM = late(r"[-–—•*·▪►]|\d{1,2}[.)] ")
"""What a list's item begins with: its heading says nothing."""
_SPOKEN = late(r"\b(?:I|we|you|my|our|your)\b(?![^“]*”)", re.IGNORECASE)
"""Outside a quotation."""
_BEGINS = 300
"""Characters of a turn in which it stands."""


def join_speakers(lines: Sequence[str]) -> list[str]:
    """Return the lines, each name of a speaker in one with the first line of what they say."""
    named = {
        index: line.rstrip(": ")
        for index, line in enumerate(lines[:-1])
        if len(line) <= LONGEST
        and _NAME.fullmatch(line)
        and _is_said(lines[index + 1])
        and not is_sign(line)
    }
    often = {name for name, count in Counter(named.values()).items() if count > 1}
    turns = {index for index, name in named.items() if name in often}
    # Of who speaks but once a colon tells that it is a name.
    turns |= {index for index in named if lines[index].endswith(":")}
    few = len(often) < SPEAKERS or len(turns) < max(TURNS, DENSE * len(lines))
    if few or not _is_talk(lines, turns):
        return list(lines)
    joined: list[str] = []
    for index, line in enumerate(lines):
        if index - 1 in turns:
            joined[-1] = f"{named[index - 1]}: {line}"
        else:
            joined.append(line)
    return joined


def _is_said(line: str) -> bool:
    return line.endswith(_ENDS) and _ITEM.match(line) is None


def _is_talk(lines: Sequence[str], turns: Collection[int]) -> bool:
    """Return whether names are set as names are, or what is below them is spoken: no sections."""
    marked = sum(lines[index].endswith(":") for index in turns)
    said = [lines[index + 1] for index in turns]
    spoken = sum(line.endswith("?") or bool(_SPOKEN.search(line[:_BEGINS])) for line in said)
    return marked * 2 >= len(turns) or spoken >= SPOKEN * len(turns)
