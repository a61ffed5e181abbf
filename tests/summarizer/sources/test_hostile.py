"""Every kind of hostile input: what it gets, and that it gets nothing else."""

from __future__ import annotations

import asyncio
import gzip
import re
import shutil
import ssl
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from support import tasks
from support.badsite import BAD_LINKS, PROSE, BadSite, http, item, outlines, rss
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
from support.memory import forget_peak, peak

from summarizer import entries
from summarizer.archive.sources import list_sources
from summarizer.domain import Article, Dropped
from summarizer.entries import FIRST_ENTRIES, Reader
from summarizer.errors import ReadoutError, Refused, TooLarge
from summarizer.gather import gather
from summarizer.library import Library
from summarizer.lookup import find_source
from summarizer.settings import Settings
from summarizer.sources.body import FetchFailed
from summarizer.sources.files import read_paths
from summarizer.sources.guard import shown_address
from summarizer.sources.opml import MAX_OUTLINES, parse_opml
from summarizer.sources.pages import read_page
from summarizer.sources.web import Fetcher, Limits
from summarizer.sources.worker import ParseWorker

# addresses

PRIVATE = (
    "http://127.0.0.1:{port}/", "http://127.1:{port}/", "http://2130706433:{port}/",
    "http://0x7f000001:{port}/", "http://0x7f.1:{port}/", "http://0177.0.0.1:{port}/",
    "http://127.0.0.1.:{port}/", "http://①②⑦.⓪.⓪.①:{port}/", "http://[::1]:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/", "http://[::ffff:7f00:1]:{port}/",
    "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://[fe80::1]/",
    "http://[ff02::1]/", "http://[fd12::3]/", "http://169.254.169.254/latest/",
    "http://100.64.0.1/", "http://10.9.8.7/", "http://172.20.0.1/", "http://192.168.7.7/",
    "http://198.18.0.1/", "http://224.0.0.9/", "http://255.255.255.255/", "http://0.0.0.0:{port}/",
    "http://localhost:{port}/", "http://LOCALHOST:{port}/", "http://x.localhost/",
    "http://localhost.localdomain/", "http://metadata.google.internal/", "http://router/",
    "http://news.example@127.0.0.1:{port}/", "http://127.0.0.1:{port}#@news.example/",
    "http://127.0.0.1\\@news.example/", "http://news.example:80@[::1]:{port}/",
    "http://localhost6.localdomain6/", "http://api.default.svc/", "http://[3fff::1]/",
    "feed://127.0.0.1:{port}/x", "<http://127.0.0.1:{port}/>", "`http://127.0.0.1:{port}/`",
)  # fmt: skip
FORMS = (
    "file:///etc/hostname", "file://localhost/etc/hostname", "gopher://127.0.0.1:70/x",
    "ftp://news.example/", "data:text/xml,<rss/>", "ldap://127.0.0.1/", "jar:http://a.example!/",
    "unix:///var/run/some.sock", "/etc/hostname", "../../etc/hostname", "D:\\some\\file.ini",
    "http://", "http:///y", "https://news.example/\r\nHost: b.example", "", " ", "javascript:x()",
    "https://news.example/" + "z" * 9_000, "https://news.example:99999/",
    "https://news.example:0/", "http://xn--/", "http://a b.example/", "http://[::1/",
    "http://[not]/", "http://%31%32%37.0.0.1/",
    "http://localhost%00.news.example/", "http://*/",
    "http://..../", "\x00", "//news.example/x", "mailto:a@news.example",
)  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
async def test_no_writing_of_an_inner_address_is_connected_to(
    reader: Reader, site: BadSite, address: str
) -> None:
    await refused(reader, address.format(port=site.canary_port))
    assert site.canary_hits == 0


@pytest.mark.parametrize("address", FORMS, ids=range(len(FORMS)))
async def test_what_is_no_web_address_is_refused(reader: Reader, address: str) -> None:
    await refused(reader, address)


