"""`readout archive …` and `readout story`: what was kept, copied, told over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.archive.place import archive_file, has_archive
from summarizer.cli import options
from summarizer.cli.console import width
from summarizer.cli.engine import open_summarizer
from summarizer.cli.guard import guard
from summarizer.cli.help import PlainTyper
from summarizer.cli.moments import home_zone
from summarizer.cli.output import (
    HUMAN,
    LISTED,
    STORY_FORMATS,
    check_output,
    choose_format,
    choose_target,
    open_output,
    write_object,
)
from summarizer.cli.stored import open_stored

if TYPE_CHECKING:
    from datetime import tzinfo

    from summarizer.api import Summarizer
    from summarizer.domain import Story
    from summarizer.tongue import Tongue

app = PlainTyper(
    help="What is stored: count, back up, restore, move, export.",
    no_args_is_help=True,
)

SCHEMA = "readout/archive/1"


@app.command("status", short_help="Show what is stored, and where.")
def status(
    format: options.ListFormatOption = None,  # noqa: A002 - the option's own name
    debug: options.DebugOption = False,
) -> None:
    """Show where the archive is and how many articles and sources it holds."""
    with guard(debug=debug):
        chosen = choose_format(format, None, LISTED)

        from summarizer.archive.database import archive_url, shown_url
        from summarizer.render.wording import plural
        from summarizer.settings import load_settings

        settings = load_settings()
        url = settings.database_url
        count, sources, where = 0, 0, shown_url(url or archive_url(settings.data_dir))
        begun = has_archive(settings.data_dir, url)
        if begun:
            with open_stored(settings) as library:
                count, sources, where = library.count(), len(library.sources()), library.where
        if chosen == "json":
            write_object(SCHEMA, {"where": where, "articles": count, "sources": sources})
        elif begun:
            typer.echo(f"{plural(count, 'article')} from {plural(sources, 'source')} in {where}")
        else:
            place = archive_file(settings.data_dir, url)
            typer.echo(f"nothing is stored yet; it will be in {place}")


@app.command("backup", short_help="Copy it to a file.")
def backup(file: options.FileArgument, debug: options.DebugOption = False) -> None:
    """Copy the archive to a file; safe while the bot is running."""
    with guard(debug=debug):
        from summarizer.render.wording import plural

        with open_stored() as library:
            library.archive.backup(file)
            count = plural(library.count(), "article")
            typer.echo(f"backed up {count} of {library.where} to {file}")


@app.command("restore", short_help="Replace it with a backup.")
def restore(file: options.FileArgument, debug: options.DebugOption = False) -> None:
    """Replace the archive with a backup; the old file is kept. Stop the bot first."""
    with guard(debug=debug):
        from summarizer.archive.database import archive_url
        from summarizer.archive.store import restore as put_back
        from summarizer.settings import load_settings

        settings = load_settings()
        old = put_back(file, settings.database_url or archive_url(settings.data_dir))
        kept = f"; what was there before is kept in {old}" if old else ""
        typer.echo(f"restored from {file}{kept}")


@app.command("move", short_help="Copy it into PostgreSQL.")
def move(address: options.AddressArgument, debug: options.DebugOption = False) -> None:
    """Copy the whole archive into an empty PostgreSQL database. Stop the bot first."""
    with guard(debug=debug):
        from summarizer.archive.moving import move_archive
        from summarizer.render.wording import plural
        from summarizer.settings import load_settings

        settings = load_settings()
        counts = move_archive(settings.data_dir, settings.database_url, address)
        articles = plural(counts["articles"], "article")
        sources = plural(counts["sources"], "source")
        typer.echo(
            f"copied {articles} and {sources}, with what the digests have told; the file is "
            f"unchanged.\n"
            "Now set READOUT_DATABASE_URL to the new address."
        )


@app.command("export", short_help="Write the articles as JSON Lines.")
def export(output: options.OutputOption = None, debug: options.DebugOption = False) -> None:
    """Write all articles as JSON Lines, one article per line, as `readout brief` reads them."""
    with guard(debug=debug):
        check_output(output)
        with open_stored() as library, open_output(output, "jsonl") as write:
            for row in library.export_rows():
                write(row)


def story(
    context: typer.Context,
    name: Annotated[
        list[str], typer.Argument(metavar="STORY", help="A few words of it, or its id.")
    ],
    length: options.LengthOption = None,
    words: options.WordsOption = None,
    format: options.StoryFormatOption = None,  # noqa: A002 - the option's own name
    output: options.OutputOption = None,
    language: options.LanguageOption = None,
    explain: options.ExplainOption = False,
    quiet: options.QuietOption = False,
    debug: options.DebugOption = False,
) -> None:
    """Follow one story from earlier digests: where it stands, and what each day added."""
    with guard(quiet=quiet, debug=debug) as console:
        budget = options.word_budget(length, words)
        target = choose_target(format, output, STORY_FORMATS, language=language, explain=explain)

        from summarizer.render import render_stories
        from summarizer.settings import load_settings
        from summarizer.tongue import tongue_of

        settings = load_settings()
        with (
            open_stored(settings) as library,
            open_summarizer(context, settings, console, no_cache=False) as summarizer,
        ):
            zone = home_zone(settings)
            told = library.story(" ".join(name), summarizer, words=budget, zone=zone)
            by_day = ""
            if target.format in HUMAN:
                tongue = tongue_of(target.language or settings.language, told.articles)
                markdown = target.format == "markdown"
                by_day = _days(told, summarizer, tongue, markdown=markdown, zone=zone)
        target.write(render_stories([told], **target.look(settings)) + by_day, console)


def _days(
    story: Story, summarizer: Summarizer, tongue: Tongue, *, markdown: bool, zone: tzinfo
) -> str:
    """Return what each day added, a paragraph a day; empty for a story of one day."""
    from summarizer.render.layout import fill
    from summarizer.render.numbering import Numbering, cited_prose, with_marks
    from summarizer.render.safe import clean
    from summarizer.storyline import story_by_day

    numbering = Numbering.over(story.articles)
    days = story_by_day(story.originals, story.title, summarizer.embedder, zone=zone)
    if len(days) < 2:
        return ""
    heading = tongue.say("Day by day")
    blocks = [f"## {heading}" if markdown else heading.upper()]
    for day in days:
        outlets = ", ".join(dict.fromkeys(clean(a.outlet) for a in day.articles))
        points = day.brief.points if day.brief else ()
        said = clean(cited_prose(points, lambda point: with_marks(point, numbering))) or tongue.say(
            "Nothing new."
        )
        head = f"{tongue.day(day.day)} · {outlets}"
        body = said if markdown else fill(said, width())
        blocks.append(f"### {head}\n\n{body}" if markdown else f"{head}\n{body}")
    return "\n" + "\n\n".join(blocks) + "\n"
