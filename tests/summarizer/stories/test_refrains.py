"""What an outlet repeats from story to story is told in none of them."""

from __future__ import annotations

from summarizer import Article, Summarizer
from tests.support.fake_encoder import FakeEncoder

REFRAIN = "Our island reporters bring the whole coast to your door twice a week."
NEWS = {
    "Harbour": "The harbour of Velm sold two of its ferries to Harwick on Monday.",
    "School": "A school in Tolk has cancelled all lessons because of a burst pipe.",
    "Film": "The actress Ida Holm received a prize for her part in a war film.",
}


def told(sources: tuple[str, ...], refrain: str = REFRAIN) -> str:
    articles = [
        Article(id=name, title=f"{name} news", text=f"{text} {refrain}", source=source)
        for (name, text), source in zip(NEWS.items(), sources, strict=True)
    ]
    with Summarizer(embedder=FakeEncoder(), use_cache=False) as machine:
        digest = machine.digest(articles)
    assert len(digest.stories) == len(NEWS)
    return " ".join(point.text for story in digest.stories for point in story.points)


def test_what_one_outlet_prints_under_three_stories_is_told_in_none() -> None:
    text = told(("Courier",) * 3)
    assert REFRAIN not in text
    assert all(news in text for news in NEWS.values())


def test_what_different_outlets_say_alike_is_told() -> None:
    assert REFRAIN in told(("Courier", "Courier", "Mail"))


def test_what_an_article_opens_with_is_told_though_it_is_repeated() -> None:
    articles = [
        Article(id=name, title=f"{name} news", text=f"{REFRAIN} {text}", source="Courier")
        for name, text in NEWS.items()
    ]
    with Summarizer(embedder=FakeEncoder(), use_cache=False) as machine:
        stories = machine.stories(articles)
    assert any(REFRAIN in point.text for story in stories for point in story.points)
