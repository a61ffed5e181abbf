"""/sources: the feeds and pages that a server, or a member, reads."""

from __future__ import annotations

from collections import Counter

import discord
from discord import Permissions, app_commands
from discord.app_commands import Choice, Range

from bot.answers import Interaction, Reply, answered, owner_of
from bot.commands.common import (
    MOST_PAGES,
    PAGE,
    Complete,
    Tree,
    body_of,
    offer,
    quiet,
    sources_count,
)
from bot.errors import LimitReached, NothingYet, Unusable
from bot.format.budget import one_page
from bot.format.health import health_line
from bot.format.page import Line, heading
from bot.format.safe import fit, link
from bot.office import Office
from bot.store.subscriptions import subscriptions_of, tag, unsubscribe
from summarizer.archive.sources import Source
from summarizer.tongue import Tongue, to_say

MANAGE = Permissions(manage_guild=True)
MOST_OPML_MB = 2
MOST_TAGS = 8


def source_complete(office: Office) -> Complete:
    """Autocomplete of the owner's sources."""

    async def complete(interaction: Interaction, current: str) -> list[Choice[str]]:
        wanted = current.casefold().strip()
        mine = await own_sources(office, owner_of(interaction))
        names = Counter(item.name for item in mine)
        rows = [
            (item.name if names[item.name] == 1 else f"{item.name} · {item.shown}", item)
            for item in mine
        ]
        found = [(label, it) for label, it in rows if wanted in f"{label} {it.shown}".casefold()]
        return offer([(label, item.id) for label, item in found])

    return quiet(complete)


async def own_sources(office: Office, owner: str) -> list[Source]:
    """Return an owner's sources by title; no other owner's are ever among them."""
    ids = set(await office.reads(owner))
    return [item for item in await office.wire.sources() if item.id in ids]


def add_sources(tree: Tree, office: Office) -> None:
    """Add the /sources group to the tree."""
    group = app_commands.Group(
        name="sources",
        description="The feeds and pages that are read here",
        default_permissions=MANAGE,
    )
    add_editing(group, office)
    add_showing(group, office)
    add_lists(group, office)
    tree.add_command(group)


def add_editing(group: app_commands.Group, office: Office) -> None:
    """Add /sources add and remove."""

    @group.command(name="add", description="Read a site, feed or page from now on")
    @app_commands.describe(
        address="The web address of a site, a feed or a page",
        tags="Words to group sources by, separated by commas",
    )
    @answered(office)
    async def add(
        reply: Reply,
        address: Range[str, 3, 2000],
        tags: Range[str, 1, 200] | None = None,
    ) -> None:
        await add_source(reply, address, read_tags(tags))

    @group.command(name="remove", description="Stop reading a source")
    @app_commands.describe(source="Which one")
    @app_commands.autocomplete(source=source_complete(office))
    @answered(office)
    async def remove(reply: Reply, source: Range[str, 1, 200]) -> None:
        found = await find_own(reply, source)
        await check_own(reply, found)
        await office.database.aside(unsubscribe, reply.owner, found.id)
        await office.let_go()
        name = fit(found.name, 200)
        await reply.say(reply.tongue.say("**{name}** was removed here.", name=name))


def read_tags(text: str | None) -> tuple[str, ...]:
    """Return tags from a member's text: short, in lower case, each once."""
    parts = (fit(part, 32, escaped=False).casefold() for part in (text or "").split(","))
    return tuple(dict.fromkeys(part for part in parts if part))[:MOST_TAGS]


async def add_source(reply: Reply, address: str, tags: tuple[str, ...]) -> None:
    """Find, keep and fetch a source; say what came in."""
    office = reply.office
    await check_room(reply, 1)
    text = address.strip()
    address = text if "://" in text else f"https://{text}"
    added = await office.wire.add(address, by=office.database.instance)
    if added.source is None:
        raise added.cause or Unusable(added.error or "it could not be read")
    keep = office.read_from_now
    if not await keep(reply.owner, added.source, tags, new=added.new, by=reply.asker):
        await reply.say(await known_already(reply, added.source, tags))
        return
    await reply.note_language()
    came = await office.wire.fetch_due([added.source.id])
    count = sum(item.new + item.known + item.changed for item in came)
    tongue = reply.tongue
    said = [tongue.say("**{name}** was added here.", name=linked_name(added.source))]
    if count:
        said.append(tongue.count("{n} article came in.", "{n} articles came in.", count))
    if kept_out := sum(item.kept_out for item in came):
        said.append(
            tongue.count(
                "The site's robots.txt asks that {n} of its pages not be read: only what the feed "
                "says of it is used.",
                "The site's robots.txt asks that {n} of its pages not be read: only what the feed "
                "says of them is used.",
                kept_out,
            )
        )
    await reply.say(" ".join(said))


async def known_already(reply: Reply, source: Source, tags: tuple[str, ...]) -> str:
    """Add tags to a source that is read here; return what to say of it."""
    office = reply.office
    kept = await office.database.aside(tag, reply.owner, source.id, tags, MOST_TAGS)
    tongue = reply.tongue
    said = [tongue.say("**{name}** is already a source here.", name=fit(source.name, 200))]
    if kept:
        said.append(tongue.say("Its tags: {tags}.", tags=fit(", ".join(kept), 300)))
    return " ".join(said)


async def check_room(reply: Reply, wanted: int) -> int:
    """Return how many more sources this owner may have.

    Raises:
        LimitReached: not so many.
    """
    office = reply.office
    mine = await office.database.aside(subscriptions_of, reply.owner)
    room = office.settings.max_sources - len(mine)
    if room < wanted:
        raise LimitReached(
            f"there can be at most {office.settings.max_sources} sources here",
            advice="Remove one first: /sources remove.",
        )
    return room


