"""Every knob of the summarizer, with its range, unit and reason.

Built once at the edge (`Settings()` reads the environment and `.env`) and passed in;
nothing else in the package reads the environment. `.env.example` is generated from
this class, and a test compares the two.
"""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from platformdirs import user_cache_path, user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from summarizer.errors import SettingsError, reason_of
from summarizer.lengths import LENGTHS_TOLD
from summarizer.tongue import AUTO, CHOICES, ENGLISH, language_code

PACKAGED_ENCODER = "packaged"
"""The setting's word for the model that comes with the install."""

Length = Literal["short", "medium", "long"]


def own_folder(find: Callable[[str], Path]) -> Path:
    """Return Readout's folder in the user's home, as `find` names it.

    Raises:
        SettingsError: the user has no home, as one that a container was told by number.
    """
    try:
        folder = find("readout")
    except RuntimeError:
        folder = Path("~")
    if not folder.is_absolute():
        raise SettingsError(
            "this user has no home folder, where Readout keeps its files unless told otherwise",
            subject="HOME",
            advice="Set HOME, or READOUT_DATA_DIR, READOUT_CACHE_DIR and for the bot "
            "READOUT_BOT_DATA_DIR, to folders that can be written.",
        )
    return folder


class StrictSettings(BaseSettings):
    """Settings that refuse a misspelt name given in Python, which would else do nothing.

    The environment and `.env` hold much that is no setting; what is misspelt there, `misspelt`
    tells.
    """

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Return where values come from, in order, once the names that were given are known.

        Raises:
            TypeError: a name is no setting.
        """
        if isinstance(init_settings, InitSettingsSource):
            fields = settings_cls.model_fields
            known = {*fields, *(str(one.validation_alias or "") for one in fields.values())}
            for name in init_settings.init_kwargs:
                if name not in known:
                    near = "".join(get_close_matches(name, fields, 1))
                    meant = f"; did you mean {near!r}?" if near else ""
                    raise TypeError(f"{settings_cls.__name__} has no setting {name!r}{meant}")
        return init_settings, env_settings, dotenv_settings, file_secret_settings


class Settings(StrictSettings):
    """Settings of the summarizer. Each is an environment variable `READOUT_<NAME>`."""

    model_config = SettingsConfigDict(
        env_prefix="READOUT_",
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
    )

    encoder: str = Field(
        PACKAGED_ENCODER,
        description="Sentence encoder: 'packaged' (all-MiniLM-L6-v2, comes with the install), "
        "a folder, or the name of a model that is already downloaded.",
    )
    dtype: Literal["auto", "float32", "bfloat16"] = Field(
        "auto",
        description="Number type of the encoder: float32, bfloat16, or auto for the fastest on "
        "this CPU.",
    )
    threads: Annotated[int, Field(ge=0, le=256)] = Field(
        0, description="CPU threads for the model; 0: all that the process may use."
    )
    workers: Annotated[int, Field(ge=0, le=256)] = Field(
        0,
        description="Worker processes for encoding; 0: none, the main process encodes (and uses "
        "all CPUs too). More pay off only on machines with many CPUs.",
    )
    dask_address: str = Field(
        "",
        description="Address of a Dask scheduler whose workers encode, such as "
        "tcp://10.0.0.5:8786; needs the extra 'cluster'. Empty: this machine alone.",
    )
    cache_dir: Path = Field(
        default_factory=lambda: own_folder(user_cache_path),
        description="Folder for the cache of sentence vectors and of the command line's last "
        "digests; safe to delete at any time. Empty: the user's own cache folder.",
    )
    cache_mb: Annotated[int, Field(ge=0, le=1_000_000)] = Field(
        512, description="Maximum size of that cache in MB; the oldest vectors go first. 0: none."
    )
    data_dir: Path = Field(
        default_factory=lambda: own_folder(user_data_path),
        description="Folder for the archive of articles (readout.db), which must be kept. Empty: "
        "the user's own data folder.",
    )
    database_url: str = Field(
        "",
        description="Archive: empty for readout.db in the data folder, or an SQLAlchemy address "
        "such as postgresql+psycopg://user@host/readout.",
    )
    contact: str = Field(
        "",
        description="Page or e-mail address at which site owners reach you; sent with each fetch.",
    )
    allow_hosts: str = Field(
        "",
        description="Hosts to fetch even though they are not public, separated by commas, "
        "such as news.internal or 127.0.0.1:8080.",
    )
    keep_days: Annotated[int, Field(ge=0, le=36_500)] = Field(
        0,
        description="Days after which stored articles and digests are deleted; 0: never.",
    )
    writer: str = Field(
        "",
        description="Model that writes briefs in its own words: a preset (news-2gb, chat-4gb, "
        "chat-8gb, chat-24gb, chat-gpu), a folder, the name of a downloaded model, or 'server'. "
        "Empty: briefs are made of the articles' own sentences.",
    )
    writer_url: str = Field(
        "",
        description="Base address of an OpenAI-compatible server for READOUT_WRITER=server, "
        "such as http://localhost:11434/v1.",
    )
    writer_model: str = Field("", description="Name of the model on that server.")
    writer_key: SecretStr = Field(
        SecretStr(""), description="Key for that server; sent to it and nowhere else."
    )
    writer_device: Literal["auto", "cpu", "cuda", "mps"] = Field(
        "auto",
        description="Where the writing model and the judge run: cpu, cuda, mps, or auto for a "
        "GPU that has room, else the CPU.",
    )
    writer_dtype: Literal["auto", "float32", "bfloat16", "float16"] = Field(
        "auto",
        description="Number type of the writing model and the judge: float32, bfloat16, float16, "
        "or auto for the fastest there.",
    )
    writer_seconds: Annotated[int, Field(ge=5, le=3_600)] = Field(
        120,
        description="Seconds that the writing model may take for one brief; then the extract is "
        "used.",
    )
    judge: str = Field(
        "",
        description="Entailment model that judges written sentences in addition to the checker: a "
        "preset (judge-1gb, judge-2gb, judge-many-2gb, judge-3gb), a folder, or the name of a "
        "downloaded model. Empty: none.",
    )
    zone: str = Field(
        "",
        description="IANA time zone of the command line's days, such as Pacific/Auckland. "
        "Empty: the machine's own. The bot has READOUT_BOT_ZONE and /settings.",
    )
    max_file_mb: Annotated[int, Field(ge=1, le=2_000)] = Field(
        20, description="Largest file to read, in MB; larger ones are named in the ledger."
    )
    length: Length = Field(
        "medium",
        description=f"Default length of a brief: {LENGTHS_TOLD}.",
    )
    language: str = Field(
        ENGLISH.code,
        description="Language of Readout's own words, such as headings, counts and dates: "
        f"{', '.join(CHOICES[:-1])}, or {AUTO} for the language of most of the articles.",
    )

    @field_validator("language")
    @classmethod
    def is_spoken(cls, value: str) -> str:
        """Refuse a language that no catalogue is there for."""
        return language_code(value)

    @field_validator("zone")
    @classmethod
    def is_zone(cls, value: str) -> str:
        """Refuse what is no zone before days are counted by it, or by another unnoticed."""
        try:
            return value and ZoneInfo(value).key
        except (ValueError, LookupError, OSError) as error:
            raise ValueError(
                "not a time zone that this machine knows; name one such as Europe/Berlin, or "
                "leave it empty for the machine's own"
            ) from error


def load_settings() -> Settings:
    """Read the settings from the environment and `.env`.

    Raises:
        SettingsError: a value is out of range or of the wrong kind, or `.env` cannot be read.
    """
    try:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise unreadable_file(error) from error
    except ValidationError as error:
        name, problem = wrong_value(Settings, error)
        got = error.errors()[0]["input"]
        raise SettingsError(f"{problem} (got {got!r})", subject=name, advice=WHERE_SET) from error


WHERE_SET = "Set it in the environment or in .env; .env.example lists every setting."


def wrong_value(program: type[BaseSettings], error: ValidationError) -> tuple[str, str]:
    """Return the variable whose value cannot be, and why; not the value, which may be a secret."""
    first = error.errors(include_input=False, include_url=False)[0]
    field = str(first["loc"][0])  # the field's name, or its alias
    problem = first["msg"].removeprefix("Value error, ")
    name = name_of(program, field) if field in program.model_fields else field
    return name, problem[0].lower() + problem[1:]


def misspelt(*programs: type[BaseSettings]) -> tuple[tuple[str, str], ...]:
    """Return the variables that look like a program's settings and are none.

    A misspelt setting would else be without effect, and nobody told.

    Args:
        programs: all settings that the program knows. What begins with the longer prefix of
            another program is that one's.

    Returns:
        Pairs of the name as it is set and the setting that is nearest to it, or "".
    """
    known = {name_of(one, field) for one in programs for field in one.model_fields}
    prefixes = tuple(str(one.model_config.get("env_prefix")) for one in programs)
    found = {
        name.upper()
        for one in programs
        for source in (EnvSettingsSource(one), DotEnvSettingsSource(one))
        for name in source.env_vars
    }
    strange = sorted(name for name in found - known if name.startswith(prefixes))
    if len(programs) == 1:
        strange = [name for name in strange if not name.startswith(OF_THE_BOT)]
    return tuple((name, "".join(get_close_matches(name, known, 1))) for name in strange)


OF_THE_BOT = "READOUT_BOT_"
"""How the bot's own settings begin: the summarizer leaves them alone."""

NO_SETTING = "is not a setting and has no effect"


def name_of(settings: type[BaseSettings], field: str) -> str:
    """Return the environment variable of a setting."""
    alias = settings.model_fields[field].validation_alias
    return str(alias or f"{settings.model_config.get('env_prefix')}{field}").upper()


def unreadable_file(error: OSError | UnicodeDecodeError) -> SettingsError:
    """Return what is wrong with `.env` where it cannot be read at all."""
    if isinstance(error, UnicodeDecodeError):
        return SettingsError(
            "is not UTF-8 text",
            subject=".env",
            advice="Save it as UTF-8; what >> writes in Windows PowerShell is UTF-16.",
        )
    return SettingsError(
        f"cannot be read ({reason_of(error)})",
        subject=".env",
        advice="It must belong to whoever runs Readout here.",
    )
