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
from summarizer.cli.models import app as models_app
from summarizer.cli.search import search
from summarizer.cli.sources import app as sources_app
from summarizer.cli.sources import fetch

app = typer.Typer(
    name="readout",
    help="Cited briefs and digests of news articles, made on this machine.",
    epilog="Start with: readout digest",
    no_args_is_help=True,
    # Plain help: it starts in a third of the time, and reads the same in a pipe.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
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
    """Cited briefs and digests of news articles, made on this machine."""


for command, gist in (
    (brief, "Brief each article, or several on one event."),
    (digest, "Digest all the articles: stories and topics."),
    (stories, "List the stories, with who tells them."),
    (fetch, "Fetch the sources that are due."),
    (search, "Find stored articles by words and meaning."),
    (story, "Tell one stored story over time."),
    (check, "Mark what the sources do not bear out in a text."),
    (doctor, "Check that all is in place; say what to do."),
):
    app.command(short_help=gist)(command)

app.add_typer(sources_app, name="sources", short_help="Feeds, sites, pages and folders to read.")
app.add_typer(models_app, name="models", short_help="List the models; get one, try one.")
app.add_typer(
    archive_app, name="archive", short_help="What is stored: back up, restore, move, export."
)
