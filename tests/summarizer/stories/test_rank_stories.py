"""Rank: publishers, not feeds, count; new before old; ties always fall the same way."""

from dataclasses import replace
from datetime import timedelta

import pytest
from support.invented_news import (
    CHESS,
    HARBOUR_FIRE,
    RATE_CUT,
    START,
    edition,
    encode,
    write_articles,
)

from summarizer.domain import Article
from summarizer.stories import group_stories, rank_stories
from summarizer.stories.rank import publisher
from summarizer.text.sentences import split_sentences

NOW = START + timedelta(days=4)


def test_more_outlets_come_first_among_equally_new_stories():
    articles = [*write_articles(CHESS, "chess"), *write_articles(HARBOUR_FIRE, "harbour")]
    ranked = rank_stories(group_stories(articles), articles, now=START)
    assert [len(story.articles) for story in ranked] == [3, 1]
    assert ranked[0].rank is not None
    assert ranked[0].rank.outlets == 3


def test_nine_feeds_of_one_publisher_count_once():
    sources = [f"Vard Post - {desk}" for desk in ("World", "Coast", "Sport")]
    articles = encode(
        [
            Article(id=str(i), title=title, text=text, source=source, published=START)
            for i, ((title, text), source) in enumerate(zip(HARBOUR_FIRE, sources, strict=True))
        ]
    )
    (story,) = rank_stories(group_stories(articles), articles, now=START)
    assert story.rank is not None
    assert story.rank.outlets == 1


def test_feeds_of_one_site_are_one_publisher():
    urls = ("https://www.vardpost.co.uk/a", "https://sport.vardpost.co.uk/b")
    assert len({publisher(Article(text="x", url=url)) for url in urls}) == 1


def test_a_newer_story_comes_before_an_equal_older_one():
    articles = [*write_articles(RATE_CUT, "old"), *write_articles(HARBOUR_FIRE[:2], "new", day=3)]
    ranked = rank_stories(group_stories(articles), articles, now=NOW)
    assert ranked[0].articles[0].id.startswith("new")


def test_the_score_is_the_product_of_its_parts_and_the_order_is_by_score():
    articles = edition()
    ranked = rank_stories(group_stories(articles), articles, now=NOW)
    scores = [story.rank.score for story in ranked if story.rank]
    assert scores == sorted(scores, reverse=True)
    for story in ranked:
        assert story.rank is not None
        rank = story.rank
        assert rank.score == pytest.approx(rank.coverage * rank.recency * rank.centrality)
        assert 0.5 <= rank.centrality <= 1
        assert 0 <= rank.recency <= 1


def test_the_order_of_the_stories_does_not_matter():
    articles = edition()
    stories = group_stories(articles)
    undated = [replace(story, last_seen=None) for story in stories]
    for given in (stories, undated):
        forward = rank_stories(given, articles, now=None)
        assert rank_stories(given[::-1], articles[::-1], now=None) == forward


def test_no_stories_rank_to_nothing():
    assert rank_stories([], [], now=None) == []


def test_a_report_comes_before_a_newer_column_of_one_outlet():
    (report,) = write_articles(RATE_CUT[:1], "report")
    body = HARBOUR_FIRE[0][1]
    views = (
        "Why the fish hall of Brenholm should never be built again",
        "The best fish halls of the Vard coast",
        "I miss the fish hall of Brenholm, and so do you",
        "Corrections and clarifications",
        "Brenholm news quiz: how much do you know of the fish hall?",
        "Cryptic crossword no 29,104",
        "The Vard Post view on Brenholm: build the fish hall again",
        "Brenholm without its fish hall - podcast",
        "The fish hall of Brenholm should stand where it stood",
        "Review of the new fish hall of Brenholm",
        "Brenholm v Ostermoor: cup final of the fish hall league - live",
        "Brenholm vs. Ostermoor live stream, watch online, TV, fish hall cup",
        "The fish hall of Brenholm: inside this week's issue",
    )
    news = (
        "Mayor of Brenholm: “I will build the fish hall again”",
        "WHO warns of the water in the harbour of Brenholm",
        "Video shows fire spreading through the fish hall of Brenholm",
        "Letter bomb destroys the fish hall of Brenholm",
        "Will Smith slaps the mayor of Brenholm",
        "Best Western opens its hotel in the fish hall of Brenholm",
        "Live Nation sues over the fish hall of Brenholm",
        "Review of the fire in Brenholm finds faults",
        "Mayor says the fish hall of Brenholm should be built again",
        "Review into the fire in Brenholm begins",
        "Pub quiz cheat of Brenholm sets fire to the fish hall",
        "Crossword editor dies in the fire of Brenholm",
        "The mayor's view on the fish hall of Brenholm changes",
        "Fish hall of Brenholm should close in the heat, minister announces",
        "Brenholm v Ostermoor: fish hall side wins the cup in its last live match",
        "Brenholm v Ostermoor: how the fish hall tax changes where the workers live",
        "King Henrik V opens the fish hall of Brenholm where he used to live",
        "Ferry v fish hall: councillors of Brenholm preview the vote",
    )

    def first(title: str) -> str:
        newer = START + timedelta(hours=12)
        (other,) = encode([Article(id="other", title=title, text=body, published=newer)])
        articles = [report, other]
        ranked = rank_stories(group_stories(articles), articles, now=newer)
        return ranked[0].articles[0].title

    for title in views:
        assert first(title) == report.article.title
    for title in news:
        assert first(title) == title


