"""The archive's files: opened by two, copied, put back, on a disk that cannot be written."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.archived import NOW, TEXT, article, save, stored
from support.fake_encoder import FakeEncoder

from summarizer.archive.database import (
    archive_url,
    sqlite_url,
    use_write_ahead_log,
)
from summarizer.archive.sources import add_source
from summarizer.archive.store import Archive, restore
from summarizer.errors import StorageError
from summarizer.library import Library
from summarizer.settings import Settings


def a_new_file_that_another_opens(path: Path) -> tuple[sqlite3.Connection, sqlite3.Connection]:
    """Return who holds the lock of a file that is not yet in WAL mode, and who comes second."""
    first, second = (sqlite3.connect(path, isolation_level=None, timeout=30) for _ in range(2))
    first.execute("CREATE TABLE made (number)")
    first.execute("BEGIN IMMEDIATE")
    return first, second


def test_who_opens_a_new_archive_second_waits_for_the_first(tmp_path: Path) -> None:
    first, second = a_new_file_that_another_opens(tmp_path / "readout.db")
    tries: list[str] = []

    def end_the_first(statement: str) -> None:
        tries.append(statement)
        if len(tries) == 3:
            first.execute("COMMIT")

    second.set_trace_callback(end_the_first)
    use_write_ahead_log(second, seconds=30)
    second.set_trace_callback(None)
    assert len(tries) == 3
    assert second.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    first.close()
    second.close()


def test_who_is_kept_out_of_an_archive_all_the_time_says_so(tmp_path: Path) -> None:
    first, second = a_new_file_that_another_opens(tmp_path / "readout.db")
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        use_write_ahead_log(second, seconds=0)
    first.close()
    second.close()


@pytest.mark.parametrize("name", ["data", "50%20 #1 ?x=y é"])
def test_a_backup_is_restored_whole_and_the_old_file_kept(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    url = archive_url(folder)
    with Archive(url) as archive:
        save(archive, article(1))
        archive.backup(tmp_path / "copy.db")
        save(archive, article(2, body="Something that came later and is not in the copy."))
    kept = restore(tmp_path / "copy.db", url)
    assert kept == folder / "readout.db.before-restore"
    with Archive(url) as archive:
        assert [item.title for item in stored(archive)] == ["Story 1"]
    with Archive(sqlite_url(kept)) as old:
        assert len(stored(old)) == 2


def test_on_a_new_machine_a_restore_keeps_nothing_beside_it(tmp_path: Path) -> None:
    with Archive(archive_url(tmp_path / "old")) as archive:
        save(archive, article(1))
        archive.backup(tmp_path / "copy.db")
    assert restore(tmp_path / "copy.db", archive_url(tmp_path / "new")) is None
    assert [file.name for file in (tmp_path / "new").iterdir()] == ["readout.db"]


def test_nothing_is_restored_under_the_hands_of_a_running_bot(tmp_path: Path) -> None:
    url = archive_url(tmp_path)
    with Archive(url) as archive:
        save(archive, article(1))
        archive.backup(tmp_path / "copy.db")
        save(archive, article(2, body="Something that came later and is not in the copy."))
        with pytest.raises(StorageError, match="in use"):
            restore(tmp_path / "copy.db", url)
        assert len(stored(archive)) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.db", "readout.db"]


def test_a_damaged_archive_is_no_hindrance_to_a_backup(tmp_path: Path) -> None:
    url = archive_url(tmp_path)
    with Archive(url) as archive:
        save(archive, article(1))
        archive.backup(tmp_path / "copy.db")
    (tmp_path / "readout.db").write_bytes(b"no database any more" * 500)
    restore(tmp_path / "copy.db", url)
    with Archive(url) as archive:
        assert len(stored(archive)) == 1


def test_what_is_no_backup_is_not_restored(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'readout.db'}"
    with Archive(url) as archive:
        save(archive, article(1))
    (tmp_path / "junk").write_text("junk " * 500)
    with pytest.raises(StorageError):
        restore(tmp_path / "junk", url)
    with Archive(url) as archive:
        assert len(stored(archive)) == 1


def test_a_second_restore_keeps_what_the_first_one_replaced(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'readout.db'}"
    for number in (1, 2):
        with Archive(url) as archive:
            archive.backup(tmp_path / f"copy{number}.db")
            save(archive, article(number, body=f"{TEXT} Number {number}."))
    kept = [restore(tmp_path / f"copy{number}.db", url) for number in (2, 1)]
    counts = []
    for path in kept:
        with Archive(f"sqlite:///{path}") as old:
            counts.append(len(stored(old)))
    assert counts == [2, 1]
    with Archive(url) as archive:
        assert stored(archive) == []


@pytest.mark.parametrize("content", [None, b"", b"SQLite format 3\0 and then something else"])
def test_a_restore_of_no_archive_leaves_everything_as_it_was(
    tmp_path: Path, content: bytes | None
) -> None:
    url = f"sqlite:///{tmp_path / 'readout.db'}"
    with Archive(url) as archive:
        save(archive, article(1))
    given = tmp_path / "given.db"
    if content is not None:
        given.write_bytes(content)
    with pytest.raises(StorageError, match=r"given\.db"):
        restore(given, url)
    assert given.exists() == (content is not None)
    assert sorted(path.name for path in tmp_path.iterdir() if path != given) == ["readout.db"]
    with Archive(url) as archive:
        assert len(stored(archive)) == 1


@pytest.mark.parametrize("name", ["readout.db", ".", "nowhere/copy.db"])
def test_a_backup_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path, name: str) -> None:
    with Archive(f"sqlite:///{tmp_path / 'readout.db'}") as archive:
        save(archive, article(1))
        with pytest.raises(StorageError, match="the backup cannot be written"):
            archive.backup(tmp_path / name)
        assert len(stored(archive)) == 1
        assert {path.name for path in tmp_path.iterdir()} <= {
            "readout.db",
            "readout.db-wal",
            "readout.db-shm",
        }


@pytest.fixture
def shut(tmp_path: Path) -> Iterator[Callable[[Path], None]]:
    """Make a folder read-only until the test ends; root, whom modes do not stop, remounts it."""
    done: list[Path] = []

    def shut_folder(folder: Path) -> None:
        done.append(folder)
        if os.getuid():
            folder.chmod(0o555)
            return
        bind = ["mount", "--bind", str(folder), str(folder)]
        for command in (bind, ["mount", "-o", "remount,ro,bind", str(folder)]):
            if subprocess.run(command, capture_output=True, check=False).returncode:
                pytest.skip("root may not mount here")

    yield shut_folder
    for folder in done:
        if os.getuid():
            folder.chmod(0o755)
        else:
            subprocess.run(["umount", str(folder)], capture_output=True, check=False)


def test_an_archive_on_a_read_only_disk_is_read_and_never_written(
    tmp_path: Path, shut: Callable[[Path], None]
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    settings = Settings(data_dir=folder, database_url="")
    with Library(settings, clock=lambda: NOW) as library:
        save(library.archive, article(1))
        with library.archive.begin() as connection:
            add_source(connection, "https://h.example/feed", now=NOW, title="Harbour")
    shut(folder)
    with Library(settings, clock=lambda: NOW) as library:
        assert library.count() == 1
        assert [source.title for source in library.sources()] == ["Harbour"]
        assert library.search("quay", FakeEncoder())[0].article.title == "Story 1"
        assert len(list(library.export_rows())) == 1
        library.archive.backup(tmp_path / "copy.db")
        with pytest.raises(StorageError, match="cannot be written"):
            save(library.archive, article(2, body=f"{TEXT} It rains."))
    with Archive(f"sqlite:///{tmp_path / 'copy.db'}") as copy:
        assert len(stored(copy)) == 1
