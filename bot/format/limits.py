"""Discord's limits, as it publishes them. Lengths are counted in UTF-16 units here.

Discord counts code points; UTF-16 units are never fewer, so what fits here fits there.
"""

from __future__ import annotations

CONTENT = 2_000
V2_COMPONENTS = 40
ROWS = 5
BUTTONS_IN_ROW = 5
BUTTON_LABEL = 80
CHOICES = 25
CHOICE_LABEL = 100
CHOICE_VALUE = 100
THREAD_NAME = 100

PAGE_TEXT = 3_800
"""Text on one page: under both the 4,000 of components v2 and the 4,096 of an embed."""

HEAD = 300
POINT = 1_400
SMALL = 1_100
"""Longest headline, point and line of sources: together they fit on one page."""


def size(text: str) -> int:
    """Return the length of `text` in UTF-16 units."""
    return len(text) + sum(char > "\uffff" for char in text)
