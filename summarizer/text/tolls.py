"""The dead, injured and missing that a sentence counts, in the wordings of news."""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.text.english import NUMBERS, TENS, counted
from summarizer.text.stopwords import stop_words

_NO_PART = r"(?<![-.,\d])(?<!hundred )(?<!hundred and )"
"""Of another number: "2.5 million", "a hundred and five"."""
_NO_AGE = r"(?<!\baged )(?<!man of )(?<!boy of )(?<!girl of )"
_WORDS = rf"(?:{'|'.join(TENS)})(?:-(?:{counted(1, 9)}))?|{counted(2, 19)}"
_NUMBER = (
    rf"{_NO_PART}{_NO_AGE}(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d+|{_WORDS})"
    r"(?! more\b(?! than\b)| (?:hundred|thousand|million|billion|dozen)\b|[.,]\d|-\w)"
)
"""Not of what it is the first word of: "two hundred", "12-year-old"."""
_SUFFERED = (
    r"(?! (?:at least |about |some |nearly |more than |over )?"
    rf"(?:(?:\d[\d,]*|{_WORDS})(?! (?:hour|day|week|month|year|mile|metre|meter)s?\b)"
    r"|dozens|scores|hundreds|thousands|several|many)\b)"
)
"""Behind the verb, of those whom it befell: not "two gunmen killed 12 people"."""
_TOLLS = tuple(
    (kind, re.compile(pattern.replace("NUMBER", _NUMBER), re.IGNORECASE))
    for kind, pattern in (
        (
            "dead",
            r"\btoll\b[^.;,\d]{0,90}? (?:to|at|is|was|of|hits?|reache[sd]|passed|above)"
            r"(?: at least| about| nearly| more than)? NUMBER\b",
        ),
        (
            "dead",
            rf"\bNUMBER(?: [^\W\d]+){{0,4}}? (?:dead|died|perished|bodies|killed{_SUFFERED})\b",
        ),
        ("dead", r"\blives of (?:at least |about |nearly )?NUMBER\b"),
        ("dead", r"\bclaim(?:s|ed|ing) (?:at least |about |nearly )?NUMBER lives\b"),
        ("dead", r"\bkill(?:s|ed|ing)(?: at least| about| some| nearly| more than)? NUMBER\b"),
        ("injured", rf"\bNUMBER(?: [^\W\d]+){{0,4}}? (?:injured|wounded|hurt)\b{_SUFFERED}"),
        ("missing", r"\bNUMBER(?: [^\W\d]+){0,4}? missing\b"),
    )
)
"""What every outlet words its own way; compared within one story whatever the wording."""

_ABROAD = re.compile(
    r"(?<![\d.,])(?<!otros )(?<!otras )(?<!outros )(?<!outras )(?<!weitere )(?<!autres )"
    r"(?<!altri )"
    r"(?P<number>\d{1,3}(?:\.\d{3})+|\d+)"
    r"(?: (?:personas|pessoas|Menschen|personnes|persone|los|las|os|han|sind|wurden|ont|été))*"
    r" (?:muert[oa]s|murieron|fallecid[oa]s|fallecieron|mort[oa]s|morreram|morti|morts|mortes"
    r"|tué[es]{1,2}|Tote|Todesopfer|starben|getötet|gestorben)\b(?! (?:más|mais|plus|in più)\b)",
    re.IGNORECASE,
)
"""The dead, counted in digits, in Spanish, Portuguese, German, French and Italian."""

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DEAD = re.compile(
    r"toll|dead|died|kill|perish|bodies|lives|mue?r|falle|mort|tué|tote|starb|getötet|gestorben",
    re.IGNORECASE,
)
"""What a sentence that counts dead holds at least."""
_FLOOR = re.compile(r"\b(?:at least|more than|over|above) $", re.IGNORECASE)
_NEARLY = re.compile(
    r"\b(?:some|about|around|nearly|almost|roughly|up to|as many as) $", re.IGNORECASE
)
_PLACE = re.compile(r"\b(?:in|at|for) (?:the )?(?:[a-z]+ )?([A-Z]\w+)")
_OF = re.compile(r"(?:[- ](?P<of>[^\W\d]+))?")
_ANYBODY = frozenset(
    "people persons lives others dead victims deaths fatalities killed died".split()
)
_NOBODY = frozenset(
    """hours days weeks months years minutes times miles kilometers kilometres metres meters feet
    percent per million billion year day hour""".split()
)


def tolls_of(text: str) -> dict[str, str]:
    """Return the dead, injured and missing that a sentence counts, as written.

    A sentence with a year tells of another disaster as well and counts for nothing.
    """
    return {kind: match["number"].lower() for kind, match in _matches(text).items()}


def _matches(text: str) -> dict[str, re.Match[str]]:
    found: dict[str, re.Match[str]] = {}
    if _YEAR.search(text):
        return found
    for kind, pattern in _TOLLS:
        if match := pattern.search(text):
            found.setdefault(kind, match)
    if not found and (match := _ABROAD.search(text)):
        found["dead"] = match
    return found


@dataclass(frozen=True, slots=True)
class Dead:
    """How many dead a sentence counts.

    Attributes:
        count: their number.
        of: whom it counts, in lower case without a plural's s ("miner", "bodie"); "" for people.
        floor: there may be more: "at least 12".
        nearly: there may be a few more or fewer: "about 12".
        place: behind which character of the sentence the number stands.
    """

    count: int
    of: str
    floor: bool
    nearly: bool
    place: int


def dead_in(text: str) -> Dead | None:
    """Return the dead that a sentence counts, as `tolls_of` reads them; None for none."""
    found = _matches(text).get("dead") if _DEAD.search(text) else None
    if found is None:
        return None
    start, end = found.span("number")
    behind = _OF.match(text, end)
    of = (behind["of"] or "").lower() if behind else ""
    if of in _NOBODY:
        return None
    anybody = of in _ANYBODY or of.endswith("ed") or of in stop_words("en")
    floor, nearly = (mark.search(text, 0, start) is not None for mark in (_FLOOR, _NEARLY))
    of = "" if anybody else of.rstrip("s")
    return Dead(toll_value(found["number"].lower()), of, floor, nearly, end)


def toll_value(number: str) -> int:
    """Return the number that a toll is written as."""
    tens, _, ones = number.partition("-")
    if tens in TENS:
        return TENS[tens] + (NUMBERS.index(ones) if ones else 0)
    return NUMBERS.index(number) if number in NUMBERS else int(re.sub("[.,]", "", number))


def places_of(clause: str) -> set[str]:
    """Return where those of a toll were: "12 people in southern Velm", "the toll in Velm"."""
    return set(_PLACE.findall(clause))
