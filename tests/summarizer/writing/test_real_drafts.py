"""What real small models were seen to do to a brief, told anew in made-up news."""

from __future__ import annotations

import pytest
from support.pen import STORY, Pen, brief_of, texts

from summarizer.check.repairs import trims
from summarizer.writing import rewrite_brief
from summarizer.writing.fused import judge_fusion
from summarizer.writing.tidy import sentences_of, tidy

TALKS = (
    "The ministers of Norland and Orlia discussed plans for a call between President Aldo Beck "
    "and Premier Ines Roth, and for talks between the commanders of their fleets.\n"
    "The presidency of Norland said in a statement on Wednesday that a call of the leaders was "
    "planned for the coming weeks.\n"
    "Has the province of Varn found a better way to bridge such divides?\n"
    "The harbour police said that the missing boat was not lost.\n"
    "The boat with the papers has been lost, the court in Lindmouth was told."
)
LEADERS, STATEMENT, QUESTION, POLICE, COURT = TALKS.split("\n")


@pytest.mark.parametrize(
    ("false", "evidence"),
    [
        (
            "The presidency of Norland said in a statement on Wednesday that a call between "
            "President Aldo Beck and the commanders was planned.",
            [LEADERS, STATEMENT],
        ),
        ("The province of Varn has found a better way to bridge such divides.", [QUESTION]),
        ("The court in Lindmouth was told that the boat was not lost.", [COURT, POLICE]),
        ("The premier is a commander.", [LEADERS.split(", and")[1], "Roth is premier."]),
    ],
)
def test_a_clause_made_of_two_sources_or_of_a_question_is_refused(
    false: str, evidence: list[str]
) -> None:
    assert judge_fusion(false, evidence) == 0.0


@pytest.mark.parametrize(
    ("true", "evidence"),
    [
        ("The boat with the papers has been lost, the court was told.", [COURT, POLICE]),
        ("The missing boat was not lost, and the court was told of the papers.", [POLICE, COURT]),
        ("Has Varn found a better way to bridge such divides?", [QUESTION]),
        (
            "The ministers discussed plans for a call, and the presidency of Norland said in a "
            "statement on Wednesday that it was planned for the coming weeks.",
            [LEADERS, STATEMENT],
        ),
    ],
)
def test_clauses_may_rest_on_different_sources(true: str, evidence: list[str]) -> None:
    assert judge_fusion(true, evidence) == 1.0


def test_what_a_question_asks_is_not_told_to_the_reader() -> None:
    false = "The province of Varn has found a better way to bridge such divides."
    pen = Pen(f"{LEADERS} {false}")
    assert false not in texts(rewrite_brief(brief_of(TALKS, (0, 1)), pen))


@pytest.mark.parametrize(
    "false",
    [
        "The court heard that the missing boat was not lost.",
        "The ministers discussed plans for a call between President Aldo Beck and Premier Ines "
        "Roth, a former governor.",
    ],
)
def test_a_hearer_or_a_title_that_no_source_has_does_not_reach_the_reader(false: str) -> None:
    story = "\n".join((LEADERS, STATEMENT, POLICE))
    pen = Pen(f"{STATEMENT} {false}")
    told = texts(rewrite_brief(brief_of(story, (0, 1)), pen))
    assert told
    assert not [text for text in told if "court" in text or "governor" in text]


@pytest.mark.parametrize(
    ("sentence", "never"),
    [
        ("The second man, 18 and 19, were arrested in Varn on Friday.", "18, were"),
        ("The man, who was hurt in Varn, has named him as a victim of fire.", "Who was"),
        ("The mayor was charged with fraud and sentenced to six months.", "With fraud"),
        ("They were planning a call between the president and the army.", "the president."),
        ("Archaeologist Giles Orr, a student in Varn, led the work at the site.", "in Varn."),
        ("As the fight began, the boys ran to him, and put up a noise.", "began and put"),
        ("The singer, a child of twelve, was seen in the old town.", "A child"),
    ],
)
def test_a_trimmed_sentence_is_a_sentence_and_says_nothing_new(sentence: str, never: str) -> None:
    assert not [piece for piece in trims(sentence) if never in piece]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("The mayor was charged with fraud and sentenced to six months.",
         "The mayor was charged with fraud."),
        ("After a long debate, the council voted for the new line.",
         "The council voted for the new line."),
        ("The mayor, a former judge, was charged with fraud on Monday.",
         "The mayor was charged with fraud on Monday."),
    ],
)  # fmt: skip
def test_a_clause_can_go(sentence: str, wanted: str) -> None:
    assert wanted in trims(sentence)


@pytest.mark.parametrize(
    "given",
    [
        "<passages>\n<1>The council approved a tram line.\n</passages>",
        "<p>The council approved a tram line.</p>",
        "[1] (CNN) The council approved a tram line.",
        "The passage states that the council approved a tram line.",
        "VARN, Norland -- The council approved a tram line.",
    ],
)
def test_what_stands_around_a_sentence_is_taken_off(given: str) -> None:
    assert sentences_of(tidy(given), finished=True) == ["The council approved a tram line."]


def test_what_was_said_is_not_said_again_in_nearly_the_same_words() -> None:
    said = "She faces six months in jail and a fine. She is facing six months in jail and a fine."
    assert len(sentences_of(said, finished=True)) == 1
    other = "The port opened on Monday after a storm. The port closed on Monday after a storm."
    assert len(sentences_of(other, finished=True)) == 2


def test_a_heading_of_one_long_word_is_no_sentence() -> None:
    assert sentences_of("Standardization. The council met.", finished=True) == ["The council met."]
    assert len(sentences_of("市議会は月曜日に新しい路線を承認した。", finished=True)) == 1


def test_a_writer_that_says_little_is_followed_by_the_extract() -> None:
    made = rewrite_brief(brief_of(), Pen("The council of Varn approved a tram line on Tuesday."))
    first, *rest = made.brief.points
    assert first.kind == "written"
    assert [point.text for point in rest] == STORY.split("\n")[1:4]
    assert made.added == 3
    assert "3 of the articles' own sentences follow" in made.notices[-1]


def test_a_writer_stopped_after_enough_words_is_not_told_of() -> None:
    written = " ".join(STORY.split("\n")[:3]) + " The opposition denied that"
    made = rewrite_brief(brief_of(), Pen(written, finished=False))
    assert made.kept == 3
    assert not made.notices
