"""`readout-bot`, and `python -m bot`."""

from __future__ import annotations

import sys

from summarizer.errors import ReadoutError


def main() -> None:
    """Run the command line; what goes wrong is said in one line, without a secret."""
    from bot.cli import app

    try:
        app(prog_name="readout-bot")
    except ReadoutError as error:
        sys.stderr.write(f"readout-bot: {error}\n")
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
