"""A lead made narrower, so that its statement fits a title.

What stands before the statement goes, then insertions, days, ranks and offices, and at last what
the subject drags along: "A man who stole the ferry on Sunday was jailed". For English.
"""

from __future__ import annotations

import re

from summarizer.text.english import WEEKDAY
from summarizer.text.verbs import verb_starts
from summarizer.text.words import content_words

SHORTEST_CUT = 32
"""Characters; a shorter piece before a clause border says too little to be a title."""

_REPORTED = re.compile(
    r"^[^,;:“\"]{3,70}?\b(?:said|says|revealed|announced|reported|confirmed|warned|told reporters|"
    r"stated|acknowledged|showed|found|finds|shows)(?: (?:on|late|early) \w+)? that "
    r"(?!(?:he|she|it|they|his|her|its|their)\b)(?=\S)"
)
_SPAN = (
    r"(?:[A-Z]\w+|An?|(?:[A-Z]\w+|More than|Less than) \w+) (?:hours?|days?|weeks?|months?|years?)"
)
_INTRO = re.compile(
    r"^(?:(?:In|On|At|As|After|Before|During|Following|Amid|Despite|While|When|With|For|From|Since|"
    r"Speaking|According|Earlier|Late|Last|By|Over|Under|Now|Once|[A-Z][a-z]+ing"
    rf"|{_SPAN} (?:after|before|into))\b|Even (?:if|as|though|before|after)\b)"
    r"(?:[^,;:“\"]|(?<=\d),(?=\d)){2,130}, (?=\S)"
)
_A_SPAN_AFTER = re.compile(rf"^{_SPAN} after (?P<own>[^,;:“\"]{{32,130}}), (?=\S)")
_FRAME = re.compile(r"^This is the (?:[a-z-]+ )?(?:moment|scene)(?: that| when)? (?=\S+ \S+ \S)")
_JOINER = re.compile(r"^(?:But|And|Yet)\b,? (?=\S+ \S+ \S)")
_OWN_CLAUSE = re.compile(r"^(?:When|After)\b (?=[^,;:]*\b(?:was|were|has|have|had|[a-z]{3,}ed)\b)")
"""Before what is a statement by itself, where its main clause is too far."""
_TELLS_WHO = re.compile(r"(?:As|When|While|After|[A-Z][a-z]+ing)\b")
_WHO_WAS_TOLD = re.compile(r"the [a-z](?![^,]{0,40}[A-Z])")
"""After such an opening "the candidate" is who was named in it."""
_POINTS_INTO_INTRO = re.compile(
    r"(?:he|she|it|they|his|her|its|their|this|that|these|those|both|but|[a-z]{3,}ing)\b"
)
"""What follows an opening phrase and is not understood, or not begun, without it: "When a woman
calls, her questions …"."""
_STILL_INTRO = re.compile(
    r"(?!(?:the|an?|some|many|more|most|several|hundreds|thousands|dozens|one|two|three|at|in|on|by"
    r"|with|for|from|after|during|this|that|these|those|his|her|its|their)\b)"
    r"(?P<noun>[a-z][^,–—]*), (?=[A-Z])"
)
"""What goes on with the phrase: "Working in a park, home to the last herd, Mira Tolk was"."""
_PLACE_TAIL = re.compile(
    r"[A-Z][\w.]+(?: [A-Z][\w.]+)?, (?:on|in|at|the|an?|where|after|before|last|this|his|her)\b"
)
_STATE = re.compile(r"(?:[A-Z][a-z]{1,5}\.|(?:[A-Z]\.){2,3}), (?=[\w“\"])")
"""A place's state or country in short: "to Saltmarsh, | N.Y., rescuers were"."""
_BARE_NAME = re.compile(r"(?:When|While|Once|Because)(?: [A-Z][\w.’'-]*)+, $")
"""The beginning of a clause whose verb is still to come: "When Ida Holm, | head of a firm, met"."""
_GOES_ON = (
    r"(?= (?:is|are|was|were|has|have|had|will|would|can|could|may|said|says|met|won|began|took"
    r"|made|told|held|left|went|died|\w+ed)\b)"
)
_INSERTS = (
    re.compile(
        r", (?:his|her|their|the) [^,“”\"]{2,40}, [^,“”\"]{2,60}, (?:said|says|told|confirmed)"
        r"(?: (?:on|to|in|the|[A-Z])[^,“”\"]{0,60})?\.?$"
    ),
    re.compile(
        r"(?:, \d{1,3})?, (?:who|whose|the|an?)\b[^;:]{3,240},(?: ?[”\"’'])?"
        r"(?= (?:has |have )?died\b)"
    ),
    re.compile(r" ?\([^()]{1,60}\)"),
    re.compile(r", [RDI]-[A-Z][\w. ]{1,15},"),
    re.compile(r", [^,“”\"]{2,40} (?:said|says|reported|announced|confirmed)\b[^,“”\"]{0,40}\.?$"),
    re.compile(r" (?:[–—]|--) (?:(?!--)[^–—]){3,110} (?:[–—]|--)(?= [a-z])"),
    re.compile(r", \d{1,3}(?:(?=, (?:who|whose|of|from|an?|the)\b)|," + _GOES_ON + ")"),
    re.compile(r", (?:from|of) [A-Z][^,;:“”\"]{2,40}, [A-Z][\w. ]{2,30}," + _GOES_ON),
    re.compile(
        r", (?:the|an?|one|his|her|their|its|who|whose|which|where|\w+ing|\w+ed|[A-Z][\w.]+[’']s) "
        r"(?:[^,;:“”\"]|\"[^\"]{1,40}\"|“[^”]{1,40}”){3,120},(?: [^,;:“”\"]{3,30},)?" + _GOES_ON
    ),
    re.compile(r"(?<=[a-z]), (?:[A-Z][a-z.]+ ?){1,2},(?= (?!(?:and|or)\b)[a-z])"),
)
_GLUED = re.compile(r"(?<=\w)—[^–—]{3,110}—(?=[a-z])")
"""An insertion between dashes without spaces."""
_WHEN = re.compile(
    rf"(?:^(?:On|Late|Early|Last) {WEEKDAY}(?: (?:morning|afternoon|evening|night))?,? (?=\S)"
    rf"|(?<! a)(?<! the)(?<! one)(?<! of)(?<! each)(?<! every)"
    rf"(?:,? (?:on|late|early|last|this|by))*,? {WEEKDAY}"
    r"(?: (?:morning|afternoon|evening|night)\b"
    r"|\b(?! (?:and|or|to|morning|afternoon|evening|night)\b))"
    r"|,? (?:yesterday|today|tonight|(?:next|last|this) (?:week|month))\b)(?!['’]s)"
)
_LIGHT = re.compile(r" (?:recently|once|just|now|also)(?= [a-z]{2,}ed\b)")
_RANK = re.compile(r"^(?:Senior|Top|High-ranking|Leading|Several)\s+(?=\w)")
_OFFICE = re.compile(
    r"(?<![\w-])(?!(?:The|A|An|When|As|After|If|But|And|While|Since|Then|With)\b)"
    r"(?:[Ff]ormer )?(?:[A-Z][\w.]+ ){0,3}?(?:President|Minister|Secretary(?: of State)?|Leader"
    r"|Speaker|Senator|Governor|Representative|Sen\.|Rep\.|Gov\.) "
    r"(?=[A-Z][\w.’-]+ (?:[A-Z]\. )?[A-Z])"
)
_DRAGS = re.compile(
    r"(?P<who>(?:An?|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|\d[\d,]*"
    r"|The (?:first|last|second|two|three|four|five))(?: (?!who\b|which\b|that\b)[\w’'-]+){1,5}?) "
    r"(?P<opens>(?:who|which|that) |(?:[a-z]{3,}ed|led|held|shot|found|hit|struck) "
    r"(?:in|of|by|with|for|at|over|on|after|from|to) "
    r"|[a-z]{3,}ing (?=(?:the|an?|his|her|their|its|in|on|to|for|at|with)\b|[‘'“\d]))"
)
"""Somebody whom a clause or participle describes; not "People who", said of those only."""
_HAPPENED = re.compile(
    r"(?:was|were|has|have|had|died|pleaded|[a-z]{3,}ed)\b"
    r"|(?:is|are) (?:now |still )?(?:to be|set|due|expected|accused|charged|facing|suing)\b"
)
_TAKES_ONE = re.compile(r"\b(?:who|which|that|whose|when|while|where|because|if)\b")
_JOINED = re.compile(r"\b(?:and|or|but|not|never)$")
_AUXILIARY = re.compile(r"(?:is|are|was|were|has|have|had)\b")


