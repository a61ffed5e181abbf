"""The bot's tests talk to a stand-in of Discord through real sockets."""

from __future__ import annotations

import socket
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from support.newspaper import Newspaper, newspaper
from support.postgres import Server, why_not

sys.path.insert(0, str(Path(__file__).parent))

from bot_in import Running, bot_in
from standin import StandIn


@pytest.fixture
def fragile() -> Iterator[Server]:
    """A PostgreSQL that may be stopped, as no other test uses it."""
    problem = why_not()
    if problem:
        pytest.skip(problem)
    server = Server("fsync=on", "synchronous_commit=on")
    yield server
    server.close()


@pytest.fixture(autouse=True)
def one_parser(parser_of_libraries: None) -> None:
    """Bots that fetch start no parser each."""


@pytest.fixture
def port() -> Iterator[int]:
    """A port for the bot to listen at; it is held meanwhile, so that nobody else is given it."""
    with socket.socket() as kept:  # it does not listen, so a server that shares its address may
        kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        kept.bind(("127.0.0.1", 0))
        yield int(kept.getsockname()[1])


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Running]:
    """A bot in a guild with one channel; it has read nothing yet."""
    async with StandIn() as discord:
        discord.add_channel(discord.add_guild())
        async with bot_in(discord, tmp_path) as running:
            yield running


@pytest.fixture
async def paper() -> AsyncIterator[Newspaper]:
    """A newspaper with one article, whole in its feed."""
    async with newspaper() as running:
        running.add("Ferries for Marrowby", feed_words=240)
        yield running


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """How far a job is is shown at once, and often."""
    monkeypatch.setattr("bot.answers.PROGRESS_AFTER", 0.01)
    monkeypatch.setattr("bot.answers.PROGRESS_EVERY", 0.01)


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """What Discord refuses is put off at once."""
    monkeypatch.setattr("bot.delivery.courier.QUICK_TRIES", 1)
