"""The three seams for models: texts to numbers, points to prose, sentences to opinions."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from summarizer.errors import WriterFailed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Progress = Callable[[int, int], None]
"""Called with (done, total) as work goes on, from the working thread."""


class Embedder(Protocol):
    """Turns texts into vectors. Safe to call from several threads."""

    @property
    def name(self) -> str:
        """What a reader would call the model, e.g. "all-MiniLM-L6-v2"."""
        ...

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        ...

    def embed(self, texts: Sequence[str], progress: Progress | None = None) -> NDArray[np.float32]:
        """Return (n, dimension) float32, one row of length 1 per text, in order.

        Raises:
            ModelError: the model is missing, damaged or too large for the machine.
        """
        ...

    def close(self) -> None:
        """Release the model's memory; the next `embed` loads it again."""
        ...


@dataclass(frozen=True, slots=True)
class Task:
    """What a writer is asked for.

    Attributes:
        text: what to write from, quoted material only.
        instruction: what to do, for models that follow instructions; others only ever
            summarize.
        words: about how many words to write.
    """

    text: str
    instruction: str
    words: int


CANCELLED = "it was cancelled"
"""Why a draft was stopped, where somebody asked for that."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a writer wrote.

    Attributes:
        text: its words, unchecked.
        finished: it came to an end by itself; False when it was cut at its limit,
            cancelled or stopped for repeating itself.
        tokens: how many tokens it took; 0 when that is not known.
        note: why it was stopped, for the reader; empty when it finished.
    """

    text: str
    finished: bool = True
    tokens: int = 0
    note: str = ""


class TaskTooLong(WriterFailed):
    """The text does not fit into the model's window; a shorter one may."""


class Writer(Protocol):
    """Turns points into prose. One task at a time; safe to call from several threads."""

    @property
    def name(self) -> str:
        """What a reader would call the model."""
        ...

    @property
    def follows(self) -> bool:
        """Whether it follows instructions, or only summarizes what it is given."""
        ...

    @property
    def room(self) -> int:
        """Characters of text that it can read at once, by a careful estimate."""
        ...

    def load(self) -> None:
        """Load the model now rather than when it first writes; nothing for a server's.

        Raises:
            ModelError: the model is missing or damaged, or does not fit into memory.
        """
        ...

    def write(
        self,
        task: Task,
        *,
        stop: threading.Event | None = None,
        progress: Progress | None = None,
    ) -> Draft:
        """Write; the same task gives the same draft.

        Args:
            task: what to write from, and how much.
            stop: set it from another thread to end the writing within a token.
            progress: called with (tokens written, tokens at most).

        Raises:
            ModelError: the model is missing or damaged, does not fit into memory or does
                not answer.
        """
        ...

    def close(self) -> None:
        """Release the model's memory; the next `write` loads it again."""
        ...


class Judge(Protocol):
    """Tells how likely one text follows from another. Safe to call from several threads."""

    @property
    def name(self) -> str:
        """What a reader would call the model."""
        ...

    def load(self) -> None:
        """Load the model now rather than when it is first asked.

        Raises:
            ModelError: the model is missing, damaged or of another kind, or does not fit into
                memory.
        """
        ...

    def entail(
        self, pairs: Sequence[tuple[str, str]], progress: Progress | None = None
    ) -> list[float | None]:
        """Return for each (premise, claim) how likely the claim follows, 0 to 1.

        A premise is cut at its end where the pair is too long for the model, a claim never;
        None where the claim leaves the premise no room.

        Raises:
            ModelError: as `load`.
        """
        ...

    def close(self) -> None:
        """Release the model's memory; the next question loads it again."""
        ...
