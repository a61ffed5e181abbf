"""What stands in a page's source and is no article: hidden boxes, players' buttons, mere links."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from summarizer.domain import squeeze
from summarizer.sources.flow import lines_in

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
