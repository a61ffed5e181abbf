"""Sentences to cited points within a length budget: the briefs."""

from __future__ import annotations

from summarizer.summary.brief import make_brief

__all__ = ["make_brief"]
