"""What several packages' tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.postgres import Server, why_not


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
