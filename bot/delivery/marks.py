"""The nonce of a message, and its mark in the buttons, by which the message is found (pure)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.store.nouns import Edition, Part
from summarizer.domain import make_id

NONCE_HOLE = "{nonce}"
"""Where a composer leaves room for a part's nonce in its payload's custom ids."""


def nonce_of(instance: str, edition: Edition, part: int) -> str:
    """Return the nonce of a part: the same at every try, no other's on this database.

    It is made from what outlives the restore of a backup, unlike the edition's number.
    """
    return "ro" + make_id("nonce", instance, str(edition.schedule_id), edition.slot, str(part))


def marked(part: Part, index: int, nonce: str) -> Part:
    """Return the part in its place, with its nonce also in its payload's custom ids."""
    return replace(part, part=index, nonce=nonce, payload=fill_nonce(part.payload, nonce))


def fill_nonce(value: Any, nonce: str) -> Any:
    """Return `value` with every hole in a custom id filled."""
    if isinstance(value, list):
        return [fill_nonce(item, nonce) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: item.replace(NONCE_HOLE, nonce) if key == "custom_id" else fill_nonce(item, nonce)
        for key, item in value.items()
    }
