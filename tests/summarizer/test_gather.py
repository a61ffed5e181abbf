"""Gathering: what comes in from a loopback news site, through real sockets and a real database."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from sqlalchemy import func, select
from support.newspaper import Newspaper, newspaper, prose
from support.parser import KeptParser

from summarizer.archive.articles import (
    articles_between,
    count_articles,
    forget_before,
    save_article,
)
from summarizer.archive.schema import entries
from summarizer.archive.sources import (
    Source,
    add_source,
    due_sources,
    get_source,
    keep_health,
    list_sources,
    remove_source,
)
from summarizer.archive.store import Archive
from summarizer.domain import Article
from summarizer.entries import MORE_ENTRIES, TIRED, Reader
from summarizer.gather import Gathered, gather
from summarizer.lookup import find_source
from summarizer.sources.politeness import (
    FAILURES_TO_PAUSE,
    Health,
    alarm_due,
    by_hand,
    is_held,
)
from summarizer.sources.web import Fetcher, Limits
from summarizer.sources.worker import ParseWorker

NOW = datetime(2024, 8, 29, 12, 0, tzinfo=UTC)


@pytest.fixture
async def paper() -> AsyncIterator[Newspaper]:
    async with newspaper() as running:
        yield running


@pytest.fixture
async def reader(paper: Newspaper, parser: KeptParser, tmp_path: Path) -> AsyncIterator[Reader]:
    limits = Limits(seconds=120, idle_seconds=60, pause=0)
    hosts = frozenset({paper.host, f"localhost:{paper.port}"})
    with Archive(f"sqlite:///{tmp_path / 'a.db'}") as archive:
        async with Fetcher(allow_hosts=hosts, limits=limits) as fetcher, parser as worker:
            yield Reader(archive, fetcher, worker, NOW, spread=lambda: 0.0)


def follow(reader: Reader, url: str, **more: Any) -> Source:
    with reader.archive.begin() as connection:
        source, _ = add_source(connection, url, now=reader.now, **more)
    return source


async def fetch_feed(reader: Reader, paper: Newspaper) -> Gathered:
    return await fetch(reader, follow(reader, paper.url("feed")))


async def fetch(reader: Reader, source: Source) -> Gathered:
    [result] = await gather(reader, [source])
    return result


def stored(reader: Reader) -> list[Article]:
    with reader.archive.begin() as connection:
        return list(articles_between(connection, None, None))


def titles(reader: Reader) -> list[str]:
    return [article.title for article in stored(reader)]


async def test_a_teaser_is_read_from_its_page_and_a_full_entry_from_the_feed(
    reader: Reader, paper: Newspaper
) -> None:
    paper.add("Ferry line reopens", page_words=150)
    paper.add("Council raises the quay", feed_words=260, hours_ago=2)
    result = await fetch_feed(reader, paper)
    assert (result.new, result.error) == (2, None)
    assert "/a/0" in paper.asked
    assert "/a/1" not in paper.asked
    first, second = stored(reader)
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
    [article] = stored(reader)
    assert article.published == NOW - timedelta(hours=5)


async def test_a_short_entry_without_a_page_is_followed_when_it_is_corrected(
    reader: Reader, paper: Newspaper
) -> None:
    told = "The ferry company of Harwick fined {} sailors on Monday for nets that were too fine."
    item = "<item><title>Nets</title><guid isPermaLink='false'>n</guid><description>{}"
    paper.channel = f"{item}</description></item>".format(told.format(12))
    first = await fetch_feed(reader, paper)
    paper.channel = paper.channel.replace("12", "21")
    again = await fetch(reader, first.source)
    assert (again.new, again.changed) == (0, 1)
    [article] = stored(reader)
    assert article.text == told.format(21)


async def test_an_excerpt_whose_page_cannot_be_read_is_followed_when_it_is_corrected(
    reader: Reader, paper: Newspaper
) -> None:
    paper.add("Members only", path="/private/x", feed_words=40)
    paper.add("Open to all", feed_words=40, page_words=150)
    first = await fetch_feed(reader, paper)
    for item in paper.items:
        item.feed_text = item.feed_text.replace("Fishermen", "Sailors")
    asked = len(paper.asked)
    again = await fetch(reader, first.source)
    assert (again.new, again.changed) == (0, 1)
    assert article_of(reader, "Members only").text == paper.items[0].feed_text
    assert article_of(reader, "Open to all").complete
    assert paper.asked[asked:] == ["/feed"]
    paper.channel = "<ttl>60</ttl>"
    assert (await fetch(reader, again.source)).changed == 0
    for item in paper.items:
        item.feed_text = item.feed_text.replace("Sailors", "Fishermen")
    assert (await fetch(reader, again.source)).changed == 1
    assert "Fishermen" in article_of(reader, "Members only").text


async def test_an_entry_of_nothing_but_a_text_is_news(reader: Reader, paper: Newspaper) -> None:
    told = prose(30, "oaks")
    paper.channel = f"<item><description>{told}</description></item>"
    first = await fetch_feed(reader, paper)
    [article] = stored(reader)
    assert (article.text, article.url) == (told, None)
    assert article.title_made
    again = await fetch(reader, first.source)
    assert (again.new, again.changed) == (0, 0)


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


@pytest.mark.parametrize("feed_words", [20, 260])
async def test_a_corrected_headline_is_followed_without_asking_for_the_page_again(
    reader: Reader, paper: Newspaper, feed_words: int
) -> None:
    paper.add("Mayor resings", feed_words=feed_words)
    first = await fetch_feed(reader, paper)
    paper.items[0].title = "Mayor resigns"
    again = await fetch(reader, first.source)
    assert (again.new, again.changed, titles(reader)) == (0, 1, ["Mayor resigns"])
    assert paper.asked.count("/a/0") == (feed_words < 200)
    paper.items[0].title = "Mayor resings"
    assert (await fetch(reader, first.source)).changed == 1, "nor is one taken back overlooked"
    assert titles(reader) == ["Mayor resings"]


async def test_two_feeds_that_word_a_headline_differently_do_not_correct_each_other(
    reader: Reader, paper: Newspaper
) -> None:
    paper.add("Ferry line reopens", feed_words=260)
    first = await fetch_feed(reader, paper)

    def sport(_request: web.Request) -> web.Response:
        body = paper.feed().replace("<title>Ferry line reopens", "<title>At last")
        return web.Response(text=body, content_type="application/rss+xml")

    paper.serve("/sport", sport)
    other = follow(reader, paper.url("sport"))
    for source in (other, first.source, other, first.source):
        paper.channel += " "  # so that neither feed says that nothing changed
        assert (await fetch(reader, source)).changed == 0
        assert titles(reader) == ["Ferry line reopens"]


async def test_entries_of_one_page_do_not_rename_its_article(
    reader: Reader, paper: Newspaper
) -> None:
    paper.add("Live: the storm at noon", path="/live")
    first = await fetch_feed(reader, paper)
    paper.add("Live: the storm at one", path="/live", hours_ago=0)
    for _ in range(2):
        paper.channel += " "
        await fetch(reader, first.source)
        assert len(titles(reader)) == 1
    [title] = titles(reader)
    paper.channel += " "
    assert (await fetch(reader, first.source)).changed == 0
    assert titles(reader) == [title]


async def test_the_first_fetch_of_a_feed_floods_nobody(reader: Reader, paper: Newspaper) -> None:
    for hour in range(60):
        paper.add(f"Story {hour}", feed_words=210, hours_ago=hour * 3)
    first = await fetch_feed(reader, paper)
    assert first.new == 10
    paper.add("Fresh news", feed_words=210, hours_ago=0)
    later = await fetch(reader, first.source)
    assert later.new == 1


async def test_a_folder_that_is_given_up_keeps_what_was_read(
    reader: Reader, tmp_path: Path
) -> None:
    folder = tmp_path / "watched"
    folder.mkdir()
    rows = [json.dumps({"id": f"row-{n}", "text": prose(60, f"row {n}")}) for n in range(3000)]
    (folder / "rows.jsonl").write_text("\n".join(rows))
    source = follow(reader, str(folder), kind="folder")
    loop, threads = asyncio.get_running_loop(), ThreadPoolExecutor()
    loop.set_default_executor(threads)
    task = asyncio.create_task(gather(reader, [source]))
    async with asyncio.timeout(60):
        while not titles(reader):  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    threads.shutdown(wait=True)
    loop.set_default_executor(ThreadPoolExecutor())
    assert 0 < len(titles(reader)) < 3000


def moved(paper: Newspaper, host: str = "localhost") -> str:
    """An address that leads to the feed for good, by default under the host's other name."""
    headers = {"Location": paper.url("feed")}
    paper.serve("/old", lambda _request: web.Response(status=301, headers=headers))
    return f"http://{host}:{paper.port}/old"


