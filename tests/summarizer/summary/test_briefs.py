"""What a brief promises."""

from __future__ import annotations

from dataclasses import replace
from time import process_time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.fake_encoder import encode

from summarizer.domain import check_citations, squeeze
from summarizer.errors import NothingToBrief
from summarizer.lengths import count_words
from summarizer.salience import score_sentences
from summarizer.summary import make_brief
from summarizer.summary.beside import beside_the_text, is_scrap
from summarizer.summary.candidates import no_comment
from summarizer.summary.needs import leans

FERRY = encode(
    "HARWICK (AP) — A ferry with 212 people on board ran aground off Harwick on Sunday night. "
    "The coastguard sent four lifeboats, which reached the ship within an hour. "
    "All passengers were brought ashore by midnight, the coastguard said. "
    "He said that the sea had been calm. "
    "However, investigators will examine the ship's steering on Tuesday. "
    "What went wrong? "
    "The line will cancel its crossings until the inquiry ends.",
    "courier",
)
FERRY_AGAIN = encode(
    "A ferry carrying 212 people ran aground off Harwick late on Sunday. "
    "Lifeboats brought everyone ashore by midnight and no one was hurt. "
    "The owner, Belmar Lines, cancelled its crossings for the week. "
    "Divers found a tear of two metres in the hull on Monday morning.",
    "herald",
)


@pytest.mark.parametrize("words", [1, 3, 8, 15, 40, 80, 300])
def test_the_word_budget_is_never_exceeded(words: int) -> None:
    for articles in ([FERRY], [FERRY, FERRY_AGAIN]):
        brief = make_brief(articles, title="Ferry", words=words)
        assert brief.points
        assert count_words(brief.text) <= words


@given(
    st.lists(st.text(min_size=1, max_size=300), min_size=1, max_size=4),
    st.integers(1, 120),
)
@settings(max_examples=60, deadline=None)
def test_any_text_keeps_the_budget_and_exact_citations(texts: list[str], words: int) -> None:
    articles = [encode(text, str(i)) for i, text in enumerate(texts)]
    if not any(article.sentences for article in articles):
        with pytest.raises(NothingToBrief):
            make_brief(articles, title="", words=words)
        return
    brief = make_brief(articles, title="", words=words)
    assert count_words(brief.text) <= words
    check_citations(brief.points, brief.articles)


def test_at_most_the_wanted_sentences_are_given() -> None:
    assert len(make_brief([FERRY], title="", sentences=2).points) == 2
    both = make_brief([FERRY], title="", sentences=2, words=16)
    assert len(both.points) <= 2
    assert count_words(both.text) <= 16


@pytest.mark.parametrize("sentences", [1, 2, 3, 4, 5])
def test_a_bound_of_sentences_is_nearly_used(sentences: int) -> None:
    count = len(make_brief([FERRY], title="", sentences=sentences).points)
    assert sentences - 1 <= count <= sentences
    assert count >= min(sentences, 2)


def test_a_dateline_and_a_connective_are_left_out_and_the_whole_sentence_cited() -> None:
    brief = make_brief([FERRY], title="", words=200)
    texts = [point.text for point in brief.points]
    assert any(text.startswith("A ferry with 212 people") for text in texts)
    assert not any(text.startswith("However") for text in texts)
    for point in brief.points:
        if point.kind == "trimmed":
            assert count_words(point.text) < count_words(point.citations[0].quote)
            words = squeeze(point.citations[0].quote).lower().split()
            assert all(word in words for word in point.text.lower().rstrip(".").split()[:5])


def test_questions_are_no_points() -> None:
    assert "?" not in make_brief([FERRY], title="", words=200).text


def test_a_pronoun_comes_only_right_after_the_sentence_it_points_to() -> None:
    told = 0
    for words in (10, 20, 40, 60, 90):
        points = make_brief([FERRY], title="", words=words).points
        for number, point in enumerate(points):
            if point.text.startswith("He said"):
                told += 1
                assert number > 0
                assert "coastguard said" in points[number - 1].text
    assert told


def test_sentences_of_one_article_stay_in_their_order() -> None:
    starts = [p.citations[0].start for p in make_brief([FERRY], title="", words=80).points]
    assert starts == sorted(starts)


def test_what_two_outlets_agree_on_is_told_once_and_credited_to_both() -> None:
    brief = make_brief([FERRY, FERRY_AGAIN], title="Ferry", words=60)
    aground = [point for point in brief.points if "ran aground" in point.text]
    assert len(aground) == 1
    assert set(aground[0].articles) == {"courier", "herald"}


