"""Words as the checker compares them: lower case, without endings, numbers by value.

A `Token` keeps its place in the text, so that every finding can be shown where it
stands. Two tokens say the same word when their `key`s are equal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from summarizer.characters import PAIRED, UNSPACED
from summarizer.check.glyphs import NUMERAL, read_run, value_of
from summarizer.late import late
from summarizer.text.english import MAGNITUDES, MONTHS, NUMBERS, TENS, WEEKDAYS
from summarizer.text.irregular import BASES
from summarizer.text.scripts import MARKS

SUFFIXES = {"k": "thousand", "m": "million", "mn": "million", "bn": "billion", "tn": "trillion"}
SUFFIXES |= {"B": "billion", "T": "trillion"} | {k.upper(): SUFFIXES[k] for k in SUFFIXES}
MEASURES = (
    "kilometre: km kms kmh kph; centimetre: cm; millimetre: mm; mile: mi mph; foot: ft; "
    "kilogram: kg kgs; gram: g; tonne: t; pound: lb lbs; ounce: oz; litre: l; "
    "second: sec secs; minute: min mins; hour: h hr hrs; celsius: C; fahrenheit: F"
)
"""Units as they are written short after a number."""
HALVES_OF_DAY = {"am": "am", "AM": "am", "pm": "pm", "PM": "pm"}
_SHORT = "|".join((*SUFFIXES, *MAGNITUDES, *HALVES_OF_DAY, *re.findall(r"\w+(?=[ ;]|$)", MEASURES)))

_JOINED = "\u0590-\u06d3"
"""Hebrew and Arabic, which write "and" and "in" at the front of a number."""
_LETTER = rf"[^\W\d_{UNSPACED}]"
TOKEN = late(
    r"(?P<abbreviation>(?:[A-Za-z]\.){2,})"
    rf"|(?P<numeral>{NUMERAL})"
    rf"|(?P<glyph>(?!\d)[{UNSPACED}])"
    r"|(?P<number>\d{1,3}(?:\.\d{3})+,\d{1,2}(?![\d,])|\d{1,3}(?:\.\d{3}){2,}|\d+(?:[,٬，]\d{3})+(?:[.٫．]\d+)?|\d+,\d{1,2}(?![\d,])|\d+(?:[.٫．]\d+)?)"
    r"(?P<scale>[千百]?[万萬亿億]|兆)?"
    rf"(?P<suffix>st|nd|rd|th|s|{_SHORT})?"
    rf"(?![^\W_{PAIRED}])"
    rf"|(?P<code>[^\W_{PAIRED}{_JOINED}]*\d[^\W_{PAIRED}]*)"
    rf"|(?P<word>{_LETTER}(?:{_LETTER}|(?!\d)[{MARKS}])*(?:[’']{_LETTER}+)*)"
    r"|(?P<sign>[%$£€¥])"
)
"""One pass over a text; hyphens part words, so that "one-year" meets "one year". Scripts
without spaces (Chinese, Japanese, Thai) are compared by their characters."""

SMALL_NUMBERS = {word: value for value, word in enumerate(NUMBERS)}
ORDINALS = {
    word: value + 1
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh "
        "twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth "
        "nineteenth twentieth".split()
    )
}
BASE = 10
RANK = "no#rank"

_ASCII_NUMBER = str.maketrans({",": None, "٬": None, "，": None, "٫": ".", "．": "."})

MAY = "may#month"
MONTH_SHORT = {name[:3]: name for name in MONTHS} | {"sept": "september"}
WEEKDAY_SHORT = {
    "mon": "monday", "tue": "tuesday", "tues": "tuesday", "wed": "wednesday",
    "thu": "thursday", "thur": "thursday", "thurs": "thursday", "fri": "friday",
    "sat": "saturday",
}  # fmt: skip

STOPWORDS = frozenset(
    "a an the and or but nor so yet if then than that this these those there here which who whom "
    "whose what when where why how of in on at by for from to with about into onto over under "
    "after before between during through against within without upon up down out off as until "
    "while since because although though despite be am is are was were been being do does did "
    "done doing have has had having will would shall should can could may might must ought i me "
    "my mine we us our ours you your yours he him his she her hers it its they them their theirs "
    "himself herself itself themselves myself yourself ourselves not no never none neither also "
    "too very just only own same such more most other another some any each every all both few "
    "several many much again further once ever s t re ve ll d m via per amid among amongst along "
    "around across toward towards like unlike whether however therefore thus".split()
)
"""Words that carry grammar rather than news. Not those of `text.stopwords`, which tell languages
apart and grow with them: the packaged scorer was trained with these."""

NEGATIONS = frozenset(
    "not no never none nobody nothing neither nor nowhere without cannot hardly barely "
    "scarcely".split()
)
MODALS = frozenset(
    "may might could would should must possibly perhaps maybe likely unlikely probably allegedly "
    "alleged reportedly suspected potentially potential expected planned proposed set due hope "
    "hopes hoped consider considering considered plan plans planning want wants claim claims "
    "claimed suggest suggests suggested appear appears appeared seem seems seemed accused "
    "believed".split()
)
"""Words that make a statement less than a fact."""

NO_VERBS = frozenset(
    """man woman child person foot tooth mouse wife life knife thief half crisis analysis medium
    good bad far""".split()
)
"""Irregular words that are nouns or compared."""
POINTING = frozenset("he she it they we his her its their this that these those there".split())
"""Words by which a clause or sentence speaks of what the one before it named."""

AMERICAN = {
    "isation": "ization", "iser": "izer", "is": "iz", "our": "or", "ller": "ler", "ll": "l",
    "mm": "m", "enc": "ens", "ogu": "og", "lys": "lyz", "tr": "ter", "br": "ber",
}  # fmt: skip
"""Ends of stems in British and in American spelling: "organis", "colour", "cancell", "metr"."""
BRITISH = tuple(AMERICAN)
LEAST_BRITISH = 6
"""Letters from which a stem may have one, but for "metr": "hour" and "hill" are no such words."""

CONTRACTIONS = {"won't": "will", "can't": "can", "shan't": "shall", "ain't": "be"}
SCALES_ABROAD = {
    word: stem_word
    for stem_word, words in {
        "million": "mio millionen millones millón milioni milione milhões milhão miljoen miljoner "
        "mln milion miliony milionów млн миллион миллиона миллионов мільйон мільйонів milyon",
        "billion": "mrd milliarden milliarde milliard milliards miliardi miliardo bilhão bilhões "
        "mld miljard miljarder miliard miliardy miliardów млрд миллиард миллиарда миллиардов "
        "мільярд мільярдів milyar",
    }.items()
    for word in words.split()
}
"""Million and billion in other languages, and as these shorten them."""
FOLDED = str.maketrans({"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"'})
VOWELS = frozenset("aeiouy")
SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign by its place.

    Attributes:
        text: as written.
        key: what it is compared by: "arriv" for "arrived", "#12" for "12" and "twelve".
        start, end: offsets into the text it was read from.
        kind: "word", "number" or "sign".
        upper: the first letter is a capital.
        content: it carries news, not grammar.
    """

    text: str
    key: str
    start: int
    end: int
    kind: str
    upper: bool
    content: bool


