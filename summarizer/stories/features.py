"""What of an article decides which event it tells: words, names, numbers, day."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from summarizer.domain import Article
from summarizer.stories.background import background, stem_of

HEAD = 1_500
"""Characters of the body that are compared word by word: what a news text says of its
event it says there; what follows is background shared with other events."""

SECONDS_PER_DAY = 86_400.0

NUMBER_WEIGHT = 5.0
"""Weight of a number, against about 4 for a name that one article in fifty holds."""

LEAST_WEIGHT = 1.0
"""Words that more than a third of all news holds tell nothing; leaving them out halves the
work and changes no group."""

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

_TOKEN = re.compile(r"[^\W_]+(?:['’.,](?=[^\W_])[^\W_]+)*%?")
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


@dataclass(frozen=True, slots=True)
class Rows:
    """A sparse matrix: row i has `values[starts[i]:starts[i + 1]]` in those `columns`."""

    starts: NDArray[np.int64]
    columns: NDArray[np.int32]
    values: NDArray[np.float32]
    width: int


@dataclass(frozen=True, slots=True)
class Features:
    """The compared side of an article.

    Attributes:
        words: how often the words of each stem stand in the head.
        marks: how often each name word and each number ("#7.2") does.
        day: when it was published, in days since 1970; nan when nobody says.
        dated: the same, else a full date that its opening names.
    """

    words: Counter[str]
    marks: Counter[str]
    day: float
    dated: float


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
    words, marks = count_marks(head)
    day = day_of(article.published)
    return Features(words, marks, day, named_day(head) if math.isnan(day) else day)


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


def count_marks(text: str) -> tuple[Counter[str], Counter[str]]:
    """Count the words of `text` by their stems, and its names and numbers as they are."""
    words: Counter[str] = Counter()
    marks: Counter[str] = Counter()
    for token, count in Counter(_TOKEN.findall(text)).items():
        forms, mark = _read_token(token)
        for form in forms:
            words[form] += count
        if mark:
            marks[mark] += count
    return words, marks


@lru_cache(maxsize=1 << 16)
def _read_token(token: str) -> tuple[tuple[str, ...], str]:
    """Return the stems of a token, and its plain form if it is a name or a number, else "".

    A name is a word that news mostly writes with a capital, or one that the table does
    not know and that has a capital here.
    """
    if token[0].isdigit() or token[-1] == "%":
        return (), "#" + token.replace(",", "")
    forms = plain_forms(token)
    if len(forms) != 1:
        return forms, ""
    word, table = forms[0], background()
    unknown = word not in table.weights and token[0].isupper()
    return (stem_of(word),), word if word in table.names or unknown else ""


def plain_forms(token: str) -> tuple[str, ...]:
    """Return the comparable form of a token; a run without spaces gives pairs."""
    if not token.isascii() and _UNSPACED.search(token):
        return tuple(token[i : i + 2] for i in range(max(1, len(token) - 1)))
    word = token.lower().replace("’", "'").replace(".", "").removesuffix("'s")
    return (word,) if word else ()


def weigh_words(counts: Sequence[Counter[str]]) -> Rows:
    """Return the rows' tf-idf by stems, in which a word counts once however often it stands.

    What a text says over and over is its subject, which events that look alike share.
    """
    return _weigh(counts, background().stem_weight, repeated=False)


def weigh_marks(counts: Sequence[Counter[str]]) -> Rows:
    """Return the rows' sublinear tf-idf of names and numbers."""
    weight = background().weight
    return _weigh(
        counts, lambda mark: NUMBER_WEIGHT if mark[0] == "#" else weight(mark), repeated=True
    )


def _weigh(
    counts: Sequence[Counter[str]], weigh: Callable[[str], float], *, repeated: bool
) -> Rows:
    """Return rows of length 1 (empty ones 0).

    A term's column depends on the set of all terms alone, so on no order of the articles.
    """
    terms = sorted(set().union(*counts))
    weights = [weigh(term) for term in terms]
    kept = {t: w for t, w in zip(terms, weights, strict=True) if w >= LEAST_WEIGHT}
    column = {term: i for i, term in enumerate(kept)}
    weight = np.array(list(kept.values()), np.float32)
    total = sum(map(len, counts))
    columns = np.fromiter((column.get(t, -1) for c in counts for t in c), np.int32, total)
    owner = np.repeat(np.arange(len(counts)), [len(count) for count in counts])
    heavy = columns >= 0
    values = weight[columns[heavy]]
    if repeated:
        times = np.fromiter((n for c in counts for n in c.values()), np.float32, total)
        values *= 1 + np.log(times[heavy])
    columns, owner = columns[heavy], owner[heavy]
    starts = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(np.bincount(owner, minlength=len(counts)), out=starts[1:])
    norms = np.sqrt(np.bincount(owner, values * values, minlength=len(counts)))
    values /= np.maximum(norms, 1e-9).astype(np.float32)[owner]
    return Rows(starts, columns, values, max(1, len(kept)))
