"""Messages within every limit, and nothing in them that an article could misuse."""

from __future__ import annotations

import html
import json
import os
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from news import ARTICLES, BAKERY_STORY, DIGEST, FERRY_STORY, digest_of, story
from standin.checker import check_message, check_request

from bot.delivery.arrange import arrange, dated, with_late_line
from bot.delivery.marks import marked
from bot.delivery.plainer import message_of, plainer, plainer_answers
from bot.format import limits
from bot.format.cards import (
    Keys,
    brief_pages,
    digest_pages,
    evidence_pages,
    sources_pages,
    stories_pages,
    timeline_block,
    with_mark,
    with_pager,
)
from bot.format.limits import size
from bot.format.page import Line, Page, note, to_embed_message, to_message
from bot.format.preview import inline_html, preview_html, preview_text
from bot.format.safe import clusters, fit, link, plain, safe_url
from summarizer.domain import Article, Brief, Citation, Digest, Point, Story, Topic

HOSTILE = [
    "@everyone look, @here too",
    "<@123456789012345678> <@&123456789012345678> <#123456789012345678> </ban:1> <id:customize>",
    "[Claim your prize](https://evil.example)",
    "\\[x](https://evil.example)",
    "# BIG\n## second line",
    "-# small\n>>> quote all",
    "```\nunclosed fence",
    "<t:0:R> <:x:123456789012345678> <a:y:123456789012345678>",
    "discord.gg/free-stuff and Discord.GG/x and discord.com/invite/free and https://evil.example/x",
    "\u202eright to left\u202c \u2066isolated\u2069",
    "zero\u200bwidth\u2060word\ufeff",
    "\U000e0049\U000e0067 tag letters",
    "1. not a list\n2. really",
    "___a___ * b * _c_ ~~d~~ ||e|| `f` **g**",
    "\x00\x01\x1b[31mred",
    "<script>alert(1)</script> &lt;b&gt;",
    "{token} %s {0.__class__}",
    '"]}},{"embeds":[]',
    "<https://evil.example>",
    "- item\n+ item\n* item",
    "http://a.example:80/[x](y)",
    "ends with a backslash \\",
]
MESSY = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from("*_~|`<>[]()@#-+.:/\\ \n👩‍👩‍👧🇩🇪é\u0301\u200d\u202e"),
    ),
    max_size=400,
)
TAG = re.compile(r"<[^>]+>")


def visible(markdown: str) -> str:
    """What a reader sees of one line of Markdown."""
    return html.unescape(TAG.sub("", inline_html(markdown)))


def markup(markdown: str) -> list[str]:
    """The tags that Discord's rules would make of it."""
    return TAG.findall(inline_html(markdown))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_plain_text_in_one_line(text: str) -> None:
    shown = fit(text, 1000)
    assert "\n" not in shown
    assert markup(shown) == []
    assert visible(shown) == plain(text)
    assert not re.match(r"#{1,3} |-# |>{1,3} |[-*+] |\d+[.)] ", shown)
    assert not re.search(r"discord(\.gg|\.com/invite)/", shown, re.IGNORECASE), "no invitation"


@settings(max_examples=400, deadline=None)
@given(MESSY)
def test_any_text_is_shown_as_it_is(text: str) -> None:
    shown = fit(text, 10_000)
    assert visible(shown) == plain(text)
    assert markup(shown) == []


@settings(max_examples=300, deadline=None)
@given(MESSY, st.integers(2, 120))
def test_a_cut_text_fits_and_never_ends_in_half_an_escape_or_character(
    text: str, limit: int
) -> None:
    shown = fit(text, limit)
    assert size(shown) <= limit
    assert markup(shown) == []
    pieces = list(clusters(plain(text)))
    kept = visible(shown).removesuffix("…")
    assert any("".join(pieces[:count]).startswith(kept) for count in range(len(pieces) + 1))


@settings(max_examples=200, deadline=None)
@given(MESSY)
def test_plain_text_is_stable_and_holds_nothing_invisible(text: str) -> None:
    once = plain(text)
    assert plain(once) == once
    assert not re.search(
        "[\u200b-\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]", once
    )


