"""How a command ends: an exit status and one line, never a traceback."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import typer

from summarizer.cli.console import Console
from summarizer.errors import ReadoutError, SettingsError, reason_of

FAILED = 1
MISUSED = 2
"""A setting, as an option, has a value that makes no sense."""

STOPPED = 130
"""128 + SIGINT, as shells count."""

REPORT = "This is a fault in Readout. Run it again with --debug and report what it prints."


@contextmanager
def guard(*, debug: bool, quiet: bool = False, settings: bool = True) -> Iterator[Console]:
    """Run a command's body with its console; turn whatever it raises into an exit status.

    Args:
        debug: show the trace too.
        quiet: say nothing on standard error but errors.
        settings: say first which variables look like settings and have no effect.

    Raises:
        typer.Exit: with the status, after the reason was said on standard error.
    """
    console = Console(quiet=quiet)
    _bear_foreign_letters()
    try:
        with _heard(console, debug):
            if settings:
                _tell_misspelt(console)
            yield console
        console.finish()
        sys.stdout.flush()
    except (typer.Exit, typer.Abort, typer.BadParameter):
        console.clear()
        raise
    except BrokenPipeError:
        leave_the_pipe()
    except KeyboardInterrupt:
        console.clear()
        sys.stderr.write("readout: stopped\n")
        _drop_output()
        raise typer.Exit(STOPPED) from None
    except ReadoutError as error:
        _explain(console, str(error), debug)
        raise typer.Exit(MISUSED if isinstance(error, SettingsError) else FAILED) from None
    except MemoryError:
        _explain(console, "the machine does not have enough memory for this many articles", debug)
        raise typer.Exit(FAILED) from None
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        _explain(console, f"{where}{reason_of(error)}", debug)
        _drop_output()
        raise typer.Exit(FAILED) from None
    except Exception as error:
        _explain(console, f"{type(error).__name__}: {error}. {REPORT}", debug)
        raise typer.Exit(FAILED) from None


def _tell_misspelt(console: Console) -> None:
    from summarizer.settings import NO_SETTING, Settings, misspelt

    with suppress(OSError, UnicodeDecodeError):  # whoever loads the settings says so
        for name, nearest in misspelt(Settings):
            hint = f"did you mean {nearest}?" if nearest else ".env.example lists every setting"
            console.notice(f"{name} {NO_SETTING}; {hint}")


def _bear_foreign_letters() -> None:
    """Have what the terminal's encoding lacks shown as question marks; files are UTF-8."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


@contextmanager
def _heard(console: Console, debug: bool) -> Iterator[None]:
    """Tell what the packages below log as a warning; libraries' own chatter stays unsaid."""
    import logging
    import warnings

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            console.notice(record.getMessage())
            if debug and record.exc_info:
                traceback.print_exception(*record.exc_info)

    handler = Handler(logging.WARNING)
    logger = logging.getLogger("readout")
    logger.addHandler(handler)
    before, logger.propagate = logger.propagate, False
    try:
        with warnings.catch_warnings():
            if not debug:
                warnings.simplefilter("ignore")
            yield
    finally:
        logger.removeHandler(handler)
        logger.propagate = before


def _explain(console: Console, text: str, debug: bool) -> None:
    if debug:
        console.clear()
        traceback.print_exc()
    console.error(text)


def leave_the_pipe() -> None:
    """End as a program does whose reader went away: silently, by SIGPIPE."""
    _drop_output()
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGPIPE)
    raise typer.Exit(FAILED)


def _drop_output() -> None:
    """Point standard output at nothing, so that the interpreter's last flush cannot fail."""
    try:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)
    except (OSError, ValueError):  # standard output is closed, or not a file
        return
