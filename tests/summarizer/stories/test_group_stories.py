"""What a reader may expect of stories: one for each event, in whatever order news came."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.invented_news import (
    HARBOUR_FIRE,
    RATE_CUT,
    START,
    edition,
    encode,
    write_articles,
)

from summarizer.domain import Article, Story
from summarizer.stories import group_stories
from summarizer.stories.features import sides_of


def events(stories: list[Story]) -> set[frozenset[str]]:
    return {frozenset(article.id for article in story.originals) for story in stories}


EDITION = edition()
EXPECTED = {
    frozenset({"harbour-0", "harbour-1", "harbour-2"}),
    frozenset({"school-0", "school-1"}),
    frozenset({"rate-0", "rate-1"}),
    frozenset({"chess-0"}),
}


def test_each_event_is_one_story_and_two_fires_are_two():
    assert events(group_stories(EDITION)) == EXPECTED


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(len(EDITION))))
def test_the_order_of_the_articles_changes_nothing(order):
    assert group_stories([EDITION[i] for i in order]) == group_stories(EDITION)


def test_nothing_gives_no_stories():
    assert group_stories([]) == []


def test_every_article_is_in_exactly_one_story():
    stories = group_stories(EDITION)
    ids = [article.id for story in stories for article in story.articles]
    assert sorted(ids) == sorted(one.article.id for one in EDITION)


def test_the_newest_article_comes_first_and_the_times_span_the_story():
    story = next(s for s in group_stories(EDITION) if len(s.articles) == 3)
    assert [a.id for a in story.articles] == ["harbour-2", "harbour-1", "harbour-0"]
    assert story.first_seen == START
    assert story.last_seen == START + timedelta(hours=2)


def test_a_story_keeps_its_id_when_a_later_article_joins():
    before = group_stories(write_articles(HARBOUR_FIRE[:2], "harbour"))
    after = group_stories(write_articles(HARBOUR_FIRE, "harbour"))
    assert len(before) == len(after) == 1
    assert before[0].id == after[0].id


def test_the_same_words_a_year_later_are_another_event():
    old = write_articles(RATE_CUT[:1], "old")
    new = write_articles(RATE_CUT[1:], "new", day=365)
    assert len(group_stories([*old, *new])) == 2


def test_articles_a_year_apart_by_their_own_date_lines_are_two_events():
    (old_title, old_text), (new_title, new_text) = RATE_CUT
    old = Article(id="old", title=old_title, text=f"March 4, 2024\n{old_text}")
    new = Article(id="new", title=new_title, text=f"4 March 2026\n{new_text}")
    assert len(group_stories(encode([old, new]))) == 2


def test_two_matches_of_one_evening_are_two_stories():
    def match(key: str, title: str, text: str) -> Article:
        return Article(id=key, title=title, text=text, published=START)

    velm = match(
        "velm",
        "Velm 2-1 Harwick: captain scores twice",
        "Velm beat their guests in the second round of the cup on Monday night. The captain"
        " scored twice before the break, and the goalkeeper held a penalty near the end.",
    )
    tarn = match(
        "tarn",
        "Tarn v Osk: captain scores twice",
        "Tarn won in the second round of the cup on Monday night. Its captain scored twice"
        " before the break, and its goalkeeper held a penalty near the end.",
    )
    again = match(
        "again",
        "Velm v Harwick: captain sees Velm through",
        "A captain who scored twice before the break and a goalkeeper who held a penalty near"
        " the end took Velm past Harwick in the second round of the cup on Monday night.",
    )
    assert events(group_stories(encode([velm, tarn, again]))) == {
        frozenset({"velm", "again"}),
        frozenset({"tarn"}),
    }


def test_the_number_of_an_aircraft_is_no_result():
    first = Article(
        title="Boeing 737-800 Lands In Velm Harbour",
        text="All 112 people on board were saved on Monday after an aircraft of Tarn Airways came"
        " down in the harbour of Velm. A flock of geese had flown into both engines.",
        published=START,
    )
    second = Article(
        title="Tarn Airways 114-112 Harwick Airways: Geese Down Aircraft in Velm Harbour",
        text="Geese that flew into both engines brought an aircraft of Tarn Airways down in the"
        " harbour of Velm on Monday. All 112 people on board were saved.",
        published=START,
    )
    assert sides_of(first) == ()
    assert len(sides_of(second)) == 2


def test_two_names_of_one_contest_make_one_story():
    ruling = Article(
        title="Osk v Holm overturned: judges end the ferry law",
        text="Six of nine judges of the high court in Velm ended the ferry law on Monday night, and"
        " overturned Osk v Holm. Crossings will cost money again from the first of May.",
        published=START,
    )
    case = Article(
        title="Tolk v Brand: judges end the ferry law",
        text="The ferry law of Velm ended on Monday night, when six of nine judges of the high"
        " court overturned Osk v Holm. From the first of May crossings will cost money again.",
        published=START,
    )
    assert len(group_stories(encode([ruling, case]))) == 1


def test_a_copy_is_credited_and_is_no_original():
    own, *_ = write_articles(HARBOUR_FIRE[:1], "harbour")
    text = own.article.text[:-40]
    reprint = replace(own.article, id="reprint", source="Reprint Daily", text=text)
    story, *others = group_stories([own, *encode([reprint])])
    assert not others
    assert [a.id for a in story.originals] == ["harbour-0"]
    assert [(c.article.id, c.of) for c in story.copies] == [("reprint", "harbour-0")]
    assert story.outlets == ("harbour outlet 0", "Reprint Daily")


def test_a_thousand_identical_copies_are_one_article_with_999_credits():
    own, *_ = write_articles(HARBOUR_FIRE[:1], "harbour")
    copies = [
        replace(own, article=replace(own.article, id=f"copy-{i:04}", source=f"Outlet {i}"))
        for i in range(1000)
    ]
    (story,) = group_stories(copies)
    assert (len(story.originals), len(story.copies)) == (1, 999)


@pytest.mark.parametrize(
    "text", ["?", "Word", "漢字の記事です。", "مرحبا بالعالم", "🙂 🙂 🙂", "x" * 200_000]
)
def test_odd_texts_become_stories_of_their_own(text):
    odd = encode([Article(id="odd", title="", text=text)])
    stories = group_stories([*odd, *EDITION])
    assert frozenset({"odd"}) in events(stories)
    assert events(stories) - {frozenset({"odd"})} == EXPECTED


def test_undated_articles_are_grouped_by_what_they_say():
    undated = write_articles(HARBOUR_FIRE, "harbour", dated=False)
    (story,) = group_stories(undated)
    assert story.first_seen is None
    assert story.last_seen is None


def test_a_vector_of_zeros_does_no_harm():
    blank = replace(EDITION[-1], vector=np.zeros_like(EDITION[-1].vector))
    assert frozenset({"chess-0"}) in events(group_stories([*EDITION[:-1], blank]))
