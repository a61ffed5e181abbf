"""Which toll of a story is the newest, and which headlines and sentences tell another one.

Reports of one event count its dead as far as they are known. Side by side, twelve and fifteen are
two events to a reader, so only the newest count is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isnan, nan

from summarizer.domain import EncodedArticle
from summarizer.stories.features import day_of
from summarizer.stories.occasions import days_of, tells_part
from summarizer.text.english import MONTH
from summarizer.text.tolls import Dead, dead_in, places_of

HEAD = 6
"""First sentences of a report, which count the dead of its own event."""
_BODIES = "bodie"
"""Of whom dead are counted that were found: all those of the event, or some."""
_OF_BEFORE = re.compile(
    r"^That (?!toll)\w+ |\b(?:last|previous|past|recent) (?:\w+ )?"
    r"(?:week|month|year|spring|summer|autumn|fall|winter"
    r"|decade|attack|crash|blast|fire|storm|quake|earthquake|disaster)\b"
    r"|\bago\b|\bsimilar\b|\bin recent\b|\b(?:an|one) earlier\b|\banniversary\b"
    r"|\b(?:a|each|every|per) year\b",
    re.IGNORECASE,
)
"""Other dead than those of the event, or those of many."""
_AS_THEY_WERE = re.compile(
    r"\b(?:earlier(?! (?:on|in|this|that|today))|initial(?:ly)?|previous(?:ly)?|at first|up from"
    r"|revised|originally|had (?:been )?(?:put|reported|said|given|counted))\b",
    re.IGNORECASE,
)
"""An older toll that is told as one."""
_RECALLED = re.compile(rf"\b{MONTH}\b|\b(?:since|history|deadliest|worst)\b")
"""Below the first sentence, what is told with its month, or was the worst, happened before."""
_OF_ALL = re.compile(r"\btoll\b", re.IGNORECASE)
NEAR = 0.1
"""Share by which "about 50" and 49 may differ and be one count."""
FAR = 10
"""Times as many dead as any report opens on are those of a war or a plague, not of its event."""


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a headline or a sentence counts.

    Attributes:
        text: it.
        dead: whom it counts.
        day: of its article, in days; nan where it is not known.
        first: it is a headline or the first sentence of a report.
    """

    text: str
    dead: Dead
    day: float
    first: bool

    @property
    def total(self) -> bool:
        """Whether it counts all the dead by its own words."""
        return self.dead.floor or self.dead.nearly or _OF_ALL.search(self.text) is not None


@dataclass(frozen=True, slots=True)
class Tolls:
    """The newest count of a story's dead, by whom it counts.

    Attributes:
        newest: for "" (people) and each other noun ("miner") what is told.
        told: counts that stood in a headline or at the head of a report.
    """

    newest: dict[str, _Claim]
    told: frozenset[tuple[str, int]]

    def overtakes(self, text: str, *, first: bool = False) -> bool:
        """Return whether `text` counts the dead otherwise than the newest report.

        `first`: it is a headline, or the first sentence of a report. What counts some of the dead,
        or tells an older toll as such, does not.
        """
        dead = _counted(text, first=first) if self.newest else None
        newest = None if dead is None else self.newest.get(dead.of)
        if dead is None or newest is None or _agree(dead, newest.dead):
            return False
        if _AS_THEY_WERE.search(text) or _holds(text, newest.dead.count):
            return False
        claim = _Claim(text, dead, newest.day, first)
        of_all = (dead.of, dead.count) in self.told
        if dead.count < newest.dead.count:
            of_all |= first or claim.total
        return of_all and _comparable(claim, newest)


