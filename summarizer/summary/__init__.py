"""Sentences to cited points within a length budget: the briefs."""

from __future__ import annotations

from summarizer.salience.openings import opens_dangling
from summarizer.summary.brief import make_brief
from summarizer.summary.trim import Trim, trim_sentence

__all__ = ["Trim", "make_brief", "opens_dangling", "trim_sentence"]
