"""A loopback news site that misbehaves on request: the official stand-in for the web."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from support.badsite import bomb
from support.site import Site

FEED = b"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Harbour Gazette</title><link>http://harbour.example/</link>
<item><title>Ferry line reopens</title><link>http://harbour.example/ferry</link>
<guid>ferry-1</guid><pubDate>Wed, 28 Aug 2024 06:30:00 GMT</pubDate>
<description>The ferry to Sande runs again after eleven weeks.</description></item>
</channel></rss>"""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class NewsSite(Site):
    """Where the site listens, and what it was asked for."""

    paths: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    release: asyncio.Event = field(default_factory=asyncio.Event)
    robots: str = "User-agent: Readout\nDisallow: /private/\n"


async def _feed(request: web.Request) -> web.Response:
    if request.headers.get("If-None-Match") == '"v1"':
        return web.Response(status=304, headers={"ETag": '"v1"'})
    return web.Response(
        body=FEED,
        content_type="application/rss+xml",
        headers={"ETag": '"v1"', "Cache-Control": "public, max-age=900"},
    )


async def _status(request: web.Request) -> web.Response:
    headers = {"Retry-After": request.query["after"]} if "after" in request.query else {}
    return web.Response(status=int(request.match_info["code"]), headers=headers)


async def _redirect(request: web.Request) -> web.Response:
    return web.Response(
        status=int(request.query.get("code", "302")), headers={"Location": request.query["to"]}
    )


async def _bomb(_request: web.Request) -> web.Response:
    return web.Response(body=bomb(), headers={"Content-Encoding": "gzip"}, content_type="text/xml")


async def _gzip(_request: web.Request) -> web.Response:
    return web.Response(body=gzip.compress(FEED), headers={"Content-Encoding": "gzip"})


async def _cut_gzip(_request: web.Request) -> web.Response:
    return web.Response(body=gzip.compress(FEED)[:-20], headers={"Content-Encoding": "gzip"})


async def _lying_gzip(_request: web.Request) -> web.Response:
    return web.Response(body=FEED, headers={"Content-Encoding": "gzip"})


async def _double_gzip(_request: web.Request) -> web.Response:
    body = gzip.compress(gzip.compress(FEED))
    return web.Response(body=body, headers={"Content-Encoding": "gzip, gzip"})


async def _huge(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    for _ in range(400):
        await response.write(b"x" * 65_536)
    return response


async def _empty(_request: web.Request) -> web.Response:
    return web.Response(body=b"  \n")


async def _page(_request: web.Request) -> web.Response:
    return web.Response(text="<html><body><p>A page.</p></body></html>", content_type="text/html")


def _robots(site: NewsSite) -> Handler:
    async def handler(_request: web.Request) -> web.Response:
        return web.Response(text=site.robots)

    return handler


def _stall(site: NewsSite) -> Handler:
    async def handler(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(b"<rss>")
        await site.release.wait()
        return response

    return handler


@asynccontextmanager
async def news_site() -> AsyncIterator[NewsSite]:
    """Run the site on a free loopback port."""
    bomb()
    site = NewsSite()

    @web.middleware
    async def remember(request: web.Request, handler: Handler) -> web.StreamResponse:
        site.paths.append(request.path)
        site.headers.append(dict(request.headers))
        site.times.append(asyncio.get_running_loop().time())
        return await handler(request)

    app = web.Application(middlewares=[remember])
    app.router.add_get("/feed", _feed)
    app.router.add_get("/status/{code}", _status)
    app.router.add_get("/redirect", _redirect)
    app.router.add_get("/bomb", _bomb)
    app.router.add_get("/gzip", _gzip)
    app.router.add_get("/cut", _cut_gzip)
    app.router.add_get("/lie", _lying_gzip)
    app.router.add_get("/double", _double_gzip)
    app.router.add_get("/huge", _huge)
    app.router.add_get("/empty", _empty)
    app.router.add_get("/robots.txt", _robots(site))
    app.router.add_get("/private/page", _page)
    app.router.add_get("/open/page", _page)
    app.router.add_get("/stall", _stall(site))
    runner = web.AppRunner(app)
    await runner.setup()
    listener = web.TCPSite(runner, "127.0.0.1", 0)
    await listener.start()
    site.port = runner.addresses[0][1]
    try:
        yield site
    finally:
        site.release.set()
        await runner.cleanup()


@asynccontextmanager
async def raw_site(answer: bytes) -> AsyncIterator[int]:
    """Run a server that writes `answer` to whoever connects, and hangs up; yields its port."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await server.wait_closed()
