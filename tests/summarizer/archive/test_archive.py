"""The archive: stored once, found again, never lost."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import select, text
from support.archived import NOW, TEXT, article, save, stored
from support.fake_encoder import FakeEncoder
from support.postgres import Server

from summarizer.archive.articles import (
    articles_between,
    count_articles,
    forget_before,
    load_articles,
    newest_headlines,
    save_article,
)
from summarizer.archive.database import (
    archive_url,
    sqlite_url,
)
from summarizer.archive.digests import (
    digest_of_day,
    keep_digest,
    keep_told_articles,
    last_digest,
)
from summarizer.archive.entries import mark_seen
from summarizer.archive.latecomers import latecomers
from summarizer.archive.passages import Sought, find_passage
from summarizer.archive.schema import article_sources, articles, versions
from summarizer.archive.schema import sources as sources_table
from summarizer.archive.search import Filter, Hit, search
from summarizer.archive.sources import add_source, get_source, list_sources, remove_source
from summarizer.archive.store import Archive
from summarizer.archive.stories import active_stories, is_story, keep_story, load_story
from summarizer.archive.vectors import VectorIndex, store_vector
from summarizer.domain import Article, Coverage, Digest, Story, Window
from summarizer.errors import NotFound, Refused, StorageAway, StorageError, StorageFull
from summarizer.library import Library
from summarizer.settings import Settings


@pytest.fixture
def archive(database_url: str) -> Iterator[Archive]:
    """An archive in SQLite, then one in PostgreSQL."""
    with Archive(database_url) as opened:
        yield opened


def find(archive: Archive, query: str, **only: object) -> list[Hit]:
    encoder = FakeEncoder()
    with archive.begin() as connection:
        return search(
            connection,
            query,
            encoder.embed([query])[0],
            index=VectorIndex(encoder.name),
            only=Filter(**only),  # type: ignore[arg-type]
        )


def test_an_article_comes_back_as_it_was_stored(archive: Archive) -> None:
    given = article(author="Ana Berg", language="en", complete=False, body=TEXT)
    save(archive, given)
    [back] = stored(archive)
    for name in ("text", "title", "url", "source", "author", "published", "language", "complete"):
        assert getattr(back, name) == getattr(given, name)


def test_tracking_parameters_make_no_second_article(archive: Archive) -> None:
    url = "https://harbour.example/ferry"
    outcomes = save(
        archive,
        article(url=url),
        article(url=f"{url}?utm_source=feed&utm_medium=rss"),
        article(url=f"{url}#comments"),
    )
    assert outcomes == ["new", "known", "known"]


def test_the_same_words_of_one_outlet_are_stored_once_of_two_outlets_twice(
    archive: Archive,
) -> None:
    outcomes = save(archive, article(1), article(2), article(3, source="Hill Post"))
    assert outcomes == ["new", "known", "new"]


def test_an_outlet_s_name_and_words_do_not_make_a_stranger_s_address_its_own(
    archive: Archive,
) -> None:
    outcomes = save(
        archive,
        article(1, url="https://liar.example/copy"),
        article(2, url="https://harbour.example/a"),
        article(3, url="https://harbour.example/a-second-address"),
    )
    assert outcomes == ["new", "new", "known"]


def test_a_rewritten_article_keeps_its_old_version(archive: Archive) -> None:
    outcomes = save(archive, article(), article(body=TEXT + " Work begins in October."))
    assert outcomes == ["new", "changed"]
    with archive.begin() as connection:
        assert connection.scalars(select(versions.c.text)).all() == [TEXT]
        assert connection.scalars(select(articles.c.version)).all() == [2]


def test_a_corrected_headline_is_followed_and_the_old_one_kept(archive: Archive) -> None:
    outcomes = save(
        archive, article(title="Quay to be lowered"), article(title="Quay to be raised")
    )
    assert outcomes == ["new", "changed"]
    assert [item.title for item in stored(archive)] == ["Quay to be raised"]
    assert [hit.article.title for hit in find(archive, "raised")] == ["Quay to be raised"]
    with archive.begin() as connection:
        assert connection.scalars(select(versions.c.title)).all() == ["Quay to be lowered"]


def test_a_story_follows_the_headline_that_named_it_and_no_other(archive: Archive) -> None:
    titles = []
    with archive.begin() as connection:
        for number, title in enumerate(("Quay to be lowered", "Quay in doubt")):
            body = f"{TEXT} {number}"
            first = article(number, body, title="Quay to be lowered")
            identity, _ = save_article(connection, first, now=NOW)
            told = tuple(load_articles(connection, [identity]))
            keep_story(connection, Story(title, title, told), NOW)
            save_article(connection, article(number, body, title="Quay to be raised"), now=NOW)
            titles.append(load_story(connection, title).title)
    assert titles == ["Quay to be raised", "Quay in doubt"]


def test_what_is_older_than_is_kept_goes_with_its_story_and_its_digest(archive: Archive) -> None:
    with archive.begin() as connection:
        for name, day in (("old", NOW - timedelta(days=40)), ("new", NOW)):
            news = article(body=f"{TEXT} {name}", url=f"https://h.example/{name}", published=day)
            identity, _ = save_article(connection, news, now=day)
            told = tuple(load_articles(connection, [identity]))
            keep_story(connection, Story(name, name, told, last_seen=day), day)
            digest = Digest(
                id=name, title=name, window=Window(), lead=(), stories=(), topics=(),
                articles=told, coverage=Coverage(1, 1), model="m", version="1",
            )  # fmt: skip
            keep_digest(connection, digest, audience="here", day=name, now=day)
        assert forget_before(connection, NOW - timedelta(days=30)) == 1
    assert [one.text for one in stored(archive)] == [f"{TEXT} new"]
    with archive.read() as connection:
        for name, kept in (("old", False), ("new", True)):
            assert is_story(connection, name) is kept
            assert (digest_of_day(connection, "here", name) is not None) is kept
        assert last_digest(connection, "here", NOW) is None, "that moment's own is not before it"
        assert last_digest(connection, "here", NOW + timedelta(seconds=1)) == NOW


def test_a_headline_is_only_corrected_where_it_stands(archive: Archive) -> None:
    given = article(title="Quay to be raised")
    save(archive, given)
    elsewhere = article(1, title="The council decides")
    made = article(title="The harbour council met", title_made=True)
    stub = article(title="Page not found", body="Page not found.")
    assert save(archive, elsewhere, made, stub) == ["known", "known", "known"]
    assert [item.title for item in stored(archive)] == ["Quay to be raised"]


def test_two_files_of_one_text_do_not_rename_each_other_for_ever(archive: Archive) -> None:
    files = [Article(text=TEXT, title=title, source="files") for title in ("One", "Another")]
    assert save(archive, *files, *files, *files) == ["new", "changed", *["known"] * 4]


def test_no_other_user_of_the_machine_reads_what_is_kept(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        with Archive(archive_url(tmp_path / "data")) as archive, archive.begin() as connection:
            add_source(connection, "https://a.example/f?key=hunter22", now=NOW)
            kept = [tmp_path / "data", *(tmp_path / "data").iterdir()]
            modes = {path.name: path.stat().st_mode & 0o077 for path in kept}
    finally:
        os.umask(before)
    assert "readout.db" in modes and set(modes.values()) == {0}


def test_an_archive_that_is_deleted_while_it_is_used_is_written_anew(tmp_path: Path) -> None:
    with Archive(archive_url(tmp_path)) as archive:
        save(archive, article(1))
        with archive.read():  # two connections, as of two threads
            save(archive, article(2, body=f"{TEXT} Again."))
        for file in tmp_path.glob("readout.db*"):
            file.unlink()
        assert len(stored(archive)) == 2
        with archive.begin():
            (tmp_path / "readout.db").unlink()
        save(archive, article(3, body=f"{TEXT} Once more."))
        assert archive.presence.happened
    with Archive(archive_url(tmp_path)) as archive:
        assert len(stored(archive)) == 3


def test_an_archive_that_is_replaced_while_it_is_used_is_taken_up_and_the_old_one_kept(
    tmp_path: Path,
) -> None:
    encoder = FakeEncoder()
    for folder, body in (("other", f"{TEXT} The lighthouse is lit."), ("data", TEXT)):
        settings = Settings(data_dir=tmp_path / folder)
        with Library(settings, clock=lambda: NOW) as library:
            save(library.archive, article(body=body))
            library.index(encoder)
    with Library(settings, clock=lambda: NOW) as library:
        library.search("lighthouse", encoder)
        (tmp_path / "other" / "readout.db").replace(tmp_path / "data" / "readout.db")
        [hit] = library.search("lighthouse", encoder)
        assert "lighthouse" in hit.passage and hit.by == "both", "no vector of the old archive"
        [kept] = (tmp_path / "data").glob("readout.db.replaced")
    with Archive(sqlite_url(kept)) as old:
        assert [item.text for item in stored(old)] == [TEXT]


def test_a_preview_or_stub_never_replaces_the_full_text(archive: Archive) -> None:
    save(archive, article())
    assert save(archive, article(body=TEXT[:60] + "…", complete=False)) == ["known"]
    assert save(archive, article(body="Page not found.")) == ["known"]
    assert stored(archive)[0].text == TEXT


def test_articles_are_found_by_their_words_with_the_passage(archive: Archive) -> None:
    far = "A long walk through the hills. " * 30
    save(archive, article(1, body=f"{far}The ferry to Sande runs again. {far}"), article(2))
    [hit] = [hit for hit in find(archive, "ferry Sande") if hit.by != "meaning"]
    assert "The ferry to Sande" in hit.passage
    assert hit.passage == hit.article.text[hit.start : hit.end]


@pytest.mark.parametrize("query", ['"', "a AND (", "NEAR(", "*", "title:x OR", "'; DROP TABLE", ""])
def test_no_query_is_a_syntax_error(archive: Archive, query: str) -> None:
    save(archive, article())
    find(archive, query or " ")


def test_search_is_fused_from_words_and_meaning_and_filtered(archive: Archive) -> None:
    save(
        archive,
        article(1, body="The ferry to Sande runs again after eleven weeks."),
        article(2, body="Boats cross the sound to the island of Sande at last."),
        article(60, body="The ferry was cancelled for weeks on end."),
    )
    encoder = FakeEncoder()
    with archive.begin() as connection:
        for item in articles_between(connection, None, None):
            store_vector(connection, item.id, encoder.embed([item.text])[0], encoder.name)
    hits = find(archive, "ferry to Sande")
    assert hits[0].article.title == "Story 1"
    assert hits[0].by == "both"
    recent = find(archive, "ferry", since=NOW - timedelta(hours=24))
    assert [hit.article.title for hit in recent] == ["Story 1"]


def test_vectors_of_another_model_are_not_compared(archive: Archive) -> None:
    save(archive, article(1))
    with archive.begin() as connection:
        [item] = articles_between(connection, None, None)
        store_vector(connection, item.id, np.ones(8, np.float32), "another")
    assert find(archive, "unheard") == []


def test_the_library_encodes_each_article_once(database_url: str) -> None:
    encoder = FakeEncoder()
    with Library(Settings(database_url=database_url), clock=lambda: NOW) as library:
        save(library.archive, article(1), article(2, body="The ferry runs again today at last."))
        assert library.index(encoder) == 2
        assert library.index(encoder) == 0
        assert library.search("ferry", encoder)[0].article.title == "Story 2"


def test_a_window_of_the_text_holds_most_of_the_words_asked_for() -> None:
    body = "alpha " * 100 + "the ferry and the quay " + "omega " * 100
    start, end = find_passage(body, Sought.of("quay ferry"))
    assert "ferry and the quay" in body[start:end]
    assert find_passage("short", Sought.of("absent")) == (0, 5)


def test_a_passage_is_whole_sentences_of_the_article(archive: Archive) -> None:
    text = (
        "The council of Varnholm met late on Monday. Nobody had expected the mayor to say no. "
        "The harbour ferry, which has crossed the sound for ninety years, will not be replaced "
        "before the quay has been rebuilt. That will take until spring at the earliest, he said."
    )
    with archive.begin() as connection:
        save_article(connection, Article(text=text, title="Ferry"), now=NOW)
        [hit] = search(connection, "harbour ferry quay", None)
    assert hit.passage.startswith("The harbour ferry, which")
    assert hit.passage.endswith(("rebuilt.", "he said."))


def test_sources_are_found_by_id_address_or_title(archive: Archive) -> None:
    with archive.begin() as connection:
        source, new = add_source(
            connection, "https://h.example/feed", now=NOW, title="Harbour", tags=["local"]
        )
        _, again = add_source(connection, "HTTPS://H.example/feed", now=NOW)
        assert (new, again) == (True, False)
        for name in (source.id, "https://h.example/feed", "Harbour"):
            assert get_source(connection, name).tags == ("local",)
        with pytest.raises(Refused):
            add_source(connection, "file:///etc/passwd", now=NOW)
        remove_source(connection, source.id)
        assert list_sources(connection) == []
        with pytest.raises(NotFound):
            get_source(connection, "Harbour")


def test_a_file_that_is_no_archive_is_named_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("not a database " * 100)
    with pytest.raises(StorageError, match=r"notes\.db: is not a Readout archive"):
        Archive(f"sqlite:///{path}")
    assert path.read_text().startswith("not a database")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_full_disk_is_told_and_loses_nothing(archive: Archive) -> None:
    save(archive, article(1))
    with pytest.raises(StorageFull, match="no room on the disk"), archive.begin() as connection:
        pages = connection.scalar(text("PRAGMA page_count"))
        connection.execute(text(f"PRAGMA max_page_count = {pages}"))
        for number in range(2, 60):
            save_article(connection, article(number, body=f"{TEXT} {number} " * 50), now=NOW)
    assert [item.title for item in stored(archive)] == ["Story 1"]


def test_a_read_only_archive_is_told(tmp_path: Path) -> None:
    path = tmp_path / "readout.db"
    with Archive(f"sqlite:///{path}"):
        pass
    with (
        Archive(f"sqlite:///file:{path}?mode=ro&uri=true") as archive,
        pytest.raises(StorageError, match="cannot be written"),
    ):
        save(archive, article())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("readout@", "rumour@", "has no such user"),
        ("?", "x?", "has no such database"),
        ("host=", "host=/nowhere", "cannot be reached"),
    ],
)
def test_a_server_that_lets_nobody_in_is_not_called_away(
    postgres: Server, old: str, new: str, said: str
) -> None:
    address = postgres.database()
    assert address.count(old) == 1
    with pytest.raises(StorageError, match=said):
        Archive(address.replace(old, new))


def test_an_address_that_is_none_is_told_with_an_example() -> None:
    with pytest.raises(StorageError, match="sqlite:///path"):
        Archive("nonsense")


WRITER = """
import sys
from datetime import UTC, datetime
from summarizer.archive.articles import save_article
from summarizer.archive.store import Archive
from summarizer.domain import Article

