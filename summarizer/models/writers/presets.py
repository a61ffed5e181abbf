"""Named models for machines of a given size; docs/writers.md tells what to expect of each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Preset:
    """A model that is known to suit a machine.

    Attributes:
        name: the setting's word for it.
        repo: its name on the hub.
        memory_gb: memory that it needs while it writes.
        gpu: that memory is a GPU's.
    """

    name: str
    repo: str
    memory_gb: float
    gpu: bool = False


PRESETS = (
    Preset("news-2gb", "facebook/bart-large-cnn", 2.0),
    Preset("chat-4gb", "Qwen/Qwen2.5-1.5B-Instruct", 4.0),
    Preset("chat-8gb", "HuggingFaceTB/SmolLM3-3B", 8.0),
    Preset("chat-24gb", "Qwen/Qwen2.5-7B-Instruct", 20.0),
    Preset("chat-gpu", "Qwen/Qwen2.5-14B-Instruct", 36.0, gpu=True),
)
"""Smallest first. All have safetensors weights and need no code of their own."""


def find_preset(name: str) -> Preset | None:
    """Return the preset of that name, or None."""
    return next((preset for preset in PRESETS if preset.name == name), None)


def fitting_preset(memory_bytes: int) -> Preset | None:
    """Return the largest preset that so much free memory holds without a GPU, or None."""
    fits = [p for p in PRESETS if not p.gpu and p.memory_gb * 1e9 <= memory_bytes]
    return fits[-1] if fits else None