def test_tokens_in_an_address_are_masked_wherever_it_is_shown() -> None:
    shown = shown_address("https://news.example/feed?token=SECRET1&x-api-key=SECRET2&n=5")
    check_words(shown)
    assert "n=5" in shown


async def test_a_token_is_not_in_the_message_about_a_feed_that_is_none(
    reader: Reader, site: BadSite
) -> None:
    with pytest.raises(ReadoutError) as caught:
        await find_source(reader, site.url("metarefresh?token=SECRET9"))
    check_words(str(caught.value))


# names


RESOLVER = Resolver(
    inner=["10.0.0.5"],
    both=["127.0.0.1", "::1", "169.254.169.254"],
    mapped=["::ffff:127.0.0.1"],
    mute=None,
    nobody=[],
)


@pytest.mark.parametrize("name", ["inner", "both", "mapped"])
async def test_a_name_that_leads_inside_is_refused(site: BadSite, name: str) -> None:
    async with Fetcher(limits=LIMITS, resolver=RESOLVER) as fetcher:
        with pytest.raises(Refused, match="not a public address"):
            await fetcher.fetch(f"http://{name}.example:{site.canary_port}/")
    assert site.canary_hits == 0


@pytest.mark.parametrize(
    ("name", "words", "limits"),
    [
        ("mute", r"within 0\.8 seconds", HASTY),
        ("nobody", "the host was not found", LIMITS),
    ],
)
async def test_a_name_nobody_knows_is_told(name: str, words: str, limits: Limits) -> None:
    async with Fetcher(limits=limits, resolver=RESOLVER) as fetcher:
        with pytest.raises(FetchFailed, match=words):
            await fetcher.fetch(f"http://{name}.example/")


async def test_a_name_that_changes_its_mind_between_redirects_is_looked_at_again(
    site: BadSite,
) -> None:
    resolver = Resolver(first=["127.0.0.1"], second=["127.0.0.1"])
    allowed = frozenset({f"first.example:{site.port}"})
    async with Fetcher(limits=LIMITS, resolver=resolver, allow_hosts=allowed) as fetcher:
        target = f"http://second.example:{site.canary_port}/"
        with pytest.raises(Refused):
            await fetcher.fetch(f"http://first.example:{site.port}/redirprivate?to={target}")
    assert len(site.asked) == 1
    assert site.canary_hits == 0


# redirects and transport

INNER_TARGETS = (
    "http://[::ffff:127.0.0.1]/", "https://127.0.0.1/", "http://127.1/", "//10.0.0.1/x",
    "http://0/", "file:///etc/hostname", "http://localhost/",
)  # fmt: skip


@pytest.mark.parametrize("target", ["", *INNER_TARGETS])
async def test_no_redirect_leads_inside(reader: Reader, site: BadSite, target: str) -> None:
    result = await bring(reader, site, f"redirprivate?to={target}")
    check_words(result.error or "")
    assert (site.canary_hits, result.new) == (0, 0)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("redirmeta", "not a public address"),
        ("reset", "cut off"),
        ("hugelength", "larger than 5 MB"),
        ("huge", "larger than 5 MB"),
        ("gzipbomb", "larger than 5 MB"),
        ("gziptrunc", "cut off"),
        ("gziplie", "not compressed the way it says"),
        ("gzip2", "encoding that is not supported"),
        ("empty", "empty"),
        ("status?code=403", "403"),
        ("status?code=404", "404"),
        ("status?code=500", "500"),
        ("garbage", "not valid HTTP"),
        ("http09", "not valid HTTP"),
        ("neglength", "not valid HTTP"),
        ("badstatus", "not valid HTTP"),
        ("metarefresh", "not a feed"),
    ],
)
async def test_what_goes_wrong_is_told_and_waited_out(
    reader: Reader, site: BadSite, path: str, words: str
) -> None:
    result = await bring(reader, site, path)
    assert words in (result.error or "")
    check_words(result.error or "")
    health = result.source.health
    assert (health.failures, health.next_check) == (1, NOW + timedelta(minutes=5))
    with reader.archive.begin() as connection:
        [kept] = list_sources(connection)
    assert (kept.etag, kept.health.last_error) == (None, result.error)
    assert site.canary_hits == 0