def test_an_emoji_family_a_flag_and_accents_survive() -> None:
    text = "👩‍👩‍👧 🇩🇪 Việt Nam naïve"
    assert plain(text) == text
    assert list(clusters("👩‍👩‍👧🇩🇪é")) == ["👩‍👩‍👧", "🇩🇪", "é"]


@pytest.mark.parametrize("text", ["می\u200cخواهم", "ක\u0dca\u200dෂ", "❤️\u200d🔥"])
def test_joiners_that_writing_needs_survive_and_hidden_ones_go(text: str) -> None:
    assert plain(text) == text
    assert "".join(clusters(text)) == text
    assert plain("pay\u200dpal\u200c") == "paypal"


def test_heaped_accents_are_thinned() -> None:
    assert len(plain("Z" + "\u0351" * 50)) <= 4


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "file:///etc/passwd", "ftp://a.example/x", "https://", "", None,
     "https://[bad", "data:text/html,x", "https://a.example/" + "x" * 500, "//a.example/x"],
)  # fmt: skip
def test_what_is_no_web_address_is_no_link(url: str | None) -> None:
    assert safe_url(url) is None
    assert link("Courier", url) == "Courier"


def test_a_link_cannot_break_out_of_its_brackets_or_carry_credentials() -> None:
    made = safe_url("https://user:pass@news.example/a(b)c<d>\n e?q=(1)#frag")
    assert made == "https://news.example/a%28b%29c%3Cd%3E%20e?q=%281%29"


def test_a_label_cannot_pretend_to_be_another_address() -> None:
    assert (
        link("https://courier.example", "https://evil.example/x")
        == "[evil.example](https://evil.example/x)"
    )
    assert (
        link("courier.example", "https://evil.example/x")
        == "[evil.example](https://evil.example/x)"
    )
    assert (
        link("The Courier", "https://courier.example/x")
        == "[The Courier](https://courier.example/x)"
    )
    shown = link("a](https://evil.example) [b", "https://courier.example/x")
    assert re.findall(r'href="([^"]+)"', inline_html(shown)) == ["https://courier.example/x"]


def everything(pages: list[Page]) -> list[dict]:
    """The pages in both forms, with pager and mark."""
    keys = Keys("0123456789ab", "{nonce}")
    made = []
    for index, page in enumerate(pages):
        paged = with_pager(page, keys, index, len(pages))
        marked = with_mark(page, keys, index, len(pages))
        made += [
            to_message(paged, role=4242),
            to_message(marked, role=4242),
            to_embed_message(marked),
        ]
    return made


def problems(payload: dict) -> list[str]:
    return check_request("POST", "/channels/1/messages", payload)


CHUNK = st.text(st.sampled_from("ab cd. *_[]()<@>é👩‍👧🇩🇪漢"), min_size=1, max_size=12)


@st.composite
def long_text(draw: st.DrawFn) -> str:
    """A text of up to 7,000 characters, quickly drawn."""
    return draw(CHUNK) * draw(st.sampled_from([1, 3, 30, 200, 600]))


@st.composite
def any_digest(draw: st.DrawFn) -> Digest:
    """A digest with up to thirty stories of hostile lengths and texts."""
    stories = []
    title, source = draw(long_text()), draw(long_text())
    url = draw(st.sampled_from(["https://a.example/" + "y" * 300, "javascript:x", None]))
    for index in range(draw(st.sampled_from([0, 1, 3, 8, 26]))):
        text = "x" + draw(long_text())
        item = Article(text=text, title=title, source=source, url=url, id=f"article-{index}")
        end = draw(st.integers(1, len(text)))
        citation = Citation.at(item, 0, end)
        points = (Point(citation.quote, (citation,)),) * draw(st.integers(0, 4))
        brief = Brief(title, points, (item,), None, "fake")
        stories.append(Story(f"story-{index}", title, (item,), brief=brief))
    articles = tuple(item for one in stories for item in one.articles)
    topics = tuple(
        Topic(title, one.brief.points, one.brief.points[0].articles, note=source)
        for one in stories
        if one.brief and one.brief.points
    )
    return replace(
        DIGEST,
        title=title,
        stories=tuple(stories),
        topics=topics,
        articles=articles,
        lead=topics[0].points[:2] if topics else (),
        notices=(source,) * draw(st.integers(0, 9)),
    )