def number_key(value: float, ordinal: bool = False) -> str:
    """Return the key of a number: equal for equal values, ordinals apart."""
    return f"#{value:.10g}" + ("th" if ordinal else "")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a lower-case word without its inflection: "banning" and "banned" give "ban".

    Only endings that leave the meaning alone go, and a final "e" with them; the rest
    of the word may be no word itself. British and American spelling give the same.
    """
    word = BASES.get(word, word)
    if len(word) <= SHORTEST_STEM:
        return word
    for ending, put in (("sses", "ss"), ("ies", "y"), ("ied", "y"), ("ying", "y")):
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            return word[: -len(ending)] + put
    if word.endswith("ly") and len(word) > 5:
        word = word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
        if word.endswith(("xe", "che", "she", "sse", "ze")):
            word = word[:-1]
    if word.endswith("eed"):
        return word
    for ending in ("ing", "ed"):
        root = word[: -len(ending)]
        if word.endswith(ending) and len(root) >= 2 and VOWELS & set(root):
            doubled = len(root) > 2 and root[-1] == root[-2] and root[-1] not in "lsz"
            word = root[:-1] if doubled else root
            break
    if word in ("note", "not"):
        return "note"  # never the "not" that denies; that one does not come here
    word = word[:-1] if word.endswith("e") and len(word) > SHORTEST_STEM else word
    for ending, put in AMERICAN.items() if word.endswith(BRITISH) else ():
        if word.endswith(ending) and (len(word) >= LEAST_BRITISH or len(put) > len(ending)):
            return word[: -len(ending)] + put
    return word


UNIT_KEYS = HALVES_OF_DAY | {
    short: stem(word)
    for word, shorts in (unit.split(": ") for unit in MEASURES.split("; "))
    for short in shorts.split()
}
"""How a unit is written short after a number: its key. "m" is read as million."""
METRE = stem("metre")


def stems(words: str) -> frozenset[str]:
    """Return what some lower-case words, with spaces between, are compared by."""
    return frozenset(map(stem, words.split()))


def is_past(form: str) -> bool:
    """Return whether a lower-case word is written as a past: "sold", "moved", not "need", "men"."""
    base = BASES.get(form, form)
    if base != form:
        return base not in NO_VERBS
    return form.endswith("ed") and form[-3:] != "eed"


def content_keys(tokens: Iterable[Token]) -> frozenset[str]:
    """Return the keys of the tokens that carry news."""
    return frozenset(token.key for token in tokens if token.content)


def beside(keys: Sequence[str], place: int) -> tuple[str, ...]:
    """Return the keys right before and after a place: none for the first, one for the last."""
    return (keys[place - 1], *keys[place + 1 : place + 2]) if place else ()


def adjoining(one: Token, other: Token) -> bool:
    """Return whether one sign parts two short numbers in digits: "22:00", "1/3", "3-0"."""
    short = max(len(one.text), len(other.text)) <= len("100")
    return short and other.start - one.end == 1 and (one.text + other.text).isdecimal()


MONTH_KEYS = frozenset((MAY, *map(stem, MONTHS)))
CALENDAR = MONTH_KEYS | frozenset(map(stem, WEEKDAYS))
"""Keys of the months and days."""


def _word_tokens(text: str, start: int) -> list[Token]:
    """Return the token of a plain word, with "not" beside it where it is contracted."""
    folded = text.translate(FOLDED)
    lower = folded.lower()
    upper = text[0].isupper()
    if lower == "n't":
        return [Token(text, "not", start, start + len(text), "word", upper, False)]
    if lower.endswith("n't"):
        root = CONTRACTIONS.get(lower, lower[:-3])
        cut = start + max(len(text) - 3, 1)
        return [
            Token(text[:-3], stem(root), start, cut, "word", upper, False),
            Token("not", "not", cut, start + len(text), "word", False, False),
        ]
    for ending in ("'s", "'re", "'ve", "'ll", "'d", "'m"):
        if lower.endswith(ending) and len(lower) > len(ending):
            lower = lower[: -len(ending)]
            text = text[: -len(ending)]
            break
    return [_plain(text, lower, start, upper)]


def _plain(text: str, lower: str, start: int, upper: bool) -> Token:
    end = start + len(text)
    if lower in SMALL_NUMBERS:
        return Token(text, number_key(SMALL_NUMBERS[lower]), start, end, "number", upper, True)
    if lower in TENS:
        return Token(text, number_key(TENS[lower]), start, end, "number", upper, True)
    if lower in ORDINALS:
        return Token(text, number_key(ORDINALS[lower], True), start, end, "number", upper, True)
    lower = MONTH_SHORT.get(lower, lower) if upper else lower
    lower = WEEKDAY_SHORT.get(lower, lower) if upper else lower
    if text == "May":
        # The month; "may" the verb stays a word of grammar.
        return Token(text, MAY, start, end, "word", upper, True)
    known = SCALES_ABROAD.get(lower, lower).replace("'", "")
    known = known if known.isascii() else unicodedata.normalize("NFC", known)
    content = known not in STOPWORDS
    return Token(text, stem(known), start, end, "word", upper, content)


_GLYPH = "glyph"


def _in_pieces(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens with characters of scripts without spaces as the pieces that they begin."""
    place = 0
    while place < len(tokens):
        last = place
        while last < len(tokens) and tokens[last].kind == _GLYPH:
            if last > place and tokens[last].start != tokens[last - 1].end:
                break
            last += 1
        if last == place:
            yield tokens[place]
            place += 1
            continue
        run = tokens[place:last]
        for token, (piece, telling) in zip(
            run, read_run("".join(token.text for token in run)), strict=True
        ):
            yield replace(token, text=piece, key=piece, kind="word", content=telling)
        place = last


