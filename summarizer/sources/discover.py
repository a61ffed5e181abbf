"""Which feeds a site offers (pure: the page's bytes in, addresses out)."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from summarizer.errors import Refused
from summarizer.sources.guard import parse_address

FEED_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/rdf+xml",
)

USUAL_PLACES = ("feed", "rss", "feed.xml", "rss.xml", "atom.xml", "index.xml", "feed.json")
"""Paths to try, in order, where a page announces nothing."""

MAX_FEEDS = 10
"""Announced feeds that are considered; shops announce one per product."""

MAX_PAGE = 1_000_000
"""Bytes of the page that are read: announcements stand in its head."""


AT_ONCE = 10
"""Seconds within which a page that leads on is no article: news pages ask to be loaded again."""

_ONWARD = re.compile(r"\s*(\d{1,4})(?:\.\d*)?\s*[;,]\s*url\s*=\s*[\"']?([^\"'\s]+)", re.I)


def leads_to(page: bytes, *, url: str) -> str | None:
    """Return the address to which a page sends its readers at once (`http-equiv`); else None.

    What is meant for browsers without scripts sends nobody.
    """
    from lxml import etree, html

    try:
        tree = html.fromstring(page[:MAX_PAGE])
    except (etree.ParserError, ValueError):
        return None
    for meta in tree.xpath("//meta[@http-equiv and @content][not(ancestor::noscript)]"):
        sent = _ONWARD.match(str(meta.get("content")))
        if str(meta.get("http-equiv")).lower() != "refresh" or sent is None:
            continue
        try:
            return parse_address(sent[2], base=url) if int(sent[1]) <= AT_ONCE else None
        except Refused:
            return None
    return None


def announced_feeds(page: bytes, *, url: str) -> tuple[str, ...]:
    """Return the feeds that the page announces by `<link rel="alternate">`, in order.

    Feeds of comments go last: a reader who names a site wants its articles.
    """
    from lxml import etree, html

    try:
        tree = html.fromstring(page[:MAX_PAGE])
    except (etree.ParserError, ValueError):
        return ()
    bases = tree.xpath("//base/@href")
    base = urljoin(url, str(bases[0])) if bases else url
    found: list[str] = []
    for link in tree.xpath("//link[@href]"):
        relations = str(link.get("rel", "")).lower().split()
        kind = str(link.get("type", "")).partition(";")[0].strip().lower()
        if "alternate" in relations and kind in FEED_TYPES:
            try:
                found.append(parse_address(str(link.get("href")), base=base))
            except Refused:
                continue
    ordered = sorted(dict.fromkeys(found), key=lambda address: "comment" in address.lower())
    return tuple(ordered[:MAX_FEEDS])


def usual_feeds(url: str) -> tuple[str, ...]:
    """Return the usual addresses of a site's feed, most likely first."""
    return tuple(urljoin(url, f"/{place}") for place in USUAL_PLACES)
