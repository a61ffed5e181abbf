"""What is seen of a sentence by itself: its length, its marks, the kinds of its words."""

from __future__ import annotations

import re
from functools import lru_cache

from summarizer.lengths import count_words
from summarizer.salience.openings import connective_end, opens_dangling
from summarizer.text.runs import runs_of
from summarizer.western import table, western

_NUMBER = re.compile(r"\d")
_CAPITAL = re.compile(r"\s[“\"'(]?[A-Z]")
_ACCORDING = re.compile(r"\baccording to\b")
_FUTURE = re.compile(r"\b(?:plans? to|expected to|set to|due to|going to)\b")
_TIME = re.compile(r"\b(?:last (?:week|month|year|night)|this (?:week|month|year|morning))\b")
_SPEECH, _COMING, _WHEN, _PERSON, _THIRD, _CONTRAST, _FINDING = "swdptcf"
_ASKS_ACCORDING, _ASKS_FUTURE, _ASKS_TIME, _PLAIN = "AFT "
_WORDS = {
    _SPEECH: "said says told added stated wrote tweeted announced",
    _COMING: "will scheduled",
    _WHEN: """Monday Tuesday Wednesday Thursday Friday Saturday Sunday today yesterday tomorrow
        January February March April June July August September October November December""",
    _FINDING: "found show shows showed died dead court police study won beat",
    _ASKS_ACCORDING: "according",
    _ASKS_FUTURE: "plan plans expected set due going",
    _ASKS_TIME: "last this",
}
"""Words that count, as they are written, and those that begin a phrase that does."""
_WORDS_ANY_CASE = {
    _PERSON: "i we my our me us you your",
    _THIRD: "he she they his her their him them it its",
    _CONTRAST: "but however although though despite while yet",
}
_FINDING_STEMS = (
    "reveal", "report", "accus", "charg", "arrest", "kill", "injur", "research", "claim", "launch",
    "sign",
)  # fmt: skip
_KNOWN = 50_000
"""Words whose kind is remembered."""


class _Kinds(dict[str, str]):
    """What kind of word a run of letters is, as one character each, found once."""

    def __missing__(self, run: str) -> str:
        if len(self) > _KNOWN:
            self.clear()
        kind = _KIND_OF_ANY_CASE.get(run.lower()) or _KIND_OF.get(run)
        if kind is None:
            kind = _FINDING if run.startswith(_FINDING_STEMS) else _PLAIN
        self[run] = kind
        return kind


def _by_word(words_of: dict[str, str]) -> dict[str, str]:
    return {word: kind for kind, words in words_of.items() for word in words.split()}


_KIND_OF, _KIND_OF_ANY_CASE = _by_word(_WORDS), _by_word(_WORDS_ANY_CASE)


_KIND = _Kinds()
_CALLS = (
    "scroll down", "click", "read more", "follow us", "follow him", "follow her", "sign up",
    "subscribe", "email", "e-mail", "watch the", "watch this", "watch below", "http", "www.", "@",
    "copyright", "all rights reserved", "not for distribution", "contributed to this", "helpline",
    "samaritans",
)  # fmt: skip
_CALLS_WITH_COLON = re.compile(r"photo(?:graph)?s?:|video:")
_CAPTION = re.compile(
    r"^(?:[A-Z][\w’' -]{2,30}:\s|.*\((?:left|right|pictured|above|centre|center)\)"
    r"|.*\bpictured\b|.*\b(?:above|below)\b\))"
)

SURFACE_NAMES = tuple(
    """words long_words digits capitals quote_marks all_quote opens_quote speech future time person
    third contrast finding call caption question exclaims dangles connective colon bracket commas
    ends_plain""".split()
)


def _calls(lower: str) -> bool:
    """Whether a text in lower case bids its reader something, or is the page's."""
    if [call for call in _CALLS if call in lower]:
        return True
    return ":" in lower and _CALLS_WITH_COLON.search(lower) is not None


_LONGEST_LABEL = 32
"""Characters up to the colon of a caption's label."""
_CAPTION_ENDS = ("left)", "right)", "above)", "centre)", "center)", "below)")


def _may_be_caption(text: str) -> bool:
    if ":" in text[:_LONGEST_LABEL] or "pictured" in text:
        return True
    return ")" in text and any(end in text for end in _CAPTION_ENDS)


def _shape(character: str) -> str:
    if character.isdecimal():
        return "0"
    if character.isspace():
        return " "
    if character in "“\"'(":
        return '"'
    return "A" if "A" <= character <= "Z" else "a"


_SHAPES = table(_shape)


def _digits_and_capitals(text: str) -> tuple[int, int]:
    """Return how many digits there are, and how many capitals behind a space or an opening mark."""
    plain = western(text)
    if plain is None:
        return len(_NUMBER.findall(text)), len(_CAPITAL.findall(text))
    shapes = plain.translate(_SHAPES)
    return shapes.count(b"0"), shapes.count(b" A") + shapes.count(b' "A')


@lru_cache(maxsize=1024)  # among several articles each is looked at by itself, too
def surface_of(text: str) -> tuple[float, ...]:
    """Return what is seen of a sentence by itself, in the order of `SURFACE_NAMES`."""
    size = max(count_words(text), 1)
    marks = text.count('"') + text.count("“") + text.count("”")
    kinds = "".join(map(_KIND.__getitem__, runs_of(text)))
    digits, capitals = _digits_and_capitals(text)
    last = text.rstrip()[-1:]
    return (
        min(size, 80),
        len(text) / size,
        digits / size,
        capitals / size,
        min(marks, 6),
        float(text[:1] in '"“' and last in '"”'),
        float(text[:1] in "\"“'‘`"),
        float(_SPEECH in kinds or (_ASKS_ACCORDING in kinds and bool(_ACCORDING.search(text)))),
        float(_COMING in kinds or (_ASKS_FUTURE in kinds and bool(_FUTURE.search(text)))),
        float(_WHEN in kinds or (_ASKS_TIME in kinds and bool(_TIME.search(text)))),
        kinds.count(_PERSON) / size,
        kinds.count(_THIRD) / size,
        float(_CONTRAST in kinds),
        float(kinds.count(_FINDING)),
        float(_calls(text.lower())),
        float(_may_be_caption(text) and bool(_CAPTION.match(text))),
        float("?" in text),
        float("!" in text),
        float(opens_dangling(text)),
        float(connective_end(text) > 0),
        float(":" in text),
        float("(" in text),
        min(text.count(","), 8),
        float(last in ".!?\"”’'"),
    )
