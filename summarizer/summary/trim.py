"""Shorter forms of a sentence, by leaving out whole parts at clause borders.

Only words are left out; none is added or moved (a new first letter is made a capital).
A part goes only when what is left stays a sentence and stays true: never a negation, a
condition, a hedge, or who it is that claims something.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.domain import Span
from summarizer.salience.openings import connective_end, quotes_balance

MIN_WORDS_LEFT = 6
"""A sentence is not cut below this: what is left of a shorter one says too little."""
MAX_VARIANTS = 8
"""Most variants per sentence: three parts give eight, more is rare."""

_AGENCY = r"\((?:AP|Reuters|REUTERS|CNN|AFP|UPI|DPA|PTI|ANI|Xinhua|Bloomberg|[A-Z][\w .&]{1,24})\)"
_PLACE = r"[A-Z][\w.’'-]*(?:[ ,/]+[A-Z][\w.’'-]*){0,5}"
_DATELINE = re.compile(
    rf"(?:\(CNN\)\s*(?:[-–—]+\s*)?|(?:{_PLACE},? )?{_AGENCY}\s*[-–—]+\s*|"
    rf"{_PLACE} \((?:AP|Reuters|REUTERS|CNN|AFP|UPI)\)\s+(?=[A-Z“\"])|"
    r"[A-Z][A-Z.’' ]{2,}(?:, [A-Z][\w. ]{1,20})?(?: \([^()]{1,30}\))?\s*(?:[–—]|--?)\s+)"
)
"""An agency's "BEIJING (AP) — ", "Seoul (CNN) ", "LOS ANGELES – "."""

_KEEPERS = re.compile(
    r"\b(?:not|no|never|nor|neither|none|nobody|nothing|without|unless|except|if|although|though|"
    r"despite|however|but|only|until|whether|alleged\w*|reported\w*|suspected|claim\w*|apparent\w*|"
    r"purported\w*|likely|unlikely|possibl\w*|probabl\w*|perhaps|maybe|(?-i:may)|might|could|would|"
    r"so-called|denie[sd]|deny\w*|doubt\w*|disput\w*|unconfirmed|unverified|"
    r"accord\w*|said|says|told|n['’]t)\b|n['’]t\b",
    re.IGNORECASE,
)
"""Words that a part may not take away with it: they change what is claimed, or by whom."""

_PAREN = re.compile(r"\s*\((?P<inner>[^()]{1,80})\)")
_RELATIVE = re.compile(r",\s+(?:who|which|whose|whom|where)\b")
_TAIL = re.compile(
    r",\s+(?:including|adding|leaving|making|marking|bringing|giving|becoming|following|"
    r"according to\b|while|as\b(?! well)|with\b|after\b|when\b|where\b)(?=\s)[^,]*"
)
_VERB_NEXT = re.compile(
    r"(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|did|does|"
    r"said|says|told|added|also|now|then|later|became|began|came|died|fell|found|gave|got|held|"
    r"kept|knew|led|left|lost|made|met|paid|ran|rose|saw|sent|set|spent|spoke|stood|"
    r"took|went|won|wrote|[a-z]{3,}ed|[a-z]{3,}s)\b"
)


@dataclass(frozen=True, slots=True)
class Trim:
    """A sentence with parts left out.

    Attributes:
        text: what is left, as a sentence.
        kept: spans of the original that are left, in order.
    """

    text: str
    kept: tuple[Span, ...]


def trim_sentence(text: str) -> list[Trim]:
    """Return shorter forms of `text`, longest first; empty when nothing can go.

    A dateline and a pure connective ("However, ") are left out of every form. White
    space inside the kept spans is as in the original; in `Trim.text` it is single.
    """
    start = _body_start(text)
    parts = _parts(text, start)
    found: dict[str, Trim] = {}
    for chosen in _subsets(len(parts)):
        drops = _merge([parts[i] for i in chosen])
        trim = _apply(text, start, drops)
        if trim is not None:
            found.setdefault(trim.text, trim)
    found.pop(" ".join(text.split()), None)
    return sorted(found.values(), key=lambda trim: -len(trim.text))[:MAX_VARIANTS]


def _body_start(text: str) -> int:
    match = _DATELINE.match(text)
    start = match.end() if match and len(text[match.end() :].split()) >= MIN_WORDS_LEFT else 0
    return start + connective_end(text[start:])


def _parts(text: str, start: int) -> list[Span]:
    """Spans that may go, at most three, the longest."""
    found = [*_parentheses(text, start), *_relatives(text, start), *_tails(text, start)]
    found = [span for span in found if not _KEEPERS.search(text, *span)]
    found = [span for span in found if quotes_balance(text[span[0] : span[1]])]
    found = [span for span in found if not _inside_quotes(text, span)]
    return sorted(sorted(found, key=lambda span: span[0] - span[1])[:3])


def _parentheses(text: str, start: int) -> list[Span]:
    return [match.span() for match in _PAREN.finditer(text, start)]


def _relatives(text: str, start: int) -> list[Span]:
    """Spans like ", who led the talks," before a verb, or ", which …" to the end."""
    found: list[Span] = []
    end = _end_of_words(text)
    for match in _RELATIVE.finditer(text, start):
        comma = text.find(",", match.end())
        if comma < 0:
            found.append((match.start(), end))
        elif _VERB_NEXT.match(text[comma + 1 :].lstrip()) and comma - match.end() < 120:
            found.append((match.start(), comma + 1))
    return found


def _tails(text: str, start: int) -> list[Span]:
    """The last part after a comma where it only adds."""
    end = _end_of_words(text)
    return [m.span() for m in _TAIL.finditer(text, start, end) if m.end() == end]


def _end_of_words(text: str) -> int:
    """Where the closing punctuation begins."""
    return len(text.rstrip().rstrip(".!"))


def _inside_quotes(text: str, span: Span) -> bool:
    before = text[: span[0]]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def _subsets(count: int) -> list[tuple[int, ...]]:
    return [tuple(i for i in range(count) if mask >> i & 1) for mask in range(1 << count)]


def _merge(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _apply(text: str, start: int, drops: list[Span]) -> Trim | None:
    kept: list[Span] = []
    at = start
    for drop_start, drop_end in drops:
        kept.append((at, drop_start))
        at = drop_end
    kept.append((at, len(text)))
    kept = [span for span in kept if text[span[0] : span[1]].strip()]
    joined = " ".join(" ".join(text[s:e].split()) for s, e in kept)
    joined = re.sub(r"\s+([.,;:!?])", r"\1", joined)
    nothing_left_out = not drops and not start
    if nothing_left_out or len(joined.split()) < MIN_WORDS_LEFT:
        return None
    return Trim(joined[:1].upper() + joined[1:], tuple(kept))
