"""A bot that was down until after the briefing's time reads the news first."""

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
