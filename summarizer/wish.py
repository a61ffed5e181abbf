"""What a reader asks of a digest, and whom progress is told: known before any work is done.

Apart from the pipeline, so that a digest that was kept is shown without loading what makes one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from summarizer.domain import Window

Report = Callable[[str, int, int], None]
"""Called with (step, done, total) as work goes on."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader asked of a digest.

    Attributes:
        words: the word budget of a full brief.
        topic: a topic in the reader's words.
        window: articles published outside it are left out.
        limit: at most this many stories.
        now: the moment against which stories are recent; None takes the newest article's.
    """

    words: int
    topic: str | None = None
    window: Window = field(default_factory=Window)
    limit: int | None = None
    now: datetime | None = None


def nothing(_step: str, _done: int, _total: int) -> None:
    """Report progress to nobody."""
