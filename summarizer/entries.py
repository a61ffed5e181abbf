"""From a feed's entries to articles: which are read, and whose words they are.

An entry that carries its article is taken as it is; for a teaser its page is fetched, and
the better of the two is kept. What cannot be read now, because a page does not answer or
the time is up, keeps its excerpt and is left for the next fetch.
"""

from __future__ import annotations

import asyncio
import random
import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from summarizer.archive.entries import seen_entries
from summarizer.archive.sources import Source
from summarizer.archive.store import Archive
from summarizer.domain import Article, Dropped, make_id
from summarizer.errors import NoArticle, NotNow, ReadoutError, StorageError
from summarizer.lengths import count_words
from summarizer.sources.body import FetchFailed
from summarizer.sources.feeds import Entry, Feed
from summarizer.sources.guard import shown_address
from summarizer.sources.pdf import read_document
from summarizer.sources.sites import site_of, speaks_for
from summarizer.sources.web import KEPT_OUT, Fetched, Fetcher
from summarizer.sources.worker import ParserEnded, ParseWorker
from summarizer.text.clean import Cleaned, clean_text
from summarizer.text.language import detect_language

FIRST_ENTRIES, FIRST_AGE = 10, timedelta(days=2)
"""Of a feed that was just added: the ten newest entries of two days, so that nobody is
flooded with its past."""

MORE_ENTRIES = 50
"""New entries read in one later fetch; what is left comes with the next."""

PAGES_SECONDS = 240.0
"""For all the pages of one feed in one fetch; fifty slow ones would take half an hour."""

TIRED = 2
"""Failures in a row after which a host is asked for no more pages in this fetch."""

RETRY_AGE = timedelta(days=1)
"""A page that failed is tried again with each fetch until its entry is so old; one without a
date, so long after the first try."""

SAME_LENGTH = 0.8
"""A page with at least this share of the words in the feed confirms that they are all."""

NAMELESS = ("news.google.com",)
"""Hosts whose pages lead on by a script alone: nobody else is told where an article stands."""

MIN_EXCERPT_WORDS = 15
"""A feed's summary shorter than this says nothing that could be briefed."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What gathering reads with: the archive, the web, the parser, the moment."""

    archive: Archive
    fetcher: Fetcher
    worker: ParseWorker
    now: datetime
    spread: Callable[[], float] = random.random


