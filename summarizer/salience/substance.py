"""How much a sentence tells: somebody did, said, decided or counted something, or it only comments.

Pages that a machine wrote, or a writer short of facts, say what an event means: "Discussions on
trade underscore the shared commitment". Such a sentence has an abstract noun for its subject and
a verb that only relates it to another; nobody in it does anything, and nothing is named, dated or
counted behind the verb. The same goes on behind a comma: ", signalling a willingness to engage".

Rules over surface forms, for English; sentences of other languages have all their substance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from summarizer.domain import Span
from summarizer.text.english import MONTH, WEEKDAY, counted
from summarizer.text.runs import word_runs
from summarizer.text.verbs import ends_openly, is_clause, verb_starts

_NOTIONS = frozenset(
    """agenda agreement aim alliance ambition anticipation approach aspect atmosphere attempt
    attention backdrop balance benefit bond breakthrough challenge circumstance clarity
    climate collaboration commitment communication community complexity concern condition
    confidence consensus consequence context conversation cooperation coordination culture
    desire determination development dialogue difference dimension diplomacy direction
    dynamic effort emphasis endeavor endeavour engagement environment era evolution exchange
    expectation experience fabric factor feature focus foundation framework friendship future
    gesture goal growth hope impact implication importance improvement inclusivity innovation
    insight integration intention interaction interest interplay intersection involvement
    issue itinerary journey landscape legacy lesson message milestone moment momentum mood
    movement narrative nature need notion objective opportunity outcome partnership path
    perception perspective phenomenon positioning possibility potential presence pressure
    priority process progress prospect prosperity purpose pursuit quest question rapport
    readiness reality reason recognition reflection relation relationship relevance reliance
    reminder resilience resolve resonance responsibility rhetoric rise role scene sense
    sentiment shift sign signal significance situation solidarity spirit stability stakes
    stance state strategy strength struggle sustainability symbol synergy tapestry tension
    testament theme thinking tie timing tone topic trajectory transformation transition
    transparency trend trust turning understanding unity urgency value view vision vitality
    voice willingness""".split()
)
"""Nouns that nobody can see, arrest, elect or count. The name of such a thing is no news."""
_EVENTS = frozenset(
    """achievement act action address advancement agreement announcement appearance appointment
    arrival call campaign case change conference contract cooperation crisis deal debate
    decision declaration departure discussion disruption election event exchange expansion
    fire gathering incident initiative interaction introduction investment launch match
    meeting move negotiation operation outcome partnership performance policy project
    proposal raid ruling scandal statement step story stride study summit talk tour tragedy
    trip unveiling verdict victory visit vote win""".split()
)
"""What happened, as a noun: a sentence about it may tell news, or only what it means."""
_AIMS = frozenset("aim ambition focus goal hope intention objective priority purpose task".split())
"""What somebody means to do, as a noun: it tells less than what was done."""
_IS = (
    r"(?:(?:also|now|still) )?(?:is|are|was|were|remains?|remained|will be) "
    r"(?:(?:not|simply|only|still|now) )?"
)
_IS_TO = re.compile(rf"{_IS}(?:to|that)\b")
_IS_THIS = re.compile(rf"{_IS}(?:the|an?)\b")
"""A goal is this on a pitch, too."""
_MOSTLY = re.compile(
    r"\b(?:often|usually|typically|generally|traditionally|frequently|commonly|tend|tends|tended) "
    r"(?:to )?$"
)
"""Before its verb: what is so as a rule, and was no news."""
_NO_PLURAL = frozenset("focus emphasis consensus progress address business crisis process".split())

_MEANS = (
    r"(?:underscor|underlin|underpin|highlight|showcas|exemplif|illustrat|demonstrat|emphasi[sz]|"
    r"reflect|signal|signif|symboli[sz]|embod|epitomi[sz]|herald|reinforc|reaffirm|solidif|cement|"
    r"foster|represent|mark|reveal|stress|suggest)"
)
_FINITE = rf"{_MEANS}(?:l?ed|e?s|ied|ies|e|y|)"
_WEIGHS = (
    r"(?:holds?|held|carr(?:ies|y|ied)|bears?|has|have|had|takes? on|took on|lends?|adds?|brings?|"
    r"assumes?|gains?|gained) (?:(?:an?|the|its|such|immense|great|particular|both|new|added|"
    r"special|[a-z]+(?:ant|ial|ic|ous|al|ive|ound)) )*"
    r"(?:weight|significance|importance|implications?|potential|promise|layers?|dimension|urgency|"
    r"relevance|meaning|consequences|light|stakes)\b"
)
_RELATES = re.compile(
    rf"(?:(?:further|also|clearly|only|not only|merely|vividly|strongly|once again|[a-z]+ly) )?(?:"
    rf"{_FINITE}\b"
    rf"|{_WEIGHS}"
    r"|(?:serve[sd]?|stands?|stood|acts?|acted|emerge[sd]?) as\b"
    r"|(?:is|are|was|were|will be|become|becomes|became) (?:also )?"
    r"(?:one of the most\b|(?:an?|the|yet another|one of the|more than(?: just)?)? ?"
    r"(?:[a-z-]+,? ){0,3}(?:testament|reminder|indication|reflection|step|moment|milestone|"
    r"symbol|sign|beacon|example|cornerstone|catalyst|crossroads|turning point|opportunity|"
    r"development|challenge|priority|issue|role|factor|part|topic|concern|question)\b"
    r"|(?:[a-z]+ly )?(?:to|on|in|at|about|for|crucial|critical|vital|essential|pivotal|paramount|"
    r"significant|important|imperative|evident|palpable|complex|undeniable|seen|viewed|aimed|"
    r"expected|poised|marked|characteri[sz]ed|marred|fraught|shaped|driven|defined|intended|"
    r"underway|designed)\b)"
    r"|(?:seek|aim|strive|serve)(?:s|ed)? to\b"
    r"|(?:come|came|comes|arrive[sd]?|unfold(?:s|ed)?) (?:at a|amid|against|in the wake|"
    r"on the heels|as)\b"
    r"|(?:touch(?:es|ed)? (?:up)?on|encompass(?:es|ed)?|cover(?:s|ed)?|extend(?:s|ed)?|"
    r"revolve[sd]?|cent(?:er|re)(?:s|ed)?|focus(?:es|ed)?|hinge[sd]?|navigate[sd]?|evoke[sd]?|"
    r"pave[sd]?|offer(?:s|ed)?|provide[sd]?|raise[sd]?|enhance[sd]?|shape[sd]?|"
    r"contribute[sd]?|play(?:s|ed)?|pose[sd]?|present(?:s|ed)?|create[sd]?|"
    r"depend(?:s|ed)?|go(?:es)? beyond|speaks? to|shed(?:s)?)\b"
    r"|(?:has|have|had) (?:(?:also|long|further|[a-z]+ly) )?(?:left|become|"
    r"(?:also )?been (?:on|about|to|marked|marred|shaped|defined|characteri[sz]ed|fraught|focused)|"
    rf"{_MEANS}(?:l?ed|ied|ed))\b)",
)
"""Verbs that say what one thing is to another, not what anybody did."""
_RELATES_AFTER = re.compile(
    rf"(?<=[a-z’']) (?<!\bthe )(?<!\ban )(?<!\ba )(?<!\bto )(?<!\bof )"
    rf"(?=(?:further |also |[a-z]+ly )?(?:{_FINITE}|(?:touch|navigate|encompass|evoke|hinge|"
    r"revolve|seek|aim|strive|pave|foster|shape|come|hold|carry|serve|pose|raise)s?) )"
)
"""Before one of them whose form is not only a verb's."""
_MAY_BELONG = re.compile(r"[a-z-]+ed\b")
_MEANING = re.compile(
    rf"(?:(?:further|also|[a-z]+ly) )?(?:{_FINITE}\b|{_WEIGHS}|serve[sd]? as\b|stands? as\b|"
    r"touch(?:es|ed)? (?:up)?on\b|encompass(?:es|ed)?\b|cover(?:s|ed)?\b|revolve[sd]?\b|"
    r"cent(?:er|re)(?:s|ed)? (?:up)?on\b|c[ao]mes? (?:at a|amid|against)\b|"
    r"(?:provide|offer|present)(?:s|d|ed)? (?:an?|the) (?:[a-z]+ )?(?:opportunity|chance)\b|"
    r"pave[sd]?\b|set(?:s)? the (?:stage|tone)\b|raise[sd]? (?:[a-z]+ )?(?:questions|concerns)\b|"
    r"shed(?:s)? light\b|(?:is|was|are|were) (?:more than|not (?:just|only|merely))\b|"
    r"(?:is|was|are|were) (?:characteri[sz]ed|marked|defined|seen as)\b|(?:delves?|delved) into\b|"
    r"(?:is|was|remains?) an? (?:[a-z]+,? )?(?:[a-z]+ )?(?:testament|reminder|reflection|milestone|"
    r"symbol|step))"
)
"""Those of them that say what an event means."""
_TALKS = re.compile(
    r"(?:(?:also|both|have|has|had|repeatedly|further|[a-z]+ly) )*"
    r"(?:acknowledge[sd]?|express(?:es|ed)?|emphasi[sz]e[sd]?|stress(?:es|ed)?|reiterate[sd]?|"
    r"reaffirm(?:s|ed)?|underscore[sd]?|underline[sd]?|highlight(?:s|ed)?|recogni[sz]e[sd]?|"
    r"exchange[sd]?|share[sd]?|demonstrate[sd]?|remain(?:s|ed)?|continue[sd]? to|navigate[sd]?|"
    r"engage[sd]? in|maintain(?:s|ed)?|embrace[sd]?|foster(?:s|ed)?|explore[sd]?|discuss(?:es|ed)?|"
    r"(?:is|are|was|were) (?:[a-z]+ly )?(?:committed|working|dedicated|determined|poised|grappling|"
    r"engaged|navigating)) "
)
"""What somebody does who does nothing."""
_AT_EASE = re.compile(
    r"[^.]*\b(?:importance|potential|willingness|commitment|need|satisfaction|opportunit\w+|"
    r"challenges?|cooperation|collaboration|relationship|understanding|benefit|dialogue|ties|"
    r"significance|engagement|interests?|issues|concerns|views|avenues|talks|discussions)\b"
)
_HEAD_ENDS = re.compile(
    r"[,;:(]| (?:of|for|to|in|on|at|by|from|with|between|among|amid|as|toward|towards|regarding|"
    r"concerning|surrounding|against|over|about|behind|within|around|into|that|which|who|and)\b"
)
_LEADS_IN = re.compile(
    r"(?:(?:In|On|At|As|With|By|For|Amid|Despite|Beyond|After|Before|During|Following|Through|While|"
    r"Although|Though|Given|Under|From|Since|Over|Across|Looking|Moving|Against) [^,]{2,140},|"
    r"(?:Notably|Additionally|Moreover|Furthermore|However|Ultimately|Overall|Meanwhile|Indeed),) "
)
_NAMES = re.compile(
    r"(?<![.!?“\"] )(?<!^)\b[A-Z][\w’'.&-]*(?: (?:of |the |de |al-)?[A-Z][\w’'.&-]*)*"
)
_NUMBERS = re.compile(
    rf"\d[\d.,:]*|[$£€]|\b(?:{counted(2, 10)}|dozens?|hundreds?|thousands?|millions?|billions?|"
    rf"half|twice|percent|first|second|third|{MONTH}|{WEEKDAY}|yesterday|"
    r"last (?:week|month|year|night))\b"
)
_QUOTED = re.compile(r"[“\"][^”\"]{8,}[”\"]|[‘'][^’']{12,}[’'](?!\w)")
_SAID = re.compile(
    r"\b(?:said|says|told|according to|announced|reported|wrote|warned|argued?s?|claimed|asked)\b"
)
NAME_TELLS, NUMBER_TELLS, QUOTE_TELLS, SAID_TELLS = 0.35, 0.9, 1.5, 0.5
"""What a name, a number, a quotation and a speaker behind the verb weigh against the comment."""
ABSTRACT, MEANT, EMPTY = 1.0, 0.8, 0.5
"""How surely it comments: a notion for its subject; an event that means something; somebody who
acknowledges a potential."""
TELLS = 0.55
"""Substance from which a sentence tells more than what an event means."""
_HINTS = frozenset(
    form for noun in _NOTIONS | _EVENTS | _AIMS for form in (noun, f"{noun}s", f"{noun[:-1]}ies")
)
"""A comment holds one of these."""


