"""The command line of the bot."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli import options
from summarizer.cli.help import HELP_OPTIONS, PlainTyper

app = PlainTyper(
    name="readout-bot",
    help="Readout on Discord: briefings on command, and every morning exactly once.",
    add_completion=False,
    context_settings=HELP_OPTIONS,
)

PathsArgument = Annotated[
    list[str],
    typer.Argument(metavar="PATH", help="Feeds, sites, pages, files or folders."),
]
HtmlOption = Annotated[
    Path | None,
    typer.Option("--html", metavar="FILE", help="Also write it to FILE as an HTML page."),
]
TopicOption = Annotated[
    str | None,
    typer.Option(
        metavar="TEXT", help="Only what the articles say on this topic, matched by meaning."
    ),
]
WordsOption = Annotated[
    int, typer.Option(metavar="N", min=15, max=400, help="At most N words a brief.")
]
LimitOption = Annotated[
    int,
    typer.Option(metavar="N", min=1, max=25, help="At most N stories, the highest-ranked ones."),
]
HoldOption = Annotated[
    bool,
    typer.Option(
        "--hold",
        help="If a setting or the token is wrong, say so and wait instead of exiting: for "
        "containers, which are restarted whenever they exit.",
    ),
]


@app.callback(invoke_without_command=True)
def readout_bot(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="Show the version.", is_eager=True)
    ] = False,
) -> None:
    """Readout on Discord: briefings on command, and every morning exactly once."""
    if version:
        from summarizer.version import VERSION

        typer.echo(f"readout-bot {VERSION}")
        raise typer.Exit()
    if context.invoked_subcommand is None:
        run()


@app.command(short_help="Go online and stay there, as readout-bot alone does.")
def run(hold: HoldOption = False) -> None:
    """Go online and stay there, as `readout-bot` alone does."""
    from bot.errors import may_pass
    from bot.run import run_bot
    from bot.settings import load_bot_settings
    from summarizer.errors import ReadoutError
    from summarizer.settings import load_settings

    try:
        run_bot(load_bot_settings(), load_settings())
    except ReadoutError as error:
        if not hold or may_pass(error):
            raise
        from bot.hold import hold as wait

        wait(error)
        raise typer.Exit(2) from None


@app.command(short_help="Print the link that invites the bot.")
def invite() -> None:
    """Print the link that invites the bot, with only the permissions it needs."""
    import asyncio

    from bot.checkup import application_id
    from bot.permissions import invite_link
    from bot.settings import load_bot_settings

    typer.echo(invite_link(asyncio.run(application_id(load_bot_settings()))))


@app.command(short_help="Check token, permissions, database and model.")
def check() -> None:
    """Check token, permissions, database and model; the bot does not go online."""
    import asyncio

    from bot.checkup import checks
    from bot.settings import load_bot_settings
    from summarizer.settings import load_settings

    wrong, marks = False, _marks()
    for name, problem, detail in asyncio.run(checks(load_bot_settings(), load_settings())):
        wrong = wrong or bool(problem)
        typer.echo(f"{marks[bool(problem)]} {name}: {problem or detail}")
    raise typer.Exit(1 if wrong else 0)


def _marks() -> tuple[str, str]:
    """Return the marks of right and of wrong: words where the terminal has no such signs."""
    import sys

    try:
        "✓✗".encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return "ok", "FAULT"
    return "✓", "✗"


@app.command(short_help="Show what would be posted; needs no token.")
def preview(
    paths: PathsArgument,
    topic: TopicOption = None,
    words: WordsOption = 60,
    limit: LimitOption = 8,
    language: options.LanguageOption = None,
    html: HtmlOption = None,
) -> None:
    """Show what the bot would post; needs no token, and keeps nothing."""
    from bot.preview import preview_pages, write_page

    spoken = options.language(language)
    pages = preview_pages(paths, topic=topic, words=words, limit=limit, language=spoken)
    from bot.format.preview import preview_text

    typer.echo(preview_text(pages))
    if html is not None:
        write_page(html, pages)
        typer.echo(f"\nWritten: {html}", err=True)


@app.command(short_help="Copy the bot's state to a file.")
def backup(file: options.FileArgument) -> None:
    """Copy the bot's state to a file; safe while the bot is running."""
    from bot.backup import back_up

    state = settings_file()
    back_up(state, file)
    typer.echo(f"Written: {file}, a copy of {state}", err=True)


@app.command(short_help="Replace the bot's state with a backup.")
def restore(file: options.FileArgument) -> None:
    """Replace the bot's state with a backup; the old file is kept. Stop the bot first."""
    from bot.backup import restore_from

    state = settings_file()
    kept = restore_from(file, state)
    old = f"; what was there before is kept in {kept}" if kept else ""
    typer.echo(f"Restored: {state}, from {file}{old}", err=True)


@app.command(short_help="Move the bot's state into PostgreSQL.")
def move(address: options.AddressArgument) -> None:
    """Move the bot's state into an empty PostgreSQL; the old file is kept. Stop the bot first."""
    from bot.moving import move_state
    from bot.settings import load_bot_settings
    from summarizer.render.wording import plural

    moved = move_state(load_bot_settings().database_url, address)
    done = "Already moved, and complete" if moved.before else "Moved"
    typer.echo(f"{done}:")
    for name, count in moved.counts.items():
        typer.echo(f"  {plural(count, 'row')} of {name}")
    typer.echo(f"The old file is kept as {moved.kept}.")
    typer.echo("Now set READOUT_BOT_DATABASE to the new address, and start the bot.")


def settings_file() -> Path:
    """Return the database's file.

    Raises:
        StorageError: the database is no file.
    """
    from bot.backup import file_of
    from bot.settings import load_bot_settings

    return file_of(load_bot_settings().database_url)
