"""Digests, briefs and stories as pages that read well on a telephone (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.format import limits
from bot.format.budget import Block, paginate
from bot.format.page import PLAIN, Button, Choice, Line, Menu, Page, Row, heading, small
from bot.format.safe import fit
from bot.format.words import (
    Numbers,
    and_more,
    date_words,
    footer_line,
    head_line,
    number_articles,
    outlet_name,
    point_line,
    quote_line,
    sources_line,
    told_words,
    unnamed,
)
from summarizer.domain import Article, Brief, Coverage, Digest, Point, Story, Topic, Window
from summarizer.render.numbering import in_runs
from summarizer.render.wording import all_told_above, articles_count, colon, is_opinion, when_told
from summarizer.told import fresh_points, shown_lead, shown_points
from summarizer.tongue import ENGLISH, Tongue

MOST_TOPICS = 5
TOPIC_POINTS = 2
SHORTEST, LONGEST = 15, 400
"""Words of a brief below which nothing is left to cut, and above which it is no brief."""


STORIES_ON_PAGE = 6
"""Of a list of stories."""


@dataclass(frozen=True, slots=True)
class Keys:
    """How a message's buttons call back: `ro:<action>:<snapshot>:<argument>`.

    Attributes:
        snapshot: id of the kept question; empty: the page has no buttons.
        mark: what makes the posted message findable; empty for answers.
    """

    snapshot: str = ""
    mark: str = ""

    def to(self, action: str, argument: str | int = "0") -> str:
        """Return a custom id."""
        tail = f".{self.mark}" if self.mark else ""
        return f"ro:{action}:{self.snapshot}:{argument}{tail}"


NO_KEYS = Keys()


def digest_pages(
    digest: Digest,
    keys: Keys = NO_KEYS,
    *,
    title: str = "",
    notes: Sequence[str] = (),
    tongue: Tongue = ENGLISH,
) -> list[Page]:
    """Return a digest as pages, each one message.

    Args:
        digest: what to show.
        keys: for its buttons.
        title: instead of the digest's own.
        notes: lines under the title, ours ("Late: it was due at 08:00").
        tongue: in which the bot's own words are said.
    """
    title = title or tongue.again(digest.title)
    numbers = number_articles(digest.articles)
    blocks: list[Block] = [opening(digest, numbers, title, notes, tongue)]
    asked = digest.query is not None
    stories: list[Block] = [
        story_block(
            story,
            shown_points(digest, story),
            numbers,
            index,
            tongue,
            when=told_words(when_told(story, digest.stories, digest.window), tongue),
        )
        for index, story in enumerate(digest.stories, 1)
    ]
    shown = [(topic, fresh_points(digest, topic)) for topic in digest.topics]
    named = [(topic, points) for topic, points in shown if points][:MOST_TOPICS]
    topics: list[Block] = [
        topic_block(topic, points, numbers, tongue, first=not index and not asked, whole=asked)
        for index, (topic, points) in enumerate(named)
    ]
    blocks += topics + stories if asked else stories + topics
    footer = footer_line(digest.coverage, digest.articles, digest.window, digest.model, tongue)
    blocks.append((footer,))
    return finish(blocks, digest_rows(digest, keys, tongue), title)


def opening(
    digest: Digest, numbers: Numbers, title: str, notes: Sequence[str], tongue: Tongue
) -> Block:
    """Return the title, what the reader should know first, and the lead."""
    lines = [head_line(title, tongue, level=2)]
    lines += [small(note) for note in notes]
    lines += [small(fit(tongue.again(note), 300)) for note in digest.notices[:4]]
    lines += [point_line(point, numbers, bullet="") for point in shown_lead(digest)]
    return lines


def story_block(
    story: Story,
    points: Sequence[Point],
    numbers: Numbers,
    index: int,
    tongue: Tongue,
    *,
    when: str = "",
) -> Block:
    """Return a story: headline, points, sources.

    Args:
        story: the story.
        points: what of its brief is to be shown.
        numbers: of the articles.
        index: its place, from 1.
        tongue: in which the bot's own words are said.
        when: its date, where it is of other days than the rest.
    """
    lines = [story_head(story, index, tongue)]
    if when:
        lines.append(small(when))
    lines += [point_line(point, numbers) for point in points]
    if above := all_told_above(story, points, tongue):
        lines.append(Line(above))
    lines.append(sources_line(story.articles, numbers, tongue))
    return lines


def story_head(story: Story, index: int, tongue: Tongue) -> Line:
    """Return the headline of a story with its place, from 1, and what it is besides new news."""
    update = f"{tongue.say('Update')} · " if story.change == "update" else ""
    opinion = f"{tongue.say('opinion').capitalize()} · " if is_opinion(story) else ""
    return head_line(story.title, tongue, before=f"{index}. {update}{opinion}")


def topic_block(
    topic: Topic,
    points: Sequence[Point],
    numbers: Numbers,
    tongue: Tongue,
    *,
    first: bool,
    whole: bool,
) -> Block:
    """Return a topic: its name, how many speak of it, what is said.

    Args:
        topic: the topic.
        points: what it says that no story above has told.
        numbers: of the articles.
        tongue: in which the bot's own words are said.
        first: it stands under the heading of all topics.
        whole: somebody asked for it, and reads all that is said.
    """
    count = "" if topic.note else f" · {articles_count(len(topic.articles), tongue)}"
    lines = [heading(tongue.say("Across the stories"), level=3)] if first else []
    lines.append(Line(f"**{fit(topic.label, 120)}**{count}", "head"))
    lines += [point_line(point, numbers) for point in points[: None if whole else TOPIC_POINTS]]
    if topic.note:
        lines.append(small(fit(tongue.again(topic.note), limits.SMALL - 4)))
    return lines


def digest_rows(digest: Digest, keys: Keys, tongue: Tongue) -> tuple[Row, ...]:
    """Return the menu of stories, and the buttons for length and sources."""
    if not keys.snapshot:
        return ()
    rows: list[Row] = []
    if digest.stories:
        rows.append(story_menu(digest.stories[: limits.CHOICES], keys, tongue))
    lengths = length_buttons(keys, tongue) if digest.stories or digest.topics else ()
    rows.append((*lengths, Button(tongue.say("Sources"), keys.to("src"))))
    return tuple(rows)


def story_menu(stories: Sequence[Story], keys: Keys, tongue: Tongue, start: int = 0) -> Menu:
    """Return the menu that shows more of one of these stories, the first of which is `start`."""
    choices = [
        Choice(fit(f"{index + 1}. {story.title}", limits.CHOICE_LABEL, escaped=False), str(index))
        for index, story in enumerate(stories, start)
    ]
    return Menu(keys.to("more", start), tongue.say("More on a story…"), tuple(choices))


def length_buttons(keys: Keys, tongue: Tongue, words: int | None = None) -> tuple[Button, ...]:
    """Return Shorter and Longer."""
    least, most = words is not None and words <= SHORTEST, words is not None and words >= LONGEST
    return (
        Button(tongue.say("Shorter"), keys.to("len", "less"), disabled=least),
        Button(tongue.say("Longer"), keys.to("len", "more"), disabled=most),
    )


def brief_pages(
    brief: Brief,
    keys: Keys = NO_KEYS,
    *,
    notes: Sequence[str] = (),
    story: Story | None = None,
    tongue: Tongue = ENGLISH,
) -> list[Page]:
    """Return a brief of one article, or of one story, as pages."""
    articles = story.articles if story else brief.articles
    numbers = number_articles(articles)
    title = brief.title or (story.title if story else "")
    opening: list[Line] = [head_line(title, tongue, level=2)]
    opening += [small(note) for note in notes]
    opening += preview_lines(articles, numbers, tongue)
    opening += [point_line(point, numbers) for point in brief.points]
    opening.append(sources_line(articles, numbers, tongue))
    blocks: list[Block] = [opening]
    if story is not None and len(story.articles) > 1:
        blocks.append(timeline_block(story, numbers, tongue))
    coverage = Coverage(len(articles), len(articles))
    blocks.append((footer_line(coverage, articles, Window(), brief.model, tongue),))
    rows: tuple[Row, ...] = ()
    if keys.snapshot:
        menu = (point_menu(brief.points, keys, tongue),) if brief.points else ()
        rows = (*menu, length_buttons(keys, tongue, brief.length))
    return finish(blocks, rows, brief.title)


def preview_lines(articles: Sequence[Article], numbers: Numbers, tongue: Tongue) -> list[Line]:
    """Return which articles end at a paywall, as one small line; nothing where none does."""
    cut = [f"[{n}]" for n in in_runs(numbers[one.id] for one in articles if not one.complete)]
    if not cut:
        return []
    said = (
        tongue.say("Only a preview of the article could be read")
        if len(articles) == 1
        else tongue.say("Only a preview of {numbers} could be read", numbers=" ".join(cut))
    )
    return [small(said)]


def point_menu(points: Sequence[Point], keys: Keys, tongue: Tongue) -> Menu:
    """Return the menu that shows the sources of one point."""
    choices = [
        Choice(fit(point.text, limits.CHOICE_LABEL, escaped=False), str(index))
        for index, point in enumerate(points[: limits.CHOICES])
    ]
    return Menu(keys.to("point"), tongue.say("Show the sources of a point…"), tuple(choices))


MOST_ON_TIMELINE = 12


def timeline_block(story: Story, numbers: Numbers, tongue: Tongue = ENGLISH) -> Block:
    """Return who told the story when, earliest first; of many, the latest."""
    dated = sorted(
        (article for article in story.articles if article.published),
        key=lambda article: (article.published, article.id),
    )
    lines = [heading(tongue.say("Timeline"), level=3)]
    for article in dated[-MOST_ON_TIMELINE:]:
        title = fit(article.title or article.text[:120], 160)
        number = f" [{numbers[article.id]}]" if article.id in numbers else ""
        lines.append(
            Line(
                f"- {date_words(article.published, tongue)} · "
                f"{fit(outlet_name(article, tongue), 48)}{colon(tongue)} {title}{number}"
            )
        )
    if len(dated) > MOST_ON_TIMELINE:
        lines.append(small(and_more(len(dated) - MOST_ON_TIMELINE, tongue)))
    return lines if dated else []


def stories_pages(stories: Sequence[Story], keys: Keys, *, tongue: Tongue = ENGLISH) -> list[Page]:
    """Return a list of stories, so many on a page, with a menu for each page's."""
    pages = []
    for start in range(0, len(stories), STORIES_ON_PAGE):
        group = stories[start : start + STORIES_ON_PAGE]
        blocks: list[Block] = [
            story_summary(story, start + index, tongue) for index, story in enumerate(group, 1)
        ]
        rows = (story_menu(group, keys, tongue, start),) if keys.snapshot else ()
        pages += finish(blocks, rows, tongue.say("Stories"))
    return pages


