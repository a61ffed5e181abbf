"""Which sentences a topic quotes, and what it is called."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from summarizer.domain import Article, EncodedArticle, Story
from summarizer.text.sentences import split_sentences
from summarizer.topics.candidates import Candidate, choose_candidates
from summarizer.topics.corpus import Corpus, build_corpus
from summarizer.topics.labels import label_of
from summarizer.topics.points import as_it_stands, choose_lines, point_of, stands_alone


def corpus_of(*texts: str) -> Corpus:
    """Lay out articles of one story; every sentence has a direction of its own."""
    articles = [Article(text=text, id=f"a{n}") for n, text in enumerate(texts)]
    counts = [len(split_sentences(article)) for article in articles]
    rows = np.eye(sum(counts), dtype=np.float32)
    starts = np.cumsum([0, *counts])
    encoded = [
        EncodedArticle(
            article, split_sentences(article), rows[starts[n] : starts[n + 1]], rows[starts[n]]
        )
        for n, article in enumerate(articles)
    ]
    return build_corpus(encoded, [Story("s", "T", tuple(articles))])


HARBOUR = (
    "On the tunnel, Brandt gave no ground. He said that lorries must leave the old town, and"
    " that the harbour tunnel would be dug. Talks go on."
)


def test_a_sentence_brings_the_one_that_introduces_it() -> None:
    corpus = corpus_of(HARBOUR)
    worth = np.ones(1)
    assert choose_lines(corpus, [1], worth) == [], "“He” is nobody without the sentence before"
    (line,) = choose_lines(corpus, [1], worth, pairs={1})
    assert line.text.startswith("On the tunnel, Brandt gave no ground. He said")
    point = point_of(corpus, line)
    assert point.citations[0].quote == line.text


def test_one_sentence_is_not_told_twice_as_part_of_a_pair() -> None:
    text = "Brandt spoke of the harbour tunnel on Monday in Velmora. He said that it would be dug."
    lines = choose_lines(corpus_of(text), [0, 1], np.ones(2), pairs={1})
    assert [line.text for line in lines] == [text.split(". ", maxsplit=1)[0] + "."]


@pytest.mark.parametrize(
    "text",
    [
        "Washington believes that such a line could keep the peace in the strait.",
        "The harbour must be closed, according to the same official of the port.",
        "The agenda for these talks is long and covers tolls as well as berths.",
        "The White House put it in the “near future” on Wednesday evening.",
    ],
)
def test_what_points_at_an_earlier_sentence_does_not_stand_alone(text: str) -> None:
    assert not stands_alone(text)


def test_a_place_is_no_person_because_a_country_speaks() -> None:
    corpus = corpus_of(
        "Ships clashed in the South China Sea on Monday. China said that the reefs were its own.",
        "The talks covered the South China Sea, trade and Taiwan. China told nobody of the plan.",
    )
    assert "south china sea" in {c.key for c in choose_candidates(corpus)}


@pytest.mark.parametrize(
    "half", ["Doctor", "United", "Championship", "Irish", "Van der", "Mill Boulevard", "baBrenna"]
)
def test_half_a_name_and_a_word_that_ran_together_head_no_topic(half: str) -> None:
    corpus = corpus_of(
        f"The crowd in Harwick cheered {half} on Monday. The fans of {half} sang for an hour.",
        f"A win for {half} would please the town. The mayor of Velm has praised {half} too.",
    )
    assert half.lower() not in {c.key for c in choose_candidates(corpus) if not c.lonely}


@pytest.mark.parametrize("word", ["boulevard", "riot", "flames", "dress", "damage", "jury"])
def test_a_word_that_unrelated_events_share_needs_company(word: str) -> None:
    corpus = corpus_of(f"They saw the {word} on Monday. Nobody in Velm spoke of the {word}.")
    assert all(c.lonely for c in choose_candidates(corpus) if c.form.lower() == word)


def test_a_diplomats_compound_becomes_a_headline() -> None:
    form = "leader-level call"
    member = Candidate("leaderlevel call", Counter({form: 2}), {0, 1}, mentions=2, outer=2)
    assert label_of([member], np.ones((1, 1), np.float32)) == "Leaders’ call"


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("The channel between the two men has become a frank one, and it has calmed them.", False),
        ("In talks on Monday the two sides made clear that they differ over the tunnel.", True),
        ("The tunnel would take lorries out of the old town of Velmora.", True),
    ],
)
def test_a_point_leans_on_nobody_who_is_not_there(text: str, alone: bool) -> None:
    assert stands_alone(text) is alone


def test_a_list_of_known_concerns_is_quoted_without_pointing_back() -> None:
    corpus = corpus_of("These concerns encompass the tunnel, the tides and the dock workers.")
    line = as_it_stands(corpus, 0)
    assert line.text == "Concerns encompass the tunnel, the tides and the dock workers."
    point = point_of(corpus, line)
    assert point.kind == "trimmed"
    assert point.citations[0].quote.startswith("These concerns")


def test_a_short_line_above_brings_its_paragraph_along() -> None:
    corpus = corpus_of("Brandt spoke of the harbour.\n\nHe said that a tunnel would be dug there.")
    (line,) = choose_lines(corpus, [1], np.ones(1), pairs={1})
    assert line.text.startswith("Brandt spoke of the harbour. He said")


def test_a_topic_prefers_who_has_not_spoken_and_hears_nobody_too_often() -> None:
    corpus = corpus_of(
        "The harbour tunnel would cost nine million crowns in all. Lorries would leave the old"
        " town by the harbour tunnel. Engineers drew the harbour tunnel in a single week.",
        "Shopkeepers of Velmora fear that the harbour tunnel floods.",
    )
    worth = np.array([1.0, 0.9, 0.8, 0.7])
    lines = choose_lines(corpus, [0, 1, 2, 3], worth, of_one=2)
    assert [line.sentence for line in lines] == [0, 3, 1], "two of one report at most"


def test_a_label_before_a_statement_is_not_told_however_wide_its_space_is() -> None:
    text = "Driving the news:\xa0Governor Ida Moe of Norwick signed a law on ferries on Monday."
    (line,) = choose_lines(corpus_of(text), [0], np.ones(1))
    assert line.text == "Governor Ida Moe of Norwick signed a law on ferries on Monday."


def test_a_topic_shows_no_bracket_that_points_at_a_picture() -> None:
    corpus = corpus_of("Ida Holm (pictured) opened the harbour of Velmora to all ships on Monday .")
    (line,) = choose_lines(corpus, [0], np.ones(1))
    assert line.text == "Ida Holm opened the harbour of Velmora to all ships on Monday."
    assert line.trimmed


def test_a_topic_prefers_what_the_paper_tells_to_a_caption_or_somebody_unnamed() -> None:
    from summarizer.topics.desk import Desk

    corpus = corpus_of(
        "I saw the harbour flood. The harbour has flooded. Boats in the old harbour of Velm."
    )
    desk = Desk(corpus, np.ones(3), np.ones(3, np.float32), set(), {}, set(), {})
    assert [desk.is_aside(sentence) for sentence in range(3)] == [True, False, True]


def test_a_topic_prefers_those_whom_the_page_has_introduced() -> None:
    from summarizer.topics.desk import Desk
    from summarizer.topics.points import Line

    corpus = corpus_of(
        "“The harbour is ready,” said Shen Dingli, who led the board. The toll will fall,"
        " according to Shen. The board of Velmora will lower the toll of the harbour in May."
    )
    told, known = Line(1, corpus.texts[1], False, 1.0), Line(2, corpus.texts[2], False, 1.0)
    nearest = np.ones(3, np.float32)
    desk = Desk(corpus, np.ones(3), nearest, set(), {}, set(), {})
    assert desk.names_a_stranger(1)
    assert not desk.names_a_stranger(0)
    assert desk.of_the_known([told, known], 1) == [known]
    assert desk.of_the_known([told], 1) == [told], "a topic with nothing else keeps it"
    met = Desk(corpus, np.ones(3), nearest, set(), {}, set(), {}, frozenset(("Shen",)))
    assert met.of_the_known([told, known], 1) == [told, known]


def test_what_a_story_told_stands_for_what_only_a_stranger_says() -> None:
    from summarizer.topics.desk import Desk
    from summarizer.topics.themes import Theme

    corpus = corpus_of(
        "“The harbour is ready,” said Shen Dingli, who led the board. The council of Velmora will"
        " lower the toll in May. Shen noted that the toll has emptied the quays of Velmora."
    )
    toll = Candidate("toll", Counter({"toll": 2}), {1, 2}, 2)
    meaning = np.array([0.1, 0.8, 0.8], np.float32)
    theme = Theme((toll,), np.ones((1, 3), np.float32), (1, 2), meaning, 0.5, 0.5, 1.0)
    crowd = np.array([0.0, 1.0, 1.0])

    def told(known: frozenset[str]) -> list[int]:
        desk = Desk(corpus, crowd, meaning, set(), {1: 0, 2: 0}, set(), {1: corpus.texts[1]}, known)
        return [line.sentence for line in desk.choose(theme, [1, 2], meaning, 1)]

    assert told(frozenset()) == [1], "the story's own sentence, which the page shows above"
    assert told(frozenset(("Shen",))) == [2]