@settings(max_examples=12, deadline=None)
@given(any_digest())
def test_a_digest_of_any_shape_is_within_every_limit(digest) -> None:
    keys = Keys("0123456789ab")
    pages = digest_pages(digest, keys) + sources_pages(digest)
    for one in digest.stories:
        if one.brief:
            pages += brief_pages(one.brief, keys, story=one)
    if digest.stories:
        pages += stories_pages(digest.stories, keys)
    points = list(digest.points())
    pages += evidence_pages(points[:10], digest.articles)
    for index, payload in enumerate(everything(pages)):
        assert (problems(payload) if index < 12 else check_message(payload)) == []
        assert json.dumps(payload)


MODES = ["channel", "thread", "forum", "announcement", "dm"]
WHOLE_LINK = re.compile(r"\[(?:\\.|[^\[\]\\])+\]\(https?://[^\s()]+\)")


@settings(max_examples=12, deadline=None)
@given(any_digest(), st.sampled_from(MODES))
def test_a_plainer_form_loses_no_line_and_is_within_every_limit(digest: Digest, mode) -> None:
    pages = [
        with_mark(page, Keys("", "{nonce}"), 0, 1)
        for page in digest_pages(digest, Keys("0123456789ab", "{nonce}"))
    ]
    made = arrange(mode, pages, short=replace(note("short"), name="Briefing"), role=4242)
    parts = tuple(marked(part, index, f"ro{index:016}") for index, part in enumerate(made))
    lines = [line for page in pages for line in page.text.split("\n")]
    at = 0
    while at < len(parts):
        simpler = plainer(parts, at)
        at += simpler is None
        parts = simpler or parts
        message = message_of(parts[min(at, len(parts) - 1)])
        assert message is None or simpler is None or size(message["content"]) <= limits.CONTENT
    messages = [message for part in parts if (message := message_of(part))]
    assert all(problems(message) == [] for message in messages[:4])
    assert sum("4242" in str(message) for message in messages) == 1, "one call for the role"
    said = "\n".join(str(message["content"]) for message in messages).split("\n")
    for line in lines:
        label = WHOLE_LINK.sub(lambda match: match[0][1 : match[0].index("](")], line)
        assert label in said
    sent = [part.nonce for part in parts if part.kind in ("message", "forum")]
    assert len(sent) == len(set(sent))
    out = [part.part for part in parts if part.kind == "message"]
    shown = [part.payload["of"] for part in parts if part.kind == "publish"]
    assert shown == (out if mode == "announcement" else [])


def test_a_digest_shows_lead_stories_points_numbered_sources_topics_and_footer() -> None:
    [page] = digest_pages(DIGEST, Keys("abc"), title="Morning briefing")
    text = page.text
    assert text.startswith("## Morning briefing\n")
    assert "### 1. Council buys two electric ferries" in text
    assert (
        "\nThe harbour council of Marrowby voted on Tuesday to buy two electric ferries. [1]"
        in text
    )
    assert "- The boats will cost 41 million crowns and replace diesel ones from 1987. [1]" in text
    assert "[2] [Island Wire](https://wire.example/news/wire-1)" in text
    assert "### Across the stories\n**Prices** · 2 articles" in text
    assert "3 articles from 3 outlets · 1 left out · fake-model" in text
    assert text.index("Council buys") < text.index("Bread from acorns") < text.index("Across")


def test_an_empty_digest_offers_no_other_length() -> None:
    assert labels_of(digest_pages(digest_of(()), Keys("abc"))[-1]) == ["Sources"]
    assert "Shorter" in labels_of(digest_pages(DIGEST, Keys("abc"))[-1])


def labels_of(page: Page) -> list[str]:
    return [button.label for row in page.rows if isinstance(row, tuple) for button in row]


