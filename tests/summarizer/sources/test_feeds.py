"""Feeds and lists of feeds."""

from __future__ import annotations

import json
import re
import time
from datetime import UTC, datetime
from html import escape
from xml.etree import ElementTree

import pytest

from summarizer.errors import NoArticle, TooLarge
from summarizer.sources.discover import announced_feeds, usual_feeds
from summarizer.sources.feeds import Feed, parse_feed, text_of
from summarizer.sources.opml import MAX_OUTLINES, Outline, parse_opml, write_opml

NOW = datetime(2024, 8, 29, tzinfo=UTC)
URL = "https://harbour.example/feed"


def read(body: bytes | str) -> Feed:
    return parse_feed(body.encode() if isinstance(body, str) else body, url=URL, now=NOW)


def rss(items: str, head: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>Harbour &amp; Coast</title><link>https://harbour.example</link>{head}{items}"
        "</channel></rss>"
    )


RSS_ITEM = """<item><title>Ferry &lt;b&gt;reopens&lt;/b&gt;</title><link>/ferry</link>
<guid>f1</guid><pubDate>Wed, 28 Aug 2024 06:30:00 +0200</pubDate><author>Ana Berg</author>
<description>&lt;p&gt;It runs.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</description></item>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour &amp; Coast</title>
<entry><id>tag:1</id><title>Ferry reopens</title><link href="https://harbour.example/ferry"/>
<updated>2024-08-28T04:30:00Z</updated><summary>It runs.</summary></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://harbour.example"><title>Harbour &amp; Coast</title></channel>
<item rdf:about="https://harbour.example/ferry"><title>Ferry reopens</title>
<link>https://harbour.example/ferry</link><dc:date>2024-08-28T04:30:00Z</dc:date></item></rdf:RDF>"""

JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Harbour & Coast",
        "items": [
            {
                "id": 7,
                "url": "/ferry",
                "title": "Ferry reopens",
                "content_text": "It runs.\nAgain.",
                "date_published": "2024-08-28T06:30:00+02:00",
                "authors": [{"name": "Ana Berg"}],
            }
        ],
    }
)


@pytest.mark.parametrize(
    "body", [rss(RSS_ITEM), ATOM, RDF, JSON], ids=["rss", "atom", "rdf", "json"]
)
def test_every_kind_of_feed_gives_the_same_article(body: str) -> None:
    feed = read(body)
    [entry] = feed.entries
    assert feed.title == "Harbour & Coast"
    assert entry.url == "https://harbour.example/ferry"
    assert "reopens" in entry.title
    assert "<" not in entry.title
    assert entry.published == datetime(2024, 8, 28, 4, 30, tzinfo=UTC)


def test_a_json_feed_that_names_its_version_by_the_number_alone_is_read() -> None:
    data = json.loads(JSON) | {"version": "1.1"}
    assert [entry.title for entry in read(json.dumps(data)).entries] == ["Ferry reopens"]
    with pytest.raises(NoArticle):
        read('{"version": "1.1", "name": "harbour", "items": 7}')


def test_an_entry_s_page_is_named_and_not_who_counts_its_readers() -> None:
    space = 'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
    page = "<feedburner:origLink>https://harbour.example/ferry</feedburner:origLink></item>"
    item = RSS_ITEM.replace("/ferry", "https://counts.example/~r/x/1").replace("</item>", page)
    [entry] = read(rss(item).replace("<rss ", f"<rss {space} ")).entries
    assert entry.url == "https://harbour.example/ferry"


@pytest.mark.parametrize(
    ("link", "address"),
    [
        (
            "https://alerts.example/url?sa=t&url=https://coast.example/a%3Fn%3D1",
            "coast.example/a?n=1",
        ),
        ("https://alerts.example/url?url=javascript:x()", "alerts.example/url?url=javascript:x()"),
        ("https://harbour.example/a?url=https://harbour.example", None),
    ],
)
def test_an_entry_of_an_alert_leads_to_the_page_behind_its_door(
    link: str, address: str | None
) -> None:
    item = RSS_ITEM.replace("/ferry", link.replace("&", "&amp;"))
    assert read(rss(item)).entries[0].url == (f"https://{address}" if address else link)


