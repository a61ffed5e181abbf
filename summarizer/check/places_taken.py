"""A number or a place in the very place of another: "killed at least three people" for "two".

The sources hold both, so that neither is new; what tells is that everything around it stands so
in a source sentence, with another number or place inside, and that no sentence says the like of
the one that is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.check.align import Alignment
from summarizer.check.findings import SURE, Finding
from summarizer.check.lexicon import places_in
from summarizer.check.sources import Sources, SourceSentence
from summarizer.check.swaps import same_keys
from summarizer.check.tokens import Token

LEAST_STATED = 3
"""Content words around it that say enough to be looked for."""

LIKE = 0.5
"""Share of them from which a source sentence says the like."""

SIDES, AROUND = 1, 4
"""Same tokens on each side, and on both together, at the least; at most three a side count."""

PLACE_SIDES = 2
"""The same for places, which have more names than numbers have."""

Span = tuple[int, int]


def find_places_taken(alignment: Alignment, sources: Sources) -> Iterator[Finding]:
    """Yield numbers and places that stand where the only like source sentence has another."""
    tokens = alignment.tokens
    for place, token in enumerate(tokens):
        if token.kind == "number":
            yield from _taken("number", tokens, (place, place + 1), sources)
    for first, last, _ in places_in(tokens):
        yield from _taken("name", tokens, (first, last), sources)


def _taken(kind: str, tokens: Sequence[Token], span: Span, sources: Sources) -> Iterator[Finding]:
    """Yield what stands in the place of another of its kind."""
    own = {token.key for token in tokens[slice(*span)]}
    stated = {token.key for token in tokens if token.content} - own
    known = own <= sources.keys or _named(tokens[slice(*span)]) & sources.places
    if not known or len(stated) < LEAST_STATED:
        return
    like = [s for s in sources.sentences if len(stated & s.key_set) >= LIKE * len(stated)]
    if any(_says(kind, tokens, span, sentence) for sentence in like):
        return
    for sentence in like:
        other = _other_there(kind, tokens, span, sentence)
        if other is not None:
            said = " ".join(token.text for token in tokens[slice(*span)])
            reason = f"says {said}; the source says {other}"
            yield Finding(kind, SURE, reason, tokens[span[0]].start, tokens[span[1] - 1].end)
            return


def _says(kind: str, tokens: Sequence[Token], span: Span, sentence: SourceSentence) -> bool:
    """Whether a sentence has the same number, or the same place under any name."""
    if any(token.key in sentence.key_set for token in tokens[slice(*span)]):
        return True
    return kind == "name" and bool(_named(tokens[slice(*span)]) & sentence.places)


def _named(tokens: Sequence[Token]) -> set[int]:
    """Return the numbers of the places that tokens name."""
    return {number for *_, number in places_in(tokens)}


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
