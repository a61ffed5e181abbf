"""Briefs in a larger model's words on Discord: checked, in time, and never in the way."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bot_in import Running, bot_in
from fakes import FakeBench
from helpers import texts
from news import ARTICLES
from standin import StandIn
from support.fake_encoder import FakeEncoder
from support.tiny_judge import save_taught
from support.writing_server import server

from bot.jobs import BriefJob, DigestJob, EditionJob, Job
from bot.jobs import Progress as Report
from bot.newsroom import Newsroom
from bot.prose import Halt, Prose, open_prose
from bot.workshop import ThreadWorkshop, no_report
from summarizer.domain import Article, Digest
from summarizer.errors import ModelMissing, SettingsError, WriterFailed
from summarizer.models.base import Draft, Progress, Task
from summarizer.models.judges import check_judge
from summarizer.models.judges.local import LocalJudge
from summarizer.models.writers import check_writer
from summarizer.settings import Settings

FERRY_URL = ARTICLES[0].url
TRUE = "The harbour council of Marrowby voted on Tuesday to buy two electric ferries."
INVENTED = "The boats will cost 99 million crowns and replace diesel ones from 1987."


class Pen:
    """A writer that writes what it is told to; `until` holds it up until it is asked to stop."""

    name, follows, room = "pen", True, 8_000

    def __init__(self, text: str = TRUE, *, problem: str = "", waits: bool = False) -> None:
        self.text, self.problem, self.waits = text, problem, waits
        self.begun = threading.Event()

    def load(self) -> None:
        pass

    def write(
        self,
        task: Task,
        *,
        stop: threading.Event | None = None,
        progress: Progress | None = None,
    ) -> Draft:
        self.begun.set()
        if progress:
            progress(3, 40)
        if self.problem:
            raise WriterFailed(self.problem, subject="pen")
        while self.waits:
            if stop is not None and stop.is_set():
                return Draft("", finished=False, note="it was cancelled")
            threading.Event().wait(0.002)
        return Draft(self.text)

    def close(self) -> None:
        pass


class PenBench(FakeBench):
    """The invented news, put into prose by the bot's own code."""

    prose = Prose(None)

    def brief(self, job: BriefJob, report: Report) -> Digest:
        return self.prose.put(super().brief(job, report), FakeEncoder(), report)

    def digest(self, job: DigestJob, articles: list[Article], report: Report) -> Digest:
        return self.prose.put(super().digest(job, articles, report), FakeEncoder(), report)

    def edition(self, job: EditionJob, report: Report) -> Digest:
        return self.prose.put(super().edition(job, report), FakeEncoder(), report)


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Running]:
    async with StandIn() as discord:
        discord.add_channel(discord.add_guild())
        async with bot_in(discord, tmp_path, bench=PenBench()) as running:
            await running.read_site()
            yield running


def settings_of(url: str, judge: str = "") -> Settings:
    return Settings(
        _env_file=None, writer="server", writer_url=url, writer_model="scribe", judge=judge,
        writer_dtype="float32", writer_device="cpu", threads=1,
    )  # fmt: skip


async def test_a_brief_is_in_the_models_words_and_says_so(running: Running) -> None:
    with server(TRUE) as url:
        running.bench.prose = open_prose(settings_of(url))
        use = await running.command("brief", link=FERRY_URL)
    assert f"- {TRUE} [1]" in use.text
    assert "scribe wrote 1 of 1 briefs; of its 1 sentences all were supported" in use.text
    assert "scribe, fake-model" in use.text
    longer = next(item for item in use.custom_ids() if item.startswith("ro:point:"))
    evidence = await running.press(longer, values=["0"], message=use.message | {"asked_by": 77})
    assert f"> {TRUE}" in evidence.text, "what it wrote leads to the article's words"


async def test_what_no_article_says_never_reaches_a_reader(running: Running) -> None:
    running.bench.prose = Prose(Pen(f"{TRUE} {INVENTED}"))
    use = await running.command("brief", link=FERRY_URL)
    assert TRUE in use.text and "99 million" not in use.text
    assert "not supported by the sources" in use.text


@pytest.mark.model
async def test_what_the_entailment_model_refuses_never_reaches_a_reader(
    running: Running, tmp_path: Path
) -> None:
    right = "The council of Marrowby voted on Tuesday to buy two electric ferries."
    wrong = "The islands voted on Tuesday to buy two electric ferries."
    text = ARTICLES[0].text
    examples = [
        (text, right, True),
        (text, wrong, False),
        (TRUE, right, True),
        (TRUE, wrong, False),
    ]
    judge = save_taught(tmp_path / "judge", examples)
    alone = digest_by(Prose(Pen(f"{right} {wrong}"))).stories[0].brief
    assert alone and [point.text for point in alone.points] == [right, wrong]
    with server(f"{right} {wrong}") as url:
        running.bench.prose = open_prose(settings_of(url, str(judge)))
        judged = await running.command("brief", link=FERRY_URL)
    assert right in judged.text and wrong not in judged.text
    held = running.bench.prose.judge
    assert isinstance(held, LocalJudge) and held.loaded
    running.bench.prose.close()
    assert not held.loaded, "it is let go with the writer"
    assert "not supported by the sources" in judged.text


async def test_a_judge_that_is_not_there_leaves_the_extract_and_the_reader_is_told(
    running: Running,
) -> None:
    with server(TRUE) as url:
        running.bench.prose = open_prose(settings_of(url, "nobody/such-model"))
        use = await running.command("brief", link=FERRY_URL)
    assert "scribe was not used (the entailment model cannot be used: nobody/such-model" in use.text
    assert "the articles' own wording" in use.text


