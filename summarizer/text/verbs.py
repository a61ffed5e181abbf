"""Is a stretch of words a whole clause? Told from surface forms, for English.

No tagger: forms that can only be finite verbs, regular pasts, and a count of the openers
("who", "that", "because") that each take one verb for themselves. In doubt the answer is no.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

_AUXILIARY = frozenset(
    """is are was were am has have had do does did will would can could may might must shall
    should isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't
    can't couldn't shouldn't cannot""".split()
)
_SURE = frozenset(filter(str.isalpha, _AUXILIARY)) - {"may"}
"""Plain words that are no month's name: verbs wherever they stand between spaces."""
_PAST = frozenset(
    """became began broke brought came chose drew drove fell felt fought flew gave got grew held
    kept knew led left lost made met paid put ran rang rose said sat saw sent sold spent spoke
    stood struck swept swore took taught thought threw told warned went won wore wrote hit
    fled shot found built bought caught sank bore beat hurt cut shut forbade overtook""".split()
)
_PRESENT = frozenset(
    """says wants plans remains includes marks reflects seeks makes takes gives shows comes means
    leads holds needs hopes aims faces calls keeps goes gets runs stands lives works fears argues
    warns believes expects insists claims suggests signals supports opposes covers tells knows
    thinks sees begins brings puts becomes happens continues leaves wins loses allows requires
    contains represents owns sells offers provides employs acknowledges underscores say want argue
    believe remain insist warn think expect hope fear know need agree seek""".split()
)
_EITHER = frozenset(
    """held made built sent led set found left shot bought caught sold told hurt cut brought kept
    lost put""".split()
)
"""Past and participle in one form: before "by", "in", "on" they may only describe a noun."""
_TAKERS = frozenset(
    "that who which whose whom where when while if because whether although though once".split()
)
_CLAIMS = frozenset(
    """said says say believe believes believed thinks think thought announced claims claimed
    knew know hopes hope fear fears warned argued argues insisted told""".split()
)
_SAYING = frozenset("said says say".split())
_ARTICLES = frozenset("the a an his her its their this these those our some any no".split())
_OPENERS = frozenset(
    """after when while as because although though if since once with despite amid before until
    during following in on at under unless whether by for from without given according
    along among over through throughout across about like unlike besides beyond behind below upon
    instead rather based faced even just""".split()
)
_NOUNS = frozenset(
    """beijing king meeting building hundred wedding united red alleged armed beloved convicted
    disgraced embattled masked renowned retired suspected unnamed wanted""".split()
)
"""Words that open a subject, though they end as participles do."""
_OF_WHICH = re.compile(
    r"\b(?:chance|hope|belief|idea|fact|sign|moment|day|year|reason|way|time|doubt|fear|thing) "
    r"(?=(?:the|his|her|its|their|he|she|it|they|[A-Z])\b)"
)
"""Nouns after which a clause may stand without "that"."""
_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
_COMPOUND = re.compile(
    r"(?<=[A-Za-z]{3}-)(?<!\b(?:pre|out|mis|dis)-)(?:based|born|led|run|owned|backed|built|made|held|"
    r"trained|linked|aligned|controlled|sponsored|funded)\b"
)
"""A participle that describes what follows: "Velm-based"."""


def finite_verbs(text: str) -> int:
    """Return how many finite verbs are seen in `text`, an auxiliary and its verb as one."""
    count = 0
    governed = False
    for word, kind in _kinds_of_words(text):
        if kind is not None:
            count += not governed
            governed = kind == "auxiliary"
        elif governed and not _goes_on(word):
            governed = False
    return count


def verb_starts(text: str) -> Iterator[int]:
    """Yield where a finite verb that `finite_verbs` sees begins, in order."""
    place = 0
    plain = text.replace("’", "'")
    for word, kind in _kinds_of_words(plain):
        place = plain.index(word, place)
        if kind is not None:
            yield place
        place += len(word)


def has_finite_verb(text: str) -> bool:
    """Return whether `finite_verbs` sees one."""
    if not _SURE.isdisjoint(text.lower().split()):
        return True
    return any(kind is not None for _, kind in _kinds_of_words(text))


