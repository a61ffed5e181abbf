"""Denials: one that the source does not make, and one of the source that is left out.

So with words that make a thing past, or not yet one: a suspected killer is no killer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from summarizer.check.align import Alignment
from summarizer.check.exchanged import SETTING_ASIDE
from summarizer.check.findings import LIKELY, SURE, Finding, fault_at, leaves_out
from summarizer.check.lexicon import synonym_groups
from summarizer.check.sources import Sources, SourceSentence
from summarizer.check.tokens import MODALS, NEGATIONS, Token, stems

DENYING = frozenset(("not", "no", "never", "none", "nobody", "neither", "without"))
TURNING = NEGATIONS | stems(
    "deny refuse fail reject lack avoid prevent stop unable unlikely decline rule few "
    "little far unclear dismiss absent absence refrain escape unharmed unhurt"
)
"""Words that may say a denial in another way."""

QUALIFYING = frozenset(
    "formerly previously failed attempted planned proposed suspected alleged allegedly "
    "supposed".split()
)
"""Words without which more is said."""
UNSURE = QUALIFYING | MODALS

LEAST_CUT = 3
"""Tokens of a copied run that is long enough to be the denied statement itself."""

REACH = 4
"""Tokens behind a denial that it bears on."""

ADDING = frozenset(("only", "just"))
"""Words behind a "not" that denies nothing: "not only", "not just"."""


def find_denials(
    alignment: Alignment, sources: Sources, evidence: Sequence[SourceSentence]
) -> Iterator[Finding]:
    """Yield denials that the evidence does not make, and those of it that are left out."""
    tokens = alignment.tokens
    for place, token in enumerate(tokens):
        if token.key not in NEGATIONS or (place and tokens[place - 1].key == "or"):
            continue
        if _adds(tokens, place, evidence):
            continue
        near = _near(tokens, place)
        if near and not (
            _set_aside(tokens[place + 1 :], evidence) or _denied_somewhere(near, sources, evidence)
        ):
            yield fault_at(
                "negation",
                SURE if _stated(tokens, place, evidence) else LIKELY,
                f"says “{_around(tokens, place)}”; the source does not deny it",
                token,
            )
    denies = any(token.key in NEGATIONS for token in tokens)
    if not denies:
        yield from _cut_denials(alignment, sources)
    yield from _cut_qualifiers(alignment, sources)
    if evidence and not denies:
        yield from _lost_denials(alignment, evidence[0], alignment.evidence[0])


def _adds(tokens: Sequence[Token], place: int, evidence: Sequence[SourceSentence]) -> bool:
    """Whether "not only" is said of what no evidence says "only" or "just" of."""
    after = next((token.key for token in tokens[place + 1 : place + 2]), "")
    return after in ADDING and all(ADDING.isdisjoint(sentence.key_set) for sentence in evidence)


def _stated(tokens: Sequence[Token], place: int, evidence: Sequence[SourceSentence]) -> bool:
    """Return whether the evidence says the very word that is denied."""
    denied = next((t.key for t in tokens[place + 1 : place + 4] if t.content), None)
    return any(denied in sentence.key_set for sentence in evidence)


def _set_aside(after: Sequence[Token], evidence: Sequence[SourceSentence]) -> bool:
    """Whether the word behind a denial is one that the evidence has behind "rather than"."""
    denied = next((token.key for token in after if token.content), None)
    return denied is not None and any(
        next((t.key for t in sentence.tokens[where + 2 :] if t.content), None) == denied
        for sentence in evidence
        for where, pair in enumerate(pairwise(sentence.keys))
        if pair in SETTING_ASIDE
    )


def _near(tokens: Sequence[Token], place: int) -> set[str]:
    """Return keys of the content words that a denial bears on."""
    after = [t.key for t in tokens[place + 1 : place + 6] if t.content][:2]
    before = [t.key for t in tokens[max(0, place - 3) : place] if t.content][-1:]
    return set(after + before)


def _around(tokens: Sequence[Token], place: int) -> str:
    return " ".join(token.text for token in tokens[max(0, place - 1) : place + 3])


def _denied_somewhere(near: set[str], sources: Sources, evidence: Sequence[SourceSentence]) -> bool:
    groups = synonym_groups()
    meant = {number for key in near for number in groups.get(key, ())}
    wide = near | {key for key in sources.keys if not meant.isdisjoint(groups.get(key, ()))}
    if any(_denied(sentence, wide) for sentence in evidence):
        return True
    return any(
        _denied(sentence, near) and len(near & sentence.key_set) >= min(2, len(near))
        for sentence in sources.sentences
    )


def _denied(sentence: SourceSentence, near: set[str]) -> bool:
    return any(
        token.key in TURNING
        and near & {other.key for other in sentence.tokens[max(0, where - 4) : where + 7]}
        for where, token in enumerate(sentence.tokens)
    )


def _cut_denials(alignment: Alignment, sources: Sources) -> Iterator[Finding]:
    """Yield copied runs that begin right after a denial, where no source says them without."""
    for run in alignment.runs:
        held = sources.sentences[run.sentence]
        copied = alignment.tokens[run.first : run.last]
        if run.place == 0 or len(copied) < LEAST_CUT or not any(t.content for t in copied):
            continue
        denial = held.tokens[run.place - 1]
        keys = held.keys[run.place : run.place + len(copied)]
        if denial.key in DENYING and not _stands_undenied(keys, sources):
            yield fault_at("negation", SURE, leaves_out(denial.text), copied[0])
            return


def _stands_undenied(keys: Sequence[str], sources: Sources) -> bool:
    """Return whether a source says these words without a denial right before them."""
    return any(
        keys == other.keys[at : at + len(keys)] and (at == 0 or other.keys[at - 1] not in DENYING)
        for other in sources.sentences
        for at in range(len(other.keys) - len(keys) + 1)
    )


def _cut_qualifiers(alignment: Alignment, sources: Sources) -> Iterator[Finding]:
    """Yield where a copy leaves out one of `QUALIFYING`, and no source does without it there."""
    if any(token.text.lower() in UNSURE for token in alignment.tokens):
        return
    for run, following in pairwise(alignment.runs):
        end = run.place + run.last - run.first
        together = run.sentence == following.sentence and run.last == following.first
        if not together or following.place != end + 1:
            continue
        left_out = sources.sentences[run.sentence].tokens[end]
        before, after = alignment.tokens[run.last - 1], alignment.tokens[run.last]
        if left_out.text.lower() in QUALIFYING and (before.key, after.key) not in sources.pairs:
            yield fault_at("doubt", SURE, leaves_out(left_out.text), after)
            return


def _lost_denials(alignment: Alignment, sentence: SourceSentence, number: int) -> Iterator[Finding]:
    """Yield where the evidence denies what the text, which denies nothing, states in its words."""
    tokens, held = alignment.tokens, sentence.tokens
    if any(t.key in TURNING and t.key not in sentence.key_set for t in tokens):
        return
    paired = {
        partner[1]: place
        for place, partner in enumerate(alignment.partners)
        if partner is not None and partner[0] == number
    }
    for where, token in enumerate(held):
        if token.key not in DENYING or not ADDING.isdisjoint(sentence.keys[where + 1 : where + 2]):
            continue
        follow = [
            paired[place]
            for place in range(where + 1, min(where + 1 + REACH, len(held)))
            if place in paired and held[place].key == tokens[paired[place]].key
        ]
        stated = [place for place in follow if tokens[place].content]
        before = any(place in paired for place in range(max(0, where - 3), where))
        if len(follow) >= 2 and stated and (before or token.key != "not" or len(follow) >= 3):
            first, last = tokens[stated[0]], tokens[follow[-1]]
            end = max(last.end, first.end)
            yield Finding("negation", SURE, leaves_out(token.text), first.start, end)
            return
