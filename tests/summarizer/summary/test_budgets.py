"""What a word budget promises: used well, and no word more."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from support.fake_encoder import encode

from summarizer.domain import EncodedArticle
from summarizer.lengths import count_words
from summarizer.summary import make_brief
from summarizer.summary.cut import cut_open, cut_sentence
from summarizer.summary.timing import worth_kept


def on(day: int, text: str, name: str) -> EncodedArticle:
    return encode(text, name, published=datetime(2026, 3, day, tzinfo=UTC))


DAM = encode(
    "The government of Velmora approved a plan to raise the Harwick dam by four metres on Friday "
    "after a winter of floods that drove two thousand families from their homes in the valley. "
    "Work begins in May and will take three years, the ministry said. "
    "The dam was built in 1962 to water the orchards of the lower valley. "
    "Farmers protested in the square of Harwick against the loss of forty fields. "
    "The plan costs 310 million crowns, most of it lent by two banks in the capital.",
    "courier",
)


@pytest.mark.parametrize("words", [14, 18, 22, 27, 30, 60])
def test_a_lead_that_is_too_long_is_shortened_rather_than_replaced(words: int) -> None:
    brief = make_brief([DAM], title="Dam", words=words)
    assert brief.points[0].text.startswith("The government of Velmora approved a plan")
    assert count_words(brief.text) <= words
    assert all(point.text.endswith(".") for point in brief.points)


@pytest.mark.parametrize("words", [30, 40, 50, 60, 70])
def test_hardly_a_word_of_the_budget_is_left_unused(words: int) -> None:
    assert count_words(make_brief([DAM], title="Dam", words=words).text) >= 0.8 * words


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        (
            "The council closed the old bridge near the harbour on Friday after a night of storms.",
            11,
            "The council closed the old bridge near the harbour on Friday.",
        ),
        (
            "A driver died when a lorry struck a wall near the mill on Friday night, police said.",
            15,
            "A driver died when a lorry struck a wall near the mill, police said.",
        ),
        ("The two mayors named the bridge as one of the areas in which both could work.", 12, None),
        ("The paper has learned several members of the old family from Harwick left it.", 11, None),
        ("The mayor of Harwick has never met the owners without a lawyer in the room.", 9, None),
        ("Holm was cleared of the theft in May, but the court overturned that in June.", 9, None),
        ("The council of the town of Harwick on the northern coast of Velmora.", 8, None),
        (
            "The council has bought the old ferry, and it is a gift for the whole town of Harwick.",
            9,
            "The council has bought the old ferry.",
        ),
    ],
)
def test_a_cut_falls_at_a_phrase_border_or_not_at_all(
    text: str, most: int, expected: str | None
) -> None:
    assert cut_sentence(text, most) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Harwick Lines told the council that a fault in the ferry that has closed the port for a "
        "week came from a pump in its hold, the mayor said on Tuesday.",
        "The 8-year-old nephew of Ida “Tay” Holm, the Harwick woman fatally shot in her own home "
        "by a town guard Sunday, witnessed the killing, a lawyer for the family told Courierpost.",
        "One of her oldest aides was led out of the town hall on Tuesday in one of the longest – "
        "and most bitter – meetings of the Harwick council.",
        "The victory means Harwick are one win away from the northern cup.",
        "Forty members of the council voted against her, a stunning level of dissent at a time "
        "when the town is trying to pick up the pieces after the flood.",
        "Those who sit in the front row of the new hall in Harwick could easily lean over the "
        "rail and touch the players.",
        "The mayor of Harwick will scrap a rule that lets owners of boats berth them for nothing.",
        "Forty children of the valley are now not vaccinated, putting them at risk of measles.",
        "The girl was seen on Sunday as she made her way through the southern streets of Velm.",
        "A law of Velmora says that both drivers must remain at the scene of the crash.",
        "Two crews are still in the hills to fight the wildfire responsible for the loss of forty "
        "houses.",
        "The ferry sails on Tuesday, but a talk with its cook in the Harwick paper has already "
        "given an insight into what's on the menu.",
    ],
)
def test_no_cut_takes_the_verb_or_what_the_last_word_asks_for(text: str) -> None:
    cuts = {cut for most in range(6, count_words(text)) if (cut := cut_sentence(text, most))}
    halves = (
        "port, the",
        "Sunday, a",
        "home, a",
        "council, the",
        "longest.",
        "away.",
        "time.",
        "what's.",
    )
    halves += ("diver.", "itself.", "itself Tuesday.", "a plan.")
    halves += ("lean.", "responsible.", "guard, a", "a rule.", "them.", "way.", "remain.")
    halves += ("what's.",)
    assert not [cut for cut in cuts for half in halves if half in cut]


def test_a_sentence_without_a_sound_border_is_broken_off_with_a_mark() -> None:
    text = (
        "Secretary Mira Sands met on Thursday with forty women of the old valley of Harwick and "
        "of Velmora as she sought to learn why so many had apparently left the two towns."
    )
    cut = cut_open(text, 18)
    assert cut is not None
    assert cut.endswith("…")
    assert text.startswith(cut[:-1])
    assert count_words(cut) <= 18


@pytest.mark.parametrize(
    "text",
    [
        "Holm was cleared of the theft of the forty boats in May, but the court overturned that.",
        "Forty boats of the old harbour were burned by the mayor of Harwick in May, police said.",
        "Forty boats of the old harbour were burned by the mayor of Harwick, according to a clerk.",
    ],
)
def test_nothing_is_broken_off_that_turns_a_claim_or_names_its_speaker(text: str) -> None:
    assert cut_open(text, 12) is None


def test_an_announcement_gives_way_to_the_reports_of_what_happened() -> None:
    before = "Holm will meet Sands in Harwick next week. The two sides plan to discuss fish. "
    after = "Holm met Sands in Harwick on Tuesday. The two sides agreed a quota for cod. "
    articles = [on(1, before, "early"), on(9, after, "late"), on(9, after, "last")]
    kept = worth_kept(articles, [a.texts for a in articles])
    assert max(kept[0]) < 0.5
    assert kept[1] == [1.0, 1.0]


def test_last_month_says_little_in_an_article_that_nobody_dated() -> None:
    text = "The council met last month in Harwick. The bridge has four lanes. "
    undated, dated = encode(text, "a"), on(3, text, "a")
    assert (
        worth_kept([undated], [undated.texts])[0][0] < worth_kept([undated], [undated.texts])[0][1]
    )
    assert worth_kept([dated], [dated.texts]) == [[1.0, 1.0]]


def test_the_same_statement_by_two_outlets_is_one_point_with_two_citations() -> None:
    one = (
        "Officials of Velmora and Tarn discussed a call between presidents Holm and Sands soon. "
        "A dispute over cod has lasted for two years. "
    )
    other = (
        "Senior officials of Velmora and Tarn discussed plans for a call between presidents Holm "
        "and Sands. Fishing boats stayed in the harbours of both coasts this spring. "
    )
    points = make_brief([on(3, one, "a"), on(3, other, "b")], title="", words=80).points
    assert sum("call between presidents" in point.text for point in points) == 1


@pytest.mark.parametrize("words", [30, 40, 60])
def test_a_brief_does_not_begin_with_the_answer_to_a_question_that_is_not_shown(words: int) -> None:
    asks = encode(
        "Would you buy a ticket for a ferry that has never once sailed on time? "
        "The answer, of course, would be no. "
        "The harbour board of Brenna has bought two ferries, which will sail every hour from June. "
        "The old ferry of Brenna was late on nine days of ten last winter, the board found. "
        "Fares will stay at the level of last summer for at least two years.",
        "courier",
    )
    told = make_brief([asks], title="Ferry", words=words).points
    assert told[0].text.startswith("The harbour board of Brenna")
    assert not any("answer" in point.text for point in told)


def test_what_is_broken_off_in_another_language_ends_in_no_function_word() -> None:
    text = (
        "El ayuntamiento de Brañuela, muy dividido por un plan que se discute desde hace años y "
        "que ayer volvió al pleno con los mismos votos en contra que en marzo."
    )
    ends = {cut.split()[-1] for most in range(12, 26) if (cut := cut_open(text, most))}
    assert ends
    assert ends.isdisjoint({"que…", "y…", "un…", "desde…", "al…", "con…", "los…"})
