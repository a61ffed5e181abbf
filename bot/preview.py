"""What the bot would post for given articles, before it was ever invited."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bot.format.cards import Keys, digest_pages
from bot.format.page import Page
from bot.format.preview import preview_html
from bot.prose import open_prose
from bot.workshop import no_report
from summarizer.api import Summarizer
from summarizer.domain import Article, Dropped, Window
from summarizer.errors import NothingToBrief, StorageError, reason_of
from summarizer.lookup import path_of
from summarizer.settings import Settings, load_settings
from summarizer.sources.files import read_paths
from summarizer.tongue import tongue_of


def preview_pages(
    paths: Sequence[str], *, topic: str | None, words: int, limit: int, language: str | None = None
) -> list[Page]:
    """Return the messages for articles in files and folders, or of feeds and sites.

    Args:
        paths: paths and web addresses.
        topic: only what is said on this.
        words: of a story.
        limit: most stories.
        language: of the bot's own words; None: as set.

    Raises:
        NothingToBrief: there is no article in them.
        ReadoutError: the model is missing, a setting is wrong.
    """
    settings = load_settings()
    addresses = [item for item in paths if is_address(item)]
    rest = [item for item in paths if item not in addresses]
    read: list[Article | Dropped] = fetched(addresses, settings) if addresses else []
    if rest:
        read += read_paths(rest, max_bytes=settings.max_file_mb * 1_000_000)
    articles = [item for item in read if isinstance(item, Article)]
    dropped = [item for item in read if isinstance(item, Dropped)]
    if not articles:
        raise NothingToBrief("; ".join(f"{item.name}: {item.reason}" for item in dropped))
    with Summarizer(settings) as machine:
        digest = machine.digest(articles, topic, words=words, limit=limit, dropped=dropped)
        digest = open_prose(settings).put(digest, machine.embedder, no_report)
    tongue = tongue_of(language or settings.language, digest.articles)
    title = tongue.say("Briefing") if topic is None else topic
    return digest_pages(digest, Keys("preview"), title=title, tongue=tongue)


def is_address(text: str) -> bool:
    """Return whether an argument is a web address: what is no path, and reads like a host."""
    if text.lower().startswith(("http://", "https://")):
        return True
    if path_of(text) is not None:
        return False
    alone = not set(text) & set("/?:")  # "notes.md" is a file that is missing
    return bool(HOST.match(text)) and not (alone and text.lower().endswith(FILE_ENDINGS))


HOST = re.compile(
    r"(?:(?:[\w-]+\.)+[^\W\d_]{2,}|(?:\d{1,3}\.){3}\d{1,3}|localhost(?=:))(?::\d+)?(?:[/?]|$)",
    re.IGNORECASE,
)
FILE_ENDINGS = (".txt", ".md", ".html", ".htm", ".pdf", ".jsonl")


def fetched(addresses: Sequence[str], settings: Settings) -> list[Article | Dropped]:
    """Return the newest articles of feeds and sites; nothing of them is kept.

    Raises:
        StorageError: there is no room for a passing archive.
    """
    from summarizer.library import Library

    with tempfile.TemporaryDirectory(prefix="readout-") as folder:
        passing = settings.model_copy(update={"data_dir": Path(folder), "database_url": ""})
        with Library(passing) as library:
            whole = [item if "://" in item else f"https://{item}" for item in addresses]
            added = library.add(whole)
            came = library.fetch(everything=True)
            articles = library.articles(Window())[:MOST_ARTICLES]
    problems = [Dropped(item.address, item.error) for item in added if item.error]
    problems += [Dropped(item.source.name, item.error) for item in came if item.error]
    return [*articles, *problems]


MOST_ARTICLES = 300
"""As the bot reads for a briefing by default."""


def write_page(path: Path, pages: Sequence[Page]) -> None:
    """Write the messages as a page for the browser.

    Raises:
        StorageError: it cannot be written.
    """
    try:
        path.write_text(preview_html(pages, "Readout: preview"), encoding="utf-8")
    except OSError as error:
        raise StorageError(f"cannot be written ({reason_of(error)})", subject=str(path)) from error
