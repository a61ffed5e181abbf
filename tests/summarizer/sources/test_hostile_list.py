"""The list of hostile inputs, where it is at hand: each line is done as a user would do it.

Addresses go through what `readout sources add` and the bot call; modes of the hostile site
are stored as sources and gathered. Every attempt to connect or to look up a name is heard
by an audit hook, and none may leave this machine. The lines on Discord's text and on roles
are the bot's: `tests/bot/test_format.py`, `test_commands.py`, `test_running.py`,
`test_exactly_once.py`.
"""

from __future__ import annotations

import asyncio
import errno
import json
import logging
import os
import re
import ssl
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest
from support.badsite import PROSE, BadSite, http, item, outlines, rss
from support.fake_encoder import FakeEncoder
from support.hostile import (
    HASTY,
    LIMITS,
    NOW,
    Resolver,
    bring,
    check_words,
    make_certificate,
    refused,
    stored,
)

from summarizer.archive.sources import add_source, get_source, list_sources
from summarizer.domain import Article, Dropped
from summarizer.entries import FIRST_ENTRIES, Reader
from summarizer.errors import ReadoutError, Refused, TooLarge
from summarizer.gather import Gathered, gather
from summarizer.lookup import find_source
from summarizer.reading import Ledger, encode
from summarizer.sources.body import FetchFailed
from summarizer.sources.files import read_paths
from summarizer.sources.guard import parse_address, shown_address
from summarizer.sources.opml import MAX_OUTLINES, parse_opml
from summarizer.sources.politeness import FAILURES_TO_PAUSE, alarm_due
from summarizer.sources.web import Fetcher
from summarizer.sources.worker import ParseWorker
from summarizer.stories import group_stories

LIST = "bad-inputs/bad_inputs.jsonl"
BOT = ("discord-text", "secrets-and-roles")
BOTS_LINES = ("file-01",)
MODE = re.compile(r"newsite (?:mode|raw server) /?([\w]+)(?:\?(.*))?$")


@dataclass
class Ears:
    """What this process tried: addresses that were connected to, names that were looked up."""

    connected: list[str] = field(default_factory=list)
    looked_up: list[str] = field(default_factory=list)
    on: bool = False

    def hear(self, event: str, args: tuple[Any, ...]) -> None:
        if not self.on:
            return
        if event == "socket.getaddrinfo":
            self.looked_up.append(str(args[0]))
        elif event == "socket.connect" and isinstance(args[1], tuple):
            self.connected.append(f"{args[1][0]}:{args[1][1]}")
            if not str(args[1][0]).startswith("127."):
                raise OSError(errno.ENETUNREACH, "the test lets nothing out")


EARS = Ears()
sys.addaudithook(EARS.hear)


@pytest.fixture
def ears() -> Iterator[Ears]:
    EARS.connected.clear()
    EARS.looked_up.clear()
    EARS.on = True
    yield EARS
    EARS.on = False


@dataclass
class Bench:
    """What a line is tried with."""

    reader: Reader
    site: BadSite
    ears: Ears
    folder: Path
    log: pytest.LogCaptureFixture

    async def bring(self, path: str) -> Gathered:
        return await bring(self.reader, self.site, path)

    async def answers(self, body: bytes) -> Gathered:
        self.site.given = body
        return await self.bring("given")

    def untouched(self) -> None:
        """Nobody but the site itself was asked."""
        assert self.site.canary_hits == 0
        assert {where for where in self.ears.connected if where != self.site.host} == set()


def hostile_lines() -> list[dict[str, Any]]:
    folder = os.environ.get("READOUT_DEV_DATA", "")
    path = Path(folder) / LIST
    if not folder or not path.is_file():
        return []
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


LINES = [
    line for line in hostile_lines() if line["kind"] not in BOT and line["id"] not in BOTS_LINES
]


