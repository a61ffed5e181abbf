"""What a page prints before a sentence and in one line with it: stamps, credits, labels, numbers.

Scrapers join "9 May 2019, 7:39", "Mira Tolk/Getty Images" or a heading without a full stop to the
sentence that follows. General forms, for English; each needs the sentence's own capital after it.
"""

from __future__ import annotations

import re

from summarizer.text.english import SHORT_MONTH
from summarizer.text.verbs import ends_openly, has_finite_verb

_MONTH = rf"(?:{SHORT_MONTH}|{SHORT_MONTH.upper()})\.?"
_DAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thur?s?|Fri|Sat(?:ur)?|Sun)(?:day)?"
_DATE = (
    rf"(?:{_DAY},? )?(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|"
    rf"\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}|"
    r"\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?(?:19|20)\d\d|(?:19|20)\d\d ?[/.-] ?\d{1,2} ?[/.-] ?\d{1,2}"
    r"|\d{1,2} ?/ ?\d{1,2} ?/ ?\d\d\b)"
)
_CLOCK = (
    r"(?:\d{1,2} ?[:.] ?\d\d(?: ?: ?\d\d)?(?: ?(?:[AaPp]\.?[Mm]\.?|hrs)|[ap]\b)?"
    r"(?: (?:GMT|UTC|BST|IST|[ECMP][SD]?T))?"
    r"|\d{4} (?:GMT|UTC|BST|[ECMP][SD]?T))"
    r"(?: ?\(\d{4} [A-Z]{3,4}\)| ?\(?GMT ?[+-] ?\d\d ?: ?\d\d\)?)?"
)
_BY = r"(?: by [A-Z][\w.]*(?:[ ,]+[A-Z]\.){0,2}(?: Staff)?)?"
_NEXT = r"(?=[“\"‘]?(?!(?:[AP]M|GMT|UTC|BST|IST|[ECMP][SD]?T)\b)[A-Z])"
_OPENERS = (
    r"(?=(?:The|An?|In|On|At|As|After|Before|Despite|When|While|For|With|Since|It|He|She|They|"
    r"We|This|That|There|If|But|Police|Officials|According|More|Some|Two|Three)\b)"
)
_DATELINE = r"(?=[A-Z]{3,}[A-Z .’'-]*(?:, [A-Z][A-Za-z]+\.?)? (?:\([A-Z]+\) )?[–—-] )"
_SOMEBODY = (
    r"(?=[A-Z][\w’'-]+ [A-Z][\w’'-]+,? (?:who|which|has|have|had|is|are|was|were|will|would|said|"
    r"says)\b)"
)
_STAMPED = (
    r"(?:[Pp]ublished|[Pp]osted|[Uu]pdated|[Ee]dited|PUBLISHED|POSTED|UPDATED)\b(?: time| date)?"
)
_STAMP = re.compile(
    rf"(?:(?:[Ll]ast |[Ff]irst )?{_STAMPED}"
    rf"(?: on| at)?:? ?(?:{_DATE}(?:,? (?:at )?{_CLOCK})?|[\w ,]{{1,30}}? (?:ago|AGO)\b)"
    rf"(?: ?\[[^\]]{{1,60}}\])?{_BY}[ |:,–—-]+{_NEXT}"
    rf"|(?:(?:[Ll]ast )?{_STAMPED}:? )?"
    rf"(?:(?:[Oo]n )?{_DATE},? (?:(?:at|AT) )?{_CLOCK}|{_CLOCK},? (?:on )?{_DATE})"
    rf"{_BY}[ |:–—-]+{_NEXT}"
    rf"|(?:From )?\d{{1,3}} ?(?:m|h|d|mins?|hrs?|hours?|minutes?) ago {_CLOCK}\s+{_NEXT}"
    rf"|{_DATE} [Ll]ast [Uu]pdated (?:at |on )?{_CLOCK}[ |:–—-]+{_NEXT}"
    rf"|{_DATE} ?(?:--|[–—|]) ?{_NEXT}"
    rf"|{_DATE}\s+(?:{_OPENERS}|{_SOMEBODY}|{_DATELINE}))"
)
_STAMPS = frozenset(
    """las fir fro pub pos upd edi on mon tue wed thu fri sat sun jan feb mar apr may jun jul aug
    sep oct nov dec""".split()
)
"""The first three letters of what it begins with, where that is no digit."""
_LABELS = frozenset("clo com sto med ima emb vie hid scr sha fac twi pin wha lin red ema".split())
"""The same of a label without a colon."""
LONGEST_LABEL = 40
"""Characters in which any other label has ended with its colon."""
_PLACES = (
    r"(?:Instagram|Twitter|Facebook|YouTube|Getty(?: Images)?|AAP|AP|AFP|EPA|PA|Reuters|Rex|"
    r"Shutterstock|Alamy|Wikimedia|iStock|Supplied|Screenshot|Handout|File|Staff(?: Photographer)?)"
)
_BRACKETED = re.compile(
    rf"(?:\((?:{_PLACES}(?: (?:[Pp]hoto|[Ii]mage|via [A-Z]\w+))?|(?:Photo|Image|Picture|Video|"
    rf"Source|Credit)s?(?: by| courtesy of)?[: ][^()]{{2,60}}"
    rf"|[^()]{{2,40}} ?/ ?{_PLACES}[^()]{{0,20}})\)"
    rf"|\((?:Read|See|Watch|More|Related|READ|SEE|WATCH|MORE|RELATED)(?: more| also| MORE| ALSO)?: "
    rf"[^()]{{3,120}}\)|Image (?:copyright|source),? {_PLACES}|Follow (?:us )?@\w+(?: on \w+)?"
    rf"|\d{{1,3}} of \d{{1,3}}[.:]?)\s+{_NEXT}"
)
"""Whose picture stood above, which of how many: "(Instagram)", "(Photo: Mira Tolk)", "3 of 9"."""
_AGENCIES = (
    r"(?:The )?(?:New York Times|Washington Post|Associated Press|Guardian|Getty(?: Images)?|AP|"
    r"AFP|EPA|PA|Reuters|Bloomberg|Shutterstock|Alamy|USA Today|Los Angeles Times|CNN|BBC|NPR|"
    r"Staff(?: Photographer)?|Al Jazeera(?: America)?|"
    r"[A-Z][\w]+ (?:Images|Photos?|News|Press|Times|Post|Tribune|Globe|Herald|Journal|Chronicle))"
)
_NAME = r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3}"
CREDIT = re.compile(
    r"(?:(?:Photo(?:graph(?:er)?)?|Image|Picture|Credit)s?(?: by| credit)?:? )?"
    rf"{_NAME} ?/ ?{_AGENCIES}\b"
)
"""A photographer's name with the agency's: "Mira Tolk/Getty Images"."""
_CREDITED = re.compile(
    rf"(?:{CREDIT.pattern}(?: via [A-Z][\w ]{{1,25}})?[.)]?|{_NAME} for (?:the )?{_AGENCIES}"
    rf"|{_NAME} [A-Z][\w.’'-]+ ?/ ?(?:The|THE) [A-Z]\w+"
    rf"|Source: (?:[A-Z][\w.&’'-]+ ){{1,5}}via {_AGENCIES})"
    rf"\s+{_NEXT}"
)
_LABEL = re.compile(
    rf"(?:CLOSE(?: \d\d?:\d\d)?|Story [Hh]ighlights?|STORY HIGHLIGHTS|Media caption|Image caption"
    r"|EMBED(?: More News Videos)?|View (?:[Ii]mages?|[Gg]allery|[Pp]hotos)|[Hh]ide caption"
    rf"|Media playback is (?:un|not )supported on (?:this|your) device"
    rf"|Scroll down (?:for|to) [a-z ]{{3,30}}?)(?: ?[.:])?\s+(?={_DATE}|[“\"‘]?[A-Z])"
    # no French question: "Comment Velm veut …"
    rf"|Comment\s+(?:(?={_DATE})|{_OPENERS}(?=\w+ [a-z])|{_SOMEBODY})"
    r"|(?:What they['’]re saying|Why it matters|The big picture|Driving the news|What['’]s next|"
    r"What to watch|What we['’]re (?:watching|hearing)|What they found|The bottom line|"
    r"(?:The |In )?[Cc]ontext|(?:The )?[Bb]ack(?:ground|drop|story)|"
    r"The (?:details|intrigue|takeaway)|"
    r"U(?:pdate|PDATE)|BREAKING|EXCLUSIVE|"
    r"Details|Of note|Worth noting|Reality check|How it works|Yes, but|Be smart|Quick take|"
    r"(?:Our )?[Tt]hought bubble|Where it stands|Threat level|Key (?:points?|takeaways?)|"
    r"Our take|Why now|In short|The upshot|Between the lines|By the numbers|"
    r"State of play|Zoom (?:in|out)|The other side|Catch up quick|Flashback|The latest|"
    rf"Go deeper): {_NEXT}"
    r"|(?:Share\s+)?(?:(?:Facebook|Twitter|Pinterest|WhatsApp|LinkedIn|Reddit|E-?mail)\s+){2,}"
    rf"{_NEXT}"
)
_WHO = r"[A-Z][\w’'-]+(?: [A-Z][\w.’'-]+){1,3}"
_ROLE = r" ?(?:[A-Z]\w* ){0,2}(?:Writer|Reporter|Correspondent|Editor)s?"
_BYLINE = re.compile(
    rf"(?:[Bb][Yy]:? |By(?=[A-Z][a-z]))(?!(?:{_MONTH}|{_DAY})\b)(?:{_WHO}|{_AGENCIES})"
    rf"(?:,? (?:{_PLACES}|CNN|BBC|NPR|Bloomberg|USA T(?:oday|ODAY)))?"
    rf"(?: ?\| ?(?={_DATE}|{_CLOCK}|[“\"‘]?[A-Z])|[ ,]*(?={_DATE})"
    r"|[ ,–—-]+(?=Updated|Published|Posted)"
    rf"|\s+{_DATELINE}|,?{_ROLE},?\s+{_NEXT}"
    r"|\s+(?=(?:The|An?|In|On|At|After|When|It|Police|Officials) [a-z]))"
)
"""Who it is by: "By: Mira Tolk | ", "By Mira Tolk A game ranger …"."""
_OUTLET_BYLINE = re.compile(
    rf"[Bb][Yy]:? {_WHO}(?:(?:,| and|, and) {_WHO}){{0,3}},? (?:of |for )?{_AGENCIES}"
    rf"(?:{_ROLE})?,?\s+{_NEXT}"
)
"""With the outlet: "By Mira Tolk and Ida Holm, Velm News “Hello,” …"."""
_CREDIT_WITHIN = re.compile(
    r"(?:\((?:(?:AP|Reuters|AFP|EPA|PA) )?(?:Photo|Image|Picture|Credit)s?"
    rf"(?: by| courtesy of)?[:/ ][^()]{{2,60}}\)\s+{_NEXT}"
    r"|\((?:(?:file|stock|library) (?:photo|picture|image)|pictured|left|right|cent(?:re|er)|above|"
    rf"below)\)\s+(?:{_OPENERS}|(?=However\b|Meanwhile\b)))"
)
"""The credit of a caption without a full stop: "Two men in hats (Photo: REUTERS) When …"."""
LONGEST_CAPTION = 240
"""Characters of a caption before its credit."""
_NO_CAPTION = re.compile(r"[.!?“”\"] ")
_NUMBER = re.compile(rf"(?:(?:\d{{1,2}}[.)]|[·*])\s+|[•▪►]\s*){_NEXT}")
_SMALL = r"(?:of|in|by|for|to|and|the|on|at|a|an|with|from|as|over|after|is|are|vs\.?)"
_HEADING = re.compile(
    rf"[‘'“\"]?(?:[A-Z][\w’'-]*|\d[\d,.]*)[’'”\"]?"
    rf"(?: (?:[‘'“\"]?[A-Z][\w’'-]*[’'”\"]?[,:]?|\d[\d,.]*|{_SMALL})){{3,13}} "
    r"(?=(?:An?|The|It|In|On|At|When|After|There) [a-z]|"
    r"[A-Z]{4,}(?:, [A-Z][a-z]+\.?)? (?:\([A-Z]+\) )?[–—-])"
)
_UNMARKED = re.compile(
    r"‘?[A-Z\d][^.,;:!?()“”\"\n]{6,90}?[a-z] (?=(?P<next>The|This|These|Those|When|While|"
    r"Although|However|If|It|There|They|He|She|We|You|An(?= [aeiouh])|In|On|At|As|But|What|How|Why|"
    r"Here|His|Her|Their|Our|According) [a-z])"
)
"""A heading or a caption whose end only the capital of the sentence behind it shows."""
_NAMES_NEXT = re.compile(
    r".*(?:['’]s|\b(?:albums?|anthem|ballad|bands?|blog|books?|called|campaign|chant|charity|classic|"
    r"column|comed(?:y|ies)|documentary|drama|entitled|film|game|group|hashtag|headline|hit|"
    r"includ(?:e|ing)|magazine|memoir|motto|movement|movie|musical|named|newspaper|novel|opera|"
    r"phrase|play|podcast|poem|programme|program|rapper|sequel|series|show|single|sitcom|site|"
    r"slogan|song|thriller|titled|track|website|winner|words)) $",
    re.IGNORECASE,
)
"""Before the title of a work, of a group or of what is quoted: "the novel How to Build a Boat"."""
_SURNAMES = frozenset(("He", "You"))
_BEFORE_SURNAME = re.compile(
    r".* (?:[A-Z][\w’'-]*|\w+(?:er|or|ist|man|woman)|coach|official|president|secretary|student) $"
)
"""Behind a name or an office they are no pronouns: "Vice Premier He met", "police officer He"."""
CAPITALS = 4
"""Words with a capital that a heading in one line with its text must have."""
CREDITED_WITHIN = 60
"""Characters in which a photographer's name ends: "Mira Tolk for The Courier Times"."""
_STAMP_BEHIND = re.compile(
    rf"(?:(?<=[a-z)’'\"”])|(?<!\s)\s+)(?:[A-Z]{{2,5}} ?/ ?)?{_DATE},? {_CLOCK}"
    r"(?: ?\([A-Z]{3,4}\))?$"
)
"""A day and an hour behind a headline, glued to it too: "Ferry is lateMar 4, 2029, 22:47 (IST)"."""
MIN_AFTER = 5
MOST_STAMPS = 5
"""Byline, date, time, account and credit stand in one line at most."""