def test_the_same_articles_give_the_same_brief() -> None:
    first = make_brief([FERRY, FERRY_AGAIN], title="", words=50)
    assert first == make_brief([FERRY, FERRY_AGAIN], title="", words=50)


def test_an_empty_article_beside_a_full_one_does_no_harm() -> None:
    empty = encode("", "empty")
    assert make_brief([empty, FERRY], title="", words=30).points
    with pytest.raises(NothingToBrief):
        make_brief([empty], title="")


def test_a_bound_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="room"):
        make_brief([FERRY], title="", words=0)


def test_salience_has_one_number_per_sentence_and_favours_the_news() -> None:
    scores = score_sentences([FERRY, encode("", "empty"), FERRY_AGAIN])
    assert [len(score) for score in scores] == [7, 0, 4]
    assert all(np.isfinite(score).all() for score in scores)
    alone = score_sentences([FERRY])[0]
    assert alone[0] > alone[3]


def test_thousands_of_sentences_are_no_trouble() -> None:
    text = " ".join(
        f"Council {i} of Harwick voted on plan {i * 7} in the spring." for i in range(2000)
    )
    assert count_words(make_brief([encode(text, "long")], title="", words=100).text) <= 100


REACTION = encode(
    "“This is an outrage,” said Mira Tolk of the ferry users' union on Monday. "
    "Ms. Tolk said that the union would write to the minister about the ferry. "
    "A ferry with 212 people on board ran aground off Harwick late on Sunday.",
    "gazette",
)


def test_a_brief_of_several_articles_opens_with_what_happened() -> None:
    for order in ([REACTION, FERRY, FERRY_AGAIN], [FERRY_AGAIN, REACTION, FERRY]):
        first = make_brief(order, title="Ferry", words=60).points[0].text
        assert "ran aground off Harwick" in first


def test_what_several_outlets_tell_is_told_once() -> None:
    again = encode(
        "A ferry with 212 people on board ran aground on Sunday night off Harwick, police said. "
        "Lifeboats of the coastguard reached the ferry and brought all passengers ashore. "
        "A tear of two metres in the hull was found by divers on Monday.",
        "post",
    )
    told = make_brief([FERRY, FERRY_AGAIN, again], title="Ferry", words=120).text
    assert told.count("aground") == 1
    assert told.count("tear of two metres") == 1


def test_a_letter_printed_without_marks_is_no_claim_of_the_report() -> None:
    letter = encode(
        "A letter about the ferry was put up at the harbour office in Harwick on Monday. "
        "Dear passengers, you were brave on Sunday night and we are proud of you. "
        "Act as if the sea mattered to you. "
        "The owner, Belmar Lines, said that a clerk had written it.",
        "letter",
    )
    told = make_brief([letter, FERRY, FERRY_AGAIN], title="Ferry", words=150).text
    assert "you were brave" not in told
    assert "mattered to you" not in told


def test_no_point_leans_on_a_first_one_that_stands_elsewhere() -> None:
    article = encode(
        "The council of Harwick voted on Monday for a bridge to the island of Varn. "
        "It will cost 84 million crowns and carry two lanes of cars. "
        "Islanders had asked for a bridge for forty years. "
        "Work on the bridge begins in May, said the engineer Ida Brenholt of Harwick.",
        "bridge",
    )
    alone = make_brief([article], title="Bridge", words=45, first_told=True)
    assert "voted on Monday" in alone.points[0].text
    assert not any(point.text.startswith("It will cost") for point in alone.points)
    usual = make_brief([article], title="Bridge", words=45)
    assert any(point.text.startswith("It will cost") for point in usual.points)


