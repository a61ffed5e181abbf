"""Further signs that a sentence was written to be read after another one.

`salience.dangling` tells how much a sentence leans, and the scorer learned from that. What is
seen here was not learned from: it only decides what may be chosen without what it leans on. For
English.
"""

from __future__ import annotations

import re
from functools import lru_cache

from summarizer.characters import capitalised
from summarizer.lengths import count_words
from summarizer.salience.dangling import NAMED, NAMES_OF_TWO, SIDES
from summarizer.salience.openings import connective_end
from summarizer.salience.quoted import QUOTED
from summarizer.salience.terms import content_tokens
from summarizer.summary.persons import named_in_full
from summarizer.text.english import MONTH, SPEECH
from summarizer.text.runs import word_runs

FEW_SAID = 2
"""Content words from which a quotation tells something by itself: “She was suffering” has
one."""
BESIDE_SPEECH = 6
"""Words beside a quotation that only say who spoke: "said Ida Holm, the mayor"."""
STEM = 6
"""Letters by which a source that was told of in the same sentence is known again."""
_SOURCE = (
    r"(?:officials?|activists?|spokes(?:man|woman|person)|sources?|witness(?:es)?|man|woman|"
    r"residents?|analysts?|statements?|release|affidavit|post|tweet|letter|email|memo|readout)"
)
_BOTH = re.compile(rf"\b[Bb]oth (?:{SIDES}|groups|players|clubs|firms)\b")
_UNNAMED_SOURCE = re.compile(
    rf"^(?:[A-Z][^,“”\"]{{2,60}}, t|T)he (?:[A-Za-z-]+ ){{0,4}}{_SOURCE} (?:{SPEECH}|highlighted|"
    r"stressed|emphasi[sz]ed|pointed|described|acknowledged)\b"
    rf"|,[”\"’']? the (?:[a-z-]+ ){{0,2}}{_SOURCE} {SPEECH}\W*$"
)
_SOURCES = frozenset(
    """official officials activist activists spokesman spokeswoman spokesperson source sources
    witness witnesses man woman resident residents analyst analysts statement statements release
    affidavit post tweet letter email memo readout""".split()
)
"""A text that it finds somebody in holds one of these."""
_LATE_PRONOUN = re.compile(rf",[”\"’']? (?:he|she|they) (?:also |later )?{SPEECH}\W*$")
_PRONOUN_WITHIN = re.compile(rf"[^“”\",]{{1,80}}, (?:he|she|they) {SPEECH}, [a-z]")
_ANSWERS = re.compile(
    r"(?:Yes|No|Yeah|Nope|Exactly|Sure|OK|Okay|For (?:one|another|starters)(?: thing)?), "
    r"|To [a-z]+ (?:this|that|these|those)"
    r"(?: (?!(?:week|month|year|season|summer|winter)\b)[a-z]+)?, "
    r"|Instead,? (?!of\b)|(?:Up)?[Oo]n arrival\b|At least (?:not|(?:this|that) (?:is|was))\b"
)
"""A reply, or what was done about what was just told: "To answer that question, …"."""
_FOLLOWS = re.compile(
    r"The (?:[a-z-]+ ){0,2}[a-z-]+ (?:follow(?:s|ed)|(?:comes?|came) (?:after|as|amid|just|only|"
    r"days|hours|weeks|months|a (?:day|week|month|year))) "
)
"""What a news story's second sentence says of its first: "The move comes after …"."""
_AFTER_THAT = re.compile(
    r"(?:(?:Just |Only )?(?:Moments|Seconds|Minutes|Shortly|Soon|Immediately) (?:later|after"
    r"(?:wards?|ward)?)|(?:Afterwards?|By then|Until then|Back then)|(?:A|One|Two|Three|\d+|A few|"
    r"Several) (?:moment|minute|hour|day|week|month|year)s? later|The (?:next|following|same) "
    r"(?:day|morning|afternoon|evening|night|week|month|year)|In (?:response|reply|return|turn)), "
    r"|(?:[A-Z][\w-]*|\d+)(?: few)? (?:minute|hour|day|week|month)s? (?:earlier|before), "
    rf"|Back (?:on|at|in) (?!{MONTH}\b)(?:the )?[A-Z]\w*, "
)
"""After what? "Moments later, Holm sang." A "later" of years is told with its own beginning."""
_CARRIES_ON = re.compile(
    r"(?:Moments|Minutes|Hours|Days|Weeks) (?:later|earlier) [a-z]"
    r"|Then (?:the|an?|came|there|his|her|their|he|she|they|it)\b"
    r"|The (?:couple|pair|duo|trio) "
    r"(?!(?:of|behind|who|whose|that|from|in|at|with)\b)[a-z]"
    r"|Similar (?!to\b)(?:[a-z-]+ ){1,4}?(?:is|are|was|were|has|have|had|already|took|came)\b"
    r"|So (?:begins?|began|goes|went|ends|ended|we|he|she|they|I) "
    r"|The (?:answer|reason|result|outcome|verdict|difference|catch|upshot|consequence)s?"
    r"(?:, [^,]{3,20},)? (?:is|are|was|were|(?:would|could|may|might) be|seems?|came)\b"
)
"""Goes on with what was told or asked: "Hours later he was fired", "Similar ferries are late"."""
_REACTS = re.compile(
    r"(?:The (?:[a-z]+ )?[a-z]+|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?) "
    r"(?:agreed|disagreed|concurred|complied|obliged|relented|refused|declined)[,.]"
)
"""To what? "The judge agreed, throwing out the claim"."""
_JOINS = re.compile(r"(?:But|And|Yet(?! another| to\b| again)) ")
"""A joiner that belongs to its clause, so that it cannot be left out: "But for one day, …"."""
_THE_SAME = re.compile(
    r"[^,;“”\"]{0,60}\b(?:the same thing|"
    r"(?<!and )(?:do|does|did|doing) (?:just|exactly) (?:this|that)|"
    r"(?:said|says|say|suggests?|thinks?|thought) otherwise|"
    r"(?:give|gave|gives|giving) it a (?:try|shot|go))\b"
)
_SAMES = frozenset("same just exactly otherwise try shot go".split())
"""A text that it matches holds one of these."""
_GROUP_AFTER = re.compile(
    r"(?:In|On|At|After|During|Earlier|Last|Since|Before|For|By)\b[^,A-Z]{2,60}, "
    r"the (?:pair|duo|trio|two|couple|brothers|sisters|suspects|victims)\b(?! of\b)"
)
"""Who they are: "In another trial, the pair are accused"."""
_ALL_OF_THEM = re.compile(r"\b[Aa]ll (?:two|three|four|five|six|seven|eight|nine|ten)(?=[.,;]|$)")
"""Of what? "Holm had counted on winning all three."."""
_NEXT_OF_THEM = re.compile(
    r"The (?:next|most recent|earlier|previous|remaining) (?:(?!of\b)[a-z]+ )?[a-z]+ "
    r"(?:was|were|is|are|will|came|come|took|takes|happened|occurred|followed|began|has|had)\b"
)
"""One of several that were told of: "The next robbery was in Velm"."""
_REPLIES = re.compile(r"[”\"],? .{2,60}\b(?:in (?:response|reply)|back)\.$")
_ALL_SAID = re.compile(
    r"The (?:[a-z]+ )?(?:statements|comments|remarks|announcements|reports|accounts|readouts) "
    r"(?:follow|c[ao]me)"
)
"""What more than one sentence said."""
_DESCRIBED = re.compile(
    r"The (?:[a-z]+ )?(?:mission|suspects?|victims?|company|firm|agency|group|incidents?|attacks?|"
    r"shootings?|robbery|robberies|crash|blaze|report|study|deal|proposal|couple|pair|teenager|"
    r"player|star|actor|actress|singer|vessel|device|website|project|letter|video), "
    r"(?:who|which|whose|originally|formerly|identified|named|called|known|described|based|dubbed|"
    r"whom|(?:a|an) )"
)
"""Somebody or something that has its name elsewhere: "The mission, originally named …"."""
_POINTS_BACK = re.compile(
    r"[^,;:()“”\"–—]{1,200} (?:on (?:this|that) front|in (?:this|that) (?:regard|respect))\.$"
)
"""Of one clause, so that what is meant stands before it: "No talks are planned on that front"."""
_THOSE = re.compile(
    r"\b(?<!of )(?:these|those) (?:(?:two|three|four|five|six) )?(?:[a-z-]+ )??"
    r"(?P<noun>[a-z-]{3,}s)\b"
    r"(?! (?:who|which|that|whose|where|when|of|in|on|at|for|from|with|without|to|about|[a-z]+ed|"
    r"[a-z]+ing)\b)"
)
"""Things pointed at: "Poor towns cannot afford those ferries"."""
_NAMES_BEFORE = re.compile(r"[\w’'-]+, .*\b(?:and|or) [\w’'-]+")
"""A list, which they may be."""
_NEXT_CLAUSE = re.compile(
    r"[a-z]{3,}s\b.*(?:;|, (?:and|but|yet|since|because|as|while|though|so)) $"
)
"""What a clause opens behind that speaks of the things of the one before: "sells boats, but these
boats"."""
_OF_A_TIME = frozenset("days years times weeks months hours moments terms words".split())
_AS_TOLD = re.compile(r"(?:In (?:this|that|such a|either) case|At (?:that|one) point), ")
"""As the one before told it, or a moment of it: "In that case, the ferry is sold"."""
_WHOSE = re.compile(
    r"(?:Concerns|Topics|Issues|Priorities|Goals|Subjects|Demands|Charges|Allegations|Examples|"
    r"Challenges|Highlights) (?:also )?(?:encompass|include|range|extend|cover|span|cent(?:er|re)|"
    r"touch)(?:e?d)? "
)
"""Whose, and on what? "Concerns encompass the ferries"."""
_HONOUR = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|President|Prof)\.? [A-Z]")


