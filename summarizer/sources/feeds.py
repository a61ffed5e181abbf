"""Feeds: RSS 0.9x, 1.0 and 2.0, Atom and JSON Feed -> entries (pure: bytes in, values out).

feedparser reads the XML kinds. It is handed bytes only: given a string it would open
files and fetch addresses. Parsing hostile bytes can take minutes of CPU, so whoever
calls this for addresses that others named does it in a process that can be killed.
"""

from __future__ import annotations

import calendar
import json
import re
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.sax import SAXException

from summarizer.domain import make_id, squeeze
from summarizer.errors import NoArticle, Refused
from summarizer.sources.decode import tidy
from summarizer.sources.facts import LEAST_TITLE, headline_of, people_of
from summarizer.sources.flow import lines_in
from summarizer.sources.frontmatter import LONGEST_NAME, LONGEST_TITLE, is_web
from summarizer.sources.guard import parse_address, shown_address
from summarizer.sources.sites import site_of
from summarizer.text.dates import EARLIEST, not_ahead, read_date
from summarizer.text.language import detect_language

MAX_ENTRIES = 200
"""The newest entries of a feed that are looked at; more is an archive, not news."""

MAX_PARSED = 1_000
"""Entries that are parsed at all, half from each end: some feeds put the newest last.
A hundred thousand took 14 seconds."""

MAX_ENTRY_CHARACTERS = 100_000
"""Of one entry's text; a feed was seen whose first item held 2 MB."""

FULL_TEXT_WORDS = 200
"""An entry with at least this many words of its own carries the article, not a teaser."""

CREDIT = re.compile(r"\s*\bThe post .{1,300}? (?:first appeared|appeared first) on .{1,120}$", re.I)
"""What a widespread blog system writes below each entry."""

CREDIT_WORDS = 15
"""Beside an entry's title, in a last line that links to it: a credit in any language."""

FEWEST_BUTTONS, BUTTON, LONGEST_BUTTONS = 2, 3, 200
"""Links of a last line that holds nothing else, the words of each at most, and the line's
characters: "[link] [comments]"."""

SIGNED = 4
"""Words beside the writer's name in the line above that: "submitted by … to r/news"."""

LINKED = 0.6
"""Share of a short text's words that are links: with more it is a list of headlines."""

_ESCAPED = re.compile(
    r"\s*<(?:!--|(?:p|div|span|a|b|i|em|strong|img|br|ul|ol|table|h\d)\b).*>\s*\Z", re.S
)

CUT = re.compile(
    r"(?:…|\.{3}|\[\s*(?:…|\.{3})\s*\]|\((?:more|continued)\s*(?:…|\.{3})?\))\s*$"
    r"|(?:^|\n|(?<=[.!?…\]])\s)(?:Read (?:more|on|full|the (?:full|rest))|Continue reading|"
    r"Keep reading|Weiterlesen|Mehr lesen|Lire la suite|Leer más|Seguir leyendo|"
    r"Leggi tutto|Lees verder)"
    r"[^\n.]{0,120}[.»→›…]*\s*$",
    re.I,
)
"""The end of a text that goes on elsewhere."""

PERIODS = {"hourly": 1, "daily": 24, "weekly": 168, "monthly": 720, "yearly": 8_760}
"""Hours of `sy:updatePeriod`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed.

    Attributes:
        key: what the feed calls it: its id, else address, else title, else a hash of its text.
        url: the article's address, or None.
        title, author: plain text; may be empty.
        published: UTC, never later than now; None where the feed does not say.
        text: its content or summary as plain text; may be empty.
        full: `text` is long enough to be the article, and does not break off.
    """

    key: str
    url: str | None
    title: str
    author: str
    published: datetime | None
    text: str
    full: bool


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it was read: its title, its language, seconds to live, newest entries first."""

    title: str
    language: str | None
    ttl: float | None
    entries: tuple[Entry, ...]


def parse_feed(body: bytes, *, url: str, now: datetime, charset: str | None = None) -> Feed:
    """Return the feed in `body`.

    Args:
        body: the bytes as fetched.
        url: where they came from: relative links are resolved against it.
        now: aware; entries dated later count as of now.
        charset: of the HTTP header; a declaration in the XML is heard as well.

    Raises:
        NoArticle: the bytes are no feed.
    """
    # JSON comes in UTF-16 as well.
    head = body[:1_000].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")
    if head.startswith(b"{"):
        return _json_feed(body, url, now)
    return _xml_feed(body, url, now, charset)


def _xml_feed(body: bytes, url: str, now: datetime, charset: str | None) -> Feed:
    import feedparser

    body = _MEDIA.sub(rb"<\1media:synopsis>", _few_entries(body))
    headers = {"content-location": url, "content-type": _content_type(body, charset)}
    try:
        read = feedparser.parse(
            body, response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:  # feedparser raises what its parsers raise on hostile bytes
        raise _not_a_feed(url) from error
    broken = isinstance(read.get("bozo_exception"), SAXException)
    if not read.entries and (broken or not read.get("version")):
        raise _not_a_feed(url)
    about = read.feed
    language = str(about.get("language", ""))[:2].lower() or None
    # An Atom entry without an author has that of the feed it comes from, or else of this one (RFC
    # 4287, 4.2.1); in RSS it is who edits the feed.
    author = _author(about) if read.version.startswith("atom") else ""
    entries = (_xml_entry(item, url, now, language, author) for item in read.entries[:MAX_PARSED])
    title = _title(text_of(str(about.get("title") or "")))
    return Feed(
        title=title,
        language=language,
        ttl=_minutes(about.get("ttl")) or _period(about),
        entries=_newest_first(entries, title),
    )


_MEDIA = re.compile(rb"<(/?)media:description(?:\s[^<>]*)?>")
"""What tells of a film or a picture, which feedparser takes for the entry's own text."""

