"""Lines fit their columns, and no word is lost on the way."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.render.layout import GLUE, Line, cells, paint, wrap

WORDS = st.lists(
    st.text(st.sampled_from("abcdefg,.’—éñ日本語中文、。「」😀ñ한국어"), min_size=1, max_size=14),
    min_size=1,
    max_size=30,
)


def plain(lines: list[Line]) -> list[str]:
    return paint(lines, colour=False).splitlines()


@settings(deadline=None)
@given(WORDS, st.integers(24, 100))
def test_no_line_is_wider_than_asked(words: list[str], width: int) -> None:
    for line in plain(wrap([(" ".join(words), "plain")], width, first="• ", rest="  ")):
        assert cells(line) <= width


@settings(deadline=None)
@given(WORDS, st.integers(24, 100))
def test_no_character_is_lost_or_added(words: list[str], width: int) -> None:
    lines = plain(wrap([(" ".join(words), "plain")], width))
    assert "".join("".join(lines).split()) == "".join(words)


@settings(deadline=None)
@given(WORDS)
def test_words_of_spaced_scripts_stay_whole(words: list[str]) -> None:
    latin = [word for word in words if word.isascii() and cells(word) <= 20] or ["a"]
    lines = plain(wrap([(" ".join(latin), "plain")], 24))
    assert " ".join(lines).split() == latin


def test_a_citation_mark_never_stands_alone_on_a_line() -> None:
    for width in range(24, 60):
        text = "The council voted nine to four on Monday to build."
        lines = plain(wrap([(text, "plain"), (GLUE + "[1][2]", "cite")], width))
        assert lines[-1] != "[1][2]"
        assert lines[-1].endswith("build. [1][2]")


def test_many_citation_marks_break_between_two_of_them() -> None:
    marks = "".join(f"[{number}]" for number in range(90, 130, 2))
    for width in range(24, 60):
        lines = plain(wrap([("It rained.", "plain"), (GLUE + marks, "cite")], width))
        assert lines[0].startswith("It rained. [90]")
        assert all(line.endswith("]") for line in lines)


def test_an_address_stays_whole_so_that_it_can_be_clicked() -> None:
    url = "https://paper.example/" + "a" * 120
    assert plain(wrap([(url, "dim")], 40, first="  ", rest="  ")) == ["  " + url]


def test_a_word_longer_than_a_line_is_cut() -> None:
    lines = plain(wrap([("x" * 90, "plain")], 40))
    assert [len(line) for line in lines] == [40, 40, 10]


def test_japanese_breaks_anywhere_but_before_its_full_stop() -> None:
    lines = plain(wrap([("国会は月曜日に新しい橋の建設を決めた。" * 4, "plain")], 30))
    assert all(cells(line) <= 30 for line in lines)
    assert not any(line.startswith("。") for line in lines)
    assert max(cells(line) for line in lines) >= 28


def test_hanging_indents_stand_under_the_first_word() -> None:
    lines = plain(wrap([("word " * 20, "plain")], 30, first="12. ", rest="    "))
    assert lines[0].startswith("12. word")
    assert all(line.startswith("    word") for line in lines[1:])


def test_without_colour_there_are_no_escapes_and_with_it_they_are_closed() -> None:
    lines = wrap([("Headline", "headline"), (" plain ", "plain"), ("[1]", "cite")], 80)
    assert "\x1b" not in paint(lines, colour=False)
    painted = paint(lines, colour=True)
    assert painted.count("\x1b[0m") * 2 == painted.count("\x1b[")
