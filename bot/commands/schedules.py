"""/schedule: when, where and about what a server is briefed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from discord import app_commands
from discord.app_commands import Range

from bot.answers import Reply, answered
from bot.commands.common import MOST_PAGES, PAGE, Tree, schedule_complete, schedules_count
from bot.commands.modes import channel_of, check_rights
from bot.commands.scheduling import (
    BY_HAND,
    OPTIONS,
    changed,
    check_news,
    check_room,
    keep_changes,
    keep_new,
    new_schedule,
    show_schedule,
    takes,
)
from bot.commands.settings import schedule_status
from bot.commands.sources import MANAGE
from bot.delivery.plan import add_edition_now
from bot.editor import audience_of, preview_edition, withdraw
from bot.errors import NothingYet
from bot.format.budget import one_page
from bot.format.page import Line, heading
from bot.office import Office
from bot.shown import View, show_new
from bot.store.editions import last_editions
from bot.store.nouns import Schedule
from bot.store.schedules import list_schedules, load_schedule, pause_schedule, remove_schedule
from summarizer.tongue import to_say


def add_schedules(tree: Tree, office: Office) -> None:
    """Add the /schedule group to the tree."""
    group = app_commands.Group(
        name="schedule",
        description="Briefings that are posted automatically",
        default_permissions=MANAGE,
    )
    add_adding(group, office)
    add_editing(group, office)
    add_changing(group, office)
    add_running(group, office)
    tree.add_command(group)


def add_adding(group: app_commands.Group, office: Office) -> None:
    """Add /schedule add."""

    @group.command(name="add", description="Post a briefing automatically: a time is enough")
    @takes(*OPTIONS, needed=["times"])
    @answered(office)
    async def add(reply: Reply, **wanted: Any) -> None:
        schedule = await changed(reply, await new_schedule(reply), wanted)
        await keep_new(reply, schedule)


def add_editing(group: app_commands.Group, office: Office) -> None:
    """Add /schedule edit."""

    @group.command(name="edit", description="Change a schedule; what you leave out stays as it is")
    @app_commands.describe(schedule="Which one")
    @app_commands.autocomplete(schedule=schedule_complete(office))
    @takes(*OPTIONS)
    @answered(office)
    async def edit(reply: Reply, schedule: Range[str, 1, 20], **wanted: Any) -> None:
        found = await find_schedule(reply, schedule)
        after = await changed(reply, found, wanted)
        if wanted["channel"] and found.pause_reason not in (None, BY_HAND):
            # It stopped since it could not post where it was.
            after = replace(after, state="active", pause_reason=None)
        mine = await office.database.aside(list_schedules, reply.owner)
        check_room(mine, after, office.settings.max_schedules)
        check_news(mine, after)
        kept = await keep_changes(reply, found, after)
        await show_schedule(reply, kept, to_say("Changed: briefing #{number}"))


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
    @answered(office)
    async def show_list(reply: Reply, page: Range[int, 1, MOST_PAGES] = 1) -> None:
        found = await office.database.aside(list_schedules, reply.owner)
        if not found:
            raise NothingYet("nothing is scheduled here", advice="Try /schedule add times:08:00.")
        lines = [heading(schedules_count(len(found), reply.tongue))]
        lines += [Line(await schedule_status(office, item, reply.tongue)) for item in found]
        await reply.show(one_page([lines], page, reply.tongue))

    @group.command(name="pause", description="Post nothing until it is resumed")
    @app_commands.describe(schedule="Which one")
    @app_commands.autocomplete(schedule=schedule_complete(office))
    @answered(office)
    async def pause(reply: Reply, schedule: Range[str, 1, 20]) -> None:
        found = await find_schedule(reply, schedule)
        await pause_by_hand(office, found)
        said = reply.tongue.say("Briefing #{number} is paused.", number=found.id)
        await reply.say(said)

    @group.command(name="resume", description="Post again from the next time on")
    @app_commands.describe(schedule="Which one")
    @app_commands.autocomplete(schedule=schedule_complete(office))
    @answered(office)
    async def resume(reply: Reply, schedule: Range[str, 1, 20]) -> None:
        found = await find_schedule(reply, schedule)
        if found.mode != "dm":  # it would be paused again at its next time
            check_rights(await channel_of(reply, found), found.mode)
        active = replace(found, state="active", pause_reason=None)
        kept = await keep_changes(reply, found, active)
        await show_schedule(reply, kept, to_say("Resumed: briefing #{number}"))

    @group.command(name="remove", description="Delete a schedule")
    @app_commands.describe(schedule="Which one")
    @app_commands.autocomplete(schedule=schedule_complete(office))
    @answered(office)
    async def remove(reply: Reply, schedule: Range[str, 1, 20]) -> None:
        found = await find_schedule(reply, schedule)
        await office.database.aside(remove_schedule, found.id)
        await office.wire.forget_told(audience_of(found.id))
        await reply.say(reply.tongue.say("Briefing #{number} was deleted.", number=found.id))


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
    @answered(office)
    async def run(reply: Reply, schedule: Range[str, 1, 20]) -> None:
        found = await find_schedule(reply, schedule)
        office.cool_down(reply.asker)
        await office.database.aside(add_edition_now, found, office.clock())
        await office.ring()
        said = reply.tongue.say(
            "Briefing #{number} is being made and will be posted in a moment.", number=found.id
        )
        await reply.say(said)

    @group.command(name="preview", description="See what would be posted now, without posting")
    @app_commands.describe(schedule="Which one")
    @app_commands.autocomplete(schedule=schedule_complete(office))
    @answered(office, private=True)
    async def preview(reply: Reply, schedule: Range[str, 1, 20]) -> None:
        found = await find_schedule(reply, schedule)
        office.cool_down(reply.asker)
        job = await preview_edition(office, found)
        digest = await reply.ask(job, to_say("Making a preview"))
        notes = (reply.tongue.say("Preview: nothing was posted"),)
        view = View("digest", words=found.words, topic=found.topic, notes=notes)
        await show_new(reply, view, digest)
