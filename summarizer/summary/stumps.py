"""What a cut must not leave at its end: words that say nothing without what was cut off.

"The clarinet was an important instrument [in early jazz]" says another thing, "after the pilot
was arrested [after …]" half of it. For English, told from surface forms.
"""

from __future__ import annotations

import re

_BE = r"(?:is|are|was|were|be|been|being)"
_PREDICATE = re.compile(
    rf"\b(?:{_BE}|becomes?|became|remains?|remained) (?:(?:not|also|now|still|\w+ly) )?"
    r"(?:an?|the|one|his|her|its|their|among|part) [^,;:–—]{0,60}$"
)
_NARROWS = frozenset(
    """in for with on at to by who whose where when that which from among over against behind
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
_NOT = re.compile(r"(?:\b(?:not|cannot|hardly|barely|rarely|seldom)\b|n['’]t\b)[^,;:–—]*$")
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


_WITH_WHOM_DOING = re.compile(r", with [^,;:–—]{2,60}$")
"""Somebody of whom the verb is still to come: ", with the mayor [saying that …]"."""


def is_stump(kept: str, opener: str, *, paused: bool) -> bool:
    """Return whether `kept`, the beginning of a sentence, asks for what is cut off after it.

    Args:
        kept: without the punctuation at its end.
        opener: the first word that is cut off, in small letters.
        paused: a comma or a dash stands at the cut.
    """
    if paused:
        return False
    if opener.endswith("ing") and _WITH_WHOM_DOING.search(kept):
        return True
    if opener in _NARROWS and (_PREDICATE.search(kept) or _NOT.search(kept)):
        return True
    if opener == "by":
        return _is_driven(kept)
    return opener in _LATER_PART and ends_on_its_verb(kept)


def _is_driven(kept: str) -> bool:
    """Return whether `kept` ends on a participle that no verb goes with: "a thriller driven"."""
    found = _DRIVEN.search(kept)
    return found is not None and _IN_THE_PASSIVE.match(found["before"]) is None


def ends_on_its_verb(kept: str) -> bool:
    """Return whether a clause that depends on another ends on a bare verb: "after he was shot"."""
    clause = _DEPENDENT.search(kept) if _ENDS_ON_VERB.search(kept) else None
    return clause is not None
