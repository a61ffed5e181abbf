"""Patterns that are made when they are first asked.

A pattern with the characters of many scripts takes Python milliseconds to make, and most runs never
meet those scripts.
"""

from __future__ import annotations

import re
from typing import Any, cast


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what behaves as `re.compile(pattern, flags)` and is compiled at its first use."""
    return cast("re.Pattern[str]", _Late(pattern, flags))


class _Late:
    def __init__(self, pattern: str, flags: int) -> None:
        self._asked = pattern, flags

    def __getattr__(self, name: str) -> Any:
        """Make the pattern and take over what it can do: it costs nothing the next time."""
        if name.startswith("_"):
            raise AttributeError(name)
        made = re.compile(*self._asked)
        self.__dict__.update(
            {able: getattr(made, able) for able in dir(made) if not able.startswith("_")}
        )
        return getattr(made, name)
