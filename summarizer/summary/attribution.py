"""Who says, thinks or expects it, beside what is said: "…, the bank expects". Never cut off.

For English, told from surface forms: a part between commas that holds no more than somebody and
a verb of saying or thinking.
"""

from __future__ import annotations

import re
from functools import lru_cache

from summarizer.text.english import SPEECH, WEEKDAY
from summarizer.text.verbs import finite_verbs, is_clause

_NOUNS_TOO = (
    r"alert|boast|caution|claim|detail|estimate|fear|figure|forecast|hint|hope|joke|note|project|"
    r"promise|report|show|signal|state|stress|suspect|tweet|vow"
)
"""Their bare form is a verb after a plural alone: "experts fear"."""
_SAYS = (
    rf"(?:{SPEECH}|say|tell|write|think|f(?:ound|inds?)|"
    r"hea(?:rd|rs?)|fe(?:lt|els?)|underst(?:ood|ands?)|admit(?:s|ted)?|den(?:y|ies|ied)|"
    r"testif(?:y|ies|ied)|signalled|shown|(?:add|assert|comment|complain|confirm|contend|explain|"
    r"expect|insist|learn|maintain|mention|predict|reckon|recall|respond|reveal|suggest|warn)"
    r"(?:s|ed)?|(?:acknowledge|allege|announce|argue|assume|believe|calculate|concede|conclude|"
    rf"declare|disclose|imagine|indicate|observe|propose)[sd]?|(?:{_NOUNS_TOO})(?:s|e?d)|"
    rf"(?:(?<=s )|(?<=they )|(?<=people )|(?<=police )|(?<=many )|(?<=some ))(?:{_NOUNS_TOO}))"
)
"""Verbs of saying, thinking and expecting, in the forms that have a subject."""
_SAYS_FIRST = (
    r"(?:sa(?:id|ys?)|writes?|thinks?|(?:add|admit|caution|claim|complain|confirm|explain|fear|insist|"
    r"predict|reckon|report|reveal|suggest|warn)s|(?:acknowledge|allege|announce|argue|believe|"
    r"conclude|declare|estimate|note)s?|(?:add|claim|complain|explain|insist|warn|argu)ed|wrote)"
)
"""Those that stand before who it is, and are no participles: "says the mayor"."""
_OPENS_OTHER = (
    r"(?:and|but|or|nor|so|yet|who|which|that|whose|whom|where|when|while|after|before|because|since|"
    r"if|though|although|until|unless|with|to|not|what|how|why|in|on|at|for|from|by|of|over|under|"
    r"against|during|amid|about|into|through|despite|\w+ing)\b"
)
_WHEN_OR_WHERE = (
    r"(?:on|in|at|by|during|after|as|of|through|via|from|about|before|following|late|early|earlier|"
    rf"later|last|this|yesterday|today|tonight|recently|{WEEKDAY}|"
    r"to (?=[A-Z]|the |an? |reporters))\b[^,]*"
)
_WHOSE = (
    r"(?:(?:[^\s,]+ ){0,3}[^\s,]+(?:['’]s|s['’])|his|her|its|their|my|our|all|most|some|many|one)"
    r" (?:own )?"
)
_OWN_WORDS = (
    r"as (?:[^\s,]+ ){1,5}?(?:puts?|sees?|saw|t(?:ells?|old)|ha[sd]) it\b|"
    rf"by {_WHOSE}(?:accounts?|admission|reckoning|estimates?|count|telling)\b|"
    rf"in {_WHOSE}(?:words|view|opinion|eyes|telling)\b|in the (?:words|view|opinion|eyes) of |"
    r"to hear (?:[^\s,]+ ){1,4}?tell it\b"
)
"""Without a verb of saying: "as the clerk put it", "by her own account", "in the bank's view"."""
_ATTRIBUTES = re.compile(
    rf"[\s\"”’']*(?:according to |citing |quoting |{_OWN_WORDS}|"
    rf"(?:so )?(?:sa(?:id|ys?) (?!to\b)\w|{_SAYS_FIRST} (?=[A-Z]|(?:the|an?|one|two|some|many|"
    r"several|most|his|her|its|their|sources|police|officials|officers|investigators|prosecutors|"
    r"researchers|experts|analysts|critics|economists|scientists|doctors|witnesses|observers|"
    r"residents|locals)\b))|"
    rf"sa(?:id|ys?)(?: {_WHEN_OR_WHERE})?[\s.]*$|"
    rf"(?!{_OPENS_OTHER})(?:(?!than )[^\s,]+ ){{1,14}}?(?:"
    rf"{_SAYS}(?: {_WHEN_OR_WHERE}| \w+ly)?[\s.]*$|t(?:old|ells?) (?!\w+ that\b)[^,]{{2,60}}$|"
    r"(?:is|are|was|were) quoted\b))"
)
_DASHES = re.compile(r" [–—-]+ |—")
_FIRST = re.compile(rf"[\s\"”’']*{_SAYS_FIRST}\b")
_BARE = re.compile(rf" sa(?:id|ys?)(?: {_WHEN_OR_WHERE})?[\s.]*$")
"""After a comma: "Holm, a clerk, said on Friday"."""


def attributes(part: str) -> bool:
    """Return whether a part between commas says who says or thinks the rest of its sentence."""
    return _ATTRIBUTES.match(part) is not None


@lru_cache(maxsize=512)  # one sentence is asked for in several lengths
def attribution_at(text: str) -> int | None:
    """Return where ", police said." begins, at the end of a sentence; None where none does."""
    comma = text.rfind(", ")
    part = text[comma + 1 :]
    if comma < 1 or _BARE.match(part) or finite_verbs(part) > 1:  # "Holm, a clerk, said it burned"
        return None
    if _DASHES.search(part):  # "the quay – a wreck, by most accounts – and left"
        return None
    before = text[text.rfind(", ", 0, comma) + 1 : comma]
    if _FIRST.match(part) and not is_clause(before):
        return None  # "It burned, and Holm, a clerk, said the same"
    return comma if attributes(part) else None


def attributed_in(gone: str) -> bool:
    """Return whether any part of what is to be cut off says who says or thinks the rest."""
    return any(map(attributes, re.split(rf"[,;:]\s|{_DASHES.pattern}", gone)))
