"""What an editor would call a theme: one of its own phrases, as the articles write it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from summarizer.topics.candidates import Candidate
from summarizer.topics.lexicon import is_telling
from summarizer.topics.phrases import is_nationality

MAX_LABEL = 40
"""Characters that fit a heading on a telephone."""
_FIT = {1: 0.85, 2: 1.0, 3: 0.95, 4: 0.75}
"""How well a label of so many words reads; names of one word are exempt."""


def label_of(members: Sequence[Candidate], vectors: NDArray[np.float32]) -> str:
    """Return the member that stands best for all, in sentence case.

    Args:
        members: a theme's phrases.
        vectors: (n, d) their vectors, rows of length 1.
    """
    weight = np.array([len(m.sentences) for m in members], dtype=np.float64)
    central = np.clip(vectors @ vectors.T, 0, 1) @ weight / weight.sum()
    worth = [
        float(central[i]) * np.log2(1 + weight[i]) * _fitness(m) for i, m in enumerate(members)
    ]
    best = min(range(len(members)), key=lambda i: (-worth[i], members[i].key))
    return in_sentence_case(_plain_form(members[best]))


def _fitness(member: Candidate) -> float:
    words = member.form.split()
    if member.is_lonely or len(member.form) > MAX_LABEL:
        return 0.01
    fit = _FIT.get(len(words), 0.6)
    if len(words) == 1:
        fit = 1.0 if member.is_name else 0.5 + 0.5 * member.rarity
    if member.linked:
        fit *= 0.9
    if is_nationality(words[0].lower()):
        fit *= 0.6
    if not is_telling(words[0].lower()) and not member.is_name:
        fit *= 0.6
    return fit * (0.4 + 0.6 * min(1.0, member.outer / max(1, member.mentions) + 0.25))


def _plain_form(member: Candidate) -> str:
    """Return the wording to print: not a headline's capitals where the body has its own."""
    forms = sorted(member.forms.items(), key=lambda item: (-item[1], item[0]))
    lower = [form for form, _ in forms if form[1:] == form[1:].lower()]
    chosen = forms[0][0] if member.is_name or not lower else lower[0]
    return " ".join(word for word in chosen.split() if word)


def in_sentence_case(text: str) -> str:
    """Return `text` with its first letter as a capital."""
    return text[:1].upper() + text[1:]
