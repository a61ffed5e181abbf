"""`readout sources …` and `readout fetch`: where articles come from, and getting them in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli import options
from summarizer.cli.console import Console
from summarizer.cli.guard import FAILED, guard
from summarizer.cli.help import PlainTyper, examples
from summarizer.cli.inputs import standard_input
from summarizer.cli.output import (
    LISTED,
    check_output,
    choose_format,
    open_output,
    write_object,
)
from summarizer.cli.stored import open_stored, stored_sources
from summarizer.cli.tables import table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from summarizer.archive.sources import Source
    from summarizer.gather import Gathered
    from summarizer.library import Added
    from summarizer.render import Format

app = PlainTyper(
    help="Feeds, sites, pages and folders that articles come from.",
    no_args_is_help=True,
)

SOURCES_SCHEMA = "readout/sources/1"
FETCH_SCHEMA = "readout/fetch/1"

NO_SOURCES = "there are no sources yet; add one with: readout sources add ADDRESS"

NameArgument = Annotated[
    str, typer.Argument(metavar="NAME", help="The source's id, address or title.")
]


def _say(text: str) -> None:
    """Print a line with names that strangers gave."""
    from summarizer.render.safe import clean

    typer.echo(clean(text))


@app.command(
    "add",
    short_help="Add feeds, sites, pages or folders.",
    epilog=examples("readout sources add https://example.org ~/clippings --tag local"),
)
def add(
    addresses: Annotated[
        list[str],
        typer.Argument(metavar="ADDRESS", help="A feed, site, page, or the path of a folder."),
    ],
    tag: Annotated[
        list[str] | None,
        typer.Option("--tag", metavar="TEXT", help="A tag for all of them; repeatable."),
    ] = None,
    quiet: options.QuietOption = False,
    debug: options.DebugOption = False,
) -> None:
    """Add feeds, sites (their feed is found), single pages, or folders to watch."""
    with guard(quiet=quiet, debug=debug) as console:
        from summarizer.library import Library
        from summarizer.settings import load_settings

        named = options.check_tags(tag)
        with Library(load_settings()) as library:
            added = library.add(addresses, tags=named)
        _tell_added(console, added)
        if not any(item.source for item in added):
            raise typer.Exit(FAILED)


def _tell_added(console: Console, added: list[Added]) -> None:
    for item in added:
        if item.source is None:
            console.error(item.error or item.address)
        else:
            begun = f"added the {item.source.kind}" if item.new else "known already:"
            tags = f", tags: {', '.join(item.source.tags)}" if item.source.tags else ""
            _say(f"{begun} {item.source.name} ({item.source.shown}){tags}")


@app.command("remove", short_help="Remove a source; its articles stay.")
def remove(name: NameArgument, debug: options.DebugOption = False) -> None:
    """Remove a source by id, address or title. Its articles stay."""
    with guard(debug=debug):
        with open_stored() as library:
            gone = library.remove(name)
        _say(f"removed {gone.name} ({gone.shown})")


@app.command("list", short_help="List the sources.")
def list_all(
    format: options.ListFormatOption = None,  # noqa: A002 - the option's own name
    debug: options.DebugOption = False,
) -> None:
    """List the sources with their ids, kinds and tags."""
    with guard(debug=debug) as console:
        sources = _sources(console, choose_format(format, None, LISTED))
        if not sources:
            return
        rows = [(s.id, s.kind, s.health.state, s.name, ", ".join(s.tags), s.shown) for s in sources]
        typer.echo(table(("ID", "KIND", "STATE", "TITLE", "TAGS", "ADDRESS"), rows))


@app.command("health", short_help="Show how the sources are doing.")
def health(
    format: options.ListFormatOption = None,  # noqa: A002 - the option's own name
    debug: options.DebugOption = False,
) -> None:
    """Show each source's state, last success, failures in a row and last error."""
    with guard(debug=debug) as console:
        sources = _sources(console, choose_format(format, None, LISTED))
        if not sources:
            return
        rows = [_health_row(source) for source in sources]
        head = ("TITLE", "STATE", "LAST SUCCESS (UTC)", "NEXT CHECK", "FAILURES", "LAST ERROR")
        typer.echo(table(head, rows))
        stopped = [source for source in sources if source.health.state != "active"]
        _tell_stopped(console, stopped)


