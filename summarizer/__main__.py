"""`readout`, and `python -m summarizer`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; the exit status says how it went."""
    try:
        from summarizer.cli.app import app

        app(prog_name="readout")
    except KeyboardInterrupt:  # before a command had begun
        sys.stderr.write("readout: stopped\n")
        sys.exit(130)
    except BrokenPipeError:  # help into a closed pipe
        from summarizer.cli.guard import leave_the_pipe

        leave_the_pipe()


if __name__ == "__main__":
    main()
