"""Writes the editions of schedules: what is read, for whom, since when, in which form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.delivery.arrange import arrange
from bot.delivery.courier import Composed
from bot.delivery.marks import NONCE_HOLE
from bot.delivery.plan import timetable_of
from bot.format.cards import Keys, with_mark
from bot.format.page import Line, Page
from bot.format.safe import fit, plain
from bot.format.words import moment, plural
from bot.jobs import DigestJob, EditionJob, Job, Selection
from bot.office import Office
from bot.schedule import next_slot
from bot.shown import View, keep
from bot.store.editions import last_editions
from bot.store.nouns import Edition, Schedule
from summarizer.domain import Digest
from summarizer.errors import NothingToBrief

MOST_STORIES = 8
"""Stories of a scheduled briefing: two or three messages, five minutes of reading."""

FIRST_WINDOW = timedelta(days=1)
LONGEST_WINDOW = timedelta(days=8)
OVERLAP = timedelta(hours=12)
"""An article may come in hours after it says it appeared; what was told is not told again."""


def audience_of(schedule_id: int) -> str:
    """Return under which name what a schedule told is remembered."""
    return f"schedule-{schedule_id}"


async def last_posted(office: Office, schedule: Schedule, before: datetime) -> datetime | None:
    """Return the instant of the last edition that was posted."""
    rows = await office.database.aside(last_editions, office.database, schedule.id, 40)
    posted = (row.instant for row in rows if row.state == "sent" and row.instant < before)
    return next(posted, None)


async def edition_job(office: Office, schedule: Schedule, at: datetime, *, keep_told: bool) -> Job:
    """Return what the newsroom is asked for an edition at a moment."""
    last = await last_posted(office, schedule, at)
    since = max(at - LONGEST_WINDOW, last) if last else at - FIRST_WINDOW
    sources = await office.reads_of(schedule)
    most = office.settings.max_articles
    if schedule.topic:
        selection = Selection(sources, since, at, most)
        return DigestJob(schedule.words, selection, topic=schedule.topic, limit=MOST_STORIES)
    selection = Selection(sources, since - OVERLAP if last else since, at, most)
    return EditionJob(
        selection,
        schedule.words,
        audience_of(schedule.id),
        at,
        limit=MOST_STORIES,
        keep=keep_told,
        zone=schedule.zone,
    )


async def preview_edition(office: Office, schedule: Schedule) -> Job:
    """Return the job of what would be posted now; it leaves no trace."""
    return await edition_job(office, schedule, office.clock(), keep_told=False)


async def withdraw(office: Office, edition: Edition) -> None:
    """Forget what an edition told that was never posted, so that the next one tells it."""
    at = max(edition.instant, edition.created_at)
    await office.wire.forget_told(audience_of(edition.schedule_id), at)


class Editor:
    """Composes editions; the composer of the courier."""

    def __init__(self, office: Office) -> None:
        self.office = office

    async def compose(self, schedule: Schedule, edition: Edition) -> Composed:
        """Return what to post. A `ReadoutError` is for a later try."""
        if await self.left(schedule):
            return Composed((), "who subscribed is not in that server any more")
        at = max(edition.instant, edition.created_at)
        job = await edition_job(self.office, schedule, at, keep_told=True)
        try:
            digest: Digest = await self.office.newsroom.ask(
                f"schedule:{schedule.id}", job, must=True
            )
        except NothingToBrief:
            return self.little_news(schedule, edition, "No article came in.")
        if not digest.stories and not digest.topics:
            word = digest.notices[0] if digest.notices else "No article came in."
            return self.little_news(schedule, edition, word)
        return await self.briefing(schedule, edition, digest)

    async def left(self, schedule: Schedule) -> bool:
        """Return whether a briefing by direct message is for somebody who left its server.

        What a server reads may be meant for its members alone.
        """
        postman, guild = self.office.postman, schedule.guild_id
        if schedule.mode != "dm" or guild is None or postman is None:
            return False
        return not await postman.is_member(guild, schedule.user_id or schedule.created_by)

    async def briefing(self, schedule: Schedule, edition: Edition, digest: Digest) -> Composed:
        """Return a briefing as parts, with its answer kept for the buttons."""
        title = title_of(schedule, edition)
        notes = late_notes(edition)
        view = View("digest", words=schedule.words, topic=schedule.topic, title=title, notes=notes)
        shown = await keep(self.office, schedule.owner, view, digest)
        pages = marked(shown.pages(NONCE_HOLE), shown.key)
        short = marked([short_page(title, digest, notes)], shown.key)[0]
        parts = arrange(schedule.mode, pages, short=short, role=schedule.role_id)
        return Composed(
            parts, f"{plural(len(digest.stories), 'story')}: {plain(digest.title)[:120]}"
        )

    def little_news(self, schedule: Schedule, edition: Edition, word: str) -> Composed:
        """Return nothing, or a short honest note, as the schedule wants."""
        if schedule.little_news == "skip":
            return Composed((), word)
        title = title_of(schedule, edition)
        lines = (Line(f"## {fit(title, 200)}", "head"), Line(fit(word, 500)), next_line(schedule))
        return self.single(schedule, Page(lines, name=title), word)

    async def apologise(self, schedule: Schedule, edition: Edition, problem: str) -> Composed:
        """Return a plain word that today's briefing could not be made."""
        title = title_of(schedule, edition)
        lines = (
            Line(f"## {fit(title, 200)}", "head"),
            Line(f"This briefing could not be made: {fit(problem, 600)}"),
            next_line(schedule),
        )
        return self.single(schedule, Page(lines, name=title), problem)

    async def withdraw(self, schedule: Schedule, edition: Edition) -> None:
        """Forget what an edition told that was never posted, so that the next one tells it."""
        await withdraw(self.office, edition)

    def single(self, schedule: Schedule, page: Page, summary: str) -> Composed:
        """Return one message, in the schedule's mode; a thread is not worth it."""
        mode = "channel" if schedule.mode == "thread" else schedule.mode
        [one] = marked([page], "")
        return Composed(arrange(mode, [one], short=one), summary)


