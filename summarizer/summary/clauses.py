"""Which parts of a sentence can go: spans at clause borders, found by surface form.

Light parts only comment or add in passing; an editor drops them whatever the room. Heavy
parts carry something, and go where room is short. A part goes only when what is left stays
a sentence and stays true.
"""

from __future__ import annotations

import re

from summarizer.domain import Span
from summarizer.salience.openings import quotes_balance
from summarizer.salience.times import deictic_spans
from summarizer.summary.attribution import attributed_in, attribution_at
from summarizer.summary.stumps import ends_on_its_verb, is_stump
from summarizer.text.english import MONTH, WEEKDAY, counted
from summarizer.text.language import in_english
from summarizer.text.verbs import ends_openly, finite_verbs, is_clause

KEEPERS = re.compile(
    r"\b(?:not|no|never|nor|neither|none|nobody|nothing|without|unless|except|if|although|though|"
    r"despite|however|but|only|until|whether|alleged\w*|reported\w*|suspected|claim\w*|apparent\w*|"
    r"purported\w*|likely|unlikely|possibl\w*|probabl\w*|perhaps|maybe|(?-i:may)|might|could|would|"
    r"so-called|denie[sd]|deny\w*|doubt\w*|disput\w*|unconfirmed|unverified|cannot|"
    r"accord\w*|said|say|says|told|n['’]t)\b|n['’]t\b",
    re.IGNORECASE,
)
"""Words that a part may not take away with it: they change what is claimed, or by whom."""
SUPERLATIVE = (
    r"(?!(?:inter|requ|prot|arr|for|harv|cont|sugg|inv|manif|gu|pri|hon|dishon|mod|cong|dig|ing|inf|"
    r"northw|southw|midw|det|unr|cr|qu|ch|conqu)est\b)[a-z]{3,}est"
)
"""Forms in "-est" that single something out."""
_SCOPED = re.compile(
    r"\b(?:not|no|never|nor|neither|none|nobody|nothing|without|denie[sd]|deny\w*|refus\w+|fail\w*|"
    r"unlikely|hardly|rarely|seldom|few|fewer|little|only|unless|until|if|every|always|"
    r"most|least|ever|would|could|might|(?-i:may)|cannot|than|so|such|same|too|enough|less|"
    rf"{SUPERLATIVE}|best|worst|"
    r"record|first|last|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|"
    r"\d+(?:st|nd|rd|th)|n['’]t)\b|n['’]t\b",
    re.IGNORECASE,
)
"""Words whose reach an adverbial may limit: "did not resign because of it" is not "did not
resign", "the first talks since May" are not the first talks."""
_STATE = re.compile(
    r"\b(?:was|were)\b(?!(?: [a-z]+ly| then| also)? "
    r"(?![a-z]*teen\b|open\b|even\b)[a-z]+(?:ed|en|wn|ught|ung)\b)"
)
"""A state that the clause after it dates: "was sixteen when the war began"."""
_AS_VERBS = re.compile(
    r"\b(?:as|describ\w+|regard\w*|see[ns]?|saw|serv\w+|work\w*|act(?:ed|s|ing)?|nam\w+|appoint\w*|"
    r"elect\w*|portray\w*|treat\w*|view\w*|pos(?:e|ed|ing)|known|well|soon|long|far|much|many|hail\w*|"
    r"brand\w*|label\w*|cit\w+|us(?:e|ed|ing)|twice|just|such|dismiss\w*|identif\w+)\b[^,]{0,40}$",
    re.IGNORECASE,
)
_VERB_NEXT = re.compile(
    r"(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|did|does|"
    r"said|says|told|added|also|now|then|later|became|began|came|died|fell|found|gave|got|held|"
    r"kept|knew|led|left|lost|made|met|paid|ran|rose|saw|sent|set|spent|spoke|stood|"
    r"took|went|won|wrote|[a-z]{3,}ed|[a-z]{3,}s)\b"
)
_SEVERED = re.compile(
    r",\s(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should)\s"
)
"""A verb whose subject stands before what the comma closes: ", hurting two, was charged"."""
_PAREN = re.compile(r"\s*\((?P<inner>[^()]{1,80})\)")
_RELATIVE = re.compile(r",\s+(?:who|which|whose|whom|where)\b")
_COMMENT = (
    r"reflecting|signall?ing|underscoring|underlining|highlighting|emphasi[sz]ing|showcasing|"
    r"demonstrating|indicating|illustrating|sparking|fuell?ing|cementing|paving|raising|"
    r"capping|ending|extending|continuing|deepening|adding|leaving|making|marking|bringing|giving|"
    r"becoming|following|including"
)
_LIGHT_TAIL = re.compile(
    rf",\s+(?:{_COMMENT}|according to\b|while|as\b(?! well)|with\b|after\b|when\b|where\b)"
    r"(?=\s)[^,]*"
)
_PARTICIPLE = re.compile(
    r",\s+(?!(?:according|regarding|concerning|notwithstanding|excluding|nothing|anything|bring|king|"
    r"evening|morning|spring|beijing)\b)(?:thereby |thus |often |sometimes )?[a-z]{3,}ing\s+"
    r"(?=\S+\s+\S+)"
)
_BACKED = re.compile(
    r",\s+(?:(?:[a-z]+ly )?[a-z]{3,}ed|known|led|driven|held|made|seen|hit|joined)\s+"
    r"(?:by|as|in|to|from|with|for|on|at|after)\s"
)
_APPOSITE = re.compile(
    r",\s+(?:an?\s+(?=(?:(?!and\b|or\b)\S+ ){1,5}(?:that|which|of|who|in|from|for|to|since)\b)|"
    r"the (?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|latest|last|only|"
    r"[a-z]+est)\s|(?=[A-Z][\w.]+(?: [A-Z][\w.]+)*['’]s [a-z]))|,\s+as well as\s"
)
"""A noun phrase at the end that names anew what was told: ", a step that …"."""
_COUNT = rf"(?:an?|{counted(1, 10)}|\d+|several|a few)"
_MEASURE = (
    rf"(?:(?:(?:just|about|nearly|almost|more than|barely) )?{_COUNT} "
    r"(?:hour|day|week|month|year|minute|decade)s? |(?:hours|days|weeks|months|years|minutes|"
    r"shortly|soon|immediately|just|right|even|shortly|long) )"
)
_DAY = rf"{WEEKDAY}(?: (?:morning|afternoon|evening|night))?+"
_ADJUNCT = re.compile(
    rf",?\s+(?:(?:{_MEASURE})?(?:after|before)|amid|during|following|while|when|because|"
    r"ahead of|in the wake of|in response to|in connection with|at a time when|as part of|"
    r"in an interview|in a statement|at a news conference|on the sidelines of|in front of|"
    r"as (?=(?:the|an?|he|she|they|it|its|his|her|their|more|[A-Z]\w+|\w+s) )|"
    rf"in (?=(?:{MONTH}|(?:19|20)\d\d)\b)|since (?=(?:{MONTH}|(?:19|20)\d\d|the|last)\b)|"
    rf"on (?={_DAY}\b)|with (?=[^,]+ing\b))\b"
)
_WEEKDAY = re.compile(rf"\s+on {_DAY}(?=[ .])(?! (?:and|or|to|through|until|in)\b)")
_SECOND = re.compile(
    r",\s+and\s+(?=(?:(?:he|she|it|they|there)\s|(?:the|an?|its|his|her|their|some|many|[A-Z])))|"
    r",?\s+and\s+(?=(?:has|have|had|will|is|are|was|were)\s)|;\s+|\s+[—–]\s+|—|\s+--\s+"
)
_DASH = re.compile(r"\s(?:[—–-]|--)\s|—")
_PAIRED = re.compile(r"\b(?:either|neither|between|both|whether)\b", re.IGNORECASE)
_DASHED = re.compile(r"\s+[—–]\s+[^—–]{3,120}?\s+[—–](?=\s)|—[^—]{3,120}?—(?=[a-z])")
_APPOSED = re.compile(
    r"(?<=[a-z’'.])\s*,\s+(?:(?:the|an?|his|her|its|their|one of|former|president|chief|head)\b"
    r"[^,“”\"]{2,90}|(?:[A-Z][\w.]+ ){0,2}[A-Z][\w.]+['’]s [a-z][^,“”\"]{2,70}|\d{1,3}),(?=\s)"
)
_POSSESSED = re.compile(r"\s*,\s+[A-Z]")
_APPOSED_BEFORE = re.compile(r",\s(?:the|an?|his|her|its|their|\d+)\b[^,]*$")
_NAME_BEFORE = re.compile(r"[A-Z][\w’'.-]+$")
_INTRO = re.compile(
    rf"(?:On {_DAY}|In (?:{MONTH}(?: \d{{4}})?|(?:19|20)\d\d|an? (?:statement|interview|speech|"
    r"letter|report|post|news conference|briefing|tweet|televised address)[^,]{0,50}|"
    r"the (?:meantime|process|past|wake of [^,]{3,60}))|"
    r"(?:During|At|After|Following|Earlier|Later|Last|Late|Early|Speaking|Over) [^,“\"]{2,60}|"
    r"For (?:years|decades|months|now)|Over the [^,]{3,30}|Regarding [^,]{3,50}),\s+"
    r"(?=(?:the|an?|[A-Z]|officials|police|authorities|he|she|it|they|more|some|many)\b)"
)
CLAIM = 5
"""Words left before a cut, though a speaker's follow: "The fire began, police said" tells none."""
_OPEN_QUOTES = re.compile(r"(?<![\w’'])[‘'](?=\w)|(?<=[\w.,!?…])['’](?![\w])")