def test_a_long_digest_is_split_between_points_and_loses_none() -> None:
    words = "Sentence number {} tells that the tide at Marrowby was higher than the year before"
    many = tuple(
        story(
            (
                Article(
                    text=". ".join(words.format(f"{n}-{k}") for k in range(12)) + ".",
                    title=f"Tide report {n}",
                    id=f"tide-{n}",
                    url=f"https://tide.example/{n}",
                    source="Tide",
                ),
            ),
            f"tide-{n}",
        )
        for n in range(40)
    )
    digest = digest_of(many)
    pages = digest_pages(digest, Keys("abc"))
    assert len(pages) > 2
    text = "\n".join(page.text for page in pages)
    for one in many:
        assert one.brief
        for point in one.brief.points:
            assert visible(text).count(plain(point.text)) >= 1
    for page in pages:
        first = next(line for line in page.lines if line.text)
        assert first.kind != "small" and page.lines[-1].kind != "head"


def test_a_story_has_its_timeline() -> None:
    assert FERRY_STORY.brief
    text = "\n".join(page.text for page in brief_pages(FERRY_STORY.brief, story=FERRY_STORY))
    assert "### Timeline" in text
    assert text.index("Courier: Council buys") < text.index("Island Wire: Electric ferries")


def test_stories_of_different_weeks_say_their_day_in_each_readers_own_zone() -> None:
    late = datetime(2024, 8, 10, 22, 30, tzinfo=UTC)  # the 11th in Berlin
    old = replace(BAKERY_STORY, first_seen=late, last_seen=late + timedelta(hours=1))
    shown = digest_pages(digest_of((FERRY_STORY, old)))[0].text
    assert f"-# <t:{int((late + timedelta(hours=1)).timestamp())}:D>" in shown
    known = replace(BAKERY_STORY, first_seen=None, last_seen=None)
    assert "-# undated" in digest_pages(digest_of((FERRY_STORY, known)))[0].text


def test_a_story_that_is_opinion_alone_is_named_so() -> None:
    opinion = story(tuple(replace(one, source="Herald (Opinion)") for one in BAKERY_STORY.articles))
    shown = digest_pages(digest_of((FERRY_STORY, replace(opinion, id="opinion"))))[0].text
    assert "2. Opinion · " in shown
    assert "1. Opinion · " not in shown


def test_an_article_of_which_only_the_day_is_known_has_that_day_everywhere() -> None:
    day = datetime(2024, 8, 28, tzinfo=UTC)  # a time of that would be the 27th in New York
    article = replace(ARTICLES[0], published=day)
    made = story((article, ARTICLES[1]))
    timeline = "\n".join(line.text for line in timeline_block(made, {}))
    assert "- 28 August 2024 · The Marrowby Courier" in timeline
    assert "· 28 August 2024:" in sources_pages(digest_of((made,)))[0].text
    listed = stories_pages((story((article,)),), Keys())[0].text
    assert listed.endswith("The Marrowby Courier · 28 August 2024")  # not "6 hours ago"


def test_a_reader_is_told_of_which_article_only_a_preview_could_be_read() -> None:
    cut = replace(ARTICLES[0], complete=False)
    alone, both = story((cut,)), story((ARTICLES[1], cut))
    assert alone.brief and both.brief and FERRY_STORY.brief
    assert "-# Only a preview of the article could be read" in brief_pages(alone.brief)[0].text
    assert "-# Only a preview of [2] could be read" in brief_pages(both.brief)[0].text
    assert "preview" not in brief_pages(FERRY_STORY.brief)[0].text
    assert " · preview only: Council buys" in sources_pages(digest_of((both,)))[0].text


def test_a_point_that_hundreds_of_articles_bear_out_keeps_its_words() -> None:
    articles = [Article(text=f"The bridge is open. {n} cars.") for n in range(300)]
    cited = tuple(Citation.at(article, 0, 19) for article in articles)
    point = Point("The bridge is open.", cited, "verbatim")
    brief = Brief("Bridge", (point,), tuple(articles), 50, "tiny")
    assert "- The bridge is open. [1–300]" in brief_pages(brief)[0].text


def test_of_a_long_story_behind_a_paywall_the_numbers_are_no_wall() -> None:
    told = "The bridge is open."
    articles = tuple(Article(text=told, id=f"{n}", complete=n == 0) for n in range(100))
    point = Point(told, (Citation.at(articles[0], 0, len(told)),), "verbatim")
    brief = Brief("Bridge", (point,), articles[:1], 50, "tiny")
    shown = brief_pages(brief, story=Story("bridge", "Bridge", articles))[0].text
    assert "Only a preview of [2–100] could be read" in shown


