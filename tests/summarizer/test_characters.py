"""How sentences of any script are joined as running text."""

from __future__ import annotations

import pytest

from summarizer.characters import join_sentences, mark_gap


@pytest.mark.parametrize(
    ("sentences", "joined"),
    [
        (["It rained.", "It stopped."], "It rained. It stopped."),
        (["洪水来了。", "桥断了！", "还会下雨吗？"], "洪水来了。桥断了！还会下雨吗？"),
        (["彼は「来る。」", "誰も知らない。"], "彼は「来る。」誰も知らない。"),
        (["他说：“走吧。”", "车来了。"], "他说：“走吧。”车来了。"),
        (["雨天…", "桥断了。"], "雨天…桥断了。"),
        (["桥断了。", "NHK reported it."], "桥断了。NHK reported it."),
        (["NHK reported it.", "桥断了。"], "NHK reported it. 桥断了。"),
        (["He said “no.”", "They left."], "He said “no.” They left."),
        (["น้ำท่วม", "ฝนตก"], "น้ำท่วม ฝนตก"),
        (["비가 왔다.", "다리가 끊겼다."], "비가 왔다. 다리가 끊겼다."),
        ([], ""),
    ],
)
def test_sentences_are_joined_as_their_script_joins_them(sentences: list[str], joined: str) -> None:
    assert join_sentences(sentences) == joined


def test_source_marks_stand_close_behind_a_wide_stop_alone() -> None:
    assert mark_gap("桥断了。", " ") == ""
    assert mark_gap("The bridge fell.", " ") == " "
    assert mark_gap("He said “no.”", " ") == " "
