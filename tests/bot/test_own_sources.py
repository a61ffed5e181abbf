"""What one server's members add is nobody else's, whatever dies on the way; the archive is real."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web
from bot_in import Running, bot_in
from helpers import Clock
from standin import StandIn
from support.newspaper import NOW, Newspaper

from bot.wire import LibraryWire
from summarizer.archive.sources import add_source
from summarizer.errors import StorageAway
from summarizer.settings import Settings


@pytest.fixture
async def two_servers(paper: Newspaper, tmp_path: Path) -> AsyncIterator[Running]:
    clock = Clock(NOW)
    wire = LibraryWire(Settings(_env_file=None, data_dir=tmp_path, allow_hosts=paper.host), clock)
    async with StandIn() as discord:
        discord.add_channel(discord.add_guild())
        discord.add_channel(discord.add_guild())
        async with bot_in(discord, tmp_path, wire=wire, clock=clock) as running:
            yield running
        await wire.close()


async def test_a_source_whose_adding_was_cut_short_is_nobody_s_and_goes(
    two_servers: Running, paper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> bool:
        raise StorageAway("it does not answer", subject="the state")

    with monkeypatch.context() as patch:  # leaves what a kill leaves
        patch.setattr("bot.office.subscribe", away)
        use = await two_servers.command("sources add", address=paper.url("feed"))
        assert "cannot reach its stored data" in use.text
    assert len(await two_servers.wire.sources()) == 1
    _, other = two_servers.discord.channels.values()
    assert "there are no sources here" in (await two_servers.command("sources list", other)).text
    two_servers.clock.at += timedelta(hours=1)
    await two_servers.bot.tidy()
    assert await two_servers.wire.sources() == []


async def test_it_can_be_added_again_at_once_and_then_stays(
    two_servers: Running, paper: Newspaper
) -> None:
    instance = two_servers.bot.database.instance
    assert (await two_servers.wire.add(paper.url("feed"), by=instance)).new
    use = await two_servers.command("sources add", address=paper.url("feed"))
    assert "was added here" in use.text
    two_servers.clock.at += timedelta(hours=1)
    await two_servers.bot.tidy()
    assert "Harbour Gazette" in (await two_servers.command("sources list")).text
    await two_servers.command("sources remove", source="Harbour Gazette")
    assert await two_servers.wire.sources() == []


async def test_what_the_operator_adds_too_is_the_operators(
    two_servers: Running, paper: Newspaper
) -> None:
    library = two_servers.wire.library
    await two_servers.wire.add(paper.url("feed"), by=two_servers.bot.database.instance)
    with library.archive.begin() as connection:
        add_source(connection, paper.url("feed"), now=NOW)
    two_servers.clock.at += timedelta(hours=1)
    await two_servers.bot.tidy()
    assert "Harbour Gazette" in (await two_servers.command("sources list")).text


async def test_what_the_operator_added_after_a_member_stays_when_the_member_reads_it_no_more(
    two_servers: Running, paper: Newspaper
) -> None:
    await two_servers.command("sources add", address=paper.url("feed"))
    with two_servers.wire.library.archive.begin() as connection:
        add_source(connection, paper.url("feed"), now=NOW)
    await two_servers.command("sources remove", source="Harbour Gazette")
    for place in two_servers.discord.channels.values():
        assert "Harbour Gazette" in (await two_servers.command("sources list", place)).text


@pytest.mark.parametrize("early", [True, False])
async def test_a_source_that_is_added_while_it_is_let_go_is_kept(
    two_servers: Running, paper: Newspaper, monkeypatch: pytest.MonkeyPatch, early: bool
) -> None:
    _, other = two_servers.discord.channels.values()
    office = two_servers.bot.office
    let_go, put_back = office.wire.let_go, office.wire.put_back
    await two_servers.command("sources add", address=paper.url("feed"))

    async def meanwhile(source_id: str):
        monkeypatch.setattr(office.wire, "let_go", let_go)
        if early:
            await two_servers.command("sources add", other, address=paper.url("feed"))
        return await let_go(source_id)

    async def too_late(source) -> None:
        monkeypatch.setattr(office.wire, "put_back", put_back)
        await let_go(source.id)  # by a process that looked before anybody read it
        await put_back(source)

    monkeypatch.setattr(office.wire, "let_go", meanwhile)
    await two_servers.command("sources remove", source="Harbour Gazette")
    if not early:
        monkeypatch.setattr(office.wire, "put_back", too_late)
        await two_servers.command("sources add", other, address=paper.url("feed"))
    assert "Harbour Gazette" in (await two_servers.command("sources list", other)).text
    assert len(await two_servers.wire.sources()) == 1


async def test_a_feed_whose_pages_robots_txt_keeps_out_is_said_when_it_is_added(
    two_servers: Running, paper: Newspaper
) -> None:
    paper.add("Members only", path="/private/x", feed_words=40)
    paper.add("For members", path="/private/y", feed_words=40)
    use = await two_servers.command("sources add", address=paper.url("feed"))
    assert "3 articles came in." in use.text
    assert "robots.txt asks that 2 of its pages not be read" in use.text


@pytest.mark.parametrize(
    ("status", "after", "locale", "said"),
    [
        (401, "", "en-US", "try the site's feed, or give the text as a file"),
        (403, "", "de", "gib den Text als Datei"),
        (404, "", "en-US", "Check the address"),
        (503, "", "en-US", "Please ask again in a few minutes."),
        (429, "90", "fr", "Redemande dans 2 minutes."),
        (429, "14400", "en-US", "Please ask again in 4 hours."),
    ],
)
async def test_a_site_that_does_not_answer_is_told_with_what_to_do(
    two_servers: Running, paper: Newspaper, status: int, after: str, locale: str, said: str
) -> None:
    headers = {"Retry-After": after} if after else {}
    paper.serve("/a/0", lambda _: web.Response(status=status, headers=headers))
    for command, option in (("brief", "link"), ("sources add", "address")):
        use = await two_servers.command(command, locale=locale, **{option: paper.url("a/0")})
        assert f"{status}" in use.text and said in use.text
