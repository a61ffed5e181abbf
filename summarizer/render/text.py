"""Digest and briefs as plain lines of text: the layout that the terminal paints.

A digest has: title, notices, lead, stories, topics, sources, coverage, footer. Citation
numbers stand behind what they bear out and lead to the list of sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from summarizer.characters import joined, mark_gap
from summarizer.domain import Article, Brief, Coverage, Digest, Point, Story, Topic
from summarizer.render import View, wording
from summarizer.render.layout import GLUE, Line, Run, Style, paint, wrap
from summarizer.render.numbering import Numbering, marks
from summarizer.render.safe import clean
from summarizer.told import shown_lead
from summarizer.tongue import ENGLISH, Tongue

BULLET = "• "


class Sheet:
    """Lines as they are laid out, top to bottom."""

    def __init__(self, width: int, tongue: Tongue = ENGLISH) -> None:
        self.width = width
        self.tongue = tongue
        self.lines: list[Line] = []

    def gap(self) -> None:
        """One empty line, never two, none at the top."""
        if self.lines and self.lines[-1]:
            self.lines.append(())

    def put(self, runs: Iterable[Run], *, first: str = "", rest: str = "") -> None:
        """A paragraph."""
        self.lines.extend(wrap(runs, self.width, first=first, rest=rest))

    def say(self, text: str, style: Style = "plain", *, first: str = "", rest: str = "") -> None:
        """A paragraph of one style."""
        self.put([(text, style)], first=first, rest=rest)

    def heading(self, text: str) -> None:
        """A section's name with space above."""
        self.gap()
        self.say(text.upper(), "heading")

    def rule(self) -> None:
        """A line from side to side."""
        self.gap()
        self.lines.append((("─" * self.width, "dim"),))
        self.gap()


# digest


def digest_text(digest: Digest, view: View) -> str:
    """Return the digest as plain text."""
    return paint(digest_lines(digest, view), colour=False)


def digest_terminal(digest: Digest, view: View) -> str:
    """Return the digest for a terminal, with ANSI styles if the view has colour."""
    return paint(digest_lines(digest, view), colour=view.colour)


def digest_lines(digest: Digest, view: View) -> list[Line]:
    """Lay out a digest."""
    sheet = Sheet(view.width, view.tongue)
    numbering = Numbering.over(digest.articles)
    _put_head(sheet, digest)
    _put_lead(sheet, digest, numbering)
    for put_section in wording.in_order(digest, _put_stories, _put_topics):
        put_section(sheet, digest, numbering, view)
    put_sources(sheet, numbering, _shown(digest, numbering, view), explain=view.explain)
    _put_coverage(sheet, digest.coverage, view)
    sheet.gap()
    sheet.say(wording.footer_words(digest.model, digest.version, view.tongue), "dim")
    return sheet.lines


def _put_head(sheet: Sheet, digest: Digest) -> None:
    sheet.say(wording.titled(digest, sheet.tongue), "title")
    if topic := wording.unnamed_topic(digest):
        sheet.say(sheet.tongue.say("On “{topic}”", topic=topic))
    if about := wording.heading_words(digest, sheet.tongue):
        sheet.say(about, "dim")
    for notice in wording.notices_of(digest, sheet.tongue):
        sheet.gap()
        sheet.say(notice, "warn")


def _put_lead(sheet: Sheet, digest: Digest, numbering: Numbering) -> None:
    if not shown_lead(digest):
        return
    sheet.gap()
    runs: list[Run] = []
    before = ""
    for point in shown_lead(digest):
        if runs and joined(before, point.text):
            runs.append((" ", "plain"))
        runs += _point_runs(point, numbering)
        before = point.text
    sheet.put(runs)


def _put_stories(sheet: Sheet, digest: Digest, numbering: Numbering, view: View) -> None:
    if digest.stories:
        sheet.heading(wording.section("stories", len(digest.stories), sheet.tongue))
    for place, story in enumerate(digest.stories, start=1):
        when = wording.when_words(story, digest.stories, view.tongue, digest.window)
        points = wording.points_of(story, digest, in_full=view.explain)
        _put_story(sheet, story, points, place, numbering, view, when)


