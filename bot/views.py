"""Buttons and menus that outlive a restart: all they need is in their custom id.

`ro:<action>:<snapshot>:<argument>[.<mark>]`. A message belongs to who asked for it; on
a posted briefing everybody gets an answer of their own.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Self

import discord

from bot.answers import Interaction, Reply, answering
from bot.errors import Expired, Unusable
from bot.format.cards import LONGEST, SHORTEST
from bot.format.page import Line, Page, heading, small
from bot.format.safe import fit
from bot.format.words import moment
from bot.jobs import BriefJob, DigestJob, StoryJob
from bot.office import BRIEF_WORDS, Office
from bot.prose import is_written
from bot.shown import Shown, View, keep, recall, show, show_new
from summarizer.domain import Digest
from summarizer.tongue import Tongue, to_say

STEP = 1.6
"""Longer is this many times as long: short, medium and long of a brief are about that."""


def office_of(interaction: Interaction) -> Office:
    """Return the office of the client that an interaction came to."""
    office: Office = interaction.client.office
    return office


def data_of(interaction: Interaction) -> dict[str, Any]:
    """Return the raw data of an interaction."""
    return dict(interaction.data or {})


def number(argument: str) -> int:
    """Return the number in a custom id or a choice.

    Raises:
        Unusable: it is none of ours.
    """
    if not re.fullmatch(r"[0-9]{1,6}", argument):
        raise Unusable("there is no such page or point here")
    return int(argument)


async def turn_page(reply: Reply, shown: Shown, argument: str) -> None:
    """Show another page."""
    await show(reply, shown, number(argument))


async def change_length(reply: Reply, shown: Shown, argument: str) -> None:
    """Show the same, shorter or longer."""
    factor = STEP if argument == "more" else 1 / STEP
    words = max(SHORTEST, min(LONGEST, round(shown.view.words * factor)))
    reply.office.cool_down(reply.asker)
    view = replace(shown.view, words=words)
    job: BriefJob | StoryJob | DigestJob
    if view.kind == "story":
        job = StoryJob(shown.digest.stories[0].articles, words)
    elif view.kind == "brief":
        story = shown.digest.stories[0]
        job = BriefJob(story.articles, words, story.title)
    else:
        job = DigestJob(
            words,
            articles=shown.digest.articles,
            topic=shown.view.topic,
            limit=max(1, len(shown.digest.stories)),
        )
    digest = await reply.ask(job, to_say("Rewriting it"))
    if view.kind == "digest":
        digest = replace(digest, window=shown.digest.window, coverage=shown.digest.coverage)
    await show_new(reply, view, digest)


async def show_sources(reply: Reply, shown: Shown, _argument: str) -> None:
    """Show every article, and what was left out."""
    await show_new(reply, View("sources"), shown.digest)


def about_lines(office: Office, digest: Digest | None, tongue: Tongue) -> list[Line]:
    """Return how a briefing came about: chosen or written, and where."""
    written = digest is not None and any(is_written(story) for story in digest.stories)
    away = written and office.writer_host
    where = (
        tongue.say("The model runs at {host}.", host=fit(office.writer_host, 100))
        if away
        else tongue.say(
            "It was made on this bot's own machine; nothing was sent to an outside service."
        )
    )
    how = (
        tongue.say(
            "A model wrote it; each sentence was checked against the ones it cites, and the "
            "numbers link to them."
        )
        if written
        else tongue.say("Sentences are the articles' own words; the numbers link to them.")
    )
    return [heading(tongue.say("About this briefing")), Line(f"{how} {where}")]


async def show_about(reply: Reply, shown: Shown, _argument: str) -> None:
    """Say how a posted briefing was made."""
    digest = shown.digest
    tongue = await reply.speak_of(digest.articles)
    read = tongue.count(
        "{n} article read by {model}",
        "{n} articles read by {model}",
        digest.coverage.used,
        model=digest.model or tongue.say("the model"),
    )
    lines = [*about_lines(reply.office, digest, tongue), small(read)]
    if digest.window.since:
        since, until = moment(digest.window.since), moment(digest.window.until)
        lines.append(small(f"{since} – {until}"))
    await reply.show(Page(tuple(lines)))


async def show_story(reply: Reply, shown: Shown, argument: str) -> None:
    """Show one story in full: a longer brief, its sources, its timeline."""
    stories = shown.digest.stories
    if argument not in map(str, range(len(stories))):
        raise Unusable("there is no such story here")
    story = stories[int(argument)]
    reply.office.cool_down(reply.asker)
    digest = await reply.ask(
        BriefJob(story.articles, BRIEF_WORDS, story.title), to_say("Reading the story")
    )
    known = digest.stories[0]
    whole = replace(story, brief=known.brief)
    tongue = await reply.speak_of(story.articles)
    notes = (tongue.say("New since the last briefing"),) if story.change == "update" else ()
    note = (tongue.again(story.note),) if story.note else ()
    view = View("brief", words=BRIEF_WORDS, notes=(*notes, *note))
    await show_new(reply, view, replace(digest, stories=(whole,)))


async def show_evidence(reply: Reply, shown: Shown, argument: str) -> None:
    """Show the articles' words behind one point."""
    view = View("evidence", asker=reply.asker, point=number(argument))
    await show(reply, await keep(reply.office, reply.owner, view, shown.digest))


ACTIONS = {
    "page": turn_page,
    "len": change_length,
    "src": show_sources,
    "about": show_about,
    "more": show_story,
    "point": show_evidence,
}
IN_PLACE = ("page", "len")
"""Actions that change the message itself, if it is the presser's."""


async def press(interaction: Interaction, action: str, key: str, argument: str) -> None:
    """Do what a button or menu is for."""
    office = office_of(interaction)
    mine = False
    if action in IN_PLACE:
        mine = belongs_to(interaction)

    async def work(reply: Reply) -> None:
        if action == "about" and not key:
            await reply.show(Page(tuple(about_lines(office, None, reply.tongue))))
            return
        shown = await recall(office, key)
        await ACTIONS[action](reply, shown, argument)

    await answering(office, interaction, work, private=True, update=mine)


def belongs_to(interaction: Interaction) -> bool:
    """Return whether the message was an answer to who now presses its button."""
    message = interaction.message
    if message is None:
        return False
    if message.flags.ephemeral:
        return True
    asked = message.interaction_metadata
    return asked is not None and asked.user.id == interaction.user.id


class Pressed(
    discord.ui.DynamicItem[discord.ui.Item[Any]],
    template=re.compile(
        rf"ro:(?P<action>{'|'.join(ACTIONS)}):(?P<key>\w*):(?P<argument>\w*)(?:\.(?P<mark>\w*))?"
    ),
):
    """A button or a menu of an answer or a posted briefing; of a menu the choice counts."""

    def __init__(self, item: discord.ui.Item[Any], match: re.Match[str]) -> None:
        super().__init__(item)
        self.match = match

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return what was pressed."""
        return cls(item, match)

    async def callback(self, interaction: Interaction) -> None:
        """Answer."""
        chosen = data_of(interaction).get("values") or [self.match["argument"]]
        await press(interaction, self.match["action"], self.match["key"], chosen[0])


async def answer_unknown(interaction: Interaction) -> None:
    """Say kindly that a button of an earlier version is no longer in use."""
    custom_id = str(data_of(interaction).get("custom_id") or "")
    if Pressed.__discord_ui_compiled_template__.fullmatch(custom_id):
        return

    async def work(_reply: Reply) -> None:
        raise Expired("this button no longer works", advice="Please ask again.")

    await answering(office_of(interaction), interaction, work, private=True)
