"""`readout sources`, `fetch`, `search`: what a person sees."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from support.fake_encoder import FakeEncoder
from support.schemas import validate
from typer.testing import CliRunner, Result

from summarizer.archive.articles import save_article
from summarizer.archive.sources import add_source, keep_health
from summarizer.cli.app import app
from summarizer.domain import Article
from summarizer.library import Library
from summarizer.settings import Settings
from summarizer.sources.politeness import Health

Readout = Callable[..., Result]
NOW = datetime.now(UTC)
BRIDGE = "The Varnholm council voted 9 to 4 to replace the harbour ferry with a footbridge. "
STORM = "A storm cut power to 31,000 homes along the Eider coast, the grid operator said. "


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Two sources with an article each; one source has stopped."""
    library = Library(Settings(data_dir=tmp_path / "data"))
    with library.archive.begin() as connection:
        for name, text, tag in (("Gazette", BRIDGE, "town"), ("Post", STORM, "coast")):
            url = f"https://{name.lower()}.example/feed?token=SECRET1"
            source, _ = add_source(connection, url, now=NOW, title=name, tags=[tag])
            article = Article(text=text * 3, title=f"{name} story", source=name, published=NOW)
            save_article(connection, article, now=NOW, source=source.id)
        later = NOW + timedelta(days=1)
        stopped = Health("paused", 11, later, last_error="the server answered 500", last_try=NOW)
        keep_health(connection, source.id, stopped)
    library.archive.close()
    yield library
    library.archive.close()


def test_a_list_of_no_sources_makes_no_archive(readout: Readout, tmp_path: Path) -> None:
    for command in ("list", "health"):
        result = readout("sources", command)
        assert result.exit_code == 0
        assert "there are no sources yet" in result.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.usefixtures("library")
def test_the_list_shows_what_there_is_without_secrets(readout: Readout) -> None:
    shown = readout("sources", "list").stdout
    assert "Gazette" in shown
    assert "town" in shown
    assert "paused" in shown
    assert "SECRET1" not in shown
    assert "SECRET1" not in readout("sources", "health").stdout


def test_names_that_the_terminal_cannot_write_break_nothing(tmp_path: Path) -> None:
    """Windows' old encodings lack most letters; JSON is UTF-8 wherever it goes."""
    folder = tmp_path / "新聞 Zürich"
    folder.mkdir()
    (folder / "a.txt").write_text(f"{BRIDGE}市長は言った。 {STORM}", encoding="utf-8")
    narrow = CliRunner(charset="cp1252")

    def run(*words: str) -> Result:
        return narrow.invoke(app, words, obj=FakeEncoder())

    assert "?? Zürich" in run("sources", "add", str(folder)).stdout
    for words in (["sources", "list"], ["sources", "health"], ["fetch"]):
        assert "?? Zürich" in run(*words).stdout
    assert "???????" in run("search", "council").stdout
    found = run("search", "council", "--json").stdout_bytes.decode("utf-8")
    assert "市長は言った" in validate(found, "search")["hits"][0]["passage"]["quote"]
    listed = run("sources", "list", "-f", "json").stdout_bytes.decode("utf-8")
    assert validate(listed, "sources")["sources"][0]["title"] == "新聞 Zürich"


@pytest.mark.usefixtures("library")
def test_programs_are_told_of_the_sources_what_people_are(readout: Readout) -> None:
    shown = readout("sources", "list", "--format", "json")
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert "SECRET1" not in shown.stdout
    assert readout("sources", "health", "-f", "json").stdout == shown.stdout
    gazette, post = validate(shown.stdout, "sources")["sources"]
    assert (gazette["title"], gazette["tags"], gazette["state"]) == ("Gazette", ["town"], "active")
    assert (gazette["failures"], gazette["last_error"], gazette["advice"]) == (0, None, "")
    assert (post["state"], post["failures"]) == ("paused", 11)
    assert post["last_error"] == "the server answered 500"
    assert post["advice"].endswith(f"readout sources resume {post['id']} asks at once")


