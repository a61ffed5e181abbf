"""A real PostgreSQL for tests: Debian's packages, a cluster of its own, a socket in /tmp."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

SWIFT = (
    # Nothing here outlives the test run, so nothing has to reach the disk.
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "shared_buffers=32MB",
    "max_connections=60",
    "listen_addresses=",
    "autovacuum=off",
)
PATIENCE_SECONDS = 120.0
SERVANTS = ("postgres", "nobody")
"""Users that may run the server when the tests run as root, which it refuses."""


@cache
def programs() -> Path | None:
    """Return the folder of initdb and postgres; None where PostgreSQL is not installed."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))
    on_path = shutil.which("initdb")
    folders = [*reversed(debian), *([Path(on_path).parent] if on_path else [])]
    return next((f for f in folders if (f / "initdb").exists() and (f / "postgres").exists()), None)


def why_not() -> str | None:
    """Return why there is no PostgreSQL to test with, or None where there is."""
    try:
        import psycopg  # noqa: F401
    except ImportError:
        return "psycopg is not installed (extra 'postgres')"
    if programs() is None:
        return "PostgreSQL is not installed (apt-get install postgresql)"
    return None


class Server:
    """A running server; each test gets a database of its own."""

    def __init__(self, *settings: str) -> None:
        found = programs()
        assert found is not None
        self.programs, self.settings = found, settings
        self.folder = Path(tempfile.mkdtemp(prefix="readout-pg-", dir="/tmp"))
        self.identity = _identity()
        if self.identity:
            os.chown(self.folder, self.identity["user"], self.identity["group"])
        self.numbers = count(1)
        self.process: subprocess.Popen[bytes] | None = None
        made = self._command("initdb", "-U", "readout", "-A", "trust", "-E", "UTF8", "--no-sync")
        subprocess.run(
            [*made, "--locale=C.UTF-8"], check=True, stdout=subprocess.DEVNULL, **self.identity
        )
        self.start()

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = [f"-c{setting}" for setting in (*SWIFT, *self.settings)]
        log = (self.folder / "log").open("ab")
        self.process = subprocess.Popen(
            [*self._command("postgres", "-k", str(self.folder)), *options],
            stdout=log,
            stderr=log,
            **self.identity,
        )
        log.close()
        self._wait()

    def stop(self, number: int = signal.SIGINT) -> None:
        """Stop the server: fast by default, at once with SIGQUIT, as a power cut with SIGKILL."""
        assert self.process is not None
        self.process.send_signal(number)
        self.process.wait(PATIENCE_SECONDS)

    def close(self) -> None:
        """Stop the server and delete all that it wrote."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def database(self) -> str:
        """Make an empty database and return its SQLAlchemy address."""
        name = f"test{next(self.numbers)}"
        with self._connection() as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return f"postgresql+psycopg://readout@/{name}?host={quote(str(self.folder))}"

    def _command(self, program: str, *arguments: str) -> list[str]:
        return [str(self.programs / program), "-D", str(self.folder / "data"), *arguments]

    def _connection(self) -> Any:
        import psycopg

        return psycopg.connect(
            host=str(self.folder), user="readout", dbname="postgres", autocommit=True
        )

    def _wait(self) -> None:
        import psycopg

        assert self.process is not None
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                self._connection().close()
                return
            except psycopg.OperationalError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError((self.folder / "log").read_text()[-2000:]) from None
                time.sleep(0.05)


def _identity() -> dict[str, Any]:
    """Who runs the server, for `subprocess`: somebody else when we are root."""
    if os.geteuid() != 0:
        return {}
    for name in SERVANTS:
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise RuntimeError(f"none of the users {', '.join(SERVANTS)} is there")
