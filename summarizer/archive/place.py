"""Where the default archive lies; imports nothing, so that asking is free."""

from __future__ import annotations

from pathlib import Path

FILE_NAME = "readout.db"


def archive_path(data_dir: Path) -> Path:
    """Return the file of the default archive in `data_dir`."""
    return data_dir / FILE_NAME


def has_archive(data_dir: Path, database_url: str) -> bool:
    """Return whether there is an archive; nothing is opened, and of a named one it is assumed.

    A file without a byte is none: a run that ended before the first table was made left it.
    """
    if database_url:
        return True
    path = archive_path(data_dir)
    return path.exists() and path.stat().st_size > 0
