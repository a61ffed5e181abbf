"""Writes a brief anew in a model's words; what the sources do not bear out is repaired.

The extractive brief is the floor: whatever the model does, the reader gets true points
and is told what was used.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from summarizer.characters import join_sentences
from summarizer.check import Embed, Repaired, judge_by, repair
from summarizer.check import Judge as Judged
from summarizer.check.align import align
from summarizer.check.sources import Sources, read_citations
from summarizer.check.tokens import content_keys, tokenize
from summarizer.domain import Brief, Citation, Point
from summarizer.errors import ModelError
from summarizer.lengths import count_words
from summarizer.models.base import (
    CANCELLED,
    Draft,
    Judge,
    Progress,
    Task,
    TaskTooLong,
    Writer,
)
from summarizer.text.language import detect_language
from summarizer.writing.fused import with_fusions
from summarizer.writing.passages import (
    Passage,
    instruction,
    parts_that_fit,
    passages_of,
    quoted,
)
from summarizer.writing.tidy import news, said, sentences_of, tidy, within

OVER = 1.15
"""Of the word budget, what a model may write before sentences are left out: ending a
thought is worth a few words."""

DEFAULT_WORDS = 120
"""For a brief that was made by sentences."""

ENOUGH = 0.5
"""Of the words asked for: with fewer, points of the extract follow, and why it was stopped
is told."""

MOST_CITED = 3
"""Source sentences that a written one cites."""

NEWLY_COVERED = 0.12
"""Share of a sentence's content that a further citation must add to be worth naming."""

TELLING = 80
"""Characters from which a text's language can be told; shorter ones are guessed at."""

PROMPT_SPARE = 1_200
"""Characters of a chat model's window that the instruction takes."""

JUDGE_FAILED = "the entailment model cannot be used"

LEAST_ROOM = 200
"""Characters: a window that does not hold one sentence is of no use."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A brief in a model's own words, with the account of how it came about.

    Attributes:
        brief: the brief; the extractive one when the model's could not be used.
        written: sentences that the model wrote and the checker saw.
        kept: of them, how many the sources bear out as written.
        trimmed: how many after leaving a clause out.
        replaced: how many gave way to the point of the extract that they were written from.
        dropped: how many were left out: what they say is told already, or was no point.
        refused: how many the sources did not bear out, whatever became of them.
        added: points of the extract that follow, the model having written little.
        notices: what the reader should know; empty when all went well.
    """

    brief: Brief
    written: int = 0
    kept: int = 0
    trimmed: int = 0
    replaced: int = 0
    dropped: int = 0
    refused: int = 0
    added: int = 0
    notices: tuple[str, ...] = ()

    @property
    def used(self) -> bool:
        """Whether any sentence of the model reached the reader."""
        return self.kept + self.trimmed > 0


def rewrite_brief(
    brief: Brief,
    writer: Writer,
    *,
    embed: Embed | None = None,
    judge: Judge | None = None,
    stop: threading.Event | None = None,
    progress: Progress | None = None,
) -> Rewritten:
    """Return the brief in the writer's words, every sentence checked against what it cites.

    The writer reads the brief's points with their neighbouring sentences, in parts where
    they are too long for it; a second pass joins the parts. Never raises for what a model
    does: then the brief comes back as it was, with a notice.

    Args:
        brief: an extractive brief.
        writer: the model.
        embed: vectors for the checker; it sees less without.
        judge: an entailment model, which is asked of each sentence too; where it cannot be
            used, no sentence is either.
        stop: set it from another thread to cancel; the extract comes back.
        progress: called with (tokens written, tokens at most), over all parts.
    """
    return Writing(writer, judge, embed).rewrite(brief, stop=stop, progress=progress)


class Writing:
    """A writer and what its sentences are judged by, for the briefs of one edition.

    Both are loaded with the first brief; where one cannot be, it is not tried again.

    Args:
        writer, judge, embed: as for `rewrite_brief`.
    """

    def __init__(
        self, writer: Writer, judge: Judge | None = None, embed: Embed | None = None
    ) -> None:
        self.writer, self.judge, self._embed = writer, judge, embed
        self._broken = ""

    def rewrite(
        self,
        brief: Brief,
        *,
        stop: threading.Event | None = None,
        progress: Progress | None = None,
    ) -> Rewritten:
        """Return the brief in the writer's words; see `rewrite_brief`."""
        passages = passages_of(brief)
        if not passages:
            return Rewritten(brief)
        try:
            _go_on(stop)
            self._load()
            opinion = with_fusions(None if self.judge is None else _judging(self.judge))
            sentences, note = _written(brief, passages, self.writer, stop, progress)
            mended = _mend(brief, passages, sentences, self._embed, opinion, stop)
        except _Unusable as error:
            return _unused(brief, self.writer, str(error))
        return _rewritten(brief, mended, self.writer, note)

    def _load(self) -> None:
        """Load both: to write for a judge that cannot be asked takes long.

        The writer first: where a GPU has room for one of them, it gains more by it.

        Raises:
            _Unusable: one of them cannot be loaded, or could not be before.
        """
        if self._broken:
            raise _Unusable(self._broken)
        try:
            with _told():
                self.writer.load()
            if self.judge is not None:
                with _told(JUDGE_FAILED):
                    self.judge.load()
        except _Unusable as error:
            self._broken = str(error)  # the error itself holds what was loaded so far
            raise