def test_titles_and_links_without_end_take_no_time() -> None:
    started = time.process_time()
    doors = "?url=https://coast.example/a" * 2_000
    source = "<source url='https://c.example'>Coast</source><title>"
    for old, new in (
        ("/ferry", f"/a{doors}"),
        ("<title>", source + "a | " * 20_000 + " " * 50_000),
    ):
        assert read(rss(RSS_ITEM.replace(old, new))).entries
    assert described(
        "<p>It\vruns between the two towns.</p><a href='/a'>Coast</a><a href='/b'>Tide</a>"
    )
    assert time.process_time() - started < 2


def test_the_page_of_an_entry_is_named_where_another_link_holds_text() -> None:
    picture = '<link rel="enclosure" type="image/png">https://pictures.example/1.png</link></entry>'
    page = '<link rel="alternate" href="https://harbour.example/ferry"/>'
    atom = re.sub(r"<link href=[^>]*>", page, ATOM).replace("</entry>", picture)
    assert read(atom).entries[0].url == "https://harbour.example/ferry"


@pytest.mark.parametrize(
    "author",
    ["Ana Berg (ana@harbour.example)", "ana@harbour.example (Ana Berg)", "By Ana Berg", "Ana Berg"],
)
def test_an_entry_s_author_is_a_name_without_an_address(author: str) -> None:
    assert read(rss(RSS_ITEM.replace("Ana Berg", author))).entries[0].author == "Ana Berg"


def test_an_entry_without_an_author_has_its_feed_s_where_the_kind_of_feed_says_so() -> None:
    named = ATOM.replace("<entry>", "<author><name>Ana Berg</name></author><entry>")
    data = {**json.loads(JSON), "authors": [{"name": "Ana Berg"}]}
    data["items"] = [{"id": "1", "title": "Ferry reopens"}]
    edited = rss(
        "<item><title>Ferry reopens</title></item>", "<managingEditor>A. B</managingEditor>"
    )
    authors = [read(feed).entries[0].author for feed in (named, json.dumps(data), edited)]
    assert authors == ["Ana Berg", "Ana Berg", ""]


def test_an_entry_taken_over_from_another_feed_has_that_one_s_author() -> None:
    source = "<source><title>Port News</title><author><name>Bo Lind</name></author></source>"
    feed = ATOM.replace("<entry>", f"<author><name>Ana Berg</name></author><entry>{source}")
    assert read(feed).entries[0].author == "Bo Lind"


def test_an_empty_field_takes_no_author_away() -> None:
    empty = '<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/"/></item>'
    assert read(rss(RSS_ITEM.replace("</item>", empty))).entries[0].author == "Ana Berg"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_json_feed_is_read_in_utf_16(encoding: str) -> None:
    assert read(JSON.encode(encoding)).entries[0].title == "Ferry reopens"


@pytest.mark.parametrize(
    ("language", "date"),
    [
        ("<language>pt-BR</language>", "Ter, 24 Set 2019 19:42:40 -0300"),
        ("<language>pl</language>", "wt, 24 wrz 2019 22:42:40 GMT"),
        ("<language>tr</language>", "Sal, 24 Eyl 2019 22:42:40 +0000"),
        ("<language></language>", "Ter, 24 Set 2019 19:42:40 -0300"),
    ],
)
def test_months_are_read_as_the_feed_s_language_shortens_them(language: str, date: str) -> None:
    item = (
        f"<item><title>A barca para a ilha volta na segunda</title><pubDate>{date}</pubDate>"
        "<description>Os passageiros pagam o mesmo que antes, e o porto diz que a segunda barca "
        "chega na primavera do ano que vem.</description></item>"
    )
    published = read(rss(item, language)).entries[0].published
    assert published == datetime(2019, 9, 24, 22, 42, 40, tzinfo=UTC)


def test_what_is_titled_by_its_number_is_named_after_its_feed() -> None:
    titled = (RSS_ITEM.replace("Ferry &lt;b&gt;reopens&lt;/b&gt;", t) for t in ("v2.1.0", "Pier 9"))
    names = [read(rss(item)).entries[0].title for item in titled]
    assert names == ["Harbour & Coast: v2.1.0", "Pier 9"]


def described(html: str) -> str:
    """Return the text of an entry "Ferry reopens" whose description is this."""
    told = f"<description>{escape(html)}</description>"
    item = re.sub(r"<description>.*</description>", lambda _: told, RSS_ITEM, flags=re.S)
    return read(rss(item)).entries[0].text


def test_a_year_for_a_headline_is_not_named_after_its_feed() -> None:
    [entry] = read(rss("<item><title>1984</title><link>/book</link></item>")).entries
    assert entry.title == "1984"


