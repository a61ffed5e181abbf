"""Sentences of an article by their exact offsets.

Own rules, one pass over the text: a full stop, question mark or their like ends a
sentence unless what stands around it says otherwise (an abbreviation, an initial, a
decimal, a speaker after a quoted question). Every look around is bounded, so that a
line of a million characters costs what its length costs and no more.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from itertools import chain, islice

from summarizer.characters import UNSPACED
from summarizer.domain import Article, Sentence, Span
from summarizer.text.abbreviations import (
    ABROAD,
    BEFORE_NUMBER,
    INSIDE,
    OF_ENGLISH,
    OPENERS,
    OPENERS_ABROAD,
    ORDINAL_LANGUAGES,
    SOMETIMES,
    SPEECH,
    TITLES,
)
from summarizer.text.datelines import LONGEST as LONGEST_DATELINE
from summarizer.text.datelines import foreign_dateline
from summarizer.text.language import detect_language
from summarizer.text.lines import SPACE, paragraph_spans, trim
from summarizer.text.thai import clause_spans

LONGEST = 1_000
"""Characters; a longer run without a full stop is cut at a clause or a word."""

_REACH = 48
"""Characters looked at on either side of a full stop."""

_CLOSERS = "\"'”’»›)\\]}“‘«』」】）〉》］"
_MARKS = ".!?…\u037e؟۔।॥։።။។៕༎།！？。｡．‼⁇⁈⁉"
_END = re.compile(
    rf"(?P<marks>[{_MARKS}][{_MARKS}]{{0,31}})"  # `re` looks at a first character alone
    rf"(?P<close>(?=[{_CLOSERS}\[]|[ \u00a0\u202f]»)"  # asked first: mostly there is none
    rf"(?:(?![“‘][{UNSPACED}])[{_CLOSERS}]|\[\d{{1,3}}\]|[ \u00a0\u202f]»(?!\w)){{0,8}}|)"
)
_SURE = frozenset("。！？｡．।॥۔؟։።။។៕༎")
"""Marks that end a sentence whatever follows."""
_OPENING = "\"'“”„‘’«»‹›([{¿¡*•–—-‐‑「『（【《〈#>…"
_LEADING = _OPENING + "".join(SPACE)
_CODE_NAME = re.compile(r"`?[a-z]+(?:(?<=[a-z]{2})\d|_[a-z]|::|[A-Z]|\(\))")
"""A name of code, which is small wherever it stands: "read_tensor", "msys2"."""
_SPEAKER = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen)\.? )?(?:[A-Z][\w'’-]*\.? ){1,4}([a-z]+)|([A-Z][a-z]+)"
)
_WORD_AFTER = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_CLAUSE = re.compile(r"[;:—–,、，；：](?=\s|[\u3000-\u9fff])|\s[–—-](?=\s)")
_SPOKE_ON = re.compile(
    r"[とっなはがをにのもでや]|[^\s。，]{0,4}(?:说|表示|指出|称|道|問|问)"
    r"|[^\s。，,！？!?“”「」]{0,24}(?:[说說]|表示|指出|[称稱]|告[诉訴][记記]者|回[忆憶]|坦言|感[叹嘆]|"
    r"[强強][调調]|解[释釋])道?。"
    r"|\s[يت]?(?:سأل|تساءل|قال|قول|صاح|هتف|أجاب)ت? "
)
"""Who says it, behind a quotation that ends with its own mark."""
_GLUED = re.compile(r"(?!(?:Com|Net|Org|Js|Py)\b)[A-Z][^\W\d_A-Z]{1,20}[ ,'’-]|[AI] ")
_WORD_BEFORE = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_COUNT_BEFORE = re.compile(r"[$£€]?\d[\d,]*\d|[$£€]?\d[\d.,]*(?:%|bn|m)")
_QUOTED_REACH = 600
"""Characters behind a quotation mark in which the next one is looked for."""
_AND_SO_ON = re.compile("ល។")
"""The end of Khmer's "។ល។", its "etc.\""""
_STROKE = "།"
LEAST_TIBETAN = 40
"""Characters: Tibetan's stroke parts clauses as well as sentences."""
_GREEK_QUESTION = re.compile(r";(?=\s+[\u0386-\u03ab«“\"])")
_ABBREVIATED = TITLES | SOMETIMES | INSIDE
_EXCLAIMED = frozenset({"yahoo", "jeopardy", "panic", "oklahoma", "e", "vox"})