@lru_cache(maxsize=8192)
def substance(text: str) -> float:
    """Return how much an English sentence tells, from near 0 for a mere comment to 1."""
    if text[:1] in "“\"‘'" or word_runs(text).isdisjoint(_HINTS):
        return 1.0
    lead = _LEADS_IN.match(text)
    start = lead.end() if lead else 0
    for verb in _verbs_of(text, start):
        kind = _kind(text[start:verb], text[verb:])
        if kind:
            return 1.0 - kind * float(2.0 ** -_specifics(text[verb:], text[:start]))
    return 1.0


def tells(text: str) -> bool:
    """Return whether an English sentence does more than comment."""
    return substance(text) >= TELLS


def _verbs_of(text: str, start: int) -> Iterator[int]:
    """Yield where the first verb of a clause may begin.

    A form in "-ed" may still belong to its subject: "undocumented migrants".
    """
    finite: list[int] = []
    end = len(text)
    for at in verb_starts(text[start:]):
        if at:
            finite.append(start + at)
            if not _MAY_BELONG.match(text, start + at):
                end = start + at
                break
    relating = (match.end() for match in _RELATES_AFTER.finditer(text, start, end))
    yield from sorted({*relating, *finite})


def _kind(subject: str, rest: str) -> float:
    """How surely a clause of this subject and what follows comments; 0 for not."""
    head = head_of(subject)
    relates = _RELATES.match(rest)
    if relates and head in _NOTIONS:
        return ABSTRACT
    if (head in _EVENTS or subject.strip() in ("This", "That")) and _MEANING.match(rest):
        return MEANT
    if head in _AIMS and (_IS_TO.match(rest) or (head != "goal" and _IS_THIS.match(rest))):
        return ABSTRACT
    if head in _EVENTS | _NOTIONS and _MOSTLY.search(subject):
        return EMPTY
    if _TALKS.match(rest) and _AT_EASE.match(rest):
        return EMPTY
    return 0.0


