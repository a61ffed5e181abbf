"""The checker itself: is each written sentence supported by what it cites?"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from summarizer.check.align import Alignment, align
from summarizer.check.facts import find_faults
from summarizer.check.features import measure, measure_vectors, variants
from summarizer.check.findings import Finding, instead
from summarizer.check.report import Judge, Opinion, Report, Verdict
from summarizer.check.scoring import REFUSE, added_words, as_score, score_of, swap_scores
from summarizer.check.sources import (
    Sources,
    SourceSentence,
    read_citations,
    read_metres,
    read_sources,
)
from summarizer.check.support import Support, WordSupport, judge_words
from summarizer.check.swaps import (
    LIKELY_SLOT,
    Swap,
    find_swaps,
    measure_swap_vectors,
    measure_swaps,
)
from summarizer.check.tokens import tokenize
from summarizer.domain import Article, Citation
from summarizer.text.sentences import split_sentences

if TYPE_CHECKING:
    from numpy.typing import NDArray

Embed = Callable[[Sequence[str]], "NDArray[np.float32]"]
"""Texts to (n, d) vectors of length 1."""

Progress = Callable[[int, int], None]
"""Called with (sentences measured, sentences in all) as a check goes on."""

SURE_FAULT = 0.85
"""Weight of a finding that refuses a sentence on its own."""

CITED = 2
"""Nearest source sentences that a verdict names."""

REASONS = 4
"""Reasons given at most; more do not tell a reader more."""

ITEM = re.compile(r"(\d{1,2})[.)]\s+(?=\S)")
"""The number of a list's item, at the start of a line."""

JOINED = "joins parts of the sources that do not belong together there"


def check_text(
    summary: str,
    sources: Sequence[Article],
    *,
    embed: Embed | None = None,
    judge: Judge | None = None,
    progress: Progress | None = None,
) -> Report:
    """Hold every sentence of a text against its sources.

    Args:
        summary: any text; split into sentences here.
        sources: what it must be supported by. With none, nothing is supported.
        embed: turns texts into (n, d) vectors of length 1; without it the plain weights
            are used, which see less.
        judge: a further opinion on each sentence that would pass; the lower score counts.
        progress: told after each sentence; one that comes again is measured, and told, once.

    Returns:
        A report with one verdict per sentence, offsets into `summary`.
    """
    prepared = read_sources(sources)
    whole = Article(text=summary)
    spans = _without_item_numbers(
        summary, [(sentence.start, sentence.end) for sentence in split_sentences(whole)]
    )
    return Report(_judge_all(summary, spans, prepared, embed, judge, progress), tuple(sources))


def check_point(
    text: str,
    citations: Sequence[Citation],
    sources: Sequence[Article],
    *,
    embed: Embed | None = None,
    judge: Judge | None = None,
) -> Verdict:
    """Hold one written sentence against the spans that it cites, and no others.

    Args:
        text: the sentence.
        citations: what it must be supported by.
        sources: the articles that are cited.
        embed: as for `check_text`.
        judge: as for `check_text`.
    """
    prepared = read_citations(citations, sources)
    return _judge_all(text, [(0, len(text))], prepared, embed, judge)[0]


