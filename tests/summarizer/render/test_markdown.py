"""Markdown that shows what the articles say and does nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from summarizer.domain import Article, Brief, Citation, Digest, Point
from summarizer.render import render_brief, render_digest, render_stories
from summarizer.render.markdown import escape, link
from summarizer.render.safe import clean

MARKUP = st.text(
    st.sampled_from("ab1 .)(*_`[]<>!#+-=|~&\\;:/@'\"{}$^\n\tx"), min_size=1, max_size=40
)


def tokens(text: str) -> Iterator[Token]:
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        yield token
        yield from token.children or ()


def shown(text: str) -> str:
    return "".join(
        token.content for token in tokens(text) if token.type in ("text", "text_special")
    )


@settings(deadline=None)
@given(MARKUP)
def test_escaped_text_reads_as_just_that_text(text: str) -> None:
    for before in ("", "- ", "### "):
        found = list(tokens(before + escape(text)))
        assert shown(before + escape(text)).strip() == clean(text)
        kinds = {token.type for token in found} - {"inline", "text", "text_special"}
        plain = {"paragraph_open", "paragraph_close", "bullet_list_open", "bullet_list_close"}
        plain |= {"list_item_open", "list_item_close", "heading_open", "heading_close"}
        assert kinds <= plain, (text, kinds)


@pytest.mark.parametrize(
    "title",
    [
        "[click](javascript:alert(1))",
        "<script>alert(1)</script>",
        "![x](http://evil.example/pixel.png)",
        "# not a heading",
        "1. not a list",
        "--- ",
        "> no quote",
        "```\ncode",
        "&copy; entity",
        "| a | b |",
    ],
)
def test_a_title_cannot_break_out(digest: Digest, title: str) -> None:
    story = replace(digest.stories[0], title=title)
    text = render_digest(replace(digest, stories=(story,)), "markdown")
    found = list(tokens(text))
    assert not {t.type for t in found} & {"html_block", "html_inline", "image", "fence", "hr"}
    assert clean(title) in shown(text)


def test_links_lead_to_the_articles_and_nowhere_else(digest: Digest) -> None:
    hrefs = {
        str(token.attrGet("href"))
        for token in tokens(render_digest(digest, "markdown"))
        if token.type == "link_open"
    }
    assert hrefs == {
        "https://herald.example/2031/bridge?a=1&b=2",
        "https://wire.example/varnholm-%28bridge%29",
    }


def test_an_unsafe_address_is_no_link() -> None:
    assert link("label", "javascript:alert(1)") == "label"
    assert link("label", None) == "label"


def test_sources_carry_the_citation_numbers(digest: Digest) -> None:
    text = render_digest(digest, "markdown")
    assert "1. [Council votes to replace harbour ferry with a bridge](<https://herald" in text
    assert "4. Storm cuts power along the Eider coast · 7 March 2029" in text
    assert "\\[4\\]" in text


def test_explain_adds_the_places(digest: Digest) -> None:
    text = render_digest(digest, "markdown", explain=True)
    assert "characters 0-110, shortened, no word added" in text
    assert "rank 1.44" in text
    assert "characters" not in render_digest(digest, "markdown")


def test_a_brief_and_a_list_of_stories_are_documents_too(digest: Digest, storm: Article) -> None:
    brief = digest.stories[1].brief
    assert brief is not None
    assert render_brief(brief, "markdown").startswith("# Storm\n")
    assert render_stories(digest.stories, "markdown").startswith("# 2 stories\n")


def test_numbers_that_lead_nowhere_are_told_by_their_runs() -> None:
    told = "The bridge is open."
    articles = tuple(Article(text=f"{told} {n} cars.") for n in range(40))
    linked = tuple(
        replace(article, url=f"https://a.example/{n}") for n, article in enumerate(articles)
    )
    for those, numbers in ((articles, r"\[1–40\]"), (linked, r"[\[40\]](<https://a.example/39>)")):
        cited = tuple(Citation.at(article, 0, len(told)) for article in those)
        brief = Brief("Bridge", (Point(told, cited, "verbatim"),), those, 50, "tiny")
        assert numbers in render_brief(brief, "markdown")
