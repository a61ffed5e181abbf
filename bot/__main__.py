"""`readout-bot`, and `python -m bot`."""

from __future__ import annotations

import sys

from summarizer.errors import ReadoutError, StorageAway, StorageFull, StorageReplaced


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
        sys.stderr.write(f"readout-bot: {error}\n")
        sys.exit(1 if _may_pass(error) else 2)
    except KeyboardInterrupt:
        sys.exit(130)


def _may_pass(error: ReadoutError) -> bool:
    """Whether no setting is wrong, so that systemd should try again, as it does not after 2."""
    return isinstance(error, StorageFull | StorageAway | StorageReplaced)


if __name__ == "__main__":
    main()
