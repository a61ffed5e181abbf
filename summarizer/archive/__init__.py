"""What was read: articles, sources, stories and digests, kept, searched and followed."""
