"""`readout check`, `readout models`, `readout doctor`."""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from support.schemas import validate
from typer.testing import Result

from summarizer.archive.articles import save_article
from summarizer.archive.sources import add_source
from summarizer.cli.checkup import (
    Finding,
    attempt,
    check_folder,
    check_packages,
    check_python,
    look_at_archive,
    size,
)
from summarizer.cli.inputs import packaged_seeds
from summarizer.cli.summaries import read_summary
from summarizer.domain import Article
from summarizer.errors import ModelMissing
from summarizer.library import Library
from summarizer.settings import Settings

Readout = Callable[..., Result]


def test_a_sentence_that_the_sources_do_not_bear_out_is_marked(
    readout: Readout, news: Path, tmp_path: Path
) -> None:
    summary = tmp_path / "summary.txt"
    summary.write_text(
        "The Varnholm council voted 9 to 4 on Monday to replace the harbour ferry with a "
        "footbridge. The bridge is to cost 95 million crowns."
    )
    result = readout("check", summary, "--sources", news)
    assert result.exit_code == 1
    assert "1 of 2 sentences supported" in result.stdout
    assert "NO The bridge is to cost 95 million crowns." in result.stdout
    assert "nearest: “The bridge is to cost 84 million crowns" in " ".join(result.stdout.split())
    value = validate(readout("check", summary, "--sources", news, "-f", "json").stdout, "check")
    assert [sentence["borne_out"] for sentence in value["sentences"]] == [True, False]
    german = readout("check", summary, "--sources", news, "--language", "de").stdout
    assert "1 von 2 Sätzen belegt" in german
    assert "NEIN The bridge is to cost 95 million crowns." in german
    assert "- sagt 95 million; die Quelle sagt 84 million\n" in german
    assert "am nächsten: “The bridge is to cost" in " ".join(german.split())
    assert "supported" not in german and "the source" not in german


@pytest.mark.parametrize(
    "cited", ["{} [7].", "{}.[7]", "{}. [7]", "{}. [7][12–30]", "{}.[2] [7, 8]"]
)
def test_the_number_of_a_source_is_nothing_to_be_borne_out(
    readout: Readout, news: Path, cited: str
) -> None:
    told = "The Varnholm council voted 9 to 4 on Monday to replace the harbour ferry"
    text = f"{cited.format(told)} Work is to begin in May. [3]\n"
    result = readout("check", "-", "--sources", news, "-f", "json", stdin=text)
    first, second = validate(result.stdout, "check")["sentences"]
    assert (first["text"], second["text"]) == (f"{told}.", "Work is to begin in May.")
    assert first["borne_out"]
    assert text[second["start"] : second["end"]] == second["text"]


@pytest.mark.parametrize("said", ["Monday, and [37] were hurt.", "Monday: “[37] were hurt.”"])
def test_a_number_in_brackets_that_says_how_many_must_be_borne_out(
    readout: Readout, news: Path, said: str
) -> None:
    result = readout("check", "-", "--sources", news, stdin=f"The council voted on {said}")
    assert result.exit_code == 1, result.stdout


def test_a_true_summary_passes_with_status_0(readout: Readout, news: Path) -> None:
    text = "The Varnholm council voted 9 to 4 on Monday to replace the harbour ferry."
    result = readout("check", "-", "--sources", news / "bridge.txt", news / "storm.txt", stdin=text)
    assert result.exit_code == 0, result.stdout + result.stderr
    assert "1 of 1 sentence supported" in result.stdout


@pytest.mark.parametrize(
    ("args", "status", "said"),
    [
        (["missing.txt", "--sources", "NEWS"], 1, "missing.txt: not found"),
        (["SUMMARY", "--sources", "missing"], 1, "missing: not found"),
        (["SUMMARY", "--sources", "missing"], 1, "there is no source to check it against"),
        (["SUMMARY"], 2, "name the sources"),
        (["NEWS", "--sources", "NEWS"], 1, "is a folder. Name one file to check"),
    ],
)
def test_what_cannot_be_checked_is_told(
    readout: Readout, news: Path, tmp_path: Path, args: list[str], status: int, said: str
) -> None:
    summary = tmp_path / "summary.txt"
    summary.write_text("The council voted.")
    places = {"NEWS": str(news), "SUMMARY": str(summary)}
    result = readout("check", *[places.get(arg, arg) for arg in args])
    assert result.exit_code == status
    assert said in result.stderr


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (
            "summary.html",
            "<html><head><title>x</title></head><body><p>The Varnholm council voted <b>9 to 4</b>"
            "\non Monday.</p><p>The bridge is to cost 84 million crowns.</p></body></html>",
        ),
        (
            "summary.jsonl",
            '{"summary": "The Varnholm council voted 9 to 4 on Monday."}\n'
            '{"text": "The bridge is to cost 84 million crowns."}\n',
        ),
        (
            "separated.jsonl",  # JSON may hold Unicode's own line ends as they are
            '{"summary": "The Varnholm council voted 9 to 4 on Monday.\u2028The bridge is to cost '
            '84 million crowns."}\r\n',
        ),
    ],
)
def test_of_a_page_or_of_rows_the_words_are_checked(
    readout: Readout, news: Path, tmp_path: Path, name: str, written: str
) -> None:
    (tmp_path / name).write_text(written)
    result = readout("check", tmp_path / name, "--sources", news, "-f", "json")
    assert [sentence["text"] for sentence in json.loads(result.stdout)["sentences"]] == [
        "The Varnholm council voted 9 to 4 on Monday.",
        "The bridge is to cost 84 million crowns.",
    ]


