"""Readout's summarizer: articles in, cited briefs and digests out.

>>> from summarizer import Article, Summarizer

`Summarizer` does the work, and the nouns are what it takes and gives. Public are these names and
those of `summarizer.check` (is a text borne out by its sources?) and `summarizer.render`; what is
in other modules may change with any version.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summarizer.api import Summarizer
    from summarizer.domain import (
        Article,
        Brief,
        Citation,
        Coverage,
        Digest,
        Dropped,
        Point,
        Story,
        Topic,
    )
    from summarizer.errors import ReadoutError
    from summarizer.settings import Settings

_HOMES = {
    "Summarizer": "summarizer.api",
    "ReadoutError": "summarizer.errors",
    "Settings": "summarizer.settings",
} | dict.fromkeys(
    ("Article", "Brief", "Citation", "Coverage", "Digest", "Dropped", "Point", "Story", "Topic"),
    "summarizer.domain",
)

__all__ = [
    "Article",
    "Brief",
    "Citation",
    "Coverage",
    "Digest",
    "Dropped",
    "Point",
    "ReadoutError",
    "Settings",
    "Story",
    "Summarizer",
    "Topic",
]


def __getattr__(name: str) -> Any:
    """Import a public name on first use: `readout --help` needs none of them."""
    if name not in _HOMES:
        raise AttributeError(f"module 'summarizer' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
