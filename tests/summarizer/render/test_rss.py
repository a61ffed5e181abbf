"""RSS that feed readers take."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree as ET

import feedparser
import pytest

from summarizer.domain import Digest
from summarizer.render import render_briefs, render_digest


@pytest.fixture
def channel(digest: Digest) -> ET.Element:
    found = ET.fromstring(render_digest(digest, "rss")).find("channel")
    assert found is not None
    return found


def test_the_channel_has_what_rss_demands(channel: ET.Element) -> None:
    assert channel.findtext("title") == "News digest"
    assert (channel.findtext("link") or "").startswith("https://")
    assert (channel.findtext("description") or "").startswith("The Varnholm council voted")


def test_each_story_is_an_item(channel: ET.Element, digest: Digest) -> None:
    items = channel.findall("item")
    assert [item.findtext("title") for item in items] == [story.title for story in digest.stories]
    assert items[0].findtext("link") == "https://herald.example/2031/bridge?a=1&b=2"
    assert items[1].find("link") is None


def test_a_story_keeps_its_guid(channel: ET.Element) -> None:
    guid = channel.find("item/guid")
    assert guid is not None
    assert guid.text == "readout:story:aaaa000011112222"
    assert guid.get("isPermaLink") == "false"


def test_dates_are_as_mail_writes_them(channel: ET.Element) -> None:
    text = channel.findtext("item/pubDate") or ""
    assert text == "Tue, 06 Mar 2029 00:00:00 GMT"
    assert parsedate_to_datetime(text) == datetime(2029, 3, 6, tzinfo=UTC)


def test_the_description_is_html_in_which_text_stays_text(digest: Digest) -> None:
    story = replace(digest.stories[0], title="<b>Bold</b> & brave")
    hostile = replace(digest.articles[0], title="<img src=x onerror=alert(1)>")
    root = ET.fromstring(
        render_digest(
            replace(digest, stories=(story,), articles=(hostile, *digest.articles[1:])), "rss"
        )
    )
    assert root.findtext("channel/item/title") == "<b>Bold</b> & brave"
    body = root.findtext("channel/item/description") or ""
    assert "<img" not in body
    assert "&lt;img" in body
    assert "<ul><li>" in body


def test_a_feed_parser_reads_it_whole(digest: Digest) -> None:
    feed = feedparser.parse(render_digest(digest, "rss", explain=True))
    assert not feed.bozo
    assert feed.version == "rss20"
    assert len(feed.entries) == 2
    assert "footbridge by 2031" in feed.entries[0].summary


def test_briefs_are_items_too(digest: Digest) -> None:
    briefs = [story.brief for story in digest.stories if story.brief]
    feed = feedparser.parse(render_briefs(briefs, "rss"))
    assert [entry.title for entry in feed.entries] == ["Bridge", "Storm"]
    assert len({entry.id for entry in feed.entries}) == 2