@pytest.mark.parametrize("name", ["brief.txt", "brief.md", "-"])
def test_readout_s_own_brief_is_checked_by_its_sentences(
    readout: Readout, news: Path, tmp_path: Path, name: str
) -> None:
    """Each point whole, though it is wrapped, and without Markdown's marks."""
    output = "brief.txt" if name == "-" else name
    made = readout("brief", news / "bridge.txt", "--output", tmp_path / output)
    assert made.exit_code == 0, made.stderr
    written = (tmp_path / output).read_text()
    path, stdin = ("-", written) if name == "-" else (tmp_path / name, "")
    result = readout("check", path, "--sources", news, "-f", "json", stdin=stdin)
    told = json.loads(readout("brief", news / "bridge.txt", "-f", "jsonl").stdout)
    checked = {
        sentence["text"].removeprefix("• "): sentence["borne_out"]
        for sentence in json.loads(result.stdout)["sentences"]
    }
    for point in told["points"]:
        assert checked.get(point["text"]), checked


def test_a_list_set_in_and_lines_of_addresses_are_checked_as_they_are_read(
    readout: Readout, news: Path
) -> None:
    text = (
        "https://example.org/news\n\n"
        "  - The Varnholm council voted 9 to 4\n    on Monday.\n"
        "  - The bridge is to cost 84 million\n    crowns.\n\n    news/bridge.txt\n"
    )
    result = readout("check", "-", "--sources", news, "-f", "json", stdin=text)
    assert [sentence["text"] for sentence in json.loads(result.stdout)["sentences"]] == [
        "- The Varnholm council voted 9 to 4 on Monday.",
        "- The bridge is to cost 84 million crowns.",
    ]


def test_a_line_of_ten_thousand_slashes_is_read_at_once(tmp_path: Path) -> None:
    (tmp_path / "line.txt").write_text("a/" * 5_000 + " is long.\n")
    began = time.process_time()
    read_summary(str(tmp_path / "line.txt"), 1)
    assert time.process_time() - began < 2


