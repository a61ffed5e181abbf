"""A loopback server that does what servers should not: a mode a path, and a canary.

Written over bare sockets, so that an answer may be as broken as it likes. The canary is
a second port that counts who connects to it: nobody should.
"""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import parse_qs, urlsplit

from support.site import Site

PROSE = (
    "The harbour council met on Tuesday to decide on the new quay. "
    "Engineers had warned that the old wall would not stand another winter. "
    "A storm in March tore out forty metres of stone within an hour. "
    "The mayor said that the work would begin before the first of October. "
)

Mode = Callable[["BadSite", dict[str, str], asyncio.StreamWriter], Awaitable[None]]


@dataclass
class BadSite(Site):
    """Where it listens, who asked for what, and whether the canary was touched."""

    canary_port: int = 0
    canary_hits: int = 0
    asked: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    release: asyncio.Event = field(default_factory=asyncio.Event)
    given: bytes = b""
    feed: bytes = b""


def item(
    number: int, title: str = "", link: str = "", guid: str = "", text: str = "", date: str = ""
) -> str:
    """Return one item of a feed, with enough text to be an excerpt."""
    link = link or f"https://harbour.example/{number}"
    return (
        f"<item><title>{title or f'Story {number}'}</title><link>{link}</link>"
        f"<guid>{guid or f'id-{number}'}</guid>"
        f"<pubDate>{date or 'Wed, 28 Aug 2024 06:30:00 GMT'}</pubDate>"
        f"<description>{text or PROSE * 5 + f'Report {number}.'}</description></item>"
    )


def rss(*items: str, prolog: str = '<?xml version="1.0" encoding="utf-8"?>') -> str:
    """Return a feed of these items."""
    return (
        f'{prolog}<rss version="2.0"><channel><title>Harbour Gazette</title>'
        f"<link>https://harbour.example/</link>{''.join(items)}</channel></rss>"
    )


def http(body: bytes, *headers: str, status: str = "200 OK", kind: str = "text/xml") -> bytes:
    """Return a whole answer."""
    lines = (f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}")
    return "\r\n".join((*lines, "Connection: close", *headers, "", "")).encode() + body


def laughs() -> str:
    """Return a feed whose entity would expand to 3 GB."""
    entities = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
    )
    return rss(
        item(1, text=PROSE * 5 + "&a9;"), prolog=f"<?xml version='1.0'?><!DOCTYPE rss [{entities}]>"
    )


def blow_up() -> str:
    """Return a feed with one 100 kB entity that is used 20,000 times."""
    prolog = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY big "{"x" * 100_000}">]>'
    return rss(item(1, text=PROSE * 5 + "&big;" * 20_000), prolog=prolog)


def outside() -> str:
    """Return a feed that includes a file of the reader's machine."""
    prolog = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    return rss(item(1, title="Story &f;", text=PROSE * 5 + "&f;"), prolog=prolog)


def attributes(count: int) -> str:
    """Return a feed whose item has so many attributes."""
    names = " ".join(f'a{n}="x"' for n in range(count))
    return rss(item(1).replace("<item>", f"<item {names}>"))


FEEDS: dict[str, Callable[[], str | bytes]] = {
    "ok": lambda: rss(item(1), item(2)),
    "laughs": laughs,
    "blowup": blow_up,
    "outside": outside,
    "deepxml": lambda: rss(item(1, text=PROSE * 5 + "<b>" * 40_000 + "x" + "</b>" * 40_000)),
    "attrs": lambda: attributes(100_000),
    "malformed": lambda: rss(item(1), item(2)).replace("wall", "wall & <br> quay <i>"),
    "cutxml": lambda: rss(item(1), item(2))[:-400],
    "latin1": lambda: rss(item(1, title="Über die Fähre")).encode("latin-1"),
    "utf16": lambda: (
        rss(item(1, title="Über die Fähre"), prolog='<?xml version="1.0" encoding="utf-16"?>')
    ).encode("utf-16"),
    "dupguid": lambda: rss(*(item(n, guid="same", text=PROSE * 4 + f"{n} " * 9) for n in range(5))),
    "futuredates": lambda: rss(item(1, date="Wed, 28 Aug 2090 06:30:00 GMT")),
    "badlinks": lambda: rss(
        *(
            item(n, link=link, text=PROSE * 4 + f"Number {n} of the list.")
            for n, link in enumerate(BAD_LINKS)
        )
    ),
    "manyitems": lambda: rss(*(item(n, text=f"Text {n}.") for n in range(20_000))),
    "cdata": lambda: rss(item(1)).replace("</channel></rss>", "<![CDATA[" + "x" * 2_000_000),
    "comment": lambda: rss(item(1)).replace("</channel></rss>", "<!--" + "- " * 1_000_000),
    "bigitem": lambda: rss(item(1, text="word " * 400_000)),
}
"""Feeds that are sent as they should be, with what should not be in them."""

