"""What an address that somebody named turns out to be: a feed, a site with one, a page."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from summarizer.archive.sources import SourceKind
from summarizer.entries import Reader, read_answer
from summarizer.errors import NoArticle, NotFound, ReadoutError, Refused
from summarizer.sources.discover import announced_feeds, leads_to, usual_feeds
from summarizer.sources.feeds import Feed, parse_feed
from summarizer.sources.guard import parse_address
from summarizer.sources.sites import spellings
from summarizer.sources.web import Fetched


@dataclass(frozen=True, slots=True)
class Found:
    """What an address turned out to be."""

    kind: SourceKind
    url: str
    title: str


def path_of(text: str) -> Path | None:
    """Return the file or folder that a text names; None where there is none, or can be none."""
    try:
        path = Path(text).expanduser()
        return path if text.strip() and path.exists() else None
    except RuntimeError:  # "~who" of whom the machine knows nothing
        return None
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:  # as many an address is
            return None
        raise


def no_address(text: str) -> ReadoutError | None:
    """Return what is wrong with a text that can be no address, but may be meant as a path."""
    path = path_of(text)
    if path is not None and path.is_file():
        return Refused(
            "is a file, not a source",
            subject=text,
            advice="Name its folder to have it watched; 'readout sources import' reads OPML.",
        )
    if "://" not in text and (text.startswith((".", "~")) or Path(text).is_absolute()):
        return NotFound("there is no such folder", subject=text)
    if text.strip() and not set(text) & set(".:/"):
        return NotFound(
            "there is no such folder, and it is not an address",
            subject=text,
            advice="An address looks like https://example.org.",
        )
    return None


async def find_source(reader: Reader, address: str) -> Found:
    """Tell whether an address is a feed, a site with a feed, or a single page.

    A site's own announcement is believed first, then the usual places are tried.

    Raises:
        ReadoutError: the address cannot be fetched, or is neither.
    """
    answer = await reader.fetcher.fetch(address)
    found = await _as_feed(reader, address, answer)
    if found is not None:
        return found
    onward = await reader.worker.run(leads_to, answer.body, url=answer.url)
    if onward is not None and onward != answer.url:
        address, answer = onward, await reader.fetcher.fetch(onward)
        if found := await _as_feed(reader, address, answer):
            return found
    announced = await reader.worker.run(announced_feeds, answer.body, url=answer.url)
    guesses = announced or (usual_feeds(answer.url) if _is_front_page(answer.url) else ())
    for candidate in guesses:
        try:
            found = await _as_feed(reader, candidate, await reader.fetcher.fetch(candidate))
        except ReadoutError:
            continue
        if found is not None:
            return found
    page = await read_answer(reader, answer)
    return Found("page", _lasting(address, answer), page.title)


async def _as_feed(reader: Reader, asked: str, answer: Fetched) -> Found | None:
    try:
        feed: Feed = await reader.worker.run(
            parse_feed, answer.body, url=answer.url, now=reader.now, charset=answer.charset
        )
    except NoArticle:
        return None
    return Found("feed", _lasting(asked, answer), feed.title)


def _lasting(asked: str, answer: Fetched) -> str:
    """Return where a source is read from now on.

    What a redirect leads to for the moment may be signed for an hour; it is believed where
    it is for good, or only another writing of the same address.
    """
    address = parse_address(asked)
    same = answer.url in spellings(address)
    return answer.moved_to or (answer.url if same else address)


def _is_front_page(url: str) -> bool:
    return urlsplit(url).path.strip("/") == ""
