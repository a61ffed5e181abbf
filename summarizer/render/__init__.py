"""Digests and briefs as a reader gets them: terminal, text, Markdown, JSON, HTML, RSS.

Everything here is pure: values in, a string out. Nothing is looked up, so a digest that
was stored renders tomorrow as it does today.

>>> from summarizer.render import render_digest
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal, get_args

from summarizer.tongue import ENGLISH, Tongue, tongue_of

if TYPE_CHECKING:
    from summarizer.domain import Brief, Digest, Story

Format = Literal["terminal", "text", "markdown", "json", "html", "rss", "jsonl"]
FORMATS: tuple[Format, ...] = get_args(Format)
DEFAULT_WIDTH = 80


@dataclass(frozen=True, slots=True)
class View:
    """How a reader wants to see it.

    Attributes:
        explain: show the parts of each rank, the span of each citation, the whole ledger.
        width: columns of a line, for terminal and text.
        colour: ANSI styles, for terminal.
        tongue: in which Readout's own words are said.
    """

    explain: bool = False
    width: int = DEFAULT_WIDTH
    colour: bool = False
    tongue: Tongue = ENGLISH


def render_digest(
    digest: Digest,
    format: Format,  # noqa: A002 - the option's own name
    *,
    explain: bool = False,
    width: int = DEFAULT_WIDTH,
    colour: bool = False,
    language: str = ENGLISH.code,
) -> str:
    """Return `digest` in the given format, ending in a line feed.

    `language` is that of what Readout itself says: a code, or "auto" for the articles' own.
    JSON is the same in every language.

    Raises:
        ValueError: there is no such format or language.
    """
    view = View(explain, width, colour, tongue_of(language, digest.articles))
    return _renderer("digest", format)(digest, view)


def render_brief(
    brief: Brief,
    format: Format,  # noqa: A002 - the option's own name
    *,
    explain: bool = False,
    width: int = DEFAULT_WIDTH,
    colour: bool = False,
    language: str = ENGLISH.code,
) -> str:
    """Return `brief` in the given format, ending in a line feed.

    Raises:
        ValueError: there is no such format.
    """
    if format == "json":
        from summarizer.render.jsonout import brief_json

        return brief_json(brief)
    return render_briefs(
        [brief], format, explain=explain, width=width, colour=colour, language=language
    )


def render_briefs(
    briefs: Sequence[Brief],
    format: Format,  # noqa: A002 - the option's own name
    *,
    explain: bool = False,
    width: int = DEFAULT_WIDTH,
    colour: bool = False,
    language: str = ENGLISH.code,
) -> str:
    """Return several briefs one after another, as one document of the given format.

    Raises:
        ValueError: there is no such format.
    """
    articles = chain.from_iterable(brief.articles for brief in briefs)
    view = View(explain, width, colour, tongue_of(language, articles))
    return _renderer("briefs", format)(briefs, view)


def render_stories(
    stories: Sequence[Story],
    format: Format,  # noqa: A002 - the option's own name
    *,
    explain: bool = False,
    width: int = DEFAULT_WIDTH,
    colour: bool = False,
    language: str = ENGLISH.code,
) -> str:
    """Return a list of stories: terminal, text, markdown or json.

    Raises:
        ValueError: there is no such format for a list of stories.
    """
    articles = chain.from_iterable(story.articles for story in stories)
    view = View(explain, width, colour, tongue_of(language, articles))
    return _renderer("stories", format)(stories, view)


def between(format: Format, *, width: int = DEFAULT_WIDTH) -> str:  # noqa: A002
    """Return what stands between two briefs that are written one by one."""
    if format in ("terminal", "text"):
        return f"\n{'─' * width}\n\n"
    return "\n---\n\n" if format == "markdown" else ""


_MODULES = {
    "terminal": "text",
    "text": "text",
    "markdown": "markdown",
    "json": "jsonout",
    "jsonl": "jsonout",
    "html": "html",
    "rss": "rss",
}


def _renderer(what: str, format: str) -> Callable[[Any, View], str]:  # noqa: A002
    """Return `<what>_<format>` from the format's module, which is loaded only now."""
    if format not in _MODULES:
        raise ValueError(f"there is no format {format!r}: choose one of {', '.join(FORMATS)}")
    module = import_module(f"summarizer.render.{_MODULES[format]}")
    render: Callable[[Any, View], str] | None = getattr(module, f"{what}_{format}", None)
    if render is None:
        raise ValueError(f"{what} cannot be shown as {format}")
    return render
