"""Sentences that stand under a picture, not in the article.

Scrapers leave captions between the paragraphs. What one says is seen in a picture that the reader
of a brief has not got. General forms, for English.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.domain import NO_BREAK, Article, Sentence, Span
from summarizer.text.english import SHORT_MONTH, WEEKDAY
from summarizer.text.runs import word_runs
from summarizer.text.stamps import stamp_end

_ACTS = (
    r"(?:arrives?|speaks?|walks?|stands?|sits?|poses?|looks?|holds?|waves?|leaves?|attends?|reacts?|"
    r"gestures?|listens?|addresses|address|watch(?:es)?|talks?|shakes?|smiles?|works?|inspects?|"
    r"gathers?|carr(?:y|ies)|prays?|plays?|performs?|celebrates?|greets?|hugs?|embraces?|reports?|"
    r"passes|pass|lies?|waits?|leads?|marches|march|protests?|demonstrates?|"
    r"answers? questions|testif(?:y|ies)|delivers?|appears?|rides?)"
)
"""What can be seen to be done in a picture, in the present."""
_DATED = rf"{SHORT_MONTH}\.?,? \d{{1,2}},? \d{{4}}"
_AND_PLACE = r" in [A-Z][\w. -]{2,30}, [A-Z][\w. -]{2,30}$"
_YEAR_AND_PLACE = re.compile(rf"\d{{4}},?{_AND_PLACE}")
_LABELLED = re.compile(
    r"(?:(?:File|FILE|HANDOUT) )?"
    r"(?:Photo|Picture|Image|Video|Slideshow|Gallery|Caption|PHOTO|VIDEO)s?\s?:"
    r"|(?:Hide|Show|Open|Close) [Cc]aption\b|FILE\b ?[-–—:]|\d{1,3} of \d{1,3}\b[.:]? [A-Z]"
    r"|\d{1,3}/\d{1,3} (?:On|In|At|With|About) \w|\d{1,3}/(?:1[3-9]|[2-9]\d) [A-Z]"
    r"|Fig(?:ure|\.) ?\d+[.:]? [A-Z]"
    r"|(?:An |The )?[Aa]rtist[’']s (?:depiction|impression|illustration|rendering|conception) of "
    r"(?![^,]*\b(?:is|are|was|were|has|have|had|will|shows?|showed)\b)[^,]*(?:, [^,]*)?$"
    r"|(?:Above|Below|Pictured)(?: (?:left|right|centre|center))?[,:] |(?:Left|Right|Top|Bottom): "
    r"|\[[^\]]*\]\W*$"
)
"""What begins as a caption does."""
_LABELS = frozenset(
    """photo photos picture pictures image images video videos slideshow slideshows gallery caption
    captions file fig figure artist above below left right top bottom pictured""".split()
)
"""A text that it matches holds one of these, or begins with a digit, a bracket or "Fig"."""
_CAPTION = re.compile(
    r"(?:.*\b[Ii]n (?:this|an? (?:file|handout|undated|courtesy)) (?:[\w.,]+ ){0,4}"
    r"(?:photo(?:graph)?|picture|image|handout|screenshot|video still)"
    r"(?:,| (?:taken|released|provided|made|posted|from|dated|of|by|shot)\b)"
    rf"|.*\b(?:is|are) (?:seen|pictured|shown) .*\b{_DATED}\W*$"
    rf"|(?!.*\b(?:will|said|says)\b)[^.]{{2,80}} {_ACTS} .*, (?:[A-Z]\w+day,? )?{_DATED}\W*$"
    rf"|(?!.*\b(?:will|said|says|when|if|that)\b)[^.]{{2,120}} {_ACTS} [^.]* on {_DATED}"
    rf"{_AND_PLACE}"
    rf"|.*, {WEEKDAY}, {_DATED}(?:, in [A-Z][\w., ]{{2,40}})?"
    r"(?: \([^()]*\))*\W*$"
    r"|.*\((?:AP |Reuters |AFP )?Photo\b[^()]{0,60}\)(?: \([^()]*\))?\W*$"
    r"|.*\b(?:is|are) (?:seen|pictured|shown) (?:here|above|below|left|right)\b"
    r"|.*\b[A-Z]\w+\.?, (?:pictured|seen here|left|right|cent(?:er|re))(?: [a-z ]{1,20})?[,.])"
)
_PICTURED = frozenset(
    """photo photograph picture image handout screenshot video seen pictured shown left right center
    centre""".split()
)
"""A text that it matches holds one of these, or ends with a year."""
_GIVEN = r"[A-Z][\w’'-]+ (?:(?:de|van|von|der|al|el|bin) )?"
_SURNAME, _WHERE = r"[A-Z][\w’'.-]+ ", r"\([^()]{3,30}\) "
_ANYBODY = rf"{_GIVEN}(?:{_SURNAME}){{0,2}}(?:{_WHERE})?"
_WHO = rf"{_GIVEN}(?:(?:{_SURNAME}){{1,2}}(?:{_WHERE})?|{_WHERE})"
"""In full, or where to look: a single name may be a country's ("Russia celebrates …")."""
_SEEN = (
    r"(?:arrive{s} (?=at|for|to)"
    r"|(?:celebrate|embrace|gesture|greet|hug|listen|pose|smile|walk|wave){s} )"
)
_POSED = re.compile(
    r"(?:[A-Z][a-z'’-]+(?: [a-z'’-]+){0,4}: )?"
    r"(?!(?:The|An?|It|That|This|He|She|Who|What|Nobody|Nothing|Everyone|Everybody|Each|Another|"
    r"Now|Then|But|And|North|South|New|United|Saudi)\b)"
    rf"(?:(?:{_WHO}and (?:his |her )?(?:[a-z]+ )?{_ANYBODY}|{_ANYBODY}and {_WHO})"
    rf"(?:{_SEEN.format(s='')}|(?:kiss|watch|look on|show off) )"
    rf"|{_WHO}(?:with {_ANYBODY}|(?:of the [A-Z]\w+)?, [^,“”\"]{{3,40}}, )?"
    rf"(?:{_SEEN.format(s='s')}|(?:kisses|watches|looks (?:on|dejected|delighted)|shows off|"
    r"holds (?:up|aloft)) )"
    rf"|{_GIVEN}(?:arrives (?=at [A-Z]|for )|walks (?=off )|celebrates (?=after|h(?:is|er) |"
    r"scoring|winning)))"
    r"(?!away\b|back\b|out\b|over\b)(?![^“”\"]*\b(?:every|each|said|says|say|will|would|told|when|if|"
    r"who|that|which|because)\b)[^“”\"]*$"
)
"""Somebody named, and what is seen to be done, as no report tells it: "Ida Holm poses with her
medal in Velm"."""
_SEEN_NOW = frozenset(
    """arrive celebrate embrace gesture greet hug listen pose smile walk wave kiss watch look show
    arrives celebrates embraces gestures greets hugs listens poses smiles walks waves kisses watches
    looks shows holds""".split()
)
"""A text that it matches holds one of these."""
_SIGNS = _LABELS | _PICTURED | _SEEN_NOW
_CREDIT_NEXT = re.compile(
    r" ?\((?:(?:AP )?(?:Photo|Image|Picture)s?(?: by| courtesy of| credit)?[:/ ]"
    r"|[^()\n]{2,40}/ ?(?:Getty|AP|AFP|Reuters|REUTERS|EPA|Staff|Associated Press|Bloomberg)\b)"
    r"[^()\n]{0,60}\)"
)
"""Whose picture it is, right after what is seen in it."""


