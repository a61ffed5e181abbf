"""`readout brief`: a brief per article, one of several, rows in and rows out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Readout = Callable[..., Result]


def test_each_article_gets_its_brief_in_order(readout: Readout, news: Path) -> None:
    result = readout("brief", news)
    assert result.exit_code == 0
    heads = ["Council votes", "Eider chip plant", "Storm cuts power"]
    places = [result.stdout.index(head) for head in heads]
    assert places == sorted(places)
    assert result.stdout.count("─" * 80) == 2


def test_what_cannot_be_used_is_told_and_the_rest_is_made(readout: Readout, news: Path) -> None:
    (news / "empty.txt").write_text("")
    result = readout("brief", news, news / "missing.txt")
    assert result.exit_code == 0
    assert "Storm cuts power" in result.stdout
    assert "empty.txt: empty" in result.stderr
    assert "missing.txt: not found" in result.stderr
    assert "empty.txt" not in result.stdout


def test_nothing_to_brief_is_a_failure_with_its_reason(readout: Readout, tmp_path: Path) -> None:
    result = readout("brief", tmp_path / "none.txt")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "none.txt: not found" in result.stderr
    assert "nothing could be briefed" in result.stderr


def test_quiet_still_says_why_nothing_was_made(readout: Readout, tmp_path: Path) -> None:
    result = readout("brief", "--quiet", tmp_path / "none.txt")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "none.txt: not found" in result.stderr


def test_quiet_leaves_standard_error_empty(readout: Readout, news: Path) -> None:
    (news / "empty.txt").write_text("")
    result = readout("brief", "-q", news)
    assert result.exit_code == 0
    assert result.stderr == ""


@pytest.mark.parametrize("words", [15, 30, 60])
def test_words_set_an_exact_budget(readout: Readout, rows: Path, words: int) -> None:
    result = readout("brief", rows, "--words", words, "--format", "jsonl")
    lines = result.stdout.splitlines()
    assert len(lines) == 3
    for line in lines:
        brief = json.loads(line)
        assert 0 < len(brief["text"].split()) <= words
        assert brief["length"] == words


def test_length_takes_names_and_numbers(readout: Readout, rows: Path) -> None:
    for given, meant in (("short", 50), ("MEDIUM", 120), ("long", 250), ("33", 33)):
        result = readout("brief", rows, "--length", given, "--limit", 1, "-f", "json")
        assert json.loads(result.stdout)["length"] == meant


def test_sentences_bound_the_points(readout: Readout, rows: Path) -> None:
    result = readout("brief", rows, "--sentences", 2, "-f", "jsonl")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert len(lines) == 3
    for line in lines:
        assert 1 <= len(json.loads(line)["points"]) <= 2


def test_rows_in_give_rows_out_with_their_ids(readout: Readout, rows: Path) -> None:
    result = readout("brief", rows, "--format", "jsonl")
    ids = [json.loads(line)["id"] for line in result.stdout.splitlines()]
    assert ids == ["row-0", "row-1", "row-2"]


def test_one_brief_is_an_object_and_several_are_a_list(readout: Readout, rows: Path) -> None:
    one = json.loads(readout("brief", rows, "--limit", 1, "-f", "json").stdout)
    assert one["schema"] == "readout/brief/1"
    many = json.loads(readout("brief", rows, "-f", "json").stdout)
    assert many["schema"] == "readout/briefs/1"
    assert many["briefs"][0] == one


def test_together_makes_one_brief_of_all(readout: Readout, news: Path) -> None:
    paths = [news / "bridge.txt", news / "storm.txt"]
    result = readout("brief", "--together", *paths, "-f", "json")
    brief = json.loads(result.stdout)
    assert len(brief["articles"]) == 2
    texts = {article["id"]: article["text"] for article in brief["articles"]}
    for point in brief["points"]:
        for cited in point["citations"]:
            assert texts[cited["article"]][cited["start"] : cited["end"]] == cited["quote"]


def test_standard_input_is_read_where_something_is_piped_in(readout: Readout, news: Path) -> None:
    text = (news / "storm.txt").read_text("utf-8")
    named = readout("brief", "-", stdin=text)
    unnamed = readout("brief", stdin=text)
    assert "Storm cuts power" in named.stdout
    assert unnamed.stdout == named.stdout


def test_markdown_briefs_are_written_one_by_one_as_one_document(
    readout: Readout, rows: Path
) -> None:
    from summarizer.render import between

    result = readout("brief", rows, "-f", "markdown")
    assert result.stdout.count("\n# ") == 2
    assert result.stdout.count(between("markdown")) == 2


def test_explain_says_where_each_sentence_stands(readout: Readout, rows: Path) -> None:
    result = readout("brief", rows, "--limit", 1, "--explain")
    assert "[1] characters " in result.stdout
    assert "word for word" in result.stdout


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--length", "tiny"], "not short, medium, long"),
        (["--words", "ten"], "'ten' is not a whole number."),
        (["--length", "0"], "not between 1"),
        (["--words", "0"], "not between 1"),
        (["--words", "-5"], "not between 1"),
        (["--words", "many"], "--words"),
        (["--length", "short", "--words", "20"], "not both"),
        (["--sentences", "0"], "not between 1"),
        (["--limit", "0"], "not between 1"),
        (["--format", "pdf"], "is not one of terminal, text"),
        (["--output", "/no/such/folder/x.txt"], "there is no folder"),
        (["--nonsense"], "--nonsense"),
    ],
)
def test_wrong_usage_is_status_2_and_says_what_is_wrong(
    readout: Readout, rows: Path, args: list[str], said: str
) -> None:
    result = readout("brief", rows, *args)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


def test_an_address_and_an_empty_name_are_told_from_a_missing_file(readout: Readout) -> None:
    result = readout("brief", "https://example.org/story", "", "nowhere.txt")
    assert result.exit_code == 1
    said = result.stderr
    assert "https://example.org/story: a web address, not a file; pipe the page in" in said
    assert "curl -sL ADDRESS | readout brief -" in said and "readout sources add ADDRESS" in said
    assert "left out: '': an empty name, not a file" in said
    assert "nowhere.txt: not found" in said
