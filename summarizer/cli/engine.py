"""The summarizer as the commands open it: settings from the environment, progress shown."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import typer

from summarizer.cli.console import Console

if TYPE_CHECKING:
    from summarizer.api import Summarizer
    from summarizer.models.base import Embedder
    from summarizer.settings import Settings


def open_summarizer(
    context: typer.Context, settings: Settings, console: Console, *, no_cache: bool
) -> Summarizer:
    """Return a summarizer. Whoever calls the app may bring an encoder as `obj`."""
    from summarizer.api import Summarizer

    return Summarizer(
        settings,
        embedder=context.obj,
        use_cache=not no_cache,
        keep_digests=True,
        progress=console.progress,
    )


@contextmanager
def open_encoder(
    context: typer.Context, settings: Settings, *, no_cache: bool = False
) -> Iterator[Embedder]:
    """Yield the encoder alone, and release it."""
    from summarizer.models.encoder import open_embedder

    given: Embedder | None = context.obj
    with closing(given or open_embedder(settings, use_cache=not no_cache)) as encoder:
        yield encoder
