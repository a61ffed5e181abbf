"""What an answer's headers say, and what a conditional request's do."""

from __future__ import annotations

import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

import aiohttp

RETRY_AFTER_MIN, RETRY_AFTER_MAX = 60.0, 86_400.0
"""Seconds; what a server asks for is held between a minute and a day."""


def conditions(etag: str | None, last_modified: str | None) -> dict[str, str]:
    """Return the headers of a conditional request."""
    headers = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in headers.items() if value and value.isprintable()}


def charset(answer: aiohttp.ClientResponse) -> str | None:
    """Return the charset that the header names, or None."""
    try:
        return answer.charset
    except (LookupError, RuntimeError, ValueError):
        return None


def max_age(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that the answer stays fresh, or None where it does not say."""
    for part in headers.get("Cache-Control", "").split(","):
        name, _, value = part.strip().partition("=")
        if name.lower() == "max-age" and value.isascii() and value.isdigit():
            return float(value[:12])
    try:
        expires = parsedate_to_datetime(headers["Expires"]).timestamp()
    except (KeyError, ValueError, OverflowError, TypeError):
        return None
    return max(0.0, expires - time.time())


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds to wait that the header asks for, held between the bounds."""
    value = headers.get("Retry-After", "").strip()
    if not value:
        return None
    try:
        seconds = (
            float(value[:12])
            if value.isascii() and value.isdigit()
            else parsedate_to_datetime(value).timestamp() - time.time()
        )
    except (ValueError, OverflowError, TypeError):
        return None
    return min(max(seconds, RETRY_AFTER_MIN), RETRY_AFTER_MAX)
