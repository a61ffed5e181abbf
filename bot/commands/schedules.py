"""/schedule: when, where and about what a server is briefed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any, TypeAlias

import discord
from discord import app_commands
from discord.app_commands import Choice, Range

from bot.answers import Interaction, Reply, answering
from bot.commands.common import (
    CONTEXTS,
    INSTALLS,
    MOST_PAGES,
    PAGE,
    STORY_LENGTHS,
    PlaceTransformer,
    particulars,
    place_of,
    schedule_complete,
    schedules_count,
    zone_complete,
)
from bot.commands.modes import Channel, channel_of, check_rights, checked_mode
from bot.commands.reading import written
from bot.commands.settings import schedule_status
from bot.commands.sources import MANAGE, read_tags
from bot.delivery.plan import add_edition_now, begin_now, busiest_day, doubled
from bot.delivery.postman import Forbidden, PostError, Rejected, Vanished
from bot.delivery.traces import find, home_of
from bot.editor import audience_of, preview_edition, withdraw
from bot.errors import LimitReached, NothingYet, Unusable
from bot.format.budget import one_page
from bot.format.page import Line, Page, to_message
from bot.format.safe import fit
from bot.format.words import moment
from bot.office import DEFAULT_WORDS, Office
from bot.permissions import may_ping
from bot.schedule import MOST_TIMES, Quiet, parse_days, parse_times, say_days
from bot.shown import View, show_new
from bot.store.editions import compose_anew, end_part, finish, last_editions, load_parts
from bot.store.nouns import Schedule
from bot.store.schedules import (
    add_schedule,
    change_schedule,
    list_schedules,
    load_schedule,
    pause_schedule,
    remove_schedule,
)
from bot.zones import check_zone
from summarizer.tongue import Tongue, to_say

Tree: TypeAlias = "app_commands.CommandTree[Any]"
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
OPTIONS = {
    "times": "Local times: 8, 07:30 or 7am, 6pm",
    "days": "daily, weekdays, weekends, mon-fri or tue, thu",
    "zone": "The time zone: a city will do",
    "channel": "Where to post; here, if not given",
    "topic": "Only what is said on this, in your own words",
    "tags": "Only sources with one of these tags",
    "length": "How long each story is",
    "mode": "How it is posted",
    "role": "A role to mention; @everyone stands for none",
    "quiet": "Hours in which nothing is posted: 22:00-07:00",
    "little_news": "What to do on a day with little news",
    "catch_up": "Hours after its time that a missed briefing is still posted",
}
MOST_CATCH_UP = 48.0
LAST_SLOTS = 50
"""Editions of a schedule among which are all that a change of its zone could bring again."""

BY_HAND = "by hand"
"""Why a schedule is paused that a person paused."""

CLEAR = ("none", "all", "off", "-")
"""What a member writes to have an option no more."""


def add_schedules(tree: Tree, office: Office) -> None:
    """Add the /schedule group to the tree."""
    group = app_commands.Group(
        name="schedule",
        description="Briefings that are posted by themselves",
        default_permissions=MANAGE,
        allowed_contexts=CONTEXTS,
        allowed_installs=INSTALLS,
    )
    add_adding(group, office)
    add_editing(group, office)
    add_changing(group, office)
    add_running(group, office)
    tree.add_command(group)


def add_adding(group: app_commands.Group, office: Office) -> None:
    """Add /schedule add."""

    @group.command(name="add", description="Post a briefing by itself: a time is enough")
    @app_commands.describe(**OPTIONS)
    @app_commands.choices(mode=MODES, little_news=LITTLE_NEWS)
    @app_commands.choices(length=STORY_LENGTHS)
    @app_commands.rename(little_news="little-news", catch_up="catch-up")
    @app_commands.autocomplete(zone=zone_complete(office))
    async def add(
        interaction: Interaction,
        times: Range[str, 1, 100],
        days: Range[str, 1, 60] | None = None,
        zone: Range[str, 1, 60] | None = None,
        channel: Place | None = None,
        topic: Range[str, 1, 200] | None = None,
        tags: Range[str, 1, 100] | None = None,
        length: int | None = None,
        mode: str | None = None,
        role: discord.Role | None = None,
        quiet: Range[str, 1, 30] | None = None,
        little_news: str | None = None,
        catch_up: Range[float, 0.0, MOST_CATCH_UP] | None = None,
    ) -> None:
        wanted = {
            "times": times, "days": days, "zone": zone, "channel": channel, "topic": topic,
            "tags": tags, "length": length, "mode": mode, "role": role, "quiet": quiet,
            "little_news": little_news, "catch_up": catch_up,
        }  # fmt: skip

        async def work(reply: Reply) -> None:
            schedule = await changed(reply, await new_schedule(reply), wanted)
            await keep_new(reply, schedule)

        await answering(office, interaction, work)


def add_editing(group: app_commands.Group, office: Office) -> None:
    """Add /schedule edit."""

    @group.command(name="edit", description="Change a schedule; what is not given stays")
    @app_commands.describe(schedule="Which one", **OPTIONS)
    @app_commands.choices(mode=MODES, little_news=LITTLE_NEWS)
    @app_commands.choices(length=STORY_LENGTHS)
    @app_commands.rename(little_news="little-news", catch_up="catch-up")
    @app_commands.autocomplete(schedule=schedule_complete(office), zone=zone_complete(office))
    async def edit(
        interaction: Interaction,
        schedule: Range[str, 1, 20],
        times: Range[str, 1, 100] | None = None,
        days: Range[str, 1, 60] | None = None,
        zone: Range[str, 1, 60] | None = None,
        channel: Place | None = None,
        topic: Range[str, 1, 200] | None = None,
        tags: Range[str, 1, 100] | None = None,
        length: int | None = None,
        mode: str | None = None,
        role: discord.Role | None = None,
        quiet: Range[str, 1, 30] | None = None,
        little_news: str | None = None,
        catch_up: Range[float, 0.0, MOST_CATCH_UP] | None = None,
    ) -> None:
        wanted = {
            "times": times, "days": days, "zone": zone, "channel": channel, "topic": topic,
            "tags": tags, "length": length, "mode": mode, "role": role, "quiet": quiet,
            "little_news": little_news, "catch_up": catch_up,
        }  # fmt: skip

        async def work(reply: Reply) -> None:
            found = await find_schedule(reply, schedule)
            after = await changed(reply, found, wanted)
            if channel is not None and found.pause_reason not in (None, BY_HAND):
                # It stopped since it could not post where it was.
                after = replace(after, state="active", pause_reason=None)
            mine = await office.database.aside(list_schedules, reply.owner)
            check_room(mine, after, office.settings.max_schedules)
            check_news(mine, after)
            kept = await keep_changes(reply, found, after)
            await show_schedule(reply, kept, to_say("Changed: briefing #{number}"))

        await answering(office, interaction, work)


async def new_schedule(reply: Reply) -> Schedule:
    """Return a schedule with natural defaults: here, every day, in the owner's zone."""
    interaction = reply.interaction
    in_guild = reply.owner.startswith("g")
    desk = await reply.office.desk(reply.owner)
    return Schedule(
        owner=reply.owner,
        guild_id=interaction.guild_id if in_guild else None,
        channel_id=interaction.channel_id if in_guild else None,
        user_id=None if in_guild else reply.asker,
        created_by=reply.asker,
        created_at=reply.office.clock(),
        since=reply.office.clock(),
        zone=desk.zone or reply.office.settings.zone,
        words=desk.words or DEFAULT_WORDS,
        mode="channel" if in_guild else "dm",
    )


