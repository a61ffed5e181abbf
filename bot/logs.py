"""Quiet, structured logs in which no secret can stand.

A line is "time level logger message key=value …", or one JSON object. Whatever is a
secret (the token, interaction tokens, authorization headers) is masked wherever it
appears: in messages, arguments and tracebacks.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, TextIO

import aiohttp
import discord

MASK = "•••"
TOKEN_LIKE = re.compile(
    r"(?i)(authorization['\"]?\s*[:=]\s*['\"]?)(?:(?:bot|bearer|basic)\s+)?[^\s'\",}]+"
    r"|(\b(?:bot|bearer)\s+)[\w.\-]{20,}"
    r"|((?:webhooks|interactions)/\d+/)[\w.\-]{20,}"
    r"|(cookie['\"]?\s*[:=]\s*['\"]?)[^\s'\",}]+"
)
STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}

AWAY = (OSError, aiohttp.ClientError, discord.ConnectionClosed, discord.GatewayNotFound)
"""What discord.py logs while Discord cannot be reached: where in its code that was helps nobody."""


class Masker:
    """Takes secrets out of text."""

    def __init__(self, secrets: Iterable[str]) -> None:
        self.secrets = [secret for secret in secrets if len(secret) >= 8]

    def __call__(self, text: str) -> str:
        """Return `text` without secrets."""
        for secret in self.secrets:
            text = text.replace(secret, MASK)
        return TOKEN_LIKE.sub(lambda match: "".join(filter(None, match.groups())) + MASK, text)


class LineFormatter(logging.Formatter):
    """Formats a record as text with key=value pairs, or as JSON."""

    def __init__(self, mask: Masker, *, as_json: bool) -> None:
        super().__init__()
        self.mask = mask
        self.as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line (a traceback follows in text form)."""
        extra = {key: value for key, value in vars(record).items() if key not in STANDARD}
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        error = record.exc_info[1] if record.exc_info else None
        trace = self.formatException(record.exc_info) if record.exc_info else ""
        if record.name.startswith("discord.") and isinstance(error, AWAY):
            extra["why"], trace = f"{type(error).__name__}: {error}", ""
        if self.as_json:
            row: dict[str, Any] = {
                "time": at,
                "level": record.levelname.lower(),
                "logger": record.name,
                "message": record.getMessage(),
                **extra,
            }
            if trace:
                row["trace"] = trace
            return visible(self.mask(json.dumps(row, default=str, ensure_ascii=False)))
        pairs = "".join(f" {key}={quoted(value)}" for key, value in extra.items())
        line = f"{at} {record.levelname.lower()} {record.name} {record.getMessage()}{pairs}"
        return "\n".join(map(visible, self.mask(f"{line}\n{trace}" if trace else line).split("\n")))


def visible(text: str) -> str:
    """Return `text` with what cannot be seen as JSON's escapes: no site moves a reader's cursor."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else json.dumps(char)[1:-1] for char in text)


def quoted(value: object) -> str:
    """Return a value for a key=value pair: quoted where it holds spaces, in one line."""
    text = str(value)
    return json.dumps(text, ensure_ascii=False) if re.search(r"[\s\"=]", text) else text


def set_up_logs(
    level: str, form: str, secrets: Iterable[str], stream: TextIO | None = None
) -> logging.Handler:
    """Log to `stream` (standard error); return the handler.

    discord.py's own logger is held at warnings: its debug lines hold whole payloads. So is that
    of the Markdown parser, which tells each line it tries.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(LineFormatter(Masker(secrets), as_json=form == "json"))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for name in ("discord", "apscheduler", "aiohttp", "asyncio", "markdown_it"):
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    return handler