def split_sentences(article: Article) -> tuple[Sentence, ...]:
    """Return the sentences of an article, in order.

    Only what `article.body` spans is read (all of the text when it is None). No sentence
    crosses a paragraph or a span's end; each is free of white space at its ends; each
    letter and digit of the body stands in exactly one sentence.
    """
    text = article.text
    language = article.language or detect_language(text)
    found: list[Sentence] = []
    paragraphs = paragraph_spans(text)
    for number, start, end in _within(paragraphs, article.body):
        for first, last in _sentence_spans(text, start, end, language):
            found.append(Sentence(article.id, len(found), first, last, number))
    return tuple(found)


def first_sentences(text: str, language: str | None, count: int) -> Iterator[Span]:
    """Yield the places of the first `count` sentences of a text, as `split_sentences` has them."""
    language = language or detect_language(text)
    spans = (
        span
        for start, end in paragraph_spans(text)
        for span in _sentence_spans(text, start, end, language)
    )
    return islice(spans, count)


def _within(
    paragraphs: list[Span], body: tuple[Span, ...] | None
) -> Iterator[tuple[int, int, int]]:
    """Yield (paragraph number, start, end) of each paragraph's parts inside the body."""
    if body is None:
        yield from ((number, *span) for number, span in enumerate(paragraphs))
        return
    ends = [end for _, end in paragraphs]
    for start, end in body:
        number = bisect_right(ends, start)
        while number < len(paragraphs) and paragraphs[number][0] < end:
            first, last = paragraphs[number]
            yield number, max(start, first), min(end, last)
            number += 1