def _put_story(
    sheet: Sheet,
    story: Story,
    points: Sequence[Point],
    place: int,
    numbering: Numbering,
    view: View,
    when: str,
) -> None:
    sheet.gap()
    number = f"{place}. "
    indent = " " * len(number)
    change = wording.change_words(story, view.tongue)
    tail: list[Run] = [(f" ({change})", "dim")] if change else []
    sheet.put([(clean(story.title), "headline"), *tail], first=number, rest=indent)
    if when:
        sheet.say(when, "dim", first=indent, rest=indent)
    if changed := wording.changed(story, view.tongue):
        sheet.say(changed, "warn", first=indent, rest=indent)
    for point in points:
        _put_point(sheet, point, numbering, view, indent)
    if above := wording.all_told_above(story, points, view.tongue):
        sheet.say(above, first=indent, rest=indent)
    _put_credits(sheet, story, numbering, indent)
    if view.explain and story.rank:
        sheet.say(wording.rank_words(story.rank, view.tongue), "dim", first=indent, rest=indent)


def _put_credits(sheet: Sheet, story: Story, numbering: Numbering, indent: str) -> None:
    for label, found in wording.credits_of(story, numbering, sheet.tongue):
        runs: list[Run] = [(f"{label}{wording.colon(sheet.tongue)} ", "dim")]
        for index, credit in enumerate(found):
            runs.append(((", " if index else "") + credit.name, "dim"))
            if credit.numbers:
                runs.append(((GLUE if credit.name else "") + marks(credit.numbers), "cite"))
            if credit.of and credit.of != credit.numbers:
                origin = sheet.tongue.say("(from {numbers})", numbers=marks(credit.of))
                runs.append((f" {origin}".replace(" [", f"{GLUE}["), "dim"))
        sheet.put(runs, first=indent, rest=indent)


def _put_topics(sheet: Sheet, digest: Digest, numbering: Numbering, view: View) -> None:
    if digest.topics:
        sheet.heading(wording.section("topics", len(digest.topics), sheet.tongue))
    for topic in digest.topics:
        _put_topic(sheet, topic, digest, numbering, view)


def _put_topic(
    sheet: Sheet, topic: Topic, digest: Digest, numbering: Numbering, view: View
) -> None:
    sheet.gap()
    count = wording.topic_count(topic, digest, view.tongue)
    sheet.put([(clean(topic.label), "headline"), (f" · {count}", "dim")])
    points = wording.topic_points(topic, digest, in_full=view.explain)
    for point in points:
        _put_point(sheet, point, numbering, view, "")
    if not points and (above := wording.told_above(topic, digest, view.tongue)):
        cited = GLUE + marks(sorted(numbering.cited(topic.points)))
        sheet.put([(above, "plain"), (cited, "cite")])
    if note := wording.topic_note(topic, view.tongue):
        sheet.say(note, "dim", first="  ", rest="  ")
    if view.explain:
        told = marks(n for key in topic.articles if (n := numbering.of(key)) is not None)
        spoken = view.tongue.say("Mentioned in")
        sheet.put([(f"{spoken} ", "dim"), (told, "cite")], first="  ", rest="  ")


def _put_point(sheet: Sheet, point: Point, numbering: Numbering, view: View, indent: str) -> None:
    rest = indent + " " * len(BULLET)
    sheet.put(_point_runs(point, numbering), first=indent + BULLET, rest=rest)
    if view.explain:
        _put_places(sheet, point, numbering, rest)


def _put_places(sheet: Sheet, point: Point, numbering: Numbering, indent: str) -> None:
    for line in wording.place_words(point, numbering, sheet.tongue):
        sheet.say(line, "dim", first=indent, rest=indent)


def _point_runs(point: Point, numbering: Numbering) -> list[Run]:
    cited = mark_gap(point.text, GLUE) + marks(numbering.of_point(point))
    return [(clean(point.text), "plain"), (cited, "cite")]


# sources and coverage


def _shown(digest: Digest, numbering: Numbering, view: View) -> set[int]:
    """Return the numbers to list: those that stand somewhere above, all with `explain`."""
    if view.explain:
        return set(numbering.numbers.values())
    shown = numbering.cited(digest.points())
    for story in digest.stories:
        everyone = (*wording.told_by(story, numbering), *wording.copied_by(story, numbering))
        shown.update(number for credit in everyone for number in (*credit.numbers, *credit.of))
    return shown


def put_sources(
    sheet: Sheet, numbering: Numbering, shown: set[int], *, explain: bool = False
) -> None:
    """Add the list of the sources whose numbers are `shown`, and count the others."""
    if not numbering.numbers or not shown:
        return
    sheet.heading(wording.section("sources", len(numbering.numbers), sheet.tongue))
    pad = len(f"[{max(shown, default=1)}] ")
    for key, number in numbering.numbers.items():
        if number in shown:
            _put_source(sheet, numbering.articles[key], number, pad, explain=explain)
    hidden = len(numbering.numbers) - len(shown)
    if hidden:
        more = sheet.tongue.count(
            "and {n} more article not quoted here", "and {n} more articles not quoted here", hidden
        )
        sheet.say(more, "dim", first=" " * pad, rest=" " * pad)


