"""Named models for machines of a given size; docs/writers.md and docs/models/check.md tell more."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Preset:
    """A model that is known to suit a machine.

    Attributes:
        name: the setting's word for it.
        repo: its name on the hub.
        memory_gb: memory that it needs while it works.
        does: what it is good for, in few words.
        licence: as its page has it.
        gpu: that memory is a GPU's.
    """

    name: str
    repo: str
    memory_gb: float
    does: str
    licence: str
    gpu: bool = False


PRESETS = (
    Preset("news-2gb", "facebook/bart-large-cnn", 2.0, "summarizes English news", "MIT"),
    Preset("chat-4gb", "Qwen/Qwen2.5-1.5B-Instruct", 4.0, "writes in many languages", "Apache-2.0"),
    Preset("chat-8gb", "HuggingFaceTB/SmolLM3-3B", 8.0, "writes in six languages", "Apache-2.0"),
    Preset("chat-24gb", "Qwen/Qwen2.5-7B-Instruct", 20.0, "writes in many languages", "Apache-2.0"),
    Preset(
        "chat-gpu",
        "Qwen/Qwen2.5-14B-Instruct",
        36.0,
        "writes in many languages",
        "Apache-2.0",
        gpu=True,
    ),
)
"""Models that write, smallest first. All have safetensors weights and need no code of their own."""

JUDGES = (
    Preset(
        "judge-1gb",
        "cross-encoder/nli-deberta-v3-small",
        1.0,
        "judges English, quickest",
        "Apache-2.0",
    ),
    Preset(
        "judge-2gb", "MoritzLaurer/DeBERTa-v3-base-mnli-fever-anli", 1.5, "judges English", "MIT"
    ),
    Preset(
        "judge-many-2gb",
        "MoritzLaurer/mDeBERTa-v3-base-xnli-multilingual-nli-2mil7",
        2.0,
        "judges a hundred languages",
        "MIT",
    ),
    Preset(
        "judge-3gb",
        "MoritzLaurer/DeBERTa-v3-large-mnli-fever-anli-ling-wanli",
        3.0,
        "judges English, best",
        "MIT",
    ),
)
"""Entailment models, smallest first; likewise."""


def find_preset(name: str) -> Preset | None:
    """Return the preset of that name, or None."""
    return next((preset for preset in (*PRESETS, *JUDGES) if preset.name == name), None)


def fitting_preset(memory_bytes: int) -> Preset | None:
    """Return the largest writing preset that so much memory holds without a GPU, or None."""
    fits = [p for p in PRESETS if not p.gpu and p.memory_gb * 1e9 <= memory_bytes]
    return fits[-1] if fits else None