def _sentence_spans(text: str, start: int, end: int, language: str | None) -> Iterator[Span]:
    """Yield the trimmed sentence spans of one paragraph."""
    begin = start
    for stop in chain(_boundaries(text, start, end, language), [end]):
        for first, last in clause_spans(text, begin, stop):
            yield from _pieces(text, first, last)
        begin = stop


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield one sentence, or several pieces of one that is too long; nothing without a letter."""
    start, end = trim(text, start, end)
    while end - start > LONGEST:
        cut = _cut(text, start, start + LONGEST)
        first, last = trim(text, start, cut)
        if _speaks(text, first, last):
            yield first, last
        start, end = trim(text, cut, end)
    if _speaks(text, start, end):
        yield start, end


def _speaks(text: str, start: int, end: int) -> bool:
    return any(character.isalnum() for character in text[start:end])


def _cut(text: str, start: int, limit: int) -> int:
    """Return where to cut: after the last clause mark, else the last space, else the limit."""
    window = start + LONGEST // 3
    clause = [match.end() for match in _CLAUSE.finditer(text, window, limit)]
    if clause:
        return clause[-1]
    for place in range(limit, window, -1):
        if text[place] in SPACE:
            return place
    # Never between a letter and its marks, nor inside a joined emoji.
    while limit > window and (_joins(text[limit]) or text[limit - 1] == "\u200d"):
        limit -= 1
    return limit


def _joins(character: str) -> bool:
    return character == "\u200d" or unicodedata.category(character) in ("Mn", "Mc", "Me", "Sk")


def _boundaries(text: str, start: int, end: int, language: str | None) -> Iterator[int]:
    """Yield the offsets inside the paragraph at which a sentence ends."""
    begin = start
    for match in _END.finditer(text, _after_dateline(text, start, language), end):
        if language == "el" and (asked := _GREEK_QUESTION.search(text, begin, match.start())):
            yield asked.end()
            begin = asked.end()
        if match.end() < end and _ends_here(text, begin, match, end, language):
            begin = match.end() - _quote_opens(text, match, end)
            yield begin


def _after_dateline(text: str, start: int, language: str | None) -> int:
    """Return the end of the dateline of other languages that a paragraph opens with, or `start`.

    It has stops of its own: "КЕМЕРОВО, 3 мая — РИА Новости. Пять горняков …".
    """
    if language == "en":
        return start
    match = foreign_dateline(text[start : start + LONGEST_DATELINE])
    return start + match.end() if match else start


def _ends_here(text: str, begin: int, match: re.Match[str], end: int, language: str | None) -> bool:
    marks, stop = match["marks"], match.end()
    if marks[-1] in _SURE or marks[-1] == _STROKE:
        return _own_mark_ends(text, begin, match, end)
    if text[stop] not in SPACE:
        return _glued(text, begin, match, end, language)
    following = _next(text, stop, end)
    left_out = match["close"] and text[match.start() - 1 : match.start()] in ("[", "(")
    if not following or left_out or _goes_on(following):
        return False
    if marks == ".":
        return _full_stop_ends(text, begin, match, following, language)
    if marks[-1] in "!?" and match["close"] and _speaker_follows(following):
        return False
    return not (marks == "!" and _token(text, begin, match.start()).lower() in _EXCLAIMED)


def _own_mark_ends(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    """Return whether a sentence ends with a mark that no abbreviation or number has."""
    stop = match.end()
    if match["marks"][-1] == _STROKE:
        return stop - begin >= LEAST_TIBETAN
    spoke_on = match["close"] and _SPOKE_ON.match(text, stop, end)
    return not (spoke_on or _AND_SO_ON.match(text, stop))


def _next(text: str, stop: int, end: int) -> str:
    """Return up to `_REACH` characters after the white space that follows `stop`."""
    while stop < end and text[stop] in SPACE:
        stop += 1
    return text[stop : min(end, stop + _REACH)]


def _goes_on(following: str) -> bool:
    """Return whether what follows cannot open a sentence."""
    if following[0] in ",;:)]}–—-" and not following[1:2].isalnum():
        return True
    bare = following.lstrip(_LEADING)
    if not bare:
        return True
    return bare[0].islower() and not bare[1:2].isupper() and not _CODE_NAME.match(following)


def _speaker_follows(following: str) -> bool:
    match = _SPEAKER.match(following)
    return bool(match and match[1] in SPEECH)


def _token(text: str, begin: int, place: int) -> str:
    """Return the word that ends at `place`, without opening quotes and brackets."""
    first = place
    floor = max(begin, place - _REACH)
    while first > floor and text[first - 1] not in SPACE and text[first - 1] not in '([“"‘«„/—–':
        first -= 1
    return text[first:place]


def _glued(text: str, begin: int, match: re.Match[str], end: int, language: str | None) -> bool:
    """Return whether a sentence ends where the scrape lost the space ("said.The", "2024.The")."""
    following = text[match.end() : min(end, match.end() + _REACH)]
    if len(match["marks"]) > 1 or not _GLUED.match(following):
        return False
    place = match.start()
    while place > begin and text[place - 1] in '"”’)':
        place -= 1
    word = _token(text, begin, place)
    if place < match.start():
        return bool(word)
    after = _WORD_AFTER.match(following)
    opener = after is not None and _opens(after.group(), following[after.end() :], language)
    if _COUNT_BEFORE.fullmatch(word):  # no ordinal: "13.Mai", "Rule 23.Section"
        return len(word) > 2 or opener
    if not _WORD_BEFORE.fullmatch(word) or word.lower() in _ABBREVIATED:
        return False
    if word.isupper() or (len(word) < 3 and word not in OPENERS):  # "UK.The", no "ASP.Net"
        return len(word) > 1 and opener
    return word[-2:].islower()


def _quote_opens(text: str, match: re.Match[str], end: int) -> bool:
    """Return whether a quotation mark glued on both sides opens the sentence behind it.

    The next one that is not glued tells: `said."We left," she` against `left."She said: "We`.
    """
    close, stop = match["close"], match.end()
    if not close or text[stop] in SPACE:
        return False
    if close != '"':
        return close == '""' or (close[-1] in "“‘«" and not _closes(text, stop - 1))
    opens = True
    place = stop
    while (place := text.find('"', place, min(end, stop + _QUOTED_REACH))) >= 0:
        if not text[place - 1].isalnum() and text[place - 1] not in ",.!?…":
            return not opens
        place += 1
        if place >= end or not text[place].isalnum():
            return opens
        opens = not opens
    return False


def _closes(text: str, place: int) -> bool:
    """Return whether the mark at `place` closes a quotation, as in German: „Ja.“, »Ja.«."""
    mark = text[place]
    opened = {"“": "„", "‘": "‚", "«": "»"}[mark]
    floor = max(0, place - _QUOTED_REACH)
    return text.rfind(opened, floor, place) > text.rfind(mark, floor, place)


_FILE_NUMBER = re.compile(r"[A-Z]{1,4}[-/]?\d")
"""A court's or an office's number: "case No. VA1187"."""
_INITIAL = re.compile(r"[A-Z]\.(?!\w)")
_UNITS = frozenset(("m", "mm", "cm", "km", "kg", "MW"))
"""Behind a number they are words: the next sentence may begin with a name."""
_DOUBLED = re.compile(r"([A-Z])\1\. ([A-Z])\2\.")
"""A Spanish plural: "CC. OO.", "FF. AA."."""


def _full_stop_ends(
    text: str, begin: int, match: re.Match[str], following: str, language: str | None
) -> bool:
    written = _token(text, begin, match.start())
    word = written.lower()
    after = _WORD_AFTER.search(following)
    opener = bool(after and _opens(after.group(), following[after.end() :], language))
    if match["close"] and match["close"][0] not in ")]":
        return opener or not _is_initials(word)
    if not word:
        # A quotation or a bracket closed just before: ... "very reasonable". Or the stop stands
        # by itself, between a caption and what follows: "in East Harwick . Tributes were paid".
        before = text[match.start() - 1]
        return before in "\"'”’»)]“" or (before in SPACE and following[:1].isupper())
    before_number = _unelided(word) in BEFORE_NUMBER and following[:1].isdigit()
    doubled = language == "es" and _DOUBLED.match(text, match.start() - len(word))
    a_word = written in OF_ENGLISH and language not in ("en", None)
    unit = len(word) == 1 and _before(text, match.start() - 1) == "/"  # of "m/s", no initial
    unit |= written in _UNITS and _before(text, match.start() - len(word) - 1).isdigit()
    capitals = _is_acronym(written) and not (after and _is_acronym(after.group()))
    title = word in TITLES and not (a_word or unit or (capitals and opener))
    short = not capitals and _shortened(word, language)
    if before_number or title or short or doubled:
        return False
    if word in BEFORE_NUMBER and _FILE_NUMBER.match(following):
        return False
    sometimes = word in SOMETIMES and not a_word
    if not unit and (sometimes or word in INSIDE or _is_initials(word)):
        # In "L. A. County" the "A" opens no sentence.
        initial = len(word) == 1 and (word in INSIDE or _INITIAL.match(following))
        return opener and not initial
    return not word.isdigit() or _number_ends(text, begin, match.start(), word, opener, language)


def _shortened(word: str, language: str | None) -> bool:
    """Return whether a word of another language is cut short by its stop: "L'ing. Rossi"."""
    cut = ABROAD.get(language or "")
    return cut is not None and _unelided(word) in cut


def _is_acronym(word: str) -> bool:
    """Return whether a word is all capitals: "EM" and "MW" are short for nothing cut by a stop."""
    return len(word) > 1 and word.isupper()


def _before(text: str, place: int) -> str:
    """Return the character before a place, "" at the start."""
    return text[max(place - 1, 0) : max(place, 0)]


def _unelided(word: str) -> str:
    """Return the word without the article that stands before it: "art" of "l'art"."""
    return re.split("['’]", word)[-1]


def _opens(word: str, behind: str, language: str | None) -> bool:
    """Return whether a capitalised word is one that opens sentences; no initial of a name does."""
    if not word[0].isupper() or word[1:2].isupper() or (len(word) == 1 and behind[:1] == "."):
        return False
    return word.lower() in OPENERS or word.lower() in OPENERS_ABROAD.get(language or "", ())


def _is_initials(word: str) -> bool:
    """Return whether `word` is one letter, or letters with dots between, or ends in one (D-N.Y)."""
    if len(word) == 1:
        return word.isalpha()
    if "." not in word and "-" not in word:
        return False
    last = re.split(r"[.\-]", word)[-1]
    return len(last) <= 2 and last.isalpha() and ("." in word or ("-" in word and len(last) == 1))


def _number_ends(
    text: str, begin: int, place: int, word: str, opener: bool, language: str | None
) -> bool:
    opens_line = place - len(word) <= begin + 1 and not text[begin:place].strip(SPACE)[len(word) :]
    if opens_line and len(word) <= 3:
        return False
    if language in ORDINAL_LANGUAGES and len(word) <= 2:
        return opener
    return True
