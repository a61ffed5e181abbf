"""Sentences to cited points within a length budget: the briefs."""

from __future__ import annotations

from summarizer.salience.openings import opens_dangling
from summarizer.summary.brief import make_brief
from summarizer.summary.heads import display_form, without_dateline
from summarizer.summary.trim import Trim, shorten_to, trim_sentence

__all__ = [
    "Trim",
    "display_form",
    "make_brief",
    "opens_dangling",
    "shorten_to",
    "trim_sentence",
    "without_dateline",
]