def test_an_article_without_title_or_address_still_has_a_heading() -> None:
    bare = story((Article(text="A text without any title. It goes on.", id="bare"),))
    text = digest_pages(digest_of((bare,)))[0].text
    assert "### 1. Untitled" in text
    assert "unnamed source" in text


def test_sources_name_what_was_left_out_and_why() -> None:
    text = sources_pages(DIGEST)[0].text
    assert "### Left out\n- notes.txt: it contains no article" in text


def test_the_evidence_of_a_point_is_the_articles_own_words() -> None:
    assert FERRY_STORY.brief
    text = evidence_pages(FERRY_STORY.brief.points[:1], ARTICLES)[0].text
    assert "> The harbour council of Marrowby voted on Tuesday to buy two electric ferries." in text
    assert "[1] [The Marrowby Courier](https://courier.example/news/courier-3)" in text


@pytest.mark.parametrize("mode", MODES)
def test_every_mode_of_delivery_makes_parts_that_discord_takes(mode: str) -> None:
    keys = Keys("abc", "{nonce}")
    pages = [with_mark(page, keys, 0, 1) for page in digest_pages(DIGEST, keys)]
    short = with_mark(
        replace(note("Two stories today"), name="Briefing"), Keys("abcd", "{nonce}"), 0, 1
    )
    parts = arrange(mode, pages * 2, short=short, role=5)  # type: ignore[arg-type]
    paths = {
        "message": "/channels/1/messages",
        "forum": "/channels/1/threads",
        "thread": "/channels/1/messages/2/threads",
    }
    for part in parts:
        if part.kind != "publish":
            assert check_request("POST", paths[part.kind], part.payload) == []
    assert [part.part for part in parts] == list(range(len(parts)))


@pytest.mark.parametrize("mode", MODES)
def test_a_briefing_that_comes_late_says_so_once_in_every_form_of_it(mode: str) -> None:
    keys = Keys("abc", "{nonce}")
    pages = [with_mark(page, keys, 0, 1) for page in digest_pages(DIGEST, keys)]
    short = with_mark(replace(note("Today"), name="Briefing"), keys, 0, 1)
    made = arrange(mode, pages, short=short)  # type: ignore[arg-type]
    line = "-# Late: it was due <t:1724832000:f>"
    kept = tuple(marked(part, part.part, "ro0") for part in with_late_line(made, line))
    assert dated(kept[0], late=False) == marked(made[0], 0, "ro0")
    while kept:
        *_, message = filter(None, [message_of(dated(kept[0], late=True))])
        assert check_message(message) == [] and str(message).count(line) == 1
        assert "late" not in message
        kept = plainer(kept, 0) or ()


@pytest.mark.parametrize("mode", MODES)
def test_in_a_plain_text_too_the_line_of_a_late_briefing_stands_below_its_title(mode: str) -> None:
    pages = digest_pages(DIGEST, Keys("abc", "{nonce}"))
    made = with_late_line(arrange(mode, pages, short=pages[0], role=7), "-# Late")  # type: ignore[arg-type]
    plain = plainer([marked(part, part.part, "ro0") for part in made], 0)
    message = message_of(dated(plain[0], late=True)) if plain else None
    assert message is not None
    assert message["content"].startswith(f"<@&7>\n{pages[0].lines[0].text}\n-# Late\n")


def test_followers_of_an_announcement_see_the_briefing_without_components() -> None:
    parts = arrange("announcement", digest_pages(DIGEST), short=note(""))
    assert "Council buys" in parts[0].payload["embeds"][0]["description"]


def test_the_preview_page_shows_links_and_runs_no_script() -> None:
    bad = replace(ARTICLES[0], title="<script>alert(1)</script>", id="bad")
    page = preview_html(digest_pages(digest_of((story((bad,)),))), "<b>")
    assert "<script>" not in page and "<b>" not in page
    assert 'href="https://courier.example/news/courier-3"' in page


@pytest.mark.parametrize("boxed", [True, False])
def test_an_answer_too_long_for_one_text_is_cut_between_its_lines(boxed: bool) -> None:
    page = Page(tuple(Line(f"- point {number} " + "x" * 150) for number in range(20)))
    *_, last = plainer_answers(to_message(page), "Something is missing.", boxed=boxed)
    text = last["components"][0]["content"] if boxed else last["content"]
    assert check_message(last) == [] and 1_700 < size(text) <= limits.CONTENT
    assert text.endswith("x\n…\n-# Something is missing.")


