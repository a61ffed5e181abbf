"""What of an article decides which event it tells: words, names, numbers, day."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from summarizer.characters import PAIRED
from summarizer.domain import Article
from summarizer.stories.background import background, stem_of
from summarizer.text.scripts import (
    MARKS,
    PAIRED_RUN,
    is_grammar,
    needs_own_words,
    pieces_of,
    script_stem,
)
from summarizer.text.stopwords import is_foreign, stop_words

HEAD = 1_500
"""Characters of the body that are compared word by word: what a news text says of its
event it says there; what follows is background shared with other events."""

SECONDS_PER_DAY = 86_400.0

NUMBER_WEIGHT = 5.0
"""Weight of a number, against about 4 for a name that one article in fifty holds."""

ALREADY_READ = 30
"""Articles of another language, without the word in question, that are taken to have been read:
the fewer there are, the less it says that many hold a word. From 10 to 30 no figure changes."""

LEAST_WEIGHT = 2.0
"""Words that more than a seventh of all news holds tell next to nothing; leaving them out
halves the work and changes no figure of the benchmark."""

READ_TOKENS = 1 << 17
"""Tokens whose reading is remembered; a language's news writes fewer in a week."""

ROOT = 5
"""Letters by which words are compared where endings change: "шахта", "шахте", "шахтой"."""
INFLECTED = frozenset("pl ru uk bg cs tr fi hu".split())
"""Languages in which most words have many endings, and to which the encoder is mostly blind."""

OPENING = 120
"""Characters in which a text names the day that it was written."""

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE = re.compile(
    rf"\b(?P<month>{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)\b"
    rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month2>{_MONTH})\.?,?\s+(?P<year2>(?:19|20)\d\d)\b"
    r"|\b(?P<year3>(?:19|20)\d\d)-(?P<month3>\d{1,2})-(?P<day3>\d{1,2})\b",
    re.IGNORECASE,
)
_EPOCH = date(1970, 1, 1).toordinal()

_TOKEN = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*%?")
_LETTER = rf"[^\W_{PAIRED}]"
_SCRIPT_TOKEN = re.compile(
    rf"\d+(?:[.,]\d+)*[{PAIRED}]|{_LETTER}(?:{_LETTER}|[{MARKS}])*(?:['’.,]{_LETTER}+)*%?|[{PAIRED}]+"
)
"""The same where letters carry marks (Hindi, Thai, Arabic with its vowels), and in a run without
spaces, where a number keeps the sign of what it counts: "5人" of "5人遇难"."""

STOP = re.compile(r"(?<=[.!?])\s+")
"""What stands between two sentences, as far as a look at a head needs to know."""

NOUNS_CAPITAL = "de"
"""The language that writes each noun with a capital, so that those tell no names."""
_SET_OFF = re.compile("['’]")
_OPENER = re.compile(rf"(?:^|[.!?…:]\s|\n)[^\w\s]*({_TOKEN.pattern})", re.MULTILINE)
"""The first word of a sentence, or behind a colon."""

_NO_AGE = "".join(
    rf"(?<!\b{word} )"
    for word in """más menos mais plus moins più meno cerca después depois dentro pena condena peine
    condanna contrato contrat contratto plan""".split()
)
"""After these it is how long something took or will take: "más de 20 años"."""
_LASTING = "schaft|ung|heit|keit|ion|tät|zeit|haft|strafe|dauer|frist|vertrag|jubiläum|krieg"
"""How German ends the names of what lasts: "20-jährige Partnerschaft"."""
_AGE = re.compile(
    r"(?<![\d.,-])(?P<age>\d{1,2})"
    rf"(?:[- ]?[Jj]ährig(?!\w* (?i:\w*(?:{_LASTING}))\b)| Jahre alt"
    r"|enne\b|-l[ae]t[nek]|-летн|-річн| yaşında"
    r"|-jarige|-årig|-åring| år gam|-vuotia|let[ýáé]| éves|岁|歳|세(?!기|대))"
    rf"|{_NO_AGE}\b(?:d[ei] |âgée? de )(?:\d{{1,2}} (?:y|e|et) )?(?P<told>\d{{1,2}})"
    r"(?= (?:años|anos|ans|anni)\b(?! d))"
)
"""How old somebody is, in other languages than English; "20 años de cárcel" is how long."""

