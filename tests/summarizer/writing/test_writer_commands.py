"""`readout models pull`, `readout models bench`, and briefs in a model's words."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.fake_encoder import FakeEncoder
from support.fake_hub import FILES, WEIGHTS, Hub
from typer.testing import CliRunner, Result

from summarizer.archive.articles import save_article
from summarizer.archive.sources import add_source
from summarizer.cli import models
from summarizer.cli.app import app
from summarizer.domain import Article
from summarizer.library import Library
from summarizer.settings import Settings

ROOT = Path(__file__).parents[3]
TEXT = (
    "The harbour council of Lindmouth voted on Monday to rebuild its sea wall. "
    "The work will cost 42 million and take two years, engineer Sara Holt said. "
    "Fishermen had asked for a second entrance to the port."
)
"""What the trained model of the tests knows."""


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READOUT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("READOUT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("READOUT_WRITER_DTYPE", "float32")
    monkeypatch.setenv("READOUT_WRITER_DEVICE", "cpu")
    monkeypatch.delenv("READOUT_WRITER", raising=False)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "wall.jsonl"
    row = {"id": "wall", "title": "Sea wall to be rebuilt", "text": TEXT}
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hub:
    made = Hub(FILES, tmp_path / "hub")
    monkeypatch.setattr("summarizer.models.writers.pull._hub", lambda: made)
    return made


def readout(*args: object, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(a) for a in args], obj=FakeEncoder(), input=stdin)


def test_a_pull_tells_the_size_first_and_then_where_the_model_is(hub: Hub) -> None:
    result = readout("models", "pull", "owner/model", "--yes")
    assert result.exit_code == 0, result.stderr
    assert "owner/model: 7.0 kB in 3 files" in result.stderr.splitlines()[0]
    assert "fetching model.safetensors (4 bytes of 7.0 kB are here)" in result.stderr
    folder = Path(result.stdout.strip().partition(" is in ")[2])
    assert (folder / "model.safetensors").read_bytes() == WEIGHTS


@pytest.mark.parametrize(("answer", "status"), [("y\n", 0), ("n\n", 1), ("\n", 1)])
def test_a_terminal_is_asked_and_no_is_the_default(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, answer: str, status: int
) -> None:
    monkeypatch.setattr(models, "_can_ask", lambda: True)
    result = readout("models", "pull", "owner/model", stdin=answer)
    assert result.exit_code == status
    assert bool(hub.asked) == (status == 0)


def test_without_a_terminal_nothing_comes_unless_yes_is_said(hub: Hub) -> None:
    result = readout("models", "pull", "owner/model")
    assert result.exit_code == 2
    assert "--yes" in result.stderr
    assert not hub.asked


def test_an_altered_download_is_a_failure(hub: Hub) -> None:
    hub.altered = True
    result = readout("models", "pull", "owner/model", "--yes")
    assert result.exit_code == 1
    assert "checksum" in result.stderr


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("HF_HUB_OFFLINE", "1", "offline mode is on"),
        ("HF_ENDPOINT", "http://127.0.0.1:9", "the hub cannot be reached (Connection refused)"),
    ],
)
def test_a_hub_out_of_reach_is_one_line_and_status_1(name: str, value: str, said: str) -> None:
    env = {key: kept for key, kept in os.environ.items() if key != "HF_HUB_OFFLINE"}
    done = subprocess.run(
        [sys.executable, "-m", "summarizer", "models", "pull", "owner/model", "--yes"],
        capture_output=True, text=True, check=False, cwd=ROOT, timeout=300,
        env={**env, name: value},
    )  # fmt: skip
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_bench_without_any_model_says_what_to_name() -> None:
    result = readout("models", "bench")
    assert result.exit_code == 2
    assert "READOUT_WRITER" in result.stderr


def test_a_bench_of_a_model_that_is_not_there_says_how_to_get_it() -> None:
    result = readout("models", "bench", "nobody/such-model")
    assert result.exit_code == 1
    assert "readout models pull nobody/such-model" in result.stderr


@pytest.mark.model
def test_a_bench_tells_seconds_and_memory_of_the_named_model(
    tiny: Callable[[str], Path],
) -> None:
    result = readout("models", "bench", tiny("llama"))
    assert result.exit_code == 0, result.stderr
    for said in ("llama\n", "seconds for a brief of 120 words", "to load", "of memory at most"):
        assert said in result.stdout


@pytest.mark.model
def test_a_brief_is_written_by_the_model_and_cites_its_source(
    copier: Path, story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READOUT_WRITER", str(copier))
    result = readout("brief", story, "-f", "jsonl")
    assert result.exit_code == 0, result.stderr
    value = json.loads(result.stdout)
    assert value["model"] == "copier"
    assert value["points"][0]["text"] == TEXT.partition(". ")[0] + "."
    assert value["points"][0]["citations"][0]["quote"] == value["points"][0]["text"]


@pytest.mark.model
def test_a_digest_says_who_wrote_it(
    copier: Path, story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READOUT_WRITER", str(copier))
    result = readout("digest", story, "-f", "json")
    assert result.exit_code == 0, result.stderr
    said = "copier wrote 1 of 1 briefs"
    assert said in result.stderr
    assert any(said in notice for notice in json.loads(result.stdout)["notices"])


@pytest.mark.model
def test_stories_are_told_by_the_model_too(
    copier: Path, story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READOUT_WRITER", str(copier))
    result = readout("stories", story, "-f", "jsonl")
    assert result.exit_code == 0, result.stderr
    assert "copier wrote 1 of 1 briefs" in result.stderr
    brief = json.loads(result.stdout)["stories"][0]["brief"]
    assert brief["points"][0]["text"] == TEXT.partition(". ")[0] + "."
    assert "the articles' own sentences follow: 2 of them" in result.stderr
    assert [point["kind"] for point in brief["points"]] == ["written", "verbatim", "verbatim"]


@pytest.mark.parametrize("command", ["brief", "digest", "stories"])
def test_extract_switches_the_model_off_for_one_run(
    command: str, story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = readout(command, story, "-f", "json")
    monkeypatch.setenv("READOUT_WRITER", "nobody/such-model")
    result = readout(command, story, "-f", "json", "--extract")
    assert (result.stdout, result.stderr) == (plain.stdout, plain.stderr)


@pytest.mark.parametrize("command", ["brief", "digest", "stories"])
def test_a_model_that_is_not_there_leaves_the_extract_and_a_reason(
    command: str, story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READOUT_WRITER", "nobody/such-model")
    result = readout(command, story)
    assert result.exit_code == 0, result.stderr
    assert "The harbour council of Lindmouth voted on Monday" in " ".join(result.stdout.split())
    assert "was not used" in result.stderr
    assert "readout models pull nobody/such-model" in " ".join(result.stderr.split())


def test_a_digest_of_stored_articles_is_written_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime.now(UTC)
    library = Library(Settings(data_dir=tmp_path / "data"))
    with library.archive.begin() as connection:
        source, _ = add_source(connection, "https://gazette.example/feed", now=now, title="Gazette")
        article = Article(text=TEXT, title="Sea wall", source="Gazette", published=now)
        save_article(connection, article, now=now, source=source.id)
    library.archive.close()
    monkeypatch.setenv("READOUT_WRITER", "nobody/such-model")
    result = readout("digest", "--again")
    assert result.exit_code == 0, result.stderr
    assert "Gazette" in result.stdout
    assert "nobody/such-model was not used" in result.stderr
    assert "nobody/such-model was not used" in " ".join(result.stdout.split())


def test_a_reason_that_holds_for_every_brief_is_told_once(
    story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = story.read_text("utf-8")
    story.write_text(row + row.replace("Lindmouth", "Varnholm").replace('"wall"', '"second"'))
    monkeypatch.setenv("READOUT_WRITER", "nobody/such-model")
    result = readout("brief", story, "-f", "jsonl")
    assert len(result.stdout.splitlines()) == 2
    assert result.stderr.count("was not used") == 1


def test_a_server_without_an_address_is_told(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READOUT_WRITER", "server")
    result = readout("brief", story)
    assert result.exit_code == 2
    assert "READOUT_WRITER_URL" in result.stderr


def test_without_a_writer_none_of_its_code_is_imported(story: Path) -> None:
    code = (
        "import sys\n"
        "from support.fake_encoder import FakeEncoder\n"
        "from summarizer.cli.app import app\n"
        f"app(['brief', {str(story)!r}], obj=FakeEncoder(), standalone_mode=False)\n"
        "print([n for n in sys.modules if 'summarizer.writing' in n or 'models.writers' in n],"
        " file=sys.stderr)\n"
    )
    path = os.pathsep.join([str(ROOT / "tests"), str(ROOT)])
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path}, timeout=300,
    )  # fmt: skip
    assert done.stderr.strip() == "[]", done.stderr


def test_writers_are_listed_the_one_in_use_and_those_downloaded(
    copier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = tmp_path / "hub" / "models--owner--pen"
    shutil.copytree(copier, entry / "snapshots" / "abc123")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setenv("READOUT_WRITER", str(copier))
    result = readout("models", "--format", "json")
    assert result.exit_code == 0, result.stderr
    used, pulled = (one for one in json.loads(result.stdout)["models"] if one["kind"] == "writer")
    assert used["chosen"] and used["path"] == str(copier) and used["bytes"] > 0
    assert pulled["note"] == "downloaded; READOUT_WRITER=owner/pen takes it"
    monkeypatch.setenv("READOUT_WRITER", "nobody/such-model")
    result = readout("models")
    assert result.exit_code == 1
    assert "nobody/such-model, writer (in use)\n  not there" in result.stdout
    monkeypatch.setenv("READOUT_WRITER", "server")
    assert readout("models").exit_code == 0