@pytest.mark.parametrize("path", ["slowhead", "slowheaders", "slowbody", "stall"])
async def test_a_slow_server_is_given_up(hasty: Reader, site: BadSite, path: str) -> None:
    async with asyncio.timeout(60):  # it would go on for as long as the test
        result = await bring(hasty, site, path)
    assert re.search(r"sent nothing for|no complete answer within 0\.8", result.error or "")
    assert result.source.health.failures == 1


@pytest.mark.parametrize("path", ["badchunk", "crlf", "manyheaders", "headers"])
async def test_odd_http_breaks_nothing(reader: Reader, site: BadSite, path: str) -> None:
    result = await bring(reader, site, path)
    check_words(result.error or "read")


async def test_the_program_works_on_while_a_server_is_slow(reader: Reader, site: BadSite) -> None:
    slow = asyncio.create_task(bring(reader, site, "slowbody"))
    while not site.asked:  # noqa: ASYNC110 - the site notes it
        await asyncio.sleep(0)
    async with Fetcher(allow_hosts=frozenset({site.host}), limits=LIMITS) as another:
        assert (await bring(replace(reader, fetcher=another), site, "ok")).new == 2
    assert not slow.done()
    site.release.set()
    assert (await slow).error


async def test_memory_stays_where_it_is_under_a_bomb_and_an_endless_body(
    reader: Reader, site: BadSite
) -> None:
    await bring(reader, site, "ok")
    site_share = 70_000  # the server's own bomb is made in this process
    before = forget_peak()
    for path in ("gzipbomb", "huge"):
        await bring(reader, site, path)
    assert peak() - before < 50_000 + site_share


@pytest.mark.parametrize(
    ("after", "wait"),
    [
        ("99999999", timedelta(hours=24)),
        ("-5", timedelta(minutes=5)),
        ("7200", timedelta(hours=2)),
        ("Mon,%2001%20Jan%202001%2000:00:00%20GMT", timedelta(minutes=5)),
        ("soon", timedelta(minutes=5)),
    ],
)
async def test_retry_after_is_heard_within_a_day(
    reader: Reader, site: BadSite, after: str, wait: timedelta
) -> None:
    result = await bring(reader, site, f"status?code=429&after={after}")
    assert result.source.health.next_check == NOW + wait


async def test_a_flaky_server_is_forgiven(reader: Reader, site: BadSite) -> None:
    failed = await bring(reader, site, "flaky")
    [again] = await gather(reader, [failed.source])
    assert (failed.source.health.failures, again.source.health.failures, again.new) == (1, 0, 1)


async def test_a_move_for_good_is_remembered(reader: Reader, site: BadSite) -> None:
    await bring(reader, site, "moved")
    with reader.archive.begin() as connection:
        assert [source.url for source in list_sources(connection)] == [site.url("ok")]


async def test_neither_cookies_nor_credentials_are_carried_along(
    reader: Reader, site: BadSite
) -> None:
    await bring(reader, site, "cookie")
    await bring(reader, site, "redirauth")
    with_secret = site.url("redirprivate?to=/ok").replace("http://", "http://u:hunter2@")
    await reader.fetcher.fetch(with_secret)
    heads = "".join(site.heads).lower()
    assert "cookie:" not in heads
    assert "authorization" not in heads
    assert "hunter2" not in heads


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate")
async def test_a_certificate_nobody_vouches_for_is_not_believed(tmp_path: Path) -> None:
    make_certificate(tmp_path)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")

    async def serve(_: asyncio.StreamReader, out: asyncio.StreamWriter) -> None:
        out.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    async with server:
        host = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with Fetcher(limits=LIMITS, allow_hosts=frozenset({host})) as fetcher:
            with pytest.raises(FetchFailed, match="certificate"):
                await fetcher.fetch(f"https://{host}/")


