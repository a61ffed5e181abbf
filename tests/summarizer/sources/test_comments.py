"""What readers wrote below an article is not the article, however much it is."""

from __future__ import annotations

import json

import pytest

from summarizer.sources.pages import read_page

STORY = (
    "The council of Norwick voted on Monday to replace the harbour ferry with a footbridge.",
    "Mayor Ingrid Solheim called the vote the end of forty years of waiting on the quays.",
    "The bridge is to cost 84 million crowns, and the state has agreed to pay half of that sum.",
    "Work begins in May, once a firm from the capital has finished its survey of the harbour.",
)
SAID = (
    "I have taken that ferry every day since I was a boy, and I will miss the smell of diesel.",
    "Who is going to pay for the other half? Every time our rents go up instead, mark my words.",
    "The survey should have been done before the vote and not after it, as anyone here knows.",
    "Finally! My daughter can cycle to school without waiting for twenty minutes in the rain.",
    "They did the same in my town, and the bridge was closed for repairs in its second winter.",
) * 6
HEAD = "<title>Norwick votes for a bridge</title>"
HEADLINE = "<h1>Norwick votes for a bridge</h1>"
BODY = "".join(f"<p>{line}</p>" for line in STORY)

SYSTEMS = {
    "WordPress": ('<ol id="comments" class="comment-list">', '<li class="comment"><p>%s</p></li>'),
    "Drupal": (
        '<section class="field-comment">',
        '<article class="js-comment"><p>%s</p></article>',
    ),
    "schema.org": (
        '<div class="u">',
        '<div itemprop="comment" itemtype="https://schema.org/Comment"><p>%s</p></div>',
    ),
    "Disqus": ('<div id="disqus_thread">', '<div class="post-message"><p>%s</p></div>'),
    "Coral": ('<div id="coral_thread">', '<div class="coral-comment"><p>%s</p></div>'),
    "a label": ('<section aria-label="Comments">', '<div class="x"><p>%s</p></div>'),
    "a test id": ('<div class="css-1" data-testid="comments-list">', "<div><p>%s</p></div>"),
    "an element of its own": ("<hyvor-talk-comments>", "<div><p>%s</p></div>"),
    "German": ('<div class="leserbeitraege">', '<div class="k"><p>%s</p></div>'),
    "a heading over a name": (
        '<div><h2>Comments</h2><div class="comments">',
        '<div class="comment"><p>%s</p></div>',
    ),
    "a heading": ("<div><h3>30 comments</h3>", '<div class="u"><p>%s</p></div>'),
}


def page(system: str, *, inside: bool, head: str = "") -> bytes:
    opening, item = SYSTEMS.get(system, ("<div>", '<div class="b2"><p>%s</p></div>'))
    tag = opening[1:].split()[0].split(">")[0]
    said = opening + "".join(item % line for line in SAID) + f"</{tag}>"
    inner, outer = (said, "") if inside else ("", said)
    body = f"<main><article>{HEADLINE}{BODY}{inner}</article>{outer}</main>"
    return f"<html><head>{HEAD}{head}</head><body>{body}</body></html>".encode()


@pytest.mark.parametrize("inside", [True, False])
@pytest.mark.parametrize("system", SYSTEMS)
def test_comments_larger_than_the_article_are_not_taken_for_it(system: str, inside: bool) -> None:
    assert read_page(page(system, inside=inside)).text.split("\n") == list(STORY)


def linked(body: str) -> str:
    data = {"@type": "NewsArticle", "headline": "Norwick votes", "articleBody": body}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def test_a_declared_body_tells_where_the_article_ends() -> None:
    unmarked = page("nothing", inside=True, head=linked(" ".join(STORY)))
    assert read_page(unmarked).text.split("\n") == list(STORY)


@pytest.mark.parametrize("body", [" ".join(STORY[:2]), " ".join(STORY)[:-20]])
def test_a_body_that_is_declared_in_part_cuts_nothing(body: str) -> None:
    text = read_page(page("nothing", inside=True, head=linked(body))).text
    assert all(line in text for line in (*STORY, SAID[-1]))


def test_a_page_of_comments_alone_keeps_them() -> None:
    body = (
        '<div data-testid="comments-list">'
        + "".join(f"<p>{line}</p>" for line in SAID[:5])
        + "</div>"
    )
    text = read_page(f"<html><head>{HEAD}</head><body>{body}</body></html>".encode()).text
    assert SAID[0] in text


@pytest.mark.parametrize("name", ["post comments-open", "has-comments"])
def test_an_article_that_is_named_after_its_comments_stays(name: str) -> None:
    note = "<p>" + "This notice says that the site keeps small files on your machine. " * 4 + "</p>"
    body = f'{note}<div class="{name}">{HEADLINE}{BODY}</div>'
    text = read_page(f"<html><head>{HEAD}</head><body>{body}</body></html>".encode()).text
    assert all(line in text for line in STORY)


@pytest.mark.parametrize(
    "section",
    [
        '<section id="discussion"><h2>Discussion</h2>%s</section>',
        '<div class="section" id="reactions"><h3>Reactions</h3>%s</div>',
        '<section aria-label="Feedback">%s</section>',
        "<h2>Comment</h2>%s",
        "<h2>Comments</h2>%s",
    ],
)
def test_a_section_of_the_article_stays_whatever_it_is_called(section: str) -> None:
    more = "".join(f"<p>{line}</p>" for line in SAID[:5])
    html = f"<html><head>{HEAD}</head><body><article>{HEADLINE}{BODY}{section % more}</article>"
    text = read_page(html.encode()).text
    assert [line for line in SAID[:5] if line not in text] == []


@pytest.mark.parametrize("name", ["discussion", "reader-responses", "conversation"])
def test_what_many_people_wrote_goes_by_less_certain_names_too(name: str) -> None:
    said = "".join(f"<div><b>Ann</b><p>{line}</p></div>" for line in SAID)
    html = f'<article>{HEADLINE}{BODY}</article><div class="{name}">{said}</div>'
    read = read_page(f"<html><head>{HEAD}</head><body>{html}</body></html>".encode())
    assert read.text.split("\n") == list(STORY)
