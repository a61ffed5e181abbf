"""Amounts that a writer puts in another notation: a share as a fraction, a time in another unit.

"A fifth" is 20 percent, "two and a half years" are 30 months, and a fifth consecutive title makes
five: the same amount, which its source holds. What is rounded or worked out ("nearly 490,000", the
difference of two numbers) no source holds, so it is refused however true it may be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from summarizer.check.counted import WRITTEN, counted_by
from summarizer.check.sources import SourceSentence
from summarizer.check.tokens import Token, adjoining, stem, stems

PERCENT = WRITTEN[0]
DENOMINATORS = {
    stem(word): value
    for value, word in enumerate("half third quarter fifth sixth seventh eighth".split(), start=2)
} | {stem("tenth"): 10}
POINTS = 1.0
"""Percentage points by which a share and a fraction may differ: 33 percent are a third."""

LARGER = {"second": "minute", "minute": "hour", "hour": "day", "day": "week"} | {
    "month": "year",
    "year": "decade",
}
SMALLER_IN = {"minute": 60, "hour": 60, "day": 24, "week": 7, "year": 12, "decade": 10}
"""Units of time by the next larger one, and how many of the smaller one make it."""
UNITS_OF_TIME = {stem(unit): unit for unit in {*LARGER, *LARGER.values()}}

HALF_DAY = 12
QUARTER = stems("quarter")
CONSECUTIVE = stems("consecutive straight successive")
MORE = frozenset(map(stem, ("more", "less", "fewer")))
ONE = frozenset(("a", "an"))
AND_A_HALF = ["and", "a", "half"]


def restated_places(
    text: str, tokens: Sequence[Token], evidence: Sequence[SourceSentence]
) -> frozenset[int]:
    """Return the places of amounts and units that the evidence holds in another notation."""
    found: set[int] = set()
    for place, percent in _percents(tokens):
        if any(
            _close(percent, share) for s in evidence for _, share in _fractions(s.text, s.tokens)
        ):
            found.add(place)
    for place, share in _fractions(text, tokens):
        if any(
            _close(percent, share) for s in evidence for percent in _shares(s, tokens[place].key)
        ):
            found.update((place - 1, place) if tokens[place - 1].kind == "number" else (place,))
    for place, value, unit in _times(tokens):
        if any(
            _same_time(value, unit, other, other_unit)
            for sentence in evidence
            for _, other, other_unit in _times(sentence.tokens)
        ):
            first = max(0, place - 4)
            found.update(n for n in range(first, place + 1) if _counts(tokens, n, place))
    for place, of_day in _clocks(tokens):
        if any(of_day == held for s in evidence for _, held in _clocks(s.tokens)):
            found.update((place, place + 1))
    for place, quarter in _quarters(tokens):
        if any(quarter == held for s in evidence for _, held in _quarters(s.tokens)):
            found.add(place)
    rows = {key for s in evidence for _, key in _in_a_row(s.tokens)}
    found.update(place for place, key in _in_a_row(tokens) if other_form(key) in rows)
    return frozenset(found)


def _shares(held: SourceSentence, written: str) -> Iterator[float]:
    """Yield the percentages of a sentence, and its fractions in percent if not `written` there."""
    yield from (percent for _, percent in _percents(held.tokens))
    if written not in held.key_set:
        yield from (100 * share for _, share in _fractions(held.text, held.tokens))


def _clocks(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield times of the day in minutes: "22:00", "10pm", "7.30 p.m.", "7:30am"."""
    for place, token in enumerate(tokens):
        if token.kind != "number":
            continue
        hour, _, minutes = token.text.partition(".")
        after = [*tokens[place + 1 : place + 3]]
        if after and adjoining(token, after[0]) and len(after[0].text) == len("00"):
            minutes = after.pop(0).text
        elif not after or after[0].key not in ("am", "pm"):
            continue
        if len(hour) <= len("22") and f"{hour}{minutes}".isdecimal():
            half = after[0].key if after else ""
            shift = (half == "pm") - (half in ("am", "pm") and int(hour) == HALF_DAY)
            yield place, (int(hour) + HALF_DAY * shift) * 60 + int(minutes or 0)