_PICTURE = re.compile(r"(?<![/.\w-])image\b|\.(?:jpe?g|png|webp|gif|avif)(?![\w.])", re.I)

_ENTRY = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]")


def _few_entries(body: bytes) -> bytes:
    """Return the feed without the entries in the middle, where it has too many."""
    starts = [match.start() for match in _ENTRY.finditer(body)]
    if len(starts) <= MAX_PARSED:
        return body
    half = MAX_PARSED // 2
    return body[: starts[half]] + body[starts[-half] :]


def _content_type(body: bytes, charset: str | None) -> str:
    """Name XML as the type whatever the server said: feeds come as text/html and plain."""
    if charset is None or b"encoding=" in body[:200]:
        return "application/xml"
    return f"application/xml; charset={charset}"


def _xml_entry(
    item: Any, base: str, now: datetime, language: str | None, author: str
) -> Entry | None:
    contents = [str(part.get("value", "")) for part in item.get("content", ())]
    html = max((*contents, str(item.get("summary", ""))), key=len) or _synopsis(item)
    link, source = _link(item), item.get("source") or {}
    return _entry(
        key=str(item.get("id", "")) or _with_fragment(link),
        # FeedBurner's own links count who follows them; many lead nowhere by now.
        url=_address(item.get("feedburner_origlink"), base) or _address(link, base),
        title=str(item.get("title", "")),
        author=_author(item) or _author(source) or author,
        published=_moment(item, "published", language) or _moment(item, "updated", language),
        html=html[:MAX_ENTRY_CHARACTERS],
        now=now,
        outlet=str(source.get("title", "")),
    )


def _author(item: Any) -> str:
    """Return who wrote an entry or feed; an empty element behind a name takes none away."""
    return str(item.get("author") or (item.get("author_detail") or {}).get("name") or "")


def _synopsis(item: Any) -> str:
    """Return what an entry without a text says of its film; of a picture it tells no news."""
    media = item.get("media_content", ())
    pictures = [_PICTURE.search(" ".join(map(str, one.values()))) for one in media]
    return "" if media and all(pictures) else str(item.get("media_synopsis", ""))


def _link(item: Any) -> object:
    """Return the address of an entry's page: feedparser takes the text of any later link for it."""
    pages = [one.get("href") for one in item.get("links", ()) if one.get("rel") == "alternate"]
    link = item.get("link")
    return link if link in pages else next(filter(None, pages), link)


_VERSION = re.compile(r"jsonfeed\.org|^1(?:\.\d)?$")
"""Of a JSON Feed: an address, for which some systems write the number alone."""


def _json_feed(body: bytes, url: str, now: datetime) -> Feed:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise _not_a_feed(url) from error
    if not isinstance(data, dict) or not _VERSION.search(str(data.get("version", ""))):
        raise _not_a_feed(url)
    items = data.get("items")
    if not isinstance(items, list) and "jsonfeed.org" not in str(data["version"]):
        raise _not_a_feed(url)
    found = [
        _json_entry(item, url, now, data)
        for item in (items if isinstance(items, list) else [])[:MAX_PARSED]
        if isinstance(item, dict)
    ]
    title = _title(data.get("title"))
    return Feed(
        title=title,
        language=_said(data, "language")[:2].lower() or None,
        ttl=None,
        entries=_newest_first(found, title),
    )


