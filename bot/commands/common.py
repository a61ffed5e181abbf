"""What several commands share: options, autocomplete, installs, periods of time."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
import discord
from discord import AppCommandOptionType, ChannelType, Locale, app_commands
from discord.app_commands import Choice

from bot.answers import Interaction, owner_of
from bot.errors import NothingYet, Unusable
from bot.format import limits
from bot.format.safe import fit, plain
from bot.office import DEFAULT_WORDS, Office
from bot.schedule import say_days
from bot.store.nouns import CATCH_UP_HOURS, Schedule
from bot.store.schedules import list_schedules
from bot.store.shelf import clippings_of
from bot.zones import find_zones
from summarizer.lengths import LENGTHS

log = logging.getLogger(__name__)

CONTEXTS = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
INSTALLS = app_commands.AppInstallationType(guild=True, user=True)

LENGTH_CHOICES = [
    Choice(name=f"{name} ({words} words)", value=words) for name, words in LENGTHS.items()
]
STORY_LENGTHS = [
    Choice(name="short (30 words a story)", value=30),
    Choice(name="medium (60 words a story)", value=60),
    Choice(name="long (120 words a story)", value=120),
]

Complete = Callable[[Interaction, str], Coroutine[Any, Any, list[Choice[str]]]]


def offer(texts: list[tuple[str, str]]) -> list[Choice[str]]:
    """Return choices within Discord's limits; an entry that cannot be sent is left out."""
    made = []
    for label, value in texts:
        if 0 < len(value) <= limits.CHOICE_VALUE:
            name = fit(label, limits.CHOICE_LABEL, escaped=False)
            made.append(Choice(name=name or value, value=value))
    return made[: limits.CHOICES]


def quiet(complete: Complete) -> Complete:
    """Return an autocomplete that offers nothing rather than failing."""

    async def wrapped(interaction: Interaction, current: str) -> list[Choice[str]]:
        try:
            return await complete(interaction, current)
        except Exception:
            log.warning("suggestions failed", exc_info=True)
            return []

    return wrapped


def zone_complete(_office: Office) -> Complete:
    """Autocomplete of time zones, by city too."""

    async def complete(_interaction: Interaction, current: str) -> list[Choice[str]]:
        return offer([(zone.replace("_", " "), zone) for zone in find_zones(current)])

    return quiet(complete)


def article_complete(office: Office) -> Complete:
    """Autocomplete of articles by title: what members brought, then the newest."""

    async def complete(interaction: Interaction, current: str) -> list[Choice[str]]:
        wanted = current.casefold().strip()
        rows = await offered_articles(office, owner_of(interaction))
        found = [(title, f"id:{ident}") for title, ident in rows if wanted in title.casefold()]
        return offer(list(dict.fromkeys(found)))

    return quiet(complete)


OFFERED_ARTICLES = 300


async def offered_articles(office: Office, owner: str) -> list[tuple[str, str]]:
    """Return (title, id) of the articles that an owner may name: no other server's."""
    mine = await office.database.aside(clippings_of, office.database, owner)
    newest = await office.wire.headlines(await office.reads(owner), OFFERED_ARTICLES)
    brought = [(item.title, item.article_id) for item in mine]
    return brought + [(item.title, item.article_id) for item in newest]


def schedule_complete(office: Office) -> Complete:
    """Autocomplete of the owner's schedules."""

    async def complete(interaction: Interaction, current: str) -> list[Choice[str]]:
        owner = owner_of(interaction)
        rows = await office.database.aside(list_schedules, office.database, owner)
        named = [(f"#{item.id} · {schedule_line(item)}", str(item.id)) for item in rows]
        return offer([row for row in named if current.casefold() in row[0].casefold()])

    return quiet(complete)


def schedule_line(schedule: Schedule) -> str:
    """Return a schedule in a few words."""
    topic = f" on {schedule.topic}" if schedule.topic else ""
    return f"{', '.join(schedule.times)} {say_days(schedule.days)} ({schedule.zone}){topic}"


PLACES = {
    "dm": "by direct message",
    "channel": "in <#{channel}>",
    "thread": "as a thread in <#{channel}>",
    "forum": "as a post in <#{channel}>",
    "announcement": "published in <#{channel}>",
}


def place_of(schedule: Schedule) -> str:
    """Return where a schedule posts, in words."""
    return PLACES[schedule.mode].format(channel=schedule.channel_id)


def particulars(schedule: Schedule) -> str:
    """Return what a schedule has that others do not have by themselves, as a small line."""
    said = []
    if schedule.words != DEFAULT_WORDS:
        said.append(f"{schedule.words} words a story")
    if schedule.tags:
        said.append(f"sources tagged {fit(', '.join(schedule.tags), 100)}")
    if schedule.role_id:
        said.append(f"mentions <@&{schedule.role_id}>")
    if schedule.quiet:
        said.append(f"nothing from {schedule.quiet.replace('-', ' to ')}")
    if schedule.little_news == "skip":
        said.append("nothing on a day with little news")
    if schedule.catch_up_hours != CATCH_UP_HOURS:
        said.append(f"at most {schedule.catch_up_hours:g} hours late")
    return f"-# {' · '.join(said)}" if said else ""


