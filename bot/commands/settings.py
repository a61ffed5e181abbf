"""/settings, /help and /status."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, TypeAlias

from discord import app_commands
from discord.app_commands import Range

from bot.answers import Interaction, Reply, answering
from bot.commands.common import (
    CONTEXTS,
    INSTALLS,
    STORY_LENGTHS,
    particulars,
    place_of,
    schedule_line,
    zone_complete,
)
from bot.delivery.plan import slot_name
from bot.format.budget import first_page
from bot.format.page import Line, Page
from bot.format.safe import escape, fit
from bot.format.words import moment, plural
from bot.office import DEFAULT_WORDS, Office
from bot.shards import unserved
from bot.store.editions import last_editions
from bot.store.fleet import Process, fleet_of
from bot.store.nouns import Schedule
from bot.store.schedules import list_schedules
from bot.zones import check_zone
from summarizer.tongue import AUTO, NAMES
from summarizer.version import VERSION

Tree: TypeAlias = "app_commands.CommandTree[Any]"

HELP = (
    "## Readout",
    "News in short, every sentence with its source, worked out on the bot's own machine.",
    "### Reading",
    "- `/digest` what the news says: of today, of a topic, of a day or a week\n"
    "- `/brief` one article: by title, link or file; or *Apps → Brief the links* on a message\n"
    "- `/stories` and `/story` what happened, and one story with its timeline\n"
    "- `/search` the archive, by words and meaning",
    "### Every morning",
    "- `/sources add` a site to read\n"
    "- `/schedule add times:08:00` posts a briefing here every day\n"
    "- `/subscribe times:08:00` sends you one by direct message",
    "### Setting up",
    "- `/settings` time zone, length, language\n"
    "- `/status` how the bot fares · `/schedule list` what was posted, what comes next",
    "-# What is stored: ids of this server, its channels and the members who set something up; "
    "sources, schedules, articles. All of it is deleted some time after the bot was removed.",
)


LANGUAGES = [
    *(app_commands.Choice(name=name, value=code) for code, name in NAMES.items()),
    app_commands.Choice(name="as most of the articles", value=AUTO),
]


def language_name(code: str) -> str:
    """Return a language as its speakers call it."""
    return NAMES.get(code, "as most of the articles")


def add_settings(tree: Tree, office: Office) -> None:
    """Add /settings, /help and /status to the tree."""

    @tree.command(
        name="settings", description="Time zone, length, language and privacy of answers here"
    )
    @app_commands.describe(
        zone="The time zone: a city will do",
        length="How long a story of a digest is",
        private="Whether answers are shown to the asker alone, if not said otherwise",
        language="Of headings, counts and dates around the news",
    )
    @app_commands.choices(length=STORY_LENGTHS)
    @app_commands.choices(language=LANGUAGES)
    @app_commands.autocomplete(zone=zone_complete(office))
    @app_commands.default_permissions(manage_guild=True)
    async def settings(
        interaction: Interaction,
        zone: Range[str, 1, 60] | None = None,
        length: int | None = None,
        private: bool | None = None,
        language: str | None = None,
    ) -> None:
        async def work(reply: Reply) -> None:
            desk = await office.desk(reply.owner)
            changed = replace(
                desk,
                zone=check_zone(zone) if zone else desk.zone,
                words=length or desk.words,
                private=desk.private if private is None else private,
                language=language or desk.language,
            )
            if changed != desk:
                await office.save_desk(changed)
            words = changed.words or DEFAULT_WORDS
            lines = (
                Line("## Settings", "head"),
                Line(f"- Time zone: **{escape(changed.zone or office.settings.zone)}**"),
                Line(f"- Length: **{words} words** a story"),
                Line(f"- Language: **{language_name(changed.language or office.language)}**"),
                Line(f"- Answers: **{'only for the asker' if changed.private else 'for all'}**"),
            )
            await reply.show(Page(lines))

        await answering(office, interaction, work, private=True)

    @tree.command(name="help", description="What the bot can do")
    async def show_help(interaction: Interaction) -> None:
        async def work(reply: Reply) -> None:
            await reply.show(Page(tuple(Line(text) for text in HELP)))

        await answering(office, interaction, work, private=True)

    @tree.command(name="status", description="How the bot fares, last and next briefings")
    async def status(interaction: Interaction) -> None:
        async def work(reply: Reply) -> None:
            await reply.show(await status_page(reply))

        await answering(office, interaction, work, private=True)

    for command in (settings, show_help, status):
        command.allowed_contexts, command.allowed_installs = CONTEXTS, INSTALLS


async def status_page(reply: Reply) -> Page:
    """Return how the bot fares for this owner."""
    office = reply.office
    schedules = await office.database.aside(list_schedules, office.database, reply.owner)
    sources = await office.reads(reply.owner)
    started = moment(office.started, "R")
    lines = [
        Line("## Status", "head"),
        Line(
            f"- Readout {VERSION}, started {started}\n"
            f"- {plural(len(sources), 'source')}, {plural(len(schedules), 'schedule')}\n"
            f"- {plural(office.newsroom.waiting, 'question')} waiting for the model"
        ),
        Line(await served_by(reply)),
    ]
    lines += [Line(mishap) for mishap in mishaps(office)]
    for schedule in schedules[:MOST_SCHEDULES]:
        lines.append(Line(await schedule_status(office, schedule)))
    if left := len(schedules[MOST_SCHEDULES:]):
        lines.append(Line(f"-# and {plural(left, 'more schedule')}: `/schedule list`"))
    return first_page([lines])


def mishaps(office: Office) -> Iterator[str]:
    """Yield what happened to the files of the bot's state and of its archive while it ran."""
    happened = (
        ("state", office.database.presence.happened),
        ("archive", office.wire.mishap()),
    )
    for name, mishap in happened:
        if mishap is not None:
            at, what = mishap
            yield f"- ⚠️ The file of the bot's {name} {fit(what, 200)} ({moment(at, 'R')})"


