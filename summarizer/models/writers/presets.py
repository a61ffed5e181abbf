"""Named models for machines of a given size."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Preset:
    """A model that is known to suit a machine.

    Attributes:
        name: the setting's word for it.
        repo: its name on the hub.
        memory_gb: memory that it needs while it writes.
        download_gb: about what a download brings.
        licence: its licence.
        follows: it follows instructions.
        about: what to expect of it.
    """

    name: str
    repo: str
    memory_gb: float
    download_gb: float
    licence: str
    follows: bool
    about: str


PRESETS: tuple[Preset, ...] = (
    Preset(
        "news-2gb",
        "facebook/bart-large-cnn",
        2.0,
        1.6,
        "MIT",
        False,
        "A summarizer of English news (BART, 406 million numbers). Reads 1,024 tokens at once; "
        "keeps close to the wording of the articles.",
    ),
    Preset(
        "chat-4gb",
        "Qwen/Qwen2.5-1.5B-Instruct",
        4.0,
        3.1,
        "Apache-2.0",
        True,
        "A small chat model of many languages; shorter sentences, more of them refused.",
    ),
    Preset(
        "chat-8gb",
        "HuggingFaceTB/SmolLM3-3B",
        8.0,
        6.2,
        "Apache-2.0",
        True,
        "A chat model of English, French, Spanish, German, Italian and Portuguese.",
    ),
    Preset(
        "chat-24gb",
        "Qwen/Qwen2.5-7B-Instruct",
        20.0,
        15.3,
        "Apache-2.0",
        True,
        "A chat model of many languages that writes good prose; minutes a brief without a GPU.",
    ),
    Preset(
        "chat-gpu",
        "Qwen/Qwen2.5-14B-Instruct",
        36.0,
        29.6,
        "Apache-2.0",
        True,
        "For a GPU of 40 GB or more: the best prose of the list, seconds a brief.",
    ),
)
"""Smallest first. All have safetensors weights and need no code of their own."""


def find_preset(name: str) -> Preset | None:
    """Return the preset of that name, or None."""
    return next((preset for preset in PRESETS if preset.name == name), None)


def fitting_preset(memory_bytes: int, *, gpu_bytes: int = 0) -> Preset | None:
    """Return the largest preset that a machine holds, or None when it holds none.

    Args:
        memory_bytes: free memory.
        gpu_bytes: free memory of a GPU; the GPU preset needs it there.
    """
    fits = [
        preset
        for preset in PRESETS
        if preset.memory_gb * 1e9 <= (gpu_bytes if preset.name == "chat-gpu" else memory_bytes)
    ]
    return fits[-1] if fits else None