def test_rows_without_a_summary_are_told(readout: Readout, news: Path, tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text('{"summary": "The council voted."}\n{"title": "x"}\n')
    result = readout("check", tmp_path / "rows.jsonl", "--sources", news)
    assert result.exit_code == 1
    assert "line 2 has no summary" in result.stderr
    (tmp_path / "rows.jsonl").write_text("[" * 100_000)
    result = readout("check", tmp_path / "rows.jsonl", "--sources", news)
    assert result.exit_code == 1 and "line 1 is not JSON" in result.stderr


def test_an_empty_summary_is_told(readout: Readout, news: Path) -> None:
    result = readout("check", "-", "--sources", news, stdin=" \n")
    assert result.exit_code == 1
    assert "holds no text to check" in result.stderr


def test_models_tells_what_is_there_and_whether_it_is_whole(readout: Readout) -> None:
    result = readout("models")
    assert result.exit_code == 0
    assert "all-MiniLM-L6-v2" in result.stdout
    assert "checksum right" in result.stdout
    value = validate(readout("models", "--format", "json").stdout, "models")
    assert value["models"][0]["ok"] is True
    assert value["models"][0]["chosen"] is True


def test_a_model_that_is_not_there_is_a_failure(
    readout: Readout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READOUT_ENCODER", "/no/such/model")
    result = readout("models")
    assert result.exit_code == 1
    assert "not there" in result.stdout
    value = validate(readout("models", "--format", "json").stdout, "models")
    assert [(m["path"], m["ok"]) for m in value["models"] if m["chosen"]] == [(None, False)]


@pytest.mark.model
def test_the_doctor_finds_a_sound_install_sound(readout: Readout) -> None:
    result = readout("doctor")
    assert result.exit_code == 0, result.stdout
    assert "FAULT" not in result.stdout
    for name in ("Python", "torch", "Processor", "Cache", "Model", "Trial"):
        assert name in result.stdout


def test_the_doctor_names_a_wrong_setting(
    readout: Readout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READOUT_CACHE_MB", "lots")
    result = readout("doctor")
    assert result.exit_code == 1
    assert "FAULT" in result.stdout
    assert "READOUT_CACHE_MB" in result.stdout


def test_the_doctor_names_a_misspelt_setting(
    readout: Readout, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """One that has no effect, from the environment or `.env`; the bot's are not its own."""
    monkeypatch.setenv("READOUT_ENCODER", "/no/such/model")  # quick: no trial of it
    monkeypatch.setenv("READOUT_THREDS", "1")
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("READOUT_LENGHT=short\nREADOUT_BOT_ZONE=UTC\nHOME_PAGE=x\n")
    told = flat(readout("doctor").stdout)
    assert "READOUT_THREDS is not a setting and has no effect Did you mean READOUT_THREADS?" in told
    assert "READOUT_LENGHT is not a setting and has no effect Did you mean READOUT_LENGTH?" in told
    assert told.count("is not a setting") == 2


def test_every_command_names_a_misspelt_setting_once(
    readout: Readout, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READOUT_LENGHT", "short")
    made = readout("brief", news)
    assert made.exit_code == 0
    assert flat(made.stderr).count("READOUT_LENGHT is not a setting and has no effect") == 1
    assert "did you mean READOUT_LENGTH?" in flat(made.stderr)
    assert "READOUT_LENGHT" not in readout("brief", news, "--quiet").stderr


def test_the_doctor_says_how_fast_the_archive_grows_and_when_the_disk_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path)
    now = datetime.now(UTC)
    with Library(settings) as library, library.archive.begin() as connection:
        for number in range(100):
            fetched = now - timedelta(days=number / 10)
            save_article(connection, Article(text=f"Quay number {number} is closed."), now=fetched)
    disk = shutil.disk_usage(tmp_path)
    size = (tmp_path / "readout.db").stat().st_size
    monkeypatch.setattr(shutil, "disk_usage", lambda _: disk._replace(free=size * 20))
    found = look_at_archive(settings)
    assert found.state == "beware" and "10 articles a day" in found.text
    days = int(re.search(r"full in about (\d+) days", found.text)[1])
    assert 180 <= days <= 220, "a hundred articles took a twentieth of the room in ten days"
    kept = look_at_archive(settings.model_copy(update={"keep_days": 90}))
    assert kept.state == "good" and "full in" not in kept.text


def test_the_doctor_counts_one_article_of_one_source(tmp_path: Path) -> None:
    settings, now = Settings(_env_file=None, data_dir=tmp_path), datetime.now(UTC)
    with Library(settings) as library, library.archive.begin() as connection:
        source, _ = add_source(connection, "https://gazette.example/feed", now=now)
        save_article(connection, Article(text="The quay is closed."), now=now, source=source.id)
    found = look_at_archive(settings).text
    assert found.startswith("1 article, 1 source in ")
    assert "; 1 article a day came in recently" in found


def test_programs_are_told_what_the_doctor_finds(
    readout: Readout, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = readout("doctor", "--format", "json", "--quiet")
    value = validate(whole.stdout, "doctor")
    assert (whole.exit_code, value["ok"]) == (0, True)
    assert {"Readout", "Settings", "Model", "Trial", "Writer"} <= {
        one["name"] for one in value["findings"]
    }

    monkeypatch.setenv("READOUT_ENCODER", "/nowhere/at/all")
    broken = readout("doctor", "-f", "json")
    value = validate(broken.stdout, "doctor")
    assert (broken.exit_code, value["ok"]) == (1, False)
    [fault] = [one for one in value["findings"] if one["state"] == "fault"]
    assert fault["name"] == "Model"
    assert "READOUT_ENCODER" in fault["advice"]


def test_the_doctor_looks_at_the_writing_model(
    readout: Readout, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("READOUT_ENCODER", "/nowhere/at/all")  # no trial: that takes its time
    assert "Writer none" in flat(readout("doctor").stdout)
    monkeypatch.setenv("READOUT_WRITER", str(tmp_path / "gone"))
    found = validate(readout("doctor", "-f", "json").stdout, "doctor")["findings"]
    [writer] = [one for one in found if one["name"] == "Writer"]
    assert writer["state"] == "fault"
    assert writer["text"] == f"{tmp_path}/gone: there is no such folder"


ADDRESS = "http://ann:hunter2@models.example:8080/v1?api_key=SECRET1"


@pytest.mark.parametrize("command", ["models bench", "brief {news}", "digest {news}"])
def test_an_address_for_a_writing_model_is_refused(
    command: str, readout: Readout, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READOUT_WRITER", ADDRESS)
    result = readout(*command.format(news=news).split())
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Set READOUT_WRITER=server and READOUT_WRITER_URL" in result.stderr
    assert "hunter2" not in result.stderr
    assert "SECRET1" not in result.stderr


@pytest.mark.parametrize("command", ["doctor", "models", "models pull {address}"])
def test_what_a_setting_holds_is_told_without_passwords(
    command: str, readout: Readout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READOUT_ENCODER", ADDRESS)
    if command == "doctor":
        monkeypatch.setenv("READOUT_WRITER", ADDRESS)
        monkeypatch.setenv("READOUT_DASK_ADDRESS", ADDRESS)
    result = readout(*command.format(address=ADDRESS).split())
    assert result.exit_code == 1
    told = result.stdout + result.stderr
    assert "models.example" in told
    assert "hunter2" not in told
    assert "SECRET1" not in told


def test_the_doctor_tells_the_time_zone(readout: Readout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READOUT_ENCODER", "/no/such/model")  # quick: no trial of it
    monkeypatch.setenv("READOUT_ZONE", "Pacific/Auckland")
    assert "Time zone Pacific/Auckland" in flat(readout("doctor").stdout)
    monkeypatch.setenv("READOUT_ZONE", "Mars/Base")
    assert "READOUT_ZONE: not a time zone" in flat(readout("doctor").stdout)


def test_the_doctor_looks_at_the_archive_and_tells_no_password(
    readout: Readout, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("READOUT_ENCODER", "/no/such/model")  # quick: no trial of it
    assert "no articles are stored yet" in flat(readout("doctor").stdout)
    monkeypatch.setenv("READOUT_DATABASE_URL", f"sqlite:///{tmp_path / 'letter.db'}")
    (tmp_path / "letter.db").write_text("Dear friend, this is no archive. " * 50)
    assert "is not a Readout archive" in flat(readout("doctor").stdout)
    url = "postgresql+psycopg://me:hunter22@127.0.0.1:9/readout"
    monkeypatch.setenv("READOUT_DATABASE_URL", url)
    monkeypatch.setenv("READOUT_WRITER_KEY", "sk-hunter33")
    monkeypatch.setenv("READOUT_WRITER_URL", "http://me:hunter44@a.example/v1?key=hunter55")
    told = flat(readout("doctor").stdout)
    assert "hunter" not in told and "does not answer" in told and "127.0.0.1" in told


def flat(text: str) -> str:
    return " ".join(text.split())


def test_the_doctor_says_what_to_do_about_a_missing_model(
    readout: Readout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READOUT_ENCODER", "/no/such/model")
    result = readout("doctor")
    assert result.exit_code == 1
    assert "/no/such/model" in result.stdout
    assert "READOUT_ENCODER" in result.stdout


def test_a_folder_that_cannot_be_written_is_found() -> None:
    found = check_folder("Data", Path("/dev/null/data"), "READOUT_DATA_DIR", needed=True)
    assert found.state == "fault"
    assert "READOUT_DATA_DIR" in found.advice
    cache = check_folder("Cache", Path("/dev/null/cache"), "READOUT_CACHE_DIR", needed=False)
    assert cache.state == "beware"


def test_what_a_check_raises_is_a_finding() -> None:
    def missing() -> Finding:
        raise ModelMissing("not there", subject="x", advice="Get it.")

    def odd() -> Finding:
        raise RuntimeError("odd")

    assert attempt("Model", missing) == Finding("Model", "fault", "x: not there", "Get it.")
    assert attempt("Model", odd).state == "fault"


def test_this_python_and_its_packages_are_good() -> None:
    assert check_python().state == "good"
    assert {finding.state for finding in check_packages()} == {"good"}


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 bytes"), (999, "999 bytes"), (1500, "1.5 kB"), (90_868_376, "91 MB"), (2e12, "2.0 TB")],
)
def test_sizes_are_said_as_people_say_them(count: float, words: str) -> None:
    assert size(int(count)) == words


def test_the_examples_are_there() -> None:
    assert len(list(packaged_seeds().glob("*.txt"))) == 5
