"""/settings, /help and /status."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from discord import app_commands
from discord.app_commands import Range

from bot.answers import Reply, answered
from bot.commands.common import (
    STORY_LENGTHS,
    Tree,
    particulars,
    place_of,
    schedule_line,
    schedules_count,
    sources_count,
    zone_complete,
)
from bot.delivery.plan import slot_name
from bot.format import limits
from bot.format.page import Line, Page, heading, page_size
from bot.format.safe import escape, fit
from bot.format.words import moment, reason
from bot.office import DEFAULT_WORDS, Office
from bot.shards import unserved
from bot.store.editions import last_editions
from bot.store.fleet import Process, fleet_of
from bot.store.nouns import Desk, Schedule
from bot.store.schedules import list_schedules
from bot.zones import check_zone
from summarizer.render.wording import colon
from summarizer.tongue import AUTO, NAMES, Tongue, to_say
from summarizer.version import VERSION

HELP = (
    "## Readout",
    to_say("The news in brief, every sentence with its source, made on the bot's own machine."),
    to_say(
        "### Reading\n"
        "- `/digest` what the news says: today, on a topic, on a day or in a week\n"
        "- `/brief` one article: by title, link or file; or *Apps → Brief the links* on a message\n"
        "- `/stories` and `/story` what happened, and one story with its timeline\n"
        "- `/search` the archive, by words and meaning"
    ),
    to_say(
        "### Every morning\n"
        "- `/sources add` a site to read\n"
        "- `/schedule add times:08:00` posts a briefing here every day\n"
        "- `/subscribe times:08:00` sends you one by direct message"
    ),
    to_say(
        "### Setting up\n"
        "- `/settings` time zone, length, language\n"
        "- `/status` how the bot is doing · `/schedule list` what was posted, what comes next"
    ),
    to_say(
        "-# What is stored: ids of this server, its channels and the members who set something "
        "up; sources, schedules, articles. All of it is deleted some time after the bot is removed."
    ),
)


LANGUAGES = [
    *(app_commands.Choice(name=name, value=code) for code, name in NAMES.items()),
    app_commands.Choice(name=to_say("same as most of the articles"), value=AUTO),
]


def language_name(code: str, tongue: Tongue) -> str:
    """Return a language as its speakers call it."""
    return NAMES.get(code) or tongue.say("same as most of the articles")


def add_settings(tree: Tree, office: Office) -> None:
    """Add /settings, /help and /status to the tree."""

    @tree.command(
        name="settings", description="Time zone, length, language and privacy of answers here"
    )
    @app_commands.describe(
        zone="The time zone: a city will do",
        length="How long a story of a digest is",
        private="Whether only the person who asks sees an answer, unless they choose otherwise",
        language="Language of headings, counts and dates around the news",
    )
    @app_commands.choices(length=STORY_LENGTHS)
    @app_commands.choices(language=LANGUAGES)
    @app_commands.autocomplete(zone=zone_complete)
    @app_commands.default_permissions(manage_guild=True)
    @answered(office, private=True)
    async def settings(
        reply: Reply,
        zone: Range[str, 1, 60] | None = None,
        length: int | None = None,
        private: bool | None = None,
        language: str | None = None,
    ) -> None:
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
        await reply.speak_of()  # in the language that was just chosen
        page = settings_page(office, changed, reply.tongue)
        if changed.zone != desk.zone:
            page = await with_other_zones(reply, changed.zone, page)
        await reply.show(page)

    @tree.command(name="help", description="What the bot can do")
    @answered(office, private=True)
    async def show_help(reply: Reply) -> None:
        await reply.show(Page(tuple(Line(reply.tongue.say(text)) for text in HELP)))

    @tree.command(name="status", description="How the bot is doing, last and next briefings")
    @answered(office, private=True)
    async def status(reply: Reply) -> None:
        await reply.show(await status_page(reply))


def settings_page(office: Office, desk: Desk, tongue: Tongue) -> Page:
    """Return what an owner has set."""
    length = tongue.count(
        "Length: **{n} words** a story",
        "Length: **{n} words** a story",
        desk.words or DEFAULT_WORDS,
    )
    answers = tongue.say(
        "Answers: **visible only to the person who asks**"
        if desk.private
        else "Answers: **visible to everyone**"
    )
    zone = escape(desk.zone or office.settings.zone)
    language = language_name(desk.language or office.language, tongue)
    said = (
        tongue.say("Time zone: **{zone}**", zone=zone),
        length,
        tongue.say("Language: **{language}**", language=language),
        answers,
    )
    head = heading(tongue.say("Settings"))
    return Page((head, *(Line(f"- {text}") for text in said)))


async def with_other_zones(reply: Reply, zone: str | None, page: Page) -> Page:
    """Return the page of what is set, with how many schedules go on in another time zone."""
    office = reply.office
    mine = await office.database.aside(list_schedules, reply.owner)
    left = sum(item.zone != zone for item in mine)
    if not left:
        return page
    hint = reply.tongue.count(
        "{n} schedule keeps its own time zone: `/schedule edit` with `zone` changes it.",
        "{n} schedules keep their own time zone: `/schedule edit` with `zone` changes it.",
        left,
    )
    return replace(page, lines=(*page.lines, Line(hint)))


async def status_page(reply: Reply) -> Page:
    """Return how the bot fares for this owner."""
    office, tongue = reply.office, reply.tongue
    schedules = await office.database.aside(list_schedules, reply.owner)
    sources = await office.reads(reply.owner)
    started = tongue.say(
        "Readout {version}, started {moment}", version=VERSION, moment=moment(office.started, "R")
    )
    lines = [
        heading(tongue.say("Status")),
        Line(
            f"- {started}\n"
            f"- {sources_count(len(sources), tongue)}, {schedules_count(len(schedules), tongue)}\n"
            f"- {waiting_count(office.newsroom.waiting, tongue)}"
        ),
        Line(await served_by(reply)),
    ]
    lines += [Line(mishap) for mishap in mishaps(office, tongue)]
    if (logins := office.logins) and logins.scarce and logins.renewed > office.clock():
        scarce = tongue.say(
            "Logins left until {moment}: {left} of {total}; starting now means waiting",
            moment=moment(logins.renewed),
            left=tongue.number(logins.left),
            total=tongue.number(logins.total),
        )
        lines.append(Line(f"- ⚠️ {scarce}"))
    rows = [
        Line(await schedule_status(office, schedule, tongue))
        for schedule in schedules[:MOST_SCHEDULES]
    ]
    return with_schedules(lines, rows, len(schedules), tongue)


def with_schedules(head: Sequence[Line], rows: Sequence[Line], count: int, tongue: Tongue) -> Page:
    """Return a page with as many of the `count` schedules as fit; the others are counted."""
    lines = (*head, *rows)
    if left := count - len(rows):
        more = tongue.count("and {n} more schedule", "and {n} more schedules", left)
        lines = (*lines, Line(f"-# {more}{colon(tongue)} `/schedule list`"))
    if rows and page_size(lines) > limits.PAGE_TEXT:
        return with_schedules(head, rows[:-1], count, tongue)
    return Page(lines)


def waiting_count(n: int, tongue: Tongue) -> str:
    """Return how many questions are in the queue."""
    return tongue.count(
        "{n} question waiting for the model", "{n} questions waiting for the model", n
    )


def mishaps(office: Office, tongue: Tongue) -> Iterator[str]:
    """Yield what happened to the files of the bot's state and of its archive while it ran."""
    happened = (
        (
            to_say("The bot's state file {what} ({moment})"),
            office.database.presence.happened,
        ),
        (to_say("The bot's archive file {what} ({moment})"), office.wire.mishap()),
    )
    for text, mishap in happened:
        if mishap is not None:
            at, what = mishap
            said = fit(reason(what, tongue), 200)
            yield f"- ⚠️ {tongue.say(text, what=said, moment=moment(at, 'R'))}"


