"""Interviews, podcasts and briefings: who says it is told with what is told."""

from __future__ import annotations

import pytest
from support.fake_encoder import encode

from summarizer.domain import check_citations
from summarizer.lengths import count_words
from summarizer.render import render_brief
from summarizer.summary import make_brief
from summarizer.summary.transcripts import Talk, talk_in
from summarizer.topics.corpus import build_corpus

TALK = (
    "Jon Tolk: Hello and welcome to the Harbour Hour. We are joined by Ida Holm, who has led the "
    "ferry line of Brenna for eleven years.\n"
    "Ida Holm: Thanks for having me on the show.\n"
    "Jon Tolk: How long did it take to sell the old ferry?\n"
    "Ida Holm: Yeah, so, you know, we sold the old ferry to a museum in March. (Laughter.) That "
    "was the hard part of the whole year. The museum in Velm paid nine million crowns for it.\n"
    "Jon Tolk: I am curious, what happens to the crew of forty?\n"
    "Ida Holm: Thirty of the crew move to the new ferry, which sails from June. I think the board "
    "— the board wanted fewer of them.\n"
    "Jon Tolk: Right.\n"
    "Ida Holm: Right.\n"
    "Jon Tolk: And will the fares go up?\n"
    "Ida Holm: No, because the county pays a half of every ticket. The county of Brenna has set "
    "aside two million crowns a year for the ferry line.\n"
)
"""An interview on the radio, with what people say when they talk."""


def _talk(text: str) -> Talk | None:
    article = encode(text, "radio")
    return talk_in(article, article.texts)


def test_each_point_of_a_talk_names_who_says_it_and_cites_from_their_name_on() -> None:
    article = encode(TALK, "radio")
    brief = make_brief([article], title="Ferries", words=120)
    assert len(brief.points) > 2
    for point in brief.points:
        assert point.text.startswith(("Ida Holm: ", "Jon Tolk: We are joined by Ida Holm"))
        quote = point.citations[0].quote
        assert quote.startswith(("Ida Holm: ", "Jon Tolk: "))
    check_citations(brief.points, brief.articles)


@pytest.mark.parametrize("words", [8, 15, 40, 80, 200])
def test_the_names_of_speakers_count_as_words_of_the_brief(words: int) -> None:
    brief = make_brief([encode(TALK, "radio")], title="Ferries", words=words)
    assert 0 < count_words(brief.text) <= words


def test_neither_questions_nor_greetings_nor_fillers_nor_stumbles_are_told() -> None:
    brief = make_brief([encode(TALK, "radio")], title="Ferries", words=400)
    told = render_brief(brief, format="text")
    for left_out in (
        "welcome",
        "How long",
        "curious",
        "Thanks for having me",
        "Yeah",
        "you know",
        "the board — the board",
        "Laughter",
        "Right.",
    ):
        assert left_out not in told
    assert "Ida Holm: We sold the old ferry to a museum in March." in told


def test_an_answer_that_hangs_on_its_question_is_no_point() -> None:
    brief = make_brief([encode(TALK, "radio")], title="Ferries", words=400)
    assert "That was the hard part" not in brief.text
    assert "No, because" not in brief.text


@pytest.mark.parametrize(
    ("ask", "answer"),
    [("Q", "MS. TOLK:"), ("Q:", "A:"), ("MODERATOR:", "SENIOR HARBOUR OFFICIAL:")],
)
def test_labels_of_briefings_and_of_questions_and_answers_are_known(ask: str, answer: str) -> None:
    turns = (
        f"{ask} When will the quay of Velm be open to the ferry again?\n"
        f"{answer} The quay will be open in June, when the new cranes have been tested.\n"
    )
    more = (
        f"{ask} What did the board pay for it?\n"
        f"{answer} The board paid nine million crowns for the quay and two for the cranes.\n"
    )
    talk = _talk((turns + more) * 2)
    assert talk is not None
    labels = {turn.label for k, turn in talk.turns.items() if k not in talk.barred}
    assert labels == {f"{answer} "}


def test_a_report_with_a_few_labels_is_no_talk() -> None:
    report = (
        "The harbour board of Brenna will sell its ferry.\n"
        "Price: nine million crowns.\n"
        "The sale ends a quarrel of eleven years between the two towns.\n"
        "Buyer: a museum in Velm.\n"
        "Ida Holm, who led the talks, said that the board had no other choice.\n"
        "Price: two million crowns for the pier.\n"
    )
    assert _talk(report) is None


