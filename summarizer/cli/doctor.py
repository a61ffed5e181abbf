"""`readout doctor`: is everything in place, and what to do where it is not."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict
from itertools import chain
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli import options
from summarizer.cli.console import wants_colour, width
from summarizer.cli.guard import FAILED, guard
from summarizer.cli.output import LISTED, choose_format, write_object
from summarizer.text.addresses import is_address

if TYPE_CHECKING:
    from summarizer.cli.checkup import Finding
    from summarizer.render.layout import Style

MARKS: dict[str, tuple[str, Style]] = {
    "good": ("ok    ", "cite"),
    "beware": ("note  ", "warn"),
    "fault": ("FAULT ", "warn"),
}
NAME_WIDTH = 13


SCHEMA = "readout/doctor/1"


def doctor(
    format: options.ListFormatOption = None,  # noqa: A002 - the option's own name
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Show only what needs attention.")
    ] = False,
    debug: options.DebugOption = False,
) -> None:
    """Check versions, processor, memory, disk, settings and models; say what to do."""
    with guard(quiet=quiet, debug=debug, settings=False) as console:
        chosen = choose_format(format, None, LISTED)

        from summarizer.cli.checkup import Finding, attempt, examine
        from summarizer.settings import load_settings
        from summarizer.version import VERSION

        colour = wants_colour(chosen, None)
        found: list[Finding] = []

        def tell(finding: Finding) -> None:
            found.append(finding)
            if chosen != "json" and (finding.state != "good" or not quiet):
                _show(finding, colour)

        tell(Finding("Readout", "good", VERSION))
        settings = attempt("Settings", lambda: _settings(load_settings()))
        tell(settings)
        if settings.state != "fault":
            for finding in chain(_misspelt(), examine(load_settings())):
                tell(finding)
        sound = all(finding.state != "fault" for finding in found)
        if chosen == "json":
            write_object(SCHEMA, {"ok": sound, "findings": [asdict(one) for one in found]})
        if not sound:
            console.error("something is wrong; see above")
            raise typer.Exit(FAILED)


def _settings(settings: object) -> Finding:
    """Tell which settings differ from their defaults."""
    from summarizer.cli.checkup import Finding
    from summarizer.settings import Settings

    assert isinstance(settings, Settings)
    changed = sorted(settings.model_fields_set)
    names = ", ".join(f"{name}={_shown(name, getattr(settings, name))}" for name in changed)
    return Finding("Settings", "good", names or "all at their defaults")


def _misspelt() -> Iterator[Finding]:
    """Tell which variables look like settings and have no effect."""
    from summarizer.cli.checkup import Finding
    from summarizer.settings import NO_SETTING, Settings, misspelt

    for name, nearest in misspelt(Settings):
        advice = f"Did you mean {nearest}?" if nearest else ".env.example lists every setting."
        yield Finding("Settings", "beware", f"{name} {NO_SETTING}", advice)


def _shown(name: str, value: object) -> str:
    """Return a setting's value; addresses, in whatever setting, without passwords and keys."""
    text = str(value)
    if name == "database_url" and text:
        from summarizer.archive.database import shown_url

        return shown_url(text)
    if is_address(text):
        from summarizer.sources.guard import shown_address

        return shown_address(text)
    return text


def _show(finding: Finding, colour: bool) -> None:
    from summarizer.render.layout import paint, wrap
    from summarizer.render.safe import clean

    mark, style = MARKS[finding.state]
    indent = " " * (len(mark) + NAME_WIDTH)
    name = finding.name.ljust(NAME_WIDTH)
    lines = wrap([(clean(finding.text), "plain")], width(), first=indent, rest=indent)
    head = ((mark, style), (name, "plain"), *lines[0][1:])
    lines[0] = head
    if finding.advice:
        lines += wrap([(clean(finding.advice), "warn")], width(), first=indent, rest=indent)
    sys.stdout.write(paint(lines, colour=colour))
    sys.stdout.flush()
