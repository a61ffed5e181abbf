"""What a cut must not leave at its end: words that say nothing without what was cut off.

"The clarinet was an important instrument [in early jazz]" says another thing, "after the pilot
was arrested [after …]" half of it. For English, told from surface forms.
"""

from __future__ import annotations

import re

from summarizer.text.english import WEEKDAY, counted

_BE = r"(?:is|are|was|were|be|been|being)"
_PREDICATE = re.compile(
    rf"\b(?:{_BE}|becomes?|became|remains?|remained) (?:(?:not|also|now|still|\w+ly) )?"
    r"(?:an?|the|one|his|her|its|their|among|part) [^,;:–—]{0,60}$"
)
_NARROWS = frozenset(
    """in for with on at to by where when from among over against behind
    between since during under through across around near within about into""".split()
)
"""What follows these says which, where or of what kind a predicate is."""
_DEPENDENT = re.compile(
    r"\b(?:after|before|when|that|which|who|because|while|as|until|if) [^,;:–—]{0,60}$"
)
_ENDS_ON_VERB = re.compile(
    r" (?:arrested|killed|injured|wounded|hurt|died|born|shot|hit|rescued|evacuated|released|"
    r"cancelled|postponed|resigned|fell|failed|fired|jailed|charged|fined|suspended|banned|held|"
    r"revealed|announced|trended|appeared|published|sold|opened|closed|used)$"
)
_LATER_PART = frozenset(
    "after because when while for over in on with at from by since as a".split()
)
_DISTANCE = re.compile(
    rf"\b(?:[\d,.]+|an?|{counted(1, 10)}|few|several|half) "
    r"(?:miles?|kilomet(?:er|re)s?|km|met(?:er|re)s?|yards|feet|blocks|(?:hours?|minutes?)['’]?)$"
)
_FROM = frozenset("from north south east west off outside away along inside up down above".split())
_NOT = re.compile(
    r"(?:\b(?:not|cannot|hardly|barely|rarely|seldom|if|unless|until)\b|n['’]t\b)[^,;:–—]*$"
)
"""What is denied, or asked for: "cannot appeal [beyond the first court]"."""
_LEFT = re.compile(
    r"\b(?:leav(?:es?|ing)|gets?|getting|keeps?|keeping) (?:[\w’'-]+ ){0,2}[\w’'-]+$"
)
"""How? "leaving the upper floor [under water]"."""
_PAST_TOLD = re.compile(
    r"\b(?:was|were|had|did|has been|have been|[a-z]{3,}ed|became|began|came|died|fell|found|gave|"
    r"got|held|left|lost|made|met|ran|rose|saw|sent|spoke|took|went|won|wrote|broke|said)\b"
)
_WHEN = frozenset("while where because".split())
_DRIVEN = re.compile(
    r"(?<![\w’'-])(?P<before>[\w’'-]+) (?:\w+ly )?"
    r"(?!need\b|speed\b|breed\b|seed\b|feed\b|men\b|women\b|children\b|garden\b)"
    r"[a-z]+(?:ed|en|wn|ught|ung|ilt)$"
)
_IN_THE_PASSIVE = re.compile(
    rf"(?:{_BE}|get|gets|got|getting|gotten|have|has|had|having|and|or|not|also|then|later|been|"
    r"now|[a-z]+ly|n['’]t)$"
)
"""What stands before a participle that a sentence's own verb needs: "was attacked [by …]"."""
_WITH_WHOM = re.compile(
    r"\b(?:reunif|unif|reunit|unit|merg|combin|replac|compar|connect|associat|align|integrat|"
    r"equip|supply|suppl|provid|confront|reconcil|link|pair)(?:y|e|s|es|ies|ied|ed|ing|ying|d|ped|"
    r"ping)? (?:the |an? |its |his |her |their )?(?:[\w’'-]+ ){0,3}[\w’'-]+$"
)
"""Verbs that join their object to another: "reunify the island [with the mainland]"."""
_ABSTRACT = re.compile(
    r"\bthe (?:[a-z]+(?:[ct]ion|sion|ment|ance|ence|ity|ness)|need|call|case|basis|"
    r"demand|desire|support)s?$"
)
"""Which one: "describes the inspiration [for its fibres]", "had bought the version [from 2019]"."""
_ITSELF = re.compile(rf"\b(?:it|him|her|them)sel(?:f|ves)(?: (?:on )?{WEEKDAY})?$")
"""For what? "The town braced itself Tuesday [for the storm]"."""
_SHARE = re.compile(r"(?:%|\bper ?cent)$")
"""Of what, or in what time? "Sales rose by 4% [in the first half]"."""
_WITH_A = re.compile(r"\bwith an? (?:[a-z-]+ )?[a-z-]+$")
"""Of what kind? "answered the offer with a plan [around a third of its size]"."""
_OF_WHICH = frozenset("for from between behind against with to".split())
_WITH_WHOM_DOING = re.compile(r", with [^,;:–—]{2,60}$")
"""Somebody of whom the verb is still to come: ", with the mayor [saying that …]"."""
_FOR_WITHOUT_VERB = re.compile(r", (?:for|by|in|without|after|before) [a-z]+ing [^,;:]*$")


def is_stump(kept: str, opener: str, *, paused: bool) -> bool:
    """Return whether `kept`, the beginning of a sentence, asks for what is cut off after it.

    Args:
        kept: without the punctuation at its end.
        opener: the first word that is cut off, in small letters.
        paused: a comma or a dash stands at the cut.
    """
    if opener in _FROM and _DISTANCE.search(kept):
        return True
    if (opener == "when" or (opener in _WHEN and not paused)) and not _PAST_TOLD.search(kept):
        return True  # "Shops close when it rains", "will open when steel arrives": a condition.
    if paused:
        return False
    if opener.endswith("ing") and _WITH_WHOM_DOING.search(kept):
        return True
    limited = (_PREDICATE, _WITH_A, _ITSELF, _SHARE, _LEFT)
    if _NOT.search(kept) or (opener in _NARROWS and any(p.search(kept) for p in limited)):
        return True
    return _asks_for(kept, opener) or (opener in _LATER_PART and ends_on_its_verb(kept))


def _asks_for(kept: str, opener: str) -> bool:
    """Return whether the last words of `kept` go with a phrase that `opener` begins."""
    if opener == "by":
        return _is_driven(kept)
    if opener == "with" and _WITH_WHOM.search(kept):
        return True
    return opener in _OF_WHICH and _ABSTRACT.search(kept) is not None


def _is_driven(kept: str) -> bool:
    """Return whether `kept` ends on a participle that no verb goes with: "a thriller driven"."""
    found = _DRIVEN.search(kept)
    return found is not None and _IN_THE_PASSIVE.match(found["before"]) is None


def ends_on_its_verb(kept: str) -> bool:
    """Return whether a clause that depends on another ends on a bare verb: "after he was shot"."""
    clause = _DEPENDENT.search(kept) if _ENDS_ON_VERB.search(kept) else None
    return clause is not None


def leads_on(kept: str) -> bool:
    """Return whether `kept` ends with what opens the clause cut off: ", for judging by it"."""
    return _FOR_WITHOUT_VERB.search(kept) is not None