def stored_for(reader: Reader, source: Source) -> list[str]:
    with reader.archive.begin() as connection:
        found = articles_between(connection, None, None, sources=[source.id])
    return [article.title for article in found]


async def both_sources(
    reader: Reader, paper: Newspaper, host: str = "localhost"
) -> tuple[Source, Source]:
    """A source with an article from before, whose address leads to another that is read."""
    with reader.archive.begin() as connection:
        old, _ = add_source(connection, moved(paper, host), now=NOW, tags=["coast"])
        kept, _ = add_source(connection, paper.url("feed"), now=NOW, tags=["town"])
        past = Article(text=prose(80, "past"), title="The old quay", published=NOW)
        save_article(connection, past, now=NOW, source=old.id)
    return old, kept


@pytest.mark.parametrize(
    ("host", "given", "tags"),
    [("127.0.0.1", {"The old quay"}, ("town", "coast")), ("localhost", set(), ("town",))],
    ids=["of its own site", "of another site"],
)
async def test_a_source_that_moved_onto_a_known_one_goes_over_into_it(
    reader: Reader, paper: Newspaper, host: str, given: set[str], tags: tuple[str, ...]
) -> None:
    paper.add("Ferry line reopens")
    old, kept = await both_sources(reader, paper, host)
    await gather(reader, [kept])
    [result] = await gather(reader, [old])
    assert result.source.health.state == "retired"
    assert paper.url("feed") in (result.source.health.last_error or "")
    with reader.archive.begin() as connection:
        assert get_source(connection, kept.id).tags == tags
        later = NOW + timedelta(days=3)
        assert [one.id for one in due_sources(connection, later)] == [kept.id]
        assert get_source(connection, "Harbour Gazette").id == kept.id
    assert set(stored_for(reader, kept)) == {"Ferry line reopens", *given}
    paper.add("Quay closed after storm", hours_ago=0)
    await gather(reader, [kept])
    titles = {"Ferry line reopens", "The old quay", "Quay closed after storm"}
    assert set(stored_for(reader, old)) == titles, "whoever chose the old one reads on"