def _value(number: str, points: bool) -> float:
    """Return the value of a number in the digits of any script; "4,75" is German for "4.75".

    "1.200.000" is in groups wherever it stands, "1.200" only where `points` says so.
    """
    if _GROUPS.fullmatch(number) and (points or "," in number or number.count(".") > 1):
        number = number.replace(".", "").replace(",", ".")
    elif _DECIMAL_COMMA.fullmatch(number):
        number = number.replace(",", ".")
    return float(number.translate(_ASCII_NUMBER))


_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}")
_GROUPS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")


def _number_tokens(found: re.Match[str], points: bool) -> list[Token]:
    value = _value(found["number"], points)
    if found["scale"]:
        value *= value_of(found["scale"])
    suffix = found["suffix"] or ""
    start, end = found.span()
    if suffix == "g" and value < BASE:
        return [Token(found[0], found[0], start, end, "word", False, True)]  # a network of 5G
    if suffix in ("st", "nd", "rd", "th"):
        return [Token(found[0], number_key(value, True), start, end, "number", False, True)]
    middle = end - len(suffix)
    tokens = [
        Token(found[0][: middle - start], number_key(value), start, middle, "number", False, True)
    ]
    if suffix in MAGNITUDES:
        tokens.append(Token(suffix, stem(suffix), middle, end, "word", False, True))
    elif suffix in SUFFIXES:
        tokens.append(Token(suffix, stem(SUFFIXES[suffix]), middle, end, "word", False, True))
    elif suffix in UNIT_KEYS:
        tokens.append(Token(suffix, UNIT_KEYS[suffix], middle, end, "word", False, True))
    return tokens


