"""The summarizer's own workbench: archive, encoder and pipeline, in a worker."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.jobs import (
    BriefJob,
    DigestJob,
    EditionJob,
    Progress,
    SearchJob,
    Selection,
    StoriesJob,
    StoryJob,
    list_digest,
)
from bot.prose import Prose, open_prose
from summarizer.domain import Article, Digest, Story, Window, make_id
from summarizer.settings import Settings

if TYPE_CHECKING:
    from summarizer.api import Summarizer
    from summarizer.archive.search import Hit

MOST_ENCODED = 1_024
"""Articles that one search has encoded, some ten seconds' worth: others wait for the worker, and a
briefing with them."""


class SummarizerBench:
    """Does jobs with the real summarizer. Cheap to build: the model loads on first use.

    Args:
        settings: the summarizer's.
        prose: puts briefs into a larger model's words; None opens what the settings name.
    """

    def __init__(self, settings: Settings, prose: Prose | None = None) -> None:
        from summarizer.library import Library
        from summarizer.models.encoder import open_embedder

        self.settings = settings
        self.prose = prose or open_prose(settings)
        self.library = Library(settings)
        self.embedder = open_embedder(settings)

    def machine(self, report: Progress) -> Summarizer:
        """Return a summarizer that tells how far it is."""
        from summarizer.api import Summarizer

        return Summarizer(self.settings, embedder=self.embedder, progress=report)

    def digest(self, job: DigestJob, articles: list[Article], report: Progress) -> Digest:
        """Digest articles."""
        selection = job.selection or Selection(())
        digest = self.machine(report).digest(
            articles,
            job.topic,
            selection.since,
            until=selection.until,
            limit=job.limit,
            words=job.words,
        )
        return self.prose.put(digest, self.embedder, report)

    def brief(self, job: BriefJob, report: Progress) -> Digest:
        """Brief articles; the story around the brief carries all of them."""
        brief = self.machine(report).brief(job.articles, words=job.words, title=job.title)
        story = replace(_story_of("brief", job.articles, brief.title), brief=brief)
        digest = replace(list_digest([story]), title=brief.title)
        return self.prose.put(digest, self.embedder, report)

    def stories(self, job: StoriesJob, articles: list[Article], report: Progress) -> list[Story]:
        """Find stories."""
        return self.machine(report).stories(articles, words=job.words)

    def story(self, job: StoryJob, around: list[Article], report: Progress) -> Digest:
        """Tell one story as it stands."""
        from summarizer.edition import Desk, whole_story
        from summarizer.storyline import as_it_stands

        first, *_ = job.articles
        if job.selection is not None:
            desk = Desk(self.library, self.embedder, report)
            story = whole_story(desk, first, around, sources=job.selection.sources)
        else:
            story = _story_of("story", job.articles, first.title)
        story = as_it_stands(story, self.embedder, words=job.words, report=report)
        digest = replace(list_digest([story]), title=story.title)
        return self.prose.put(digest, self.embedder, report)

    def edition(self, job: EditionJob, report: Progress) -> Digest:
        """Make an edition.

        What an earlier try for the same moment told is not counted as told, so a
        composition that died on the way is made again in full.
        """
        from summarizer.edition import Desk, make_edition
        from summarizer.wish import Wish

        selection = job.selection
        wish = Wish(
            words=job.words,
            topic=job.topic,
            window=Window(selection.since, selection.until),
            limit=job.limit,
            now=job.now,
        )
        digest = make_edition(
            Desk(self.library, self.embedder, report),
            wish,
            audience=job.audience,
            now=job.now,
            sources=list(selection.sources),
            told_before=job.now,
            keep=job.keep,
            shown_again=False,  # what its buttons show is the bot's, and kept for days
            late_after=job.late_after,
            zone=ZoneInfo(job.zone),
        )
        return self.prose.put(digest, self.embedder, report)

    def search(self, job: SearchJob) -> list[Hit]:
        """Search by words and meaning."""
        from summarizer.archive.search import Filter

        if not job.sources:  # to the archive no source means all, also other servers'
            return []
        only = Filter(since=job.since, until=job.until, sources=job.sources)
        return self.library.search(
            job.query, self.embedder, only=only, limit=job.limit, most=MOST_ENCODED
        )

    def select(self, selection: Selection) -> list[Article]:
        """Load the newest articles of a selection."""
        if not selection.sources:
            return []
        window = Window(selection.since, selection.until)
        return self.library.articles(window, sources=selection.sources, limit=selection.most)

    def close(self) -> None:
        """Let go of the archive, the cache of vectors and the models."""
        self.library.archive.close()
        self.embedder.close()
        self.prose.close()


def _story_of(kind: str, articles: tuple[Article, ...], title: str) -> Story:
    """Return the story that articles tell by themselves; `kind` parts its id from others'."""
    dates = [item.published for item in articles if item.published]
    return Story(
        make_id(kind, *(item.id for item in articles)),
        title,
        articles,
        first_seen=min(dates, default=None),
        last_seen=max(dates, default=None),
    )
