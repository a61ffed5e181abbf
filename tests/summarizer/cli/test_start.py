"""Starting is cheap: nothing heavy is imported before a command needs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
HEAVY = (
    "torch transformers numpy scipy pydantic jinja2 rich lxml trafilatura sqlalchemy aiohttp "
    "feedparser asyncio json tempfile hashlib summarizer.domain summarizer.render.wording"
).split()


def run(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *args], capture_output=True, text=True, check=False, cwd=ROOT, timeout=300
    )


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys, summarizer.cli.app; "
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = run("-c", code)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


def test_the_version_is_told() -> None:
    from summarizer.version import VERSION

    assert run("-m", "summarizer", "--version").stdout == f"readout {VERSION}\n"


def test_no_command_at_all_shows_the_help() -> None:
    done = run("-m", "summarizer")
    assert done.returncode == 2
    assert "Usage: readout" in done.stdout + done.stderr


@pytest.mark.model
def test_a_cached_run_needs_no_model(tmp_path: Path) -> None:
    """The second digest is the same to the byte and never imports torch."""
    code = (
        "import sys\n"
        "from summarizer.cli.app import app\n"
        "try:\n    app(['digest', '-q', '-f', 'json'])\n"
        "finally:\n    print('torch' in sys.modules, 'transformers' in sys.modules,"
        " file=sys.stderr)\n"
    )
    env = {**os.environ, "READOUT_CACHE_DIR": str(tmp_path)}
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
            env=env,
            timeout=300,
        )
        for _ in range(2)
    ]
    assert runs[0].stdout == runs[1].stdout
    assert runs[0].stderr.split()[0] == "True"
    assert runs[1].stderr.split() == ["False", "False"]
