"""`readout-bot`, and `python -m bot`."""

from __future__ import annotations

import sys

from bot.errors import may_pass
from summarizer.errors import ReadoutError


def main() -> None:
    """Run the command line; what goes wrong is said in one line, without a secret."""
    try:
        from summarizer.threads import multiply_alone

        multiply_alone()
        for stream in (sys.stdout, sys.stderr):
            # What the terminal's encoding lacks is shown as a question mark.
            if (reconfigure := getattr(stream, "reconfigure", None)) is not None:
                reconfigure(errors="replace")
        from bot.cli import app

        app(prog_name="readout-bot")
    except ReadoutError as error:
        from summarizer.render.safe import clean

        sys.stderr.write(f"readout-bot: {clean(str(error))}\n")
        sys.exit(1 if may_pass(error) else 2)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
