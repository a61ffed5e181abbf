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
    script, *rest = command.split()
    told = subprocess.run(
        [sys.executable, COMMANDS / script, *rest],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 2
    assert f"there is no file {missing}" in told.stderr
    assert "Traceback" not in told.stderr
