"""Polite and safe fetching.

Stages of one fetch, all under one deadline that leaves out the waits for a host's turn:

1. the form of the address (`guard.parse_address`);
2. the numeric address of the connection, whatever name, spelling or redirect led to it;
3. headers: status, size, one content encoding at most;
4. the body in pieces, expanded under a cap;
5. a redirect starts again at 1, without credentials, at most five times; another host's
   pause and robots.txt are kept as the first one's.
"""

from __future__ import annotations

import asyncio
import errno
import socket
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from math import ceil
from typing import Any, Self
from urllib.parse import urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver

from summarizer.errors import NotFound, Refused, SourceError, Unreadable
from summarizer.sources.body import FetchFailed, Gone, read_body
from summarizer.sources.guard import inner_host, parse_address, refusal, shown_address
from summarizer.sources.headers import charset, conditions, max_age, retry_after
from summarizer.sources.robots import Robots, read_robots
from summarizer.tongue import ENGLISH
from summarizer.version import VERSION

MAX_REDIRECTS = 5
ROBOTS_SECONDS = 86_400.0
"""How long a robots.txt is trusted (RFC 9309 asks for at most a day)."""

ROBOTS_RETRY = 600.0
"""Seconds until a robots.txt that gave no answer is asked for again."""

NOT_ASKED = SourceError("its robots.txt could not be read")

KEPT_OUT = "the site's robots.txt asks not to read it"

ROBOTS_BYTES = 512_000
"""RFC 9309: at least 500 kibibytes are read."""

MAX_HOSTS = 2_000
"""Hosts whose pause and robots.txt are remembered; a bot runs for months."""

REDIRECTS = frozenset({301, 302, 303, 307, 308})
OK, PASSED_ON, NOT_MODIFIED, GONE, TOO_MANY = 200, 203, 304, 410, 429

