"""What the terminal at hand can do, and what is said on standard error."""

from __future__ import annotations

import os
import shutil
import sys
import threading
import time
from pathlib import Path

MAX_WIDTH = 100
"""Longer lines are hard to read, however wide the window is."""
DEFAULT_WIDTH = 80
REDRAW_SECONDS = 0.1
NOTICES_SHOWN = 20
"""Notices of one kind that are printed one by one; the rest is counted."""

STEPS = {
    "fetching": "Fetching sources",
    "reading": "Reading articles",
    "encoding": "Encoding sentences",
    "grouping": "Grouping stories",
    "writing": "Writing briefs",
    "topics": "Finding topics",
    "checking": "Checking sentences",
}


def width() -> int:
    """Return the columns to write in: the terminal's, at most `MAX_WIDTH`, 80 in a pipe."""
    if not sys.stdout.isatty() and "COLUMNS" not in os.environ:
        return DEFAULT_WIDTH
    return min(shutil.get_terminal_size((DEFAULT_WIDTH, 24)).columns, MAX_WIDTH)


def wants_colour(chosen: str, output: Path | None) -> bool:
    """Return whether the result is styled: for a terminal only, and as its reader wishes.

    NO_COLOR (no-color.org) turns it off, FORCE_COLOR turns it on for a pager.
    """
    if chosen != "terminal" or output is not None or os.environ.get("NO_COLOR"):
        return False
    return is_colour_forced() or (sys.stdout.isatty() and os.environ.get("TERM") != "dumb")


def is_colour_forced() -> bool:
    """Return whether colour is wished for wherever the result goes, as into a pager."""
    wished = os.environ.get("FORCE_COLOR", "") not in ("", "0")
    return wished and not os.environ.get("NO_COLOR")


class Console:
    """Notices and progress on standard error. Safe to call from several threads.

    Args:
        quiet: say nothing but errors.
    """

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet
        self._live = not quiet and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._lock = threading.Lock()
        self._drawn = False
        self._next = 0.0
        self._step = ""
        self._dropped = 0

    def progress(self, step: str, done: int, total: int) -> None:
        """Show how far the work has come, on one line that is drawn over."""
        if not self._live:
            return
        with self._lock:
            now = time.monotonic()
            if step == self._step and now < self._next:
                return
            self._step, self._next = step, now + REDRAW_SECONDS
            # A line that wraps could not be drawn over: its first row would stay.
            line = _progress_line(step, done, total)[: _columns() - 1]
            sys.stderr.write(f"\r\x1b[K{line}")
            sys.stderr.flush()
            self._drawn = True

    def clear(self) -> None:
        """Take the progress line away."""
        with self._lock:
            if self._drawn:
                sys.stderr.write("\r\x1b[K")
                sys.stderr.flush()
                self._drawn = False
                self._step = ""

    def notice(self, text: str) -> None:
        """Tell the reader something that is not part of the result."""
        if not self.quiet:
            self.error(text)

    def dropped(self, name: str, reason: str) -> None:
        """Tell that something was left out; after the first ones they are only counted."""
        self._dropped += 1
        if self._dropped <= NOTICES_SHOWN:
            self.notice(f"left out: {name}: {reason}")

    def finish(self) -> None:
        """Take the progress line away and tell what was only counted."""
        self.clear()
        more = self._dropped - NOTICES_SHOWN
        if more > 0:
            self.notice(f"left out: {more:,} more")
        self._dropped = 0

    def error(self, text: str) -> None:
        """Say it whatever the reader asked for; foreign text in it cannot steer the terminal."""
        from summarizer.render.safe import clean

        self.clear()
        line = f"readout: {clean(text)}\n"
        encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
        sys.stderr.write(line.encode(encoding, "replace").decode(encoding))
        sys.stderr.flush()


def _columns() -> int:
    """Return the width of the terminal that progress is shown on, whatever the result goes to."""
    try:
        columns = os.get_terminal_size(sys.stderr.fileno()).columns
    except (OSError, ValueError):
        columns = 0
    return columns or DEFAULT_WIDTH


def _progress_line(step: str, done: int, total: int) -> str:
    name = STEPS.get(step, step.capitalize())
    if total > 1:
        return f"{name} {100 * done // total:3}% ({done:,} of {total:,})"
    return f"{name} ({done:,})" if done > 1 else f"{name} …"