@lru_cache(maxsize=4096)
def tokenize(text: str, points: bool = False) -> tuple[Token, ...]:
    """Return the tokens of `text` in order; punctuation other than % $ £ € ¥ is left out.

    Args:
        text: any text.
        points: a point before three digits groups them, as in German: "1.200" is 1200.
    """
    tokens: list[Token] = []
    for found in TOKEN.finditer(text):
        start, end = found.span()
        if found["abbreviation"]:
            lower = found[0].replace(".", "").lower()
            tokens.append(Token(found[0], lower, start, end, "word", found[0][0].isupper(), True))
        elif found["number"]:
            tokens.extend(_number_tokens(found, points))
        elif found["numeral"]:
            key = number_key(value_of(found[0]))
            tokens.append(Token(found[0], key, start, end, "number", False, True))
        elif found["glyph"]:
            tokens.append(Token(found[0], found[0], start, end, _GLYPH, False, True))
        elif found["code"]:
            tokens.append(Token(found[0], found[0].lower(), start, end, "word", True, True))
        elif found["word"]:
            tokens.extend(_word_tokens(found[0], start))
        else:
            tokens.append(Token(found[0], found[0], start, end, "sign", False, False))
    return tuple(_compound(text, list(_in_pieces(tokens))))


def _compound(text: str, tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens with what two together mean: "twenty-one", "2016-17", "may 30"."""
    place = 0
    while place < len(tokens):
        token = tokens[place]
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        tens, ones = TENS.get(token.text.lower()), None
        if tens and after is not None and after.start - token.end == 1:
            ones = {**SMALL_NUMBERS, **ORDINALS}.get(after.text.lower())
        if tens and after is not None and ones and ones < BASE:
            key = number_key(tens + ones, after.text.lower() in ORDINALS)
            written = f"{token.text}-{after.text}"
            yield Token(written, key, token.start, after.end, "number", token.upper, True)
            place += 2
        elif after is not None and token.key == "no" and after.text.isdigit():
            yield replace(token, key=RANK)  # "No 1" denies nothing
            place += 1
        elif after is not None and token.text == "may" and _is_day(after):
            yield replace(token, key=MAY, upper=True, content=True)  # in a text without capitals
            place += 1
        elif place and (unit := _unit(text, tokens[place - 1], token)):
            yield replace(token, key=unit, upper=False, content=True)  # "7 am"
            place += 1
        elif token.kind == "number" and token.key.endswith("th") and _in_date(tokens, place):
            yield replace(token, key=token.key.removesuffix("th"))  # "June 4th"
            place += 1
        elif after is not None and token.kind == "number" and _is_next_year(text, token, after):
            yield from (token, replace(after, key=number_key(int(token.text) + 1)))
            place += 2
        else:
            yield token
            place += 1


def _unit(text: str, number: Token, unit: Token) -> str:
    """Return the key of a unit that stands short after a number: "7 am", "5 °C", "640 m"."""
    gap = text[number.end : unit.start]
    if number.kind != "number" and (gap, unit.text) != ("/", "h"):  # "km/h"
        return ""
    if unit.text in ("C", "F") and "°" not in gap:
        return ""
    return "million" if unit.text == "m" else UNIT_KEYS.get(unit.text, "")


def _is_day(token: Token) -> bool:
    return token.kind == "number" and float(token.key.strip("#th")) in range(1, 32)


def _in_date(tokens: Sequence[Token], place: int) -> bool:
    """Whether a month stands beside: "June 4th", "4th of June", "June 4th and 5th"."""
    first = last = place
    while first > 1 and _joined(tokens, first - 2):
        first -= 2
    while _joined(tokens, last):
        last += 2
    after = [token for token in tokens[last + 1 : last + 3] if token.text != "of"][:1]
    return any(token.key in MONTH_KEYS for token in (*tokens[max(0, first - 1) : first], *after))


def _joined(tokens: Sequence[Token], place: int) -> bool:
    """Whether a number and the one after the next token are joined: "4th and 5th"."""
    number, *rest = tokens[place : place + 3]
    return (
        len(rest) > 1 and number.kind == rest[1].kind == "number" and rest[0].text in ("and", "to")
    )


def _is_next_year(text: str, year: Token, after: Token) -> bool:
    """Whether two numbers are a season of two years: "2016-17"."""
    return (
        len(year.text) == len("2016")
        and year.text.isdecimal()
        and len(after.text) == len("17")
        and after.text.isdecimal()
        and text[year.end : after.start] in ("-", "–", "/", "--")
        and (int(year.text) + 1) % 100 == int(after.text)
    )