class _Unusable(Exception):
    """Nothing that was written can be used; says why, for a reader."""


def _go_on(stop: threading.Event | None) -> None:
    """Raise _Unusable where it was cancelled."""
    if stop is not None and stop.is_set():
        raise _Unusable(CANCELLED)


def _written(
    brief: Brief,
    passages: Sequence[Passage],
    writer: Writer,
    stop: threading.Event | None,
    progress: Progress | None,
) -> tuple[list[str], str]:
    """Return the sentences that the writer wrote, and why it was stopped, if it was.

    Raises:
        _Unusable: there are none, or in another language.
    """
    words = brief.length or DEFAULT_WORDS
    with _told():
        draft = _draft_that_fits(brief, passages, writer, words, stop, progress)
    _go_on(stop)
    sentences = within(sentences_of(tidy(draft.text), finished=draft.finished), round(words * OVER))
    if not sentences:
        raise _Unusable(draft.note or "it wrote nothing")
    if _other_tongue(sentences, _language(brief)):
        raise _Unusable("it wrote in another language")
    return sentences, draft.note


def _judging(judge: Judge) -> Judged:
    """Return how the checker asks a judge; it raises _Unusable where that cannot be asked."""

    def entail(pairs: Sequence[tuple[str, str]]) -> Sequence[float | None]:
        with _told(JUDGE_FAILED):
            return judge.entail(pairs)

    return judge_by(entail)


@contextmanager
def _told(what: str = "") -> Iterator[None]:
    """Turn what a model raises into _Unusable."""
    try:
        yield
    except ModelError as error:
        raise _Unusable(f"{what}: {error}" if what else str(error)) from error