def test_programs_are_told_of_no_sources_too(readout: Readout, tmp_path: Path) -> None:
    shown = readout("sources", "list", "--format", "json")
    assert validate(shown.stdout, "sources")["sources"] == []
    stored = validate(readout("archive", "status", "-f", "json").stdout, "archive")
    assert (stored["articles"], stored["sources"]) == (0, 0)
    assert not (tmp_path / "data").exists()
    wrong = readout("sources", "list", "--format", "csv")
    assert wrong.exit_code == 2
    assert "'csv' is not one of terminal, text, json" in wrong.stderr


@pytest.mark.usefixtures("library")
def test_programs_are_told_what_is_stored(readout: Readout) -> None:
    stored = validate(readout("archive", "status", "-f", "json").stdout, "archive")
    assert (stored["articles"], stored["sources"]) == (2, 2)


@pytest.mark.usefixtures("library")
def test_programs_are_told_what_was_fetched(readout: Readout, news: Path) -> None:
    (news / "torn.jsonl").write_text('{"text": 5}\n', encoding="utf-8")
    readout("sources", "add", news, "--tag", "here")
    fetched = readout("fetch", "--tag", "here", "--format", "json")
    value = validate(fetched.stdout, "fetch")
    [result] = value["results"]
    assert (result["new"], result["changed"], result["known"], result["error"]) == (3, 0, 0, None)
    assert ["torn.jsonl" in one["name"] for one in result["problems"]] == [True]
    assert [source["title"] for source in value["stopped"]] == ["Post"]
    assert "Post has not answered for days" in fetched.stderr

    for path in news.iterdir():
        path.unlink()
    news.rmdir()
    failed = readout("fetch", "news", "--format", "json", "--quiet")
    assert failed.exit_code == 1
    [result] = validate(failed.stdout, "fetch")["results"]
    assert result["error"] == "the folder does not exist"
    assert failed.stderr == ""


def test_fetching_without_any_source_tells_how_to_add_one(readout: Readout) -> None:
    told = readout("fetch", "--format", "json")
    assert told.exit_code == 1
    assert validate(told.stdout, "fetch")["results"] == []
    result = readout("fetch")
    assert result.exit_code == 1
    assert "readout sources add ADDRESS" in result.stderr


def test_searching_before_anything_is_stored_tells_how_to_begin(readout: Readout) -> None:
    result = readout("search", "ferry")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "readout sources add ADDRESS" in result.stderr


@pytest.mark.usefixtures("library")
def test_a_source_that_stopped_is_told_with_what_to_do(readout: Readout) -> None:
    result = readout("sources", "health")
    assert "the server answered 500" in result.stdout
    assert "Post has not answered for days" in result.stderr
    assert "readout sources resume" in result.stderr
    assert f"{NOW + timedelta(days=1):%Y-%m-%d}" in result.stdout, "when it is asked again"
    assert readout("sources", "resume", "Post").stdout.startswith("resumed Post")
    assert readout("sources", "health").stderr == ""
    readout("sources", "pause", "Gazette")
    assert "Gazette is paused: readout sources resume" in readout("sources", "health").stderr


def test_each_stop_is_told_once_and_no_source_twice_a_day(library: Library) -> None:
    assert [source.name for source in library.alarms(NOW)] == ["Post"]
    assert library.alarms(NOW + timedelta(days=3)) == []
    later = Health("paused", 12, last_error="x", last_try=NOW, last_alarm=NOW - timedelta(hours=3))
    [post] = [source for source in library.sources() if source.name == "Post"]
    with library.archive.begin() as connection:
        keep_health(connection, post.id, later)
    assert library.alarms(NOW) == []
    assert [source.name for source in library.alarms(NOW + timedelta(hours=22))] == ["Post"]


def test_a_source_paused_by_hand_raises_no_alarm(library: Library) -> None:
    library.alarms(NOW)
    library.hold("Gazette", paused=True)
    assert library.alarms(NOW + timedelta(days=9)) == []