def test_on_the_preview_page_no_number_of_a_source_stands_on_a_line_alone() -> None:
    page = preview_html(digest_pages(DIGEST), "Preview")
    assert re.search(r"\.\u00a0\[1\]", page), "a point keeps its number"
    assert re.search(r"<small>\[1\]\u00a0<a ", page), "a number keeps its outlet"


def test_the_preview_in_the_terminal_is_plain_text() -> None:
    text = preview_text(digest_pages(DIGEST, Keys("abc")))
    assert "Council buys two electric ferries" in text
    assert "Island Wire (https://wire.example/news/wire-1)" in text
    assert "**" not in text and "<t:" not in text
    assert "[ More on a story… ▾ ]" in text


def test_every_hostile_text_of_the_development_data_is_harmless() -> None:
    folder = os.environ.get("READOUT_DEV_DATA")
    if not folder:
        pytest.skip("READOUT_DEV_DATA is not set: no development data here")
    lines = (Path(folder) / "bad-inputs" / "bad_inputs.jsonl").read_text().splitlines()
    rows = map(json.loads, lines)
    texts = [
        row["payload"] for row in rows if row.get("kind") == "discord-text" and "payload" in row
    ]
    for text in texts:
        shown = fit(text, 500)
        assert markup(shown) == [] and "\n" not in shown and size(shown) <= 500


def test_a_story_right_under_the_lead_does_not_repeat_it() -> None:
    first = DIGEST.stories[0].brief
    assert first and DIGEST.lead == first.points[:1]
    text = digest_pages(DIGEST)[0].text
    assert text.count(first.points[0].text) == 1
    assert all(point.text in text for point in first.points[1:])
    alone = replace(first, points=first.points[:1])
    short = replace(DIGEST, stories=(replace(DIGEST.stories[0], brief=alone),), topics=())
    assert digest_pages(short)[0].text.count(first.points[0].text) == 2, "no story is empty"


def test_below_the_stories_a_topic_tells_only_what_they_have_not_told() -> None:
    new, told = DIGEST.topics[0].points
    text = digest_pages(DIGEST)[0].text
    assert text.count(new.text) == text.count(told.text) == 1
    again = replace(DIGEST.topics[0], points=(told,))
    assert "Across the stories" not in digest_pages(replace(DIGEST, topics=(again,)))[0].text


def test_who_asked_for_a_topic_reads_the_answer_before_the_stories() -> None:
    asked = replace(DIGEST, query="prices")
    text = "\n".join(page.text for page in digest_pages(asked))
    assert text.index("**Prices**") < text.index("### 1. Council buys")
    assert "Across the stories" not in text
    many = replace(asked.topics[0], points=DIGEST.topics[0].points * 2)
    whole = digest_pages(replace(asked, topics=(many,)))[0].text
    assert whole.split("### 1.")[0].count("\n- ") == len(many.points)


def test_below_the_answer_to_a_topic_no_story_says_the_same_again() -> None:
    first = DIGEST.stories[0]
    answer = replace(DIGEST.topics[0], points=first.points[:1])
    text = digest_pages(replace(DIGEST, query="prices", topics=(answer,)))[0].text
    assert text.count(first.points[0].text) == 1
    assert all(point.text in text for point in first.points[1:])
    answer = replace(answer, points=first.points)
    text = digest_pages(replace(DIGEST, query="prices", topics=(answer,)))[0].text
    assert text.count("Covered above.") == text.count(first.points[0].text) == 1


def test_a_list_numbers_no_source_that_it_does_not_show_and_names_no_nobody() -> None:
    keys = Keys("0123456789ab")
    lone = story((ARTICLES[2],), "story-2")
    shown = preview_text(stories_pages((FERRY_STORY, lone), keys))
    assert "[1]" not in shown.split(lone.title)[1]
    nobody = replace(ARTICLES[2], source="", url=None)
    shown = preview_text(stories_pages((story((nobody,), "story-3"),), keys))
    assert "unnamed" not in shown
    assert "1 article" in shown