_SELF_CONTAINED = (_PARTICIPLE, _BACKED, _RELATIVE, _APPOSITE)
_CONDITIONS = re.compile(
    r"\b(?:not|no|never|nor|neither|none|without|denie[sd]|deny|n['’]t|cannot|unless|except|if|"
    r"although|though|despite|however|but|until|whether|provided|only|accord\w*|said|say|says|told|claim\w*|denying|refusing|alleged\w*|reported\w*)\b|"
    r"n['’]t\b",
    re.IGNORECASE,
)
"""What even a part with a claim of its own may not take away. A "could" in ", a step that
could …" is about that step alone, so it may."""


def light_parts(text: str, start: int) -> list[Span]:
    """Return the spans after `start` that only add or comment, in no order."""
    if not in_english(text):  # of others it is not known what is a condition, or who says it
        return []
    found = [m.span() for m in _PAREN.finditer(text, start) if not _open_before(text, m.start())]
    found += [*_relatives(text, start), *_light_tails(text, start), *_also(text, start)]
    return [span for span in found if _may_go(text, span)]


def heavy_parts(text: str, start: int) -> list[Span]:
    """Return further spans after `start` that go where room is short, in no order."""
    if not in_english(text):
        return []
    found = [*_inner(text, start), *_intro(text, start)]
    return [*_trailing(text, start), *(span for span in found if _may_go(text, span))]


