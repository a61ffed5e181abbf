"""Who speaks in a sentence: the paper, or somebody whose words stand without quotation marks.

"Dear neighbours, you are part of this street" is a letter that an article prints in full, and
"You can add a place to your posts" a notice of the page. As a point of a brief each would be the
article's own claim. For English; other languages pass as the paper's voice.
"""

from __future__ import annotations

import re
from functools import lru_cache

from summarizer.salience.openings import connective_end
from summarizer.salience.quoted import ANY_QUOTED
from summarizer.text.language import in_english
from summarizer.text.runs import word_runs

_YOU = re.compile(r"\b(?:you|your|yours|yourself|yourselves)\b(?! know\b,)", re.IGNORECASE)
_ME = re.compile(
    r"(?<!War )(?<!Phase )(?<!Type )(?<!Class )(?<!Part )"
    r"\bI(?:['’](?:m|ve|d|ll))?\b(?![.,-]| of\b)|\b(?:[Mm]y|[Mm]e|[Mm]yself)\b"
)
_US = re.compile(r"\b(?:[Ww]e|[Ww]e['’](?:re|ve|d|ll)|[Oo]ur|[Oo]urs|[Oo]urselves|us)\b")
_SELF = frozenset("you your yours yourself yourselves i my me myself".split())
_OURS = frozenset("we our ours ourselves us".split())
"""A text that one of these patterns matches holds one of these words."""


@lru_cache(maxsize=4096)
def addresses(text: str) -> bool:
    """Return whether somebody speaks of himself or to a reader, outside quotation marks.

    "we" alone does not count: papers call their readers so ("our ancestors").
    """
    if word_runs(text).isdisjoint(_SELF):
        return False
    outside = ANY_QUOTED.sub(" ", text)
    # "I Oslo" is "in Oslo", "I ministri" the ministers.
    return bool(_YOU.search(outside) or _ME.search(outside)) and in_english(text)


def speaks(text: str) -> bool:
    """The same, counting "we" too: in a report told by several outlets, no outlet says so."""
    if addresses(text):
        return True
    if word_runs(text).isdisjoint(_OURS) or not _US.search(ANY_QUOTED.sub(" ", text)):
        return False
    return in_english(text)


_YOUR_PAPER = re.compile(
    r"\b[Yy]our (?:(?:recent|excellent|front-page) )?(?:report|article|editorial|leader|letter|"
    r"story|columnist|correspondent|coverage|paper|newspaper)\b"
)
_NAMED_SO = re.compile(r"(?<=\w )(?:[A-Z][\w’'-]+ I\b|M[ey]\b)|\bM[ey](?= [A-Z])")
"""A numeral ("Queen Ida I", "the Title I schools"), a word of a name ("the Me Too movement")."""
_QUOTE_MARKS = frozenset('“”"‘')


def is_own_account(text: str) -> bool:
    """Return whether the writer of a sentence tells of himself, or writes to the paper.

    One in which anything is quoted is not: where a mark is missing, all may be somebody's words.
    """
    if not _QUOTE_MARKS.isdisjoint(text) or word_runs(text).isdisjoint(_SELF):
        return False
    return bool(_ME.search(_NAMED_SO.sub(" ", text)) or _YOUR_PAPER.search(text))


_ANSWER = re.compile(
    r"[“\"](?:(?:And|But|So|Well|Yes|No|Yeah),? )?(?:That|This|It|Those|These)"
    r"(?:['’](?:s|d|ll|re)| (?:is|was|are|were|will|would|could|can|may|might|must|should|has|had|"
    r"does|did|means?|makes?|depends)\b)(?P<rest>[^”\"]*)[,.!]?[”\"]",
    re.IGNORECASE,
)
_CLAUSE_TO_COME = re.compile(
    r"\b(?:that|(?<!going )(?<!have )(?<!has )to|how|what|why|whether|who|when|if|because)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def answers(text: str) -> bool:
    """Return whether all that is quoted answers something unheard: “That could be,” he said."""
    match = _ANSWER.match(text)
    if match is None or ANY_QUOTED.search(text, match.end()):
        return False
    return not _CLAUSE_TO_COME.search(match["rest"])


_BELIEF = re.compile(
    r"\b(?:(?:many|most|some|few)(?: \w+){0,3}|people|scientists|researchers|experts|historians|"
    r"doctors|archaeologists|economists|observers|everyone)(?: (?:have|had|has))?(?: (?:long|once|"
    r"always|previously|wrongly|mistakenly|traditionally|generally|widely)){0,2} "
    r"(?:believed|assumed|thought|supposed|held|stood by the (?:belief|idea|view)|clung to)\b"
    r"|\b(?:it (?:is|was|has been|had been)|(?:is|was|were|been)) (?:long|once|commonly|"
    r"popularly|wrongly|mistakenly|previously|traditionally) "
    r"(?:believed|assumed|thought|held|supposed)\b"
    r"|\b(?:conventional|received|popular) wisdom\b|\bcommon (?:belief|misconception|myth)s?\b"
    r"|\bmyth (?:has it|that)\b",
    re.IGNORECASE,
)
_BELIEFS = frozenset(
    """believed assumed thought supposed held stood clung wisdom belief beliefs misconception
    misconceptions myth myths""".split()
)
"""A text that `_BELIEF` matches holds one of these."""
REACH = 40
"""Characters before a belief in which a time tells that it is an old one."""
_CORRECTED = re.compile(
    r"\b(?:but|yet|however|although|though|contrary|not|no longer|n['’]t|wrong\w*|false|untrue|"
    r"debunk\w*|refut\w*|overturn\w*|challeng\w*|than|instead|until|now|new)\b",
    re.IGNORECASE,
)
_LONG_AGO = re.compile(
    r"\b(?:for (?:years|decades|centuries|generations|a long time)|long|once|previously|ago|"
    r"traditionally|always|commonly|popular\w*|conventional|received|wrongly|mistakenly|"
    r"myths?|misconceptions?)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def tells_belief(text: str) -> bool:
    """Return whether a sentence tells only what was long believed: the refutation comes after it.

    "For decades, many have believed that the river …" is what the article is about to correct.
    """
    if word_runs(text).isdisjoint(_BELIEFS):
        return False
    outside = ANY_QUOTED.sub(" ", text)
    outside = outside[connective_end(outside) :]
    belief = _BELIEF.search(outside)
    if belief is None or _CORRECTED.search(outside):
        return False
    return _LONG_AGO.search(outside, max(0, belief.start() - REACH), belief.end()) is not None
