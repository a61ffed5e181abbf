"""In which order the points of a brief are read."""

from __future__ import annotations

import pytest

from summarizer.summary.candidates import Candidate
from summarizer.summary.order import readable_order, reading_order


def sentence(article: int, index: int) -> Candidate:
    return Candidate(article, index, "The old mill burned down on Monday night.", dated=True)


@pytest.mark.parametrize(
    ("chosen", "order"),
    [
        # What the article of the news tells right after it goes on; the others follow.
        ([(1, 0), (0, 0), (1, 3), (0, 2)], [0, 2, 1, 3]),
        # Background from its end does not stand before what others tell at their top.
        ([(1, 0), (0, 0), (1, 19), (0, 2)], [0, 1, 3, 2]),
        # The news opens wherever it stands in its article.
        ([(1, 2), (1, 0), (0, 0)], [0, 1, 2]),
    ],
)
def test_a_story_opens_with_its_news_and_ends_with_background(
    chosen: list[tuple[int, int]], order: list[int]
) -> None:
    assert reading_order([sentence(*one) for one in chosen], opened=True) == order


def told(article: int, index: int, text: str) -> Candidate:
    return Candidate(article, index, text, dated=True)


NEWS = told(0, 0, "The two ministers met in Harwick on Monday to settle the ferry dispute.")
SAID = told(0, 3, "“A ferry is a bridge that moves,” Brenholt told Osk, according to her office.")
WHO = told(1, 0, "Ida Brenholt, the transport minister of Varn, arrived by the first ferry.")
PLAIN = told(1, 2, "Both sides want the crossings to begin again before the summer.")


def test_who_is_named_by_surname_stands_after_the_sentence_that_tells_who_it_is() -> None:
    assert readable_order([NEWS, SAID, WHO], [-1, -1, -1], opened=True) == [0, 2, 1]
    known = told(0, 0, "Ida Brenholt met the ministers in Harwick on Monday.")
    assert readable_order([known, SAID, WHO], [-1, -1, -1], opened=True) == [0, 1, 2]


def test_a_line_above_the_text_that_leans_on_the_headline_stands_below_the_news() -> None:
    above = told(0, 0, "In talks in Harwick, the two sides remained apart on the price.")
    news = told(0, 1, "Ida Brenholt and Arne Osk agreed on Monday to let ferries sail to Varn.")
    far = told(0, 19, "Ida Brenholt had refused to sign the first plan for the ferries in May.")
    assert readable_order([above, news], [-1, -1], opened=False) == [1, 0]
    assert readable_order([news, PLAIN], [-1, -1], opened=False) == [0, 1]
    assert readable_order([above, far], [-1, -1], opened=False) == [0, 1]
    # What follows hangs on it: nothing can be moved.
    assert readable_order([above, news], [-1, 0], opened=False) == [0, 1]


def test_below_a_lead_a_statement_stands_before_the_first_quotation() -> None:
    quoted = told(0, 2, "“The crossings are what this island lives on,” the mayor of Varn said.")
    chosen = [NEWS, quoted, PLAIN]
    assert readable_order(chosen, [-1] * 3, opened=True) == [0, 1, 2]
    assert readable_order(chosen, [-1] * 3, opened=True, first_told=True) == [0, 2, 1]


def test_a_statement_with_what_hangs_on_it_comes_before_the_first_quotation() -> None:
    quoted = told(0, 2, "“The crossings are what this island lives on,” the mayor of Varn said.")
    more = told(PLAIN.article, PLAIN.index + 1, "The plan covers two winters and three ships.")
    chosen = [NEWS, quoted, PLAIN, more]
    needs = [-1, -1, -1, 2]
    assert readable_order(chosen, needs, opened=True, first_told=True) == [0, 2, 3, 1]


def test_what_hangs_on_another_sentence_stays_with_it() -> None:
    quoted = told(0, 2, "“The crossings are what this island lives on,” the mayor of Varn said.")
    assert readable_order([NEWS, quoted, PLAIN], [-1, -1, 1], opened=True, first_told=True) == [
        0,
        1,
        2,
    ]


def test_a_quotation_and_what_hangs_on_it_stay_together_below_who_is_introduced() -> None:
    quoted = told(0, 2, "“The crossings are what this island lives on,” the ministers said.")
    hangs = told(0, 3, "The statement followed a second day of talks of Brenholt with the crews.")
    who = told(1, 0, "Ida Brenholt, the transport minister, will stay in Harwick until Friday.")
    said = told(1, 5, "Brenholt said that the crews had been heard.")
    chosen = [NEWS, quoted, hangs, who]
    # No chosen sentence tells that Brenholt is a person.
    assert readable_order(chosen, [-1, -1, 1, -1], opened=True, heard=[*chosen, said]) == [
        0,
        3,
        1,
        2,
    ]
