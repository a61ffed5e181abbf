"""What a page's source holds and is no article: what is hidden, players' buttons, mere links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from typing import Any
from urllib.parse import urlsplit

from summarizer.domain import squeeze
from summarizer.errors import Refused
from summarizer.sources.flow import lines_in
from summarizer.sources.guard import parse_address
from summarizer.sources.sites import speaks_for

_STYLED = "descendant-or-self::*[@hidden or @style]"
_NAMED = "descendant-or-self::*[@class or @id]"
"""What libxml2 finds by itself; these alone are asked closely."""

_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_PLAYER = re.compile(
    r"(?:^|[\s_-])(?:video-?js|vjs|jw-?player|plyr|mejs|flowplayer|(?:video|audio|media)-?player)"
    r"(?=$|[\s_-])",
    re.IGNORECASE,
)
"""In the names that a page gives to an element."""

ENOUGH_WORDS = 40
"""Words of paragraphs in sight: with fewer, a script may show later what is hidden now."""

PARAGRAPH = 25
"""Words of a paragraph that no player says of itself ("This is a modal window …"); nor does one say
`ENOUGH_WORDS` in short ones."""

LEAST_LINK = 15
"""Characters of a paragraph that names another article; less is a word of a list."""

PROSE = 60
"""Characters of a paragraph that tells something."""

FEW = 3
"""Paragraphs that tell something for each mere link: with fewer, the links are what is told."""

LONGEST_TEASER = 50
"""Words of a box that only leads to another article, with its headline."""

PREAMBLE = 100
"""Words of paragraphs beside such boxes; a round-up may have fewer above what it lists."""

_HEADLINES = ("h2", "h3", "h4", "h5", "h6")
_NO_SITE = "https://page.example/"
"""Of a page without address: only links that name no host are on it."""

_SENTENCE_ENDS = (".", "。", "।", "”", '"', "»", ":", "：")


def lines_of_links(tree: Any) -> frozenset[str]:
    """Return the paragraphs that are nothing but a link and end no sentence: other headlines.

    Pages set them between the paragraphs of an article, often without a label. Items of a list are
    none: what is listed may be the news. None are returned of a page that mostly consists of them:
    a round-up.

    Args:
        tree: lxml's.
    """
    found: set[str] = set()
    prose = 0
    for paragraph in tree.iter("p"):
        told = squeeze("".join(paragraph.itertext()))
        link = next(paragraph.iter("a"), None)
        named = "" if link is None else squeeze("".join(link.itertext()))
        mere = named == told and link is not None and not link.get("href", "#").startswith("#")
        if (
            mere
            and paragraph.getparent().tag != "li"
            and len(told) >= LEAST_LINK
            and not told.endswith(_SENTENCE_ENDS)
        ):
            found.add(told)
        elif len(told) >= PROSE:
            prose += 1
    return frozenset(found) if FEW * len(found) <= prose else frozenset()


def lines_of_players(tree: Any) -> frozenset[str]:
    """Return what the buttons and boxes of a page's players for films and sound say, line by line.

    The players stay: an extractor finds articles by what stands around them.

    Args:
        tree: lxml's.
    """
    players = (deepcopy(element) for element in _outermost(tree, _NAMED, _is_player))
    return frozenset(line for player in players for line in lines_in(player))


def drop_teasers(tree: Any, url: str | None) -> bool:
    """Take out boxes that lead to other articles of the site, each under its headline.

    Their words tell of other events. Only rows of short boxes go, beside an article that says more
    than what introduces a round-up.

    Args:
        tree: lxml's; it is changed.
        url: the page's address; without it only links that name no host count.

    Returns:
        Whether there was any.
    """
    headlines = [e for e in tree.iter(*_HEADLINES) if _leads_on(e, url or _NO_SITE)]
    held = Counter(above for headline in headlines for above in headline.iterancestors())
    rows: dict[Any, list[Any]] = {}
    for headline in headlines:
        box = headline
        while held[box.getparent()] == 1:
            box = box.getparent()
        if box is not headline and _count(box) <= LONGEST_TEASER:
            rows.setdefault(box.getparent(), []).append(box)
    teasers = [box for row in rows.values() if len(row) >= FEW for box in row]
    if not teasers or _told(tree) - sum(map(_told, teasers)) < PREAMBLE:
        return False
    for box in teasers:
        box.drop_tree()
    return True


def _leads_on(headline: Any, url: str) -> bool:
    """Return whether a headline is, for the most part, a link to another page of the site."""
    links = (*headline.iter("a"), *headline.iterancestors("a"))
    if not links or 2 * _count(links[0]) < _count(headline):
        return False
    with suppress(Refused):
        there = parse_address(links[0].get("href", ""), base=url)
        path, own = (urlsplit(one).path.rstrip("/") for one in (there, url))
        return path not in ("", own) and speaks_for(url, there)
    return False


def drop_hidden(tree: Any) -> bool:
    """Take out what a page's own style hides, where more than that stands in sight.

    Args:
        tree: lxml's; it is changed.

    Returns:
        Whether there was any.
    """
    hidden = _outermost(tree, _STYLED, _is_hidden)
    unseen = sum(map(_told, hidden))
    if not hidden or _told(tree) - unseen < max(ENOUGH_WORDS, unseen):
        return False
    for element in hidden:
        element.drop_tree()
    return True


def _outermost(tree: Any, path: str, wanted: Callable[[Any], bool]) -> list[Any]:
    """Return the elements of an XPath that are wanted and stand in no other such one."""
    found: dict[Any, None] = {}
    for element in tree.xpath(path):
        own = element.tag not in ("html", "body", "head") and wanted(element)
        if own and found.keys().isdisjoint(element.iterancestors()):
            found[element] = None
    return [element for element in found if element.getparent() is not None]


def _is_hidden(element: Any) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _is_player(element: Any) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if not _PLAYER.search(names) or element.find(".//h1") is not None:
        return False
    told = [_count(p) for p in element.iter("p")]
    return max(told, default=0) < PARAGRAPH and sum(told) < ENOUGH_WORDS


def _told(element: Any) -> int:
    """Return the words of an element's paragraphs."""
    return sum(map(_count, element.iter("p")))


def _count(element: Any) -> int:
    return len("".join(element.itertext()).split())