def head_of(phrase: str) -> str:
    """Return the noun that a phrase is about, in lower case and the singular; "" for a name."""
    end = _HEAD_ENDS.search(phrase)
    words = phrase[: end.start() if end else len(phrase)].split()
    if not words or (words[-1][:1].isupper() and len(words) > 1):
        return ""
    word = words[-1].lower().strip("’'“”\"")
    if word in _NO_PLURAL or not word.endswith("s") or word.endswith("ss"):
        return word
    return word[:-3] + "y" if word.endswith("ies") else word[:-1]


def _specifics(told: str, lead: str) -> float:
    """What is named, counted or quoted behind the verb, and before the subject."""
    for text in (told, lead):
        if _QUOTED.search(text):
            return QUOTE_TELLS + SAID_TELLS
    names = len(_NAMES.findall(told))
    numbers = len(_NUMBERS.findall(told)) + len(_NUMBERS.findall(lead))
    said = _SAID.search(told) is not None
    return NAME_TELLS * names + NUMBER_TELLS * numbers + SAID_TELLS * said


# What goes on behind a comma.

_ALWAYS = (
    r"(?:underscor|underlin|highlight|showcas|exemplify|illustrat|demonstrat|emphasi[sz]|reflect|"
    r"signify|symboli[sz]|embody|reinforc|reaffirm|solidify|cement|herald|"
    r"testify|epitomi[sz]|punctuat)ing"
)
"""Participles that only say what the clause before them means."""
_MAYBE = (
    r"(?:indicat|suggest|signal|signall|mark|foster|creat|sett|rais|provid|offer|send|pav|usher|"
    r"position|ensur|enhanc|strengthen|promot|navigat|shap|draw|shedd|serv|spark|deepen|boost|"
    r"encourag|pos|present|represent|express|acknowledg)ing"
)
"""Those that do so where what they bring about is a notion."""
_TAIL = re.compile(
    rf",\s+(?:(?:further|thus|thereby|also|once again|[a-z]+ly)\s+)?"
    rf"(?:(?P<always>{_ALWAYS})|(?P<maybe>{_MAYBE})"
    r"|(?P<apart>(?:in )?an?(?:other)?(?= (?:[a-z-]+ ){0,3}"
    r"(?:step|move|sign|signal|testament|reminder|milestone|moment|shift|development|gesture|topic|"
    r"issue|achievement|indication|reflection|symbol|concern|matter|opportunity|subject|hallmark|"
    r"trend|narrative|sentiment)\b(?! to )))"
    r"|(?P<while>(?:as|while) (?:both|the|they|it|he|she|their|its|all|many)\b[^,]{0,60}?\b"
    r"(?:navigates?|grapples? with|strives?|continues? to (?:navigate|grapple|evolve|strive)|"
    r"(?:seeks?|looks?|works?|aims?) to (?:navigate|strengthen|foster|enhance|build|strike)))"
    r")(?=\s)[^“”\"]*$"
)
_KEPT = re.compile(
    r"\d|[$£€%]|\b(?:that|not|no|never|nor|neither|none|nobody|nothing|without|unless|except|if|"
    r"although|though|despite|however|but|only|until|whether|said|say|says|told|accord\w*|claim\w*|"
    r"who|which|where|when|because|since|how|why|what)\b|n['’]t\b|[;:—–()]|(?:^|\s)[‘']"
)
"""What a tail may not take away with it: numbers, claims and who makes them, conditions."""
_NAMED_IN_TAIL = re.compile(r"\b[A-Z][\w’'.&-]*")
_OBJECT = re.compile(
    r"(?:(?:the|an?|its|his|her|their|this|that|both|yet|another|one|of|some|any)\s+)*"
    r"(?P<phrase>[^,]*)"
)
_ROUTES = re.compile(r"\s*(?:the (?:way|stage|tone|scene|door)|clear|light|as an?|to)\b")
_AND_SO_ON = re.compile(r",? and [a-z]+ing\b")
_ONE_OF_MANY = re.compile(r", [a-z]+ing\b[^,]*$")
"""Of a list of participles no one goes."""
_A_TIME = re.compile(r"\b(?:next|last|this) (?:week|month|year|day)$")
LEAST_LEFT, LEAST_SHARE = 8, 0.3
"""Words of what a tail is taken from: as many, and this share of the sentence."""


