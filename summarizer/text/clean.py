"""Bare scraped text to a clean article; body spans for a text that must not change."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from summarizer.characters import mostly_wide
from summarizer.domain import Span, squeeze
from summarizer.text.datelines import find_dateline
from summarizer.text.furniture import find_furniture, without_outlet
from summarizer.text.header import (
    find_author,
    find_published,
    find_title,
)
from summarizer.text.language import detect_language, in_english
from summarizer.text.letters import beside_the_news
from summarizer.text.lines import paragraph_spans, without_joints
from summarizer.text.notices import (
    is_access_notice,
    is_address,
    is_bid,
    is_box_of_the_site,
    is_correction,
    is_date_line,
    is_sign,
    part_of,
)
from summarizer.text.speakers import join_speakers
from summarizer.text.stopwords import stop_words
from summarizer.text.thai import ends_unmarked
from summarizer.text.titles import make_title
from summarizer.text.words import common_words, words

PARAGRAPH = 100
"""Characters from which a line that ends like a sentence is a paragraph of the article."""

SENTENCE = 60
"""Characters from which such a line above the first paragraph is the article's own."""

WIDE_SAYS = 2
"""Times as much as a Latin letter a character of Chinese, Japanese or Korean says at least."""

SUBHEAD = 100
"""Characters; a longer line is no sub-head."""

STANDFIRST = 4
"""Lines of body that may stand above the date or the byline."""

MOST_LINES = 5_000
"""Lines beyond these are kept unjudged: no article has as many."""

DOUBTFUL = 0.05
"""Odds of the line model under which an address or a bid is the author's own to the reader.
Split by site, all seven such lines of the development pages were the article's, and no
furniture had less."""

SCHEDULE = 4
"""Lines in a row that open with a date or an hour: a tour, fixtures, a timeline."""

