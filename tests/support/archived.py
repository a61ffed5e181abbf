"""Articles for an archive, and what it then holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from summarizer.archive.articles import articles_between, save_article
from summarizer.archive.store import Archive
from summarizer.domain import Article

NOW = datetime(2024, 8, 29, 12, 0, tzinfo=UTC)
TEXT = "The harbour council met on Tuesday. It voted to raise the old quay by half a metre."


def article(number: int = 0, body: str = TEXT, **fields: object) -> Article:
    defaults: dict[str, object] = {
        "title": f"Story {number}",
        "url": f"https://harbour.example/{number}",
        "source": "Harbour Gazette",
        "published": NOW - timedelta(hours=number),
    }
    return Article(text=body, **(defaults | fields))  # type: ignore[arg-type]


def save(archive: Archive, *items: Article) -> list[str]:
    with archive.begin() as connection:
        return [save_article(connection, item, now=NOW)[1] for item in items]


def stored(archive: Archive) -> list[Article]:
    with archive.begin() as connection:
        return articles_between(connection, None, None)
