"""Which addresses are one site's, one page's, one article's."""

from __future__ import annotations

import pytest

from summarizer.sources.pages import read_page
from summarizer.sources.sites import same_page, site_of, speaks_for, spellings

PROSE = (
    "The harbour council met on Tuesday to decide on the new quay. Engineers had warned that "
    "the old wall would not stand another winter. A storm in March tore out forty metres of "
    "stone within an hour. The mayor said that the work would begin before October."
)


@pytest.mark.parametrize(
    ("feed", "address", "own"),
    [
        ("https://gazette.co.uk/feed", "https://www.gazette.co.uk/a", True),
        ("https://feeds.gazette.co.uk/all", "https://gazette.co.uk/a", True),
        ("https://liar.co.uk/feed", "https://gazette.co.uk/a", False),
        ("https://ann.blogspot.com/feed", "https://bea.blogspot.com/a", False),
        ("https://ann.substack.com/feed", "https://bea.substack.com/a", False),
        ("https://ann.substack.com/feed", "https://ann.substack.com/p/a", True),
        ("http://127.0.0.1:80/feed", "http://127.0.0.1:80/a", True),
        ("http://127.0.0.1/feed", "http://127.0.0.2/a", False),
        ("https://gazette.example.liar.net/feed", "https://gazette.example/a", False),
    ],
)
def test_a_feed_speaks_for_its_own_site_alone(feed: str, address: str, own: bool) -> None:
    assert speaks_for(feed, address) is own


def test_a_host_without_a_registered_domain_is_its_own_site() -> None:
    assert site_of("http://[2606::1]:8080/x") == "2606::1"


@pytest.mark.parametrize(
    ("declared", "same"),
    [
        ("https://www.gazette.example/ferry/", True),
        ("/ferry", True),
        ("https://gazette.example/", False),
        ("https://gazette.example/section", False),
        ("https://other.example/ferry", False),
        ("javascript:x()", False),
    ],
)
def test_a_page_may_tidy_its_own_address_and_no_other(declared: str, same: bool) -> None:
    url = "http://gazette.example/ferry/amp?x=rss"
    page = f"<html><head><link rel='canonical' href='{declared}'></head><body><article><p>{PROSE}"
    found = read_page(page.encode(), url=url).url
    assert (found != url) is same
    if same:
        assert found is not None
        assert same_page(found, url)


def test_an_address_is_spelled_in_four_ways() -> None:
    assert set(spellings("http://www.gazette.example/a?b=1")) == {
        f"{scheme}://{host}gazette.example/a?b=1"
        for scheme in ("http", "https")
        for host in ("", "www.")
    }