@lru_cache(maxsize=4096)  # asked by briefs, openings and topics
def hangs_on(text: str) -> bool:
    """Return whether a sentence says of whom or of what it speaks only with the one before it."""
    body = _body(text)
    return bool(
        _ANSWERS.match(body)
        or _FOLLOWS.match(body)
        or _AFTER_THAT.match(body)
        or _CARRIES_ON.match(body)
        or _REACTS.match(body)
        or _JOINS.match(body)
        or (not _SAMES.isdisjoint(word_runs(body)) and _THE_SAME.match(body))
        or _GROUP_AFTER.match(body)
        or _NEXT_OF_THEM.match(body)
        or _DESCRIBED.match(body)
        or (body.endswith(("response.", "reply.", "back.")) and _REPLIES.search(body))
        or (body.endswith(("front.", "regard.", "respect.")) and _POINTS_BACK.match(body))
        or _AS_TOLD.match(body)
        or _WHOSE.match(body)
        or _points_at_things(body)
        or _is_aside(body)
        or _speaks_of_a_number(body)
        or _says_little(body)
        or _unnamed(body)
        or hides_speaker(body)
    )


def hangs_on_all(text: str) -> bool:
    """Return whether a sentence speaks of what several before it said: "The remarks followed …".

    The one before it, mostly a quotation, is not enough to tell what that is.
    """
    return _ALL_SAID.match(_body(text)) is not None


