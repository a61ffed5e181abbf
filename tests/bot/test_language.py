"""A server is addressed in its language: briefings, answers in the channel, buttons, notes."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from bot_in import Running, bot_in, settings_for
from helpers import texts
from news import ARTICLES
from standin import StandIn
from standin.server import TOKEN

from bot.app import point_at
from bot.run import build, run_once
from bot.wire import Headline
from summarizer.settings import Settings

FERRY_URL = ARTICLES[0].url


@pytest.fixture
async def running(tmp_path: Path):
    async with StandIn() as discord:
        discord.add_channel(discord.add_guild())
        async with bot_in(discord, tmp_path) as running:
            await running.read_site()
            yield running


def labels(message: dict) -> list[str]:
    """What stands on the buttons and menus of a message."""
    found = []
    for item in message.get("components", []):
        found += [item[key] for key in ("label", "placeholder") if item.get(key)]
        found += labels(item)
    return found


async def post_at(running: Running, moment: str) -> list[dict]:
    before = len(running.channel.messages)
    running.clock.to(moment)
    await running.see_through()
    return list(running.channel.messages.values())[before:]


async def test_a_briefing_and_its_buttons_are_in_the_servers_language(running: Running) -> None:
    use = await running.command("settings", language="de")
    assert "Language: **Deutsch**" in use.text
    await running.command("schedule add", times="8")
    [message] = await post_at(running, "2024-08-28T11:00")
    text = texts(running.channel)[-1]
    assert "## Briefing · Mittwoch, 28. August" in text
    assert "Verspätet: fällig war es <t:" in text
    assert "2 Artikel aus 2 Medien" in text
    assert labels(message) == [
        "Mehr zu einer Meldung …", "Kürzer", "Länger", "Quellen", "Info",
    ]  # fmt: skip
    about = next(item for item in custom_ids(message) if item.startswith("ro:about:"))
    use = await running.press(about, message=message)
    assert "## Über dieses Briefing" in use.text and "Wortlaut der Artikel" in use.text


def custom_ids(message: dict) -> list[str]:
    found = []
    for item in message.get("components", []):
        found += [item["custom_id"]] if item.get("custom_id") else []
        found += custom_ids(item)
    return found


async def test_a_quiet_day_is_told_in_the_servers_language(running: Running) -> None:
    running.bench.quiet = True
    await running.command("settings", language="pl")
    await running.command("schedule add", times="8")
    await post_at(running, "2024-08-28T08:00")
    [text] = texts(running.channel)
    assert "## Przegląd wiadomości · środa, 28 sierpnia" in text
    assert "Spokojny dzień: nie nadszedł żaden artykuł." in text
    assert "Następny przegląd: <t:" in text


async def test_answers_in_the_channel_and_their_pages_follow(running: Running) -> None:
    await running.command("settings", language="fr")
    digest = await running.command("digest")
    assert "Plus court" in labels(digest.message) and "articles de" in digest.text
    use = await running.press(digest.button("ro:src:"), message=digest.message | {"asked_by": 77})
    assert "### Écarté" in use.text
    brief = await running.command("brief", link=FERRY_URL)
    assert "Montrer les sources d’un point…" in labels(brief.message)


async def test_without_a_choice_a_server_has_the_operators_language(running: Running) -> None:
    running.bot.office.language = "sv"
    digest = await running.command("digest")
    assert "Kortare" in labels(digest.message)
    assert "Language: **Svenska**" in (await running.command("settings")).text
    await running.command("settings", language="en")
    assert "Shorter" in labels((await running.command("digest")).message)


async def test_on_a_quiet_day_what_is_read_tells_the_language(running: Running) -> None:
    async def headlines(_sources, _limit):
        return [Headline("a", "Die Stadt und das Land streiten um die Kosten für die Brücke")]

    running.wire.headlines = headlines
    running.bench.quiet = True
    await running.command("settings", language="auto")
    await running.command("schedule add", times="8")
    await post_at(running, "2024-08-28T08:00")
    assert "Ein ruhiger Tag: kein Artikel kam herein." in texts(running.channel)[0]


async def test_who_subscribes_is_addressed_in_the_servers_language(running: Running) -> None:
    await running.command("settings", language="nl")
    await running.command("subscribe", times="8", by=55)
    running.clock.to("2024-08-28T08:00")
    await running.see_through()
    assert "woensdag 28 augustus" in texts(running.discord.direct(55))[-1]


async def test_the_operators_language_is_the_summarizers_setting(tmp_path: Path) -> None:
    async with StandIn() as discord:
        discord.add_channel(discord.add_guild())
        settings = settings_for(discord, tmp_path)
        point_at(settings)
        bot = build(settings, Settings(_env_file=None, data_dir=tmp_path, language="it"))
        stopping = asyncio.Event()
        online = asyncio.create_task(run_once(bot, TOKEN, stopping))
        await discord.wait_for(lambda: discord.requests("GET", "/oauth2/applications/@me"))
        assert (await bot.office.tongue("g1")).code == "it"
        stopping.set()
        await online


async def test_the_choice_outlives_a_restart(tmp_path: Path) -> None:
    async with StandIn() as discord:
        discord.add_channel(discord.add_guild())
        async with bot_in(discord, tmp_path) as running:
            await running.command("settings", language="uk")
        async with bot_in(discord, tmp_path) as running:
            assert "Українська" in (await running.command("settings")).text
