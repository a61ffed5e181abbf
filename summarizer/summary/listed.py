"""Articles that tell by lists: release and patch notes, round-ups, results.

Their items end without a mark and often have no verb ("Faster start on older phones"), as elsewhere
only headings and scraps do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import accumulate, groupby

import numpy as np
from numpy.typing import NDArray

from summarizer.domain import EncodedArticle
from summarizer.lengths import count_words
from summarizer.salience.openings import reads_alone

_MAY_END = ")]}`'\"’”»%°*"
SHORTEST = 5
"""Words of an item: fewer say too little by themselves."""
LISTED = 0.5
"""Share of an article's paragraphs, with so many words, that are items where it tells by lists."""
MOST, LEAST = 24, 2
"""Items that may be chosen, of all lists together and of each at least: a round-up's last list
counts as its first."""


def list_items(
    encoded: EncodedArticle, texts: Sequence[str], score: NDArray[np.float32]
) -> tuple[frozenset[int], frozenset[int]]:
    """Return the sentences of an article that are items, and those of them that had better go.

    None where lists are few.

    Args:
        encoded: the article.
        texts: (n) its sentences.
        score: (n,) how salient each is: of a long list the best are left.
    """
    places = [sentence.paragraph for sentence in encoded.sentences]
    alone = Counter(places)
    long = [k for k, t in enumerate(texts) if count_words(t) >= SHORTEST and "://" not in t]
    items = [k for k in long if alone[places[k]] == 1 and _is_item(texts[k])]
    if len(items) <= max(LEAST, LISTED * len({places[k] for k in long})):
        return frozenset(), frozenset()
    lists = [list(run) for _, run in groupby(items, key=_list_of(texts))]
    room = max(LEAST, MOST // len(lists))
    gone = (k for own in lists for k in sorted(own, key=lambda k: (-score[k], k))[room:])
    return frozenset(items), frozenset(gone)


def _is_item(text: str) -> bool:
    """Return whether a line ends as no statement and no lead-in does, and is no row of cells."""
    ended = text[-1].isalnum() or text[-1] in _MAY_END
    return ended and " | " not in text and reads_alone(f"{text}.")


def _list_of(texts: Sequence[str]) -> Callable[[int], int]:
    """Return what numbers the list of each item: the statements and leads-in above it."""
    return list(accumulate((text[-1] in ".!?:" for text in texts), initial=0)).__getitem__
