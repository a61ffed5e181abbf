"""`readout`, and `python -m summarizer`."""

from __future__ import annotations

import os
import signal
import sys


def main() -> None:
    """Run the command line; the exit status says how it went."""
    _open_closed_streams()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # lets half-written files be removed
    try:
        from summarizer.threads import multiply_alone

        multiply_alone()
        from summarizer.cli.app import app

        app(prog_name="readout")
    except KeyboardInterrupt:  # before a command had begun
        sys.stderr.write("readout: stopped\n")
        sys.exit(130)
    except BrokenPipeError:  # help into a closed pipe
        from summarizer.cli.guard import leave_the_pipe

        leave_the_pipe()
    except OSError as error:  # help onto a full disk, completion into a home that is read-only
        from summarizer.errors import reason_of

        where = f"{error.filename}: " if error.filename else ""
        sys.stderr.write(f"readout: {where}{reason_of(error)}\n")
        sys.exit(1)


def _open_closed_streams() -> None:
    """Give what is printed somewhere to go where the caller closed a stream (`>&-`)."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115


if __name__ == "__main__":
    main()
