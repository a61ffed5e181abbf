"""The commands of `readout`, put together."""

from __future__ import annotations

from typing import Annotated

import typer

from summarizer.cli.archive import app as archive_app
from summarizer.cli.archive import story
from summarizer.cli.brief import brief
from summarizer.cli.check import check
from summarizer.cli.digest import digest, stories
from summarizer.cli.doctor import doctor
from summarizer.cli.help import HELP_OPTIONS, PlainTyper, examples
from summarizer.cli.models import app as models_app
from summarizer.cli.search import search
from summarizer.cli.sources import app as sources_app
from summarizer.cli.sources import fetch

app = PlainTyper(
    name="readout",
    help="Briefs and digests of news articles, every sentence cited, made on your own machine.",
    epilog="Start with: readout digest",
    no_args_is_help=True,
    context_settings=HELP_OPTIONS,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from summarizer.version import VERSION

        typer.echo(f"readout {VERSION}")
        raise typer.Exit()


@app.callback()
def readout(
    version: Annotated[
        bool,
        typer.Option("--version", help="Show the version.", callback=_print_version, is_eager=True),
    ] = False,
) -> None:
    """Briefs and digests of news articles, every sentence cited, made on your own machine."""


for command, gist, shown in (
    (
        brief,
        "Brief each article, or several on one event.",
        (
            "readout brief story.txt --length short",
            "readout brief --together a.txt b.html c.md",
            "curl -s https://example.org/story.html | readout brief -",
        ),
    ),
    (
        digest,
        "Digest all the articles: stories and topics.",
        (
            "readout digest articles/ --output today.html",
            "readout digest articles/ --topic 'export controls'",
            "readout digest --since yesterday",
        ),
    ),
    (stories, "List the stories and who reports them.", ("readout stories articles/ --limit 5",)),
    (fetch, "Fetch the sources that are due.", ("readout fetch", "readout fetch --tag local")),
    (
        search,
        "Find stored articles by words and meaning.",
        ("readout search export controls --since '2 weeks ago'",),
    ),
    (story, "Follow one stored story over time.", ("readout story dam above Orlavik",)),
    (
        check,
        "Check a text sentence by sentence against its sources.",
        ("readout check summary.txt --sources articles/",),
    ),
    (doctor, "Check that everything is in place; say what to do.", ()),
):
    app.command(short_help=gist, epilog=examples(*shown) if shown else None)(command)

app.add_typer(sources_app, name="sources", short_help="Feeds, sites, pages and folders to read.")
app.add_typer(models_app, name="models", short_help="List, download and measure models.")
app.add_typer(
    archive_app, name="archive", short_help="The stored articles: back up, restore, move, export."
)
