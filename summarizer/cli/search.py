"""`readout search`: find stored articles by words and by meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli import options
from summarizer.cli.console import Console, width
from summarizer.cli.guard import FAILED, guard

if TYPE_CHECKING:
    from summarizer.archive.search import Hit

DEFAULT_HITS = 10


def search(
    query: Annotated[list[str], typer.Argument(metavar="WORDS", help="What to look for.")],
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="WHEN", help="Published from then on.", show_default=False),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="WHEN", help="Published until then.", show_default=False),
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option("--source", metavar="NAME", help="Only from this source; repeatable."),
    ] = None,
    limit: options.LimitOption = None,
    words_only: Annotated[
        bool, typer.Option("--words-only", help="Search by words alone; starts faster.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
    quiet: options.QuietOption = False,
    debug: options.DebugOption = False,
) -> None:
    """Find stored articles, best first, with the passage that answers."""
    console = Console(quiet=quiet)
    with guard(console, debug=debug):
        start, end = options.window(since, until)
        options.check_count("--limit", limit)

        from summarizer.archive.search import Filter
        from summarizer.archive.sources import get_source
        from summarizer.library import Library
        from summarizer.models.encoder import open_embedder
        from summarizer.settings import load_settings

        settings = load_settings()
        asked = " ".join(query)
        with Library(settings) as library:
            with library.archive.begin() as connection:
                ids = tuple(get_source(connection, name).id for name in source or ())
            hits = library.search(
                asked,
                None if words_only else open_embedder(settings),
                only=Filter(start, end, ids),
                limit=limit or DEFAULT_HITS,
            )
        console.clear()
        typer.echo(_as_json(asked, hits) if as_json else _as_text(hits), nl=bool(hits or as_json))
        if not hits:
            console.notice(f"nothing stored answers “{asked}”")
            raise typer.Exit(FAILED)


def _as_text(hits: list[Hit]) -> str:
    import textwrap

    from summarizer.render.safe import clean

    blocks = []
    for number, hit in enumerate(hits, start=1):
        article = hit.article
        day = f"{article.published:%Y-%m-%d}" if article.published else "undated"
        head = f"{number}. {clean(article.title)}"
        about = f"   {clean(article.outlet)}, {day} · found by {hit.by}"
        passage = textwrap.fill(
            f"… {clean(' '.join(hit.passage.split()))} …",
            width(),
            initial_indent="   ",
            subsequent_indent="   ",
        )
        place = [f"   {clean(article.url or article.origin or article.id)}"]
        blocks.append("\n".join([head, about, passage, *place]))
    return "\n\n".join(blocks)


def _as_json(query: str, hits: list[Hit]) -> str:
    import json

    rows = [
        {
            "article": hit.article.id,
            "title": hit.article.title,
            "url": hit.article.url,
            "source": hit.article.source,
            "published": hit.article.published.isoformat().replace("+00:00", "Z")
            if hit.article.published
            else None,
            "score": round(hit.score, 6),
            "by": hit.by,
            "passage": {"start": hit.start, "end": hit.end, "quote": hit.passage},
        }
        for hit in hits
    ]
    return json.dumps({"schema": "readout/search/1", "query": query, "hits": rows}, indent=2)
