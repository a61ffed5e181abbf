"""Models that write: local ones through transformers, and OpenAI-compatible servers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.errors import SettingsError
from summarizer.text.addresses import is_address, public_address

if TYPE_CHECKING:
    from summarizer.models.base import Writer
    from summarizer.settings import Settings

SERVER = "server"
"""The setting's word for a writer behind an address."""


def open_writer(settings: Settings) -> Writer | None:
    """Return the writer that the settings name, or None when they name none.

    Cheap: nothing is read, imported or connected before the first `write`.

    Raises:
        SettingsError: a server is wanted without its address or model, or a model is named by
            an address.
    """
    if not settings.writer:
        return None
    if settings.writer == SERVER:
        from summarizer.models.writers.server import ServerWriter

        if not settings.writer_url or not settings.writer_model:
            raise SettingsError(
                "a server needs an address and a model",
                subject="READOUT_WRITER=server",
                advice="Set READOUT_WRITER_URL and READOUT_WRITER_MODEL.",
            )
        return ServerWriter(
            settings.writer_url,
            settings.writer_model,
            key=settings.writer_key.get_secret_value(),
            seconds=settings.writer_seconds,
        )
    refuse_address(
        "READOUT_WRITER",
        settings.writer,
        advice="Set READOUT_WRITER=server and READOUT_WRITER_URL to the address.",
    )
    from summarizer.models.writers.local import LocalWriter

    return LocalWriter(
        settings.writer,
        device=settings.writer_device,
        dtype=settings.writer_dtype,
        threads=settings.threads,
        seconds=settings.writer_seconds,
    )


NO_NAME = "an address is not the name of a model"


def refuse_address(variable: str, setting: str, *, advice: str) -> None:
    """Refuse an address where a setting takes the name of a model; what it hides is not shown.

    Raises:
        SettingsError: it is one.
    """
    if is_address(setting):
        raise SettingsError(
            NO_NAME,
            subject=f"{variable}={public_address(setting)}",
            advice=advice,
        )


def check_writer(settings: Settings) -> str:
    """Return the writer's name, or that there is none; a local one's files are looked for.

    Raises:
        SettingsError, ModelError: it cannot be used, in words.
    """
    writer = open_writer(settings)
    if writer is None:
        return "none; briefs are the articles' own sentences"
    kind = "follows instructions" if writer.follows else "summarizes"
    return f"{writer.name}, {kind}"


__all__ = ["NO_NAME", "SERVER", "check_writer", "open_writer", "refuse_address"]
