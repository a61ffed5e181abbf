"""A loopback newspaper: a front page, a feed and articles that a test writes and rewrites."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from html import escape

from aiohttp import web

from support.site import Site

NOW = datetime(2024, 8, 29, 12, 0, tzinfo=UTC)

SENTENCES = (
    "The harbour council met on Tuesday to decide on the new quay. ",
    "Engineers had warned that the old wall would not stand another winter. ",
    "A storm in March tore out forty metres of stone within an hour. ",
    "The mayor said that the work would begin before the first of October. ",
    "Fishermen fear that the building site will block the inner basin. ",
    "The ferry company expects fewer delays once the pier has been widened. ",
    "Two banks have offered to lend the town nine million crowns. ",
    "Residents of the lower streets have asked for a higher wall. ",
)

Serve = Callable[[web.Request], web.Response]


def prose(words: int, seed: str) -> str:
    """Return about so many words of news, different for each seed."""
    offset = int(sha256(seed.encode()).hexdigest(), 16) % len(SENTENCES)
    lines, count, number = [], 0, 0
    while count < words:
        line = SENTENCES[(offset + number) % len(SENTENCES)].replace(
            "Tuesday", f"{seed} day {number}"
        )
        lines.append(line)
        count += len(line.split())
        number += 1
    return "".join(lines).strip()


@dataclass
class Item:
    title: str
    path: str
    guid: str
    published: datetime
    feed_text: str
    page_text: str


@dataclass
class Newspaper(Site):
    """What the paper holds, and what it was asked for."""

    items: list[Item] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    status: int = 200
    served: dict[str, Serve] = field(default_factory=dict)
    channel: str = ""

    def add(
        self,
        title: str,
        *,
        feed_words: int = 20,
        page_words: int = 120,
        hours_ago: float = 1,
        path: str | None = None,
    ) -> None:
        """Publish an article; the feed carries `feed_words` of it."""
        number = len(self.items)
        self.items.append(
            Item(
                title,
                path or f"/a/{number}",
                f"id-{number}",
                NOW - timedelta(hours=hours_ago),
                prose(feed_words, title),
                prose(page_words, title),
            )
        )

    def rewrite(self, number: int, *, feed_words: int) -> None:
        """Change what an article says."""
        self.items[number].feed_text = prose(feed_words, "rewritten")

    def rename_ids(self) -> None:
        """Give every item a new id and a new date, as some systems do at each build."""
        for item in self.items:
            item.guid += "-new"
            item.published = NOW

    def fail_with(self, status: int) -> None:
        """Answer the feed's address with this status."""
        self.status = status

    def serve(self, path: str, answer: Serve | None) -> None:
        """Answer a path by hand; None takes that back."""
        if answer is None:
            self.served.pop(path, None)
        else:
            self.served[path] = answer

    def feed(self) -> str:
        """Return the feed as it is now."""
        rows = "".join(
            f"<item><title>{escape(i.title)}</title><link>http://{self.host}{i.path}</link>"
            f'<guid isPermaLink="false">{i.guid}</guid>'
            f"<pubDate>{i.published:%a, %d %b %Y %H:%M:%S} GMT</pubDate>"
            f"<description>{escape('<p>' + i.feed_text + '</p>')}</description></item>"
            for i in self.items
        )
        return (
            '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
            f"<title>Harbour Gazette</title><link>http://{self.host}/</link>{self.channel}{rows}</channel></rss>"
        )

    def answer(self, request: web.Request) -> web.Response:
        """Answer a request."""
        self.asked.append(request.path)
        if request.path in self.served:
            return self.served[request.path](request)
        if request.path == "/feed":
            return self._feed(request)
        if request.path == "/robots.txt":
            return web.Response(text="User-agent: *\nDisallow: /private/\n")
        if request.path == "/":
            link = '<link rel="alternate" type="application/rss+xml" href="/feed">'
            return _html(f"<html><head>{link}</head><body><p>Front page</p></body></html>")
        for item in self.items:
            if item.path == request.path:
                return _html(_page(item))
        return web.Response(status=404)

    def _feed(self, request: web.Request) -> web.Response:
        if self.status != 200:
            return web.Response(status=self.status)
        body = self.feed()
        etag = f'"{sha256(body.encode()).hexdigest()[:12]}"'
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304)
        return web.Response(text=body, content_type="application/rss+xml", headers={"ETag": etag})


def _html(text: str) -> web.Response:
    return web.Response(text=text, content_type="text/html")


def _page(item: Item) -> str:
    sentences = item.page_text.split(". ")
    paragraphs = "".join(
        f"<p>{escape('. '.join(sentences[k : k + 3]))}.</p>" for k in range(0, len(sentences), 3)
    )
    return (
        f"<html lang='en'><head><title>{escape(item.title)}</title>"
        f"<meta property='og:title' content='{escape(item.title)}'></head>"
        f"<body><nav>Home News Sport</nav><article><h1>{escape(item.title)}</h1>"
        f"{paragraphs}</article>"
        "<footer>Imprint</footer></body></html>"
    )


@asynccontextmanager
async def newspaper() -> AsyncIterator[Newspaper]:
    """Run a newspaper on a free loopback port."""
    paper = Newspaper()

    async def handler(request: web.Request) -> web.StreamResponse:
        return paper.answer(request)

    app = web.Application()
    app.router.add_get("/{path:.*}", handler)
    runner = web.AppRunner(app)
    await runner.setup()
    listener = web.TCPSite(runner, "127.0.0.1", 0)
    await listener.start()
    paper.port = runner.addresses[0][1]
    try:
        yield paper
    finally:
        await runner.cleanup()