def with_dashes(text: str) -> str:
    """Return `text` with its dashes where Windows-1252 or UTF-8 was read as something else.

    They stand in datelines, as in "DETROIT (AP) — The". No offset changes.
    """
    text = text.replace("\x96", "–").replace("\x97", "—")
    return text.replace("â\x80\x93", "–  ").replace("â\x80\x94", "—  ")


def stamp_end(text: str) -> int:
    """Return where the sentence begins after what a page put before it; 0 where nothing is."""
    end = 0
    for _ in range(MOST_STAMPS):
        step = _one(text[end:])
        if not step or len(text[end + step :].split()) < MIN_AFTER:
            break
        end += step
    return end


def without_stamp(title: str) -> str:
    """Return a headline without the day and the hour that a list of headlines prints behind it.

    A day that the headline itself names stays: "Polls close on 4 March 2029, 20:00".
    """
    stamp = _STAMP_BEHIND.search(title)
    if stamp is None or (stamp[0][0].isspace() and ends_openly(title[: stamp.start()])):
        return title
    return title[: stamp.start()]


def _may_open(text: str) -> tuple[re.Pattern[str], ...]:
    """The patterns that may open the text, by its first letter; most begin with few."""
    first = text[:1]
    if first.isdecimal():
        return _STAMP, _BRACKETED, _NUMBER
    if not first.isalpha():
        return _BRACKETED, _NUMBER
    begun, start = text[:3].rstrip().lower(), text[:CREDITED_WITHIN]
    stamped = (_STAMP,) if begun in _STAMPS else ()
    labelled = (_LABEL,) if begun in _LABELS or ":" in text[:LONGEST_LABEL] else ()
    if first in "Bb":
        return _BYLINE, _OUTLET_BYLINE, _CREDITED, *labelled
    if first in "IF":
        return *stamped, _BRACKETED, _CREDITED, *labelled
    credited = "/" in text or " for " in start or " via " in start
    return (*stamped, _CREDITED, *labelled) if credited else (*stamped, *labelled)


def _one(text: str) -> int:
    for pattern in _may_open(text):
        if match := pattern.match(text):
            return match.end()
    if caption := _captioned(text):
        return caption
    heading = _HEADING.match(text)
    words = heading[0].split() if heading else ()
    if heading and sum(w[0].isupper() and len(w) > 2 for w in words) >= CAPITALS:
        return heading.end()
    unmarked = _UNMARKED.match(text)
    return unmarked.end() if unmarked and _is_unmarked(unmarked) else 0


def _is_unmarked(match: re.Match[str]) -> bool:
    """Return whether what `_UNMARKED` found is no part of the sentence."""
    head = match[0]
    if match["next"] in _SURNAMES and _BEFORE_SURNAME.match(head):
        return False
    return not (_NAMES_NEXT.match(head) or has_finite_verb(head) or ends_openly(head))


def _captioned(text: str) -> int:
    """Where the sentence begins after a caption that ends with its credit; 0 for none."""
    credit = _CREDIT_WITHIN.search(text, 0, LONGEST_CAPTION) if "(" in text else None
    if credit is None or _NO_CAPTION.search(text, 0, credit.start()):
        return 0
    return credit.end()