async def find_own(reply: Reply, name: str) -> Source:
    """Return one of the owner's sources by id, address or title.

    Raises:
        NothingYet: there is no such source here.
    """
    wanted = name.strip().casefold()
    for item in await own_sources(reply.office, reply.owner):
        if wanted in (item.id.casefold(), item.url.casefold(), item.name.casefold()):
            return item
    raise NothingYet(
        "there is no such source here", subject=name.strip()[:80], advice="See /sources list."
    )


async def check_own(reply: Reply, source: Source) -> None:
    """Raise Unusable where a source is read here only because nothing was added here."""
    office = reply.office
    mine = await office.database.aside(subscriptions_of, reply.owner)
    if source.id not in {item.source_id for item in mine}:
        raise Unusable(
            "it was not added here: it is a default source, read in every server that has added "
            "none",
            subject=source.name[:80],
            advice="Once you add a source of your own (/sources add), only your own are read.",
        )


def add_showing(group: app_commands.Group, office: Office) -> None:
    """Add /sources list and health."""

    @group.command(name="list", description="What is read here")
    @app_commands.describe(page=PAGE)
    @answered(office)
    async def show_list(reply: Reply, page: Range[int, 1, MOST_PAGES] = 1) -> None:
        found = await need_own(reply)
        lines = [heading(sources_count(len(found), reply.tongue))]
        tags = await tags_here(reply)
        lines += [
            Line(source_line(item, tags.get(item.id, item.tags), reply.tongue)) for item in found
        ]
        await reply.show(one_page([lines], page, reply.tongue))

    @group.command(name="health", description="How the sources are doing, problems first")
    @app_commands.describe(page=PAGE)
    @answered(office)
    async def show_health(reply: Reply, page: Range[int, 1, MOST_PAGES] = 1) -> None:
        found = sorted(await need_own(reply), key=lambda item: -item.health.failures)
        lines = [heading(reply.tongue.say("How the sources are doing"))]
        lines += [Line(health_line(item, reply.tongue)) for item in found]
        await reply.show(one_page([lines], page, reply.tongue))


async def need_own(reply: Reply) -> list[Source]:
    """Return the owner's sources.

    Raises:
        NothingYet: there are none.
    """
    found = await own_sources(reply.office, reply.owner)
    if not found:
        raise NothingYet("there are no sources here yet", advice="Add a site: /sources add.")
    return found


async def tags_here(reply: Reply) -> dict[str, tuple[str, ...]]:
    """Return the tags that the owner gave to its sources, by id."""
    office = reply.office
    mine = await office.database.aside(subscriptions_of, reply.owner)
    return {item.source_id: item.tags for item in mine}


KINDS = {"feed": to_say("feed"), "page": to_say("page"), "folder": to_say("folder")}


def source_line(source: Source, tags: tuple[str, ...], tongue: Tongue) -> str:
    """Return a source with its link and the tags that it has here."""
    named = f" · {fit(', '.join(tags), 300)}" if tags else ""
    return f"- {linked_name(source)} · {tongue.say(KINDS[source.kind])}{named}"


def linked_name(source: Source) -> str:
    """Return a source's name with its link; none where the address holds a secret."""
    return link(source.name, source.url) if source.shown == source.url else fit(source.name, 100)


def add_lists(group: app_commands.Group, office: Office) -> None:
    """Add /sources import and export."""

    @group.command(name="import", description="Add the feeds of an OPML list")
    @app_commands.describe(file="An OPML file, as exported by other feed readers")
    @answered(office)
    async def import_list(reply: Reply, file: discord.Attachment) -> None:
        if file.size > MOST_OPML_MB * 1_000_000:
            raise Unusable(f"a list can be up to {MOST_OPML_MB} MB", subject=file.filename[:80])
        await import_sources(reply, await body_of(file))

    @group.command(name="export", description="Get the feeds as an OPML list")
    @answered(office, private=True)
    async def export_list(reply: Reply) -> None:
        found = await need_own(reply)
        mine = await office.database.aside(subscriptions_of, reply.owner)
        if not mine:  # the operator's own feeds: a key in their addresses is for nobody here
            found = [item for item in found if item.shown == item.url]
        body = await office.wire.export_opml(found)
        count = sources_count(len(found), reply.tongue)
        await reply.show_file(count, "readout.opml", body)


async def import_sources(reply: Reply, body: bytes) -> None:
    """Add as many feeds of a list as there is room for, and say how many."""
    room = await check_room(reply, 1)
    office = reply.office
    added, left = await office.wire.import_opml(body, most=room, by=office.database.instance)
    good = [item for item in added if item.source is not None]
    new = 0
    for item in good:
        assert item.source is not None
        tags = read_tags(",".join(item.tags))
        new += await reply.office.read_from_now(
            reply.owner, item.source, tags, new=item.new, by=reply.asker
        )
    if new:
        await reply.note_language()
    bad = len(added) - len(good)
    tongue = reply.tongue
    words = [tongue.count("{n} feed added.", "{n} feeds added.", new)]
    if left:
        words.append(
            tongue.count(
                "{n} did not fit: the limit is {most}.",
                "{n} did not fit: the limit is {most}.",
                left,
                most=office.settings.max_sources,
            )
        )
    if bad:
        words.append(
            tongue.count(
                "{n} has no web address that can be read.",
                "{n} have no web address that can be read.",
                bad,
            )
        )
    await reply.say(" ".join(words))
