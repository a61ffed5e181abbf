"""What a report tells of its own event that no other shares: its dead, its score, its convict.

Two attacks on one town, two matches of one side and two trials before one court share their words;
an event that comes next is known by what the story before never told.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from summarizer.domain import EncodedArticle
from summarizer.stories.background import background
from summarizer.stories.features import STOP, day_of, head_of, plain_forms, read_features
from summarizer.text.english import WEEKDAY, counted
from summarizer.text.tolls import toll_value, tolls_of

OPENING = 400
"""Characters in which a report tells its own event; behind them it may recall others."""

HALF_A_DAY = 0.5
"""How far from whole weeks after the last a weekly report may come, in days."""
FEWEST_NUMBERS, FEW_NUMBERS = 2, 1 / 3
"""It tells so many numbers, of which fewer than that share are the story's."""

_WEEKDAY = re.compile(rf"\b{WEEKDAY}\b")
_SAID_ON = re.compile(r"\b(?:said|told|announced|confirmed|reported)\b[^.,;]*")
"""When something was said is not when it happened."""
_BESIDES = re.compile(
    r"\b(?:among(?! them)|further|others?(?! (?:were )?(?:injured|wounded|hurt)))\b", re.IGNORECASE
)
"""Such dead may belong to those of before: "Four of one family were among the dead"."""
_HURT_TOO = re.compile(r"\b(?:injur|wound)\w+ (?:[\w-]+ ){1,3}others\b", re.IGNORECASE)

_FEW = rf"(?:\d+|{counted(1, 10)})"
_PART = re.compile(
    rf"\b(?:another|{_FEW} (?:\w+ )?more(?! than)|(?<!, ){_FEW} of (?:the|those|them))\b",
    re.IGNORECASE,
)
"""A part of the dead, or those that came in addition: "Three more people died"."""

_KNOWN = re.compile(
    r"\b(?:toll|bod(?:y|ies)|rose|risen|raise[sd]?|rising|climb\w*|reach\w*|bring\w*|brought|found"
    r"|recover\w*|pulled|search\w*|identif\w*|named|buried|burial|funerals?|mourn\w*|vigil"
    r"|remember\w*|charged|arrest\w*|so far|now)\b"
    r"|\b(?:that|which|who|whose)\b[^,.;]*\b(?:killed|died|dead)\b"
    r"|(?<!were )(?<!was )(?<!been )(?<!are )\bkilled (?:in|by|when|on|at)\b",
    re.IGNORECASE,
)
"""How the dead of an event that is known become more, or are told of again."""
_A_NEW_THING = re.compile(r"\b[Aa]n? ")
"""What is told for the first time comes with "a": "when a missile struck a bus depot"."""
_DAY_OF_MORE = re.compile(
    rf"\b{WEEKDAY}\b.*\b(?:after|when|as|into|over|for)\b.*\b(?:killed|died|dead|lives)\b"
)
"""A day before such a word is of something else: "On Friday an inquiry began after …"."""

_SCORE = re.compile(
    r"(?<![\w.,:/–-])(?!(?:[01]?\d|2[0-3]):[0-5]\d)(?P<one>1?\d?\d)(?:-|–|:| a | x )"
    r"(?P<other>1?\d?\d)(?![\w:/–-]|[.,]\d| ?(?:%|Uhr|[ap]\.?m))"
)
_MEASURED = re.compile(
    r" (?:per ?cent|men|women|people|children"
    r"|(?!(?:as|goals|has|his|its|points|this|was)\b)[a-z]+s)\b"
)
"""What a range counts, the smaller number first: "2-4 inches"; "lost 1-2" has nothing behind it."""
_PLAYED = re.compile(
    r"\b(?:beat(?:en|s|ing)?|w[io]ns?|winning|los[et]s?|losing|lost|dr[ae]ws?|drawn|held|victory"
    r"|defeat(?:s|ed)?|thrash\w*|goals?|goalless|scor(?:ed?|ing)|match"
    r"|gan[aóo]\w*|venc\w+|perd\w+|empat\w+|derrot\w+|victoria|vitória|goles?|gols?|partido"
    r"|gew[ao]nn\w*|gewinnt|verl[io]\w+|sieg\w*|besieg\w*|schlug|schlägt|Niederlage|Tor\w{0,3}"
    r"|gagn\w+|bat(?:tu)?|défaite|victoire|perdu)\b",
    re.IGNORECASE,
)
_HALF_TIME = (
    r"\b(?:half[- ]?time|(?:at|before|by) the (?:break|interval)|Halbzeit\w*|Pausen\w+|zur Pause"
    r"|descanso|intervalo|mi-temps|la pause)\b"
)
_NOT_YET = re.compile(
    rf"\d+(?:[-–:]| a | x )\d+[^\d,;(]{{0,40}}{_HALF_TIME}"
    rf"|{_HALF_TIME}[^\d,;]{{0,40}}\d+(?:[-–:]| a | x )\d+",
    re.IGNORECASE,
)
"""A score of half-time is not yet that of the match."""
_VOTED = re.compile(
    r"\b(?:vot\w+|rul(?:ed|es|ing)|courts?|justices|judges|panel|senate|house|committee|council"
    r"|parliament|congress|assembly|board|lawmakers|bill|elect\w*|polls?|part(?:y|ies)|referendum"
    r"|ballots?)\b",
    re.IGNORECASE,
)
"""A vote has its figures, too."""