def _kinds_of_words(text: str) -> Iterator[tuple[str, Literal["auxiliary", "plain"] | None]]:
    """Yield each word with the kind of finite verb that it is; None for others."""
    words = _WORD.findall(text.replace("’", "'"))
    lower = ["", *map(str.lower, words), ""]
    described = frozenset(map(re.Match.start, _COMPOUND.finditer(text))) if "-" in text else ()
    places = [match.start() for match in _WORD.finditer(text)] if described else range(len(words))
    for k, (word, place) in enumerate(zip(words, places, strict=True), 1):
        if place in described:
            yield word, None
        elif lower[k] in _AUXILIARY and word != "May":
            yield word, "auxiliary"
        else:
            yield word, "plain" if _is_plain_verb(word, lower[k - 1], lower[k + 1]) else None


def _is_plain_verb(word: str, before: str, after: str) -> bool:
    if word[:1].isupper() or before in _ARTICLES or before == "to":
        return False
    if word in _EITHER:
        return after not in ("by", "in", "on", "at", "between", "with", "after", "amid")
    if word in _PAST or word in _PRESENT:
        return True
    return len(word) > 4 and word.endswith("ed") and after != "by"


def _goes_on(word: str) -> bool:
    """Whether the verb group may run on past this word: "has not yet been"."""
    lower = word.lower()
    return lower in ("not", "also", "been", "be", "being", "yet", "never", "already", "now") or (
        lower.endswith("ly")
    )


def is_clause(text: str) -> bool:
    """Return whether `text`, from its start, holds a subject with a finite verb of its own."""
    words = [word.lower() for word in _WORD.findall(text)]
    if len(words) < 3:
        return False
    if words[0] in _OPENERS or (words[0].endswith(("ing", "ed")) and words[0] not in _NOUNS):
        comma = text.find(", ")
        return comma > 0 and is_clause(text[comma + 2 :])
    needed = 1
    for place, word in enumerate(words):
        if word in _TAKERS and place:
            needed += 1
        elif word in _CLAIMS and place + 1 < len(words) and words[place + 1] not in _TAKERS:
            needed += word in _SAYING or _claims_what_follows(words[place + 1])
    needed += len(_OF_WHICH.findall(text))
    return finite_verbs(text) >= needed


def _claims_what_follows(after: str) -> bool:
    return after not in ("on", "in", "at", "during", "after", "to", "of", "by", "for")


_CONTRACTED = re.compile(
    r"\b(?:(?:it|he|she|that|what|who|where|how|there|here)['’]s|\w+['’](?:re|ll|ve|m|d))$", re.I
)


def ends_openly(text: str) -> bool:
    """Return whether the last word asks for more: a preposition, an article, a bare verb."""
    words = _WORD.findall(text)
    if not words:
        return True
    last = words[-1].lower()
    if not re.search(r"[\w”\"')\]%]$", text.rstrip()) or _CONTRACTED.search(text):
        return True
    if words[-1] == "May":
        return False
    if last in _OPEN_END or last in _AUXILIARY or last in _TAKERS or last in _CLAIMS:
        return True
    verb = last in _PAST or (last.endswith(("ed", "ing")) and len(last) > 4)
    return verb and not words[-1][0].isupper() and last not in _CLOSED_VERBS


_CLOSED_VERBS = frozenset(
    """died collapsed resigned fell rose fled ended began escaped exploded crashed failed lost won
    surrendered retired killed arrested injured wounded hurt closed released cancelled postponed
    rescued evacuated meeting meetings hearing building funding spending training shooting bombing
    evening morning election briefing warning beginning opening clothing housing ceasefire trading
    feeling killing crossing proceeding gathering hundred unemployed married bed speed need
    seed indeed bleeding nothing something anything everything king wing ring spring string
    thing beijing""".split()
)
_OPEN_END = frozenset(
    """a an the of to in on at by for from with without about into onto over under between among
    through against during before after amid as than like and or but nor so not very more most
    less least too such both either neither each every any some other another his her its their
    our my your this these those be been being mr mrs ms dr prof sen rep gov gen col lt sgt st
    because if whether until unless since via per including only also just even still
    days weeks months years hours minutes day week month year shortly soon hour minute later
    earlier named known called put""".split()
)
