"""A number or a place in the very place of another: "killed at least three people" for "two".

The sources hold both, so that neither is new; what tells is that everything around it stands so
in a source sentence, with another number or place inside, and that no sentence says the like of
the one that is written. A day of the week may also stand beside a statement that the nearest
sentence has of another day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.check.align import Alignment
from summarizer.check.findings import SURE, Finding, differs, fault_at
from summarizer.check.lexicon import named_places, places_in
from summarizer.check.sources import Sources, SourceSentence
from summarizer.check.swaps import same_keys
from summarizer.check.tokens import CALENDAR, MONTH_KEYS, Token, content_keys, stem
from summarizer.text.english import WEEKDAYS

LEAST_STATED = 3
"""Content words around it that say enough to be looked for."""

LIKE = 0.5
"""Share of them from which a source sentence says the like."""

SIDES, AROUND = 1, 4
"""Same tokens on each side, and on both together, at the least; at most three a side count."""

PLACE_SIDES = 2
"""The same for places, which have more names than numbers have."""

DAYS = frozenset(map(stem, WEEKDAYS))

SURELY_LIKE, ALL_LIKE, SOMEHOW_LIKE = 0.8, 0.99, 0.34
"""Share of a statement's words from which a sentence is of it, the same for a statement of
two words, and from which one with the written day may be where it comes from. With .5 for the
first, 14 of 12,000 true sentences were refused and hardly more false ones."""
FEW_STATED = 2

Span = tuple[int, int]


def find_places_taken(alignment: Alignment, sources: Sources) -> Iterator[Finding]:
    """Yield numbers and places that stand where the only like source sentence has another."""
    tokens = alignment.tokens
    for place, token in enumerate(tokens):
        if token.kind == "number":
            yield from _taken("number", tokens, (place, place + 1), sources)
    for first, last, _ in places_in(tokens):
        yield from _taken("name", tokens, (first, last), sources)
    yield from _another_day(tokens, sources)


def _taken(kind: str, tokens: Sequence[Token], span: Span, sources: Sources) -> Iterator[Finding]:
    """Yield what stands in the place of another of its kind."""
    own = {token.key for token in tokens[slice(*span)]}
    stated = content_keys(tokens) - own
    known = own <= sources.keys or named_places(tokens[slice(*span)]) & sources.places
    if not known or len(stated) < LEAST_STATED:
        return
    like = _like(stated, sources)
    if any(_says(kind, tokens, span, sentence) for sentence in like):
        return
    for sentence in like:
        other = _other_there(kind, tokens, span, sentence)
        if other is not None:
            said = " ".join(token.text for token in tokens[slice(*span)])
            reason = differs(said, other)
            yield Finding(kind, SURE, reason, tokens[span[0]].start, tokens[span[1] - 1].end)
            return


def _like(stated: frozenset[str], sources: Sources) -> list[SourceSentence]:
    """Return the sentences that say the like of a statement."""
    return [s for s in sources.sentences if len(stated & s.key_set) >= LIKE * len(stated)]


def _says(kind: str, tokens: Sequence[Token], span: Span, sentence: SourceSentence) -> bool:
    """Whether a sentence has the same number, or the same place under any name."""
    if any(token.key in sentence.key_set for token in tokens[slice(*span)]):
        return True
    return kind == "name" and bool(named_places(tokens[slice(*span)]) & sentence.places)


def _other_there(
    kind: str, tokens: Sequence[Token], span: Span, sentence: SourceSentence
) -> str | None:
    """Return the number or place that a sentence has between the same words."""
    keys = [token.key for token in tokens]
    least = SIDES if kind == "number" else PLACE_SIDES
    for first, last in _of_kind(kind, sentence):
        if any(token.key in keys for token in sentence.tokens[first:last]):
            continue
        before = same_keys(keys[: span[0]][::-1], sentence.keys[:first][::-1])
        after = same_keys(keys[span[1] :], sentence.keys[last:])
        if min(before, after) >= least and before + after >= AROUND:
            return sentence.text[sentence.tokens[first].start : sentence.tokens[last - 1].end]
    return None


def _of_kind(kind: str, sentence: SourceSentence) -> Iterator[Span]:
    if kind == "name":
        yield from ((first, last) for first, last, _ in places_in(sentence.tokens))
        return
    for place, token in enumerate(sentence.tokens):
        if token.kind == "number":
            yield place, place + 1


def _another_day(tokens: Sequence[Token], sources: Sources) -> Iterator[Finding]:
    """Yield a day of the week where the one sentence of the statement has another, or a date."""
    stated = content_keys(tokens) - CALENDAR
    day = next((token for token in tokens if token.key in DAYS and token.upper), None)
    if day is None or len(stated) < FEW_STATED or not sources.sentences:
        return
    shares = [len(stated & sentence.key_set) / len(stated) for sentence in sources.sentences]
    best = max(shares)
    if best < (SURELY_LIKE if len(stated) > FEW_STATED else ALL_LIKE):
        return
    if any(
        share >= SOMEHOW_LIKE and day.key in sentence.key_set
        for share, sentence in zip(shares, sources.sentences, strict=True)
    ):
        return
    nearest = sources.sentences[shares.index(best)]
    dates = (t for t in nearest.tokens if t.upper and (t.key in DAYS or t.key in MONTH_KEYS))
    other = next(dates, None)
    if other is not None:
        yield fault_at("date", SURE, differs(day.text, other.text), day)
