"""Where a writer or a judge runs and in which number type, by what the machine holds.

Left to itself a model goes to a GPU that has room for it, else to the processor; there in
float32 unless the processor multiplies bfloat16, or float32 does not fit and bfloat16 does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from summarizer.errors import ModelError
from summarizer.models.files import ModelFolder
from summarizer.models.hardware import available_memory, has_native_bfloat16
from summarizer.models.writers.folders import count_numbers

Device = Literal["auto", "cpu", "cuda", "mps"]
WriterDtype = Literal["auto", "float32", "bfloat16", "float16"]

OVERHEAD = 1.25
"""Memory that a model needs against its weights: activations and the cache of keys."""

BYTES = {"float32": 4, "bfloat16": 2, "float16": 2}
"""Of one number."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a model runs.

    Attributes:
        device: "cuda", "mps" or "cpu".
        dtype: torch's name of its weights' number type.
    """

    device: str
    dtype: str


def choose_place(
    folder: ModelFolder, device: Device, dtype: WriterDtype, *, subject: str, variable: str
) -> Place:
    """Return the first place that holds the model: a GPU before the processor.

    Args:
        folder: the model.
        device, dtype: what was asked for; "auto" leaves it to the machine.
        subject: the model as the user names it, for errors.
        variable: the setting that names it, for advice.

    Raises:
        ModelError: the wanted device is not there, or no place has the memory.
    """
    numbers = count_numbers(folder)
    places = [
        Place(there, kind) for there in _devices(device) for kind in _number_types(dtype, there)
    ]
    for place in places:
        free = _free(place.device)
        if free is None or needed_memory(numbers, place.dtype) <= free:
            return place
    smallest = min(reversed(places), key=lambda place: BYTES[place.dtype])
    free = _free(smallest.device) or 0
    of = "of the GPU's memory" if smallest.device == "cuda" else "of memory"
    raise ModelError(
        f"it needs about {needed_memory(numbers, smallest.dtype) / 1e9:.1f} GB {of}, "
        f"{free / 1e9:.1f} GB are free",
        subject=subject,
        advice=f"Close other programs, or set {variable} to a smaller model.",
    )


def needed_memory(numbers: int, dtype: str) -> int:
    """Return the bytes that a model of so many numbers needs."""
    return int(numbers * BYTES[dtype] * OVERHEAD)


def _devices(wanted: Device) -> list[str]:
    """Return the devices to try, best first.

    Raises:
        ModelError: the wanted one is not there.
    """
    import torch

    there = {
        "cuda": torch.cuda.is_available(),
        "mps": bool(torch.backends.mps.is_available()),
        "cpu": True,
    }
    if wanted == "auto":
        return [name for name, found in there.items() if found]
    if not there[wanted]:
        raise ModelError(
            f"this machine has no {wanted} device that torch can use",
            subject="READOUT_WRITER_DEVICE",
            advice="Set it to auto or cpu.",
        )
    return [wanted]


def _number_types(wanted: WriterDtype, device: str) -> list[str]:
    """Return the number types to try, best first: half precision where it is computed."""
    if wanted != "auto":
        return [wanted]
    if device == "cuda":
        import torch

        return ["bfloat16" if torch.cuda.is_bf16_supported() else "float16"]
    if device == "mps":
        return ["float16"]
    # Emulated, bfloat16 is slower, but slow prose is better than none.
    return ["bfloat16"] if has_native_bfloat16() else ["float32", "bfloat16"]


def _free(device: str) -> int | None:
    if device != "cuda":
        return available_memory()
    import torch

    return int(torch.cuda.mem_get_info()[0])