MEDIA = ' xmlns:media="http://search.yahoo.com/mrss/"'


def test_a_picture_s_caption_is_no_text_of_an_entry() -> None:
    caption = "The harbour of Harwick as it is seen from the tower on the hill behind the old mill."
    picture = (
        f'<media:content{MEDIA} url="https://harbour.example/a.jpg"><media:description '
        f'type="plain" title="{"a" * 600}">{caption}</media:description></media:content>'
    )
    text = "<description>The council fined a fleet.</description>"
    item = "<item><title>Nets</title><link>/nets</link>{}</item>"
    for told in (text + picture, picture + text):
        assert read(rss(item.format(told))).entries[0].text == "The council fined a fleet."
    assert read(rss(item.format(picture))).entries[0].text == ""


@pytest.mark.parametrize("address", ["v", "image/v.mp4"])
@pytest.mark.parametrize("poster", ["", "<media:content medium='image' url='https://a.example/'/>"])
def test_a_film_is_told_by_what_its_feed_says_of_it(address: str, poster: str) -> None:
    film = (
        f"<media:group{MEDIA}>{poster}"
        f"<media:content type='video/mp4' url='https://harbour.example/{address}'/>"
        "<media:description>Waves tore forty metres off the pier.</media:description></media:group>"
    )
    [entry] = read(ATOM.replace("<summary>It runs.</summary>", film)).entries
    assert entry.text == "Waves tore forty metres off the pier."


def test_a_forum_s_links_below_a_post_and_who_sent_it_are_no_text() -> None:
    below = (
        '<p>Submitted by <a href="/u/tern">/u/tern</a> to <a href="/r/pier">r/pier</a></p>'
        '<p><a href="/p">[link]</a> | <a href="/c">[12 comments]</a></p>'
    )
    post = "<p>The pier lost forty metres.</p>"
    item = (
        "<item><title>Pier</title><link>/pier</link><author>/u/tern</author>"
        f"<description>{escape(post + below)}</description></item>"
    )
    assert read(rss(item)).entries[0].text == "The pier lost forty metres."
    tags = '<p>It was won by <a href="/a">Ana Berg</a> and <a href="/b">Tor Lie</a></p>'
    kept = read(rss(item.replace(escape(below), escape(tags)))).entries[0].text
    assert kept.endswith("Ana Berg and Tor Lie")


def test_an_item_of_a_json_feed_is_found_by_its_id_or_the_page_it_points_to() -> None:
    items = [
        {"id": "https://harbour.example/pier", "content_text": "The pier is shut."},
        {"id": "7", "external_url": "https://coast.example/ferry", "title": "Ferry"},
    ]
    feed = read(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}))
    found = [entry.url for entry in feed.entries]
    assert found == ["https://harbour.example/pier", "https://coast.example/ferry"]


def test_headlines_of_others_and_an_entry_s_own_are_no_text_of_it() -> None:
    link = '<a href="https://{0}.example">{0} reports that the ferry runs</a>&nbsp;{0}'
    both = "".join(f"<li>{link.format(name)}</li>" for name in ("Coast", "Tide"))
    assert described(f"<ol>{both}</ol>") == ""
    assert described('<a href="https://c.example">Ferry reopens</a>&nbsp;Coast') == ""
    teaser = '<a href="/ferry">It ran for the first time on Monday.</a>'
    comments = '<a href="/ferry#respond">Comments</a>'
    assert described(f"{teaser} {comments}").startswith("It ran for the first time")
    assert described(teaser * 2) == "It ran for the first time on Monday." * 2


def test_a_credit_below_an_entry_is_left_out_in_any_language() -> None:
    credit = '<p>Der Beitrag <a href="/a">Ferry reopens</a> erschien zuerst im Hafenblatt.</p>'
    assert described(f"<p>It runs.</p>{credit}") == "It runs."
    told = "<p>It runs.</p><p>Ferry reopens is what the board wrote above the notice.</p>"
    assert described(told + "<p>So it is.</p>").count("\n") == 2
    assert described(told).count("\n") == 1


def test_an_entry_whose_text_was_escaped_twice_is_read_without_its_tags() -> None:
    assert described(escape("<p>It runs.</p><p>So it is.</p>")) == "It runs.\nSo it is."
    assert described("<p>Write &lt;b&gt; for bold.</p>") == "Write <b> for bold."