@pytest.mark.usefixtures("library")
def test_search_is_narrowed_to_sources_and_tags(readout: Readout) -> None:
    both = validate(readout("search", "storm", "council", "--json").stdout, "search")
    assert readout("search", "storm", "council", "-f", "json").stdout.count('"article"') == 2
    assert len(both["hits"]) == 2
    for option in (("--source", "Post"), ("--tag", "coast")):
        found = json.loads(readout("search", "storm", "council", "--json", *option).stdout)
        assert [hit["title"] for hit in found["hits"]] == ["Post story"]
    unknown = readout("search", "storm", "--tag", "nowhere")
    assert unknown.exit_code == 1
    assert "no source has this tag" in unknown.stderr
    unknown = readout("search", "storm", "--story", "nosuch")
    assert unknown.exit_code == 1
    assert "nosuch: no digest has had such a story" in unknown.stderr


@pytest.mark.usefixtures("library")
def test_what_is_exported_are_rows_by_their_schema_and_can_be_read(readout: Readout) -> None:
    exported = readout("archive", "export").stdout
    titles = {validate(row, "row")["title"] for row in exported.splitlines()}
    assert titles == {"Gazette story", "Post story"}
    again = readout("brief", "-", "-f", "jsonl", stdin=exported).stdout
    assert {json.loads(row)["title"] for row in again.splitlines()} == titles


@pytest.mark.usefixtures("library")
def test_a_digest_of_one_tag_tells_of_its_sources_alone(readout: Readout) -> None:
    made = readout("digest", "--tag", "town", "--since", "2 days ago", "-f", "text").stdout
    assert "footbridge" in made
    assert "storm" not in made


@pytest.mark.usefixtures("library")
def test_paths_and_stored_sources_are_not_mixed(readout: Readout, news: Path) -> None:
    assert readout("digest", news, "--tag", "town").exit_code == 2


@pytest.mark.usefixtures("library")
def test_nothing_due_is_said_and_stops_are_told(readout: Readout) -> None:
    [result] = [readout("fetch", "--tag", "coast")]
    assert "no source is due" in result.stderr
    assert "Post has not answered" in result.stderr
    assert "Post has not answered" not in readout("fetch", "--tag", "coast").stderr


@pytest.mark.parametrize("content", [b"", b"not a list", b"\x00\xff", None])
def test_a_list_that_is_none_is_told_in_a_line(
    readout: Readout, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "feeds.opml"
    if content is not None:
        path.write_bytes(content)
    result = readout("sources", "import", path)
    assert result.exit_code == 1
    assert "Traceback" not in result.stderr
    assert len(result.stderr.strip().splitlines()) <= 2


def test_lists_come_in_and_go_out_with_their_folders(readout: Readout, tmp_path: Path) -> None:
    path = tmp_path / "feeds.opml"
    path.write_text(
        "<opml version='2.0'><body><outline text='Coast'><outline text='Post' "
        "xmlUrl='https://post.example/feed'/></outline></body></opml>"
    )
    assert "1 added" in readout("sources", "import", path).stdout
    assert "0 added, 1 known" in readout("sources", "import", path).stdout
    written = readout("sources", "export").stdout
    assert 'text="Coast"' in written
    assert "https://post.example/feed" in written


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("notes.txt", "is a file, not a source"),
        ("./nowhere", "there is no such folder"),
        ("/nowhere/at/all", "there is no such folder"),
        ("gazette.example", "Did you mean https://gazette.example?"),
        ("http://10.0.0.1/feed", "not a public address"),
        ("file:///etc/hostname", "only http and https"),
        ("", "no address was given"),
        ("~nobody-at-all/news", "there is no such folder"),
        pytest.param(f"http://10.0.0.1/{'a' * 5000}", "more than 2,000 characters", id="long"),
        pytest.param(f"gazette.example/{'a' * 5000}", "Did you mean https://", id="long, bare"),
    ],
)
def test_what_is_no_source_is_told_with_a_way_on(
    readout: Readout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str, words: str
) -> None:
    (tmp_path / "notes.txt").write_text("x")
    monkeypatch.chdir(tmp_path)
    result = readout("sources", "add", given)
    assert result.exit_code == 1
    assert words in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.usefixtures("library")
