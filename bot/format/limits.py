"""Discord's limits, as it publishes them. Lengths are counted in UTF-16 units here.

Discord counts characters; UTF-16 units are never fewer, so what fits here fits there.
"""

from __future__ import annotations

CONTENT = 2_000
EMBED_TITLE = 256
EMBED_DESCRIPTION = 4_096
EMBED_FIELDS = 25
EMBED_FIELD_NAME = 256
EMBED_FIELD_VALUE = 1_024
EMBED_FOOTER = 2_048
EMBEDS_IN_ALL = 6_000
EMBEDS = 10
V2_TEXT = 4_000
V2_COMPONENTS = 40
ROWS = 5
BUTTONS_IN_ROW = 5
BUTTON_LABEL = 80
BUTTON_URL = 512
CUSTOM_ID = 100
CHOICES = 25
CHOICE_LABEL = 100
CHOICE_VALUE = 100
MENU_PLACEHOLDER = 150
THREAD_NAME = 100
NONCE = 25

PAGE_TEXT = 3_800
"""Text on one page: under both the 4,000 of components v2 and the 4,096 of an embed."""

PAGE_LINES = 60
HEAD = 300
POINT = 1_400
SMALL = 1_100
"""Longest headline, point and line of sources: together they fit on one page."""


def size(text: str) -> int:
    """Return the length of `text` in UTF-16 units."""
    return len(text) + sum(char > "\uffff" for char in text)
