"""Fetching: what a hostile, broken or busy server can and cannot do to us."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator
from dataclasses import replace
from urllib.parse import quote

import pytest
from support import newsite
from support.memory import forget_peak, peak

from summarizer.errors import NotFound, ReadoutError, Refused, TooLarge, Unreadable
from summarizer.sources.body import FetchFailed, Gone
from summarizer.sources.web import Fetched, Fetcher, Limits

LIMITS = Limits(seconds=120, idle_seconds=60, bytes=2_000_000, pause=0)
"""Times that no test comes near, however busy the machine."""


@pytest.fixture
async def site() -> AsyncIterator[newsite.NewsSite]:
    async with newsite.news_site() as running:
        yield running


@pytest.fixture
async def fetcher(site: newsite.NewsSite) -> AsyncIterator[Fetcher]:
    async with Fetcher(
        contact="https://readers.example/about", allow_hosts=frozenset({site.host}), limits=LIMITS
    ) as ready:
        yield ready


async def test_a_feed_comes_with_what_the_next_request_needs(
    site: newsite.NewsSite, fetcher: Fetcher
) -> None:
    got = await fetcher.fetch(site.url("feed"))
    assert got.body == newsite.FEED
    assert (got.etag, got.max_age, got.content_type) == ('"v1"', 900.0, "application/rss+xml")
    again = await fetcher.fetch(site.url("feed"), etag=got.etag)
    assert (again.status, again.body) == (304, b"")


async def test_the_user_agent_says_who_asks_and_whom_to_write_to(
    site: newsite.NewsSite, fetcher: Fetcher
) -> None:
    await fetcher.fetch(site.url("feed"))
    agent = site.headers[0]["User-Agent"]
    assert agent.startswith("Readout/")
    assert "https://readers.example/about" in agent


async def test_loopback_is_refused_unless_the_operator_allows_it(site: newsite.NewsSite) -> None:
    async with Fetcher(limits=LIMITS) as guarded:
        with pytest.raises(Refused, match="not a public address"):
            await guarded.fetch(site.url("feed"))
    assert site.paths == []


async def test_a_name_that_resolves_to_loopback_is_refused(site: newsite.NewsSite) -> None:
    async with Fetcher(limits=LIMITS) as guarded:
        with pytest.raises(ReadoutError):
            await guarded.fetch(f"http://localhost:{site.port}/feed")
    assert site.paths == []


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/",
        "http://[::ffff:127.0.0.1]/",
        "https://10.0.0.1/",
        "file:///etc/passwd",
    ],
)
async def test_a_redirect_to_a_private_address_is_refused(
    site: newsite.NewsSite, fetcher: Fetcher, target: str
) -> None:
    with pytest.raises(Refused):
        await fetcher.fetch(site.url(f"redirect?to={target}"))


async def test_permanent_redirects_are_remembered_and_passing_ones_are_not(
    site: newsite.NewsSite, fetcher: Fetcher
) -> None:
    moved = await fetcher.fetch(site.url("redirect?code=301&to=/feed"))
    passing = await fetcher.fetch(site.url("redirect?code=302&to=/feed"))
    assert (moved.moved_to, passing.moved_to) == (site.url("feed"), None)
    assert moved.body == passing.body == newsite.FEED


async def test_a_redirect_loop_ends(site: newsite.NewsSite, fetcher: Fetcher) -> None:
    with pytest.raises(FetchFailed, match="redirects more than 5 times"):
        await fetcher.fetch(_loop(site))
    assert "/feed" not in site.paths


def _loop(site: newsite.NewsSite) -> str:
    target = "/feed"
    for _ in range(7):
        target = f"/redirect?to={quote(target, safe='')}"
    return site.url(target.lstrip("/"))


async def test_credentials_in_a_location_are_neither_sent_nor_told(
    site: newsite.NewsSite, fetcher: Fetcher
) -> None:
    got = await fetcher.fetch(site.url(f"redirect?to=http://bob:hunter2@{site.host}/feed"))
    assert "hunter2" not in repr(got)
    assert all("Authorization" not in headers for headers in site.headers)


async def test_gzip_is_expanded(site: newsite.NewsSite, fetcher: Fetcher) -> None:
    assert (await fetcher.fetch(site.url("gzip"))).body == newsite.FEED


async def test_a_gzip_bomb_stops_at_the_cap_without_using_memory(
    site: newsite.NewsSite, fetcher: Fetcher
) -> None:
    before = forget_peak()
    with pytest.raises(TooLarge, match="larger than 2 MB"):
        await fetcher.fetch(site.url("bomb"))
    # The site's own 60 MB are in this process too; the fetcher must add no further 60.
    assert peak() - before < 110_000


@pytest.mark.parametrize(
    ("path", "error", "words"),
    [
        ("huge", TooLarge, "larger than 2 MB"),
        ("cut", FetchFailed, "cut off"),
        ("lie", FetchFailed, "not compressed the way it says"),
        ("double", Unreadable, "encoding that is not supported"),
        ("empty", FetchFailed, "empty"),
        ("status/404", NotFound, "404"),
        ("status/410", Gone, "410"),
        ("status/403", Unreadable, "403"),
        ("status/500", FetchFailed, "500"),
    ],
)
async def test_what_a_server_does_wrong_is_told_in_words(
    site: newsite.NewsSite, fetcher: Fetcher, path: str, error: type[ReadoutError], words: str
) -> None:
    with pytest.raises(error, match=words) as caught:
        await fetcher.fetch(site.url(path))
    assert site.host in str(caught.value)


async def test_a_server_that_falls_silent_is_given_up(site: newsite.NewsSite) -> None:
    limits = replace(LIMITS, idle_seconds=0.1)
    async with Fetcher(allow_hosts=frozenset({site.host}), limits=limits) as impatient:
        with pytest.raises(FetchFailed, match=r"sent nothing for 0\.1 seconds"):
            await impatient.fetch(site.url("stall"))


@pytest.mark.parametrize(
    ("after", "seconds"),
    [("120", 120.0), ("99999999", 86_400.0), ("0", 60.0), ("Mon, 01 Jan 2001 00:00:00 GMT", 60.0)],
)
async def test_retry_after_is_heard_within_bounds(
    site: newsite.NewsSite, fetcher: Fetcher, after: str, seconds: float
) -> None:
    with pytest.raises(FetchFailed) as caught:
        await fetcher.fetch(site.url(f"status/429?after={quote(after)}"))
    assert caught.value.retry_after == seconds


async def test_robots_txt_is_obeyed_for_pages_nobody_named(
    site: newsite.NewsSite, fetcher: Fetcher
) -> None:
    with pytest.raises(Refused, match=r"robots\.txt"):
        await fetcher.fetch(site.url("private/page"), obey_robots=True)
    assert "/private/page" not in site.paths
    assert (await fetcher.fetch(site.url("open/page"), obey_robots=True)).status == 200
    assert site.paths.count("/robots.txt") == 1


ALL = "User-agent: *\n"


@pytest.mark.parametrize(
    ("robots", "path", "allowed"),
    [
        (f"{ALL}Allow: /\nDisallow: /private/", "private/page", False),
        (f"{ALL}Disallow: /\nAllow: /open/", "open/page", True),
        (f"{ALL}Disallow: /*/page", "open/page", False),
        (f"{ALL}Disallow: /open$", "open/page", True),
        (f"\ufeff{ALL}Disallow: /open/", "open/page", False),
        (f"{ALL}Disallow: /a\n\n{ALL}Disallow: /open/", "open/page", False),
        (f"{ALL}Disallow: /\n\nUser-agent: Readout\nDisallow: /private/", "open/page", True),
    ],
)
async def test_of_robots_txt_the_longest_rule_for_us_decides(
    site: newsite.NewsSite, fetcher: Fetcher, robots: str, path: str, allowed: bool
) -> None:
    """As RFC 9309 says: with wildcards, and all groups of a name together."""
    site.robots = robots
    if allowed:
        assert (await fetcher.fetch(site.url(path), obey_robots=True)).status == 200
    else:
        with pytest.raises(Refused, match=r"robots\.txt"):
            await fetcher.fetch(site.url(path), obey_robots=True)


@pytest.fixture
async def other() -> AsyncIterator[newsite.NewsSite]:
    async with newsite.news_site() as running:
        yield running


async def test_a_host_that_others_lead_to_has_its_pause_as_well(
    site: newsite.NewsSite, other: newsite.NewsSite
) -> None:
    hosts, limits = frozenset({site.host, other.host}), Limits(pause=0.3)
    async with Fetcher(allow_hosts=hosts, limits=limits) as fetcher:
        await fetcher.fetch(other.url("feed"))
        await fetcher.fetch(site.url(f"redirect?to={quote(other.url('feed'))}"))
        await fetcher.fetch(other.url("feed"))
    first, led, third = other.times
    assert led - first >= 0.3 and third - led >= 0.3


async def test_a_host_that_leads_to_itself_is_not_waited_for(
    site: newsite.NewsSite, fetcher: Fetcher
) -> None:
    async with Fetcher(allow_hosts=frozenset({site.host}), limits=Limits(pause=3600)) as slow:
        got = await slow.fetch(site.url(f"redirect?to={quote(site.url('feed'))}"))
    assert got.body == newsite.FEED


async def test_two_hosts_that_lead_to_each_other_do_not_lock_each_other_out(
    site: newsite.NewsSite, other: newsite.NewsSite
) -> None:
    hosts = frozenset({site.host, other.host})
    async with Fetcher(allow_hosts=hosts, limits=LIMITS) as fetcher, asyncio.timeout(30):
        there = site.url(f"redirect?to={quote(other.url('feed'))}")
        back = other.url(f"redirect?to={quote(site.url('feed'))}")
        got = await asyncio.gather(*(fetcher.fetch(one) for one in (there, back) * 4))
    assert all(one.body == newsite.FEED for one in got)


async def test_robots_txt_is_obeyed_where_another_host_leads_to(
    site: newsite.NewsSite, other: newsite.NewsSite
) -> None:
    hosts = frozenset({site.host, other.host})
    async with Fetcher(allow_hosts=hosts, limits=LIMITS) as fetcher:
        leads = site.url(f"redirect?to={quote(other.url('private/page'))}")
        with pytest.raises(Refused, match=r"robots\.txt"):
            await fetcher.fetch(leads, obey_robots=True)
    assert other.paths == ["/robots.txt"]


@pytest.mark.parametrize(
    "answer",
    [
        b"\x00\x01\x02garbage\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nnonsense",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        b"HTTP/1.1 9999 Odd\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: y\r\n" % i for i in range(20_000)) + b"\r\nhello",
    ],
    ids=["garbage", "chunk", "length", "status", "short", "headers"],
)
async def test_broken_http_is_a_clear_error_or_a_plain_body(answer: bytes) -> None:
    async with newsite.raw_site(answer) as port:
        allowed = frozenset({f"127.0.0.1:{port}"})
        async with Fetcher(allow_hosts=allowed, limits=LIMITS) as fetcher:
            try:
                got: Fetched | None = await fetcher.fetch(f"http://127.0.0.1:{port}/")
            except ReadoutError as error:
                assert "Traceback" not in str(error)
            else:
                assert got is not None and got.body


async def fetch_raw(answer: bytes) -> Fetched:
    async with newsite.raw_site(answer) as port:
        host = f"127.0.0.1:{port}"
        async with Fetcher(allow_hosts=frozenset({host}), limits=LIMITS) as fetcher:
            return await fetcher.fetch(f"http://{host}/feed")


def answer(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    lines = (f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers)
    return "\r\n".join((*lines, "", "")).encode() + body


@pytest.mark.parametrize("at", [1, 100, -1])
async def test_a_body_in_several_gzip_members_is_read_to_its_end(at: int) -> None:
    members = gzip.compress(newsite.FEED[:at]) + gzip.compress(newsite.FEED[at:])
    got = await fetch_raw(answer(members, "Content-Encoding: gzip"))
    assert got.body == newsite.FEED


async def test_a_gzip_file_that_its_server_compresses_once_more_is_read() -> None:
    twice = gzip.compress(gzip.compress(newsite.FEED))
    got = await fetch_raw(answer(twice, "Content-Encoding: gzip"))
    assert got.body == newsite.FEED
    bomb = gzip.compress(gzip.compress(b"\0" * 50_000_000))
    with pytest.raises(TooLarge):
        await fetch_raw(answer(bomb, "Content-Encoding: gzip"))


async def test_what_stands_after_the_end_of_a_gzip_body_is_passed_over() -> None:
    got = await fetch_raw(
        answer(gzip.compress(newsite.FEED) + b"\0" * 99, "Content-Encoding: gzip")
    )
    assert got.body == newsite.FEED


async def test_a_second_gzip_member_that_is_cut_off_is_no_whole_answer() -> None:
    members = gzip.compress(newsite.FEED[:100]) + gzip.compress(newsite.FEED[100:])[:-12]
    with pytest.raises(FetchFailed, match="cut off"):
        await fetch_raw(answer(members, "Content-Encoding: gzip"))


async def test_a_bomb_in_many_gzip_members_stops_at_the_cap() -> None:
    bomb = gzip.compress(b"\0" * 1_000_000) * 500
    with pytest.raises(TooLarge, match="larger than 2 MB"):
        await fetch_raw(answer(bomb, "Content-Encoding: gzip"))
    empty = gzip.compress(b"") * 90_000
    with pytest.raises(FetchFailed, match="not compressed the way it says"):
        await fetch_raw(answer(empty, "Content-Encoding: gzip"))


@pytest.mark.parametrize("name", ["none", "UTF-8", "identity"])
async def test_an_encoding_that_compresses_nothing_is_none(name: str) -> None:
    got = await fetch_raw(answer(newsite.FEED, f"Content-Encoding: {name}"))
    assert got.body == newsite.FEED


async def test_an_answer_that_a_proxy_passed_on_is_read() -> None:
    got = await fetch_raw(answer(newsite.FEED, status="203 Non-Authoritative Information"))
    assert (got.status, got.body) == (200, newsite.FEED)


async def test_a_redirect_to_nowhere_says_so_of_its_own_address() -> None:
    with pytest.raises(FetchFailed, match=r"http://127\.0\.0\.1:\d+/feed: redirects, but not to"):
        await fetch_raw(answer(b"", status="302 Found"))


async def test_an_answer_unchanged_since_nothing_is_none() -> None:
    with pytest.raises(FetchFailed, match="answered 304"):
        await fetch_raw(answer(b"", status="304 Not Modified"))


@pytest.mark.parametrize("age", ["max-age=²", "max-age=", "max-age=-1", "max-age=1e9"])
async def test_a_malformed_age_costs_nothing_else(age: str) -> None:
    got = await fetch_raw(answer(newsite.FEED, f"Cache-Control: {age}"))
    assert (got.body, got.max_age) == (newsite.FEED, None)
