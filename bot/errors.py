"""What the bot raises on purpose; every message is fit for the person who asked.

::

    ReadoutError
    └── BotError
        ├── Unusable        an option holds something that cannot be used
        ├── LimitReached    a limit of this server, member or schedule
        ├── Expired         a button of an answer that is no longer kept
        ├── Busy            it would take too long just now
        ├── NothingYet      there is nothing to tell about yet
        └── StartError      the bot cannot start: token, settings, database
"""

from __future__ import annotations

from summarizer.errors import ReadoutError, StorageAway, StorageFull, StorageReplaced


class BotError(ReadoutError):
    """Base of the bot's own errors."""


class Unusable(BotError):
    """An option holds something that cannot be used."""


class LimitReached(BotError):
    """A limit of this server, member or schedule is reached."""


class Expired(BotError):
    """A button belongs to an answer that is no longer kept."""


class Busy(BotError):
    """It would take too long just now."""


class NothingYet(BotError):
    """There is nothing to tell about yet."""


class StartError(BotError):
    """The bot cannot start."""


def wrong_token() -> StartError:
    """Return what is said of a token that Discord does not know."""
    return StartError(
        "Discord does not accept it",
        subject="DISCORD_TOKEN",
        advice="Reset the token on the Bot page of the developer portal and set the new one.",
    )


def may_pass(error: ReadoutError) -> bool:
    """Whether no setting is wrong, so that trying again may help."""
    return isinstance(error, StorageFull | StorageAway | StorageReplaced)
