"""`readout sources`, `fetch`, `search`: what a person sees."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import Result

from summarizer.archive.articles import save_article
from summarizer.archive.sources import add_source, keep_health
from summarizer.domain import Article
from summarizer.library import Library
from summarizer.settings import Settings
from summarizer.sources.politeness import Health

Readout = Callable[..., Result]
NOW = datetime.now(UTC)
BRIDGE = "The Varnholm council voted 9 to 4 to replace the harbour ferry with a footbridge. "
STORM = "A storm cut power to 31,000 homes along the Eider coast, the grid operator said. "


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Two sources with an article each; one source has stopped."""
    library = Library(Settings(data_dir=tmp_path / "data"))
    with library.archive.begin() as connection:
        for name, text, tag in (("Gazette", BRIDGE, "town"), ("Post", STORM, "coast")):
            url = f"https://{name.lower()}.example/feed?token=SECRET1"
            source, _ = add_source(connection, url, now=NOW, title=name, tags=[tag])
            article = Article(text=text * 3, title=f"{name} story", source=name, published=NOW)
            save_article(connection, article, now=NOW, source=source.id)
        stopped = Health("paused", 11, last_error="the server answered 500", last_try=NOW)
        keep_health(connection, source.id, stopped)
    library.archive.close()
    return library


@pytest.mark.usefixtures("library")
def test_the_list_shows_what_there_is_without_secrets(readout: Readout) -> None:
    shown = readout("sources", "list").stdout
    assert "Gazette" in shown
    assert "town" in shown
    assert "paused" in shown
    assert "SECRET1" not in shown
    assert "SECRET1" not in readout("sources", "health").stdout


@pytest.mark.usefixtures("library")
def test_a_source_that_stopped_is_told_with_what_to_do(readout: Readout) -> None:
    result = readout("sources", "health")
    assert "the server answered 500" in result.stdout
    assert "readout sources resume" in result.stderr
    assert readout("sources", "resume", "Post").stdout.startswith("resumed Post")
    assert readout("sources", "health").stderr == ""
    readout("sources", "pause", "Gazette")
    assert "Gazette is paused" in readout("sources", "health").stderr


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
    both = json.loads(readout("search", "storm", "council", "--json").stdout)
    assert len(both["hits"]) == 2
    for option in (("--source", "Post"), ("--tag", "coast")):
        found = json.loads(readout("search", "storm", "council", "--json", *option).stdout)
        assert [hit["title"] for hit in found["hits"]] == ["Post story"]
    unknown = readout("search", "storm", "--tag", "nowhere")
    assert unknown.exit_code == 1
    assert "no source has this tag" in unknown.stderr


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
    assert "Post is paused" in result.stderr
    assert "Post is paused" not in readout("fetch", "--tag", "coast").stderr


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
