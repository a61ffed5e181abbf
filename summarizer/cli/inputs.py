"""Articles in: the paths that were named, standard input, or the packaged examples."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import typer

from summarizer.cli.console import Console
from summarizer.errors import NotFound, NothingToBrief

if TYPE_CHECKING:
    from summarizer.domain import Article, Dropped

STDIN = "-"
REASONS_SHOWN = 3


def packaged_seeds() -> Path:
    """Return the folder of the example articles that come with Readout.

    In an installed package they lie beside the data; in a checkout at its root.

    Raises:
        NotFound: this install carries none.
    """
    from importlib import resources

    packaged = Path(str(resources.files("summarizer") / "data" / "seeds"))
    checkout = Path(__file__).resolve().parents[2] / "seeds"
    for folder in (packaged, checkout):
        if folder.is_dir():
            return _near(folder)
    raise NotFound(
        "the example articles are not part of this install",
        subject="seeds",
        advice="Name the files or folders to read.",
    )


def _near(folder: Path) -> Path:
    """Return a folder below the working directory by its relative name: easier to read."""
    try:
        return folder.relative_to(Path.cwd())
    except (ValueError, OSError):
        return folder


def standard_input() -> BinaryIO:
    """Return the bytes of standard input; none where the caller closed it (`<&-`)."""
    return io.BytesIO() if sys.stdin is None else sys.stdin.buffer


def check_stdin(names: Sequence[str]) -> None:
    """Refuse to read standard input twice.

    Raises:
        typer.BadParameter: it is named more than once.
    """
    if list(names).count(STDIN) > 1:
        raise typer.BadParameter("standard input can be read once.", param_hint="'-'")


def paths_or_stdin(paths: Sequence[str] | None) -> list[str]:
    """Return the paths; with none named, standard input if something is piped into it.

    Raises:
        typer.BadParameter: there is nothing to read.
    """
    if paths:
        check_stdin(paths)
        return list(paths)
    if sys.stdin is None or sys.stdin.isatty():
        raise typer.BadParameter(
            "name a file or folder to read, or - for standard input.", param_hint="'PATH'"
        )
    return [STDIN]


class Intake:
    """Reads articles and keeps account of what could not be read.

    Args:
        paths: files, folders, "-".
        max_mb: the largest file, in MB.
        console: hears of what is left out; None keeps it for the ledger.
    """

    def __init__(self, paths: Sequence[str], max_mb: int, console: Console | None = None) -> None:
        self._paths = paths
        self._max_bytes = max_mb * 1_000_000
        self._console = console
        self.dropped: list[Dropped] = []

    @cached_property
    def _files(self) -> list[str | Dropped]:
        from summarizer.sources.listing import list_files

        return list_files(self._paths)

    def contents(self) -> str | None:
        """Return a name of all that there is to read now; None for what is read only once."""
        from summarizer.sources.contents import name_contents

        today = datetime.now().astimezone().date()
        return name_contents(self._files, max_bytes=self._max_bytes, today=today)

    def articles(self) -> Iterator[Article]:
        """Yield what could be read, in order."""
        from summarizer.domain import Dropped
        from summarizer.sources.files import read_files

        stdin = standard_input() if STDIN in self._paths and sys.stdin is not None else None
        for item in read_files(self._files, max_bytes=self._max_bytes, stdin=stdin):
            if isinstance(item, Dropped):
                self.drop(item)
            else:
                yield item

    def drop(self, item: Dropped) -> None:
        """Account for something that is not used."""
        self.dropped.append(item)
        if self._console is not None:
            self._console.dropped(item.name, item.reason)


def nothing_left(
    dropped: Sequence[Dropped], problem: str = "nothing could be briefed"
) -> NothingToBrief:
    """Return the error that says why nothing was left (empty where it was said already)."""
    reasons = [f"{item.name}: {item.reason}" for item in dropped[:REASONS_SHOWN]]
    more = len(dropped) - len(reasons)
    if more > 0:
        reasons.append(f"and {more:,} more")
    return NothingToBrief("; ".join([problem, *reasons]))
