import re
from datetime import UTC, datetime
from time import process_time

import pytest

from summarizer.errors import NoArticle, TooLarge
from summarizer.sources.pages import LARGEST_PAGE, MOST_TAGS, read_page

BODY = """
<nav><a href="/">Home</a><a href="/n">News</a></nav>
<article><h1>Ferry service to resume on Monday</h1>
<p>The ferry between Norwick and Saltmarsh will run again from Monday after a break of six weeks,
the harbour board said.</p>
<p>Engineers replaced both engines and tested them for ten days. The board spent 2.4 million
crowns on the work.</p>
<p>A second vessel is to be built by 2027. Passengers will pay the same fares until then, the
board's chair, Lena Orvik, told reporters.</p>
"""
LINKED = (
    '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": '
    '"Ferry service to resume on Monday", "datePublished": "2025-03-04T08:15:00+02:00", "author": '
    '[{"@type": "Person", "name": "Ada Quill"}], "publisher": {"name": "Harbour Post"}%s}]}'
    "</script>"
)


def page(head: str = "", body: str = BODY) -> bytes:
    title = "<title>Ferry service to resume on Monday | Harbour Post</title>"
    return f"<html><head>{title}{head}</head><body>{body}</body></html>".encode()


def test_a_page_gives_its_article_and_what_it_declares() -> None:
    article = read_page(page(LINKED % ""), url="https://www.harbour.example/ferry")
    assert article.text.startswith("The ferry between Norwick")
    assert "Home" not in article.text
    assert article.title == "Ferry service to resume on Monday"
    assert article.published == datetime(2025, 3, 4, 6, 15, tzinfo=UTC)
    assert article.author == "Ada Quill"
    assert article.source == "Harbour Post"
    assert article.url == "https://www.harbour.example/ferry"
    assert article.complete


def test_what_a_page_offers_for_the_rest_of_its_article_is_no_text_of_it() -> None:
    offer = (
        "<p>You have read all of your free articles.</p>"
        "<p>Get full access to our reporting for one crown a week.</p>"
    )
    article = read_page(page(body=BODY.replace("</article>", "") + offer + "</article>"))
    assert not article.complete
    assert article.text.endswith("told reporters.")


@pytest.mark.parametrize("between", [r"\n\n", "</p><p>", ""], ids=["lines", "tags", "nothing"])
def test_a_text_that_only_the_linked_data_holds_keeps_its_paragraphs(between: str) -> None:
    told = [
        "A barge struck the bridge at Brekke in September, and cars went by Orsund for nine weeks.",
        "Since Friday they cross it again. The road office replaced sixty metres of the deck.",
        "Lorries over twenty tonnes wait until spring, when a fender around the pier is ready.",
    ]
    opened = "<p>" if "p" in between else ""
    body = f', "articleBody": "{opened}{between.join(told)}"'
    article = read_page(page(LINKED % body, "<div id='app'>Loading</div>"))
    assert article.text.split("\n") == told


def test_a_name_with_a_full_stop_within_is_the_end_of_no_paragraph() -> None:
    told = (
        "The shop Orsund.Com sold 3,500 boats. It told so in Brekke on Monday, and the county was "
        "glad, since it owns a share of the shop and needs the money for its quay."
    )
    read = read_page(page(LINKED % f', "articleBody": "{told}"', "<div id='app'>Loading</div>"))
    assert read.text == told


def test_the_published_minute_comes_from_meta_tags_where_there_is_no_linked_data() -> None:
    meta = '<meta property="article:published_time" content="2025-03-04T08:15:00Z">'
    assert read_page(page(meta)).published == datetime(2025, 3, 4, 8, 15, tzinfo=UTC)


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "utf-8"])
def test_what_a_page_declares_is_read_in_the_page_s_own_encoding(
    encoding: str, named: bool
) -> None:
    words = "Совет города решил построить новый мост через реку. Работы начнутся весной. "
    linked = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Новый мост", '
        '"author": {"name": "Иван Петров"}, "publisher": {"name": "Городская газета"}}</script>'
    )
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={encoding}">'
    body = f"<article><h1>Новый мост</h1><p>{words * 4}</p><p>{words * 3}</p></article>"
    html = f"<html><head>{meta if named else ''}{linked}</head><body>{body}</body></html>"
    article = read_page(html.encode(encoding), url="https://gazeta.example/most")
    assert (article.author, article.source) == ("Иван Петров", "Городская газета")


def test_a_picture_at_a_page_s_address_is_called_no_text() -> None:
    with pytest.raises(NoArticle, match="binary file"):
        read_page(b"\x89PNG\r\n\x1a\n" + bytes(200), url="https://x.example/front")


