"""What an editor would call a theme: one of its own phrases, as the articles write it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from summarizer.characters import capitalised
from summarizer.topics.candidates import Candidate
from summarizer.topics.lexicon import fields, is_telling, key_of, use_of
from summarizer.topics.phrases import is_nationality
from summarizer.topics.vocabulary import HEADINGS

MAX_LABEL = 40
"""Characters that fit a heading on a telephone."""
_LEVEL = re.compile(r"\b(leader|minister|envoy|commander|expert|official)-level ", re.I)
"""Diplomats say "leader-level call"; a headline says "Leaders’ call"."""
SAME_THING = 0.4
"""Cosine from which a second phrase in the label would say the first again."""
_FIT = {1: 0.85, 2: 1.0, 3: 0.95, 4: 0.75}
"""How well a label of so many words reads; names of one word are exempt."""


def label_of(members: Sequence[Candidate], vectors: NDArray[np.float32]) -> str:
    """Return the member that stands best for all, in sentence case.

    Args:
        members: a theme's phrases.
        vectors: (n, d) their vectors, rows of length 1.
    """
    weight = np.array(
        [len(m.sentences) * (0.3 if m.lonely else 1.0) for m in members], dtype=np.float64
    )
    central = np.clip(vectors @ vectors.T, 0, 1) @ weight / weight.sum()
    covered = [_covered(member, members) for member in members]
    worth = [
        float(central[i]) * np.log2(1 + len(m.sentences)) * _fitness(m) * (0.25 + covered[i])
        for i, m in enumerate(members)
    ]
    order = sorted(range(len(members)), key=lambda i: (-worth[i], members[i].key))
    best = members[order[0]]
    label = _plain_form(_in_its_place(best, members))
    apart = [members[i] for i in order[1:] if float(vectors[i] @ vectors[order[0]]) < SAME_THING]
    second = _complement(best, members, apart)
    if second is not None:
        label = f"{label} and {_plain_form(second)}"
    return capitalised(label)


def share_told(label: str, members: Sequence[Candidate]) -> float:
    """Return the share of a theme's sentences that use a phrase of its label's words.

    A word that names no theme alone does not count: "investigation" in ten sentences does not
    make them speak of "two-year-long investigation", which one has.
    """
    words = {key_of(word) for word in label.split()}
    every = set().union(*(m.sentences for m in members))
    heads = [m for m in members if words & set(m.words)]
    plain = capitalised(label).lower() in HEADINGS
    told = set().union(*(m.sentences for m in heads if plain or not m.lonely))
    return len(told) / max(1, len(every))


def _complement(
    best: Candidate, members: Sequence[Candidate], others: Sequence[Candidate]
) -> Candidate | None:
    """Return what must stand beside `best`: of its field, in sentences that it is not in.

    "Trade" leaves out the half of its theme that speaks of "export controls".
    """
    own = set(best.words)
    told = [m for m in members if own & set(m.words)]
    every = set().union(*(m.sentences for m in members))
    heard = best.sentences.union(*(m.sentences for m in told))
    for other in others:
        room = len(best.form) + len(other.form) + 5 <= MAX_LABEL
        short = len(best.words) + len(other.words) <= 3
        new = bool(other.sentences - heard) and 4 * len(other.sentences) >= len(every)
        fresh = not own & set(other.words) and not other.lonely and not other.linked
        fresh = fresh and not other.form.endswith(("ed", "ing"))
        if room and short and fresh and new and _fields(best) & _fields(other):
            return other
    return None


def _fields(member: Candidate) -> set[str]:
    return {fields()[word] for word in member.words if word in fields()}


def _covered(member: Candidate, members: Sequence[Candidate]) -> float:
    """Return the share of the theme's sentences that use the member, alone or in a phrase."""
    every = set().union(*(m.sentences for m in members))
    own = set().union(*(m.sentences for m in members if set(member.words) <= set(m.words)))
    return len(own) / len(every)


def _in_its_place(best: Candidate, members: Sequence[Candidate]) -> Candidate:
    """Return "war in Ukraine" for "Ukraine" where that is what is mostly told of the place."""
    heads = {m.key for m in members if m.lonely}
    told = [m for m in members if _places(m, best, heads)]
    said = set().union(*(m.sentences for m in told)) if told else set()
    if 2 * len(said) < len(best.sentences):
        return best
    return min(told, key=lambda m: (-len(m.sentences), m.key)) if told else best


def _places(linked: Candidate, best: Candidate, heads: Collection[str]) -> bool:
    """Return whether it is to `best` what "war in Ukraine" is to "Ukraine".

    Args:
        linked: a phrase that may be of two parts ("summit of Asia-Pacific economies").
        best: what it would stand for.
        heads: words of the theme that name none alone ("summit").
    """
    if not linked.linked or len(linked.form) > MAX_LABEL:
        return False
    if len(best.words) > 1:
        ends = linked.words[-len(best.words) :] == best.words
        return ends and linked.words[0] in heads and best.words[0] not in heads
    if best.is_name:
        return linked.words[-1:] == best.words and len(linked.words) == 2
    return linked.words[:1] == best.words and len(best.sentences) == 1


def _fitness(member: Candidate) -> float:
    words = member.form.split()
    if member.lonely and member.form.lower() in HEADINGS:
        return 0.55
    if member.lonely or len(member.form) > MAX_LABEL:
        return 0.01
    fit = _FIT.get(len(words), 0.6)
    if len(words) == 1:
        fit = 1.0 if member.is_name else (0.5 + 0.5 * member.rarity) * _nounness(words[0].lower())
    if member.linked:
        fit *= 0.8
    if is_nationality(words[0].lower()) or words[-1].endswith(("ed", "ing")):
        fit *= 0.6
    if not is_telling(words[0].lower()) and not member.is_name:
        fit *= 0.6
    return fit * (0.4 + 0.6 * min(1.0, member.outer / max(1, member.mentions) + 0.25))


def _nounness(word: str) -> float:
    """Return how far a word is a noun rather than an adjective: "racism" before "racist"."""
    use = use_of(word)
    return (use.noun + 1) / (use.noun + use.adjective + 0.3 * use.modifier + 1)


def _plain_form(member: Candidate) -> str:
    """Return the wording to print: not a headline's capitals where the body has its own."""
    forms = sorted(member.forms.items(), key=lambda item: (-item[1], item[0]))
    lower = [form for form, _ in forms if form[1:] == form[1:].lower()]
    chosen = member.form if member.is_name or not lower else lower[0]
    return _LEVEL.sub(r"\1s’ ", " ".join(chosen.split()))
