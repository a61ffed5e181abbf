"""A number or a month of another sentence: "met in April", where April is the visit's.

The sentence that holds the statement has another value of the sort, and the sentences with the
written one speak of something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.check.align import Alignment
from summarizer.check.counted import same_thing
from summarizer.check.crossed import Parts
from summarizer.check.findings import SURE, Finding, differs, fault_at
from summarizer.check.lexicon import kin, rarity, synonymous
from summarizer.check.sources import Sources, SourceSentence
from summarizer.check.tokens import CALENDAR

LEAST_STATED = 3
"""Content words that a statement must have besides its value."""

HELD = 0.7
"""Share of a statement's words, by rarity, from which a source sentence holds it."""

SOMEHOW, SOMEHOW_MONTH = 0.2, 0.45
"""The share from which a sentence with the written value may be where it comes from. Numbers are
told in more ways than months: with .34 for them, three of 16,822 true sentences were refused."""

ONCE = frozenset(("#1", "#1th"))
"""Numbers that mostly count nothing when written as words: "one of the firms"."""


def find_elsewhere(text: str, alignment: Alignment, sources: Sources) -> Iterator[Finding]:
    """Yield numbers and months that the sources only have beside something else."""
    said = Parts(text, alignment.tokens)
    for place, value in enumerate(alignment.tokens):
        own = [sources.sentences[number] for number, _ in sources.where.get(value.key, ())]
        stated = _stated(said, place) if own else {}
        if len(stated) < LEAST_STATED:
            continue
        somehow = SOMEHOW_MONTH if said.sorts[place] == "month" else SOMEHOW
        if any(_share(stated, sentence) >= somehow for sentence in own):
            continue
        other = _told_of_it(said, place, stated, sources)
        if other is not None:
            kind = "number" if value.kind == "number" else "date"
            yield fault_at(kind, SURE, differs(said.told(place), other), value)
            return


def _stated(said: Parts, place: int) -> dict[str, float]:
    """Return what is said of a number or month, key by rarity; empty for what counts nothing."""
    value, counted = said.tokens[place], said.counted(place)
    easy = value.key in ONCE and not value.text.isdigit()
    if easy or (said.sorts[place] != "month" and counted is None):
        return {}
    left_out = {value.key, counted.key if counted else value.key, *CALENDAR}
    clause = said.tokens[slice(*said.clause(place))]
    return {t.key: rarity(t.text.lower()) for t in clause if t.content and t.key not in left_out}


def _told_of_it(said: Parts, place: int, stated: dict[str, float], sources: Sources) -> str | None:
    """Return the value that the sentence which holds most of a statement has in its place."""
    value = said.tokens[place].key
    near = {number for key in stated for number, _ in sources.where.get(key, ())}
    shares = {
        number: _share(stated, sources.sentences[number])
        for number in sorted(near)
        if value not in sources.sentences[number].key_set
    }
    for number in sorted(shares, key=lambda number: -shares[number]):
        if shares[number] < HELD:
            return None
        held = sources.sentences[number]
        other = _of_its_sort(said, place, Parts(held.text, held.tokens))
        if other is not None:
            return other
    return None


def _of_its_sort(said: Parts, place: int, held: Parts) -> str | None:
    written = {token.key for token in said.tokens}
    counted = said.counted(place)
    for where, token in enumerate(held.tokens):
        if held.sorts[where] != said.sorts[place] or token.key in written:
            continue
        if counted is None:
            return held.told(where) if _year_of(said, place) == _year_of(held, where) else None
        if same_thing(counted, held.counted(where)):
            return held.told(where)
    return None


def _year_of(parts: Parts, place: int) -> str:
    """Return the key of the year right behind a month."""
    return "".join(
        t.key for t in parts.tokens[place + 1 : place + 2] if parts.sorts[place + 1] == "year"
    )


def _share(stated: dict[str, float], sentence: SourceSentence) -> float:
    """Return how much of a statement a sentence holds, in the same or in other words."""
    held = sum(weight for key, weight in stated.items() if _holds(key, sentence))
    return held / sum(stated.values())


def _holds(key: str, sentence: SourceSentence) -> bool:
    if key in sentence.key_set:
        return True
    words: Sequence[str] = () if key.startswith("#") else sentence.keys
    return any(synonymous(key, word) or kin(key, word) for word in words if word[0] != "#")