def test_a_letter_of_a_page_that_calls_itself_utf8_and_is_none_is_read_all_the_same() -> None:
    told = page('<meta charset="utf-8">').decode().replace("Lena Orvik", "Lena Ørvik")
    assert "Lena Ørvik" in read_page(told.encode("latin-1"), charset="utf-8").text


def test_a_live_page_is_called_by_its_own_headline_and_as_new_as_its_last_entry() -> None:
    linked = (
        '<script type="application/ld+json">{"@type": "LiveBlogPosting", "headline": "Storm over '
        'Tolnes: two are missing", "datePublished": "2026-11-26T06:00:00Z", "dateModified": '
        '"2026-11-27T09:40:00Z", "liveBlogUpdate": [{"@type": "BlogPosting", "headline": "Two '
        'found alive", "datePublished": "2026-11-27T09:40:00Z", "articleBody": "Both live."}]}'
        "</script>"
    )
    entries = (
        "<h2>Two found alive</h2><p>Both were found on an islet, the coast guard said.</p>" * 3
    )
    body = f"<article><h1>Storm over Tolnes: two are missing</h1>{entries}</article>"
    article = read_page(page(linked, body).replace(b"Ferry service to resume on", b"Live on"))
    assert article.title == "Storm over Tolnes: two are missing"
    assert article.published == datetime(2026, 11, 27, 9, 40, tzinfo=UTC)


def test_what_stands_above_the_first_long_paragraph_of_a_page_is_its_article() -> None:
    told = [
        "Ida Holm inspected ships for thirty years. We met her on the quay of Orsund on Friday.",
        "When did you first see the hull?",
        "I saw it in May. The plates on the north side of that hull were four millimetres thin, "
        "and I wrote that down.",
        "The county must look at the other two boats before Sunday, as they are older than this.",
    ]
    body = "<h1>Ida Holm on ferries</h1>" + "".join(f"<p>{line}</p>" for line in told)
    assert read_page(page(body=f"<article>{body}</article>")).text.split("\n")[-4:] == told


@pytest.mark.parametrize("written", ["0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z"])
def test_an_empty_field_s_date_is_not_when_a_page_appeared(written: str) -> None:
    linked = LINKED.replace("2025-03-04T08:15:00+02:00", written)
    meta = '<meta property="article:published_time" content="2025-03-04T08:15:00Z">'
    assert read_page(page(linked % "")).published is None
    found = read_page(page(linked % "" + meta))
    assert found.published == datetime(2025, 3, 4, 8, 15, tzinfo=UTC)


def test_linked_data_that_is_broken_costs_nothing_else() -> None:
    broken = '<script type="application/ld+json">{"datePublished": </script>'
    assert "ferry" in read_page(page(broken)).text


def test_a_page_that_never_closes_is_read_as_far_as_it_goes() -> None:
    data = page(LINKED % "")
    cut = data[: data.index(b"A second vessel") + 60]
    assert "Engineers replaced both engines" in read_page(cut).text


def test_a_page_that_is_not_free_and_short_is_a_preview() -> None:
    article = read_page(page(LINKED % ', "isAccessibleForFree": "False"'))
    assert not article.complete


def test_an_access_notice_on_the_page_marks_a_preview() -> None:
    notice = "<p>Already a subscriber? Log in to continue reading this article.</p>"
    article = read_page(page(body=BODY + notice))
    assert not article.complete
    assert "subscriber" not in article.text


@pytest.mark.parametrize(
    "data", [b"", b"   ", b"<html></html>", b"<html><body><p>Hi</p>", b"\x00\xff\xfe", b"<" * 5000]
)
def test_a_page_without_an_article_says_so(data: bytes) -> None:
    with pytest.raises(NoArticle) as caught:
        read_page(data, origin="page.html")
    assert caught.value.subject == "page.html"


def test_no_page_has_names_that_fill_a_screen() -> None:
    linked = LINKED.replace("Harbour Post", "Post " * 20_000).replace("Ada Quill", "Ada " * 20_000)
    title = page(linked % "").replace(b"Ferry service to resume on Monday", b"a-" * 50_000)
    article = read_page(title, url="https://www.harbour.example/ferry")
    assert (len(article.title), len(article.source or ""), len(article.author or "")) == (
        500,
        200,
        200,
    )


def test_a_page_over_the_limit_is_refused() -> None:
    with pytest.raises(TooLarge, match="over the limit"):
        read_page(b" " * (LARGEST_PAGE + 1))


