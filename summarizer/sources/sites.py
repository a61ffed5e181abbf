"""Which addresses belong together: one site's, one page's (pure).

A feed may name any address as the place of its words. It is believed where the address is
on its own site; elsewhere only the page itself says what it says.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

SHARED = frozenset(
    "substack.com medium.com tumblr.com ghost.io beehiiv.com livejournal.com google.com "
    "feedburner.com weebly.com wixsite.com typepad.com hatenablog.com note.com".split()
)
"""Domains on which strangers publish side by side, beyond those of the public suffix list."""

_DOORS = re.compile(r"^(?:www\d?|m|amp|mobile)\.")
_AMP = re.compile(r"(?:/amp|\.amp)(?=/|$|\.html?$)", re.I)


def site_of(address: str) -> str:
    """Return the site of an address: its registrable domain, or its host where there is none.

    >>> site_of("https://feeds.gazette.co.uk/all.xml")
    'gazette.co.uk'
    """
    from courlan import extract_domain

    host = (urlsplit(address).hostname or "").lower()
    domain = extract_domain(address)
    return host if domain is None or domain in SHARED else domain


def speaks_for(feed: str, address: str) -> bool:
    """Return whether a feed is on the site of an address, and so may say what stands there."""
    return site_of(feed) == site_of(address)


def teller_of(address: str | None) -> str | None:
    """Return the site whose words are kept under an address, `#via=` or its own; None for none."""
    return address and (address.partition("#via=")[2].partition("&")[0] or site_of(address))


def same_page(declared: str, address: str) -> bool:
    """Return whether an address that a page declares is its own, written in a tidier way.

    Only the query, the scheme, `www.` and `/amp` may differ: pages were seen that declare
    their front page, and a hostile one may declare another's.
    """
    return _bare(declared) == _bare(address)


def spellings(address: str) -> tuple[str, ...]:
    """Return an address with and without `www.`, by http and by https; itself first.

    >>> spellings("https://gazette.example/a")[1]
    'http://gazette.example/a'
    """
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https"):
        return (address,)
    host = parts.netloc.removeprefix("www.")
    written = (
        urlunsplit(parts._replace(scheme=scheme, netloc=netloc))
        for netloc in (host, f"www.{host}")
        for scheme in ("https", "http")
    )
    return tuple(dict.fromkeys((address, *written)))


def _bare(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    host = _DOORS.sub("", (parts.hostname or "").lower())
    return host, _AMP.sub("", parts.path).rstrip("/").lower()
