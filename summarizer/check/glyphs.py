"""Scripts without spaces as the checker compares them: numbers by value, letters by their pieces.

One character of Chinese stands in any long text, and so does a letter of Thai: a statement made up
of them would count as heard. A piece (two characters, of an alphabet four) says what is spoken of.
"""

from __future__ import annotations

from summarizer.characters import HAN, KANA
from summarizer.late import late
from summarizer.text.scripts import is_grammar, pieces_of

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "两": 2, "兩": 2,
}  # fmt: skip
_SMALL = {"十": 10, "百": 100, "千": 1_000}
_GREAT = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
_SIGNS = "".join([*_DIGITS, *_SMALL, *_GREAT])
_COUNTED = (
    "人|名|位|户|戸|个|個|家|所|座|条|條|辆|輛|台|架|艘|枚|棟|栋|匹|头|頭|只|隻|件|次|回|度|歳|岁|倍|票|点|円|元|美元|日元|欧元|ドル|年|月|日|时|時"
    "|小时|小時|時間|分钟|分鐘|分間|秒|天|周|週|层|層|階|级|級|米|公里|千米|公斤|吨|噸|トン|キロ|メートル|ミリ|毫米|厘米|平方|つ|多|余|余り|以上"
)
NUMERAL = rf"[{_SIGNS}]{{1,40}}+(?=(?:{_COUNTED}))"
"""A number in Chinese characters before what it counts; elsewhere they are parts of words. A run of
them is taken whole or not at all, and none is longer: one that counts nothing is read but once."""


_WIDE = late(f"[{HAN}{KANA}]")


def is_wide(text: str) -> bool:
    """Return whether a text begins in Chinese or Japanese."""
    return _WIDE.match(text) is not None


def value_of(numeral: str) -> float:
    """Return the value of a number in Chinese characters; powers alone are a value ("千万")."""
    if len(numeral) > 1 and all(sign in _DIGITS for sign in numeral):
        return float("".join(str(_DIGITS[sign]) for sign in numeral))  # a year: 二〇二四
    total = part = digit = 0
    seen = False
    for sign in numeral:
        if sign in _DIGITS:
            digit, seen = _DIGITS[sign], True
        elif sign in _SMALL:
            part += (digit if seen else 1) * _SMALL[sign]
            digit, seen = 0, False
        else:
            total += (part + digit or 1) * _GREAT[sign]
            part, digit, seen = 0, 0, False
    return float(total + part + digit)


def read_run(run: str) -> list[tuple[str, bool]]:
    """Return for each character of a run the piece that it begins, and whether that carries news.

    The last characters begin none, and repeat the last piece, which counts once.
    """
    pieces = pieces_of(run)
    told = [(piece, not is_grammar(piece)) for piece in pieces]
    return told + [(pieces[-1], False)] * (len(run) - len(pieces))
