"""The async door to the summarizer: a fair queue, one computation for equal questions.

Askers take turns: whoever asks ten questions waits behind everybody else's first. A
question that is already asked is not computed again; a question nobody waits for any
more is taken out of the queue. Answers are kept for a while.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.errors import Busy
from bot.jobs import Job, Progress, Result, job_key
from bot.workshop import Workshop, no_report

log = logging.getLogger(__name__)

MOST_OF_ONE = 10
"""Questions of one member that wait: a few members could fill the queue for everybody else."""

KEPT_ANSWERS = 64
KEPT_SECONDS = 900.0
"""An answer is given again for a quarter of an hour: as long as an interaction lives."""


@dataclass(slots=True)
class Question:
    """A job that somebody waits for."""

    key: str
    job: Job
    answer: asyncio.Future[Result]
    listeners: list[Progress] = field(default_factory=list)
    waiting: int = 0
    dropped: bool = False

    def tell(self, step: str, done: int, total: int) -> None:
        """Tell everybody who waits how far it is."""
        for listener in self.listeners:
            listener(step, done, total)


class Newsroom:
    """Answers questions, one at a time, in turns.

    Args:
        workshop: where the work is done.
        limit: most questions that wait.
        idle_seconds: after which the workshop rests; 0: never.
        make_room: called before each job: lets memory go that the job may need.
        clock: seconds that only go forward.
    """

    def __init__(
        self,
        workshop: Workshop,
        *,
        limit: int = 500,
        idle_seconds: float = 0.0,
        make_room: Callable[[], None] = lambda: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.workshop = workshop
        self.limit = limit
        self.idle_seconds = idle_seconds
        self.make_room = make_room
        self.clock = clock
        self.lines: OrderedDict[str, deque[Question]] = OrderedDict()
        self.asked: dict[str, Question] = {}
        self.kept: OrderedDict[str, tuple[float, Result]] = OrderedDict()
        self.arrived = asyncio.Event()
        self.runner: asyncio.Task[None] | None = None
        self.computed = 0
        self.current: Question | None = None

    @property
    def waiting(self) -> int:
        """How many questions are in the queue."""
        return sum(len(line) for line in self.lines.values())

    async def ask(
        self, asker: str, job: Job, report: Progress = no_report, *, must: bool = False
    ) -> Result:
        """Return the answer to a job.

        Args:
            asker: in whose line it waits.
            job: what is asked.
            report: told how far it is.
            must: wait in any case: it is a briefing, which a full queue keeps from nobody.

        Raises:
            Busy: too many questions wait.
            ReadoutError: the job cannot be done.
        """
        key = job_key(job)
        kept = self.kept.get(key)
        if kept is not None and self.clock() - kept[0] < KEPT_SECONDS:
            return kept[1]
        known = self.asked.get(key)
        question = known if known and not known.dropped else self.queue(asker, key, job, must)
        question.listeners.append(report)
        question.waiting += 1
        try:
            return await asyncio.shield(question.answer)
        finally:
            question.waiting -= 1
            question.listeners.remove(report)
            if question.waiting == 0 and not question.answer.done():
                self.drop(question)

    def queue(self, asker: str, key: str, job: Job, must: bool) -> Question:
        """Put a question at the end of its asker's line."""
        if not must:
            self.check_room(asker)
        question = Question(key, job, asyncio.get_running_loop().create_future())
        self.asked[key] = question
        self.lines.setdefault(asker, deque()).append(question)
        self.arrived.set()
        if self.runner is None:
            self.runner = asyncio.create_task(self.run())
        return question

    def check_room(self, asker: str) -> None:
        """Raise Busy where an asker, or all together, have as many questions as may wait."""
        if self.waiting >= self.limit:
            raise Busy(
                f"{self.waiting} questions are waiting", advice="Please ask again in a few minutes."
            )
        if len(self.lines.get(asker, ())) >= MOST_OF_ONE:
            raise Busy(
                f"you have {MOST_OF_ONE} questions waiting",
                advice="Please ask again when they are answered.",
            )

    def drop(self, question: Question) -> None:
        """Take a question that nobody waits for out of its line; end one under way soon."""
        if question is self.current:
            question.dropped = True
            self.workshop.cancel()
        for asker, line in list(self.lines.items()):
            if question in line:
                line.remove(question)
                self.asked.pop(question.key, None)
                if not line:
                    del self.lines[asker]

    def next_question(self) -> Question | None:
        """Return the next question; its asker goes to the end of the round."""
        if not self.lines:
            return None
        asker, line = next(iter(self.lines.items()))
        question = line.popleft()
        del self.lines[asker]
        if line:
            self.lines[asker] = line
        return question

    async def run(self) -> None:
        """Answer questions until cancelled."""
        while True:
            question = self.next_question()
            if question is None:
                self.arrived.clear()
                await self.idle()
                continue
            await self.answer(question)

    async def idle(self) -> None:
        """Wait for a question; let the workshop rest when none comes for long."""
        try:
            async with asyncio.timeout(self.idle_seconds or None):
                await self.arrived.wait()
        except TimeoutError:
            await self.workshop.rest()
            await self.arrived.wait()

    async def answer(self, question: Question) -> None:
        """Do one job and give its answer, or its error, to everybody who waits."""
        started = self.clock()
        self.current = question
        try:
            self.make_room()
            result = await self.workshop.work(question.job, question.tell)
        except asyncio.CancelledError:
            refuse(question, Busy("the bot is being restarted"))
            raise
        except Exception as error:
            refuse(question, error)
        else:
            self.computed += 1
            if not question.dropped:
                self.keep(question.key, result)
            if not question.answer.done():
                question.answer.set_result(result)
            took = round(self.clock() - started, 2)
            log.info("job done", extra={"job": type(question.job).__name__, "seconds": took})
        finally:
            self.current = None
            if self.asked.get(question.key) is question:
                del self.asked[question.key]

    def keep(self, key: str, result: Result) -> None:
        """Keep an answer for who asks the same next."""
        self.kept[key] = (self.clock(), result)
        while len(self.kept) > KEPT_ANSWERS:
            self.kept.popitem(last=False)

    async def close(self) -> None:
        """Stop: whoever waits is told, the workshop ends."""
        if self.runner is not None:
            self.runner.cancel()
            await asyncio.gather(self.runner, return_exceptions=True)
        for question in self.asked.values():
            refuse(question, Busy("the bot is being restarted"))
        await self.workshop.close()


def refuse(question: Question, error: Exception) -> None:
    """Give an error to everybody who waits; it is no loss if nobody is left."""
    if not question.answer.done():
        question.answer.set_exception(error)
        question.answer.exception()