def test_the_name_of_whose_story_it_is_stands_in_no_headline() -> None:
    item = RSS_ITEM.replace("</title>", " - Coast Daily</title>")
    item = item.replace("<guid>", '<source url="https://coast.example">Coast Daily</source><guid>')
    assert read(rss(item)).entries[0].title == "Ferry reopens"


def test_the_text_of_an_entry_is_free_of_scripts() -> None:
    [entry] = read(rss(RSS_ITEM)).entries
    assert entry.text == "It runs."


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>The ferry runs\nagain.</p>\n<p>It is\nnew.</p>", "The ferry runs again.\nIt is new."),
        ("<p>渡輪恢復\n航行。</p>", "渡輪恢復航行。"),
        ("<pre>Row one,\nrow two</pre>", "Row one,\nrow two"),
        ("Tom &amp; Ida sail.\nThe bus takes longer.", "Tom & Ida sail.\nThe bus takes longer."),
    ],
)
def test_a_line_break_of_the_source_ends_no_sentence_of_an_entry(html: str, text: str) -> None:
    assert text_of(html) == text


def test_a_date_in_the_future_counts_as_now() -> None:
    item = RSS_ITEM.replace("28 Aug 2024", "28 Aug 2034")
    assert read(rss(item)).entries[0].published == NOW


@pytest.mark.parametrize(
    "date",
    ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00+01:00", "1970-01-01T00:00:00Z", "1899-12-30"],
)
def test_a_date_that_only_fills_the_field_is_none(date: str) -> None:
    json_entry = json.loads(JSON)
    json_entry["items"][0]["date_published"] = date
    assert read(json.dumps(json_entry)).entries[0].published is None
    item = re.sub(r"<pubDate>.*?</pubDate>", f"<dc:date>{date}</dc:date>", RSS_ITEM)
    assert "<dc:date>" in item
    body = rss(item).replace("<rss ", '<rss xmlns:dc="http://purl.org/dc/elements/1.1/" ')
    assert read(body).entries[0].published is None


def test_entries_that_share_an_id_stay_different_articles() -> None:
    items = RSS_ITEM + RSS_ITEM.replace("/ferry", "/bridge").replace("Ferry", "Bridge")
    assert len(read(rss(items)).entries) == 2


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"])
def test_links_that_are_no_web_addresses_are_dropped(link: str) -> None:
    assert read(rss(RSS_ITEM.replace("/ferry", link))).entries[0].url is None


def test_only_the_newest_entries_are_kept() -> None:
    items = "".join(RSS_ITEM.replace("f1", f"f{i}").replace("/ferry", f"/{i}") for i in range(500))
    assert len(read(rss(items)).entries) == 200


def test_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "' + "A" * 1_000 + '"><!ENTITY b "' + "&a;" * 1_000 + '">]>'
    body = rss(RSS_ITEM.replace("It runs.", "&b;" * 100)).replace("?>", "?>" + bomb, 1)
    try:
        entries = read(body).entries
    except NoArticle:
        return
    assert all(len(entry.text) <= 100_000 for entry in entries)


@pytest.mark.parametrize(
    "body",
    [b"", b"<html><p>no feed</p></html>", b"{}", b"[" * 100_000, b"{" * 100_000, b"\x00\xff"],
)
def test_what_is_no_feed_is_said_to_be_none(body: bytes) -> None:
    with pytest.raises(NoArticle, match="not a feed"):
        read(body)


def test_opml_keeps_folders_as_tags_and_comes_back_the_same() -> None:
    outlines = (
        Outline("https://harbour.example/feed", "Harbour & Coast", ("News", "Local")),
        Outline("https://hill.example/rss", "Hill Post"),
    )
    body = write_opml(outlines, title="Mine", created=NOW)
    assert parse_opml(body).outlines == outlines


def test_opml_names_each_feed_once_and_says_what_was_left_out() -> None:
    rows = ["https://N.example/f", "https://n.example/f", "file:///etc/passwd", "javascript:1"]
    body = "".join(f'<outline type="rss" xmlUrl="{row}"/>' for row in rows)
    read_list = parse_opml(f'<opml version="2.0"><body>{body}</body></opml>'.encode())
    assert [outline.url for outline in read_list.outlines] == ["https://n.example/f"]
    assert read_list.left_out == (("not an http or https address", 2),)