async def test_without_the_one_it_went_into_a_source_is_read_again(
    reader: Reader, paper: Newspaper
) -> None:
    paper.add("Ferry line reopens")
    old, kept = await both_sources(reader, paper)
    await gather(reader, [kept, old])
    with reader.archive.begin() as connection:
        remove_source(connection, kept.id)
        [due] = due_sources(connection, NOW)
    [result] = await gather(reader, [due])
    with reader.archive.begin() as connection:
        found = get_source(connection, old.id)
    assert (result.error, found.url, found.health.state) == (None, paper.url("feed"), "active")


async def test_a_source_does_not_go_over_into_one_that_is_not_read(
    reader: Reader, paper: Newspaper
) -> None:
    paper.add("Ferry line reopens")
    old, kept = await both_sources(reader, paper)
    with reader.archive.begin() as connection:
        keep_health(connection, kept.id, Health(state="paused"))
    [result] = await gather(reader, [old])
    assert (result.new, result.source.health.state) == (1, "active")


@pytest.mark.parametrize(("hours", "asked"), [(1, 3), (25, 2)])
async def test_an_undated_entry_whose_page_failed_is_tried_again_for_a_day(
    reader: Reader, paper: Newspaper, hours: int, asked: int
) -> None:
    paper.add("Ferry line reopens", feed_words=30, page_words=150)
    undated = re.sub("<pubDate>.*?</pubDate>", "", paper.feed())
    paper.serve("/feed", lambda _: web.Response(text=undated, content_type="text/xml"))
    paper.serve("/a/0", lambda _: web.Response(status=503))
    first = await fetch_feed(reader, paper)
    await fetch(replace(reader, now=NOW + timedelta(hours=hours)), first.source)
    paper.serve("/a/0", None)
    await fetch(replace(reader, now=NOW + timedelta(hours=hours + 1)), first.source)
    assert paper.asked.count("/a/0") == asked
    [article] = stored(reader)
    assert (len(article.text.split()) > 100) is (asked == 3)


async def test_robots_txt_leaves_the_excerpt_marked_incomplete(
    reader: Reader, paper: Newspaper
) -> None:
    paper.add("Members only", path="/private/x", feed_words=40)
    result = await fetch_feed(reader, paper)
    assert result.new == 1
    [article] = stored(reader)
    assert not article.complete


async def test_a_feed_that_hides_where_its_articles_stand_is_told_to_do_so(
    reader: Reader, paper: Newspaper
) -> None:
    paper.add("Ferry line reopens", path="https://news.google.com/rss/articles/CBM", feed_words=1)
    hidden = paper.feed().replace(f"http://{paper.host}https", "https")
    paper.serve("/feed", lambda _: web.Response(text=hidden))
    result = await fetch_feed(reader, paper)
    assert (result.new, result.error) == (0, None)
    assert "add the outlet's own feed" in result.problems[0].reason


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


async def test_a_source_that_was_silent_for_weeks_is_read_again_when_it_comes_back(
    reader: Reader, paper: Newspaper
) -> None:
    paper.fail_with(500)
    now, asked, told = NOW, 0, 0
    result = await fetch_feed(reader, paper)
    for _ in range(30 * 24):
        now += timedelta(hours=1)
        with reader.archive.read() as connection:
            due = due_sources(connection, now)
        if due:
            result, asked = await fetch(replace(reader, now=now), due[0]), asked + 1
        if alarm_due(result.source.health, now):
            told += 1
            told_now = replace(result.source.health, last_alarm=now)
            result = replace(result, source=replace(result.source, health=told_now))
            with reader.archive.begin() as connection:
                keep_health(connection, result.source.id, told_now)
    assert result.source.health.state == "paused"
    assert asked < 45, "hardly more than once a day"
    assert told == 1, "and it is told once"
    paper.fail_with(200)
    paper.add("Ferry line reopens")
    with reader.archive.read() as connection:
        [due] = due_sources(connection, now + timedelta(days=2))
    healed = await fetch(replace(reader, now=now), due)
    assert (healed.source.health.state, healed.new) == ("active", 1)


async def test_what_a_person_paused_is_never_due(reader: Reader, paper: Newspaper) -> None:
    paper.fail_with(500)
    result = await fetch_feed(reader, paper)
    for _ in range(12):
        result = await fetch(reader, result.source)
    with reader.archive.begin() as connection:
        keep_health(connection, result.source.id, by_hand(result.source.health, NOW, paused=True))
        assert due_sources(connection, NOW + timedelta(days=400)) == []


async def test_only_sources_whose_time_has_come_are_due(reader: Reader, paper: Newspaper) -> None:
    await fetch_feed(reader, paper)
    with reader.archive.begin() as connection:
        assert due_sources(connection, NOW + timedelta(minutes=29)) == []
        assert len(due_sources(connection, NOW + timedelta(minutes=31))) == 1


