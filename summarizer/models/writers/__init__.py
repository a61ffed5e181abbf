"""Models that write: local ones through transformers, and OpenAI-compatible servers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.errors import SettingsError

if TYPE_CHECKING:
    from summarizer.models.base import Writer
    from summarizer.settings import Settings

SERVER = "server"
"""The setting's word for a writer behind an address."""


def open_writer(settings: Settings) -> Writer | None:
    """Return the writer that the settings name, or None when they name none.

    Cheap: nothing is read, imported or connected before the first `write`.

    Raises:
        SettingsError: a server is wanted without its address or model.
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
    from summarizer.models.writers.local import LocalWriter

    return LocalWriter(
        settings.writer,
        device=settings.writer_device,
        dtype=settings.writer_dtype,
        threads=settings.threads,
        seconds=settings.writer_seconds,
    )


__all__ = ["SERVER", "open_writer"]
