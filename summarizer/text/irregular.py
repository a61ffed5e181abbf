"""Irregular English words: what each form is of, and which forms a word has."""

from __future__ import annotations

from summarizer.text.tables import lines_of

FORMS = {base: tuple(forms) for base, *forms in map(str.split, lines_of("irregular.txt"))}
"""Each word's other forms: "wrote written writing" of "write"."""
BASES = {form: base for base, forms in FORMS.items() for form in (base, *forms)}
"""What each form is of; a word that has others is of itself."""
