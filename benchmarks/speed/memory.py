"""How much memory the real bot holds: at rest, at work, and when its model is let go.

    python benchmarks/speed/memory.py INPUT.json

`python -m bot` runs against the tests' stand-in of Discord and reads feeds from loopback.
A member adds the feeds and asks for a digest of all that came in. What is told is the
proportional set size of the bot and every process it started (Linux: pages that several
share are counted once, a part for each); "at work" is the most that was seen.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "bot")]

from aiohttp import web  # noqa: E402
from standin import StandIn  # noqa: E402
from standin.server import TOKEN  # noqa: E402
from standin.world import Channel  # noqa: E402

PER_FEED = 10
"""A feed that was just added gives the ten newest of its articles, and no more."""

REST_SECONDS = 12.0
"""The worker is let go after so long without a question (ten minutes as installed)."""

LOOK_EVERY = 0.1
AT_ONCE = 8
PATIENCE = 600.0


@dataclass
class Weighed:
    """The memory of a tree of processes in MB, by process."""

    parts: dict[str, float]

    @property
    def total(self) -> float:
        return sum(self.parts.values())

    def by_role(self) -> dict[str, float]:
        """Return the memory by what the processes are; children are worker and parser."""
        found: dict[str, float] = {}
        for name, size in self.parts.items():
            role = name.partition(" ")[2]
            found[role] = found.get(role, 0.0) + size
        return found


def weigh(root: int) -> Weighed:
    """Return the proportional set size of a process and all that it started."""
    parts = {}
    for pid in family(root):
        try:
            rolled = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
            called = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except OSError:  # it ended just now
            continue
        if "\nPss:" in rolled:
            parts[f"{pid} {_role(called)}"] = int(rolled.split("\nPss:")[1].split()[0]) / 1024
    return Weighed(parts)


def _role(called: list[bytes]) -> str:
    words = b" ".join(called).decode("utf-8", "replace")
    if "resource_tracker" in words:
        return "resource tracker"
    return "child" if "spawn_main" in words else "bot"


def family(root: int) -> list[int]:
    """Return a process and its descendants."""
    found, new = [root], [root]
    while new:
        tasks = [task for pid in new for task in Path(f"/proc/{pid}/task").glob("*/children")]
        new = []
        for task in tasks:
            try:
                new += [int(pid) for pid in task.read_text(encoding="ascii").split()]
            except OSError:
                continue
        found += new
    return found


def feed(host: str, texts: list[str], number: int) -> str:
    """Return a feed that carries its articles in full."""
    now = datetime.now(UTC)
    rows = []
    for place, text in enumerate(texts):
        when = now - timedelta(minutes=number + 30 * place + 5)
        rows.append(
            f"<item><title>{escape(text.split('.')[0][:110])}</title>"
            f"<link>http://{host}/{place}</link><guid>{host}/{place}</guid>"
            f"<pubDate>{when:%a, %d %b %Y %H:%M:%S} GMT</pubDate>"
            f"<content:encoded>{escape(paragraphs(text))}</content:encoded></item>"
        )
    return (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Outlet {number}</title><link>http://{host}/</link>{''.join(rows)}</channel></rss>"
    )


def page(text: str) -> str:
    """Return a web page with an article."""
    title = escape(text.split(".", 1)[0][:110])
    body = f"<nav>Home News</nav><article><h1>{title}</h1>{paragraphs(text)}</article>"
    return f"<html lang='en'><head><title>{title}</title></head><body>{body}</body></html>"


def paragraphs(text: str) -> str:
    """Return a text as paragraphs of HTML."""
    return "".join(f"<p>{escape(part)}</p>" for part in text.split("\n") if part.strip())


@asynccontextmanager
async def outlets(texts: list[str]) -> AsyncIterator[list[str]]:
    """Serve the texts as feeds, each from a loopback address of its own; yield their hosts."""
    groups = [texts[k : k + PER_FEED] for k in range(0, len(texts), PER_FEED)]
    shelves: dict[str, tuple[int, list[str]]] = {}

    async def answer(request: web.Request) -> web.Response:
        group, name = shelves.get(request.host, (0, [])), request.path[1:]
        if name == "feed":
            body = feed(request.host, group[1], group[0])
            return web.Response(text=body, content_type="application/rss+xml")
        if name.isdecimal() and int(name) < len(group[1]):
            return web.Response(text=page(group[1][int(name)]), content_type="text/html")
        return web.Response(status=404)

    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "0.0.0.0", 0).start()
    port = runner.addresses[0][1]
    for number, group in enumerate(groups):
        shelves[f"127.0.1.{number + 1}:{port}"] = number, group
    try:
        yield list(shelves)
    finally:
        await runner.cleanup()


@asynccontextmanager
async def bot_process(discord: StandIn, hosts: list[str]) -> AsyncIterator[int]:
    """Run `python -m bot` in an empty place; yield its process id."""
    with tempfile.TemporaryDirectory(prefix="readout-bot-") as folder:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("READOUT_", "DISCORD_"))}
        environment = kept | {
            "PYTHONPATH": str(ROOT),
            "DISCORD_TOKEN": TOKEN,
            "READOUT_DATA_DIR": folder,
            "READOUT_CACHE_DIR": f"{folder}/cache",
            "READOUT_ALLOW_HOSTS": ",".join(hosts),
            "READOUT_BOT_DATA_DIR": folder,
            "READOUT_BOT_API_BASE": discord.base,
            "READOUT_BOT_GATEWAY": discord.gateway.url,
            "READOUT_BOT_COOLDOWN": "0",
            "READOUT_BOT_WORKER_IDLE_MINUTES": str(REST_SECONDS / 60),
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", cwd=folder, env=environment, stderr=sys.stderr
        )
        try:
            yield process.pid
        finally:
            process.terminate()
            await process.wait()


@asynccontextmanager
async def watched(pid: int) -> AsyncIterator[list[Weighed]]:
    """Weigh the bot again and again while the block runs; the heaviest so far is kept."""
    heaviest = [weigh(pid)]

    async def look() -> None:
        while True:
            seen = await asyncio.to_thread(weigh, pid)
            if seen.total > heaviest[0].total:
                heaviest[0] = seen
            await asyncio.sleep(LOOK_EVERY)

    task = asyncio.create_task(look())
    try:
        yield heaviest
    finally:
        task.cancel()


async def add_feeds(discord: StandIn, channel: Channel, hosts: list[str]) -> None:
    """Let a member add the feeds, some at once."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def add(host: str) -> None:
        async with gate:
            use = await discord.interactions.command(
                "sources add", channel, address=f"http://{host}/feed"
            )
            said = (await use.answered(PATIENCE)).text
        if "came in" not in said:
            raise SystemExit(f"{host}: {said}")

    await asyncio.gather(*map(add, hosts))


