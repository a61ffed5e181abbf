"""`readout-bot` alone runs the bot, and without a token says what to do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.errors import StartError
from summarizer.errors import ReadoutError, StorageAway, StorageError, StorageFull


def readout_bot(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items() if not k.startswith(("DISCORD_", "READOUT_"))}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env=env | {"PYTHONPATH": str(Path(__file__).resolve().parents[2])},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_alone_it_runs_and_names_the_missing_token(tmp_path: Path) -> None:
    done = readout_bot(tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("readout-bot: DISCORD_TOKEN: no token is set.")
    assert "Traceback" not in done.stderr


def test_its_help_breaks_no_line_off(tmp_path: Path) -> None:
    commands = readout_bot(tmp_path, "--help").stdout.partition("Commands:")[2]
    assert "preview" in commands
    assert "..." not in commands


def test_its_version_is_told(tmp_path: Path) -> None:
    assert readout_bot(tmp_path, "--version").stdout.startswith("readout-bot ")


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (StorageFull("database or disk is full"), 1),
        (StorageAway("connection refused"), 1),
        (StorageError("that is not a database address that can be used"), 2),
        (StartError("no token is set"), 2),
    ],
)
def test_systemd_tries_again_what_no_setting_can_mend(
    error: ReadoutError, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(**_: object) -> None:
        raise error

    monkeypatch.setattr("bot.cli.app", fails)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == status