_SIDE = r"[A-Z][\w.’'-]*(?: (?:[A-Z&][\w.’'-]*|of|de))*"
_FIXTURE = re.compile(
    rf"(?:(?:Live|LIVE):? )?(?P<home>{_SIDE}) (?:v|vs\.?|1?\d{{1,2}} ?[-–] ?1?\d{{1,2}}) "
    rf"(?P<away>{_SIDE})"
)
"""A match by its sides, at the head of a headline: "Velm v Orlavik: …", "Velm 2-1 Orlavik". No side
scores 200: "Boeing 737-800" is none."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A sparse matrix: row i has `values[starts[i]:starts[i + 1]]` in those `columns`.

    Terms that one row alone holds are not in it: they add nothing to any product of two.
    """

    starts: NDArray[np.int64]
    columns: NDArray[np.int32]
    values: NDArray[np.float32]
    width: int


@dataclass(frozen=True, slots=True)
class Features:
    """The compared side of an article.

    Attributes:
        words: the stems of the words of the head, each once, as they first appear.
        marks: how often each name word and each number ("#7.2") stands there.
        length: of the head, in words.
        day: when it was published, in days since 1970; nan when nobody says.
        dated: the same, else a full date that its opening names.
        sides: the two whose match the headline names, each by its words as in `words`; else none.
        ages: of the persons it tells of, in another language than English.
        names_abroad: those of `marks` that are names, in another language than English or German.
        numbers_abroad: those of `marks` that are numbers, in another language than English.
        language: the other language than English; else None.
    """

    words: tuple[str, ...]
    marks: dict[str, int]
    length: int
    day: float
    dated: float
    sides: tuple[frozenset[str], ...] = ()
    ages: frozenset[str] = frozenset()
    names_abroad: frozenset[str] = frozenset()
    numbers_abroad: frozenset[str] = frozenset()
    language: str | None = None


def body_of(article: Article, limit: int | None = None) -> str:
    """Return the article's text without page furniture, at most `limit` characters."""
    if article.body is None:
        return article.text if limit is None else article.text[:limit]
    parts: list[str] = []
    left = len(article.text) if limit is None else limit
    for start, end in article.body:
        if left <= 0:
            break
        parts.append(article.text[start : min(end, start + left)])
        left -= end - start
    return "\n".join(parts)


def head_of(article: Article) -> str:
    """Return the found title and the head of the body."""
    body = body_of(article, HEAD)
    return body if article.title_made or not article.title else f"{article.title}. {body}"


def read_features(article: Article) -> Features:
    """Return what is compared of `article`."""
    head = head_of(article)
    tokens = (_SCRIPT_TOKEN if needs_own_words(head) else _TOKEN).findall(head)
    counts = Counter(tokens)
    day = day_of(article.published)
    foreign = is_foreign(article.language)
    marks = _marks_abroad(head, counts, article.language) if foreign else _count_marks(counts)
    named = foreign and article.language != NOUNS_CAPITAL
    return Features(
        words=tuple(dict.fromkeys(_telling(counts, article.language))),
        marks=marks,
        length=sum(map(len, map(_STEMS.__getitem__, tokens))),
        day=day,
        dated=named_day(head) if math.isnan(day) else day,
        sides=sides_of(article),
        ages=frozenset(chain(*_AGE.findall(head))) - {""} if foreign else frozenset(),
        names_abroad=frozenset(mark for mark in marks if mark[0] != "#" and named),
        numbers_abroad=frozenset(mark for mark in marks if mark[0] == "#" and foreign),
        language=article.language if foreign else None,
    )


