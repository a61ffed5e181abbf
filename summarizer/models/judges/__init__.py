"""Models of entailment: how likely a sentence follows from what it cites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.models.writers import refuse_address

if TYPE_CHECKING:
    from summarizer.models.base import Judge
    from summarizer.settings import Settings

NAMES = "Name a preset, a folder or a downloaded model."


def open_judge(settings: Settings) -> Judge | None:
    """Return the judge that the settings name, or None when they name none.

    Cheap: nothing is read or imported before it is loaded.

    Raises:
        SettingsError: it is named by an address.
    """
    if not settings.judge:
        return None
    refuse_address("READOUT_JUDGE", settings.judge, advice=NAMES)
    from summarizer.models.judges.local import LocalJudge

    return LocalJudge(
        settings.judge,
        device=settings.writer_device,
        dtype=settings.writer_dtype,
        threads=settings.threads,
    )


def check_judge(settings: Settings) -> str:
    """Return the judge's name and the memory that it needs, or that there is none.

    Its files are looked over; it is not loaded.

    Raises:
        SettingsError, ModelError: it cannot be used, in words.
    """
    judge = open_judge(settings)
    if judge is None:
        return "none; the checker judges alone"
    from summarizer.models.judges.labels import read_answers
    from summarizer.models.writers.folders import count_numbers, find_pulled
    from summarizer.models.writers.places import needed_memory

    folder = find_pulled(settings.judge)
    read_answers(folder)
    whole = needed_memory(count_numbers(folder), "float32") / 1e9
    return f"{judge.name}, entailment; about {whole:.1f} GB of memory"


__all__ = ["NAMES", "check_judge", "open_judge"]
