"""What is shipped to run Readout elsewhere is right, as far as no engine is needed to tell."""

from __future__ import annotations

import json
import os
import pwd
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest

from bot.settings import BotSettings
from summarizer.settings import Settings

ROOT = Path(__file__).parents[2]
UNIT = ROOT / "packaging" / "readout-bot.service"
COMPOSE = [ROOT / "compose.yaml", ROOT / "compose.scale.yaml"]
DOCKERFILE = (ROOT / "Dockerfile").read_text()


@pytest.mark.parametrize("path", COMPOSE, ids=lambda path: path.name)
def test_a_compose_file_fits_its_schema(path: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    done = subprocess.run([*command, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def services(path: Path) -> dict[str, dict[str, object]]:
    from ruamel.yaml import YAML  # the schema check's own reader

    return YAML(typ="safe").load(path.read_text())["services"]  # type: ignore[no-any-return]


@pytest.mark.parametrize("path", COMPOSE, ids=lambda path: path.name)
def test_our_containers_can_change_nothing_but_their_data(path: Path) -> None:
    for name, service in services(path).items():
        if service["image"] == "readout:local":
            assert service["read_only"] is True, name
            assert service["cap_drop"] == ["ALL"], name
            assert "no-new-privileges:true" in service["security_opt"], name  # type: ignore[operator]
        assert "ports" not in service, f"{name} listens to the world"


def test_only_the_bot_reaches_out_of_the_wide_setup() -> None:
    for name, service in services(COMPOSE[1]).items():
        inside = service["networks"] == ["inside"]
        assert inside == (name not in {"bot", "cli"}), name


def test_every_setting_that_is_named_is_one() -> None:
    known = {f"READOUT_{name}".upper() for name in Settings.model_fields}
    known |= {f"READOUT_BOT_{name}".upper() for name in BotSettings.model_fields}
    files = [*COMPOSE, UNIT, ROOT / "Dockerfile", ROOT / "docs" / "deploy.md"]
    for path in files:
        named = set(re.findall(r"READOUT_[A-Z_]+[A-Z]", path.read_text()))
        assert named <= known, path.name


def test_the_image_runs_as_nobody_in_particular() -> None:
    assert re.search(r"^USER 10001:10001$", DOCKERFILE, re.M)
    assert DOCKERFILE.rindex("USER ") > DOCKERFILE.rindex("RUN ")


def test_a_container_that_cannot_start_is_not_restarted_again_and_again() -> None:
    """Its engine restarts whatever ends, so it waits; no compose file says otherwise."""
    [command] = re.findall(r"^CMD (.*)$", DOCKERFILE, re.M)
    assert json.loads(command) == ["readout-bot", "run", "--hold"]
    for path in COMPOSE:
        assert "command" not in services(path)["bot"]


def test_what_the_image_copies_is_let_through_to_the_builder() -> None:
    allowed = [
        line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line[:1] == "!"
    ]
    for name in allowed:
        assert (ROOT / name).exists(), name
    for source in re.findall(r"^COPY (?!--from)(\S+) ", DOCKERFILE, re.M):
        assert source == "." or source.removeprefix("./") in allowed, source


def image_step(*words: str | Path, **env: str) -> None:
    command = ["sh", str(ROOT / "packaging" / "image.sh"), *map(str, words)]
    subprocess.run(command, cwd=ROOT, env=os.environ | env, check=True)


def test_the_image_asks_for_what_readout_and_its_extras_need(tmp_path: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    optional = project["optional-dependencies"]
    image_step("wanted", tmp_path / "wanted", EXTRAS="pdf cluster")
    wanted = (tmp_path / "wanted").read_text().splitlines()
    assert wanted == [*project["dependencies"], *optional["pdf"], *optional["cluster"]]


def test_an_update_of_readout_alone_fetches_no_torch_again() -> None:
    """The stage that installs it sees nothing that an update changes."""
    [stage] = re.findall(r"^FROM \S+ AS dependencies$(.*?)^FROM ", DOCKERFILE, re.M | re.S)
    copied = re.findall(r"^COPY (?:--from=\S+ )?(\S+) ", stage, re.M)
    assert copied == ["packaging/image.sh", "/wanted.txt"]


def test_what_came_after_the_dependencies_is_a_layer_of_its_own(tmp_path: Path) -> None:
    target, added = tmp_path / "venv", tmp_path / "added"
    (target / "lib" / "torch").mkdir(parents=True)
    (target / "lib" / "torch" / "big").write_text("big")
    before = tmp_path / "venv.before"
    before.touch()
    new = target / "lib" / "readout file"
    new.write_text("new")
    new.chmod(0o755)
    os.utime(new, (0, 0))  # installers keep the times that a package was packed with
    while new.stat().st_ctime_ns <= before.stat().st_ctime_ns:  # a tick of the kernel's clock
        new.chmod(0o755)
    image_step("added", target, added)
    assert [path for path in added.rglob("*") if path.is_file()] == [added / "lib" / new.name]
    assert (added / "lib" / new.name).stat().st_mode & 0o111


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    text = UNIT.read_text().replace("/opt/readout/.venv/bin/readout-bot", "/bin/true")
    (tmp_path / "readout-bot.service").write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / "readout-bot.service")],
        capture_output=True,
        check=False,
        text=True,
    )
    assert "readout-bot" not in done.stderr, done.stderr
    assert done.returncode == 0


def unit_value(key: str) -> list[str]:
    return re.findall(rf"^{key}=(.*)$", UNIT.read_text(), re.M)


def test_what_the_unit_starts_starts_and_is_not_restarted_over_a_wrong_setting(
    tmp_path: Path,
) -> None:
    [command] = unit_value("ExecStart")
    program, *arguments = command.split()
    ours = Path(sys.executable).with_name(Path(program).name)
    settings = dict(
        pair.split("=", 1) for line in unit_value("Environment") for pair in line.split()
    )
    folders = {key: str(tmp_path) for key, value in settings.items() if value.startswith("/")}
    done = subprocess.run(
        [ours, *arguments],
        env={"PATH": os.environ["PATH"], **settings, **folders},
        cwd=tmp_path,
        capture_output=True,
        check=False,
        text=True,
    )
    assert "DISCORD_TOKEN" in done.stderr
    assert [str(done.returncode)] == unit_value("RestartPreventExitStatus")


def test_what_may_pass_is_tried_again_however_often_it_failed() -> None:
    assert unit_value("Restart") == ["always"] and unit_value("StartLimitIntervalSec") == ["0"]


def test_commands_on_a_server_work_where_its_service_works(tmp_path: Path) -> None:
    """The script is run as it is, but for its user and folders."""
    told = dict(pair.split("=", 1) for line in unit_value("Environment") for pair in line.split())
    state, cache = told["READOUT_DATA_DIR"], told["READOUT_CACHE_DIR"]
    [settings_file], [started] = unit_value("EnvironmentFile"), unit_value("ExecStart")
    [user] = unit_value("User")
    script = (ROOT / "packaging" / "as-the-bot.sh").read_text()
    for line in (
        f"user={user}",
        f"programs={Path(started.split()[0]).parent}",
        f"settings={settings_file}",
        f"state={state}",
        f"cache={cache}",
    ):
        name = line.partition("=")[0]
        ours = pwd.getpwuid(os.getuid()).pw_name if name == "user" else tmp_path / name
        assert f"\n{line}\n" in script
        script = script.replace(f"\n{line}\n", f"\n{name}='{ours}'\n")
    (tmp_path / "state").mkdir()
    (tmp_path / "programs").mkdir()
    (tmp_path / "settings").write_text(
        "# DISCORD_TOKEN=no\n\nDISCORD_TOKEN=a.b&c; $(touch x) 'd'\nREADOUT_CONTACT=\"me, you\""
    )
    for path, text in (
        ("programs/readout-bot", '#!/bin/sh\nenv\necho "given=$1|$2"\npwd\n'),
        ("readout-bot", script),
    ):
        (tmp_path / path).write_text(text)
        (tmp_path / path).chmod(0o755)
    command = [str(tmp_path / "readout-bot"), "backup", "a b"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, text=True)
    lines = done.stdout.splitlines()
    for line in (
        "DISCORD_TOKEN=a.b&c; $(touch x) 'd'",
        "READOUT_CONTACT=me, you",
        f"READOUT_DATA_DIR={tmp_path}/state",
        f"READOUT_BOT_DATA_DIR={tmp_path}/state",
        f"READOUT_CACHE_DIR={tmp_path}/cache",
        "given=backup|a b",
    ):
        assert line in lines
    assert lines[-1] == str(tmp_path), "paths are the caller's"
    assert not (tmp_path / "x").exists()


class Health(BaseHTTPRequestHandler):
    """Answers as the bot's /healthz does."""

    answers: ClassVar[list[tuple[int, bytes]]] = []

    def do_GET(self) -> None:
        status, body = self.answers.pop(0)
        self.send_response(status if self.path == "/healthz" else 404)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def health() -> Iterator[int]:
    server = HTTPServer(("127.0.0.1", 0), Health)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def check_health(port: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, str(ROOT / "packaging" / "healthcheck.py")],
        env={"READOUT_BOT_HEALTH_PORT": port},
        capture_output=True,
        check=False,
        text=True,
    )
    return done.returncode, done.stderr


def test_the_health_check_repeats_what_the_bot_says(health: int) -> None:
    unwell = json.dumps({"status": "unwell", "problems": ["not connected to Discord"]}).encode()
    Health.answers = [(200, b'{"status": "ok"}'), (503, unwell), (503, b"<html>")]
    assert check_health(str(health)) == (0, "")
    assert check_health(str(health)) == (1, "not connected to Discord\n")
    assert check_health(str(health)) == (1, "unwell\n")
    assert check_health("0")[0] == 1
    assert "no answer" in check_health("1")[1]
