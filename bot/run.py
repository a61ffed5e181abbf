"""`readout-bot run`: check, go online, stay online, stop cleanly."""

from __future__ import annotations

import asyncio
import logging
import os
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from urllib.parse import quote, urlsplit

import aiohttp
import discord
import sqlalchemy as sa

from bot.app import ReadoutBot, point_at
from bot.bench import SummarizerBench
from bot.clock import DiscordClock
from bot.errors import StartError, wrong_token
from bot.logs import set_up_logs
from bot.newsroom import Newsroom
from bot.prose import SECONDS, open_prose
from bot.settings import BotSettings, misspelt_settings, require_token
from bot.signals import listen_for_signals
from bot.store.engine import Database
from bot.wire import LibraryWire
from bot.workshop import ProcessWorkshop, ThreadWorkshop, Workshop
from bot.zones import zone_of_settings
from summarizer.archive.database import read_url
from summarizer.errors import ModelError, StorageAway
from summarizer.models.files import find_model
from summarizer.models.judges import check_judge
from summarizer.models.writers import SERVER, check_writer
from summarizer.settings import Settings

log = logging.getLogger(__name__)

FIRST_WAIT = 2.0
LONGEST_WAIT = 120.0
QUIET_MODELS = {"TQDM_DISABLE": "1", "TRANSFORMERS_VERBOSITY": "error"}
"""Progress bars of the model's library have no place in a log; worker processes inherit it."""

LAST_RESORT = 1.5
"""Seconds over the setting after which the process ends whatever still hangs."""


def make_workshop(settings: BotSettings, summarizer: Settings) -> Workshop:
    """Return where the model works, as set; a thread where no process can work."""
    if settings.worker == "process":
        try:
            return ProcessWorkshop(summarizer, timeout=settings.work_timeout)
        except OSError as error:  # such as a /dev/shm where nothing may be written
            log.warning("no worker process can be started (%s): the model runs in a thread", error)
    cancelled = threading.Event()
    prose = open_prose(
        summarizer, seconds=min(SECONDS, settings.work_timeout / 3), cancelled=cancelled.is_set
    )
    return ThreadWorkshop(lambda: SummarizerBench(summarizer, prose), cancelled)


def build(settings: BotSettings, summarizer: Settings) -> ReadoutBot:
    """Build the bot with everything it works with.

    Raises:
        ReadoutError: something it needs is not there, in words.
    """
    settings = settings.model_copy(update={"zone": zone_of_settings(settings.zone)})
    with ExitStack() as undo:
        database = Database(settings.database_url)
        undo.callback(database.close)
        clock = DiscordClock(urlsplit(settings.api_base).hostname or "")
        wire = LibraryWire(summarizer, clock)
        newsroom = Newsroom(
            make_workshop(settings, summarizer),
            limit=settings.queue_limit,
            idle_seconds=settings.worker_idle_minutes * 60,
            make_room=wire.make_room,
        )
        bot = ReadoutBot(settings, database, wire, newsroom, clock=clock)
        undo.pop_all()
    bot.office.language = summarizer.language
    if summarizer.writer == SERVER:
        bot.office.writer_host = urlsplit(summarizer.writer_url).hostname or ""
    return bot


def run_bot(settings: BotSettings, summarizer: Settings) -> None:
    """Run until asked to stop.

    Raises:
        ReadoutError: it cannot start, in words.
    """
    token = require_token(settings)
    set_up_logs(settings.log_level, settings.log_format, secrets_of(settings, summarizer))
    for problem in misspelt_settings():
        log.warning(problem)
    kept, wanted = settings.data_dir, summarizer.data_dir
    chosen = settings.database or "data_dir" in settings.model_fields_set
    if not chosen and kept != wanted:
        said = "the state stays in %s; to have it in %s, stop the bot and move bot.sqlite3* there"
        log.warning(said, kept, wanted)
    for name, value in QUIET_MODELS.items():
        os.environ.setdefault(name, value)
    with naming("READOUT_ENCODER"):
        check_model(summarizer)
    with naming("READOUT_WRITER"):
        check_writer(summarizer)
    with naming("READOUT_JUDGE"):
        check_judge(summarizer)
    point_at(settings)
    asyncio.run(stay_online(settings, summarizer, token))
    if any(not it.daemon for it in threading.enumerate() if it is not threading.main_thread()):
        os._exit(0)  # the interpreter would wait for a thread whose work nobody waits for


