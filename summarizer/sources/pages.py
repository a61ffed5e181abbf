"""HTML pages to articles: the main text by trafilatura, the facts by what the page declares."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape
from itertools import islice, takewhile
from typing import Any

from summarizer.domain import Article, squeeze
from summarizer.errors import NoArticle, NotNow, Refused, TooLarge
from summarizer.sources.comments import ENOUGH_WORDS, drop_comments, within_body
from summarizer.sources.decode import damaged, guess, is_binary, marked, tidy
from summarizer.sources.facts import (
    better_headline,
    headline_of,
    outlet_of,
    people_of,
    without_outlet,
)
from summarizer.sources.flow import COMMIT, lay_out, lines_in, unfold_tables
from summarizer.sources.frontmatter import LONGEST_NAME, LONGEST_TITLE, host_of, is_web
from summarizer.sources.guard import parse_address
from summarizer.sources.kinds import is_json
from summarizer.sources.rows import too_short
from summarizer.sources.sites import same_page
from summarizer.sources.unseen import drop_hidden, drop_teasers, lines_of_links, lines_of_players
from summarizer.text.clean import clean_text
from summarizer.text.dates import EARLIEST, read_date
from summarizer.text.failures import FAILED, is_failed_page, may_pass
from summarizer.text.header import find_published
from summarizer.text.language import detect_language
from summarizer.text.notices import is_date_line
from summarizer.text.words import words

LARGEST_PAGE = 5_000_000
"""Bytes; trafilatura took over 40 seconds for a page of 13 MB and 1.2 GB for one of 7."""

MOST_TAGS = 50_000
"""Trafilatura took 70 seconds for 100,000 paragraphs of one letter, and its time grows faster than
their number; no news page comes near."""

MOST_TEXTS = 3_000
"""Texts between the tags of a page which more than one extractor reads. One of trafilatura's looks
from each paragraph for its next long one: 6,000 short ones took it 10 seconds."""

PREVIEW_WORDS = 250
"""A page that declares itself not free and gives fewer words is a preview."""

_SCRIPT = re.compile(rb"<script[^<>]{0,500}application/ld\+json[^<>]{0,500}>", re.I)
_LONGEST_SCRIPT = 300_000
_OPENS = re.compile(rb"(?://|/\*)?\s*+<!(?:\[CDATA\[|--)(?:\s*+\*/)?")
_CLOSES = re.compile(rb"(?://|/\*)?\s*(?:\]\]|--)>(?:\s*\*/)?\Z")
_LONGEST_CLOSE = 40
_GOES_ON = rb"(?!</script|</style|-->)"
_ATTRIBUTES = (
    rb"(?:[\s/]*+" + _GOES_ON + rb"[^\s>/](?:" + _GOES_ON + rb"[^\s=>])*+(?:\s*+=\s*+(?:"
    rb"\"[^\"<-]*+(?:" + _GOES_ON + rb"[<-][^\"<-]*+)*+\""
    rb"|'[^'<-]*+(?:" + _GOES_ON + rb"[<-][^'<-]*+)*+'"
    rb"|(?:" + _GOES_ON + rb"[^\s>])*+))?+)"
)
_TAG = re.compile(rb"(<[a-z][^\s>/]*+" + _ATTRIBUTES + rb"{0,200}+)" + _ATTRIBUTES + rb"*+", re.I)
"""A tag's first attributes, and those beyond what honest tags have: parsers compare each with all
others. What looks like a tag or opens a quotation within a script or comment ("i<n") ends with that
at the latest. It matches wherever a tag begins, so that no part of a page is looked at twice."""
_META = re.compile(rb"<meta\s[^<>]{5,2000}>", re.I)
_LINK = re.compile(rb"<link\s[^<>]{5,2000}>", re.I)
_ATTRIBUTE = re.compile(rb"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_PUBLISHED_META = (
    b"article:published_time",
    b"og:article:published_time",
    b"datepublished",
    b"parsely-pub-date",
    b"pubdate",
    b"publishdate",
    b"dc.date.issued",
    b"date",
)
_ARTICLE_TYPES = ("Article", "NewsArticle", "BlogPosting", "Report", "LiveBlogPosting", "WebPage")
_GLUED = re.compile(r"([a-z]{2}[.!?][\"”’)]?)(?=[\"“]?[A-Z][a-z])(?!(?:Com|Js|Net|Org)\b)")
"""The end of a paragraph that the next one follows without so much as a space; not "Node.Js"."""
_DEEPEST = 6
_HEADINGS = 50
_BELOW, _TEXT_WORDS = 6, 25

_CHARSET = re.compile(rb"<meta\s[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_ITEM = re.compile(r"(?:- )+(?=.)")
"""What the extractor sets before the items of a list, once for each list they are in."""
_SITEMAP = re.compile(rb"<(?:urlset|sitemapindex)[\s>]")
_MARKED_UP = re.compile(rb"<(?:!doctype html|html|head|body|article|div|p|h1)[\s>]", re.I)
_START = 1_000
"""Bytes in which the first element of XML stands."""

_HEAD = 10_000
"""Bytes in which a page declares its encoding; browsers look at the first 1,024."""

_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252", "latin1": "cp1252"}
"""What browsers read where a page names the narrower encoding."""

_DEFAULTS = ("iso-8859-1", "latin1", "us-ascii", "ascii", "windows-1252")
"""What servers name for every page, whatever is in it."""

_WRONG_SHARE = 0.01
"""Characters that cannot be read in an encoding; with more of them it is another one."""


@dataclass(slots=True)
class _Declared:
    """What a page says of itself to machines."""

    published: datetime | None = None
    headline: str = ""
    body: str = ""
    authors: list[str] = field(default_factory=list)
    publisher: str = ""
    free: bool = True


def read_page(
    html: bytes,
    *,
    url: str | None = None,
    origin: str | None = None,
    charset: str | None = None,
) -> Article:
    """Return the article of an HTML page.

    The published time is the page's own JSON-LD (to the minute on most news pages), then
    its meta tags, then what trafilatura finds in places for it, then the article's head: a date
    anywhere else may be any day that the page speaks of. A page that never closes its tags is read
    as far as it goes.

    Args:
        html: the page's bytes.
        url: where it came from; the page's own tidier writing of it wins (`same_page`).
        origin: what the reader called it.
        charset: the encoding that the server names; the page's own word counts where that is
            a default that servers give to everything.

    Raises:
        TooLarge: over `LARGEST_PAGE` bytes, or `MOST_TAGS` elements.
        NoArticle: empty, without a text of an article's length, or a notice that stands for one.
        NotNow: that notice may pass.
    """
    subject = origin or url or "page"
    if len(html) > LARGEST_PAGE:
        size = f"{len(html) / 1e6:.0f} MB, over the limit of {LARGEST_PAGE / 1e6:g} MB for a page"
        raise TooLarge(size, subject=subject)
    if not html.strip():
        raise NoArticle("empty", subject=subject)
    if is_binary(html):
        raise NoArticle("is a binary file, not text", subject=subject)
    html = _as_utf8(html, charset)
    _refuse_data(html, subject)
    html = _whole(html)
    found, named, headings, tree = _extract(html, url, subject)
    declared = _declared(html)
    text = within_body(_in_lines(tidy(found.text or ""), declared.body), declared.body)
    cleaned = clean_text("\n".join(map(_unlisted, text.split("\n"))), cautious=True)
    names = (named, (found.title or "")[:LONGEST_TITLE], *headings[:1])
    _refuse_notice(cleaned.text, names, subject)
    if not cleaned.text or too_short(cleaned.text):
        raise NoArticle("has no article text", subject=subject)
    address = _canonical(html, url) if url else found.url if is_web(found.url or "") else None
    people = people_of(declared.authors or [_line(found.author)], html.decode("utf-8", "replace"))
    title, outlet = _called(found, declared, (named, headings), (host_of(address), *people))
    people = without_outlet(people, outlet)
    language = detect_language(cleaned.text)
    preview = not declared.free and len(words(cleaned.text)) < PREVIEW_WORDS
    return Article(
        text=cleaned.text,
        title=title or cleaned.title,
        title_made=not title and cleaned.title_made,
        url=address,
        source=outlet or None,
        author=", ".join(people)[:LONGEST_NAME] or cleaned.author,
        published=declared.published
        or _appeared(found.date)
        or cleaned.published
        or _dated_below(title, tree, language),
        language=language,
        complete=cleaned.complete and not preview,
        dateline=cleaned.dateline,
        origin=origin,
        body=cleaned.body,
    )


def _refuse_data(html: bytes, subject: str) -> None:
    """Raise NoArticle where a page is none, but data for programs."""
    start = html[:_START].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if _SITEMAP.search(start):
        advice = "Give the address of the site, or of its feed."
        raise NoArticle("is a sitemap, not an article", subject=subject, advice=advice)
    if b"<opml" in start:
        advice = "Save it as a file; 'readout sources import FILE' adds its feeds."
        raise NoArticle("is a list of feeds, not an article", subject=subject, advice=advice)
    if start.startswith(b"<?xml") and _MARKED_UP.search(html[:_HEAD]) is None:
        raise NoArticle("is XML, but neither a feed nor a page", subject=subject)
    if start.startswith((b"{", b"[")) and is_json(html.decode("utf-8", "replace")):
        raise NoArticle("is JSON, not an article", subject=subject)


def _refuse_notice(text: str, names: tuple[str, ...], subject: str) -> None:
    """Raise NoArticle where a page says that it failed, NotNow where that may pass."""
    faults = [name for name in names if is_failed_page(text, name)]
    if any(may_pass(text, name) for name in faults):
        raise NotNow(FAILED, subject=subject)
    if faults:
        raise NoArticle(FAILED, subject=subject)


def _called(
    found: Any,
    declared: _Declared,
    titles: tuple[str, list[str]],
    others: tuple[str | None, ...],
) -> tuple[str, str]:
    """Return the article's headline and the outlet's name, each without what is run into it.

    Args:
        found: trafilatura's document.
        declared: what the page says to machines.
        titles: as from `_titles`.
        others: the host, which stands for an outlet without a name, and the authors.
    """
    named, headings = titles
    headline = _line(declared.headline)
    # Of several articles in its data, as a live page has, a page shows its own on top.
    own = headline if headline in headings else ""
    title = (own or _line(found.title) or headline)[:LONGEST_TITLE]
    given = [_line(name)[:LONGEST_NAME] for name in (declared.publisher, found.sitename)]
    outlets = (outlet_of(name, title, named) for name in given)
    outlet = (next(filter(None, outlets), "") or others[0] or "")[:LONGEST_NAME]
    names = (outlet, *given, *others)
    named = headline_of(named or headline, names)
    title = better_headline(headline_of(title, names, headings), named, [*headings, headline])
    return title[:LONGEST_TITLE], outlet


def _in_lines(text: str, body: str) -> str:
    """Return a page's text in the paragraphs of `articleBody`, where it was taken from there.

    The extractor joins them. A body that has lost its breaks ("the pier.Engineers") gets them back.
    """
    if "\n" in text or "".join(text.split()) != "".join(body.split()):
        return text
    return body if "\n" in body.strip() else _GLUED.sub(r"\1\n", text)


def _plain(body: str) -> str:
    """Return what a page declares as its body; some systems write it with its tags."""
    if _MARKED_UP.search(body.encode("utf-8", "replace")) is None:
        return body
    from trafilatura import load_html

    tree = load_html(f"<html><body>{body}</body></html>")
    return body if tree is None else "\n".join(lines_in(tree))


def _unlisted(line: str) -> str:
    """Return a line, of a list's item what it says."""
    item = _ITEM.match(line)
    return COMMIT.sub("", line[item.end() :]) if item else line


