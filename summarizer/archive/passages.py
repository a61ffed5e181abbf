"""Which passage of an article is shown for a query: whole sentences that hold its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.archive.runs import Wanted, places, read_query
from summarizer.characters import UNSPACED_RUN, mostly_wide
from summarizer.domain import Article
from summarizer.text.scripts import common_beginning
from summarizer.text.sentences import split_sentences
from summarizer.text.words import content_words

PASSAGE_CHARACTERS = 240
LONGEST_PASSAGE = 320
"""Of several sentences together."""

WIDE_SHARE = 0.4
"""Of that room, what a passage of Chinese, Japanese or Korean takes to say as much."""

BEFORE = 60
"""Characters shown before the first word that was found."""

_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u200d]")
"""Signs above and below a letter, from which they are not cut."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What of a query is looked for in a text.

    Attributes:
        stems: of words between spaces.
        beginnings: of words of Cyrillic and Greek, in any form.
        runs: what has an index of its own.
    """

    stems: frozenset[str]
    beginnings: tuple[str, ...]
    runs: tuple[Wanted, ...]

    @classmethod
    def of(cls, query: str) -> Sought:
        """Read a query."""
        rest, runs = read_query(query)
        words = _words(rest)
        begun = tuple(filter(None, map(common_beginning, words)))
        return cls(frozenset(map(_stem, words)), begun, runs)

    def places(self, text: str) -> list[tuple[int, int, str]]:
        """Return where they stand, in order: (start, end, which)."""
        words = ((m.start(), m.end(), self._key(m.group())) for m in re.finditer(r"\w+", text))
        found = [(start, end, key) for start, end, key in words if key is not None]
        return sorted(found + places(text, self.runs)) if self.runs else found

    def stands_in(self, text: str) -> bool:
        """Return whether a text holds any of them."""
        own = bool(self.runs or self.beginnings)
        return not self.stems.isdisjoint(_stems(text)) or (own and bool(self.places(text)))

    def _key(self, word: str) -> str | None:
        """Return which word of the query a word is; words count as the same by their stems."""
        stem = _stem(word)
        if stem in self.stems:
            return stem
        return next((begun for begun in self.beginnings if stem.startswith(begun)), None)


def find_passage(body: str, sought: Sought) -> tuple[int, int]:
    """Return the window of the text that holds most of what is sought, at word borders.

    Words count as the same when their stems are: "control" finds "controls".
    """
    found = sought.places(body)
    if not found:
        return 0, _word_end(body, _room(body, 0, PASSAGE_CHARACTERS))
    best, most = found[0][0], 0
    for i, (start, _, _) in enumerate(found):
        last = start + _room(body, start, PASSAGE_CHARACTERS)
        inside = {key for _, end, key in found[i : i + 50] if end <= last}
        if len(inside) > most:
            best, most = start, len(inside)
    start = _word_start(body, best - BEFORE) if best > BEFORE else 0
    return start, _word_end(body, start + PASSAGE_CHARACTERS)


def in_sentences(article: Article, window: tuple[int, int], sought: Sought) -> tuple[int, int]:
    """Return the span of the sentences in a window: half of one says little, or the contrary.

    It begins with the first that holds a word of the query, and is little longer than a window.
    A window without a sentence, such as in page furniture, stays as it is.
    """
    text = article.text
    near = [s for s in split_sentences(article) if s.start < window[1] and s.end > window[0]]
    holding = (i for i, one in enumerate(near) if sought.stands_in(text[one.start : one.end]))
    near = near[next(holding, 0) :]
    if not near:
        return window
    start, end = near[0].start, near[0].end
    if sought.runs and start < window[0] and shortened(text, start, end) < window[1]:
        return window  # a sentence so long that what was found would be cut off
    longest = _room(text, start, LONGEST_PASSAGE)
    for one in near[1:]:
        if one.end - start > longest:
            break
        end = one.end
    return start, shortened(text, start, end)


def shortened(text: str, start: int, end: int) -> int:
    """Return the end of a passage, or an earlier one where it is more than two windows long."""
    most = 2 * _room(text, start, PASSAGE_CHARACTERS)
    return _word_end(text, start + most) if end - start > most else end


def _room(text: str, start: int, characters: int) -> int:
    """Return how many characters from `start` say what `characters` of an alphabet do."""
    wide = mostly_wide(text[start : start + characters])
    return int(characters * WIDE_SHARE) if wide else characters


_ENDINGS = re.compile(r"(?<=\w{3})(?:ies|ing|ed|es|s|y|e|'s)$")


def _stems(text: str) -> set[str]:
    return set(map(_stem, _words(text)))


def _words(text: str) -> Sequence[str]:
    return content_words(text) or re.findall(r"\w+", text)


def _stem(word: str) -> str:
    return _ENDINGS.sub("", word.casefold())


def _word_start(body: str, near: int) -> int:
    """Return where a word begins, at `near` or before."""
    if not UNSPACED_RUN.match(body, near):
        return body.rfind(" ", 0, near) + 1
    while near and _MARKS.match(body, near):
        near -= 1
    return near


def _word_end(body: str, near: int) -> int:
    if near >= len(body):
        return len(body)
    space = body.rfind(" ", 0, near)
    if space > near - 40 and space > 0:
        return space
    while near < len(body) and _MARKS.match(body, near):
        near += 1
    return near
