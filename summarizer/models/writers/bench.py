"""What a writer or a judge would cost on this machine, before a person chooses it."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.models.base import Task
from summarizer.models.writers.held import HeldModel

if TYPE_CHECKING:
    from summarizer.models.base import Judge, Writer

WORDS = 120
"""A brief of medium length."""

TEXT = (
    "The harbour town of Lindmouth will rebuild its sea wall after three storms in one winter, "
    "the council decided on Monday. The work costs 42 million and takes two years, engineer "
    "Sara Holt said. Half of the money comes from the state. Fishermen had asked for a second "
    "entrance to the port, which the council refused by nine votes to six. Houses on Quay Street "
    "remain closed until the autumn. Insurers have paid out 18 million so far. The mayor, Peter "
    "Amadi, said that the old wall was built for a sea that no longer exists. Work begins in "
    "March, when the last of the ice is gone. A footpath along the top of the wall will be open "
    "to walkers. The council expects a quarter more visitors. "
) * 4
"""About 500 words of our own, the size of a story's chosen points with their context."""

JUDGED = 20
"""Sentences that a judge is timed with: what a digest has."""

DEVICES = {"cpu": "the processor", "cuda": "the GPU", "mps": "the Mac's GPU"}


@dataclass(frozen=True, slots=True)
class Cost:
    """What one brief costs, or the judging of one sentence.

    Attributes:
        name: the model.
        load_seconds: until the model is in memory.
        seconds: for a brief of 120 words, or for a sentence, after that.
        tokens_per_second: how fast it writes; 0 when that is not known, and for a judge.
        memory_bytes: the process's largest size; 0 when it cannot be told.
        where: device and number type, as a reader would say them; empty for a server.
        gpu_bytes: the most that it held of a GPU's memory.
    """

    name: str
    load_seconds: float
    seconds: float
    tokens_per_second: float
    memory_bytes: int
    where: str = ""
    gpu_bytes: int = 0


def bench(writer: Writer) -> Cost:
    """Load the model, write one brief of our own text and measure both.

    Raises:
        ModelError: as `Writer.write` does.
    """
    start = time.perf_counter()
    writer.load()
    loaded = time.perf_counter()
    task = Task(
        TEXT[: writer.room], f"Summarize the passages in about {WORDS} words of prose.", WORDS
    )
    draft = writer.write(task)
    seconds = time.perf_counter() - loaded
    return Cost(
        name=writer.name,
        load_seconds=loaded - start,
        seconds=seconds,
        tokens_per_second=draft.tokens / seconds if seconds > 0 else 0.0,
        memory_bytes=peak_memory(),
        where=_where(writer),
        gpu_bytes=_gpu_bytes(writer),
    )


def bench_judge(judge: Judge) -> Cost:
    """Load the model, judge sentences of our own, each by three, and measure both.

    Raises:
        ModelError: as `Judge.entail` does.
    """
    start = time.perf_counter()
    judge.load()
    loaded = time.perf_counter()
    sentences = [f"{one.strip()}." for one in TEXT.split(". ") if one.strip()][:JUDGED]
    evidence = [" ".join(sentences[place : place + 3]) for place in range(len(sentences))]
    judge.entail(list(zip(evidence, sentences, strict=True)))
    return Cost(
        name=judge.name,
        load_seconds=loaded - start,
        seconds=(time.perf_counter() - loaded) / len(sentences),
        tokens_per_second=0.0,
        memory_bytes=peak_memory(),
        where=_where(judge),
        gpu_bytes=_gpu_bytes(judge),
    )


def _where(model: object) -> str:
    place = model.place if isinstance(model, HeldModel) else None
    return "" if place is None else f"{DEVICES[place.device]} in {place.dtype}"


def _gpu_bytes(model: object) -> int:
    return model.gpu_bytes if isinstance(model, HeldModel) else 0


def peak_memory() -> int:
    """Return the largest size that this process has had, in bytes; 0 where it is not told."""
    try:
        import resource
    except ImportError:  # not on Windows
        return 0
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used if sys.platform == "darwin" else used * 1024