who = sys.argv[2]
with Archive(sys.argv[1]) as archive:
    for number in range(int(sys.argv[3])):
        with archive.begin() as connection:
            for half in "ab":
                text = f"Article {who} {number} {half} about the harbour and its quay."
                save_article(connection, Article(text=text), now=datetime.now(UTC))
        print(number, flush=True)
"""


def writer(url: str, who: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, url, who, str(count)], stdout=subprocess.PIPE, text=True
    )


def test_a_kill_in_the_middle_leaves_whole_transactions(database_url: str, tmp_path: Path) -> None:
    process = writer(database_url, "one", 10_000)
    assert process.stdout is not None
    for line in process.stdout:
        if int(line) >= 5:
            break
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    with Archive(database_url) as archive, archive.begin() as connection:
        count = count_articles(connection)
        assert count >= 12
        assert count % 2 == 0
    if database_url.startswith("sqlite"):
        file = sqlite3.connect(tmp_path / "readout.db")
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        file.close()


def test_two_processes_write_to_one_archive(database_url: str) -> None:
    processes = [writer(database_url, who, 25) for who in ("one", "two")]
    for process in processes:
        process.communicate()
    assert [process.returncode for process in processes] == [0, 0]
    with Archive(database_url) as archive, archive.begin() as connection:
        assert count_articles(connection) == 100


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_two_who_store_never_wait_for_each_other(archive: Archive, database_url: str) -> None:
    """What a feed brought may begin with an article or with an entry that is none."""
    with archive.begin() as connection:
        source, _ = add_source(connection, "https://h.example/feed", now=NOW)
    with Archive(database_url) as other, archive.begin() as first:
        save_article(first, article(1), now=NOW)
        with pytest.raises(StorageAway), other.begin() as second:
            second.execute(text("SET LOCAL lock_timeout = '20ms'"))
            mark_seen(second, source.id, "an entry without an article", None, NOW)


def test_of_a_story_that_goes_on_for_months_only_the_newest_articles_are_read(
    archive: Archive,
) -> None:
    told = [article(n, f"{TEXT} {n}", published=NOW - timedelta(90 - n)) for n in range(90)]
    with archive.begin() as connection:
        ids = [save_article(connection, one, now=NOW)[0] for one in told]
        story = Story("t", "Quay raised", tuple(load_articles(connection, ids)))
        keep_story(connection, story, NOW)
        keep_told_articles(connection, story.articles[:40], "readers", NOW)
        later = NOW + timedelta(days=1)
        since = NOW - timedelta(days=9)
        newest = active_stories(connection, since, 10)["t"][1]
        known = active_stories(connection, since, 10, among=["t"], told=("readers", later))
        unknown = active_stories(connection, since, 10, among=["t"], told=("others", later))
    assert [one.id for one in newest] == ids[80:]
    assert [one.id for one in known["t"][1]] == ids[30:40]
    assert unknown == {}


def test_who_came_late_is_told_by_the_sources_age_and_the_first_sight(archive: Archive) -> None:
    day = timedelta(days=1)
    with archive.begin() as connection:
        old, _ = add_source(connection, "https://a.example/feed", now=NOW - 9 * day)
        new, _ = add_source(connection, "https://b.example/feed", now=NOW)
        late = article(1, body=f"{TEXT} Late.", published=NOW - 2 * day)
        backlog = article(2, body=f"{TEXT} Backlog.", published=NOW - 2 * day)
        for item, source in ((late, old), (backlog, new)):
            save_article(connection, item, now=NOW + day / 2, source=source.id)

    def found(seen: datetime, **among: object) -> list[str]:
        with archive.read() as connection:
            window = {"since": NOW - 3 * day, "until": NOW - day}
            return [a.title for a in latecomers(connection, seen=seen, **window, **among)]  # type: ignore[arg-type]

    assert found(NOW) == found(NOW, among=[old.id, new.id]) == ["Story 1"]
    assert found(NOW + day) == found(NOW, among=[new.id]) == found(NOW, among=[]) == []


@pytest.mark.parametrize("sources", [["common"], ["rare"]])
def test_headlines_of_common_and_rare_sources_are_found_without_going_through_a_large_archive(
    tmp_path: Path, sources: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("summarizer.archive.articles.LOOKED_AT_FIRST", 100)
    rows = [
        {"id": f"a{i:05}", "content_hash": f"{i}", "title": f"Story {i}", "text": TEXT,
         "published": NOW - timedelta(minutes=i), "fetched": NOW}
        for i in range(6_000)
    ]  # fmt: skip
    rare = [{"article": f"a{i:05}", "source": "rare"} for i in range(5_990, 6_000)]
    common = [{"article": row["id"], "source": "common"} for row in rows]
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    with Archive(sqlite_url(tmp_path / "a.db")) as archive, archive.begin() as connection:
        connection.execute(articles.insert(), rows)
        for name in ("rare", "common"):
            kept = {"id": name, "kind": "feed", "url": f"https://{name}.example", "added": NOW}
            connection.execute(sources_table.insert(), kept)
        connection.execute(article_sources.insert(), rare + common)
        raw = connection.connection.dbapi_connection
        assert raw is not None
        raw.set_progress_handler(count, 100)
        found = newest_headlines(connection, sources, 10)
        raw.set_progress_handler(None, 0)
    first = 5_990 if sources == ["rare"] else 0
    assert [ident for ident, _ in found] == [f"a{i:05}" for i in range(first, first + 10)]
    assert steps < 400, "it went through all of them"
