"""`readout-bot check` and `invite`: what can be found out without going online."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import aiohttp
import discord
from discord.http import Route

from bot.app import point_at
from bot.commands.modes import channel_in, check_rights
from bot.delivery.plan import END_OF_TIME
from bot.errors import StartError, Unusable, wrong_token
from bot.permissions import SHOWN, invite_permissions
from bot.settings import BotSettings, misspelt_settings, require_token
from bot.shards import Shards
from bot.store.engine import tried, try_database
from bot.store.nouns import Schedule
from bot.store.schedules import due_schedules
from bot.zones import zone_of_settings
from summarizer.errors import ReadoutError, StorageError
from summarizer.models.judges import check_judge
from summarizer.models.writers import check_writer
from summarizer.render.wording import plural
from summarizer.settings import Settings

Check = tuple[str, str, str]
"""What was checked, what is wrong (empty: nothing), and a detail."""


@asynccontextmanager
async def logged_in(settings: BotSettings) -> AsyncIterator[discord.Client]:
    """Yield a client that Discord knows and that is not online.

    Raises:
        StartError: no token, a wrong token, or no way to Discord.
    """
    token = require_token(settings)
    point_at(settings)
    client = discord.Client(intents=discord.Intents.none())
    try:
        async with asyncio.timeout(settings.send_timeout):
            await client.login(token)
        yield client
    except discord.LoginFailure:
        raise wrong_token() from None
    except (OSError, aiohttp.ClientError, discord.HTTPException, TimeoutError) as error:
        raise StartError(
            f"Discord cannot be reached ({type(error).__name__})",
            subject=settings.api_base,
            advice="Make sure that this machine is online and that the address is right.",
        ) from None
    finally:
        await client.close()


async def application_id(settings: BotSettings) -> int:
    """Return the id of the bot's application."""
    async with logged_in(settings) as client:
        assert client.application_id is not None
        return client.application_id


async def checks(settings: BotSettings, summarizer: Settings) -> list[Check]:
    """Return every check; none stops the others."""
    return [
        *(("settings", problem, "") for problem in misspelt_settings()),
        attempt("time zone", lambda: zone_of_settings(settings.zone)),
        attempt("shards", lambda: str(Shards.parse(settings.shards))),
        attempt("database", lambda: try_database(settings.database_url)),
        attempt("archive", lambda: check_archive(summarizer)),
        attempt("model", lambda: check_model(summarizer)),
        attempt("writer", lambda: check_writer(summarizer)),
        attempt("judge", lambda: check_judge(summarizer)),
        *await discord_checks(settings),
    ]


def attempt(name: str, work: Callable[[], str]) -> Check:
    """Return a check of `work`, which returns a detail or raises a ReadoutError."""
    try:
        return name, "", work()
    except ReadoutError as error:
        return name, str(error), ""


def check_archive(summarizer: Settings) -> str:
    """Open the archive and return how much is in it; none is made, and none is changed."""
    from summarizer.archive.database import archive_url, is_begun
    from summarizer.archive.store import is_outdated
    from summarizer.library import Library

    url = summarizer.database_url or archive_url(summarizer.data_dir)
    if not is_begun(url):
        return "no articles are stored yet"
    if is_outdated(url):
        return "its tables are brought up to date at the start"
    with Library(summarizer) as library:
        return f"{plural(library.count(), 'article')}, {plural(len(library.sources()), 'source')}"


def check_model(summarizer: Settings) -> str:
    """Encode a sentence; return the model's name and how long it took."""
    from summarizer.models.encoder import open_embedder

    started = time.perf_counter()
    embedder = open_embedder(summarizer, use_cache=False)
    embedder.embed(["The ferry leaves at noon."])
    name = embedder.name
    embedder.close()
    return f"{name}, ready in {time.perf_counter() - started:.1f} s"


async def discord_checks(settings: BotSettings) -> list[Check]:
    """Try the token, the gateway's address, and the permissions in servers and channels."""
    try:
        async with logged_in(settings) as client:
            shards, _, limit = await client.http.get_bot_gateway()
            route = Route("GET", "/users/@me/guilds")
            rows: list[dict[str, Any]] = await client.http.request(route)
            found = await schedule_checks(client, scheduled(settings.database_url))
    except StartError as error:
        return [("token", str(error), "")]
    me = client.user
    assert me is not None
    return [
        ("token", "", f"{me.name}, id {me.id}"),
        ("gateway", "", f"{plural(shards, 'shard')}, {limit['remaining']} sessions left today"),
        *(permission_check(row) for row in rows),
        *found,
    ]


def scheduled(url: str) -> dict[int, list[Schedule]]:
    """Return the schedules that post, by server; none where the database cannot be used."""
    found: dict[int, list[Schedule]] = {}
    with suppress(StorageError), tried(url) as connection:
        for item in due_schedules(connection, END_OF_TIME) if connection is not None else ():
            if item.mode != "dm" and item.guild_id is not None:
                found.setdefault(item.guild_id, []).append(item)
    return found


async def schedule_checks(
    client: discord.Client, schedules: dict[int, list[Schedule]]
) -> list[Check]:
    """Name each schedule that could not post now, and count those that could."""
    wrong: list[Check] = []
    fine = 0
    for guild_id, mine in schedules.items():
        try:
            guild = await known_guild(client, guild_id)
        except (discord.NotFound, discord.Forbidden):  # it removed the bot, and is left alone
            continue
        for item in mine:
            try:
                channel = await channel_in(guild, item.channel_id or 0)
                check_rights(channel, item.mode)
                fine += channel is not None
            except Unusable as error:
                wrong.append((f"schedule #{item.id} in {guild.name[:60]!r}", str(error), ""))
    return [*wrong, ("schedules", "", f"{fine} can post")] if fine else wrong


async def known_guild(client: discord.Client, guild_id: int) -> discord.Guild:
    """Return a server with its channels and the bot in it, as a client that is online knows it."""
    assert client.user is not None
    guild = await client.fetch_guild(guild_id, with_counts=False)
    guild._add_member(await guild.fetch_member(client.user.id))
    for channel in await guild.fetch_channels():  # a thread's permissions are its channel's
        guild._add_channel(channel)
    return guild


def permission_check(row: dict[str, Any]) -> Check:
    """Check the bot's permissions in one server; a channel may still take some away."""
    have = discord.Permissions(int(row.get("permissions") or 0))
    name = f"server {row['name'][:60]!r}"
    if have.administrator:
        return name, "", "administrator, which is more than the bot needs"
    missing = [
        SHOWN.get(flag) or flag.replace("_", " ").title()
        for flag, wanted in invite_permissions()
        if wanted and not getattr(have, flag)
    ]
    return name, f"lacks {', '.join(missing)}" if missing else "", "all permissions"
