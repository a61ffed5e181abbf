"""Words, content words, names and numbers of a text: shared by all who compare texts.

Everything comes back in a plain form that two texts share when they mean the same:
lower case, straight quotes, no possessive "'s", no dots in initials. "US" and "U.S."
become "u.s.", never the pronoun "us".
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib import resources

from summarizer.text.stopwords import stop_words

CACHED_LENGTH = 4_000
"""Longer texts are not cached: they are rarely asked for twice and would fill memory."""

CACHE_SIZE = 16_384

_QUOTES = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "‚": "'",
        "‛": "'",
        "`": "'",
        "´": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "‟": '"',
        "«": '"',
        "»": '"',
        "‐": "-",
        "‑": "-",
        "‒": "-",
        "–": "-",
        "—": "-",
        "―": "-",
        "−": "-",
        "…": "...",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\u00ad": None,
        "\u200b": None,
        "\u200c": None,
        "\u200d": None,
        "\u2060": None,
        "\ufeff": None,
    }
)

_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0eff\u1000-\u109f"
_TOKEN = re.compile(
    rf"(?P<initials>(?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?![\w{_MARKS}]))?)"
    r"|(?P<number>\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|m|bn|k)?(?![^\W_]))"
    rf"|(?P<word>[\w{_MARKS}]+(?:'[\w{_MARKS}]+)*)"
)
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")

_PRONOUN_BEFORE = frozenset(
    """about around at behind between by contact email follow for give help join let tell to
    with""".split()
)
"""What stands before the pronoun when a line is all in capitals ("JOIN US")."""


def normalise(text: str) -> str:
    """Return `text` in NFC with straight quotes and plain dashes, without invisible characters."""
    return unicodedata.normalize("NFC", text).translate(_QUOTES)


def words(text: str) -> tuple[str, ...]:
    """Return the words of `text` in order, in lower case.

    Hyphens part words; "China's" gives "china"; "U.S." and "US" give "u.s.", other
    initials lose their dots. Scripts without spaces give pairs of characters.
    """
    return _words_cached(text) if len(text) <= CACHED_LENGTH else _words(text)


def content_words(text: str, language: str | None = None) -> tuple[str, ...]:
    """Return `words(text)` without function words and single letters, in order.

    Args:
        text: any text.
        language: whose function words leave; None for English and the common others.
    """
    if len(text) <= CACHED_LENGTH:
        return _content_cached(text, language)
    return _content(text, language)


@lru_cache(maxsize=CACHE_SIZE)
def _words_cached(text: str) -> tuple[str, ...]:
    return _words(text)


@lru_cache(maxsize=CACHE_SIZE)
def _content_cached(text: str, language: str | None) -> tuple[str, ...]:
    return _content(text, language)


def _words(text: str) -> tuple[str, ...]:
    text = normalise(text)
    shouted = text == text.upper() and text != text.lower()
    unspaced = _UNSPACED.search(text) is not None
    found: list[str] = []
    for match in _TOKEN.finditer(text):
        token = match.group()
        kind = match.lastgroup
        if kind == "initials":
            found.append(_initials(token))
        elif kind == "number":
            found.append(token.lower())
        elif unspaced and _UNSPACED.match(token):
            found.extend(_pairs(token))
        else:
            found.append(_plain(token, found, shouted))
    return tuple(word for word in found if word)


def _initials(token: str) -> str:
    letters = token.replace(".", "").lower()
    return "u.s." if letters in ("us", "usa") else letters


def _plain(token: str, before: list[str], shouted: bool) -> str:
    if token in ("US", "USA") and not (shouted and before and before[-1] in _PRONOUN_BEFORE):
        return "u.s."
    token = token.lower()
    if "'" not in token and "_" not in token:
        return token
    token = token.strip("_'")
    if token.endswith("'s"):
        base = token[:-2]
        return "u.s." if base == "us" and not shouted else base
    return token


def _pairs(run: str) -> list[str]:
    """Cut a run of characters without spaces into overlapping pairs."""
    return [run] if len(run) < 3 else [run[i : i + 2] for i in range(len(run) - 1)]


def _content(text: str, language: str | None) -> tuple[str, ...]:
    stops = stop_words(language)
    return tuple(
        word
        for word in words(text)
        if word not in stops and (len(word) > 1 or word.isdigit() or not word.isascii())
    )


_SMALL = {
    word: value
    for value, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty".split(),
        start=2,
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_SCALE = {
    "hundred": 100,
    "thousand": 10**3,
    "k": 10**3,
    "million": 10**6,
    "m": 10**6,
    "mn": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "b": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
    "dozen": 12,
}
_NUMBER = re.compile(
    r"(?P<digits>\d+(?:[.,]\d+)*)(?P<tail>-?(?:hundred|thousand|k|million|mn?|billion|bn?|trillion|tn)\b"
    r"|[  -](?:hundred|thousand|million|mn|billion|bn|trillion|tn)\b)?"
    rf"|\b(?P<word>{'|'.join(_SMALL)})(?:-(?P<unit>two|three|four|five|six|seven|eight|nine|one))?"
    r"(?:[ -](?P<scale>hundred|thousand|million|billion|trillion|dozen))?\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=CACHE_SIZE)
def numbers(text: str) -> tuple[str, ...]:
    """Return the numbers of `text` in order, in one form: "10,000" and "ten thousand" give "10000".

    Written-out numbers from two to ninety-nine count, with hundred to trillion; "one"
    does not (it is mostly a pronoun). A number of a date or a time is a number too.
    """
    return tuple(_value(match) for match in _NUMBER.finditer(normalise(text)))


def _value(match: re.Match[str]) -> str:
    if match["digits"]:
        digits, tail = _digits(match["digits"]), (match["tail"] or "").strip(" -").lower()
        value = float(digits) * _SCALE.get(tail, 1) if len(digits) < 16 else 0.0
        if not tail or not value:
            return digits
    else:
        value = _SMALL[match["word"].lower()]
        value += {"one": 1, **_SMALL}.get((match["unit"] or "").lower(), 0)
        value *= _SCALE.get((match["scale"] or "").lower(), 1)
    return f"{value:.10g}" if value < 1e10 and value % 1 else f"{value:.0f}"


def _digits(text: str) -> str:
    """Drop the marks between thousands; a decimal comma becomes a point."""
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text):
        return text.replace(",", "")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?", text):
        return text.replace(".", "").replace(",", ".")
    if re.fullmatch(r"\d+,\d{1,2}", text):
        return text.replace(",", ".")
    return text if text.count(".") <= 1 and "," not in text else text.replace(",", "")


_NAME_WORD = r"(?:[^\W\d_a-zß-öø-ÿ][\w'&]*(?:-[\w']+)*|(?:al|el|bin|ibn)-[^\W\d_][\w']+)"
_LINK = r"(?:of|de|del|la|le|du|da|di|van|von|der|den|bin|ibn|al|el|y|e|for the|of the|on|&)"
_RUN = re.compile(
    rf"\b{_NAME_WORD}(?:(?<=\b[^\W\d_])\.|(?<=\bSt)\.)?"
    rf"(?: (?:{_LINK} )?{_NAME_WORD}(?:(?<=\b[^\W\d_])\.|(?<=\bSt)\.)?|[ -]\d+\b)*"
)
_ACRONYM = re.compile(r"(?:[^\W\d_]\.){2,}")
_HONORIFICS = frozenset(
    "mr mrs ms miss dr prof sir dame lord lady sen rep gov gen lt col capt sgt rev hon".split()
)
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_CALENDAR = _WEEKDAYS | frozenset(
    "january february march april may "
    "june july august september october november december jan feb mar apr jun jul aug sept sep "
    "oct nov dec spring summer autumn fall winter christmas".split()
)
_SENTENCE_START = re.compile(r"(?:^|[.!?…:;]['\")\]]*\s|[\"(\[]|\s['\"]|[\n•*|]|\s-\s)\s*$")


@lru_cache(maxsize=CACHE_SIZE)
def names(text: str) -> tuple[str, ...]:
    """Return the names in `text`, in order, each once: capitalised runs and acronyms.

    A capitalised word that opens a sentence counts only with a second capital after it
    or where it is not a common word in lower case ("Sullivan met", not "Officials met").
    Honorifics, possessives, weekdays and months are left out; "US" and "U.S." give "US".
    A text without lower-case letters gives none.
    """
    text = _ACRONYM.sub(lambda match: match.group().replace(".", ""), normalise(text))
    if text == text.upper():
        return ()
    found: dict[str, None] = {}
    for match in _RUN.finditer(text):
        before = text[max(0, match.start() - 4) : match.start()]
        opens = bool(_SENTENCE_START.search(before))
        for parts in _split_run(match.group()):
            if name := _name(parts, opens=opens):
                found[name] = None
            opens = True
    return tuple(found)


def _split_run(run: str) -> list[list[str]]:
    """Cut a run of capitals where a capitalised function word opens a new sentence."""
    pieces: list[list[str]] = [[]]
    for part in run.split():
        if part[0].isupper() and not part.isupper() and part.lower() in stop_words("en"):
            pieces.append([])
        else:
            pieces[-1].append(part)
    return pieces


def _name(parts: list[str], *, opens: bool) -> str:
    parts = [part.removesuffix("'s").strip("'.") for part in parts]
    while parts and (parts[0].islower() or parts[0].lower() in _HONORIFICS | _WEEKDAYS):
        parts, opens = parts[1:], opens and parts[0].islower()
    if opens and parts and _is_common(parts[0]):
        parts = parts[1:]
    while parts and (parts[0].islower() or parts[0] == "&"):
        parts = parts[1:]
    while parts and (parts[-1].islower() or parts[-1] == "&"):
        parts = parts[:-1]
    if not parts or all(part.lower() in _CALENDAR for part in parts):
        return ""
    joined = " ".join(parts)
    if joined in ("USA", "United States", "United States of America"):
        return "US"
    return joined if len(joined) > 1 else ""


def _is_common(word: str) -> bool:
    lowered = word.lower()
    if word.isupper() and len(word) > 1:
        return False
    return lowered in stop_words("en") or lowered.split("-")[0] in common_words()


@cache
def common_words() -> frozenset[str]:
    """Return some thousands of English words that news mostly writes in lower case."""
    table = resources.files("summarizer") / "data" / "common_words.txt"
    return frozenset(table.read_text("utf-8").split())
