"""The whole bot against the stand-in, in this process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fakes import FakeBench, FakeWire
from helpers import Clock, open_database
from pydantic import SecretStr
from standin import StandIn
from standin.server import TOKEN
from standin.world import Channel

from bot.app import ReadoutBot, point_at
from bot.bench import SummarizerBench
from bot.newsroom import Newsroom
from bot.settings import BotSettings
from bot.wire import LibraryWire
from bot.workshop import ThreadWorkshop


class QuickBot(ReadoutBot):
    """The bot without Discord's five seconds between two identifications."""

    standby_seconds = 0.05

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        return


class Running:
    """A bot that is online, with what a test needs at hand."""

    def __init__(
        self, discord: StandIn, bot: ReadoutBot, bench: Any, wire: Any, clock: Clock
    ) -> None:
        self.discord = discord
        self.bot = bot
        self.bench = bench
        self.wire = wire
        self.clock = clock
        self.use = discord.interactions
        self.channel: Channel = next(iter(discord.channels.values()))

    async def command(self, path: str, channel: Channel | None = None, /, **options: Any):
        """Use a command in a channel (`channel=` is an option of the command); await its answer."""
        use = await self.use.command(path, channel or self.channel, **options)
        return await use.answered()

    async def press(self, custom_id: str, **more: Any):
        """Press a button and wait for its answer."""
        use = await self.use.press(custom_id, self.channel, **more)
        return await use.answered()

    async def read_site(self) -> None:
        """Let this server read a site."""
        await self.command("sources add", address="https://wire.example/feed")
        self.clock.at = self.clock.at.replace(microsecond=self.clock.at.microsecond + 1)

    async def see_through(self) -> None:
        """Tick and wait for every delivery."""
        assert self.bot.rounds
        await self.bot.rounds.tick()
        await self.bot.rounds.settle()


def settings_for(discord: StandIn, folder: Path, **more: Any) -> BotSettings:
    values: dict[str, Any] = {
        "token": SecretStr(TOKEN),
        "data_dir": folder,
        "api_base": discord.base,
        "gateway": discord.gateway.url,
        "worker": "thread",
        "cooldown": 0,
        "tick": 3600,
        "sends_per_second": 50,
    }
    return BotSettings(_env_file=None, **(values | more))


async def has_its_guilds(bot: QuickBot, discord: StandIn) -> None:
    """Wait until the bot knows every server of its shards: it may be ready before that."""
    shards, count = bot.shard_ids or range(bot.shard_count or 1), bot.shard_count or 1
    served = [guild for guild in discord.guilds if (guild >> 22) % count in shards]
    async with asyncio.timeout(60):
        while any(bot.get_guild(guild) is None for guild in served):  # noqa: ASYNC110
            await asyncio.sleep(0.001)


@asynccontextmanager
async def bot_in(
    discord: StandIn,
    folder: Path,
    *,
    bench: FakeBench | SummarizerBench | None = None,
    wire: FakeWire | LibraryWire | None = None,
    clock: Clock | None = None,
    heartbeat_timeout: float = 60.0,
    **more: Any,
) -> AsyncIterator[Running]:
    """Run the bot until the block ends; nothing it asked may have been refused."""
    settings = settings_for(discord, folder, **more)
    point_at(settings)
    bench = bench or FakeBench()
    clock = clock or Clock()
    wire = wire or FakeWire()
    database = open_database(folder)
    newsroom = Newsroom(ThreadWorkshop(lambda: bench), limit=settings.queue_limit)
    bot = QuickBot(
        settings,
        database,
        wire,
        newsroom,
        clock=clock,
        guild_ready_timeout=0.02,
        heartbeat_timeout=heartbeat_timeout,
    )
    task = asyncio.create_task(bot.start(TOKEN))
    waiting = asyncio.create_task(bot.wait_until_ready())
    try:
        await asyncio.wait({task, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            waiting.cancel()
            task.result()
        await has_its_guilds(bot, discord)
        yield Running(discord, bot, bench, wire, clock)
    finally:
        if isinstance(bench, FakeBench):
            bench.gate.set()
        await bot.close()
        await asyncio.gather(task, return_exceptions=True)
        database.close()
    assert discord.refused == []