@pytest.mark.skipif(not LINES, reason=f"READOUT_DEV_DATA names no folder that holds {LIST}")
@pytest.mark.parametrize("line", LINES, ids=[line["id"] for line in LINES])
async def test_a_line_of_the_hostile_list_gets_what_it_should(
    line: dict[str, Any],
    hasty: Reader,
    site: BadSite,
    ears: Ears,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    bench = Bench(hasty, site, ears, tmp_path, caplog)
    await KINDS[line["kind"]](bench, line)
    bench.untouched()
    for secret in ("SECRET", "hunter2"):
        assert secret not in caplog.text


# addresses


async def private(bench: Bench, line: dict[str, Any]) -> None:
    """Refused when it is added, when it is a stored feed, and when a redirect leads there."""
    await refused(bench.reader, line["payload"])
    bench.untouched()
    try:
        address = parse_address(line["payload"])
    except Refused:
        return
    with bench.reader.archive.begin() as connection:
        source, _ = add_source(connection, address, now=NOW)
    [result] = await gather(bench.reader, [source])
    assert result.error
    check_words(result.error)
    via = await bench.bring(f"redirprivate?to={line['payload'].replace('#', '%23')}")
    assert via.error
    assert stored(bench.reader) == []


async def form(bench: Bench, line: dict[str, Any]) -> None:
    """Refused before anything is asked of anybody."""
    await refused(bench.reader, line["payload"])
    assert (bench.ears.connected, bench.ears.looked_up) == ([], [])
    if "guarded" not in line["expect"]:
        with pytest.raises(Refused):
            parse_address(line["payload"])


async def secret(bench: Bench, line: dict[str, Any]) -> None:
    """A token is sent, and stands in no log, message or listing."""
    assert "SECRET" not in shown_address(line["payload"])
    query = line["payload"].partition("?")[2]
    for path in (f"ok?{query}", f"status?code=500&{query}", f"cutxml?{query}", f"empty?{query}"):
        result = await bench.bring(path)
        assert "SECRET" not in f"{result.error} {result.source.shown} {result.source.name}"
        assert all("SECRET" not in problem.name for problem in result.problems)
        with pytest.raises(ReadoutError) as caught:
            await find_source(bench.reader, bench.site.url(f"status?code=404&{query}"))
        check_words(str(caught.value))
    assert any("SECRET" in path for path in bench.site.asked)
    with bench.reader.archive.read() as connection:
        listed = list_sources(connection)
    assert len(listed) == 4
    assert "SECRET" not in " ".join(f"{s.shown} {s.name} {s.health.last_error}" for s in listed)


async def names(bench: Bench, line: dict[str, Any]) -> None:
    make = line["make"]
    resolver = Resolver(
        inner=["10.0.0.5"], both=["127.0.0.1", "93.184.215.14"], nobody=[], mute=None
    )
    name, words = next(
        (name, words)
        for sign, name, words in (
            ("resolves to", "inner", "not a public address"),
            ("two A records", "both", "not a public address|cannot be reached"),
            ("NXDOMAIN", "nobody", "the host was not found"),
            ("never answers", "mute", r"within 0\.8 seconds"),
        )
        if sign in make
    )
    with bench.reader.archive.begin() as connection:
        url = f"http://{name}.example:{bench.site.canary_port}/"
        source, _ = add_source(connection, url, now=NOW)
    limits = HASTY if name == "mute" else LIMITS
    async with Fetcher(limits=limits, resolver=resolver) as fetcher:
        [result] = await gather(replace(bench.reader, fetcher=fetcher), [source])
    assert re.search(words, result.error or ""), result.error
    check_words(result.error or "")
    with bench.reader.archive.read() as connection:
        kept = get_source(connection, source.id)
    assert (kept.health.failures, kept.health.next_check) == (1, NOW + timedelta(minutes=5))
    # Only the public one of two answers may have been tried; it was not let out.
    tried = f"93.184.215.14:{bench.site.canary_port}"
    bench.ears.connected[:] = [one for one in bench.ears.connected if one != tried]


# what a server sends

REFUSED_MODES = {
    "redirmeta": "not a public address",
    "redirprivate": "not a public address|only http and https",
    "metarefresh": "not a feed",
    "slowhead": r"sent nothing for|within 0\.8 seconds",
    "slowheaders": r"sent nothing for|within 0\.8 seconds",
    "slowbody": r"within 0\.8 seconds",
    "stall": "sent nothing for",
    "reset": "cut off",
    "hugelength": "larger than 5 MB",
    "huge": "larger than 5 MB",
    "gzipbomb": "larger than 5 MB",
    "gziptrunc": "cut off",
    "gziplie": "not compressed the way it says",
    "gzip2": "encoding that is not supported",
    "empty": "empty",
    "garbage": "not valid HTTP",
    "http09": "not valid HTTP",
    "badchunk": "not valid HTTP|cut off",
    "neglength": "not valid HTTP",
    "badstatus": "not valid HTTP",
    "crlf": "not valid HTTP|not a feed|cut off",
    "manyheaders": "not valid HTTP",
    "attrs": "could not be read within",
    "status?code=403": "403",
    "status?code=404": "404",
    "status?code=500": "500",
}
READ_MODES = {
    "redirauth": 2,
    "moved": 2,
    "cookie": 1,
    "headers": 0,
    "manyitems": 0,
    "laughs": 0,
    "deepxml": 0,
    "malformed": 2,
    "cutxml": 1,
    "latin1": 1,
    "utf16": 1,
    "typelie": 2,
    "texthtml": 2,
    "dupguid": 5,
    "futuredates": 1,
    "badlinks": 8,
}
"""How many articles at least come in."""
NUMBERED = {"404", "403", "500"}
PATIENT = {"manyitems"}


async def mode(bench: Bench, line: dict[str, Any]) -> None:
    found = MODE.search(line["make"])
    if found is None:
        await by_hand(bench, line)
        return
    name, query = found.groups()
    name = {"status": "badstatus"}.get(name, name)
    if name in ("429", "429date"):
        await retry_after(bench, name, query)
    elif name == "flaky":
        failed = await bench.bring("flaky")
        [again] = await gather(bench.reader, [failed.source])
        counts = failed.source.health.failures, again.source.health.failures, again.new
        assert counts == (1, 0, 1)
    else:
        path = f"status?code={name}" if name in NUMBERED else name
        if query and "PAYLOAD" in query:
            path += f"?to={line['payload']}"
        await told_mode(bench, path)


async def told_mode(bench: Bench, path: str) -> None:
    name = path if path.startswith("status") else path.partition("?")[0]
    if name == "attrs":
        async with ParseWorker(seconds=1.5) as short:
            bench.reader = replace(bench.reader, worker=short)
            result = await bench.bring(path)
    elif name in PATIENT:  # it is large, and this machine may be busy
        async with Fetcher(allow_hosts=frozenset({bench.site.host})) as fetcher:
            bench.reader = replace(bench.reader, fetcher=fetcher)
            result = await bench.bring(path)
    else:
        result = await bench.bring(path)
    check_words(result.error or "read")
    if name in REFUSED_MODES:
        await waited_out(bench, result, REFUSED_MODES[name])
    else:
        assert result.error is None or READ_MODES[name] == 0, result.error
        assert result.new >= READ_MODES[name]
    await AFTER.get(name, nothing_more)(bench, result)
    if name == "slowbody":
        return
    for article in stored(bench.reader):
        assert len(article.text) <= 100_000
        assert "root:" not in article.text


async def waited_out(bench: Bench, result: Gathered, words: str) -> None:
    """It is told in words, nothing is stored, no tag kept, and the wait doubles to a pause."""
    assert re.search(words, result.error or ""), result.error
    assert result.new == 0
    with bench.reader.archive.read() as connection:
        kept = get_source(connection, result.source.id)
    assert (kept.etag, kept.last_modified, kept.content_hash) == (None, None, None)
    assert kept.health.last_error == result.error
    assert kept.health.next_check == NOW + timedelta(minutes=5)
    if not (result.error or "").startswith("the server answered 500"):
        return
    waits, source = [], kept
    for _ in range(FAILURES_TO_PAUSE - 1):
        waits.append((source.health.next_check or NOW) - NOW)
        [result] = await gather(bench.reader, [source])
        source = result.source
    assert waits[:3] == [timedelta(minutes=m) for m in (5, 10, 20)]
    assert max(waits) <= timedelta(hours=24)
    assert source.health.state == "paused"
    assert alarm_due(source.health, NOW)
    assert not alarm_due(replace(source.health, last_alarm=NOW), NOW + timedelta(hours=1))


async def retry_after(bench: Bench, name: str, query: str | None) -> None:
    after = (query or "").removeprefix("after=") or formatdate(time.time() + 7_200, usegmt=True)
    result = await bench.bring(f"status?code=429&after={after.replace(' ', '%20')}")
    wait = (result.source.health.next_check or NOW) - NOW
    asked = timedelta(hours=2) if name == "429date" else timedelta(hours=24)
    assert abs(wait - asked) < timedelta(minutes=1)


async def nothing_more(_: Bench, __: Gathered) -> None:
    pass


async def without_credentials(bench: Bench, _: Gathered) -> None:
    heads = "".join(bench.site.heads).lower()
    for word in ("cookie:", "authorization", "hunter2"):
        assert word not in heads


async def at_its_new_address(bench: Bench, result: Gathered) -> None:
    with bench.reader.archive.read() as connection:
        assert get_source(connection, result.source.id).url == bench.site.url("ok")


async def with_a_right_title(bench: Bench, _: Gathered) -> None:
    assert [article.title for article in stored(bench.reader)] == ["Über die Fähre"]


async def as_of_now(bench: Bench, _: Gathered) -> None:
    assert [article.published for article in stored(bench.reader)] == [NOW]


async def without_links(bench: Bench, _: Gathered) -> None:
    assert {article.url for article in stored(bench.reader)} == {None}


async def few_looked_at(_: Bench, result: Gathered) -> None:
    assert result.error is None
    assert len(result.problems) == FIRST_ENTRIES


async def whole_items(bench: Bench, _: Gathered) -> None:
    assert all(a.text.startswith(PROSE[:60]) for a in stored(bench.reader))


After = Callable[[Bench, Gathered], Awaitable[None]]
AFTER: dict[str, After] = {
    "redirauth": without_credentials,
    "cookie": without_credentials,
    "moved": at_its_new_address,
    "latin1": with_a_right_title,
    "utf16": with_a_right_title,
    "futuredates": as_of_now,
    "badlinks": without_links,
    "manyitems": few_looked_at,
    "malformed": whole_items,
    "cutxml": whole_items,
}


# lines that say in words what to make


async def by_hand(bench: Bench, line: dict[str, Any]) -> None:
    make = line["make"]
    [do] = [do for sign, do in BY_HAND.items() if sign in make]
    await do(bench)


async def credentials_to_another_host(bench: Bench) -> None:
    address = bench.site.url("redirprivate?to=/ok").replace("http://", "http://u:hunter2@")
    await bench.reader.fetcher.fetch(address)
    assert len(bench.site.heads) == 2
    await without_credentials(bench, Gathered(None))  # type: ignore[arg-type]


async def self_signed(bench: Bench) -> None:
    make_certificate(bench.folder)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(bench.folder / "cert.pem", bench.folder / "key.pem")

    async def serve(_: asyncio.StreamReader, out: asyncio.StreamWriter) -> None:
        out.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    async with server:
        host = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with Fetcher(allow_hosts=frozenset({host})) as fetcher:
            with pytest.raises(FetchFailed, match="certificate"):
                await fetcher.fetch(f"https://{host}/")
    bench.ears.connected.clear()


async def quadratic(bench: Bench) -> None:
    result = await bench.bring("blowup")
    assert result.new or result.error
    assert all(len(article.text) <= 100_000 for article in stored(bench.reader))


async def unclosed(bench: Bench) -> None:
    for path in ("cdata", "comment"):
        result = await bench.bring(path)
        assert result.new or result.known or result.error


async def thirty_megabytes(bench: Bench) -> None:
    result = await bench.answers(http(rss(item(1)).encode() + b" " * 30_000_000))
    assert "larger than 5 MB" in (result.error or "")


async def two_megabytes(bench: Bench) -> None:
    result = await bench.bring("bigitem")
    assert result.new == 1
    assert all(len(article.text) <= 100_000 for article in stored(bench.reader))


async def forty_feeds(bench: Bench) -> None:
    with bench.reader.archive.begin() as connection:
        sources = [
            add_source(connection, bench.site.url(f"echo?feed={n}"), now=NOW)[0] for n in range(40)
        ]
    results = await gather(bench.reader, sources)
    assert [result.error for result in results] == [None] * 40
    articles = stored(bench.reader)
    assert len({article.text for article in articles}) == 1
    assert len(group_stories(list(encode(articles, FakeEncoder(), Ledger())))) == 1


async def page(bench: Bench, body: bytes) -> Article | None:
    """Gather a feed whose teaser leads to this page; return what was stored of it."""
    bench.site.given = http(body, kind="text/html")
    excerpt = PROSE + "What the feed says of it."
    bench.site.feed = rss(item(1, link=bench.site.url("given"), text=excerpt)).encode()
    async with ParseWorker(seconds=6) as short:
        bench.reader = replace(bench.reader, worker=short)
        result = await bench.bring("feed")
    assert "/given" in bench.site.asked
    check_words(result.error or "read")
    [article] = stored(bench.reader)
    assert article.text.endswith("What the feed says of it.")
    assert not article.complete
    return article


async def nested(bench: Bench) -> None:
    body = b"<html><body>" + b"<div>" * 100_000 + b"x" + b"</div>" * 100_000
    await page(bench, body)


async def many_links(bench: Bench) -> None:
    await page(bench, b"<html><body>" + b"<a href=x>y</a>" * 500_000)


async def log_in_wall(bench: Bench) -> None:
    await page(bench, b"<html><body><p>Please log in to read this article now.</p></body></html>")


async def many_outlines(_: Bench) -> None:
    body = "".join(outlines(100_000))
    with pytest.raises(TooLarge):
        parse_opml(f"<opml version='2.0'><body>{body}</body></opml>".encode())
    some = "".join(outlines(40_000))
    read = parse_opml(f"<opml version='2.0'><body>{some}</body></opml>".encode())
    assert len(read.outlines) == MAX_OUTLINES
    assert dict(read.left_out) == {"beyond the first 2,000": 38_000}


async def deep_outlines(_: Bench) -> None:
    deep = "<outline text='x'>" * 10_000 + "".join(outlines(1)) + "</outline>" * 10_000
    assert len(parse_opml(f"<opml version='2.0'><body>{deep}</body></opml>".encode()).outlines) <= 1


async def twice(_: Bench) -> None:
    both = '<outline xmlUrl="http://H.example/f"/><outline xmlUrl="HTTP://h.example:80/f"/>'
    read = parse_opml(f"<opml version='2.0'><body>{both}</body></opml>".encode())
    assert [one.url for one in read.outlines] == ["http://h.example/f"]


def read(*paths: Path) -> list[Article | Dropped]:
    return list(read_paths(paths, max_bytes=1_000_000))


async def link_out(bench: Bench) -> None:
    secret = bench.folder / "secret.txt"
    secret.write_text(PROSE * 3)
    inbox = bench.folder / "inbox"
    inbox.mkdir()
    (inbox / "a.txt").symlink_to(secret)
    (inbox / "b").symlink_to(bench.folder)
    assert [type(one) for one in read(inbox)] == [Dropped]


async def encodings(bench: Bench) -> None:
    title = "Harbour council decides on the new quay at Fährstraße"
    words = f"{title}\r\n\r\n" + PROSE * 3
    for number, encoding in enumerate(("utf-16", "latin-1", "utf-8-sig", "utf-16-be")):
        (bench.folder / f"{number}.txt").write_bytes(words.encode(encoding))
    (bench.folder / "nul.txt").write_bytes(words.replace("winter", "win\0ter").encode())
    for path in sorted(bench.folder.glob("*.txt")):
        [one] = read(path)
        assert isinstance(one, Article)
        assert one.title == title
        assert PROSE[:60] in one.text
        assert not {"\r", "\0", "\ufeff"} & set(one.text)


async def nothing_in_it(bench: Bench) -> None:
    (bench.folder / "a.txt").write_text("")
    (bench.folder / "b.txt").write_text("Subscribe to our newsletter\nShare\nLog in\nRead more\n")
    reasons = [one.reason for one in read(bench.folder) if isinstance(one, Dropped)]
    assert len(reasons) == 2
    assert reasons[0] == "empty"


async def odd_names(bench: Bench) -> None:
    for name in ("a\nb.txt", "quo'te\".txt", "🚢.txt", "x" * 251 + ".txt"):
        (bench.folder / name).write_text("")
    found = read(bench.folder)
    assert len(found) == 4
    assert all(isinstance(one, Dropped) and "\n" not in one.name for one in found)


async def gone_in_between(bench: Bench) -> None:
    for name in ("one.txt", "two.txt", "three.txt"):
        (bench.folder / name).write_text(PROSE * 3)
    reading = read_paths([bench.folder], max_bytes=1_000_000)
    assert isinstance(next(reading), Article)
    (bench.folder / "two.txt").unlink()
    (bench.folder / "three.txt").write_text("It is another text now. " + PROSE * 2)
    kinds = sorted(type(one).__name__ for one in reading)
    assert kinds == ["Article", "Dropped"]


BY_HAND: dict[str, Callable[[Bench], Awaitable[None]]] = {
    "302 to another host": credentials_to_another_host,
    "self-signed": self_signed,
    "quadratic": quadratic,
    "unclosed CDATA": unclosed,
    "feed of 30 MB": thirty_megabytes,
    "first item is 2 MB": two_megabytes,
    "same story in 40 feeds": forty_feeds,
    "nested <div>": nested,
    "500,000 <a>": many_links,
    "page without any article": log_in_wall,
    "100,000 outlines": many_outlines,
    "10,000 deep": deep_outlines,
    "differently-cased": twice,
    "symlink": link_out,
    "UTF-16": encodings,
    "boilerplate only": nothing_in_it,
    "255 bytes": odd_names,
    "changed or removed": gone_in_between,
}

KINDS: dict[str, Callable[[Bench, dict[str, Any]], Awaitable[None]]] = {
    "url-private": private,
    "url-scheme-or-form": form,
    "url-form": secret,
    "dns": names,
    "redirect": mode,
    "transport": mode,
    "feed-content": mode,
    "html-page": by_hand,
    "opml": by_hand,
    "file": by_hand,
}
