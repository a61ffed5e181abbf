"""What a site's robots.txt asks, as RFC 9309 reads it."""

from __future__ import annotations

import pytest

from summarizer.sources.robots import parse_robots

ALL = "User-agent: *\n"


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        (f"{ALL}Disallow: /private/", "/private/a", False),
        (f"{ALL}Disallow: /private/", "/privately", True),
        (f"{ALL}Disallow:", "/a", True),
        (f"{ALL}Allow: /\nDisallow: /private/", "/private/a", False),
        (f"{ALL}Disallow: /\nAllow: /news/", "/news/a", True),
        (f"{ALL}Disallow: /a\nAllow: /a", "/a", True),
        (f"{ALL}Disallow: /*/print/", "/news/print/1", False),
        (f"{ALL}Disallow: /*.pdf$", "/a.pdf", False),
        (f"{ALL}Disallow: /*.pdf$", "/a.pdf?x=1", True),
        (f"{ALL}Disallow: /a$", "/ab", True),
        (f"{ALL}Disallow: /*?print=", "/a?print=1", False),
        (f"{ALL}Disallow: /caf%c3%a9", "/café/a", False),
        (f"{ALL}Disallow: /%61", "/a", False),
        (f"\ufeff{ALL}Disallow: /", "/a", False),
        (f"{ALL}Disallow: /a\n\n{ALL}Disallow: /b", "/b", False),
        (f"{ALL}Crawl-delay: 9\n\nDisallow: /b # not this", "/b", False),
        (f"{ALL}Disallow: /\n\nUser-agent: Readout\nDisallow: /b", "/a", True),
        (f"{ALL}Disallow:\n\nUser-agent: other\nUser-agent: readout/2\nDisallow: /", "/a", False),
        (f"User-agent: other\nDisallow: /\n\n{ALL}Disallow: /b", "/a", True),
        (f"{ALL}Disallow: /\n\nUser-agent: readouts\nAllow: /", "/a", False),
        (f"{ALL}Disallow: {'/*a' * 400}b", "/" + "a" * 1_900, True),
    ],
)
def test_the_longest_rule_of_who_is_named_decides(text: str, path: str, allowed: bool) -> None:
    assert parse_robots(text, "readout").allows(f"https://harbour.example{path}") is allowed
