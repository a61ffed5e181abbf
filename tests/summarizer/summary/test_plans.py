"""Plans for a budget of words: what a reader sees of the choice among them."""

from __future__ import annotations

import pytest
from support.fake_encoder import encode

from summarizer.lengths import count_words
from summarizer.salience.model import load_weights
from summarizer.summary import make_brief
from summarizer.summary.candidates import prepare, row_scores
from summarizer.summary.fill import draft
from summarizer.summary.plans import BROKEN, PLAN_FEATURES
from tests.summarizer.summary.test_budgets import DAM

FLOOD = encode(
    "Floods drove two thousand families from the Harwick valley over the winter. "
    "The government of Velmora answered on Friday with a plan to raise the Harwick dam. "
    "Two banks in the capital lend most of the 310 million crowns. "
    "Farmers say that they will lose forty fields. "
    "The opposition called for a vote on the plan before work begins in May.",
    "herald",
)
HARBOUR = encode(
    "Note to readers: see below. "
    "The harbour of Tansy opened again on Monday after a storm had closed it for nine days, and "
    "eleven ships that had waited outside the mole came in before noon with grain and timber. "
    "Divers had lifted a sunken crane from the channel over the weekend. "
    "The harbour master expects full traffic by the end of the month.",
    "mail",
)


@pytest.mark.parametrize("words", [12, 20, 30, 45, 60, 90])
def test_every_plan_keeps_the_bound_and_none_is_weighed_twice(words: int) -> None:
    candidates, task, salience = prepare([DAM])
    score = row_scores(salience, candidates, task)
    plans, measure = draft(candidates, task, salience, score, words=words, sentences=None)
    assert plans
    assert all(sum(count_words(p.text) for p in plan) <= words for plan in plans)
    assert len({frozenset((p.candidate, p.text) for p in plan) for plan in plans}) == len(plans)
    assert measure(plans).shape == (len(plans), PLAN_FEATURES)


@pytest.mark.parametrize("words", [40, 60, 90, 120])
def test_no_plan_leaves_much_more_room_than_the_fullest(words: int) -> None:
    candidates, task, salience = prepare([DAM])
    score = row_scores(salience, candidates, task)
    plans, _ = draft(candidates, task, salience, score, words=words, sentences=None)
    sizes = [sum(count_words(p.text) for p in plan) for plan in plans]
    assert max(sizes) - min(sizes) <= max(12, words // 5)


POLICE = encode(
    "The officer who drove his car into an armed man on Friday had been sued for violence in "
    "Velmora before, court papers show. "
    "Jonas Tarn was with the police of Velmora from 2003 to 2006. "
    "The court of Velmora then named Tarn among four officers against whom the baker Emil Rask had "
    "brought the longest and by far the dearest case of its kind that anybody in the town could "
    "remember having seen fought over one single night of arrests.",
    "courier",
)


@pytest.mark.parametrize("words", [53, 56, 59])
def test_the_news_is_not_kept_back_because_other_sentences_fill_the_room(words: int) -> None:
    candidates, task, salience = prepare([POLICE])
    score = row_scores(salience, candidates, task)
    plans, _ = draft(candidates, task, salience, score, words=words, sentences=None)
    assert any(pick.candidate == 0 for plan in plans for pick in plan)
    points = make_brief([POLICE], title="Police", words=words).points
    assert points[0].text.startswith("The officer who drove his car")


def test_a_sentence_is_broken_off_only_as_the_whole_of_a_brief() -> None:
    for words in range(8, 60):
        points = make_brief([DAM], title="Dam", words=words).points
        broken = [point for point in points if point.text.endswith(BROKEN)]
        assert not broken or points[0] is broken[0]
        assert len(broken) <= 1


def test_a_first_line_that_says_nothing_is_no_reason_for_a_brief_of_one_sentence() -> None:
    assert len(make_brief([HARBOUR], title="Harbour", words=70).points) > 1


def test_several_articles_are_briefed_within_both_bounds() -> None:
    brief = make_brief([DAM, FLOOD], title="Dam", words=60, sentences=3)
    assert 0 < count_words(brief.text) <= 60
    assert len(brief.points) <= 3


def test_the_packaged_weights_rank_plans_of_one_article() -> None:
    weights = load_weights()
    assert weights.plans is not None and len(weights.plans.weight) == PLAN_FEATURES