def story_summary(story: Story, index: int, tongue: Tongue) -> Block:
    """Return a story in a list: headline, first point, who tells it."""
    # Of one article the line below names it; a number would point at nothing.
    numbers = number_articles(story.articles) if len(story.articles) > 1 else {}
    lines = [story_head(story, index, tongue)]
    lines += [
        point_line(point, numbers, bullet="")
        for point in (story.brief.points[:1] if story.brief else ())
    ]
    seen = f" · {date_words(story.last_seen, tongue, 'R')}" if story.last_seen else ""
    names = list(dict.fromkeys(outlet_name(article, tongue) for article in story.articles))
    who = tongue.count("{n} outlet", "{n} outlets", len(names))
    who = f"{who}{colon(tongue)} {fit(', '.join(names), 300)}"
    if names == [unnamed(tongue)]:
        who = articles_count(len(story.articles), tongue)
    lines.append(small(f"{who}{seen}"))
    return lines


def evidence_pages(
    points: Sequence[Point], articles: Sequence[Article], *, tongue: Tongue = ENGLISH
) -> list[Page]:
    """Return each point with the words of the articles that bear it out."""
    numbers = number_articles(articles)
    by_id = {article.id: article for article in articles}
    blocks: list[Block] = []
    for point in points:
        lines = [Line(f"**{fit(point.text, 600)}**", "head")]
        for citation in point.citations[:4]:
            article = by_id[citation.article]
            quoted = quote_line(citation, article, numbers.get(citation.article), tongue)
            lines.append(replace(quoted, kind="text"))
        blocks.append(lines)
    return finish(blocks, (), tongue.say("Sources"))


