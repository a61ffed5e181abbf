"""A disk without room for state and archive: nothing is lost, and all goes on by itself."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from bot_in import bot_in
from helpers import Clock, texts
from standin import StandIn
from support.fake_encoder import FakeEncoder
from support.newspaper import NOW, newspaper

from bot.bench import SummarizerBench
from bot.checkup import check_archive
from bot.store.engine import Database, try_database
from bot.wire import LibraryWire
from summarizer.archive.database import archive_url
from summarizer.archive.store import Archive
from summarizer.errors import StorageError, StorageFull
from summarizer.settings import Settings


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)]
    if subprocess.run(made, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount, and not everywhere")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(filler: Path) -> None:
    """Write until there is no room left."""
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))


async def test_on_a_full_disk_nothing_is_lost_and_the_briefing_comes_once_there_is_room(
    disk: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with newspaper() as paper, StandIn() as discord:
        paper.add("Ferries for Marrowby", feed_words=140)
        settings = Settings(_env_file=None, data_dir=disk, allow_hosts=paper.host)
        clock = Clock(NOW)
        wire = LibraryWire(settings, clock)
        bench = SummarizerBench(settings)
        bench.embedder = FakeEncoder()
        channel = discord.add_channel(discord.add_guild())
        async with bot_in(discord, disk, bench=bench, wire=wire, clock=clock) as running:
            await running.command("sources add", address=paper.url("feed"))
            await running.command("schedule add", times="13")
            paper.add("Acorn bread in Tolgrave", feed_words=140, hours_ago=-0.5)
            fill(disk / "filler")
            clock.at = NOW + timedelta(hours=1, seconds=1)
            use = await running.command("sources add", address=paper.url("a/0"))
            assert "cannot reach its stored data" in use.text and "readout.db" not in use.text
            with pytest.raises(StorageFull):  # a line in the log, and tried again
                await running.bot.poll()
            await running.see_through()
            assert texts(channel) == []
            (disk / "filler").unlink()
            clock.at += timedelta(minutes=30)
            [source, *_] = await wire.sources()
            await wire.fetch_due([source.id])
            await running.see_through()
            posted = "\n".join(texts(channel))
            assert "/a/0)" in posted and "/a/1)" in posted, "what came in meanwhile is told too"
            await running.see_through()
            assert posted == "\n".join(texts(channel))
        await wire.close()
    for record in caplog.records:
        assert record.exc_info is None, record.message


@pytest.mark.parametrize("begun", [False, True])
def test_a_check_finds_a_disk_without_room(disk: Path, begun: bool) -> None:
    url, settings = f"sqlite:///{disk}/bot.sqlite3", Settings(_env_file=None, data_dir=disk)
    if begun:
        Database(url).close()
        Archive(archive_url(disk)).close()
    fill(disk / "filler")
    with pytest.raises(StorageError, match="no space left"):
        try_database(url)
    with pytest.raises(StorageError, match="no space left"):
        check_archive(settings)
