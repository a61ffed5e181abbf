"""What sets the sources apart on a topic, as far as it can be shown."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.topics.corpus import Corpus
from summarizer.topics.differences import differences, name_of


def note_of(
    corpus: Corpus,
    owners: Sequence[int],
    shown: Sequence[int] = (),
    own: Sequence[int] = (),
) -> str:
    """Return how many of the articles speak of it, and where they differ.

    Args:
        corpus: the sentences' home.
        owners: the articles that speak of it.
        shown: the sentences that stand as points.
        own: the sentences that speak of it rather than of another topic.
    """
    parts = [_spread(corpus, owners), *differences(corpus, shown, own)]
    return "; ".join(part for part in parts if part)


def _spread(corpus: Corpus, owners: Sequence[int]) -> str:
    total = sum(1 + len(names) for names in corpus.copies)
    count = sum(1 + len(corpus.copies[o]) for o in owners)
    if total < 2:
        return ""
    if count == total:
        return f"All {total} articles" if total > 2 else "Both articles"
    if count == 1:
        return f"Only {name_of(corpus.articles[owners[0]].article)} speaks of it"
    return f"{count} of {total} articles"
