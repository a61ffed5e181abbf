"""Articles -> stories: near copies collapse, articles of one event come together.

The result does not depend on the order of the articles: they are put in an order of
their own first, and every step that has to break a tie breaks it by that order.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

import numpy as np

from summarizer.domain import Article, Copy, EncodedArticle, Story, make_id
from summarizer.stories.copies import find_copies
from summarizer.stories.features import Features, body_of, read_features
from summarizer.stories.graph import similarity_graph, trust_in_meaning
from summarizer.stories.labels import title_story
from summarizer.stories.linkage import average_linkage
from summarizer.stories.split import events

THRESHOLD = 0.31
"""Average similarity from which two groups of articles tell one event."""


def group_stories(articles: Sequence[EncodedArticle]) -> list[Story]:
    """Group `articles` into stories, one for each event, in the order of their ids.

    Near copies stand last among a story's articles and are credited in its `copies`.
    """
    known = sorted(articles, key=lambda one: (one.article.id, one.article.text))
    copies = find_copies([one.article for one in known])
    originals = [i for i in range(len(known)) if i not in copies]
    copies_of: dict[int, list[int]] = {}
    for copy, original in copies.items():
        copies_of.setdefault(original, []).append(copy)
    stories = []
    features = [read_features(known[i].article) for i in originals]
    for group in _groups([known[i] for i in originals], features):
        members = [originals[i] for i in group]
        repeated = sorted(copy for member in members for copy in copies_of.get(member, ()))
        stories.append(
            make_story(
                [known[i] for i in members],
                [features[i].words for i in group],
                tuple(Copy(known[i].article, known[copies[i]].article.id) for i in repeated),
            )
        )
    return sorted(stories, key=lambda story: story.id)


def _groups(
    articles: Sequence[EncodedArticle], features: Sequence[Features]
) -> list[tuple[int, ...]]:
    """Return the positions of the articles of each event."""
    if not articles:
        return []
    days = np.array([feature.day for feature in features])
    vectors = np.stack([one.vector for one in articles])
    graph = similarity_graph(vectors, features, days, trust_in_meaning(articles))
    lengths = np.array([feature.length for feature in features])
    return events(average_linkage(graph, THRESHOLD), days, lengths)


def make_story(
    members: Sequence[EncodedArticle],
    heads: Sequence[Collection[str]],
    copies: tuple[Copy, ...],
) -> Story:
    """Return the story that articles tell; `heads`: the words of each one's head."""
    pairs = sorted(zip(members, heads, strict=True), key=lambda pair: _newest_first(pair[0]))
    ordered = [one for one, _ in pairs]
    everyone = [*(one.article for one in ordered), *(copy.article for copy in copies)]
    times = sorted(article.published for article in everyone if article.published)
    return Story(
        id=make_id("story", min(everyone, key=_earliest).id),
        title=title_story(ordered, [head for _, head in pairs]),
        articles=tuple(one.article for one in ordered),
        copies=copies,
        first_seen=times[0] if times else None,
        last_seen=times[-1] if times else None,
    )


def _newest_first(one: EncodedArticle) -> tuple[float, bool, int, str]:
    article = one.article
    return (-_stamp(article.published), not article.complete, -len(body_of(article)), article.id)


def _earliest(article: Article) -> tuple[bool, float, str]:
    return (article.published is None, _stamp(article.published), article.id)


def _stamp(moment: datetime | None) -> float:
    return moment.timestamp() if moment else 0.0
