"""Digest and briefs as Markdown (CommonMark): no raw HTML, no link but to http and https.

What an article says is text here, whatever it looks like: every character that Markdown
would read as its own is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from summarizer.characters import mark_gap
from summarizer.domain import Article, Brief, Coverage, Digest, Point, Story, Window
from summarizer.render import View, wording
from summarizer.render.numbering import Numbering, cited_prose, marks
from summarizer.render.safe import clean, safe_url
from summarizer.told import shown_lead
from summarizer.tongue import Tongue

_ANYWHERE = re.compile(r"[\\`*_\[\]<>|~&]")
_LINE_START = re.compile(r"^(?:[#+=-]+|\d+[.)]|:(?=[-:|]))")


_CLOSING = re.compile(r"(?<=\s)#+$")
"""What would end a heading: "### Number 1 #" shows "Number 1"."""


def escape(text: str) -> str:
    """Return `text`, cleaned, as Markdown that reads as just that text."""
    text = _ANYWHERE.sub(r"\\\g<0>", clean(text))
    text = _CLOSING.sub(r"\\\g<0>", text)
    return _LINE_START.sub(_escape_start, text)


def _escape_start(match: re.Match[str]) -> str:
    found = match.group()
    return f"{found[:-1]}\\{found[-1]}" if found[0].isdigit() else f"\\{found}"


def link(label: str, url: str | None) -> str:
    """Return `label`, which is escaped already, as a link where `url` is safe."""
    target = safe_url(url)
    if target is None:
        return label
    target = target.replace("(", "%28").replace(")", "%29")
    return f"[{label}](<{target}>)"


# digest


def digest_markdown(digest: Digest, view: View) -> str:
    """Return the digest as Markdown."""
    numbering = Numbering.over(digest.articles)
    tongue = view.tongue
    blocks = [f"# {escape(wording.titled(digest, tongue))}"]
    if about := wording.heading_words(digest, tongue):
        blocks.append(f"*{escape(about)}*")
    if topic := wording.unnamed_topic(digest):
        blocks.append(tongue.say("On “{topic}”", topic=escape(topic)))
    blocks += [f"> {escape(notice)}" for notice in wording.notices_of(digest, tongue)]
    if shown_lead(digest):
        blocks.append(cited_prose(shown_lead(digest), lambda point: _point(point, numbering)))
    stories = _stories(
        [(s, wording.points_of(s, digest, in_full=view.explain)) for s in digest.stories],
        numbering,
        view,
        digest.window,
    )
    for section in wording.in_order(digest, stories, _topics(digest, numbering, view)):
        blocks += section
    blocks += _sources(numbering, view)
    blocks += [f"## {tongue.say('Coverage')}", _coverage(digest.coverage, view)]
    blocks.append(f"*{escape(wording.footer_words(digest.model, digest.version, tongue))}*")
    return _join(blocks)


def _stories(
    shown: Sequence[tuple[Story, Sequence[Point]]],
    numbering: Numbering,
    view: View,
    window: Window | None = None,
) -> list[str]:
    """Return the stories of a window, each with the points of it that are shown."""
    stories = [story for story, _ in shown]
    blocks = [f"## {view.tongue.say('Stories')}"] if stories else []
    for place, (story, points) in enumerate(shown, start=1):
        change = wording.change_words(story, view.tongue)
        tail = f" ({change})" if change else ""
        blocks.append(f"### {place}\\. {escape(story.title)}{tail}")
        if when := wording.when_words(story, stories, view.tongue, window):
            blocks.append(f"*{when}*")
        if changed := wording.changed(story, view.tongue):
            blocks.append(f"*{escape(changed)}*")
        if points:
            blocks.append(_points(points, numbering, view))
        elif above := wording.all_told_above(story, points, view.tongue):
            blocks.append(above)
        blocks.append(_credits(story, numbering, view.tongue))
        if view.explain and story.rank:
            blocks.append(f"*{escape(wording.rank_words(story.rank, view.tongue))}*")
    return blocks


def _credits(story: Story, numbering: Numbering, tongue: Tongue) -> str:
    lines = []
    for label, found in wording.credits_of(story, numbering, tongue):
        names = [_credit(credit, numbering, tongue) for credit in found]
        lines.append(f"{label}{wording.colon(tongue)} {', '.join(names)}")
    return "  \n".join(lines)


def _credit(credit: wording.Credit, numbering: Numbering, tongue: Tongue) -> str:
    parts = [escape(credit.name)] if credit.name else []
    if credit.numbers:
        parts.append(_links(credit.numbers, numbering))
    if credit.of and credit.of != credit.numbers:
        parts.append(tongue.say("(from {numbers})", numbers=_links(credit.of, numbering)))
    return " ".join(parts)


def _topics(digest: Digest, numbering: Numbering, view: View) -> list[str]:
    blocks = [f"## {view.tongue.say('Topics')}"] if digest.topics else []
    for topic in digest.topics:
        blocks.append(f"### {escape(topic.label)}")
        blocks.append(f"*{wording.topic_count(topic, digest, view.tongue)}*")
        if points := wording.topic_points(topic, digest, in_full=view.explain):
            blocks.append(_points(points, numbering, view))
        elif above := wording.told_above(topic, digest, view.tongue):
            blocks.append(f"{above} {_links(sorted(numbering.cited(topic.points)), numbering)}")
        if note := wording.topic_note(topic, view.tongue):
            blocks.append(f"*{escape(note)}*")
    return blocks


def _points(points: Iterable[Point], numbering: Numbering, view: View) -> str:
    lines = []
    for point in points:
        lines.append(f"- {_point(point, numbering)}")
        if view.explain:
            places = wording.place_words(point, numbering, view.tongue)
            lines += [f"  - {escape(place)}" for place in places]
    return "\n".join(lines)


def _point(point: Point, numbering: Numbering) -> str:
    gap = mark_gap(point.text, " ")
    return f"{escape(point.text)}{gap}{_links(numbering.of_point(point), numbering)}"


def _links(numbers: Iterable[int], numbering: Numbering) -> str:
    by_number = {number: key for key, number in numbering.numbers.items()}
    addresses = {number: numbering.articles[by_number[number]].url for number in numbers}
    if not any(addresses.values()):  # no link needs a number of its own
        return escape(marks(addresses))
    return "".join(link(escape(marks([number])), url) for number, url in addresses.items())


def _sources(numbering: Numbering, view: View) -> list[str]:
    if not numbering.numbers:
        return []
    lines = [
        f"{number}. {_source(numbering.articles[key], view)}"
        for key, number in numbering.numbers.items()
    ]
    return [f"## {wording.section('sources', len(lines), view.tongue)}", "\n".join(lines)]


def _source(article: Article, view: View) -> str:
    parts = [link(escape(wording.title_of(article, view.tongue)), article.url)]
    parts += [escape(fact) for fact in wording.facts_of(article, view.tongue)]
    if not safe_url(article.url) and article.origin:
        parts.append(escape(article.origin))
    if view.explain:
        parts.append(f"id {escape(article.id)}")
    return " · ".join(parts)


def _coverage(coverage: Coverage, view: View) -> str:
    lines = [escape(wording.coverage_words(coverage, view.tongue))]
    colon = wording.colon(view.tongue)
    for label, names, reason in wording.ledgers(coverage, view.tongue, in_full=view.explain):
        lines.append(f"- {label}{colon} {escape(names)}{colon} {escape(reason)}")
    return "\n\n".join([lines[0], "\n".join(lines[1:])]) if lines[1:] else lines[0]


def _join(blocks: Iterable[str]) -> str:
    return "\n\n".join(block for block in blocks if block) + "\n"


# briefs and stories


def briefs_markdown(briefs: Sequence[Brief], view: View) -> str:
    """Return briefs as Markdown, a rule between two."""
    return "\n---\n\n".join(_brief(brief, view) for brief in briefs)


def _brief(brief: Brief, view: View) -> str:
    numbering = Numbering.over(brief.articles)
    title = clean(brief.title) or wording.title_of(brief.articles[0], view.tongue)
    blocks = [f"# {escape(title)}"]
    blocks.append(_points(brief.points, numbering, view))
    blocks += _sources(numbering, view)
    if view.explain:
        words = wording.length_words(brief, view.tongue)
        blocks.append(f"*{escape(wording.with_model(words, brief.model, view.tongue))}*")
    return _join(blocks)


def stories_markdown(stories: Sequence[Story], view: View) -> str:
    """Return a list of stories as Markdown."""
    articles = [article for story in stories for article in story.articles]
    numbering = Numbering.over(articles)
    head = f"# {view.tongue.count('{n} story', '{n} stories', len(stories))}"
    count = f"*{escape(wording.count_of(articles, view.tongue))}*"
    shown = [(story, story.points) for story in stories]
    return _join([head, count, *_stories(shown, numbering, view)[1:], *_sources(numbering, view)])
