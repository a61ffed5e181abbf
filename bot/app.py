"""The client: wiring, start, stop, shards."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import math
import os
import secrets
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import discord
import yarl
from discord import app_commands
from discord.app_commands import AppCommandContext, AppInstallationType
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.alarms import AlarmBell
from bot.answers import Interaction, tell_error
from bot.clock import DiscordClock
from bot.commands.reading import add_reading
from bot.commands.schedules import add_schedules
from bot.commands.settings import add_settings
from bot.commands.sources import add_sources
from bot.commands.subscribing import add_subscribing
from bot.delivery.courier import Courier
from bot.delivery.pace import Pace
from bot.delivery.postman import DiscordPostman
from bot.delivery.rounds import Rounds
from bot.editor import Editor, audience_of
from bot.logins import NOTHING, Logins
from bot.newsroom import Newsroom
from bot.office import Office
from bot.settings import BotSettings
from bot.shards import Shards
from bot.signals import end_tasks
from bot.status import StatusServer, Vitals, wait_unwell
from bot.store.desks import load_desk, mark_left, note_servers, tidy
from bot.store.engine import Database
from bot.store.fleet import BEAT, Process, beat, claim_shards, fleet_of, leave, this_place
from bot.store.nouns import Schedule, guild_owner
from bot.store.schedules import drop_roles
from bot.teller import OwnerTeller
from bot.translate import Translator
from bot.tries import Tries
from bot.views import Pressed, answer_unknown
from bot.wire import Wire
from summarizer.errors import StorageError, StorageReplaced
from summarizer.moments import utc_now
from summarizer.tongue.catalogues import fingerprint

log = logging.getLogger(__name__)

COMMANDS_KEY = "commands"
POLL_SECONDS = 60.0

FIRST_FETCH_SECONDS = 60.0
"""How long a briefing that is due at the start waits for the news of the time before it."""

TIDY_SECONDS = 6 * 3600.0
LOOK_AGAIN = timedelta(minutes=1)
"""How soon a bot that waits for its login asks again whether it must."""

LONGEST_WAIT_FOR_LIMIT = 60.0

LAST_WORDS = 2.0
"""Seconds in which an answer may be finished where the bot stops; who still waits is told so."""


def hash_of(payload: Any) -> str:
    """Return what tells one payload from another."""
    text = json.dumps(payload, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def point_at(settings: BotSettings) -> None:
    """Let discord.py speak to the addresses that are set (proxies of large bots, tests)."""
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # no voice here
    Route.BASE = settings.api_base.rstrip("/")
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.gateway)


class Tree(app_commands.CommandTree["ReadoutBot"]):
    """The commands; an error is told to who asked, and every use is one quiet log line."""

    async def on_error(
        self, interaction: discord.Interaction[ReadoutBot], error: app_commands.AppCommandError, /
    ) -> None:
        """Tell the member; the log has the rest."""
        if interaction.type is not discord.InteractionType.autocomplete:
            await tell_error(self.client.office, interaction, error)

    async def _call(self, interaction: discord.Interaction[ReadoutBot]) -> None:
        """Let suggestions go that come too late, or that another process gave."""
        try:
            await super()._call(interaction)
        except discord.HTTPException as error:
            if interaction.type is not discord.InteractionType.autocomplete:
                raise
            log.debug("suggestions were no longer wanted", extra={"code": error.code})


class ReadoutBot(discord.AutoShardedClient):
    """The bot. Everything it works with is handed in.

    Args:
        settings: the bot's.
        database: open and up to date.
        wire: the archive and the web.
        newsroom: the way to the model.
        clock: tells the time.
        options: further ones of discord.py's client.

    Raises:
        StartError: the shards in the settings are no range.
    """

    standby_seconds = 5.0

    def __init__(
        self,
        settings: BotSettings,
        database: Database,
        wire: Wire,
        newsroom: Newsroom,
        *,
        clock: Callable[[], datetime] = utc_now,
        **options: Any,
    ) -> None:
        shards = Shards.parse(settings.shards)
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=None,
            chunk_guilds_at_startup=False,
            max_ratelimit_timeout=LONGEST_WAIT_FOR_LIMIT,
            http_trace=(tries := Tries()).trace,
            **(options | shards.options),
        )
        self.shard_range = shards
        self.settings = settings
        self.database = database
        self.clock = clock
        self.office = Office(settings, database, wire, newsroom, clock, self.http, self.ring)
        self.office.tries = tries
        if isinstance(clock, DiscordClock):
            tries.trace.on_request_end.append(clock.hear)
        self.tree = Tree(
            self,
            allowed_contexts=AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=AppInstallationType(guild=True, user=True),
        )
        self.fetched = asyncio.Event()
        self.rounds: Rounds | None = None
        self.bell: AlarmBell | None = None
        self.status_server: StatusServer | None = None
        self.chores: list[asyncio.Task[None]] = []
        self.closing = asyncio.Event()
        self.ended_since = ""
        """Why the bot went offline by itself."""

        self.waits = ""
        """Why the bot does not log in yet."""

        self.worker = f"{socket.gethostname()[:30]}:{os.getpid()}:{secrets.token_hex(4)}"
        self.add_commands()

    def add_commands(self) -> None:
        """Put every command on the tree."""
        for add in (add_reading, add_sources, add_schedules, add_subscribing, add_settings):
            add(self.tree, self.office)

    async def setup_hook(self) -> None:
        """Start what runs beside the gateway; once, however often it reconnects."""
        self.office.application_id = self.application_id or 0
        self.office.process = await self.take_shards()
        self.office.started = self.clock()
        self.add_dynamic_items(Pressed)
        await self.tree.set_translator(Translator())
        await self.register_commands()
        self.rounds = self.make_rounds()
        asyncio.get_running_loop().call_later(FIRST_FETCH_SECONDS, self.fetched.set)
        self.rounds.start(timedelta(seconds=self.settings.tick))
        self.chores = [
            asyncio.create_task(self.every(BEAT.total_seconds(), self.beat)),
            asyncio.create_task(self.every(POLL_SECONDS, self.poll)),
            asyncio.create_task(self.every(TIDY_SECONDS, self.tidy)),
        ]
        if self.settings.health_port:
            await self.serve_status(self.settings.health_port)

    async def launch_shards(self) -> None:
        """Log in, once Discord's count of logins lets us; briefings are posted meanwhile.

        Raises:
            ClientException: what it answers is no such count.
        """
        waited = NOTHING
        while not self.closing.is_set():
            try:
                shards, _, limit = await self.http.get_bot_gateway()
                now = self.clock()
                logins = self.office.logins = Logins.read(limit, now)
            except (LookupError, TypeError, ValueError, OverflowError) as error:
                said = "Discord's answer to /gateway/bot cannot be read"
                raise discord.ClientException(said) from error
            wait = logins.wait(self.shard_count or shards, waited)
            if not wait:
                self.waits = ""
                await super().launch_shards()
                return
            problem = (
                f"Discord grants {logins.left:,} more logins until {logins.renewed:%Y-%m-%d %H:%M} "
                f"UTC; the next is at {now + wait:%Y-%m-%d %H:%M} UTC"
            )
            if not self.waits:
                log.error("the bot logged in too often recently and waits", extra={"why": problem})
            self.waits = problem
            step = min(wait, LOOK_AGAIN)
            with suppress(TimeoutError):
                async with asyncio.timeout(step.total_seconds()):
                    await self.closing.wait()
            waited += step

    async def take_shards(self) -> Process:
        """Note on the database which shards are ours; wait while another process has one.

        So two processes that were started by mistake never both answer, and the second
        takes over when the first is gone.
        """
        now = self.clock()
        me = Process(
            worker=self.worker,
            application=self.application_id or 0,
            name=self.settings.process_name or socket.gethostname(),
            place=this_place(),
            pid=os.getpid(),
            shards=self.shard_range,
            started_at=now,
            seen_at=now,
        )
        waiting = False
        while other := await self.database.aside(claim_shards, me, self.clock()):
            if not waiting:
                log.warning(
                    "another process serves these servers; standing by until it is gone",
                    extra={"by": other.name, "pid": other.pid, "has": str(other.shards)},
                )
            waiting = True
            problem = (
                f"standing by until {other.name} ({other.pid}) is gone, as it serves {other.shards}"
            )
            port = self.settings.health_port
            await wait_unwell(problem, self.standby_seconds, port, self.closing)
            if self.closing.is_set():
                raise discord.ClientException("asked to stop while standing by")
        return me

    async def beat(self) -> None:
        """Say that this process is there; go offline where another took its shards."""
        me = self.office.process
        assert me is not None
        now = self.clock()
        if await self.database.aside(beat, me, now):
            return
        if await self.database.aside(claim_shards, me, now):
            log.error("another process took these servers over; going offline")
            self.chores.append(asyncio.create_task(self.close()))

    async def leads(self) -> bool:
        """Return whether this process does what is to be done once for all: the longest running."""
        me = self.office.process
        now = self.clock()
        fleet = await self.database.aside(fleet_of, self.application_id or 0, now)
        return me is None or not fleet or fleet[0].worker == me.worker

    def make_rounds(self) -> Rounds:
        """Build the delivery side."""
        assert self.user is not None
        postman = DiscordPostman(
            self.http,
            self.user.id,
            timeout=self.settings.send_timeout,
            pace=Pace(self.settings.sends_per_second),
        )
        teller = OwnerTeller(self, self.office, postman)
        self.office.postman = postman
        self.bell = AlarmBell(self.office, teller)
        courier = Courier(
            self.database,
            postman,
            Editor(self.office),
            teller,
            worker=self.worker,
            clock=self.clock,
            lease=timedelta(seconds=self.settings.lease),
        )
        return Rounds(
            self.database,
            courier,
            clock=self.clock,
            most=self.settings.couriers,
            fetched=self.fetched,
            sure=self.is_sure_of_the_time,
        )

    async def is_sure_of_the_time(self) -> bool:
        """Ask Discord for the time where its last answer does not tell it any more.

        Returns:
            Whether the time is known. Where Discord does not answer nothing could be posted.
        """
        if not isinstance(self.clock, DiscordClock) or not self.clock.in_doubt():
            return True
        with suppress(discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError):
            async with asyncio.timeout(self.settings.send_timeout):
                await self.http.request(Route("GET", "/gateway"))
        return not self.clock.in_doubt()

    async def register_commands(self) -> None:
        """Register the commands if they changed since they were last registered.

        Discord allows 200 command creations a day, and a registration is slow. What is registered
        is only put into all languages where the English of it, or a catalogue, is another.
        """
        commands = self.tree._get_all_commands(guild=None)
        plain = [command.to_dict(self.tree) for command in commands]
        source = hash_of([self.application_id, plain, fingerprint()])
        known = await self.database.aside(Database.recall, COMMANDS_KEY) or ""
        if known.startswith(source):
            return
        translator = self.tree.translator or Translator()
        payload = [await item.get_translated_payload(self.tree, translator) for item in commands]
        registered = hash_of([self.application_id, payload])
        if not known.endswith(registered):
            await self.http.bulk_upsert_global_commands(self.application_id or 0, payload)
            log.info("commands registered", extra={"count": len(payload)})
        key = f"{source} {registered}"
        await self.database.aside(Database.replace, COMMANDS_KEY, key)

    async def serve_status(self, port: int) -> None:
        """Open the health page; without it briefings are posted all the same."""
        self.status_server = StatusServer(
            self.database, self.vitals, self.clock, self.settings.tick
        )
        try:
            await self.status_server.start(port)
        except OSError as error:
            log.error(
                "the health page could not be opened", extra={"port": port, "why": str(error)}
            )

    def vitals(self) -> Vitals:
        """Return how the bot fares."""
        shards = list(self.shards.values())
        latency = max((shard.latency for shard in shards), default=0.0)
        return Vitals(
            connected=self.is_ready() and not any(shard.is_closed() for shard in shards),
            last_tick=self.rounds.last_tick if self.rounds else None,
            latency=latency if math.isfinite(latency) else 0.0,
            guilds=len(self.guilds),
            waiting=self.office.newsroom.waiting,
            computed=self.office.newsroom.computed,
            under_way=len(self.rounds.under_way) if self.rounds else 0,
            waits=self.waits,
        )

    async def ring(self) -> None:
        """Look at once at what is due."""
        if self.rounds is not None:
            await self.rounds.tick()

    async def every(self, seconds: float, work: Callable[[], Any]) -> None:
        """Do some work again and again; its errors are noted, never the end of it."""
        while True:
            try:
                await work()
            except StorageReplaced as error:  # all that is remembered is of the old file
                log.error("the database was replaced; starting anew", extra={"why": str(error)})
                self.ended_since = str(error)
                self.chores.append(asyncio.create_task(self.close()))
                return
            except StorageError as error:
                log.error("the database does not answer", extra={"why": str(error)})
            except Exception:
                log.exception("a chore failed", extra={"chore": work.__name__})
            await asyncio.sleep(seconds)

    async def poll(self) -> None:
        """Fetch the sources whose time has come, and tell who should know that one stopped."""
        try:
            came = await self.office.wire.fetch_due() if await self.leads() else None
        finally:
            self.fetched.set()
        if came is None:
            return
        if came:
            new = sum(item.new for item in came)
            failed = sum(item.error is not None for item in came)
            log.info("fetched", extra={"sources": len(came), "new": new, "failed": failed})
        if self.bell is not None:
            await self.bell.ring()

    async def tidy(self) -> None:
        """Delete what is past its time; of a server only once it is known that it left."""
        await self.wait_until_ready()
        await self.note_servers()
        if not await self.leads():
            return
        forgotten = await self.database.aside(
            tidy,
            self.clock(),
            forget_days=self.settings.forget_days,
            clip_days=self.settings.clip_days,
        )
        for item in forgotten:
            self.office.desks.pop(item.owner, None)
            for schedule in item.schedules:
                await self.office.wire.forget_told(audience_of(schedule))
            log.info("a server was forgotten", extra={"owner": item.owner})
        await self.office.note_strays()
        await self.office.let_go()
        await self.office.wire.forget_old()

    async def note_servers(self) -> None:
        """Note which servers invited or removed the bot while it was not there to hear it."""
        present = {guild_owner(guild.id) for guild in self.guilds}
        count = self.shard_count or 1
        await self.database.aside(
            note_servers,
            present,
            lambda guild_id: self.shard_range.serves((guild_id >> 22) % count),
            self.clock(),
        )

    async def on_ready(self) -> None:
        """Note that a session is open, and with which servers; comes again with each new one."""
        if self.closing.is_set():  # the library tells it seconds later
            return
        log.info("connected", extra={"guilds": len(self.guilds), "shards": self.shard_count})
        await self.database.aside(drop_roles, self.lacks_role)
        await self.note_servers()

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Have a server's settings at hand before its first question."""
        await self.office.desk(guild_owner(guild.id))

    def lacks_role(self, schedule: Schedule) -> bool:
        """Return whether the role that a schedule mentions is gone; False where it is not known."""
        guild = self.get_guild(schedule.guild_id or 0)
        if guild is None or guild.unavailable:
            return False
        return guild.get_role(schedule.role_id or 0) is None

    async def on_guild_role_delete(self, role: discord.Role) -> None:
        """Mention it no more: readers would see "@deleted-role"."""
        await self.database.aside(drop_roles, lambda it: it.role_id == role.id)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """A server invited the bot, perhaps again."""
        owner = guild_owner(guild.id)
        await self.database.aside(mark_left, owner, None)
        self.office.desks[owner] = await self.database.aside(load_desk, owner)
        await self.ring()  # what was due meanwhile

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """A server removed the bot: its data is deleted some time later."""
        await self.database.aside(mark_left, guild_owner(guild.id), self.clock())

    async def on_interaction(self, interaction: Interaction) -> None:
        """Answer buttons that nothing else answers."""
        if interaction.type is discord.InteractionType.component:
            await answer_unknown(interaction)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """Note an error in an event; the connection goes on."""
        error = sys.exception()
        if isinstance(error, StorageError):
            log.error("the database does not answer", extra={"why": str(error)})
            return
        log.exception("an event failed", extra={"event": event_method})

    async def close(self) -> None:
        """Stop within the seconds that are set; work under way is kept for the next start."""
        self.closing.set()
        if self.is_closed():
            return
        for task in self.chores:
            if task is not asyncio.current_task():
                task.cancel()
        if self.rounds is not None:
            await self.rounds.stop(self.settings.stop_seconds / 2)
        if self.status_server is not None:
            await self.status_server.stop()
        await self.office.newsroom.close()
        await end_tasks(self.office.answers, LAST_WORDS)
        await super().close()
        if self.office.process is not None:
            try:
                await self.database.aside(leave, self.office.process)
            except StorageError as error:  # the others will notice that nothing is heard of it
                log.warning("the database does not answer", extra={"why": str(error)})
