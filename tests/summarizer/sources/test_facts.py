"""What a page says of itself: its headline, outlet, authors and date, from however odd a place."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from summarizer.domain import Article
from summarizer.sources.facts import headline_of, outlet_of, people_of, without_outlet
from summarizer.sources.pages import read_page

PROSE = """<p>The ferry between Norwick and Saltmarsh will run again from Monday after a break of
six weeks, the harbour board said.</p><p>Engineers replaced both engines and tested them for ten
days. The board spent 2.4 million crowns on the work.</p>"""
TITLE = "Ferry service to resume on Monday"


def read(head: str = "", *, above: str = f"<h1>{TITLE}</h1>", below: str = "") -> Article:
    html = f"<html><head>{head}</head><body>{above}<article>{PROSE}{below}</article></body></html>"
    return read_page(html.encode(), url="https://www.harbourpost.example/ferry")


def meta(**values: str) -> str:
    named = ((key.replace("_", ":", 1), value) for key, value in values.items())
    return "".join(f'<meta property="{key}" content="{value}">' for key, value in named)


@pytest.mark.parametrize(
    "around",
    ["<![CDATA[%s]]>", "//<![CDATA[\n%s\n//]]>", "/*<![CDATA[*/ %s /*]]>*/", "<!--\n%s\n-->", "%s"],
)
def test_linked_data_is_read_in_whatever_hides_it_from_old_browsers(around: str) -> None:
    data = (
        '{"@type": "NewsArticle", "datePublished": "2025-03-04T08:15:00Z", "author": "Ada Quill"}'
    )
    script = f'<script type="application/ld+json">{around % data}</script>'
    changed = '<meta property="article:modified_time" content="2025-06-01T10:00:00Z">'
    article = read(script + changed)
    assert article.published == datetime(2025, 3, 4, 8, 15, tzinfo=UTC)
    assert article.author == "Ada Quill"


def test_authors_are_shown_as_they_are_written_and_never_are_the_outlet() -> None:
    data = (
        '{"@type": "NewsArticle", "headline": "Caf&eacute; in Norwick &amp; Velm", "author": '
        '[{"name": "Par Jos&eacute; Mu&ntilde;oz"}, {"name": "Harbour Post"}],'
        ' "publisher": {"name": "Harbour Post"}}'
    )
    article = read(f'<script type="application/ld+json">{data}</script>', above="")
    assert article.author == "José Muñoz"
    assert article.title == "Café in Norwick & Velm"


@pytest.mark.parametrize(
    "tail",
    [
        " | Harbour Post",
        " - HarbourPost.example",
        " – The Harbour Post – Harbour Post",
        " | Ada Quill",
        " » Harbour Post",
        " :: HARBOUR POST",
    ],
)
def test_a_headline_goes_without_the_name_of_its_outlet_or_author(tail: str) -> None:
    named = meta(og_title=TITLE + tail, og_site_name="Harbour Post")
    assert read(named + '<meta name="author" content="Ada Quill">').title == TITLE


@pytest.mark.parametrize(
    "title",
    [
        "Quill – the ferry that never sailed",
        "Harbour Post – Saltmarsh: the longest crossing",
        "Velm | Harbour Post",
        "Five crossings - and one that failed",
    ],
)
def test_a_headline_keeps_what_is_its_own(title: str) -> None:
    assert read(meta(og_title=title, og_site_name="Harbour Post")).title == title


@pytest.mark.parametrize(
    "title",
    [
        f"{TITLE} – Saltmarsh",
        f"{TITLE} – Saltmarsh | Harbour Post",
        f"Transport | {TITLE} – Saltmarsh | Local news",
    ],
)
def test_a_heading_tells_what_of_a_title_is_the_headline(title: str) -> None:
    named = meta(og_title=title, og_site_name="Saltmarsh")
    assert read(named, above=f"<h1>{TITLE} – Saltmarsh</h1>").title == f"{TITLE} – Saltmarsh"


def test_a_short_heading_is_not_taken_for_a_long_headline() -> None:
    title = f"Norwick harbour – {TITLE}"
    assert read(meta(og_title=title), above="<h2>Norwick harbour</h2>").title == title


def test_a_menu_s_heading_is_no_headline_where_the_page_s_title_names_another() -> None:
    head = f"<title>{TITLE} | Harbour Post</title>"
    above = f"<h1>Main menu</h1><h2>{TITLE}</h2><h2>Weather for the coast</h2>"
    assert read(head, above=above).title == TITLE


@pytest.mark.parametrize(
    "name",
    [
        "https://social.example/harbourpost",
        "© 2024 Harbour Media",
        "2025 Harbour Media. All rights reserved.",
        f"{TITLE} | Harbour Post",
        TITLE,
    ],
)
def test_an_outlet_is_called_by_its_host_where_the_page_gives_no_name_of_one(name: str) -> None:
    head = f"<title>{TITLE} | Harbour Post</title>" + meta(og_site_name=name)
    assert read(head).source == "harbourpost.example"


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("<span class='author-line'>Ada Quill <i>July 10, 2015</i></span>", "Ada Quill"),
        ("<p class='author-line'>Ada Quill <i>Monday, July 10, 2015</i></p>", "Ada Quill"),
        ("<span class='author-line'>January 17, 2017 at 6:08 PM</span>", None),
        ("<p class='byline'>Ada Quill Updated on May 3, 2024</p>", "Ada Quill"),
        ("<a rel='author' href='/a'>View all posts by Ada Quill</a>", "Ada Quill"),
        ("<span class='submitted-by'>Submitted on Mon, 2019-01-21</span>", None),
        ("<span itemprop='author'>Ada Quill Ada Quill</span>", "Ada Quill"),
        ("<p class='byline'>By Ada May</p>", "Ada May"),
        ("<p class='byline'>By Ada R. Quill</p>", "Ada R. Quill"),
        ("<p class='byline'>Quill Quill</p>", "Quill Quill"),
        ("<span itemprop='author'><b>Quill</b> <i>Quill</i></span>", "Quill"),
    ],
)
def test_an_author_is_a_name_without_the_stamps_beside_it(byline: str, author: str | None) -> None:
    assert read(above=f"<h1>{TITLE}</h1>{byline}").author == author


@pytest.mark.parametrize(
    ("title", "outlet", "page"),
    [
        ("Flood hits", "Harbour Post", "Harbour Post | Flood hits"),
        ("…", "Harbour Post", "Harbour Post"),
        ("Flood hits", "1843 magazine", "Flood hits | 1843 magazine"),
        ("Flood hits", "5280", "Flood hits - 5280"),
    ],
)
def test_a_name_of_an_outlet_is_kept(title: str, outlet: str, page: str) -> None:
    assert outlet_of(outlet, title, page) == outlet


@pytest.mark.parametrize(
    "name",
    [
        "Ada Quill @adaquill",
        "Ada Quill (@adaquill)",
        "By Ada Quill <ada@harbourpost.example>",
        "ada@harbourpost.example (Ada Quill)",
        "Ada Quill, https://social.example/adaquill",
        "Author by Ada Quill",
        "Author: Ada Quill",
        "Par Ada Quill",
        "Auteur Ada Quill",
        "Autor Ada Quill",
        "Ada Quill · @adaquill",
    ],
)
def test_an_author_keeps_the_name_that_stands_beside_an_address(name: str) -> None:
    assert people_of([name], "") == ["Ada Quill"]


def test_a_name_before_an_address_in_brackets_may_be_one_word() -> None:
    assert people_of(["Ada (noreply@posts.example)", "作者：余聪", ". ."], "") == ["Ada", "余聪"]


@pytest.mark.parametrize(
    "name",
    ["@adaquill", "Follow @adaquill", "www.harbourpost.example", "https://harbourpost.example/ada"],
)
def test_an_address_alone_is_no_author(name: str) -> None:
    assert people_of([name], "") == []


def test_a_name_without_an_end_takes_no_time() -> None:
    started = time.process_time()
    assert people_of(["May " * 8_000 + "x", "A B; " * 10_000], "Ada " * 1_000)
    assert time.process_time() - started < 1


def test_an_author_that_the_page_names_twice_is_one() -> None:
    names = '<meta name="author" content="Ada Quill"><meta name="byl" content="By ADA QUILL">'
    assert read(names).author == "Ada Quill"


@pytest.mark.parametrize(
    ("above", "when"),
    [
        (f"<h1>{TITLE}</h1><div>Ada Quill</div><div>March 4, 2025</div>", "2025-03-04"),
        (f"<h1>{TITLE}</h1><div class='x'>2025年3月4日</div>", "2025-03-04"),
        (f"<div>Tuesday, March 4, 2025</div><nav>News</nav><h1>{TITLE}</h1>", "None"),
        (f"<h1>{TITLE}</h1><div>Last flood: March 4, 2025, said Ada Quill</div>", "None"),
    ],
)
def test_a_date_that_stands_alone_below_the_headline_is_when_a_page_appeared(
    above: str, when: str
) -> None:
    assert str(read(above=above).published)[:10] == when


@pytest.mark.parametrize(
    ("author", "outlet"),
    [
        ("LRV.lt", "lrv.lt"),
        ("沢村新聞", "沢村新聞デジタル"),
        ("Les Rives", "Les Rives"),
        ("Hill Post", "The Hill Post Online"),
    ],
)
def test_the_outlet_is_no_author(author: str, outlet: str) -> None:
    assert without_outlet([author, "Ada Quill", f"{outlet} et Agence Vel"], outlet) == [
        "Ada Quill",
        f"{outlet} et Agence Vel",
    ]


@pytest.mark.parametrize(
    ("author", "outlet"),
    [
        ("Sun Li", "Sun Life"),
        ("Sun Li", "sunlife.example"),
        ("Ada Quill", "Ada Quill's Notes"),
        ("Ada Quill", "Ada Quill’s Notes"),
    ],
)
def test_who_is_named_like_the_beginning_of_an_outlet_is_an_author(
    author: str, outlet: str
) -> None:
    assert without_outlet([author], outlet) == [author]


@pytest.mark.parametrize(
    ("title", "outlet"),
    [
        ("台風が沢村に上陸、橋が流される｜沢村新聞", "沢村新聞"),
        ("다리 붕괴로 두 명 부상ㅣ사와일보", "사와일보"),
        ("Most w Velmie zamknięty / kurierwelmy.pl", "kurierwelmy.pl"),
    ],
)
def test_an_outlet_behind_a_wide_bar_or_a_stroke_is_no_part_of_a_headline(
    title: str, outlet: str
) -> None:
    assert headline_of(title, [outlet]) == title.partition(outlet)[0].rstrip(" ｜ㅣ/")