def _put_source(sheet: Sheet, article: Article, number: int, pad: int, *, explain: bool) -> None:
    indent = " " * pad
    mark = f"[{number}]".ljust(pad)
    sheet.put([(wording.title_of(article, sheet.tongue), "plain")], first=mark, rest=indent)
    facts = " · ".join(wording.facts_of(article, sheet.tongue))
    if facts:
        sheet.say(facts, "dim", first=indent, rest=indent)
    place = wording.place_of(article)
    if place:
        sheet.say(place, "dim", first=indent, rest=indent)
    if explain:
        size = wording.size_words(article, sheet.tongue)
        sheet.say(size, "dim", first=indent, rest=indent)


def _put_coverage(sheet: Sheet, coverage: Coverage, view: View) -> None:
    sheet.heading(sheet.tongue.say("Coverage"))
    sheet.say(wording.coverage_words(coverage, view.tongue))
    colon = wording.colon(view.tongue)
    for label, names, reason in wording.ledgers(coverage, view.tongue, in_full=view.explain):
        line = f"{label}{colon} {names}{colon} {reason}"
        sheet.say(line, "dim", first=BULLET, rest="  ")


# briefs


def briefs_text(briefs: Sequence[Brief], view: View) -> str:
    """Return briefs as plain text, one after another."""
    return paint(briefs_lines(briefs, view), colour=False)


def briefs_terminal(briefs: Sequence[Brief], view: View) -> str:
    """Return briefs for a terminal, with ANSI styles if the view has colour."""
    return paint(briefs_lines(briefs, view), colour=view.colour)


def briefs_lines(briefs: Sequence[Brief], view: View) -> list[Line]:
    """Lay out briefs, with a rule between two."""
    sheet = Sheet(view.width, view.tongue)
    for brief in briefs:
        if sheet.lines:
            sheet.rule()
        _put_brief(sheet, brief, view)
    return sheet.lines


def _put_brief(sheet: Sheet, brief: Brief, view: View) -> None:
    numbering = Numbering.over(brief.articles)
    sheet.say(clean(brief.title) or wording.title_of(brief.articles[0], view.tongue), "title")
    if len(brief.articles) == 1:
        _put_only_source(sheet, brief.articles[0])
    sheet.gap()
    for point in brief.points:
        _put_brief_point(sheet, point, numbering, view, alone=len(brief.articles) == 1)
    if len(brief.articles) > 1:
        put_sources(sheet, numbering, set(numbering.numbers.values()), explain=view.explain)
    if view.explain:
        sheet.gap()
        words = wording.length_words(brief, view.tongue)
        sheet.say(wording.with_model(words, brief.model, view.tongue), "dim")


def _put_only_source(sheet: Sheet, article: Article) -> None:
    """The source of a brief of one article stands below its title: no numbers needed."""
    lines = [" · ".join(wording.facts_of(article, sheet.tongue)), wording.place_of(article)]
    for line in filter(None, lines):
        sheet.say(line, "dim")


def _put_brief_point(
    sheet: Sheet, point: Point, numbering: Numbering, view: View, *, alone: bool
) -> None:
    runs: list[Run] = [(clean(point.text), "plain")] if alone else _point_runs(point, numbering)
    sheet.put(runs, first=BULLET, rest="  ")
    if view.explain:
        _put_places(sheet, point, numbering, "  ")


# stories


def stories_text(stories: Sequence[Story], view: View) -> str:
    """Return a list of stories as plain text."""
    return paint(stories_lines(stories, view), colour=False)


def stories_terminal(stories: Sequence[Story], view: View) -> str:
    """Return a list of stories for a terminal, with ANSI styles if the view has colour."""
    return paint(stories_lines(stories, view), colour=view.colour)


def stories_lines(stories: Sequence[Story], view: View) -> list[Line]:
    """Lay out a list of stories with the articles that tell them."""
    sheet = Sheet(view.width, view.tongue)
    articles = [article for story in stories for article in story.articles]
    numbering = Numbering.over(articles)
    sheet.say(view.tongue.count("{n} story", "{n} stories", len(stories)), "title")
    sheet.say(wording.count_of(articles, view.tongue), "dim")
    for place, story in enumerate(stories, start=1):
        when = wording.when_words(story, stories, view.tongue)
        _put_story(sheet, story, story.points, place, numbering, view, when)
    put_sources(sheet, numbering, set(numbering.numbers.values()), explain=view.explain)
    return sheet.lines