async def test_a_site_s_address_leads_to_its_feed(reader: Reader, paper: Newspaper) -> None:
    paper.add("Ferry line reopens")
    found = await find_source(reader, paper.url(""))
    assert (found.kind, found.url, found.title) == ("feed", paper.url("feed"), "Harbour Gazette")


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ('<meta http-equiv="Refresh" content="0; url=/news/">', "feed"),
        ('<meta http-equiv="refresh" content="1800; url=/news/">', "page"),
        ('<noscript><meta http-equiv="refresh" content="0; url=/news/"></noscript>', "page"),
    ],
)
async def test_a_page_that_leads_on_at_once_is_followed(
    reader: Reader, paper: Newspaper, head: str, kind: str
) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    told = f"<html><head>{head}</head><body><p>{prose(60, 'door')}</p></body></html>"
    paper.serve("/old", lambda _: web.Response(text=told, content_type="text/html"))
    paper.serve("/news/", lambda _: web.Response(text=f"<html><head>{link}</head></html>"))
    assert (await find_source(reader, paper.url("old"))).kind == kind


async def test_a_single_page_is_a_source_too(reader: Reader, paper: Newspaper) -> None:
    paper.add("Ferry line reopens", page_words=150)
    found = await find_source(reader, paper.url("a/0"))
    assert (found.kind, found.title) == ("page", "Ferry line reopens")
    source = follow(reader, found.url, kind="page")
    assert (await fetch(reader, source)).new == 1
    assert titles(reader) == ["Ferry line reopens"]


QUAY = "The harbour council met on Tuesday. It voted to raise the quay by half a metre. "


