"""A pattern that is made when it is first asked answers as one that was made at once."""

from __future__ import annotations

import copy
import re

from summarizer.late import late

TEXT = "Lund, 28 August 2024: the Ferry, the ferry"


def test_a_late_pattern_answers_as_any_other() -> None:
    for pattern, flags in ((r"ferry", re.IGNORECASE), (r"(?P<day>\d+) (\w+)", 0)):
        one, other = late(pattern, flags), re.compile(pattern, flags)
        assert one.findall(TEXT) == other.findall(TEXT)
        assert one.sub("…", TEXT) == other.sub("…", TEXT)
        found, wanted = one.search(TEXT), other.search(TEXT)
        assert found is not None and wanted is not None
        assert found.groupdict() == wanted.groupdict()
        assert (one.pattern, one.flags, one.groups) == (other.pattern, other.flags, other.groups)
        assert [match.span() for match in one.finditer(TEXT)] == [
            match.span() for match in other.finditer(TEXT)
        ]


def test_a_copy_answers_too() -> None:
    assert copy.copy(late("ferry")).search(TEXT) is not None
