"""A headline as one line: without what a page adds to it, and cut where a thought may end."""

from __future__ import annotations

import re

from summarizer.text.english import counted
from summarizer.text.language import detect_language
from summarizer.text.stamps import without_stamp
from summarizer.text.stopwords import is_foreign, stop_words
from summarizer.text.titles import fullest_cut

LONGEST = 80
"""Characters of a label: one line of a terminal, two of a telephone."""
READ = 1_000
"""Characters of a headline in which a sound cut is looked for; longer ones are texts, or traps."""

WHOLE = 60
"""Characters of a sound cut that says more than the longest one at a word; of 1,640 stories whose
headlines editors wrote, any such cut costs .002 of ROUGE-1, from here on none."""

SHORTEST = 25
"""Shorter headlines ("Moment of peril") seldom name the event."""

_SUFFIX = re.compile(r"(?<!:)\s+(?:[|•·»]|[-–—]{1,2})\s+(?P<name>[^|•·»]{2,40})$")
_FINDERS = frozenset(
    "study survey poll report reports research inquiry police officials sources experts".split()
)
"""Whose claim a headline tells: "Ferries are older than ever - study"."""
_KICKER = re.compile(
    r"^(?:breaking(?: news)?|exclusive|live(?: updates?)?|watch|video|update\s*\d*|just in"
    r"|developing|photos?|listen|read|report)\s*[:|–—-]\s+",
    re.IGNORECASE,
)
_SPEAKER_LAST = re.compile(
    r",(?P<mark>[’'”\"]?) (?P<who>[^,;:“”\"]{2,40}) "
    r"(?:says?|said|argues?|claims?|warns?|insists?|believes?|reports?|finds?|shows?|suggests?)$"
    r"|,(?P<mark2>[’'”\"]?) (?:says|warns|argues|claims) (?P<who2>[^,;:“”\"]{2,40})$"
)
_ONE_OF_MANY = re.compile(r"\b(?:an?|the) (?:[\w-]+ )?[a-z]+$")
"""Of whom only the "who" behind tells which: "police arrest a man"."""
_ABOUT = re.compile(r"(?:for|to|at|on|of|with|about|into|from|over)\b")
_VOICED = re.compile(r"[‘“\"]|(?:^|\s)'|\b(?:[Ww]e|[Oo]ur|us|[Mm]y|[Yy]ou|[Yy]our|I)\b")
"""What only its speaker can say."""
_QUOTED_FIRST = re.compile(r"[‘'\"“][^‘\"“”]{3,70}[’'\"”],?:\s+(?=\S)")
"""“There are parallels”: the news stands behind the colon."""
_INSERTION = re.compile(
    r",(?P<inside> (?!(?:and|or|but)\b)[^,]{3,60}),(?= (?!(?:in|at|on|after|as|for|with|amid|"
    r"except|but|and|over|by|from|to|or|says?|said|while|when|because|which|who)\b))"
)
_FULL_STOP = re.compile(r"(?<=[a-z]{3})[.]$")
"""Of a headline that a page prints as a sentence; an abbreviation keeps its own."""
_POINTS = " ,;:–—-"
_HANGING = re.compile(
    r"(?:[\s–—-]+(?:just|and|or|the|an?|of|in|on|at|to|for|from|by|with|their|its|his|her|most"
    r"|that|is|are|was|were|be|not|even|how|into|over|than|due))+$",
    re.IGNORECASE,
)
_MARKS = re.compile(r"(?:(?<=\s)|^)[‘'](?=\w|$)|(?<=[\w.,!?…])[’'](?=[\s,;:.!?]|$)")
"""Single marks that can open or close a quotation; one within a word is an apostrophe."""
_SOON = re.compile(r" (?:moments|minutes|hours|days|weeks|months|years)$", re.IGNORECASE)
"""What hangs in the air without the "after" behind it, unless it is counted."""
_COUNTED = re.compile(rf"(?:\d|\b(?:{counted(2, 19)}|few|many|several))$", re.IGNORECASE)
_JOINS = re.compile(r"(?: (?:and|or))+$", re.IGNORECASE)
_SET_AGAINST = re.compile(r"[\s,;:–—-]*(?:but|yet|though|although)\b", re.IGNORECASE)
"""What follows takes back what stands before it."""
_TAKEN_AS = re.compile(
    r"\b(?:seen|known|slammed|hailed|described|dismissed|branded|regarded|viewed|named|praised|"
    r"marked|listed|registered|treated|classed|classified|identified|recogni[sz]ed|appointed|"
    r"elected|confirmed|chosen|picked|used|(?:serve|act|work|pose)(?:s|d|ed|ing)?|acting|serving)$",
    re.IGNORECASE,
)
"""What "as" belongs to: it opens no clause there."""
_OPENS_CLAUSE = re.compile(
    r"(?:(?:\d+|an?|one|two|three|four|five|ten) (?:day|week|month|year)s? )?"
    r"(?:as|after|while|when|with|if|although|though|because|since|despite|amid|once|until)\b",
    re.IGNORECASE,
)
"""A headline that opens so has its news behind the first comma."""
_CLOSES_HERE = re.compile(r",[’'”\"](?=\s)")
_CLAUSE = re.compile(
    r"(?:(?<=[a-z]{5})|(?<= [a-z]{3})|(?<= [a-z]{4}))[.](?= [A-Z])"
    r"|\s*(?:[,;:]|\s[-–—]|\b(?:as|after|while|amid|but|(?<!those )who|which|because|when)\b)"
)


