"""The bot with the real archive, web code and pipeline; only the encoder is a fake."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from helpers import Clock, open_database
from news import DIGEST
from support.fake_encoder import FakeEncoder
from support.newspaper import NOW, Newspaper, newspaper
from test_prose import Pen

from bot.bench import SummarizerBench
from bot.errors import Expired
from bot.format.cards import Keys, digest_pages
from bot.jobs import BriefJob, DigestJob, EditionJob, SearchJob, Selection, StoriesJob, do
from bot.prose import Prose
from bot.settings import BotSettings
from bot.shown import View, pages_of
from bot.wire import LibraryWire
from bot.workshop import no_report
from summarizer.archive.vectors import count_without_vector
from summarizer.domain import Digest
from summarizer.errors import NoArticle, NothingToBrief, ReadoutError
from summarizer.render import render_digest
from summarizer.render.jsonin import read_digest
from summarizer.settings import Settings
from summarizer.tongue import ENGLISH


@pytest.fixture
async def paper() -> AsyncIterator[Newspaper]:
    async with newspaper() as running:
        for number, title in enumerate(("Ferries for Marrowby", "Acorn bread in Tolgrave")):
            running.add(title, feed_words=140, hours_ago=2 + number)
        yield running


@pytest.fixture
async def wire(paper: Newspaper, tmp_path: Path) -> AsyncIterator[LibraryWire]:
    settings = Settings(_env_file=None, data_dir=tmp_path, allow_hosts=paper.host)
    made = LibraryWire(settings, Clock(NOW))
    yield made
    await made.close()


@pytest.fixture
def bench(wire: LibraryWire) -> Iterator[SummarizerBench]:
    made = SummarizerBench(wire.settings)
    made.embedder = FakeEncoder()
    yield made
    made.close()


async def test_a_quiet_day_names_the_day_of_the_readers_zone(
    wire: LibraryWire, paper: Newspaper, bench: SummarizerBench
) -> None:
    sources = await read_feed(wire, paper)
    evening = NOW.replace(hour=23)  # the 30th in Berlin

    def edition(at: datetime) -> EditionJob:
        chosen = Selection(sources, NOW - timedelta(days=1), at)
        return EditionJob(chosen, 60, "channel", at, zone="Europe/Berlin")

    assert do(edition(evening), bench, no_report).stories
    quiet = do(edition(evening + timedelta(hours=9)), bench, no_report)
    assert quiet.notices == ("A quiet day: nothing new since the digest of 30 August 2024.",)


async def read_feed(wire: LibraryWire, paper: Newspaper) -> tuple[str, ...]:
    added = await wire.add(paper.url("feed"))
    assert added.source and added.new
    [came] = await wire.fetch_due([added.source.id])
    assert came.new == 2
    return (added.source.id,)


async def test_a_feed_is_found_fetched_listed_and_removed(
    wire: LibraryWire, paper: Newspaper
) -> None:
    [ident] = await read_feed(wire, paper)
    assert [item.title for item in await wire.sources()] == ["Harbour Gazette"]
    headlines = await wire.headlines([ident], 10)
    assert [item.title for item in headlines] == ["Ferries for Marrowby", "Acorn bread in Tolgrave"]
    assert await wire.headlines([], 10) == []
    [article] = await wire.articles([headlines[0].article_id])
    assert article.title == "Ferries for Marrowby"
    assert b"Harbour Gazette" in await wire.export_opml(await wire.sources())
    await wire.let_go(ident)
    assert await wire.sources() == []


async def test_members_see_the_names_of_watched_files_and_never_where_they_lie(
    wire: LibraryWire, bench: SummarizerBench, tmp_path: Path
) -> None:
    folder = tmp_path / "watched" / "minutes"
    folder.mkdir(parents=True)
    text = "The council met on Monday in Marrowby. It voted for the bridge over the strait."
    (folder / "bridge.txt").write_text(f"Bridge for Marrowby\nAugust 30, 2024\n\n{text}\n")
    await asyncio.to_thread(wire.library.add, [str(folder)])
    await asyncio.to_thread(wire.library.fetch, everything=True)
    [source] = await wire.sources()
    now = NOW + timedelta(days=2)
    chosen = Selection((source.id,), NOW - timedelta(days=3), now)
    [article] = bench.select(chosen)
    assert await wire.articles([article.id]) == [article]
    [hit] = do(SearchJob("bridge strait", (source.id,)), bench, no_report)
    made = [
        do(EditionJob(chosen, 60, "channel", now), bench, no_report),
        do(DigestJob(60, chosen), bench, no_report),
        do(BriefJob((article,), 60), bench, no_report),
        do(StoriesJob(chosen, 60), bench, no_report),
        hit.article,
    ]
    assert all("bridge.txt" in repr(one) and str(tmp_path) not in repr(one) for one in made)


async def test_readers_wait_for_nobody_who_writes(
    wire: LibraryWire, paper: Newspaper, bench: SummarizerBench
) -> None:
    sources = await read_feed(wire, paper)
    with wire.library.archive.begin():  # a fetch that stores what came in
        async with asyncio.timeout(20):
            [first, _] = await wire.headlines(sources, 10)
            assert first.title == "Ferries for Marrowby"
            assert len(await wire.articles([first.article_id])) == len(await wire.sources()) == 1
            assert len(await asyncio.to_thread(bench.select, Selection(sources))) == 2


async def test_a_page_is_read_and_kept(wire: LibraryWire, paper: Newspaper) -> None:
    article = await wire.read(paper.url("a/0"))
    assert await wire.articles([article.id]) == [article]


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1/x", "file:///etc/passwd", "/etc", "ftp://a.example"]
)
async def test_an_address_that_is_not_safe_is_refused(wire: LibraryWire, address: str) -> None:
    with pytest.raises(ReadoutError):
        await wire.read(address)
    assert (await wire.add(address)).error
    assert await wire.sources() == []


async def test_a_file_is_read_whatever_its_name_says(wire: LibraryWire) -> None:
    text = "The council met on Monday in Marrowby. It voted for the bridge over the strait."
    article = await wire.read_file("../../etc/passwd.txt", text.encode())
    assert "voted for the bridge" in article.text
    with pytest.raises(ReadoutError, match="cannot be read"):
        await wire.read_file("program.exe", b"MZ")
    with pytest.raises(NoArticle):
        await wire.read_file("empty.txt", b"")


async def test_the_first_search_of_a_large_archive_does_not_keep_others_waiting(
    wire: LibraryWire,
    paper: Newspaper,
    bench: SummarizerBench,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.bench.MOST_ENCODED", 1)
    monkeypatch.setattr("summarizer.library.ENCODE_BATCH", 1)
    sources = await read_feed(wire, paper)

    def left() -> int:
        with wire.library.archive.read() as connection:
            return count_without_vector(connection, bench.embedder.name)

    assert left() == 2
    for title, still in (("Ferries for Marrowby", 1), ("Acorn bread in Tolgrave", 0)):
        hits = do(SearchJob(title, sources), bench, no_report)
        assert hits[0].article.title == title
        assert left() == still


async def test_a_digest_a_topic_stories_a_brief_and_a_search_over_the_archive(
    wire: LibraryWire, paper: Newspaper, bench: SummarizerBench
) -> None:
    selection = Selection(await read_feed(wire, paper), NOW - timedelta(days=1))
    digest = do(DigestJob(60, selection, limit=5), bench, no_report)
    assert digest.stories and digest.coverage.used == 2
    topic = do(DigestJob(60, selection, topic="acorn bread"), bench, no_report)
    assert topic.query == "acorn bread"
    stories = do(StoriesJob(selection), bench, no_report)
    assert stories.stories
    brief = do(BriefJob(digest.stories[0].articles, 60), bench, no_report)
    assert brief.stories[0].brief and brief.stories[0].brief.points
    hits = do(SearchJob("acorn", selection.sources), bench, no_report)
    assert hits[0].article.title == "Acorn bread in Tolgrave"
    assert do(SearchJob("acorn", ("nobody",)), bench, no_report) == []
    assert do(SearchJob("acorn", ()), bench, no_report) == [], "who reads nothing finds nothing"
    before = SearchJob("acorn", selection.sources, until=NOW - timedelta(hours=12))
    assert do(before, bench, no_report) == []
    with pytest.raises(NothingToBrief):
        do(DigestJob(60, Selection(())), bench, no_report)


async def test_an_edition_that_died_is_made_again_in_full_and_the_next_repeats_nothing(
    wire: LibraryWire, paper: Newspaper, bench: SummarizerBench
) -> None:
    sources = await read_feed(wire, paper)
    job = EditionJob(Selection(sources, NOW - timedelta(days=1), NOW), 60, "schedule-1", NOW)
    first = bench.edition(job, no_report)
    again = bench.edition(job, no_report)
    assert first.id == again.id and first.stories
    tomorrow = NOW + timedelta(days=1)
    later = replace(
        job, now=tomorrow, selection=Selection(sources, NOW - timedelta(days=1), tomorrow)
    )
    assert bench.edition(later, no_report).stories == ()
    await wire.forget_told("schedule-1", NOW)
    assert bench.edition(later, no_report).stories, "what was never posted is told again"
    assert bench.edition(later, no_report).stories
    await wire.forget_told("schedule-1", NOW)
    after = replace(later, now=tomorrow + timedelta(minutes=1))
    assert bench.edition(after, no_report).stories == (), "what a later edition told stays told"
    other = replace(later, audience="schedule-2")
    assert bench.edition(other, no_report).stories


async def test_what_a_feed_brings_a_day_late_is_posted_once_with_its_date(
    wire: LibraryWire, paper: Newspaper, bench: SummarizerBench
) -> None:
    sources = await read_feed(wire, paper)

    def morning(days: int, last: int | None) -> Digest:
        now = NOW + timedelta(days=days)
        begin = NOW + timedelta(days=days - 1, hours=-12)
        after = None if last is None else NOW + timedelta(days=last)
        chosen = Selection(sources, begin, now)
        return bench.edition(EditionJob(chosen, 60, "channel", now, late_after=after), no_report)

    assert morning(0, None).stories
    assert morning(2, 0).stories == ()
    assert isinstance(wire.clock, Clock)
    wire.clock.at = NOW + timedelta(days=2, hours=18)  # the feed is back
    paper.add("Lanterns in Oskelund", feed_words=140, hours_ago=-24)
    paper.items[-1].feed_text = paper.items[-1].page_text = (
        "Oskelund hung nine hundred paper lanterns above its market square on Thursday evening. "
        "Children had folded them since June, said the teacher Maren Solvik. "
        "The lanterns stay up until the first frost, and are then given to the hospital."
    )
    await wire.fetch_due(list(sources))
    made = morning(3, 2)
    assert [story.title for story in made.stories] == ["Lanterns in Oskelund"]
    [page, *_] = digest_pages(made, Keys("k"), title="Briefing", tongue=ENGLISH)
    said = "\n".join(line.text for line in page.lines)
    assert f"<t:{int((NOW + timedelta(days=1)).timestamp())}:D>" in said
    assert morning(4, 3).stories == ()


async def test_what_is_older_than_the_days_that_are_set_is_deleted(
    wire: LibraryWire, paper: Newspaper
) -> None:
    sources = await read_feed(wire, paper)
    wire.clock.at = NOW + timedelta(days=31)
    await wire.forget_old()
    assert len(await wire.headlines(sources, 9)) == 2, "by default everything is kept"
    wire.library.settings = wire.settings.model_copy(update={"keep_days": 30})
    await wire.forget_old()
    assert await wire.headlines(sources, 9) == []


async def test_of_what_a_channel_was_told_no_whole_digests_pile_up_in_the_archive(
    wire: LibraryWire, paper: Newspaper, bench: SummarizerBench
) -> None:
    sources = await read_feed(wire, paper)
    job = EditionJob(Selection(sources, NOW - timedelta(days=1), NOW), 60, "schedule-9", NOW)
    assert bench.edition(job, no_report).stories
    with wire.library.archive.read() as connection:
        [payload] = connection.exec_driver_sql("SELECT payload FROM digests").scalars()
    assert payload == ""
    again = replace(job, now=NOW + timedelta(hours=1))
    assert bench.edition(again, no_report).stories == (), "and yet it is known what was told"


async def test_digests_briefs_and_editions_are_put_into_a_models_words(
    wire: LibraryWire, paper: Newspaper, bench: SummarizerBench
) -> None:
    sources = await read_feed(wire, paper)
    selection = Selection(sources, NOW - timedelta(days=1), NOW)
    plain = do(DigestJob(60, selection), bench, no_report)
    sentence = plain.stories[0].brief.points[0].text
    bench.prose = Prose(Pen(sentence))
    digest = do(DigestJob(60, selection), bench, no_report)
    brief = do(BriefJob(plain.stories[0].articles, 60), bench, no_report)
    edition = do(EditionJob(selection, 60, "schedule-9", NOW), bench, no_report)
    for made in (digest, brief, edition):
        assert made.stories[0].brief.points[0].kind == "written"
        assert "pen wrote" in made.notices[-1] and made.model.startswith("pen, ")


async def test_a_preview_leaves_no_trace(
    wire: LibraryWire, paper: Newspaper, bench: SummarizerBench
) -> None:
    sources = await read_feed(wire, paper)
    selection = Selection(sources, NOW - timedelta(days=1), NOW)
    job = EditionJob(selection, 60, "schedule-1", NOW, keep=False)
    bench.edition(job, no_report)
    after = replace(job, now=NOW + timedelta(hours=1))
    assert bench.edition(after, no_report).stories


def test_a_kept_answer_looks_the_same_when_it_is_read_again() -> None:
    again = read_digest(render_digest(DIGEST, "json"))
    for kind in ("digest", "stories", "sources", "brief", "evidence"):
        view = View(kind, notes=("a note",))
        assert View.from_json(asdict(view)) == view
        assert pages_of(view, again, Keys("k"), ENGLISH) == pages_of(
            view, DIGEST, Keys("k"), ENGLISH
        ), kind


async def test_an_answer_that_is_not_kept_has_expired(tmp_path: Path) -> None:
    from bot.shown import recall

    class Kept:
        database = open_database(tmp_path)
        clock = staticmethod(lambda: datetime(2024, 1, 1, tzinfo=UTC))
        settings = BotSettings(_env_file=None)

    with pytest.raises(Expired):
        await recall(Kept(), "nothing")  # type: ignore[arg-type]
    Kept.database.close()