def _draft_that_fits(
    brief: Brief,
    passages: Sequence[Passage],
    writer: Writer,
    words: int,
    stop: threading.Event | None,
    progress: Progress | None,
) -> Draft:
    """Return what the writer makes of the passages.

    How many characters a token covers differs by language; where the guess was too high,
    the passages are dealt into smaller parts.
    """
    room = max(writer.room - (PROMPT_SPARE if writer.follows else 0), LEAST_ROOM)
    while True:
        try:
            return _draft(brief, passages, writer, words, room, stop, progress)
        except TaskTooLong:
            if room <= LEAST_ROOM:
                raise
            room = max(room // 2, LEAST_ROOM)


def _draft(
    brief: Brief,
    passages: Sequence[Passage],
    writer: Writer,
    words: int,
    room: int,
    stop: threading.Event | None,
    progress: Progress | None,
) -> Draft:
    language = _language(brief)
    parts = parts_that_fit(passages, room)
    share = words if len(parts) == 1 else max(words // len(parts), words // 3, 25)
    texts: list[str] = []
    finished, note = True, ""
    for number, part in enumerate(parts):
        task = Task(quoted(part, numbered=writer.follows), instruction(share, language), share)
        draft = writer.write(task, stop=stop, progress=_scaled(progress, number, len(parts)))
        whole = sentences_of(tidy(draft.text), finished=draft.finished)
        texts.append(join_sentences(whole))
        finished, note = finished and draft.finished, note or draft.note
        if stop is not None and stop.is_set():
            break
    joined = join_sentences(texts)
    if len(parts) == 1 or count_words(joined) <= words * OVER or len(joined) > room:
        return Draft(joined, finished, note=note)
    task = Task(joined, instruction(words, language), words)
    draft = writer.write(task, stop=stop)
    return replace(draft, note=note or draft.note)


def _scaled(progress: Progress | None, part: int, parts: int) -> Progress | None:
    if progress is None:
        return None
    return lambda done, total: progress(part * total + done, parts * total)


def _language(brief: Brief) -> str | None:
    return brief.articles[0].language or detect_language(brief.articles[0].text)


def _other_tongue(sentences: Sequence[str], language: str | None) -> bool:
    text = join_sentences(sentences)
    if len(text) < TELLING:
        return False
    found = detect_language(text)
    return language is not None and found is not None and found != language


def _unused(brief: Brief, writer: Writer, reason: str) -> Rewritten:
    reason = reason.rstrip(".")
    return Rewritten(
        brief,
        notices=(f"{writer.name} was not used ({reason}); this is the articles' own wording.",),
    )


@dataclass(slots=True)
class _Mended:
    """What became of a model's sentences; the counts as in `Rewritten`."""

    written: int
    points: list[Point] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    refused: int = 0


def _mend(
    brief: Brief,
    passages: Sequence[Passage],
    sentences: Sequence[str],
    embed: Embed | None,
    judge: Judged,
    stop: threading.Event | None,
) -> _Mended:
    """Cite, check and repair every sentence; the passages are the only source there is.

    Raises:
        _Unusable: it was cancelled meanwhile, or the judge broke off.
    """
    spans = [citation for passage in passages for citation in passage.citations]
    sources = read_citations(spans, brief.articles)
    made = _Mended(len(sentences))
    told: list[frozenset[str]] = []
    for sentence in sentences:
        _go_on(stop)
        cited = cite(sentence, spans, sources)
        mended = (
            repair(sentence, cited, brief.articles, embed=embed, judge=judge) if cited else None
        )
        made.refused += mended is None or mended.how != "kept"
        point = _point(mended, brief) if mended is not None else None
        if mended is None or point is None or said(news(point.text), told):
            made.counts["dropped"] += 1
            continue
        told.append(news(point.text))
        made.counts[mended.how] += 1
        made.points.append(point)
    return made


def _rewritten(brief: Brief, mended: _Mended, writer: Writer, note: str) -> Rewritten:
    """Return the brief of what was mended; where that is little, the extract goes on."""
    points, counts = mended.points, mended.counts
    if counts["kept"] + counts["trimmed"] == 0:
        return replace(
            _unused(brief, writer, "the sources support none of its sentences"),
            written=mended.written,
            dropped=mended.written,
            refused=mended.written,
        )
    words = brief.length or DEFAULT_WORDS
    short = count_words(_text(points)) < min(words, count_words(brief.text)) * ENOUGH
    added = _untold(brief, points, words) if short else []
    notices = [f"{writer.name} did not finish: {note}."] if note and short else []
    if mended.refused:
        notices.append(
            f"{mended.refused} of {mended.written} written sentences were not supported by the "
            f"sources and were trimmed, replaced or left out."
        )
    if added:
        notices.append(
            f"{writer.name} wrote little; {len(added)} of the articles' own sentences follow."
            if len(added) > 1
            else f"{writer.name} wrote little; a sentence of the articles' own follows."
        )
    return Rewritten(
        Brief(brief.title, (*points, *added), brief.articles, brief.length, writer.name),
        written=mended.written,
        kept=counts["kept"],
        trimmed=counts["trimmed"],
        replaced=counts["replaced"],
        dropped=counts["dropped"],
        refused=mended.refused,
        added=len(added),
        notices=tuple(notices),
    )


def _untold(brief: Brief, points: Sequence[Point], words: int) -> list[Point]:
    """Return the points of the extract that no written one rests on, as far as words allow."""
    used = {citation for point in points for citation in point.citations}
    left = words - count_words(_text(points))
    added: list[Point] = []
    for point in brief.points:
        size = count_words(point.text)
        if size <= left and used.isdisjoint(point.citations):
            added.append(point)
            left -= size
    return added


def _text(points: Sequence[Point]) -> str:
    return join_sentences(point.text for point in points)


def _point(mended: Repaired, brief: Brief) -> Point | None:
    """Return what the reader gets for a sentence; None where its extract was not chosen.

    A sentence that was only context may lean on its neighbours ("he", "and has it").
    """
    if mended.how != "replaced":
        return Point(mended.text, mended.citations, "written")
    return next((p for p in brief.points if mended.citations[0] in p.citations), None)


def cite(sentence: str, spans: Sequence[Citation], sources: Sources) -> tuple[Citation, ...]:
    """Return the spans that a sentence was written from, best first, none without a use.

    Args:
        sentence: what was written.
        spans: the source sentences.
        sources: the same, indexed in the same order.
    """
    tokens = tokenize(sentence, sources.points)
    content = content_keys(tokens)
    if not content:
        return ()
    alignment = align(tokens, sources)
    covered: set[str] = set()
    chosen: list[Citation] = []
    for number in alignment.evidence[:MOST_CITED]:
        held = content & sources.sentences[number].key_set
        if chosen and len(held - covered) < NEWLY_COVERED * len(content):
            continue
        covered |= held
        chosen.append(spans[number])
    return tuple(chosen)