def _extract(html: bytes, url: str | None, subject: str) -> tuple[Any, str, list[str], Any]:
    """Return trafilatura's document (text, title, author, date, …), `_titles`, and lxml's tree."""
    from trafilatura import load_html

    html, tags = _TAG.subn(rb"\1", html)
    if tags > MOST_TAGS:
        raise TooLarge(f"more than {MOST_TAGS} elements, the limit for a page", subject=subject)
    tree = load_html(html)
    without, named = False, ""
    headings: list[str] = []
    aside: frozenset[str] = frozenset()
    if tree is not None:
        named, headings = _titles(tree)
        aside = lines_of_players(tree)
        without = drop_hidden(tree)
        without = drop_teasers(tree, url) or without
        lay_out(tree)
        unfold_tables(tree)
        without = drop_comments(tree) or without
        aside |= lines_of_links(tree)
    found = _document(tree, url)
    if without and len(words(getattr(found, "text", None) or "")) < ENOUGH_WORDS:
        tree = load_html(html)
        found = _document(tree, url)
    if found is None or not getattr(found, "text", None):
        seen = "" if tree is None else "\n".join(lines_in(tree))
        _refuse_notice(seen, (named, *headings[:1]), subject)
        raise NoArticle("has no article text", subject=subject)
    lines = found.text.split("\n")
    found.text = "\n".join(line for line in lines if squeeze(_unlisted(line)) not in aside)
    return found, named, headings, tree


