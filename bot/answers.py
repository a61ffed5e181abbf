"""How an interaction is answered: acknowledged at once, then edited until it is right.

The acknowledgement goes out before any work. The answer is an edit of it, which may be
repeated without harm. Ephemeral is decided with the acknowledgement and stays; where all would
see that something went wrong, the acknowledgement is taken back and the asker alone is told.
"""

from __future__ import annotations

import asyncio
import io
import json
import logging
import secrets
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from functools import wraps
from inspect import signature
from typing import Any, Concatenate, TypeAlias

import aiohttp
import discord
from discord import app_commands
from discord.http import Route

from bot.delivery.plainer import plainer_answers
from bot.delivery.postman import Deleted, NotDone, PostError, Rejected, Vanished, explain
from bot.errors import Busy
from bot.format.page import NO_MENTIONS, V2_FLAG, Page, note, to_message
from bot.format.safe import fit
from bot.format.words import reason
from bot.jobs import Job, Result
from bot.office import Office
from bot.store.nouns import Desk, guild_owner, user_owner
from bot.translate import spoken
from summarizer.domain import Article
from summarizer.errors import ReadoutError, StorageError
from summarizer.render.wording import colon
from summarizer.tongue import ENGLISH, Tongue, to_say, tongue_of

log = logging.getLogger(__name__)

Interaction: TypeAlias = "discord.Interaction[Any]"
Answer: TypeAlias = "Callable[Concatenate[Interaction, ...], Coroutine[Any, Any, None]]"
"""A command as discord.py calls it."""

ACKNOWLEDGE_SECONDS = 2.5
"""Discord's limit is three seconds."""

ANSWER_SECONDS = 13 * 60.0
"""The token of an interaction lives fifteen minutes."""

PROGRESS_AFTER = 4.0
PROGRESS_EVERY = 3.0
EDIT_TRIES = 4
EPHEMERAL = 1 << 6

UNKNOWN_INTERACTION = 10062
ALREADY_ACKNOWLEDGED = 40060


class TooLate(Exception):
    """Discord does not wait for this interaction any more: nobody would see an answer."""


class TakenByAnother(TooLate):
    """Another process with this bot's token was faster; the answer is its."""


def owner_of(interaction: Interaction) -> str:
    """Return whose desk an interaction is about: the server's, else the member's."""
    if interaction.guild_id is not None and interaction.is_guild_integration():
        return guild_owner(interaction.guild_id)
    return user_owner(interaction.user.id)


async def tongue_of_member(office: Office, interaction: Interaction) -> Tongue:
    """Return the language of what only a member sees, from memory: suggestions are in haste."""
    reply = Reply(office, interaction)
    reply.private = True
    code = reply.language(office.known_desk(reply.owner))
    return await asyncio.to_thread(tongue_of, code)


