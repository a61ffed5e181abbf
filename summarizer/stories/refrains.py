"""What an outlet prints under whatever it tells: "Sign up here", its rights, its own reporter.

Nobody can list how every site words that. But what stands word for word in several articles of
one outlet, of different stories, is no news of any of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from summarizer.domain import EncodedArticle, Story

ARTICLES, STORIES = 3, 2
"""Articles of one outlet, and stories, in which a sentence stands that tells of none: in two
articles, or in one story, it may be the news, printed again. On seven days of news none of the 32
such sentences told anything; of those that stood in two articles some did."""


def without_refrains(
    articles: Sequence[EncodedArticle], stories: Sequence[Story]
) -> list[EncodedArticle]:
    """Return the articles without the sentences that their outlets repeat from story to story.

    The first sentence of an article stays, and so does an article that would have none left.

    Args:
        articles: with their sentences; all those of `stories` that may be told.
        stories: how they were grouped.
    """
    story_of = {article.id: k for k, story in enumerate(stories) for article in story.articles}
    outlets: dict[str, list[EncodedArticle]] = {}
    for one in articles:
        if one.article.source:
            outlets.setdefault(one.article.source.casefold(), []).append(one)
    mended: dict[str, EncodedArticle] = {}
    for own in outlets.values():
        if len({story_of.get(one.article.id) for one in own}) >= STORIES and len(own) >= ARTICLES:
            mended |= {one.article.id: one for one in _mended(own, story_of)}
    return [mended.get(one.article.id, one) for one in articles]


def _mended(own: Sequence[EncodedArticle], story_of: dict[str, int]) -> list[EncodedArticle]:
    """Return those of one outlet's articles that hold a refrain, without it."""
    holders: dict[str, list[str]] = {}
    for one in own:
        for text in set(one.texts[1:]):
            holders.setdefault(text, []).append(one.article.id)
    refrains = {
        text
        for text, names in holders.items()
        if len(names) >= ARTICLES and len({story_of.get(name) for name in names}) >= STORIES
    }
    return [_without(one, refrains) for one in own] if refrains else []


def _without(one: EncodedArticle, refrains: set[str]) -> EncodedArticle:
    kept = [k for k, text in enumerate(one.texts) if not k or text not in refrains]
    if len(kept) == len(one.sentences):
        return one
    return replace(
        one,
        sentences=tuple(one.sentences[k] for k in kept),
        vectors=one.vectors[np.array(kept, np.int64)],
    )