def end_of_words(text: str) -> int:
    """Return where the closing punctuation begins."""
    return len(text.rstrip().rstrip(".!"))


def inside_quotes(text: str, at: int) -> bool:
    """Return whether the place stands within quotation marks or brackets."""
    before = text[:at]
    if before.count('"') % 2 or before.count("“") > before.count("”"):
        return True
    if before.count("(") > before.count(")") or before.count("[") > before.count("]"):
        return True
    opened = re.search(r"(?<![\w’'])[‘'](?=\w)", before)
    if opened is None:
        return False
    # Where a mark is missing or is an apostrophe, all after the first may be quoted.
    whole = len(_OPEN_QUOTES.findall(text)) % 2 == 0
    return not whole or len(_OPEN_QUOTES.findall(before)) % 2 == 1


def _may_go(text: str, span: Span, keepers: re.Pattern[str] = KEEPERS) -> bool:
    gone = text[span[0] : span[1]]
    return (
        not keepers.search(gone)
        and not attributed_in(gone)
        and quotes_balance(gone)
        and not inside_quotes(text, span[0])
        and not inside_quotes(text, span[1])
    )


def _relatives(text: str, start: int) -> list[Span]:
    """Spans like ", who led the talks," before a verb, or ", which …" to the end."""
    found: list[Span] = []
    end = end_of_words(text)
    for match in _RELATIVE.finditer(text, start):
        comma = text.find(",", match.end())
        if comma < 0:
            found.append((match.start(), end))
        elif _VERB_NEXT.match(text[comma + 1 :].lstrip()) and comma - match.end() < 120:
            # After an apposition the comma closes that too: "Holm, a lawyer, who …, says".
            apposed = _APPOSED_BEFORE.search(text[start : match.start()])
            found.append((match.start(), comma if apposed else comma + 1))
    return found


def _light_tails(text: str, start: int) -> list[Span]:
    """The last part after a comma where it only adds."""
    end = end_of_words(text)
    return [m.span() for m in _LIGHT_TAIL.finditer(text, start, end) if m.end() == end]


