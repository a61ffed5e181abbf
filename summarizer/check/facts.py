"""Facts of a written sentence that the sources must hold, and what is wrong with them.

Each finding has a kind, a weight (how surely it makes the sentence false) and words
for the reader.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from summarizer.check.abroad import (
    DENYING,
    find_counts_abroad,
    find_denials_abroad,
    find_turns_abroad,
    is_no_name,
)
from summarizer.check.align import Alignment
from summarizer.check.amounts import find_amounts
from summarizer.check.appositions import find_appositions, find_relatives
from summarizer.check.counted import amount, counted_by, numbers_of
from summarizer.check.crossed import find_crossed
from summarizer.check.denials import find_denials
from summarizer.check.elsewhere import find_elsewhere
from summarizer.check.exchanged import find_exchanged
from summarizer.check.findings import LIKELY, SURE, Finding, differs, fault_at, instead
from summarizer.check.hedges import find_dropped_doubts
from summarizer.check.misplaced import EASY_NUMBERS, find_misplaced
from summarizer.check.modifiers import find_modifiers
from summarizer.check.places_taken import find_places_taken
from summarizer.check.quotations import find_quotations
from summarizer.check.restated import restated_places
from summarizer.check.sources import Sources, SourceSentence
from summarizer.check.speakers import find_speakers
from summarizer.check.support import Support, WordSupport
from summarizer.check.tokens import CALENDAR, Token
from summarizer.check.turned import find_turned
from summarizer.check.undone import find_undone

LEAST_COVERED = 0.35
"""Share of a sentence's content, by rarity, that its evidence must hold at the least: none
of the true development sentences had less."""

MOST_STRANGE = 0.49
"""Share of a sentence's content words that may be unheard of: .004 of the true development
sentences had more, with a third of the synonyms hidden."""


def find_faults(
    text: str, alignment: Alignment, words: Sequence[WordSupport], sources: Sources
) -> tuple[Finding, ...]:
    """Return what the sources do not bear out, in the order of the sentence."""
    evidence = [sources.sentences[number] for number in alignment.evidence]
    found = [
        *_numbers(text, alignment, words, sources, evidence),
        *_halves_of_day(text, alignment, sources),
        *_names(alignment, words, sources.language),
        *find_misplaced(text, alignment, words, sources),
        *find_places_taken(alignment, sources),
        *find_crossed(text, alignment, sources),
        *find_amounts(text, alignment, sources),
        *find_elsewhere(text, alignment, sources),
        *find_modifiers(text, alignment, sources),
        *find_appositions(text, alignment, words, sources),
        *find_relatives(text, alignment, sources),
        *find_quotations(text, words, sources),
        *find_speakers(text, alignment, words, sources),
        *_denials(text, alignment, sources, evidence),
        *_contraries(words),
        *find_turned(alignment, evidence),
        *find_exchanged(alignment, evidence),
        *find_dropped_doubts(alignment, evidence),
        *find_undone(alignment, sources),
        *_unheard(text, alignment, words),
    ]
    places = restated_places(text, alignment.tokens, evidence)
    restated = [alignment.tokens[place] for place in places]
    kept = (fault for fault in found if not _is_restated(fault, restated))
    return tuple(sorted(kept, key=lambda finding: (finding.start, finding.kind)))


def _is_restated(fault: Finding, restated: Sequence[Token]) -> bool:
    """Whether a finding doubts an amount that the evidence holds in another notation."""
    of_amount = fault.kind in ("number", "count", "kind")
    return of_amount and any(t.start < fault.end and fault.start < t.end for t in restated)


def _denials(
    text: str, alignment: Alignment, sources: Sources, evidence: Sequence[SourceSentence]
) -> Iterator[Finding]:
    """Yield denials; in other languages, whose "no" may be an English one, turns and counts too."""
    language = sources.language
    if language not in DENYING:
        yield from find_denials(alignment, sources, evidence)
        return
    yield from find_denials_abroad(text, alignment.tokens, evidence, language)
    yield from find_turns_abroad(text, alignment.tokens, evidence, language)
    yield from find_counts_abroad(alignment.tokens, sources, language)


def _numbers(
    text: str,
    alignment: Alignment,
    words: Sequence[WordSupport],
    sources: Sources,
    evidence: Sequence[SourceSentence],
) -> Iterator[Finding]:
    for word in words:
        token = word.token
        if token.kind != "number" or token.key in sources.spaced:
            continue
        counted = counted_by(alignment.tokens, alignment.tokens.index(token))
        held = list(numbers_of(counted, evidence))
        if word.new:
            weight = SURE if held or token.key not in EASY_NUMBERS else LIKELY
            yield fault_at("number", weight, _number_reason(word, counted, held), token)
        elif (
            held
            and token.key not in {number.key for number, _ in held}
            and _same_sort(token, held)
            and text[token.start - 1 : token.start] != "-"  # "Covid-19 cases" counts none
        ):
            yield fault_at("count", LIKELY, _number_reason(word, counted, held), token)


def _same_sort(token: Token, held: Sequence[tuple[Token, Token]]) -> bool:
    return all(token.key.endswith("th") == number.key.endswith("th") for number, _ in held)


def _number_reason(
    word: WordSupport, counted: Token | None, held: Sequence[tuple[Token, Token]]
) -> str:
    said = amount(word.token, counted)
    if held:
        return differs(said, amount(*held[0]))
    if word.partner is not None and word.partner.kind == "number":
        return differs(word.token.text, word.partner.text)
    return f"the number {said} is not in the sources"


HALVES = {"am": "pm", "pm": "am"}
"""Each half of the day, and the other."""


def _halves_of_day(text: str, alignment: Alignment, sources: Sources) -> Iterator[Finding]:
    """Yield hours that the sources only hold of the other half of the day: "7am" for "7pm"."""
    for hour, half in pairwise(alignment.tokens):
        other = HALVES.get(half.key, "")
        if (hour.key, other) in sources.pairs and not _is_told_of(half.key, hour.key, sources):
            start = text.rfind(" ", 0, hour.start) + 1  # of "11:30", not of its minutes
            clock = text[start : hour.end].lstrip("([“\"'")
            reason = differs(f"{clock} {half.text}", f"{clock} {other}")
            yield fault_at("number", SURE, reason, hour)


def _is_told_of(half: str, hour: str, sources: Sources) -> bool:
    """Return whether the sources have an hour in a half of the day: "7pm", "7 to 9pm"."""
    behind = (
        sources.sentences[number].keys[place + 1 : place + 4]
        for number, place in sources.where.get(hour, ())
    )
    return any(next((key for key in keys if key in HALVES), "") == half for keys in behind)


def _names(
    alignment: Alignment, words: Sequence[WordSupport], language: str | None
) -> Iterator[Finding]:
    for word in words:
        token = word.token
        if token.key in CALENDAR and word.new:
            absent = f"{token.text} is not in the sources"
            reason = absent if word.other is None else differs(token.text, word.other.text)
            yield fault_at("date", SURE, reason, token)
        elif (
            word.name
            and word.support >= Support.NEAR
            and token.upper
            and not is_no_name(token, alignment.tokens, language)
        ):
            yield fault_at("name", SURE, f"{token.text} is not named in the sources", token)


def _contraries(words: Sequence[WordSupport]) -> Iterator[Finding]:
    for word in words:
        token, contrary, other = word.token, word.contrary, word.other
        paired = word.partner is contrary
        if contrary is not None and word.new:
            weight = SURE if paired else LIKELY
            yield fault_at("contrary", weight, instead(token.text, contrary.text), token)
        elif other is not None and word.new and token.kind == "word" and token.key not in CALENDAR:
            yield fault_at("kind", SURE, instead(token.text, other.text), token)
        elif contrary is not None and paired:
            weight = SURE if word.flanked else LIKELY
            yield fault_at("contrary", weight, instead(token.text, contrary.text), token)


def _unheard(text: str, alignment: Alignment, words: Sequence[WordSupport]) -> Iterator[Finding]:
    """Yield when the sources hold too little of the sentence to bear it out."""
    strange = [word for word in words if word.support >= Support.NEAR]
    if alignment.covered < LEAST_COVERED:
        yield Finding("word", SURE, "the sources do not mention this", 0, len(text))
    elif len(strange) > MOST_STRANGE * len(words):
        named = ", ".join(f"“{word}”" for word in _as_written(strange)[:3])
        yield Finding("word", SURE, f"the sources do not mention {named}", 0, len(text))


def _as_written(words: Sequence[WordSupport]) -> list[str]:
    """Return the words; pieces of a script without spaces that follow each other as one."""
    told: list[str] = []
    last = -1
    for token in (word.token for word in words):
        if told and token.start == last + 1 and len(token.text) > token.end - token.start:
            told[-1] += token.text[-1]
        else:
            told.append(token.text)
        last = token.start
    return told
