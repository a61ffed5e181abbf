"""A digest on the terminal and as plain text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from summarizer.domain import Article, Brief, Citation, Coverage, Digest, Dropped, Point, Topic
from summarizer.render import FORMATS, render_brief, render_briefs, render_digest, render_stories
from summarizer.render.layout import cells
from summarizer.told import fresh_points, shown_points, stories_telling
from tests.summarizer.render.conftest import cite

HOSTILE = "\x1b]0;pwned\x07Calm\x1b[31m\u202e title\x00"


def flat(text: str) -> str:
    return " ".join(text.split())


def test_a_digest_shows_its_parts_in_order(digest: Digest) -> None:
    text = render_digest(digest, "text")
    parts = ["News digest", "5 to 7 March 2029", "STORIES", "TOPICS", "SOURCES", "COVERAGE"]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert text.rstrip().endswith("Readout 9.9.9, with tiny-encoder")


def test_every_point_carries_its_numbers(digest: Digest) -> None:
    text = flat(render_digest(digest, "text"))
    assert "once the ground survey is finished. [1][2]" in text
    assert "the grid operator said. [4]" in text


def test_numbers_lead_to_the_sources_list(digest: Digest) -> None:
    text = render_digest(digest, "text")
    body, sources = text.split("SOURCES\n")
    listed = set(re.findall(r"^\[(\d+)\]", sources, re.MULTILINE))
    assert set(re.findall(r"\[(\d+)\]", body)) <= listed
    assert "[1] Council votes to replace harbour ferry with a bridge" in sources
    assert "https://herald.example/2031/bridge?a=1&b=2" in sources
    assert "articles/storm.txt" in sources


def test_a_source_tells_what_to_beware_of(digest: Digest) -> None:
    text = render_digest(digest, "text")
    assert "Northern Wire · 6 March 2029 · preview only" in text
    assert "title made from its text" in text


def test_a_story_credits_who_tells_and_who_copies_it(digest: Digest) -> None:
    text = render_digest(digest, "text")
    assert "Reported by: Varnholm Herald [1], Northern Wire [2]" in text
    assert "Copied by: Coast Gazette [3] (from [2])" in text


def test_a_point_of_many_articles_is_followed_by_no_wall_of_numbers() -> None:
    articles = [Article(text=f"The bridge is open. It was a day of {n} cars.") for n in range(150)]
    sources = [cite(article, "The bridge is open.") for article in (articles[4], *articles)]
    point = Point("The bridge is open.", tuple(sources), "verbatim")
    text = render_brief(Brief("Bridge", (point,), tuple(articles), 50, "tiny"), "text")
    assert "The bridge is open. [5][1][2][3][4][6–150]" in text


def test_a_story_that_moved_on_says_so(digest: Digest) -> None:
    assert "Storm cuts power along the Eider coast (updated)" in render_digest(digest, "text")
    for name in ("text", "markdown", "html", "rss"):
        shown = render_digest(digest, name)  # type: ignore[arg-type]
        assert "Changed: homes without power: was 18,000, now 31,000" in shown, name


def test_stories_far_apart_say_when_they_were(digest: Digest) -> None:
    first, *others = digest.stories
    old = replace(
        first,
        first_seen=datetime(2028, 6, 17, tzinfo=UTC),
        last_seen=datetime(2028, 6, 18, tzinfo=UTC),
    )
    apart = replace(digest, stories=(old, *others))
    for name in ("text", "markdown", "html"):
        assert "17 to 18 June 2028" in render_digest(apart, name)  # type: ignore[arg-type]
        assert "June" not in render_digest(digest, name)  # type: ignore[arg-type]


def test_a_topic_says_how_many_articles_speak_of_it_and_where_they_differ(digest: Digest) -> None:
    text = render_digest(digest, "text")
    assert "Price of the bridge · 3 of 4 articles" in text
    assert "Outlets differ: 84 million crowns, 120 million crowns" in text


def test_a_note_that_only_repeats_the_count_is_left_out(digest: Digest) -> None:
    topic = replace(digest.topics[0], note="3 of 4 articles")
    text = render_digest(replace(digest, topics=(topic,)), "text")
    assert text.count("3 of 4 articles") == 1


@pytest.mark.parametrize("name", ["text", "markdown", "html"])
def test_who_asked_for_a_topic_reads_its_answer_before_the_stories(
    digest: Digest, name: str
) -> None:
    topic = replace(digest.topics[0], note="3 of 9 articles")
    asked = replace(digest, query="price of the bridge", topics=(topic,))
    text = render_digest(asked, name)  # type: ignore[arg-type]
    assert text.count("3 of 9 articles") == 1
    assert text.index("3 of 9 articles") < text.index("Reported by")


def test_the_ledger_names_what_was_left_out_and_why(digest: Digest) -> None:
    text = render_digest(digest, "text")
    assert "6 articles read, 4 used, 2 left out." in text
    assert "• Left out: articles/empty.txt: the file is empty" in text
    assert "• Note: Northern Wire: preview only" in text


def test_a_long_ledger_is_grouped_and_explain_shows_it_whole(digest: Digest) -> None:
    dropped = tuple(Dropped(f"copy{n}.txt", "the same article as a.txt") for n in range(1000))
    large = replace(digest, coverage=Coverage(read=1004, used=4, dropped=dropped))
    assert "copy0.txt, copy1.txt, copy2.txt and 997 more: the same" in flat(
        render_digest(large, "text")
    )
    assert render_digest(large, "text", explain=True).count("Left out:") == 1000


def test_explain_shows_ranks_and_places(digest: Digest) -> None:
    text = flat(render_digest(digest, "text", explain=True))
    assert "rank 1.44 = coverage 2.00 (3 outlets) × recency 0.90" in text
    assert "[1] characters 0-110, shortened, no word added" in text
    assert "says the same" in text
    plain = render_digest(digest, "text")
    assert "characters" not in plain
    assert "recency" not in plain


@pytest.mark.parametrize("width", [40, 60, 80, 100])
@pytest.mark.parametrize("explain", [False, True])
def test_lines_fit_the_width(digest: Digest, width: int, explain: bool) -> None:
    for line in render_digest(digest, "text", width=width, explain=explain).splitlines():
        assert cells(line) <= width or "://" in line


def test_colour_adds_nothing_but_escapes(digest: Digest) -> None:
    coloured = render_digest(digest, "terminal", colour=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == render_digest(digest, "text")
    assert render_digest(digest, "terminal") == render_digest(digest, "text")


def test_foreign_text_cannot_steer_the_terminal(digest: Digest, storm: Article) -> None:
    hostile = replace(storm, title=HOSTILE, source=HOSTILE, author=HOSTILE, origin=HOSTILE)
    story = replace(digest.stories[1], title=HOSTILE, articles=(hostile,))
    topic = replace(digest.topics[0], label=HOSTILE, note=HOSTILE)
    bad = replace(
        digest,
        title=HOSTILE,
        query=HOSTILE,
        stories=(story, digest.stories[0]),
        topics=(topic,),
        articles=(*digest.articles[:3], hostile),
        coverage=Coverage(read=1, used=0, dropped=(Dropped(HOSTILE, HOSTILE),)),
        model=HOSTILE,
        version=HOSTILE,
        notices=(HOSTILE,),
    )
    for name in ("terminal", "text", "markdown", "html", "rss"):
        text = render_digest(bad, name, explain=True)
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text), name
        assert "pwned" not in text
    data = render_digest(bad, "json")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", data)


def test_a_digest_without_stories_still_accounts_for_everything(digest: Digest) -> None:
    empty = replace(
        digest,
        lead=(),
        stories=(),
        topics=(),
        articles=(),
        coverage=Coverage(read=1, used=0, dropped=(Dropped("a.txt", "does not speak of it"),)),
        notices=("None of the 3 articles mentions “tariffs”.",),
    )
    text = render_digest(empty, "text")
    assert "None of the 3 articles mentions “tariffs”." in text
    assert "STORIES" not in text
    assert "SOURCES" not in text
    assert "a.txt: does not speak of it" in text
    for name in FORMATS:
        assert render_digest(empty, name)


def test_articles_that_are_nowhere_quoted_are_counted_not_listed(digest: Digest) -> None:
    extra = tuple(
        Article(text=f"Story {n} is short. Nobody quotes it.", title=f"Extra {n}") for n in range(9)
    )
    text = render_digest(replace(digest, articles=(*digest.articles, *extra)), "text")
    assert "Extra 3" not in text
    assert "and 9 more articles not quoted here" in text
    whole = render_digest(
        replace(digest, articles=(*digest.articles, *extra)), "text", explain=True
    )
    assert "Extra 3" in whole


def test_a_brief_of_one_article_needs_no_numbers(storm: Article) -> None:
    point = Point(
        "Ferry crossings stay suspended", (cite(storm, "Ferry crossings stay"),), "written"
    )
    text = render_brief(Brief(storm.title, (point,), (storm,), 50, "m"), "text")
    assert "[1]" not in text
    assert text.startswith("Storm cuts power along the Eider coast\n7 March 2029")


def test_a_brief_of_several_articles_numbers_them(digest: Digest) -> None:
    brief = digest.stories[0].brief
    assert brief is not None
    text = render_brief(brief, "text")
    assert "[1][2]" in text
    assert "SOURCES\n[1] Council votes" in text


def test_briefs_stand_apart(digest: Digest) -> None:
    briefs = [story.brief for story in digest.stories if story.brief]
    text = render_briefs(briefs, "text")
    assert f"\n\n{'─' * 80}\n\n" in text


def test_stories_are_listed_with_their_articles(digest: Digest) -> None:
    text = render_stories(digest.stories, "text")
    assert text.startswith("2 stories\n")
    assert "2. Storm cuts power" in text
    assert "[4] Storm cuts power" in text


def test_an_unknown_format_is_named(digest: Digest) -> None:
    with pytest.raises(ValueError, match="pdf"):
        render_digest(digest, "pdf")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="stories cannot be shown as rss"):
        render_stories(digest.stories, "rss")


@pytest.mark.parametrize("name", ["text", "markdown", "html"])
def test_no_story_repeats_the_lead(digest: Digest, name: str) -> None:
    first, second, *others = digest.stories
    assert second.brief is not None
    told = second.points[0].citations[0]
    after = Citation.at(second.articles[0], told.end + 1, len(second.articles[0].text))
    more = Point("Ferry crossings stay suspended.", (after,), "written")
    brief = replace(second.brief, points=(*second.points, more))
    digest = replace(digest, stories=(first, replace(second, brief=brief), *others))
    page = flat(re.sub(r"(?s)<details.*?</details>", "", render_digest(digest, name)))
    kept = render_digest(digest, "json").split('"stories"')[1]
    assert len(digest.lead) == 2
    for point in digest.lead:
        assert page.count(point.text) == 1
        assert point.text in kept


def test_the_top_story_does_not_restate_the_lead_with_a_word_more(digest: Digest) -> None:
    top = digest.stories[0]
    assert top.brief is not None
    told = digest.lead[0]
    other = next(p for p in top.points if p.citations[0] != told.citations[0])
    again = Point(f"Also, {told.text}", other.citations, "written")
    counted = Point(f"{told.text} In all 977 people came.", other.citations, "written")
    denied = Point(f"It is not so: {told.text}", other.citations, "written")
    brief = replace(top.brief, points=(told, again, counted, denied))
    page = replace(digest, stories=(replace(top, brief=brief), *digest.stories[1:]))
    assert shown_points(page, page.stories[0]) == (counted, denied), "so is a number, a denial"


def test_a_story_does_not_say_again_what_its_title_has_said(digest: Digest) -> None:
    story = digest.stories[1]
    assert story.brief is not None
    first, *_ = story.points
    titled = Point(f"{story.title}.", first.citations, "written")
    more = Point("In all 977 people came.", first.citations, "written")
    for points, shown in (((titled, more), (more,)), ((titled,), (titled,))):
        other = replace(story, brief=replace(story.brief, points=points))
        page = replace(digest, stories=(digest.stories[0], other))
        assert shown_points(page, other) == shown


def test_a_story_of_which_the_lead_tells_all_is_not_left_empty(digest: Digest) -> None:
    top = digest.stories[0]
    assert top.brief is not None
    only = replace(top, brief=replace(top.brief, points=top.brief.points[:1]))
    short = replace(digest, stories=(only, *digest.stories[1:]), topics=())
    assert flat(render_digest(short, "text")).count(digest.lead[0].text) == 2


def test_an_answer_to_a_question_is_not_given_twice(digest: Digest) -> None:
    topic = digest.topics[0]
    asked = replace(digest, query=topic.label, lead=topic.points[:1], topics=(topic,))
    assert flat(render_digest(asked, "text")).count(topic.points[0].text) == 1


@pytest.mark.parametrize("name", ["text", "markdown", "html"])
def test_below_the_answer_to_a_question_a_story_tells_only_the_rest(
    digest: Digest, name: str
) -> None:
    first, second = digest.stories
    answer = replace(digest.topics[0], points=(first.points[1], *second.points))
    asked = replace(digest, query=answer.label, lead=answer.points[:1], topics=(answer,))
    page = flat(re.sub(r"(?s)<details.*?</details>", "", render_digest(asked, name)))
    assert {page.count(point.text) for point in answer.points} == {1}
    assert page.count(first.points[0].text) == 1, "what the answer has not told stays"
    assert page.count("Covered above.") == 1, "it told all of the second story"


def test_below_an_answer_he_is_not_left_without_his_name(digest: Digest) -> None:
    top = digest.stories[0]
    assert top.brief is not None
    named, other, _ = top.points
    he = Point("He counts on May.", other.citations, "written")
    brief = replace(top.brief, points=(named, he))
    answer = replace(digest.topics[0], points=(named,))
    page = replace(digest, query="May", topics=(answer,), stories=(replace(top, brief=brief),))
    assert shown_points(page, page.stories[0]) == (named, he)


@pytest.mark.parametrize("name", ["text", "markdown", "html"])
def test_a_topic_does_not_tell_again_what_a_story_above_told(digest: Digest, name: str) -> None:
    told = digest.topics[0].points[1]
    page = flat(re.sub(r"(?s)<details.*?</details>", "", render_digest(digest, name)))
    assert page.count(told.text) == 1, "story 1 has it"
    assert page.count(digest.topics[0].points[0].text) == 1, "what is new stays"
    assert told.text in render_digest(digest, "json").split('"topics"')[1]


@pytest.mark.parametrize("name", ["text", "markdown", "html"])
def test_a_topic_that_was_told_above_says_where(digest: Digest, name: str) -> None:
    first, second = (story.points[-1] for story in digest.stories)
    known = replace(digest.topics[0], points=(first, second), note="")
    page = flat(render_digest(replace(digest, topics=(known,)), name))
    assert "Covered above, in stories 1 and 2." in page
    alone = replace(digest, topics=(replace(known, points=(second,)),))
    assert "Covered above, in story 2." in flat(render_digest(alone, name))
    page = flat(render_digest(replace(alone, query="power"), name))
    assert second.text in page, "what was asked for is told in its own place"
    assert "Covered above, in" not in page


def test_who_wants_an_explanation_sees_every_point_of_a_topic(digest: Digest) -> None:
    known = replace(digest.topics[0], points=(digest.stories[1].points[0],))
    text = flat(render_digest(replace(digest, topics=(known,)), "text", explain=True))
    assert "Covered above" not in text
    assert text.split("TOPIC", 1)[1].count(known.points[0].text) == 1


def test_a_part_that_a_story_left_out_is_told_by_the_topic_that_it_is_about(
    digest: Digest, storm: Article
) -> None:
    whole = "Ferry crossings stay suspended until Thursday because of high water."
    top = digest.stories[1]
    assert top.brief is not None
    cited = Citation.at(storm, storm.text.index(whole), storm.text.index(whole) + len(whole))
    cut = Point("Ferry crossings stay suspended.", (cited,), "trimmed")
    page = replace(
        digest,
        stories=(digest.stories[0], replace(top, brief=replace(top.brief, points=(cut,)))),
    )
    point = Point(whole, (cited,))
    water = Topic("High water", (point,), (storm.id,))
    assert fresh_points(page, water) == (point,)
    assert fresh_points(page, replace(water, label="Ferry crossings")) == ()
    assert stories_telling(page, replace(water, label="Ferry crossings")) == (2,)


def test_among_many_stories_a_topic_names_those_that_touch_it(digest: Digest) -> None:
    more = tuple(replace(digest.stories[1], id=f"s{n}", note="") for n in range(5))
    stories = (*digest.stories, *more)
    topic = replace(digest.topics[0], stories=(stories[0].id, "s0", "s4"))
    text = flat(render_digest(replace(digest, stories=stories, topics=(topic,)), "text"))
    assert "3 of 4 articles · stories 1, 3 and 7" in text
    few = flat(render_digest(replace(digest, topics=(topic,)), "text"))
    assert "stories 1" not in few, "of two stories nobody has to search"
