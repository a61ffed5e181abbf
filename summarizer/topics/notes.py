"""What sets the sources apart on a topic, as far as it can be shown."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.topics.corpus import Corpus


def note_of(corpus: Corpus, sentences: Sequence[int], owners: Sequence[int]) -> str:
    """Return how many of the articles speak of it, or which one alone does."""
    total = sum(1 + len(names) for names in corpus.copies)
    count = sum(1 + len(corpus.copies[o]) for o in owners)
    if total < 2:
        return ""
    if count == total:
        return f"All {total} articles" if total > 2 else "Both articles"
    if count == 1:
        source = corpus.articles[owners[0]].article.source
        return f"Only {source or f'one of {total} articles'} speaks of it"
    return f"{count} of {total} articles"
