"""Sentences that a page says of itself, and those that tell nothing: no points of a brief.

“Here is a look at how the vote works”, “All eyes are on the council”, a post that was copied with
its address. General forms, for English.
"""

from __future__ import annotations

import re

from summarizer.text.english import WEEKDAY
from summarizer.text.runs import word_runs
from summarizer.text.verbs import has_finite_verb

_JOINED = r"(?:(?:And|But|So|Now|For now|Still|Yet),? )?"
_ANNOUNCES = re.compile(
    rf"{_JOINED}[Hh]ere(?:['’]s| is| are) (?:(?:just )?an? (?:\w+ )?(?:look|list|guide|breakdown|"
    r"rundown|recap|summary|timeline|glimpse|sample)\b|(?:how|what|why|where|who|everything|all)\b|"
    r"some(?: \w+)? (?:of|things|facts|highlights|points|questions|tips|takeaways)\b|"
    r"(?:the|our) (?:full|latest|top|best|\w+ (?:things|ways|facts))\b|"
    r"(?:[\w’'-]+ ){1,3}(?:most|best|biggest|top|latest)\b)"
    r"|(?:The|This|Our) (?:map|chart|graphic|graph|table|diagram|infographic|image|picture|"
    r"photo(?:graph)?|video|slideshow|gallery)s?,? (?:above|below|here|at (?:left|right))\b"
    r"|(?:OPINION|Opinion|More|Subject|Rating|Stars|Related): (?!.{90})"
    r"|Related (?:News|Stor(?:y|ies)|Articles?|Posts?|Topics|Videos?) [A-Z]"
    r"|(?:WATCH|LISTEN|RELATED|TRENDING|TRAILER|READ(?: MORE)?|SEE ALSO|MORE)(?: [A-Z]+){0,2}: "
)
"""What the page goes on to do, or shows beside the text."""
_SERIES = re.compile(
    r"[A-Z][^,;:“”\"]{2,60} is an? (?:online community|(?:weekly|daily|monthly|regular|"
    r"occasional|advice|opinion) (?:column|series|feature|newsletter|podcast|show)) "
    r"(?:in which|where|that|of|on|about|by)\b"
    r"|(?:Every|Each) (?:day|week|month|morning|evening),? (?:[A-Z][\w’'-]+ ){1,3}"
    r"(?:takes? a look|looks? (?:at|back)|brings? you|rounds? up|answers?)\b"
)
"""What a page has a series for: "Ask Brenna is an advice column that answers its readers"."""
_SHOWS_NOW = frozenset(
    """speaks talks sits joins reacts responds looks takes explains discusses breaks unpacks weighs
    examines explores makes reports provides gives walks shows tells""".split()
)
_SHOWN = rf"(?:{'|'.join(sorted(_SHOWS_NOW))})"
_AIRED = re.compile(
    r"(?:(?!(?:NATO|UN|EU|US|UK|USA|UAE|WHO|IMF)\b)"
    rf"(?:[A-Z]{{2,5}}|[A-Z]\w+ (?:News|TV|Radio|Times|Post))[’']s? (?:\w+ ){{0,4}}?"
    rf"(?:[A-Z][\w’'-]+ ){{2,3}}"
    rf"|(?:[A-Z][\w-]* ){{0,2}}(?:[\w-]+ ){{0,3}}"
    rf"(?:[Cc]orrespondent|[Ee]ditor|anchor|reporter|host|commentator|contributor),? "
    rf"(?:[A-Z][\w’'-]+,? ){{2,3}}){_SHOWN}\b"
    rf"|(?:[A-Z][\w’'-]+ ){{2,3}}(?:speaks|talks|sits down) (?:to|with) [^“”\"]*\babout\b"
    rf"|[^“”\"]{{3,90}} joins [‘'“\"][A-Z][^‘’“”'\"]{{2,40}}[’'”\"] to "
    r"(?:discuss|talk about|react|weigh in|explain|preview|break down|analy[sz]e)\b"
)
"""What a programme shows, in the present: "Harbour TV's Mira Tolk looks at the ferries"."""
_ON_AIR = re.compile(r" on [‘'“\"][A-Z][^‘’“”'\"]{3,40}[’'”\"]\.?$")
"""The same with its name at the end: "The captain discusses the storm on ‘Morning Watch.’"."""
_LONGEST_NAME = 50
_MARKS = frozenset('“”"')
_PRINTED = re.compile(
    rf"{WEEKDAY}['’]s (?:news)?(?:papers|headlines|front pages)\b"
    r"|This (?:story|article|piece|report|interview) is part of\b|Related: "
    r"|(?:[A-Z][\w.’'-]+ ){1,7}is an? (?!former\b)(?:[a-z-]+ ){0,3}"
    r"(?:reporter|writer|correspondent|editor|producer|columnist|contributor) "
    r"(?:at|for|with) [A-Z][^,]{2,40}(?:\.$|,? (?:covering|"
    r"(?:where (?:s?he|they)|who) (?:covers?|writes?|reports?))\b)"
    r"|(?:(?:[A-Z][\w.’'-]*|and|in),?\s)+contributed(?: reporting| to (?:this|the) \w+)?\.$"
    r"|(?:(?:[A-Z][\w.’'-]*|and|in),?\s){2,}reported (?:from|in) "
    r"(?:(?:[A-Z][\w.’'-]*|and|from|in|reported),? )*[A-Z][\w.’'-]*$"
    r"|[^,“”\"]{3,60} (?:(?:has|have) (?:asked|contacted|approached|made efforts to reach)|"
    r"(?:(?:has|have) )?reached out to) [^“”\"]{3,100} for (?:comment(?: on the [a-z]+)?|"
    r"an? (?:response|statement))"
    r"(?:,? (?:but|and) (?:has|have|had|did)(?: not|n['’]t| yet to)(?: yet| immediately)? "
    r"(?:hear|receive|get|got|respon|repl|return|comment|answer)[^“”\"]{0,60})?\.$"
    r"|[^“”\"]{3,100} (?:has|have) been (?:contacted|approached|asked) "
    r"for (?:an? )?(?:comment|response|statement)\.$"
)
"""What other papers print, what the text belongs to, who wrote it, whom its desk has asked."""
_RELATED = re.compile(r"\bRelated article ?[‘“\"A-Z]")
"""A picture's credit with the headline that a page puts beside it."""
_STAMPED = re.compile(r"\[[^\[\]]+\]\W*$")
"""A line of the desk's own in square brackets: "[Update, posted at 5 p.m.]."."""
_LINKED = re.compile(r"https?://|\bpic\.twitter\.com|\bt\.co/|(?:^|\s)#\w{2,}.*\s#\w{2,}")
"""A post that was copied with its addresses."""
_REFERS = re.compile(
    r"(?:[A-Z][\w.’'-]+ (?:of )?){1,5}(?:has|have|reports?|with) "
    r"(?:(?:the|an?|more|much more|all the) )?"
    r"(?:exclusive |full |latest |complete |special )?"
    r"(?:details?|story|reports?|more|latest|coverage)"
    r"(?: (?:on|from|about|of) [^,.]{2,40})?(?: \(@\w+\))?\W*$"
    r"|[A-Z][^,“”\"]{2,40}(?:first|originally) (?:reported|broke) (?:the|this) (?:story|news)\W*$"
    r"|Below (?:is|are) (?:the|an?|some)\b|The following is an? \w+"
    r"|You must (?:enter|enable|be|have|log|sign|register)\b"
)
"""The page on its own reporters and forms: "Mira Tolk has the details."."""
_NOTICE = re.compile(
    r"(?:Editor(?:['’]?s?['’]?) [Nn]ote|EDITOR['’]S NOTE|Disclaimer|DISCLAIMER|Published every)\b"
    r"|(?:Disclosure|DISCLOSURE):"
    r"|(?:(?:The|Any) )?(?:[Oo]pinions|[Vv]iews)(?: (?:and|or) (?:[a-z]+ )?(?:opinions|views))? "
    r"expressed\b[^“”\"]{0,100} (?:are (?:(?:solely|entirely|strictly) )?(?:his|hers?|theirs?|"
    r"those of|the author['’]?s?)\b|(?:do|may) not (?:[a-z]+ )?(?:reflect|represent)\b)"
    r"|\[(?:[^\]]{0,60}\b(?:[Uu]pdated?|[Pp]osted)\b|(?:In )?(?:Photos?|Video|Related|See|Read)\b)"
    r"[^\]]{0,80}\]"
    r"|(?:Anyone|Witnesses|Those|Drivers|Residents) with (?:any )?(?:further |more )?information\b"
    r"[^“”\"]{0,60} (?:is|are) (?:being )?(?:asked|urged|encouraged|requested) to\b"
    r"|(?:\w+(?: \w+)?: )?(?:[Tt]his|[Tt]he following) (?:article|story|post|review|episode|video) "
    r"contains (?:[a-z]+ )?(?:spoilers|affiliate|descriptions|discussions?|details)\b"
    r"|We(?: and our [a-z ]{3,30})? use cookies\b|Scan (?:the|this) QR code\b"
    r"|We(?:['’]ll| will) have more (?:to|on|about)\b"
    r"|[Tt]his (?:is|remains) an? (?:breaking|developing)(?: news)? (?:story|event)\b"
    r"|If you (?:or|capture|have|are|want|would|know|see|wish|cannot see|can['’]t see)\b.*\b"
    r"(?:e-?mail|contact|call|send|submit|click|visit|subscribe|try|hear from you)\b"
    r"|(?:The|This) [^,“”\"]{2,60} (?:is|was) (?:supported|sponsored|brought to you) by\b"
)
"""What a site asks of its reader, or says of its own text."""
_PAGES = (
    r"(?:announcement|change ?log|(?:release )?notes?|docs?|documentation|documents?|manual|guide|"
    r"tutorial|(?:blog )?posts?|website|(?:web ?)?page|site|wiki|repository|repo|forums?|readme|"
    r"faq|instructions|archives?|milestone|issue(?: tracker)?|list|schedule|agenda|recordings?)"
)
_MORE = r"(?:[Rr]ead|[Ll]earn|[Ff]ind(?: out)?|[Ss]ee) more"
_ELSEWHERE = re.compile(
    rf"(?:(?:You|Readers|Users) can (?:also )?)?{_MORE} (?:about|on|at|in|details|information)\b"
    r"|(?:(?:Please )?(?:[Ss]ee|[Rr]efer to|[Rr]ead|[Cc]heck|[Vv]isit|[Cc]onsult)|You can find|"
    rf"More (?:details|information) (?:is|are|can be)) (?:also )?(?:[\w.'’-]+ ){{0,6}}?{_PAGES}\b"
    r"|(?:For (?:[\w’'-]+ ){0,3}?(?:information|details|instructions|list|help|questions)\b|"
    rf"To {_MORE}\b)"
    r"[^,“”\"]{0,80}, (?:please |you can )?(?:see|visit|read|refer|check|contact|go to|consult|"
    r"e-?mail|take a look|sign up|subscribe)\b"
    r"|To (?:get|receive)\b[^,“”\"]{0,80}, (?:please |you can )?(?:sign up|subscribe)\b"
    r"|(?:The|A|All|Our|Its)(?: (?:[\w-]+ )?(?:full|complete|detailed|entire))? "
    rf"(?:[\w.'’-]+ ){{0,3}}?(?!site|document|archive){_PAGES}(?: (?:of|for|from) [^,.]{{2,60}})? "
    r"(?:(?:is|are) (?:now )?(?:found|available)|"
    r"(?:can|may) (?:now )?be (?:found|read|viewed|seen|downloaded|browsed)) "
    r"(?:here|at|on|in|from|online|below)\b"
    r"|Tune in (?:at|on|to|from|for|every|[A-Z])"
    r"|(?:Please )?(?:[Tt]ag|[Pp]ing|[Ee]mail|[Ff]ollow|[Mm]essage|[Cc]ontact) us\b"
)
"""Where the reader may read on: "See the release notes for a full list of changes."."""
_SELF = (
    r"(?:[\w-]+ ){0,2}?(?:post|article|guide|tutorial|episode|newsletter|issue|video|series|"
    r"document|page|talk|essay)"
)
_SETS_OUT = re.compile(
    rf"(?:In|Throughout) (?:this|today[’']s) {_SELF},? (?:I|we|you)\b"
    r"|This (?:[\w-]+ ){0,2}?(?:post|article|guide|tutorial|episode|newsletter|video|essay) "
    r"(?:will (?:also )?"
    r"(?:show|explain|look|cover|describe|discuss|walk|help|teach|explore|go|focus)"
    r"|aims to|is (?:about|intended|meant|the \w+ (?:part|in)))\b"
    r"|(?:(?:Hello|Hi|Hey)\b[^.]{0,40}|And )?[Ww]elcome (?:back )?to (?:another|the|our|this|a)\b"
    r"|This (?:is (?:the )?(?:[\w-]+ )?)?(?:post|article|piece|instal+ment|interview|part|episode)"
    r"(?: \d+)?(?: is)?(?: [\w-]+){0,3} (?:in|of) (?:a|an|the|our)\b[^,“”\"]{0,40}\bseries\b"
    r"|This (?:post|article|letter|piece|story|essay|interview|transcript) (?:was|has been|is) "
    r"(?:also |originally |first |lightly )*(?:cross-?posted|published|posted|adapted|excerpted|"
    r"edited|reprinted|transcribed)\b"
    r"|Thank(?:s| you)(?: so much)? (?:to (?:all|everyone|everybody|our)|"
    r"for (?:reading|listening|watching|your))\b"
)
"""What a writer is about to do, a welcome and thanks: "In this post, we look at …"."""
_OWN_FUTURE = re.compile(
    r"\bforward[- ]looking (?:statements?|information)\b"
    r"|\bactual results (?:may|could|might) (?:differ|vary)\b"
    r"|\b(?:undertakes?|assumes?|disclaims?) (?:no|any) (?:obligation|duty|intention)\b"
    r"[^.]{0,40} (?:update|revise|release|correct)\b"
    r"|\bPrivate Securities Litigation Reform Act\b",
    re.IGNORECASE,
)
"""What a company's lawyers add to its releases."""
_NAMED_ON = re.compile(r"(?:[A-Z][\w.’'-]+ ){2,4}on [A-Za-z]")
"""A caption, or what a column is about: "Mira Tolk on the ferries of the north."."""
_EXCLAIMS = re.compile(r"[^“”\"\d]{3,70}!$")
"""What somebody calls out and nobody is quoted with: "Now that’s a lot of bones!"."""
_TO_YOU = re.compile(r"You (?:\w+ ){1,7}\w+\.$")
"""A few words to the reader that name nothing: "You might want to forget it."."""
FEW = 9
"""Words of an exclamation at most."""
_FILLS = re.compile(
    rf"{_JOINED}(?:[Aa]ll eyes (?:are|will (?:now )?be|were|remain|turn\w*) (?:now )?on\b|"
    r"(?:[Oo]nly )?[Tt]ime will tell\b|[Ii]t remains to be seen\b|"
    r"[Tt]he (?:whole |entire )?world is watching\b|[Ww]hat happens next\b|"
    r"[Tt]he stakes (?:are|could(?: not|n['’]t)|have never been)\b|"
    r"[Oo]ne thing is (?:clear|certain|for (?:sure|certain))\b|"
    r"[Tt]he (?:clock is ticking|rest is history|question now is)\b|"
    r"[Tt]here was (?:once )?a time when\b|[Mm]ake of (?:this|that|it) what you will\b|"
    r"[Tt]here(?:['’]s| is) (?:[a-z]+ ){0,2}(?:amount|deal|lot|much|more) at stake\b|"
    r"[Ww]hether (?:that|this|it) (?:will|works?|happens?)\b.* remains to be seen\b)"
)
"""What a writer says when there is nothing more to tell."""