def _also(text: str, start: int) -> list[Span]:
    """A plain "also", which joins to what stood before."""
    if "also" not in text:
        return []
    spans = (m.span() for m in re.finditer(r"\s+also(?=\s+[a-z])", text[start:]))
    found = [(start + a, start + b) for a, b in spans]
    return [
        span
        for span in found
        if not re.search(r"\b(?:but|and|or|not|could|can|may)$", text[: span[0]])
        and not re.match(r"\s+(?:known|called|the|an?|in|on|at)\b", text[span[1] :])
    ][:1]


def _inner(text: str, start: int) -> list[Span]:
    """Spans within the sentence: appositions, dashes, weekdays, undated times."""
    found = [m.span() for m in _DASHED.finditer(text, start)]
    for match in _APPOSED.finditer(text, start):
        if _is_apposition(text, start, match):
            found.append(match.span())
    for match in _WEEKDAY.finditer(text, start):
        if not _limited(text, start, match.start()) and not _open_before(text, match.start()):
            found.append(match.span())
    return found + _undated(text, start)


def _is_apposition(text: str, start: int, match: re.Match[str]) -> bool:
    before = text[start : match.start()]
    if not _NAME_BEFORE.search(before) or re.search(rf"\b{MONTH}$", before):
        return False
    following = text[match.end() :].lstrip()
    chunk = re.split(r"[,;:—–]\s", before)[-1].split()
    if not chunk or chunk[0] in ("In", "On", "At", "During", "After", "From", "Under", "By", "For"):
        return False
    if finite_verbs(match[0]) or len(chunk) > 12:
        return False
    if _POSSESSED.match(match[0]):
        return re.match(r"(?!and\b|or\b|who\b|which\b)[a-z]", following) is not None
    return bool(_VERB_NEXT.match(following))


def _undated(text: str, start: int) -> list[Span]:
    """Adverbial times that only the article's date resolves: " next week", " early last year"."""
    found: list[Span] = []
    for a, b in deictic_spans(text):
        if a <= start or not re.match(
            r"(?:last|next|this|yester|tomor|tonight|earl|lat)", text[a:b]
        ):
            continue
        earlier = re.search(r"\s(?:early|late|earlier|later)\s$", text[:a])
        begin = earlier.start() if earlier else len(text[:a].rstrip())
        if text[start:begin].lower() in ("early", "late", "earlier", "later"):
            continue  # "Earlier this year, …" goes as a whole, or stays
        if not re.match(r"(?:[.,!]|\s*$|\s+(?:and|to|in|at|for|with|after)\b)", text[b:]):
            continue
        if _DATE_BEFORE.search(text[:begin]):  # the date would be taken for another year's
            continue
        if ends_on_its_verb(text[start:begin]) or _ON_BE.search(text, start, begin):
            continue
        if not _open_before(text, begin) and not _limited(text, start, begin):
            found.append((begin, b))
    return found


_ON_BE = re.compile(r"\b(?:that|which|who|being) [a-z]+\Z")


_DATE_BEFORE = re.compile(
    rf"\b(?:{MONTH}|[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter|Christmas|Easter)"
    r"(?: \d{1,2}(?:st|nd|rd|th)?)?,?$"
)


def _limited(text: str, start: int, at: int) -> bool:
    """Whether a word before `at`, in its own clause, has a reach that `at` may limit."""
    clause = re.split(r"\b(?:since|that|which|who|after|when|while|because)\b", text[start:at])[-1]
    return _SCOPED.search(clause) is not None


def _open_before(text: str, at: int) -> bool:
    last = re.search(r"([\w’'-]+)[,\s]*$", text[:at])
    return last is None or last[1].lower() in _OPEN_BEFORE


_OPEN_BEFORE = frozenset(
    """is are was were be been since from until by of for than before after the a an in on at about
    between over during like as and or to its his their 's into through early late just only even
    exactly almost nearly starting beginning ending sometime""".split()
)


def _intro(text: str, start: int) -> list[Span]:
    """An opening of time, place or occasion, before a plain clause."""
    match = _INTRO.match(text, start)
    if match is None or finite_verbs(match[0]) > 1:
        return []
    rest = text[match.end() :]
    first = re.split(r",\s", rest)[0]
    if len(first.split()) < 4 or not is_clause(rest):
        return []
    return [match.span()]