@lru_cache(maxsize=4096)  # asked for every length of a sentence
def comment_tail(text: str) -> Span | None:
    """Return the comment that an English sentence ends in, from its comma; None for none.

    What is left is as true: the tail's number, claim or condition stays, and so does a tail that
    names anybody without being about a notion.
    """
    if ", " not in text:
        return None
    end = len(text.rstrip().rstrip(".!"))
    for match in _TAIL.finditer(text[:end]):
        tail = text[match.start() : end]
        if _only_comments(match, tail) and _leaves_enough(text[: match.start()], text):
            return match.start(), end
    return None


def _only_comments(match: re.Match[str], tail: str) -> bool:
    """Whether a tail tells what things mean, and nothing besides."""
    if _KEPT.search(tail) or _AND_SO_ON.search(tail):
        return False
    notion = _is_of_a_notion(tail, match)
    if match["maybe"]:
        return notion
    return notion or not _NAMED_IN_TAIL.search(tail)


def _is_of_a_notion(tail: str, match: re.Match[str]) -> bool:
    """Whether what a tail's verb governs is a notion."""
    after = tail[match.end(match.lastgroup or 0) - match.start() :] if match.lastgroup else ""
    if match["apart"] or match["while"]:
        return True
    if _ROUTES.match(after):
        return True
    governed = _OBJECT.match(after.strip())
    return governed is not None and head_of(governed["phrase"]) in _NOTIONS


def _leaves_enough(left: str, text: str) -> bool:
    """Whether the words before a tail are a sentence by themselves, and no list's."""
    words = len(left.split())
    if words < LEAST_LEFT or words < LEAST_SHARE * len(text.split()):
        return False
    if left.count("(") != left.count(")") or _ONE_OF_MANY.search(left) or not is_clause(left):
        return False
    return not ends_openly(left) or _A_TIME.search(left) is not None
