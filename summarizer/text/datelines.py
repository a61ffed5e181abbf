"""Datelines: where a report was written, and which agency sent it.

"BEIJING (AP) — ", "Lagos, Nigeria – "; as newspapers of other languages set them:

"MÜNCHEN, 4. März (AFP) - ", "MADRID, 3 may. (EFE).- ", "Karlsruhe (epd). ", "МОСКВА, 3 мая — РИА
Новости. ", "KIRUNA (TT) ". General forms, each with a mark that no English one has: a day before
its month in small letters, an agency that writes itself small, a stop behind its bracket. Chinese
ones have no dash ("新华社北京7月9日电 "), Japanese ones brackets of their own ("【北京共同】").
"""

from __future__ import annotations

import re

from summarizer.characters import HAN
from summarizer.late import late
from summarizer.lengths import count_words
from summarizer.text.dates import MONTH
from summarizer.text.english import SHORT_MONTH

LONGEST = 90
"""Characters of a dateline at most."""

_PLACE = (
    r"(?P<place>[^\W\d_a-zß-öø-ÿа-яёіїєґ][\w'’.-]{2,}"
    r"(?:[ /](?:d[eiao]l?|am|an|der|la|le|les|sur|en|на|[^\W\d_a-zß-öø-ÿа-яёіїєґ][\w'’.-]*)){0,4})"
)
_GERMAN = (
    "Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
)
_SMALL_MONTH = rf"(?:(?=[a-zà-ÿа-яёіїєґ])(?i:{MONTH})|(?:{_GERMAN}))"
_DAY = (
    rf"(?:,? \d{{1,2}}(?:\.|er|º)?\s(?:de\s)?{_SMALL_MONTH}\.?(?:\s(?:de\s)?\d{{4}}(?:\s?г\.)?)?"
    r"|, \d{1,2}\.\d{1,2}\.(?:\d{4})?"
    r"|, \d{1,2} (?:GEN|FEB|MAR|APR|MAG|GIU|LUG|AGO|SET|OTT|NOV|DIC)(?: 20\d\d)?)"
)
_SMALL = r"\((?:dpa|epd|kna|ots|sid|apa|sda|afp|rtr|efe|ansa|belga|anp|pap)(?:[/-][\w.]{1,12})?\)"
_CAPITAL = r"\((?:[^\W\d_a-z][\w.]*(?:[ /.-][\w.]+){0,3})\)"
_STROKES = r"/[^/\s][^/]{1,24}/"
_NAMED = (
    r"(?:РИА Новости|ТАСС|Интерфакс|Прайм|Sputnik|Спутник|Reuters|Рейтер|Укрінформ|УНІАН|БЕЛТА)"
)
_THEIRS = (
    r"(?:TT|NTB|RITZAU|Ritzau|STT|AA|DHA|İHA|ANKA|PAP|ČTK|MTI|ANP|Belga|APA|SDA|ANSA|LUSA|Lusa|EFE|"
    r"Efe|AGERPRES|Adnkronos|AGI|LaPresse)"
)
_ARABIC = (
    r"(?: \d{1,2} [\u0621-\u064a]{3,8})?"
    r" \((?:رويترز|[أا] ?ف ?ب|د ?ب ?[أا]|[أا] ?ش ?[أا]|وام|واس)\)(?:\s?[-–—:.]+)?\s+"
)
_CHINESE = (
    rf"(?:(?:(?!据|據)[{HAN}]{{2,14}}\d{{1,2}}月\d{{1,2}}日|本[报報台][{HAN}]{{0,4}})[电電讯訊]"
    r"(?:\s?[（(][^()（）]{2,24}[)）]\s*|\s+|[，,:：]\s*)"
    rf"|[（(][{HAN}]{{2,6}}[电電讯訊][）)]\s*)"
)
_JAPANESE = r"【[^【】]{0,20}(?:共同|時事|ロイター|AFP|AP|新華社|聯合|[=＝])[^【】]{0,20}】\s*"
_DASH = r"\s?(?:[–—]|--?)\s+"
_NEXT = r"(?=[^\W_a-zß-öø-ÿа-яёіїєґ]|[\"“„«¿¡‘'])"
_DATELINE = late(
    rf"(?:\(?ANSA\)? [-–] )?{_PLACE}(?:"
    rf"{_DAY}?\s{_SMALL}[.:]?(?:\s?[-–—]+)?\s+"
    rf"|{_DAY}\s?(?:{_CAPITAL}|{_STROKES})?\.?(?:{_DASH}(?:{_NAMED}\.\s+)?|(?<=\.)\s+)"
    rf"|(?:{_DAY}?\s?{_CAPITAL}|{_DAY}|(?<=[^\W\d_]{{4}}))\.\s?[-–—]+\s+"
    rf"|{_DASH}{_NAMED}\.\s+"
    rf"|\s\({_THEIRS}\)(?:\s?[-–—:.]+)?\s+"
    rf"|{_ARABIC}"
    rf"){_NEXT}"
    rf"|(?:\(EFE\)|\(Lusa\)|/[^/\s][^/]{{1,24}}/)\s?\.?\s?[-–—]*\s+{_NEXT}"
    rf"|{_CHINESE}(?=\S)|{_JAPANESE}(?=\S)"
)
_MAY = re.compile(r"\(|/|–|—|-\s|\.-|电|電|讯|訊|】")
"""One of these stands in every dateline; each begins with a character of its own: `re` is quick."""

