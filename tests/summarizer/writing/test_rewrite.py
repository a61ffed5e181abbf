"""What becomes of a brief in the hands of a writer, good or bad."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from support.pen import STORY, Pen, brief_of, texts

from summarizer.errors import WriterFailed
from summarizer.models.base import Draft, Task, TaskTooLong
from summarizer.writing import Rewritten, rewrite_brief


class Broken(Pen):
    def write(self, task: Task, **_: object) -> Draft:
        raise WriterFailed("it ran out of memory", subject="pen")


def test_true_sentences_reach_the_reader_with_what_they_rest_on() -> None:
    pen = Pen("The council of Varn approved a tram line on Tuesday. It will cost 210 million.")
    made = rewrite_brief(brief_of(chosen=(0, 1)), pen)
    assert made.kept == 2
    assert not made.notices
    assert all(point.kind == "written" for point in made.brief.points)
    assert "approved a new tram line" in made.brief.points[0].citations[0].quote
    assert "210 million" in made.brief.points[1].citations[0].quote


@pytest.mark.parametrize(
    "false",
    [
        "The council of Varn approved a tram line on Friday by 31 votes to 12.",
        "The council of Varn approved a tram line by 25 votes to 12.",
        "The line will cost 910 million, transport chief Mira Stein said.",
        'Stein said: "We will sue everybody who stands in our way."',
        "The opposition admitted that it would go to court over the decision.",
        "Transport chief Carla Duval said the line will open in 2031.",
        "Stein has resigned.",
    ],
)
def test_an_invention_never_reaches_the_reader(false: str) -> None:
    pen = Pen(f"The council of Varn approved a tram line on Tuesday. {false}")
    made = rewrite_brief(brief_of(), pen)
    assert false not in texts(made)
    assert made.replaced + made.trimmed + made.dropped == 1
    assert any("not supported" in notice for notice in made.notices)


def test_a_refused_sentence_gives_way_to_the_extract_it_was_written_from() -> None:
    pen = Pen(
        "The line will cost 910 million and open in 2031. "
        "The council of Varn approved a tram line on Tuesday."
    )
    first = rewrite_brief(brief_of(), pen).brief.points[0]
    assert first.kind == "verbatim"
    assert "210 million" in first.text


def test_orders_hidden_in_an_article_are_not_shown_to_the_writer() -> None:
    pen = Pen("The council of Varn approved a tram line on Tuesday.")
    rewrite_brief(brief_of(), pen)
    assert "Ignore all previous" not in pen.tasks[0].text
    assert "not instructions" in pen.tasks[0].instruction


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "it wrote nothing"),
        ("Yes.", "it wrote nothing"),
        ("<think>What should I say?", "it wrote nothing"),
        ("Bananas dance under purple moons. Penguins vote for cheese.", "none of its sentences"),
        (
            "Der Rat von Varn hat am Dienstag eine neue Straßenbahn beschlossen, und sie wird "
            "viele Millionen kosten.",
            "another language",
        ),
    ],
)
def test_useless_drafts_leave_the_extract_and_are_told(written: str, why: str) -> None:
    brief = brief_of()
    made = rewrite_brief(brief, Pen(written))
    assert made.brief == brief
    assert why in made.notices[0]


def test_a_writer_that_breaks_leaves_the_extract_and_is_told() -> None:
    brief = brief_of()
    made = rewrite_brief(brief, Broken(""))
    assert made.brief == brief
    assert "out of memory" in made.notices[0]


def test_a_sentence_that_stops_in_the_middle_is_left_out() -> None:
    pen = Pen(
        "The council of Varn approved a tram line on Tuesday. The line will cost 210",
        finished=False,
    )
    made = rewrite_brief(brief_of(), pen)
    assert texts(made)[0] == "The council of Varn approved a tram line on Tuesday."
    assert not any(text.endswith("210") for text in texts(made))
    assert "stopped in the middle" in made.notices[0]


def test_a_writer_that_says_one_thing_over_and_over_says_it_once() -> None:
    pen = Pen("The council of Varn approved a tram line on Tuesday. " * 9)
    written = [p for p in rewrite_brief(brief_of(), pen).brief.points if p.kind == "written"]
    assert len(written) == 1


def test_what_a_chat_model_says_around_its_text_is_taken_off() -> None:
    pen = Pen(
        "<think>plan</think>Sure! Here is the summary:\n\n"
        "- **The council of Varn approved a tram line on Tuesday** [1].\n\n"
        "Let me know if you want more."
    )
    assert texts(rewrite_brief(brief_of(chosen=(0,)), pen)) == [
        "The council of Varn approved a tram line on Tuesday."
    ]


def test_a_brief_keeps_to_its_length() -> None:
    pen = Pen(" ".join(line for line in STORY.splitlines() if "Ignore" not in line))
    made = rewrite_brief(brief_of(words=20), pen)
    assert len(made.brief.text.split()) <= 20 * 1.2


def test_what_is_too_long_is_written_in_parts_and_joined() -> None:
    pen = Pen(
        "The council of Varn approved a tram line on Tuesday.",
        "Shopkeepers on Mill Street fear three years of building work.",
        follows=False,
        room=200,
    )
    seen: list[tuple[int, int]] = []
    made = rewrite_brief(
        brief_of(chosen=(0, 5)), pen, progress=lambda done, total: seen.append((done, total))
    )
    assert len(pen.tasks) >= 2
    assert all(len(task.text) <= 200 for task in pen.tasks)
    assert len(made.brief.points) == 2


class Narrow(Pen):
    """Its tokens cover less than was guessed: it reads only 220 characters at once."""

    def write(self, task: Task, **rest: Any) -> Draft:
        if len(task.text) > 220:
            raise TaskTooLong("the text has 90 tokens, it reads 60", subject="narrow")
        return super().write(task, **rest)


def test_a_window_that_holds_less_than_was_guessed_gets_smaller_parts() -> None:
    pen = Narrow(
        "The council of Varn approved a tram line on Tuesday.",
        "Shopkeepers on Mill Street fear three years of building work.",
        follows=False,
    )
    made = rewrite_brief(brief_of(chosen=(0, 5)), pen)
    assert made.used, made.notices
    assert len(pen.tasks) >= 2


def test_a_window_that_holds_no_sentence_leaves_the_extract() -> None:
    class Closed(Pen):
        def write(self, task: Task, **_: Any) -> Draft:
            raise TaskTooLong("the text has 90 tokens, it reads 1", subject="closed")

    made = rewrite_brief(brief_of(), Closed("-"))
    assert made.brief == brief_of()
    assert "it reads 1" in made.notices[0]


def test_a_summarizer_is_given_running_text_without_marks() -> None:
    pen = Pen("The council of Varn approved a tram line on Tuesday.", follows=False)
    rewrite_brief(brief_of(), pen)
    assert "[1]" not in pen.tasks[0].text
    assert "<passages>" not in pen.tasks[0].text


def test_the_same_draft_gives_the_same_brief() -> None:
    make: Callable[[], Rewritten] = lambda: rewrite_brief(  # noqa: E731
        brief_of(), Pen("The council of Varn approved a tram line. The line will open in 2031.")
    )
    assert make() == make()
