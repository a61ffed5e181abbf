"""`readout models`: which models are there, where they come from, are they whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from summarizer.cli import options
from summarizer.cli.console import Console, wants_colour, width
from summarizer.cli.guard import FAILED, guard
from summarizer.cli.output import choose_format
from summarizer.render import Format

if TYPE_CHECKING:
    from summarizer.models.registry import ModelInfo
    from summarizer.render.layout import Line

FORMATS: tuple[Format, ...] = ("terminal", "text", "json")
SCHEMA = "readout/models/1"
VERDICTS = {True: "checksum right", False: "NOT WHOLE", None: "whole; no checksum to compare"}


def models(
    format: Annotated[  # noqa: A002 - the option's own name
        str | None,
        typer.Option(
            "--format", "-f", metavar="FORMAT", help="terminal, text or json.", show_default=False
        ),
    ] = None,
    debug: options.DebugOption = False,
) -> None:
    """List the models on this machine: what they are, where from, and are they whole.

    The exit status is 1 if the model that the settings name is missing or damaged.
    """
    console = Console()
    with guard(console, debug=debug):
        chosen = choose_format(format, None, FORMATS)

        from summarizer.models.registry import list_models
        from summarizer.render.layout import paint
        from summarizer.render.safe import dump_json
        from summarizer.settings import load_settings

        found = list_models(load_settings())
        if chosen == "json":
            value = {"schema": SCHEMA, "models": [_object(info) for info in found]}
            typer.echo(dump_json(value))
        else:
            colour = wants_colour(chosen, None)
            typer.echo(paint(_lines(found), colour=colour), nl=False, color=colour)
        if any(info.chosen and info.ok is False for info in found):
            raise typer.Exit(FAILED)


def _object(info: ModelInfo) -> dict[str, Any]:
    return {
        "name": info.name,
        "kind": info.kind,
        "chosen": info.chosen,
        "ok": info.ok,
        "path": str(info.path) if info.path else None,
        "source": info.source,
        "licence": info.licence,
        "bytes": info.size_bytes,
        "sha256": info.sha256,
        "note": info.note,
    }


def _lines(found: list[ModelInfo]) -> list[Line]:
    from summarizer.cli.checkup import size
    from summarizer.render.safe import clean
    from summarizer.render.text import Sheet

    sheet = Sheet(width())
    for info in found:
        sheet.gap()
        use = " (in use)" if info.chosen else ""
        sheet.put([(clean(info.name), "headline"), (f", {info.kind}{use}", "dim")])
        verdict = VERDICTS[info.ok] if info.path else "not there"
        facts = [size(info.size_bytes)] if info.size_bytes else []
        sheet.say(
            ", ".join([*facts, verdict]),
            "warn" if info.ok is False else "plain",
            first="  ",
            rest="  ",
        )
        for text in _facts(info):
            sheet.say(clean(text), "dim", first="  ", rest="    ")
    return sheet.lines


def _facts(info: ModelInfo) -> list[str]:
    facts = [
        f"from {info.source}" if info.source else "",
        f"licence {info.licence}" if info.licence else "",
        f"sha256 {info.sha256}" if info.sha256 else "",
        f"in {info.path}" if info.path else "",
        info.note,
    ]
    return [fact for fact in facts if fact]