BAD_LINKS = (
    "javascript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "http://127.0.0.1/x",
    "http://0x7f.1/x",
    "http://2130706433/",
    "http://printer.local/",
    "http://[::1]/x",
)


async def _redirect(site: BadSite, query: dict[str, str], out: asyncio.StreamWriter) -> None:
    target = query.get("to") or f"http://127.0.0.1:{site.canary_port}/"
    out.write(http(b"", f"Location: {target}", status=f"{query.get('code', '302')} Moved"))


async def _to_metadata(_: BadSite, __: dict[str, str], out: asyncio.StreamWriter) -> None:
    out.write(http(b"", "Location: http://169.254.169.254/latest/", status="302 Found"))


async def _to_credentials(site: BadSite, _: dict[str, str], out: asyncio.StreamWriter) -> None:
    out.write(http(b"", f"Location: http://u:hunter2@{site.host}/ok", status="302 Found"))


async def _meta_refresh(site: BadSite, _: dict[str, str], out: asyncio.StreamWriter) -> None:
    page = f"<meta http-equiv=refresh content='0;url=http://127.0.0.1:{site.canary_port}/'><p>x"
    out.write(http(page.encode(), kind="text/html"))


async def _moved(_: BadSite, __: dict[str, str], out: asyncio.StreamWriter) -> None:
    out.write(http(b"", "Location: /ok", status="301 Moved Permanently"))


async def _cookie(site: BadSite, query: dict[str, str], out: asyncio.StreamWriter) -> None:
    if "again" in query:
        out.write(http(rss(item(1)).encode()))
    else:
        out.write(
            http(b"", "Location: /cookie?again=1", "Set-Cookie: id=7; Path=/", status="302 F")
        )


async def _slow_head(site: BadSite, _: dict[str, str], out: asyncio.StreamWriter) -> None:
    await site.release.wait()


async def _slow_headers(site: BadSite, _: dict[str, str], out: asyncio.StreamWriter) -> None:
    out.write(b"HTTP/1.1 200 OK\r\n")
    await _drip(site, out, b"X-A: b\r\n")


async def _slow_body(site: BadSite, _: dict[str, str], out: asyncio.StreamWriter) -> None:
    out.write(b"HTTP/1.1 200 OK\r\nContent-Length: 900000\r\n\r\n")
    await _drip(site, out, b"<rss>")


async def _drip(site: BadSite, out: asyncio.StreamWriter, piece: bytes) -> None:
    while not site.release.is_set():
        out.write(piece)
        await out.drain()
        with suppress(TimeoutError):
            await asyncio.wait_for(site.release.wait(), 0.05)


async def _stall(site: BadSite, _: dict[str, str], out: asyncio.StreamWriter) -> None:
    out.write(b"HTTP/1.1 200 OK\r\nContent-Length: 900000\r\n\r\n<rss>")
    await out.drain()
    await site.release.wait()


async def _reset(_: BadSite, __: dict[str, str], out: asyncio.StreamWriter) -> None:
    out.write(b"HTTP/1.1 200 OK\r\nContent-Length: 900000\r\n\r\n<rss>")
    await out.drain()
    out.transport.abort()


async def _huge(_: BadSite, __: dict[str, str], out: asyncio.StreamWriter) -> None:
    out.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n")
    for _n in range(800):  # 50 MB
        out.write(b"x" * 65_536)
        await out.drain()


async def _flaky(site: BadSite, _: dict[str, str], out: asyncio.StreamWriter) -> None:
    odd = sum(path.startswith("/flaky") for path in site.asked) % 2
    out.write(http(b"", status="500 Oops") if odd else http(rss(item(1)).encode()))


async def _status(_: BadSite, query: dict[str, str], out: asyncio.StreamWriter) -> None:
    extra = [f"Retry-After: {query['after']}"] if "after" in query else []
    out.write(http(b"sorry", *extra, status=f"{query['code']} So"))


async def _given(site: BadSite, _: dict[str, str], out: asyncio.StreamWriter) -> None:
    out.write(site.given)


async def _given_feed(site: BadSite, _: dict[str, str], out: asyncio.StreamWriter) -> None:
    out.write(http(site.feed))


async def _echo(_: BadSite, query: dict[str, str], out: asyncio.StreamWriter) -> None:
    """One story, carried by as many outlets as are asked for."""
    feed = query.get("feed", "0")
    link = f"https://outlet{feed}.example/harbour"
    body = rss(item(1, title="Old wall gives way", link=link, text=PROSE * 5))
    out.write(http(body.replace("Harbour Gazette", f"Outlet {feed}").encode()))