def _without_item_numbers(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans without the numbers 1, 2, 3 of a list, which state nothing."""
    stated = []
    number = 1
    for start, end in spans:
        item = ITEM.match(text, start, end)
        if item and int(item[1]) == number and not text[:start].rpartition("\n")[2].strip():
            stated.append((item.end(), end))
            number += 1
        else:
            stated.append((start, end))
    return stated


def _judge_all(
    text: str,
    spans: Sequence[tuple[int, int]],
    sources: Sources,
    embed: Embed | None,
    judge: Judge | None,
    progress: Progress | None = None,
) -> tuple[Verdict, ...]:
    if not sources.sentences:
        return tuple(
            Verdict(text[a:b], a, b, False, 0.0, ("there is no source to check it against",), ())
            for a, b in spans
        )
    # A sentence that comes again is measured once.
    places = {text[start:end]: number for number, (start, end) in reversed([*enumerate(spans)])}
    vectors = _Vectors(embed, sources, [text[start:end] for start, end in spans])
    measured: dict[str, _Draft] = {}
    for sentence, number in places.items():
        measured[sentence] = _draft(sentence, vectors, number, sources)
        if progress is not None:
            progress(len(measured), len(places))
    drafts = [measured[text[start:end]] for start, end in spans]
    new = sum(added_words(draft.features) for draft in drafts)
    made = [
        _judge(draft, span, sources, copied=new == 0, vectors=embed is not None)
        for draft, span in zip(drafts, spans, strict=True)
    ]
    return tuple(made if judge is None else _heard(made, drafts, sources, judge))


def _heard(
    made: Sequence[Verdict], drafts: Sequence[_Draft], sources: Sources, judge: Judge
) -> list[Verdict]:
    """Return the verdicts after a judge was heard on what would pass and stands in no source."""
    passing = {
        verdict.text: [sources.sentences[place].text for place in draft.alignment.evidence]
        for verdict, draft in zip(made, drafts, strict=True)
        if verdict.borne_out and draft.alignment is not None and not _is_copy(draft, sources)
    }
    opinions = dict(zip(passing, judge([*passing.items()]), strict=True)) if passing else {}
    return [
        _lowered(verdict, opinions[verdict.text]) if verdict.text in opinions else verdict
        for verdict in made
    ]


def _lowered(verdict: Verdict, opinion: Opinion) -> Verdict:
    score = min(verdict.score, opinion.score)
    told = (*verdict.reasons, opinion.reason) if opinion.reason else verdict.reasons
    return replace(verdict, score=score, borne_out=score >= REFUSE, reasons=told)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A sentence measured but not judged."""

    text: str
    alignment: Alignment | None
    words: tuple[WordSupport, ...] = ()
    faults: tuple[Finding, ...] = ()
    features: dict[str, float] = field(default_factory=dict)
    swaps: tuple[Swap, ...] = ()
    swap_features: tuple[dict[str, float], ...] = ()


class _Vectors:
    """Vectors of the source sentences and the written ones, made in one call."""

    def __init__(self, embed: Embed | None, sources: Sources, texts: Sequence[str]) -> None:
        self.embed = embed
        if embed is None or not texts:
            return
        held = [sentence.text for sentence in sources.sentences]
        made = embed([*held, *texts])
        self.sources, self.written = made[: len(held)], made[len(held) :]

    def cosines(self, number: int) -> NDArray[np.float32] | None:
        if self.embed is None:
            return None
        cosines: NDArray[np.float32] = self.sources @ self.written[number]
        return cosines

    def measure(
        self,
        number: int,
        text: str,
        alignment: Alignment,
        words: Sequence[WordSupport],
        swaps: Sequence[Swap],
    ) -> tuple[dict[str, float], list[dict[str, float]]]:
        """Return the vector features of a sentence, and those of each swap."""
        if self.embed is None:
            return {}, [{} for _ in swaps]
        chosen, without = variants(text, words)
        texts = [*without, *(form for swap in swaps for form in swap.forms)]
        made = self.embed(texts) if texts else np.zeros((0, self.sources.shape[1]), np.float32)
        vector, evidence = self.written[number], self.sources[list(alignment.evidence)]
        features = measure_vectors(
            alignment.cosines, chosen, words, made[: len(without)], vector, evidence
        )
        rest = made[len(without) :]
        tried = []
        for swap in swaps:
            forms, rest = rest[: len(swap.forms)], rest[len(swap.forms) :]
            tried.append(measure_swap_vectors(forms, vector, evidence, features["cosine"]))
        return features, tried


def _draft(text: str, vectors: _Vectors, number: int, sources: Sources) -> _Draft:
    tokens = read_metres(tokenize(text, sources.points), sources)
    if not any(token.content for token in tokens):
        return _Draft(text, None)
    alignment = align(tokens, sources, vectors.cosines(number))
    words = judge_words(text, alignment, sources)
    faults = find_faults(text, alignment, words, sources)
    features = measure(alignment, words, sources, faults)
    swaps = find_swaps(text, alignment, words, sources)
    more, tried = vectors.measure(number, text, alignment, words, swaps)
    measured = measure_swaps(swaps, alignment, words)
    return _Draft(
        text,
        alignment,
        words,
        faults,
        features | more,
        tuple(swaps),
        tuple(own | other for own, other in zip(measured, tried, strict=True)),
    )


def _judge(
    draft: _Draft,
    span: tuple[int, int],
    sources: Sources,
    *,
    copied: bool,
    vectors: bool,
) -> Verdict:
    if draft.alignment is None:
        return Verdict(draft.text, *span, True, 1.0, (), ())
    if _is_copy(draft, sources):
        cited = _cite([sources.sentences[draft.alignment.runs[0].sentence]], sources)
        return Verdict(draft.text, *span, True, 1.0, (), cited)
    evidence = [sources.sentences[place] for place in draft.alignment.evidence]
    score = score_of(draft.features, vectors=vectors, copied=copied)
    # Where a text adds no word, how its pieces join tells more than any single word.
    swapped = [] if copied else swap_scores(draft.swap_features, vectors=vectors)
    score = min([score, *swapped, *(as_score(fault.weight, SURE_FAULT) for fault in draft.faults)])
    borne_out = score >= REFUSE
    reasons = _reasons(draft, swapped, borne_out)
    return Verdict(draft.text, *span, borne_out, score, reasons, _cite(evidence, sources))


def _is_copy(draft: _Draft, sources: Sources) -> bool:
    """Whether the sentence stands in one piece in a source."""
    if draft.alignment is None:
        return False
    runs = draft.alignment.runs
    # A copy may leave out the "não" that stood before it.
    cut = sources.language is not None and any(f.kind == "negation" for f in draft.faults)
    whole = len(runs) == 1 and runs[0].last - runs[0].first == len(draft.alignment.tokens)
    return whole and not cut


def _cite(evidence: Sequence[SourceSentence], sources: Sources) -> tuple[Citation, ...]:
    return tuple(
        Citation.at(sources.articles[source.article], source.start, source.end)
        for source in evidence[:CITED]
    )


def _reasons(draft: _Draft, swapped: Sequence[float], borne_out: bool) -> tuple[str, ...]:
    """Return the reasons, surest first; a refused sentence always has one.

    Of findings on the same words the surest is told; one on all words hides none.
    """
    told: list[Finding] = []
    for fault in sorted(draft.faults, key=lambda fault: (-fault.weight, fault.start)):
        if not any(
            one.start <= fault.start and fault.end <= one.end < len(draft.text) for one in told
        ):
            told.append(fault)
    reasons = list(dict.fromkeys(fault.reason for fault in told))[:REASONS]
    if borne_out or any(fault.weight >= SURE_FAULT for fault in draft.faults):
        return tuple(reasons)
    return tuple(dict.fromkeys((*reasons, _why_doubted(draft, swapped))))


def _why_doubted(draft: _Draft, swapped: Sequence[float]) -> str:
    if swapped and min(swapped) < REFUSE:
        swap = draft.swaps[int(np.argmin(swapped))]
        word = draft.words[swap.number].token.text
        if swap.slot.token is not None and swap.slot.score > LIKELY_SLOT:
            return instead(word, swap.slot.token.text)
    words = draft.words
    new = [word.token.text for word in words if word.support in (Support.NEAR, Support.NONE)]
    if new:
        named = ", ".join(f"“{word}”" for word in new[:3])
        return f"not in the sources: {named}"
    if swapped and min(swapped) < REFUSE:
        return f"the sources do not say “{word}” about this"
    return JOINED
