"""The requests of a delivery, and what Discord's answers to them mean.

`Postman` is the seam: `DiscordPostman` speaks through discord.py's HTTP client, which
waits out rate limits by their headers. Every request has a time limit here, since the
library would wait five minutes for an answer that does not come.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any, Protocol

import aiohttp
import discord
from discord.http import HTTPClient, Route

from bot.delivery.pace import Pace

log = logging.getLogger(__name__)

GONE = frozenset({10003, 10004, 10013})
NOT_ALLOWED = frozenset({50001, 50013})
WAITS = frozenset({20016, 20028, 20029, 40003, 40004, 40006, 40062, 40333, 130000})
"""Too much was written there, or Discord, or what stands before it, does not do that just now."""

MEMBER_SECONDS = 5.0
"""Of many members of one server Discord tells slowly: none waits long for that."""

TOKEN_WAIT = 300.0
THREAD_EXISTS = 160004
ALREADY_PUBLISHED = 40033
ANSWER_TOKEN_OVER = 50027

HISTORY_PAGE = 100
HISTORY_PAGES = 10
"""A thousand messages since the first try: in a busier channel the briefing is let go."""


class PostError(Exception):
    """A request failed; `str(error)` says how, fit for an owner."""


class NotDone(PostError):
    """Discord or the way to it failed: the same request may be tried again.

    `wait` is how many seconds Discord asked for; 0: it did not say.
    """

    def __init__(self, problem: str, wait: float = 0.0) -> None:
        super().__init__(problem)
        self.wait = wait


class Crowded(NotDone):
    """The server has as many open threads as it may have: none more until one is put away."""


class Forbidden(PostError):
    """The bot may not do this there."""


class Misplaced(Forbidden):
    """What was asked cannot be in that kind of channel."""


class Closed(Forbidden):
    """The thread is archived or locked."""


class Vanished(PostError):
    """The channel, thread or member is not there any more."""


class Deleted(Vanished):
    """The message is not there any more: an earlier try posted it, and somebody deleted it."""


class Rejected(PostError):
    """Discord refuses the request as it stands; again would be the same."""


CLOSED_TO_BOT = Forbidden, "the member does not accept direct messages from the bot"
WANTS_TAG = Forbidden, "the forum requires a tag on every post"
THREAD_CLOSED = Closed, "the thread there is archived or locked"
WRONG_KIND = Misplaced, "that kind of channel does not accept it in this form"
TOO_MANY_THREADS = Crowded, "the server has as many open threads as Discord allows"
BY_AUTOMOD = Rejected, "the server's AutoMod blocked the message"
MEANT: dict[int, tuple[type[PostError], str]] = {
    10008: (Deleted, "the message was deleted"),
    40058: WRONG_KIND,
    40066: WANTS_TAG,
    40067: WANTS_TAG,
    50007: CLOSED_TO_BOT,
    50008: WRONG_KIND,
    50024: WRONG_KIND,
    ANSWER_TOKEN_OVER: (Vanished, "the time to answer is over"),  # 401, and our token is right
    50083: THREAD_CLOSED,
    50278: CLOSED_TO_BOT,  # they share no server any more
    160005: THREAD_CLOSED,
    160006: TOO_MANY_THREADS,
    160007: TOO_MANY_THREADS,
    200000: BY_AUTOMOD,
    200001: BY_AUTOMOD,
    240000: (Rejected, "Discord's filter for harmful links blocked the message"),
}
"""What Discord's own codes mean, whatever status they come with."""


class Postman(Protocol):
    """What a delivery needs of Discord. All raise `PostError`s."""

    async def send(self, channel_id: int, payload: dict[str, Any], nonce: str) -> int:
        """Post a message and return its id; the same nonce twice is one message.

        Raises:
            Deleted: an earlier try posted it, and somebody deleted it since.
        """

    async def start_thread(self, channel_id: int, message_id: int, name: str) -> int:
        """Open a thread under a message and return its id; again gives the same thread."""

    async def start_post(self, channel_id: int, payload: dict[str, Any]) -> tuple[int, int]:
        """Open a forum post and return the ids of its thread and first message."""

    async def publish(self, channel_id: int, message_id: int) -> None:
        """Publish an announcement; again, or where there can be none, does nothing."""

    async def direct_channel(self, user_id: int) -> int:
        """Return the channel of direct messages with a member."""

    async def is_member(self, guild_id: int, user_id: int) -> bool:
        """Return whether a member is still in a server; True where that is not known."""

    async def find(self, channel_id: int, nonce: str, since: datetime) -> int | None:
        """Return our message that carries `nonce` and was posted after `since`.

        Raises:
            Forbidden: nobody can tell, as the history may not be read.
        """

    async def find_post(self, channel_id: int, nonce: str, since: datetime) -> int | None:
        """Return our forum post of which a message carries `nonce`."""


