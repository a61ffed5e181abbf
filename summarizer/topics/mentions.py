"""Which articles speak of a theme further down than the sentences that were read for themes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from summarizer.topics.candidates import Candidate
from summarizer.topics.corpus import Corpus
from summarizer.topics.themes import Theme

MOST_FORMS = 8
"""Wordings of a theme that are looked for; the others are in a handful of sentences."""


def owners_further_down(corpus: Corpus, themes: Sequence[Theme]) -> list[set[int]]:
    """Return for each theme the articles whose unread text has one of its wordings."""
    if not any(corpus.unread):
        return [set() for _ in themes]
    whole = "\n".join(corpus.unread)
    lower = whole.lower()
    starts = [0, *accumulate(len(text) + 1 for text in corpus.unread)]
    exact = len(lower) == len(whole)
    found: list[set[int]] = []
    for theme in themes:
        owners: set[int] = set()
        for form, is_name in _wordings(theme.members):
            hay = whole if is_name or not exact else lower
            owners.update(bisect_right(starts, at) - 1 for at in _places(hay, form))
        found.append(owners)
    return found


def _wordings(members: Sequence[Candidate]) -> list[tuple[str, bool]]:
    """Return the most used wordings of a theme, and whether each is a name's."""
    strong = [m for m in members if not m.lonely and len(m.sentences) > 1]
    forms = {form if m.is_name else form.lower(): m.is_name for m in strong for form in m.forms}
    return list(forms.items())[:MOST_FORMS]


def _places(text: str, form: str) -> Iterator[int]:
    """Yield where `form` stands in `text` as whole words."""
    at = text.find(form)
    while at >= 0:
        end = at + len(form)
        inside = (at > 0 and text[at - 1].isalnum()) or text[end : end + 1].isalnum()
        if not inside:
            yield at
        at = text.find(form, end)
