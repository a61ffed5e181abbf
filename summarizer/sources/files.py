"""Paths, folders and standard input to articles, or to the reasons why not."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePath
from typing import BinaryIO

from summarizer.domain import Article, Dropped
from summarizer.errors import SourceError
from summarizer.sources.decode import decode, tidy
from summarizer.sources.frontmatter import Facts, host_of, split_front_matter
from summarizer.sources.kinds import FEED, FEED_LIST, other_kind
from summarizer.sources.listing import (
    MARKDOWN,
    PAGES,
    ROWS,
    TEXT,
    list_files,
    shown_path,
    words_for,
)
from summarizer.sources.markdown import plain_markdown
from summarizer.sources.rows import read_rows, too_short
from summarizer.sources.stream import tell_rows
from summarizer.text.clean import clean_text
from summarizer.text.dates import read_date
from summarizer.text.furniture import Repeats
from summarizer.text.language import detect_language

_NOT_TEXT = frozenset({".json", ".csv", ".tsv"})
_XML_FILES = {".xml": FEED, ".rss": FEED, ".atom": FEED, ".opml": FEED_LIST}

_START = rb"(?:\xef\xbb\xbf)?\s*(?:<!--(?:(?!-->).)*-->\s*)*"
_XML = re.compile(_START + rb"<\?xml\b", re.DOTALL)
_PAGE = re.compile(
    _START
    + rb"<(?:!doctype\s+html|html|head|body|meta|title|link|article|main|section|div|p|h[1-6])"
    rb"[\s>]",
    re.DOTALL,
)
"""How a page begins, or a part of one: the tags <html> and <body> may be left out."""

_DATED = re.compile(r"((?:19|20)\d\d-[01]\d-[0-3]\d)[-_.]")

STDIN = "standard input"

Progress = Callable[[int, int], None]


def read_paths(
    paths: Iterable[str | Path],
    *,
    max_bytes: int,
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
) -> Iterator[Article | Dropped]:
    """Yield each article in the order of the paths, folders sorted, or why it was not read.

    Args:
        paths: files (.txt, .md, .html, .jsonl, .pdf), folders of them, or "-" for `stdin`.
        max_bytes: the largest file, or row of a .jsonl file, that is read.
        stdin: the bytes behind "-".
        progress: called with (files done, files in all).

    Nothing is raised for what cannot be read; each gives a `Dropped` with the reason in
    words. Memory holds one article at a time, and counts of short lines where three or
    more bare texts are read (lines that they share are page furniture).
    """
    yield from read_files(list_files(paths), max_bytes=max_bytes, stdin=stdin, progress=progress)


def read_files(
    found: Sequence[str | Dropped],
    *,
    max_bytes: int,
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
) -> Iterator[Article | Dropped]:
    """Yield the articles of the files that `list_files` found, as `read_paths` does."""
    repeated = _repeated_lines(found, max_bytes)
    for done, item in enumerate(found):
        if progress is not None:
            progress(done, len(found))
        if isinstance(item, Dropped):
            yield item
        elif item == "-":
            yield from _read_stream(stdin, max_bytes)
        else:
            yield from _read_file(item, max_bytes, repeated)
    if progress is not None:
        progress(len(found), len(found))


def _repeated_lines(found: Sequence[str | Dropped], max_bytes: int) -> Collection[str]:
    """Return the lines that three or more of the bare texts share."""
    texts = [
        item
        for item in found
        if isinstance(item, str) and Path(item).suffix.lower() in TEXT and Path(item).is_file()
    ]
    repeats = Repeats()
    if len(texts) >= repeats.NEEDED:
        for path in texts:
            try:
                data = _load(path, max_bytes)
                repeats.add(tidy(decode(data, subject=path)[0]))
            except (OSError, SourceError, ValueError):
                continue
    return repeats.lines()


def _load(path: str, max_bytes: int) -> bytes:
    """Return a file's bytes; its size is looked at before anything is read."""
    status = Path(path).stat()
    if status.st_size > max_bytes:
        raise SourceError(
            f"{status.st_size / 1e6:,.0f} MB, over the limit of {max_bytes / 1e6:g} MB"
        )
    with Path(path).open("rb") as file:
        data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise SourceError(f"over the limit of {max_bytes / 1e6:g} MB")
    return data


def _read_file(path: str, max_bytes: int, repeated: Collection[str]) -> Iterator[Article | Dropped]:
    """Yield what one file holds; a fault while reading becomes a ledger line."""
    name = shown_path(path)
    suffix = Path(path).suffix.lower()
    try:
        if suffix in ROWS:
            with Path(path).open("rb") as file:
                yield from _rows(file, name, max_bytes)
        elif suffix in _XML_FILES:
            yield Dropped(name, _XML_FILES[suffix])
        elif suffix in _NOT_TEXT:
            yield Dropped(name, f"{suffix} files are not read, only .txt, .md, .html and .jsonl")
        else:
            data = _load(path, max_bytes)
            yield read_bytes(data, origin=name, suffix=suffix, repeated=repeated)
    except SourceError as error:
        yield Dropped(name, _why(error))
    except (OSError, ValueError) as error:
        yield Dropped(name, words_for(error))