def _health_row(source: Source) -> tuple[str, ...]:
    from summarizer.sources.politeness import is_held

    health = source.health
    success, coming = _minute(health.last_success, "never"), _minute(health.next_check, "now")
    if health.state == "retired" or is_held(health):
        coming = "-"
    error = health.last_error or ""
    return source.name, health.state, success, coming, str(health.failures), error


def _minute(moment: datetime | None, otherwise: str) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else otherwise


def _tell_stopped(console: Console, stopped: Sequence[Source]) -> None:
    """Say which sources are not fetched as ever, why, and what to do."""
    for source in stopped:
        console.notice(f"{source.name} {_advice(source)}")


def _advice(source: Source) -> str:
    """Return why a source is not fetched as ever, and what to do; "" where it is."""
    from summarizer.sources.politeness import is_held

    health = source.health
    if health.state == "active":
        return ""
    remove, resume = (f"readout sources {verb} {source.id}" for verb in ("remove", "resume"))
    if source.moved_into is not None:
        return f"{health.last_error or 'moved'}: {remove}"
    if health.state == "retired":
        return f"is gone for good (410): {remove}"
    if is_held(health):
        return f"is paused: {resume}"
    why = f" ({health.last_error})" if health.last_error else ""
    return f"has not answered for days{why} and is asked once a day from now: {resume} asks at once"


def _object(source: Source) -> dict[str, object]:
    """Return a source as JSON has it, without the secrets of its address."""
    from summarizer.render.jsonout import time_of

    health = source.health
    return {
        "id": source.id,
        "kind": source.kind,
        "title": source.title,
        "address": source.shown,
        "tags": list(source.tags),
        "state": health.state,
        "last_success": time_of(health.last_success),
        "last_try": time_of(health.last_try),
        "next_check": time_of(health.next_check),
        "failures": health.failures,
        "last_error": health.last_error,
        "moved_into": source.moved_into,
        "advice": _advice(source),
    }


@app.command("pause", short_help="Stop fetching a source.")
def pause(name: NameArgument, debug: options.DebugOption = False) -> None:
    """Stop fetching a source until it is resumed. Its articles stay."""
    _hold(name, paused=True, debug=debug)


@app.command("resume", short_help="Resume a paused source.")
def resume(name: NameArgument, debug: options.DebugOption = False) -> None:
    """Resume a paused source, or retry at once one that has not answered for days."""
    _hold(name, paused=False, debug=debug)


def _hold(name: str, *, paused: bool, debug: bool) -> None:
    with guard(debug=debug):
        with open_stored() as library:
            source = library.hold(name, paused=paused)
        _say(f"{'paused' if paused else 'resumed'} {source.name} ({source.shown})")


def _sources(console: Console, chosen: Format) -> list[Source]:
    """Return the sources that are to be shown to eyes; for programs they are written here."""
    from summarizer.settings import load_settings

    sources = stored_sources(load_settings())
    if chosen == "json":
        write_object(SOURCES_SCHEMA, {"sources": [_object(source) for source in sources]})
        return []
    if not sources:
        console.notice(NO_SOURCES)
    return sources


@app.command("import", short_help="Add the feeds of an OPML list.")
def import_list(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="An OPML file; - is standard input.")
    ],
    debug: options.DebugOption = False,
) -> None:
    """Add the feeds of an OPML list; its folders become tags."""
    with guard(debug=debug) as console:
        from summarizer.library import Library
        from summarizer.settings import load_settings

        body = _read_list(file)
        name = "standard input" if str(file) == "-" else str(file)
        with Library(load_settings()) as library:
            added, listed = library.import_opml(body, name=name)
        new = sum(item.new for item in added)
        known = sum(item.source is not None and not item.new for item in added)
        typer.echo(f"{new:,} added, {known:,} known already")
        for item in added:
            if item.error:
                console.notice(item.error)
        for why, count in listed.left_out:
            console.notice(f"{count:,} left out: {why}")


