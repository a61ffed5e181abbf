"""Addresses: which are fetched, and how they are shown."""

from __future__ import annotations

import pytest

from summarizer.errors import Refused
from summarizer.sources.guard import parse_address, refusal, shown_address


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
        "100.100.100.200", "198.18.0.1", "192.0.0.8", "192.88.99.1", "168.63.129.16",
        "224.0.0.1", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:a9fe:a9fe", "64:ff9b::7f00:1",
        "2002:7f00:1::", "2001:0:7f00:1::", "fe80::1%eth0", "fec0::1", "fd00:ec2::254",
        "ff02::1", "2001:db8::1",
    ],
)  # fmt: skip
def test_no_address_that_is_not_public_is_connected_to(address: str) -> None:
    assert "not a public address" in (refusal(address) or "")


@pytest.mark.parametrize("address", ["93.184.215.14", "8.8.8.8", "2606:4700:4700::1111"])
def test_public_addresses_are_connected_to(address: str) -> None:
    assert refusal(address) is None


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("https://News.Example", "https://news.example/"),
        ("  <http://news.example/a?b=c#d> ", "http://news.example/a?b=c"),
        ("feed://news.example/x", "http://news.example/x"),
        ("feed:https://news.example/x", "https://news.example/x"),
        ("https://bob:secret@news.example:443/", "https://news.example/"),
        ("http://news.example.:8080/", "http://news.example:8080/"),
        ("http://①②⑦.⓪.⓪.①/", "http://127.0.0.1/"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://Straße.example/", "https://xn--strae-oqa.example/"),
        ("https://日本語。example/", "https://xn--wgv71a119e.example/"),
        ("https://i❤.example/", "https://xn--i-7iq.example/"),
    ],
)
def test_an_address_is_read_as_a_person_meant_it(given: str, read: str) -> None:
    assert parse_address(given) == read


@pytest.mark.parametrize(
    "address",
    [
        "", "   ", "/etc/passwd", "C:\\x.ini", "file:///etc/passwd", "gopher://a.example/",
        "javascript:alert(1)", "data:text/xml,<rss/>", "http://", "http:///x",
        "http://a.example:0/", "http://a.example:99999/", "http://xn--/", "http://a..example/",
        "http://a.example/\r\nHost: evil", "http://127.0.0.1\\@a.example/",
        "http://a.example/" + "x" * 3_000,
    ],
)  # fmt: skip
def test_anything_else_is_refused_with_advice(address: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_address(address)
    assert "https://example.org/feed.xml" in str(caught.value)


def test_links_are_resolved_and_their_spaces_encoded() -> None:
    assert (
        parse_address("a b.html", base="https://n.example/x/") == "https://n.example/x/a%20b.html"
    )


def test_an_address_is_shown_without_its_secrets() -> None:
    shown = shown_address("https://bob:hunter2@n.example/f?token=T0P&page=2&api_key=K3Y")
    assert shown == "https://n.example/f?token=***&page=2&api_key=***"