_SCHEDULED = re.compile(
    r"(?:(?:[^\W\d_]{2,9}\.?,?\s)?(?:[^\W\d_]{3,9}\.?\s\d{1,2}|\d{1,2}\.?\s[^\W\d_]{3,9})"
    r"|\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?|(?:1[89]|20)\d\d)"
    r"\s?(?:[-–—|]\s|:\s)\s?[^\W\d_]"
)
_ENDS = re.compile(r"[.!?…。！？।॥؟۔።။។៕།:]['\"”’»)\]」』）]*$")
_LISTED = re.compile(r"^\s*(?:[-–—*•▪◦‣·]|\(?\d{1,2}[.)])\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """What was found in a bare text.

    Attributes:
        text: the article's paragraphs, one a line.
        body: the spans of `text` that are its sentences: all of it but sub-heads.
        title: the headline, or a title made from the lead.
        title_made: the title was made.
        author: the byline without its "By".
        published: when the text says that it appeared (UTC).
        dateline: the place that the body opens with.
        complete: False where a notice says that this is a preview, or one page of several.
    """

    text: str
    body: tuple[Span, ...] = ()
    title: str = ""
    title_made: bool = False
    author: str | None = None
    published: datetime | None = None
    dateline: str | None = None
    complete: bool = True


def clean_text(raw: str, *, repeated: Collection[str] = (), cautious: bool = False) -> Cleaned:
    """Return the article in a bare scraped text, and what its header says.

    Args:
        raw: the text of one article, with or without page furniture.
        repeated: keys of lines that other articles of the source share
            (`furniture.Repeats`).
        cautious: the text has been through an extractor; only what is all but sure goes.
    """
    raw = without_joints(raw)
    lines = join_speakers([squeeze(raw[start:end]) for start, end in paragraph_spans(raw)])
    drop = _judge(lines, repeated, cautious=cautious)
    first, last = _body_edges(lines, drop)
    opening = _after_header(lines, drop, first)
    for index in range(opening):
        drop[index] = drop[index] or find_author([lines[index]]) is not None
    above, below = lines[:first], lines[last:]
    rough = "\n".join(lines[first:last])
    if cautious:
        # An extractor's text begins with the article: its own sentences stand above no headline.
        told = (i for i, line in enumerate(above) if not drop[i] and _is_told(line))
        above = above[: next(told, first)]
    headline = find_title(above, rough, inflected=not in_english(rough))
    if headline is not None:
        drop[headline] = True
        # What stands above the headline is the page's, not the article's.
        drop[:headline] = [True] * headline
    kept = [index for index, dropped in enumerate(drop) if not dropped]
    text = "\n".join(lines[index] for index in kept)
    body = "\n".join(lines[index] for index in kept if index >= opening) or text
    language = detect_language(body)
    if headline is not None:
        title = without_outlet(above[headline], repeated, body)
    else:
        title = make_title(body, language)
    return Cleaned(
        text=text,
        body=_unheaded(text),
        title=title,
        title_made=headline is None and bool(title),
        author=find_author(lines[:opening], below),
        published=find_published(lines[:opening], below, day_first=language not in ("en", None)),
        dateline=find_dateline(body),
        complete=_has_all_parts(lines) and not any(is_access_notice(line) for line in lines),
    )


def body_spans(text: str) -> tuple[Span, ...]:
    """Return the spans of `text` that are its sentences rather than furniture, in order.

    For texts that must not change and that mostly are clean already: only what is all
    but sure is left out. Never empty for a text with a letter in it.
    """
    spans = paragraph_spans(text)
    if len(spans) < 2:
        return tuple(spans)
    lines = [squeeze(text[start:end]) for start, end in spans]
    drop = _judge(lines, (), cautious=True)
    heads = _subheads(lines)
    kept = [s for s, d, h in zip(spans, drop, heads, strict=True) if not (d or h)]
    return tuple(kept) or tuple(spans)


def _judge(
    lines: Sequence[str], repeated: Collection[str], *, cautious: bool = False
) -> list[bool]:
    """Return which lines are furniture, by wording and by the line model."""
    head = lines[:MOST_LINES]
    speaking = [is_address(line) for line in head]
    # An article on subscriptions addresses its reader all along: then it is its manner.
    addressed = sum(speaking) * 5 <= len(head) or sum(speaking) <= 2
    spoken = {k for k, line in enumerate(head) if is_bid(line) or (addressed and speaking[k])}
    found, odds = find_furniture(head, repeated=repeated, cautious=cautious, asked=spoken)
    drop = [bool(x) for x in found]
    _keep_schedules(head, drop)
    for index, line in enumerate(head):
        likely = index in spoken and odds[index] >= DOUBTFUL
        if likely or _told(line) or _disguised(head, index):
            drop[index] = True
    for index in beside_the_news(head):
        drop[index] = True
    _drop_headings(head, drop)
    if not cautious:
        _drop_tail(head, drop)
    return drop + [False] * (len(lines) - len(head))


def _told(line: str) -> bool:
    """Return whether the wording alone says that a line is the site's."""
    return (
        is_access_notice(line)
        or part_of(line) is not None
        or is_date_line(line)
        or is_sign(line)
        or is_correction(line)
        or is_box_of_the_site(line)
    )


def _has_all_parts(lines: Sequence[str]) -> bool:
    """Return whether a text that is set on several pages holds all of them, as a document does."""
    parts = {part for line in lines if (part := part_of(line))}
    return all(len(parts) >= count for _, count in parts)


def _keep_schedules(lines: Sequence[str], drop: list[bool]) -> None:
    """Keep lists of dates and what happens on them, which look like a page's own to the model."""
    start = 0
    for index in range(len(lines) + 1):
        if index < len(lines) and _SCHEDULED.match(lines[index]):
            continue
        if index - start >= SCHEDULE:
            drop[start:index] = [False] * (index - start)
        start = index + 1


def _drop_headings(lines: Sequence[str], drop: list[bool]) -> None:
    """Drop a box's short heading with the box, and short remains between furniture."""
    for index in range(len(lines) - 2, -1, -1):
        line = lines[index]
        if drop[index] or len(line) > 60 or _ENDS.search(line):
            continue
        boxed = drop[index + 1] and is_address(lines[index + 1])
        alone = drop[index + 1] and (index == 0 or drop[index - 1]) and len(line.split()) <= 4
        drop[index] = boxed or alone


def _drop_tail(lines: Sequence[str], drop: list[bool]) -> None:
    """Drop what stands below a label of the page and holds no sentence: other headlines."""
    backwards = range(len(lines) - 1, -1, -1)
    last = next((i for i in backwards if not drop[i] and _is_sentence(lines[i])), None)
    below = False
    for index in range(len(lines) if last is None else last + 1, len(lines)):
        below = below or is_sign(lines[index])
        drop[index] = drop[index] or below


def _is_sentence(line: str) -> bool:
    return (_ends(line) and len(words(line)) >= 4) or bool(_LISTED.match(line))


def _is_told(line: str) -> bool:
    return _says(line, SENTENCE) and _ends(line)


def _is_paragraph(line: str) -> bool:
    return _says(line, PARAGRAPH) and _ends(line)


def _says(line: str, letters: int) -> bool:
    """Return whether a line says as much as one of so many Latin letters."""
    return len(line) >= letters or (len(line) * WIDE_SAYS >= letters and mostly_wide(line))


def _ends(line: str) -> bool:
    """Return whether a line ends as statements do: with a mark; of Thai and Lao, a long one."""
    return _ENDS.search(line) is not None or ends_unmarked(line)


def _body_edges(lines: Sequence[str], drop: Sequence[bool]) -> tuple[int, int]:
    """Return the first line of the body, and the one after its last."""
    kept = [i for i, (line, d) in enumerate(zip(lines, drop, strict=True)) if not d]
    solid = [i for i in kept if _is_paragraph(lines[i])] or [
        i for i in kept if len(words(lines[i])) >= 8 and _ends(lines[i])
    ]
    if not kept:
        return len(lines), len(lines)
    if not solid:
        return kept[0], kept[-1] + 1
    return solid[0], kept[-1] + 1


def _after_header(lines: Sequence[str], drop: Sequence[bool], first: int) -> int:
    """Return where the lead stands: after a date or byline that follows a standfirst."""
    for index in range(min(first + STANDFIRST, len(lines) - 1), first, -1):
        if drop[index] and (is_date_line(lines[index]) or find_author([lines[index]])):
            return index + 1
    return first


def _disguised(lines: Sequence[str], index: int) -> bool:
    """Return whether a line is a headline with a full stop, set between paragraphs."""
    line = lines[index]
    return line.endswith(".") and _between(lines, index) and is_title_case(line)


def _between(lines: Sequence[str], index: int) -> bool:
    """Return whether a short line stands between two paragraphs."""
    if not 0 < index < len(lines) - 1 or len(lines[index]) > SUBHEAD:
        return False
    return _is_paragraph(lines[index - 1]) and _is_paragraph(lines[index + 1])


def is_title_case(line: str) -> bool:
    """Return whether a line is set like an English headline: its common words are capitalised.

    Names do not count: at least three words that news writes in lower case must be
    capitalised, and next to none of four letters or more may not be.
    """
    tokens = [token.strip("“”\"'‘’.,:;!?()") for token in line.split()]
    common = [t for t in tokens[1:] if len(t) > 3 and _is_common(t.lower())]
    if len(common) < 3 or len(tokens) > 18:
        return False
    return sum(token[0].isupper() for token in common) >= 0.85 * len(common)


def _is_common(word: str) -> bool:
    return word in common_words() and word not in stop_words("en")


def _subheads(lines: Sequence[str]) -> list[bool]:
    """Return which lines are sub-heads: short, without an end, between two paragraphs."""
    return [
        _between(lines, index) and not _ENDS.search(line) and not _LISTED.match(line)
        for index, line in enumerate(lines)
    ]


def _unheaded(text: str) -> tuple[Span, ...]:
    """Return the spans of a clean text without its sub-heads; neighbours are one span."""
    lines = text.split("\n") if text else []
    spans: list[Span] = []
    start = 0
    joined = False
    for line, head in zip(lines, _subheads(lines), strict=True):
        end = start + len(line)
        if not head and line:
            spans[-1:] = [(spans[-1][0], end)] if joined else [*spans[-1:], (start, end)]
        joined = not head and bool(line)
        start = end + 1
    return tuple(spans)