def _trailing(text: str, start: int) -> list[Span]:
    """From a border after a whole clause to the end, or to who said it."""
    end = _end_of_claim(text)
    found: list[Span] = []
    for pattern in (_ADJUNCT, _PARTICIPLE, _BACKED, _SECOND, _RELATIVE, _APPOSITE):
        keepers = _CONDITIONS if pattern in _SELF_CONTAINED else KEEPERS
        for match in pattern.finditer(text, start, end):
            span = (match.start(), end)
            if _is_border(text, start, match, pattern, end) and _may_go(text, span, keepers):
                found.append(span)
    return found


def _end_of_claim(text: str) -> int:
    """Where a speaker named last begins, else where the words end."""
    at = attribution_at(text)
    return end_of_words(text) if at is None or inside_quotes(text, at) else at


def _is_border(
    text: str, start: int, match: re.Match[str], pattern: re.Pattern[str], end: int
) -> bool:
    kept, gone = text[start : match.start()], text[match.start() : end]
    if torn(kept, gone) or len(gone.split()) < 2 or ends_openly(kept) or not is_clause(kept):
        return False
    if len(kept.split()) < CLAIM or _open_before(text, match.start()):
        return False
    if pattern is _ADJUNCT:
        return _adjunct_may_go(kept, gone)
    if pattern is _SECOND:
        return _second_may_go(kept, gone)
    if _in_list(kept, gone) or (pattern is _APPOSITE and _enumerates(kept, gone)):
        return False
    return pattern is not _RELATIVE or not _verb_after_comma(gone)


def torn(kept: str, gone: str) -> bool:
    """Return whether a cut parts a pair: two dashes, "either … or", a subject and its verb."""
    if _SEVERED.search(gone) or (_DASH.search(kept) and _DASH.search(gone)):
        return True
    pair = _PAIRED.search(kept)
    joined = re.compile(r"\b(?:and|or|nor)\b").search
    return pair is not None and joined(gone) is not None and joined(kept[pair.end() :]) is None


def _adjunct_may_go(kept: str, gone: str) -> bool:
    if _SCOPED.search(kept):
        return False
    word = gone.strip(" ,").split()[0]
    if is_stump(kept.rstrip(" ,"), word, paused=gone.lstrip()[:1] == ","):
        return False
    if word in ("when", "while", "as", "where") and _STATE.search(kept):
        return False
    if word == "as" and (_AS_VERBS.search(kept) or not finite_verbs(gone)):
        return False
    return not re.search(r"\b(\w+) (?:after|before) \1$", kept[-30:] + gone)


def _second_may_go(kept: str, gone: str) -> bool:
    """A second clause may go when it is one, and no list leads up to it."""
    body = re.sub(r"^(?:,?\s+and|;|\s*[—–]|\s+--)\s*", "", gone)
    if gone.lstrip().startswith((";", "—", "–", "--")):
        if re.search(r"\s(?:[—–]|--)\s|—", body):
            return False
        return bool(body) and not re.search(r"\s[—–]\s|\s--\s|;", kept)
    if "," in re.sub(r"^[^,]{2,60}, (?=[a-zA-Z])", "", kept, count=1) and not re.match(
        r"(?:he|she|it|they|there)\s", body
    ):
        return False
    verb = re.match(r"(?:has|have|had|will|is|are|was|were)\s", body)
    return bool(verb) or (is_clause(body) and not re.search(r"\b(?:both|between|either)\b", kept))


def _in_list(kept: str, gone: str) -> bool:
    """Whether the comma may be one of a list of like forms."""
    return bool(re.search(r"ing\s[^,]*,\s+(?:and|or)\s+\w+ing\b", kept[-60:] + gone))


def _enumerates(kept: str, gone: str) -> bool:
    """Whether ", a dog …" may be one of several things: "a cat, a dog and a hen"."""
    if gone.lstrip(", ").startswith("as well as"):
        return False
    return bool(
        re.search(r",\s+(?:and|or)\s", gone)
        or re.search(r",\s+(?:an?|the)\s[^,]*$", kept)
        or _verb_after_comma(gone)
    )


def _verb_after_comma(gone: str) -> bool:
    return any(
        _VERB_NEXT.match(rest := gone[m.end() :].lstrip())
        or re.match(r"(?:[a-z]+ed|[a-z]+s|has|had|was|were|is|are|will)\s", rest)
        for m in re.finditer(",", gone)
        if m.start()
    )