_POINTS_AT = re.compile(
    r"\s*\((?:(?:all |both )?(?:pictured|shown|seen)\b[^()]{0,60}|(?:[a-z]{1,12} ){0,2}"
    r"(?:above|below|left|right|centre|center|inset|top|bottom|main)"
    r"(?: (?:left|right|picture|image|photo))?"
    r"|[^()]{1,40} (?:pictured|shown|seen) (?:here|above|below|left|right)"
    r"|(?:file|stock|library)(?: (?:photo|picture|image))|opens in (?:a )?new (?:window|tab)"
    r"|(?:[a-z]{1,6}-)*[A-Z]{2,6}['’](?:-[a-z]{1,6})*|pronounced [A-Za-z'’-]+)\)"
)
"""What a caption says of where to look: "(pictured)", "(second from left)"; how an agency's readers
say a name: "(say-AHN'-see)"; what a page says of its links: "(opens in a new tab)"."""


def pointers_in(text: str) -> list[Span]:
    """Return the brackets of `text` that point at a picture, with the space before each."""
    return [match.span() for match in _POINTS_AT.finditer(text)] if "(" in text else []


def captions_of(article: Article, sentences: Sequence[Sentence]) -> frozenset[int]:
    """Return the places in `sentences` of those that tell what is seen in a picture."""
    text = article.text
    return frozenset(
        place
        for place, sentence in enumerate(sentences)
        if is_caption_at(text, sentence.start, sentence.end)
    )


def is_caption_at(text: str, start: int, end: int) -> bool:
    """Return whether a sentence of `text` is a caption, by itself or by the credit after it."""
    own = text[start:end].replace(NO_BREAK, " ")
    if _may_be_caption(own) and is_caption(own[stamp_end(own) :]):
        return True
    return "(" in text[end : end + 2] and _CREDIT_NEXT.match(text, end) is not None


def is_caption(text: str) -> bool:
    """Return whether a sentence by itself tells what is seen in a picture."""
    if not _may_be_caption(text):
        return False
    held = word_runs(text)
    return (
        _LABELLED.match(text) is not None
        or ((_dated(text) or not held.isdisjoint(_PICTURED)) and _CAPTION.match(text) is not None)
        or (not held.isdisjoint(_SEEN_NOW) and _POSED.match(text) is not None)
    )


def _may_be_caption(text: str) -> bool:
    if not word_runs(text).isdisjoint(_SIGNS) or _dated(text):
        return True
    return text[:1].isdecimal() or text.startswith(("[", "Fig"))


def _dated(text: str) -> bool:
    dated = text[-5:].rstrip(" .)")[-4:].isdecimal()
    return dated or (
        " in " in text and _YEAR_AND_PLACE.search(text, max(len(text) - 70, 0)) is not None
    )