async def changed(reply: Reply, schedule: Schedule, wanted: dict[str, Any]) -> Schedule:
    """Return the schedule with what a member gave; the rest stays.

    Raises:
        Unusable: an option cannot be, or the bot may not post there.
    """
    given = {name: value for name, value in wanted.items() if value is not None}
    elsewhere = [name for name in ("channel", "mode", "role") if name in given]
    if schedule.mode == "dm" and elsewhere:
        raise Unusable(
            "your own briefings come by direct message, and there alone", subject=elsewhere[0]
        )
    made: dict[str, Any] = {}
    for name, value in given.items():
        made |= COLUMNS[name](value)
    result = replace(schedule, **made)
    if result.mode != "dm" and ("channel" in given or "mode" in given or not schedule.id):
        result = replace(result, mode=checked_mode(reply, result, given))
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
        raise NothingYet("that schedule was removed just now", advice="See /schedule list.")
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
            f"at most {most} schedules can be kept here", advice="Remove one: /schedule remove."
        )
    others = [item for item in mine if item.id != wanted.id]
    if wanted.mode == "dm" and busiest_day([*others, wanted]) > max(MOST_TIMES, busiest_day(mine)):
        raise LimitReached(
            f"at most {MOST_TIMES} briefings a day come by direct message, and you have "
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
    if begun.mode == "dm" and not reply.interaction.context.dm_channel:
        await greet(reply, begun)
    ident = await office.database.aside(add_schedule, begun, check)
    await reply.note_language()
    await office.ring()
    hints = []
    desk = await office.desk(reply.owner)
    if begun.mode != "dm" and desk.zone is None and begun.zone == office.settings.zone:
        hint = reply.tongue.say(
            "No time zone is chosen here, so {zone} counts: `/schedule edit schedule:{number} "
            "zone:` changes it for this briefing, `/settings zone:` for those to come.",
            zone=begun.zone,
            number=ident,
        )
        hints.append(hint)
    what = to_say("Set up: briefing #{number}")
    await show_schedule(reply, replace(begun, id=ident), what, hints)


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
        hint = tongue.say("Nothing is read here yet: add a site with `/sources add`.")
        if schedule.tags:
            hint = tongue.say(
                "No source has such a tag: see `/sources list`; `/sources add` gives it one."
            )
        said.append(hint)
    if schedule.role_id and not may_ping(channel_of(reply, schedule, None), schedule.role_id):
        hint = tongue.say(
            "{role} would be shown, and nobody pinged: let everybody mention that role (*Server "
            "Settings → Roles*), or give the bot the permission *Mention @everyone, @here and All "
            "Roles*.",
            role=f"<@&{schedule.role_id}>",
        )
        said.append(hint)
    await reply.show(replace(page, lines=(*page.lines, *map(Line, said))))


CLOSED = (
    "I may not write to you, so nothing was set up. Allow direct messages from this server's "
    "members (the server's name, then *Privacy Settings*), then use the command again."
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
            Line(f"## {tongue.say('Your briefings')}", "head"),
            Line(tongue.say("One comes here at {when}.", when=when)),
            Line(f"-# {tongue.say('`/unsubscribe` ends it')}", "small"),
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
    head = Line(f"## {tongue.say(what, number=schedule.id)}", "head")
    lines = [head, Line(said)]
    if more := particulars(schedule, tongue):
        lines.append(Line(more, "small"))
    if schedule.state == "paused":
        lines.append(Line(tongue.say("It is paused: `/schedule resume` lets it post again.")))
    elif schedule.next_due:
        due = tongue.say("next: {moment}", moment=moment(schedule.next_due))
        lines.append(Line(f"-# {due}", "small"))
    return Page(tuple(lines))


async def find_schedule(reply: Reply, text: str) -> Schedule:
    """Return one of this owner's schedules by its number.

    Raises:
        NothingYet: there is no such schedule here.
    """
    number = text.strip().lstrip("#").split(" ")[0]
    found = None
    if number.isdecimal() and len(number) < 18:
        database = reply.office.database
        found = await database.aside(load_schedule, int(number))
    if found is None or found.owner != reply.owner:
        raise NothingYet(
            "there is no such schedule here",
            subject=text.strip()[:20],
            advice="See /schedule list.",
        )
    return found


def add_changing(group: app_commands.Group, office: Office) -> None:
    """Add /schedule list, pause, resume and remove."""

    @group.command(name="list", description="The schedules, their last and next briefings")
    @app_commands.describe(page=PAGE)
    async def show_list(interaction: Interaction, page: Range[int, 1, MOST_PAGES] = 1) -> None:
        async def work(reply: Reply) -> None:
            found = await office.database.aside(list_schedules, reply.owner)
            if not found:
                raise NothingYet(
                    "nothing is scheduled here", advice="Try /schedule add times:08:00."
                )
            lines = [Line(f"## {schedules_count(len(found), reply.tongue)}", "head")]
            lines += [Line(await schedule_status(office, item, reply.tongue)) for item in found]
            await reply.show(one_page([lines], page, reply.tongue))

        await answering(office, interaction, work)

    @group.command(name="pause", description="Post nothing until it is resumed")
    @app_commands.describe(schedule="Which one")
    @app_commands.autocomplete(schedule=schedule_complete(office))
    async def pause(interaction: Interaction, schedule: Range[str, 1, 20]) -> None:
        async def work(reply: Reply) -> None:
            found = await find_schedule(reply, schedule)
            await pause_by_hand(office, found)
            said = reply.tongue.say("Briefing #{number} is paused.", number=found.id)
            await reply.say(said)

        await answering(office, interaction, work)

    @group.command(name="resume", description="Post again from the next time on")
    @app_commands.describe(schedule="Which one")
    @app_commands.autocomplete(schedule=schedule_complete(office))
    async def resume(interaction: Interaction, schedule: Range[str, 1, 20]) -> None:
        async def work(reply: Reply) -> None:
            found = await find_schedule(reply, schedule)
            if found.mode != "dm":  # it would be paused again at its next time
                check_rights(channel_of(reply, found, None), found.mode)
            active = replace(found, state="active", pause_reason=None)
            kept = await keep_changes(reply, found, active)
            await show_schedule(reply, kept, to_say("Resumed: briefing #{number}"))

        await answering(office, interaction, work)

    @group.command(name="remove", description="Delete a schedule")
    @app_commands.describe(schedule="Which one")
    @app_commands.autocomplete(schedule=schedule_complete(office))
    async def remove(interaction: Interaction, schedule: Range[str, 1, 20]) -> None:
        async def work(reply: Reply) -> None:
            found = await find_schedule(reply, schedule)
            await office.database.aside(remove_schedule, found.id)
            await office.wire.forget_told(audience_of(found.id))
            await reply.say(reply.tongue.say("Briefing #{number} is gone.", number=found.id))

        await answering(office, interaction, work)


async def pause_by_hand(office: Office, schedule: Schedule) -> None:
    """Pause a schedule; what it had written and not posted may be told the next time."""
    now = office.clock()
    await office.database.aside(pause_schedule, schedule.id, BY_HAND, now)
    for edition in await office.database.aside(last_editions, schedule.id):
        if edition.state == "missed" and edition.finished_at == now:
            await withdraw(office, edition)


def add_running(group: app_commands.Group, office: Office) -> None:
    """Add /schedule run and preview."""

    @group.command(name="run", description="Post a briefing now")
    @app_commands.describe(schedule="Which one")
    @app_commands.autocomplete(schedule=schedule_complete(office))
    async def run(interaction: Interaction, schedule: Range[str, 1, 20]) -> None:
        async def work(reply: Reply) -> None:
            found = await find_schedule(reply, schedule)
            office.cool_down(reply.asker)
            await office.database.aside(add_edition_now, found, office.clock())
            await office.ring()
            said = reply.tongue.say(
                "Briefing #{number} is being made and will be posted in a moment.", number=found.id
            )
            await reply.say(said)

        await answering(office, interaction, work)

    @group.command(name="preview", description="See what would be posted now, without posting")
    @app_commands.describe(schedule="Which one")
    @app_commands.autocomplete(schedule=schedule_complete(office))
    async def preview(interaction: Interaction, schedule: Range[str, 1, 20]) -> None:
        async def work(reply: Reply) -> None:
            found = await find_schedule(reply, schedule)
            office.cool_down(reply.asker)
            job = await preview_edition(office, found)
            digest = await reply.ask(job, to_say("Making a preview"))
            notes = (reply.tongue.say("Preview: nothing was posted"),)
            view = View("digest", words=found.words, topic=found.topic, notes=notes)
            await show_new(reply, view, digest)

        await answering(office, interaction, work, private=True)