MOST_SCHEDULES = 10
MOST_PROCESSES = 16


async def served_by(reply: Reply) -> str:
    """Return which process serves this server, and the others where there are several."""
    office = reply.office
    me = office.process
    if me is None:
        return ""
    guild = reply.guild
    shard = guild.shard_id if guild is not None else 0
    tongue = reply.tongue
    where = to_say("This server: shard {shard}, served by {process}")
    if guild is None:
        where = to_say("Direct messages: shard {shard}, served by {process}")
    lines = [f"- {tongue.say(where, shard=shard, process=named(me))}"]
    fleet = await office.database.aside(fleet_of, office.application_id, office.clock())
    if len(fleet) > 1:
        for item in fleet[:MOST_PROCESSES]:
            what = to_say("Process {process}: {shards}")
            if item.worker == me.worker:
                what = to_say("Process {process}: {shards} (this one)")
            lines.append(f"- {tongue.say(what, process=named(item), shards=item.shards)}")
    lines += [
        f"- ⚠️ {tongue.say('no process serves shard {number}', number=number)}"
        for number in unserved([item.shards for item in fleet])[:5]
    ]
    return "\n".join(lines)


def named(process: Process) -> str:
    """Return a process as an operator knows it."""
    return f"{fit(process.name, 40)} ({process.pid})"


OUTCOMES = {
    "due": to_say("last: {slot} due"),
    "planned": to_say("last: {slot} planned"),
    "sending": to_say("last: {slot} sending"),
    "sent": to_say("last: {slot} sent"),
    "failed": to_say("last: {slot} failed"),
    "missed": to_say("last: {slot} missed"),
    "skipped": to_say("last: {slot} skipped"),
}


async def schedule_status(office: Office, schedule: Schedule, tongue: Tongue) -> str:
    """Return a schedule with its last outcome and its next time."""
    last = await office.database.aside(last_editions, schedule.id, 1)
    line = escape(fit(schedule_line(schedule, tongue), 200, escaped=False))
    head = f"**#{schedule.id}** · {line}, {place_of(schedule, tongue)}"
    if more := particulars(schedule, tongue):
        head += f"\n{more}"
    if schedule.state == "paused":
        why = fit(reason(schedule.pause_reason or "by hand", tongue), 200)
        head += f"\n-# ⏸️ {tongue.say('paused: {why}', why=why)}"
    elif schedule.next_due:
        head += f"\n-# {tongue.say('next: {moment}', moment=moment(schedule.next_due))}"
    for edition in last:
        head += f"\n-# {tongue.say(OUTCOMES[edition.state], slot=slot_name(edition, tongue))}"
        if error := edition.last_error:
            head += f" ({fit(reason(error, tongue), 150)})"
    return head
