"""The bot's outside things, as official fakes: archive, web and model."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from news import ARTICLES, FERRY_STORY, digest_of, story

from bot.jobs import (
    BriefJob,
    DigestJob,
    EditionJob,
    Progress,
    SearchJob,
    Selection,
    StoriesJob,
    StoryJob,
)
from bot.wire import Headline
from summarizer.archive.search import Hit
from summarizer.archive.sources import Source
from summarizer.domain import Article, Digest, Story
from summarizer.errors import NoArticle, NothingToBrief, Refused
from summarizer.gather import Gathered
from summarizer.library import Added
from summarizer.sources.guard import shown_address
from summarizer.sources.politeness import Health


def make_source(ident: str, url: str, title: str = "", **health: Any) -> Source:
    return Source(ident, "feed", url, title or ident.title(), (), Health(**health))


class FakeWire:
    """An archive in memory, and a web of three articles."""

    def __init__(self) -> None:
        self.by_address = {item.url: item for item in ARTICLES}
        self.kept: dict[str, Article] = {item.id: item for item in ARTICLES}
        self.known: dict[str, Source] = {}
        self.fetched: list[str] = []
        self.forgotten: list[str] = []
        self.withdrawn: list[datetime | None] = []
        self.stopped: list[Source] = []
        self.closed = False
        self.tidied = 0

    async def read(self, address: str) -> Article:
        found = self.by_address.get(address)
        if found is None:
            raise Refused("that address is not fetched", subject=shown_address(address))
        return found

    async def read_file(self, name: str, body: bytes) -> Article:
        if not body.strip():
            raise NoArticle("it contains no article", subject=name)
        made = Article(text=body.decode(), title=name, origin=name)
        self.kept[made.id] = made
        return made

    async def add(self, address: str, *, by: str | None = None) -> Added:
        if "private" in address:
            return Added(address, error="that address is not fetched")
        new = address not in self.known
        made = make_source(f"s{len(self.known)}", address, "Island Wire")
        self.known.setdefault(address, replace(made, brought_by=by))
        return Added(address, self.known[address], new)

    async def import_opml(
        self, body: bytes, *, most: int, by: str | None = None
    ) -> tuple[list[Added], int]:
        added: list[Added] = []
        lines = body.decode().split()
        while lines and sum(item.source is not None for item in added) < most:
            added.append(await self.add(lines.pop(0), by=by))
        return added, len(lines)

    def mishap(self) -> None:
        return None

    def make_room(self) -> None:
        pass

    async def export_opml(self, sources: Sequence[Source]) -> bytes:
        return " ".join(item.url for item in sources).encode()

    async def let_go(self, source_id: str) -> Source | None:
        gone = next((item for item in self.known.values() if item.id == source_id), None)
        self.known = {url: item for url, item in self.known.items() if item.id != source_id}
        return gone

    async def put_back(self, source: Source) -> None:
        self.known.setdefault(source.url, source)

    async def sources(self) -> list[Source]:
        return list(self.known.values())

    async def articles(self, ids: Sequence[str]) -> list[Article]:
        return [self.kept[item] for item in ids if item in self.kept]

    async def headlines(self, sources: Sequence[str], limit: int) -> list[Headline]:
        return [Headline(item.id, item.title) for item in ARTICLES] if sources else []

    async def fetch_due(self, only: Sequence[str] | None = None) -> list[Gathered]:
        if only is None:
            return []
        self.fetched += only
        return [Gathered(item, new=3) for item in self.known.values() if item.id in only]

    async def alarms(self) -> list[Source]:
        stopped, self.stopped = self.stopped, []
        return stopped

    async def forget_told(self, audience: str, at: datetime | None = None) -> None:
        self.forgotten.append(audience)
        self.withdrawn.append(at)

    async def forget_old(self) -> None:
        self.tidied += 1

    async def close(self) -> None:
        self.closed = True


@dataclass
class FakeBench:
    """Does jobs at once, with the invented news; `gate` holds it up where a test wants."""

    gate: threading.Event = field(default_factory=threading.Event)
    done: list[Any] = field(default_factory=list)
    quiet: bool = False
    problem: Exception | None = None
    steps: int = 0
    many: int = 0
    closed: int = 0

    def __post_init__(self) -> None:
        self.gate.set()

    def note(self, job: Any, report: Progress) -> None:
        for step in range(self.steps):
            report("encoding", step + 1, self.steps)
        assert self.gate.wait(30)
        self.done.append(job)
        if self.problem is not None:
            raise self.problem

    def digest(self, job: DigestJob, articles: list[Article], report: Progress) -> Digest:
        self.note(job, report)
        made = digest_of(tuple(story((item,), f"story-{item.id}") for item in articles))
        return replace(made, title=f"News on {job.topic}" if job.topic else "Digest")

    def brief(self, job: BriefJob, report: Progress) -> Digest:
        self.note(job, report)
        made = digest_of((story(job.articles, "brief"),), title=job.articles[0].title)
        brief = made.stories[0].brief
        assert brief
        return replace(
            made, stories=(replace(made.stories[0], brief=replace(brief, length=job.words)),)
        )

    def stories(self, job: StoriesJob, articles: list[Article], report: Progress) -> list[Story]:
        self.note(job, report)
        if self.many:
            return [story((articles[0],), f"story-{n}") for n in range(self.many)]
        rest = [story((item,), f"story-{item.id}") for item in articles[2:]]
        return [FERRY_STORY, *rest]

    def story(self, job: StoryJob, around: list[Article], report: Progress) -> Digest:
        self.note(job, report)
        first = job.articles[0].id
        told = FERRY_STORY if any(first == item.id for item in FERRY_STORY.articles) else None
        return digest_of((told or story(job.articles, "story"),))

    def edition(self, job: EditionJob, report: Progress) -> Digest:
        self.note(job, report)
        if self.quiet:
            empty = digest_of(())
            return replace(empty, notices=("A quiet day: no article came in.",))
        return digest_of((FERRY_STORY,), title="Digest")

    def search(self, job: SearchJob) -> list[Hit]:
        self.note(job, lambda *_: None)
        wanted = job.query.casefold()
        found = [item for item in ARTICLES if wanted in item.text.casefold()]
        return [Hit(item, 1.0, 0, 60, "both") for item in found]

    def select(self, selection: Selection) -> list[Article]:
        if self.quiet:
            raise NothingToBrief("no article came in")
        return list(ARTICLES) if selection.sources else []

    def close(self) -> None:
        self.closed += 1


Clock = Callable[[], datetime]
