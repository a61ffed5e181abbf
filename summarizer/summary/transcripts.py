"""Articles that print a talk: interviews, podcasts, briefings, hearings.

Each turn opens with a label, "Holm: …", "MS. TOLK: …" or "Q …"; the sentences behind it are that
speaker's, whom a brief has to name with whatever it tells of them. Who asks is heard but not told,
nor are greetings and turns of a few words. For English.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from summarizer.characters import capitalised
from summarizer.domain import Article, EncodedArticle, squeeze
from summarizer.lengths import count_words
from summarizer.salience.voice import speaks

TURNS, SPEAKERS = 6, 2
"""Turns of those who speak more than once, and how many they are, from which it is a talk."""
DENSE = 0.15
"""Share of the paragraphs below the first label that open with one."""
PERSONAL = 0.5
"""Share of the turns, but for a "Right.", in which somebody asks or says "I", "we" or "you": of
three talks .86 and more, of lists whose labels return ("Pros: …", "Velm: …") mostly none."""
NODS = 3
"""Words of a turn that only agrees."""
SINGLE = 0.8
"""Share of turns of one paragraph from which all are held to be."""
SHORT_TURN = 12
"""Words up to which a turn only keeps the talk going: "Right, exactly."."""
ASKS, LESS = 0.34, 0.6
"""Share of the turns in which somebody asks who leads the talk, and what part of that another's
share is at most."""
FEW_WORDS = 0.2
"""Share of a talk's sentences that are theirs, at most, who open it and only pass the word on."""
LONGEST_QUOTE = 900
"""Characters from a label to the end of a sentence: from further down nothing is told, since a
citation shows all that lies between."""
ENOUGH = 3
"""Sentences of others that must be left when those who ask are left out."""
LATEST_SPEAKER, OWN_WORDS = 6, 0.34
"""Sentences above which a speech has its speaker's label, and share of it in "I", "we" or "you"."""
_NAME = (
    r"[A-ZÀ-ÖØ-Þ][\w.’'-]*(?: (?:[A-ZÀ-ÖØ-Þ][\w.’'-]*|of|the|de|la|van|von|der|and|\d{1,2})){0,5}"
)
_LABEL = re.compile(
    rf"(?P<label>\[?(?P<who>{_NAME}(?:, [A-Z][A-Z ]{{1,30}})?)\]?"
    r"(?: ?[(\[][^()\[\]]{1,60}[)\]])?: ?(?=\S)"
    r"|(?P<letter>[QA])[.:]? (?=[“\"‘(\[A-Z]))"
)
_UNKNOWN = re.compile(r"[\w@][\w.@’'()-]*(?: [\w.@’'()-]+){0,2}: ?(?=\S)")
"""What may be a label of another form: whose words come then is not known."""
_ASKING = frozenset(
    """q question questioner moderator operator host interviewer reporter press audience
    anchor""".split()
)
"""Labels of those who only ask, or lead through the talk."""
_SO_STAYS = "far long much many as to is are was were has have had do does did will would".split()
_FILLER = re.compile(
    r"(?:(?:Yeah|Okay|OK|Ok|Alright|All right|Well|Oh|Ah|Um|Uh|Hm+|Look|I mean|You know|Like|"
    r"Listen|And|But|So|Now|so|then|yeah|you know|I mean|like|well)[,.…]+ (?=\w)"
    rf"|(?:And|But|[Ss]o(?! (?:{'|'.join(_SO_STAYS)})\b)) (?=\w))+"
)
"""What somebody says before what they say: "Yeah, so, you know, ". An answer's "No" is none."""
_GREETS = re.compile(
    r"(?:Good (?:morning|afternoon|evening)|Hello|Hi|Hey|Welcome|Thanks?|Thank you|Cheers|"
    r"Congratulations|Please|Over to|Next (?:question|up)|Go ahead|With me|Joining (?:me|us)|"
    r"(?:My|Our) guest|As a reminder|Again, as|Sorry)\b"
    r"|(?:It[’']s|It is|I[’']m|I am|We[’']re|We are) (?:\w+ ){0,2}?(?:great|good|nice|glad|happy|"
    r"excited|thrilled|delighted|honou?red|joined|live|recording|your host)\b"
    r"|(?:I have|I[’']ve got|We have) (?:just )?(?:a (?:few|couple)|one|two|some) (?:\w+ )?"
    r"(?:items?|things?|updates?|announcements?|notes?|toppers?)\b"
    r"|(?:I[’']ll|I will|Let me|I want to|We[’']ll|We will|Let[’']s) (?:\w+ ){0,3}?"
    r"(?:turn|hand|kick|thank|start|begin|take (?:some|a few|your) questions|jump|dive|"
    r"go (?:ahead|around|to)|get (?:into|started|to)|introduce|stop there|move on)\b",
    re.IGNORECASE,
)
_GREETS_WITHIN = re.compile(
    r"\b(?:turn (?:it|things|the call|that) (?:back )?over to|thank you(?: \w+){0,2} for|"
    r"thanks(?: so much| again)? for|I (?:just |also )?(?:want to |would like to )?thank|"
    r"for joining (?:us|me)|it[’']s (?:so )?(?:great|good|nice) to (?:be|see)|bear with me|"
    r"welcome (?:back )?to (?:the|another|our)|at the top|"
    r"my (?:co-?host|guest)|today[’']s (?:show|episode|guest|call)|this (?:show|episode|podcast)|"
    r"embargoed|on background|attributable to|ground rules|not for your reporting)\b",
    re.IGNORECASE,
)
"""Greetings, thanks, and what is said of the talk itself."""
_HOSTS = re.compile(
    r"\b(?:welcome (?:back )?to (?:the|another|our|this)|(?:your|our) hosts?|joined by|my guest|"
    r"our guest|episode|live from)\b",
    re.IGNORECASE,
)
_PASSES_ON = re.compile(
    r"\b(?:turn|kick|hand|pass) (?:it|things|the call|that) (?:\w+ )?(?:over )?to\b|"
    r"\btake (?:some |a few |your )?questions\b"
)
_INTRODUCES = re.compile(
    r"\b(?:joined (?:\w+ ){0,2}by|(?:talking|speaking) (?:to|with)|guests?(?: today)?(?: is|,)) "
    r"(?:\w+ ){0,4}?(?-i:[A-Z])",
    re.IGNORECASE,
)
"""Who the talk is with: "We are joined by Ida Holm, who builds ferries"."""
_ASIDE = re.compile(
    r" ?[(\[](?:laugh(?:ter|s|ing)?|applause|chuckles|cheers|pause)\.?[)\]]", re.IGNORECASE
)
"""What the room did meanwhile."""
_STUMBLES = re.compile(
    r"^[—–-]|\b(\w+)(?: \w+)? ?(?:[—–]|--) ?(?:\w+ )?\1\b|\w- (?!and\b|or\b|to\b)\w|"
    r"\b(?:u[hm]+|er+m?)\b|\[(?:laugh|chuckl|unintelligible|inaudible|crosstalk)",
    re.IGNORECASE,
)
"""Words begun again: "there is — there is no"."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose words a sentence is.

    Attributes:
        start: where the label begins in the article's text.
        label: what a point is opened with: "Holm: ".
        text: the sentence without its label and without fillers.
    """

    start: int
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Talk:
    """The sentences of a talk.

    Attributes:
        turns: by the place of a sentence, whose words it is; those above the first label
            are nobody's.
        barred: places of what is not told: questions and those who ask, greetings.
        opening: places of the sentences that hold their label.
    """

    turns: dict[int, Turn]
    barred: frozenset[int]
    opening: frozenset[int]

    @property
    def unnamed(self) -> frozenset[int]:
        """Places of what does not say by itself who says it, and of what is not told."""
        return self.barred | (self.turns.keys() - self.opening)


