"""`readout search`: find stored articles by words and by meaning."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli import options
from summarizer.cli.console import width
from summarizer.cli.engine import open_encoder
from summarizer.cli.guard import FAILED, guard
from summarizer.cli.moments import home_zone
from summarizer.cli.output import LISTED, choose_format, write_object
from summarizer.cli.stored import is_stored, open_stored
from summarizer.tongue import Tongue, to_say, tongue_of

if TYPE_CHECKING:
    from datetime import tzinfo

    from summarizer.archive.search import Hit

SCHEMA = "readout/search/1"
DEFAULT_HITS = 10
LONGEST_SHOWN = 200
"""Characters of a question that an answer repeats."""
FOUND = {
    "words": to_say("found by words"),
    "meaning": to_say("found by meaning"),
    "both": to_say("found by both"),
}
NOTHING_STORED = (
    "nothing is stored yet; 'readout sources add ADDRESS' adds a source, 'readout fetch' reads it"
)


QueryArgument = Annotated[list[str], typer.Argument(metavar="WORDS", help="What to look for.")]
StoryOption = Annotated[
    str | None, typer.Option("--story", metavar="ID", help="Only in this story, by its id.")
]
WordsOnlyOption = Annotated[
    bool, typer.Option("--words-only", help="Search by words alone; starts faster.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="The same as --format json.")]


def search(
    context: typer.Context,
    query: QueryArgument,
    since: options.SinceOption = None,
    until: options.UntilOption = None,
    source: options.SourceOption = None,
    story: StoryOption = None,
    tag: options.TagOption = None,
    limit: options.ArticleLimitOption = None,
    words_only: WordsOnlyOption = False,
    format: options.ListFormatOption = None,  # noqa: A002 - the option's own name
    as_json: JsonOption = False,
    language: options.LanguageOption = None,
    quiet: options.QuietOption = False,
    debug: options.DebugOption = False,
) -> None:
    """Find stored articles, best first, with the passage that answers."""
    with guard(quiet=quiet, debug=debug) as console:
        chosen = choose_format("json" if as_json and format is None else format, None, LISTED)
        start, end = options.window(since, until)
        spoken = options.language(language)
        options.check_count("--limit", limit)
        asked = " ".join(" ".join(query).split())
        if not asked:
            raise typer.BadParameter("name what to look for.", param_hint="'WORDS'")
        tags = options.check_tags(tag)

        from summarizer.archive.search import Filter
        from summarizer.settings import load_settings

        settings = load_settings()
        zone = home_zone(settings)
        if not is_stored(settings):
            console.error(NOTHING_STORED)
            raise typer.Exit(FAILED)
        with open_stored(settings) as library:
            ids = library.chosen(source or (), tags)
            by_meaning = nullcontext() if words_only else open_encoder(context, settings)
            with by_meaning as encoder:
                hits = library.search(
                    asked,
                    encoder,
                    only=Filter(start, end, ids or (), story),
                    limit=limit or DEFAULT_HITS,
                    progress=lambda done, total: console.progress("encoding", done, total),
                )
        console.clear()
        if chosen == "json":
            write_object(SCHEMA, {"query": asked, "hits": [_object(hit) for hit in hits]})
        elif hits:
            tongue = tongue_of(spoken or settings.language, [hit.article for hit in hits])
            typer.echo(_as_text(hits, zone, tongue))
        if not hits:
            shown = f"{asked[:LONGEST_SHOWN]}…" if len(asked) > LONGEST_SHOWN else asked
            console.error(f"nothing stored matches “{shown}”")
            raise typer.Exit(FAILED)


def _as_text(hits: list[Hit], zone: tzinfo, tongue: Tongue) -> str:
    from summarizer.moments import day_in
    from summarizer.render.layout import fill
    from summarizer.render.safe import clean
    from summarizer.render.wording import place_of, title_of

    blocks = []
    for number, hit in enumerate(hits, start=1):
        article = hit.article
        day = tongue.say("undated")
        if article.published:
            day = f"{day_in(zone, article.published):%Y-%m-%d}"
        head = fill(f"{number}. {title_of(article, tongue)}", width(), "   ").strip()
        place = place_of(article)
        outlet = clean(article.source or "") if place else clean(article.outlet)
        told = ", ".join(filter(None, (outlet, day)))
        about = fill(f"{told} · {tongue.say(FOUND[hit.by])}", width(), "   ")
        passage = fill(clean(_excerpt(hit)), width(), "   ")
        blocks.append("\n".join([head, about, passage, f"   {place or clean(article.id)}"]))
    return "\n\n".join(blocks)


def _excerpt(hit: Hit) -> str:
    """Return the passage, not yet cleaned, with dots where the text goes on."""
    before = "… " if hit.article.text[: hit.start].strip() else ""
    after = " …" if hit.article.text[hit.end :].strip() else ""
    return f"{before}{' '.join(hit.passage.split())}{after}"


def _object(hit: Hit) -> dict[str, object]:
    from summarizer.render.jsonout import time_of
    from summarizer.text.addresses import public_address

    return {
        "article": hit.article.id,
        "title": hit.article.title,
        "url": public_address(hit.article.url or "") or None,
        "origin": hit.article.origin,
        "source": hit.article.source,
        "published": time_of(hit.article.published),
        "score": round(hit.score, 6),
        "by": hit.by,
        "passage": {"start": hit.start, "end": hit.end, "quote": hit.passage},
    }