class Reply:
    """The answer to one interaction.

    Its `tongue` is the language that it is in: the member's own where nobody else sees it, else
    the server's. Whoever writes a part of the answer asks here.
    """

    def __init__(self, office: Office, interaction: Interaction) -> None:
        self.office = office
        self.interaction = interaction
        self.owner = owner_of(interaction)
        self.asker = interaction.user.id
        self.private = False
        self.in_place = False
        """It changes the message whose button was pressed."""

        self.open = False
        """Others see it, or that it is awaited."""

        self.progress_shown = False
        self.tongue: Tongue = ENGLISH
        self.began = time.monotonic()

    @property
    def guild(self) -> discord.Guild | None:
        """The server whose things it is about; None: the member's own, wherever they ask."""
        return self.interaction.guild if self.owner.startswith("g") else None

    @property
    def among_two(self) -> bool:
        """Whether nobody is there but the member and the bot: in direct messages."""
        return self.interaction.context.dm_channel

    async def begin(self, private: bool | None = None, *, update: bool = False) -> None:
        """Acknowledge.

        Args:
            private: only the asker sees the answer; None takes what the desk has set.
            update: the answer replaces the message that the pressed component is on.

        Raises:
            TooLate: Discord does not wait any more.
        """
        desk = self.office.known_desk(self.owner)
        if private is None:  # what is a member's own is shown to no server, and to no group
            private = desk.private or (self.guild is None and not self.among_two)
        self.private = private
        if update and self.interaction.message is not None:
            self.private = self.interaction.message.flags.ephemeral
            self.in_place = True
        for _ in range(2):
            if await self.acknowledged(update):
                break
        self.open = not (self.private or self.in_place or self.among_two)
        self.tongue = await asyncio.to_thread(tongue_of, self.language(desk))

    def language(self, desk: Desk) -> str:
        """Return the code of the language of this answer, by what its owner has set."""
        own = spoken(self.interaction.locale)
        if self.owner == user_owner(self.asker):
            return desk.language or own or self.office.language
        return (own if self.private else None) or desk.language or self.office.language

    async def note_language(self) -> None:
        """Note in which language the asker is to be told what becomes of what they set up."""
        await self.office.hear(self.owner, self.asker, spoken(self.interaction.locale))

    async def speak_of(self, articles: Sequence[Article] = ()) -> Tongue:
        """Return the language of this answer beside articles; what is said from now on is in it."""
        chosen = self.language(await self.office.desk(self.owner))
        self.tongue = await self.office.tongue(self.owner, articles, chosen)
        return self.tongue

    async def acknowledged(self, update: bool) -> bool:
        """Acknowledge once; return False where it is not known whether it got through.

        Raises:
            TooLate: Discord does not wait any more, or another process answers.
        """
        response = self.interaction.response
        try:
            async with asyncio.timeout(ACKNOWLEDGE_SECONDS):
                if update:
                    await response.defer()
                else:
                    await response.defer(ephemeral=self.private, thinking=True)
        except discord.InteractionResponded:
            return True
        except discord.HTTPException as error:
            if error.code == UNKNOWN_INTERACTION:
                raise TooLate from error
            if error.code != ALREADY_ACKNOWLEDGED:
                return False
            if not self.office.tries.several(self.interaction.id):
                raise TakenByAnother from error
        except (OSError, aiohttp.ClientError, TypeError):
            return False
        return True

    async def show(self, page: Page) -> None:
        """Put a page in the place of the answer; in a plainer form where Discord refuses it."""
        message = to_message(page)
        try:
            await self.send(self.route(), message)
        except Rejected as refused:
            await self.show_plainer(message, refused)

    async def show_plainer(self, message: dict[str, Any], refused: Rejected) -> None:
        """Show an answer that Discord refused in the first plainer form that it takes.

        Raises:
            TooLate: the interaction's token has run out.
            PostError: it could not be shown.
        """
        said = self.tongue.say(
            "Discord rejected this answer's layout: links, buttons or its end may be missing."
        )
        for form in plainer_answers(message, said, boxed=self.in_place or self.progress_shown):
            words = " ".join(str(refused.__cause__ or refused).split())
            log.warning("Discord refused an answer", extra={"why": words[:500]})
            try:
                await self.send(self.route(), form)
            except Rejected as error:
                refused = error
            else:
                return
        raise refused from refused.__cause__

    async def send(self, route: Route, payload: dict[str, Any] | None = None) -> None:
        """Send a message to where it can be shown, or delete it; repeated where that may help.

        Raises:
            TooLate: the interaction's token has run out.
            PostError: it could not be shown.
        """
        body: dict[str, Any] = {} if payload is None else {"json": payload}
        for attempt in range(EDIT_TRIES):
            try:
                async with asyncio.timeout(self.office.settings.send_timeout):
                    await self.office.http.request(route, **body)
                return
            except Exception as error:
                problem = explain(error)
                if payload is None and isinstance(problem, Deleted):
                    return
                if isinstance(problem, Vanished):
                    raise TooLate from error
                if not isinstance(problem, NotDone) or attempt == EDIT_TRIES - 1:
                    raise problem from error
                await asyncio.sleep(problem.wait or 0.5 * 2**attempt)

    async def show_file(self, text: str, name: str, body: bytes) -> None:
        """Answer with a line and a file."""
        payload = {
            "content": text,
            "allowed_mentions": NO_MENTIONS,
            "attachments": [{"id": "0", "filename": name}],
        }
        file = discord.File(io.BytesIO(body), filename=name)
        form: list[dict[str, Any]] = [
            {"name": "payload_json", "value": json.dumps(payload)},
            {
                "name": "files[0]",
                "value": file.fp,
                "filename": name,
                "content_type": "application/octet-stream",
            },
        ]
        try:
            async with asyncio.timeout(self.office.settings.send_timeout):
                await self.office.http.request(self.route(), files=[file], form=form)
        except Exception as error:
            raise explain(error) from error

    def route(self, method: str = "PATCH") -> Route:
        """Return where the answer can be edited, or deleted."""
        return Route(
            method,
            "/webhooks/{webhook_id}/{webhook_token}/messages/@original",
            webhook_id=self.interaction.application_id,
            webhook_token=self.interaction.token,
        )

    def follow_up(self) -> Route:
        """Return where more can be said, beside the answer."""
        return Route(
            "POST",
            "/webhooks/{webhook_id}/{webhook_token}",
            webhook_id=self.interaction.application_id,
            webhook_token=self.interaction.token,
        )

    async def put_back(self) -> None:
        """Show again what the message said before the progress of a job stood there."""
        message = self.interaction.message
        if self.progress_shown and message is not None:
            parts = [part.to_dict() for part in message.components]
            payload = {"flags": V2_FLAG, "components": parts, "allowed_mentions": NO_MENTIONS}
            await self.send(self.route(), payload)

    async def say(self, text: str) -> None:
        """Answer with one line of our own Markdown."""
        await self.show(note(text))

    async def ask(self, job: Job, doing: str) -> Result:
        """Ask the newsroom; show progress when it takes longer than a few seconds.

        Args:
            job: what is asked.
            doing: what is told of it meanwhile, in English.

        Raises:
            Busy: it would be done only after Discord stops waiting.
            ReadoutError: it cannot be done.
        """
        progress = Progress(self, doing)
        ticker = asyncio.create_task(progress.run())
        try:
            async with asyncio.timeout(self.began + ANSWER_SECONDS - time.monotonic()):
                return await self.office.newsroom.ask(
                    f"{self.owner}:{self.asker}", job, progress.tell
                )
        except TimeoutError as error:
            raise Busy(
                "this takes longer than Discord waits for an answer",
                advice="Ask again in a few minutes: the work done so far is kept.",
            ) from error
        finally:
            await progress.stop(ticker)

    async def fail(self, error: BaseException) -> None:
        """Say kindly what went wrong; nothing inside the bot is shown.

        The asker alone reads it. An answer that was there before stays.
        """
        taken_back = self.open and await self.take_back()
        page = note(words_for(error, self.tongue))
        try:
            if self.in_place or taken_back:
                await self.send(self.follow_up(), as_private(to_message(page)))
                await self.put_back()
            else:
                await self.show(page)
        except (PostError, TooLate) as problem:
            log.info("an answer could not be shown", extra={"why": str(problem)})

    async def take_back(self) -> bool:
        """Delete an acknowledgement that others see; return whether it is gone.

        While it stands, Discord makes of whatever is said beside it an edit of it, for all to see.
        """
        try:
            await self.send(self.route("DELETE"))
        except (PostError, TooLate) as problem:
            log.info("an answer could not be taken back", extra={"why": str(problem)})
            return False
        self.open, self.private = False, True
        self.tongue = await asyncio.to_thread(
            tongue_of, self.language(self.office.known_desk(self.owner))
        )
        return True