def _titles(tree: Any) -> tuple[str, list[str]]:
    """Return a page's title, as a browser's window shows it, and its headings in their order."""
    title = next(tree.iterfind("./head/title"), None)
    named = " ".join(title.itertext()) if title is not None else ""
    headings = islice(tree.iter("h1", "h2", "h3"), _HEADINGS)
    found = (_line("".join(heading.itertext())) for heading in headings)
    return _line(named)[:LONGEST_TITLE], [heading[:LONGEST_TITLE] for heading in found]


def _document(tree: Any, url: str | None) -> Any:
    """Return what trafilatura finds in a page, or None."""
    import lxml.etree
    import trafilatura
    from trafilatura.settings import set_date_params

    try:
        return trafilatura.bare_extraction(
            tree,
            url=url,
            include_comments=False,
            include_tables=False,
            include_images=False,
            include_links=False,
            include_formatting=False,
            with_metadata=True,
            fast=tree is not None and tree.xpath("count(//text()[normalize-space()])") > MOST_TEXTS,
            date_extraction_params=set_date_params(extensive=False),
        )
    except (ValueError, TypeError, AttributeError, RecursionError, lxml.etree.LxmlError):
        # Pages that break the parser hold nothing that could be read.
        return None


def _as_utf8(html: bytes, charset: str | None) -> bytes:
    """Return a page's bytes in UTF-8: from the encoding that is named, else from a guess."""
    text = marked(html)
    if text is None:
        with suppress(UnicodeDecodeError):
            html.decode("utf-8")
            return html
        text = damaged(html) or _as_named(html, charset) or guess(html)[0]
    return text.encode("utf-8", "replace")


