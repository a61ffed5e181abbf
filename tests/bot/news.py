"""Invented news for the bot's tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from summarizer.domain import (
    Article,
    Brief,
    Citation,
    Coverage,
    Digest,
    Dropped,
    Point,
    Story,
    Topic,
    Window,
)

DAY = datetime(2024, 8, 28, 6, 0, tzinfo=UTC)

FERRY = (
    "The harbour council of Marrowby voted on Tuesday to buy two electric ferries. "
    "The boats will cost 41 million crowns and replace diesel ones from 1987. "
    "Service to the islands begins in May, said council leader Ida Brenholt."
)
FERRY_2 = (
    "Marrowby is to get electric ferries next spring after a 9 to 4 vote. "
    "The opposition called the price of 41 million crowns reckless."
)
BAKERY = (
    "A bakery in Tolgrave has baked bread from acorn flour for a year. "
    "Its owner, Jonas Pell, says demand has doubled since June."
)


def article(text: str, outlet: str, slug: str, hours: int = 0, title: str = "") -> Article:
    """An article on an invented site."""
    return Article(
        text=text,
        title=title,
        url=f"https://{slug}.example/news/{slug}-{hours}",
        source=outlet,
        published=DAY - timedelta(hours=hours),
        language="en",
    )


ARTICLES = (
    article(FERRY, "The Marrowby Courier", "courier", 3, "Council buys two electric ferries"),
    article(FERRY_2, "Island Wire", "wire", 1, "Electric ferries for Marrowby"),
    article(BAKERY, "Tolgrave Post", "post", 5, "Bread from acorns finds buyers"),
)


def sentence_points(item: Article, most: int = 2) -> tuple[Point, ...]:
    """Points that are an article's first sentences, word for word."""
    points, start = [], 0
    for piece in item.text.split(". ")[:most]:
        end = min(start + len(piece) + 1, len(item.text))
        citation = Citation.at(item, start, end)
        if citation.quote.strip():
            points.append(Point(citation.quote, (citation,)))
        start = end + 1
    return tuple(points)


def story(articles: tuple[Article, ...], ident: str = "story-1") -> Story:
    """A story with its brief."""
    points = tuple(point for item in articles for point in sentence_points(item))
    brief = Brief(articles[0].title, points, articles, 60, "fake-model")
    times = [item.published for item in articles if item.published]
    return Story(
        ident,
        articles[0].title or "Untitled",
        articles,
        first_seen=min(times, default=None),
        last_seen=max(times, default=None),
        brief=brief,
    )


def digest_of(
    stories: tuple[Story, ...], *, title: str = "Digest", topic: str | None = None
) -> Digest:
    """A digest of stories, with a lead and a topic."""
    articles = tuple(item for one in stories for item in one.articles)
    briefs = [one.brief for one in stories if one.brief]
    lead = briefs[0].points[:1] if briefs else ()
    topics = ()
    if briefs:
        points = tuple(sentence_points(brief.articles[0], 3)[-1] for brief in briefs)
        cited = tuple(dict.fromkeys(name for point in points for name in point.articles))
        topics = (Topic("Prices", points, cited),)
    dropped = (Dropped("notes.txt", "it contains no article"),)
    return Digest(
        id="digest",
        title=title,
        window=Window(DAY - timedelta(days=1), DAY),
        lead=lead,
        stories=stories,
        topics=topics,
        articles=articles,
        coverage=Coverage(len(articles) + 1, len(articles), dropped),
        model="fake-model",
        version="0.1.0",
        query=topic,
    )


FERRY_STORY = story(ARTICLES[:2], "story-ferry")
BAKERY_STORY = story(ARTICLES[2:], "story-bakery")
DIGEST = digest_of((FERRY_STORY, BAKERY_STORY))
