"""From a due edition to a posted one: compose, claim, send, record, each step once.

1. take: one process composes (a lease, renewed while it works).
2. compose and store: the first composition counts; a later try posts the same text.
3. claim: one UPDATE from planned, or from a sending whose lease ran out.
4. each part: write down that it is about to be sent; send with its own nonce under a
   time limit; record what came of it. A part that was written down and not recorded is
   looked for in the channel before it is sent again.
5. finish, or give back for a later try, or fail with words for the owner.

A process can die between any two of these; `checkpoint` is called there so that tests
can prove it.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.delivery.arrange import dated, with_late_line
from bot.delivery.marks import marked, nonce_of
from bot.delivery.plainer import is_plain, plainer
from bot.delivery.plan import is_late, is_over, posted_from, quiet_until
from bot.delivery.postman import (
    Closed,
    Crowded,
    Deleted,
    Forbidden,
    Misplaced,
    NotDone,
    PostError,
    Postman,
    Rejected,
    Vanished,
)
from bot.delivery.traces import find, find_of_backup, home_of, stands
from bot.store import editions
from bot.store.engine import Database
from bot.store.nouns import Edition, EditionState, Part, Schedule
from bot.store.schedules import load_schedule, pause_schedule
from summarizer.errors import ModelError, ReadoutError, StorageError

log = logging.getLogger(__name__)

NONCE_HOLDS = timedelta(seconds=90)
"""Discord remembers a nonce for "the past few minutes"; within this we rely on it."""

NO_STORAGE = "the bot cannot reach its stored data; its log has the reason"

NO_MODEL = "the model cannot be used; the bot's log has the reason"

STOOD = "it was already in the channel"

AS_TEXT = "Discord rejected its layout, so it was posted as plain text"

MOST_RECALLED = 12
"""Editions before one that are looked for where they were recorded as missed."""

QUICK_TRIES = 3
LONGEST_QUICK_WAIT = 15.0
COMPOSE_TRIES = 3
MOST_TRIES = 12
FIRST_WAIT = 15.0
LONGEST_WAIT = 900.0


@dataclass(frozen=True, slots=True)
class Composed:
    """What an edition posts, and one line that says what it is about.

    No parts: there is nothing to post, `summary` says why. `late` is a line for the first
    message, should it come late though it was composed in time.
    """

    parts: tuple[Part, ...]
    summary: str
    late: str = ""


class Composer(Protocol):
    """Writes editions; called once for each, again only if it failed."""

    async def compose(self, schedule: Schedule, edition: Edition) -> Composed:
        """Return what to post. A `ReadoutError` is tried again, then told by `apologise`."""

    async def apologise(self, schedule: Schedule, edition: Edition, problem: str) -> Composed:
        """Return what to post when composing failed for good; no work that can fail."""

    async def withdraw(self, schedule: Schedule, edition: Edition) -> None:
        """Undo what composing remembered: nothing of the edition will be posted."""


class Teller(Protocol):
    """Tells the owner of a schedule what became of it. Never raises."""

    async def tell_paused(self, schedule: Schedule, problem: PostError) -> None:
        """Say once why it was paused, naming the permission."""

    async def tell_failed(self, schedule: Schedule, problem: PostError) -> None:
        """Say, once a day, that a briefing was not posted, or not to its end, and why."""

    async def tell_plain(self, schedule: Schedule) -> None:
        """Say, once a day, that a briefing was posted as text, since Discord refused it else."""


def no_checkpoint(_step: str) -> None:
    """Do nothing: nobody watches the steps."""


class Courier:
    """Delivers editions. One per process; several processes may share a database."""

    def __init__(
        self,
        database: Database,
        postman: Postman,
        composer: Composer,
        teller: Teller,
        *,
        worker: str,
        clock: Callable[[], datetime],
        lease: timedelta,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
        checkpoint: Callable[[str], None] = no_checkpoint,
    ) -> None:
        self.database = database
        self.aside = database.aside
        self.postman = postman
        self.composer = composer
        self.teller = teller
        self.worker = worker
        self.clock = clock
        self.lease = lease
        self.pause = pause
        self.checkpoint = checkpoint
        self.began = clock()

    async def deliver(self, edition_id: int) -> None:
        """Bring one edition as far as it goes now. Safe to call at any time, by anyone."""
        edition = await self.aside(editions.load_edition, edition_id)
        if edition is None:
            return
        schedule = await self.aside(load_schedule, edition.schedule_id)
        if schedule is None or await self.waits_or_is_over(schedule, edition):
            return
        if edition.state == "due" and not await self.compose(schedule, edition):
            return
        await self.send(schedule, edition_id)

    async def waits_or_is_over(self, schedule: Schedule, edition: Edition) -> bool:
        """Hold an untouched edition through quiet hours; end one whose window has passed."""
        parts = await self.aside(editions.load_parts, edition.id)
        if any(part.first_try for part in parts):
            return False
        now = self.clock()
        if is_over(schedule, edition, now):
            if await self.stands_already(schedule, edition):
                return True
            reason = edition.last_error or "it could not be posted in time"
            if await self.finish(edition, "missed", reason, whosever=True):
                await self.composer.withdraw(schedule, edition)
            return True
        until = quiet_until(schedule, now)
        if until is not None and not edition.slot.startswith("r"):
            await self.aside(editions.hold, edition.id, until)
            return True
        return False

    async def compose(self, schedule: Schedule, edition: Edition) -> bool:
        """Compose and store; return whether there is something to send."""
        now = self.clock()
        if not await self.aside(editions.take, edition.id, self.worker, now, self.lease):
            return False
        self.checkpoint("taken")
        async with self.holding(edition.id):
            if await self.stands_already(schedule, edition):
                return False
            await self.recall(schedule, edition)
            late = edition.late or is_late(schedule, edition.instant, now)
            composed = await self.compose_or_apologise(schedule, replace(edition, late=late))
        if composed is None:
            return False
        self.checkpoint("composed")
        if not composed.parts:
            await self.finish(edition, "skipped", composed.summary)
            return False
        parts = [
            marked(part, index, nonce_of(self.database.instance, edition, index))
            for index, part in enumerate(with_late_line(composed.parts, composed.late))
        ]
        if not await self.aside(editions.store_parts, edition.id, parts, composed.summary):
            await self.withdraw_if_missed(schedule, edition)
        self.checkpoint("stored")
        return True

    async def withdraw_if_missed(self, schedule: Schedule, edition: Edition) -> None:
        """Let the news of an edition be told later where a pause ended it while it was made."""
        now = await self.aside(editions.load_edition, edition.id)
        if now is not None and now.state == "missed":
            await self.composer.withdraw(schedule, edition)

    async def stands_already(self, schedule: Schedule, edition: Edition) -> bool:
        """End, or put off, an edition that may stand in its channel.

        It does where the database was put back to a moment before it was posted.
        """
        late = edition.created_at - posted_from(schedule, edition.instant) > NONCE_HOLDS
        if not late and not self.was_found(edition):
            return False
        try:
            if not await stands(self.postman, self.database.instance, schedule, edition):
                return False
        except NotDone as error:
            await self.put_off(edition, str(error), error.wait)
            return True
        except PostError:  # that nothing can be read there hinders no posting
            return False
        await self.finish(edition, "sent", STOOD, whosever=True)
        return True

    async def recall(self, schedule: Schedule, edition: Edition) -> None:
        """Note that the last one before was posted if it was recorded as missed and stands there.

        Its database was put back to before it; from then on the news is told, not from earlier.
        """
        rows = await self.aside(editions.last_editions, schedule.id, MOST_RECALLED)
        with suppress(PostError):
            for row in (row for row in rows if row.instant < edition.instant):
                if row.state != "missed":
                    return
                if await stands(self.postman, self.database.instance, schedule, row):
                    await self.aside(editions.recall, row.id, STOOD)
                    return

    def was_found(self, edition: Edition) -> bool:
        """Return whether an edition was there before this courier: a backup may have brought it.

        What it says of its parts may then be older than what stands in the channel.
        """
        return edition.created_at < self.began

    async def compose_or_apologise(self, schedule: Schedule, edition: Edition) -> Composed | None:
        """Compose; on an error give back for later, and after the last try say so plainly.

        A storage that is away is mostly back soon, and tried more often. What it says, and what
        a model says, names the operator's files and settings, and is for the log.
        """
        tries = COMPOSE_TRIES
        try:
            return await self.composer.compose(schedule, edition)
        except StorageError as error:
            log.error("the storage failed", extra=named(edition) | {"why": str(error)})
            problem, tries = NO_STORAGE, MOST_TRIES
        except ModelError as error:
            log.error("the model failed", extra=named(edition) | {"why": str(error)})
            problem = NO_MODEL
        except ReadoutError as error:
            problem = str(error)
        except Exception:
            log.exception("composing failed", extra={"edition": edition.id})
            problem = "something went wrong inside the bot; its log has the details"
        if edition.attempts + 1 >= tries:
            return await self.composer.apologise(schedule, edition, problem)
        await self.put_off(edition, problem)
        return None

    async def send(self, schedule: Schedule, edition_id: int) -> None:
        """Claim an edition and send what is missing of it."""
        now = self.clock()
        self.checkpoint("unclaimed")
        if not await self.aside(editions.claim, edition_id, self.worker, now, self.lease):
            return
        self.checkpoint("claimed")
        edition = await self.aside(editions.load_edition, edition_id)
        assert edition is not None
        try:
            async with self.holding(edition_id):
                if await self.paused_before(schedule, edition):
                    await self.finish(edition, "missed", "the schedule was paused")
                    await self.composer.withdraw(schedule, edition)
                    return
                finished = await self.send_parts_or_plainer(schedule, edition)
        except NotDone as error:
            await self.give_up_or_wait(schedule, edition, error)
        except PostError as error:
            await self.fail(schedule, edition, error)
        else:
            if finished:
                self.checkpoint("all sent")
                await self.end_sent(schedule, edition)

    async def end_sent(self, schedule: Schedule, edition: Edition) -> None:
        """End an edition that is out, and tell its owner where that was as text."""
        parts = await self.aside(editions.load_parts, edition.id)
        as_text = any(is_plain(part) for part in parts)
        done = await self.finish(edition, "sent", AS_TEXT if as_text else None)
        if done and as_text:
            await self.teller.tell_plain(schedule)

    async def send_parts_or_plainer(self, schedule: Schedule, edition: Edition) -> bool:
        """Do `send_parts`; what Discord refuses as it stands is made plainer, twice at most.

        Raises:
            PostError: it cannot be posted, or not now.
        """
        while True:
            try:
                return await self.send_parts(schedule, edition)
            except PartRefused as refused:
                problem = refused.problem
                said = " ".join(str(problem.__cause__ or problem).split())
                why = {"part": refused.part, "why": said[:500]}
                log.warning("Discord refused a message", extra=named(edition) | why)
                parts = await self.aside(editions.load_parts, edition.id)
                simpler = plainer(parts, refused.part)
                if simpler is None:
                    raise problem from problem.__cause__
                if not await self.aside(editions.put_parts, edition.id, self.worker, simpler):
                    return False
                self.checkpoint("made plainer")

    async def paused_before(self, schedule: Schedule, edition: Edition) -> bool:
        """Return whether a schedule was paused before anything of an edition was out."""
        if schedule.state != "paused" or edition.slot.startswith("r"):
            return False
        parts = await self.aside(editions.load_parts, edition.id)
        if any(part.sent_at for part in parts):
            return False
        first = parts[0]
        if first.first_try is None:
            return True
        place = await home_of(self.postman, schedule, first)
        return await find(self.postman, first, place, first.first_try) is None

    async def send_parts(self, schedule: Schedule, edition: Edition) -> bool:
        """Send the parts that are not out; return False when the claim was lost.

        What was begun in one channel is completed there, though its schedule was moved since.
        """
        thread: int | None = None
        before: Part | None = None
        out: dict[int, Part] = {}
        parts = await self.aside(editions.load_parts, edition.id)
        parts[0] = dated(parts[0], late=is_late(schedule, edition.instant, self.clock()))
        home = await home_of(self.postman, schedule, parts[0])
        try:
            for part in parts:
                done = part
                if part.sent_at is None:
                    place = thread if part.place == "thread" and thread else home
                    about = out.get(part.payload.get("of", -1), before)
                    done = await self.send_and_record(
                        edition, part, place, about, own=place == thread
                    )
                if done.kind in ("thread", "forum"):
                    thread = done.message_id
                if done.kind == "message":
                    before = out[done.part] = done
        except ClaimLost:
            return False
        return True

    async def send_and_record(
        self, edition: Edition, part: Part, place: int, before: Part | None, *, own: bool
    ) -> Part:
        """Bring one part out and write down what came of it.

        In its `own` thread it comes only as long as nobody deletes or locks that.
        """
        await self.begin(edition, part, place)
        self.checkpoint(f"part {part.part} begun")
        try:
            done = await self.send_or_find(edition, part, place, before)
        except (Vanished, Closed) as error:
            if not own:
                raise
            log.warning("a thread was closed", extra=named(edition) | {"why": str(error)})
            done = replace(part, channel_id=place, message_id=None)
        self.checkpoint(f"part {part.part} sent")
        await self.aside(
            editions.end_part,
            edition.id,
            part.part,
            self.clock(),
            done.channel_id,
            done.message_id,
        )
        self.checkpoint(f"part {part.part} recorded")
        return done

    async def begin(self, edition: Edition, part: Part, place: int) -> None:
        """Write down that a part is about to be sent.

        Raises:
            ClaimLost: another process took the edition over.
        """
        now, lease = self.clock(), self.lease
        if not await self.aside(
            editions.begin_part, edition.id, part.part, self.worker, now, lease, place
        ):
            raise ClaimLost

    async def send_or_find(
        self, edition: Edition, part: Part, place: int, before: Part | None
    ) -> Part:
        """Send a part, unless an earlier try got through; repeat quickly with its nonce."""
        started = part.first_try or self.clock()
        look = part.first_try is not None
        if not look and self.was_found(edition):
            found = await find_of_backup(self.postman, part, place, edition.instant)
            if found is not None:
                return replace(part, channel_id=place, message_id=found)
        for attempt in range(QUICK_TRIES):
            found = await self.find_sent(part, place, started) if look else None
            if found is not None:
                return replace(part, channel_id=place, message_id=found)
            try:
                return await self.send_part(part, place, before)
            except NotDone as error:
                wait = error.wait or 2.0**attempt
                if attempt == QUICK_TRIES - 1 or wait > LONGEST_QUICK_WAIT:
                    raise
                await self.pause(wait)
                await self.begin(edition, part, place)
                look = look or part.kind == "forum" or not self.nonce_holds(started)
        raise AssertionError("unreachable")

    async def find_sent(self, part: Part, place: int, started: datetime) -> int | None:
        """Look for a part that an earlier try may have sent.

        Raises:
            Forbidden: the history may not be read, and Discord may have forgotten the nonce.
        """
        try:
            return await find(self.postman, part, place, started)
        except Forbidden:
            if part.kind == "message" and self.nonce_holds(started):
                return None
            raise

    def nonce_holds(self, started: datetime) -> bool:
        """Return whether Discord still knows the nonce of what was first tried then."""
        return timedelta(0) <= self.clock() - started <= NONCE_HOLDS

    async def send_part(self, part: Part, place: int, before: Part | None) -> Part:
        """Do the one request of a part.

        Raises:
            PartRefused: Discord does not take a message as it stands.
        """
        about = before.message_id if before is not None else None
        made = about
        try:
            if part.kind == "message":
                made = await self.postman.send(place, part.payload, part.nonce)
            elif part.kind == "forum":
                made, _ = await self.postman.start_post(place, part.payload)
            elif part.kind == "thread":
                made = await self.open_thread(part, place, about)
            elif about is not None:
                await self.postman.publish(place, about)
        except Deleted as error:  # its readers have had it, or were not to
            log.warning("a message was deleted", extra={"part": part.part, "why": str(error)})
            made = None
        except Rejected as error:
            raise PartRefused(part.part, error) from error
        return replace(part, channel_id=place, message_id=made)

    async def open_thread(self, part: Part, place: int, about: int | None) -> int | None:
        """Open the thread of a message; None: the briefing goes on in the channel itself."""
        if about is None:
            return None
        try:
            return await self.postman.start_thread(place, about, str(part.payload["name"]))
        except (Rejected, Misplaced, Crowded) as error:
            log.warning("no thread was opened", extra={"why": str(error)})
            return None

    async def fail(self, schedule: Schedule, edition: Edition, error: PostError) -> None:
        """End an edition that cannot be posted; pause its schedule and tell, where due."""
        await self.finish(edition, "failed", str(error))
        parts = await self.aside(editions.load_parts, edition.id)
        if not any(part.sent_at for part in parts):
            await self.composer.withdraw(schedule, edition)
        begun = parts[0].channel_id if parts and schedule.mode != "dm" else None
        if begun not in (None, schedule.channel_id):
            return  # the schedule was moved since, and is to go on
        if isinstance(error, Forbidden | Vanished) and await self.aside(
            pause_schedule, schedule.id, str(error), self.clock()
        ):
            log.warning("schedule paused", extra={"schedule": schedule.id, "why": str(error)})
            await self.teller.tell_paused(schedule, error)
        elif not isinstance(error, Forbidden | Vanished):
            await self.teller.tell_failed(schedule, error)

    async def give_up_or_wait(self, schedule: Schedule, edition: Edition, error: NotDone) -> None:
        """Try again later, unless it was tried often and its window has passed."""
        if edition.attempts >= MOST_TRIES and is_over(schedule, edition, self.clock()):
            await self.fail(schedule, edition, error)
        else:
            await self.put_off(edition, str(error), error.wait)

    async def put_off(self, edition: Edition, problem: str, least: float = 0.0) -> None:
        """Give an edition back with a wait that doubles, with a little chance in it."""
        wait = min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(edition.attempts, 10))
        seconds = max(least, wait * random.uniform(0.8, 1.2))
        now = self.clock()
        until = now + timedelta(seconds=seconds)
        await self.aside(editions.put_off, edition.id, self.worker, now, until, problem)
        log.warning(
            "briefing put off",
            extra=named(edition) | {"why": problem, "seconds": round(seconds)},
        )

    async def finish(
        self,
        edition: Edition,
        state: EditionState,
        problem: str | None,
        *,
        whosever: bool = False,
    ) -> bool:
        """End an edition that is ours (or `whosever` it is), and say so in the log.

        Returns:
            Whether this call ended it.
        """
        worker = None if whosever else self.worker
        now = self.clock()
        done = await self.aside(editions.finish, edition.id, state, now, problem, worker=worker)
        if done:
            level = logging.INFO if state in ("sent", "skipped") else logging.WARNING
            why = {"why": problem} if problem else {}
            log.log(level, f"briefing {state}", extra=named(edition) | why)
        return done

    @asynccontextmanager
    async def holding(self, edition_id: int) -> AsyncIterator[None]:
        """Renew the lease while the body works, three times as often as it would end."""
        task = asyncio.create_task(self.renew(edition_id))
        try:
            yield
        finally:
            task.cancel()

    async def renew(self, edition_id: int) -> None:
        """Renew the lease until cancelled or lost."""
        while True:
            await asyncio.sleep(self.lease.total_seconds() / 3)
            now = self.clock()
            if not await self.aside(editions.renew, edition_id, self.worker, now, self.lease):
                return


def named(edition: Edition) -> dict[str, Any]:
    """Return what an operator knows an edition by, for the log."""
    return {"schedule": edition.schedule_id, "slot": edition.slot}


class PartRefused(Exception):
    """Discord does not take the message of a part as it stands."""

    def __init__(self, part: int, problem: Rejected) -> None:
        super().__init__(str(problem))
        self.part = part
        self.problem = problem


class ClaimLost(Exception):
    """Another process took the edition over; it goes on from here."""
