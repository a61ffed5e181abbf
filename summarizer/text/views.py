"""Which articles an outlet itself marks as opinion."""

from __future__ import annotations

import re

from summarizer.domain import Article

_SECTION = re.compile(
    r"\b(?:opinions?|comment is free|commentary|editorials?|op-eds?|columnists?|viewpoints?)\b"
    r"(?! (?:polls?|research|surveys?)\b)",
    re.IGNORECASE,
)
"""Of an outlet or its feed: "Velm Herald (Opinion)"."""
_LABEL = re.compile(
    r"^(?:opinion|op-ed|editorial|commentary|column|comment|viewpoint)\s*(?:[:|]|[-–—] )"
    r"|(?:\||[-–—]) (?:opinion|op-ed|editorial|commentary|comment)$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"^[a-z]+://(?:opinions?\.|[^?#]*?/(?:opinions?|commentisfree|commentary|editorials?|op-?eds?"
    r"|columnists?|columns|viewpoints?)/)",
    re.IGNORECASE,
)


def is_marked_opinion(article: Article) -> bool:
    """Return whether the headline, the outlet's section or the address says that it is opinion."""
    return bool(
        _LABEL.search(article.title)
        or _SECTION.search(article.source or "")
        or _ADDRESS.match(article.url or "")
    )