def sources_pages(digest: Digest, *, tongue: Tongue = ENGLISH) -> list[Page]:
    """Return every article of a digest with its number, and what was left out and why."""
    numbers = number_articles(digest.articles)
    lines: list[Line] = [heading(tongue.say("Sources"))]
    for article in digest.articles:
        when = f" · {date_words(article.published, tongue, 'D')}" if article.published else ""
        title = fit(article.title or article.text[:100], 180)
        source = sources_line([article], numbers, tongue).text.removeprefix("-# ")
        part = "" if article.complete else f" · {tongue.say('preview only')}"
        lines.append(Line(f"{source}{when}{part}{colon(tongue)} {title}"))
    blocks: list[Block] = [lines]
    if digest.coverage.dropped:
        left: list[Line] = [heading(tongue.say("Left out"), level=3)]
        left += [
            Line(f"- {fit(item.name, 120)}{colon(tongue)} {fit(tongue.again(item.reason), 200)}")
            for item in digest.coverage.dropped[:30]
        ]
        blocks.append(left)
    return finish(blocks, (), tongue.say("Sources"))


def finish(blocks: Sequence[Block], rows: tuple[Row, ...], name: str) -> list[Page]:
    """Return pages of the blocks; the rows stand on the last."""
    pages = paginate([block for block in blocks if block])
    made = [Page(lines, name=name) for lines in pages]
    if made:
        made[-1] = replace(made[-1], rows=rows)
    return made


def with_pager(page: Page, keys: Keys, number: int, count: int) -> Page:
    """Return one page of an answer with buttons to the others."""
    if count < 2 or not keys.snapshot:
        return page
    pager = (
        Button("◀", keys.to("page", max(0, number - 1)), disabled=number == 0),
        Button(f"{number + 1} / {count}", keys.to("here", number), disabled=True),
        Button("▶", keys.to("page", min(count - 1, number + 1)), disabled=number == count - 1),
    )
    return replace(page, rows=(*page.rows, pager))


def with_mark(page: Page, keys: Keys, number: int, count: int, tongue: Tongue = ENGLISH) -> Page:
    """Return one page of a posted briefing with the button that makes it findable."""
    label = tongue.say("About") + (f" · {number + 1}/{count}" if count > 1 else "")
    return replace(page, rows=(*page.rows, (Button(label, keys.to("about", number), style=PLAIN),)))
