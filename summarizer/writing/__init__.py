"""Briefs in a model's own words, every sentence supported by what it cites."""

from summarizer.writing.editions import (
    RewrittenDigest,
    RewrittenStories,
    rewrite_digest,
    rewrite_stories,
)
from summarizer.writing.rewrite import Rewritten, Writing, rewrite_brief

__all__ = [
    "Rewritten",
    "RewrittenDigest",
    "RewrittenStories",
    "Writing",
    "rewrite_brief",
    "rewrite_digest",
    "rewrite_stories",
]