def plain_headline(title: str) -> str:
    """Return `title` without the publisher's name and "Breaking:", within the length."""
    title = " ".join(title.split())
    title = _KICKER.sub("", without_stamp(title))
    while (match := _SUFFIX.search(title)) and _is_publisher(match["name"], title[: match.start()]):
        title = title[: match.start()]
    return shorten(_without_quotation(_FULL_STOP.sub("", title)))


def _without_quotation(title: str) -> str:
    """Return a headline that is too long without the quotation that stands before its news."""
    opening = _QUOTED_FIRST.match(title)
    if opening is None or len(title) <= LONGEST:
        return title
    rest = title[opening.end() :]
    return rest[0].upper() + rest[1:] if len(rest) >= SHORTEST else title


def shorten(title: str) -> str:
    """Return `title` cut at a clause, else at a word, to at most 80 characters."""
    title = " ".join(title.split())
    return title if len(title) <= LONGEST else _said_by(title) or _cut(title)


def _said_by(title: str) -> str:
    """Return "Mayor: ‘We rebuild’" for a long "‘We rebuild’ …, mayor says"; "" for anything else.

    What only its speaker can say is cut rather than told without whom.
    """
    speaker = _SPEAKER_LAST.search(title)
    if speaker is None:
        return ""
    mark, who = speaker["mark"] or speaker["mark2"] or "", speaker["who"] or speaker["who2"]
    said, who = title[: speaker.start()] + mark, who.removeprefix("the ")
    room = LONGEST - len(who) - 2
    if not _VOICED.search(said) or room < 2 * SHORTEST:
        return ""
    return f"{who[0].upper()}{who[1:]}: {said if len(said) <= room else _cut(said, room)}"


def _cut(title: str, room: int = LONGEST) -> str:
    cuts = [cut for cut in _borders(title) if cut <= room]
    if cuts:
        kept, mark = title[: cuts[-1]], title[cuts[-1] : _past_mark(title, cuts[-1])]
        return _without_end(kept.rstrip(_POINTS), title[cuts[-1] :]) + mark.lstrip(",")
    whole = fullest_cut(title[:READ])
    if room >= len(whole) >= WHOLE and not _asks_on(whole, title):
        return whole
    cut = title.rfind(" ", 0, room)
    kept = title[: cut if cut > SHORTEST else room - 1].rstrip(_POINTS)
    opened = max(map(kept.rfind, (" ‘", " “", " '", ' "')))
    if opened > SHORTEST and _open_quotation(kept):
        kept = kept[:opened].rstrip(_POINTS)
    return _without_function_words(_HANGING.sub("", _FULL_STOP.sub("", kept)), title) + "…"


