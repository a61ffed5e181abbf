"""How a sentence opens: can it be read alone, or does it hang on one left out?

Rules over surface forms, for English; tables for some other languages, the rest of which pass as
clear. A sentence
*dangles* when its first noun phrase, or the speaker of its quotation, is named only by
a word that points back ("He said", "These concerns", "The two"). A pure connective
("However, …") does not make it dangle: it can be left out, and `connective_end` says
where the rest begins.
"""

from __future__ import annotations

import re
from functools import lru_cache

from summarizer.lengths import count_words
from summarizer.salience.quoted import QUOTED
from summarizer.text.english import MONTH, SPEECH, WEEKDAY
from summarizer.text.openers import joining_end, points_back, same_person

_QUOTES = "\"'“”‘’«»"

_DROPPED_WITH_COMMA = (
    "however|moreover|furthermore|additionally|in addition|besides|also|meanwhile|"
    "in the meantime|at the same time|nevertheless|nonetheless|even so|still|yet|indeed|"
    "in fact|of course|thus|therefore|consequently|as a result|as such|accordingly|hence|"
    "on the other hand|by contrast|in contrast|on the contrary|conversely|similarly|likewise|"
    "for example|for instance|that said|having said that|in other words|in turn|instead|"
    "finally|lastly|first|firstly|second|secondly|third|thirdly|next|then|and then|again|"
    "separately|elsewhere|overall|above all|after all|to be sure|and|but|so|and yet|and so|"
    "but still|plus|anyway|in short|in sum|naturally|unsurprisingly|not surprisingly|"
    "in the end|more importantly|more broadly|what is more|what's more|too"
)
"""Openers that join to what came before and say nothing of their own, before a comma."""

_OPENERS = frozenset(_DROPPED_WITH_COMMA.split("|"))
_LONGEST_OPENER = max(map(len, _OPENERS))
_WITH_COMMA = re.compile(rf"(?:{_DROPPED_WITH_COMMA}),\s+", re.IGNORECASE)
_BARE = re.compile(r"(?:But|And|Yet(?! another| to\b| again)|Meanwhile|However|Plus)\s+(?=\S)")
"""Openers that may stand without a comma. "However" needs a capital or article after it:
"However hard they tried" is a clause of its own."""
_AFTER_BARE_HOWEVER = re.compile(
    r"(?:However|Plus)\s+(?:[A-Z]|(?:the|an?|there|some|his|her|its|their|this|these|no)\b)"
)
_NO_DROP = re.compile(
    r"(?:for|if|when|while|because|as|although|though|despite|not|never|only)\b", re.IGNORECASE
)

_TIME_NOUN = (
    r"(?:week|weekend|month|year|season|summer|winter|spring|autumn|fall|morning|afternoon|"
    rf"evening|decade|century|quarter|{WEEKDAY}|{MONTH}|term|time last)"
)

_POINTS_BACK = re.compile(
    r"(?:he|she|they|him|them|his|her|hers|their|theirs|its|himself|herself|themselves|"
    r"such|others|neither|either|nor|or|so (?:did|does|do|is|are|was|were|has|have|had)|"
    r"if so|if not|otherwise|here|likewise|ditto|"
    r"(?:he|she|it|they|that|there|here|who|what)(?:'|’)(?:s|d|ll|re|ve)|"
    r"the (?:two|three|four|five|pair|duo|trio|latter|former|same|other|others|rest|"
    r"second|third|fourth|latest|"
    r"(?:first|last) (?:one|of)|aforementioned)|"
    r"(?:one|some|many|most|all|none|several|two|three|half|each|any|few|part|much|both) of "
    r"(?:them|these|those|this|that|it|his|her|their|its|the(?:m|ir|se))|"
    r"(?:many|most|some|several|few|all|none) (?:are|were|had|did|do|will)|"
    r"another|which|who|whom|whose|because of (?:this|that)|"
    r"(?:after|before|since|until|despite|besides|beyond|with|from|in|at|by|for|on|to|of|like|"
    r"unlike|during|following|given|amid|under|among) "
    r"(?:this|that|these|(?:those|such)(?! (?:who|whose|in|with|from|of|as|at|on|aboard|present|"
    r"held|hit|hurt|killed|taken|found|seen|[a-z]{3,}(?:ed|ing))\b)|it|them|him)"
    r"(?! (?:week|month|year|morning|evening|summer|winter|spring|season|time|point))|"
    r"(?:that|this|these|those) [a-z’'-]+|"
    r"(?:that|this|these|those)[,:;]?|there,)(?![\w’'-])",
    re.IGNORECASE,
)
_THIS_TIME = re.compile(rf"(?:this|that same) (?:past |coming |last )?{_TIME_NOUN}\b", re.I)
_THOSE_WHO = re.compile(r"(?:those|that) (?:who|in|with|from|whose|which|of)\b", re.IGNORECASE)
_BOTH = re.compile(r"Both (?![A-Z])")
_IT = re.compile(r"it\b", re.IGNORECASE)
_FIRST = re.compile(r"\w+")
_POINTERS = frozenset(
    """he she they him them his her hers their theirs its himself herself themselves such others
    neither either nor or so if otherwise here likewise ditto it that there who what the one some
    many most all none several two three half each any few part much both another which whom whose
    because after before since until despite besides beyond with from in at by for on to of like
    unlike during following given amid under among this these those""".split()
)
"""A text that one of the patterns above matches begins with one of these."""
_EMPTY_IT = re.compile(
    r"it (?:is|was|has been|had been|would be|will be|may be|might be|could be|remains|remained|"
    r"appears|appeared|seems|seemed|emerged|took|takes|turned out|turns out)\b"
    r"(?:(?! (?:a|an|the|said|in|on|at)\b).){0,60}?\b(?:that|whether|if|how|why|what|when|who|to|"
    r"for|like|until|since)\b",
    re.IGNORECASE,
)
"""An "it" that stands for the clause to come: "It is not clear whether …"."""

