"""Title, byline, published date and dateline of a bare text, as far as it holds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from summarizer.text.datelines import without_dateline
from summarizer.text.dates import find_dates
from summarizer.text.labels_abroad import is_crumbs
from summarizer.text.stamps import CREDIT, stamp_end
from summarizer.text.words import content_words

SHORT = 120
"""Characters; a date or a byline stands in a shorter line than this."""

LONGEST_HEADLINE = 160
SHARED_WITH_LEAD = 0.25
"""Share of a first line's content words that the lead repeats when it is the headline."""

SHARED_ABOVE = 0.4
"""The same for a later line above the body, where teasers of other articles stand too."""

ROOT = 4
"""Letters by which words of an inflected language are compared: "rompe", "rompeu"."""

_LEAD = 1_500
_ENDS = re.compile(r"(?:(?<!\.[A-Z])\.|[;,:…])['\"”’)]*$")
MOST_WORDS_STOPPED = 14
"""Words of a headline that ends with an initial's full stop, as many a first sentence does."""
_CREDIT = re.compile(r"\b(?:photo|foto|quelle|credit|getty|images|imago|crédit|courtesy)\b", re.I)
_NAME = (
    r"(?:(?:Dr|Prof|Sir|Dame)\.? )?[^\W\d_a-z][\w'’.-]*"
    r"(?: (?:(?:de|del|da|di|van|von|der|den|bin|al|el|la|le|du|dos)\b|[^\W\d_a-z][\w'’.-]*)){1,4}"
)
_AND = r"(?:,? (?:and|und|et|y|e|i|og|och|en|&) |, | & )"
_BYLINE = re.compile(
    r"^(?i:(?:(?:written|posted|reported|words|story|text|report|analysis|opinion|edited|published)"
    r"\s+)?by\b|von\b|par\b|por\b|door\b|av\b|af\b|di\b|author:|autor:|auteur:|autore:|text:|"
    r"reporter:|writer:|от\b|автор:|haber:)[:\s]*"
    rf"(?P<names>{_NAME}(?:{_AND}{_NAME}){{0,4}})(?P<rest>.*)$"
)
_LOWER_BY = re.compile(
    r"^(?:[Ww]ritten |[Pp]osted |[Rr]eported |[Ss]tory |[Ww]ords )?[Bb][Yy]\b|^[^\W\d_a-zа-яё]"
    r"|^(?:von|par|por|door|av|af|di|от) "
)
_ROLE = re.compile(
    r"\b(?:staff|writer|reporter|correspondent|editor|news|press|agency|desk|bureau|redaktion|"
    r"rédaction|redacción|redazione|redação|redactie|redakcja)\b",
    re.IGNORECASE,
)
_REST = re.compile(
    r"^\W*(?:$|(?:updated|published|posted|for|of|the|in|is|staff|senior|chief|reporter|reporters|"
    r"correspondent|writer|editor|contributor|and|with|at|@|\||associated|reuters|bbc|cnn|"
    r"new york|news|\d))",
    re.IGNORECASE,
)
_REST_ABROAD = re.compile(
    r"^\s*(?:[—–|•/-]\s|,\s*[\w.]{2,20}\W*$|,?\s*(?:avec|con|com|mit|met|med|para|pour|per|für|"
    r"voor|le|el|il|em|am|vom|den|på|du|à|aus|z)\b)",
    re.IGNORECASE,
)
"""What follows the name where the line does not say "by"."""
_BY = re.compile(r"(?:\w+ )?by\b|\w+:", re.IGNORECASE)
_NOT_AMERICAN = re.compile(
    r"\b(?:GMT|BST|CES?T|EES?T|IST)\b|\b(?:1[3-9]|2[0-3])[:.]\d\d\b(?![:.\d]*\s?[ap]\.?m)",
    re.IGNORECASE,
)


