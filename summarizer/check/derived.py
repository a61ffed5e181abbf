"""Numbers that a writer works out: rounded, as a share, in another unit of time, as a difference.

"Nearly 490,000" for 487,300, "a fifth" for 20 percent, "two and a half years" for 30 months, "five
cents less" for 35 cents after 40. No source writes them, and yet the evidence bears them out. Each
needs its sign: a word for about, a fraction, a unit, a comparison; a bare number must be held.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from summarizer.check.counted import SCALES, WRITTEN, counted_by, same_thing
from summarizer.check.sources import SourceSentence
from summarizer.check.tokens import Token, stem, stems
from summarizer.text.english import MONTHS

BELOW = frozenset("nearly almost under below close short".split())
ABOVE = frozenset("over above exceeding".split())
ABOUT = frozenset("about around some roughly approximately".split())
THAN = {"more": ABOVE, "less": BELOW, "fewer": BELOW}
"""Words before a number by which it is rounded: up, down, either way; and those before "than"."""

REACH = 3
"""Tokens before a number, or after what it counts, in which its sign is looked for."""

MOST = 20
"""Numbers of a source sentence that are taken from each other; with more it is a table."""

OFF = 0.1
"""Share of a rounded number by which it may be off."""

MORE_OR_LESS = stems(
    "more less fewer high low up down gain rise grow increase fall drop lose loss difference by"
)
REST = stems("other others remain remaining rest")
LATER = stems("later earlier after before within over in between")
"""Words beside a number that is a difference: of two amounts, of a part and its whole, of dates."""

PERCENT = WRITTEN[0]
DENOMINATORS = {
    stem(word): value
    for value, word in enumerate("half third quarter fifth sixth seventh eighth".split(), start=2)
} | {stem("tenth"): 10}
ORDINAL = "th"
POINTS = 0.5
"""Percentage points by which a share and a fraction may differ."""
PERCENT_AS_FRACTION = 1.0

LARGER = {"second": "minute", "minute": "hour", "hour": "day", "day": "week"} | {
    "month": "year",
    "year": "decade",
}
SMALLER_IN = {"minute": 60, "hour": 60, "day": 24, "week": 7, "year": 12, "decade": 10}
"""Units of time by the next larger one, and how many of the smaller one make it."""
UNITS_OF_TIME = {stem(unit): unit for unit in {*LARGER, *LARGER.values()}}

MONTH_NUMBERS = {stem(name): number for number, name in enumerate(MONTHS)}
YEARS = range(1500, 2100)
YEAR = 12
ONE = frozenset(("a", "an"))
AND_A_HALF = ["and", "a", "half"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its scale and what it counts or measures.

    Attributes:
        value: "1.2 million" is 1,200,000.
        counted: the word or sign, None where there is none.
        place: its token.
        last: the token behind the number, its scale and "and a half".
    """

    value: float
    counted: Token | None
    place: int
    last: int

    @property
    def measure(self) -> frozenset[str]:
        """The forms of its currency or percent sign; empty for what counts things."""
        key = self.counted.key if self.counted and self.counted.text.lower() != "cents" else ""
        return next((forms for forms in WRITTEN if key in forms), frozenset())


def derived_places(tokens: Sequence[Token], evidence: Sequence[SourceSentence]) -> frozenset[int]:
    """Return the places of the numbers, and units of time, that the evidence bears out so."""
    held = [[*_quantities(sentence.tokens)] for sentence in evidence]
    found: set[int] = set()
    for said in _quantities(tokens):
        if (
            _is_rounded(tokens, said, held)
            or _is_difference(tokens, said, held)
            or _is_between(tokens, said, evidence)
            or _is_share_of(said, evidence, held)
        ):
            found.update(range(said.place, said.last))
    for place, value in _fractions(tokens):
        if _has_percent(100 * value, evidence, held, PERCENT_AS_FRACTION):
            found.update((place - 1, place) if tokens[place - 1].kind == "number" else (place,))
    for place, value, unit in _times(tokens):
        if any(
            _same_time(value, unit, other, other_unit)
            for sentence in evidence
            for _, other, other_unit in _times(sentence.tokens)
        ):
            found.update(
                n for n in range(max(0, place - 4), place + 1) if _counts(tokens, n, place)
            )
    return frozenset(found)


def _quantities(tokens: Sequence[Token]) -> Iterator[Quantity]:
    for place, token in enumerate(tokens):
        if token.kind != "number" or token.key.endswith(ORDINAL):
            continue
        value, last = float(token.key[1:]), place + 1
        while last < len(tokens) and tokens[last].key in SCALES:
            value *= SCALES[tokens[last].key]
            last += 1
        counted = counted_by(tokens, place)
        if counted is not None and counted.kind != "sign" and last > place + 1:
            counted = counted_by(tokens, last - 1)
        yield Quantity(value, counted, place, last)