class DiscordPostman:
    """A postman over discord.py's HTTP client.

    Args:
        http: logged in.
        me: the bot's user id, to know its own messages.
        timeout: seconds for one request, waits for rate limits included.
        pace: spreads all sending requests.
    """

    def __init__(self, http: HTTPClient, me: int, *, timeout: float, pace: Pace) -> None:
        self.http = http
        self.me = me
        self.timeout = timeout
        self.pace = pace

    async def request(
        self, method: str, path: str, body: Any = None, *, query: Any = None, **ids: Any
    ) -> Any:
        """Do one request, with the errors of this module."""
        sent = {"json": body, "params": query}
        extra = {name: value for name, value in sent.items() if value is not None}
        await self.pace.turn()
        try:
            async with asyncio.timeout(self.timeout):
                return await self.http.request(Route(method, path, **ids), **extra)
        except Exception as error:
            raise explain(error) from error

    async def send(self, channel_id: int, payload: dict[str, Any], nonce: str) -> int:
        """Post a message."""
        body = payload | {"nonce": nonce, "enforce_nonce": True}
        data = await self.request(
            "POST", "/channels/{channel_id}/messages", body, channel_id=channel_id
        )
        return answer_id(data)

    async def start_thread(self, channel_id: int, message_id: int, name: str) -> int:
        """Open the thread of a message; Discord gives it the message's id."""
        path = "/channels/{channel_id}/messages/{message_id}/threads"
        body = {"name": name, "auto_archive_duration": 1440}
        try:
            data = await self.request(
                "POST", path, body, channel_id=channel_id, message_id=message_id
            )
        except Rejected as error:
            if error_code(error) == THREAD_EXISTS:
                return message_id
            raise
        return answer_id(data)

    async def start_post(self, channel_id: int, payload: dict[str, Any]) -> tuple[int, int]:
        """Open a forum post. Its first message has its thread's id."""
        data = await self.request(
            "POST", "/channels/{channel_id}/threads", payload, channel_id=channel_id
        )
        thread = answer_id(data)
        return thread, thread

    async def publish(self, channel_id: int, message_id: int) -> None:
        """Publish an announcement."""
        path = "/channels/{channel_id}/messages/{message_id}/crosspost"
        try:
            await self.request("POST", path, channel_id=channel_id, message_id=message_id)
        except (Rejected, Misplaced, Deleted) as error:
            if error_code(error) != ALREADY_PUBLISHED:  # it stands in its channel all the same
                log.warning("a message could not be published", extra={"why": str(error)})

    async def direct_channel(self, user_id: int) -> int:
        """Open, or find, the direct messages with a member."""
        data = await self.request("POST", "/users/@me/channels", {"recipient_id": str(user_id)})
        return answer_id(data)

    async def is_member(self, guild_id: int, user_id: int) -> bool:
        """Ask for the member; a server that is gone has none."""
        path = "/guilds/{guild_id}/members/{user_id}"
        try:
            async with asyncio.timeout(MEMBER_SECONDS):
                await self.request("GET", path, guild_id=guild_id, user_id=user_id)
        except (Vanished, Forbidden):
            return False
        except (PostError, TimeoutError):
            return True
        return True

    async def find(self, channel_id: int, nonce: str, since: datetime) -> int | None:
        """Read the history since the first try for our message with this nonce."""
        after = discord.utils.time_snowflake(since)
        for _ in range(HISTORY_PAGES):
            page = await self.request(
                "GET",
                "/channels/{channel_id}/messages",
                channel_id=channel_id,
                query={"after": str(after), "limit": str(HISTORY_PAGE)},
            )
            if not page:
                await self.check_may_read(channel_id, after)
            for message in page:
                if self.is_ours(message, nonce):
                    return int(message["id"])
            if len(page) < HISTORY_PAGE:
                return None
            after = max(int(message["id"]) for message in page)
        raise Rejected("the channel is too busy to tell whether the briefing was posted")

    async def check_may_read(self, channel_id: int, message_id: int) -> None:
        """Tell a channel without messages from one whose history is not shown.

        Discord lists none of either; asked for one message it says that it is not there, or no.

        Raises:
            Forbidden: it may not be read.
        """
        path = "/channels/{channel_id}/messages/{message_id}"
        with suppress(Deleted):
            await self.request("GET", path, channel_id=channel_id, message_id=message_id)

    async def find_post(self, channel_id: int, nonce: str, since: datetime) -> int | None:
        """Look through the forum's posts since the first try."""
        after = discord.utils.time_snowflake(since)
        guild = (await self.request("GET", "/channels/{channel_id}", channel_id=channel_id))[
            "guild_id"
        ]
        open_now = await self.request(
            "GET", "/guilds/{guild_id}/threads/active", guild_id=int(guild)
        )
        archived = await self.request(
            "GET", "/channels/{channel_id}/threads/archived/public", channel_id=channel_id
        )
        for thread in (*open_now["threads"], *archived["threads"]):
            here = int(thread.get("parent_id") or 0) == channel_id
            ours = int(thread.get("owner_id") or 0) == self.me
            if not (here and ours and int(thread["id"]) > after):
                continue
            if await self.find(int(thread["id"]), nonce, since) is not None:
                return int(thread["id"])
        return None

    def is_ours(self, message: dict[str, Any], nonce: str) -> bool:
        """Return whether a message is the bot's own and one of its buttons has `nonce`."""
        if int(message["author"]["id"]) != self.me:
            return False
        return any(nonce in custom_id for custom_id in custom_ids(message.get("components")))


