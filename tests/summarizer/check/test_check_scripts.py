"""The checker on texts of other scripts: numbers by value, inventions, quotation marks."""

from __future__ import annotations

from itertools import pairwise
from time import process_time

import pytest

from summarizer.check import check_text
from summarizer.check.glyphs import value_of
from summarizer.check.tokens import tokenize
from summarizer.domain import Article

SOURCES = {
    "zh": (
        "受持续强降雨影响，南河县周一凌晨发生山洪，已造成五人死亡、两人失踪。县长李国栋说，最危险的"
        "是老城区的两座旧堤坝。省政府已拨款八千万元，用于安置灾民。"
    ),
    "ja": (
        "北川市では月曜日に堤防が決壊した。浸水した住宅は千二百棟に上り、消防隊員が住民を救助した。"
        "避難した佐藤さんは「水が一気に膝まで来て、何も持ち出せなかった」と話した。"
    ),
    "th": ("น้ำท่วมในอำเภอแม่สายทำให้มีผู้เสียชีวิต 5 ราย รัฐบาลอนุมัติงบประมาณ 80 ล้านบาทเพื่อช่วยเหลือผู้ประสบภัย"),
    "de": (
        "Die Notenbank hat den Leitzins auf 3,25 Prozent gesenkt. „Wir haben nur die Papiere "
        "mitgenommen“, sagte Helga Brandt."
    ),
    "ar": "أعلنت الحكومة وفاة ٢٥ شخصا في الفيضانات. وانهار جسر الرحمة في المدينة.",
}


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("死亡30人", ["#30"]),
        ("死者は３０人", ["#30"]),
        ("3.5万人撤离", ["#35000"]),
        ("三万名居民", ["#30000"]),
        ("千二百棟", ["#1200"]),
        ("八千万元", ["#80000000"]),
        ("二〇二四年", ["#2024"]),
        ("一些人十分高兴", []),
        ("사망자는 30명이다", ["#30"]),
        ("٢٥ شخصا", ["#25"]),
        ("و٣٬٠٠٠ نازح", ["#3000"]),
        ("२५ लोग", ["#25"]),
        ("๒๕ ราย", ["#25"]),
        ("auf 4,75 Prozent", ["#4.75"]),
        ("1,200.5 and 3,000", ["#1200.5", "#3000"]),
    ],
)
def test_numbers_of_every_script_count_by_their_value(text: str, keys: list[str]) -> None:
    assert [token.key for token in tokenize(text) if token.kind == "number"] == keys


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("十", 10), ("二十一", 21), ("三百零五", 305), ("一亿二千万", 120_000_000)],
)
def test_chinese_numerals_are_read(numeral: str, value: float) -> None:
    assert value_of(numeral) == value


def test_a_text_of_nothing_but_numerals_is_read_in_a_time_that_grows_with_its_length() -> None:
    begun = process_time()
    assert len(tokenize("三" * 30_000)) == 30_000
    assert process_time() - begun < 3


def test_each_letter_of_a_text_stands_in_one_token() -> None:
    for text in SOURCES.values():
        tokens = tokenize(text)
        assert all(one.end <= other.start for one, other in pairwise(tokens))
        letters = sum(map(str.isalnum, text))
        assert sum(sum(map(str.isalnum, text[t.start : t.end])) for t in tokens) == letters


@pytest.mark.parametrize(
    ("language", "text", "sound"),
    [
        ("zh", "县长李国栋说，最危险的是老城区的两座旧堤坝。", True),
        ("zh", "市长王小明宣布全城停电。", False),
        ("ja", "浸水した住宅は千二百棟に上った。", True),
        ("ja", "浸水した住宅は三千棟に上った。", False),
        ("ja", "鈴木首相は現地を視察した。", False),
        ("ja", "佐藤さんは「水が一気に膝まで来て、何も持ち出せなかった」と話した。", True),
        ("ja", "佐藤さんは「水が一気に膝まで来て、家も車も全部流された」と話した。", False),
        ("th", "รัฐบาลอนุมัติงบประมาณ 80 ล้านบาทเพื่อช่วยเหลือผู้ประสบภัย", True),
        ("th", "น้ำท่วมในอำเภอแม่สายทำให้มีผู้เสียชีวิต 9 ราย", False),
        ("th", "นายกรัฐมนตรีลาออกจากตำแหน่งเมื่อวันศุกร์", False),
        ("de", "Die Notenbank hat den Leitzins auf 3,25 Prozent gesenkt.", True),
        ("de", "Die Notenbank hat den Leitzins auf 3,75 Prozent gesenkt.", False),
        ("de", "„Wir haben nur die Papiere mitgenommen“, sagte Helga Brandt.", True),
        ("de", "„Wir haben alles verloren“, sagte Helga Brandt.", False),
        ("ar", "أعلنت الحكومة وفاة 25 شخصا في الفيضانات.", True),
        ("ar", "أعلنت الحكومة وفاة ٥٠ شخصا في الفيضانات.", False),
    ],
)
def test_inventions_are_told_from_what_the_sources_say(
    language: str, text: str, sound: bool
) -> None:
    [sentence] = check_text(text, [Article(text=SOURCES[language])]).sentences
    assert sentence.borne_out is sound