_VERDICT = re.compile(
    r"\b(?:jailed|sentenced|convicted|acquitted|imprisoned|found (?:not )?guilty|pleaded guilty"
    r"|cleared of (?!(?:the )?(?:snow|ice|debris|rubble|mines|trees|people|protesters)\b)"
    r"|(?:life|prison|jail) sentence|behind bars"
    r"|(?:must|will|would|to) serve (?:at least|a minimum|\w+ years))\b",
    re.IGNORECASE,
)
_BY_THE_WAY = re.compile(r"\b(?:after|before|since|when|who|whose|which)\b")
_WORD = re.compile(r"[\w’'-]+")
_FULL_NAME = re.compile(r"\b[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+")


@dataclass(frozen=True, slots=True)
class Occasion:
    """What articles tell of their own event.

    Attributes:
        dead: how many they count.
        days: the weekdays that they name.
        scores: of the matches that they tell, the greater number first.
        verdict: whether they tell how a trial ended.
        persons: the surnames of those whom they name in full.
        day: the last on which they appeared, in days since 1970; nan where that is more than one.
        numbers: of all kinds.
    """

    dead: frozenset[int]
    days: frozenset[str]
    scores: frozenset[tuple[int, int]]
    verdict: bool
    persons: frozenset[str]
    day: float
    numbers: frozenset[str]


def read_occasion(articles: Sequence[EncodedArticle]) -> Occasion:
    """Return what the heads of `articles` tell."""
    heads = [head_of(one.article) for one in articles]
    days = [day_of(one.article.published) for one in articles]
    return Occasion(
        dead=frozenset(dead_of(articles)),
        days=frozenset(day for head in heads for day in _WEEKDAY.findall(head)),
        scores=frozenset(score for head in heads for score in _scores(head)),
        verdict=any(map(_VERDICT.search, heads)),
        persons=frozenset(name for head in heads for name in _surnames(head)),
        day=max(days) if max(days) - min(days) <= 1.0 else math.nan,
        numbers=frozenset(chain.from_iterable(map(_numbers, articles))),
    )


def is_another(one: EncodedArticle, past: Occasion) -> bool:
    """Return whether an article tells an event that is none of those of the past.

    Its match had another score; its trial ended for others; so many died on a day that was never
    named, and the story's day it does not name; it comes whole weeks later and tells other numbers.
    """
    head = head_of(one.article)
    return (
        _is_another_match(head, past)
        or _is_another_trial(head, past)
        or _are_other_dead(one, head[:OPENING], past)
        or _is_of_another_week(one, head[:OPENING], past)
    )


def dead_of(articles: Iterable[EncodedArticle], characters: int | None = None) -> set[int]:
    """Return the numbers of dead that the heads of articles count, or their openings."""
    heads = (head_of(one.article)[:characters] for one in articles)
    sentences = (said for head in heads for said in STOP.split(head) if not _PART.search(said))
    counts = (tolls_of(sentence).get("dead") for sentence in sentences)
    return {toll_value(count) for count in counts if count}