def sides_of(article: Article) -> tuple[frozenset[str], ...]:
    """Return the two sides of the match that an article's headline names, each by its words."""
    found = None if article.title_made else _FIXTURE.match(article.title)
    if found is None:
        return ()
    tokens = (_TOKEN.findall(found[side]) for side in ("home", "away"))
    return tuple(frozenset(_telling(side, article.language)) for side in tokens)


def _telling(tokens: Iterable[str], language: str | None) -> Iterator[str]:
    """Yield the stems of the words of `tokens`.

    Function words of other languages go: the table of English news would take them for rare.
    """
    if not is_foreign(language):
        return chain.from_iterable(map(_STEMS.__getitem__, tokens))
    stops = stop_words(language)
    told = (token for token in map(_without_particle, tokens) if token.lower() not in stops)
    stems = chain.from_iterable(map(_STEMS.__getitem__, told))
    found = (one for one in stems if one.isascii() or (len(one) > 1 and not is_grammar(one)))
    return (one[:ROOT] if language in INFLECTED else script_stem(one) for one in found)


def _without_particle(token: str) -> str:
    """Return "incendie" of "l'incendie", "İzmir" of "İzmir'in"."""
    return max(_SET_OFF.split(token), key=len)


def named_day(text: str) -> float:
    """Return the first full date in the opening of `text`, in days since 1970, else nan.

    Dates in numbers alone count only in the order year, month, day.
    """
    for match in _DATE.finditer(text[:OPENING]):
        month = _MONTHS.get((match["month"] or match["month2"] or "").lower()[:3])
        if match["year3"]:
            year, month, day = int(match["year3"]), int(match["month3"]), int(match["day3"])
        else:
            year, day = int(match["year"] or match["year2"]), int(match["day"] or match["day2"])
        try:
            return date(year, month or 0, day).toordinal() - _EPOCH
        except ValueError:
            continue
    return math.nan


def day_of(moment: datetime | None) -> float:
    """Return `moment` in days since 1970, nan for None."""
    return math.nan if moment is None else moment.timestamp() / SECONDS_PER_DAY


def read_words(text: str) -> dict[str, None]:
    """Return the stems of the words of `text`, each once, as they first appear."""
    return dict.fromkeys(chain.from_iterable(map(_STEMS.__getitem__, _TOKEN.findall(text))))


def _count_marks(counts: Mapping[str, int]) -> dict[str, int]:
    """Return how often each name and number stands among counted tokens."""
    found: dict[str, int] = {}
    for token, mark in zip(counts, map(_MARKS.__getitem__, counts), strict=True):
        if mark:
            found[mark] = found.get(mark, 0) + counts[token]
    return found


def _marks_abroad(head: str, counts: Counter[str], language: str | None) -> dict[str, int]:
    """Return how often each name and number stands in a text of another language than English.

    The table of names does not know its words, so capitals tell, but those at the head of a
    sentence only where an ending is set off from the name: "İzmir'in".
    """
    openers = Counter(token for token in _OPENER.findall(head) if not _SET_OFF.search(token))
    functions = stop_words(language)
    within: Counter[str] = Counter()
    for token, count in counts.items():
        word = _without_particle(token)
        if _is_number(token):
            within[word] += count
        elif count > openers[token] and not (word[0].islower() or word.lower() in functions):
            within[word] += count - openers[token]
    found: Counter[str] = Counter()
    for mark, count in _count_marks(within).items():
        cut = language in INFLECTED and mark[0] != "#"
        found[mark[:ROOT] if cut else mark] += count
    return found


class _Stems(dict[str, tuple[str, ...]]):
    """Token -> the stems of its words; none for a number."""

    def __missing__(self, token: str) -> tuple[str, ...]:
        if len(self) >= READ_TOKENS:
            self.clear()
        forms = () if _is_number(token) else plain_forms(token)
        self[token] = stems = tuple(map(stem_of, forms)) if len(forms) == 1 else forms
        return stems