_PRONOUN_SPEAKER = re.compile(
    rf"[,.?!]?[”\"’']?,?\s+(?:(?:he|she|they|it|I|we)\s+(?:\w+ly\s+|also\s+|has\s+|had\s+)?"
    rf"{SPEECH}\b|{SPEECH}\s+(?:he|she|they)\b)",
)
_LATE_SPEAKER = re.compile(r'(?:""|,)' + _PRONOUN_SPEAKER.pattern)
_LETTERS = (r"[A-Za-z]+", r"[^\W\d_]+")
"""Words, also of other alphabets."""
_INTRO = re.compile(
    r"((?:After|Amid|As|At|Before|By|During|Following|For|From|In|Like|On|Over|Since|Through|"
    r"Throughout|Under|Unlike|Upon|When|While|With|Without|Once|Until|[A-Z][a-z]+(?:ing|ed))"
    r"\b[^,.;:“\"]{2,80}),\s+"
)
_BACK_POSSESSIVE = re.compile(r"\b(?:his|her|their|its|this|that|these|those|them|him)\b", re.I)
_GENERIC_SUBJECT = re.compile(r"(?:the|a|an|some|many|most|two|three|both|officials|others)\b")


@lru_cache(maxsize=4096)  # asked several times of each sentence
def connective_end(text: str) -> int:
    """Return where the sentence begins once a pure connective is left out (0: none).

    A second connective ("But, however, ") goes with the first.
    """
    end = 0
    for _ in range(2):
        step = _one_connective(text[end:])
        if not step:
            break
        end += step
    return end


def _one_connective(text: str) -> int:
    comma = text.find(",", 0, _LONGEST_OPENER + 1)
    match = _WITH_COMMA.match(text) if text[: max(comma, 0)].lower() in _OPENERS else None
    if match is None:
        match = _BARE.match(text)
        if match is None:
            return _if_enough(text, joining_end(text))
        if match[0].startswith(("However", "Plus")) and not _AFTER_BARE_HOWEVER.match(text):
            return 0
        if match[0].startswith(("But", "And")) and _NO_DROP.match(text, match.end()):
            # "But for the rain", "And if not": the joiner belongs to its clause.
            return match.end() if text[match.end() :][:2].lower() in ("wh", "as", "if") else 0
    return _if_enough(text, match.end())


def _if_enough(text: str, end: int) -> int:
    return end if count_words(text[end:]) >= 3 else 0


@lru_cache(maxsize=4096)  # asked several times of each sentence
def opens_dangling(text: str) -> bool:
    """Return whether the sentence needs one before it to be understood.

    A leading pure connective is looked past: see `connective_end`.
    """
    text = text.strip()
    body = text[connective_end(text) :].lstrip()
    if not body:
        return True
    if body[0] in _QUOTES:
        return _speaker_is_missing(body)
    return _subject_points_back(body) or _late_speaker_points_back(body) or points_back(body)


