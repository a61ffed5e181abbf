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
    "feedparser markdown_it asyncio json tempfile hashlib babel summarizer.domain "
    "summarizer.render.wording"
).split()


def run(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *args], capture_output=True, text=True, check=False, cwd=ROOT, timeout=300
    )


@pytest.mark.parametrize("program", ["summarizer.cli.app", "bot.cli"])
def test_help_imports_nothing_heavy(program: str) -> None:
    code = f"import sys, {program}; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = run("-c", code)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


def test_the_version_is_told() -> None:
    from summarizer.version import VERSION

    assert run("-m", "summarizer", "--version").stdout == f"readout {VERSION}\n"


def test_no_command_at_all_shows_the_help() -> None:
    done = run("-m", "summarizer")
    assert done.returncode == 2
    assert "Usage: readout" in done.stdout + done.stderr


MAKES_A_DIGEST = (
    "torch transformers numpy scipy sqlalchemy lxml trafilatura feedparser aiohttp "
    "summarizer.pipeline summarizer.reading summarizer.library summarizer.sources.files "
    "summarizer.models.encoder summarizer.text.clean summarizer.text.language"
).split()
"""What a digest that was kept is shown without."""


def digest(folder: Path, *options: str) -> tuple[str, list[str]]:
    """Return the digest of the examples, and which of the modules above it took."""
    code = (
        "import sys\n"
        "from summarizer.cli.app import app\n"
        f"try:\n    app(['digest', '-q', *{options!r}])\n"
        "finally:\n"
        f"    found = [name for name in {MAKES_A_DIGEST!r} if name in sys.modules]\n"
        "    print(*found, file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=os.environ | {"READOUT_CACHE_DIR": str(folder), "READOUT_DATA_DIR": str(folder)},
        timeout=300,
    )
    return done.stdout, done.stderr.split()


@pytest.mark.model
def test_nothing_is_loaded_to_do_again_what_was_done(tmp_path: Path) -> None:
    """A digest that was kept needs nothing of what makes one; another one, no model."""
    first, took = digest(tmp_path, "-f", "json")
    assert "torch" in took
    assert digest(tmp_path, "-f", "json") == (first, [])
    shorter, took = digest(tmp_path, "-f", "json", "-w", "30")
    assert shorter != first
    assert {"summarizer.pipeline", "numpy"} <= set(took)
    assert not {"torch", "transformers"} & set(took)
