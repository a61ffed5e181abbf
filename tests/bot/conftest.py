"""The bot's tests talk to a stand-in of Discord through real sockets."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.postgres import Server, why_not

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def fragile() -> Iterator[Server]:
    """A PostgreSQL that may be stopped, as no other test uses it."""
    problem = why_not()
    if problem:
        pytest.skip(problem)
    server = Server("fsync=on", "synchronous_commit=on")
    yield server
    server.close()