def test_a_brief_of_medium_length_names_nobody_by_surname_alone() -> None:
    tellings = [
        "A ferry with 212 people on board ran aground off Harwick on Sunday night. "
        "“The ferry and its people are safe, and the harbour of Harwick will open,” Brenholt said. "
        "The coastguard sent four lifeboats and brought all the people ashore by midnight. "
        "The ferry lies on a bank of sand off Harwick and blocks the harbour for larger ships. "
        "Two tugs will try to pull the ferry off the bank when the sea is highest on Tuesday. "
        "Belmar Lines has cancelled the crossings from Harwick to Velm until the ferry is free. "
        "Passengers of the ferry slept in the sports hall of Harwick, where the town served soup.",
        "A ferry carrying 212 people ran aground off Harwick late on Sunday. "
        "Divers looked at the hull of the ferry on Monday morning and found a tear of two metres. "
        "The coastguard of Harwick will ask the ferry’s captain about the course that he took. "
        "No oil has been seen in the sea off Harwick, the coastguard wrote on Monday evening. "
        "The people of the ferry praised its crew, who handed out vests within minutes. "
        "Jon Brenholt keeps bees and has been harbour master since the spring.",
    ]
    articles = [encode(text, name) for text, name in zip(tellings, "ab", strict=True)]
    briefs = [make_brief(articles, title="Ferry", words=words).text for words in range(110, 190)]
    quoted = [text for text in briefs if "Brenholt said" in text]
    assert quoted
    for text in quoted:
        assert "Jon Brenholt" in text
        assert text.index("Jon Brenholt") < text.index("Brenholt said")


@pytest.mark.parametrize(
    ("text", "hangs"),
    [
        ("All walked about 30 minutes a day.", True),
        ("Eleven others followed in six countries.", True),
        ("11 of those have been fights for a title.", True),
        ("All passengers were brought ashore by midnight.", False),
        ("Two engineers of the builder were acquitted.", False),
    ],
)
def test_a_bare_number_hangs_on_what_it_counts(text: str, hangs: bool) -> None:
    assert leans(text) is hangs


@pytest.mark.parametrize(
    ("text", "idle"),
    [
        ("Mr. Reth was not available for comment.", True),
        ("The company declined to comment.", True),
        ("The police of Velm did not immediately give a reason for the theft.", True),
        (
            "The Post reached out to the harbour board for comment but didn't hear back.",
            True,
        ),
        ("Reth did not respond to a request for comment on Friday.", True),
        ("The minister declined to comment, but his party said that he would resign.", False),
        ("The ferry did not return to Harwick on Sunday, the coastguard said.", False),
    ],
)
def test_that_nobody_commented_is_no_news(text: str, idle: bool) -> None:
    assert no_comment(text) is idle


def test_what_stands_beside_the_text_is_no_point() -> None:
    text = (
        "A ferry with 212 people on board ran aground off Harwick on Sunday night. "
        "The wreck of the ferry is seen from the air on the morning after, March 4, 2019. "
        "Sixty ferries up and down the coast. "
        "THE COASTGUARD SAYS THE FERRY IS LOST. "
        "Please don’t make faces while the cameras of the harbour are on. "
        "All passengers were brought ashore by midnight, the coastguard said. "
        "Investigators will examine the steering of the ship on Tuesday."
    )
    article = encode(text, "post")
    article = replace(article, article=replace(article.article, language="en"))
    told = [point.text for point in make_brief([article], title="Ferry", words=200).points]
    assert len(told) == 3
    beside = ("seen from", "Sixty", "LOST", "Please")
    assert not any(words in text for text in told for words in beside)


def test_an_answer_behind_its_speakers_label_is_no_point() -> None:
    """Its question stands elsewhere."""
    news = (
        "The ferry captain Ada Holm spoke on Sunday of the night when her ship ran aground. "
        "The company has hired divers to look at the steering of the wreck. "
        "Harwick has had no ferry since, and the post comes by air twice a week. "
        "The town council will vote on a second ship in June. "
    )
    answers = "Holm: Because nobody knew how deep it was there. Holm: They would not listen to me. "
    article = encode(news + answers, "post")
    told = [point.text for point in make_brief([article], title="Ferry", words=200).points]
    assert len(told) == 4 and not any("Holm:" in text for text in told)
    both = encode(answers, "talk")
    assert make_brief([both], title="Ferry", words=200).points, "an interview is told all the same"


def test_what_a_speaker_goes_on_to_say_behind_the_label_is_no_point() -> None:
    news = (
        "The ferry captain Ada Holm spoke on Sunday of the night when her ship ran aground. "
        "The company has hired divers to look at the steering of the wreck. "
        "Harwick has had no ferry since, and the post comes by air twice a week. "
        "The town council will vote on a second ship in June. "
        "The wreck lies in nine metres of water, half a mile from the northern pier.\n"
    )
    talk = (
        "Ada Holm: Nobody knew how deep it was there. The charts of the coast were all wrong.\n"
        "Holm: They would not listen to me.\n"
    )
    article = encode(news + talk, "post")
    texts = [article.text_of(k) for k in range(len(article.sentences))]
    beside = [texts[k] for k in sorted(beside_the_text([article], [texts])[0])]
    assert beside == [
        "Ada Holm: Nobody knew how deep it was there.",
        "The charts of the coast were all wrong.",
        "Holm: They would not listen to me.",
    ]