def secrets_of(settings: BotSettings, summarizer: Settings) -> list[str]:
    """Return what must stand in no log: the token, the writer's key, passwords in addresses."""
    found = [settings.token.get_secret_value().strip(), summarizer.writer_key.get_secret_value()]
    for address in (settings.database, summarizer.database_url):
        with suppress(sa.exc.ArgumentError):
            password = read_url(address).password if address else None
            found += [password, quote(password, safe="")] if password else []
    for address in (settings.api_base, settings.gateway, summarizer.writer_url):
        found.append(address.rpartition("@")[0].rpartition("//")[2].partition(":")[2])
    return [item for item in found if item]


def check_model(summarizer: Settings) -> None:
    """Raise ModelError unless the encoder's files are there."""
    find_model(summarizer.encoder)


@contextmanager
def naming(variable: str) -> Iterator[None]:
    """Have what a model is faulted for name the setting that names the model."""
    try:
        yield
    except ModelError as error:
        error.subject = f"{variable}={error.subject}"
        raise


async def stay_online(settings: BotSettings, summarizer: Settings, token: str) -> None:
    """Keep a bot online; a new one is built when one ends for want of a connection.

    A database that does not answer is waited for like Discord: after a power cut all start
    together, and the bot is the first that is up.
    """
    stopping = asyncio.Event()

    def stop() -> None:
        stopping.set()
        end_in(settings.stop_seconds + LAST_RESORT)

    listen_for_signals(stop)
    wait = FIRST_WAIT
    while not stopping.is_set():
        began = asyncio.get_running_loop().time()
        try:
            bot = build(settings, summarizer)
            problem = await run_once(bot, token, stopping)
        except StorageAway as error:
            problem = str(error)
        if problem is None:
            continue
        if asyncio.get_running_loop().time() - began > LONGEST_WAIT:
            wait = FIRST_WAIT
        log.warning("offline; trying again", extra={"why": problem, "seconds": wait})
        with suppress(TimeoutError):
            async with asyncio.timeout(wait):
                await stopping.wait()
        wait = min(LONGEST_WAIT, wait * 2)


async def run_once(bot: ReadoutBot, token: str, stopping: asyncio.Event) -> str | None:
    """Run one bot until it ends or the process is asked to stop.

    Returns:
        Why it went offline, or None where it was asked to stop.

    Raises:
        StartError: the token is wrong; trying again would not help.
    """
    online = asyncio.create_task(bot.start(token))
    asked = asyncio.create_task(stopping.wait())
    try:
        await asyncio.wait({online, asked}, return_when=asyncio.FIRST_COMPLETED)
        if asked.done():
            return None
        return bot.ended_since or why_offline(online)
    finally:
        asked.cancel()
        await close_within(bot, online)


def why_offline(online: asyncio.Task[None]) -> str:
    """Return why a bot ended.

    Raises:
        StartError: the token is wrong, or Discord refuses what the bot is.
    """
    error = online.exception()
    if isinstance(error, discord.LoginFailure):
        raise wrong_token() from None
    if isinstance(error, discord.PrivilegedIntentsRequired):
        raise StartError("Discord refuses the connection's intents") from None
    if isinstance(error, OSError | aiohttp.ClientError | discord.DiscordException | TimeoutError):
        return f"{type(error).__name__}: {error}"[:200]
    if error is not None:
        raise error
    return "the connection was closed"


async def close_within(bot: ReadoutBot, online: asyncio.Task[None]) -> None:
    """Close a bot and what it works with; never longer than is set."""
    limit = bot.settings.stop_seconds
    try:
        async with asyncio.timeout(limit):
            await bot.close()
            await asyncio.gather(online, return_exceptions=True)
            await bot.office.wire.close()
    except TimeoutError:
        log.warning("some work was cut off; it will be resumed at the next start")
    finally:
        online.cancel()
        await asyncio.gather(online, return_exceptions=True)
        await asyncio.to_thread(bot.database.close)


def end_in(seconds: float) -> None:
    """End the process then, whatever still hangs."""
    timer = threading.Timer(seconds, os._exit, (0,))
    timer.daemon = True
    timer.start()