def custom_ids(components: Any) -> Iterator[str]:
    """Yield every custom id in a message's components, however deep."""
    for item in components or ():
        if "custom_id" in item:
            yield str(item["custom_id"])
        yield from custom_ids(item.get("components"))
        if isinstance(item.get("accessory"), dict):
            yield from custom_ids([item["accessory"]])


def answer_id(data: Any) -> int:
    """Return the id in an answer.

    Raises:
        NotDone: the answer is not Discord's (a proxy's page, a cut body).
    """
    if isinstance(data, dict) and "id" in data:
        return int(data["id"])
    raise NotDone("Discord's answer could not be read")


def error_code(error: PostError) -> int:
    """Return Discord's own code of an error, 0 where there is none."""
    return getattr(error.__cause__, "code", 0)


def explain(error: Exception) -> PostError:
    """Return what an exception of the library means for a delivery."""
    if isinstance(error, PostError):
        return error
    if isinstance(error, discord.RateLimited):
        return NotDone("Discord asked to wait", error.retry_after)
    if isinstance(error, discord.HTTPException):
        return explain_status(error)
    if isinstance(error, TimeoutError):
        return NotDone("Discord did not answer in time")
    if isinstance(error, aiohttp.ClientError | OSError):
        return NotDone("the connection to Discord was lost")
    if isinstance(error, TypeError | KeyError | ValueError):
        return NotDone("Discord's answer could not be read")
    raise error


def asked_wait(error: discord.HTTPException) -> float:
    """Return the seconds that an answer asks to wait; 0 for a date, as some proxies give it."""
    try:
        return float(error.response.headers.get("Retry-After") or 0)
    except ValueError:
        return 0.0


def explain_status(error: discord.HTTPException) -> PostError:
    """Return what an error status means for a delivery."""
    if error.code in MEANT:
        kind, words = MEANT[error.code]
        return kind(words)
    if is_for_later(error):
        wait = TOKEN_WAIT if error.status == 401 else asked_wait(error)
        return NotDone(f"Discord answered with status {error.status}", wait)
    if error.status == 403 or error.code in NOT_ALLOWED:
        return Forbidden("the bot is not allowed to post there")
    if error.code in GONE or error.status == 404:
        return Vanished("the channel no longer exists")
    return Rejected(f"Discord refused the message ({error.status}, code {error.code})")


def is_for_later(error: discord.HTTPException) -> bool:
    """Return whether a request may get through later: nobody said that it cannot.

    What stands between the bot and Discord answers with pages, not with JSON: such a 403 says
    nothing of a channel.
    """
    kind = error.response.headers.get("Content-Type") or ""
    return (
        error.status in (401, 429)
        or error.status >= 500
        or error.code in WAITS
        or not kind.startswith("application/json")
    )
