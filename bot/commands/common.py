"""What several commands share: options, autocomplete, periods of time."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

import aiohttp
import discord
from discord import AppCommandOptionType, ChannelType, app_commands
from discord.app_commands import Choice

from bot.answers import Interaction, owner_of, tongue_of_member
from bot.errors import NothingYet, Unusable
from bot.format import limits
from bot.format.safe import fit, plain
from bot.office import DEFAULT_WORDS, Office
from bot.schedule import say_days
from bot.store.nouns import CATCH_UP_HOURS, Schedule
from bot.store.schedules import list_schedules
from bot.store.subscriptions import clippings_of
from bot.zones import find_zones
from summarizer.lengths import LENGTHS
from summarizer.tongue import Tongue, to_say

log = logging.getLogger(__name__)

Tree: TypeAlias = "app_commands.CommandTree[Any]"

LENGTH_CHOICES = [
    Choice(name=f"{name} ({words} words)", value=words) for name, words in LENGTHS.items()
]
STORY_LENGTHS = [
    Choice(name="short (30 words a story)", value=30),
    Choice(name="medium (60 words a story)", value=60),
    Choice(name="long (120 words a story)", value=120),
]

PAGE = to_say("Which page of a long list")
MOST_PAGES = 99

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


@quiet
async def zone_complete(_interaction: Interaction, current: str) -> list[Choice[str]]:
    """Offer time zones, by city too."""
    return offer([(zone.replace("_", " "), zone) for zone in find_zones(current)])


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
    mine = await office.database.aside(clippings_of, owner)
    newest = await office.wire.headlines(await office.reads(owner), OFFERED_ARTICLES)
    brought = [(item.title, item.article_id) for item in mine]
    return brought + [(item.title, item.article_id) for item in newest]


def schedule_complete(office: Office) -> Complete:
    """Autocomplete of the owner's schedules."""

    async def complete(interaction: Interaction, current: str) -> list[Choice[str]]:
        owner = owner_of(interaction)
        rows = await office.database.aside(list_schedules, owner)
        tongue = await tongue_of_member(office, interaction)
        named = [(f"#{item.id} · {schedule_line(item, tongue)}", str(item.id)) for item in rows]
        return offer([row for row in named if current.casefold() in row[0].casefold()])

    return quiet(complete)


def sources_count(n: int, tongue: Tongue) -> str:
    """Return "5 sources"."""
    return tongue.count("{n} source", "{n} sources", n)


def schedules_count(n: int, tongue: Tongue) -> str:
    """Return "5 schedules"."""
    return tongue.count("{n} schedule", "{n} schedules", n)


def schedule_line(schedule: Schedule, tongue: Tongue) -> str:
    """Return a schedule in a few words."""
    when = f"{', '.join(schedule.times)} {say_days(schedule.days, tongue)} ({schedule.zone})"
    if not schedule.topic:
        return when
    return tongue.say("{when} on {topic}", when=when, topic=schedule.topic)


PLACES = {
    "dm": to_say("by direct message"),
    "channel": to_say("in {channel}"),
    "thread": to_say("as a thread in {channel}"),
    "forum": to_say("as a post in {channel}"),
    "announcement": to_say("published in {channel}"),
}


def place_of(schedule: Schedule, tongue: Tongue) -> str:
    """Return where a schedule posts, in words."""
    return tongue.say(PLACES[schedule.mode], channel=f"<#{schedule.channel_id}>")


def words_a_story(words: int, tongue: Tongue) -> str:
    """Return how long a story is told."""
    return tongue.count("{n} words a story", "{n} words a story", words)


def particulars(schedule: Schedule, tongue: Tongue) -> str:
    """Return what a schedule has that others do not have by themselves, as a small line."""
    said = []
    if schedule.words != DEFAULT_WORDS:
        said.append(words_a_story(schedule.words, tongue))
    if schedule.tags:
        tags = fit(", ".join(schedule.tags), 100)
        said.append(tongue.say("sources tagged {tags}", tags=tags))
    if schedule.role_id:
        said.append(tongue.say("mentions {role}", role=f"<@&{schedule.role_id}>"))
    if schedule.quiet:
        since, until = schedule.quiet.split("-")
        said.append(tongue.say("nothing from {since} to {until}", since=since, until=until))
    if schedule.little_news == "skip":
        said.append(tongue.say("nothing on a day with little news"))
    if schedule.catch_up_hours != CATCH_UP_HOURS:
        hours = f"{schedule.catch_up_hours:g}"
        said.append(tongue.say("at most {hours} hours late", hours=hours))
    return f"-# {' · '.join(said)}" if said else ""


class PlaceTransformer(app_commands.Transformer):
    """A channel that can be posted in: no category, and no media channel, which wants pictures."""

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
            ChannelType.voice,
            ChannelType.stage_voice,
            ChannelType.forum,
            ChannelType.public_thread,
            ChannelType.private_thread,
            ChannelType.news_thread,
        ]

    async def transform(self, _interaction: Interaction, value: Any, /) -> Any:
        """Return the channel as Discord sent it."""
        return value


PERIODS = (
    to_say("today"),
    to_say("yesterday"),
    to_say("2 days"),
    to_say("3 days"),
    to_say("week"),
    to_say("month"),
)


def period_complete(office: Office) -> Complete:
    """Autocomplete of days and periods, in the member's language; the value is English."""

    async def complete(interaction: Interaction, current: str) -> list[Choice[str]]:
        wanted = current.casefold().strip()
        tongue = await tongue_of_member(office, interaction)
        named = [(tongue.say(item), item) for item in PERIODS]
        found = [row for row in named if any(wanted in text.casefold() for text in row)]
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
        Unusable: that is not a day or a period.
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
            "that is not a day or a period",
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
            "Discord did not deliver the file",
            subject=plain(file.filename)[:100],
            advice="Attach it again.",
        ) from error
