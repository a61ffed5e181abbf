"""What a schedule is to be, as a member says it: read, checked, kept and shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from inspect import Parameter, get_annotations, signature
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice, Range

from bot.answers import Answer, Reply
from bot.commands.common import (
    STORY_LENGTHS,
    PlaceTransformer,
    particulars,
    place_of,
    zone_complete,
)
from bot.commands.modes import Channel, checked_mode
from bot.commands.reading import written
from bot.commands.sources import read_tags
from bot.delivery.plan import begin_now, busiest_day, doubled
from bot.delivery.postman import Forbidden, PostError, Rejected, Vanished
from bot.delivery.traces import find, home_of
from bot.editor import withdraw
from bot.errors import LimitReached, NothingYet, Unusable
from bot.format.page import Line, Page, heading, small, to_message
from bot.format.safe import fit
from bot.format.words import moment
from bot.office import DEFAULT_WORDS, Office
from bot.permissions import may_ping
from bot.schedule import MOST_TIMES, Quiet, parse_days, parse_times, say_days
from bot.store.editions import compose_anew, end_part, finish, last_editions, load_parts
from bot.store.nouns import Schedule
from bot.store.schedules import add_schedule, change_schedule, list_schedules
from bot.zones import check_zone
from summarizer.tongue import Tongue, to_say

Place = app_commands.Transform[Channel, PlaceTransformer]
MODES: list[Choice[str]] = [
    Choice(name="messages in the channel", value="channel"),
    Choice(name="a thread under a short post", value="thread"),
    Choice(name="a forum post", value="forum"),
    Choice(name="an announcement that is published", value="announcement"),
]
LITTLE_NEWS: list[Choice[str]] = [
    Choice(name="post a short note", value="note"),
    Choice(name="post nothing", value="skip"),
]
MOST_CATCH_UP = 48.0
OPTIONS = {
    "times": "Local times: 8, 07:30 or 7am, 6pm",
    "days": "daily, weekdays, weekends, mon-fri or tue, thu",
    "zone": "The time zone: a city will do",
    "channel": "Where to post; if left out, here",
    "topic": "Only what is said about this, in your own words",
    "tags": "Only sources with one of these tags",
    "length": "How long each story is",
    "mode": "How it is posted",
    "role": "A role to mention; choose @everyone for none",
    "quiet": "Hours when nothing is posted, such as 22:00-07:00",
    "little_news": "What to do on a day with little news",
    "catch_up": "How many hours late a missed briefing may still be posted",
}
CHOICES: dict[str, list[Choice[Any]]] = {
    "length": STORY_LENGTHS,
    "mode": MODES,
    "little_news": LITTLE_NEWS,
}


class Kinds:
    """What each of the `OPTIONS` may hold."""

    times: Range[str, 1, 100]
    days: Range[str, 1, 60]
    zone: Range[str, 1, 60]
    channel: Place
    topic: Range[str, 1, 200]
    tags: Range[str, 1, 100]
    length: int
    mode: str
    role: discord.Role
    quiet: Range[str, 1, 30]
    little_news: str
    catch_up: Range[float, 0.0, MOST_CATCH_UP]


def takes(*names: str, needed: Sequence[str] = ()) -> Callable[[Answer], Answer]:
    """Give a command options of a schedule in the place of its `**wanted`; None: not given."""
    kinds = get_annotations(Kinds, eval_str=True)

    def option(name: str) -> Parameter:
        if name in needed:
            return Parameter(name, Parameter.KEYWORD_ONLY, annotation=kinds[name])
        return Parameter(name, Parameter.KEYWORD_ONLY, annotation=kinds[name] | None, default=None)

    def given(command: Answer) -> Answer:
        shown = signature(command)
        own = list(shown.parameters.values())[:-1]
        options = [*own, *map(option, names)]
        command.__signature__ = shown.replace(parameters=options)  # type: ignore[attr-defined]
        app_commands.describe(**{name: OPTIONS[name] for name in names})(command)
        app_commands.choices(**{name: CHOICES[name] for name in names if name in CHOICES})(command)
        app_commands.rename(**{name: name.replace("_", "-") for name in names})(command)
        return app_commands.autocomplete(zone=zone_complete)(command)

    return given


LAST_SLOTS = 50
"""Editions of a schedule among which are all that a change of its zone could bring again."""

BY_HAND = "by hand"
"""Why a schedule is paused that a person paused."""

CLEAR = ("none", "all", "off", "-")
"""What a member writes to have an option no more."""


async def new_schedule(reply: Reply) -> Schedule:
    """Return a schedule with natural defaults: here, every day, in the owner's zone."""
    guild, channel_id = reply.guild, reply.interaction.channel_id
    desk = await reply.office.desk(reply.owner)
    return Schedule(
        owner=reply.owner,
        guild_id=guild.id if guild else None,
        channel_id=channel_id if guild else None,
        user_id=None if guild else reply.asker,
        created_by=reply.asker,
        created_at=reply.office.clock(),
        since=reply.office.clock(),
        zone=desk.zone or reply.office.settings.zone,
        words=desk.words or DEFAULT_WORDS,
        mode="channel" if guild else "dm",
    )