def as_private(message: dict[str, Any]) -> dict[str, Any]:
    """Return a message that the asker alone sees."""
    return message | {"flags": message["flags"] | EPHEMERAL}


STEPS = {
    "reading": to_say("Reading"),
    "encoding": to_say("Reading closely"),
    "grouping": to_say("Sorting into stories"),
    "writing": to_say("Writing"),
    "write": to_say("Putting it into words"),
    "briefing": to_say("Writing"),
}


class Progress:
    """Shows how far a job is, now and then, and never after its answer."""

    def __init__(self, reply: Reply, doing: str) -> None:
        self.reply = reply
        self.tongue = reply.tongue
        self.doing = self.tongue.say(doing)
        self.words = ""
        self.editing = asyncio.Lock()
        self.over = False

    def tell(self, step: str, done: int, total: int) -> None:
        """Note how far the job is."""
        name = self.tongue.say(STEPS.get(step, step.capitalize()))
        self.words = name
        if total > 1:
            self.words = self.tongue.say(
                "{step} {done} of {total}",
                step=name,
                done=self.tongue.number(done),
                total=self.tongue.number(total),
            )

    async def run(self) -> None:
        """Show the first line after a few seconds, then what changed."""
        await asyncio.sleep(PROGRESS_AFTER)
        shown = None
        while not self.over:
            words = f"{self.doing} · {fit(self.words, 80)}" if self.words else self.doing
            if words != shown:
                async with self.editing:
                    self.reply.progress_shown = True
                    try:
                        await self.reply.send(self.reply.route(), to_message(note(f"⏳ {words}…")))
                    except (PostError, TooLate):
                        return
                shown = words
            await asyncio.sleep(PROGRESS_EVERY)

    async def stop(self, ticker: asyncio.Task[None]) -> None:
        """Let an edit under way arrive first, so that it does not come after the answer."""
        self.over = True
        async with self.editing:
            ticker.cancel()


