"""How `--help` looks: plain text, arguments by their names alone, examples at the end."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperCommand

HELP_OPTIONS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
"""Settings of the outermost command; those below take them over."""


class PlainCommand(TyperCommand):
    """A command whose help shows no Python types: `STORY`, not `{STORY} <list[str]>`."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Return the words after the command's name: required arguments without braces."""
        return [re.sub("[{}]", "", piece) for piece in super().collect_usage_pieces(ctx)]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the arguments, then the options."""
        rows: dict[str, list[tuple[str, str]]] = {"Arguments": [], "Options": []}
        for parameter in self.get_params(ctx):
            if row := parameter.get_help_record(ctx):
                if parameter.param_type_name == "argument":
                    rows["Arguments"].append(
                        (row[0].split()[0], getattr(parameter, "help", "") or "")
                    )
                else:
                    rows["Options"].append(row)
        for title, filled in rows.items():
            if filled:
                with formatter.section(title):
                    formatter.write_dl(filled)


class PlainTyper(typer.Typer):
    """Commands with plain help. It starts in a third of the time, and reads the same in a pipe."""

    def __init__(self, **options: Any) -> None:
        # Typer's own tracebacks show local values, and so the bot's token.
        super().__init__(rich_markup_mode=None, pretty_exceptions_enable=False, **options)

    def command(self, name: str | None = None, **options: Any) -> Callable[..., Any]:
        """Register a command, as `Typer.command` does."""
        return super().command(name, cls=PlainCommand, **options)


def examples(*lines: str) -> str:
    """Return the end of a command's help: one line of the shell each."""
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines)])
