"""What a newsletter or page says besides its news: its sponsors, its open posts, itself.

A sponsor is announced on a line of its own ("Together with …"), and its words follow without
another mark. What names it below and speaks to the reader is its own; where nothing does, the line
alone is the sponsor's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.late import late
from summarizer.text.runs import word_runs

LONGEST = 400
"""Characters of a paragraph that one of these is, or opens."""

LONGEST_LABEL = 90
"""Characters of a line that announces a sponsor."""

FURTHEST, MOST_WORDS = 5, 150
"""Lines below a sponsor's label in which its name is looked for, and words of them."""

BUTTON = 6
"""Words at most of the line that ends what a sponsor says: "See how we do it."."""

POST, MOST_POSTS = 120, 40
"""Characters of an open post, and lines of them below one heading."""

_SPONSOR = late(
    r"(?:(?:today|tonight|this (?:week|month|morning|evening))['’]s |this |our )?"
    r"(?:[\w-]+ ){0,2}?(?:is |was )?"
    r"(?:(?:a |an )?(?:(?:brief |quick |short )?(?:message|word|note) from|"
    r"paid (?:message|post) (?:from|by))|(?:made possible|brought to you|presented|sponsored) by|"
    r"together with|in partnership with)"
    r"(?: (?:our|today['’]s|this week['’]s) (?:\w+ )?(?:sponsors?|partners?)[,:]?)?\s*:?\s+"
    r"(?P<name>(?!the |our |an? )[^\W_][^:.!?]{1,50})",
    re.IGNORECASE,
)
_ANNOUNCES = frozenset(
    "message word note paid possible brought presented sponsored together partnership".split()
)
"""One of these stands in each such line."""

_YOU = frozenset(("you", "your", "yours"))
_BIDDING = late(
    r"(?:apply|book|check|claim|click|discover|download|explore|find|get|join|learn|meet|order|"
    r"read|register|see|shop|sign|start|subscribe|take|try|visit|watch)\b",
    re.IGNORECASE,
)

_LETTER = r"(?:newsletter|letter|edition|issue|e-?mail)"
_FRIENDS = r"(?:a |your )?(?:friends?|colleagues?)\b"
_SAYS_OF_ITSELF = late(
    rf"(?:was|did) (?:this|someone|somebody|a friend)(?: {_LETTER}| message)?"
    r"(?: get)? (?:forward|shar|send)\w*\b[^.?!]{0,40}\?"
    r"|(?:interested in|want to|would you like to) (?:sponsor\w*|advertis\w+)\b"
    r"|(?:got|have) (?:a |any )?(?:news )?(?:tips?|feedback|thoughts|questions|suggestions)\b"
    r"[^.?!]{0,60}\?"
    rf"|(?:just |please |simply )?(?:hit reply|reply to this (?:{_LETTER}|message))\b"
    r"|sponsorships? (?:has|have) no (?:influence|effect|bearing) (?:on|over) "
    r"(?:what we|our|the editor)"
    rf"|(?:that['’]s|that is) (?:all|it) for (?:today|now|this (?:week|month|{_LETTER}))\b"
    rf"|(?:if you )?(?:like|love|enjoy)\w* (?:this|today['’]s|our) {_LETTER}\b"
    r"|if you (?:like|love|enjoy)\w* (?:this|my|our) (?:story|post|article|piece|video|episode)\b"
    r"|no spam(?:\W*\Z|[.,!;:–—-])|(?:you can )?unsubscribe (?:at )?any ?time\b"
    r"|(?:is|was) this (?:page|article|story|information) (?:useful|helpful)\b"
    r"|help us improve (?:this|our|\w+\.\w+)\b"
    r"|(?:media|press) (?:enquiries|inquiries|contacts?)(?: details)?\s?:"
    r"|printed from\b(?:.{0,160}https?:|[^.]{0,100}\b(?:19|20)\d\d\Z)"
    rf"|(?:please )?(?:forward|share) (?:this|it) (?:{_LETTER} |story |post )?"
    rf"(?:with|to) {_FRIENDS}"
    rf"|(?:tell|invite) {_FRIENDS}[^.?!]{{0,20}}\b(?:sign|subscri)"
    r"|(?:see you|talk to you|back) (?:again )?(?:tomorrow|on [A-Z]\w+day|next week|soon)\W*\Z",
    re.IGNORECASE,
)
_ITS_LENGTH = late(
    rf"\b(?:(?:to(?:day|night)|this (?:week|month|morning|evening))['’]s|this) {_LETTER} is "
    r"(?:about |only |just )?[\d,.]+ words\b"
    r"|\bwords, (?:an? )?[\w.½¼¾-]+[ -]min(?:ute)?s?[ -]read\b",
    re.IGNORECASE,
)

