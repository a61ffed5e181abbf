"""/subscribe and /unsubscribe: a briefing by direct message, for every member."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeAlias

from discord import app_commands
from discord.app_commands import Range

from bot.answers import Interaction, Reply, answering
from bot.commands.common import CONTEXTS, INSTALLS, STORY_LENGTHS, zone_complete
from bot.commands.schedules import OPTIONS, changed, keep_new, new_schedule
from bot.editor import audience_of
from bot.office import Office
from bot.store.nouns import user_owner
from bot.store.schedules import list_schedules, remove_schedule
from bot.translate import spoken

Tree: TypeAlias = "app_commands.CommandTree[Any]"


def add_subscribing(tree: Tree, office: Office) -> None:
    """Add /subscribe and /unsubscribe: for every member, by direct message."""

    @tree.command(name="subscribe", description="Get a briefing by direct message")
    @app_commands.describe(
        **{name: OPTIONS[name] for name in ("times", "days", "zone", "topic", "length")}
    )
    @app_commands.choices(length=STORY_LENGTHS)
    @app_commands.autocomplete(zone=zone_complete(office))
    async def subscribe(
        interaction: Interaction,
        times: Range[str, 1, 100],
        days: Range[str, 1, 60] | None = None,
        zone: Range[str, 1, 60] | None = None,
        topic: Range[str, 1, 200] | None = None,
        length: int | None = None,
    ) -> None:
        wanted = {"times": times, "days": days, "zone": zone, "topic": topic, "length": length}

        async def work(reply: Reply) -> None:
            base, server = await new_schedule(reply), reply.owner
            reply.owner = user_owner(reply.asker)
            base = replace(base, owner=reply.owner, mode="dm", user_id=reply.asker, channel_id=None)
            schedule = await changed(reply, base, wanted)
            await keep_new(reply, schedule)
            await office.speak_as(reply.owner, spoken(interaction.locale), server)

        await answering(office, interaction, work, private=True)

    @tree.command(name="unsubscribe", description="Get no more briefings by direct message")
    async def unsubscribe(interaction: Interaction) -> None:
        async def work(reply: Reply) -> None:
            owner = user_owner(reply.asker)
            found = await office.database.aside(list_schedules, owner)
            for item in found:
                await office.database.aside(remove_schedule, item.id)
                await office.wire.forget_told(audience_of(item.id))
            ended = reply.tongue.count(
                "{n} briefing by direct message ended.",
                "{n} briefings by direct message ended.",
                len(found),
            )
            await reply.say(ended if found else reply.tongue.say("There was none."))

        await answering(office, interaction, work, private=True)

    for command in (subscribe, unsubscribe):
        command.allowed_contexts, command.allowed_installs = CONTEXTS, INSTALLS