def _json_entry(
    item: dict[str, Any], base: str, now: datetime, feed: dict[str, Any]
) -> Entry | None:
    given = (one.get(key) for one in (item, feed) for key in ("authors", "author"))
    authors = next(filter(None, given), None)
    names = [
        _said(author, "name")
        for author in (authors if isinstance(authors, list) else [authors])
        if isinstance(author, dict)
    ]
    html = _said(item, "content_html") or _as_html(_said(item, "content_text"))
    # An id may be the address; an item may only point to another site's page.
    own = _said(item, "id")
    links = (item.get("url"), own if is_web(own) else None, item.get("external_url"))
    address = next(filter(None, links), None)
    return _entry(
        key=own or _with_fragment(address),
        url=_address(address, base),
        title=_said(item, "title"),
        author=", ".join(name for name in names if name),
        published=read_date(item.get("date_published")) or read_date(item.get("date_modified")),
        html=(html or _said(item, "summary"))[:MAX_ENTRY_CHARACTERS],
        now=now,
    )


def _entry(
    *,
    key: str,
    url: str | None,
    title: str,
    author: str,
    published: datetime | None,
    html: str,
    now: datetime,
    outlet: str = "",
) -> Entry | None:
    """Build an entry; None where there is neither an address nor a title nor a text."""
    plain_title = headline_of(squeeze(tidy(text_of(title)))[:LONGEST_TITLE], [outlet])
    writer = squeeze(tidy(text_of(author)))
    published = not_ahead(published, now)
    if published is not None and published.year < EARLIEST:
        published = None
    text, cut = _whole_text(_told(html, plain_title, writer))
    if not (url or plain_title or text):
        return None
    return Entry(
        key=key.strip()[:2_000] or url or plain_title or make_id(text),
        url=url,
        title=plain_title,
        author=", ".join(people_of([writer], writer))[:LONGEST_NAME],
        published=published,
        text=text,
        full=not cut and len(text.split()) >= FULL_TEXT_WORDS,
    )


def _told(html: str, title: str, writer: str) -> str:
    """Return what an entry says: nothing where it links to others' headlines or repeats its own."""
    text, links = _text_and_links(html)
    if _ESCAPED.match(text):  # some systems escape twice
        text, links = _text_and_links(text)
    text = tidy(text)
    if not title or not links:
        return text
    told = [squeeze(tidy(named)) for _, named in links]
    words = len(text.split())
    linked = sum(len(one.split()) for one in told)
    pages = {address.partition("#")[0] for address, _ in links}
    headlines = len(pages) > 1 or told[:1] == [title]
    if headlines and LINKED * words <= linked and words < FULL_TEXT_WORDS:
        return ""
    if any(title in one for one in told):
        text = _without_credit(text, title)
    return _without_buttons(text, told, writer)


def _without_buttons(text: str, links: list[str], writer: str) -> str:
    """Return a text without a last line of nothing but links, and the writer's name above it.

    Forums write so below each post: "submitted by …", "[link] [comments]".
    """
    above, _, last = text.rstrip().rpartition("\n")
    if len(last) > LONGEST_BUTTONS:
        return text
    held = [link for link in links if link and link in last]
    short = all(len(link.split()) <= BUTTON for link in held)
    if len(held) < FEWEST_BUTTONS or not short or any(map(str.isalnum, _without(last, held))):
        return text
    rest, _, line = above.rstrip().rpartition("\n")
    signed = writer and writer in line and len(_without(line, [writer]).split()) <= SIGNED
    return rest.rstrip() if signed else above.rstrip()


def _without(line: str, names: list[str]) -> str:
    for name in sorted(names, key=len, reverse=True):
        line = line.replace(name, " ")
    return line


def _without_credit(text: str, title: str) -> str:
    """Return an entry's text without a last line that says little but the title."""
    above, _, last = text.rstrip().rpartition("\n")
    credit = title in last and len(last.split()) - len(title.split()) <= CREDIT_WORDS
    return above.rstrip() if above and credit and len(title) >= LEAST_TITLE else text


def _whole_text(text: str) -> tuple[str, bool]:
    """Return an entry's text without the system's credit and "read more"; does it break off?"""
    text = CREDIT.sub("", text.rstrip())
    end = CUT.search(text, max(0, len(text) - 200))
    if end is None:
        return text, False
    mark = end.group().strip()
    return (text if mark[:1] in "….[(" else text[: end.start()].rstrip()), True


_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML may hold; word processors leave vertical tabs in a text."""


def text_of(html: str) -> str:
    """Return the plain text of a piece of HTML, paragraphs on lines of their own."""
    return _text_and_links(html)[0]


def _text_and_links(html: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the same, and each link's address and words."""
    if "<" not in html and "&" not in html:
        return html, []
    from lxml import etree
    from lxml import html as parser

    try:
        tree = parser.fromstring(f"<div>{_NOT_XML.sub('', html)}</div>")
    except (etree.ParserError, ValueError):
        return "", []
    found = tree.iter("a") if "<a" in html else ()
    links = [(link.get("href", ""), link.text_content()) for link in found]
    return "\n".join(lines_in(tree)), links