@dataclass(frozen=True, slots=True)
class Chosen:
    """The entries to read, those to pass over for good, and whether more wait.

    `known` are those that were read before and are not read again, with their articles' ids;
    `again` those that are.
    """

    read: tuple[Entry, ...]
    passed: tuple[Entry, ...] = ()
    more: bool = False
    known: dict[Entry, str] = field(default_factory=dict)
    again: dict[Entry, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """What an entry gave.

    Attributes:
        entry: which.
        article: its article, or why there is none.
        via: the site that carried the words, where it is not the address's own.
        later: its page did not answer; it is tried again.
        place: where on its page it stands, as a fragment, if others stand there too.
        kept_out: its page was not read, since its site's robots.txt asks for that.
    """

    entry: Entry
    article: Article | Dropped
    via: str | None = None
    later: bool = False
    place: str = ""
    kept_out: bool = False


def entry_name(entry: Entry) -> str:
    """Return what an entry is known by: feeds were seen that give all their items one id."""
    return "\x1f".join((entry.key, entry.url or "", entry.title if not entry.url else ""))


def page_name(entry: Entry) -> str | None:
    """Return what an entry is known by when the feed gives it a new id; None without page."""
    return f"page\x1f{entry.url}" if entry.url else None


def excerpt_name(entry: Entry) -> str | None:
    """Return what it is known by that an excerpt stands in for its page.

    None for an entry that carries its text, or names no page.
    """
    return None if entry.full or entry.url is None else f"excerpt\x1f{entry.url}"


_FRAGMENT = re.compile(r"#([\w.:~-]{1,100})$", re.ASCII)


def place_name(entry: Entry) -> str:
    """Return a fragment for an entry whose page holds others too: its own, else one made up."""
    found = _FRAGMENT.search(entry.key)
    if found and (entry.url or "").endswith(entry.key[: found.start()]):
        return found[1]
    return f"entry={make_id(entry.key, entry.title if entry.key == entry.url else '')}"


def choose_entries(reader: Reader, source: Source, feed: Feed) -> Chosen:
    """Return which entries to read, newest first.

    An entry that was read before is looked at again only when the feed carries its text, names no
    page, or corrected the excerpt that stands in for its page: that costs no request and shows what
    was rewritten.
    """
    known = _known(reader, source, feed)
    unseen = [entry for entry in feed.entries if entry not in known]
    if source.health.last_success is not None:
        corrected = _corrected(reader, source, known)
        told = (e for e in feed.entries if e.full or e.url is None or e in corrected)
        again = {entry: name for entry in told if (name := known.get(entry))}
        rest = {entry: name for entry, name in known.items() if name and entry not in again}
        read = (*unseen[:MORE_ENTRIES], *again)
        return Chosen(read, more=len(unseen) > MORE_ENTRIES, known=rest, again=again)
    oldest = reader.now - FIRST_AGE
    recent = [e for e in unseen if e.published is None or e.published >= oldest]
    chosen = (recent or unseen[:1])[:FIRST_ENTRIES]
    return Chosen(tuple(chosen), tuple(entry for entry in unseen if entry not in chosen))


def _known(reader: Reader, source: Source, feed: Feed) -> dict[Entry, str | None]:
    """Return the entries that the feed has shown before, each with its article's id."""
    shared = _shared(feed)
    pages = {e: name for e in feed.entries if e.url not in shared and (name := page_name(e))}
    names = [entry_name(entry) for entry in feed.entries]
    with reader.archive.read() as connection:
        seen = seen_entries(connection, source.id, [*names, *pages.values()])
    known: dict[Entry, str | None] = {}
    for entry, name in zip(feed.entries, names, strict=True):
        for one in (name, pages.get(entry)):
            if one is not None and one in seen:
                known[entry] = known.get(entry) or seen[one]
    return known


def _corrected(reader: Reader, source: Source, known: Iterable[Entry]) -> set[Entry]:
    """Return the entries whose excerpts stand in for their pages and are worded anew."""
    names = {entry: name for entry in known if (name := excerpt_name(entry))}
    with reader.archive.read() as connection:
        told = seen_entries(connection, source.id, names.values())
    return {e for e, name in names.items() if name in told and told[name] != make_id(e.text)}


def headlines(feed: Feed, known: Mapping[Entry, str], *, address: str) -> dict[str, str]:
    """Return the headlines that a feed shows now for articles that were read before, by id.

    Left out is what tells no headline of one article: entries that share a page or an article,
    and links to other sites, whose pages have headlines of their own.
    """
    shared, told = _shared(feed), Counter(known.values())
    return {
        name: entry.title
        for entry, name in known.items()
        if entry.title and entry.url and entry.url not in shared and told[name] == 1
        if speaks_for(address, entry.url)
    }


def _shared(feed: Feed) -> set[str | None]:
    """Return the addresses of pages that several entries stand on."""
    counts = Counter(entry.url for entry in feed.entries)
    return {url for url, count in counts.items() if count > 1}


@dataclass(slots=True)
class _Patience:
    """How long the pages of one feed may still take, and which hosts have failed.

    `ended` counts the pages that took the parser down: all sources share it, and wait meanwhile.
    """

    until: float
    failed: Counter[str] = field(default_factory=Counter)
    ended: int = 0

    def why_not(self, host: str) -> str | None:
        """Return why a host is not asked any more in this fetch, or None."""
        if self.ended >= TIRED:
            return "pages of this feed are too much for the parser; it is tried again later"
        if self.failed[host] >= TIRED:
            return "its site did not answer; it is tried again with the next fetch"
        if asyncio.get_running_loop().time() >= self.until:
            return "there was no time left for it; it is tried again with the next fetch"
        return None

    def hear(self, host: str, error: ReadoutError | None) -> None:
        """Count a failure that may pass, or forget the earlier ones."""
        if error is None:
            self.failed[host] = 0
        else:
            self.failed[host] += TIRED if getattr(error, "retry_after", None) else 1


async def read_entries(
    reader: Reader,
    source: Source,
    feed: Feed,
    entries: Sequence[Entry],
    *,
    address: str,
    again: Container[Entry] = (),
) -> list[Told]:
    """Return what each entry gave, in their order.

    Args:
        reader: what to read with.
        source: whose title the articles get.
        feed: the entries' feed.
        entries: those to read.
        address: where the feed was really read from.
        again: those that were read before; their pages are not asked for.

    Raises:
        StorageError: the archive cannot be read.
    """
    patience = _Patience(asyncio.get_running_loop().time() + PAGES_SECONDS)
    # Where another site answers for the source, it has the name that it gives itself.
    named = source.title if speaks_for(source.url, address) else ""
    whole = replace(source, title=named or feed.title)
    shared = _shared(feed)
    told = [
        await _read_entry(reader, whole, feed, entry, address, None if entry in again else patience)
        for entry in entries
    ]
    return [
        replace(one, place=place_name(one.entry))
        if one.entry.full and one.entry.url in shared
        else one
        for one in told
    ]


async def _read_entry(
    reader: Reader,
    source: Source,
    feed: Feed,
    entry: Entry,
    address: str,
    patience: _Patience | None,
) -> Told:
    """Return the entry's article: its own text, its page's, whichever holds more.

    Without patience its page is not asked for.
    """
    own = entry.url is None or speaks_for(address, entry.url)
    via = None if own else site_of(address)
    if entry.full or entry.url is None or patience is None:
        words = await _own_words(reader, entry, source, feed, complete=entry.full)
        return Told(entry, words, via)
    host = urlsplit(entry.url).netloc
    why, later = patience.why_not(host), True
    if host in NAMELESS:
        why, later = f"{host} does not say where the article is; add the outlet's own feed", False
    if why is None:
        try:
            answer = await reader.fetcher.fetch(entry.url, obey_robots=True)
            page = await read_answer(reader, answer)
            patience.hear(host, None)
        except StorageError:
            raise
        except (FetchFailed, NotNow) as error:
            patience.hear(host, error)
            why = error.problem
        except ReadoutError as error:
            if isinstance(error, NoArticle):
                patience.hear(host, None)
            patience.ended += isinstance(error, ParserEnded)
            why, later = error.problem, False
    if why is not None:
        article = await _own_words(reader, entry, source, feed, complete=False, why=why)
        return Told(entry, article, via, later, kept_out=why == KEPT_OUT)
    share = count_words(page.text) / max(1, count_words(entry.text))
    if share < 1:  # far less than the feed's excerpt: a log-in wall or a notice
        complete = page.complete and share >= SAME_LENGTH
        words = await _own_words(reader, entry, source, feed, complete=complete)
        return Told(entry, words, via)
    return Told(entry, _with_entry(page, entry, source, reader.now, address), via)


def _with_entry(page: Article, entry: Entry, source: Source, now: datetime, feed: str) -> Article:
    """Return the page's article with what the entry knows better.

    A stranger's feed knows nothing better: it may not rename another site's article.
    """
    url = page.url or entry.url or ""
    page = replace(page, url=url, fetched=now, author=page.author or entry.author or None)
    if speaks_for(feed, url):
        return replace(
            page,
            title=entry.title or page.title,
            title_made=page.title_made and not entry.title,
            source=source.title or page.source,
            published=entry.published or page.published,
        )
    made = page.title_made and bool(entry.title)
    return replace(
        page,
        title=entry.title if made else page.title,
        title_made=page.title_made and not made,
        source=page.source or source.title or None,
        published=page.published or entry.published,
    )


async def read_answer(reader: Reader, answer: Fetched) -> Article:
    """Return the article of a fetched page or document, parsed in the worker."""
    article: Article = await reader.worker.run(
        read_document,
        answer.body,
        url=answer.url,
        origin=shown_address(answer.url),
        charset=answer.charset,
    )
    return article


async def _own_words(
    reader: Reader, entry: Entry, source: Source, feed: Feed, *, complete: bool, why: str = ""
) -> Article | Dropped:
    """Return the article of what the feed itself carries, cleaned as a page's text is."""
    if count_words(entry.text) < MIN_EXCERPT_WORDS:
        reason = f"its page: {why}" if why else "the feed gives no text and no page"
        return Dropped(entry.title or shown_address(entry.url or "entry"), reason)
    cleaned: Cleaned = await reader.worker.run(clean_text, entry.text, cautious=True)
    text = cleaned.text or entry.text
    return Article(
        text=text,
        title=entry.title or cleaned.title,
        title_made=cleaned.title_made and not entry.title,
        url=entry.url,
        source=source.title or feed.title or None,
        author=entry.author or cleaned.author,
        published=entry.published or cleaned.published,
        # Systems name English by default, whatever is written in them.
        language=detect_language(text) or feed.language,
        complete=complete and cleaned.complete,
        dateline=cleaned.dateline,
        origin=shown_address(entry.url) if entry.url else None,
        body=cleaned.body if cleaned.text else None,
    )