@dataclass(frozen=True, slots=True)
class _Said:
    who: str
    start: int
    label: str
    places: tuple[int, ...]


def talk_in(encoded: EncodedArticle, texts: Sequence[str]) -> Talk | None:
    """Return the talk that an article of these sentences prints; None for a report."""
    said = list(_said(encoded, texts))
    count = Counter(one.who for one in said if one.who)
    often = {who for who, turns in count.items() if turns > 1}
    labelled = sum(count[who] for who in often)
    if len(often) < SPEAKERS or labelled < TURNS:
        return _speech([one for one in said if one.who], texts)
    below = {s.paragraph for s in encoded.sentences[said[0].places[0] :]}
    if labelled < DENSE * len(below) or not _is_spoken(said, texts):
        return None
    spoken = _surely(said, [sentence.paragraph for sentence in encoded.sentences])
    turns = {k: _turn(one, texts[k]) for one in spoken for k in one.places}
    doubtful = {k for one in said for k in one.places if k not in turns}
    end = {k: encoded.sentences[k].end for k in turns}
    introduced = {
        k for one in spoken[:SPEAKERS] for k in one.places if _INTRODUCES.search(texts[k])
    }
    idle = {
        k
        for one in spoken
        for k in one.places
        if _is_short(one, turns)
        or (greets(turns[k].text) and k not in introduced)
        or _STUMBLES.search(turns[k].text)
        or not _can_be_quoted(encoded.article, one.start, end[k])
    }
    leading = _who_leads(spoken, texts)
    asked = {k for one in spoken if one.who in leading for k in one.places} - introduced
    few = len(turns.keys() - idle - asked) < ENOUGH
    return Talk(
        turns,
        frozenset(doubtful | (idle if few else idle | asked)),
        frozenset(one.places[0] for one in spoken),
    )


