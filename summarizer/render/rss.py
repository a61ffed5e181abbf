"""Digest and briefs as an RSS 2.0 feed: an item a story, an item a brief.

A story keeps its guid from day to day, so that a feed reader shows it once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from xml.etree import ElementTree as ET

from summarizer.characters import join_sentences
from summarizer.domain import Article, Brief, Digest, Point, Story, make_id
from summarizer.render import View, wording
from summarizer.render.numbering import Numbering, marks
from summarizer.render.safe import clean, safe_url
from summarizer.tongue import ENGLISH, Tongue


def digest_rss(digest: Digest, view: View) -> str:
    """Return the digest as RSS 2.0."""
    numbering = Numbering.over(digest.articles)
    lead = join_sentences(clean(point.text) for point in digest.lead)
    tongue = view.tongue
    about = lead or " ".join(wording.notices_of(digest, tongue))
    seen = [story.last_seen for story in digest.stories if story.last_seen]
    rss, channel = _channel(
        title=wording.titled(digest, tongue),
        link=_channel_link(digest.articles, digest.id),
        description=about or wording.heading_words(digest, tongue),
        built=digest.window.until or max(seen, default=None),
        version=digest.version,
        tongue=tongue,
    )
    for story in digest.stories:
        body = _body(story.points, numbering, view, story=story)
        _item(channel, story.title, story.originals, f"story:{story.id}", story.last_seen, body)
    return _write(rss)


def briefs_rss(briefs: Sequence[Brief], view: View) -> str:
    """Return briefs as RSS 2.0, an item a brief."""
    from summarizer.version import VERSION

    tongue = view.tongue
    articles = [article for brief in briefs for article in brief.articles]
    key = make_id(*(article.id for article in articles))
    dates = [article.published for article in articles if article.published]
    rss, channel = _channel(
        title=briefs[0].title if len(briefs) == 1 else tongue.say("Briefs"),
        link=_channel_link(articles, key),
        description=tongue.say("Briefs of {count}", count=wording.count_of(articles, tongue)),
        built=max(dates, default=None),
        version=VERSION,
        tongue=tongue,
    )
    for brief in briefs:
        body = _body(brief.points, Numbering.over(brief.articles), view)
        mine = [article.published for article in brief.articles if article.published]
        guid = f"brief:{make_id(*(article.id for article in brief.articles))}"
        _item(channel, brief.title, brief.articles, guid, max(mine, default=None), body)
    return _write(rss)


def _channel(
    *, title: str, link: str, description: str, built: datetime | None, version: str, tongue: Tongue
) -> tuple[ET.Element, ET.Element]:
    rss = ET.Element("rss", version="2.0")
    channel = ET.SubElement(rss, "channel")
    _add(channel, "title", clean(title))
    _add(channel, "link", link)
    _add(channel, "description", description)
    if tongue is not ENGLISH:
        _add(channel, "language", tongue.code)
    if built:
        _add(channel, "lastBuildDate", _date(built))
    _add(channel, "generator", f"Readout {clean(version)}")
    return rss, channel


def _item(
    channel: ET.Element,
    title: str,
    articles: Iterable[Article],
    guid: str,
    published: datetime | None,
    body: str,
) -> None:
    item = ET.SubElement(channel, "item")
    _add(item, "title", clean(title))
    link = next(filter(None, (safe_url(article.url) for article in articles)), None)
    if link:
        _add(item, "link", link)
    _add(item, "guid", f"readout:{guid}").set("isPermaLink", "false")
    if published:
        _add(item, "pubDate", _date(published))
    _add(item, "description", body)


def _body(
    points: Iterable[Point], numbering: Numbering, view: View, *, story: Story | None = None
) -> str:
    """Return the item as the HTML that feed readers show: points, then their sources."""
    shown = list(points)
    lines = [f"<li>{_point(point, numbering, view)}</li>" for point in shown]
    parts = (
        [f"<p>{escape(wording.changed(story, view.tongue))}</p>"] if story and story.note else []
    )
    parts += [f"<ul>{''.join(lines)}</ul>"] if lines else []
    cited = numbering.cited(shown)
    if story:
        cited |= {n for article in story.articles if (n := numbering.of(article.id)) is not None}
    sources = [
        _source(article, numbering.numbers[key], view.tongue)
        for key, article in numbering.articles.items()
        if numbering.numbers[key] in cited
    ]
    parts.append(f"<p>{'<br>'.join(sources)}</p>" if sources else "")
    if view.explain and story and story.rank:
        parts.append(f"<p>{escape(wording.rank_words(story.rank, view.tongue))}</p>")
    return "".join(parts)


def _point(point: Point, numbering: Numbering, view: View) -> str:
    text = f"{escape(clean(point.text))} {marks(numbering.of_point(point))}"
    if not view.explain:
        return text
    places = "; ".join(wording.place_words(point, numbering, view.tongue))
    return f"{text}<br><small>{escape(places)}</small>"


def _source(article: Article, number: int, tongue: Tongue) -> str:
    title = escape(wording.title_of(article, tongue))
    url = safe_url(article.url)
    linked = f'<a href="{escape(url)}">{title}</a>' if url else title
    facts = escape(" · ".join(wording.facts_of(article, tongue)))
    return f"[{number}] {linked}{f' · {facts}' if facts else ''}"


def _channel_link(articles: Iterable[Article], key: str) -> str:
    """Return the address that RSS demands: the first source's, else a name that leads nowhere."""
    urls = (safe_url(article.url) for article in articles)
    return next(filter(None, urls), f"urn:readout:{key}")


def _add(parent: ET.Element, name: str, text: str) -> ET.Element:
    child = ET.SubElement(parent, name)
    child.text = text
    return child


def _date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def _write(rss: ET.Element) -> str:
    ET.indent(rss)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(rss, encoding="unicode")}\n'
