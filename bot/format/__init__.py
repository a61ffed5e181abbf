"""Digests and briefs to messages within Discord's limits (pure)."""