@pytest.mark.parametrize("command", ["brief", "digest"])
async def test_a_writer_that_fails_leaves_the_extract_and_the_reader_is_told(
    running: Running, command: str
) -> None:
    with server("", status=401) as url:
        running.bench.prose = open_prose(settings_of(url))
        options = {"link": FERRY_URL} if command == "brief" else {}
        use = await running.command(command, **options)
    assert "voted on Tuesday to buy two electric ferries. [1]" in use.text
    assert "scribe was not used" in use.text and "the articles' own wording" in use.text


@pytest.mark.parametrize("problem", ["", "it ran out of memory"])
async def test_a_scheduled_briefing_is_posted_with_or_without_the_writer(
    running: Running, problem: str
) -> None:
    running.bench.prose = Prose(Pen(problem=problem))
    await running.command("schedule add", times="8")
    running.clock.to("2024-08-28T08:00")
    await running.see_through()
    [posted] = texts(running.channel)
    assert TRUE in posted
    assert ("pen was not used" in posted) is bool(problem)
    [message] = running.channel.messages.values()
    about = next(item for item in ids_in(message) if item.startswith("ro:about:"))
    running.bot.office.writer_host = "scribe.example"
    told = (await running.press(about, message=message)).text
    if problem:
        assert "the articles' own words" in told and "this bot's own machine" in told
    else:
        assert "A model wrote it" in told and "runs at scribe.example" in told


def ids_in(message: dict[str, Any]) -> list[str]:
    from standin.interactions import ids_of

    return ids_of(message["components"])


@pytest.mark.usefixtures("impatient")
async def test_others_are_answered_while_a_model_writes_and_progress_is_shown(
    running: Running,
) -> None:
    pen = Pen(waits=True)
    running.bench.prose = Prose(pen)
    use = await running.use.command("brief", running.channel, link=FERRY_URL)
    async with asyncio.timeout(60):
        while "Putting it into words 3 of 40" not in use.text:
            use.changed.clear()
            await use.changed.wait()
    assert "/digest" in (await running.command("help")).text
    pen.waits = False
    assert TRUE in (await use.answered()).text


def digest_by(prose: Prose) -> Digest:
    bench = PenBench()
    bench.prose = prose
    return bench.brief(BriefJob(ARTICLES[:1], 60), no_report)


def test_a_writer_whose_time_is_up_gives_way_to_the_extract() -> None:
    made = digest_by(Prose(Pen(waits=True), seconds=0.02))
    assert made.stories[0].brief and made.stories[0].brief.points[0].kind == "verbatim"
    assert made.notices == (
        "pen was not used (it ran out of time); this is the articles' own wording.",
    )
    assert made.model == "fake-model", "who wrote nothing is not named"


def test_a_halt_is_set_by_time_by_hand_and_by_who_cancels() -> None:
    now = [0.0]
    cancelled = [False]
    halt = Halt(10, lambda: cancelled[0], lambda: now[0])
    assert not halt.is_set()
    now[0] = 10.0
    assert halt.is_set() and halt.late
    now[0], cancelled[0] = 0.0, True
    assert halt.is_set() and not halt.late


async def test_writing_ends_when_nobody_waits_and_half_an_answer_is_not_kept() -> None:
    pen = Pen(waits=True)
    bench = PenBench()
    cancelled = threading.Event()
    bench.prose = Prose(pen, cancelled=cancelled.is_set)
    room = Newsroom(ThreadWorkshop(lambda: bench, cancelled))
    job: Job = BriefJob(ARTICLES[:1], 60)
    asked = asyncio.create_task(room.ask("a", job))
    await asyncio.to_thread(pen.begun.wait, 60)
    asked.cancel()
    await asyncio.gather(asked, return_exceptions=True)
    pen.waits = False
    made = await room.ask("b", job)
    assert made.stories[0].brief.points[0].kind == "written" and len(bench.done) == 2
    await room.close()


async def test_closing_does_not_wait_for_a_writer() -> None:
    pen = Pen(waits=True)
    bench = PenBench()
    cancelled = threading.Event()
    bench.prose = Prose(pen, cancelled=cancelled.is_set)
    workshop = ThreadWorkshop(lambda: bench, cancelled)
    room = Newsroom(workshop)
    asked = asyncio.create_task(room.ask("a", BriefJob(ARTICLES[:1], 60)))
    await asyncio.to_thread(pen.begun.wait, 60)
    await room.close()
    await asyncio.gather(asked, return_exceptions=True)
    async with asyncio.timeout(60):
        await asyncio.to_thread(workshop.executor.shutdown, True)


def test_without_a_writer_everything_stays_as_it_is() -> None:
    made = digest_by(open_prose(Settings(_env_file=None)))
    assert made.notices == () and check_writer(Settings(_env_file=None)).startswith("none")


def test_a_server_without_an_address_is_refused_at_start() -> None:
    with pytest.raises(SettingsError, match="needs an address and a model"):
        check_writer(replace_writer(Settings(_env_file=None), "server"))


def test_a_judge_that_is_not_there_is_refused_at_start() -> None:
    settings = Settings(_env_file=None)
    assert check_judge(settings).startswith("none")
    with pytest.raises(ModelMissing, match="readout models pull nobody/such-model"):
        check_judge(settings.model_copy(update={"judge": "nobody/such-model"}))


def replace_writer(settings: Settings, writer: str) -> Settings:
    return settings.model_copy(update={"writer": writer})


def test_a_story_that_was_not_written_keeps_its_words() -> None:
    whole = digest_by(Prose(None))
    bare = replace(whole, stories=(replace(whole.stories[0], brief=None),))
    assert Prose(Pen()).put(bare, FakeEncoder(), no_report) == bare
