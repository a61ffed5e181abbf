"""`.env.example`, made from the settings: `python -m bot.example_env > .env.example`."""

from __future__ import annotations

import sys
import textwrap
from typing import Any

from pydantic import SecretStr
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings

from bot.settings import BotSettings
from summarizer.settings import Settings, name_of

HEAD = """\
# Settings of Readout. Copy this file to .env and remove the # in front of what you change.
# Each can be set as an environment variable instead, which overrides the file.
# Generated from the settings (make env-example); edits to the original are lost.
"""

WIDTH = 88


def example_env() -> str:
    """Return the text of `.env.example`: every setting with its meaning and its default."""
    parts = [
        HEAD,
        "# ---- the bot: only the token is needed ----\n",
        *_lines(BotSettings),
        "# ---- articles, model, archive ----\n",
        *_lines(Settings),
    ]
    return "\n".join(parts)


def _lines(settings: type[BaseSettings]) -> list[str]:
    lines = []
    for name, field in settings.model_fields.items():
        variable = name_of(settings, name)
        about = textwrap.fill(
            field.description or "", WIDTH, initial_indent="# ", subsequent_indent="# "
        )
        lines.append(f"{about}\n#{variable}={_default(field)}\n")
    return lines


def _default(field: FieldInfo) -> str:
    if field.default_factory is not None:
        return ""  # a folder of this machine; empty means "the usual place"
    value: Any = field.default
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value)


if __name__ == "__main__":
    sys.stdout.write(example_env())