@pytest.mark.parametrize(
    ("text", "below"),
    [
        ("The mayor of Brenholm tells Harbour TV's Mira Tolk how the fish hall burnt.", True),
        ("Author Ida Holm joins Mira Tolk to discuss her book on the fish hall.", True),
        ("Friday's headlines include the fire in the fish hall of Brenholm.", True),
        ("Mira Tolk talks to the mayor of Brenholm about the fire in the fish hall.", True),
        ("The mayor of Brenholm thanked the EU's Ida Holm for the new fish hall.", False),
        ("Governor Strand talks to the mayor of Brenholm about the fish hall.", False),
    ],
)
def test_the_line_below_a_film_comes_after_reports(text: str, below: bool) -> None:
    (report,) = write_articles(RATE_CUT[:1], "report")
    newer = START + timedelta(hours=12)
    given = Article(
        id="film", title="Strand hears of fire", text=text, source="Harbour TV", published=newer
    )
    (film,) = encode([given])
    sentences = split_sentences(film.article)
    film = replace(film, sentences=sentences, vectors=film.vector[None].repeat(len(sentences), 0))
    ranked = rank_stories(group_stories([report, film]), [report, film], now=newer)
    assert (ranked[0].articles == (report.article,)) is below


@pytest.mark.parametrize(
    ("text", "below"),
    [
        ("I read with interest that the fish hall of Brenholm has burnt down.", True),
        ("The fish hall of Brenholm has burnt. My father sold cod there for years.", True),
        ("Your report on the fish hall of Brenholm leaves out who paid for it.", True),
        ("“I saw the fish hall of Brenholm burn,” the mayor of the town said.", False),
        ("Fire destroyed the fish hall of Brenholm. Your evening in Brenholm is safe.", False),
        ("Fire destroyed the fish hall that Queen Ida I had built in Brenholm.", False),
        ("The founder of the Me Too movement spoke in the fish hall of Brenholm.", False),
        ("My Grey Harbour, a band, played in the fish hall of Brenholm.", False),
    ],
)
def test_a_letter_or_a_column_comes_after_reports(text: str, below: bool) -> None:
    (report,) = write_articles(RATE_CUT[:1], "report")
    newer = START + timedelta(hours=12)
    given = Article(id="own", title="Fish hall burns", text=text, language="en", published=newer)
    (own,) = encode([given])
    sentences = split_sentences(own.article)
    own = replace(own, sentences=sentences, vectors=own.vector[None].repeat(len(sentences), 0))
    ranked = rank_stories(group_stories([report, own]), [report, own], now=newer)
    assert (ranked[0].articles == (report.article,)) is below


def test_what_one_outlet_tells_twice_comes_before_what_it_tells_once() -> None:
    once = write_articles(RATE_CUT[:1], "once", day=0.2)
    twice = [
        replace(one, article=replace(one.article, source="Vard Post"))
        for one in write_articles(HARBOUR_FIRE[:2], "twice")
    ]
    articles = [*once, *twice]
    ranked = rank_stories(group_stories(articles), articles, now=START + timedelta(days=0.2))
    assert [len(story.articles) for story in ranked] == [2, 1]


def test_two_guides_of_one_outlet_come_after_a_report() -> None:
    report = write_articles(RATE_CUT[:1], "report")
    guides = [
        replace(one, article=replace(one.article, source="Vard Post", title=title))
        for one, title in zip(
            write_articles(HARBOUR_FIRE[:2], "guide", day=0.2),
            ("Brenholm: A guide to the fish hall", "The visitor's guide to Brenholm"),
            strict=True,
        )
    ]
    articles = [*report, *guides]
    ranked = rank_stories(group_stories(articles), articles, now=START + timedelta(days=0.2))
    assert [len(story.articles) for story in ranked] == [1, 2]
