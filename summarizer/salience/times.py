"""Times that a sentence leans on: told from its article's own date, or still to come.

Rules over surface forms, for English; other languages pass as free of both.
"""

from __future__ import annotations

import re
from functools import lru_cache

from summarizer.salience.quoted import QUOTED
from summarizer.text.english import MONTH, MONTHS, WEEKDAY, WEEKDAYS, counted
from summarizer.text.runs import runs_in_order, word_runs

_MONTH = rf"(?-i:{MONTH})"
_UNIT = r"(?:minute|hour|day|night|week|weekend|fortnight|month|quarter|season|year|decade)"
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_PART = r"(?:morning|afternoon|evening|night)"
_COUNT = rf"(?:\d+|an?|{counted(1, 12)}|a few|several|many|some|a couple of)"

_DEICTIC = re.compile(
    rf"\b(?=[acdefilmnoprstwy\d])(?:"  # what a match may begin with: half of all borders are ends
    rf"yesterday|tomorrow|tonight|today"
    rf"|(?:last|next) (?:{_UNIT}|{_SEASON}|{WEEKDAY}|{_MONTH})(?:['’]s)?"
    rf"(?! (?:of|in) (?:the|his|her|its|their|{_MONTH}|\d{{4}})\b)"
    rf"|this (?:past |coming )?(?:{_UNIT}|{_SEASON}|{WEEKDAY}|{_MONTH}|{_PART})\b(?!-)"
    rf"|(?:that|the same|the (?:next|previous|following|preceding|coming|past)) "
    rf"(?:{_UNIT}|{_SEASON}|{_PART}|{WEEKDAY}|{_MONTH})(?! (?:of|in) \d)"
    rf"|(?:in |over |during |within )?(?:the )?(?:recent|coming|past|next|last|previous) "
    rf"(?:(?:{_COUNT}|few|couple of) )?(?:{_UNIT}s)"
    rf"|{_COUNT} (?:more )?{_UNIT}s? (?:ago|earlier|later|hence|from now)"
    rf"|(?:a |the )?(?:day|week|month|year) (?:before|after)(?= ?[,.;]|$)"
    rf"|(?:earlier|later|early|late) in the (?:day|week|month|year)(?! of)"
    rf")\b",
    re.IGNORECASE,
)
_ALONE = frozenset("yesterday tomorrow tonight today".split())
_POINTING = frozenset(
    """last next this that same previous following preceding coming past recent earlier later early
    late""".split()
)
_COUNTED_FROM = frozenset("ago earlier later hence now before after".split())
_LEADS = _POINTING | _COUNTED_FROM
_UNITS = frozenset(
    """minute hour day night week weekend fortnight month quarter season year decade minutes hours
    days nights weeks weekends fortnights months quarters seasons years decades spring summer autumn
    fall winter morning afternoon evening""".split()
).union(WEEKDAYS, MONTHS)
"""A text that `_DEICTIC` matches holds one of `_ALONE`, or a unit with one that leads to it."""
_DATED_AFTER = re.compile(
    rf"[^.;]{{0,12}}?[,(]? ?(?:{WEEKDAY},? )?(?:on |from )?(?:\d{{1,2}} )?"
    rf"(?:{_MONTH}|\b(?:19|20)\d\d\b)",
    re.IGNORECASE,
)
"""An absolute date right after, which resolves it: "next Tuesday, August 27"."""

