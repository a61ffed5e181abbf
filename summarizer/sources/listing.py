"""Which files stand behind the paths that a reader named; nothing of them is read yet."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from summarizer.domain import Dropped
from summarizer.errors import reason_of

MARKDOWN = frozenset({".md", ".markdown"})
TEXT = MARKDOWN | {".txt", ".text"}
PAGES = frozenset({".html", ".htm", ".xhtml"})
ROWS = frozenset({".jsonl", ".ndjson"})
DOCUMENTS = frozenset({".pdf"})
KINDS = TEXT | PAGES | ROWS | DOCUMENTS
"""What is read from a folder; a file that is named itself may have any ending but these."""

_ADDRESS = re.compile(r"(?i)(https?|feed)://")
WEB = (
    "a web address, not a file; pipe the page in (curl -sL ADDRESS | readout brief -), "
    "or follow it: readout sources add ADDRESS"
)

LEADS_OUT = "a link that leads out of its folder; not followed"


def list_files(paths: Iterable[str | Path]) -> list[str | Dropped]:
    """Return the files in the order of the paths, folders sorted, or why one is none.

    Args:
        paths: files, folders of them, or "-" for standard input, which is listed as it is.
    """
    return [item for path in paths for item in _find(str(path))]


def shown_path(path: str) -> str:
    """Return a path fit for print: no control characters, no undecodable bytes."""
    text = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


def _find(path: str) -> Iterator[str | Dropped]:
    """Yield the files behind a path the reader named."""
    if path == "-":
        yield path
        return
    if not path.strip():
        yield Dropped("''", "an empty name, not a file")
        return
    try:
        is_folder = stat.S_ISDIR(Path(path).stat().st_mode)
    except (OSError, ValueError) as error:
        yield Dropped(shown_path(path), WEB if _ADDRESS.match(path) else words_for(error))
        return
    if is_folder:
        yield from _walk(path)
    else:
        yield path


def _walk(folder: str) -> Iterator[str | Dropped]:
    """Yield the articles' files below a folder, sorted; links out of it are not followed."""
    root = os.path.realpath(folder)
    failed: list[OSError] = []
    found = False
    for here, folders, files in os.walk(folder, onerror=failed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for path in (Path(here, name) for name in folders):
            if path.is_symlink() and not _inside(path, root):
                found = True
                yield Dropped(shown_path(str(path)), LEADS_OUT)
        for name in sorted(files):
            path = Path(here, name)
            if name.startswith(".") or path.suffix.lower() not in KINDS:
                continue
            found = True
            yield _judge(path, root)
    for error in failed:
        found = True
        yield Dropped(shown_path(str(error.filename or folder)), words_for(error))
    if not found:
        yield Dropped(shown_path(folder), "a folder without .txt, .md, .html, .jsonl or .pdf files")


def _judge(path: Path, root: str) -> str | Dropped:
    """Return the path of a file that is read from a folder, or why it is not."""
    if path.is_symlink() and not _inside(path, root):
        return Dropped(shown_path(str(path)), LEADS_OUT)
    if path.exists() and not path.is_file():  # a pipe would be waited for without end
        return Dropped(shown_path(str(path)), "not a file")
    return str(path)


def _inside(path: Path, root: str) -> bool:
    return os.path.commonpath([os.path.realpath(path), root]) == root


def words_for(error: Exception) -> str:
    """Return why a file could not be read."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "not found"
    if isinstance(error, PermissionError):
        return "cannot be read (no permission)"
    if isinstance(error, OSError) and error.strerror:
        return f"could not be read ({reason_of(error)})"
    return "not a path that can be read"