def unframed(lead: str) -> str:
    """Return the lead without what stands before its statement."""
    lead = _JOINER.sub("", lead, count=1)
    for pattern in (_FRAME, _INTRO, _REPORTED, _INTRO):
        rest = pattern.sub("", lead, count=1)
        rest = lead if _is_torn_off(lead[: len(lead) - len(rest)], rest) else _after_intro(rest)
        if _POINTS_INTO_INTRO.match(rest) or (
            rest != lead and _TELLS_WHO.match(lead) and _WHO_WAS_TOLD.match(rest)
        ):
            own = _A_SPAN_AFTER.match(lead)
            lead = own["own"] if own else lead
        elif len(rest) >= SHORTEST_CUT and len(content_words(rest)) >= 4:
            lead = rest
    return lead


def _is_torn_off(gone: str, rest: str) -> bool:
    """Return whether the comma ends no opening phrase, but stands within a part of it."""
    return (
        gone.count("(") != gone.count(")")
        or _BARE_NAME.match(gone) is not None
        or _ends_in_a_place(gone, rest)
    )


def _ends_in_a_place(gone: str, rest: str) -> bool:
    """Return whether the comma stands within a place: "to Saltmarsh, | Norland, on Monday"."""
    return gone.rstrip(", ").rpartition(" ")[2][:1].isupper() and bool(_PLACE_TAIL.match(rest))