_AGENCIES = r"(?:AP|Reuters|REUTERS|CNN|AFP|UPI|DPA|PTI|ANI|Xinhua|Bloomberg)"
_AGENCY = rf"\((?:{_AGENCIES}|[A-Z][\w .&]{{1,24}})\)"
_CAPITALS = r"[A-Z][\w.’'-]*(?:[ ,/]+[A-Z][\w.’'-]*){0,5}"
_NAME_OF = r"[A-Z][\w.’'-]+(?: (?:of |de |del |la |al-)?[A-Z][\w.’'-]+){0,2}"
_CITY = (
    r"(?:(?:New|San|Santa|Los|Las|Hong|South|North|East|West|Tel|Abu|Saint|St\.|Port|Rio|Cape|"
    r"Kuala|Buenos|El|La|Addis|Phnom|Mexico|Kansas|Salt Lake) )?[A-Z][\w’'-]+"
)
_UPPER = "A-ZÀ-ÞĀ-žẠ-ỹ"
"""Capitals of the Latin alphabets; with some, their small letters come along."""
_MONTH_DAY = rf"{SHORT_MONTH}\.? \d{{1,2}}(?:, \d{{4}})?"
_SIGN = r"(?: \([^()]{1,30}\))?"
_RULE = r"\s*(?:[–—―]|--?)\s+"
_ENGLISH = re.compile(
    rf"(?:\(CNN\)\s*(?:[-–—―]+\s*)?"
    rf"|\((?:The )?[A-Z0-9][\w.’'-]+(?:[ /](?:The )?[A-Z][\w.’'-]+){{0,6}}\)\s*"
    rf"(?:[-–—―]+\s+)?(?=[A-Z“\"])"
    rf"|(?:{_CAPITALS},? )?(?:{_MONTH_DAY} )?{_AGENCY}\s*[-–—―]+\s*"
    rf"|(?:(?:North|South|East|West|Near|Outside) (?:of )?)?{_CAPITALS}"
    rf" (?:\({_AGENCIES}\)\s*|{_AGENCIES} ?[–—―]\s*)(?=[A-Z“\"])"
    rf"|(?!FILE)[{_UPPER}][{_UPPER}.’' -]{{2,}}(?:, [A-Z][\w. ]{{1,20}})?(?:,? {_MONTH_DAY})?"
    rf"{_SIGN}"
    rf"(?:{_RULE}|(?:[–—―]|--)(?=[A-Z“\"]))"
    rf"|{_NAME_OF}, (?:{_NAME_OF}|{_MONTH_DAY})(?:,? {_MONTH_DAY})?{_SIGN} ?(?:[–—―]|--?)\s+"
    rf"(?=[A-Z“\"])"
    rf"|{_CITY}{_SIGN} (?:[–—―]|--)\s+(?=[A-Z“\"])(?![^.]* [–—―] ))"
)
"""An agency's "BEIJING (AP) — ", "Seoul (CNN) ", "LOS ANGELES – ", "Lagos, Nigeria – "."""
_IN_EACH = re.compile(r"\(|–|—|―|-\s|--")
"""One of these stands in every dateline."""
_SINCE_PLACE = re.compile(
    rf"(?:(?:,? |^){_MONTH_DAY}|\s*\(| {_AGENCIES}\b|\s*(?:[–—―]|--)|\s*-\s).*$", re.DOTALL
)
"""What stands behind the place."""
_BRACKET = re.compile(r"\((?!CNN\))[^()]*\)\s*")
LEAST_AFTER = 5
"""Words that follow a dateline above an article."""


def foreign_dateline(text: str) -> re.Match[str] | None:
    """Return the dateline that `text` opens with as other languages set it, or None.

    The group "place" is where it was written, as far as it says so.
    """
    head = text[:LONGEST]
    return _DATELINE.match(head) if _MAY.search(head) else None


def match_dateline(text: str) -> re.Match[str] | None:
    """Return the longer one of what English and other languages would take for a dateline."""
    own = _ENGLISH.match(text) if _IN_EACH.search(text) else None
    abroad = foreign_dateline(text)
    return abroad if own is None or (abroad and abroad.end() > own.end()) else own


def dateline_of(text: str) -> str:
    """Return the dateline that a sentence opens with, an agency's or a place's; "" for none.

    A bracket alone is none: it may be the credit of a picture. Nor is "LOS ANGELES--", which may
    stand below a standfirst that tells the news.
    """
    match = match_dateline(text)
    if match is None or _BRACKET.fullmatch(match[0]) or match[0].endswith("--"):
        return ""
    rest = text[match.end() :]
    enough = count_words(rest) >= LEAST_AFTER
    return match[0] if enough and rest.lstrip("“\"‘'")[:1].isupper() else ""


def find_dateline(text: str) -> str | None:
    """Return the place that a text opens with ("BEIJING", "Beijing, China"), or None."""
    match = match_dateline(text[:LONGEST].lstrip())
    if match is None or "place" in match.re.groupindex:
        return match["place"] if match else None
    return _SINCE_PLACE.sub("", match[0]).strip(" ,.-") or None


def without_dateline(text: str) -> str:
    """Return a sentence without the dateline that it opens with."""
    match = match_dateline(text)
    return text[match.end() :] if match else text
