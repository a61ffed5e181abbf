"""A title made from the lead of a text that holds no headline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summarizer.text.captions import is_caption_at
from summarizer.text.datelines import dateline_of
from summarizer.text.header import without_stamps
from summarizer.text.narrowing import SHORTEST_CUT, shorter_forms, unframed
from summarizer.text.sentences import first_sentences
from summarizer.text.stamps import with_dashes
from summarizer.text.stopwords import is_foreign, stop_words
from summarizer.text.verbs import has_finite_verb, is_clause
from summarizer.text.words import content_words

LONGEST_TITLE = 80
"""Characters of a made title."""

FULLNESS = 0.015
"""Worth of a character: a title of eighty tells more than one of forty."""

SHORTENED = 0.05
"""What each step of shortening costs, so that a name keeps its office where there is room."""

ASKS = 0.5
"""What a piece loses that leaves a reader asking "of what?"."""

UNNAMED = 1.0
"""What it loses where somebody is called something, and the something is cut off."""

LEAST_WORTH = 0.7
"""Pieces that are worth less are told better by a cut that shows that something is missing."""

TINY = 1e-9
"""More than what sums of a few worths are wrong by."""

_LOOKED_AT = 5
"""Sentences of which one must say something."""

_CLAUSE = re.compile(
    r"(?:[,;:]| [–—-]{1,2})(?= )"
    r"| (?=(?:as|while|after|before|where|which|who|whose|because|following|amid|when|"
    r"despite|since|until|although|saying|adding|according|including|making)\b)"
    r"| (?=(?:and|but) (?:has|have|had|is|are|was|were|will|would|said|[a-z]{3,}ed "
    r"(?:the|an?|his|her|its|their|to|in|on|with|by|for|from))\b)"
    r"| (?=(?:just|only|even|shortly|days|hours|weeks|months) (?:as|after|before)\b)"
)
_AROUND = re.compile(
    r" (?=(?:in|at|during|over|under|near|across|through|within|without|among|aboard)\b)"
)
_OBJECT = re.compile(
    r" (?=(?:between|on|with|for|from|about|against|by|into|toward|towards|aimed)\b)"
)
_SHOWING = re.compile(
    r"(?<=[a-z]) (?=[a-z]{3,}ing (?:the|an?|his|her|its|their|him|them|that|it)\b)"
)
"""Before a participle, where a noun stands: not "denied | taking the boat"."""
_A_NOUN = re.compile(r"(?:[’']s|[’']|\b(?:the|an?|his|her|its|their)) [\w-]+$", re.IGNORECASE)
SHOWN = 0.6
"""How whole a thought is that ends before such a participle."""
_BORDERS = ((_CLAUSE, 0.9), (_AROUND, 0.75), (_SHOWING, SHOWN), (_OBJECT, 0.45))
"""Where a lead may be cut, and how whole a thought is that ends there. What follows "for" or
"between" mostly completes the noun before it; what follows "in" or "during" seldom does."""

_ASKS_OBJECT = re.compile(
    r"\b(?:plans?|proposals?|efforts?|attempts?|bids?|demands?|requests?|requirements?|needs?"
    r"|reasons?|rights?|charges?|votes?|agreements?|deals?|talks|relations|tensions|ties|series"
    r"|numbers?|pairs?|majority|members?|lack|risks?|threats?|chances?|hopes?|fears?|concerns?"
    r"|interests?|ideas?|regrets?|signs?|parts?"
    r"|responsible|set|due|ready|able|likely|access|response|key|end|start|support|case|days"
    r"|meetings?|spoke|met|agreed|voted|looks?|came|toward|way|mission|investigation|rules?)$"
)
"""Last words that leave a reader asking "of what?" where "for", "on" or "with" came next."""

_NO_STATEMENT = re.compile(
    r"[“\"‘\[(#@]"
    r"|(?:Is|Are|Was|Were|Do|Does|Did|Can|Could|Should|Will|Would|Have|Has"
    r"|How|Why|What|Where|Who|When)"
    r"\b.*\?[”\"’]?$"
    r"|(?:They|He|She|It|That|These|Those|His|Her|Their|Its|Both|Instead|Imagine|IMAGINE|If|Q|A"
    r"|This(?! (?:is the (?:\w+ )?(?:moment|scene)|week|weekend|month|year|morning|summer)\b)"
    r"|[A-Z][\w’'-]+ (?:added|said|continued|replied|wrote|asked)(?=: ?[“\"])"
    r"|The two (?:are|were|have|had|men|women|sides)|DISCLAIMER|Disclaimer|Editor['’]s note|Note"
    r"|Please|Dear|Click|Download|Welcome|Sorry|Wow|Here(?: is| are|['’]s)|Below (?:is|are)"
    r"|Published every|View Images?|Don['’]t|Let['’]s|Meanwhile|However|But|Then|Also|For example"
    r"|Had \w+ been|Unfortunately|Fortunately|Sadly|Such|Called|Named|Dubbed|Because)"
    r"(?: ?[:.,]|(?<!\bA) \w)",
    re.DOTALL,
)
"""Openings of what is no statement, or none by itself."""
_SETS_IN = re.compile(
    r"(?:Indeed|Of course|In fact|After all|Moreover|Furthermore|Besides), "
    r"|(?:Some|Many|Most|All|Each|One|None) of (?:these|those|them)\b"
)
"""Goes on with what the sentence before it said."""
_CUT_OFF = ("...", "…")
_DASHES = re.compile(r"(?:(?:—|[–-](?!\d))\s*)+")
"""At the head of a sentence; not the sign of "-5 degrees"."""
_LEANS = re.compile(
    r"(?:The|And|So|Or|Yet) [a-z]|.{0,70}, (?:however|though|too|meanwhile|then|also|in turn),"
)
"""The same below the first sentence: "The offer was made"."""
_PERSONAL = re.compile(r"\b(?:[Yy]ou|[Yy]our|[Ww]e|I|[Mm]y|me)\b")
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")

_MOMENT = re.compile(r"\b(?:night|day|morning|week|month|year|hour|minute|moment)s?$")
"""What "before" and "after" belong to: "the night before the vote" is not "the night"."""

_HALF_TOLD = re.compile(
    r"\b(?:to|will|would|can|could|may|might|must|should|shall|can['’]t|won['’]t)"
    r"(?: \w+ly| not| also)? [a-z]+$"
    r"|\b(?:is|are|was|were|been|be) (?:found|named|called|seen|left|set|made|held|put|given)$"
    r"|\b(?:he|she|it|they|who)(?: \w+ly)? (?:[a-z]{3,}ed|[a-z]{3,}s)$"
    r"|\b(?:who|that|which) (?:is|are|was|were|has|have|had)(?: been)? [a-z]+$"
    r"|\b(?:is|are|was|were) (?:now |still )?[a-z]{3,}ing$"
    r"|\b(?:put|placed) (?:[a-z’'-]+ ){0,2}[a-z]+$"
    r"|\b(?:simply|just|solely|merely|partly|largely|mainly|purely|only|even|shortly)$"
    r"|\bthe (?:first|second|third|latest|last|only)(?: [a-z-]+){1,2}$"
    r"|\b(?:as|so) (?:far|long|soon|much|many|well|late|early)(?: back| ago)?$"
)
"""Last words that have only begun to say what was done: "could easily lean [over …]"."""
_FIRST_OF_TWO = re.compile(
    r"\b(?:an?|the|its|his|her|their) (?:[\w-]+ )?\w+-(?:sized|like|old|based|shaped|style|long|"
    r"wide|high|winning|born|looking|led|run|backed|owned|made|free|friendly|related)$"
)
"""An adjective that waits, behind a comma, for another and its noun: "a cow-sized, [blind owl]"."""
_AN_ADJECTIVE = re.compile(r"\ban? [a-z]+$")
_AND_ANOTHER = re.compile(r", (?:but|and|yet|if|though|albeit) (?:\w+ly )?[a-z]+, [a-z]")
"""What comes behind the first: "a sad, [but familiar, story]"."""
_SO_FAR = re.compile(r"\b(?:as|so) (?:far|long|soon|much)(?: back| ago)?$")
"""Those of them that no border excuses."""
_REPORTS = re.compile(
    r".*\b(?:said|says?|believes?|thinks?|claim(?:s|ed)?|hopes?|fears?)\b(?P<what>.*)"
)
_PARTICIPLE = re.compile(r"\b[a-z]{3,}(?:ed|en|wn) (?:of|with|by|in|at|from|to|for|on)\b")
"""A participle with what belongs to it, which is no verb: "suspected of theft"."""
_UNREAL = re.compile(
    r"(?:(?:Had|Were|Should)|.*\bthat (?:had|were|should)) [^,?]* (?:been|to be)\b"
)
"""A condition without "if": "Had they been armed, …"."""

_INSERTED = re.compile(r"(?P<clause>[^,]{2,60}), (?:as|when|if|while|though|although)\b[^,]*$")
_JOINED = re.compile(
    r"(?:\bbut (?:the|an?|his|her|its|their)|, (?:his|her|their)) (?P<clause>[^,]+)$"
)
"""Clauses whose verb may be cut off: before an insertion, after "but", of kin who say so."""
_OPENS_QUOTE = re.compile(r"(?<!\w)['‘](?=[A-Za-z])")
_CLOSES_QUOTE = re.compile(r"(?<=\S)['’](?!\w)")

_NAMES_AS = re.compile(r"\b(?:called|described|labell?ed|termed|deemed)(?! (?:for|off|on)\b)")
"""Verbs that ask for two things: whom or what, and what it is called."""

_ASKS_WHAT_FOR = re.compile(
    r"\b(?:urge[sd]?|asks?|asked|orders?|ordered|tells?|told|forces?|forced|allows?|allowed|wants?"
    r"|wanted|requires?|required|invite[sd]?|calls? on|called on)\b(?!.*\bto\b)"
    r"|\b(?:block(?:s|ed)?|bar(?:s|red)|stop(?:s|ped)?|prevent(?:s|ed)?|accuse[sd]?|warn(?:s|ed)?"
    r"|clear(?:s|ed)|convict(?:s|ed)|acquit(?:s|ted))\b(?!.*\b(?:from|of)\b)"
)
"""Verbs that ask for somebody and for what: "urged the court" is half of it, where "to" came."""
_WHAT_FOR = re.compile(r"\b(?:to [a-z]|from [a-z]|of [a-z])")
_ITS_SUBJECT = re.compile(
    r"\b(?:as|while|after|before|because|when|since|until|although|that|who|which)(?P<since> .*)"
)

_VERB = re.compile(
    r"(?<!-)\b(?:is|are|was|were|has|have|had|will|would|can|could|must|should|do|does|did|said|says"
    r"|met|won|lost|began|broke|came|chose|fell|fled|flew|found|gave|got|grew|held|hit|kept|knew"
    r"|led|left|made|paid|ran|rose|sank|saw|sent|sold|spent|spoke|stood|struck|told|took|went|wrote"
    r"|wants|plans to|[a-z]{3,}ed(?! (?:by|with)\b))\b"
)
_ASIDE = re.compile(r"\s*\([^()]*\)\W*$")
_PRESENT = re.compile(
    r"(?:[’']|(?<!\w)(?>\w*?[a-zA-Z]))\w*+ (?:now |also |still )?"
    r"[a-z]{3,}(?<!s)s (?:up |out |down |off |back |away )?"
    r"(?:(?:an?|the|his|her|its|their|to|more|no|new)\b|[A-Z\d$€£])"
)
"""A subject and a verb of the present that no list holds: "An old ship opens the". A word is tried
from its first letter alone."""
_SUBORDINATE = re.compile(
    r"^(?:As|When|While|If|Once|Since|After|Before|Although|Though|Because|Saying|Now|For|By|In|On"
    r"|At)\b|\b(?:who|whose|which|that|where|when|while)\b"
)
_DANGLING = (
    stop_words("en")
    - frozenset("more most out up down off back over again together away here there now".split())
) | frozenset("mr mrs ms dr president minister senator former u.s us top chief".split())
_MARKED = (("“", "”"), ("(", ")"), ('"', '"'), ("«", "»"), ("「", "」"))
_MARKED_LOW = (("„", "“"), *_MARKED[1:])
"""Marks of which no cut leaves one half; with "„" the high one closes."""
_A_HIT = re.compile(r"\ban? (?:[\w-]+ ){0,2}hit$")
"""Where it is no verb: "took a pretty big hit"."""
_TAKES_MORE = re.compile(r"(?:ed|\b(?:known|seen|given|taken|shown|chosen|sold))$")
"""A participle at the end of a piece."""
_COMPLEMENTS = ("as ", "by ", "with ", "into ")
"""What a participle asks for: "have been described" does not stand alone."""


def make_title(text: str, language: str | None = None) -> str:
    """Return a title made from the first sentence that says something, at most 80 characters.

    The lead loses its dateline, its opening phrase ("On Tuesday, ...") and its reporting
    frame ("the ministry said that ..."). If it is still too long, insertions, weekdays,
    ranks and offices go, one after the other, and each of these forms is cut where a
    thought may end: never inside a quotation, before the verb, or after a word that asks
    for another. The fullest of what is found is the title. Where nothing is, and in other
    languages, whose verbs are not known, the lead is cut at a word and ends in "…". Empty for a
    text without a sentence.
    """
    lead = _lead(text, language)
    if not lead:
        return ""
    lead = unframed(lead)
    if len(lead) <= LONGEST_TITLE:
        return _finished(lead)
    if is_foreign(language):
        return _cut_at_word(lead, stop_words(language))
    forms = shorter_forms(lead)
    return _fullest(forms, english=language == "en") or _cut_at_word(forms[-1])


def fullest_cut(headline: str) -> str:
    """Return the most of an English headline that is a statement by itself, "" for nothing."""
    return _fullest([headline], english=True)


def _fullest(forms: Sequence[str], *, english: bool) -> str:
    """Return the fullest sound cut of any of the forms, each of which is shorter than the last."""
    best = LEAST_WORTH, ""
    for step, form in enumerate(forms):
        lost = SHORTENED * step
        for worth, piece in _pieces(form, best[0] + lost - TINY, english=english):
            best = max(best, (worth - lost, piece))
    return _finished(best[1]) if best[1] else ""


def _lead(text: str, language: str | None) -> str:
    """Return the first sentence that states something, else the first that says something."""
    head = with_dashes(text[:4_000])
    found = [
        " ".join(head[start:end].split()).replace("''", '"')
        for start, end in first_sentences(head, language, _LOOKED_AT)
        if not is_caption_at(head, start, end) and not _ASIDE.match(head[start:end])
    ]
    said: list[str] = []
    first = ""
    before, listed = "", False
    for raw in found[_begins_at(found) :]:
        listed = (listed or before.endswith(":")) and raw[-1] not in ".!?"
        before = raw
        if listed:
            continue  # an item of a list
        dashes = _DASHES.match(raw)
        sentence = without_stamps(raw[dashes.end() :] if dashes else raw)
        if len(content_words(sentence)) >= 3:
            if language != "en":
                return sentence
            leans = any(map(_has_verb, said)) and _LEANS.match(sentence)
            if _has_verb(sentence) and not leans and not _states_nothing(sentence):
                return sentence
            said.append(sentence)
        first = first or sentence
    return next(filter(_has_verb, said), said[0] if said else first)


def _states_nothing(sentence: str) -> bool:
    """Return whether it asks, speaks to the reader or of its writer, or points at what is above."""
    personal = _PERSONAL.search(_QUOTED.sub(" ", sentence))
    addressed = personal is not None and personal.start() < LONGEST_TITLE
    torn = sentence.count("“") != sentence.count("”")
    if addressed or torn or sentence.endswith(_CUT_OFF) or _SETS_IN.match(sentence):
        return True
    return _NO_STATEMENT.match(sentence) is not None


def _begins_at(sentences: Sequence[str]) -> int:
    """Return which sentence opens with a dateline: what a page prints above it is no lead."""
    opens = (k for k, text in enumerate(sentences) if dateline_of(text))
    return next(opens, 0)


def _has_verb(sentence: str) -> bool:
    """Return whether a sentence tells something: "Mira Tolk, 21, of Harwick" does not."""
    return has_finite_verb(sentence) or _PRESENT.search(sentence) is not None


def _pieces(form: str, least: float, *, english: bool) -> list[tuple[float, str]]:
    """Return what could be a title of what `form` opens with, each with its worth.

    Pieces that cannot be worth `least` may be missing, and so may those that cannot be worth as
    much as one that is there.
    """
    if len(form) <= LONGEST_TITLE:
        return [(1.0 + FULLNESS * len(form), form)]
    verbs = [match for match in (_VERB.search(form), english and _PRESENT.search(form)) if match]
    start = min((match.end() for match in verbs), default=0)
    found = []
    for most, whole, cut, end in sorted(_cuts(form), reverse=True):
        if most < least:  # and so is all that follows
            break
        piece = cut.rsplit(maxsplit=1)[0] if _ends_in_participle(cut, start) else cut
        if not SHORTEST_CUT <= len(piece) <= LONGEST_TITLE or not _tells(piece, start):
            continue
        rest = form[end:]
        if whole == SHOWN and not _A_NOUN.search(piece):
            continue
        if piece.endswith("ed") and rest.startswith(("and ", "but ")):
            continue  # one object for both: "harassed and tried to hit them"
        if _MOMENT.search(piece) and rest.startswith(("before", "after")):
            continue
        if english and (not is_told(piece) or _half_told(piece, whole)):
            continue
        if not _stands(piece) or (_TAKES_MORE.search(piece) and rest.startswith(_COMPLEMENTS)):
            continue
        if _FIRST_OF_TWO.search(piece) and form[len(piece)] == ",":
            continue
        if _AN_ADJECTIVE.search(piece) and _AND_ANOTHER.match(form, len(piece)):
            continue
        asks = whole != _BORDERS[0][1] and _ASKS_OBJECT.search(piece)
        named = _NAMES_AS.search(piece) and not piece.endswith(("”", '"'))
        half = _ASKS_WHAT_FOR.search(piece) and _WHAT_FOR.search(rest)
        lost = ASKS * bool(asks) + UNNAMED * bool(named or half)
        worth = whole - lost + FULLNESS * len(piece)
        found.append((worth, piece))
        least = max(least, worth - TINY)
    return found


def _cuts(form: str) -> Iterator[tuple[float, float, str, int]]:
    """Yield where `form` may be cut.

    That is the most that the piece can be worth, how whole a thought it is, the piece, and where
    the rest begins.
    """
    for pattern, whole in _BORDERS:
        for match in pattern.finditer(form):
            piece = form[: match.start()].rstrip(" ,;:–—-")
            if len(piece) >= SHORTEST_CUT:
                yield whole + FULLNESS * min(len(piece), LONGEST_TITLE), whole, piece, match.end()


def is_told(piece: str) -> bool:
    """Return whether an English piece is a clause: "The man who stole the ferry" is none.

    In other languages every piece passes that holds no English verb.
    """
    return is_clause(piece) or (
        _PRESENT.search(piece) is not None and not _SUBORDINATE.search(piece)
    )


def _half_told(piece: str, whole: float) -> bool:
    """Return whether an English piece stops before its news: "Police say a man suspected of it"."""
    if _UNREAL.match(piece) or (whole != _BORDERS[0][1] and _HALF_TOLD.search(piece)):
        return True
    if _SO_FAR.search(piece) or _hangs_open(piece):
        return True
    reports = _REPORTS.match(piece)
    if reports is None or not reports["what"].strip():
        return False
    what = _PARTICIPLE.sub("", reports["what"])
    return not has_finite_verb(what) and _PRESENT.search(what) is None


def _hangs_open(piece: str) -> bool:
    """Return whether a clause has only begun: "Ida Holm, as she has done", "but the crew"."""
    inserted, joined = _INSERTED.match(piece), _JOINED.search(piece)
    return any(
        found is not None
        and not has_finite_verb(found["clause"])
        and _PRESENT.search(found["clause"]) is None
        for found in (inserted, joined)
    )


def _tells(piece: str, verb: int) -> bool:
    """Return whether something follows the verb, which ends at `verb` (0: no verb was seen)."""
    return len(piece) > verb and (not verb or bool(content_words(piece[verb:])))


def _ends_in_participle(piece: str, verb: int) -> bool:
    """Return whether a piece ends in "election held", which asks when or where."""
    before, last = ["", "", *piece.split()][-2:]
    if _is_a_clause_verb(piece) or last in ("said", "says") or _A_HIT.search(piece):
        return False
    helped = re.fullmatch(r"(?:is|are|was|were|be|been|being|has|have|had|get|got|\w+ly)", before)
    return len(piece) > verb and bool(_VERB.fullmatch(last)) and not helped


def _is_a_clause_verb(piece: str) -> bool:
    """Return whether the last word is the verb of "as the pandemic receded", not a participle."""
    clause = _ITS_SUBJECT.search(piece)
    if clause is None:
        return False
    subject = clause["since"].rsplit(maxsplit=1)[0] if " " in clause["since"].strip() else ""
    return bool(subject.strip()) and not _VERB.search(subject)


def _stands(piece: str) -> bool:
    """Return whether a piece has no open quotation or bracket and no dangling last word."""
    if (
        piece.count("“") != piece.count("”")
        or piece.count('"') % 2
        or piece.count("(") != piece.count(")")
    ):
        return False
    opened = [match.end() for match in _OPENS_QUOTE.finditer(piece)]
    if opened and _CLOSES_QUOTE.search(piece, opened[-1]) is None:
        return False
    last = piece.rsplit(maxsplit=1)[-1].lower().strip("“”\"'’.,")
    return last not in _DANGLING


def _cut_at_word(lead: str, function: frozenset[str] = frozenset()) -> str:
    """Return a lead's beginning, which ends in none of the words that ask for another."""
    cut = lead[: LONGEST_TITLE - 1]
    if " " in cut and len(lead) > len(cut) and lead[len(cut)] != " ":
        cut = cut[: cut.rindex(" ")]
    closing = ""
    for mark, pair in _MARKED_LOW if "„" in cut else _MARKED:
        opened = cut.count(mark) % 2 if mark == pair else cut.count(mark) > cut.count(pair)
        place = cut.rfind(mark)
        if opened and place > SHORTEST_CUT:
            cut = cut[:place]
        elif opened:
            closing = pair
    kept, ending = cut.split(" "), "…" + closing
    while len(kept) > 3 and (
        len(" ".join(kept) + ending) > LONGEST_TITLE
        or kept[-1].lower().strip("“”\"'’.,;:–—-") in _DANGLING | function | {""}
    ):
        kept.pop()
    return _capital(" ".join(kept).rstrip(" ,;:–—-“(«„")) + ending


def _finished(piece: str) -> str:
    piece = piece.strip()
    if piece[:1] in '“"' and not _QUOTED.match(piece):
        piece = piece[1:]
    if (
        piece.endswith(".")
        and not piece.endswith("..")
        and not re.search(
            r"\b[A-Za-z]\.$|\b[A-Z][a-z]{1,2}\.$|\b(?:Corp|Bros|Ariz|Colo|Conn|Mass)\.$", piece
        )
    ):
        piece = piece[:-1]
    return _capital(piece)


def _capital(piece: str) -> str:
    if piece[1:2].isupper():
        return piece
    return piece[:1].upper() + piece[1:]
