"""/brief, /digest, /stories, /story, /search, and the message menu: for every reader."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Range

from bot.answers import Reply, answered
from bot.commands.common import (
    LENGTH_CHOICES,
    STORY_LENGTHS,
    Tree,
    article_complete,
    body_of,
    need_sources,
    offered_articles,
    parse_period,
    period_complete,
)
from bot.errors import NothingYet, Unusable
from bot.format.safe import plain
from bot.jobs import BriefJob, DigestJob, SearchJob, StoriesJob, StoryJob, list_digest
from bot.office import BRIEF_WORDS, DEFAULT_WORDS, Office
from bot.shown import View, show_new
from bot.store.subscriptions import clip
from summarizer.domain import Article, Brief, Citation, Digest, Point, Story
from summarizer.errors import ReadoutError
from summarizer.render.wording import title_of
from summarizer.tongue import Tongue, to_say

log = logging.getLogger(__name__)


LINK = re.compile(r"https?://(?:[^\s<>()\"']|\([^\s<>()\"']*\))+")
"""A web address in a text: a bracket belongs to it if its pair does."""

AFTER_LINK = ".,;:!?*|~`]"
MOST_LINKS = 5
STORY_SPAN = timedelta(days=7)
NOT_FOUND = "nothing was found"


def add_reading(tree: Tree, office: Office) -> None:
    """Add the reading commands to the tree."""
    add_brief(tree, office)
    add_digest(tree, office)
    add_stories(tree, office)
    add_search(tree, office)


def add_brief(tree: Tree, office: Office) -> None:
    """Add /brief and the message menu."""

    @tree.command(name="brief", description="A short, cited account of an article")
    @app_commands.describe(
        article="An article that the bot knows: type a few words of its title",
        link="The web address of an article",
        file="A text, HTML or PDF file",
        length="How long the brief should be",
        private="Only you see the answer",
    )
    @app_commands.choices(length=LENGTH_CHOICES)
    @app_commands.autocomplete(article=article_complete(office))
    @answered(office)
    async def brief(
        reply: Reply,
        article: Range[str, 1, 300] | None = None,
        link: Range[str, 1, 2000] | None = None,
        file: discord.Attachment | None = None,
        length: int = BRIEF_WORDS,
        private: bool | None = None,
    ) -> None:
        office.cool_down(reply.asker)
        found = await find_article(reply, article, link, file)
        await brief_articles(reply, [found], length)

    @tree.context_menu(name="Brief the links")
    @answered(office, private=True)
    async def brief_links(reply: Reply, message: discord.Message) -> None:
        office.cool_down(reply.asker)
        await brief_message(reply, message)


async def find_article(
    reply: Reply, article: str | None, link: str | None, file: discord.Attachment | None
) -> Article:
    """Return the one article that the options name.

    Raises:
        ReadoutError: none, several, or it cannot be read.
    """
    text = written(article) or written(link)
    if bool(written(article)) + bool(written(link)) + (file is not None) != 1:
        raise Unusable("name one article: by its title, a link or a file")
    if file is not None:
        return await read_file(reply, file)
    if written(link) and not LINK.match(text):
        text = f"https://{text}"
    return await article_on(reply, text)


def written(option: str | None) -> str:
    """Return what a member wrote in an option; what cannot be seen is nothing."""
    return (option or "").strip() if plain(option or "") else ""


def asked_for(option: str) -> str:
    """Return what a member looks for.

    Raises:
        Unusable: nothing that can be seen.
    """
    if not written(option):
        raise Unusable("write what you are looking for")
    return written(option)


async def article_on(reply: Reply, text: str) -> Article:
    """Return an article by its link, or a stored one of this owner by id or words of its title."""
    if LINK.match(text):
        return await read_link(reply, text)
    if text.startswith("id:"):
        offered = await offered_articles(reply.office, reply.owner)
        wanted = [ident for _, ident in offered if ident == text[3:]]
        found = await reply.office.wire.articles(wanted[:1])
        if found:
            return found[0]
        raise NothingYet("that article is no longer kept")
    sources = await need_sources(reply.office, reply.owner)
    hits = await reply.ask(SearchJob(text, sources, limit=1), to_say("Looking for it"))
    if not hits:
        raise NothingYet(NOT_FOUND, subject=plain(text)[:80], advice="Give its web address.")
    article: Article = hits[0].article
    return article


async def read_link(reply: Reply, address: str) -> Article:
    """Fetch an article and remember it for this owner."""
    article = await reply.office.wire.read(address)
    return await clipped(reply, article)


async def clipped(reply: Reply, article: Article) -> Article:
    """Remember that a member of this owner brought an article."""
    office = reply.office
    title = article.title or article.text[:100]
    await office.database.aside(clip, reply.owner, article.id, title, office.clock())
    return article


async def read_file(reply: Reply, file: discord.Attachment) -> Article:
    """Read an attached file and remember it for this owner."""
    most = reply.office.settings.max_file_mb
    if file.size > most * 1_000_000:
        raise Unusable(f"a file can be up to {most} MB", subject=file.filename[:100])
    body = await body_of(file)
    return await clipped(reply, await reply.office.wire.read_file(file.filename, body))


async def brief_articles(
    reply: Reply, articles: list[Article], words: int, notes: tuple[str, ...] = ()
) -> None:
    """Brief articles on one event and show it."""
    digest = await reply.ask(BriefJob(tuple(articles), words), to_say("Reading the article"))
    await show_new(reply, View("brief", words=words, notes=notes), digest)


async def brief_message(reply: Reply, message: discord.Message) -> None:
    """Brief what the links of a message lead to: one article, or a small digest."""
    text = "\n".join(texts_of(message))
    links = list(dict.fromkeys(link.rstrip(AFTER_LINK) for link in LINK.findall(text)))
    if not links:
        raise Unusable("that message has no link")
    articles: list[Article] = []
    problems: list[Exception] = []
    for link in links[:MOST_LINKS]:
        try:
            articles.append(await read_link(reply, link))
        except Exception as error:  # the others are read all the same
            if not isinstance(error, ReadoutError):
                log.exception("a link could not be read (a fault in Readout)")
            problems.append(error)
    if not articles:
        raise problems[0]
    tongue = await reply.speak_of(articles)
    notes = tuple(unread(len(links), len(problems), tongue))
    if len(articles) == 1:
        await brief_articles(reply, articles, BRIEF_WORDS, notes)
        return
    digest = await reply.ask(
        DigestJob(DEFAULT_WORDS, articles=tuple(articles)), to_say("Reading the links")
    )
    title = tongue.say("The links in that message")
    await show_new(reply, View("digest", words=DEFAULT_WORDS, title=title, notes=notes), digest)


def texts_of(message: discord.Message) -> Iterator[str]:
    """Yield what a message says: its text, its embeds and components, what it forwards."""
    parts: list[discord.Message | discord.MessageSnapshot] = [message, *message.message_snapshots]
    for part in parts:
        yield part.content
        for embed in part.embeds:
            yield from (embed.url or "", embed.title or "", embed.description or "")
            yield from (field.value or "" for field in embed.fields)
        yield from words_in([item.to_dict() for item in part.components])


def words_in(components: Any) -> Iterator[str]:
    """Yield the texts in components, and where their buttons lead."""
    for item in components or ():
        yield from (item.get("content") or "", item.get("url") or "")
        yield from words_in([*item.get("components", ()), *filter(None, [item.get("accessory")])])


def unread(links: int, failed: int, tongue: Tongue) -> Iterator[str]:
    """Yield what a reader should know of the links that are not in the answer."""
    if links > MOST_LINKS:
        yield tongue.count(
            "Only the first {most} of {n} links were read",
            "Only the first {most} of {n} links were read",
            links,
            most=MOST_LINKS,
        )
    if failed:
        yield tongue.count("{n} link could not be read", "{n} links could not be read", failed)


def add_digest(tree: Tree, office: Office) -> None:
    """Add /digest."""

    @tree.command(name="digest", description="What the news says, every sentence cited")
    @app_commands.describe(
        topic="Only what is said about this, in your own words",
        period="A day or a period: today, yesterday, 3 days, week, 2024-08-28",
        stories="At most this many stories",
        length="How long each story should be",
        private="Only you see the answer",
    )
    @app_commands.choices(length=STORY_LENGTHS)
    @app_commands.autocomplete(period=period_complete(office))
    @answered(office)
    async def digest(
        reply: Reply,
        topic: Range[str, 1, 200] | None = None,
        period: Range[str, 1, 40] | None = None,
        stories: Range[int, 1, 25] = 8,
        length: int | None = None,
        private: bool | None = None,
    ) -> None:
        desk = await office.desk(reply.owner)
        since, until = parse_period(period, office.clock(), await office.zone(reply.owner))
        await need_sources(office, reply.owner)
        office.cool_down(reply.asker)
        words = length or desk.words or DEFAULT_WORDS
        selection = await office.selection(reply.owner, since, until)
        about = written(topic) or None
        job = DigestJob(words, selection, topic=about, limit=stories)
        made = await reply.ask(job, to_say("Reading the news"))
        await show_new(reply, View("digest", words=words, topic=about), made)


def add_stories(tree: Tree, office: Office) -> None:
    """Add /stories and /story."""

    @tree.command(name="stories", description="The stories in the news, page by page")
    @app_commands.describe(
        period="A day or a period: today, yesterday, 3 days, week, 2024-08-28",
        private="Only you see the answer",
    )
    @app_commands.autocomplete(period=period_complete(office))
    @answered(office)
    async def stories(
        reply: Reply,
        period: Range[str, 1, 40] | None = None,
        private: bool | None = None,
    ) -> None:
        found = await list_stories(reply, period)
        await show_new(reply, View("stories"), found)

    @tree.command(name="story", description="One story: brief, sources, timeline, what is new")
    @app_commands.describe(
        story="A few words of it, or one of its headlines",
        length="How long the brief should be",
        private="Only you see the answer",
    )
    @app_commands.choices(length=LENGTH_CHOICES)
    @app_commands.autocomplete(story=article_complete(office))
    @answered(office)
    async def story(
        reply: Reply,
        story: Range[str, 1, 300],
        length: int = BRIEF_WORDS,
        private: bool | None = None,
    ) -> None:
        await tell_story(reply, asked_for(story), length)


async def list_stories(reply: Reply, period: str | None) -> Digest:
    """Return the stories of a period.

    Raises:
        NothingYet: there are none.
    """
    office = reply.office
    since, until = parse_period(period, office.clock(), await office.zone(reply.owner))
    await need_sources(office, reply.owner)
    office.cool_down(reply.asker)
    selection = await office.selection(reply.owner, since, until)
    digest: Digest = await reply.ask(StoriesJob(selection), to_say("Sorting the news"))
    if not digest.stories:
        raise NothingYet("no article came in", advice="Ask for a longer period, such as week.")
    return digest


def days_around(article: Article, now: datetime) -> tuple[datetime, datetime]:
    """Return the week until an article and the week after it: a story is told in so many days.

    It ends now at the latest, so that no answer of before the last news counts as the same.
    """
    moment = min(article.published or article.fetched or now, now)
    return moment - STORY_SPAN, min(moment + STORY_SPAN, now)


async def tell_story(reply: Reply, wanted: str, words: int) -> None:
    """Show the story that an article tells, as it stands after the news of its own days."""
    office = reply.office
    office.cool_down(reply.asker)
    article = await article_on(reply, wanted)
    since, until = days_around(article, office.clock())
    selection = await office.selection(reply.owner, since, until)
    job = StoryJob((article,), words, selection)
    digest: Digest = await reply.ask(job, to_say("Reading the story"))
    tongue = await reply.speak_of(digest.articles)
    moved = tuple(tongue.again(story.note) for story in digest.stories if story.note)
    await show_new(reply, View("story", words=words, notes=moved), digest)


def add_search(tree: Tree, office: Office) -> None:
    """Add /search."""

    @tree.command(name="search", description="Search the archive by words and meaning")
    @app_commands.describe(
        query="What you are looking for, in your own words",
        period="Only this day or period",
        private="Only you see the answer",
    )
    @app_commands.autocomplete(period=period_complete(office))
    @answered(office)
    async def search(
        reply: Reply,
        query: Range[str, 1, 200],
        period: Range[str, 1, 40] | None = None,
        private: bool | None = None,
    ) -> None:
        wanted = asked_for(query)
        since = until = None
        if period:
            zone = await office.zone(reply.owner)
            since, until = parse_period(period, office.clock(), zone)
        sources = await need_sources(office, reply.owner)
        office.cool_down(reply.asker)
        hits = await reply.ask(SearchJob(wanted, sources, since, until), to_say("Searching"))
        if not hits:
            raise NothingYet(NOT_FOUND, subject=plain(wanted)[:80])
        await show_new(reply, View("stories", topic=wanted), hits_digest(hits))


def hits_digest(hits: list[Any]) -> Digest:
    """Return what was found as a list of stories of one article, each with its passage."""
    stories = []
    for hit in hits:
        article = hit.article
        points: tuple[Point, ...] = ()
        if hit.passage.strip():
            points = (Point(hit.passage, (Citation.at(article, hit.start, hit.end),)),)
        title = title_of(article)
        stories.append(
            Story(
                f"hit-{article.id}",
                title,
                (article,),
                first_seen=article.published,
                last_seen=article.published,
                brief=Brief(title, points, (article,), None, ""),
            )
        )
    return list_digest(stories)