def words_for(error: BaseException, tongue: Tongue) -> str:
    """Return what a member is told about an error."""
    return f"⚠️ {told_of(error, tongue)}"


def told_of(error: BaseException, tongue: Tongue) -> str:
    """Return an error in a reader's words; what is not meant for members becomes a number."""
    original = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    if isinstance(original, StorageError):  # its words name the operator's files
        log.error("the storage failed", extra={"why": str(original)})
        return tongue.say(
            "The bot cannot reach its stored data right now. Whoever runs it will find the reason "
            "in its log."
        )
    if isinstance(original, ReadoutError):
        return fit(fault_words(original, tongue), 1_500)
    if isinstance(original, PostError):
        said = reason(str(original), tongue)
        return f"{fit(f'{said[:1].upper()}{said[1:]}', 300)}."
    if isinstance(original, app_commands.CheckFailure):
        return tongue.say("You are not allowed to use this command here.")
    if isinstance(original, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
        return tongue.say(
            "This command has changed. Please try again in a minute, or reload Discord."
        )
    number = secrets.token_hex(3)
    log.error("unexpected error", exc_info=original, extra={"reference": number})
    return tongue.say(
        "Something went wrong inside the bot. It is noted in its log as `{number}`; please try "
        "again.",
        number=number,
    )


def fault_words(error: ReadoutError, tongue: Tongue) -> str:
    """Return an error in a language; in English as a whole where a part of it is not known."""
    problem = tongue.fault(error.problem)
    advice = tongue.fault(error.advice) if error.advice else ""
    if problem is None or advice is None:
        return str(error)
    head = f"{error.subject}{colon(tongue)} {problem}" if error.subject else problem
    return f"{head}. {advice}" if advice else head


async def answering(
    office: Office,
    interaction: Interaction,
    work: Callable[[Reply], Awaitable[None]],
    *,
    private: bool | None = None,
    update: bool = False,
) -> None:
    """Acknowledge an interaction, do `work`, and tell its error if it fails."""
    reply = Reply(office, interaction)
    outcome = "answered"
    task = asyncio.current_task()
    assert task is not None
    office.answers.add(task)
    task.add_done_callback(office.answers.discard)
    try:
        await reply.begin(private, update=update)
        await reply.speak_of()
        await work(reply)
    except TakenByAnother:
        outcome = "answered by another process"
        log.warning(
            "another process serves the same servers with this token: stop it, or give each its "
            "own READOUT_BOT_SHARDS"
        )
    except TooLate:
        outcome = "came too late"
    except asyncio.CancelledError:
        await reply.fail(Busy("the bot is being restarted"))
        raise
    except Exception as error:
        outcome = f"refused: {type(error).__name__}"
        await reply.fail(error)
    log.info(outcome, extra=use_of(interaction, time.monotonic() - reply.began))


def answered(
    office: Office, *, private: bool | None = None
) -> Callable[[Callable[..., Awaitable[None]]], Answer]:
    """Make a command of what is done with the `Reply` and the options: `answering` around it.

    Where `private` is None and the command has such an option, that counts.
    """

    def made(work: Callable[..., Awaitable[None]]) -> Answer:
        @wraps(work)
        async def command(interaction: Interaction, *args: Any, **options: Any) -> None:
            alone = options.get("private") if private is None else private
            await answering(
                office, interaction, lambda reply: work(reply, *args, **options), private=alone
            )

        # discord.py would look for the names of its options in this module.
        command.__signature__ = signature(work, eval_str=True)  # type: ignore[attr-defined]
        return command

    return made


def use_of(interaction: Interaction, seconds: float) -> dict[str, Any]:
    """Return what is noted of a use: where, what and how long, not who said what."""
    command = interaction.command
    custom_id = str(dict(interaction.data or {}).get("custom_id") or "")
    name = command.qualified_name if command else ":".join(custom_id.split(":")[:2])[:40]
    return {"guild": interaction.guild_id or 0, "command": name, "seconds": round(seconds, 3)}


async def tell_error(office: Office, interaction: Interaction, error: BaseException) -> None:
    """Answer an interaction whose handler failed, whether or not it was acknowledged."""
    reply = Reply(office, interaction)
    with suppress(TooLate):
        if not interaction.response.is_done():
            await reply.begin(True)
        await reply.fail(error)
