"""Digest and briefs as one self-contained page: no scripts, no requests, light and dark.

Each point carries a small button with its citation numbers; pressing it opens the source
sentence in its context, the quoted words marked, with a link to the place in the article.
All foreign text is escaped by the template engine and cleaned before that; the page's
content policy allows its own style sheet and nothing else.
"""

from __future__ import annotations

import base64
import functools
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any

from summarizer.domain import Article, Brief, Citation, Digest, Point, Story, Topic
from summarizer.render import View, wording
from summarizer.render.numbering import Context, Numbering, in_context
from summarizer.render.safe import clean, quote_fragment, safe_url
from summarizer.told import shown_lead, shown_points
from summarizer.tongue import Tongue

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = resources.files("summarizer") / "data" / "templates"


@dataclass(frozen=True, slots=True)
class SourceView:
    """An article in the list of sources."""

    number: int
    title: str
    facts: tuple[str, ...]
    url: str | None
    origin: str
    language: str | None
    id: str


@dataclass(frozen=True, slots=True)
class CitationView:
    """A citation as it opens below its point."""

    source: SourceView
    context: Context
    url: str | None
    how: str
    span: str


@dataclass(frozen=True, slots=True)
class PointView:
    """A point with what opens below it."""

    text: str
    numbers: tuple[int, ...]
    citations: tuple[CitationView, ...]
    language: str | None


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story as the page shows it."""

    anchor: str
    title: str
    language: str | None
    change: str
    when: str
    note: str
    points: tuple[PointView, ...]
    above: str
    told_by: list[wording.Credit]
    copied_by: list[wording.Credit]
    rank: str


@dataclass(frozen=True, slots=True)
class TopicView:
    """A topic as the page shows it."""

    anchor: str
    label: str
    language: str | None
    count: str
    points: tuple[PointView, ...]
    above: str
    above_in: tuple[int, ...]
    note: str


@dataclass(frozen=True, slots=True)
class BriefView:
    """A brief as the page shows it."""

    title: str
    language: str | None
    points: tuple[PointView, ...]
    sources: list[SourceView]
    prefix: str
    about: str


def digest_html(digest: Digest, view: View) -> str:
    """Return the digest as one HTML page."""
    numbering = Numbering.over(digest.articles)
    sources = _sources(numbering, view.tongue)
    make = _Maker(numbering, sources, view)
    return _page(
        "digest.html.j2",
        tongue=view.tongue,
        title=wording.titled(digest, view.tongue),
        query=wording.unnamed_topic(digest),
        asked=bool(digest.query),
        heading=wording.heading_words(digest, view.tongue),
        notices=wording.notices_of(digest, view.tongue),
        lead=make.points(shown_lead(digest)),
        stories=[
            make.story(
                story,
                shown_points(digest, story),
                place,
                wording.when_words(story, digest.stories, view.tongue, digest.window),
            )
            for place, story in enumerate(digest.stories, 1)
        ],
        topics=[make.topic(topic, digest, place) for place, topic in enumerate(digest.topics, 1)],
        sources=list(sources.values()),
        coverage=wording.coverage_words(digest.coverage, view.tongue),
        ledgers=wording.ledgers(digest.coverage, view.tongue, in_full=view.explain),
        footer=wording.footer_words(digest.model, digest.version, view.tongue),
        explain=view.explain,
        prefix="",
    )


def briefs_html(briefs: Sequence[Brief], view: View) -> str:
    """Return briefs as one HTML page, one below the other."""
    from summarizer.version import VERSION

    views = [_brief(brief, place, view) for place, brief in enumerate(briefs, start=1)]
    models = ", ".join(dict.fromkeys(brief.model for brief in briefs))
    return _page(
        "briefs.html.j2",
        tongue=view.tongue,
        title=views[0].title
        if len(views) == 1
        else view.tongue.count("{n} brief", "{n} briefs", len(views)),
        briefs=views,
        footer=wording.footer_words(models, VERSION, view.tongue),
        explain=view.explain,
    )


def _brief(brief: Brief, place: int, view: View) -> BriefView:
    numbering = Numbering.over(brief.articles)
    sources = _sources(numbering, view.tongue)
    prefix = f"b{place}-"
    return BriefView(
        title=clean(brief.title) or wording.title_of(brief.articles[0], view.tongue),
        language=_language_of(brief.title, brief.articles),
        points=_Maker(numbering, sources, view).points(brief.points),
        sources=list(sources.values()),
        prefix=prefix,
        about=wording.length_words(brief, view.tongue) if view.explain else "",
    )


def _language_of(title: str, articles: Sequence[Article]) -> str | None:
    """Return the language of a title: of the article that bears it, else the one of them all."""
    for article in articles:
        if article.title == title:
            return article.language
    languages = {article.language for article in articles}
    return languages.pop() if len(languages) == 1 else None


def _sources(numbering: Numbering, tongue: Tongue) -> dict[str, SourceView]:
    return {
        key: _source(numbering.articles[key], number, tongue)
        for key, number in numbering.numbers.items()
    }


def _source(article: Article, number: int, tongue: Tongue) -> SourceView:
    return SourceView(
        number=number,
        title=wording.title_of(article, tongue),
        facts=tuple(wording.facts_of(article, tongue)),
        url=safe_url(article.url),
        origin=clean(article.origin or ""),
        language=article.language,
        id=clean(article.id),
    )


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes what the template shows from the nouns."""

    numbering: Numbering
    sources: dict[str, SourceView]
    view: View

    def story(self, story: Story, points: Sequence[Point], place: int, when: str = "") -> StoryView:
        """Make a story of these points; `when` is its date, where it is to be shown."""
        return StoryView(
            anchor=f"story-{place}",
            title=clean(story.title),
            language=_language_of(story.title, story.articles),
            change=wording.change_words(story, self.view.tongue),
            when=when,
            note=wording.changed(story, self.view.tongue),
            points=self.points(points),
            above=wording.all_told_above(story, points, self.view.tongue),
            told_by=wording.told_by(story, self.numbering),
            copied_by=wording.copied_by(story, self.numbering),
            rank=wording.rank_words(story.rank, self.view.tongue)
            if self.view.explain and story.rank
            else "",
        )

    def topic(self, topic: Topic, digest: Digest, place: int) -> TopicView:
        """Make a topic."""
        points = wording.topic_points(topic, digest)
        spoken = [a for key in topic.articles if (a := self.numbering.articles.get(key))]
        return TopicView(
            anchor=f"topic-{place}",
            label=clean(topic.label),
            # What a reader asked for is in the reader's own language.
            language=None if digest.query else _language_of(topic.label, spoken),
            count=wording.topic_count(topic, digest, self.view.tongue),
            points=self.points(points),
            above="" if points else wording.told_above(topic, digest, self.view.tongue),
            above_in=tuple(sorted(self.numbering.cited(topic.points))),
            note=wording.topic_note(topic, self.view.tongue),
        )

    def points(self, points: Iterable[Point]) -> tuple[PointView, ...]:
        """Make points."""
        return tuple(self._point(point) for point in points)

    def _point(self, point: Point) -> PointView:
        first = self.numbering.articles[point.citations[0].article]
        return PointView(
            text=clean(point.text),
            numbers=self.numbering.of_point(point),
            citations=tuple(
                self._citation(citation, wording.how_words(point, index, self.view.tongue))
                for index, citation in enumerate(point.citations)
            ),
            language=first.language,
        )

    def _citation(self, citation: Citation, how: str) -> CitationView:
        article = self.numbering.articles[citation.article]
        source = self.sources[citation.article]
        return CitationView(
            source=source,
            context=in_context(article, citation),
            url=quote_fragment(source.url, citation.quote) if source.url else None,
            how=how,
            span=wording.span_words(citation, self.view.tongue),
        )


# the page


def _page(template: str, *, tongue: Tongue, **values: Any) -> str:
    style = _style()
    digest = hashlib.sha256(style.encode()).digest()
    policy = f"default-src 'none'; style-src 'sha256-{base64.b64encode(digest).decode()}'; " + (
        "base-uri 'none'; form-action 'none'"
    )
    page = (
        _environment()
        .get_template(template)
        .render(style=style, policy=policy, say=tongue.say, page_language=tongue.code, **values)
    )
    return page.rstrip() + "\n"


@functools.cache
def _style() -> str:
    return (_TEMPLATES / "page.css").read_text(encoding="utf-8")


@functools.cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(
        loader=FunctionLoader(lambda name: (_TEMPLATES / name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
