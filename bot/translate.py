"""How commands are described in the languages of Discord, and which of them Readout speaks.

Descriptions, choices and the message menu are shown in each member's language. The names of
commands and options stay English: documentation, answers ("Add one: /sources add") and members
of one server with different Discords all name a command by one name.
"""

from __future__ import annotations

import asyncio
from functools import cache
from typing import Any

from discord import Locale, app_commands
from discord.app_commands import TranslationContextLocation as Location

from summarizer.tongue import ENGLISH, Tongue, language_code, tongue_of

SHOWN = (
    Location.command_description,
    Location.group_description,
    Location.parameter_description,
    Location.choice_name,
)


@cache
def spoken(locale: Locale) -> str | None:
    """Return the code of the language of a member's Discord; None where Readout lacks it."""
    try:
        return language_code(str(locale))
    except ValueError:
        return None


class Translator(app_commands.Translator):
    """Descriptions and choices from the catalogues."""

    def __init__(self) -> None:
        self.tongues: dict[str, Tongue] = {}

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """Return a text in `locale`, or None where the English one stands."""
        code = spoken(locale)
        if code is None or code == ENGLISH.code or not is_shown(context):
            return None
        if code not in self.tongues:
            self.tongues[code] = await asyncio.to_thread(tongue_of, code)
        said = self.tongues[code].say(string.message)
        return said if said != string.message else None


def is_shown(context: app_commands.TranslationContextTypes) -> bool:
    """Return whether a text is read rather than typed."""
    menu: Any = context.data
    return context.location in SHOWN or isinstance(menu, app_commands.ContextMenu)
