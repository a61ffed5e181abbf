"""A whole digest in a model's words says how many of its sentences were mended."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Sequence

from summarizer.domain import Article, Brief, Citation, Coverage, Digest, Point, Story, Window
from summarizer.errors import ModelError
from summarizer.models.base import Draft, Progress, Task
from summarizer.text.sentences import split_sentences
from summarizer.writing import Writing, rewrite_digest

TEXTS = (
    "The council of Varn approved a tram line on Tuesday. It will cost 210 million.",
    "Storm Idris left 118,000 homes without power in Westmarch. A man died near Dunmere.",
)


class Copyist:
    """Writes down its passage, with one number changed in the second story."""

    name, follows, room = "copyist", False, 4_000

    def __init__(self, stop: threading.Event | None = None) -> None:
        self.stop = stop

    def load(self) -> None:
        pass

    def write(
        self, task: Task, *, stop: threading.Event | None = None, progress: Progress | None = None
    ) -> Draft:
        if progress is not None:
            progress(1, 2)
        if self.stop is not None:
            self.stop.set()
        return Draft(task.text.replace("118,000", "918,000"))

    def close(self) -> None:
        pass


class Yes:
    """A judge that lets all pass; `stop` is set when it is asked."""

    def __init__(self, name: str, stop: threading.Event | None = None) -> None:
        self.name, self.stop = name, stop

    def load(self) -> None:
        pass

    def entail(
        self, pairs: Sequence[tuple[str, str]], progress: Progress | None = None
    ) -> list[float | None]:
        if self.stop is not None:
            self.stop.set()
        return [1.0] * len(pairs)

    def close(self) -> None:
        pass


class Reporter(Copyist):
    """Writes two sentences of its own on the first story."""

    def write(self, task: Task, **_: object) -> Draft:
        return Draft("Varn's council approved a tram line. It will cost 210 million.")


def digest() -> Digest:
    articles = tuple(Article(text=text, title=text[:20], language="en") for text in TEXTS)
    stories = []
    for article in articles:
        spans = [Citation.at(article, s.start, s.end) for s in split_sentences(article)]
        points = tuple(Point(span.quote, (span,)) for span in spans)
        brief = Brief(article.title, points, (article,), 50, "extract")
        stories.append(Story(article.id, article.title, (article,), brief=brief))
    return Digest(
        id="d", title="News", window=Window(), lead=(), stories=tuple(stories), topics=(),
        articles=articles, coverage=Coverage(2, 2), model="extract", version="1",
    )  # fmt: skip


def test_the_digest_says_how_many_sentences_were_mended() -> None:
    made = rewrite_digest(digest(), Copyist())
    text = " ".join(point.text for point in made.digest.points())
    assert "918,000" not in text
    assert "118,000" in text
    assert "wrote 2 of 2 briefs" in made.digest.notices[0]
    assert "1 were not supported" in made.digest.notices[0]
    assert made.digest.id != "d"


def test_progress_runs_over_all_stories() -> None:
    seen: list[tuple[str, int, int]] = []
    rewrite_digest(digest(), Copyist(), progress=lambda *step: seen.append(step))
    assert seen == [("write", 1, 4), ("write", 3, 4)]


def test_a_cancelled_digest_keeps_its_extracts() -> None:
    stop = threading.Event()
    given = digest()
    made = rewrite_digest(given, Copyist(stop), stop=stop)
    assert [story.brief for story in made.digest.stories] == [s.brief for s in given.stories]
    assert "cancelled" in made.digest.notices[0]


def test_a_digest_that_another_judge_let_pass_is_another_digest() -> None:
    given = digest()
    ids = {
        rewrite_digest(given, Copyist(), judge=judge).digest.id
        for judge in (None, Yes("small"), Yes("large"))
    }
    assert len(ids) == 3


def test_what_is_cancelled_while_it_is_judged_keeps_its_extract() -> None:
    stop = threading.Event()
    given = digest()
    made = rewrite_digest(given, Reporter(), judge=Yes("slow", stop), stop=stop, stories=1)
    assert made.digest.stories == given.stories
    assert "cancelled" in made.digest.notices[0]


def test_only_the_leading_stories_are_written_anew() -> None:
    given = digest()
    made = rewrite_digest(given, Copyist(), stories=1)
    assert len(made.briefs) == 1
    assert made.digest.stories[1] == given.stories[1]


class Unloadable(Copyist):
    """A writer whose weights memory does not hold."""

    loads = 0

    def load(self) -> None:
        self.loads += 1
        raise ModelError("it needs about 9.0 GB of memory", subject="copyist")


class Gone(Yes):
    """A judge that is not there."""

    loads = 0

    def load(self) -> None:
        self.loads += 1
        raise ModelError("it was not downloaded", subject=self.name)


def test_a_model_that_cannot_be_loaded_is_tried_once_and_told_once() -> None:
    writer, judge = Unloadable(), Gone("gone")
    made = rewrite_digest(digest(), writer, judge=judge)
    assert (writer.loads, judge.loads) == (1, 0)
    assert len(made.digest.notices) == 1 and "9.0 GB" in made.digest.notices[0]
    made = rewrite_digest(digest(), Copyist(), judge=judge)
    assert judge.loads == 1
    assert len(made.digest.notices) == 1 and "was not downloaded" in made.digest.notices[0]


def test_what_was_loaded_of_a_model_that_does_not_fit_goes_back_at_once() -> None:
    class Weights:
        pass

    class Halfway(Copyist):
        def load(self) -> None:
            weights = Weights()
            self.weights = weakref.ref(weights)
            raise ModelError("it ran out of memory", subject="copyist")

    writer = Halfway()
    writing = Writing(writer)
    [brief, *_] = [story.brief for story in digest().stories if story.brief]
    assert not writing.rewrite(brief).written
    gc.collect()
    assert writer.weights() is None
    assert writing.rewrite(brief).notices


def test_the_writer_takes_its_place_before_the_judge() -> None:
    order: list[str] = []

    class Noted(Copyist):
        def load(self) -> None:
            order.append("writer")

    class Asked(Yes):
        def load(self) -> None:
            order.append("judge")

    rewrite_digest(digest(), Noted(), judge=Asked("yes"), stories=1)
    assert order == ["writer", "judge"]