def _alike(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers may be of one sort: of the same currency, both shares, or both counts."""
    return one.measure == other.measure


def _of_its_thing(said: Quantity, held: Sequence[Quantity]) -> list[Quantity]:
    """Return the numbers that count what one counts; where there are none, all of its sort."""
    sort = [other for other in held if _alike(said, other)]
    if said.counted is None or said.measure:
        return sort
    same = [other for other in sort if same_thing(said.counted, other.counted)]
    return same or sort


def _is_rounded(
    tokens: Sequence[Token], said: Quantity, held: Sequence[Sequence[Quantity]]
) -> bool:
    first = said.place - (said.place > 0 and tokens[said.place - 1].kind == "sign")
    before = _forms(tokens[max(0, first - REACH) : first])
    signs = frozenset(before)
    for word, way in pairwise(before):
        if way == "than" and word in THAN:
            signs |= THAN[word]
    step = _step(said.value)
    for other in _of_its_thing(said, [one for found in held for one in found]):
        off = other.value - said.value
        if not step or abs(off) > OFF * said.value:
            continue
        if signs & BELOW and -step < off < 0:
            return True
        if signs & ABOVE and 0 < off < step:
            return True
        if signs & ABOUT and abs(off) <= step / 2:
            return True
    return False


def _step(value: float) -> float:
    """Return the worth of the last digit that is no zero: 10,000 of 490,000."""
    if not 0 < value < math.inf:
        return 0.0
    digits = f"{value:.6e}".split("e")[0].rstrip("0").rstrip(".")
    return 10.0 ** (math.floor(math.log10(value)) - max(len(digits) - 2, 0))


def _is_difference(
    tokens: Sequence[Token], said: Quantity, held: Sequence[Sequence[Quantity]]
) -> bool:
    near = {t.key for t in tokens[max(0, said.place - REACH) : said.last + REACH]}
    if not near & (MORE_OR_LESS | REST):
        return False
    for found in held:
        for one, other in combinations(found[:MOST], 2):
            if not _alike(one, other) or abs(one.value - other.value) != said.value:
                continue
            if near & REST or (one.counted and same_thing(one.counted, other.counted)):
                return True
    return False


def _is_between(
    tokens: Sequence[Token], said: Quantity, evidence: Sequence[SourceSentence]
) -> bool:
    """Whether a number of months or years lies between two dates of the evidence."""
    unit = said.counted.key if said.counted else ""
    near = {t.key for t in tokens[max(0, said.place - REACH) : said.last + REACH]}
    if unit not in UNITS_OF_TIME or not near & LATER:
        return False
    tokens_held = [token for sentence in evidence for token in sentence.tokens]
    if unit == stem("year"):
        numbers = (float(t.key[1:]) for t in tokens_held if t.kind == "number" and t.text.isdigit())
        years = {number for number in numbers if number in YEARS}
        return any(abs(one - other) == said.value for one, other in combinations(years, 2))
    months = [MONTH_NUMBERS[t.key] for t in tokens_held if t.key in MONTH_NUMBERS and t.upper]
    return unit == stem("month") and any(
        (later - first) % YEAR == said.value for first, later in pairwise(months)
    )


def _is_share_of(
    said: Quantity, evidence: Sequence[SourceSentence], held: Sequence[Sequence[Quantity]]
) -> bool:
    """Whether a percentage is a fraction that the evidence has, or a part of its whole."""
    return said.measure == PERCENT and _has_percent(said.value, evidence, held, POINTS, own=False)


def _has_percent(
    percent: float,
    evidence: Sequence[SourceSentence],
    held: Sequence[Sequence[Quantity]],
    off: float,
    *,
    own: bool = True,
) -> bool:
    shares = [100 * share for s in evidence for _, share in _fractions(s.tokens)]
    for sentence, found in zip(evidence, held, strict=True):
        if own:
            shares += [one.value for one in found if one.measure == PERCENT]
        for one, other in pairwise(found):
            between = sentence.keys[one.last : other.place]
            part, whole = sorted((one.value, other.value))
            if "of" in between and whole and not one.measure and not other.measure:
                shares.append(100 * part / whole)
    return any(abs(percent - share) <= off for share in shares)


def _fractions(tokens: Sequence[Token]) -> Iterator[tuple[int, float]]:
    """Yield fractions by the place of their denominator: "a fifth", "two thirds", "half"."""
    for place, token in enumerate(tokens):
        parts = DENOMINATORS.get(stem(token.text.lower()))
        if parts is None or not place:
            continue
        before, after = tokens[place - 1], tokens[place + 1 : place + 2]
        of_a_thing = bool(after) and after[0].content and after[0].key not in MORE_OR_LESS
        one = before.text.lower() in {*ONE, "one"} and not of_a_thing
        if one or token.key == "half":  # "half of them", "half the seats"
            yield place, 1 / parts
        elif before.kind == "number" and before.key[1:].isdigit() and token.text.endswith("s"):
            yield place, int(before.key[1:]) / parts


def _times(tokens: Sequence[Token]) -> Iterator[tuple[int, float, str]]:
    """Yield spans of time by the place of their unit: "30 months", "an hour and a half"."""
    for place, token in enumerate(tokens):
        unit = UNITS_OF_TIME.get(token.key)
        if unit is None or not place:
            continue
        before = tokens[place - 1]
        half = _forms(tokens[place + 1 : place + 4]) == AND_A_HALF
        number = tokens[max(0, place - 4) : place]
        if before.kind == "number" and not before.key.endswith(ORDINAL):
            yield place, float(before.key[1:]), unit
        elif _forms(number[1:]) == AND_A_HALF and number[0].kind == "number":
            yield place, float(number[0].key[1:]) + 0.5, unit
        elif before.text.lower() in ONE:
            yield place, 1.5 if half else 1.0, unit


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
