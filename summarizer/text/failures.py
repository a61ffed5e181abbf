"""Pages that hold no article: "not found", a wall of scripts, a check for robots.

A server often sends them as if all were well, and a digest would tell them as news. Only
short texts that begin so are no articles: a report on a service that failed goes on.
"""

from __future__ import annotations

import re

MOST_WORDS = 130
"""Words of such a page; what is longer tells something besides."""
_BEGINS = 300
"""Characters in which it says what it is."""

_FAILS = re.compile(
    r"\b(?:page|url|article|content|file|document|story|site|video|feature|item|link)\b.{0,40}"
    r"(?:\b(?:was|were|is|could|can|are)(?: not|n['’]t) (?:be )?(?:found|available|loaded|exist)"
    r"|\bcannot be (?:found|loaded|displayed)\b|\bdoes(?: not|n['’]t) exist\b"
    r"|\bis (?:no longer|currently un|un)available\b|\bhas (?:been removed|expired|moved)\b)"
    r"|^\W*(?:error\s*)?(?:40[0-9]|50[0-9])\b.{0,40}\b(?:error|not found|forbidden|unavailable)\b"
    r"|\b(?:page|file) not found\b|^\W*access denied\b|\byou do(?: not|n['’]t) have permission to"
    r"|\b(?:interactive transcript|this (?:video|player)) could not be loaded\b"
    r"|\b(?:enable|turn on|requires?|activate) (?:java ?script|cookies)\b"
    r"|\bjava ?script (?:is|seems to be|appears to be) (?:disabled|required|not|turned off)"
    r"|\b(?:verify|confirm|checking|check) (?:that )?"
    r"(?:you(?: are|['’]re) (?:a )?(?:human|not a robot)|if the site connection"
    r" is secure|your browser)"
    r"|\bunusual (?:traffic|activity) from your\b|\benter the characters\b"
    r"|\bnot available in your (?:country|region|location)\b"
    r"|\badd location information to your tweets\b"
    r"|\beffort to archive pages as they are created\b",
    re.IGNORECASE | re.DOTALL,
)


def is_failed_page(text: str) -> bool:
    """Return whether a text is what a page shows in place of an article."""
    words = text.split(maxsplit=MOST_WORDS)
    return len(words) <= MOST_WORDS and _FAILS.search(" ".join(words)[:_BEGINS]) is not None