async def until_small(pid: int) -> None:
    """Wait until the worker and the parser have ended by themselves."""
    async with asyncio.timeout(PATIENCE):
        while any("child" in name for name in weigh(pid).parts):  # noqa: ASYNC110
            await asyncio.sleep(0.5)


async def measure(texts: list[str]) -> list[dict[str, Any]]:
    """Return a row for each state of the bot."""
    rows = []

    def row(who: str, seen: Weighed) -> None:
        rows.append({"who": who, "peak_mb": seen.total, "parts": seen.by_role()})

    async with StandIn() as discord, outlets(texts) as hosts, bot_process(discord, hosts) as pid:
        channel = discord.add_channel(discord.add_guild())
        async with asyncio.timeout(PATIENCE):
            await discord.gateway.ready.wait()
        await asyncio.sleep(5)
        row("idle, just started", weigh(pid))
        async with watched(pid) as heaviest:
            await add_feeds(discord, channel, hosts)
            row("reading feeds", heaviest[0])
        async with watched(pid) as heaviest:
            use = await discord.interactions.command("digest", channel, period="week")
            answer = (await use.answered(PATIENCE)).text
            row("at work", heaviest[0])
        print(answer[:300], file=sys.stderr)
        row("idle, the model at hand", weigh(pid))
        await until_small(pid)
        row("idle, the model unloaded", weigh(pid))
    return rows


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the bot ends too
    texts = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["texts"]
    print(json.dumps(asyncio.run(measure(texts))))


if __name__ == "__main__":
    main()