def test_what_stands_below_a_label_of_a_list_is_not_put_in_its_mouth() -> None:
    towns = (
        "Velm: Only Lind scored, from a penalty that the captain of Brenna disputed.\n"
        "Norland drew with Kolm in the rain, and the fans left before the end.\n"
        "Norland: Berg hit the post three times and scored in the last minute.\n"
        "A new stand for nine thousand fans opens there in June of next year.\n"
    )
    games = encode(towns * 3, "courier")
    assert talk_in(games, games.texts) is None
    brief = make_brief([games], title="Games", words=200)
    assert "Norland drew with Kolm" in brief.text
    assert "Velm: Norland" not in brief.text


def test_who_only_agrees_makes_no_talk_a_list() -> None:
    nod = "Jon Tolk: Right.\nIda Holm: Right.\n"
    assert _talk(TALK.replace(nod, nod * 8)) is not None


def test_a_long_turn_is_told_only_as_far_as_its_citation_can_show_it() -> None:
    long = " ".join(
        f"The harbour of Brenna number {n} will get a crane of its own in the year to come."
        for n in range(40)
    )
    text = f"Jon Tolk: What is planned for the harbours of Brenna?\nIda Holm: {long}\n" * 3
    brief = make_brief([encode(text, "radio")], title="Cranes", words=120)
    assert all(len(point.citations[0].quote) <= 900 for point in brief.points)


@pytest.mark.parametrize(
    "stray",
    [
        "The Harbour Hour is sent from Velm, where two new boats were built in May.",
        "tolk_j: Two new boats were built in the harbour of Velm in the month of May.",
    ],
)
def test_nobody_is_credited_with_what_may_be_anothers_words(stray: str) -> None:
    turns = TALK.splitlines()
    for place in (4, 6, len(turns)):
        text = "\n".join([*turns[:place], stray, *turns[place:]])
        brief = make_brief([encode(text, "radio")], title="Ferries", words=400)
        assert brief.points
        assert "two new boats" not in brief.text.lower()


def test_no_citation_of_a_talk_holds_furniture_of_its_page() -> None:
    advert = "Buy your ticket for the museum here. "
    text = TALK.replace("The museum in Velm paid", advert + "The museum in Velm paid")
    at = text.index(advert)
    body = ((0, at), (at + len(advert), len(text)))
    brief = make_brief([encode(text, "radio", body=body)], title="Ferries", words=400)
    assert brief.points
    assert not any(advert in citation.quote for p in brief.points for citation in p.citations)


def test_a_speech_is_told_without_its_thanks() -> None:
    speech = (
        "THE MAYOR: Thank you all for coming to the harbour of Brenna this morning.\n"
        "We will build two ferries, and both will sail by June of next year.\n"
        "I want to thank Ida Holm for her work on the pier and the quay.\n"
        "The ferries will cost nine million crowns, of which the county pays a half.\n"
        "The old ferry goes to a museum in Velm, where children may steer it.\n"
    )
    told = make_brief([encode(speech, "town hall")], title="Ferries", words=200).text
    assert "hank" not in told
    assert "We will build two ferries" in told


def test_a_town_in_capitals_opens_no_speech() -> None:
    report = (
        "BRENNA: The harbour board has welcomed a plan for two ferries.\n"
        "Thanks for the plan came from all of the towns on the northern coast.\n"
        "The ferries will cost nine million crowns, of which the county pays a half.\n"
        "The old ferry goes to a museum in Velm, where children may steer it.\n"
    )
    assert _talk(report) is None


def test_no_topic_quotes_a_talk_without_its_speaker() -> None:
    """A topic cites single sentences: of a talk only those that hold the speaker's name."""
    article = encode(TALK, "radio")
    corpus = build_corpus([article], [])
    free = [t for k, t in enumerate(corpus.texts) if k not in corpus.inside]
    assert free
    assert all(text.startswith("Ida Holm: ") or "joined by" in text for text in free)


def test_beside_a_report_a_talk_is_not_told() -> None:
    report = encode(
        "The ferry line of Brenna has sold its old ferry to a museum in Velm for nine million. "
        "Ida Holm, who has led the line for eleven years, told a radio of the sale on Monday. "
        "Thirty of the forty sailors will move to the new ferry, which sails from June. ",
        "courier",
    )
    told = make_brief([report, encode(TALK, "radio")], title="Ferry", words=200)
    assert "sold its old ferry" in told.text
    assert "Ida Holm: " not in told.text
