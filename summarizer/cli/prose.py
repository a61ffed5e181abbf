"""Briefs, stories and digests in a model's words, where the settings name one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import typer

from summarizer.cli.console import Console
from summarizer.text.addresses import is_address

if TYPE_CHECKING:
    from summarizer.domain import Brief, Digest, Story
    from summarizer.models.base import Embedder, Judge, Writer
    from summarizer.settings import Settings
    from summarizer.writing import Rewritten

STEP = "putting into words"


class Pen:
    """Puts what was chosen into prose, and tells how that went.

    Args:
        writer: the model.
        judge: an entailment model that is asked of each sentence; None: the checker alone.
        console: hears of progress and of what the reader should know.
    """

    def __init__(self, writer: Writer, judge: Judge | None, console: Console) -> None:
        self._writer = writer
        self._judge = judge
        self._console = console
        self._told: set[str] = set()

    def briefs(
        self, made: Iterator[Brief], embedder: Embedder, sentences: int | None
    ) -> Iterator[Brief]:
        """Yield each brief in the writer's words; as it was where those cannot be used.

        Args:
            made: extractive briefs.
            embedder: for the checker.
            sentences: the most that a brief may have.
        """
        from summarizer.writing import Writing

        writing = Writing(self._writer, self._judge, embedder.embed)
        for item in made:
            written = writing.rewrite(
                item, progress=lambda done, total: self._console.progress(STEP, done, total)
            )
            self._tell(written)
            yield replace(written.brief, points=written.brief.points[:sentences])

    def digest(self, made: Digest, embedder: Embedder) -> Digest:
        """Return the digest with its leading briefs in the writer's words."""
        from summarizer.writing import rewrite_digest

        written = rewrite_digest(
            made,
            self._writer,
            embed=embedder.embed,
            judge=self._judge,
            progress=lambda _, done, total: self._console.progress(STEP, done, total),
        ).digest
        for text in written.notices[len(made.notices) :]:
            self._console.notice(text)
        return written

    def stories(self, made: Sequence[Story], embedder: Embedder) -> list[Story]:
        """Return the stories, the leading ones told in the writer's words."""
        from summarizer.writing import rewrite_stories
        from summarizer.writing.editions import notices_of

        written = rewrite_stories(
            made,
            self._writer,
            embed=embedder.embed,
            judge=self._judge,
            progress=lambda _, done, total: self._console.progress(STEP, done, total),
        )
        for text in notices_of(written.briefs, self._writer.name):
            self._console.notice(text)
        others = len(written.stories) - len(written.briefs)
        if others and any(brief.used for brief in written.briefs):
            self._console.notice(
                f"the other {others} stories are in the articles' own wording"
                if others > 1
                else "the other story is in the articles' own wording"
            )
        return list(written.stories)

    def _tell(self, written: Rewritten) -> None:
        """Tell what became of a brief; a reason that holds for all of them only once."""
        for text in written.notices:
            if written.used:
                self._console.notice(f"{written.brief.title}: {text}")
            elif text not in self._told:
                self._told.add(text)
                self._console.notice(text)


@contextmanager
def open_pen(
    settings: Settings, console: Console, *, extract: bool, judge: str | None
) -> Iterator[Pen | None]:
    """Open the writer that the settings name; None where they name none or `extract` is set.

    Args:
        settings: they name the writer, and the judge unless the next does.
        console: for the pen.
        extract: nothing is to be written.
        judge: the entailment model that was asked for, "" for none.

    Raises:
        SettingsError: a server without an address or a model; a model named by an address.
        typer.BadParameter: a judge was asked for where nothing is written.
    """
    if extract or not settings.writer:
        if judge:
            raise typer.BadParameter(
                "judges what a writing model writes, and none does here; see READOUT_WRITER.",
                param_hint="'--judge'",
            )
        yield None
        return
    from summarizer.models.judges import open_judge
    from summarizer.models.writers import open_writer

    writer = open_writer(settings)
    asked = open_judge(with_judge(settings, judge))
    if writer is None:
        yield None
        return
    try:
        yield Pen(writer, asked, console)
    finally:
        writer.close()
        if asked is not None:
            asked.close()


def with_judge(settings: Settings, judge: str | None) -> Settings:
    """Return the settings with the judge that was asked for; None: as they are.

    Raises:
        typer.BadParameter: it is an address.
    """
    if judge and is_address(judge):
        from summarizer.models.judges import NAMES
        from summarizer.models.writers import NO_NAME

        raise typer.BadParameter(f"{NO_NAME}. {NAMES}", param_hint="'--judge'")
    return settings if judge is None else settings.model_copy(update={"judge": judge})
