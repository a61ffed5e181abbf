"""PDF documents to articles, by pypdf (the extra `pdf`).

Only text that the document carries is read; pictures of text are not. Where a document
comes from somebody else, this runs in a process that can be killed.
"""

from __future__ import annotations

import io
import logging
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from summarizer.domain import Article, squeeze
from summarizer.errors import NoArticle, TooLarge, Unreadable
from summarizer.sources.decode import tidy
from summarizer.sources.files import is_pdf
from summarizer.sources.frontmatter import host_of
from summarizer.sources.rows import too_short
from summarizer.text.clean import clean_text
from summarizer.text.language import detect_language

if TYPE_CHECKING:
    from pypdf import PdfReader

MAX_PAGES = 60
"""Of a document; a longer one is a book or a report, not an article."""

MAX_CHARACTERS = 400_000

_PUBLISHING_TOOLS = re.compile(r"(?i)\.(docx?|indd|qxp|pdf|tex|odt)$|^(untitled|microsoft word)")
"""Titles that a program gave, not an author."""


def read_document(
    body: bytes, *, url: str | None = None, origin: str | None = None, charset: str | None = None
) -> Article:
    """Return the article of a fetched page, in the `charset` of its header, or PDF document.

    Raises:
        SourceError: it holds no article, or cannot be read.
    """
    if is_pdf(body):
        return read_pdf(body, url=url, origin=origin)
    from summarizer.sources.pages import read_page

    return read_page(body, url=url, origin=origin, charset=charset)


def read_pdf(data: bytes, *, url: str | None = None, origin: str | None = None) -> Article:
    """Return the article in a PDF document.

    Args:
        data: the document.
        url: where it came from.
        origin: what the reader called it.

    Raises:
        Unreadable: the extra `pdf` is not installed, or the document is damaged or locked.
        TooLarge: more than `MAX_PAGES` pages.
        NoArticle: it carries no text, or too little.
    """
    subject = origin or url or "PDF document"
    reader = _open(data, subject)
    text = _text(reader, subject)
    cleaned = clean_text(tidy(text), cautious=True)
    if not cleaned.text or too_short(cleaned.text):
        raise NoArticle(
            "has no article text",
            subject=subject,
            advice="Scanned pages cannot be read; the text must be in the document.",
        )
    title, author, published = _facts(reader)
    return Article(
        text=cleaned.text,
        title=title or cleaned.title,
        title_made=not title and cleaned.title_made,
        url=url,
        source=host_of(url),
        author=author or cleaned.author,
        published=cleaned.published or published,
        language=detect_language(cleaned.text),
        complete=cleaned.complete,
        dateline=cleaned.dateline,
        origin=origin,
        body=cleaned.body,
    )


def _open(data: bytes, subject: str) -> PdfReader:
    try:
        from pypdf import PdfReader
    except ImportError as error:
        raise Unreadable(
            "is a PDF document; to read it, install the extra: pip install 'readout[pdf]'",
            subject=subject,
        ) from error
    # It warns of every small fault that it mends; what matters is raised.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        count = 0 if locked else len(reader.pages)
    except Exception as error:  # pypdf raises many kinds on damaged documents
        raise Unreadable("is a PDF document, but damaged", subject=subject) from error
    if locked:
        raise Unreadable("is a PDF document, but protected by a password", subject=subject)
    if count > MAX_PAGES:
        raise TooLarge(f"has {count:,} pages, over the limit of {MAX_PAGES}", subject=subject)
    return reader


def _text(reader: PdfReader, subject: str) -> str:
    parts: list[str] = []
    size = 0
    try:
        for page in reader.pages:
            parts.append(page.extract_text())
            size += len(parts[-1])
            if size > MAX_CHARACTERS:
                break
    except Exception as error:
        if not parts:
            raise Unreadable("is a PDF document, but damaged", subject=subject) from error
    return unwrap("\n\n".join(parts)[:MAX_CHARACTERS])


def unwrap(text: str) -> str:
    """Join the lines of a paragraph, as a page's width broke them, and words at hyphens.

    A line that ends a sentence and is clearly shorter than the widest ends its paragraph.
    """
    lines = [squeeze(line) for line in text.splitlines()]
    widest = max(map(len, lines), default=0)
    out: list[str] = []
    paragraph = ""
    for line in lines:
        if not line:
            out.append(paragraph)
            paragraph = ""
            continue
        if paragraph.endswith("-") and paragraph[-2:-1].isalpha() and line[0].islower():
            paragraph = paragraph[:-1] + line
        else:
            paragraph = f"{paragraph} {line}".strip()
        ends = line.endswith((".", "!", "?", "\u201d", '"'))
        short = len(line) < 0.8 * widest
        heading = len(line) < 0.6 * widest and not line.endswith((",", "-", ";"))
        if (ends and short) or (heading and paragraph == line):
            out.append(paragraph)
            paragraph = ""
    out.append(paragraph)
    return "\n".join(part for part in out if part)


def _facts(reader: PdfReader) -> tuple[str, str | None, datetime | None]:
    """Return (title, author, date) as the document declares them."""
    try:
        about = reader.metadata
        if about is None:
            return "", None, None
        title = squeeze(tidy(about.title or ""))[:300]
        author = squeeze(tidy(about.author or ""))[:200] or None
        made = about.creation_date
    except Exception:  # damaged metadata is no reason to lose the text
        return "", None, None
    if made is not None:
        made = made.replace(tzinfo=UTC) if made.tzinfo is None else made.astimezone(UTC)
    return ("" if _PUBLISHING_TOOLS.search(title) else title), author, made