# what feeds hold


@pytest.mark.parametrize("path", ["laughs", "blowup", "outside", "cdata", "comment", "deepxml"])
async def test_xml_made_to_hurt_expands_and_includes_nothing(
    reader: Reader, site: BadSite, path: str
) -> None:
    result = await bring(reader, site, path)
    assert result.new or result.error
    for article in stored(reader):
        assert len(article.text) < 200_000
        assert "root:" not in article.text


async def test_a_parser_kept_busy_is_killed_and_the_next_feed_read(
    reader: Reader, site: BadSite
) -> None:
    async with ParseWorker(seconds=1.5) as short:
        other = replace(reader, worker=short)
        assert "within 1.5 seconds" in ((await bring(other, site, "attrs")).error or "")
        short._seconds = 120
        assert (await bring(other, site, "ok")).new == 2


async def test_who_adds_what_keeps_the_parser_busy_is_told_which_address_it_was(
    reader: Reader, site: BadSite, tmp_path: Path
) -> None:
    with Library(Settings(data_dir=tmp_path)) as library:
        async with ParseWorker(seconds=1.5) as short:
            added = await library.add_address(replace(reader, worker=short), site.url("attrs"))
    assert added.error == f"{site.url('attrs')}: could not be read within 1.5 seconds"


@pytest.mark.parametrize(("path", "least"), [("malformed", 2), ("cutxml", 1), ("typelie", 2)])
async def test_broken_and_mislabelled_feeds_give_their_items(
    reader: Reader, site: BadSite, path: str, least: int
) -> None:
    result = await bring(reader, site, path)
    assert (result.new >= least, result.error) == (True, None)
    assert all(article.text.startswith(PROSE[:60]) for article in stored(reader))


async def test_a_feed_sent_as_a_page_is_a_feed(reader: Reader, site: BadSite) -> None:
    assert (await bring(reader, site, "texthtml")).new == 2


async def test_a_feed_that_is_kept_as_a_gzip_file_is_read(reader: Reader, site: BadSite) -> None:
    site.given = http(gzip.compress(rss(item(1), item(2)).encode()), kind="application/gzip")
    assert (await bring(reader, site, "given")).new == 2
    site.given = http(gzip.compress(bytes(6_000_000)))
    assert "larger than 5 MB" in ((await bring(reader, site, "given?bomb")).error or "")


@pytest.mark.parametrize("path", ["latin1", "utf16"])
async def test_a_wrong_charset_leaves_no_broken_title(
    reader: Reader, site: BadSite, path: str
) -> None:
    await bring(reader, site, path)
    assert [article.title for article in stored(reader)] == ["Über die Fähre"]


async def test_one_id_for_all_items_makes_them_no_one_item(reader: Reader, site: BadSite) -> None:
    assert (await bring(reader, site, "dupguid")).new == 5


async def test_a_date_to_come_counts_as_now(reader: Reader, site: BadSite) -> None:
    await bring(reader, site, "futuredates")
    assert [article.published for article in stored(reader)] == [NOW]


async def test_links_that_lead_inside_are_neither_fetched_nor_kept(
    reader: Reader, site: BadSite
) -> None:
    result = await bring(reader, site, "badlinks")
    assert result.new == len(BAD_LINKS)
    assert {article.url for article in stored(reader)} == {None}
    assert site.canary_hits == 0


async def test_of_twenty_thousand_items_the_newest_are_looked_at(
    reader: Reader, site: BadSite
) -> None:
    result = await bring(reader, site, "manyitems")
    assert result.error is None
    assert len(result.problems) == FIRST_ENTRIES