def test_folders_of_a_list_become_tags_of_known_feeds_too(readout: Readout, tmp_path: Path) -> None:
    listed = tmp_path / "list.opml"
    listed.write_text(
        "<opml version='2.0'><body><outline text='World'>"
        "<outline xmlUrl='https://gazette.example/feed?token=SECRET1'/>"
        "<outline xmlUrl='https://new.example/feed' text='New'/>"
        "<outline xmlUrl='http://10.0.0.1/feed'/><outline xmlUrl='http://printer.local/feed'/>"
        "<outline xmlUrl='file:///etc/hostname'/></outline></body></opml>"
    )
    result = readout("sources", "import", str(listed))
    assert result.stdout == "1 added, 1 known already\n"
    assert "http://10.0.0.1/feed: 10.0.0.1 is not a public address" in result.stderr
    assert "printer.local is not a public address" in result.stderr
    assert "1 left out: not an http or https address" in result.stderr
    rows = readout("sources", "list").stdout.splitlines()
    assert [row for row in rows if "Gazette" in row and "town, World" in row]
    exported = readout("sources", "export").stdout
    assert '<outline text="World" title="World">' in exported


def test_a_file_that_is_no_list_is_named(readout: Readout, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    result = readout("sources", "import", str(tmp_path / "notes.txt"))
    assert result.exit_code == 1
    assert "notes.txt: is not a list of feeds in OPML" in result.stderr


@pytest.mark.usefixtures("library")
def test_a_digest_of_days_to_come_is_refused_in_words(readout: Readout) -> None:
    result = readout("digest", "--since", "2200-01-01")
    assert result.exit_code == 2
    assert "is not before the end" in result.stderr


@pytest.mark.usefixtures("library")
def test_a_restore_tells_where_the_old_archive_is_kept(readout: Readout, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    made = readout("archive", "backup", str(copy))
    assert (made.exit_code, made.stdout[:22]) == (0, "backed up 2 articles o")
    assert "before-restore" in readout("archive", "restore", str(copy)).stdout
    missing = readout("archive", "restore", str(tmp_path / "missing.db"))
    assert missing.exit_code == 1
    assert "there is no such file" in missing.stderr
    assert readout("archive", "status").stdout.startswith("2 articles from 2 sources")


@pytest.mark.parametrize("left", [False, True])
def test_a_backup_of_no_archive_is_no_success(readout: Readout, tmp_path: Path, left: bool) -> None:
    if left:  # by a run that was killed before it had made a table
        (tmp_path / "data").mkdir()
        (tmp_path / "data" / "readout.db").touch()
    result = readout("archive", "backup", str(tmp_path / "copy.db"))
    assert result.exit_code == 1
    assert "there is no archive yet" in result.stderr
    assert not (tmp_path / "copy.db").exists()
    assert len(list(tmp_path.glob("**/readout.db"))) == left, "none is made for it"
    assert "no articles are stored yet" in readout("doctor").stdout


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("sources remove house", "there is no archive yet. 'readout sources add ADDRESS' begins"),
        ("sources pause house", "there is no archive yet"),
        ("sources resume house", "there is no archive yet"),
        ("sources export", "there is no archive yet"),
        ("archive export", "there is no archive yet"),
        ("digest --on yesterday", "there is no archive yet"),
        ("story dam above Orlavik", "there is no archive yet"),
        ("search dam", "nothing is stored yet"),
        ("fetch", "there are no sources yet"),
    ],
)
def test_what_asks_of_an_archive_makes_none(
    readout: Readout, tmp_path: Path, command: str, says: str
) -> None:
    result = readout(*command.split())
    assert result.exit_code == 1
    assert says in result.stderr
    assert not list(tmp_path.glob("**/readout.db*"))


def test_the_status_of_no_archive_tells_where_it_will_be(readout: Readout, tmp_path: Path) -> None:
    result = readout("archive", "status")
    assert result.stdout.startswith("nothing is stored yet; it will be in ")
    assert "readout.db" in result.stdout
    assert not list(tmp_path.glob("**/readout.db*"))


