"""The text that `readout check` is asked about: plain, a web page, or rows of JSON."""

from __future__ import annotations

import re
from pathlib import Path

from summarizer.cli.inputs import STDIN, standard_input

_NUMBER = r"\[\d{1,3}(?:[ ]?[,–-][ ]?\d{1,3})*\]"
_RUN = rf"{_NUMBER}(?:[ \u00a0]?{_NUMBER})*"
_AFTER_WORD = r"(?:(?<=[^\s\"'“‘«(\[])|(?<=[.!?…,][\"']))"
_AFTER_SENTENCE = r"(?<=[.!?…。！？\"”’»)])[ \u00a0]"
_BEFORE_STOP = rf"(?<=\w)[ \u00a0]{_RUN}(?=[ \t]*$|[.,;:!?…])"
_CITED = re.compile(
    rf"(?:{_AFTER_WORD}{_RUN}|{_AFTER_SENTENCE}{_RUN}(?!\S)|{_BEFORE_STOP})([.,;:!?…]?)",
    re.MULTILINE,
)
"""The numbers of sources behind what they bear out; not "[12] of them" within a quotation."""

_MARK = r"[•*–-][ \t]"
_ITEM = re.compile(rf"^([ \t]*){_MARK}.*(?:\n\1[ \t]+(?!{_MARK})\S.*)+", re.MULTILINE)
"""A list item whose wrapped lines are set in below its first."""

_PLACE = re.compile(r"^[ \t]*(?=[!-~]*\w[./][!-~]*\w)[!-~]*\w/?[ \t]*$", re.MULTILINE)
"""A file's name or an address on a line of its own, which states nothing."""


def read_summary(name: str, max_mb: int) -> str:
    """Return the text to check: what a reader would see of the file.

    Of a web page (`.html`, `.htm`) or Markdown (`.md`) that is its words; of rows (`.jsonl`)
    each one's `summary`, or else its `text`; of anything else the file, each list item on one
    line. Where "[3]" names a source there are blanks: it is no number that the sources must hold.

    Raises:
        SourceError: it cannot be read, is too large, is not what its name says or is empty.
    """
    from summarizer.errors import NoArticle
    from summarizer.sources.decode import decode

    shown = "standard input" if name == STDIN else name
    text = decode(_bytes_of(name, max_mb * 1_000_000), subject=shown)[0]
    ending = Path(name).suffix.lower()
    if ending in (".html", ".htm"):
        text = _seen(text)
    elif ending in (".md", ".markdown"):
        from summarizer.sources.markdown import plain_markdown

        text = "\n\n".join(plain_markdown(text))
    elif ending == ".jsonl":
        text = _rows(text, name)
    else:
        text = _ITEM.sub(lambda item: re.sub(r"\n[ \t]+", " ", item[0]), _PLACE.sub("", text))
    if not text.strip():
        raise NoArticle("holds no text to check", subject=shown)
    return _CITED.sub(lambda mark: mark[1].ljust(len(mark[0])), text)


def _bytes_of(name: str, most: int) -> bytes:
    from summarizer.errors import NotFound, TooLarge, Unreadable
    from summarizer.sources.listing import words_for

    try:
        if name == STDIN:
            data = standard_input().read(most + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(most + 1)
    except FileNotFoundError:
        raise NotFound("not found", subject=name) from None
    except IsADirectoryError:
        raise Unreadable(
            "is a folder", subject=name, advice="Name one file to check; folders go to --sources."
        ) from None
    except (OSError, ValueError) as error:
        raise Unreadable(words_for(error), subject=name) from error
    if len(data) > most:
        raise TooLarge(f"over the limit of {most // 1_000_000} MB", subject=name)
    return data


def _seen(markup: str) -> str:
    """Return the words of a page, one line and an empty one for each block."""
    from lxml import etree, html

    from summarizer.sources.flow import lines_in

    try:
        page = html.document_fromstring(
            markup.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8")
        )
    except (etree.ParserError, ValueError):
        return ""
    return "\n\n".join(lines_in(page))


def _rows(text: str, name: str) -> str:
    import json

    from summarizer.errors import Unreadable

    found: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            raise Unreadable(f"line {number} is not JSON", subject=name) from None
        value = (row.get("summary") or row.get("text")) if isinstance(row, dict) else None
        if not isinstance(value, str):
            raise Unreadable(
                f"line {number} has no summary",
                subject=name,
                advice="Each row needs a field `summary` or `text`.",
            )
        found.append(value.strip())
    return "\n\n".join(found)