def test_a_sentence_that_lost_its_beginning_is_no_point() -> None:
    text = (
        "A ferry with 212 people on board ran aground off Harwick on Sunday night. "
        "Its passengers were brought ashore by midnight, the coastguard said.\n"
        "set to sail again on Wednesday, the ferry waits for its new captain.\n"
        "| Ferry News The coastguard of Harwick answers questions on the wreck.\n"
        "The iFerry service will be closed until the wreck has been towed away. "
        "Investigators will examine the steering of the ship on Tuesday."
    )
    article = encode(text, "post")
    article = replace(article, article=replace(article.article, language="en"))
    told = [point.text for point in make_brief([article], title="Ferry", words=200).points]
    assert len(told) == 4
    assert not any("Wednesday" in text or "Ferry News" in text for text in told)


def test_beside_a_report_nothing_is_quoted_from_a_page_in_capitals() -> None:
    report = encode(
        "A ferry with 212 people on board ran aground off Harwick on Sunday night. "
        "All passengers were brought ashore by midnight, the coastguard said. "
        "Investigators will examine the steering of the ship on Tuesday. "
        "The line has hired a second ferry for the summer months. "
        "Harwick has had no ferry since, and the post comes by air.",
        "post",
    )
    loud = (
        "THE COASTGUARD SAYS THE FERRY IS LOST. NINETY CARS WERE STILL ON BOARD. "
        "THE CAPTAIN WILL GO BEFORE A JUDGE IN JUNE. THE WRECK IS NINE METRES DOWN. "
    )
    told = make_brief([report, encode(loud, "station")], title="Ferry", words=200).points
    assert told and not any(point.text.isupper() for point in told)
    alone = make_brief([encode(loud, "station")], title="Ferry", words=200)
    assert alone.points, "where all is in capitals, capitals are quoted"


def test_a_dateline_goes_from_a_short_sentence_too() -> None:
    article = encode("(CNN) The old ferry has sunk. Nobody on board was hurt, police said.", "post")
    told = make_brief([article], title="Ferry", words=40)
    assert told.points[0].text == "The old ferry has sunk."


def test_one_articles_brief_says_who_is_named_by_surname() -> None:
    article = encode(
        "A ferry with 212 people on board ran aground off Harwick on Sunday night. "
        "Its captain, Jon Brenholt, 43, was asleep when the ferry ran aground. "
        "The coastguard sent four lifeboats, which reached the ship within an hour. "
        "Brenholt told the police on Monday that the ferry ran aground because nobody else on "
        "board could steer a ferry off Harwick at night.",
        "post",
    )
    for words in (20, 30, 40, 50, 60, 80):
        told = make_brief([article], title="Ferry", words=words).text
        assert "Brenholt told" not in told or "Jon Brenholt" in told
    assert "Brenholt told" in told


MILL = """\
The tower of the mill in Sandmoor will be rebuilt before the winter, the parish said on Monday.
Jon Ekhaug could not be reached for comment.
A fund for the roof has so far brought in eighty thousand crowns from three hundred givers.
The plans were drawn by Jon Ekhaug, a carpenter from the next valley.
The old sails were sold in the spring to a museum that shows how grain was milled and stored.
Ekhaug said that the tower of the mill in Sandmoor will be rebuilt in oak before the winter.
"""


def test_whoever_may_not_be_introduced_by_one_sentence_is_by_another() -> None:
    for bound in ({"sentences": n} for n in range(1, 6)):
        text = make_brief([encode(MILL, "mill")], title="Mill", **bound).text
        assert "Ekhaug said" not in text or "Jon Ekhaug" in text


def test_a_long_brief_of_several_articles_introduces_whom_it_names() -> None:
    tellings = [
        "A ferry with 212 people on board ran aground off Harwick on Sunday night. "
        "“Nobody on the ferry was hurt, and two tugs will pull it free,” Brenholt said.",
        "A ferry carrying 212 people ran aground off Harwick late on Sunday. "
        "The harbour master, Jon Brenholt, wants the harbour of Harwick open by Friday.",
    ]
    articles = [encode(text, name) for text, name in zip(tellings, "ab", strict=True)]
    told = make_brief(articles, title="Ferry", words=160).text
    assert told.index("Jon Brenholt") < told.index("Brenholt said")


