"""Every knob of the bot, with its range, unit and reason.

`DISCORD_TOKEN` is the only one that must be set. The others are environment
variables `READOUT_BOT_<NAME>`, or lines of `.env`.
"""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Literal

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import StartError
from summarizer.errors import SettingsError
from summarizer.settings import (
    NO_SETTING,
    WHERE_SET,
    Settings,
    StrictSettings,
    misspelt,
    own_folder,
    unreadable_file,
    wrong_value,
)
from summarizer.text.addresses import names_host

DISCORD_API = "https://discord.com/api/v10"
DISCORD_GATEWAY = "wss://gateway.discord.gg/"

Seconds = Annotated[float, Field(gt=0, le=86_400)]

STATE_FILE = "bot.sqlite3"


class DataFolder(BaseSettings):
    """The one setting of the summarizer's that the bot's state follows."""

    model_config = Settings.model_config

    data_dir: Path | None = None


def state_folder() -> Path:
    """Return where the bot's state is unless told otherwise: in READOUT_DATA_DIR, with the archive.

    State that lies in the user's own folder, where it was whatever READOUT_DATA_DIR said, is
    found there as long as none lies in the other.
    """
    folder = DataFolder().data_dir
    if folder is None:
        return own_folder(user_data_path)
    with suppress(SettingsError):  # a user without a home
        old = own_folder(user_data_path)
        if (old / STATE_FILE).exists() and not (folder / STATE_FILE).exists():
            return old
    return folder


class BotSettings(StrictSettings):
    """Settings of the bot."""

    model_config = SettingsConfigDict(
        env_prefix="READOUT_BOT_",
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        populate_by_name=True,
    )

    token: SecretStr = Field(
        SecretStr(""),
        validation_alias="DISCORD_TOKEN",
        description="The bot's token, from the Bot page of Discord's developer portal.",
    )
    database: str = Field(
        "",
        description="Address of the bot's database, such as "
        "postgresql+psycopg://user@host/readout; empty: bot.sqlite3 in READOUT_BOT_DATA_DIR.",
    )
    data_dir: Path = Field(
        default_factory=state_folder,
        description="Folder for the bot's state (bot.sqlite3), which must be kept; empty: "
        "READOUT_DATA_DIR.",
    )
    api_base: str = Field(
        DISCORD_API, description="Base address of Discord's REST interface, for REST proxies."
    )
    gateway: str = Field(DISCORD_GATEWAY, description="Address of Discord's gateway.")
    zone: str = Field(
        "UTC", description="IANA time zone of a server that has not chosen one (/settings)."
    )
    worker: Literal["process", "thread"] = Field(
        "process", description="Where the model runs: process (its own) or thread."
    )
    worker_idle_minutes: Annotated[float, Field(ge=0, le=1_440)] = Field(
        10, description="The worker process ends after this many idle minutes; 0: never."
    )
    queue_limit: Annotated[int, Field(ge=1, le=10_000)] = Field(
        500, description="Most questions waiting for the model; more are declined politely."
    )
    work_timeout: Seconds = Field(
        600, description="Seconds that one digest may take before its worker is killed."
    )
    cooldown: Annotated[float, Field(ge=0, le=3_600)] = Field(
        5, description="Seconds between two questions of one member that need the model."
    )
    max_sources: Annotated[int, Field(ge=1, le=10_000)] = Field(
        100, description="Most sources of one server, or of one member by direct message."
    )
    max_schedules: Annotated[int, Field(ge=1, le=1_000)] = Field(
        25, description="Most schedules of one server, or of one member by direct message."
    )
    max_articles: Annotated[int, Field(ge=1, le=10_000)] = Field(
        300, description="Most articles in one digest; the newest are taken."
    )
    max_file_mb: Annotated[int, Field(ge=1, le=100)] = Field(
        5, description="Largest attachment to read, in MB."
    )
    clip_days: Annotated[int, Field(ge=1, le=3_650)] = Field(
        30, description="Days for which articles that members brought are offered to them again."
    )
    answer_days: Annotated[int, Field(ge=1, le=365)] = Field(
        14, description="Days for which the buttons of an answer work."
    )
    forget_days: Annotated[int, Field(ge=0, le=365)] = Field(
        30, description="Days after which a server's data is deleted once the bot has left it."
    )
    shards: str = Field(
        "",
        description="Shards that this process serves: 0-3/8 for the first four of eight. Every "
        "shard needs exactly one process. Empty: all, in one process.",
    )
    process_name: str = Field(
        "", description="Name of this process in /status; empty: the machine's."
    )
    tick: Seconds = Field(30, description="Seconds between checks of the schedules.")
    lease: Seconds = Field(
        25,
        description="Seconds after which another process takes over a delivery whose process is "
        "gone; a working process renews its claim three times as often.",
    )
    send_timeout: Seconds = Field(30, description="Seconds that one request to Discord may take.")
    sends_per_second: Annotated[float, Field(gt=0, le=50)] = Field(
        40, description="Most messages per second in all; Discord allows 50 requests."
    )
    couriers: Annotated[int, Field(ge=1, le=500)] = Field(
        40, description="Most deliveries at the same time."
    )
    stop_seconds: Annotated[float, Field(gt=0, le=60)] = Field(
        8, description="Seconds that running work is given when the bot is asked to stop."
    )
    health_port: Annotated[int, Field(ge=0, le=65_535)] = Field(
        0, description="Port on loopback for /healthz and /metrics; 0: none."
    )
    log_format: Literal["text", "json"] = Field(
        "text", description="Format of log lines: text or json."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="Lowest level that is logged: debug, info, warning or error."
    )

    @field_validator("worker", "log_format", "log_level", mode="before")
    @classmethod
    def in_small_letters(cls, value: object) -> object:
        """Take INFO for info, as other programs write it."""
        return value.lower() if isinstance(value, str) else value

    @field_validator("api_base", "gateway")
    @classmethod
    def is_address(cls, value: str, info: ValidationInfo) -> str:
        """Refuse what no request could be sent to, before it is tried for ever."""
        scheme, example = (
            ("http", DISCORD_API) if info.field_name == "api_base" else ("ws", DISCORD_GATEWAY)
        )
        if not names_host(value, (scheme, f"{scheme}s")):
            shown = value.rpartition("@")[2]  # without user name and password
            raise ValueError(f"{shown!r} is not an address such as {example}")
        return value

    @property
    def database_url(self) -> str:
        """The database's address for SQLAlchemy."""
        from summarizer.archive.database import sqlite_url

        return self.database or sqlite_url(self.data_dir / STATE_FILE)