def _body(text: str) -> str:
    """A sentence without "But" and the like, as it would be shown."""
    body = text[connective_end(text) :].strip()
    return capitalised(body)


def hides_speaker(text: str) -> bool:
    """Return whether who speaks is only a "he", at the end or set in.

    "The ferry was safe, he added." and "The mayor, he said, had lied.".
    """
    if _PRONOUN_WITHIN.match(text):
        return True
    late = _LATE_PRONOUN.search(text)
    if late is None:
        return False
    before = text[: late.start()]
    return not named_in_full(before) and _HONOUR.search(before) is None


def _points_at_things(body: str) -> bool:
    """Whether it speaks of "those ferries" where it has not spoken of ferries before."""
    if "hose " not in body and "hese " not in body:
        return False
    plain = QUOTED.sub(" ", body)
    return any(
        match["noun"] not in _OF_A_TIME
        and match["noun"][:STEM] not in plain[: match.start()].lower()
        and not _NAMES_BEFORE.search(plain[: match.start()])
        and not _NEXT_CLAUSE.search(plain[: match.start()])
        for match in _THOSE.finditer(plain)
    )


def _is_aside(body: str) -> bool:
    """Whether a sentence stands in brackets: a remark on the one before it."""
    return body[:1] == "(" and body.rstrip(".")[-1:] == ")" and body.count("(") == 1


def _speaks_of_a_number(body: str) -> bool:
    """Whether it tells of "both sides" or "all three" without naming them before that."""
    if "oth " not in body and "ll " not in body:
        return False
    plain = QUOTED.sub(" ", body)
    both, every = _BOTH.search(plain), _ALL_OF_THEM.search(plain)
    if every and every[0].split()[1] in plain[: every.start()].lower().split():
        every = None  # "three boats … all three"
    return any(
        found is not None and len(NAMED.findall(plain[: found.start()])) < NAMES_OF_TWO
        for found in (both, every)
    )


def _says_little(body: str) -> bool:
    """Whether all there is is a quotation of a few words that are nearly anybody's."""
    if body[:1] not in ("“", '"'):
        return False
    quoted = " ".join(QUOTED.findall(body))
    outside = QUOTED.sub(" ", body)
    if count_words(outside) > BESIDE_SPEECH:
        return False
    return len(content_tokens(quoted)) < FEW_SAID


def _unnamed(body: str) -> bool:
    """Whether who says so is somebody told of before: "the activist said"."""
    source = None if _SOURCES.isdisjoint(word_runs(body)) else _UNNAMED_SOURCE.search(body)
    if source is None:
        return False
    nouns = list(re.finditer(_SOURCE, source[0]))
    before = body[: source.start() + nouns[-1].start()].lower()
    return nouns[-1][0][:STEM] not in before