async def changed(reply: Reply, schedule: Schedule, wanted: dict[str, Any]) -> Schedule:
    """Return the schedule with what a member gave; the rest stays.

    Raises:
        Unusable: an option cannot be, or the bot is not allowed to post there.
    """
    given = {name: value for name, value in wanted.items() if value is not None}
    elsewhere = [name for name in ("channel", "mode", "role") if name in given]
    if schedule.mode == "dm" and elsewhere:
        raise Unusable("your own briefings come by direct message only", subject=elsewhere[0])
    made: dict[str, Any] = {}
    for name, value in given.items():
        made |= COLUMNS[name](value)
    result = replace(schedule, **made)
    if result.mode != "dm" and ("channel" in given or "mode" in given or not schedule.id):
        result = replace(result, mode=await checked_mode(reply, result, given))
    return result


async def keep_changes(reply: Reply, found: Schedule, wanted: Schedule) -> Schedule:
    """Keep what a member changed of a schedule; what others changed meanwhile stays.

    Raises:
        NothingYet: somebody removed it meanwhile.
    """
    office = reply.office
    now = office.clock()  # before the ring: what becomes due from here on is the changed one's
    await office.ring()  # what was due before the change is still posted
    given = {
        item.name: value
        for item in fields(Schedule)
        if (value := getattr(wanted, item.name)) != getattr(found, item.name)
    }
    rows = await office.database.aside(last_editions, found.id, LAST_SLOTS)
    had = {row.slot for row in rows}
    kept = await office.database.aside(
        change_schedule,
        found.id,
        lambda stored: begin_now(replace(stored, **given), now, had),
    )
    if kept is None:
        raise NothingYet("that schedule has just been removed", advice="See /schedule list.")
    if (kept.channel_id, kept.mode) != (found.channel_id, found.mode):
        await take_along(office, found)
    await office.ring()
    return kept


async def take_along(office: Office, before: Schedule) -> None:
    """Let a briefing that waits to be posted be made for the place where its schedule is now.

    What was begun in the old place is completed there; where nobody can tell whether it was,
    it is not posted twice.
    """
    assert office.postman is not None
    database = office.database
    for edition in await database.aside(last_editions, before.id):
        if edition.state != "planned":
            continue
        first, *_ = await database.aside(load_parts, edition.id)
        if first.sent_at is not None:
            continue
        now, there = office.clock(), None
        if first.first_try is not None:
            try:
                place = await home_of(office.postman, before, first)
                there = await find(office.postman, first, place, first.first_try)
            except Vanished:
                there = None
            except Forbidden as error:
                await database.aside(finish, edition.id, "failed", now, str(error))
                await withdraw(office, edition)
                continue
            except PostError:  # it is looked for there again before it is sent
                continue
        if there is None:
            await database.aside(compose_anew, edition.id)
        else:
            await database.aside(end_part, edition.id, first.part, now, place, there)