def _whole(html: bytes) -> bytes:
    """Return a page with the root that a part of one lacks: trafilatura reads nothing without."""
    head = html[:_HEAD].lower()
    return html if b"<html" in head or b"<!doctype" in head else b"<html>" + html + b"</html>"


def _as_named(html: bytes, charset: str | None) -> str | None:
    """Return a page in the encoding that its server or itself names; None where none fits.

    UTF-8, which many name whatever is in the page, was tried before.
    """
    named = _CHARSET.search(html[:_HEAD])
    own = named[1].decode("ascii", "replace").lower() if named else ""
    servers = (charset or "").lower()
    for name in (own, servers) if servers in _DEFAULTS else (servers, own):
        if name in ("", "utf-8", "utf8"):
            continue
        try:
            text = html.decode(_WIDER.get(name, name), "replace")
        except (LookupError, UnicodeError):  # none that there is, or none for texts
            continue
        if text and text.count("\ufffd") <= _WRONG_SHARE * len(text):
            return text
    return None


def _appeared(value: object) -> datetime | None:
    """Return when a page says that it appeared; none before there were pages: 1970-01-01."""
    when = read_date(value)
    return when if when is not None and when.year >= EARLIEST else None


def _dated_below(title: str, tree: Any, language: str | None) -> datetime | None:
    """Return the date that stands alone on a line between a page's headline and its text.

    The tree, lxml's, is changed.
    """
    lines = iter(lines_in(tree) if title else ())
    for line in lines:
        if line == title:
            below = takewhile(lambda one: len(one.split()) < _TEXT_WORDS, islice(lines, _BELOW))
            dated = filter(is_date_line, below)
            return find_published(list(dated)[:1], day_first=language not in ("en", None))
    return None


