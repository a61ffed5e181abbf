"""Two things of a sentence that its evidence has in each other's place: who did it, and to whom.

"Penfold made an offer for Alderbrook" for "Alderbrook made an offer for Penfold", "from £22 million
to £19 million" for the reverse, "the seats but not the brakes". Every word stands in the evidence,
so that nothing but their order tells. Order is compared around a word that stands once in both: a
verb, told in the same voice or with "by" in one of them, or a small word that sets two things
against each other. Of 12,000 true sentences of the development data none is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from summarizer.check.align import Alignment
from summarizer.check.findings import SURE, Finding, fault_at
from summarizer.check.lexicon import opposed, synonymous
from summarizer.check.sources import SourceSentence
from summarizer.check.speakers import ADDRESSING, SAYING
from summarizer.check.tokens import CALENDAR, NEGATIONS, NO_VERBS, Token, adjoining, is_past, stems
from summarizer.text.irregular import BASES

MUTUAL = stems(
    "meet marry wed divorce face play fight date join collide talk debate draw equal "
    "resemble merge split kiss hug separate share be have do hold"
)
"""Verbs that say the same whichever way round, and those that say nothing by themselves."""

ALSO_ELSE = frozenset("lead like felt found ground light lay lie set cut hurt read".split())
"""Forms of verbs that are also something else."""

AUXILIARY = frozenset("will would can could may might must should to".split())
STATES = frozenset(("be", "get"))
NO_DEEDS = (SAYING - ADDRESSING) | MUTUAL
"""Verbs of which the order of the two names tells nothing."""
OPENING = frozenset(
    "in at by on with while for of from to as into after before during over under against near "
    "since until amid about and or that who which than".split()
)
"""After a verb's form these show that it has no object: "people killed in" may be a participle."""

SETTING_ASIDE = (("instead", "of"), ("rather", "than"), ("but", "not"), ("and", "not"), ("not",))
"""Small words, by their keys, that deny what follows them and state what stands before."""
OF_WHICH = ("of",)
"""Between two numbers: "800 of its 1,200"."""
LINKS = (SETTING_ASIDE, (("than",),), (("from",),), (OF_WHICH,))
"""Small words that say something else of what stands on their other side; those that say the
same stand together."""

WINNING = stems("win beat defeat")
"""Verbs of one meaning, though the nouns "win" and "defeat" are contraries."""
LOSING = stems("lose fall")
"""Verbs whose score has either number first, as that of "were beaten" has."""

JOINING = stems("and while but")
"""Words between clauses of equal rank."""

BEFORE_VERB, AFTER_VERB, APART = 3, 6, 8
"""Tokens before and after a verb in which its things are looked for, and the same in the
evidence, whose clauses may be longer."""
AFTER_OTHER = 2
"""After a word that may be no verb, and only between names: "Penrith beat Ashford"."""
BESIDE_PASSIVE, AFTER_PASSIVE = 3, 4
"""The same in the evidence where one of the two is told with "by"."""
BEFORE_LINK, AFTER_LINK = 5, 4


def find_exchanged(alignment: Alignment, evidence: Sequence[SourceSentence]) -> Iterator[Finding]:
    """Yield where the first two sentences of the evidence have it the other way round."""
    for sentence in evidence[:2]:
        pair = exchanged(alignment.tokens, sentence.tokens)
        if pair is not None:
            one, other = pair
            reason = f"puts {one.text} in the place of {other.text}"
            yield fault_at("roles", SURE, reason, one)
            return


def exchanged(said: Sequence[Token], held: Sequence[Token]) -> tuple[Token, Token] | None:
    """Return two things of a sentence that stand in each other's place in another, or None.

    "Harwick sued Sande" for "Sande sued Harwick", not for "Harwick was sued by Sande": that one
    says of both what it says.
    """
    return _around_verb(said, held) or _around_link(said, held) or _in_score(said, held)


class _Order:
    """Where the keys of two sentences stand; only what the written one has once is asked."""

    def __init__(self, said: Sequence[Token], held: Sequence[Token]) -> None:
        self.said = [token.key for token in said]
        self.held: dict[str, list[int]] = {}
        for place, token in enumerate(held):
            self.held.setdefault(token.key, []).append(place)

    def once(self, key: str) -> int | None:
        """Return where the other sentence has a key that stands once in both."""
        places = self.held.get(key, ())
        return places[0] if len(places) == 1 and self.said.count(key) == 1 else None

    def places(self, token: Token) -> list[int]:
        """Return where the other sentence has a thing that is named once in this one."""
        named = token.content and token.kind == "word" and token.key not in CALENDAR
        return self.held.get(token.key, []) if named and self.said.count(token.key) == 1 else []


def _around_verb(said: Sequence[Token], held: Sequence[Token]) -> tuple[Token, Token] | None:
    order = _Order(said, held)
    for place, verb in enumerate(said):
        if not _may_be_verb(verb):
            continue
        there = order.once(verb.key)
        if there is None and _is_verb(said, place):
            there = _told_otherwise(said, place, held)
        if there is None:
            continue
        sure = _is_verb(said, place) and _is_verb(held, there)
        voices = _passive(said, place), _passive(held, there)
        if None in voices:
            continue
        doer = _before(said, place)
        if doer is None:
            continue
        contrary = not _same(verb.key, held[there].key)
        turned = (voices[0] != voices[1]) != contrary
        reach = place + 1 + (AFTER_VERB if sure else AFTER_OTHER)
        for last, other in enumerate(said[place + 1 : reach], start=place + 1):
            if (contrary or not sure) and not (doer.upper and other.upper):
                continue
            first = order.places(doer)
            gapped = bool(first) and _joined(said[place:last]) and _joined(held[there : min(first)])
            if not gapped and _turned(first, order.places(other), there, turned=turned):
                return doer, other
    return None


