"""A loopback site that does what servers should not, and readers that fetch from it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from support.badsite import BadSite, bad_site
from support.hostile import HASTY, LIMITS, NOW
from support.parser import KeptParser

from summarizer.archive.store import Archive
from summarizer.entries import Reader
from summarizer.sources.web import Fetcher
from summarizer.sources.worker import ParseWorker


@pytest.fixture
async def worker(parser: KeptParser) -> AsyncIterator[ParseWorker]:
    async with parser:
        yield parser


@pytest.fixture
async def site() -> AsyncIterator[BadSite]:
    async with bad_site() as running:
        yield running


@pytest.fixture
async def reader(site: BadSite, worker: ParseWorker, tmp_path: Path) -> AsyncIterator[Reader]:
    with Archive(f"sqlite:///{tmp_path / 'a.db'}") as archive:
        async with Fetcher(allow_hosts=frozenset({site.host}), limits=LIMITS) as fetcher:
            yield Reader(archive, fetcher, worker, NOW, spread=lambda: 0.0)


@pytest.fixture
async def hasty(site: BadSite, reader: Reader) -> AsyncIterator[Reader]:
    async with Fetcher(allow_hosts=frozenset({site.host}), limits=HASTY) as fetcher:
        yield replace(reader, fetcher=fetcher)
