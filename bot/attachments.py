"""An attached file: on disk for as long as it is read, under a name of ours."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath, PureWindowsPath

from bot.errors import Unusable
from summarizer.domain import Article, Dropped
from summarizer.sources.files import read_paths

KINDS = (".txt", ".md", ".html", ".htm", ".pdf")
"""What a member may attach; whatever else the name says."""


@contextmanager
def in_folder(name: str, body: bytes) -> Iterator[Path]:
    """Yield a path that holds `body`; the member's name gives its kind alone.

    Raises:
        Unusable: it is a kind of file that is not read.
    """
    suffix = PurePosixPath(PureWindowsPath(name).name).suffix.lower()
    if suffix not in KINDS:
        raise Unusable(
            "that kind of file cannot be read",
            subject=name[:100],
            advice=f"Attach {', '.join(KINDS)}.",
        )
    with tempfile.TemporaryDirectory(prefix="readout-") as folder:
        path = Path(folder) / f"attachment{suffix}"
        path.write_bytes(body)
        yield path


def read_attached(name: str, body: bytes) -> Article | Dropped:
    """Read an attached file; called in the process that parses what nobody trusts.

    Raises:
        Unusable: it is a kind of file that is not read.
    """
    with in_folder(name, body) as path:
        read = next(iter(read_paths([str(path)], max_bytes=len(body))), None)
    return read or Dropped(name, "it contains no article")