class _Marks(dict[str, str]):
    """Token -> its plain form if it is a name, "#" and its digits if a number, else "".

    A name is a word that news mostly writes with a capital, or one that the table does
    not know and that has a capital here.
    """

    def __missing__(self, token: str) -> str:
        if len(self) >= READ_TOKENS:
            self.clear()
        self[token] = mark = self._read(token)
        return mark

    def _read(self, token: str) -> str:
        if _is_number(token):
            return "#" + token.replace(",", "")
        forms, table = plain_forms(token), background()
        if len(forms) != 1:
            return ""
        unknown = forms[0] not in table.weights and token[0].isupper()
        return forms[0] if forms[0] in table.names or unknown else ""


_STEMS, _MARKS = _Stems(), _Marks()


def _is_number(token: str) -> bool:
    return token[0].isdigit() or token[-1] == "%"


def plain_forms(token: str) -> tuple[str, ...]:
    """Return the comparable form of a token; a run without spaces gives pieces."""
    if not token.isascii() and PAIRED_RUN.search(token):
        return tuple(pieces_of(token))
    word = token.lower().replace("’", "'").replace(".", "").removesuffix("'s")
    return (word,) if word else ()


def weigh_words(found: Sequence[Collection[str]], languages: Sequence[str | None] = ()) -> Rows:
    """Return the rows' tf-idf by stems, in which a word counts once however often it stands.

    What a text says over and over is its subject, which events that look alike share. How common
    a word is, the table says, and of another language, which it does not know, the rows at hand.

    Args:
        found: the stems of each row.
        languages: of each row; None for English; empty where all are.
    """
    return _weigh(found, background().stem_weight, None, languages)


def weigh_marks(found: Sequence[Mapping[str, int]]) -> Rows:
    """Return the rows' sublinear tf-idf of names and numbers."""
    weight = background().weight
    counts = np.fromiter(chain.from_iterable(row.values() for row in found), np.float32)
    return _weigh(
        found, lambda mark: NUMBER_WEIGHT if mark[0] == "#" else weight(mark), 1 + np.log(counts)
    )


def _weigh(
    found: Sequence[Collection[str]],
    weigh: Callable[[str], float],
    factors: NDArray[np.float32] | None,
    languages: Sequence[str | None] = (),
) -> Rows:
    """Return rows that are of length 1 before the terms of one row alone are left out.

    A term's column depends on the set of all terms alone, so on no order of the articles.

    Args:
        found: the terms of each row.
        weigh: the weight of a term.
        factors: of each term of each row, one after the other; None for 1.
        languages: of rows whose terms are weighed by how many rows of their language hold them.
    """
    lengths = [len(row) for row in found]
    terms = sorted(set().union(*found))
    number = {term: i for i, term in enumerate(terms)}
    all_terms = chain.from_iterable(found)
    columns = np.fromiter(map(number.__getitem__, all_terms), np.int32, sum(lengths))
    owner = np.repeat(np.arange(len(found)), lengths)
    weights = np.array([weigh(term) for term in terms], np.float32)[columns]
    for language in sorted({one for one in languages if one}):
        own = np.array([one == language for one in languages])
        inside = own[owner]
        holders = np.bincount(columns[inside])[columns[inside]]
        read = np.count_nonzero(own) + ALREADY_READ
        weights[inside] = background().unseen * (1 - np.log(holders) / np.log(read))
    values = weights if factors is None else weights * factors
    heavy = weights >= LEAST_WEIGHT
    squares = np.bincount(owner[heavy], values[heavy] ** 2, minlength=len(found))
    values /= np.maximum(np.sqrt(squares), 1e-9).astype(np.float32)[owner]
    shared = heavy & (np.bincount(columns, minlength=len(terms)) > 1)[columns]
    starts = np.zeros(len(found) + 1, np.int64)
    np.cumsum(np.bincount(owner[shared], minlength=len(found)), out=starts[1:])
    return Rows(starts, columns[shared], values[shared], max(1, len(terms)))