@cache
def bomb() -> bytes:
    """Return 60 MB in 60 kB; made once, for it takes time in which the site does not answer."""
    return gzip.compress(b"\0" * 60_000_000)


def _sends(answer: Callable[[], bytes]) -> Mode:
    async def mode(_: BadSite, __: dict[str, str], out: asyncio.StreamWriter) -> None:
        out.write(answer())

    return mode


def _zipped(body: bytes, encoding: str = "gzip") -> bytes:
    return http(body, f"Content-Encoding: {encoding}")


def _feed() -> bytes:
    return rss(item(1), item(2)).encode()


MANY_HEADERS = "".join(f"X-{n}: y\r\n" for n in range(20_000))

MODES: dict[str, Mode] = {
    "redirprivate": _redirect,
    "redirmeta": _to_metadata,
    "redirauth": _to_credentials,
    "metarefresh": _meta_refresh,
    "moved": _moved,
    "cookie": _cookie,
    "slowhead": _slow_head,
    "slowheaders": _slow_headers,
    "slowbody": _slow_body,
    "stall": _stall,
    "reset": _reset,
    "huge": _huge,
    "flaky": _flaky,
    "status": _status,
    "given": _given,
    "feed": _given_feed,
    "echo": _echo,
    "hugelength": _sends(lambda: b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n<rss>"),
    "gzipbomb": _sends(lambda: _zipped(bomb())),
    "gziptrunc": _sends(lambda: _zipped(gzip.compress(_feed())[:-20])),
    "gziplie": _sends(lambda: _zipped(_feed())),
    "gzip2": _sends(lambda: _zipped(gzip.compress(gzip.compress(_feed())), "gzip, gzip")),
    "empty": _sends(lambda: http(b"  \n")),
    "headers": _sends(lambda: http(_feed(), *(f"X-{n}: {'y' * 500}" for n in range(60)))),
    "typelie": _sends(lambda: http(_feed(), kind="image/png")),
    "texthtml": _sends(lambda: http(_feed(), kind="text/html; charset=utf-8")),
    "garbage": _sends(lambda: b"\x00\x01\x02 what is this\r\n\r\n"),
    "http09": _sends(lambda: b"<rss>no head at all</rss>"),
    "badchunk": _sends(
        lambda: b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nno\r\n0\r\n\r\n"
    ),
    "neglength": _sends(lambda: b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n<rss>"),
    "badstatus": _sends(lambda: b"HTTP/1.1 9999 Odd\r\n\r\n"),
    "crlf": _sends(lambda: b"HTTP/1.1 200 OK\r\nX: a\r\n\tb\r\nSet-Cookie: \x01\r\n\r\n<rss>"),
    "manyheaders": _sends(f"HTTP/1.1 200 OK\r\n{MANY_HEADERS}\r\nhello".encode),
}


def _as_feed(make: Callable[[], str | bytes]) -> Mode:
    def answer() -> bytes:
        body = make()
        return http(body if isinstance(body, bytes) else body.encode())

    return _sends(answer)


@asynccontextmanager
async def bad_site() -> AsyncIterator[BadSite]:
    """Run the server and its canary on free loopback ports."""
    bomb()
    site = BadSite()
    serving: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, out: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            serving.add(task)
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            path = head.split(" ")[1]
            site.asked.append(path)
            site.heads.append(head)
            parts = urlsplit(path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            name = parts.path.strip("/")
            mode = _as_feed(FEEDS[name]) if name in FEEDS else MODES.get(name, _not_there)
            await mode(site, query, out)
            await out.drain()
        await _hang_up(out)

    async def canary(_: asyncio.StreamReader, out: asyncio.StreamWriter) -> None:
        site.canary_hits += 1
        await _hang_up(out)

    servers = [await asyncio.start_server(one, "127.0.0.1", 0) for one in (serve, canary)]
    site.port, site.canary_port = (one.sockets[0].getsockname()[1] for one in servers)
    try:
        yield site
    finally:
        site.release.set()
        await asyncio.gather(*serving, return_exceptions=True)
        for one in servers:
            one.close()
            await one.wait_closed()


async def _hang_up(out: asyncio.StreamWriter) -> None:
    out.close()
    with suppress(OSError):
        await out.wait_closed()


async def _not_there(_: BadSite, __: dict[str, str], out: asyncio.StreamWriter) -> None:
    out.write(http(b"", status="404 Not Found"))


def outlines(count: int) -> Iterator[str]:
    """Yield entries of an OPML list."""
    return (f'<outline xmlUrl="http://h{n}.example/f"/>' for n in range(count))