def read_tolls(articles: Sequence[EncodedArticle]) -> Tolls:
    """Return the newest tolls of the event that several articles tell."""
    claims = [claim for one in articles for claim in _claims(one)]
    most = max((claim.dead.count for claim in claims if claim.first), default=inf)
    claims = [claim for claim in claims if claim.dead.count <= most * FAR]
    groups: dict[str, list[_Claim]] = {}
    for claim in claims:
        groups.setdefault(claim.dead.of, []).append(claim)
    newest = {of: _newest(group) for of, group in groups.items()}
    bodies, people = newest.get(_BODIES), newest.get("")
    if bodies and people and bodies.dead.count > people.dead.count and not bodies.day < people.day:
        newest[""] = bodies  # more were found than had been counted
    told = frozenset(
        (claim.dead.of, claim.dead.count) for claim in claims if claim.first or claim.total
    )
    return Tolls(newest, told)


def overtaken(
    articles: Sequence[EncodedArticle], texts: Sequence[Sequence[str]]
) -> list[frozenset[int]]:
    """Return per article the places of those of its sentences, `texts`, that tell an older toll."""
    if len(articles) < 2:
        return [frozenset()] * len(articles)
    tolls = read_tolls(articles)
    return [
        frozenset(k for k, text in enumerate(own) if tolls.overtakes(text, first=not k))
        for own in texts
    ]


def _claims(one: EncodedArticle) -> list[_Claim]:
    day = day_of(one.article.published)
    title = [] if one.article.title_made else [one.article.title]
    told = [*title, *(one.text_of(k) for k in range(len(one.sentences[:HEAD])))]
    counted = [(text, _counted(text, first=k <= len(title))) for k, text in enumerate(told)]
    claims = [
        _Claim(text, dead, day, k <= len(title)) for k, (text, dead) in enumerate(counted) if dead
    ]
    first: dict[str, int] = {}
    return [
        claim
        for claim in claims
        # What a report counts after its own event's dead is another: "the war has killed 60,000".
        if first.setdefault(claim.dead.of, claim.dead.count) == claim.dead.count or claim.first
    ]


def _counted(text: str, *, first: bool) -> Dead | None:
    """The dead of the event that a sentence counts; None of one that counts some, or others."""
    dead = dead_in(text)
    if dead is None or tells_part(text) or _OF_BEFORE.search(text):
        return None
    return dead if first or not _RECALLED.search(text) else None


def _agree(one: Dead, other: Dead) -> bool:
    """Return whether two counts may be one: "about 50" and 49."""
    apart = abs(one.count - other.count)
    return apart <= NEAR * max(one.count, other.count) * (one.nearly or other.nearly)


def _newest(claims: Sequence[_Claim]) -> _Claim:
    """Return which count stands: that on which the last report opens, else the highest.

    "At least 12" takes nothing back, nor does what stands below an opening: it may be a part.
    """
    highest = max(claims, key=lambda c: (c.dead.count * (1 - NEAR * c.dead.nearly), -c.dead.floor))
    last = max((claim.day for claim in claims if not isnan(claim.day)), default=nan)
    if not highest.day < last:
        return highest
    latest = [claim for claim in claims if claim.day == last and claim.first]
    latest = [claim for claim in latest if _comparable(claim, highest)]
    stands = max(latest, key=lambda claim: claim.dead.count, default=highest)
    return highest if stands.dead.floor else stands


def _comparable(one: _Claim, other: _Claim) -> bool:
    """Return whether two counts may be of the same dead: of no two places, no two days."""
    places, elsewhere = _places(one), _places(other)
    if places and elsewhere and places.isdisjoint(elsewhere):
        return False
    if one.total or other.total:
        return True
    days, others = (days_of(claim.text) for claim in (one, other))
    return not (days and others) or not days.isdisjoint(others)


def _places(claim: _Claim) -> set[str]:
    """Where those are who are counted, as far as it stands by the number or the word "toll"."""
    toll = _OF_ALL.search(claim.text, 0, claim.dead.place)
    start = toll.start() if toll else claim.dead.place
    return places_of(re.split(r"[,.;:]", claim.text[start:], maxsplit=1)[0])


def _holds(text: str, count: int) -> bool:
    """Return whether a text has that number, too: "from 12 to 15"."""
    return re.search(rf"(?<![\d.,])(?:{count}|{count:,})(?!\d|[.,]\d)", text) is not None
