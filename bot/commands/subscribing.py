"""/subscribe and /unsubscribe: a briefing by direct message, for every member."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.answers import Reply, answered
from bot.commands.common import Tree
from bot.commands.scheduling import changed, keep_new, new_schedule, resume_like, takes
from bot.editor import audience_of
from bot.office import Office
from bot.store.nouns import user_owner
from bot.store.schedules import list_schedules, remove_schedule
from bot.translate import spoken


def add_subscribing(tree: Tree, office: Office) -> None:
    """Add /subscribe and /unsubscribe: for every member, by direct message."""

    @tree.command(name="subscribe", description="Get a briefing by direct message")
    @takes("times", "days", "zone", "topic", "length", needed=["times"])
    @answered(office, private=True)
    async def subscribe(reply: Reply, **wanted: Any) -> None:
        base, server = await new_schedule(reply), reply.owner
        reply.owner = user_owner(reply.asker)
        base = replace(base, owner=reply.owner, mode="dm", user_id=reply.asker, channel_id=None)
        schedule = await changed(reply, base, wanted)
        if not await resume_like(reply, schedule):
            await keep_new(reply, schedule)
        await office.speak_as(reply.owner, spoken(reply.interaction.locale), server)

    @tree.command(name="unsubscribe", description="Stop getting briefings by direct message")
    @answered(office, private=True)
    async def unsubscribe(reply: Reply) -> None:
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