def test_what_asks_of_an_archive_that_was_named_by_its_address_makes_none(
    readout: Readout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "elsewhere" / "news.db"
    monkeypatch.setenv("READOUT_DATABASE_URL", f"sqlite:///{file}")
    status = readout("archive", "status")
    assert status.stdout == f"nothing is stored yet; it will be in {file}\n"
    told = validate(readout("archive", "status", "-f", "json").stdout, "archive")
    assert told["where"] == f"sqlite:///{file}"
    assert f"{file}: there is no archive yet" in readout("archive", "export").stderr
    assert "nothing is stored yet" in readout("search", "dam").stderr
    assert not file.parent.exists()


def test_a_word_that_is_neither_a_folder_nor_an_address_is_called_so(readout: Readout) -> None:
    result = readout("sources", "add", "clippings")
    assert result.exit_code == 1
    assert "clippings: there is no such folder, and it is not an address" in result.stderr


@pytest.mark.usefixtures("library")
def test_a_folder_or_a_word_that_is_no_utf8_is_told_so(readout: Readout, tmp_path: Path) -> None:
    """As disks of other days have them: ü in Latin-1."""
    folder = os.fsdecode(os.fsencode(tmp_path) + b"/f\xfcr")
    Path(folder).mkdir()
    added = readout("sources", "add", folder)
    assert added.exit_code == 1 and "the folder's path is not in UTF-8. Rename it" in added.stderr
    paused = readout("sources", "pause", "f\udcfcr")
    assert paused.exit_code == 1 and "fault in Readout" not in paused.stderr
    told = readout("story", "f\udcfcr")
    assert told.exit_code == 1 and "fault in Readout" not in told.stderr


def test_a_list_without_its_one_folder_says_so(readout: Readout, tmp_path: Path) -> None:
    readout("sources", "add", tmp_path)
    assert "1 page or folder is not in the list" in readout("sources", "export").stderr


@pytest.mark.usefixtures("library")
def test_hits_are_wrapped_to_the_width(readout: Readout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "24")
    lines = readout("search", "storm", "--words-only").stdout.splitlines()
    assert max(map(len, lines[:-1])) <= 24


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("query", ["", "  "])
def test_a_search_for_no_word_is_wrong_usage(readout: Readout, query: str) -> None:
    result = readout("search", query)
    assert result.exit_code == 2
    assert "name what to look for" in result.stderr


@pytest.mark.usefixtures("library")
def test_a_search_that_finds_nothing_says_so_even_when_quiet(readout: Readout) -> None:
    result = readout("search", "zeppelin quarry xylophone", "--words-only", "--quiet")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "nothing stored matches" in result.stderr


@pytest.mark.usefixtures("library")
def test_a_search_for_a_whole_page_of_words_is_not_repeated_whole(readout: Readout) -> None:
    result = readout("search", *["zeppelin"] * 5_000, "--words-only")
    assert result.exit_code == 1
    assert "“zeppelin zeppelin" in result.stderr
    assert len(result.stderr) < 500


def test_what_a_person_paused_is_fetched_by_its_name_alone_and_stays_paused(
    readout: Readout, tmp_path: Path
) -> None:
    text = "The ferry to Sande runs again after eleven weeks in the shipyard of Norwick."
    for name in ("inbox", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "one.txt").write_text(f"{text} So says the {name}.", encoding="utf-8")
        assert readout("sources", "add", tmp_path / name).exit_code == 0
    assert readout("sources", "pause", "inbox").exit_code == 0
    fetched = readout("fetch", "--all")
    assert "other" in fetched.stdout
    assert "inbox" not in fetched.stdout
    assert "inbox" in readout("fetch", "inbox").stdout
    listed = readout("sources", "list").stdout.splitlines()
    assert ["paused" in line for line in listed if "inbox" in line] == [True]


def test_a_list_that_cannot_be_written_is_wrong_usage(readout: Readout, tmp_path: Path) -> None:
    result = readout("sources", "export", "-o", tmp_path / "none" / "feeds.opml")
    assert result.exit_code == 2
    assert "make it first" in " ".join(result.stderr.split())


def test_a_tag_without_a_word_is_refused(readout: Readout, news: Path) -> None:
    for command in (["sources", "add", news], ["fetch"], ["search", "x"], ["digest"]):
        result = readout(*command, "--tag", " ")
        assert result.exit_code == 2, command
        assert "name a tag" in result.stderr
