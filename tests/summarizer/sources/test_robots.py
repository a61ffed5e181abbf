"""Rules of robots.txt, as RFC 9309 says."""

from __future__ import annotations

import pytest

from summarizer.sources.robots import read_robots

ALL = "User-agent: *\n"


@pytest.mark.parametrize(
    ("robots", "path", "allowed"),
    [
        ("", "a", True),
        ("\x00<html>no rules", "a", True),
        (f"{ALL}Disallow: /*.php$\nAllow: /a.php$", "a.php", True),
        (f"{ALL}Disallow: /*.php$", "a.php.php", False),
        (f"{ALL}Disallow: /*.php$", "a.php?b", True),
        (f"{ALL}Disallow: /a\nAllow: /a", "a", True),
        (f"{ALL}Disallow: /caf%c3%a9/%61", "café/a", False),
        (f"{ALL}Disallow: /a%2Fb", "a/b", True),
        (f"{ALL}Disallow: /*?s=", "a?s=1", False),
        (f"{ALL}Disallow: /*a*a$", "a", True),
        ("User-agent: a\nUser-agent: readout # us\nDisallow: /a\nDisallow:\n", "a", False),
        (f"User-agent: READOUT\nCrawl-delay: 1\n\n{ALL}Disallow: /", "a", True),
        (f"{ALL}Disallow: /\nUser-agent: Readout\nDisallow: /b", "a", True),
        ("User-agent: read\nUser-agent: readout-news\nDisallow: /", "a", True),
        ("user agent readout\ndisallow /a", "a", False),
    ],
)
def test_the_longest_rule_that_fits_decides(robots: str, path: str, allowed: bool) -> None:
    assert read_robots(robots, "Readout").allows(f"https://a.example/{path}") is allowed


@pytest.mark.parametrize(
    ("rule", "allowed"), [("*a" * 400 + "b$", True), ("*a" * 200_000, True), ("*" * 500_000, False)]
)
def test_no_rule_takes_long_to_be_held_against_an_address(rule: str, allowed: bool) -> None:
    """As a regular expression the first would take longer than there is time."""
    robots = read_robots(f"{ALL}Disallow: /{rule}", "Readout")
    assert robots.allows(f"https://a.example/{'a' * 1_900}") is allowed


def test_a_file_that_names_robots_without_end_takes_no_memory_for_each() -> None:
    """Each rule was kept for each of them: 400 million in all."""
    names = "".join(f"User-agent: robot-{number}\n" for number in range(20_000))
    rules = "Allow: /b\n" * 19_999
    robots = read_robots(f"{names}{ALL}Disallow: /a\n{rules}", "Readout")
    assert not robots.allows("https://a.example/a")
