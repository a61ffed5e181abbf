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
from bot.format.page import Line, Page, heading, small
from bot.format.safe import fit, plain
from bot.format.words import moment, reason
from bot.jobs import EditionJob, Job, Selection
from bot.office import Office
from bot.schedule import next_slot
from bot.shown import View, keep
from bot.store.editions import last_editions
from bot.store.nouns import Edition, Schedule
from summarizer.domain import Digest
from summarizer.errors import NothingToBrief
from summarizer.tongue import ENGLISH, Tongue

MOST_STORIES = 8
"""Stories of a scheduled briefing: two or three messages, five minutes of reading."""

FIRST_WINDOW = timedelta(days=1)
LONGEST_WINDOW = timedelta(days=8)
OVERLAP = timedelta(hours=12)
"""An article may come in hours after it says it appeared; what was told is not told again. What
comes in later still is told as such (`summarizer.edition`)."""


NO_ARTICLE = "No article came in."


def audience_of(schedule_id: int) -> str:
    """Return under which name what a schedule told is remembered."""
    return f"schedule-{schedule_id}"


async def last_posted(office: Office, schedule: Schedule, before: datetime) -> datetime | None:
    """Return the instant of the last edition that was posted."""
    rows = await office.database.aside(last_editions, schedule.id, 40)
    posted = (row.instant for row in rows if row.state == "sent" and row.instant < before)
    return next(posted, None)


async def edition_job(office: Office, schedule: Schedule, at: datetime, *, keep_told: bool) -> Job:
    """Return what the newsroom is asked for an edition at a moment."""
    last = await last_posted(office, schedule, at)
    since = max(at - LONGEST_WINDOW, last) if last else at - FIRST_WINDOW
    sources = await office.reads_of(schedule)
    most = office.settings.max_articles
    selection = Selection(sources, since - OVERLAP if last else since, at, most)
    return EditionJob(
        selection,
        schedule.words,
        audience_of(schedule.id),
        at,
        topic=schedule.topic,
        limit=MOST_STORIES,
        keep=keep_told,
        zone=schedule.zone,
        late_after=last,
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
            return Composed((), "the subscriber is no longer in that server")
        at = max(edition.instant, edition.created_at)
        job = await edition_job(self.office, schedule, at, keep_told=True)
        try:
            digest: Digest = await self.office.newsroom.ask(
                f"schedule:{schedule.id}", job, must=True
            )
        except NothingToBrief:
            return await self.little_news(schedule, edition, NO_ARTICLE)
        if not digest.stories and not digest.topics:
            word = digest.notices[0] if digest.notices else NO_ARTICLE
            return await self.little_news(schedule, edition, word)
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
        tongue = await self.office.tongue(schedule.owner, digest.articles)
        title = title_of(schedule, edition, tongue)
        late = tongue.say("Late: it was due {moment}", moment=moment(edition.instant))
        notes = (late,) if edition.late else ()
        view = View("digest", words=schedule.words, topic=schedule.topic, title=title, notes=notes)
        shown = await keep(self.office, schedule.owner, view, digest)
        pages = marked(shown.pages(tongue, NONCE_HOLE), shown.key, tongue)
        short = marked([short_page(title, digest, notes, tongue)], shown.key, tongue)[0]
        parts = arrange(schedule.mode, pages, short=short, role=schedule.role_id)
        count = ENGLISH.count("{n} story", "{n} stories", len(digest.stories))
        summary = f"{count}: {plain(digest.title)[:120]}"
        return Composed(parts, summary, "" if notes else small(late).text)

    async def little_news(self, schedule: Schedule, edition: Edition, word: str) -> Composed:
        """Return nothing, or a short honest note, as the schedule wants."""
        if schedule.little_news == "skip":
            return Composed((), word)
        tongue = await self.office.tongue(schedule.owner)
        said = Line(fit(tongue.again(word), 500))
        return self.single(schedule, edition, said, word, tongue)

    async def apologise(self, schedule: Schedule, edition: Edition, problem: str) -> Composed:
        """Return a plain word that today's briefing could not be made."""
        tongue = self.office.known_tongue(schedule.owner)
        why = fit(reason(problem, tongue), 600)
        said = tongue.say("This briefing could not be made: {problem}", problem=why)
        return self.single(schedule, edition, Line(said), problem, tongue)

    async def withdraw(self, schedule: Schedule, edition: Edition) -> None:
        """Forget what an edition told that was never posted, so that the next one tells it."""
        await withdraw(self.office, edition)

    def single(
        self, schedule: Schedule, edition: Edition, said: Line, summary: str, tongue: Tongue
    ) -> Composed:
        """Return one message, in the schedule's mode; a thread is not worth it."""
        title = title_of(schedule, edition, tongue)
        lines = (heading(fit(title, 200)), said, next_line(schedule, tongue))
        mode = "channel" if schedule.mode == "thread" else schedule.mode
        [one] = marked([Page(lines, name=title)], "", tongue)
        return Composed(arrange(mode, [one], short=one), summary)


def marked(pages: Sequence[Page], key: str, tongue: Tongue) -> list[Page]:
    """Return pages with the buttons that make them findable; other buttons on the last."""
    keys = Keys(key, NONCE_HOLE)
    return [
        replace(with_mark(page, keys, index, len(pages), tongue), name=page.name)
        for index, page in enumerate(pages)
    ]


def title_of(schedule: Schedule, edition: Edition, tongue: Tongue) -> str:
    """Return the heading: what it is about, and the local day."""
    local = edition.instant.astimezone(ZoneInfo(schedule.zone))
    about = plain(schedule.topic)[:80] if schedule.topic else tongue.say("Briefing")
    return f"{about} · {tongue.weekday(local)}"


def next_line(schedule: Schedule, tongue: Tongue) -> Line:
    """Return when the next briefing comes."""
    due = schedule.next_due or next_slot(timetable_of(schedule), schedule.since)[1]
    return small(tongue.say("Next: {moment}", moment=moment(due)))


def short_page(title: str, digest: Digest, notes: Sequence[str], tongue: Tongue) -> Page:
    """Return the short post under which a thread opens: the headlines."""
    lines = [heading(fit(title, 200))]
    lines += [small(note) for note in notes]
    lines += [Line(f"- {fit(story.title, 200)}") for story in digest.stories[:5]]
    rest = len(digest.stories) - 5
    if rest > 0:
        more = tongue.count(
            "and {n} more story in the thread", "and {n} more stories in the thread", rest
        )
        lines.append(Line(f"-# {more}"))
    return Page(tuple(lines), name=title)