@pytest.mark.parametrize(
    ("text", "hangs"),
    [
        ("In several states, the systems built by the global consulting firm came late.", True),
        ("Belmar Lines said that the Varn company had known of the fault.", False),
        ("In 1998 the largest company in Varn bought the yard.", False),
    ],
)
def test_a_firm_called_by_its_kind_hangs_on_its_name(text: str, hangs: bool) -> None:
    assert leans(text) is hangs


@pytest.mark.parametrize(
    ("text", "scrap"),
    [
        ("Sixty ferries up and down the coast.", True),
        ("Lists of old “No Return” ships.", True),
        ("Velmer Harbours Ltd. Chief Executive Mira Tolk.", True),
        ("The captain is charged in case No.", True),
        ("The line denies the claims.", False),
        ("Velm owns all Harbours Ltd. shares.", False),
        ("A reading below 50 indicates falling output.", False),
        ("The ferry sank.", False),
        ("“Never again on this ferry.”", False),
    ],
)
def test_a_scrap_is_told_from_a_short_sentence(text: str, scrap: bool) -> None:
    assert is_scrap(text) is scrap


RELEASE = (
    "Ferry Planner 2.1 is out, three weeks after the first test of it.\n"
    "Highlights of this release include:\n"
    "Routes over two islands with a change of boat\n"
    "fix a crash when a pier has no name (Ada Quill)\n"
    "Faster start on older phones and tablets\n"
    "Cells of a table | and of another one\n"
    "Installer: https://planner.example/2.1/setup.exe for all of them\n"
    "Support\n"
    "Timetables of the ports of Sande and Orlavik\n"
)


def test_release_notes_are_told_by_the_items_of_their_lists() -> None:
    told = [p.text for p in make_brief([encode(RELEASE, "notes")], title="", words=80).points]
    assert told == [
        "Ferry Planner 2.1 is out, three weeks after the first test of it.",
        "Routes over two islands with a change of boat",
        "fix a crash when a pier has no name (Ada Quill)",
        "Faster start on older phones and tablets",
        "Timetables of the ports of Sande and Orlavik",
    ]


def test_a_few_headings_in_a_report_are_no_list() -> None:
    report = (
        f"{FERRY.article.text}\nLatest pictures from the harbour of Harwick\nA look at the ship"
    )
    told = make_brief([encode(report, "courier")], title="", words=300).text
    assert "pictures from the harbour" not in told


def test_of_many_lists_none_takes_all_the_room() -> None:
    parts = [
        f"Here is what the port of {port} wrote about in the week:\n"
        + "".join(f"Report number {k} on the {ship} of {port}\n" for k in range(12))
        for port, ship in [("Sande", "ferries"), ("Orlavik", "trawlers"), ("Harwick", "tugs")]
    ]
    told = make_brief([encode("".join(parts), "week")], title="", words=150).text
    assert all(port in told for port in ("Sande", "Orlavik", "Harwick"))


def test_what_a_release_says_of_its_sender_is_no_point() -> None:
    news = (
        "Velm Pumps will open a plant in Tarnow that employs 240 people from June.\n"
        "The plant will mend nine thousand pumps a year for farms in the north.\n"
        "The county granted a tax cut of ten years in exchange for the jobs.\n"
    )
    sender = (
        "Velm Pumps makes pumps for farms and has its seat in Harwick since 2009.\n"
        "The firm serves twelve hundred customers in thirty countries of the world.\n"
    )
    for head in ("About Velm Pumps\n", "About Velm Pumps: "):
        article = encode(news + head + sender, "wire", language="en")
        told = make_brief([article], title="Plant", words=300).text
        assert "240 people" in told and "tax cut" in told
        assert "Harwick" not in told and "twelve hundred" not in told
    other = encode(news + "About the ferry\n" + sender, "wire", language="en")
    told = make_brief([other], title="Plant", words=300).text
    assert "Harwick" in told, "a heading of another form opens a part of the article"
    town = "Velm has lost a third of its jobs, and the mayor resigned on Sunday.\n"
    report = encode(news + "About Velm\n" + town, "wire", language="en")
    told = make_brief([report], title="Plant", words=300).text
    assert "resigned" in told, "news below such a heading is news"


def test_an_article_of_one_endless_word_is_briefed_as_quickly_as_any_other() -> None:
    lead = "The council of Arvik approved the new bridge on Monday after a long debate. "
    article = encode(lead + "x" * 300_000, "Harbour Post", language="en")
    begun = process_time()
    assert make_brief([article], title="The bridge", words=40).points
    assert process_time() - begun < 1.5
