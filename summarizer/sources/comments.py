"""What readers wrote below an article: taken off a page, or a long discussion would pass for it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

_NAMES = (
    r"(?:user|reader|leser|article|post|story|js)?(?:comments?|replies|ugc"
    r"|talkback|disqus|coral|livefyre|commento|isso|idc"
    r"|beitrae?ge|kommentare?n?|kommentarer|kommentit"
    r"|commentaires?|comentarios?|comentários?|commenti|opmerkingen|komentarze|komentáře|yorumlar"
    r"|комментарии|коментарі)"
)
_NAMED = re.compile(rf"(?:^|[\s_:-]){_NAMES}(?=$|[\s_:-]|\d)", re.IGNORECASE)
"""In a name that a page gives to an element."""

_PERHAPS_NAMED = re.compile(
    r"(?:^|[\s_:-])(?:user|reader|leser|article|post|story|js)?"
    r"(?:reactions?|discussions?|responses|conversations?|feedback|forum)(?=$|[\s_:-]|\d)",
    re.IGNORECASE,
)
"""The same, but sections of articles have these names too, after their headings."""

_STATE = re.compile(
    r"(?:has|no)[_-]comments?|comments?[_-]?(?:open|closed|enabled|disabled|allowed|off|on|status)",
    re.IGNORECASE,
)
"""Names that say of a whole article whether it takes comments."""

_HEADING = re.compile(
    r"[\d.,]+\s+(?:comment|kommentar)"
    r"|(?:[\d.,]+\s+)?(?:(?:the|your|all|user|reader|readers['’]|leser)[\s-]?)?"
    r"(?:comments|kommentare|commentaires|vos réactions|comentarios|comentários|commenti|reacties"
    r"|kommentarer|komentarze|yorumlar|комментарии)(?:\s*[(\[]?\d[\d.,]*[)\]]?)?\s*:?",
    re.IGNORECASE,
)
_SCHEMA = "schema.org/comment"
_HEADINGS = ("h2", "h3", "h4", "h5")
_TOLD_BY = ("class", "id", "data-testid", "data-component", "aria-label", "itemprop", "itemtype")

ENOUGH_WORDS = 40
"""Words of paragraphs that stand above: comments follow an article, and are not alone on a page."""


def drop_comments(tree: Any) -> bool:
    """Take what readers wrote out of a page, where an article stands above it.

    It is told by the names that pages give to it, by schema.org and by a heading "Comments".

    Args:
        tree: lxml's; it is changed.

    Returns:
        Whether there was any.
    """
    from lxml.etree import iterwalk

    above = 0
    found: list[Any] = []
    walk = iterwalk(tree, events=("start",), tag="*")
    for _, element in walk:
        if above >= ENOUGH_WORDS and _is_comments(element):
            found.append(element)
            if element.tag in _HEADINGS:
                found += element.itersiblings()
            walk.skip_subtree()
        elif element.tag == "p":
            above += len("".join(element.itertext()).split())
    for element in dict.fromkeys(found):  # what stands below a heading is often named as well
        element.drop_tree()
    return bool(found)


def _is_comments(element: Any) -> bool:
    if element.tag in _HEADINGS:
        heading = " ".join("".join(element.itertext()).split())
        if _HEADING.fullmatch(heading) is None:
            return False
        return any(map(str.isdigit, heading)) or _is_in_pieces(list(element.itersiblings("*")))
    names = " ".join([element.tag, *(element.get(key) or "" for key in _TOLD_BY)])
    if not _may_be_comments(names):
        return False
    if _SCHEMA in names.lower():
        return True
    named = _NAMED.search(names) or (_PERHAPS_NAMED.search(names) and _is_in_pieces([element]))
    if not named or _STATE.search(names):
        return False
    return element.find(".//h1") is None and element.find(".//*[@itemprop='articleBody']") is None


@lru_cache(maxsize=4_096)
def _may_be_comments(names: str) -> bool:
    """Whether an element of these names is looked at closely: most names of a page come again."""
    found = _NAMED.search(names) or _PERHAPS_NAMED.search(names)
    return found is not None or _SCHEMA in names.lower()


def _is_in_pieces(elements: list[Any]) -> bool:
    """Return whether paragraphs stand by ones and twos, as those of many people do.

    A section of an article holds its own side by side.
    """
    paragraphs = [p for element in elements for p in element.iter("p")]
    parents = {p.getparent() for p in paragraphs}
    return not paragraphs or len(paragraphs) <= 2 * len(parents) > 2


def within_body(text: str, body: str) -> str:
    """Return a page's text up to where the article that the page itself declares ends.

    Only a larger text behind it goes, which could be nothing but others' words; a body that gives
    no more than the first paragraphs, or breaks off, says nothing of where the article ends.

    Args:
        text: lines, as they stand on the page.
        body: `articleBody` of the page's linked data.
    """
    if not body.rstrip().endswith(_ENDS):
        return text
    lines, told = text.split("\n"), " ".join(body.split())
    held = [n for n, line in enumerate(lines) if line.strip() and " ".join(line.split()) in told]
    if len(held) < FEWEST_LINES:
        return text
    kept, rest = lines[: held[-1] + 1], lines[held[-1] + 1 :]
    size, more = (sum(len(line.split()) for line in part) for part in (kept, rest))
    return "\n".join(kept) if more > size else text


_ENDS = (".", "!", "?", "”", '"', "»", "。", "！", "？")
FEWEST_LINES = 3
"""Lines of a declared body; fewer are what a page shows of an article that it sells."""
