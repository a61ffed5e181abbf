"""What a page calls itself, its article and who wrote it: without what is run into such names.

Extractors take them from places that are made for machines, or where most pages put them. Some
pages put the outlet's name behind each headline, a date behind each author, an address or a rights
notice where the outlet's name belongs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from summarizer.characters import UNSPACED
from summarizer.text.english import MONTH, WEEKDAY
from summarizer.text.words import content_words

_JOINT = re.compile(r"\s*[|｜ㅣ·•»«]+\s*|\s+(?:[-–—]+|::?|/)\s+")
"""What stands between a headline and the outlet's name."""

LEAST_TITLE, LEAST_NAME = 8, 3
"""Letters of a headline that is left, and of a name that is looked for behind it."""

LONGEST, MOST_PEOPLE = 2_000, 50
"""Characters of what may name several people, and how many of them are looked at: for each the page
is searched."""

FEWEST_WORDS = 2
"""Of a name beside which an address stood: less is what was said of the address ("Follow")."""

SAME = 0.5
"""Share of the longer name that the shorter makes up: "Harbour Post", "harbourpost.example"; and of
a title that its headline makes up."""

_NO_OUTLET = re.compile(
    r"https?:|www\.\S*/|^\W*(?:©|\(c\)|copyright\b|(?:19[5-9]|20)\d\d\b)|rights reserved", re.I
)

_BY = re.compile(
    r"^(?:(?:view|see|read) )?(?:all )?"
    r"(?:(?:author|posts?|articles?|stories|written|submitted|posted) )?by\s+"
    r"|^\w{1,20}\s?[:：](?!//)\s*"
    r"|^(?:von|par|por|от|aut(?:h?or|eur|ore))\s+(?=\S+\s)",
    re.IGNORECASE,
)
_STAMP = re.compile(r"(?:^|\s+)(?:last )?(?:updated|published|posted|submitted|modified)\b.*", re.I)
_DAY = re.compile(rf"(?:\s+(?:{WEEKDAY}|{MONTH}),?)+$")
_WEB = re.compile(r"\(?\b(?:https?\b|www\.)\S*|\S*@\w\S*", re.I)
_NAME_END = re.compile(rf"(?<=[{UNSPACED}])|\b(?<=\w)(?!['’]\w)|$")
"""Where a name may end within a longer one: behind a word, or anywhere in what has no spaces."""
_INITIAL = re.compile(r"\b[^\W\d_]\b(?!\.)")


def headline_of(title: str, names: Iterable[str | None], headings: Iterable[str] = ()) -> str:
    """Return a headline without what pages run into it: their outlet, section, series or author.

    Args:
        title: one line.
        names: what the outlet is called, its host, the authors.
        headings: the page's own. One that says all of the title, or most of it between two
            joints, is the headline.
    """
    own = set(map(_key, headings))
    keys = [key for name in names if name and len(key := _key(name)) >= LEAST_NAME]
    joints = list(_JOINT.finditer(title))
    while joints and _key(title) not in own:
        tail, left = _key(title[joints[-1].end() :]), title[: joints[-1].start()].rstrip()
        if len(_key(left)) < LEAST_TITLE or not any(_same(tail, key) for key in keys):
            break
        title = left
        joints.pop()
    if not own:
        return title
    starts, ends = [0, *(at.end() for at in joints)], [*(at.start() for at in joints), len(title)]
    least = SAME * len(title)
    parts = (title[start:end] for start in starts for end in ends if end - start >= least)
    return max((part for part in parts if _key(part) in own), key=len, default=title)


def better_headline(title: str, page: str, headings: Iterable[str]) -> str:
    """Return the headline: `title`, or the heading that the page's own title repeats.

    The largest heading of a page may be a menu's or a box's. A page's title names its article.

    Args:
        title: what was taken for the headline.
        page: the page's title, as the window of a browser shows it, without the outlet's name.
        headings: the page's headings, in their order.
    """
    named = set(content_words(page))
    if not named or not named.isdisjoint(content_words(title)):
        return title
    told = (one for one in headings if len(_key(one)) >= LEAST_TITLE and _key(one) in _key(page))
    return max(told, key=len, default=title)


def outlet_of(name: str, title: str, page: str) -> str:
    """Return an outlet's name; empty where it is an address, a rights notice or the headline.

    Args:
        name: what was taken for it.
        title, page: as in `better_headline`.
    """
    own, told, whole = _key(name), _key(title), _key(page)
    before = bool(told) and whole == own + told  # "Harbour Post | Flood in Harwick"
    headline = (told and told in own) or (own != whole and not before and _same(own, whole))
    return "" if headline or _NO_OUTLET.search(name) else name


def without_outlet(people: Iterable[str], outlet: str) -> list[str]:
    """Return authors without what only names the outlet: "Hill Post" of "Hill Post Online".

    "Sun Li" of "Sun Life" is somebody, and so is "Ada Quill" of "Ada Quill's Notes".
    """
    own = _key(outlet)
    starts = {_key(outlet[: end.start()]) for end in _NAME_END.finditer(outlet)}
    return [name for name in people if not (_key(name) in starts and _same(own, _key(name)))]


def people_of(names: Iterable[str], page: str) -> list[str]:
    """Return authors' names, each once, without the stamps that stood beside them.

    Args:
        names: one or more in each, parted by semicolons.
        page: all of its source, by which a month is told from a name and initials get their stops.
    """
    found: dict[str, str] = {}
    told = (part for given in names for part in given[:LONGEST].split("; "))
    for name in islice(told, MOST_PEOPLE):
        person = _person(name, page)
        if person:
            found.setdefault(person.casefold(), person)
    return list(found.values())


def _person(name: str, page: str) -> str:
    name = _STAMP.sub("", _BY.sub("", name.strip(" ,")))
    if _WEB.search(name):
        in_brackets = not {*name}.isdisjoint("(<")
        name = _WEB.sub("", name).strip(" ,()<>|/·•-–—")
        if len(name.split()) < FEWEST_WORDS and not in_brackets:
            return ""
    if _DAY.fullmatch(f" {name}") or not any(map(str.isalpha, name)):
        return ""
    if _DAY.search(name) and not re.search(rf"{re.escape(name)}(?!\s*\d)", page):
        name = _DAY.sub("", name)  # the day that stood behind it is lost already
    words = name.split()
    half = len(words) // 2
    twice = half and words[:half] == words[half:]
    if twice and (half > 1 or name not in page):  # "Duran Duran" is written in one piece
        words = words[:half]
    return _as_written(" ".join(words), page)


def _as_written(name: str, page: str) -> str:
    """Return a name with the full stops of its initials, as they stand on the page."""
    if not _INITIAL.search(name) or "." in name or len(name) > 60:
        return name
    written = re.search(r"\.? ?".join(map(re.escape, name.split())) + r"(?!\w)", page)
    return written[0] if written else name


def _key(name: str) -> str:
    return re.sub(r"^(?:www\.|the )|[\W_]+", "", name.strip().casefold())


def _same(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= LEAST_NAME and long.startswith(short) and len(short) >= SAME * len(long)
