"""What the bench chose, in a larger model's words: within a time, and not when cancelled.

Whatever the model does, the answer is made: what it did not write stays the articles' own
wording, and a notice in the digest says so.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.jobs import Progress
from summarizer.domain import Digest, Story
from summarizer.models.base import CANCELLED
from summarizer.models.judges import open_judge
from summarizer.models.writers import open_writer
from summarizer.settings import Settings

if TYPE_CHECKING:
    from summarizer.models.base import Embedder, Judge, Writer

SECONDS = 240.0
"""For all briefs of one answer: an interaction can be answered for a quarter of an hour, and
others wait. The last brief's own limit is at most as long again: eight minutes in all."""

OUT_OF_TIME = "it ran out of time"


class Halt(threading.Event):
    """What a writer looks at between two words: set when cancelled or when time is up.

    Args:
        seconds: from now.
        cancelled: says whether nobody waits any more.
        clock: seconds that only go forward.
    """

    def __init__(
        self,
        seconds: float,
        cancelled: Callable[[], bool],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self.cancelled = cancelled
        self.clock = clock
        self.until = clock() + seconds

    @property
    def late(self) -> bool:
        """Whether the time is up."""
        return self.clock() >= self.until

    def is_set(self) -> bool:
        """Return whether to stop."""
        return super().is_set() or self.late or self.cancelled()


class Prose:
    """Puts digests into prose.

    Args:
        writer: the model; None leaves everything as it is.
        judge: an entailment model that is asked of each sentence; None: the checker alone.
        seconds: longest time for one answer.
        cancelled: says whether nobody waits for the answer any more.
    """

    def __init__(
        self,
        writer: Writer | None,
        *,
        judge: Judge | None = None,
        seconds: float = SECONDS,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        self.writer = writer
        self.judge = judge
        self.seconds = seconds
        self.cancelled = cancelled

    def put(self, digest: Digest, embedder: Embedder, report: Progress) -> Digest:
        """Return the digest with its leading briefs in the writer's words, as far as they go."""
        if self.writer is None or not digest.stories:
            return digest
        from summarizer.writing import rewrite_digest

        halt = Halt(self.seconds, self.cancelled)
        made = rewrite_digest(
            digest,
            self.writer,
            embed=embedder.embed,
            judge=self.judge,
            stop=halt,
            progress=report,
        ).digest
        if halt.late:
            notices = (notice.replace(CANCELLED, OUT_OF_TIME) for notice in made.notices)
            made = replace(made, notices=tuple(notices))
        return credited(made, self.writer.name)

    def close(self) -> None:
        """Release the models' memory; the next digest loads them again."""
        for model in (self.writer, self.judge):
            if model is not None:
                model.close()


def credited(digest: Digest, writer: str) -> Digest:
    """Return the digest with the writer named beside the model that chose, if it wrote."""
    if not any(is_written(story) for story in digest.stories):
        return digest
    both = f"{writer}, {digest.model}"
    stories = tuple(
        replace(story, brief=replace(story.brief, model=both)) if story.brief else story
        for story in digest.stories
    )
    return replace(digest, stories=stories, model=both)


def is_written(story: Story) -> bool:
    """Return whether a model wrote a sentence of a story's brief."""
    return story.brief is not None and any(point.kind == "written" for point in story.brief.points)


def open_prose(
    settings: Settings, *, seconds: float = SECONDS, cancelled: Callable[[], bool] = lambda: False
) -> Prose:
    """Return the prose of the writer, and by the judge, that the settings name.

    Raises:
        SettingsError: a server is wanted without its address or model, or a model is named by
            an address.
    """
    longest = min(settings.writer_seconds, max(5, int(seconds)))
    writer = open_writer(settings.model_copy(update={"writer_seconds": longest}))
    judge = open_judge(settings) if writer is not None else None
    return Prose(writer, judge=judge, seconds=seconds, cancelled=cancelled)