COLUMNS: dict[str, Any] = {
    "times": lambda value: {"times": parse_times(value)},
    "days": lambda value: {"days": parse_days(value)},
    "zone": lambda value: {"zone": check_zone(value)},
    "channel": lambda value: {"channel_id": value.id},
    "topic": lambda value: {"topic": None if value.casefold() in CLEAR else written(value) or None},
    "tags": lambda value: {"tags": () if value.casefold() in CLEAR else read_tags(value)},
    "length": lambda value: {"words": value},
    "mode": lambda value: {"mode": value},
    "role": lambda value: {"role_id": None if value.is_default() else value.id},
    "quiet": lambda value: {
        "quiet": None if value.casefold() in CLEAR else str(Quiet.parse(value))
    },
    "little_news": lambda value: {"little_news": value},
    "catch_up": lambda value: {"catch_up_hours": float(value)},
}
"""Option to columns; a value that cannot be raises `Unusable`."""


def check_room(mine: Sequence[Schedule], wanted: Schedule, most: int) -> None:
    """Refuse a schedule, new or changed, for which there is no room.

    What was kept before there was a limit stays, and may be changed to less.

    Args:
        mine: its owner's schedules as they are.
        wanted: as it is to be.
        most: schedules of one owner.

    Raises:
        LimitReached: its owner has as many schedules as may be, or would get more direct
            messages a day than a single schedule may send.
    """
    if not wanted.id and len(mine) >= most:
        raise LimitReached(
            f"there can be at most {most} schedules here", advice="Remove one: /schedule remove."
        )
    others = [item for item in mine if item.id != wanted.id]
    if wanted.mode == "dm" and busiest_day([*others, wanted]) > max(MOST_TIMES, busiest_day(mine)):
        raise LimitReached(
            f"at most {MOST_TIMES} briefings a day can come by direct message, and you have "
            f"{busiest_day(others)} besides this one",
            advice="Take fewer times, or remove one: /schedule remove.",
        )


def check_news(mine: Sequence[Schedule], wanted: Schedule) -> None:
    """Refuse a schedule, new or changed, that would bring what another brings at the same time.

    Two that did so before may be changed in other ways.

    Raises:
        Unusable: which one does, and what may be done with it.
    """
    before = next((item for item in mine if item.id == wanted.id), None)
    for other in mine:
        times = doubled(wanted, other)
        had = doubled(before, other) if before else ()
        if other.id == wanted.id or set(times) <= set(had):
            continue
        raise Unusable(
            f"briefing #{other.id} already brings the same news there at {', '.join(times)}",
            advice=how_to_change(other),
        )


def how_to_change(schedule: Schedule) -> str:
    """Return what may be done with a schedule that stands in the way of another."""
    paused = schedule.state == "paused"
    if schedule.mode != "dm":
        if paused:
            return f"It is paused: /schedule resume schedule:{schedule.id} lets it post again."
        return f"To change it: /schedule edit schedule:{schedule.id}."
    if paused:
        return (
            "It is paused: /schedule resume in the direct messages with the bot lets it post again."
        )
    return (
        "In the direct messages with the bot, /schedule edit changes it and /schedule remove "
        "ends it."
    )


async def keep_new(reply: Reply, schedule: Schedule) -> None:
    """Keep a new schedule and show it.

    Raises:
        LimitReached: there is no room for it.
        Unusable: another one brings the same, or it is for direct messages, and the member
            takes none.
    """
    office = reply.office
    begun = begin_now(schedule, office.clock())

    def check(mine: Sequence[Schedule]) -> None:
        check_room(mine, begun, office.settings.max_schedules)
        check_news(mine, begun)

    check(await office.database.aside(list_schedules, reply.owner))
    if begun.mode == "dm" and not reply.among_two:
        await greet(reply, begun)
    ident = await office.database.aside(add_schedule, begun, check)
    await reply.note_language()
    await office.ring()
    hints = []
    desk = await office.desk(reply.owner)
    if begun.mode != "dm" and desk.zone is None and begun.zone == office.settings.zone:
        hint = reply.tongue.say(
            "No time zone is chosen here, so {zone} is used: `/schedule edit schedule:{number} "
            "zone:` changes it for this briefing, `/settings zone:` for those to come.",
            zone=begun.zone,
            number=ident,
        )
        hints.append(hint)
    what = to_say("Set up: briefing #{number}")
    await show_schedule(reply, replace(begun, id=ident), what, hints)


