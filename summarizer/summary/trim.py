"""Shorter forms of a sentence, by leaving out whole parts at clause borders.

Only words are left out; none is added or moved (a new first letter is made a capital, and
a full stop is put where the end was cut). A part goes only when what is left stays a
sentence and stays true: never a negation, a condition, a hedge, or who it is that claims
something, and nothing from within a quotation.

`trim_sentence` drops what an editor drops whatever the room; `shorten_to` drops as much
as a given room asks for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from summarizer.domain import Span, squeeze
from summarizer.lengths import count_words
from summarizer.salience.openings import quotes_balance
from summarizer.salience.substance import comment_tail
from summarizer.summary.clauses import heavy_parts, light_parts
from summarizer.summary.heads import head_end
from summarizer.text.captions import pointers_in
from summarizer.text.runs import word_runs

MIN_WORDS_LEFT = 6
"""A sentence is not cut below this: what is left of a shorter one says too little."""
STUMP = 0.35
"""Share of a sentence that must be left: "Her journey holds weight" is not what it told."""
MAX_VARIANTS = 8
"""Most variants per sentence: three parts give eight, more is rare."""
MAX_PARTS = 3
"""Parts that `trim_sentence` combines: the longest."""
MAX_SHORTENINGS = 10
"""Parts that `shorten_to` combines: a thousand forms at most."""
LONGEST_SOURCE = 120
"""Words of what may be shortened: longer ones are lists or faults of splitting."""
_SPACE_BEFORE = re.compile(r" ([.,])(?![\w.])")
"""Never before a name that begins with its point: "an address in .news"."""
_MARK = re.compile(r"[;:!?](?![\w.])")
"""What a piece may begin with that stands close behind the last; within one it stands as in the
article: French sets a space before it."""
_TWO_STOPS = re.compile(r"(?<!\.)\.\.$")
"""What a cut after "Mo." or "F.B.I." leaves at the end."""
_JOINS_WITHIN = re.compile(
    r"(?<=[\w’'.”\")]),? (?:however|moreover|meanwhile|for example|for instance|nevertheless|"
    r"nonetheless|though|on the other hand|for (?:his|her|its|their) part),(?= [a-z])"
    r"(?! (?:and|but|or|so|nor|which|who|where|when|while|if|as|although|since|because|after|"
    r"before)\b)"
)
"""Between commas: what follows is the verb or its object, and the sentence is whole without."""
_JOINERS = frozenset(
    """however moreover meanwhile example instance nevertheless nonetheless though hand
    part""".split()
)
"""A text that it matches holds one of these."""
_OPENS_APART = re.compile(
    r"(?:According|In|On|At|As|After|Before|During|For|By|With|When|While|Since|If|Despite|Although|"
    r"Though|Because|Under|Over|From|To|Until|Unless|Once)\b"
)
"""An opening that keeps its comma: "According to the Times, however, …"."""
_STOPS = (" .", " ,")
_BROKEN = re.compile(r"[,;:–—]\s*[.,;:]|\s[–—-]\s*\.|\(\s*\)|[,;:]$")
"""What a cut must not leave behind."""


@dataclass(frozen=True, slots=True)
class Trim:
    """A sentence with parts left out.

    Attributes:
        text: what is left, as a sentence.
        kept: spans of the original that are left, in order.
        preferred: only a dateline, a connective, an idle opening or "(pictured)" went. Where a
            sentence has such a form, every other form is without it too, and the whole sentence
            should not be shown.
    """

    text: str
    kept: tuple[Span, ...]
    preferred: bool = False


def trim_sentence(text: str) -> list[Trim]:
    """Return shorter forms of `text`, longest first; empty when nothing can go.

    A dateline, a pure connective ("However, "), an idle opening ("In a promising
    development, ") and what points at a picture ("(pictured)") are left out of every form; the
    form in which nothing else is left out is marked `preferred`. White space inside the kept
    spans is as in the original; in `Trim.text` it is single.
    """
    start = head_end(text)
    parts = sorted(sorted(light_parts(text, start), key=lambda s: s[0] - s[1])[:MAX_PARTS])
    idle = idle_spans(text, start)
    if not (start or parts or idle):
        return []
    least = max(MIN_WORDS_LEFT, STUMP * count_words(text[start:]))
    found: dict[str, Trim] = {}
    pieces = _Pieces(text)
    for chosen in _subsets(len(parts)):
        if not chosen and not start and not idle:
            continue
        trim = _apply(pieces, start, [parts[i] for i in chosen], idle)
        if trim is not None and (trim.preferred or count_words(trim.text) >= least):
            found.setdefault(trim.text, trim)
    found.pop(squeeze(text), None)
    return sorted(found.values(), key=lambda trim: -len(trim.text))[:MAX_VARIANTS]


def is_shown_whole(text: str) -> bool:
    """Return whether nothing is left out of `text` whatever the room."""
    return not head_end(text) and not idle_spans(text)


def shorten_to(text: str, words: int) -> Trim | None:
    """Return the longest grammatical form of `text` within `words` words, or None.

    What `trim_sentence` drops may go, and so may appositions, trailing participles and
    adverbials ("amid …", "after …"), a second clause ("…, and …"), weekdays and times that
    only the article's date resolves. The head (dateline, connective, idle opening) always
    goes. Where the sentence without its head fits, that is the form.

    Returns: None when no safe border leaves a sentence that short, when the quotation
        marks or brackets of the source do not balance, when fewer than
        `MIN_WORDS_LEFT` words would be left of a longer one, or when the source has more
        than `LONGEST_SOURCE` words and does not fit.
    """
    start = head_end(text)
    if not quotes_balance(text) or text.count("[") != text.count("]"):
        return None
    whole = _apply(_Pieces(text), start, [], idle_spans(text, start))
    if whole is None or count_words(whole.text) <= words:
        return whole
    if count_words(whole.text) > LONGEST_SOURCE:
        return None
    return next((trim for size, trim in _shortenings(text, start) if size <= words), None)


def shortened(text: str) -> list[str]:
    """Return the forms that `shorten_to` has for `text`, longest first; none of an odd source."""
    if not quotes_balance(text) or count_words(text) > LONGEST_SOURCE:
        return []
    return [trim.text for _, trim in _shortenings(text, head_end(text))]


@lru_cache(maxsize=256)  # one text is asked for in several lengths
def _shortenings(text: str, start: int) -> tuple[tuple[int, Trim], ...]:
    """Return the shorter forms of `text`, longest first: of each length the least cut."""
    best: dict[int, tuple[int, Trim]] = {}
    made: dict[tuple[Span, ...], tuple[int, Trim | None]] = {}
    pieces = _Pieces(text)
    idle = idle_spans(text, start)
    parts = _ranked({*light_parts(text, start), *heavy_parts(text, start)})
    for chosen in _subsets(len(parts))[1:]:
        drops = tuple(_merge([parts[i] for i in chosen]))
        if drops not in made:  # parts lie in one another
            left = _apply(pieces, start, drops, idle)
            made[drops] = (0 if left is None else count_words(left.text), left)
        size, trim = made[drops]
        if trim is None or size < MIN_WORDS_LEFT:
            continue
        if size not in best or len(chosen) < best[size][0]:
            best[size] = (len(chosen), trim)
    return tuple((size, best[size][1]) for size in sorted(best, reverse=True))


def _ranked(parts: set[Span]) -> list[Span]:
    """At most `MAX_SHORTENINGS` parts: every length has its use, so the longest first."""
    return sorted(sorted(parts, key=lambda s: (s[0] - s[1], s))[:MAX_SHORTENINGS])


@lru_cache(maxsize=MAX_SHORTENINGS + 1)
def _subsets(count: int) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(i for i in range(count) if mask >> i & 1) for mask in range(1 << count))


def _merge(spans: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


class _Pieces(dict[Span, str]):
    """Span -> its text in single spaces: the ways to shorten a sentence share their pieces."""

    def __init__(self, text: str) -> None:
        self.end = len(text)
        self._text = text

    def __missing__(self, span: Span) -> str:
        self[span] = piece = squeeze(self._text[span[0] : span[1]])
        return piece


def idle_spans(text: str, start: int = 0) -> list[Span]:
    """Return what no form shows: where to look at a picture, a space before the full stop.

    Nor a connective that stands within: "Holm, however, said", nor a comment at the end.
    """
    spans = [span for span in pointers_in(text) if span[0] >= start]
    if not word_runs(text).isdisjoint(_JOINERS) and _OPENS_APART.match(text, start) is None:
        spans += [m.span() for m in _JOINS_WITHIN.finditer(text, start) if not _quoted(text, m)]
    stop = len(text.rstrip()) - 1
    if text[stop : stop + 1] == "." and text[stop - 1 : stop] == " ":
        spans.append((len(text[: stop - 1].rstrip(" ,")), stop))
    tail = comment_tail(text)
    return spans if tail is None or tail[0] < start else [*spans, tail]


def _quoted(text: str, match: re.Match[str]) -> bool:
    return not quotes_balance(text[: match.start()]) or text[match.start()] != ","


def _apply(
    pieces: _Pieces, start: int, drops: Sequence[Span], idle: Sequence[Span] = ()
) -> Trim | None:
    """Return what is left without head, drops and what is idle; None when that is no sentence."""
    kept: list[Span] = []
    at = start
    for drop_start, drop_end in _merge([*drops, *idle]) if idle or len(drops) > 1 else drops:
        kept.append((at, drop_start))
        at = drop_end
    kept.append((at, pieces.end))
    kept = [span for span in kept if pieces[span]]
    parts = [pieces[span] for span in kept]
    if len(parts) > 1:
        parts[1:] = [part if _MARK.match(part) else f" {part}" for part in parts[1:]]
    joined = "".join(parts)
    if any(stop in joined for stop in _STOPS):
        joined = _TWO_STOPS.sub(".", _SPACE_BEFORE.sub(r"\1", joined))
    if not joined or (drops and (_BROKEN.search(joined) or not quotes_balance(joined))):
        return None
    if drops and joined[-1] not in ".!?”\"’')]":
        joined += "."
    bare = not drops and (start > 0 or bool(idle))
    return Trim(joined[0].upper() + joined[1:], tuple(kept), preferred=bare)