def marked(pages: Sequence[Page], key: str) -> list[Page]:
    """Return pages with the buttons that make them findable; other buttons on the last."""
    keys = Keys(key, NONCE_HOLE)
    return [
        replace(with_mark(page, keys, index, len(pages)), name=page.name)
        for index, page in enumerate(pages)
    ]


def title_of(schedule: Schedule, edition: Edition) -> str:
    """Return the heading: what it is about, and the local day."""
    local = edition.instant.astimezone(ZoneInfo(schedule.zone))
    about = plain(schedule.topic)[:80] if schedule.topic else "Briefing"
    return f"{about} · {local:%A}, {local.day} {local:%B}"


def late_notes(edition: Edition) -> tuple[str, ...]:
    """Return the line that names a late edition."""
    return (f"Late: it was due {moment(edition.instant)}",) if edition.late else ()


def next_line(schedule: Schedule) -> Line:
    """Return when the next briefing comes."""
    due = schedule.next_due or next_slot(timetable_of(schedule), schedule.since)[1]
    return Line(f"-# Next: {moment(due)}", "small")


def short_page(title: str, digest: Digest, notes: Sequence[str]) -> Page:
    """Return the short post under which a thread opens: the headlines."""
    lines = [Line(f"## {fit(title, 200)}", "head")]
    lines += [Line(f"-# {note}", "small") for note in notes]
    lines += [Line(f"- {fit(story.title, 200)}") for story in digest.stories[:5]]
    rest = len(digest.stories) - 5
    if rest > 0:
        lines.append(Line(f"-# and {plural(rest, 'more story')} in the thread"))
    return Page(tuple(lines), name=title)