def without_stamps(text: str) -> str:
    """Return a sentence without what the page printed before it, dateline included."""
    text = text[stamp_end(text) :]
    text = without_dateline(text)
    return text[stamp_end(text) :]


def find_published(
    above: Sequence[str], below: Sequence[str] = (), *, day_first: bool = False
) -> datetime | None:
    """Return the date of the short line nearest to the body: above it first, then below.

    Args:
        above: the lines above the body, in reading order.
        below: the lines below it.
        day_first: read 03/04/2024 as the third of April; also done where the line tells a
            European zone or counts the hours to 24.
    """
    for lines in (reversed(above[-12:]), below[:8]):
        for line in lines:
            first = day_first or bool(_NOT_AMERICAN.search(line))
            dates = find_dates(line, day_first=first) if len(line) <= SHORT else []
            if dates:
                return dates[0].when
    return None


def find_author(above: Sequence[str], below: Sequence[str] = ()) -> str | None:
    """Return who a line near the body says that it is by, without the "By"."""
    for line in (*reversed(above[-15:]), *below[:12]):
        if author := _byline(line):
            return author
    return None


def _byline(line: str) -> str | None:
    if len(line) > SHORT or not _LOWER_BY.match(line):
        return None
    for date in reversed(find_dates(line)):
        line = f"{line[: date.start]} | {line[date.end :]}"
    match = _BYLINE.match(line.strip(" |•-–—"))
    if match is None:
        return None
    abroad = not _BY.match(match[0]) and _REST_ABROAD.match(match["rest"])
    if not (_REST.match(match["rest"]) or abroad):
        return None
    named = [name for name in re.split(_AND, match["names"]) if not _ROLE.search(name)]
    author = ", ".join(
        re.sub(r"\s+(?:Updated|Published|Posted|On)$", "", name).strip(" ,.|") for name in named
    )
    # The pattern ignores case for the "By"; a name still begins with capitals.
    parts = [part for part in author.split() if part[0].isalpha()]
    if not parts or not parts[0][0].isupper() or sum(p[0].isupper() for p in parts) < 2:
        return None
    return author.title() if author.isupper() else author


def find_title(above: Sequence[str], body: str, *, inflected: bool = False) -> int | None:
    """Return which of the lines above the body is its headline, or None.

    The first line is, when it is short, does not end like a sentence and shares at least
    a quarter of its content words with the lead; else the line that shares most. Words of
    an inflected language are shared where they begin alike.
    """
    lead = _roots(content_words(body[:_LEAD]), inflected)
    first = False
    if above and _could_be_title(above[0]):
        # Two words are a section's name, unless the lead has both; one is, below which a headline
        # stands ("Bergrettung").
        own = len(content_words(above[0]))
        first = _shared(above[0], lead, inflected) >= (SHARED_WITH_LEAD if own >= 3 else 1.0)
        if first and own >= 2:
            return 0
    scored = [
        (_shared(line, lead, inflected), -index)
        for index, line in enumerate(above)
        if _could_be_title(line) and len(content_words(line)) >= 3
    ]
    best, index = max(scored, default=(0.0, 0))
    return -index if best >= SHARED_ABOVE else 0 if first else None


def _roots(found: Iterable[str], inflected: bool) -> set[str]:
    return {word[:ROOT] for word in found} if inflected else set(found)


def _shared(line: str, lead: set[str], inflected: bool) -> float:
    mine = _roots(content_words(line), inflected)
    return len(mine & lead) / len(mine) if mine else 0.0


def _could_be_title(line: str) -> bool:
    return (
        8 <= len(line) <= LONGEST_HEADLINE
        and not _CREDIT.search(line)
        and not CREDIT.fullmatch(line.strip(" ()."))
        and not _ENDS.search(line)
        and not find_dates(line)
        and not _byline(line)
        and not is_crumbs(line)
        and len(line.split()) <= (MOST_WORDS_STOPPED if line[-1] == "." else 28)
    )