def _is_spoken(said: Sequence[_Said], texts: Sequence[str]) -> bool:
    """Return whether people talk behind the labels: a list is told like any report."""
    personal = others = 0
    for one in said:
        own = [texts[k].removeprefix(one.label) for k in one.places]
        if any("?" in text or speaks(text) for text in own):
            personal += 1
        elif sum(map(count_words, own)) > NODS:
            others += 1
    return personal >= PERSONAL * (personal + others)


def _surely(said: Sequence[_Said], paragraphs: Sequence[int]) -> list[_Said]:
    """Return the turns with what is surely theirs: not what the page says between or below them.

    Where most turns are of one paragraph each, another without a label is the page's; below the
    last turn it may be anywhere.
    """
    first = [[k for k in one.places if paragraphs[k] == paragraphs[one.places[0]]] for one in said]
    single = sum(len(own) == len(one.places) for own, one in zip(first, said, strict=True))
    brief = single >= SINGLE * len(said)
    return [
        replace(one, places=tuple(own)) if brief or one is said[-1] else one
        for own, one in zip(first, said, strict=True)
        if one.who
    ]


def _speech(said: Sequence[_Said], texts: Sequence[str]) -> Talk | None:
    """Return what one speaker says, whom the page names as such: without thanks and greetings."""
    if not said or not said[0].label.isupper() or said[0].places[0] >= LATEST_SPEAKER:
        return None
    words = {k: _turn(one, texts[k]).text for one in said for k in one.places}
    if sum(map(speaks, words.values())) <= OWN_WORDS * len(words):
        return None  # "LONDON: …" is a dateline
    greeted = frozenset(k for k, text in words.items() if greets(text) or _STUMBLES.search(text))
    return Talk({}, greeted, frozenset()) if len(greeted) <= len(words) - ENOUGH else None


def greets(text: str) -> bool:
    """Return whether a sentence of a talk greets, thanks or passes the word on."""
    return _GREETS.match(text) is not None or _GREETS_WITHIN.search(text) is not None


def _said(encoded: EncodedArticle, texts: Sequence[str]) -> Iterator[_Said]:
    """Yield the turns in order: from each label to the next."""
    label: re.Match[str] | None = None
    start = 0
    places: list[int] = []
    paragraphs = groupby(range(len(texts)), key=lambda k: encoded.sentences[k].paragraph)
    for _, group in paragraphs:
        own = list(group)
        found = _LABEL.match(texts[own[0]]) or _UNKNOWN.match(texts[own[0]])
        if found is not None:
            if label is not None:
                yield _one(label, start, places)
            label, start, places = found, encoded.sentences[own[0]].start, []
        if label is not None:
            places += own
    if label is not None:
        yield _one(label, start, places)


def _one(label: re.Match[str], start: int, places: Sequence[int]) -> _Said:
    named = label.re is _LABEL
    who = (label["who"] or label["letter"]).lower() if named else ""
    return _Said(who, start, label["label"].strip() if named else "", tuple(places))


def _turn(one: _Said, text: str) -> Turn:
    own = squeeze(_ASIDE.sub("", text.removeprefix(one.label)))
    filler = _FILLER.match(own)
    if filler is not None:
        own = own[filler.end() :]
    return Turn(one.start, f"{one.label.rstrip(':')}: ", capitalised(own))


def _is_short(one: _Said, turns: dict[int, Turn]) -> bool:
    return sum(count_words(turns[k].text) for k in one.places) <= SHORT_TURN


def _can_be_quoted(article: Article, start: int, end: int) -> bool:
    """Return whether a citation may hold all that stands there: it is short, and no furniture."""
    whole = article.body is None or any(a <= start and end <= b for a, b in article.body)
    return whole and end - start <= LONGEST_QUOTE


def _who_leads(said: Sequence[_Said], texts: Sequence[str]) -> set[str]:
    """Return who asks: by their label, or because they ask far more often than somebody else."""
    turns, asks = Counter[str](), Counter[str]()
    for one in said:
        turns[one.who] += 1
        asks[one.who] += any(texts[k].rstrip('”"’ ').endswith("?") for k in one.places)
    share = {who: asks[who] / turns[who] for who in turns if turns[who] > 1}
    least = min(share.values())
    leading = {who for who in turns if not _ASKING.isdisjoint(who.split())}
    first = said[0].who
    own = [k for one in said if one.who == first for k in one.places]
    few = len(own) <= FEW_WORDS * sum(len(one.places) for one in said)
    if any(_HOSTS.search(texts[k]) for k in said[0].places) or (
        few and any(_PASSES_ON.search(texts[k]) for k in own)
    ):
        leading.add(first)
    return leading | {who for who, own in share.items() if own >= ASKS and least <= LESS * own}