def watched_folder(reader: Reader, tmp_path: Path) -> tuple[Path, Source]:
    """A folder with one file, which is read as a source."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "one.txt").write_text(QUAY * 2)
    source = follow(reader, str(folder), kind="folder")
    return folder, source


async def test_a_watched_folder_gives_its_new_files(reader: Reader, tmp_path: Path) -> None:
    folder, source = watched_folder(reader, tmp_path)
    first = await fetch(reader, source)
    (folder / "two.txt").write_text(QUAY.replace("quay", "dyke") * 2)
    second = await fetch(reader, first.source)
    assert (first.new, second.new, second.known) == (1, 1, 1)


async def test_a_file_that_was_deleted_with_its_days_is_not_told_again_as_new(
    reader: Reader, tmp_path: Path
) -> None:
    folder, source = watched_folder(reader, tmp_path)
    first = await fetch(reader, source)
    later = NOW + timedelta(days=31)
    with reader.archive.begin() as connection:
        assert forget_before(connection, NOW + timedelta(days=1)) == 1
    again = await fetch(replace(reader, now=later), first.source)
    assert (first.new, again.new, titles(reader)) == (1, 0, [])
    (folder / "one.txt").write_text(QUAY.replace("quay", "dyke") * 2)
    assert (await fetch(replace(reader, now=later), again.source)).new == 1


async def test_what_a_feed_shows_for_years_stays_known_and_what_it_drops_is_forgotten(
    reader: Reader, paper: Newspaper
) -> None:
    paper.add("Ferry line reopens", feed_words=210)
    result = await fetch_feed(reader, paper)
    kept = []
    for month in range(1, 40):
        now = NOW + timedelta(days=30 * month)
        paper.items = paper.items[:1]
        paper.add(f"Quay closed for month {month}", feed_words=210, path=f"/m/{month}")
        with reader.archive.begin() as connection:
            forget_before(connection, now - timedelta(days=60))
        result = await fetch(replace(reader, now=now), result.source)
        assert result.new == 1, "the ferry line is not new again"
        with reader.archive.read() as connection:
            rows = connection.execute(select(func.count()).select_from(entries))
            kept.append(rows.scalar_one())
    assert max(kept) == max(kept[:20]), "no more in the third year than in the second"


async def test_one_bad_source_does_not_stop_the_others(reader: Reader, paper: Newspaper) -> None:
    paper.add("Ferry line reopens", feed_words=210)
    good = follow(reader, paper.url("feed"))
    bad = follow(reader, "http://127.0.0.1:1/feed")
    results = await gather(reader, [bad, good])
    assert "not a public address" in (results[0].error or "")
    assert results[1].new == 1
    with reader.archive.begin() as connection:
        assert get_source(connection, bad.id).health.last_error == results[0].error


POISON = [
    r"https://harbour.example/?a=\ud800",  # half of a character, as JSON can write it
    "https://[harbour:443]/story",
    "https://[::1]]/story",
    "https://user@[:80|]/story",
]


@pytest.mark.parametrize("link", POISON)
async def test_no_link_in_a_feed_stops_the_others(
    reader: Reader, paper: Newspaper, link: str
) -> None:
    item = {"id": "1", "url": "LINK", "title": "Poison", "content_text": prose(30, "poison")}
    version = "https://jsonfeed.org/version/1.1"
    body = json.dumps({"version": version, "title": "Odd", "items": [item]}).replace("LINK", link)
    paper.serve("/odd", lambda _: web.Response(text=body, content_type="application/json"))
    paper.add("Ferry line reopens")
    with reader.archive.begin() as connection:
        sources = [add_source(connection, paper.url(path), now=NOW)[0] for path in ("odd", "feed")]
    odd, feed = await gather(reader, sources)
    assert (odd.error, feed.error, feed.new) == (None, None, 1)
    assert "Poison" in titles(reader), "its words are read; its link is not kept"


async def test_a_fault_of_our_own_is_one_line_in_the_table_and_stops_nothing(
    reader: Reader,
    paper: Newspaper,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stumble(*_: object, **__: object) -> None:
        raise OSError("the reader stumbled")

    folder = tmp_path / "watched"
    folder.mkdir()
    paper.add("Ferry line reopens")
    monkeypatch.setattr("summarizer.gather.read_paths", stumble)
    broken = follow(reader, str(folder), kind="folder")
    feed = follow(reader, paper.url("feed"))
    first, second = await gather(reader, [broken, feed])
    assert first.error == "could not be read (OSError)"
    assert first.source.health.failures == 1, "it is not tried again at once"
    assert second.new == 1
    assert "the reader stumbled" in caplog.text


async def test_a_source_that_is_removed_while_it_is_fetched_does_not_stop_the_others(
    reader: Reader, paper: Newspaper
) -> None:
    paper.add("Ferry line reopens", feed_words=210)
    gone = follow(reader, paper.url("feed?gone"))
    stays = follow(reader, paper.url("feed"))
    paper.serve("/feed", remove_first(reader, gone, paper))
    results = await gather(reader, [gone, stays])
    assert [result.error for result in results] == ["it was removed while it was fetched", None]
    assert results[1].new == 1
    with reader.archive.begin() as connection:
        assert [source.id for source in list_sources(connection)] == [stays.id]


def remove_first(
    reader: Reader, source: Source, paper: Newspaper
) -> Callable[[web.Request], web.Response]:
    """Answer with the feed, after a person has removed the source."""

    def answer(_request: web.Request) -> web.Response:
        with reader.archive.begin() as connection:
            remove_source(connection, source.id)
        return web.Response(text=paper.feed(), content_type="application/rss+xml")

    return answer


async def test_a_parser_that_never_ends_is_killed(reader: Reader, paper: Newspaper) -> None:
    paper.serve("/feed", lambda _request: web.Response(body=ENDLESS, content_type="text/xml"))
    async with ParseWorker(seconds=1.5) as worker:
        impatient = replace(reader, worker=worker)
        result = await fetch_feed(impatient, paper)
        assert "within 1.5 seconds" in (result.error or "")
        worker._seconds = 120
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
    [article] = stored(reader)
    assert not article.complete
    assert article.text == paper.items[0].feed_text


async def test_a_page_of_a_fault_that_is_sent_as_if_all_were_well_takes_no_excerpt_s_place(
    reader: Reader, paper: Newspaper
) -> None:
    paper.add("Ferry line reopens", feed_words=20)
    lost = (
        "<html><head><title>Seite nicht gefunden</title></head><body><h1>Seite nicht gefunden</h1>"
        "<p>Was Sie suchen, steht hier nicht mehr, oder es stand hier nie. Sehen Sie bitte noch "
        "einmal nach, ob die Adresse stimmt, oder fangen Sie auf unserer ersten Seite von vorn "
        "an, wo alle neuen Berichte stehen.</p></body></html>"
    )
    paper.serve("/a/0", lambda _request: web.Response(text=lost, content_type="text/html"))
    await fetch_feed(reader, paper)
    [article] = stored(reader)
    assert article.text == paper.items[0].feed_text
    assert not article.complete


def down(_request: web.Request) -> web.Response:
    return web.Response(status=503)


def article_of(reader: Reader, title: str) -> Article:
    every = stored(reader)
    [found] = [article for article in every if article.title == title]
    return found


async def test_what_was_too_much_for_one_fetch_comes_with_the_next(
    reader: Reader, paper: Newspaper
) -> None:
    paper.add("The first", feed_words=210)
    result = await fetch_feed(reader, paper)
    for number in range(MORE_ENTRIES + 7):
        paper.add(f"Story {number}", feed_words=210, hours_ago=number / 10)
    counts = []
    for _ in range(3):
        with reader.archive.begin() as connection:
            source = get_source(connection, result.source.id)
        result = await fetch(reader, source)
        counts.append(result.new)
    assert counts == [MORE_ENTRIES, 7, 0]


@pytest.mark.parametrize("feed_words", [5, 40])
async def test_a_page_that_does_not_answer_is_read_when_it_does(
    reader: Reader, paper: Newspaper, feed_words: int
) -> None:
    paper.add("Ferry line reopens", feed_words=feed_words, page_words=150)
    paper.serve("/a/0", down)
    first = await fetch_feed(reader, paper)
    assert first.new == (1 if feed_words == 40 else 0)
    paper.serve("/a/0", None)
    with reader.archive.begin() as connection:
        source = get_source(connection, first.source.id)
    second = await fetch(reader, source)
    assert second.new + second.changed == 1
    article = article_of(reader, "Ferry line reopens")
    assert article.complete
    assert len(article.text.split()) >= 140
    with reader.archive.begin() as connection:
        source = get_source(connection, source.id)
    asked = len(paper.asked)
    await fetch(reader, source)
    assert paper.asked[asked:] == ["/feed"]


NOTICES = (
    "<title>Site maintenance</title><p>We are mending our machines. Come back after breakfast, "
    "when all of the news of the harbour and the valley will stand here as it always has.</p>",
    "<title>Just a moment...</title><h1>coast.example</h1>",
    "<title>Wartungsarbeiten</title><p>Wir sind bald wieder für Sie da.</p>",
)


@pytest.mark.parametrize("notice", NOTICES)
async def test_an_article_is_read_when_the_notice_that_stood_in_its_place_is_gone(
    reader: Reader, paper: Newspaper, notice: str
) -> None:
    paper.add("Ferry line reopens", feed_words=40, page_words=150)
    paper.serve("/a/0", lambda _request: web.Response(text=notice, content_type="text/html"))
    first = await fetch_feed(reader, paper)
    assert not article_of(reader, "Ferry line reopens").complete
    paper.serve("/a/0", None)
    with reader.archive.begin() as connection:
        source = get_source(connection, first.source.id)
    assert (await fetch(reader, source)).changed == 1
    assert article_of(reader, "Ferry line reopens").complete


async def test_a_page_that_fails_for_a_day_is_given_up(reader: Reader, paper: Newspaper) -> None:
    paper.add("Ferry line reopens", feed_words=40, hours_ago=25)
    paper.serve("/a/0", down)
    first = await fetch_feed(reader, paper)
    with reader.archive.begin() as connection:
        source = get_source(connection, first.source.id)
    await fetch(reader, source)
    assert paper.asked.count("/a/0") == 1


def in_repair(_request: web.Request) -> web.Response:
    return web.Response(text=NOTICES[0], content_type="text/html")


@pytest.mark.parametrize("answer", [down, in_repair])
async def test_a_site_that_is_down_is_not_asked_for_every_page(
    reader: Reader, paper: Newspaper, answer: Callable[[web.Request], web.Response]
) -> None:
    for number in range(8):
        paper.add(f"Story {number}", feed_words=40)
        paper.serve(f"/a/{number}", answer)
    result = await fetch_feed(reader, paper)
    assert result.new == 8
    assert sum(path.startswith("/a/") for path in paper.asked) == TIRED


async def test_a_feed_s_time_to_live_holds_where_nothing_changed(
    reader: Reader, paper: Newspaper
) -> None:
    paper.channel = "<ttl>240</ttl>"
    paper.add("Ferry line reopens", feed_words=210)
    first = await fetch_feed(reader, paper)
    with reader.archive.begin() as connection:
        source = get_source(connection, first.source.id)
    second = await fetch(reader, source)
    for result in (first, second):
        assert result.source.health.next_check == NOW + timedelta(hours=4)


async def test_an_entry_that_breaks_off_is_read_from_its_page(
    reader: Reader, paper: Newspaper
) -> None:
    paper.add("Ferry line reopens", feed_words=250, page_words=400)
    paper.items[0].feed_text += " The ferries will [&#8230;]"
    await fetch_feed(reader, paper)
    assert paper.asked.count("/a/0") == 1
    assert len(article_of(reader, "Ferry line reopens").text.split()) >= 390


async def test_the_credit_below_an_entry_is_no_part_of_its_article(
    reader: Reader, paper: Newspaper
) -> None:
    paper.add("Ferry line reopens", feed_words=250)
    paper.items[0].feed_text += "</p><p>The post Ferry line appeared first on Harbour Gazette."
    await fetch_feed(reader, paper)
    assert "/a/0" not in paper.asked
    assert "appeared first" not in article_of(reader, "Ferry line reopens").text


async def test_a_new_id_of_an_old_entry_costs_no_look_at_its_page(
    reader: Reader, paper: Newspaper
) -> None:
    paper.add("Ferry line reopens")
    first = await fetch_feed(reader, paper)
    paper.rename_ids()
    await fetch(reader, first.source)
    assert paper.asked.count("/a/0") == 1


@pytest.mark.parametrize("first", ["paper", "stranger"])
@pytest.mark.parametrize("words", [30, 400])
async def test_a_stranger_s_feed_neither_changes_nor_renames_another_site_s_article(
    reader: Reader, paper: Newspaper, first: str, words: int
) -> None:
    paper.add("Ferry line reopens", page_words=150)
    lie = f"The ferry sank. {prose(words, 'A lie')}"
    paper.serve(
        "/lies",
        lambda _request: web.Response(
            text=paper.feed()
            .replace("Harbour Gazette", "Liar")
            .replace("Ferry line reopens", "Ferry sinks")
            .replace(paper.items[0].feed_text, lie),
            content_type="text/xml",
        ),
    )
    stranger = follow(reader, f"http://localhost:{paper.port}/lies")
    honest = follow(reader, paper.url("feed"))
    for source in (honest, stranger) if first == "paper" else (stranger, honest):
        await gather(reader, [source])
    with reader.archive.begin() as connection:
        [told] = articles_between(connection, None, None, sources=[honest.id])
        every = articles_between(connection, None, None)
    assert (told.title, told.url) == ("Ferry line reopens", paper.url("a/0"))
    assert "sank" not in told.text
    lies = [article for article in every if "sank" in article.text]
    assert [article.url for article in lies] == [paper.url("a/0#via=localhost")] * len(lies)


async def test_the_plain_and_the_secure_writing_of_an_address_are_one(
    reader: Reader, paper: Newspaper
) -> None:
    text = f"{prose(60, 'Ferry')} It runs."
    with reader.archive.begin() as connection:
        outcomes = [
            save_article(connection, Article(text=text + end, url=url), now=NOW)[1]
            for url, end in (
                ("http://www.gazette.example/ferry", ""),
                ("https://gazette.example/ferry", " It runs daily."),
                ("https://gazette.example/quay", " It does not run."),
            )
        ]
    assert outcomes == ["new", "changed", "new"]


async def test_what_was_forgotten_does_not_come_in_again_under_a_new_id(
    reader: Reader, paper: Newspaper
) -> None:
    paper.add("Ferry line reopens", feed_words=210)
    first = await fetch_feed(reader, paper)
    with reader.archive.begin() as connection:
        assert forget_before(connection, NOW) == 1
    paper.rename_ids()
    again = await fetch(reader, first.source)
    assert (again.new, titles(reader)) == (0, [])


@pytest.mark.parametrize("ttl", ["inf", "99999999999999999"])
async def test_no_time_to_live_keeps_a_feed_from_being_read(
    reader: Reader, paper: Newspaper, ttl: str
) -> None:
    paper.channel = f"<ttl>{ttl}</ttl>"
    paper.add("Ferry line reopens")
    result = await fetch_feed(reader, paper)
    assert (result.new, result.error) == (1, None)
    assert result.source.health.next_check == NOW + timedelta(days=1)


def pause_while_it_answers(reader: Reader, paper: Newspaper, status: int) -> None:
    """Let a person pause the source of the feed at the moment when it answers."""

    def pause_and_answer(_: web.Request) -> web.Response:
        with reader.archive.begin() as connection:
            source = get_source(connection, paper.url("feed"))
            keep_health(connection, source.id, by_hand(source.health, NOW, paused=True))
        return web.Response(text=paper.feed(), status=status)

    paper.serve("/feed", pause_and_answer)


@pytest.mark.parametrize("status", [200, 503])
async def test_a_source_that_is_paused_while_it_is_fetched_stays_paused(
    reader: Reader, paper: Newspaper, status: int
) -> None:
    paper.add("Ferry line reopens", feed_words=260)
    pause_while_it_answers(reader, paper, status)
    result = await fetch_feed(reader, paper)
    with reader.archive.begin() as connection:
        health = get_source(connection, result.source.id).health
        assert due_sources(connection, NOW + timedelta(days=9)) == []
    assert (health.state, health.next_check, health.last_alarm) == ("paused", None, NOW)
    assert result.new == (1 if status == 200 else 0)


@pytest.mark.parametrize("status", [200, 500])
async def test_a_silent_source_that_is_paused_while_it_is_tried_again_stays_paused(
    reader: Reader, paper: Newspaper, status: int
) -> None:
    pause_while_it_answers(reader, paper, status)
    with reader.archive.begin() as connection:
        source, _ = add_source(connection, paper.url("feed"), now=NOW)
        keep_health(connection, source.id, Health("paused", FAILURES_TO_PAUSE, NOW, last_try=NOW))
        [due] = due_sources(connection, NOW)
    await gather(reader, [due])
    with reader.archive.begin() as connection:
        assert is_held(get_source(connection, source.id).health)
        assert due_sources(connection, NOW + timedelta(days=9)) == []


async def test_entries_that_differ_by_their_place_on_a_page_are_articles_of_their_own(
    reader: Reader, paper: Newspaper
) -> None:
    for number in (1, 2, 3):
        paper.add(f"Bulletin {number}", feed_words=260, path=f"/live#post-{number}")
    first = await fetch_feed(reader, paper)
    assert first.new == 3
    assert sorted(titles(reader)) == ["Bulletin 1", "Bulletin 2", "Bulletin 3"]
    paper.add("Bulletin 4", feed_words=260, path="/live#post-4")
    again = await fetch(reader, first.source)
    assert (again.new, again.changed) == (1, 0)
    urls = {article.url for article in stored(reader)}
    assert len(urls) == 4
    assert all(url and url.startswith(paper.url("live#")) for url in urls)


async def test_entries_without_an_id_that_lead_to_places_on_a_page_lead_there(
    reader: Reader, paper: Newspaper
) -> None:
    for number in (1, 2):
        paper.add(f"Bulletin {number}", feed_words=260, path=f"/live#post-{number}")

    def without_ids(_: web.Request) -> web.Response:
        return web.Response(text=re.sub(r"<guid.*?</guid>", "", paper.feed()))

    paper.serve("/feed", without_ids)
    first = await fetch_feed(reader, paper)
    assert first.new == 2
    paper.add("Bulletin 3", feed_words=260, path="/live#post-3")
    again = await fetch(reader, first.source)
    assert (again.new, again.changed) == (1, 0)
    urls = {article.url for article in stored(reader)}
    assert urls == {paper.url(f"live#post-{number}") for number in (1, 2, 3)}


async def test_a_page_that_is_dated_ahead_is_news_now_not_when_its_day_comes(
    reader: Reader, paper: Newspaper
) -> None:
    words = "".join(f"<p>{prose(60, day)}</p>" for day in ("Monday", "Friday"))
    head = '<meta property="article:published_time" content="2024-08-29T20:00:00Z">'
    html = f"<html><head><title>Ferry line reopens</title>{head}</head><body>{words}</body></html>"
    paper.serve("/page", lambda _: web.Response(text=html, content_type="text/html"))
    source = follow(reader, paper.url("page"), kind="page")
    await fetch(reader, source)
    with reader.archive.begin() as connection:
        [article] = articles_between(connection, None, NOW + timedelta(minutes=1))
    assert article.published == NOW


def rows_of(texts: dict[str, str]) -> str:
    return "\n".join(json.dumps({"id": name, "text": text}) for name, text in texts.items())


async def fetch_folder(reader: Reader, folder: Path) -> Gathered:
    return await fetch(reader, follow(reader, str(folder), kind="folder"))


async def test_numbers_that_two_files_give_their_rows_stand_for_articles_of_their_own(
    reader: Reader, tmp_path: Path
) -> None:
    folder = tmp_path / "rows"
    folder.mkdir()
    ferry = "The ferry to Sande runs again after eleven weeks in the shipyard of Norwick."
    court = "A court has fined two bakers for selling loaves below the weight that they named."
    (folder / "a.jsonl").write_text(rows_of({"1": ferry}))
    (folder / "b.jsonl").write_text(rows_of({"1": court}))
    first = await fetch_folder(reader, folder)
    assert (first.new, first.changed) == (2, 0)
    assert {a.text for a in stored(reader)} == {ferry, court}
    again = await fetch_folder(reader, folder)
    assert (again.new, again.changed, again.known) == (0, 0, 2)


async def test_an_article_that_a_later_file_of_a_folder_rewrites_changes_once(
    reader: Reader, tmp_path: Path
) -> None:
    folder = tmp_path / "rows"
    folder.mkdir()
    ferry = "The ferry to Sande runs again after eleven weeks in the shipyard of Norwick."
    (folder / "monday.jsonl").write_text(rows_of({"1": ferry}))
    (folder / "tuesday.jsonl").write_text(rows_of({"1": f"{ferry} It carries forty cars."}))
    first = await fetch_folder(reader, folder)
    assert (first.new, first.changed) == (1, 1)
    again = await fetch_folder(reader, folder)
    assert (again.new, again.changed, again.known) == (0, 0, 2)
    [article] = stored(reader)
    assert article.text.endswith("It carries forty cars.")


async def test_an_address_that_is_none_costs_its_row_the_address_and_nobody_else_anything(
    reader: Reader, tmp_path: Path
) -> None:
    folder = tmp_path / "rows"
    folder.mkdir()
    text = prose(30, "Monday")
    rows = [{"url": "http://[ferry/1", "text": text}, {"text": f"{text} So it was on Friday."}]
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    result = await fetch_folder(reader, folder)
    assert (result.new, result.error) == (2, None)


@pytest.mark.parametrize(("status", "kept"), [(302, "door"), (307, "door"), (301, "feed")])
@pytest.mark.parametrize("kind", ["feed", "page"])
async def test_a_source_is_kept_by_the_address_that_lasts(
    reader: Reader, paper: Newspaper, status: int, kept: str, kind: str
) -> None:
    paper.add("Ferry line reopens", page_words=150)
    target = {"feed": "feed", "page": "a/0"}[kind]
    moved = {"Location": f"{paper.url(target)}?signed=for-an-hour"}
    paper.serve("/door", lambda _: web.Response(status=status, headers=moved))
    found = await find_source(reader, paper.url("door"))
    lasting = paper.url("door") if kept == "door" else moved["Location"]
    assert (found.kind, found.url) == (kind, lasting)


GERMAN = (
    "Der Stadtrat hat am Montag für die neue Brücke über den Fluss gestimmt. "
    "Sie wird neun Millionen Kronen kosten, und die Arbeiten beginnen im Mai. "
)


async def test_the_language_of_an_article_is_its_own_whatever_the_feed_names_by_default(
    reader: Reader, paper: Newspaper
) -> None:
    paper.channel = "<language>en-US</language>"
    paper.add("Rat stimmt für die Brücke")
    paper.items[0].feed_text = GERMAN * 10
    paper.add("Ferry line reopens", feed_words=260)
    await fetch_feed(reader, paper)
    found = {a.title: a.language for a in stored(reader)}
    assert found == {"Rat stimmt für die Brücke": "de", "Ferry line reopens": "en"}


async def test_a_page_is_read_in_the_encoding_of_its_header(
    reader: Reader, paper: Newspaper
) -> None:
    words = "Rada miasta zagłosowała za budową mostu. Żółć i gęś płyną pod mostem w mieście. " * 5
    html = f"<html><body><article><p>{words}</p></article></body></html>"

    def answer(_request: web.Request) -> web.Response:
        kind = {"Content-Type": "text/html; charset=iso-8859-2"}
        return web.Response(body=html.encode("iso-8859-2"), headers=kind)

    paper.add("Rada stimmt ab", path="/p")
    paper.serve("/p", answer)
    await fetch_feed(reader, paper)
    [article] = stored(reader)
    assert "Rada miasta zagłosowała" in article.text
