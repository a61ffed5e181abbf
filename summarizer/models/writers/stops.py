"""When a model must stop writing: asked to, out of time, or going in circles."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from summarizer.models.base import CANCELLED

REPEATED = 3
"""Times that a phrase must follow itself for the model to be going in circles."""

SHORTEST_LOOP, LONGEST_LOOP = 4, 60
"""Tokens of a phrase that is watched for; shorter ones repeat in honest prose."""


def loops(tokens: list[int]) -> bool:
    """Return whether the last tokens are one phrase said `REPEATED` times in a row."""
    for length in range(SHORTEST_LOOP, min(LONGEST_LOOP, len(tokens) // REPEATED) + 1):
        last = tokens[-length:]
        if all(
            tokens[-(turn + 1) * length : -turn * length] == last for turn in range(1, REPEATED)
        ):
            return True
    return False


class Watch:
    """Called by the model after every token; says stop and remembers why.

    Args:
        prompt: tokens that were given rather than written.
        most: tokens that may be written.
        stop: set from another thread to cancel.
        seconds: longest time.
        progress: called with (written, most).
        clock: seconds that only go forward.
    """

    def __init__(
        self,
        prompt: int,
        most: int,
        *,
        stop: threading.Event | None,
        seconds: float,
        progress: Callable[[int, int], None] | None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.prompt, self.most = prompt, most
        self.stop, self.progress, self.clock = stop, progress, clock
        self.deadline = clock() + seconds
        self.written = 0
        self.reason = ""

    def __call__(self, input_ids: Any, scores: Any, **_: Any) -> Any:
        """Return, per row, whether to stop: the form that transformers asks for."""
        import torch

        done = self.look(input_ids[0, self.prompt :].tolist())
        return torch.full((input_ids.shape[0],), done, dtype=torch.bool, device=input_ids.device)

    def look(self, written: list[int]) -> bool:
        """Return whether to stop after these tokens."""
        self.written = len(written)
        if self.progress is not None:
            self.progress(min(self.written, self.most), self.most)
        if self.stop is not None and self.stop.is_set():
            self.reason = CANCELLED
        elif self.clock() > self.deadline:
            self.reason = "it took too long"
        elif loops(written):
            self.reason = "it went in circles"
        return bool(self.reason)
