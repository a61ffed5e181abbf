"""Digests and briefs as a reader gets them: terminal, text, Markdown, JSON, HTML, RSS.

Everything here is pure: values in, a string out. Nothing is looked up, so a digest that
was stored renders tomorrow as it does today.

>>> from summarizer.render import render_digest
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, get_args

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
    """

    explain: bool = False
    width: int = DEFAULT_WIDTH
    colour: bool = False


def render_digest(
    digest: Digest,
    format: Format,  # noqa: A002 - the option's own name
    *,
    explain: bool = False,
    width: int = DEFAULT_WIDTH,
    colour: bool = False,
) -> str:
    """Return `digest` in the given format, ending in a line feed.

    Raises:
        ValueError: there is no such format.
    """
    return _renderer("digest", format)(digest, View(explain, width, colour))


def render_brief(
    brief: Brief,
    format: Format,  # noqa: A002 - the option's own name
    *,
    explain: bool = False,
    width: int = DEFAULT_WIDTH,
    colour: bool = False,
) -> str:
    """Return `brief` in the given format, ending in a line feed.

    Raises:
        ValueError: there is no such format.
    """
    if format == "json":
        from summarizer.render.jsonout import brief_json

        return brief_json(brief)
    return render_briefs([brief], format, explain=explain, width=width, colour=colour)


def render_briefs(
    briefs: Sequence[Brief],
    format: Format,  # noqa: A002 - the option's own name
    *,
    explain: bool = False,
    width: int = DEFAULT_WIDTH,
    colour: bool = False,
) -> str:
    """Return several briefs one after another, as one document of the given format.

    Raises:
        ValueError: there is no such format.
    """
    return _renderer("briefs", format)(briefs, View(explain, width, colour))


def render_stories(
    stories: Sequence[Story],
    format: Format,  # noqa: A002 - the option's own name
    *,
    explain: bool = False,
    width: int = DEFAULT_WIDTH,
    colour: bool = False,
) -> str:
    """Return a list of stories: terminal, text, markdown or json.

    Raises:
        ValueError: there is no such format for a list of stories.
    """
    return _renderer("stories", format)(stories, View(explain, width, colour))


def between(format: Format, *, width: int = DEFAULT_WIDTH) -> str:  # noqa: A002
    """Return what stands between two briefs that are written one by one."""
    if format in ("terminal", "text"):
        return f"\n{'─' * width}\n\n"
    return "\n---\n\n" if format == "markdown" else ""


_MODULES = {
    "terminal": "terminal",
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