async def test_an_item_of_two_megabytes_is_cut(reader: Reader, site: BadSite) -> None:
    await bring(reader, site, "bigitem")
    assert all(len(article.text) <= 100_000 for article in stored(reader))


# pages


async def test_a_page_made_to_hurt_is_given_up(worker: ParseWorker) -> None:
    nested = b"<html><body>" + b"<div>" * 100_000 + b"x" + b"</div>" * 100_000
    links = b"<html><body>" + b"<a href=x>y</a>" * 500_000
    for page in (nested, links):
        with pytest.raises(ReadoutError) as caught:
            await worker.run(read_page, page, origin="page")
        check_words(str(caught.value))


async def test_a_feed_whose_pages_end_the_parser_keeps_the_others_waiting_for_two_of_them(
    reader: Reader, site: BadSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entries, "read_document", tasks.die)
    links = "".join(item(k, link=site.url(f"given?{k}"), text=PROSE) for k in range(6))
    site.feed = rss(links).encode()
    site.given = http(b"<p>a page</p>")
    result = await bring(reader, site, "feed")
    assert sum("given?" in path for path in site.asked) == entries.TIRED
    assert not result.error and not result.problems, "their excerpts stand in for them"


# lists


def test_a_list_of_too_many_feeds_is_cut_and_it_is_told() -> None:
    read = parse_opml(
        f"<opml version='2.0'><body>{''.join(outlines(30_000))}</body></opml>".encode()
    )
    assert len(read.outlines) == MAX_OUTLINES
    assert dict(read.left_out) == {"beyond the first 2,000": 28_000}


def test_a_list_of_any_depth_is_read() -> None:
    deep = "<outline text='x'>" * 10_000 + "".join(outlines(1)) + "</outline>" * 10_000
    read = parse_opml(f"<opml version='2.0'><body>{deep}</body></opml>".encode())
    assert len(read.outlines) <= 1


def test_a_list_over_its_size_is_refused() -> None:
    with pytest.raises(TooLarge):
        parse_opml(b"<opml>" + b" " * 3_000_000)


def test_one_address_written_twice_is_one_feed() -> None:
    twice = (
        '<outline xmlUrl="http://H.example/f"/><outline xmlUrl="HTTP://h.example:80/f"/>'
        '<outline xmlUrl="file:///etc/hostname"/><outline xmlUrl="http://h.example/F"/>'
    )
    read = parse_opml(f"<opml version='2.0'><body>{twice}</body></opml>".encode())
    assert [one.url for one in read.outlines] == ["http://h.example/f", "http://h.example/F"]


# files


def read(*paths: Path) -> list[Article | Dropped]:
    return list(read_paths(paths, max_bytes=1_000_000))


def test_links_out_of_a_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("The secret of the house. " * 20)
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "away.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "up").symlink_to(tmp_path)
    (folder / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    results = read(folder)
    assert results
    assert all(isinstance(one, Dropped) for one in results)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "latin-1"])
def test_files_of_any_encoding_are_read_right(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(("Über die Fähre\r\n\r\n" + PROSE * 3).encode(encoding))
    [article] = read(path)
    assert isinstance(article, Article)
    assert PROSE[:50] in article.text
    assert "\r" not in article.text


@pytest.mark.parametrize("name", ["a\nb.txt", "quo'te\".txt", "🚢.txt", "x" * 251 + ".txt"])
def test_no_file_name_breaks_a_line(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("")
    [dropped] = read(tmp_path)
    assert isinstance(dropped, Dropped)
    assert "\n" not in dropped.name


def test_a_file_that_goes_while_it_is_read_is_named(tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(PROSE * 3)
    reading = read_paths([tmp_path], max_bytes=1_000_000)
    assert isinstance(next(reading), Article)
    (tmp_path / "two.txt").unlink()
    [gone] = list(reading)
    assert isinstance(gone, Dropped)
    assert gone.reason == "not found"