def _said(values: dict[str, Any], name: str) -> str:
    """Return a field's text; empty where it is missing, null or no single value."""
    value = values.get(name)
    return str(value) if isinstance(value, str | int | float) else ""


def _as_html(text: str) -> str:
    from html import escape

    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())


def _title(title: object) -> str:
    """Return a feed's title as one line of plain text."""
    return squeeze(tidy(str(title or "")))[:LONGEST_NAME]


def _address(link: object, base: str) -> str | None:
    """Return an http or https address, resolved; None for anything else a feed may hold.

    News alerts and searches lead through a door of their own, whose `url=` names the page.
    """
    if not isinstance(link, str) or not link.strip():
        return None
    try:
        address = parse_address(link, base=base)
    except Refused:
        return None
    behind = parse_qs(urlsplit(address).query).get("url", [""])[0]
    if not behind.startswith(("https://", "http://")):
        return address
    with suppress(Refused):
        behind = parse_address(behind)
        return address if site_of(behind) == site_of(address) else behind
    return address


def _with_fragment(link: object) -> str:
    """Return an address that names a place on a page, which the page's own address does not."""
    return link if isinstance(link, str) and "#" in link else ""


def _moment(item: Any, name: str, language: str | None) -> datetime | None:
    """Return a time that an entry names: in a writing that is known here, else to feedparser.

    feedparser knows no zones but those of the United States, and no Chinese days.
    """
    if name not in item:  # asked otherwise, feedparser answers with another one's
        return None
    if known := read_date(item[name]) or _from_struct(item.get(f"{name}_parsed")):
        return known
    told = f"{item.get('title', '')} {item.get('summary', '')}"[:TELLING]
    return read_date(_in_english(str(item[name]), language or detect_language(told)))


def _in_english(date: str, language: str | None) -> str:
    """Return a date with its month, which its feed's language shortens as it likes, in English."""
    from babel import Locale, UnknownLocaleError

    if len(date) > LONGEST_DATE or not any(map(str.isdigit, date)):
        return date
    try:
        months = Locale.parse(language or "").months
    except (UnknownLocaleError, ValueError):
        return date
    widths = (width for kind in months.values() for width in kind.values())
    names = {str(name).casefold().strip("."): n for width in widths for n, name in width.items()}
    english = Locale("en").months["format"]["abbreviated"]
    return _WORD.sub(lambda word: english.get(names.get(word[0].casefold()), word[0]), date)


_WORD = re.compile(r"[^\W\d_]{3,}")
LONGEST_DATE, TELLING = 100, 1_000
"""Characters of a field that may be a date, and of an entry by which its language is told."""


def _from_struct(moment: time.struct_time | None) -> datetime | None:
    if moment is None:
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(moment), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _minutes(ttl: object) -> float | None:
    try:
        return max(0.0, float(str(ttl)) * 60) if ttl else None
    except ValueError:
        return None


def _period(about: Any) -> float | None:
    """Return the seconds between two updates that a feed's syndication module names."""
    hours = PERIODS.get(str(about.get("sy_updateperiod", "")).strip().lower())
    try:
        times = float(about.get("sy_updatefrequency") or 1)
    except ValueError:
        return None
    return hours * 3_600 / times if hours and times > 0 else None


def _newest_first(found: Iterable[Entry | None], feed: str) -> tuple[Entry, ...]:
    """Sort by date, undated ones as they stand at the end; one entry per key and address.

    Only the newest are kept. What is titled by its number alone gets the feed's title before it.
    """
    unique = {(entry.key, entry.url, entry.title): entry for entry in found if entry is not None}
    entries = [_with_name(entry, feed) for entry in unique.values()]
    dated = sorted(
        (entry for entry in entries if entry.published),
        key=lambda entry: entry.published or datetime.min.replace(tzinfo=UTC),
        reverse=True,
    )
    undated = (entry for entry in entries if not entry.published)
    return (*dated, *undated)[:MAX_ENTRIES]


_NUMBER = re.compile(r"(?!\d{4}$)(?:v|version |release )?\d[\w.+-]*", re.I)
"""Of a release or issue; "1984" may be a headline."""


def _with_name(entry: Entry, feed: str) -> Entry:
    if not feed or not _NUMBER.fullmatch(entry.title):
        return entry
    return replace(entry, title=f"{feed}: {entry.title}"[:LONGEST_TITLE])


def _not_a_feed(url: str) -> NoArticle:
    return NoArticle(
        "is not a feed that can be read",
        subject=shown_address(url),
        advice="RSS, Atom and JSON Feed are read; for a site, give its own address.",
    )