def _read_list(file: Path) -> bytes:
    from summarizer.errors import NotFound, reason_of
    from summarizer.sources.opml import MAX_BYTES

    if str(file) == "-":
        return standard_input().read(MAX_BYTES + 1)
    try:
        with file.open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise NotFound(f"cannot be read ({reason_of(error)})", subject=str(file)) from error


@app.command("export", short_help="Write the feeds as an OPML list.")
def export(output: options.OutputOption = None, debug: options.DebugOption = False) -> None:
    """Write the feeds as an OPML list, with tags as folders."""
    with guard(debug=debug) as console:
        check_output(output)
        from summarizer.render.wording import plural

        with open_stored() as library:
            body = library.export_opml()
            others = sum(source.kind != "feed" for source in library.sources())
        with open_output(output, "rss") as write:
            write(body.decode("utf-8") + "\n")
        if others:
            left = plural(others, "page or folder is", "pages and folders are")
            console.notice(f"{left} not in the list: OPML holds feeds")


def fetch(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME", help="Sources by id, address or title. Default: those that are due."
        ),
    ] = None,
    everything: Annotated[
        bool,
        typer.Option("--all", help="Fetch every source that you have not paused, due or not."),
    ] = False,
    tag: Annotated[
        list[str] | None,
        typer.Option("--tag", metavar="TEXT", help="Only sources with this tag; repeatable."),
    ] = None,
    format: options.ListFormatOption = None,  # noqa: A002 - the option's own name
    quiet: options.QuietOption = False,
    debug: options.DebugOption = False,
) -> None:
    """Fetch the sources that are due and store what is new."""
    with guard(quiet=quiet, debug=debug) as console:
        chosen = choose_format(format, None, LISTED)

        from summarizer.settings import load_settings

        tags, settings = options.check_tags(tag), load_settings()
        if not stored_sources(settings):
            if chosen == "json":
                write_object(FETCH_SCHEMA, {"results": [], "stopped": []})
            console.error(NO_SOURCES)
            raise typer.Exit(FAILED)
        with open_stored(settings) as library:
            results = library.fetch(
                everything=everything,
                names=names or (),
                tags=tags,
                progress=lambda done, total: console.progress("fetching", done, total),
            )
            alarms = library.alarms()
        console.clear()
        if chosen == "json":
            value = {
                "results": [_result(one) for one in results],
                "stopped": [_object(source) for source in alarms],
            }
            write_object(FETCH_SCHEMA, value)
        if not results:
            _tell_stopped(console, alarms)
            console.notice("no source is due; --all fetches them anyway")
            return
        if chosen != "json":
            rows = [_fetch_row(result) for result in results]
            typer.echo(table(("SOURCE", "NEW", "CHANGED", "KNOWN", "PROBLEM"), rows))
        for result in results:
            for item in result.problems:
                console.dropped(item.name, item.reason)
        _tell_stopped(console, alarms)
        if all(result.error for result in results):
            raise typer.Exit(FAILED)


def _result(result: Gathered) -> dict[str, object]:
    """Return what came of a source as JSON has it."""
    return {
        "source": result.source.id,
        "title": result.source.title,
        "address": result.source.shown,
        "new": result.new,
        "changed": result.changed,
        "known": result.known,
        "problems": [{"name": one.name, "reason": one.reason} for one in result.problems],
        "error": result.error,
    }


def _fetch_row(result: Gathered) -> tuple[str, ...]:
    numbers = (str(n) for n in (result.new, result.changed, result.known))
    return (result.source.name, *numbers, result.error or "")