def days_of(sentence: str) -> set[str]:
    """Return the weekdays on which a sentence lets something happen, not be said."""
    return set(_WEEKDAY.findall(_SAID_ON.sub("", sentence)))


def tells_part(sentence: str) -> bool:
    """Return whether a sentence counts some of the dead alone, or those that came in addition."""
    return _PART.search(sentence) is not None


def are_fewer(now: set[int], before: frozenset[int]) -> bool:
    """Return whether counts of dead are below those of before and repeat none of them."""
    return bool(now and before) and now.isdisjoint(before) and max(now) < max(before)


def _is_of_another_week(one: EncodedArticle, opening: str, past: Occasion) -> bool:
    """Return whether an article reports what comes every week: a march, a market, the weather.

    What killed people does not: a week later its toll has other numbers. But dead may be
    counted every week, and are then told as news: "Nine people died on the roads this week".
    """
    counting = [part for part in STOP.split(opening) if "dead" in tolls_of(part)]
    if past.dead and (not counting or any(map(_KNOWN.search, counting))):
        return False
    gap = day_of(one.article.published) - past.day
    weeks = round(gap / 7) if gap > 0 else 0
    if not weeks or abs(gap - 7 * weeks) > HALF_A_DAY:
        return False
    numbers = _numbers(one)
    fewer = min(len(numbers), len(past.numbers))
    return fewer >= FEWEST_NUMBERS and len(numbers & past.numbers) < FEW_NUMBERS * fewer


def _numbers(one: EncodedArticle) -> frozenset[str]:
    return frozenset(mark for mark in read_features(one.article).marks if mark[0] == "#")


def _is_another_match(head: str, past: Occasion) -> bool:
    if not past.scores:
        return False
    told = set(_scores(head[:OPENING]))
    return bool(told) and past.scores.isdisjoint(_scores(head))


def _scores(text: str) -> Iterator[tuple[int, int]]:
    for sentence in STOP.split(text):
        if _PLAYED.search(sentence) and not _VOTED.search(sentence):
            final = _NOT_YET.sub("", sentence)
            for found in _SCORE.finditer(final):
                one, other = int(found["one"]), int(found["other"])
                if one >= other or not _MEASURED.match(final, found.end()):
                    yield max(one, other), min(one, other)


def _is_another_trial(head: str, past: Occasion) -> bool:
    if not (past.verdict and past.persons):
        return False
    persons = set(_surnames(head))
    if not persons or not past.persons.isdisjoint(_words(head)):
        return False
    ends = [said for said in STOP.split(head[:OPENING]) if _tells_verdict(said)]
    return any(any(_surnames(said)) or _is_of_another_day(said, past) for said in ends)


def _tells_verdict(sentence: str) -> bool:
    """Return whether a sentence tells how a trial ended, as news and not by the way."""
    found = _VERDICT.search(sentence)
    return found is not None and not _BY_THE_WAY.search(sentence[: found.start()])


def _is_of_another_day(sentence: str, past: Occasion) -> bool:
    days = days_of(sentence)
    return bool(days and past.days) and past.days.isdisjoint(days)


def _words(text: str) -> Iterator[str]:
    return (form for word in _WORD.findall(text) for form in plain_forms(word))


def _surnames(text: str) -> Iterator[str]:
    table = background()
    for run in _FULL_NAME.findall(text):
        for word in plain_forms(run.rsplit(" ", 1)[-1]):
            if word in table.names or word not in table.weights:
                yield word


def _are_other_dead(one: EncodedArticle, opening: str, past: Occasion) -> bool:
    """Return whether an article tells other dead, of a day that the story never named.

    Fewer are others; as many or more are where they are told as news.
    """
    dead = dead_of([one], OPENING)
    if not (dead and past.dead and past.days):
        return False
    if not past.days.isdisjoint(_WEEKDAY.findall(opening)):
        return False
    counting = [part for part in STOP.split(opening) if "dead" in tolls_of(part)]
    if any(_BESIDES.search(_HURT_TOO.sub("", part)) or _PART.search(part) for part in counting):
        return False
    dated = [part for part in counting if days_of(part)]
    if are_fewer(dead, past.dead):
        return bool(dated)
    return any(
        _A_NEW_THING.search(part) and not (_KNOWN.search(part) or _DAY_OF_MORE.search(part))
        for part in dated
    )
