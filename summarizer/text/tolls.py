"""The dead, injured and missing that a sentence counts, in the wordings of news."""

from __future__ import annotations

import re

from summarizer.text.english import NUMBERS, counted

_NO_PART = r"(?<![-.,\d])"
"""Of another number: "twenty-three", "2.5 million"."""
_NO_AGE = r"(?<!\baged )(?<!man of )(?<!boy of )(?<!girl of )"
_NUMBER = (
    rf"{_NO_PART}{_NO_AGE}(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d+|{counted(2, 19)})"
    r"(?! more\b(?! than\b))"
)
_TOLLS = tuple(
    (kind, re.compile(pattern.replace("NUMBER", _NUMBER), re.IGNORECASE))
    for kind, pattern in (
        (
            "dead",
            r"\btoll\b[^.;,\d]{0,90}? (?:to|at|is|was|of|hits?|reache[sd]|passed|above)"
            r"(?: at least| about| nearly| more than)? NUMBER\b",
        ),
        ("dead", r"\bNUMBER(?: [^\W\d]+){0,4}? (?:dead|died|killed|perished|bodies)\b"),
        ("dead", r"\blives of (?:at least |about |nearly )?NUMBER\b"),
        ("dead", r"\bclaim(?:s|ed|ing) (?:at least |about |nearly )?NUMBER lives\b"),
        ("dead", r"\bkill(?:s|ed|ing)(?: at least| about| some| nearly| more than)? NUMBER\b"),
        ("injured", r"\bNUMBER(?: [^\W\d]+){0,4}? (?:injured|wounded|hurt)\b"),
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


def tolls_of(text: str) -> dict[str, str]:
    """Return the dead, injured and missing that a sentence counts, as written.

    A sentence with a year tells of another disaster as well and counts for nothing.
    """
    found: dict[str, str] = {}
    if _YEAR.search(text):
        return found
    for kind, pattern in _TOLLS:
        if match := pattern.search(text):
            found.setdefault(kind, match["number"].lower())
    if not found and (match := _ABROAD.search(text)):
        found["dead"] = match["number"]
    return found


def toll_value(number: str) -> int:
    """Return the number that a toll is written as."""
    return NUMBERS.index(number) if number in NUMBERS else int(re.sub("[.,]", "", number))
