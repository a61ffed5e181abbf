"""What a brief of several articles does not tell twice."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest
from support.fake_encoder import encode

from summarizer.domain import Article, EncodedArticle
from summarizer.salience.terms import tokens
from summarizer.summary import make_brief
from summarizer.summary.again import shared_quotation, tells_news
from summarizer.text.sentences import split_sentences

HERALD = """\
The two port cities of Orsk Bay and Lindham agreed on Tuesday to share one ferry line from June.
The mayors described their last round of talks as “frank, useful and overdue.”
Both councils have to approve the contract before the end of April.
The ferry will cross the sound every forty minutes and carry two hundred cars.
Ticket prices will stay at the level of last summer for at least two years.
Dock workers in Lindham asked the councils to keep all forty-one jobs on the quay.
"""
COURIER = """\
Orsk Bay and Lindham will run a common ferry line from June, their mayors said on Tuesday.
“We held frank, useful and overdue talks about the ferry line,” the mayors of both cities said.
A new terminal of glass and timber is to be built beside the old customs house.
Environment groups welcomed that the ships will be driven by batteries.
The harbour master expects nine hundred passengers a day in the first season.
A rival plan for a bridge was given up in the winter because of its cost.
"""
GAZETTE = """\
After years of quarrels a common ferry line will join Lindham and Orsk Bay from June.
The talks were frank, useful and overdue, both city halls wrote in a short notice.
The batteries of each ship are charged within eight minutes at the quay.
Fishermen fear that the wider lane for ships will cost them their best ground for crab.
Schools on both shores plan to open their classes to pupils from across the water.
"""


STORY = [encode(HERALD, "herald"), encode(COURIER, "courier"), encode(GAZETTE, "gazette")]


@pytest.mark.parametrize("words", range(40, 260, 10))
@pytest.mark.parametrize("count", [2, 3])
def test_no_two_points_quote_the_same_words(words: int, count: int) -> None:
    points = make_brief(STORY[:count], title="Ferry line", words=words).points
    assert sum("frank, useful" in point.text for point in points) <= 1


@pytest.mark.parametrize("words", range(40, 260, 10))
@pytest.mark.parametrize("count", [2, 3])
def test_no_two_points_tell_that_the_line_was_agreed(words: int, count: int) -> None:
    points = make_brief(STORY[:count], title="Ferry line", words=words).points
    agreed = [p.text for p in points if "line" in p.text and "June" in p.text]
    assert len(agreed) == 1


@pytest.mark.parametrize("words", [60, 100, 140, 180, 220])
def test_every_point_tells_something_that_the_others_do_not(words: int) -> None:
    points = make_brief(STORY, title="Ferry line", words=words).points
    assert len(points) > 1
    for one, other in combinations(points, 2):
        a, b = set(tokens(one.text)), set(tokens(other.text))
        assert len(a & b) < 0.7 * min(len(a), len(b)), (one.text, other.text)


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("They called it “frank and overdue.”", "“A frank and overdue talk,” she said.", True),
        ('He spoke of "a frank and overdue talk".', "It was a frank and overdue talk.", True),
        # Anybody may say so, of anything.
        ("She had “no comment.”", "He had “no comment” either.", False),
        ("They called it “frank and overdue.”", "She called it “late and dishonest.”", False),
        ("The talks were frank and overdue.", "It was a frank and overdue talk.", False),
    ],
)
def test_a_quotation_is_known_again_wherever_its_words_stand(
    one: str, other: str, shared: bool
) -> None:
    assert bool(shared_quotation(one, other)) is shared
    assert bool(shared_quotation(other, one)) is shared


def as_near(text: str, name: str, lead: Sequence[float]) -> EncodedArticle:
    """The article with the vector `lead` of its first sentence, the others like nothing else."""
    article = Article(text=text.strip(), id=name, source=name)
    sentences = split_sentences(article)
    rows = np.zeros((len(sentences), 64), np.float32)
    rows[0, :2] = lead
    start = 2 + 16 * len(name)
    for k in range(1, len(sentences)):
        rows[k, (start + k) % 64] = 1.0
    return EncodedArticle(article, sentences, rows, rows[0])


TRAMS = """
The capital will hand over sixty of its old trams to three neighbouring towns, the mayor announced.
A new fleet with low floors has been on the rails since the autumn.
Two of the oldest cars go to the museum of transport in Velm.
"""
TRAMS_AGAIN = """
Sixty old trams are leaving the city's streets and find a home in three smaller places nearby.
Each car has run for more than a million kilometres, according to the depot.
Mechanics from Ostrow will be trained at the workshop for a month.
"""


PUPILS = """
Sixty pupils painted the walls of the depot in green and white for the jubilee of the line.
Each car has run for more than a million kilometres, according to the depot.
Mechanics from Ostrow will be trained at the workshop for a month.
"""


@pytest.mark.parametrize(
    ("told", "text", "news"),
    [
        # The same deal in other words, and the same count of the dead.
        (
            "The mayor of Velm said on Thursday she had agreed to a deal with the unions on pay.",
            "The mayor of Velm said on Thursday that the unions had agreed to an agreement on pay.",
            False,
        ),
        (
            "Seven people, one of them a pilot, were killed when a hall collapsed in Brenna.",
            "Police said at least seven people, a pilot and six guests, were killed in Brenna.",
            False,
        ),
        # A count may be met again in other news, and the same words may be denied.
        (
            "Seven people, one of them a pilot, were killed when a hall collapsed in Brenna.",
            "The seven will be buried on Monday beside the chapel that their firm restored.",
            True,
        ),
        (
            "Ten senators reached a deal on roads and said that taxes would rise.",
            "The ten senators said there would be no rise in taxes.",
            True,
        ),
    ],
)
def test_other_words_for_what_was_told_are_no_news(told: str, text: str, news: bool) -> None:
    assert tells_news(text, [told]) is news


@pytest.mark.parametrize("words", [90, 120])
def test_the_news_is_told_once_however_each_outlet_words_it(words: int) -> None:
    near = as_near(TRAMS, "a", (1.0, 0.0)), as_near(TRAMS_AGAIN, "bb", (0.8, 0.6))
    points = [point.text for point in make_brief(near, title="Trams", words=words).points]
    assert len([text for text in points if "ixty" in text]) == 1
    other = near[0], as_near(PUPILS, "bb", (0.3, 0.9539))
    points = [point.text for point in make_brief(other, title="Trams", words=words).points]
    assert len([text for text in points if "ixty" in text]) == 2


CLINIC = """
The district of Halm is to close its night clinic for children at the end of March.
Four nurses and two doctors will move to the hospital of the neighbouring town.
The rooms were rented from a savings bank that needs them for its archive.
"""
CLINIC_AGAIN = """
Parents in Halm have to drive to the city after dusk from April, when the clinic shuts its doors.
A bus between the two hospitals is to run every half hour until midnight.
Some three thousand families used the service in the year before.
"""


@pytest.mark.parametrize("words", [60, 90, 120])
def test_two_outlets_that_begin_with_one_piece_of_news_tell_it_once(words: int) -> None:
    articles = as_near(CLINIC, "a", (1.0, 0.0)), as_near(CLINIC_AGAIN, "bb", (0.8, 0.6))
    points = [point.text for point in make_brief(articles, title="Clinic", words=words).points]
    assert len(points) > 2 and len([text for text in points if "Halm" in text]) == 1


def test_who_must_be_introduced_is_not_quoted_twice_for_it() -> None:
    tellings = [
        "A ferry with 212 people on board ran aground off Harwick on Sunday night. "
        "“The ferry and its people are safe, and the harbour of Harwick will open,” Brenholt said. "
        "Two tugs will try to pull it off the bank at noon.",
        "A ferry carrying 212 people ran aground off Harwick late on Sunday. "
        "“The ferry and its people are safe, and the harbour of Harwick will open,” harbour master "
        "Jon Brenholt said. Divers found a tear of two metres in the hull.",
    ]
    articles = [encode(text, name) for text, name in zip(tellings, "ab", strict=True)]
    for words in range(50, 160, 10):
        text = make_brief(articles, title="Ferry", words=words).text
        assert text.count("its people are safe") <= 1
        assert "Brenholt said" not in text or "Jon Brenholt" in text or 80 < words < 110


QUAKE = """
A strong earthquake hit the isle of Ostra on Sunday, injuring five people and damaging houses.
The ferry to the mainland was stopped until engineers had looked at both piers.
"""
QUAKE_AGAIN = """
Schools stay closed for two days, the island council wrote in a notice.
The tremor was felt in an area around the harbour of Velm, injuring five people and damaging houses.
Tents for two hundred families arrived by ship in the evening.
"""


@pytest.mark.parametrize("words", [60, 120])
def test_a_clause_that_another_point_told_is_not_told_again(words: int) -> None:
    articles = [encode(QUAKE, "a"), encode(QUAKE_AGAIN, "b")]
    text = make_brief(articles, title="Quake", words=words).text
    assert "The tremor was felt in an area around the harbour of Velm." in text
    assert text.count("injuring five people") == 1


@pytest.mark.parametrize("words", range(40, 81, 5))
def test_who_is_named_below_a_lead_is_introduced_however_long_the_lead_is(words: int) -> None:
    named = "Sandvik told both cities that the batteries of each ship come from a works in Lindham."
    introduced = (
        "The design came from Liv Sandvik, an engineer who drew a hull on a napkin one winter in a "
        "small cafe.\n“I like napkins,” Sandvik said.\n"
    )
    articles = [
        encode(HERALD + named, "a"),
        encode(COURIER, "b"),
        encode(GAZETTE + introduced, "c"),
    ]
    text = make_brief(articles, title="Ferry line", words=words, first_told=True).text
    assert "Sandvik" not in text or "Liv Sandvik" in text


KEEPER = """
The keeper of the lighthouse of Velm was last night accused of hiding a letter from the board.
Ida Holm, who has kept the light since 2011, denied it in a note to the paper.
Velm's lighthouse keeper was last night accused of hiding a letter from the board.
Three fishermen say that they saw a fire on the beach in the first week of May.
The council of Velm meets on Friday, and a new keeper may be named in autumn.
"""


@pytest.mark.parametrize("words", [80, 100])
def test_a_report_that_tells_its_news_again_is_told_once(words: int) -> None:
    one = as_near(KEEPER, "a", (1.0, 0.0))
    rows = one.vectors.copy()
    rows[2] = 0.64 * rows[0] + np.sqrt(1 - 0.64**2) * rows[2]
    keeper = EncodedArticle(one.article, one.sentences, rows, one.vector)
    points = [point.text for point in make_brief([keeper], title="Light", words=words).points]
    assert len(points) > 2 and len([text for text in points if "accused" in text]) == 1
