"""HTML pages to articles."""

from __future__ import annotations

from summarizer.domain import Article
from summarizer.errors import NoArticle


def read_page(html: bytes, *, url: str | None = None, origin: str | None = None) -> Article:
    """Return the article of an HTML page."""
    import trafilatura

    text = trafilatura.extract(html, url=url, include_comments=False, include_tables=False)
    if not text:
        raise NoArticle("holds no article text", subject=origin or url or "page")
    return Article(text=text, url=url, origin=origin)
