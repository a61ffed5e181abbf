"""What the sources do say, but of something else: amounts, dates, one of a kind for another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from summarizer.check.align import Alignment
from summarizer.check.counted import SCALES, WRITTEN
from summarizer.check.findings import SURE, Finding, differs, fault_at, instead
from summarizer.check.lexicon import exclusive, kinds
from summarizer.check.sources import Sources, SourceSentence
from summarizer.check.support import Support, WordSupport, context
from summarizer.check.tokens import METRE, MONTH_KEYS, Token, beside, number_key, stems

CURRENCIES: frozenset[str] = frozenset().union(*WRITTEN[1:])
MONEY_REACH = 4
"""Tokens after a number within which its currency is told: "5 million US dollars"."""

UNITS = stems(
    "percent cent year month week day hour minute second mile kilometre centimetre millimetre "
    "metre foot inch yard knot kilogram gram pound ounce tonne ton litre gallon point dollar euro "
    "degree celsius fahrenheit"
)
QUALIFIED = stems("degree percentage")
"""Words before a unit that are told with it: "degrees Celsius", "percentage points"."""
SAME_UNITS = (*WRITTEN, stems("ton tonne"), stems("degree celsius"), stems("degree fahrenheit"))
RANGE = frozenset("to and or by x".split())
"""Words between two numbers of one unit: "5 to 7 miles"."""
LAST_DAY = 31

EASY_NUMBERS = frozenset(("#0", "#1", "#2", "#3", "#1th", "#2th"))
"""Numbers that a writer may count out for himself ("two men" for two names)."""

APART = 4
"""Tokens within which a source joins a number and its unit: "between 5 and 7 million"."""

ENOUGH_SHARED = 2
"""Neighbours that a word and another of its kind share from which the two stand in one place."""


def find_misplaced(
    text: str, alignment: Alignment, words: Sequence[WordSupport], sources: Sources
) -> Iterator[Finding]:
    """Yield what the sources hold, but never together with what it stands with here."""
    yield from _amounts(text, alignment.tokens, sources)
    yield from _units(text, alignment.tokens, sources)
    yield from _another_of_its_kind(alignment, words, sources)


def _amounts(text: str, tokens: Sequence[Token], sources: Sources) -> Iterator[Finding]:
    """Yield numbers that are said, but not of this unit, currency, month or name."""
    for place, token in enumerate(tokens):
        if not _plain(token) or token.key not in sources.keys or token.key in sources.spaced:
            continue
        for partner in _partners(text, tokens, place, sources):
            if not _together(token.key, partner, sources):
                first, last = sorted((token, partner), key=lambda one: one.start)
                said = text[first.start : last.end]
                other = _same_number(token, sources) or _other_number(partner, sources)
                reason = differs(said, other) if other else f"“{said}” is not said in the sources"
                yield Finding("number", SURE, reason, first.start, last.end)
                break


def _units(text: str, tokens: Sequence[Token], sources: Sources) -> Iterator[Finding]:
    """Yield amounts in a unit or currency in which no source has the number, but in another."""
    for place, token in enumerate(tokens):
        # Written out ("two days later") a number often is the writer's own.
        mine = _unit(tokens, place) if token.text[:1].isdigit() else None
        if mine is None or _tells_age(text, tokens[mine]):
            continue
        if (token.key, tokens[mine].key) in sources.pairs:
            continue
        held = [
            (sources.sentences[sentence], where, unit)
            for sentence, where in sources.where.get(token.key, ())
            if (unit := _unit(sources.sentences[sentence].tokens, where)) is not None
        ]
        if held and not any(_agree(tokens[mine], one.tokens[unit]) for one, _, unit in held):
            source, where, unit = held[0]
            other = _measured(source.text, source.tokens, where, unit)
            said = _measured(text, tokens, place, mine)
            yield fault_at("number", SURE, differs(said, other), token)


def _unit(tokens: Sequence[Token], place: int) -> int | None:
    """Return where the unit of a number stands: a sign before it, or words soon after it.

    Both numbers of a range have the same one.
    """
    if place and tokens[place - 1].key in CURRENCIES and tokens[place - 1].kind == "sign":
        return place - 1
    following = list(range(place + 1, min(place + 2 * MONEY_REACH, len(tokens))))
    if len(following) > 1 and tokens[place + 1].text in RANGE:
        following = following[1:]
    if following and tokens[following[0]].kind == "number":
        following = following[1:]
    following = following[: MONEY_REACH - 1]
    while len(following) > 1 and tokens[following[0]].key in {*SCALES, *QUALIFIED}:
        if tokens[following[1]].key not in UNITS:
            break
        following = following[1:]
    if following and tokens[following[0]].key in {*UNITS, "%"}:
        return following[0]
    words = takewhile(lambda where: tokens[where].kind == "word", following)
    metres = next((where for where in following[:1] if tokens[where].text == "m"), None)
    return next((where for where in words if tokens[where].key in CURRENCIES), metres)


def _unit_key(token: Token) -> str:
    return METRE if token.text == "m" else token.key


def _same_unit(one: str, other: str) -> bool:
    return one == other or any(one in forms and other in forms for forms in SAME_UNITS)


def _agree(one: Token, other: Token) -> bool:
    """Whether two units say the same, or may: "120m" is short for millions, too."""
    for unit, money in ((one, other), (other, one)):
        if unit.text == "m" and money.key in CURRENCIES:
            return True
    return _same_unit(_unit_key(one), _unit_key(other))


def _tells_age(text: str, unit: Token) -> bool:
    return unit.key == "year" and text[unit.end : unit.end + 4].strip("- ").startswith("old")


def _measured(text: str, tokens: Sequence[Token], place: int, unit: int) -> str:
    return text[tokens[min(place, unit)].start : tokens[max(place, unit)].end]


def _plain(token: Token) -> bool:
    counted = token.key in EASY_NUMBERS and not token.text.isdigit()  # "one year on"
    return token.kind == "number" and not token.key.endswith("th") and not counted


def _partners(text: str, tokens: Sequence[Token], place: int, sources: Sources) -> Iterator[Token]:
    """Yield the tokens beside a number that it makes one amount, date or name with."""
    token = tokens[place]
    if place + 1 < len(tokens):
        after = tokens[place + 1]
        joined = text[token.end : after.start].strip() in ("", "-") and not after.upper
        known = after.key in UNITS and after.key in sources.keys
        if joined and not _tells_age(text, after) and (known or after.key in SCALES):
            yield after
    if place:
        before = tokens[place - 1]
        gap = text[before.end : token.start]
        scaled = tokens[place + 1 : place + 2] and tokens[place + 1].key in SCALES
        if before.kind == "sign" and before.key in sources.keys and not scaled:
            yield before
        elif before.upper and gap == "-" and before.key in sources.keys:
            yield before  # "Covid-19", "Boeing-737"
        elif (
            gap == " "
            and before.key in MONTH_KEYS
            and _is_day(token)
            and _other_number(before, sources)
        ):
            yield before


def _is_day(token: Token) -> bool:
    return token.text.isdigit() and 0 < int(token.text) <= LAST_DAY


def _together(number: str, other: Token, sources: Sources) -> bool:
    """Whether a source has a number and its partner close together, in any spelling."""
    mine = frozenset((other.key, _unit_key(other)))  # "m" may be either
    for sentence, place in (*sources.where.get(number, ()), *sources.where.get(number + "th", ())):
        held = sources.sentences[sentence]
        end = held.tokens[place].end
        glued = held.text[end : end + 1].isalpha()
        if glued and all(token.start != end for token in held.tokens[place + 1 : place + 2]):
            return True  # "12.4s" may be seconds
        near = held.tokens[max(0, place - APART) : place + APART + 1]
        keys = {key for token in near for key in (token.key, _unit_key(token))}
        if any(_same_unit(key, one) for one in keys for key in mine):
            return True
    scale = SCALES.get(other.key)
    if scale and number_key(float(number[1:]) * scale) in sources.keys:
        return True  # "5,000,000"
    return any(
        number in keys and any(_same_unit(key, one) for one in keys for key in mine)
        for keys in sources.title_keys
    )


def _same_number(token: Token, sources: Sources) -> str:
    """Return how the sources go on after a number that they count in hundreds or millions."""
    for number, place in sources.where.get(token.key, ()):
        sentence = sources.sentences[number]
        following = sentence.tokens[place + 1 : place + 2]
        if following and following[0].key in SCALES:
            return sentence.text[sentence.tokens[place].start : following[0].end]
    return ""


def _other_number(partner: Token, sources: Sources) -> str:
    """Return the first amount, or day of the month, that the sources give with a word."""
    for number, place in sources.where.get(partner.key, ()):
        sentence = sources.sentences[number]
        near = sentence.tokens[max(0, place - 1) : place + 2]
        for token in near:
            if not _plain(token) or (partner.key in MONTH_KEYS and not _is_day(token)):
                continue
            first, last = sorted((token, sentence.tokens[place]), key=lambda one: one.start)
            said = sentence.text[first.start : last.end]
            if len(said) <= len(first.text) + len(last.text) + 1:
                return said
    return ""


def _another_of_its_kind(
    alignment: Alignment, words: Sequence[WordSupport], sources: Sources
) -> Iterator[Finding]:
    """Yield one of a kind where the evidence has another in the same place.

    The word is said somewhere, but nowhere among as many of its neighbours.
    """
    written = frozenset(token.key for token in alignment.tokens)
    for word in words:
        token = word.token
        if word.support > Support.SOURCES or token.key not in kinds() or token.key in UNITS:
            continue
        place = alignment.tokens.index(token)
        near = context(alignment.tokens, place)
        own = max(
            (
                len(near & context(sources.sentences[number].tokens, where))
                for number, where in sources.where.get(token.key, ())
            ),
            default=ENOUGH_SHARED,
        )
        for sentence in (sources.sentences[number] for number in alignment.evidence):
            other = _in_its_place(alignment.tokens, place, sentence, written)
            if other is None:
                continue
            around = context(sentence.tokens, other)
            both_there = token.key in around  # "firefighters and paramedics"
            if len(near & around) > max(own, ENOUGH_SHARED - 1) and not both_there:
                reason = instead(token.text, sentence.tokens[other].text)
                yield fault_at("kind", SURE, reason, token)
                break


def _in_its_place(
    tokens: Sequence[Token], place: int, sentence: SourceSentence, written: frozenset[str]
) -> int | None:
    """Return where a sentence has another of a word's kind between the same two words."""
    around = beside([token.key for token in tokens], place)
    if len(around) < 2:
        return None
    for where, other in enumerate(sentence.keys):
        same_sides = beside(sentence.keys, where) == around
        if same_sides and other not in written and exclusive(tokens[place].key, other):
            return where
    return None
