"""Whether the sentence before can tell who a "they", a "he" or a "she" is.

“A report praised the ferry. They also said that fares would fall.” names nobody who could have
said so: whom the pronoun means was told further up, or not at all. A pronoun needs an antecedent
of its number and its kind: who speaks is people or a body, a "he" or "she" is a person. In doubt
there is one. For English.
"""

from __future__ import annotations

import re
from functools import lru_cache

from summarizer.characters import capitalised
from summarizer.salience.dangling import LONGEST
from summarizer.salience.openings import connective_end
from summarizer.salience.quoted import ANY_QUOTED
from summarizer.text.verbs import verb_starts

_SPEAK = (
    r"(?:said|say|told|tell|added|add|wrote|write|argued?|claimed?|warned?|noted?|insisted?|"
    r"stressed|stress|announced?|explained?|acknowledged?|agreed?|urged?|called|asked?|want(?:ed)?|"
    r"hoped?|believed?|thought|think|accused?|promised?|vowed?|planned|plan)"
)
_PRONOUN = re.compile(
    rf"(?P<who>They|He|She)(?P<speaks> (?:(?:also|later|both|\w+ly) )?{_SPEAK})?\b"
)
_GROUPS = (
    r"(?:people|police|staff|crew|team|family|couple|pair|group|union|party|government|ministry|"
    r"company|firm|agency|council|committee|commission|court|board|bank|club|band|jury|army|navy|"
    r"military|public|majority|minority|opposition|administration|association|organi[sz]ation|"
    r"university|school|hospital|church|office|department|authority|congress|parliament|senate|"
    r"men|women|children|everyone|everybody|both|many|others|those|all|they|them|their|we)"
)
_PERSONS = r"[a-z]+(?:(?<!numb)(?<!matt)(?<!pap)ers|ors|ists|ians|(?<!m)ents|ants|ees|als|men|ves)"
"""A plural that mostly means people: "officials", "lawyers", "residents"."""
_PEOPLE = re.compile(rf"\b(?:{_GROUPS}|{_PERSONS})\b", re.IGNORECASE)
_TWO_NAMES = re.compile(r"[A-Z][\w.’'-]* and (?:the |[a-z]+ )?[A-Z]")
_LATE_SPEAKERS = re.compile(rf", [^,“”]{{2,60}} {_SPEAK}\W*$|, according to [^,]{{2,60}}$")
"""Who says so, at the end: "…, local media say"."""
_MORE_THAN_ONE = re.compile(r"\b(?!(?:this|was|has|is|as|its|his|us|thus|plus)\b)[a-z’'-]{2,}s\b")
_ONE = re.compile(r"(?:An?|The|This|That|Each|Every|Another|One|His|Her|Its|Their) ")
_ENDS = re.compile(
    r"[,;:(]| (?:of|for|to|in|on|at|by|from|with|between|among|as|against|over|about|behind|"
    r"within|around|into|that|which|who|also|still|later|now|\w+ly)\b"
)
_NAME = re.compile(
    r"(?<=[\w.,;:”(] )[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'-]*[a-zà-ÿ]"
    r"|^(?!(?:The|An?|In|On|At|It|This|That|There|But|And|We|They)\b)[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'-]+ "
)
_SOMEONE = re.compile(
    r"\b(?:he|she|him|her|his|who|man|woman|boy|girl|father|mother|son|daughter|brother|sister|"
    r"husband|wife|someone|somebody|king|queen|prince|princess|president|minister|mayor|judge|"
    r"child|baby|victim|suspect|chief|star|champion|captain|pilot|coach|guard|guest|host|nurse|"
    r"lord|lady|thief|bishop|priest|pope|widow|friend|colleague|boss|cousin|uncle|aunt|twin|"
    r"teen|bride|groom|nun|monk|sheriff|chef|athlete|neighbour|official|male|female|accused|"
    r"deceased|(?:actr|waitr|heir|host)ess|[\w-]+-year-old|"
    r"[a-z]+(?:er|or|ist|ian|eer|ee|ant|(?<!m)ent|man|woman|person))\b",
    re.IGNORECASE,
)


def opens_with(text: str) -> str:
    """Return the "They", "He" or "She" that opens an English sentence; "" where none does."""
    pronoun = _pronoun(text)
    return pronoun["who"] if pronoun else ""


def they_speak(text: str) -> bool:
    """Return whether a sentence opens with what "they" said: the sentence before has to name them.

    A statement between names no speaker, and is easily taken for theirs.
    """
    pronoun = _pronoun(text)
    return pronoun is not None and pronoun["who"] == "They" and bool(pronoun["speaks"])


def _pronoun(text: str) -> re.Match[str] | None:
    return _PRONOUN.match(capitalised(text[connective_end(text) :]))


@lru_cache(maxsize=4096)
def has_no_antecedent(text: str, before: str) -> bool:
    """Return whether `text` opens with a person's pronoun that nothing in `before` explains."""
    pronoun = _pronoun(text)
    if pronoun is None or len(before) > LONGEST:
        return False
    plain = ANY_QUOTED.sub("“”", before)
    if pronoun["who"] != "They":
        return _NAME.search(plain) is None and _SOMEONE.search(plain) is None
    if _PEOPLE.search(plain) or _TWO_NAMES.search(plain) or _LATE_SPEAKERS.search(plain):
        return False
    if pronoun["speaks"]:
        return _is_one_thing(plain[connective_end(plain) :])
    return _MORE_THAN_ONE.search(plain) is None and _NAME.search(plain) is None


def _is_one_thing(plain: str) -> bool:
    """Return whether what does something in a sentence is one thing: "A U.N. report noted …"."""
    subject = plain[: next((at for at in verb_starts(plain) if at), 0)].strip()
    subject = capitalised(subject)
    if _ONE.match(subject) is None or _MORE_THAN_ONE.search(subject):
        return False
    end = _ENDS.search(subject)
    return subject[: end.start() if end else None].split()[-1].islower()