_TORN = re.compile(r"[\"”,] \S")
"""The end of a quotation that was split off, or what stood behind a link that was lost."""
_HOLED = re.compile(r"\b(?:of|the|an?|with|by|from|for|at|into|called|named) ,\s")
"""Where a scrape lost the words of a link: "The council passed the , after a long night."."""
_LEADS_UP = re.compile(r"[:;] ?\.$")
"""The end of a line that leads up to a list."""
_LIST_AFTER = re.compile(r": \. (?=[\dA-Z“\"])")
"""The same in one line with the list's first item: "What to know: . 1 - Stay in."."""
_LONGEST_END = 4
_FROM_START = (
    _ANNOUNCES,
    _NOTICE,
    _FILLS,
    _TORN,
    _REFERS,
    _SERIES,
    _PRINTED,
    _STAMPED,
    _ELSEWHERE,
    _SETS_OUT,
)
_WITHIN = (
    (("//", ".co", "#"), _LINKED),
    ((": . ",), _LIST_AFTER),
    ((" ,",), _HOLED),
    (("Related article",), _RELATED),
    (("orward", "ctual results", "undertake", "assume", "isclaim", "Reform Act"), _OWN_FUTURE),
)
"""What is searched for, after parts of words of which one stands in every text that matches."""
_AFTER_PART = [(part, pattern) for parts, pattern in _WITHIN for part in parts]


def is_idle(text: str) -> bool:
    """Return whether an English sentence announces, fills, praises its page or is a copied post."""
    if text[-1:] == "!" and _EXCLAIMS.match(text) and len(text.split()) <= FEW:
        return True
    for pattern in _FROM_START:
        if pattern.match(text):
            return True
    if _NAMED_ON.match(text) and not has_finite_verb(text):
        return True
    if text.startswith("You ") and _TO_YOU.match(text) and text[1:].islower():
        return True
    if _is_on_air(text) or _LEADS_UP.search(text, max(len(text) - _LONGEST_END, 0)):
        return True
    return bool([part for part, found in _AFTER_PART if part in text and found.search(text)])


def _is_on_air(text: str) -> bool:
    """Return whether a sentence says what a film or a programme shows."""
    if _SHOWS_NOW.isdisjoint(word_runs(text)):
        return False
    if _AIRED.match(text):
        return True
    named = _ON_AIR.search(text, max(len(text) - _LONGEST_NAME, 0))
    if named is None:
        return False
    told = text[: named.start()]
    return _MARKS.isdisjoint(told) and not _SHOWS_NOW.isdisjoint(word_runs(told))
