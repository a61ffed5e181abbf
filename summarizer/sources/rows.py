"""Articles as rows of JSON, one a line, read as a stream."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from summarizer.domain import Article, Dropped
from summarizer.sources.decode import whole
from summarizer.sources.frontmatter import LONGEST_NAME, LONGEST_TITLE, host_of, is_web
from summarizer.text.clean import body_spans
from summarizer.text.dates import read_date
from summarizer.text.language import detect_language
from summarizer.text.words import words

MIN_WORDS = 5
"""Fewer words are no article: nothing shorter can be briefed."""


LONGEST_WORD = 100
"""Letters; a longer run of them is data, not a word."""

SAMPLE = 2_000


def too_short(text: str) -> str | None:
    """Return the reason why `text` is too short to brief, or None when it is not."""
    count = _count_words(text[:SAMPLE])
    if count < MIN_WORDS and len(text) > SAMPLE:
        count = _count_words(text)
    if count >= MIN_WORDS:
        return None
    if len(text) > SAMPLE:
        return "has almost no text"
    return f"too short to brief ({count} word{'' if count == 1 else 's'})"


def _count_words(text: str) -> int:
    return sum(len(word) <= LONGEST_WORD for word in words(text))


def read_rows(stream: BinaryIO, *, origin: str, max_bytes: int) -> Iterator[Article | Dropped]:
    """Yield an article, or the reason why not, for each row; one row is held at a time.

    Args:
        stream: bytes, a JSON object a line: `text`, and optionally `id`, `title`,
            `url`, `source`, `published`, `author`, `complete`. Empty lines are passed over.
        origin: what the reader called the stream.
        max_bytes: the longest row that is read.
    """
    number = 0
    wide = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    while line := stream.readline(max_bytes + 1):
        number += 1
        name = f"{origin}, row {number}"
        if number == 1 and line.startswith(wide):
            yield Dropped(origin, "is in UTF-16; rows are read in UTF-8")
            return
        if len(line) > max_bytes:
            while line and not line.endswith(b"\n"):
                line = stream.readline(max_bytes)
            yield Dropped(name, f"longer than the limit of {max_bytes / 1e6:g} MB")
        elif line.strip(b" \t\r\n\xef\xbb\xbf\x00"):
            yield read_row(line, name=name)


def read_row(line: bytes, *, name: str) -> Article | Dropped:
    """Return the article of one row, its text untouched, or the reason why there is none."""
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Dropped(name, "not valid UTF-8")
    except (ValueError, RecursionError) as error:
        return Dropped(name, f"not valid JSON ({_reason(error)})")
    if fault := _fault(row):
        return Dropped(name, fault)
    text: str = row["text"]
    if whole(text) == text:
        return _article(row, text, name, ())
    return _article(row, whole(text), name, ("broken characters were replaced",))


def _fault(row: object) -> str | None:
    """Return why a row is no article, or None when it is one."""
    if not isinstance(row, dict):
        return "not a JSON object with a text"
    text = row.get("text")
    if not isinstance(text, str):
        return "has no text" if text is None else "its text is not a string"
    return too_short(text) if text.strip() else "empty"


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg.lower()} at character {error.pos + 1}"
    return "nested too deeply" if isinstance(error, RecursionError) else "a number is too long"


def _article(row: dict[str, Any], text: str, name: str, notes: tuple[str, ...]) -> Article:
    url = _string(row, "url")
    if url is not None and not is_web(url):
        url, notes = None, (*notes, "its address is not a web address and is left out")
    published = read_date(row.get("published"))
    if published is None and row.get("published"):
        notes = (*notes, "its published date could not be read")
    return Article(
        text=text,
        id=_string(row, "id") or "",
        title=(_string(row, "title") or "")[:LONGEST_TITLE],
        url=url,
        source=(_string(row, "source") or host_of(url) or "")[:LONGEST_NAME] or None,
        author=(_string(row, "author") or "")[:LONGEST_NAME] or None,
        published=published,
        language=detect_language(text),
        complete=row.get("complete") is not False,
        origin=name,
        body=body_spans(text),
        notes=notes,
    )


def _string(row: dict[str, Any], key: str) -> str | None:
    """Return a row's value as one line of text; lists are joined, anything else is left out."""
    value = row.get(key)
    if isinstance(value, list):
        value = ", ".join(part for part in value if isinstance(part, str))
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    return whole(" ".join(value.split())) or None if isinstance(value, str) else None
