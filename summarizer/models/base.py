"""The two seams for models: what turns text into numbers, and points into prose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

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