def _without_function_words(kept: str, title: str) -> str:
    """Return the beginning of a headline of another language that ends in no "à toute la"."""
    language = detect_language(title)
    if not is_foreign(language):
        return kept
    function, words = stop_words(language), kept.split()
    while len(words) > 3 and (words[-1].lower() in function or len(words[-1]) == 1):
        words.pop()
    return " ".join(words).rstrip(_POINTS)


def _without_end(kept: str, rest: str) -> str:
    """Return what is kept of a headline without what hangs on the `rest` that goes.

    At a mark its writer ended a thought ("chooses not to"), at a word nobody did.
    """
    if rest.lstrip()[:1] in _POINTS + ".":
        return _JOINS.sub("", kept)
    soon = _SOON.search(kept)
    if soon and not _COUNTED.search(kept[: soon.start()]):
        kept = kept[: soon.start()]
    return _HANGING.sub("", kept).rstrip(_POINTS)


def _asks_on(kept: str, title: str) -> bool:
    """Return whether a cut parts a deed from what it is about: "allegedly calling" / "for help"."""
    rest = title[len(kept) :].lstrip()
    return kept.endswith("ing") and bool(_ABOUT.match(rest)) and title.startswith(kept)


def _borders(title: str) -> list[int]:
    """Return where a label may end: not at an insertion, before what was done.

    "Ida Brenholt, mayor of Harwick" is no news without what she did; nor what a "but" takes back.
    """
    inserted = {
        place
        for match in _INSERTION.finditer(title)
        for place in (match.start(), match.end("inside"))
    }
    cuts = (match.start() for match in _CLAUSE.finditer(title))
    fitting = (cut for cut in cuts if SHORTEST < cut <= LONGEST and cut not in inserted)
    return [
        cut
        for cut in fitting
        if not _open_quotation(title[: _past_mark(title, cut)]) and _is_told_by(title, cut)
    ]


def _is_told_by(title: str, cut: int) -> bool:
    """Return whether what stands before `cut` is news that the rest does not take back."""
    kept, rest = title[:cut].rstrip(), title[cut:].lstrip()
    if _SET_AGAINST.match(rest) or (rest.startswith("as ") and _TAKEN_AS.search(kept)):
        return False
    which = rest.startswith("who ") and bool(_ONE_OF_MANY.search(kept))
    within_number = kept[-1:].isdigit() and rest[:1] == "," and rest[1:2].isdigit()
    return not which and not within_number and ("," in kept or not _OPENS_CLAUSE.match(kept))


def _past_mark(title: str, cut: int) -> int:
    """Return the cut, behind the mark that closes a quotation there: "'years,' says"."""
    closing = _CLOSES_HERE.match(title, cut)
    return closing.end() if closing else cut


def _open_quotation(piece: str) -> bool:
    """Return whether a quotation that opens in `piece` does not end in it."""
    opened = False
    for match in _MARKS.finditer(piece):  # "the veterans’ families" closes none
        opened = not piece[: match.start()].strip() or piece[match.start() - 1].isspace()
    double = sum(map(piece.count, "“”„«»"))  # "„Nein“", "«Non»" and "»Nein«" close as they may
    return double % 2 == 1 or piece.count('"') % 2 == 1 or opened


def _is_publisher(name: str, rest: str) -> bool:
    words = name.split()
    capitals = sum(word[:1].isupper() or not word[:1].isalpha() for word in words)
    fits = len(words) <= 5 and capitals >= len(words) - 1 and len(rest) >= SHORTEST
    return fits and name not in _FINDERS