def _why(error: SourceError) -> str:
    """Return what is wrong, and what to do, as one line of a ledger."""
    advice = error.advice.rstrip(".")
    return f"{error.problem}; {advice[:1].lower()}{advice[1:]}" if advice else error.problem


def _rows(file: BinaryIO, name: str, max_bytes: int) -> Iterator[Article | Dropped]:
    empty = True
    for row in read_rows(file, origin=name, max_bytes=max_bytes):
        empty = False
        yield row
    if empty:
        yield Dropped(name, "empty")


def _read_stream(stdin: BinaryIO | None, max_bytes: int) -> Iterator[Article | Dropped]:
    """Yield what standard input holds: rows, a page or a text."""
    if stdin is None:
        yield Dropped(STDIN, "nothing to read")
        return
    try:
        are_rows, stream = tell_rows(stdin, max_bytes)
        if are_rows:
            yield from read_rows(stream, origin=STDIN, max_bytes=max_bytes)
            return
        data = stream.read(max_bytes + 1)
        if len(data) > max_bytes:
            yield Dropped(STDIN, f"over the limit of {max_bytes / 1e6:g} MB")
        else:
            yield read_bytes(data, origin=STDIN)
    except SourceError as error:
        yield Dropped(STDIN, _why(error))
    except (OSError, ValueError) as error:
        yield Dropped(STDIN, words_for(error))


def read_bytes(
    data: bytes, *, origin: str, suffix: str = "", repeated: Collection[str] = ()
) -> Article | Dropped:
    """Return the article in a file's bytes, or the reason why there is none.

    Args:
        data: all of the file.
        origin: what the reader called it.
        suffix: its ending in lower case; "" lets the bytes tell.
        repeated: lines known as furniture (see `Repeats`).

    Raises:
        SourceError: the bytes are no text, or a page without an article.
    """
    if not data.strip():
        return Dropped(origin, "empty")
    if is_pdf(data):
        from summarizer.sources.pdf import read_pdf

        return read_pdf(data, origin=origin)
    if suffix in PAGES or (suffix not in TEXT and _is_page(data)):
        from summarizer.sources.pages import read_page

        return read_page(data, origin=origin)
    text, notes = decode(data, subject=origin)
    if other := other_kind(text):
        return Dropped(origin, other)
    facts, text = split_front_matter(tidy(text))
    if suffix not in MARKDOWN:
        return _article(text, facts, origin, notes, repeated)
    title, text = plain_markdown(text)
    facts = replace(
        facts,
        title=facts.title or title,
        published=facts.published or _dated_name(origin),
    )
    return _article(text, facts, origin, notes, repeated, written=True)


def _dated_name(origin: str) -> str | None:
    """Return the day that a post's file name begins with, as blogs are kept."""
    match = _DATED.match(PurePath(origin).name)
    return match[1] if match else None


def is_pdf(data: bytes) -> bool:
    """Return whether the bytes are a PDF document: its mark is near their start."""
    return b"%PDF-" in data[:1_024]


def _is_page(data: bytes) -> bool:
    head = data[:5_000].lower()
    return _PAGE.match(head) is not None or (_XML.match(head) is not None and b"<html" in head)


def _article(
    text: str,
    facts: Facts,
    origin: str,
    notes: tuple[str, ...],
    repeated: Collection[str],
    *,
    written: bool = False,
) -> Article | Dropped:
    """Return the article in a text; `written` says that its author wrote the file, no scraper."""
    cleaned = clean_text(text, repeated=repeated, cautious=written)
    if not cleaned.text and repeated:
        # Notices of one mould (weather, results) share all their lines but for the numbers.
        cleaned = clean_text(text, cautious=written)
    if not cleaned.text:
        blank = not text.strip()
        return Dropped(origin, "empty" if blank else "has no article text, only menus and links")
    if short := too_short(cleaned.text):
        return Dropped(origin, short)
    published = read_date(facts.published)
    if published is None and facts.published:
        notes = (*notes, "its published date could not be read")
    return Article(
        text=cleaned.text,
        title=facts.title or cleaned.title,
        title_made=not facts.title and cleaned.title_made,
        url=facts.url,
        source=facts.source or host_of(facts.url),
        author=facts.author or cleaned.author,
        published=published or cleaned.published,
        language=detect_language(cleaned.text),
        complete=cleaned.complete,
        dateline=cleaned.dateline,
        origin=origin,
        body=cleaned.body,
        notes=notes,
    )
