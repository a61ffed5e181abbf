"""What several packages' tests share, and what they are kept from: the machine's own wishes."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from support.closed import watch
from support.parser import KeptParser
from support.postgres import Server, why_not

from summarizer.models.hardware import available_memory, usable_cpus

OURS = re.compile(r"READOUT_(CACHE_DIR|DEV_DATA|DISCORD_OPENAPI|TEST_\w+)$")
"""What is meant for the tests. The cache folder is only where a test names none of its own."""

THEIRS = re.compile(
    r"READOUT_|DISCORD_TOKEN$|PG[A-Z]+$|(NO|FORCE)_COLOR$|CLICOLOR|PY_COLORS$|GITHUB_ACTIONS$"
    r"|(COLUMNS|LINES)$|(?i:(https?|all|no)_proxy)$"
)
"""What changes what Readout and its libraries do, and was set for something else."""

for name in list(os.environ):
    if THEIRS.match(name) and not OURS.match(name):
        del os.environ[name]
if sys.version_info < (3, 13):
    watch()
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Who starts the tests in the background hands that down to every process they start.
    signal.signal(signal.SIGINT, signal.default_int_handler)

# The same examples each time, however slow the machine; `--hypothesis-profile=explore` looks
# for new ones.
SLOW_IS_FINE = [hypothesis.HealthCheck.too_slow]
hypothesis.settings.register_profile(
    "readout", deadline=None, derandomize=True, suppress_health_check=SLOW_IS_FINE
)
hypothesis.settings.register_profile("explore", deadline=None, suppress_health_check=SLOW_IS_FINE)
hypothesis.settings.load_profile("readout")

MOST_PROCESSES = 8
MEMORY_OF_ONE = 1 << 30
"""Bytes that one process takes at its height, and some more."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int | None:
    """What `-n auto` means: a process for each CPU, as far as there is memory.

    None where a variable of pytest-xdist's own says it.
    """
    if os.environ.get("PYTEST_XDIST_AUTO_NUM_WORKERS"):
        return None
    memory = available_memory() or MEMORY_OF_ONE * MOST_PROCESSES
    return max(1, min(usable_cpus(), memory // MEMORY_OF_ONE, MOST_PROCESSES))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server of the tests' own; skips where none is installed."""
    problem = why_not()
    if problem:
        pytest.skip(problem)
    server = Server()
    yield server
    server.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of either kind: the test runs once with each."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'readout.db'}"
    server: Server = request.getfixturevalue("postgres")
    return server.database()


@pytest.fixture(scope="module")
def parser() -> Iterator[KeptParser]:
    """A parser for tests that read pages and feeds; its process is of one module."""
    kept = KeptParser(seconds=120)
    yield kept
    kept.end()


@pytest.fixture
def parser_of_libraries(parser: KeptParser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever opens a library gets that parser."""
    monkeypatch.setattr("summarizer.library.ParseWorker", parser.lend)
