"""A folder of invented articles, and the command line run in this process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.fake_encoder import FakeEncoder
from typer.testing import CliRunner, Result

from summarizer.cli.app import app
from summarizer.settings import Settings, misspelt

ROOT = Path(__file__).parents[3]

BRIDGE = """Council votes to replace harbour ferry with a bridge
By Tor Lindqvist
March 5, 2029

The Varnholm council voted 9 to 4 on Monday to replace the harbour ferry with a footbridge.
Mayor Ingrid Solheim called the vote the end of forty years of waiting on the quays.
The bridge is to cost 84 million crowns, and the state has agreed to pay half of that sum.
Opponents of the plan promised to take the council to the regional court within weeks.
Work is to begin in May, once engineers have finished their survey of the harbour floor.
"""
STORM = """Storm cuts power along the Eider coast
March 7, 2029

A storm cut power to 31,000 homes along the Eider coast on Tuesday night, officials said.
Crews had restored two thirds of the lines by morning, the grid operator told reporters.
Schools in four districts stayed closed while fallen trees were cleared from the roads.
Ferry crossings are suspended until Thursday because of high water in the harbours.
Insurers expect claims of about 60 million crowns, most of them for damaged roofs.
"""
CHIPS = """Eider chip plant delays its opening by a year
March 6, 2029

The Norrland chip plant at Eiderby will open a year later than planned, its owner said Friday.
Deliveries of machines from abroad have been held up by new export licences since autumn.
The company still intends to hire 1,200 people, most of them from the surrounding towns.
Eiderby had built a road and two schools in the expectation of an opening this summer.
The government has asked the company to repay part of its grant if the delay grows longer.
"""


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep caches and data of the machine out of the tests, and terminal wishes too."""
    monkeypatch.setenv("READOUT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("READOUT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("READOUT_ZONE", "UTC")
    ours = (name for name, _ in misspelt(Settings))  # of those who develop Readout
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "READOUT_ENCODER", *ours):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def one_parser(parser_of_libraries: None) -> None:
    """Commands that fetch start no parser each."""


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder of three articles."""
    folder = tmp_path / "news"
    folder.mkdir()
    for name, text in (("bridge", BRIDGE), ("chips", CHIPS), ("storm", STORM)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    """The same three articles as rows of JSON, with ids of their own."""
    path = tmp_path / "rows.jsonl"
    items = [
        {"id": f"row-{n}", "title": text.partition("\n")[0], "text": text.split("\n\n", 1)[1]}
        for n, text in enumerate((BRIDGE, CHIPS, STORM))
    ]
    path.write_text("".join(json.dumps(item) + "\n" for item in items), encoding="utf-8")
    return path


Readout = Callable[..., Result]


@pytest.fixture
def readout() -> Readout:
    """Run a command in this process with the fake encoder."""

    def run(*args: object, encoder: Any = None, stdin: str | None = None) -> Result:
        return CliRunner().invoke(
            app, [str(arg) for arg in args], obj=encoder or FakeEncoder(), input=stdin
        )

    return run


PROGRAM = (
    "import sys; from support.fake_encoder import FakeEncoder; import summarizer.cli.app as c; "
    "import functools; c.app = functools.partial(c.app, obj=FakeEncoder()); "
    "from summarizer.__main__ import main; main()"
)
"""`readout` as a program of its own, with the fake encoder."""

Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def start() -> Start:
    """Start `readout` as a process of its own; keywords as in Popen."""

    def run(*args: object, **more: Any) -> subprocess.Popen[bytes]:
        env = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(ROOT / "tests"), str(ROOT)]),
            **more.pop("env", {}),
        }
        return subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *map(str, args)],
            env=env,
            **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more},
        )

    return run
