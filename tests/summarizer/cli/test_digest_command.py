"""`readout digest` and `readout stories`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html
from typer.testing import Result

Readout = Callable[..., Result]


def test_a_digest_tells_all_and_accounts_for_all(readout: Readout, news: Path) -> None:
    (news / "empty.txt").write_text("")
    result = readout("digest", news)
    assert result.exit_code == 0
    assert "4 articles read, 3 used, 1 left out." in result.stdout
    assert "empty.txt: empty" in " ".join(result.stdout.split())
    for line in result.stdout.splitlines():
        assert len(line) <= 80 or str(news) in line


def test_without_a_path_it_shows_the_packaged_examples(readout: Readout) -> None:
    result = readout("digest", "--format", "json")
    assert result.exit_code == 0
    assert "example articles" in result.stderr
    assert len(json.loads(result.stdout)["articles"]) >= 4


@pytest.mark.parametrize("options", [("--source", "Gazette"), ("--tag", "sea"), ("--again",)])
def test_what_is_asked_of_stored_articles_is_not_answered_with_the_examples(
    readout: Readout, options: tuple[str, ...]
) -> None:
    result = readout("digest", *options)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "nothing is stored yet; 'readout fetch' reads the sources" in result.stderr


def test_who_has_sources_and_has_not_fetched_them_is_told_so(readout: Readout, news: Path) -> None:
    assert readout("sources", "add", news).exit_code == 0
    result = readout("digest")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "nothing is stored yet; 'readout fetch'" in result.stderr


def test_a_file_whose_ending_promises_another_kind_is_not_written(
    readout: Readout, news: Path, tmp_path: Path
) -> None:
    result = readout("digest", news, "-o", tmp_path / "digest.pdf")
    assert result.exit_code == 2
    assert ".pdf files are not written" in " ".join(result.stderr.split())
    assert not (tmp_path / "digest.pdf").exists()
    assert readout("digest", news, "-o", tmp_path / "digest.2029").exit_code == 0
    assert readout("digest", news, "-f", "text", "-o", tmp_path / "d.csv").exit_code == 0


def test_the_same_input_gives_the_same_bytes(readout: Readout, news: Path) -> None:
    first = readout("digest", news, "-f", "json").stdout
    assert readout("digest", news, "-f", "json").stdout == first


def test_limit_bounds_the_stories_and_the_rest_is_accounted_for(
    readout: Readout, news: Path
) -> None:
    value = json.loads(readout("digest", news, "--limit", 1, "-f", "json").stdout)
    assert len(value["stories"]) == 1
    assert value["coverage"]["read"] == 3
    assert value["coverage"]["read"] == value["coverage"]["used"] + len(
        value["coverage"]["dropped"]
    )


def test_since_leaves_out_what_is_older(readout: Readout, news: Path) -> None:
    value = json.loads(readout("digest", news, "--since", "2029-03-06", "-f", "json").stdout)
    assert {article["title"][:5] for article in value["articles"]} == {"Eider", "Storm"}
    assert "before the window" in value["coverage"]["dropped"][0]["reason"]


def test_a_window_that_holds_nothing_is_a_failure_with_reasons(
    readout: Readout, news: Path
) -> None:
    result = readout("digest", news, "--since", "2031-01-01")
    assert result.exit_code == 1
    assert "nothing could be briefed" in result.stderr
    assert "before the window" in result.stderr


def test_the_ledger_has_no_note_on_what_is_left_out(
    readout: Readout, rows: Path, tmp_path: Path
) -> None:
    previews = tmp_path / "previews.jsonl"
    lines = [json.loads(line) | {"complete": False} for line in rows.read_text().splitlines()]
    previews.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    coverage = json.loads(readout("digest", previews, "-n", "1", "-f", "json").stdout)["coverage"]
    assert (coverage["used"], len(coverage["dropped"])) == (1, 2)
    assert [note["reason"] for note in coverage["notes"]] == ["only a preview could be read"]


def test_silence_about_a_topic_is_said(readout: Readout, news: Path) -> None:
    result = readout("digest", news, "--topic", "xylophone tuning")
    assert result.exit_code == 1, "nothing could be briefed"
    assert "“xylophone tuning”" in result.stdout
    assert "mentions “xylophone tuning”" in result.stderr


def test_the_page_is_written_to_the_file_and_nothing_to_the_terminal(
    readout: Readout, news: Path, tmp_path: Path
) -> None:
    page = tmp_path / "digest.html"
    result = readout("digest", news, "--output", page)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert html.parse(str(page)).findtext(".//h1") == "News digest"


@pytest.mark.parametrize(
    ("name", "opening"),
    [
        ("d.md", "# "),
        ("d.json", "{"),
        ("d.rss", "<?xml"),
        ("d.xml", "<?xml"),
        ("d.htm", "<!DOCTYPE html>"),
        ("d.txt", "News digest\n"),
        ("d", "News digest\n"),
    ],
)
def test_the_ending_of_the_file_tells_the_format(
    readout: Readout, news: Path, tmp_path: Path, name: str, opening: str
) -> None:
    assert readout("digest", news, "-o", tmp_path / name).exit_code == 0
    assert (tmp_path / name).read_text("utf-8").startswith(opening)


def test_the_format_that_is_asked_for_wins_over_the_ending(
    readout: Readout, news: Path, tmp_path: Path
) -> None:
    readout("digest", news, "-f", "json", "-o", tmp_path / "d.txt")
    assert json.loads((tmp_path / "d.txt").read_text("utf-8"))["schema"] == "readout/digest/1"


def test_stories_are_listed(readout: Readout, news: Path) -> None:
    result = readout("stories", news)
    assert result.exit_code == 0
    assert "SOURCES" in result.stdout
    value = json.loads(readout("stories", news, "-f", "json").stdout)
    assert value["schema"] == "readout/stories/1"
    assert sum(len(story["articles"]) for story in value["stories"]) == 3


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--since", "whenever"], "is not a date or time"),
        (["--until", "soonish"], "is not a date or time"),
        (["--since", "2029-03-07", "--until", "2029-03-01"], "is after"),
        (["--topic", "  "], "name a topic"),
        (["--limit", "0"], "not between 1"),
        (["--tag", "x"], "'--tag': chooses among stored articles"),
    ],
)
def test_wrong_usage_of_digest_is_status_2(
    readout: Readout, news: Path, args: list[str], said: str
) -> None:
    result = readout("digest", news, *args)
    assert result.exit_code == 2
    assert said in result.stderr


def test_stories_know_no_page(readout: Readout, news: Path, tmp_path: Path) -> None:
    result = readout("stories", news, "-o", tmp_path / "s.html")
    assert result.exit_code == 2
    assert "does not write" in result.stderr


@pytest.mark.parametrize(
    "more",
    [
        ["--topic", "trade"],
        ["--since", "yesterday"],
        ["--until", "today"],
        ["--again"],
        ["--source", "x"],
        ["--tag", "x"],
        ["--limit", "2"],
        ["--words", "50"],
        ["--length", "short"],
        ["--extract"],
    ],
)
def test_a_digest_shown_as_it_was_takes_no_other_wish(readout: Readout, more: list[str]) -> None:
    result = readout("digest", "--on", "yesterday", *more)
    assert result.exit_code == 2
    assert f"leave out {more[0]}" in " ".join(result.stderr.split())