def _line(value: object) -> str:
    return " ".join(tidy(unescape(value)).split()) if isinstance(value, str) else ""


def _declared(html: bytes) -> _Declared:
    declared = _Declared()
    for script in _scripts(html):
        try:
            data = json.loads(_bare(script).decode("utf-8", "replace"), strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            _take(node, declared)
    declared.published = declared.published or _published_meta(html)
    return declared


def _scripts(html: bytes) -> Iterator[bytes]:
    """Yield what stands in a page's scripts of linked data."""
    lower, end = html.lower(), 0
    for opened in _SCRIPT.finditer(html):
        start = opened.end()
        if start < end:
            continue  # within the script before
        end = lower.find(b"</script", start)
        if end < 0:
            return
        if end - start <= _LONGEST_SCRIPT:
            yield html[start:end]


def _bare(script: bytes) -> bytes:
    """Return a script without the section or comment that hides it from old browsers and XML."""
    script = script.strip()
    opened = _OPENS.match(script)
    if opened is None:
        return script
    closed = _CLOSES.search(script, max(opened.end(), len(script) - _LONGEST_CLOSE))
    return script[opened.end() : closed.start() if closed else None]


def _nodes(data: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Yield the objects in JSON-LD that say they are articles or pages."""
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for part in data[:50]:
            yield from _nodes(part, depth + 1)
    elif isinstance(data, dict):
        kinds = data.get("@type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(kind, str) and kind.endswith(_ARTICLE_TYPES) for kind in kinds):
            yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _nodes(data.get(key), depth + 1)


def _take(node: dict[str, Any], declared: _Declared) -> None:
    """Take over what a node says, where nothing was said before."""
    live = "LiveBlogPosting" in str(node.get("@type")) and _appeared(node.get("dateModified"))
    # What a live page tells is as new as its last entry.
    declared.published = declared.published or live or _appeared(node.get("datePublished"))
    if not declared.headline and isinstance(node.get("headline"), str):
        declared.headline = node["headline"]
    if not declared.body and isinstance(node.get("articleBody"), str):
        declared.body = tidy(_plain(unescape(node["articleBody"])))
    if not declared.authors:
        declared.authors = [name for name in map(_line, _names(node.get("author"))) if name][:6]
    declared.publisher = declared.publisher or next(_names(node.get("publisher")), "")
    if str(node.get("isAccessibleForFree")).lower() == "false":
        declared.free = False


def _names(value: object) -> Iterator[str]:
    for part in value if isinstance(value, list) else [value]:
        name = part.get("name") if isinstance(part, dict) else part
        if isinstance(name, str) and name.strip() and not name.startswith("http"):
            yield name


def _canonical(html: bytes, url: str) -> str:
    """Return the page's canonical address where it is the same page's, else `url`."""
    for tag in _LINK.findall(html):
        pairs = {key.lower(): one or two for key, one, two in _ATTRIBUTE.findall(tag)}
        if pairs.get(b"rel", b"").lower() != b"canonical":
            continue
        try:
            declared = parse_address(unescape(pairs[b"href"].decode("utf-8", "replace")), base=url)
        except (KeyError, Refused):
            continue
        return declared if same_page(declared, url) else url
    return url


def _published_meta(html: bytes) -> datetime | None:
    dates: dict[bytes, str] = {}
    for tag in _META.findall(html):
        pairs = {key.lower(): one or two for key, one, two in _ATTRIBUTE.findall(tag)}
        name = pairs.get(b"property") or pairs.get(b"name") or pairs.get(b"itemprop") or b""
        dates.setdefault(name.lower(), pairs.get(b"content", b"").decode("utf-8", "replace"))
    for name in _PUBLISHED_META:
        if when := _appeared(dates.get(name)):
            return when
    return None
