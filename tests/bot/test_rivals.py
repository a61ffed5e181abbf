"""What a server's members bring changes nothing that another server reads."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from helpers import Clock
from support.newspaper import NOW, Newspaper, newspaper

from bot.wire import LibraryWire
from summarizer.settings import Settings

FORGED = (
    "The mayor of Marrowby was arrested on Monday for theft of the quay. He said nothing. "
    "The council met on Tuesday and voted for his removal from the office. " * 12
)


@pytest.fixture
async def stranger() -> AsyncIterator[Newspaper]:
    """Another site, whose owner is a member somewhere."""
    async with newspaper() as running:
        running.add("The mayor of Marrowby was arrested", feed_words=240)
        yield running


@pytest.fixture
async def wire(paper: Newspaper, stranger: Newspaper, tmp_path: Path) -> AsyncIterator[LibraryWire]:
    hosts = f"{paper.host},localhost:{stranger.port}"
    settings = Settings(_env_file=None, data_dir=tmp_path, allow_hosts=hosts)
    made = LibraryWire(settings, Clock(NOW))
    yield made
    await made.close()


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("a.txt", "---\nurl: {url}\nsource: Harbour Gazette\n---\n"),
        ("a.md", "---\nlink: {url}\nsite: Harbour Gazette\n---\n"),
        (
            "a.html",
            '<html><head><title>Forged</title><link rel="canonical" href="{url}">'
            '<meta property="og:url" content="{url}">'
            '<meta property="og:site_name" content="Harbour Gazette"></head><body><article><p>',
        ),
    ],
)
async def test_no_attached_file_speaks_for_an_address(
    wire: LibraryWire, paper: Newspaper, name: str, head: str
) -> None:
    added = await wire.add(paper.url("feed"))
    assert added.source
    await wire.fetch_due([added.source.id])
    [kept] = await wire.headlines([added.source.id], 10)
    [before] = await wire.articles([kept.article_id])
    body = head.format(url=before.url) + FORGED
    brought = await wire.read_file(name, body.encode())
    assert await wire.articles([kept.article_id]) == [before]
    assert brought.url is None and brought.source == name


async def test_names_and_tags_of_a_list_are_its_own_servers(
    wire: LibraryWire, paper: Newspaper
) -> None:
    body = (
        '<opml version="2.0"><body><outline text="secret plans">'
        f'<outline type="rss" text="Forged News" xmlUrl="{paper.url("feed")}"/>'
        "</outline></body></opml>"
    )
    [first], _ = await wire.import_opml(body.encode(), most=5)
    added = await wire.add(paper.url("feed"))
    assert added.source
    assert first.tags == ("secret plans",) and added.source.tags == ()
    await wire.fetch_due([added.source.id])
    [source] = await wire.sources()
    assert source.title == "Harbour Gazette"


@pytest.mark.parametrize("before", [True, False])
async def test_a_feed_that_moves_to_another_site_takes_nothing_of_its_own_there(
    wire: LibraryWire, paper: Newspaper, stranger: Newspaper, before: bool
) -> None:
    if before:
        theirs = (await wire.add(paper.url("feed"))).source
        assert theirs
        await wire.fetch_due([theirs.id])
    mine = (await wire.add(f"http://localhost:{stranger.port}/feed")).source
    assert mine
    await wire.fetch_due([mine.id])
    moved = web.Response(status=301, headers={"Location": paper.url("feed")})
    stranger.serve("/feed", lambda _: moved)
    await wire.fetch_due([mine.id])
    if not before:
        theirs = (await wire.add(paper.url("feed"))).source
        assert theirs
        await wire.fetch_due([theirs.id])
    shown = [item.title for item in await wire.headlines([theirs.id], 10)]
    assert shown == ["Ferries for Marrowby"]
    assert [s.title for s in await wire.sources() if s.id == theirs.id] == ["Harbour Gazette"]
