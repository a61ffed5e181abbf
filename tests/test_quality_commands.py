"""What the commands that learn and measure say where a file is missing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

COMMANDS = Path(__file__).parents[1] / "benchmarks" / "quality"


@pytest.mark.parametrize(
    ("command", "missing"),
    [
        ("events.py --data . --events table.tsv", "multinews.jsonl"),
        ("more.py articles.csv urls.txt more.jsonl", "articles.csv"),
    ],
)
def test_a_file_that_is_not_there_is_named(command: str, missing: str, tmp_path: Path) -> None:
    assert f"there is no file {missing}" in refusal(command, tmp_path)


def test_a_table_of_events_that_lacks_a_column_is_refused(tmp_path: Path) -> None:
    sets = "cnndm summeval train_cnndm writers newsroom newsroom_human multinews xsum more".split()
    for name in sets:
        (tmp_path / f"{name}.jsonl").touch()
    (tmp_path / "table.tsv").write_text("row_id\tdocument\tsummary\n", encoding="utf-8")
    told = refusal("train.py --data . --events table.tsv", tmp_path)
    assert "table.tsv has no column split" in told


def refusal(command: str, folder: Path) -> str:
    """Run a command that must end with a usage error, and return what it says."""
    script, *rest = command.split()
    told = subprocess.run(
        [sys.executable, COMMANDS / script, *rest],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 2
    assert "Traceback" not in told.stderr
    return told.stderr