LONG_MINUTES = 120
"""Of a wait; a longer one is told in hours."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may cost.

    Attributes:
        seconds: for the whole of it, redirects included.
        idle_seconds: without a byte.
        bytes: of the body, as sent and as expanded.
        pause: seconds between two requests to one host.
    """

    seconds: float = 30.0
    idle_seconds: float = 10.0
    bytes: int = 5_000_000
    pause: float = 1.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server answered.

    Attributes:
        url: the address of the answer, after redirects.
        status: 200, or 304 when nothing changed since `etag` and `last_modified`.
        body: empty for 304.
        content_type: of the header, in lower case, without its parameters.
        charset: of the header, or None.
        etag, last_modified: to be sent with the next request.
        max_age: seconds that the answer stays fresh, or None.
        moved_to: where a chain of permanent redirects led, or None.
    """

    url: str
    status: int
    body: bytes = b""
    content_type: str = ""
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    max_age: float | None = None
    moved_to: str | None = None


def user_agent(contact: str | None) -> str:
    """Return the User-Agent: the project, its version and whom to write to."""
    about = f"; +{contact}" if contact else ""
    return f"Readout/{VERSION} (news briefing bot{about})"


class Fetcher:
    """Fetches addresses safely. Use as an async context manager, in one event loop.

    Args:
        contact: an address or page at which site owners reach whoever runs this.
        allow_hosts: hosts ("news.internal" or "127.0.0.1:8080") that are fetched although
            they are not public.
        limits: what one fetch may cost.
        resolver: what looks names up; None takes the system's.
    """

    def __init__(
        self,
        *,
        contact: str | None = None,
        allow_hosts: frozenset[str] = frozenset(),
        limits: Limits | None = None,
        resolver: AbstractResolver | None = None,
    ) -> None:
        self._resolver = resolver
        self._limits = limits or Limits()
        self._agent = user_agent(contact)
        self._allowed = frozenset(host.lower() for host in allow_hosts)
        self._hosts: dict[str, _Host] = {}
        self._robots: dict[str, tuple[float, Robots | SourceError]] = {}
        self._public: aiohttp.ClientSession | None = None
        self._private: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._public = self._session(guarded=True)
        self._private = self._session(guarded=False)
        return self

    async def __aexit__(self, *_: object) -> None:
        for session in (self._public, self._private):
            if session is not None:
                await session.close()

    async def fetch(
        self,
        address: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        max_bytes: int | None = None,
        obey_robots: bool = False,
    ) -> Fetched:
        """Return what is at the address.

        Args:
            address: where; credentials in it are dropped.
            etag: of the last good answer, for a conditional request.
            last_modified: likewise.
            max_bytes: a cap below the fetcher's own.
            obey_robots: ask the site's robots.txt first; for pages that no person named.

        Raises:
            Refused: the address, a redirect or robots.txt forbids it.
            Gone, NotFound: 410; 404.
            TooLarge: the body is over the cap.
            FetchFailed: anything that may pass: no answer, 429, 5xx, a broken body.
        """
        url = parse_address(address)
        asked = conditions(etag, last_modified)
        cap = min(max_bytes or self._limits.bytes, self._limits.bytes)
        budget = _Budget(self._limits.seconds)
        try:
            return await self._follow(url, asked, cap, budget, obey_robots=obey_robots)
        except TimeoutError as error:
            raise FetchFailed(
                f"gave no complete answer within {self._limits.seconds:g} seconds",
                subject=_name(url),
            ) from error

    async def _follow(
        self,
        url: str,
        conditions: Mapping[str, str],
        cap: int,
        budget: _Budget,
        *,
        obey_robots: bool = False,
    ) -> Fetched:
        permanent, host = True, ""
        for hop in range(MAX_REDIRECTS + 1):
            if obey_robots and not await self._may(url, budget):
                raise Refused(KEPT_OUT, subject=_name(url))
            # A host that sends us on to itself has asked for the next request.
            asked, host = host, urlsplit(url).netloc
            async with (
                self._turn(host, pause=host != asked),
                budget.spent(),
                self._ask(url, conditions) as answer,
            ):
                if answer.status not in REDIRECTS:
                    moved = url if hop and permanent else None
                    return await _read(answer, url, moved, cap, known=bool(conditions))
                target = answer.headers.get("Location", "").strip()
                if not target:
                    raise FetchFailed("redirects, but not to any address", subject=_name(url))
                permanent = permanent and answer.status in (301, 308)
            url = parse_address(target, base=url)
        raise FetchFailed(f"redirects more than {MAX_REDIRECTS} times", subject=_name(url))

    @asynccontextmanager
    async def _ask(
        self, url: str, headers: Mapping[str, str]
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        self.check(url)
        session = self._private if self._is_allowed(url) else self._public
        if session is None:
            raise RuntimeError("use the Fetcher as an async context manager")
        try:
            async with session.get(url, headers=headers, allow_redirects=False) as answer:
                yield answer
        except (aiohttp.ClientError, OSError, ValueError) as error:
            if isinstance(error, aiohttp.ServerTimeoutError):
                silent = f"sent nothing for {self._limits.idle_seconds:g} seconds"
                raise FetchFailed(silent, subject=_name(url)) from error
            raise _told(error, url) from error

    def refuses(self, url: str) -> str | None:
        """Return why the address is not fetched, as far as its writing tells; else None."""
        return None if self._is_allowed(url) else inner_host(urlsplit(url).hostname or "")

    def check(self, url: str) -> None:
        """Raise `Refused` where an address is not fetched, as far as its writing tells."""
        if why := self.refuses(url):
            raise _refused(why, url)

    def _is_allowed(self, url: str) -> bool:
        parts = urlsplit(url)
        name = (parts.hostname or "").lower()
        return name in self._allowed or f"{name}:{parts.port}" in self._allowed

    @asynccontextmanager
    async def _turn(self, netloc: str, *, pause: bool = True) -> AsyncIterator[None]:
        """Wait until this host may be asked: one connection, and a pause in between.

        Nobody waits for a second host's turn while it has one: two hosts that redirect to
        each other would lock each other out.
        """
        host = self._host(netloc)
        async with host.lock:
            wait = host.free_at - time.monotonic()
            if pause and wait > 0:
                await asyncio.sleep(wait)
            try:
                yield
            finally:
                host.free_at = time.monotonic() + self._limits.pause

    def _host(self, netloc: str) -> _Host:
        """Return what is remembered of a host; idle ones are forgotten."""
        if len(self._hosts) >= MAX_HOSTS:
            now = time.monotonic()
            for name in [name for name, host in self._hosts.items() if host.is_idle(now)]:
                del self._hosts[name]
        return self._hosts.setdefault(netloc, _Host())

    async def _may(self, url: str, budget: _Budget) -> bool:
        """Ask robots.txt: 4xx allows all, no answer or 5xx allows nothing (RFC 9309).

        Raises:
            SourceError: there was no answer; why.
        """
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        async with self._host(parts.netloc).rules_lock:
            until, rules = self._robots.get(origin, (0.0, NOT_ASKED))
            if time.monotonic() >= until:
                rules = await self._read_robots(origin, budget)
                while len(self._robots) >= MAX_HOSTS:
                    del self._robots[next(iter(self._robots))]
                trusted = ROBOTS_RETRY if isinstance(rules, SourceError) else ROBOTS_SECONDS
                self._robots[origin] = (time.monotonic() + trusted, rules)
        if isinstance(rules, SourceError):
            raise rules
        return rules.allows(url)

    async def _read_robots(self, origin: str, budget: _Budget) -> Robots | SourceError:
        try:
            answer = await self._follow(f"{origin}/robots.txt", {}, ROBOTS_BYTES, budget)
        except (NotFound, Unreadable):
            return Robots()
        except SourceError as error:
            return error
        return read_robots(answer.body.decode("utf-8-sig", "replace"), "readout")

    def _session(self, *, guarded: bool) -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(
            limit=64,
            limit_per_host=1,
            resolver=self._resolver,
            socket_factory=_guarded_socket if guarded else None,
        )
        return aiohttp.ClientSession(
            connector=connector,
            timeout=aiohttp.ClientTimeout(total=None, sock_read=self._limits.idle_seconds),
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,
            auto_decompress=False,
            headers={
                "User-Agent": self._agent,
                "Accept": "application/rss+xml, application/atom+xml, application/feed+json, "
                "text/html, application/xml;q=0.9, */*;q=0.5",
                "Accept-Encoding": "gzip, deflate",
            },
        )


@dataclass(slots=True)
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    rules_lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0

    def is_idle(self, now: float) -> bool:
        """Return whether nobody asks it and its pause is over."""
        return not self.lock.locked() and not self.rules_lock.locked() and self.free_at < now


@dataclass(slots=True)
class _Budget:
    """The seconds that are left for one fetch."""

    left: float

    @asynccontextmanager
    async def spent(self) -> AsyncIterator[None]:
        """Take what the block takes; TimeoutError when that is more than is left."""
        begun = time.monotonic()
        try:
            async with asyncio.timeout(self.left):
                yield
        finally:
            self.left -= time.monotonic() - begun


def _guarded_socket(info: tuple[Any, ...]) -> socket.socket:
    """Make the socket of one connection attempt, unless its address is refused.

    Called by the connector for literals, redirects and each DNS answer alike, with the
    very address that is connected to: no second look-up can slip in between.
    """
    family, kind, proto, _, address = info
    why = refusal(str(address[0]))
    if why:
        raise OSError(errno.EACCES, why)
    return socket.socket(family, kind, proto)


async def _read(
    answer: aiohttp.ClientResponse, url: str, moved: str | None, cap: int, *, known: bool
) -> Fetched:
    _check_status(answer, url, known=known)
    head = Fetched(
        url=url,
        status=NOT_MODIFIED if answer.status == NOT_MODIFIED else OK,
        content_type=answer.content_type.lower(),
        charset=charset(answer),
        etag=answer.headers.get("ETag"),
        last_modified=answer.headers.get("Last-Modified"),
        max_age=max_age(answer.headers),
        moved_to=moved,
    )
    if answer.status == NOT_MODIFIED:
        return head
    body = await read_body(answer, url, cap)
    if not body.strip():
        raise FetchFailed("answered with an empty page", subject=_name(url))
    return replace(head, body=body)


def _when_again(seconds: float | None) -> str:
    """Return when to ask a server again that does not answer now, as it asks itself."""
    if seconds is None:
        return "Please ask again in a few minutes."
    minutes = ceil(seconds / 60)
    if minutes <= LONG_MINUTES:
        return ENGLISH.count(
            "Please ask again in {n} minute.", "Please ask again in {n} minutes.", minutes
        )
    return ENGLISH.count(
        "Please ask again in {n} hour.", "Please ask again in {n} hours.", ceil(minutes / 60)
    )


def _check_status(answer: aiohttp.ClientResponse, url: str, *, known: bool) -> None:
    """Raise unless there is an answer, or one that is `known` did not change."""
    status = answer.status
    if status in (OK, PASSED_ON) or (status == NOT_MODIFIED and known):
        return
    if status == NOT_MODIFIED:
        raise FetchFailed("answered 304 to a first request", subject=_name(url))
    if status == GONE:
        raise Gone("is gone for good (410)", subject=_name(url))
    if status == 404:
        raise NotFound(
            "there is no such page (404)",
            subject=_name(url),
            advice="Check the address; the page may have moved.",
        )
    if status in (401, 403):
        raise Unreadable(
            f"the server does not let Readout read it ({status})",
            subject=_name(url),
            advice="It may require a login or block programs: try the site's feed, or give the "
            "text as a file.",
        )
    if status == TOO_MANY or status >= 500:
        wait = retry_after(answer.headers)
        raise FetchFailed(
            f"the server answered {status}",
            subject=_name(url),
            retry_after=wait,
            advice=_when_again(wait),
        )
    raise Unreadable(f"the server answered {status}", subject=_name(url))


_FAULTS: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
    (aiohttp.ClientConnectorCertificateError, "its certificate is not valid for that host"),
    ((aiohttp.ClientConnectorDNSError, socket.gaierror), "the host was not found"),
    (aiohttp.ClientConnectorError, "the server cannot be reached"),
    ((aiohttp.ClientPayloadError, aiohttp.ServerDisconnectedError), "was cut off in the middle"),
    (Exception, "gave an answer that is not valid HTTP"),
)
"""What went wrong with a connection, in words; the first that fits."""


def _told(error: Exception, url: str) -> SourceError:
    cause = getattr(error, "os_error", error)
    if getattr(cause, "errno", None) == errno.EACCES:
        return _refused(str(getattr(cause, "strerror", "")) or "not a public address", url)
    if isinstance(error, aiohttp.InvalidURL):
        return Refused("the host name is malformed", subject=_name(url))
    words = next(words for kinds, words in _FAULTS if isinstance(error, kinds))
    return FetchFailed(words, subject=_name(url))


def _refused(why: str, url: str) -> Refused:
    return Refused(
        why,
        subject=_name(url),
        advice="Readout reads public addresses only; whoever runs it can allow a host "
        "(READOUT_ALLOW_HOSTS).",
    )


def _name(url: str) -> str:
    return shown_address(url)