def _subject_points_back(body: str) -> bool:
    first = _FIRST.match(body)
    if first is not None and first[0].lower() in _POINTERS:
        if _THIS_TIME.match(body) or _THOSE_WHO.match(body):
            return False
        if _POINTS_BACK.match(body) or _BOTH.match(body):
            return True
        if _IT.match(body):
            return _EMPTY_IT.match(body) is None
    return _intro_points_back(body)


def _intro_points_back(body: str) -> bool:
    """Whether "Following their meeting, officials …" names nobody for its "their"."""
    intro = _INTRO.match(body)
    if intro is None or count_words(intro[1]) > 9:
        return False
    rest = body[intro.end() :]
    if re.match(r"(?:he|she|they|it|we|I|his|her|their|its|this|these|those)\b", rest):
        names = re.findall(r"\b[A-Z]\w+", intro[1])[1:]
        return not names
    return bool(_BACK_POSSESSIVE.search(intro[1]) and _GENERIC_SUBJECT.match(rest))


def _speaker_is_missing(body: str) -> bool:
    outside = QUOTED.sub(" ", body)
    if max(len(re.findall(letters, outside)) for letters in _LETTERS) < 2:
        return True
    return _late_speaker_points_back(body)


def _late_speaker_points_back(body: str) -> bool:
    """Whether the speaker after the claim is a bare pronoun: '"…," he said'."""
    outside = QUOTED.sub('""', body) if '"' in body or "“" in body else body
    match = _LATE_SPEAKER.search(outside)
    if match is None:
        return False
    # A name before it can be who speaks: "Mr Lee was tired, he said."
    before = outside[: match.start()]
    return not re.search(r"(?:^|\s)[A-Z][a-z]+", before) or body[0] in _QUOTES


_ENDS = ".!" + _QUOTES + ")]" + "。！｡．।॥۔።။។" + "」』）】》〉］"
"""What ends a plain statement, in any script."""
_STOPLESS = re.compile("[\u0e01-\u0e5b\u0e81-\u0edf]")
"""Thai and Lao end a sentence without a mark."""
_OPEN_ENDS = ("?", ":", "…", "...", "：")
_ASKS = re.compile("[?？؟]")
_PAIRED = (("「", "」"), ("『", "』"), ("（", "）"), ("《", "》"), ("«", "»"))
_OPENS_HIGH = re.compile(r"(?:^|[\s(])”\w")
_OPENS_SPEECH = re.compile(r"['‘](?=[A-Z])(?!T(?:is|was)\b)(?!(?s:.*)\S['’](?!\w))")
"""Speech whose closing mark stands behind a later sentence: "'It was no gun."."""
_HALF = re.compile(r"(?:Because|Although|Though|Whereas|Which|Unless|Whether|If|While|Since)\s")
"""Openers of a clause that needs another: without a comma there is none."""


def reads_alone(text: str) -> bool:
    """Return whether the text is a whole, plain statement: not a question, heading or cut quote."""
    text = text.strip()
    if count_words(text) < 4 or text.endswith(_OPEN_ENDS) or _ASKS.search(text[-3:]):
        return False
    if (_HALF.match(text) and "," not in text) or _OPENS_SPEECH.match(text):
        return False
    ended = text[-1] in _ENDS or _STOPLESS.match(text[-1]) is not None
    return ended and quotes_balance(text)


def quotes_balance(text: str) -> bool:
    """Return whether every quotation that opens in `text` also closes, and the reverse."""
    if text.count('"') % 2 or text.count("(") != text.count(")"):
        return False
    if text.isascii():
        return True
    if any(text.count(opened) != text.count(closed) for opened, closed in _PAIRED):
        return False
    low, high, closed = text.count("„"), text.count("“"), text.count("”")
    if low:  # „German“, „Polish”
        return low == high + closed
    if not high and _OPENS_HIGH.search(text):  # ”Swedish”
        return closed % 2 == 0
    return high == closed


_PERSON_FIRST = re.compile(r"(?:he|she|they)\b", re.IGNORECASE)


def same_person_first(one: str, other: str) -> bool:
    """Return whether both open with one and the same of "he", "she", "they".

    Such a run speaks of one referent, so the later needs only what the earlier needs.
    """
    a = _PERSON_FIRST.match(one[connective_end(one) :])
    b = _PERSON_FIRST.match(other[connective_end(other) :])
    if a is None and b is None:
        return same_person(one, other)
    return a is not None and b is not None and a[0].lower() == b[0].lower()
