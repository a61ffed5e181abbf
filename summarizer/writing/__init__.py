"""Briefs in a model's own words, every sentence borne out by what it cites."""

from summarizer.writing.editions import RewrittenDigest, rewrite_digest
from summarizer.writing.rewrite import Rewritten, rewrite_brief

__all__ = ["Rewritten", "RewrittenDigest", "rewrite_brief", "rewrite_digest"]
