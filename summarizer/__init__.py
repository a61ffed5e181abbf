"""Readout's summarizer: articles in, cited briefs and digests out.

>>> from summarizer import Article, Summarizer

`Summarizer` does the work, and the nouns are what it takes and gives. Public are these names and
those of `summarizer.check` (is a text supported by its sources?) and `summarizer.render`; what is
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
        Copy,
        Coverage,
        Digest,
        Dropped,
        Point,
        Rank,
        Story,
        Topic,
        Window,
    )
    from summarizer.errors import (
        ModelError,
        NothingToBrief,
        ReadoutError,
        SettingsError,
        StorageError,
    )
    from summarizer.settings import Settings

    __version__: str

__all__ = [
    "Article",
    "Brief",
    "Citation",
    "Copy",
    "Coverage",
    "Digest",
    "Dropped",
    "ModelError",
    "NothingToBrief",
    "Point",
    "Rank",
    "ReadoutError",
    "Settings",
    "SettingsError",
    "StorageError",
    "Story",
    "Summarizer",
    "Topic",
    "Window",
]

_HOMES = {"Summarizer": "summarizer.api", "Settings": "summarizer.settings"} | {
    name: "summarizer.errors" if name.endswith(("Error", "NothingToBrief")) else "summarizer.domain"
    for name in __all__
    if name not in ("Summarizer", "Settings")
}


def __getattr__(name: str) -> Any:
    """Import a public name on first use: `readout --help` needs none of them."""
    from importlib import import_module

    if name == "__version__":
        return import_module("summarizer.version").VERSION
    if name not in _HOMES:
        raise AttributeError(f"module 'summarizer' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