async def resume_like(reply: Reply, wanted: Schedule) -> bool:
    """Resume a member's paused briefing that is just as the one that is asked for; say whether so.

    It may have been paused since the member took no direct messages for a while.

    Raises:
        Unusable: the member takes none.
    """
    office = reply.office
    for item in await office.database.aside(list_schedules, reply.owner):
        alike = doubled(item, wanted) == item.times == wanted.times
        alike = alike and (item.days, item.words) == (wanted.days, wanted.words)
        if item.state != "paused" or not alike:
            continue
        if not reply.among_two:
            await greet(reply, item)
        kept = await keep_changes(reply, item, replace(item, state="active", pause_reason=None))
        await show_schedule(reply, kept, to_say("Resumed: briefing #{number}"))
        return True
    return False


async def show_schedule(
    reply: Reply, schedule: Schedule, what: str, hints: Sequence[str] = ()
) -> None:
    """Show a schedule, and what keeps it from doing what is expected of it.

    Args:
        reply: the answer.
        schedule: as it is kept.
        what: what was done, in English, with a place for its {number}.
        hints: what else is to be known, in the answer's language.
    """
    tongue = reply.tongue
    page = schedule_page(schedule, what, tongue)
    said = list(hints)
    if not await reply.office.reads_of(schedule):
        hint = tongue.say("There are no sources here yet: add a site with `/sources add`.")
        if schedule.tags:
            hint = tongue.say(
                "No source has that tag: see `/sources list`; `/sources add` gives a source a tag."
            )
        said.append(hint)
    guild = reply.guild
    place = guild.get_channel_or_thread(schedule.channel_id or 0) if guild else None
    if schedule.role_id and not may_ping(place, schedule.role_id):
        hint = tongue.say(
            "{role} would be shown, but nobody would be notified: allow everyone to mention that "
            "role (*Server Settings → Roles*), or give the bot the permission *Mention @everyone, "
            "@here and All Roles*.",
            role=f"<@&{schedule.role_id}>",
        )
        said.append(hint)
    await reply.show(replace(page, lines=(*page.lines, *map(Line, said))))


CLOSED = (
    "I cannot send you direct messages, so nothing was set up. Allow direct messages from this "
    "server's members (the server's name, then *Privacy Settings*), then try again."
)


async def greet(reply: Reply, schedule: Schedule) -> None:
    """Try the direct messages before they are relied on, with a word of what will come.

    Raises:
        Unusable: the member takes none.
        PostError: Discord is away.
    """
    postman = reply.office.postman
    assert postman is not None
    tongue = reply.tongue
    when = when_of(schedule, tongue)
    page = Page(
        (
            heading(tongue.say("Your briefings")),
            Line(tongue.say("One comes here at {when}.", when=when)),
            small(tongue.say("`/unsubscribe` ends it")),
        )
    )
    try:
        channel = await postman.direct_channel(reply.asker)
        await postman.send(channel, to_message(page), f"ro{reply.interaction.id}")
    except (Forbidden, Vanished, Rejected) as error:
        raise Unusable(CLOSED) from error


def when_of(schedule: Schedule, tongue: Tongue) -> str:
    """Return the times, days and zone of a schedule, the times in bold."""
    times = tongue.listed(schedule.times)
    return f"**{times}** {say_days(schedule.days, tongue)} ({fit(schedule.zone, 64)})"


def schedule_page(schedule: Schedule, what: str, tongue: Tongue) -> Page:
    """Return a schedule in words.

    Args:
        schedule: it.
        what: what was done, in English, with a place for its {number}.
        tongue: in which it is said.
    """
    when, place = when_of(schedule, tongue), place_of(schedule, tongue)
    said = tongue.say("At {when}, {place}.", when=when, place=place)
    if schedule.topic:
        said = tongue.say(
            "At {when}, {place} on **{topic}**.",
            when=when,
            place=place,
            topic=fit(schedule.topic, 200),
        )
    head = heading(tongue.say(what, number=schedule.id))
    lines = [head, Line(said)]
    if more := particulars(schedule, tongue):
        lines.append(Line(more, "small"))
    if schedule.state == "paused":
        lines.append(Line(tongue.say("It is paused: `/schedule resume` lets it post again.")))
    elif schedule.next_due:
        lines.append(small(tongue.say("next: {moment}", moment=moment(schedule.next_due))))
    return Page(tuple(lines))