POLISH = "Rada miasta w poniedziałek zagłosowała za budową mostu przez rzekę. Żółć i gęś płyną. "


@pytest.mark.parametrize("meta", ["", '<meta charset="iso-8859-2">'])
def test_a_page_is_read_in_the_encoding_that_its_server_or_itself_names(meta: str) -> None:
    html = page(meta, f"<article><p>{POLISH * 3}</p><p>{POLISH * 2}</p></article>").decode()
    named = None if meta else "ISO-8859-2"
    article = read_page(html.encode("iso-8859-2"), url="https://gazeta.example/a", charset=named)
    assert "poniedziałek zagłosowała" in article.text


@pytest.mark.parametrize("charset", ["iso-8859-1", "us-ascii", "nonsense", "hex", "utf-7"])
def test_a_server_that_names_a_wrong_encoding_by_default_is_not_believed(charset: str) -> None:
    body = f"<article><p>{POLISH * 3}</p><p>{POLISH * 2}</p></article>"
    article = read_page(page(body=body), charset=charset)
    assert "poniedziałek zagłosowała" in article.text
    meta = '<meta charset="iso-8859-2">'
    bytes_ = page(meta, body).decode().encode("iso-8859-2")
    assert "poniedziałek zagłosowała" in read_page(bytes_, charset=charset).text


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_mark_at_the_start_of_a_page_decides_its_encoding(encoding: str) -> None:
    html = page(body=f"<article><p>{POLISH * 3}</p><p>{POLISH * 2}</p></article>").decode()
    article = read_page(html.encode(encoding), charset="iso-8859-1")
    assert "poniedziałek zagłosowała" in article.text


@pytest.mark.parametrize(
    "more",
    [
        "<p>The last great flood, on 11 March 2011, took the old pier.</p>",
        "<p>Passengers have waited since the flood of 2011.</p>",
        "<footer>© 2019 Harbour Post</footer>",
        "<aside><p>Read also: Storm of May 8, 1995</p></aside>",
    ],
)
def test_a_date_of_which_a_page_speaks_is_not_when_it_appeared(more: str) -> None:
    assert read_page(page(body=BODY + more + "</article>")).published is None


@pytest.mark.parametrize(
    "dated",
    [
        "<time datetime='2025-03-04T08:15:00Z'>4 March</time>",
        "<span class='date'>March 4, 2025</span>",
        "<p>By Ada Quill</p><p>March 4, 2025</p>",
        "<p>Published on March 4, 2025</p>",
    ],
)
def test_a_date_that_a_page_puts_over_its_article_is_when_it_appeared(dated: str) -> None:
    body = BODY.replace("</h1>", f"</h1>{dated}") + "<p>The flood of 11 March 2011 is recalled.</p>"
    found = read_page(page(body=body)).published
    assert found is not None
    assert f"{found:%Y-%m-%d}" == "2025-03-04"


POINTER = '<p><a href="/b">Bridge over the Orla to close for a year</a></p>'


def told_around(*between: str) -> str:
    """Return the text of a page on a ferry with these between its paragraphs."""
    steps = ("first of May", "second week", "third crossing", "fourth pier")
    ferry = "<p>The ferry to Saltmarsh sailed again on the {}, and the board was glad of it.</p>"
    body = "".join(ferry.format(step) + more for step, more in zip(steps, between, strict=False))
    return read_page(
        f"<html><body><article><h1>Ferry</h1>{body}</article></body></html>".encode()
    ).text


def test_a_headline_of_another_article_between_the_paragraphs_is_left_out() -> None:
    assert "Bridge" not in told_around(POINTER, "", "", "")


def test_a_list_of_winners_keeps_those_to_whom_it_links() -> None:
    winners = "<p>The winners are:</p><ul><li><p><a href='/b'>Ida Holm, for “Salt”, of Velm</a></p>"
    assert "Ida Holm" in told_around("", "", "", f"{winners}</li><li>Arne Osk of Harwick</li></ul>")


@pytest.mark.parametrize(
    "between",
    [
        (POINTER.replace("a year", "a year, the board told us."), "", "", ""),
        (POINTER.replace("<p>", "<p>Board: "), "", "", ""),
        (POINTER, POINTER.replace("Orla", "Velm"), POINTER.replace("Orla", "Tarn"), ""),
    ],
)
def test_sentences_that_are_linked_and_round_ups_keep_their_links(between: tuple[str, ...]) -> None:
    assert "Bridge over the Orla to close" in told_around(*between)


