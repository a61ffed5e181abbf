"""Files appear whole or not at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import Result

from summarizer.cli.output import check_output, choose_format, open_output
from summarizer.errors import StorageError
from summarizer.render import FORMATS

Readout = Callable[..., Result]


def write(path: Path, text: str) -> None:
    with open_output(path, "text") as put:
        put(text)


def test_a_file_is_replaced_only_when_all_was_written(tmp_path: Path) -> None:
    path = tmp_path / "digest.txt"
    path.write_text("old")
    with pytest.raises(RuntimeError), open_output(path, "text") as put:
        put("half of the new")
        raise RuntimeError
    assert path.read_text() == "old"
    assert [found.name for found in tmp_path.iterdir()] == ["digest.txt"]
    write(path, "new")
    assert path.read_text() == "new"
    assert [found.name for found in tmp_path.iterdir()] == ["digest.txt"]


def test_nobody_sees_a_half_written_file(tmp_path: Path) -> None:
    path = tmp_path / "digest.txt"
    with open_output(path, "text") as put:
        put("first part")
        assert not path.exists()
    assert path.read_text() == "first part"


@pytest.mark.skipif(os.name != "posix", reason="permissions of Unix")
def test_permissions_stay_as_they_were_and_new_files_follow_the_umask(tmp_path: Path) -> None:
    path = tmp_path / "digest.txt"
    path.write_text("old")
    path.chmod(0o640)
    write(path, "new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    mask = os.umask(0o027)
    try:
        write(tmp_path / "fresh.txt", "x")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "fresh.txt").stat().st_mode) == 0o640


def test_a_link_is_followed_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    target = tmp_path / "there" / "real.txt"
    target.write_text("old")
    link = tmp_path / "link.txt"
    link.symlink_to(target)
    write(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "new"


def test_a_device_is_written_to_directly() -> None:
    if not Path("/dev/null").exists():
        pytest.skip("this system has no /dev/null")
    check_output(Path("/dev/null"))
    write(Path("/dev/null"), "gone")
    assert not Path("/dev/null").is_file()


def test_a_disk_that_is_full_is_named() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with pytest.raises(StorageError, match="no space left"):
        write(Path("/dev/full"), "x" * 100_000)


@pytest.mark.parametrize("path", ["/no/such/folder/x.txt", "/", "/dev/null/x.txt"])
def test_what_cannot_be_written_is_told_before_the_work(path: str) -> None:
    with pytest.raises(typer.BadParameter):
        check_output(Path(path))


def test_text_is_utf_8_with_plain_line_feeds(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "é\n“日本”\n")
    assert (tmp_path / "a.txt").read_bytes() == "é\n“日本”\n".encode()


def test_the_format_follows_the_wish_then_the_ending(tmp_path: Path) -> None:
    assert choose_format("JSON", Path("x.md"), FORMATS) == "json"
    assert choose_format(None, Path("x.MD"), FORMATS) == "markdown"
    assert choose_format(None, Path("x.unknown"), FORMATS) == "text"
    with pytest.raises(typer.BadParameter):
        choose_format("docx", None, FORMATS)


def test_a_pager_gets_colour_where_it_is_asked_for(
    readout: Readout, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in readout("brief", news).stdout
    assert "\x1b[" not in readout("brief", news, "--format", "text").stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in readout("brief", news).stdout


def test_only_endings_that_a_command_writes_are_named() -> None:
    with pytest.raises(typer.BadParameter) as refused:
        choose_format(None, Path("x.pdf"), ("terminal", "text", "json"))
    assert ".txt, .text, .json," in str(refused.value)
    assert ".html" not in str(refused.value)
