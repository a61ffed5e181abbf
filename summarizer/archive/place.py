"""Where the default archive lies; imports nothing, so that asking is free."""

from __future__ import annotations

from pathlib import Path

FILE_NAME = "readout.db"


def archive_path(data_dir: Path) -> Path:
    """Return the file of the default archive in `data_dir`."""
    return data_dir / FILE_NAME
