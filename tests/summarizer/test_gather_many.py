"""Five hundred feeds at once, two fetches at once, a kill and a full disk in the middle."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import web
from sqlalchemy import text
from support.badsite import PROSE, item, rss

from summarizer.archive.articles import articles_between, count_articles
from summarizer.archive.sources import add_source, list_sources
from summarizer.archive.store import Archive
from summarizer.entries import Reader
from summarizer.errors import StorageError
from summarizer.gather import gather
from summarizer.sources.web import Fetcher, Limits
from summarizer.sources.worker import ParseWorker

NOW = datetime(2024, 8, 29, 12, 0, tzinfo=UTC)
FEEDS, ITEMS = 500, 2

PROGRAM = """
import asyncio, json, resource, socket, sys
from datetime import UTC, datetime
from aiohttp.abc import AbstractResolver
from summarizer.archive.articles import count_articles
from summarizer.archive.sources import add_source, list_sources
from summarizer.archive.store import Archive
from summarizer.entries import Reader
from summarizer.gather import gather
from summarizer.sources.web import Fetcher, Limits
from summarizer.sources.worker import ParseWorker

class Home(AbstractResolver):
    async def resolve(self, host, port=0, family=socket.AF_INET):
        return [dict(hostname=host, host="127.0.0.1", port=port, family=socket.AF_INET,
                     proto=0, flags=socket.AI_NUMERICHOST)]
    async def close(self):
        pass

async def main(url, port, count):
    hosts = [f"h{n}.example:{port}" for n in range(count)]
    now = datetime(2024, 8, 29, 12, 0, tzinfo=UTC)
    with Archive(url) as archive:
        with archive.begin() as connection:
            for n, host in enumerate(hosts):
                add_source(connection, f"http://{host}/feed/{n}", now=now)
            sources = list_sources(connection)
        limits = Limits(seconds=120, idle_seconds=60, pause=0)
        async with (
            Fetcher(allow_hosts=frozenset(hosts), limits=limits, resolver=Home()) as fetcher,
            ParseWorker(seconds=120) as worker,
        ):
            reader = Reader(archive, fetcher, worker, now)
            [first] = await gather(reader, sources[:1])
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            print("begun", flush=True)
            results = [first, *await gather(reader, sources[1:])]
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with archive.read() as connection:
            stored = count_articles(connection)
    print(json.dumps({"grown": after - before, "stored": stored,
                      "failed": [r.error for r in results if r.error]}))

asyncio.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
"""


@asynccontextmanager
async def many_feeds() -> AsyncIterator[tuple[int, list[int]]]:
    """Run a site of feeds of a hundred kilobytes; yields its port and the most asked at once."""
    at_once = [0, 0]

    async def feed(request: web.Request) -> web.Response:
        at_once[0] += 1
        at_once[1] = max(at_once)
        await asyncio.sleep(0)
        number = int(request.match_info["number"])
        items = (
            item(
                n,
                title=f"Story {number} {n}",
                link=f"https://feed{number}.example/{n}",
                guid=f"{number}-{n}",
                text=words(number, n),
            )
            for n in range(ITEMS)
        )
        at_once[0] -= 1
        return web.Response(text=rss(*items) + f"<!--{'x' * 100_000}-->", content_type="text/xml")

    def words(number: int, n: int) -> str:
        return "".join(f"Feed {number}, article {n}, part {part}: {PROSE}" for part in range(5))

    app = web.Application()
    app.router.add_get("/feed/{number}", feed)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield runner.addresses[0][1], at_once
    finally:
        await runner.cleanup()


async def run(url: str, port: int, count: int) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-c", PROGRAM, url, str(port), str(count), stdout=asyncio.subprocess.PIPE
    )


async def test_five_hundred_feeds_at_once_stay_within_bounded_memory(tmp_path: Path) -> None:
    async with many_feeds() as (port, _):
        process = await run(f"sqlite:///{tmp_path / 'a.db'}", port, FEEDS)
        output, _ = await process.communicate()
    told = json.loads(output.splitlines()[-1])
    assert told["failed"] == []
    assert told["stored"] == FEEDS * ITEMS
    assert told["grown"] < 100_000, f"{told['grown'] / 1000:.0f} MB more than for one feed"


async def test_two_fetches_at_once_store_everything_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    async with many_feeds() as (port, _):
        processes = [await run(url, port, 12) for _ in range(2)]
        outputs = [(await process.communicate())[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    for output in outputs:
        assert json.loads(output.splitlines()[-1])["failed"] == []
    with Archive(url) as archive, archive.read() as connection:
        assert count_articles(connection) == 12 * ITEMS


async def test_a_kill_in_the_middle_of_a_fetch_loses_nothing_that_was_stored(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    async with many_feeds() as (port, _):
        process = await run(url, port, 30)
        assert process.stdout is not None
        await process.stdout.readuntil(b"begun\n")
        process.kill()
        await process.wait()
        with Archive(url) as archive, archive.read() as connection:
            [check] = connection.execute(text("PRAGMA integrity_check")).one()
            count = count_articles(connection)
            begun = [s for s in list_sources(connection) if s.health.last_success]
        assert check == "ok"
        assert count == ITEMS * len(begun) >= ITEMS
        again = await run(url, port, 30)
        await again.communicate()
    with Archive(url) as archive, archive.read() as connection:
        assert count_articles(connection) == 30 * ITEMS


async def test_a_full_disk_in_the_middle_stops_the_fetch_and_keeps_what_was_stored(
    tmp_path: Path,
) -> None:
    async with many_feeds() as (port, _):
        host = f"127.0.0.1:{port}"
        with Archive(f"sqlite:///{tmp_path / 'a.db'}") as archive:
            with archive.begin() as connection:
                for n in range(8):
                    add_source(connection, f"http://{host}/feed/{n}", now=NOW)
                sources = list_sources(connection)
            limits = Limits(seconds=120, idle_seconds=60, pause=0)
            async with (
                Fetcher(allow_hosts=frozenset({host}), limits=limits) as fetcher,
                ParseWorker(seconds=120) as worker,
            ):
                reader = Reader(archive, fetcher, worker, NOW)
                await gather(reader, sources[:2])
                with archive.begin() as connection:
                    pages = connection.scalar(text("PRAGMA page_count")) or 0
                    connection.execute(text(f"PRAGMA max_page_count = {pages + 2}"))
                with pytest.raises(StorageError, match="no room on the disk"):
                    await gather(reader, sources[2:])
                with archive.begin() as connection:
                    connection.execute(text("PRAGMA max_page_count = 1000000"))
                    kept = len(articles_between(connection, None, None))
                    assert kept in range(2 * ITEMS, 8 * ITEMS, ITEMS)
                    left = list_sources(connection)
                assert [s.health.failures for s in left] == [0] * 8
                assert sum(r.new for r in await gather(reader, left)) == 8 * ITEMS - kept