def boxed(places: tuple[str, ...], link: str) -> str:
    row = "".join(
        f"<li><a href='{link}{n}'><img></a><div><h3><a href='{link}{n}'>{place} votes</a></h3>"
        f"<p>The council of {place} meets tonight to vote on the ferry's new fares.</p></div></li>"
        for n, place in enumerate(places)
    )
    return f"<ul>{row}</ul>"


LONG_BODY = BODY + "".join(
    f"<p>The board also named the crew of the {n} o'clock ferry, which sails in any weather but a "
    "storm, and asked the town to light the quay until the last of its passengers is ashore.</p>"
    for n in ("seven", "nine", "noon")
)


def test_boxes_that_lead_to_other_articles_are_not_told_as_this_one() -> None:
    more = page(body=LONG_BODY + boxed(("Velm", "Tarn", "Orla"), "/news/"))
    told = read_page(more, url="https://www.harbour.example/ferry").text
    assert "told reporters" in told
    assert "votes" not in told
    assert "meets tonight" not in told


@pytest.mark.parametrize(
    ("body", "link"),
    [
        (LONG_BODY, "https://elsewhere.example/"),
        (LONG_BODY, "/ferry#"),
        ("<p>Three councils vote this week on the fares of the ferry.</p>", "/news/"),
    ],
    ids=["what is recommended", "entries of a live page", "a round-up"],
)
def test_boxes_that_are_the_article_stay(body: str, link: str) -> None:
    listed = page(body=body + f"<article>{boxed(('Velm', 'Tarn', 'Orla'), link)}</article>")
    told = read_page(listed, url="https://www.harbour.example/ferry").text
    assert "The council of Tarn meets tonight" in told


def test_a_page_that_is_laid_out_in_tables_gives_its_paragraphs() -> None:
    text = (
        "The lighthouse at Velm went dark on Sunday after lightning struck its mast.<br><br>"
        "Two keepers climbed the tower with lamps and signalled by hand until the morning.<br><br>"
        "The harbour board sent an engineer, who found the cable burnt through\nin three places, "
        "and said that a new one would be laid by the end of the week."
    )
    menu = "".join(f"<a href='/{n}'>Section {n}</a><br>" for n in range(9))
    table = f"<table><tr><td>{menu}</td><td><table><tr><td>{text}</td></tr></table></td></tr>"
    told = read_page(page(body=f"{table}<tr><td>Log in</td></tr></table>")).text
    assert told.split("\n")[0].endswith("struck its mast.")
    assert "burnt through in three places" in told
    assert "Section" not in told


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (
            '<?xml version="1.0"?><opml version="2.0"><body/></opml>',
            "list of feeds.*sources import",
        ),
        (f'<?xml version="1.0"?><note><to>{"The ferry runs again. " * 20}</to></note>', "is XML"),
        (f'{{"text": "{"The ferry runs again. " * 20}"}}', "is JSON"),
    ],
)
def test_data_at_an_address_is_named_and_not_read_as_a_page(data: str, why: str) -> None:
    with pytest.raises(NoArticle, match=why):
        read_page(data.encode(), url="https://gazeta.example/data")


def test_a_page_in_strict_xml_is_read() -> None:
    prose = f"<p>{'The ferry between the two towns runs again. ' * 9}</p>"
    html = f'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body>{prose}</body></html>'
    assert "The ferry" in read_page(html.encode()).text


@pytest.mark.parametrize("root", ["urlset", "sitemapindex"])
def test_a_sitemap_is_named(root: str) -> None:
    xml = f"<?xml version='1.0' encoding='UTF-8'?>\n<{root}><url><loc>/a</loc></url></{root}>"
    with pytest.raises(NoArticle, match=r"is a sitemap.*its feed"):
        read_page(xml.encode(), url="https://gazeta.example/sitemap.xml")


def test_a_blog_s_source_lines_code_and_list_marks_are_not_the_text_s() -> None:
    body = """<article><h1>Ferry Planner 2.1</h1>
<p>The planner now starts on phones that were
built before 2015, as <code>old_phones</code> is set
by <a href="/x">default
at last</a>. It took the crew of Norwick eleven weeks to find out what was wrong with the start.</p>
<pre><code>planner --start now
error: no pier was found in the timetable of the ferry that sails today.</code></pre>
<p>The timetables of Sande and Orlavik were added:</p>
<ul><li>boats on Sundays and on the
holidays of the year</li><li><a href="/c">a1b2c3d4</a> - piers without a name</li></ul></article>"""
    text = read_page(page(body=body)).text
    assert (
        "phones that were built before 2015, as old_phones is set by default at last. It took"
        in text
    )
    assert "no pier was found" not in text
    assert "boats on Sundays and on the holidays of the year" in text.split("\n")
    assert "piers without a name" in text.split("\n")


