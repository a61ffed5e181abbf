"""Which sentences lie within a quotation that another sentence opened.

"I intend to move forward." is a claim of the article where nobody is named as its speaker.
Sentences that open or close a quotation show it by their own marks; those between do not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.domain import Article, Sentence
from summarizer.text.stopwords import is_foreign

QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")
"""A quotation within a sentence, with its marks."""
_IN_SINGLE = r"(?<![\w’'].)(?=\w)[^‘’'\"“”]*(?:[’'](?=\w)[^‘’']*)*[’'](?!\w)"
ANY_QUOTED = re.compile(rf"“[^”\"]*[”\"]|\"[^”\"]*[”\"]|‘{_IN_SINGLE}|'{_IN_SINGLE}")
"""The same, in single marks too, of which an apostrophe is none. Each way begins with one mark:
then Python's `re` looks at marks alone."""

LONGEST_RUN = 8
"""Sentences in a row after which an open mark was a slip, not a quotation."""
_MARKS = re.compile(
    r"(?P<open>“|(?:(?<=[\s(\[—–-])|^)\"(?=\S))"
    r"|(?P<close>”|(?<=\S)\"(?!\w))"
    r"|(?P<single>(?<!\S)[‘'](?=[A-Z]))"
    r"|(?P<unsingle>(?<=[.,!?…])[’'](?!\w))"
)
"""British papers quote in single marks: only what opens with a capital and closes after a stop
counts, since an apostrophe looks the same."""
_MARK = re.compile(r"[“”\"‘'’]")
"""Every mark there is: found first, since `_MARKS` has to look back at each character."""
_OPENS = {"open": '"', "single": "'"}
_CLOSES = {"close": '"', "unsingle": "'"}
_OTHERS = {
    mark[0]: mark[1:] for mark in ("«»", "»«", "„“”", "“”", "””", "「」", "『』", "‹›", '""')
}
"""What closes the quotations of other languages, by what opens them: « », » «, „ “, ” ”, 「 」."""
_OTHER_MARK = re.compile('[«»„“”「」『』‹›"]')
_BOTH_WAYS = '»”"'
"""Marks that open only before a word, with a space, a bracket or nothing before them."""


def inside_quotations(article: Article, sentences: Sequence[Sentence]) -> frozenset[int]:
    """Return the places in `sentences` of those at whose start a quotation is open.

    A paragraph begins with none open: where a quotation goes on, it has a mark of its own.
    """
    after = _after_abroad if is_foreign(article.language) else _after
    inside: set[int] = set()
    run: list[int] = []
    mark = ""
    place, paragraph = 0, -1
    for number, sentence in enumerate(sentences):
        if sentence.paragraph != paragraph:
            mark, place, paragraph = "", sentence.start, sentence.paragraph
        mark = after(article.text[place : sentence.start], mark)
        run = [*run, number] if mark else []
        inside.update(run)
        if len(run) > LONGEST_RUN:
            inside.difference_update(run)
            mark, run = "", []
        mark = after(article.text[sentence.start : sentence.end], mark)
        place = sentence.end
    return frozenset(inside)


def _after(text: str, mark: str) -> str:
    """Return the mark that is open after `text`, `mark` having been open before; "" for none."""
    if text.isascii() and '"' not in text and "'" not in text:
        return mark
    for place in _MARK.finditer(text):
        found = _MARKS.match(text, place.start())
        if found is None:
            continue
        kind = str(found.lastgroup)
        if not mark:
            mark = _OPENS.get(kind, "")
        elif _CLOSES.get(kind) == mark:
            mark = ""
    return mark


def _after_abroad(text: str, mark: str) -> str:
    """Return the same of another language's text."""
    for place in _OTHER_MARK.finditer(text):
        sign, at = place[0], place.start()
        if mark:
            if sign in _OTHERS[mark]:
                mark = ""
        elif sign in _OTHERS and (sign not in _BOTH_WAYS or _begins_word(text, at)):
            mark = sign
    return mark


def _begins_word(text: str, at: int) -> bool:
    before, behind = text[max(at - 1, 0) : at], text[at + 1 : at + 2]
    return (not before or before in " \u00a0\u202f\n([—–-:") and not behind.isspace()