def _quarters(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """Yield quarters of a year: "Q2", "second quarter"."""
    for place, token in enumerate(tokens):
        if len(token.key) == 2 and token.key[0] == "q" and token.key[1].isdecimal():
            yield place, f"#{token.key[1]}th"
        elif token.key in QUARTER and place and tokens[place - 1].key.endswith("th"):
            yield place - 1, tokens[place - 1].key


def _in_a_row(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """Yield places and keys of numbers of a row: "five straight", "fifth consecutive"."""
    for place, (number, after) in enumerate(pairwise(tokens)):
        if number.kind == "number" and after.key in CONSECUTIVE:
            yield place, number.key


def other_form(key: str) -> str:
    """Return the key of "fifth" for that of the number "five", and the reverse."""
    return key.removesuffix("th") if key.endswith("th") else key + "th"


def _close(percent: float, share: float) -> bool:
    return abs(percent - 100 * share) <= POINTS


def _percents(tokens: Sequence[Token]) -> Iterator[tuple[int, float]]:
    """Yield percentages by the place of their number."""
    for place, token in enumerate(tokens):
        if _is_cardinal(token):
            counted = counted_by(tokens, place)
            if counted and counted.key in PERCENT and counted.text.lower() != "cents":
                yield place, float(token.key[1:])


def _fractions(text: str, tokens: Sequence[Token]) -> Iterator[tuple[int, float]]:
    """Yield fractions by the place of their denominator: "a fifth", "two thirds", "half"."""
    for place, token in enumerate(tokens):
        slash = text[token.start - 1 : token.start] == "/"
        if place and slash and adjoining(tokens[place - 1], token):  # "1/3", no score of 1-3
            above, below = int(tokens[place - 1].text), int(token.text)
            if 0 < above < below <= max(DENOMINATORS.values()):
                yield place, above / below
        parts = DENOMINATORS.get(stem(token.text.lower()))
        if parts is None or not place:
            continue
        before, after = tokens[place - 1], tokens[place + 1 : place + 2]
        of_a_thing = bool(after) and after[0].content and after[0].key not in MORE
        one = before.text.lower() in {*ONE, "one"} and not of_a_thing
        if token.key == "half" and _is_no_share(tokens, place):
            continue
        if one or token.key == "half":  # "half of them", "half the seats"
            yield place, 1 / parts
        elif before.kind == "number" and before.key[1:].isdigit() and token.text.endswith("s"):
            yield place, int(before.key[1:]) / parts


def _is_no_share(tokens: Sequence[Token], place: int) -> bool:
    """Whether a half is one of two, or of a unit: "first half", "half an hour", "and a half"."""
    return (
        (tokens[place - 1].kind == "number" and not _is_cardinal(tokens[place - 1]))
        or not ONE.isdisjoint(_forms(tokens[place + 1 : place + 2]))
        or _forms(tokens[max(0, place - 2) : place + 1]) == AND_A_HALF
    )


def _times(tokens: Sequence[Token]) -> Iterator[tuple[int, float, str]]:
    """Yield spans of time by the place of their unit: "30 months", "an hour and a half"."""
    for place, token in enumerate(tokens):
        unit = UNITS_OF_TIME.get(token.key)
        if unit is None or not place:
            continue
        before = tokens[place - 1]
        half = _forms(tokens[place + 1 : place + 4]) == AND_A_HALF
        number = tokens[max(0, place - 4) : place]
        if _is_cardinal(before):
            yield place, float(before.key[1:]), unit
        elif _forms(number[1:]) == AND_A_HALF and _is_cardinal(number[0]):
            yield place, float(number[0].key[1:]) + 0.5, unit
        elif before.text.lower() in ONE:
            yield place, 1.5 if half else 1.0, unit


def _is_cardinal(token: Token) -> bool:
    return token.kind == "number" and not token.key.endswith("th")


def _counts(tokens: Sequence[Token], place: int, unit: int) -> bool:
    """Whether a token is the unit of a span of time, or its number."""
    between = _forms(tokens[place + 1 : unit])
    return place == unit or (tokens[place].kind == "number" and between in ([], AND_A_HALF))


def _forms(tokens: Sequence[Token]) -> list[str]:
    return [token.text.lower() for token in tokens]


def _same_time(value: float, unit: str, other: float, other_unit: str) -> bool:
    """Whether two spans of time in different units are the same."""
    for one, small, two, large in (
        (value, unit, other, other_unit),
        (other, other_unit, value, unit),
    ):
        if LARGER.get(small) == large and one == two * SMALLER_IN[large]:
            return True
    return False