_POSTS = late(
    r"(?:\W*(?:featured |open |this week['’]s |new )?(?:jobs?|positions|roles|vacancies)"
    r"(?: (?:of the week|board|openings|listings|opportunities))?"
    r"|\W*(?:who|we)['’](?:s|re) hiring|\W*now hiring)\W*",
    re.IGNORECASE,
)
_HIRES = late(
    r"\b(?:(?:hir(?:ing|es?)|looking for|seek(?:s|ing)) an?|apply (?:now|here|today|by|at))\b"
    r"|[(,|·–-]\s*(?:full|part)[- ]time\b",
    re.I,
)
_REPORTED = late(r"\b(?:said|says|told|asked|found|according to)\b", re.IGNORECASE)
"""What a letter says of itself, and a post that is open, nobody is quoted with."""
_QUOTED = late(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|„[^“”]*[“”]")
_ENDS = (".", "!", "?", "”", '"', ":", "…", "。")


def beside_the_news(lines: Sequence[str]) -> set[int]:
    """Return which lines of a text are a sponsor's, an open post's or of the letter itself."""
    found: set[int] = set()
    for index, line in enumerate(lines):
        if len(line) > LONGEST:
            continue
        held = word_runs(line)
        own = _SAYS_OF_ITSELF.match(line) and not _REPORTED.search(line)
        if own or ("words" in held and _ITS_LENGTH.search(line)):
            found.add(index)
        elif not held.isdisjoint(_ANNOUNCES):
            found.update(_sponsored(lines, index))
        elif len(line) <= 40 and _POSTS.fullmatch(line):
            found.update(_open_posts(lines, index))
    return found


def _sponsored(lines: Sequence[str], index: int) -> range:
    """Return the lines of the sponsor that a line announces; none where it announces none."""
    line = lines[index]
    label, colon, rest = line.partition(":")
    announced = _SPONSOR.fullmatch(label.rstrip())
    if announced is None or len(label) > LONGEST_LABEL:
        return range(0)
    named = _key(announced["name"])
    if colon and rest.strip():
        own = _names(rest, named) and _speaks_to_reader([rest])
        return range(index, index + 1) if own else range(0)
    last, words = index, 0
    for at in range(index + 1, min(index + 1 + FURTHEST, len(lines))):
        words += len(lines[at].split())
        heading = not lines[at].endswith(_ENDS) and at > index + 1
        if words > MOST_WORDS or (heading and not _names(lines[at], named)):
            break
        if _names(lines[at], named):
            last = at
    end = last + 1
    while index < last and end < len(lines) and _is_button(lines[end]):
        end += 1
    if end > last + 1 or _speaks_to_reader(lines[index + 1 : end]):
        return range(index, end)
    return range(index, index + 1)


def _speaks_to_reader(lines: Sequence[str]) -> bool:
    return any(not _YOU.isdisjoint(word_runs(_QUOTED.sub(" ", line))) for line in lines)


def _is_button(line: str) -> bool:
    pressed = line.endswith(("!", "→", "»")) or _BIDDING.match(line) is not None
    return pressed and len(line.split()) <= BUTTON


def _key(name: str) -> str:
    return " ".join(name.split()).casefold().removeprefix("the ")


def _names(line: str, name: str) -> bool:
    return f" {name}" in f" {line.casefold()}"


def _open_posts(lines: Sequence[str], index: int) -> range:
    """Return a heading and the posts below it, of which one at least says that somebody hires."""
    last = index
    for at in range(index + 1, min(index + 1 + MOST_POSTS, len(lines))):
        hires = bool(_HIRES.search(lines[at])) and not _REPORTED.search(lines[at])
        if len(lines[at]) > POST or not (hires or not lines[at].endswith(_ENDS)):
            break
        if hires:
            last = at
    return range(index, last + 1) if last > index else range(0)