def test_a_number_below_zero_keeps_its_sign_in_a_list() -> None:
    items = "<li>-5 degrees were measured in Harwick on Monday</li><li>+2 degrees in Velm</li>"
    told = "The cold of the week was told by the crews of the ferries, as follows. " * 4
    text = read_page(page(body=f"<article><p>{told}</p><ul>{items}</ul></article>")).text
    assert "-5 degrees were measured in Harwick on Monday" in text.split("\n")


def test_preformatted_text_is_the_article_where_there_is_no_other() -> None:
    letter = (
        "The ferry runs again on Monday, the board said.\nBuses will wait for every boat.\n" * 9
    )
    html = f"<html><body><pre class='code'>{letter}</pre></body></html>"
    assert "Buses will wait" in read_page(html.encode()).text


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", f"<p {' '.join(f'a{k}=b' for k in range(40_000))}>End.</p>"),
        ('<script type="application/ld+json">' * 30_000 + LINKED % "", ""),
        ("", "</article><table><td>" + "Ferries sail. " * 20 + "<tr><td>Two ferries left" * 7_000),
        ("", "</article>" + "<p>Two ferries left" * 6_000),
    ],
    ids=["attributes", "openings of scripts", "cells", "paragraphs"],
)
def test_a_page_made_to_hurt_is_read_in_seconds_and_whole(head: str, body: str) -> None:
    begun = process_time()
    article = read_page(page(head, BODY + body))
    assert "spent 2.4 million crowns" in article.text
    assert process_time() - begun < 5


def test_a_page_of_more_elements_than_a_page_has_is_refused_with_its_reason() -> None:
    with pytest.raises(TooLarge, match="more than 50000 elements"):
        read_page(page(body=BODY + "<p>a" * MOST_TAGS))


@pytest.mark.parametrize("around", ["<script>%s</script>", "<style>%s</style>", "<!-- %s -->"])
def test_what_only_looks_like_a_tag_of_many_attributes_takes_nothing_of_the_page(
    around: str,
) -> None:
    code = "for (i = 0; i <n; i = i + 1) { " + "total = total + i; " * 300 + "}"
    article = read_page(page(body=around % code + BODY))
    assert "spent 2.4 million crowns" in article.text
    assert "total" not in article.text


@pytest.mark.parametrize("around", ["<script>%s</script>", "<style>%s</style>", "<!-- %s -->"])
@pytest.mark.parametrize("mark", ['"', "'"])
def test_a_quotation_that_code_never_closes_takes_nothing_of_the_page(
    around: str, mark: str
) -> None:
    told = " ".join(f"On day {n} the crew tested the engines of ferry {n}." for n in range(60))
    body = f"<article><p>The board said {mark}we sail{mark} again. {told}</p></article>"
    article = read_page(page(body=around % f"x <y; z={mark}open" + body))
    assert "the engines of ferry 59." in article.text


PLAYER = """<div class="video-js vjs-paused"><p>Video player is loading for all the viewers.</p>
<div><span>Current time of the film</span></div><p>This is a modal window that can be closed by
the Escape key.</p><ul><li>Captions of the film are off, selected</li></ul></div>"""


def test_what_a_player_s_buttons_say_is_not_the_page_s_text() -> None:
    article = read_page(page(body=BODY.replace("<p>Engineers", PLAYER + "<p>Engineers")))
    assert "spent 2.4 million crowns" in article.text
    assert not re.search("modal|selected|loading", article.text)
    with pytest.raises(NoArticle):
        read_page(page(body=f"<article>{PLAYER}</article>"))


def test_an_article_in_short_paragraphs_that_is_named_for_its_film_is_read() -> None:
    said = "".join(
        f"<p>Engine {n} was tested for ten days by the crew of ferry {n}.</p>" for n in range(9)
    )
    film = f"<article class='has-video-player'>{said}</article>"
    assert "engine 8 was tested" in read_page(page(body=film)).text.lower()


@pytest.mark.parametrize(
    "how", ["style='display:none'", "style='color:red;visibility: hidden'", "hidden"]
)
def test_what_a_page_hides_is_not_its_text(how: str) -> None:
    note = f"<div {how}><p>We see that you block what pays for the work of our crew.</p></div>"
    assert "pays for" not in read_page(page(body=BODY + note)).text


@pytest.mark.parametrize("how", ["style='display:none'", "hidden"])
def test_an_article_that_a_script_shows_later_is_read(how: str) -> None:
    body = BODY.replace("<article>", f"<article {how}>")
    assert "spent 2.4 million crowns" in read_page(page(body=body)).text