def _after_intro(rest: str) -> str:
    """Return what follows an opening phrase without what still belongs to it."""
    rest = _STATE.sub("", rest, count=1) if _STATE.match(rest) else rest
    going_on = _STILL_INTRO.match(rest)
    if going_on is None or next(verb_starts(going_on["noun"]), None) is not None:
        return rest
    return rest[going_on.end() :]


def shorter_forms(lead: str) -> list[str]:
    """Return the lead, then with less and less in it that is not its statement."""
    forms = [lead]
    _add(forms, _GLUED.sub(" ", lead))
    for patterns in (_INSERTS, (_WHEN,), (_LIGHT, _RANK, _OFFICE)):
        form = forms[-1]
        for pattern in patterns:
            form = pattern.sub("", form)
        _add(forms, unframed(form))
    _add(forms, subject_alone(forms[-1]))
    _add(forms, _OWN_CLAUSE.sub("", forms[-1]))
    return forms


def _add(forms: list[str], form: str) -> None:
    if form != forms[-1]:
        form = form.strip()
        forms.append(form if form[1:2].isupper() else form[:1].upper() + form[1:])


def subject_alone(text: str) -> str:
    """Return the sentence without the clause or participle that describes its subject.

    "A man accused of theft has fled" is "A man has fled"; only of somebody, and of what has
    happened: what is said of people of some kind is not said of people.
    """
    found = _DRAGS.match(text)
    if found is None or next(verb_starts(found["who"]), None) is not None:
        return text
    clause = found["opens"] in ("who ", "which ", "that ")
    verb = _verb_left(text, found.start("opens"), clause=clause)
    if verb is None or not _HAPPENED.match(text, verb):
        return text
    return f"{found['who']} {text[verb:]}"


def _verb_left(text: str, start: int, *, clause: bool) -> int | None:
    """Return where the verb of the subject begins: each "who" and "that" takes one before it."""
    past = text.index(" ", start) + 1
    taken, group = 0, -1
    for at in (past + place for place in verb_starts(text[past:])):
        before = text[past:at].rstrip()
        inside = group >= 0 and not text[group:at].strip()
        group = _end_of_auxiliary(text, at)
        if inside or _JOINED.search(before):
            continue
        if taken < clause + len(_TAKES_ONE.findall(before)):
            taken += 1
        elif clause or _AUXILIARY.match(text, at):
            return None if before.endswith(",") and "," not in before[:-1] else at
    return None


def _end_of_auxiliary(text: str, at: int) -> int:
    helper = _AUXILIARY.match(text, at)
    return helper.end() if helper else -1
