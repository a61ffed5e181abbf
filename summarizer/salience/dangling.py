"""How much a sentence leans on what stood before it, from 0 (stands alone) to 1.

Besides an opening that points back, there are words inside that do: an object pronoun
that cannot mean the subject of its own clause ("The White House put it in …"), a bare
"this", "other" and "further", "also", an event that is named as known ("The discussion
occurred …"). Each cue has a weight; weights add up as independent reasons for doubt do.
For English; other languages score 0 unless their opening dangles.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from summarizer.salience.openings import connective_end, opens_dangling
from summarizer.salience.quoted import ANY_QUOTED
from summarizer.salience.times import deictic_time
from summarizer.text.runs import word_runs

LONGEST = 1200
"""Characters that are looked at: longer "sentences" are faults of splitting."""
SUBJECT = 5
"""Words of a subject within which it names somebody: "the former mayor of Velm"."""
_WORD = re.compile(r"“”|[A-Za-z]+(?:[.-][A-Za-z]+)*\.?|\d[\d,.]*|[,;:—–()]")
_QUOTE_MARKS = re.compile(r"[“\"‘']")
_DETERMINER = frozenset("the a an some many most several all each every no any both".split())
_PERSONAL = frozenset("he she him her his hers himself herself".split())
_THINGS = frozenset("it its they them their theirs".split())
_OBJECTS = frozenset("it him them".split())
_PRONOUNS = _PERSONAL | _THINGS
_CLAUSE_OPENERS = frozenset(
    """, ; : — – ( that who which whom whose when where while if because as and but or so than
    after before until since although though whether what how why to for not said says""".split()
)
_VERB_BEFORE_OBJECT = re.compile(
    r"(?:[a-z]+ed|put|set|made|took|gave|called|found|held|saw|kept|left|sent|told|got|let|brought|"
    r"has|have|had|did|does|do|about|on|with|for|from|against|of|to|by|in|into|at|over|under|after|"
    r"before|behind|[a-z]+s)$"
)
_IT_IS_SO = (
    r"\s+it\s+(?:(?:is|was|would be|will be|has been|may be|might be|could be|’s|'s)\s+)?"
    r"(?:\w+\s+){1,4}?(?:that|to|for|how|what|why|when|who|whether|if)\b"
)
_EMPTY_IT = re.compile(
    r"\b(?:made|make|makes|making|found|find|finds|think|thinks|thought|believe\w*|consider\w*|"
    r"that|when|if|as|because|said|says|but|and|so|while|where|how|what|than|whether|although|"
    r"though|,)" + _IT_IS_SO,
    re.IGNORECASE,
)
_IT = re.compile(_IT_IS_SO, re.IGNORECASE)
"""The same without the word before, which is found quicker."""
_BARE_ONE = (
    r" (?:this|these|those|that)(?=\s*(?:[,.;:—–]|$)|\s+(?:when|while|was|is|are|were|has|had|have|"
    r"will|would|could|can|may|might|must|should|in|on|at|by|as|because|after|before|during|until|"
    r"since|with|and|but|or|to|did|does)\b(?! (?:who|which)\b))"
)
_BARE_DEMONSTRATIVE = re.compile(
    r"\b(?:on|of|to|with|by|in|at|for|from|about|after|before|despite|like|do|did|does|doing|done|"
    r"said|say|mean\w*|made|make|makes|see|saw|is|was|all|,|and|but|because|that|when|how|if|"
    r"agreed|call\w*|take|took|know|knew|believe\w*|than)" + _BARE_ONE,
    re.IGNORECASE,
)
_BARE = re.compile(_BARE_ONE, re.IGNORECASE)
"""The same without the word before: a space is found quicker than thirty words."""
_DEMONSTRATIVES = frozenset("this these those that".split())
_DEMONSTRATIVE_NOUN = re.compile(
    r"\b(?:this|these|those|such) (?:(?:new|two|three|kind of|sort of|type of) )?([a-z-]{3,})", re.I
)
_POINTERS = frozenset("this these those such".split())
_TIMES = frozenset(
    """week weeks weekend month year years season summer winter spring autumn morning afternoon
    evening time day days century decade point moment who in of from with that""".split()
)
_OTHER_START = re.compile(
    r"(?:(?:The |Some |Many |Several |Two |Three |All )?other|Further|Additional|More) "
    r"(?!than\b)[a-z-]+",
    re.I,
)
_MORE_THAN = re.compile(r"More (?:[a-z]+ )?(?:than|of)\b|More [a-z]+ than", re.IGNORECASE)
_OTHER = re.compile(
    r"(?<!each )(?<!one )(?<!among )(?<!and )(?<!or )(?<!, )(?<!any )"
    r"\b(?:the|two|three|some|with|of|by|for) others?\b"
    r"(?! than| hand| side| words)|(?<!one )(?<!yet )\banother (?!one\b)[a-z]+",
    re.IGNORECASE,
)
_OTHERS = frozenset("other others another".split())
_FEW = re.compile(r"\b(?:one|two|first)\b", re.IGNORECASE)
_ADDED = re.compile(
    r"\balso\b(?! known)|\btoo(?=[.,])|\bas well(?=[.,])(?! as)|\blikewise\b|\bsimilarly\b|"
    r"\bagain\b(?=[.,])|\binstead(?=[.,])",
    re.IGNORECASE,
)
_ADDERS = frozenset("also too well likewise similarly again instead".split())
_NOT_ONLY = re.compile(r"\bnot (?:only|just|merely)\b", re.IGNORECASE)
_ANAPHORIC = re.compile(
    r"\b(?:the (?:former|latter|same|aforementioned|above)|at the time|by then|since then|"
    r"thereby|thereafter|such an?|do(?:es|ing)? so|did so|(?:was|is|were) there(?=[.,])|"
    r"(?:the|that) (?:next|following|same|previous) (?:day|week|month|year|morning|night))\b",
    re.IGNORECASE,
)
_ANAPHORS = frozenset(
    """former latter same aforementioned above time then thereby thereafter such so there next
    following previous""".split()
)
SIDES = (
    r"(?:sides|men|women|parties|countries|leaders|teams|officials|governments|nations|companies)"
)
"""Two of a kind, as news calls them once they were named."""
_TWO_SIDES = re.compile(
    rf"(?:Both|Neither|Either) (?:{SIDES}|side|were|are|have|had)\b"
    r"|The (?:[a-z]+(?:-[a-z]+)* )?(?:pair|duo|couple|trio|group)\b(?! (?:of|behind)\b| [A-Z“\"])"
)
NAMES_OF_TWO = 2
_THE_TWO = re.compile(
    rf"\bthe two (?:{SIDES}|presidents|rivals|superpowers)\b",
    re.IGNORECASE,
)
NAMED = re.compile(r"\b(?!(?:In|At|On|After|During|For|The|But|And|As|When|While)\b)[A-Z][\w.’'-]+")
_NOUN = r"(?!(?:of|in|for|to|on|at|with|from|by|between|and|or|that|who|which)\b)[a-z]+(?:-[a-z]+)*"
_DEFINITE = re.compile(
    rf"The ((?:{_NOUN} ){{0,2}}?{_NOUN}) "
    r"(?!this\b|its\b|his\b|as\b)(?=(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|did|does|"
    r"said|says|told|came|began|took|went|made|met|held|left|ran|led|fell|rose|won|lost|gave|got|"
    r"saw|set|found|became|include[sd]?|[a-z]+ly|[a-z]{2,}ed|[a-z]{3,}s)\b)"
)
_SAID_OF = re.compile(
    r"\b(?:said|says|saying|added|announced|confirmed|noted|insisted|told [\w ]{1,30}?),? "
    r"(?:that )?the ([a-z]+(?:-[a-z]+)*) "
    r"(?=(?:would|will|was|were|is|are|had|has|could|can|may|might|should)\b)",
    re.IGNORECASE,
)
"""An event that is only spoken of as known: "The White House said the talks would happen"."""
_SAYING = frozenset("said says saying added announced confirmed noted insisted told".split())
EVENTS = frozenset(
    """call calls meetings discussion discussions statement statements move moves decision
    announcement approach meeting talks visit trip incident attack deal agreement proposal
    plan measure measures study report ruling vote case event conversation claim claims
    comments remarks findings changes change development developments exchange encounter
    dispute row process effort efforts initiative policy results news footage video picture
    pictures image images letter document documents clip post message tweet crash blaze fire
    shooting accident sentence verdict trial hearing investigation probe inquiry suspect
    suspects victim victims man woman boy girl couple child children teenager driver officer
    pair family men women mother father star actor singer player striker winger company firm
    agency group team club organisation organization website paper newspaper magazine device
    site building house property home vessel ship plane aircraft vehicle car bill law package
    offer scheme project programme program game match result win defeat victory goal
    answer problem issue issues reason idea difference latest situation story allegations
    charges two three duo former latter same rest others agenda readout
    summit""".split()
)
"""Nouns that "The …" names as known: heads of a first noun phrase that lean on one before."""
_KNOWN = frozenset(
    """government president police public world country economy internet weather sun moon army
    military media pope queen king prince church state law market markets web city court
    senate house administration ministry opposition parliament press nation poor rich young
    dead elderly majority vast number sea""".split()
)
"""Nouns whose one referent every reader of news knows."""


@lru_cache(maxsize=4096)  # asked several times of each sentence
def dangles(text: str) -> float:
    """Return from 0 to 1 how much the sentence needs one before it to be understood.

    0 stands alone, 1 cannot be understood. Words in quotation marks are not looked at,
    save for who speaks them. A leading pure connective is looked past.
    """
    text = " ".join(text[:LONGEST].split())
    if not text:
        return 0.0
    body = text[connective_end(text) :]
    plain = ANY_QUOTED.sub("“”", body) if _QUOTE_MARKS.search(body) else body
    stands = 1 - (0.9 if opens_dangling(body) else 0.0)
    held = word_runs(plain)
    words = _WORD.findall(plain) if _may_hold_pronoun(held) else []
    lower = list(map(str.lower, words))
    if not _PRONOUNS.isdisjoint(lower):
        stands *= 1 - _unheard_person(words, lower, plain)
        stands *= 1 - _bound_object(words, lower, plain)
    for cue in _CUES:
        stands *= 1 - cue(plain, held)
    return round(1 - stands, 3)


def _may_hold_pronoun(held: frozenset[str]) -> bool:
    """Whether one may be among the words of a text, told from the runs that it holds.

    Where a run has more than plain letters, as "Heß" has, a part of it counts as a word.
    """
    if not held.isdisjoint(_PRONOUNS):
        return True
    return any(not run.isdecimal() and not (run.isascii() and run.isalpha()) for run in held)


def _unheard_person(words: list[str], lower: list[str], plain: str) -> float:
    """A "he" or "her" before whom nobody was named, or a "they" with nothing before it."""
    for place, word in enumerate(lower):
        if word in _PERSONAL and place:
            return 0.0 if _names_someone(words, place) else 0.7
        if word in _THINGS and place and not _names_something(words, place):
            return 0.0 if word == "it" and _expletive(plain) else 0.5
    return 0.0


def _names_someone(words: list[str], place: int) -> bool:
    before = words[:place]
    named = any(
        w[:1].isupper() and (k or w.lower() not in _FIRST_WORDS) for k, w in enumerate(before)
    )
    nouns = any(
        w.lower() in _DETERMINER and k + 1 < len(before) and before[k + 1][0].isalpha()
        for k, w in enumerate(before)
    )
    after = words[place + 1 : place + 12]
    # "In his speech, Anders Holm": the name comes after, as the subject.
    preposed = words[0].lower() in _PREPOSED or words[0].endswith(("ing", "ed")) or "," in before
    if named or nouns or not preposed or "," not in after:
        return named or nouns
    return any(w[:1].isupper() for w in after[: after.index(",") + 1 + SUBJECT])


def _names_something(words: list[str], place: int) -> bool:
    before = [w for w in words[:place] if w[:1].isalpha()]
    if words[0].lower() in _PREPOSED and "," in words[place:]:
        return True
    return len(before) > 1 or _names_someone(words, place)


_FIRST_WORDS = frozenset(
    """in on at after before during while when as if for from by with since the a an and but that
    what there once until among according under over through to of because although though
    despite having being now then asked speaking around every perhaps sure keep let even so
    still yet just only never not whether where why how who which such like near given
    maybe well later nor last this some many most both two three one yesterday today
    earlier""".split()
)
_PREPOSED = frozenset(
    """in on at after before during while when as if for from by with since once until under over
    through to because although though despite having being like unlike among""".split()
)


def _expletive(plain: str) -> bool:
    return _IT.search(plain) is not None and _EMPTY_IT.search(plain) is not None


def _bound_object(words: list[str], lower: list[str], plain: str) -> float:
    """An object pronoun in the first clause whose only noun phrase is the subject."""
    if _OBJECTS.isdisjoint(lower):
        return 0.0
    for place, word in enumerate(words):
        if place and word in _CLAUSE_OPENERS:
            return 0.0
        if place > 1 and lower[place] in _OBJECTS:
            if (lower[place] == "it" and _is_subject(words, place)) or _expletive(plain):
                return 0.0
            return 0.75 if _one_phrase(words[:place]) else 0.2
    return 0.0


def _is_subject(words: list[str], place: int) -> bool:
    after = words[place + 1].lower() if place + 1 < len(words) else ""
    return after in ("is", "was", "has", "had", "will", "would", "can", "could", "may", "might")


def _one_phrase(before: list[str]) -> bool:
    """Whether only a subject stands before: one run of names, or one "the …"."""
    if not _VERB_BEFORE_OBJECT.search(before[-1].lower()):
        return False
    runs, inside = 0, False
    for k, word in enumerate(before):
        starts = word.lower() in _DETERMINER or (word[:1].isupper() and not inside)
        runs += starts and not (inside and word[:1].isupper())
        inside = word[:1].isupper() or word.lower() in _DETERMINER or (inside and k < 3)
    return runs <= 1


def _bare_this(plain: str, held: frozenset[str]) -> float:
    if held.isdisjoint(_DEMONSTRATIVES) or not _BARE.search(plain):
        return 0.0
    return 0.6 if _BARE_DEMONSTRATIVE.search(plain) else 0.0


def _this_noun(plain: str, held: frozenset[str]) -> float:
    if held.isdisjoint(_POINTERS):
        return 0.0
    for match in _DEMONSTRATIVE_NOUN.finditer(plain):
        noun = match[1].lower()
        if noun in _TIMES or (match.start() == 0 and match[0].lower().startswith("those")):
            continue
        # A noun heard before in the sentence is its own antecedent.
        return 0.15 if _begins_a_word(noun[:5], plain[: match.start()]) else 0.4
    return 0.0


def _comparison(plain: str, held: frozenset[str]) -> float:
    if _OTHER_START.match(plain) and not _MORE_THAN.match(plain):
        return 0.6
    match = None if held.isdisjoint(_OTHERS) else _OTHER.search(plain)
    if match is None:
        return 0.0
    before = plain[: match.start()]
    return 0.1 if _FEW.search(before) or "," in before else 0.25


def _addition(plain: str, held: frozenset[str]) -> float:
    if held.isdisjoint(_ADDERS):
        return 0.0
    return 0.25 if _ADDED.search(plain) and not _NOT_ONLY.search(plain) else 0.0


def _anaphor(plain: str, held: frozenset[str]) -> float:
    weight = 0.35 if not held.isdisjoint(_ANAPHORS) and _ANAPHORIC.search(plain) else 0.0
    return max(weight, 0.1 if deictic_time(plain) else 0.0)


def _two_sides(plain: str, held: frozenset[str]) -> float:
    if _TWO_SIDES.match(plain):
        return 0.5
    told = _THE_TWO.search(plain) if "two" in held else None
    # "the two sides" are known where both are named before them.
    return 0.6 if told and len(NAMED.findall(plain[: told.start()])) < NAMES_OF_TWO else 0.0


def _known_thing(plain: str, held: frozenset[str]) -> float:
    """A first noun phrase named as known with nothing that tells which."""
    match = _DEFINITE.match(plain)
    if match is None:
        return 0.0
    words = match[1].split()
    head = words[-1]
    if head in _KNOWN:
        return 0.1
    return (0.55 if head in EVENTS else 0.35) - 0.1 * (len(words) - 1)


def _said_of_known(plain: str, held: frozenset[str]) -> float:
    """A speaker's words on an event that was told before, and only there."""
    if held.isdisjoint(_SAYING):
        return 0.0
    match = _SAID_OF.search(plain)
    if match is None or match[1].lower() not in EVENTS:
        return 0.0
    return 0.0 if _begins_a_word(match[1][:4], plain[: match.start()]) else 0.55


def _begins_a_word(letters: str, text: str) -> bool:
    """Whether a word of `text` begins so, in any case; letters only, or a hyphen among them."""
    # A pattern with the letters in it would have to be made for each: up to .1 ms.
    lower, letters = text.lower(), letters.lower()
    place = lower.find(letters)
    while place >= 0:
        before = lower[place - 1 : place]
        if (before.isalnum() or before == "_") != letters[0].isalpha():
            return True
        place = lower.find(letters, place + 1)
    return False


_CUES: tuple[Callable[[str, frozenset[str]], float], ...] = (
    _bare_this,
    _this_noun,
    _comparison,
    _addition,
    _anaphor,
    _two_sides,
    _known_thing,
    _said_of_known,
)
