"""Asks the bot how it is: exit status 0 when well, 1 with the reason when not.

Needs nothing but Python, so that a check every half minute costs a few milliseconds.
"""

from __future__ import annotations

import json
import os
import sys
import urllib.error
import urllib.request

SECONDS = 5.0


def ask(port: int) -> str:
    """Return what is wrong, or an empty text."""
    url = f"http://127.0.0.1:{port}/healthz"
    try:
        with urllib.request.urlopen(url, timeout=SECONDS):
            return ""
    except urllib.error.HTTPError as error:
        return told(error.read())
    except OSError as error:
        return f"no answer on port {port} ({error})"


def told(body: bytes) -> str:
    """Return the problems that a 503 tells."""
    try:
        return "; ".join(json.loads(body)["problems"])
    except (ValueError, KeyError, TypeError):
        return "unwell"


def main() -> int:
    """Ask on the port that the bot's own setting names."""
    port = os.environ.get("READOUT_BOT_HEALTH_PORT", "")
    if port in {"", "0"}:
        sys.stderr.write("READOUT_BOT_HEALTH_PORT is not set, so there is nobody to ask\n")
        return 1
    problem = ask(int(port))
    if problem:
        sys.stderr.write(problem + "\n")
    return 1 if problem else 0


if __name__ == "__main__":
    sys.exit(main())