_DETERMINED_WILL = (
    r"(?<!\bthe )(?<!\bhis )(?<!\bher )(?<!\btheir )(?<!\bof )(?<!\ba )(?<!\bpolitical )"
)
_AHEAD = re.compile(
    rf"{_DETERMINED_WILL}\b(?-i:will)\b(?! of\b)"
    r"|\b(?:won['’]t|shall)\b|\b\w+['’]ll\b"
    r"|\b(?:is|are|was|were|been|be|and|,) (?:\w+ly )?(?:also )?"
    r"(?:set|due|scheduled|expected|slated|planning|poised|likely|bound|going|preparing|planned) "
    r"(?:to\b|for\b)"
    r"|\b(?:is|are) to (?!(?:the|an?|his|her|its|their|this|that|me|us|be)\b)[a-z]+"
    r"|\b(?:is|are) to be [a-z]+(?:ed|en|n|t|ld|de)\b"
    r"|\b(?:plans?|intends?|hopes?|aims?|expects?|vows?|promises?) to (?!the\b|a\b)[a-z]+"
    r"|\b(?:plans?|preparations|talks) (?:is|are) (?:under ?way|in place|being made)\b"
    r"|\bis being (?:prepared|planned|arranged)\b"
    r"|\b(?:upcoming|forthcoming|tomorrow|looking ahead)\b"
    rf"|\bnext (?:{_UNIT}|{_SEASON}|{WEEKDAY}|{_MONTH})\b"
    rf"(?! (?:to|of|he|she|they|it|the|after)\b)"
    rf"|\blater this (?:{_UNIT}|{_SEASON}|{_MONTH})\b"
    rf"|\b(?:in|over|within) the (?:coming|next) (?:\w+ )?{_UNIT}s\b"
    r"|\bin the near future\b",
    re.IGNORECASE,
)
_AHEAD_WORDS = frozenset(
    """will won shall ll set due scheduled expected slated planning poised likely bound going
    preparing planned plan plans intend intends hope hopes aim aims expect expects vow vows promise
    promises preparations talks being upcoming forthcoming tomorrow looking next later coming
    future""".split()
)
"""A text that `_AHEAD` matches holds one of these, or "is to" or "are to"."""
_THE_NEXT = re.compile(rf"\bthe next (?:{_UNIT}|{_PART})\b", re.IGNORECASE)
_ONLY_THEN = re.compile(r"\b(?:next|coming|upcoming|near future)\b", re.IGNORECASE)


@lru_cache(maxsize=4096)  # asked several times of each sentence
def deictic_time(text: str) -> bool:
    """Return whether a time is told that means nothing without the article's date.

    "next week", "last November", "two days earlier", "in the coming weeks". A weekday
    alone is not counted, nor a time with its date beside it ("next Tuesday, August 27").
    """
    if not _may_hold_time(text):
        return False
    return any(not _DATED_AFTER.match(text, m.end()) for m in _DEICTIC.finditer(text))


def deictic_spans(text: str) -> list[tuple[int, int]]:
    """Return the places of the times that `deictic_time` counts, in order."""
    if not _may_hold_time(text):
        return []
    found = (match.span() for match in _DEICTIC.finditer(text))
    return [span for span in found if not _DATED_AFTER.match(text, span[1])]


def _may_hold_time(text: str) -> bool:
    held = word_runs(text)
    if not held.isdisjoint(_ALONE):
        return True
    if held.isdisjoint(_UNITS) or held.isdisjoint(_LEADS):
        return False
    runs = runs_in_order(text)
    return any(
        not _POINTING.isdisjoint(runs[max(place - AHEAD, 0) : place])
        or not _COUNTED_FROM.isdisjoint(runs[place + 1 : place + 1 + BEHIND])
        for place, run in enumerate(runs)
        if run in _UNITS
    )


AHEAD, BEHIND = 4, 2
"""Words within which before a unit of time, and behind it, the word stands that leads to it: "the
past couple of years", "two years from now"."""


def looks_ahead(text: str) -> bool:
    """Return whether the sentence tells what is still to come when it is written.

    "are set to hold", "will travel", "next week", "is being planned". Inside quotation
    marks only the naming of a coming time counts: a promise in a quotation is a claim.
    """
    held = word_runs(text)
    if held.isdisjoint(_AHEAD_WORDS) and ("to" not in held or held.isdisjoint(("is", "are"))):
        return False
    outside = _THE_NEXT.sub(" ", QUOTED.sub(" “” ", text))
    if _AHEAD.search(outside):
        return True
    quoted = " ".join(QUOTED.findall(text))
    return any(_ONLY_THEN.search(m[0]) for m in _AHEAD.finditer(_THE_NEXT.sub(" ", quoted)))
