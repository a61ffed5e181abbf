"""A name for what files hold changes whenever what is read of them might."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from summarizer.sources.contents import name_contents
from summarizer.sources.listing import list_files

TODAY = date(2024, 8, 28)
TEXT = "The council approved the bridge on Monday."


def name(*paths: Path | str, max_bytes: int = 1_000, today: date = TODAY) -> str | None:
    return name_contents(list_files(paths), max_bytes=max_bytes, today=today)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.jsonl").write_text('{"text": "The ferry was halted."}')
    return tmp_path


def test_the_same_files_have_the_same_name(folder: Path) -> None:
    first = name(folder)
    (folder / "a.txt").touch()
    assert first == name(folder, today=TODAY + timedelta(days=1))
    assert first is not None


def test_every_change_gives_another_name(folder: Path) -> None:
    names = [name(folder), name(folder / "a.txt"), name(folder, max_bytes=999)]
    (folder / "a.txt").write_text(TEXT.replace("Monday", "Friday"))
    names.append(name(folder))
    (folder / "a.txt").rename(folder / "c.txt")
    names.append(name(folder))
    (folder / "d.txt").write_text("")
    names.append(name(folder))
    (folder / "d.txt").unlink()
    names += [name(folder, folder / "d.txt"), name(folder / "c.txt", folder / "b.jsonl")]
    assert len(set(names)) == len(names)


def test_a_page_is_read_anew_on_another_day(folder: Path) -> None:
    (folder / "page.html").write_text("<html><p>In 2031 the bridge opens.</p></html>")
    assert name(folder) == name(folder)
    assert name(folder) != name(folder, today=TODAY + timedelta(days=1))


def test_a_file_that_is_too_large_is_not_read_for_its_name(folder: Path) -> None:
    with (folder / "film.txt").open("wb") as film:
        film.truncate(10**12)  # without blocks on the disk; reading it would take minutes
    assert name(folder) == name(folder)


def test_a_file_that_may_not_be_read_has_a_name_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readable = name(folder)

    def refuse(self: Path, *_: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", refuse)
    assert name(folder) not in (None, readable)


def test_what_is_read_only_once_has_no_name(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    assert name(folder / "pipe.txt") is None
    assert name(folder) is not None  # in a folder a pipe is left out, and the ledger says so
    assert name(folder / "a.txt", "-") is None
