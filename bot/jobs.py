"""What the model is asked to do, as values that a worker process can take.

A job names articles or a selection of the archive; `do` works it out. Two jobs with
the same `key` have the same result.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from summarizer.domain import Article, Coverage, Digest, Story, Window, make_id
from summarizer.errors import NothingToBrief

if TYPE_CHECKING:
    from summarizer.archive.search import Hit

Progress = Callable[[str, int, int], None]
"""Called with (step, done, total); total 0 is "not known"."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Articles of the archive.

    Attributes:
        sources: ids; articles that one of them carries.
        since, until: when they appeared.
        most: at most so many, the newest.
    """

    sources: tuple[str, ...]
    since: datetime | None = None
    until: datetime | None = None
    most: int = 300


@dataclass(frozen=True, slots=True)
class BriefJob:
    """Brief articles on one event; the answer is a digest of one story."""

    articles: tuple[Article, ...]
    words: int
    title: str | None = None


@dataclass(frozen=True, slots=True)
class DigestJob:
    """Digest articles, given or selected; with a topic, what is said on it."""

    words: int
    selection: Selection | None = None
    articles: tuple[Article, ...] = ()
    topic: str | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class StoriesJob:
    """List the stories of selected articles; the answer is a digest of stories alone."""

    selection: Selection
    words: int = 40


@dataclass(frozen=True, slots=True)
class StoryJob:
    """Tell a story as it stands; the answer is a digest of that story.

    With a selection the first article tells the story, and the rest of it is looked for there and
    in what editions told; without one the articles are the story.
    """

    articles: tuple[Article, ...]
    words: int
    selection: Selection | None = None


@dataclass(frozen=True, slots=True)
class EditionJob:
    """What is new to an audience, with a topic what is new on it.

    `keep` remembers what it is told, `zone` is the readers'.

    `late_after` as in `make_edition`.
    """

    selection: Selection
    words: int
    audience: str
    now: datetime
    topic: str | None = None
    limit: int | None = None
    keep: bool = True
    zone: str = "UTC"
    late_after: datetime | None = None


@dataclass(frozen=True, slots=True)
class SearchJob:
    """Search an owner's articles of a time by words and meaning."""

    query: str
    sources: tuple[str, ...]
    since: datetime | None = None
    until: datetime | None = None
    limit: int = 20


Job = BriefJob | DigestJob | StoriesJob | StoryJob | EditionJob | SearchJob
Result = Any
"""A `Digest` of every job but a search; of that a list of `Hit`s."""


def job_key(job: Job) -> str:
    """Return what tells jobs apart: all their fields, articles by id, headline and length."""
    parts = [type(job).__name__]
    for field in fields(job):
        value = getattr(job, field.name)
        if field.name == "articles":
            value = [(item.id, item.title, len(item.text)) for item in value]
        parts.append(repr(value))
    return make_id(*parts)


class Bench(Protocol):
    """What a worker works with."""

    def digest(self, job: DigestJob, articles: list[Article], report: Progress) -> Digest:
        """Digest articles."""

    def brief(self, job: BriefJob, report: Progress) -> Digest:
        """Brief articles."""

    def stories(self, job: StoriesJob, articles: list[Article], report: Progress) -> list[Story]:
        """Find stories."""

    def story(self, job: StoryJob, around: list[Article], report: Progress) -> Digest:
        """Tell one story, which may go on in the articles around it."""

    def edition(self, job: EditionJob, report: Progress) -> Digest:
        """Make an edition."""

    def search(self, job: SearchJob) -> list[Hit]:
        """Search."""

    def select(self, selection: Selection) -> list[Article]:
        """Load articles of the archive."""

    def close(self) -> None:
        """Let go of the archive and the model."""


def do(job: Job, bench: Bench, report: Progress) -> Result:
    """Do a job.

    Raises:
        ReadoutError: it cannot be done, in words for a reader.
    """
    if isinstance(job, BriefJob):
        return bench.brief(job, report)
    if isinstance(job, EditionJob):
        return bench.edition(job, report)
    if isinstance(job, SearchJob):
        return bench.search(job)
    if isinstance(job, StoryJob):
        return bench.story(job, bench.select(job.selection) if job.selection else [], report)
    if isinstance(job, StoriesJob):
        articles = bench.select(job.selection)
        return list_digest(bench.stories(job, articles, report))
    articles = list(job.articles) or bench.select(job.selection or Selection(()))
    if not articles:
        raise NothingToBrief(
            "no article came in", advice="Check /sources list, or ask for a longer period."
        )
    return bench.digest(job, articles, report)


def list_digest(stories: list[Story]) -> Digest:
    """Return stories as a digest that holds nothing else."""
    articles = tuple({item.id: item for story in stories for item in story.articles}.values())
    return Digest(
        id=make_id("stories", *(story.id for story in stories)),
        title="Stories",
        window=Window(),
        lead=(),
        stories=tuple(stories),
        topics=(),
        articles=articles,
        coverage=Coverage(len(articles), len(articles)),
        model=next((story.brief.model for story in stories if story.brief), ""),
        version="",
    )
