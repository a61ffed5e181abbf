"""What the opening of a digest promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.fake_encoder import encode

from summarizer.domain import (
    Brief,
    Citation,
    EncodedArticle,
    Point,
    Story,
    check_citations,
)
from summarizer.lead import choose_lead

FLOOD = encode(
    "“We have never seen the river like this,” said Oda Finch, who has lived there for years.\n"
    "The river Tarn flooded the old town of Velmora on Friday and drove 3,000 people out.\n"
    "He added that the water was still rising.",
    "flood",
)
BANK = encode(
    "However, savers were calm.\n"
    "The central bank of Ardenia raised its main interest rate to 4.5 percent on Thursday.\n",
    "bank",
)
STORIES = [
    Story("s1", "Flood in Velmora", (FLOOD.article,)),
    Story("s2", "Interest rates", (BANK.article,)),
]


def test_the_top_stories_are_told_in_rank_order() -> None:
    lead = choose_lead(STORIES, [BANK, FLOOD])
    assert [point.articles[0] for point in lead] == ["flood", "bank"]
    assert lead[0].text.startswith("The river Tarn flooded")
    assert lead[1].text.startswith("The central bank of Ardenia")


def test_the_lead_is_no_quotation_and_does_not_dangle() -> None:
    for point in choose_lead(STORIES, [FLOOD, BANK]):
        assert not point.text.startswith(("“", "However", "He "))


def test_a_lead_is_in_the_language_of_most_articles() -> None:
    lock = encode(
        "Die Schleuse in Brackdorf bleibt nach einem Schaden am Tor bis zum 20. April gesperrt.\n"
        "Am Montag hatte ein Taucher Risse in den Trägern des Tores gefunden.",
        "lock",
    )
    lock = replace(lock, article=replace(lock.article, language="de"))
    english = [replace(e, article=replace(e.article, language="en")) for e in (FLOOD, BANK)]
    told = [lock, *english]
    stories = [Story(e.article.id, e.article.id, (e.article,)) for e in told]
    assert [p.articles[0] for p in choose_lead(stories, told)] == ["flood", "bank"]
    assert [p.articles[0] for p in choose_lead(stories[:2], told[:2])] == ["lock"]


def test_the_lead_stays_short() -> None:
    lead = choose_lead(STORIES, [FLOOD, BANK])
    assert sum(len(point.text.split()) for point in lead) <= 60
    assert len(choose_lead(STORIES, [FLOOD, BANK], words=20)) == 1


def test_no_outlet_s_own_we_opens_a_digest() -> None:
    letter = encode(
        "We are going to think of the ferries and of all that our island was this year.\n"
        "There was so much that we could not count it.",
        "letter",
    )
    stories = [Story("s0", "A letter to the island", (letter.article,)), *STORIES]
    lead = choose_lead(stories, [letter, FLOOD, BANK])
    assert [point.articles[0] for point in lead] == ["flood", "bank"]


def test_a_second_story_is_told_by_what_opens_its_brief_or_not_at_all() -> None:
    told = Point(BANK.text_of(1), (Citation.at(BANK.article, *span_of(BANK, 1)),))
    brief = Brief("Interest rates", (told,), (BANK.article,), 120, "test")
    stories = [STORIES[0], replace(STORIES[1], brief=brief)]
    assert [p.articles[0] for p in choose_lead(stories, [FLOOD, BANK])] == ["flood", "bank"]
    room = len(FLOOD.text_of(1).split()) + len(told.text.split()) - 1
    spare = encode("The bank opens its doors at nine in the morning on Thursday.", "bank")
    assert [p.articles[0] for p in choose_lead(stories, [FLOOD, spare], words=room)] == ["flood"]


def test_a_lead_tells_the_news_though_the_brief_goes_on_from_its_title() -> None:
    texts = (
        "The current had been rising in the night, a rower said.",
        "The river Tarn flooded the old town of Velmora on Friday.",
        "Schools stay shut.",
    )
    flood = encode(" ".join(texts), "flood")
    points = tuple(
        Point(text, (Citation.at(flood.article, *span_of(flood, k)),))
        for k, text in enumerate(texts)
    )
    brief = Brief("Flood", points, (flood.article,), 120, "test")
    both = (flood.article, BANK.article)
    told = Story("s1", "River Tarn floods town of Velmora", both, brief=brief)
    assert choose_lead([told], [flood])[0] == points[1]
    assert choose_lead([replace(told, title="Rising current")], [flood])[0] == points[0]
    after = (points[0], points[1], replace(points[2], text="He spoke.", kind="written"))
    leaning = replace(told, brief=replace(brief, points=after))
    assert choose_lead([leaning], [flood])[0] == points[0], "what follows would hang in the air"


def span_of(encoded: EncodedArticle, index: int) -> tuple[int, int]:
    return encoded.sentences[index].start, encoded.sentences[index].end


def test_no_story_gives_no_lead() -> None:
    assert choose_lead([], []) == ()
    assert choose_lead(STORIES, []) == ()


def test_what_another_article_says_too_is_cited_as_well() -> None:
    twin = encode(
        "The river Tarn flooded the old town of Velmora on Friday and drove 3,000 people out.",
        "twin",
    )
    story = Story("s1", "Flood", (FLOOD.article, twin.article))
    assert set(choose_lead([story], [FLOOD, twin])[0].articles) == {"flood", "twin"}


def dated(encoded: EncodedArticle, day: datetime | None) -> EncodedArticle:
    return replace(encoded, article=replace(encoded.article, published=day))


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (datetime(2024, 8, 29, tzinfo=UTC), datetime(2024, 8, 27, tzinfo=UTC), 2),
        (datetime(2024, 8, 29, tzinfo=UTC), datetime(2023, 6, 18, tzinfo=UTC), 1),
        (datetime(2024, 8, 29, tzinfo=UTC), None, 1),
        (None, None, 2),
    ],
)
def test_old_news_is_not_told_as_todays(
    first: datetime | None, second: datetime | None, told: int
) -> None:
    news = [dated(FLOOD, first), dated(BANK, second)]
    stories = [Story("s1", "Flood", (news[0].article,)), Story("s2", "Bank", (news[1].article,))]
    lead = choose_lead(stories, news)
    assert len(lead) == told
    assert lead[0].text.startswith("The river Tarn flooded")


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=200), min_size=1, max_size=3))
def test_any_text_gives_exact_citations(texts: list[str]) -> None:
    news = [encode(text, f"a{i}") for i, text in enumerate(texts)]
    stories = [Story(e.article.id, "T", (e.article,)) for e in news]
    lead = choose_lead(stories, news)
    check_citations(lead, [e.article for e in news])
    assert len(lead) <= 2
