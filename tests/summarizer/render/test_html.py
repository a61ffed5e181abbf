"""The page: one file, no scripts, no requests, every citation in context."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import html
from lxml.html import HtmlElement

from summarizer.domain import Article, Citation, Digest
from summarizer.render import render_brief, render_briefs, render_digest
from summarizer.render.numbering import in_context

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


def parse(text: str) -> HtmlElement:
    return html.document_fromstring(text)


@pytest.fixture
def page(digest: Digest) -> HtmlElement:
    return parse(render_digest(digest, "html"))


def test_the_page_asks_for_nothing(digest: Digest, page: HtmlElement) -> None:
    for tag in ("script", "img", "link", "iframe", "object", "form", "base", "video"):
        assert not page.findall(f".//{tag}"), tag
    style = page.findtext(".//style") or ""
    assert "url(" not in style
    assert "@import" not in style


def test_the_policy_allows_its_own_style_and_nothing_else(page: HtmlElement) -> None:
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    digest = hashlib.sha256((page.findtext(".//style") or "").encode()).digest()
    assert policy.startswith("default-src 'none'")
    assert f"'sha256-{base64.b64encode(digest).decode()}'" in policy
    assert "unsafe" not in policy
    assert not page.xpath("//@style")


def test_stories_wear_the_numbers_by_which_topics_name_them(
    digest: Digest, page: HtmlElement
) -> None:
    headings = page.xpath("//section[@aria-labelledby='stories']//h3")
    assert [h.text_content().split(" ")[0] for h in headings] == ["1.", "2."]
    assert len(digest.stories) == 2


def test_the_page_is_marked_up_for_everyone(page: HtmlElement) -> None:
    assert page.get("lang") == "en"
    assert page.xpath("//meta[@name='viewport']")
    assert page.xpath("//meta[@name='color-scheme']/@content") == ["light dark"]
    assert len(page.findall(".//h1")) == 1
    assert len(page.findall(".//main")) == 1
    levels = [int(h.tag[1]) for h in page.xpath("//h1|//h2|//h3")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    style = page.findtext(".//style") or ""
    assert "prefers-color-scheme: dark" in style
    assert "prefers-reduced-motion" in style


def test_every_anchor_leads_somewhere_and_ids_are_unique(page: HtmlElement) -> None:
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for target in page.xpath("//a/@href[starts-with(., '#')]"):
        assert target[1:] in ids


def test_a_citation_opens_its_sentence_in_context(page: HtmlElement) -> None:
    box = next(
        d for d in page.xpath("//details[@class='cite']") if "84 million" in d.findtext(".//mark")
    )
    assert [mark.text for mark in box.findall(".//mark")] == [
        "The bridge is to cost 84 million crowns, of which the state pays half."
    ]
    around = box.find(".//blockquote").text_content()
    assert "she said. The bridge" in around
    assert "Work is to begin in May" in around


def test_every_point_has_a_citation_to_open(digest: Digest, page: HtmlElement) -> None:
    shown = len(list(digest.points())) - 2  # the lead, and a story, tell one each of another part
    assert len(page.xpath("//details[@class='cite']")) == shown
    for summary in page.xpath("//details[@class='cite']/summary"):
        assert "Where this comes from" in summary.text_content()


def test_a_citation_links_to_the_very_place(page: HtmlElement) -> None:
    links = page.xpath("//figcaption/a[contains(@href, ':~:text=')]/@href")
    assert any("Opponents%20put%20the%20price%20nearer," in link for link in links)
    assert all(link.startswith("https://") for link in links)


def test_hostile_text_is_shown_as_text(digest: Digest, storm: Article) -> None:
    bad = replace(storm, title=HOSTILE, source=HOSTILE, url="javascript:alert(1)", origin=HOSTILE)
    story = replace(digest.stories[1], title=HOSTILE, articles=(bad,))
    text = render_digest(
        replace(
            digest,
            title=HOSTILE,
            stories=(story,),
            topics=(replace(digest.topics[0], label=HOSTILE, note=HOSTILE),),
            articles=(*digest.articles[:3], bad),
            notices=(HOSTILE,),
            model=HOSTILE,
        ),
        "html",
        explain=True,
    )
    page = parse(text)
    assert not page.xpath("//script|//img")
    assert not page.xpath("//@onerror")
    assert not [href for href in page.xpath("//@href") if href.startswith("javascript")]
    assert HOSTILE in page.text_content()


def test_links_tell_the_other_side_nothing(page: HtmlElement) -> None:
    assert page.xpath("//meta[@name='referrer']/@content") == ["no-referrer"]
    for link in page.xpath("//a[starts-with(@href, 'http')]"):
        assert "noopener" in link.get("rel", "")


def test_text_of_another_language_is_marked(digest: Digest, storm: Article) -> None:
    arabic = replace(storm, language="ar")
    page = parse(render_digest(replace(digest, articles=(*digest.articles[:3], arabic)), "html"))
    assert page.xpath("//li[@dir='auto']/span[@lang='ar']")
    assert page.xpath("//blockquote[@lang='ar' and @dir='auto']")


def test_titles_of_another_language_are_marked_wherever_they_stand(
    digest: Digest, storm: Article
) -> None:
    arabic = replace(storm, language="ar")
    story = replace(digest.stories[1], title=storm.title, articles=(arabic,))
    topic = replace(digest.topics[0], label="Eider", articles=(arabic.id,))
    mixed = replace(digest.topics[0], label="Both", articles=(digest.articles[0].id, arabic.id))
    changed = replace(
        digest,
        stories=(digest.stories[0], story),
        topics=(topic, mixed),
        articles=(*digest.articles[:3], arabic),
    )
    page = parse(render_digest(changed, "html"))
    marked = page.xpath("//*[@lang='ar']")
    places = {place.tag for place in marked if place.text_content() == storm.title}
    assert places == {"a", "span"}  # in the contents; above the story and in the list of sources
    assert len([place for place in marked if place.text_content() == "Eider"]) == 2
    assert not [place for place in marked if place.text_content() == "Both"]
    assert not page.xpath("//h3//small/ancestor-or-self::*[@lang='ar']")

    asked = parse(render_digest(replace(changed, query="Eider", topics=(topic,)), "html"))
    assert not [at for at in asked.xpath("//*[@lang='ar']") if at.text_content() == "Eider"]

    assert story.brief
    brief = replace(story.brief, title=storm.title, articles=(arabic,))
    assert parse(render_brief(brief, "html")).xpath("//h1/@lang") == ["ar"]
    assert parse(render_briefs([brief, brief], "html")).xpath("//h2/@lang") == ["ar", "ar"]


def test_numbers_that_stand_together_are_read_as_several(page: HtmlElement) -> None:
    told = [summary.text_content() for summary in page.xpath("//summary")]
    assert "Where this comes from: 1, 2" in told


def test_the_keyboard_leaves_the_contents_out_at_one_press(page: HtmlElement) -> None:
    skip, *others = page.xpath("//nav//a")
    assert len(others) == len(page.xpath("//article"))
    target = page.get_element_by_id(skip.get("href")[1:])
    order = list(page.iter())
    assert order.index(target) > order.index(others[-1])


def test_explain_shows_ranks_and_spans(digest: Digest) -> None:
    text = parse(render_digest(digest, "html", explain=True)).text_content()
    assert "rank 1.44" in text
    assert re.search(r"characters \d+-\d+", text)


def test_briefs_make_pages_too(digest: Digest) -> None:
    briefs = [story.brief for story in digest.stories if story.brief]
    one = parse(render_brief(briefs[0], "html"))
    assert one.findtext(".//h1") == "Bridge"
    many = parse(render_briefs(briefs, "html"))
    assert [h.text for h in many.xpath("//h2")] == ["Bridge", "Storm"]
    ids = many.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_context_never_shows_what_is_not_the_article() -> None:
    text = "Sign up now! The council voted. It was late. Share this."
    start = text.index("The council")
    article = Article(text=text, body=((start, text.index(" Share")),))
    context = in_context(article, Citation.at(article, start, start + 18))
    assert context.quote == "The council voted."
    assert "Sign up" not in context.before
    assert "Share" not in context.after
    assert "It was late." in context.after


def test_context_is_cut_between_words() -> None:
    text = "word " * 200 + "The quote. " + "word " * 200
    article = Article(text=text)
    start = text.index("The quote.")
    context = in_context(article, Citation.at(article, start, start + 10))
    assert set(context.before.split()) == {"…", "word"}
    assert set(context.after.split()) == {"…", "word"}
