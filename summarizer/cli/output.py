"""Results out: to standard output, or to a file that appears whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypedDict

import typer

from summarizer.cli import options
from summarizer.cli.console import Console, is_colour_forced, wants_colour, width
from summarizer.errors import StorageError, reason_of

if TYPE_CHECKING:
    from summarizer.render import Format
    from summarizer.settings import Settings

Write = Callable[[str], None]

ENDINGS: dict[str, Format] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".html": "html",
    ".htm": "html",
    ".rss": "rss",
    ".xml": "rss",
}
OTHERS = frozenset(
    ".pdf .doc .docx .odt .rtf .epub .csv .tsv .xls .xlsx .yaml .yml .png .svg .zip .gz".split()
)
"""Endings that promise what is not written; any other ending is text."""

STORY_FORMATS: tuple[Format, ...] = ("terminal", "text", "markdown", "json", "jsonl")

LISTED: tuple[Format, ...] = ("terminal", "text", "json")
"""Formats of what is a list or a report, no digest."""

HUMAN = ("terminal", "text", "markdown")
"""Formats for eyes: written in the terminal's encoding. The others are UTF-8 by definition."""


class Look(TypedDict):
    """How a result is rendered: keywords of the functions of `summarizer.render`."""

    format: Format
    explain: bool
    width: int
    colour: bool
    language: str


@dataclass(frozen=True, slots=True)
class Target:
    """Where a command's result goes, and how it is to look there.

    Attributes:
        format: one that the command writes.
        output: the file; None is standard output.
        language: the code that was asked for; None takes the settings'.
        explain: show the parts of each rank, the place of each citation, the whole ledger.
    """

    format: Format
    output: Path | None
    language: str | None = None
    explain: bool = False

    @property
    def colour(self) -> bool:
        """Whether it is styled."""
        return wants_colour(self.format, self.output)

    def look(self, settings: Settings) -> Look:
        """Return how the result is rendered."""
        return Look(
            format=self.format,
            explain=self.explain,
            width=width(),
            colour=self.colour,
            language=self.language or settings.language,
        )

    def write(self, text: str, console: Console) -> None:
        """Write the whole result, in the place of the progress line.

        Raises:
            StorageError: the file cannot be written.
        """
        console.clear()
        with open_output(self.output, self.format) as write:
            write(text)


def choose_target(
    format: str | None,  # noqa: A002 - the option's own name
    output: Path | None,
    allowed: tuple[Format, ...],
    *,
    language: str | None = None,
    explain: bool = False,
) -> Target:
    """Return where the result goes, as the options say; looked at before the work.

    Raises:
        typer.BadParameter: there is no such format or language, or the file cannot be written.
    """
    chosen = choose_format(format, output, allowed)
    check_output(output)
    return Target(chosen, output, options.language(language), explain)


def choose_format(given: str | None, output: Path | None, allowed: tuple[Format, ...]) -> Format:
    """Return the format: the one that was asked for, the file's, or what suits the output.

    Raises:
        typer.BadParameter: there is no such format for this command.
    """
    if given is None:
        return _fitting(output, allowed)
    for name in allowed:
        if given.lower() == name:
            return name
    raise typer.BadParameter(
        f"{given!r} is not one of {', '.join(allowed)}.", param_hint="'--format'"
    )


def _fitting(output: Path | None, allowed: tuple[Format, ...]) -> Format:
    if output is None:
        return "terminal" if sys.stdout.isatty() or is_colour_forced() else "text"
    ending = output.suffix.lower()
    if ending in OTHERS:
        written = ", ".join(end for end, kind in ENDINGS.items() if kind in allowed)
        raise typer.BadParameter(
            f"{ending} files are not written; end it in {written}, or name a format with --format.",
            param_hint="'--output'",
        )
    guessed = ENDINGS.get(ending, "text")
    if guessed not in allowed:
        raise typer.BadParameter(
            f"its ending asks for {guessed}, which this command does not write; "
            f"name one of {', '.join(allowed)} with --format.",
            param_hint="'--output'",
        )
    return guessed


def check_output(output: Path | None) -> None:
    """Look before the work whether the file can be written.

    Raises:
        typer.BadParameter: its folder is missing or closed, or it is a folder itself.
    """
    if output is None:
        return
    problem = ""
    parent = Path(os.path.realpath(output)).parent
    if output.is_dir():
        problem = "it is a folder; name a file in it"
    elif not parent.is_dir():
        problem = f"there is no folder {str(parent)!r}; make it first"
    elif _is_special(output):
        problem = "" if os.access(output, os.W_OK) else "it is not writable"
    elif not os.access(parent, os.W_OK | os.X_OK):
        problem = f"the folder {str(parent)!r} is not writable"
    if problem:
        raise typer.BadParameter(f"{str(output)!r}: {problem}.", param_hint="'--output'")


def write_object(schema: str, value: Mapping[str, object]) -> None:
    """Write an object as JSON to standard output, with the name of its schema."""
    from summarizer.render.safe import dump_json

    _to_stdout("json")(dump_json({"schema": schema, **value}) + "\n")


@contextmanager
def open_output(output: Path | None, format: Format) -> Iterator[Write]:  # noqa: A002
    """Yield what writes text to the output; a file is there only once all went well.

    Raises:
        StorageError: the file cannot be written (disk full, no permission).
    """
    if output is None:
        yield _to_stdout(format)
        return
    try:
        if _is_special(output):
            with output.open("w", encoding="utf-8", newline="\n") as file:
                yield _to(file)
        else:
            with _replaced(output) as file:
                yield _to(file)
    except OSError as error:
        raise StorageError(
            f"could not be written ({reason_of(error)})",
            subject=str(output),
            advice="Nothing was changed there.",
        ) from error


@contextmanager
def _replaced(output: Path) -> Iterator[TextIO]:
    """Yield a new file beside `output` that takes its place at the end (links are followed)."""
    from tempfile import mkstemp  # brings hashing and random numbers; most output is no file

    target = Path(os.path.realpath(output))
    handle, name = mkstemp(prefix=f".{target.name[:40]}.", dir=target.parent)
    draft = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.chmod(_mode_for(target))
        draft.replace(target)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise


def _mode_for(target: Path) -> int:
    """Return the permissions of the file that was there, else what the umask leaves."""
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _is_special(path: Path) -> bool:
    """Return whether `path` is there but is no file to replace: a pipe, /dev/stdout."""
    return path.exists() and not path.is_file() and not path.is_dir()


def _to(file: TextIO) -> Write:
    def write(text: str) -> None:
        file.write(text)

    return write


def _to_stdout(format: Format) -> Write:  # noqa: A002
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None and format not in HUMAN:
        reconfigure(encoding="utf-8", errors="strict", newline="\n")

    def write(text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()

    return write
