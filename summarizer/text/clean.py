"""Bare scraped text to a clean article; body spans for a text that must not change."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from summarizer.domain import Span
from summarizer.text.header import (
    find_author,
    find_dateline,
    find_published,
    find_title,
    make_title,
)
from summarizer.text.lines import paragraph_spans


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """What was found in a bare text.

    Attributes:
        text: the body's paragraphs, one a line.
        title: the headline, or a title made from the lead.
        title_made: the title was made.
        author: the byline without its "By".
        published: when the text says that it appeared (UTC).
        dateline: the place that the body opens with.
        complete: False where an access notice says that this is a preview.
        dropped_lines: the furniture, in order.
    """

    text: str
    title: str = ""
    title_made: bool = False
    author: str | None = None
    published: datetime | None = None
    dateline: str | None = None
    complete: bool = True
    dropped_lines: tuple[str, ...] = ()


def clean_text(raw: str, *, repeated: Collection[str] = ()) -> Cleaned:
    """Return the article in a bare text."""
    lines = [" ".join(raw[start:end].split()) for start, end in paragraph_spans(raw)]
    long = [i for i, line in enumerate(lines) if len(line) > 150] or [0]
    above = lines[: long[0]]
    body = "\n".join(lines[long[0] :])
    title = find_title(above, body)
    return Cleaned(
        text=body,
        title=above[title] if title is not None else make_title(body),
        title_made=title is None,
        author=find_author(above),
        published=find_published(above),
        dateline=find_dateline(body),
    )


def body_spans(text: str) -> tuple[Span, ...]:
    """Return the spans of `text` that are article rather than furniture, in order."""
    return tuple(paragraph_spans(text))