def _told_otherwise(said: Sequence[Token], place: int, held: Sequence[Token]) -> int | None:
    """Return where another sentence tells a deed by another word: "bought", "acquired", "sold"."""
    key = said[place].key
    places = [n for n, t in enumerate(held) if _same(key, t.key) or opposed(key, t.key)]
    if len(places) != 1 or not _is_verb(held, places[0]):
        return None
    denied = any(t.key in NEGATIONS for t in (*said[:place], *held[: places[0]]))
    return None if denied else places[0]


def _same(one: str, other: str) -> bool:
    return one == other or synonymous(one, other) or {one, other} <= WINNING


def _joined(tokens: Sequence[Token]) -> bool:
    """Whether a clause may end there, the next without a verb: "lost 12 and the cinema 30"."""
    return any(token.key in JOINING for token in tokens)


def _turned(one: Sequence[int], other: Sequence[int], verb: int, *, turned: bool) -> bool:
    """Whether the evidence has the first after the verb and the second before it.

    Where only one of the sentences is told with "by", the same order says the contrary.
    """
    if not one or not other:
        return False
    if turned:
        return 0 < verb - max(one) <= BESIDE_PASSIVE and 0 < min(other) - verb <= AFTER_PASSIVE
    return 0 < min(one) - verb <= APART and 0 < verb - max(other) <= APART


def _may_be_verb(token: Token) -> bool:
    plain = token.kind == "word" and token.content and not token.upper
    return plain and token.key not in NO_DEEDS


def _is_verb(tokens: Sequence[Token], place: int) -> bool:
    form = tokens[place].text.lower()
    if form in ALSO_ELSE or BASES.get(form) in NO_VERBS:
        return False
    # "Beat" is a past without a sign of it.
    return is_past(form) or form == "beat" or _may_do(tokens[max(0, place - 1) : place])


def _may_do(before: Sequence[Token]) -> bool:
    return any(token.text.lower() in AUXILIARY for token in before)


def _passive(tokens: Sequence[Token], place: int) -> bool | None:
    """Return whether a verb is told with "by"; None where its voice cannot be seen."""
    been = any(token.key in STATES for token in tokens[max(0, place - BEFORE_VERB) : place])
    if any(token.key == "by" for token in tokens[place + 1 : place + 4]):
        return True if been else None
    after = tokens[place + 1].text.lower() if place + 1 < len(tokens) else ""
    if after == "to" and tokens[place].key in LOSING and not been:
        return False
    if not after or after in OPENING or (been and not tokens[place].text.endswith("ing")):
        return None
    return False


def _before(tokens: Sequence[Token], place: int) -> Token | None:
    """Return the thing before a verb, adverbs left out; no comma may stand between."""
    for where in range(place - 1, max(-1, place - 1 - BEFORE_VERB), -1):
        token = tokens[where]
        if tokens[where + 1].start - token.end > 1:
            return None
        if token.content and not token.text.lower().endswith("ly"):
            return token
    return None


def _around_link(said: Sequence[Token], held: Sequence[Token]) -> tuple[Token, Token] | None:
    order, keys = _Order(said, held), [token.key for token in held]
    for place in range(1, len(said)):
        for links in LINKS:
            link = next(
                (one for one in links if order.said[place : place + len(one)] == [*one]), ()
            )
            if not link:
                continue
            last = place + len(link)
            before = [t for t in said[max(0, place - BEFORE_LINK) : place] if t.content]
            after = [t for t in said[last : last + AFTER_LINK] if t.content]
            for span in (span for other in links for span in _spans_of(other, keys)):
                pair = _crossed(before, after, order, span, numbers_only=link == OF_WHICH)
                if pair is not None:
                    return pair
    return None


def _in_score(said: Sequence[Token], held: Sequence[Token]) -> tuple[Token, Token] | None:
    """Return the numbers of a score that the same verb has turned: "beat Sande 0-3" for 3-0."""
    order = _Order(said, held)
    for one, other in pairwise(said):
        second, first = order.once(one.key), order.once(other.key)
        if first is None or second != first + 1 or not adjoining(one, other):
            continue
        deeds = [_last_deed(said, one), _last_deed(held, held[first])]
        if adjoining(held[first], held[second]) and deeds[0] == deeds[1] != "":
            return one, other
    return None


def _last_deed(tokens: Sequence[Token], score: Token) -> str:
    """Return the key of the last verb before a score, of those whose score has one order only."""
    before = [token for token in tokens if token.end <= score.start]
    place = next((n for n in range(len(before) - 1, 0, -1) if _is_verb(before, n)), 0)
    free = not place or before[place - 1].key in STATES or before[place].key in LOSING
    return "" if free else before[place].key


def _spans_of(link: tuple[str, ...], keys: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where small words stand in another sentence; "of which" turns its sides itself."""
    for first in range(len(keys)):
        last = first + len(link)
        if tuple(keys[first:last]) == link and keys[last : last + 1] not in (["which"], ["whom"]):
            yield first, last


def _crossed(
    before: Sequence[Token],
    after: Sequence[Token],
    order: _Order,
    span: tuple[int, int],
    *,
    numbers_only: bool,
) -> tuple[Token, Token] | None:
    """Return a thing on each side of a small word that the evidence has on the other."""
    for one in before[::-1]:
        for other in after[:2]:
            if one.kind != other.kind or (numbers_only and one.kind != "number"):
                continue
            first, second = order.once(one.key), order.once(other.key)
            if first is None or second is None:
                continue
            if span[1] <= first <= span[1] + AFTER_LINK and 0 < span[0] - second <= BEFORE_LINK:
                return one, other
    return None
