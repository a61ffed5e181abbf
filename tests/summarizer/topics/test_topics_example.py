"""The topics of the example that ships with the project, with the real encoder."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.domain import Article, check_citations
from summarizer.models.encoder import open_embedder
from summarizer.pipeline import make_digest
from summarizer.reading import Ledger, encode
from summarizer.settings import load_settings
from summarizer.sources.files import read_paths
from summarizer.stories import group_stories
from summarizer.told import fresh_points
from summarizer.topics import ask_topic, find_topics
from summarizer.wish import Wish

SEEDS = Path(__file__).parents[3] / "seeds"


@pytest.mark.model
def test_the_example_gets_the_headings_an_editor_would_give() -> None:
    articles = [a for a in read_paths([SEEDS], max_bytes=10**6) if isinstance(a, Article)]
    embedder = open_embedder(load_settings())
    encoded = encode(articles, embedder, Ledger())
    stories = group_stories(encoded)
    topics = find_topics(encoded, stories, embed=embedder.embed)
    labels = {topic.label for topic in topics}
    assert {"Taiwan", "Fentanyl", "War in Ukraine", "Artificial intelligence"} <= labels
    assert {"South China Sea", "Trade"} <= labels, "a name of a place; tariffs and controls"
    assert len(topics) >= 6
    quoted = [point.citations[0].quote for topic in topics for point in topic.points]
    assert len(quoted) == len(set(quoted)), "one sentence stands under one heading"
    told = " ".join(p.text for t in topics for p in t.points if t.label == "Trade")
    assert "tariffs" in told and "export controls" in told
    check_citations([p for t in topics for p in t.points], [e.article for e in encoded])
    vectors = embedder.embed(["export controls", "football"])
    assert ask_topic("export controls", vectors[0], encoded, stories, embed=embedder.embed)
    assert ask_topic("football", vectors[1], encoded, stories, embed=embedder.embed) is None
    embedder.close()


@pytest.mark.model
@pytest.mark.parametrize("words", [50, 120, 250])
def test_the_example_keeps_its_headings_below_briefs_of_any_length(words: int) -> None:
    articles = [a for a in read_paths([SEEDS], max_bytes=10**6) if isinstance(a, Article)]
    embedder = open_embedder(load_settings())
    digest = make_digest(articles, embedder, Wish(words=words), version="t")
    labels = {topic.label for topic in digest.topics}
    assert {"Taiwan", "Fentanyl", "War in Ukraine", "Artificial intelligence"} <= labels
    assert {"South China Sea", "Trade", "Armed forces", "Middle East", "Climate"} <= labels
    shown = [point.text for topic in digest.topics for point in fresh_points(digest, topic)]
    told = {point.text for story in digest.stories for point in story.points}
    assert not told & set(shown), "nothing is told twice"
    assert len(shown) >= 10
    embedder.close()
