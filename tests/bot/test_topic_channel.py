"""A channel with a topic remembers what it was told; bot, archive and pipeline are real."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from bot_in import Running, bot_in
from helpers import Clock, texts
from standin import StandIn
from support.fake_encoder import FakeEncoder
from support.newspaper import NOW, Newspaper, newspaper

from bot.bench import SummarizerBench
from bot.editor import audience_of
from bot.wire import LibraryWire
from summarizer.settings import Settings

FERRY = (
    "The ferry to Sande ran aground at noon with forty people on board. "
    "Nobody was hurt when the ferry struck the sandbank, said the coast guard. "
    "Tugs will try to pull the ferry free at high water."
)
FREED = (
    "The ferry to Sande ran aground at noon with forty people on board. "
    "Three tugs pulled it free before dawn and towed it to the yard in Marrowby. "
    "Divers found a hole of two metres in its hull."
)
LATE = (
    "A second ferry joins the line to Oskelund in the spring. "
    "The company ordered the ferry from a yard in Marrowby for ninety million crowns. "
    "It carries sixty cars and runs on batteries alone."
)
BREAD = (
    "Bakers of Tolgrave sell bread of acorn flour since the harvest failed. "
    "A loaf costs eleven crowns, and the queue begins at five. "
    "The recipe is two hundred years old."
)


@pytest.fixture
async def paper() -> AsyncIterator[Newspaper]:
    async with newspaper() as running:
        yield running


@pytest.fixture
async def town(paper: Newspaper, tmp_path: Path) -> AsyncIterator[Running]:
    """A bot whose server reads the paper and is told of ferries at one o'clock."""
    settings = Settings(_env_file=None, data_dir=tmp_path, allow_hosts=paper.host)
    clock = Clock(NOW - timedelta(days=2))
    wire = LibraryWire(settings, clock)
    bench = SummarizerBench(settings)
    bench.embedder = FakeEncoder()
    async with StandIn() as discord:
        discord.add_channel(discord.add_guild())
        async with bot_in(discord, tmp_path, bench=bench, wire=wire, clock=clock) as running:
            await running.command("sources add", address=paper.url("feed"))
            clock.at = NOW
            use = await running.command("schedule add", times="13", topic="ferry")
            assert "Set up" in use.text
            yield running
        await wire.close()


def publish(paper: Newspaper, title: str, text: str, *, hours: float) -> None:
    """Let an article appear so many hours after noon of the first day."""
    paper.add(title, hours_ago=-hours)
    paper.items[-1].feed_text = paper.items[-1].page_text = text


async def day(town: Running, number: int, *, fetched: float | None = None) -> str:
    """Return what is posted on a day, after a fetch at so many hours after the first noon."""
    known = len(texts(town.channel))
    if fetched is not None:
        town.clock.at = NOW + timedelta(hours=fetched)
        [source] = await town.wire.sources()
        await town.wire.fetch_due([source.id])
    town.clock.at = NOW + timedelta(days=number - 1, hours=1, seconds=1)
    await town.see_through()
    return "\n".join(texts(town.channel)[known:])


async def test_a_channel_with_a_topic_is_told_each_story_once_the_new_first_and_late_news_too(
    town: Running, paper: Newspaper
) -> None:
    publish(paper, "Ferry to Sande runs aground", FERRY, hours=-1)
    publish(paper, "Acorn bread in Tolgrave", BREAD, hours=-1)
    first = await day(town, 1, fetched=0)
    assert "struck the sandbank" in first and "acorn" not in first.casefold()
    # Dated before yesterday's briefing, and fetched after it.
    publish(paper, "Ferry to Sande is pulled free", FREED, hours=0.5)
    second = await day(town, 2, fetched=20)
    assert "hole of two metres" in second
    assert "ran aground at noon" not in second, "what was told is not told again"
    assert "pdate" in second
    publish(paper, "Second ferry for Oskelund", LATE, hours=2)
    third = await day(town, 3, fetched=46)
    assert "sixty cars" in third and "sandbank" not in third and "hole of two" not in third
    fourth = await day(town, 4)
    assert "nothing new" in fourth and "sixty cars" not in fourth


async def test_after_the_upgrade_a_topics_channel_is_not_told_yesterdays_news_again(
    town: Running, paper: Newspaper
) -> None:
    publish(paper, "Ferry to Sande runs aground", FERRY, hours=-1)
    assert "sandbank" in await day(town, 1, fetched=0)
    await town.wire.forget_told(audience_of(1))  # as an older version left it
    publish(paper, "Second ferry for Oskelund", LATE, hours=10)
    second = await day(town, 2, fetched=20)
    assert "sixty cars" in second and "sandbank" not in second
    assert "nothing new" in await day(town, 3)


async def test_a_topic_that_is_changed_takes_the_channels_memory_along(
    town: Running, paper: Newspaper
) -> None:
    publish(paper, "Ferry to Sande runs aground", FERRY, hours=-1)
    publish(paper, "Acorn bread in Tolgrave", BREAD, hours=-1)
    assert "sandbank" in await day(town, 1, fetched=0)
    town.clock.at = NOW + timedelta(hours=3)
    await town.command("schedule edit", schedule="1", topic="none")
    second = await day(town, 2)
    assert "two hundred years" in second and "sandbank" not in second
