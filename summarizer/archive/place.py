"""Where the archive lies; imports nothing for the default one, so that asking is free."""

from __future__ import annotations

from pathlib import Path

FILE_NAME = "readout.db"


def archive_path(data_dir: Path) -> Path:
    """Return the file of the default archive in `data_dir`."""
    return data_dir / FILE_NAME


def archive_file(data_dir: Path, database_url: str) -> Path | None:
    """Return the file of the archive; None where its address names none, as a server's does."""
    if not database_url:
        return archive_path(data_dir)
    if not database_url.startswith("sqlite"):
        return None
    from sqlalchemy.exc import ArgumentError

    from summarizer.archive.database import read_url, sqlite_path

    try:
        return sqlite_path(read_url(database_url))
    except ArgumentError:  # whoever opens it says so
        return None


def has_archive(data_dir: Path, database_url: str) -> bool:
    """Return whether there is an archive; nothing is opened, and of a server's it is assumed.

    A file without a byte is none: a run that ended before the first table was made left it.
    """
    path = archive_file(data_dir, database_url)
    return path is None or (path.exists() and path.stat().st_size > 0)