class PlaceTransformer(app_commands.Transformer):
    """A channel that can be posted in. Voice, categories and media channels are not offered."""

    @property
    def type(self) -> AppCommandOptionType:
        """The option's type."""
        return AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[ChannelType]:
        """What is offered."""
        return [
            ChannelType.text,
            ChannelType.news,
            ChannelType.forum,
            ChannelType.public_thread,
            ChannelType.private_thread,
            ChannelType.news_thread,
        ]

    async def transform(self, _interaction: Interaction, value: Any, /) -> Any:
        """Return the channel as Discord sent it."""
        return value


PERIODS = ("today", "yesterday", "2 days", "3 days", "week", "month")


def period_complete(_office: Office) -> Complete:
    """Autocomplete of days and periods."""

    async def complete(_interaction: Interaction, current: str) -> list[Choice[str]]:
        wanted = current.casefold().strip()
        found = [(item, item) for item in PERIODS if wanted in item]
        return offer(found or [(current, current)])

    return quiet(complete)


SPAN = re.compile(r"(?:last\s+)?(\d{1,3})?\s*(hour|day|week|month)s?", re.IGNORECASE)
FIRST_YEAR, LAST_YEAR = 1900, 9998
"""Nothing is older; and beyond, there is no day after, nor a time in every zone."""

HOURS = {"hour": 1, "day": 24, "week": 24 * 7, "month": 24 * 30}


def parse_period(text: str | None, now: datetime, zone: str) -> tuple[datetime, datetime | None]:
    """Read a day or a period: today, yesterday, 3 days, week, 2024-08-28, a pair of dates.

    Returns:
        since and until (None: now); by default the last 24 hours.

    Raises:
        Unusable: that is no day and no period.
    """
    wanted = (text or "").strip().casefold()
    place = ZoneInfo(zone)
    midnight = now.astimezone(place).replace(hour=0, minute=0, second=0, microsecond=0)
    if wanted in ("", "now", "24 hours"):
        return now - timedelta(days=1), None
    if wanted == "today":
        return midnight, None
    if wanted == "yesterday":
        return midnight - timedelta(days=1), midnight
    match = SPAN.fullmatch(wanted)
    if match:
        return now - timedelta(hours=int(match[1] or 1) * HOURS[match[2].lower()]), None
    dates = re.findall(r"\d{4}-\d{2}-\d{2}", wanted)
    try:
        days = sorted(datetime.fromisoformat(item).replace(tzinfo=place) for item in dates)
    except ValueError:
        days = []
    if not 1 <= len(days) <= 2 or days[0].year < FIRST_YEAR or days[-1].year > LAST_YEAR:
        raise Unusable(
            "that is no day and no period",
            subject=(text or "")[:60],
            advice="Write today, yesterday, 3 days, week, or a date such as 2024-08-28.",
        )
    return days[0], days[-1] + timedelta(days=1)


async def need_sources(office: Office, owner: str) -> tuple[str, ...]:
    """Return what an owner reads.

    Raises:
        NothingYet: nothing.
    """
    sources = await office.reads(owner)
    if not sources:
        raise NothingYet(
            "there are no sources yet", advice="Add one: /sources add with the address of a site."
        )
    return sources


HAND_OVER_SECONDS = 60.0
"""For the largest file that may be attached."""


async def body_of(file: discord.Attachment) -> bytes:
    """Return what is in an attached file.

    Raises:
        Unusable: Discord does not hand it over.
    """
    try:
        async with asyncio.timeout(HAND_OVER_SECONDS):
            return await file.read()
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        raise Unusable(
            "Discord did not hand the file over",
            subject=plain(file.filename)[:100],
            advice="Attach it again.",
        ) from error


NAMES = {
    # Command names where a translation is plain; everything else stays English.
    "brief": {
        Locale.german: "kurzfassung",
        Locale.french: "résumé",
        Locale.spain_spanish: "resumen",
    },
    "digest": {
        Locale.german: "überblick",
        Locale.french: "synthèse",
        Locale.spain_spanish: "boletín",
    },
    "stories": {
        Locale.german: "themen",
        Locale.french: "sujets",
        Locale.spain_spanish: "historias",
    },
    "story": {Locale.german: "thema", Locale.french: "sujet", Locale.spain_spanish: "historia"},
    "search": {Locale.german: "suche", Locale.french: "recherche", Locale.spain_spanish: "buscar"},
    "sources": {
        Locale.german: "quellen",
        Locale.french: "sources",
        Locale.spain_spanish: "fuentes",
    },
    "schedule": {
        Locale.german: "zeitplan",
        Locale.french: "horaire",
        Locale.spain_spanish: "horario",
    },
    "settings": {
        Locale.german: "einstellungen",
        Locale.french: "réglages",
        Locale.spain_spanish: "ajustes",
    },
    "help": {Locale.german: "hilfe", Locale.french: "aide", Locale.spain_spanish: "ayuda"},
    "subscribe": {
        Locale.german: "abonnieren",
        Locale.french: "abonner",
        Locale.spain_spanish: "suscribirse",
    },
}


class Names(app_commands.Translator):
    """Localised names of commands."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """Return a command's name in `locale`, or None for its English one."""
        kinds = (
            app_commands.TranslationContextLocation.command_name,
            app_commands.TranslationContextLocation.group_name,
        )
        if context.location not in kinds:
            return None
        return NAMES.get(string.message, {}).get(locale)
