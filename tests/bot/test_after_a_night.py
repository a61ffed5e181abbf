"""A bot over two days: what came while it was down, and a story that goes on."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot_in import bot_in
from helpers import Clock, texts
from standin import StandIn
from support.fake_encoder import FakeEncoder
from support.newspaper import NOW, newspaper

from bot.bench import SummarizerBench
from bot.wire import LibraryWire
from summarizer.settings import Settings


async def test_a_bot_that_starts_late_tells_what_came_while_it_was_down(tmp_path: Path) -> None:
    async with newspaper() as paper, StandIn() as discord:
        paper.add("Ferries for Marrowby", feed_words=140)
        settings = Settings(_env_file=None, data_dir=tmp_path, allow_hosts=paper.host)
        clock = Clock(NOW)
        channel = discord.add_channel(discord.add_guild())
        for morning in (False, True):
            wire = LibraryWire(settings, clock)
            bench = SummarizerBench(settings)
            bench.embedder = FakeEncoder()
            async with bot_in(discord, tmp_path, bench=bench, wire=wire, clock=clock) as running:
                if morning:
                    await discord.wait_for(lambda: channel.messages)
                else:
                    await running.command("sources add", address=paper.url("feed"))
                    await running.command("schedule add", times="8")
            await wire.close()
            bench.close()
            clock.at = NOW + timedelta(hours=21)
            paper.add("Acorn bread in Tolgrave", feed_words=140, hours_ago=-12)
        assert "/a/1)" in "\n".join(texts(channel))


FLOOD = (
    "Heavy rain burst the dam above Orlavik on Wednesday night and flooded the lower town. "
    "Rescue workers in Orlavik counted 12 people dead on Thursday morning. "
    "About 900 residents of Orlavik spent the night in the sports hall. "
    "The regional governor, Hanne Dufvel, called the flood the worst in Orlavik for fifty years."
)
INQUIRY = (
    "Rescue workers in Orlavik counted 21 people dead on Friday, "
    "after the flooded lower town was searched. "
    "Prosecutors opened an inquiry into Kraftvann, which owns the burst dam above Orlavik. "
    "The regional governor, Hanne Dufvel, promised every household a payment of 5,000 crowns."
)


async def test_a_story_that_goes_on_is_told_as_it_stands(tmp_path: Path) -> None:
    async with newspaper() as paper, StandIn() as discord:
        settings = Settings(_env_file=None, data_dir=tmp_path, allow_hosts=paper.host)
        clock = Clock(NOW)
        discord.add_channel(discord.add_guild())
        wire = LibraryWire(settings, clock)
        bench = SummarizerBench(settings)
        bench.embedder = FakeEncoder()
        async with bot_in(discord, tmp_path, bench=bench, wire=wire, clock=clock) as running:
            rows = (("Dam bursts above Orlavik", FLOOD), ("Orlavik: inquiry opened", INQUIRY))
            for day, (title, text) in enumerate(rows):
                clock.at = NOW + timedelta(days=day)
                paper.add(title, hours_ago=1 - 24 * day)
                paper.items[-1].page_text = text
                if not day:
                    await running.command("sources add", address=paper.url("feed"))
                await wire.fetch_due()
            use = await running.command("story", story="heavy rain burst the dam")
            assert "counted 21 people dead on Friday" in use.text, "the newest news"
            assert "dead: was 12, now 21" in use.text and "12 people" not in use.text
            timeline = use.text.partition("### Timeline")[2]
            assert "Dam bursts above Orlavik [2]" in timeline
            assert "Orlavik: inquiry opened [1]" in timeline
            shorter = use.button("ro:len:")
            use = await running.press(shorter, message=use.message | {"asked_by": 77})
            assert "counted 21 people dead" in use.text and "### Timeline" in use.text
            assert "12 people" not in use.text, "nor where it is made shorter"
        await wire.close()
        bench.close()
