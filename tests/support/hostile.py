"""What the tests of hostile input share: short limits, a resolver, how to add and to bring."""

from __future__ import annotations

import asyncio
import socket
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from summarizer.archive.articles import articles_between
from summarizer.archive.sources import add_source, list_sources
from summarizer.domain import Article
from summarizer.entries import Reader
from summarizer.errors import Refused
from summarizer.gather import Gathered, gather
from summarizer.lookup import find_source
from summarizer.sources.web import Limits
from support.badsite import BadSite

NOW = datetime(2024, 8, 29, 12, 0, tzinfo=UTC)
LIMITS = Limits(seconds=120, idle_seconds=60, pause=0)
"""Times that no test comes near, however busy the machine."""

HASTY = Limits(seconds=0.8, idle_seconds=0.3, pause=0)


async def bring(reader: Reader, site: BadSite, path: str) -> Gathered:
    with reader.archive.begin() as connection:
        source, _ = add_source(connection, site.url(path), now=NOW)
    [result] = await gather(reader, [source])
    return result


def stored(reader: Reader) -> list[Article]:
    with reader.archive.begin() as connection:
        return articles_between(connection, None, None)


def check_words(text: str) -> None:
    """A reader gets one line, without a trace, a byte string or a secret."""
    assert text
    assert "\n" not in text
    for sign in ("Traceback", "Error(", "Exception", "hunter2", "SECRET"):
        assert sign not in text


async def refused(reader: Reader, address: str) -> None:
    """Adding it as a member of a server would is refused, in words, and nothing is kept."""
    with pytest.raises(Refused) as caught:
        await find_source(reader, address)
    check_words(str(caught.value))
    with reader.archive.begin() as connection:
        assert list_sources(connection) == []


class Resolver(AbstractResolver):
    """Names lead where the test says; None never answers, nothing is not found."""

    def __init__(self, **names: list[str] | None) -> None:
        self.names = names

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = self.names[host.partition(".")[0]]
        if found is None:
            await asyncio.Event().wait()
        if not found:
            raise OSError(None, "not known")
        return [
            ResolveResult(
                hostname=host,
                host=number,
                port=port,
                family=socket.AF_INET6 if ":" in number else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for number in found
        ]

    async def close(self) -> None:
        pass


def make_certificate(folder: Path) -> None:
    request = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1"
    command = ["openssl", *request.split(), "-keyout", "key.pem", "-out", "cert.pem"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