def test_opml_is_bounded_in_number_depth_and_size() -> None:
    rows = "".join(f'<outline type="rss" xmlUrl="https://n.example/{i}"/>' for i in range(5_000))
    many = parse_opml(f'<opml version="2.0"><body>{rows}</body></opml>'.encode())
    assert len(many.outlines) == MAX_OUTLINES
    assert many.left_out[0][1] == 5_000 - MAX_OUTLINES
    deep = "<outline text='a'>" * 10_000 + rows[:60] + "</outline>" * 10_000
    parse_opml(f'<opml version="2.0"><body>{deep}</body></opml>'.encode())
    with pytest.raises(TooLarge):
        parse_opml(b" " * 3_000_000)
    with pytest.raises(NoArticle, match="not a list of feeds in OPML"):
        parse_opml(b"hello")


def test_a_site_s_feeds_are_found_articles_before_comments() -> None:
    page = b"""<html><head><base href="/blog/">
    <link rel=alternate type="application/rss+xml" href="/comments/feed">
    <link rel="alternate" type="application/atom+xml" href="posts.xml">
    <link rel="alternate" type="text/html" hreflang="de" href="/de">
    <link rel="stylesheet" href="a.css">"""
    assert announced_feeds(page, url="https://n.example/") == (
        "https://n.example/blog/posts.xml",
        "https://n.example/comments/feed",
    )
    assert usual_feeds("https://n.example/x")[0] == "https://n.example/feed"


def test_a_feed_s_title_is_plain_text_however_often_it_was_escaped() -> None:
    body = rss("<item><title>T</title></item>").replace(
        "Harbour &amp; Coast", "Harbour &amp;amp; &lt;b&gt;Coast&lt;/b&gt;"
    )
    assert read(body).title == "Harbour & Coast"


def entry_text(html: str) -> str:
    told = f"<description><![CDATA[{html}]]></description>"
    return read(rss(f"<item><title>Ferry</title><link>/f</link>{told}</item>")).entries[0].text


def test_no_script_of_an_entry_is_read_as_its_words_wherever_it_stands() -> None:
    frame = '<noscript><iframe src="x"><script>b()</script></iframe></noscript>'
    html = f"<p>It runs.</p>{frame}<p>Again.</p><script>var a=1;</script><style>p{{}}</style>Daily."
    assert entry_text(html) == "It runs.\nAgain.\nDaily."


@pytest.mark.parametrize(
    "html",
    [
        "It runs.<p>Again.</p>",
        "<h4>It runs.</h4>Again.",
        "<ul><li>It runs.<ul><li>Again.</li></ul></li></ul>",
        "<figure><figcaption>It runs.</figcaption></figure>Again.",
        "<table><tr><td>It runs.</td><td>Again.</td></tr></table>",
    ],
)
def test_words_of_two_paragraphs_never_run_together(html: str) -> None:
    assert entry_text(html) == "It runs.\nAgain."


@pytest.mark.parametrize(
    ("written", "when"),
    [
        ("Wed, 28 Aug 2024 08:30:00 CEST", datetime(2024, 8, 28, 6, 30, tzinfo=UTC)),
        ("Wed, 28 Aug 2024 08:30:00 BST", datetime(2024, 8, 28, 7, 30, tzinfo=UTC)),
        ("Wed, 28 Aug 2024 02:30:00 EDT", datetime(2024, 8, 28, 6, 30, tzinfo=UTC)),
        ("Wed, 28 Aug 2024 12:00:00 +05:30", datetime(2024, 8, 28, 6, 30, tzinfo=UTC)),
        ("mer., 28 août 2024 08:30:00 +0200", datetime(2024, 8, 28, 6, 30, tzinfo=UTC)),
        ("Ср, 28 авг 2024 08:30:00 +0300", datetime(2024, 8, 28, 5, 30, tzinfo=UTC)),
        ("28.08.2024 08:30", datetime(2024, 8, 28, 8, 30, tzinfo=UTC)),
        ("Aug 28, 2024 02:30 PM EST", datetime(2024, 8, 28, 19, 30, tzinfo=UTC)),
        ("Wednesday, August 28, 2024 - 08:30", datetime(2024, 8, 28, 8, 30, tzinfo=UTC)),
        ("2024年08月28日 08:30", datetime(2024, 8, 28, 8, 30, tzinfo=UTC)),
        ("1724826600", datetime(2024, 8, 28, 6, 30, tzinfo=UTC)),
        ("soon", None),
    ],
)
def test_dates_of_entries_are_read_as_their_systems_write_them(
    written: str, when: datetime | None
) -> None:
    item = f"<item><title>Ferry</title><link>/f</link><pubDate>{written}</pubDate></item>"
    assert read(rss(item)).entries[0].published == when


