"""Gathering: what comes in from a loopback news site, through real sockets and a real database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web
from support.newspaper import Newspaper, newspaper

from summarizer.archive.articles import articles_between, count_articles
from summarizer.archive.sources import Source, add_source, due_sources, get_source
from summarizer.archive.store import Archive
from summarizer.gather import Gathered, Reader, gather
from summarizer.lookup import find_source
from summarizer.sources.web import Fetcher, Limits
from summarizer.sources.worker import ParseWorker

NOW = datetime(2024, 8, 29, 12, 0, tzinfo=UTC)


@pytest.fixture
async def paper() -> AsyncIterator[Newspaper]:
    async with newspaper() as running:
        yield running


@pytest.fixture
async def reader(paper: Newspaper, tmp_path: Path) -> AsyncIterator[Reader]:
    limits = Limits(seconds=5, pause=0)
    with Archive(f"sqlite:///{tmp_path / 'a.db'}") as archive:
        async with (
            Fetcher(allow_hosts=frozenset({paper.host}), limits=limits) as fetcher,
            ParseWorker() as worker,
        ):
            yield Reader(archive, fetcher, worker, NOW, spread=lambda: 0.0)


async def fetch_feed(reader: Reader, paper: Newspaper) -> Gathered:
    with reader.archive.begin() as connection:
        source, _ = add_source(connection, paper.url("feed"), now=reader.now)
    return await fetch(reader, source)


async def fetch(reader: Reader, source: Source) -> Gathered:
    [result] = await gather(reader, [source])
    return result


def titles(reader: Reader) -> list[str]:
    with reader.archive.begin() as connection:
        return [article.title for article in articles_between(connection, None, None)]


async def test_a_teaser_is_read_from_its_page_and_a_full_entry_from_the_feed(
    reader: Reader, paper: Newspaper
) -> None:
    paper.add("Ferry line reopens", page_words=150)
    paper.add("Council raises the quay", feed_words=260, hours_ago=2)
    result = await fetch_feed(reader, paper)
    assert (result.new, result.error) == (2, None)
    assert "/a/0" in paper.asked
    assert "/a/1" not in paper.asked
    with reader.archive.begin() as connection:
        first, second = articles_between(connection, None, None)
    assert len(first.text.split()) >= 140
    assert (first.source, first.title) == ("Harbour Gazette", "Ferry line reopens")
    assert len(second.text.split()) >= 250


async def test_nothing_is_fetched_or_stored_twice(reader: Reader, paper: Newspaper) -> None:
    paper.add("Ferry line reopens")
    result = await fetch_feed(reader, paper)
    asked = len(paper.asked)
    again = await fetch(reader, result.source)
    assert (again.new, again.changed, again.known) == (0, 0, 0)
    assert paper.asked[asked:] == ["/feed"]


async def test_only_what_is_new_is_read_next_time(reader: Reader, paper: Newspaper) -> None:
    paper.add("Ferry line reopens")
    first = await fetch_feed(reader, paper)
    paper.add("Quay closed after storm", hours_ago=0)
    again = await fetch(reader, first.source)
    assert again.new == 1
    assert paper.asked.count("/a/0") == 1


async def test_ids_and_dates_that_change_do_not_make_old_news_new(
    reader: Reader, paper: Newspaper
) -> None:
    paper.add("Ferry line reopens", hours_ago=5)
    first = await fetch_feed(reader, paper)
    paper.rename_ids()
    again = await fetch(reader, first.source)
    assert again.new == 0
    with reader.archive.begin() as connection:
        [article] = articles_between(connection, None, None)
    assert article.published == NOW - timedelta(hours=5)


async def test_an_article_that_was_rewritten_keeps_its_versions(
    reader: Reader, paper: Newspaper
) -> None:
    paper.add("Council raises the quay", feed_words=260)
    first = await fetch_feed(reader, paper)
    paper.rewrite(0, feed_words=300)
    again = await fetch(reader, first.source)
    assert (again.new, again.changed) == (0, 1)
    with reader.archive.begin() as connection:
        assert count_articles(connection) == 1


async def test_the_first_fetch_of_a_feed_floods_nobody(reader: Reader, paper: Newspaper) -> None:
    for hour in range(60):
        paper.add(f"Story {hour}", feed_words=210, hours_ago=hour * 3)
    first = await fetch_feed(reader, paper)
    assert first.new == 10
    paper.add("Fresh news", feed_words=210, hours_ago=0)
    later = await fetch(reader, first.source)
    assert later.new == 1


async def test_robots_txt_leaves_the_excerpt_marked_incomplete(
    reader: Reader, paper: Newspaper
) -> None:
    paper.add("Members only", path="/private/x", feed_words=40)
    result = await fetch_feed(reader, paper)
    assert result.new == 1
    with reader.archive.begin() as connection:
        [article] = articles_between(connection, None, None)
    assert not article.complete


@pytest.mark.parametrize(
    ("status", "state", "wait"),
    [
        (500, "active", timedelta(minutes=5)),
        (404, "active", timedelta(minutes=5)),
        (410, "retired", None),
    ],
)
async def test_a_failure_is_told_in_words_and_waited_out(
    reader: Reader, paper: Newspaper, status: int, state: str, wait: timedelta | None
) -> None:
    paper.fail_with(status)
    result = await fetch_feed(reader, paper)
    health = result.source.health
    assert str(status) in (result.error or "")
    assert (health.state, health.failures) == (state, 1)
    assert health.next_check == (NOW + wait if wait else None)


async def test_backoff_doubles_and_the_source_is_paused_after_eleven(
    reader: Reader, paper: Newspaper
) -> None:
    paper.fail_with(500)
    result = await fetch_feed(reader, paper)
    waits = []
    for _ in range(10):
        waits.append((result.source.health.next_check or NOW) - NOW)
        result = await fetch(reader, result.source)
    assert [w / timedelta(minutes=5) for w in waits[:4]] == [1, 2, 4, 8]
    assert max(waits) == timedelta(hours=24)
    assert result.source.health.state == "paused"
    paper.fail_with(200)
    healed = await fetch(reader, result.source)
    assert (healed.source.health.state, healed.source.health.failures) == ("active", 0)


async def test_only_sources_whose_time_has_come_are_due(reader: Reader, paper: Newspaper) -> None:
    await fetch_feed(reader, paper)
    with reader.archive.begin() as connection:
        assert due_sources(connection, NOW + timedelta(minutes=29)) == []
        assert len(due_sources(connection, NOW + timedelta(minutes=31))) == 1


async def test_a_site_s_address_leads_to_its_feed(reader: Reader, paper: Newspaper) -> None:
    paper.add("Ferry line reopens")
    found = await find_source(reader, paper.url(""))
    assert (found.kind, found.url, found.title) == ("feed", paper.url("feed"), "Harbour Gazette")


async def test_a_single_page_is_a_source_too(reader: Reader, paper: Newspaper) -> None:
    paper.add("Ferry line reopens", page_words=150)
    found = await find_source(reader, paper.url("a/0"))
    assert (found.kind, found.title) == ("page", "Ferry line reopens")
    with reader.archive.begin() as connection:
        source, _ = add_source(connection, found.url, now=NOW, kind="page")
    assert (await fetch(reader, source)).new == 1
    assert titles(reader) == ["Ferry line reopens"]


async def test_a_watched_folder_gives_its_new_files(reader: Reader, tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    text = "The harbour council met on Tuesday. It voted to raise the quay by half a metre. "
    (folder / "one.txt").write_text(text * 2)
    with reader.archive.begin() as connection:
        source, _ = add_source(connection, str(folder), now=NOW, kind="folder")
    first = await fetch(reader, source)
    (folder / "two.txt").write_text(text.replace("quay", "dyke") * 2)
    second = await fetch(reader, first.source)
    assert (first.new, second.new, second.known) == (1, 1, 1)


async def test_one_bad_source_does_not_stop_the_others(reader: Reader, paper: Newspaper) -> None:
    paper.add("Ferry line reopens", feed_words=210)
    with reader.archive.begin() as connection:
        good, _ = add_source(connection, paper.url("feed"), now=NOW)
        bad, _ = add_source(connection, "http://127.0.0.1:1/feed", now=NOW)
    results = await gather(reader, [bad, good])
    assert "not a public address" in (results[0].error or "")
    assert results[1].new == 1
    with reader.archive.begin() as connection:
        assert get_source(connection, bad.id).health.last_error == results[0].error


async def test_a_parser_that_never_ends_is_killed(reader: Reader, paper: Newspaper) -> None:
    paper.serve("/feed", lambda _request: web.Response(body=ENDLESS, content_type="text/xml"))
    async with ParseWorker(seconds=1.5) as worker:
        impatient = replace(reader, worker=worker)
        result = await fetch_feed(impatient, paper)
        assert "within 1.5 seconds" in (result.error or "")
        paper.serve("/feed", None)
        paper.add("Ferry line reopens", feed_words=210)
        assert (await fetch(impatient, result.source)).new == 1


ENDLESS = (
    b'<rss version="2.0"><channel><title>x</title><item '
    + b" ".join(b'a%d="x"' % i for i in range(100_000))
    + b"><title>t</title></item></channel></rss>"
)


async def test_behind_a_log_in_wall_the_feed_s_excerpt_is_kept_and_marked(
    reader: Reader, paper: Newspaper
) -> None:
    paper.add("Ferry line reopens", feed_words=60)
    wall = "<html><body><p>Please log in to read this article.</p><p>Log in</p></body></html>"
    paper.serve("/a/0", lambda _request: web.Response(text=wall, content_type="text/html"))
    assert (await fetch_feed(reader, paper)).new == 1
    with reader.archive.begin() as connection:
        [article] = articles_between(connection, None, None)
    assert not article.complete
    assert article.text == paper.items[0].feed_text