MOST_SCHEDULES = 10
MOST_PROCESSES = 16


async def served_by(reply: Reply) -> str:
    """Return which process serves this server, and the others where there are several."""
    office = reply.office
    me = office.process
    if me is None:
        return ""
    guild = reply.interaction.guild
    shard = guild.shard_id if guild is not None else 0
    where = "This server" if guild is not None else "Direct messages"
    lines = [f"- {where}: shard {shard}, served by {named(me)}"]
    fleet = await office.database.aside(
        fleet_of, office.database, office.application_id, office.clock()
    )
    if len(fleet) > 1:
        lines += [
            f"- Process {named(item)}: {item.shards}"
            + (" (this one)" if item.worker == me.worker else "")
            for item in fleet[:MOST_PROCESSES]
        ]
    lines += [
        f"- ⚠️ shard {number} is served by no process"
        for number in unserved([item.shards for item in fleet])[:5]
    ]
    return "\n".join(lines)


def named(process: Process) -> str:
    """Return a process as an operator knows it."""
    return f"{fit(process.name, 40)} ({process.pid})"


async def schedule_status(office: Office, schedule: Schedule) -> str:
    """Return a schedule with its last outcome and its next time."""
    last = await office.database.aside(last_editions, office.database, schedule.id, 1)
    head = f"**#{schedule.id}** · {escape(fit(schedule_line(schedule), 200, escaped=False))}"
    head += f", {place_of(schedule)}"
    if more := particulars(schedule):
        head += f"\n{more}"
    if schedule.state == "paused":
        head += f"\n-# ⏸️ paused: {fit(schedule.pause_reason or 'by hand', 200)}"
    elif schedule.next_due:
        head += f"\n-# next: {moment(schedule.next_due)}"
    for edition in last:
        why = f" ({fit(edition.last_error, 150)})" if edition.last_error else ""
        head += f"\n-# last: {slot_name(edition)} {edition.state}{why}"
    return head
