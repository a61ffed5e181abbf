"""Before Python 3.13 a database that is let go without being closed is let go in silence.

Here it is not: an older Python finds what a newer one would complain of.
"""

from __future__ import annotations

import sqlite3
import warnings
from typing import Any

connect = sqlite3.connect


class Watched(sqlite3.Connection):
    """A connection that says so when it is let go open."""

    is_open = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_open = True

    def close(self) -> None:
        super().close()
        self.is_open = False

    def __del__(self) -> None:
        if self.is_open:
            warnings.warn(f"unclosed database in {self!r}", ResourceWarning, 2, self)


def connect_watched(*args: Any, **kwargs: Any) -> sqlite3.Connection:
    """Connect as the standard library does."""
    return connect(*args, **{"factory": Watched, **kwargs})


def watch() -> None:
    """Watch all connections that are made from now on."""
    sqlite3.connect = sqlite3.dbapi2.connect = connect_watched  # type: ignore[assignment]