def load_bot_settings() -> BotSettings:
    """Read the settings from the environment and `.env`.

    Raises:
        StartError: a value is out of range or of the wrong kind.
        SettingsError: `.env` cannot be read.
    """
    try:
        return BotSettings()
    except (OSError, UnicodeDecodeError) as error:
        raise unreadable_file(error) from error
    except ValidationError as error:
        name, problem = wrong_value(BotSettings, error)
        raise StartError(problem, subject=name, advice=WHERE_SET) from None


def misspelt_settings() -> list[str]:
    """Return, in words, which variables look like settings and have no effect."""
    return [
        f"{name} {NO_SETTING}" + (f"; did you mean {near}?" if near else "")
        for name, near in misspelt(Settings, BotSettings)
    ]


TOKEN_FORM = re.compile(r"[\w-]{20,}\.[\w-]{5,}\.[\w-]{20,}")
"""Three parts of base64: application id, time, signature."""


def require_token(settings: BotSettings) -> str:
    """Return the token.

    Raises:
        StartError: there is none, or it cannot be one.
    """
    token = settings.token.get_secret_value().strip()
    if not token:
        raise StartError(
            "no token is set",
            subject="DISCORD_TOKEN",
            advice="Put DISCORD_TOKEN=… where the other settings are: into .env, or into the file "
            "that EnvironmentFile= of the service or env_file: of the container names. The token "
            "is on the Bot page of your application at Discord's developer portal.",
        )
    if not TOKEN_FORM.fullmatch(token):
        raise StartError(
            "that does not look like a bot token",
            subject="DISCORD_TOKEN",
            advice="A bot token has three parts with dots between them; the client secret and the "
            "public key are something else.",
        )
    return token
