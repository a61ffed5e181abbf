"""A topic adds to what the lead and the stories have told."""

from __future__ import annotations

import numpy as np
import pytest

from summarizer.domain import Article, Brief, Citation, EncodedArticle, Point, Story, Topic
from summarizer.text.sentences import split_sentences
from summarizer.topics.corpus import Corpus, build_corpus
from summarizer.topics.find import find_topics, in_order
from summarizer.topics.told import speaks_of, told_above

PORT = (
    "The port council closed the eastern quay on Monday, which will cost the fish market its ice."
    " Two cranes were sold to a yard in Osthavn."
)
WIRE = (
    "Velmora's port shut its eastern quay this week."
    " On Monday the council of the port closed the eastern quay."
    " Fishermen blocked the road to the harbour."
)


def laid_out(*vectors: list[float]) -> tuple[Corpus, list[EncodedArticle], Story]:
    """Return two reports of one event, whose sentences have these vectors."""
    rows = np.array(vectors, np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    articles = [Article(text=PORT, id="port"), Article(text=WIRE, id="wire")]
    splits = [split_sentences(article) for article in articles]
    parts = np.split(rows, [len(splits[0])])
    encoded = [
        EncodedArticle(article, split, part, part[0])
        for article, split, part in zip(articles, splits, parts, strict=True)
    ]
    story = Story("s", "Quay", tuple(articles))
    return build_corpus(encoded, [story]), encoded, story


@pytest.fixture
def reports() -> tuple[Corpus, list[EncodedArticle], Story]:
    quay, cranes, road = [1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]
    return laid_out(quay, cranes, [0.6, 0.6, 0.5], [0.9, 0.6, 0.0], road)


def number_of(corpus: Corpus, start: str) -> int:
    return next(n for n, text in enumerate(corpus.texts) if text.startswith(start))


def test_what_a_story_told_is_known_with_the_part_that_it_showed(
    reports: tuple[Corpus, list[EncodedArticle], Story],
) -> None:
    corpus, encoded, story = reports
    cut = Point(
        "The port council closed the eastern quay on Monday.", (encoded[0].cite(0),), "trimmed"
    )
    brief = Brief("T", (cut,), (encoded[0].article,), None, "m")
    told = told_above(corpus, [Story("s", "Quay", story.articles, brief=brief)])
    first = number_of(corpus, "The port council")
    assert not speaks_of(told[first], corpus.texts[first], {"fish market"}), "it was cut off"
    assert speaks_of(told[first], corpus.texts[first], {"eastern quay"})
    assert number_of(corpus, "Two cranes") not in told


def test_the_same_news_in_another_outlets_words_was_told_too(
    reports: tuple[Corpus, list[EncodedArticle], Story],
) -> None:
    corpus, encoded, story = reports
    lead = Point(encoded[0].text_of(0), (encoded[0].cite(0),))
    told = told_above(corpus, [story], [lead])
    assert number_of(corpus, "On Monday the council") in told, "alike in meaning and in words"
    assert number_of(corpus, "Velmora's port") not in told
    assert number_of(corpus, "Fishermen") not in told


def test_what_a_point_cites_besides_was_told_in_full(
    reports: tuple[Corpus, list[EncodedArticle], Story],
) -> None:
    corpus, encoded, story = reports
    cited: tuple[Citation, ...] = (encoded[0].cite(0), encoded[1].cite(2))
    told = told_above(corpus, [story], [Point(encoded[0].text_of(0), cited)])
    road = number_of(corpus, "Fishermen")
    assert speaks_of(told[road], corpus.texts[road], {"fishermen"})


def test_one_quotation_in_six_papers_is_no_topic_and_two_stories_must_share_its_word() -> None:
    quote = "“Her unabashed candour moved a whole harbour town to tears,” said Ida Moe of Osthavn."
    texts = [f"{quote} Town{n} closed its quay {n} on a Monday in May." for n in range(7)]
    rows = np.zeros((14, 8), np.float32)
    for n in range(7):
        rows[2 * n, 7] = rows[2 * n + 1, n] = 1.0
    articles = [Article(text=text, id=f"a{n}") for n, text in enumerate(texts)]
    encoded = [
        EncodedArticle(a, split_sentences(a), rows[2 * n : 2 * n + 2], rows[2 * n + 1])
        for n, a in enumerate(articles)
    ]
    stories = [Story("s", "Candour", tuple(articles))]
    assert "Unabashed candour" not in {topic.label for topic in find_topics(encoded, stories)}


def test_topics_stand_in_the_order_of_how_many_speak_of_them_and_the_told_ones_last() -> None:
    article = Article(text="Ice is dear. Fish is cheap. Tolls rose.", id="a")
    ice, fish, tolls = (
        Point(quote, (Citation.at(article, start, start + len(quote)),))
        for start, quote in ((0, "Ice is dear."), (13, "Fish is cheap."), (28, "Tolls rose."))
    )
    topics = [
        Topic("Ice", (ice,), ("a", "b", "c")),
        Topic("Fish", (fish,), ("a",)),
        Topic("Tolls", (tolls,), ("a", "b")),
    ]
    assert [topic.label for topic in in_order(topics, [ice])] == ["Tolls", "Fish", "Ice"]