def test_a_date_in_a_json_feed_is_read_in_any_writing() -> None:
    items = [{"id": "1", "title": "Ferry", "date_published": "Wed, 28 Aug 2024 06:30:00 GMT"}]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "H", "items": items}
    assert read(json.dumps(feed)).entries[0].published == datetime(2024, 8, 28, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize("date", ["Wed, 28 Aug 2024 10:00:00 +9999", "2024-08-28T10:00:00+99:99"])
def test_one_entry_with_an_impossible_date_does_not_cost_the_feed(date: str) -> None:
    odd = re.sub(r"(?<=<pubDate>).*?(?=</pubDate>)", date, RSS_ITEM).replace("/ferry", "/odd")
    assert len(read(rss(RSS_ITEM + odd)).entries) == 2


@pytest.mark.parametrize("authors", [7, "Ana Berg", {"name": "Ana Berg"}, [None, 3], True])
def test_authors_of_another_shape_cost_neither_entry_nor_feed(authors: object) -> None:
    feed = json.loads(JSON)
    feed["items"].append({"id": "8", "url": "/bridge", "title": "Bridge", "authors": authors})
    assert [entry.url for entry in read(json.dumps(feed)).entries] == [
        "https://harbour.example/ferry",
        "https://harbour.example/bridge",
    ]


def test_an_empty_field_of_a_json_feed_says_nothing() -> None:
    feed = json.loads(JSON) | {"language": None, "title": None}
    feed["items"][0] |= {"id": None, "authors": [{"name": None}], "title": "Ferry"}
    found = read(json.dumps(feed))
    assert found.language is None
    assert (found.entries[0].key, found.entries[0].author) == (found.entries[0].url, "")


@pytest.mark.parametrize("sign", ["&amp;#11;", "&amp;#27;[31m", "&amp;#xfffe;", "&amp;#0;"])
def test_a_character_that_no_page_may_hold_costs_no_feed(sign: str) -> None:
    text = f"&lt;p&gt;It runs.{sign}&lt;/p&gt;{sign}&lt;p&gt;Twice a day.&lt;/p&gt;"
    feed = read(rss(f"<item><title>Ferry</title><description>{text}</description></item>"))
    assert "It runs." in feed.entries[0].text and "Twice a day." in feed.entries[0].text


LISTED = (
    '<opml version="2.0"><body><outline text="Z\u00fcrich">'
    '<outline type="rss" text="\u00c9t\u00e9%s" xmlUrl="https://a.example/f"/></outline></body></opml>'
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_list_is_read_in_its_encoding_whether_it_names_one_or_not(encoding: str) -> None:
    [found] = parse_opml((LISTED % "").encode(encoding)).outlines
    assert found == Outline("https://a.example/f", "\u00c9t\u00e9", ("Z\u00fcrich",))


@pytest.mark.parametrize("sign", ["&#27;[31m", "\x1b]0;x\x07", "&#xfffe;", "\u202e"])
def test_a_list_of_odd_names_can_be_read_again_when_it_was_exported(sign: str) -> None:
    read = parse_opml((LISTED % sign).encode())
    again = parse_opml(written := write_opml(read.outlines, title="t", created=NOW))
    assert read.outlines == again.outlines and ElementTree.fromstring(written)
    assert "\x1b" not in read.outlines[0].title


def every(period: str, times: str = "") -> str:
    space = 'xmlns="http://purl.org/rss/1.0/modules/syndication/"'
    more = f"<updateFrequency {space}>{times}</updateFrequency>" if times else ""
    return f"<updatePeriod {space}>{period}</updatePeriod>{more}"


@pytest.mark.parametrize(
    ("head", "seconds"),
    [
        ("", None),
        ("<ttl>90</ttl>", 5_400),
        ("<ttl>soon</ttl>", None),
        (every("hourly", "2"), 1_800),
        (every(" Daily "), 86_400),
        ("<ttl>90</ttl>" + every("daily"), 5_400),
        (every("hourly", "0"), None),
        (every("hourly", "often"), None),
        (every("now and then"), None),
    ],
)
def test_how_long_a_feed_asks_to_be_left_alone_is_heard(head: str, seconds: float | None) -> None:
    assert read(rss(RSS_ITEM, head)).ttl == seconds
