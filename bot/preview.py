"""What the bot would post for given articles, before it was ever invited."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.format.cards import Keys, digest_pages
from bot.format.page import Page
from bot.format.preview import preview_html
from bot.prose import open_prose
from bot.workshop import no_report
from summarizer.api import Summarizer
from summarizer.domain import Article, Dropped
from summarizer.errors import NothingToBrief, StorageError
from summarizer.settings import load_settings
from summarizer.sources.files import read_paths


def preview_pages(paths: Sequence[str], *, topic: str | None, words: int, limit: int) -> list[Page]:
    """Return the messages for articles in files and folders.

    Raises:
        NothingToBrief: there is no article in them.
        ReadoutError: the model is missing, a setting is wrong.
    """
    settings = load_settings()
    read = list(read_paths(list(paths), max_bytes=settings.max_file_mb * 1_000_000))
    articles = [item for item in read if isinstance(item, Article)]
    dropped = [item for item in read if isinstance(item, Dropped)]
    if not articles:
        raise NothingToBrief("; ".join(f"{item.name}: {item.reason}" for item in dropped))
    with Summarizer(settings) as machine:
        digest = machine.digest(articles, topic, words=words, limit=limit, dropped=dropped)
        digest = open_prose(settings).put(digest, machine.embedder, no_report)
    return digest_pages(digest, Keys("preview"), title="Briefing" if topic is None else topic)


def write_page(path: Path, pages: Sequence[Page]) -> None:
    """Write the messages as a page for the browser.

    Raises:
        StorageError: it cannot be written.
    """
    try:
        path.write_text(preview_html(pages, "Readout: preview"), encoding="utf-8")
    except OSError as error:
        raise StorageError(f"cannot be written ({error.strerror})", subject=str(path)) from error
